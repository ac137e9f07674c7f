"""Where released addresses lead that are no more: the entries under `moved:` in data.yaml.

An anchor is an address too: "/#spending". `living` are all addresses the site has now.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ..model import Move
from ..problem import Problem, did_you_mean
from ..site import routes

ADDRESS = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._~-]*)*/?(#[A-Za-z0-9][A-Za-z0-9._:-]*)?")
ANCHOR = re.compile(rb'<[a-z][^<>]*?\sid="([^"]+)"')

Leads = Mapping[str, Move]


def living(pages: Mapping[str, bytes]) -> frozenset[str]:
    """Every address the site answers, with the anchors of its pages."""
    found = {routes.address(path) for path in pages}
    for path, page in pages.items():
        if path.endswith(".html"):
            found |= {f"{routes.address(path)}#{id.decode()}" for id in set(ANCHOR.findall(page))}
    return frozenset(found)


def leads(
    moves: Collection[Move],
    released: Collection[str],
    living: Collection[str],
    editions: Mapping[str, Sequence[Move]] = {},
) -> Leads:
    """Every old address with the entry it is led by; `to` is "" for what is gone.

    An entry for a page also moves what belongs to it: a chart's files, frame and anchor, a figure's
    card and anchors, the points of a series; and the same in each of the `editions` ("zh/") that
    was released with it, with the edition's own words, which stand in the order of `moves`.
    """
    worded = []
    for number, move in enumerate(moves):
        folder = next((one for one in editions if whole(move.old).startswith(f"/{one}")), "")
        worded.append(editions[folder][number] if folder else move)
    found = dict(_leads(worded, released, living))
    for folder, own in editions.items():
        known, there = within(released, folder), within(living, folder)
        twins = [
            move for move in own
            if whole(move.old) in known and (not move.to or whole(move.to) in there)
        ]  # fmt: skip
        for old, move in _leads(twins, known, there).items():
            twin = routes.in_edition(old, folder)
            to = routes.in_edition(move.to, folder) if move.to else ""
            if twin not in living:
                found.setdefault(twin, replace(move, old=twin, to=to))
    return found


def within(addresses: Collection[str], folder: str) -> frozenset[str]:
    """Of some addresses those of an edition, as it calls them: `"/zh/facts/"` -> `"/facts/"`."""
    base = routes.in_edition(routes.STORY, folder)
    return frozenset(routes.out_of_edition(at, folder) for at in addresses if at.startswith(base))


def _leads(moves: Collection[Move], released: Collection[str], living: Collection[str]) -> Leads:
    written = [replace(move, old=whole(move.old), to=whole(move.to)) for move in moves]
    found = {move.old: move for move in written}
    for move in written:
        for old, new in follows(move.old, move.to, released, living).items():
            if old not in living:
                found.setdefault(old, replace(move, old=old, to=new))
    return found


def follows(
    old: str, new: str, released: Collection[str], living: Collection[str]
) -> dict[str, str]:
    """What moves with a page, and where to; "" is nowhere.

    `("/charts/a/", "/charts/b/")` -> `{"/embed/a/": "/embed/b/", "/#chart-a": "/#chart-b", …}`.
    """
    pairs = {
        mine: its if its in living else (new if mine.endswith("/") else "")
        for mine, its in _belongings(old, new)
    }
    for address in released:
        if old.endswith("/") and address.startswith(old) and address != old:
            twin = new + address.removeprefix(old)
            pairs[address] = twin if twin in living else ""
        elif point := _key(address, old):
            twin = routes.fact(f"{id_at(new, routes.FACTS)}.{point}")
            target = twin if twin in living else new
            pairs |= {address: target} | follows(address, target, released, living)
    return pairs


def _belongings(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Addresses elsewhere that name the same chart or figure, in pairs; "" where `new` has none."""
    for base, kinds in (
        (routes.CHARTS, (routes.embed, routes.oembed, routes.chart_in_story)),
        (routes.FACTS, (routes.fact_in_story, routes.note)),
    ):
        mine, its = id_at(old, base), id_at(new, base)
        if mine:
            yield from ((kind(mine), kind(its) if its else "") for kind in kinds)


def id_at(address: str, base: str) -> str:
    """`("/charts/rd/", "/charts/")` -> `"rd"`; "" for any other address."""
    id = address.removeprefix(base).removesuffix("/")
    return id if address == f"{base}{id}/" and "/" not in id else ""


def _key(address: str, series: str) -> str:
    """`("/facts/rd.2024/", "/facts/rd/")` -> `"2024"`; "" for any other address."""
    id, name = id_at(address, routes.FACTS), id_at(series, routes.FACTS)
    return id.removeprefix(f"{name}.") if name and id.startswith(f"{name}.") else ""


def whole(address: str) -> str:
    """An anchor without a page is one of the story's."""
    return routes.STORY + address if address.startswith("#") else address


def check(moves: Collection[Move], living: Collection[str]) -> Iterator[Problem]:
    """An entry is for an address that is no more, and leads straight to one that is."""
    written: dict[str, Move] = {}
    files = {at.casefold(): at for at in living if "#" not in at}
    for move in moves:
        old = whole(move.old)
        reason = _unwritable(old) or _taken(old, living, files)
        if old in written:
            reason = "is listed twice"
        if reason:
            yield Problem(move.where, f"'{move.old}' {reason}", move.old)
        else:
            written[old] = move
    for move in written.values():
        reason = _misled(move, written, living) if move.to else ""
        if reason:
            yield Problem(move.where, reason, move.old)


def _unwritable(address: str) -> str:
    """Why this cannot be an address of the site; "" if it can."""
    if not ADDRESS.fullmatch(address) or not address:
        return "is no address; write it as '/charts/old/' or '#old-heading', as readers know it"
    name = address.partition("#")[0].rpartition("/")[2]
    return f"lacks its last '/'; write '{address}/'" if name and "." not in name else ""


def _taken(address: str, living: Collection[str], files: Mapping[str, str]) -> str:
    """Why something stands in the way of this address; "" if nothing does."""
    if address in living:
        return "is a living address; delete this entry, or what stands there"
    twin = files.get(address.casefold(), address)
    if twin != address:
        return f"and '{twin}' are one address where case does not count"
    folders = address.partition("#")[0].split("/")[1:-1]
    above = ["/" + "/".join(folders[:end]) for end in range(1, len(folders) + 1)]
    file = next((at for at in above if at.casefold() in files), "")
    return f"would stand inside '{file}', which is a file" if file else ""


def _misled(move: Move, written: Mapping[str, Move], living: Collection[str]) -> str:
    """Why an entry does not lead to a living address; "" if it does."""
    old, new = whole(move.old), whole(move.to)
    path = [old]
    while new in written and new not in path:
        path.append(new)
        new = whole(written[new].to)
    if new in path:
        return f"these entries lead in a circle: {' → '.join([*path, new])}"
    page, _, anchor = new.partition("#")
    if len(path) > 1:
        end = f"lead straight to '{new}'" if new else "say that it is gone"
        return f"'{move.to}' has itself moved; {end}"
    if page in written:
        return f"'{page}' has itself moved; lead straight to where it is now"
    if new not in living:
        return f"'{move.to}' leads nowhere{did_you_mean(new, living)}"
    if "#" in old and (not anchor or old.partition("#")[0] != page):
        here = old.partition("#")[0]
        return f"an anchor stays on its page; lead it to another anchor of '{here}'"
    if not old.endswith(("/", ".html")) and "#" not in old and new.endswith(("/", ".html")):
        return f"'{old}' is a file and cannot lead to a page; lead it to a file, or say it is gone"
    return ""
