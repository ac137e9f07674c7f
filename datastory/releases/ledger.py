"""published.json: what readers have been given, and what of it may not silently change.

Only `release` writes it. It grows and never shrinks, so an address stays answered for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..model import Fact, Heading, Story
from ..problem import Location, Problem
from ..site import references, routes
from ..site.wording import exact
from .moved import Leads

PUBLISHED = "published.json"
PARTS = ("addresses", "anchors", "charts", "facts")  # every release writes these
MENDED = "only  build.py release  writes it: take back the last good version from git"
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


class Entry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One entry of a figure's history, as in data.yaml."""

    value: str
    until: str
    kind: str
    note: str = ""


class ReleasedFact(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact as it was released: `value` in base units as in data.json, `text` as printed."""

    value: str
    unit: str
    text: str
    what: str
    history: tuple[Entry, ...] = ()


class ReleasedChart(Struct, frozen=True, forbid_unknown_fields=True):
    """A chart as it was released; `data` is a digest of its values."""

    title: str
    data: str


class Ledger(Struct, frozen=True, forbid_unknown_fields=True):
    """`anchors` stand by the address of their page; `moved` says where old addresses lead.

    `feed` begins the ids of the feed's entries: `"tag:a.example,2026-01-05:/repo"`, those of the
    first release, so that no reader of feeds gets everything again when the story moves.
    """

    addresses: tuple[str, ...] = ()
    anchors: dict[str, tuple[str, ...]] = {}
    charts: dict[str, ReleasedChart] = {}
    facts: dict[str, ReleasedFact] = {}
    moved: dict[str, str] = {}  # "" for what is gone
    editions: dict[str, str] = {}  # by day, the digest of its file
    feed: str = ""  # ledgers of the first version have none

    def everything(self) -> frozenset[str]:
        """All addresses, those of anchors ("/#spending") among them."""
        anchored = (f"{page}#{id}" for page, ids in self.anchors.items() for id in ids)
        return frozenset((*self.addresses, *anchored))


def parse_ledger(data: bytes | None) -> tuple[Ledger, list[Problem]]:
    """The ledger from the bytes of published.json; None, no file, is an empty one.

    A file that names no address or leaves out a part was cut or written by hand: read as a first
    release, it would let go of all that was promised.
    """
    if data is None:
        return Ledger(), []
    lines = data.decode(errors="replace").split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith(CONFLICT):
            message = "two versions were merged here; take either whole, then run build.py release"
            return Ledger(), [Problem(Location(PUBLISHED, number, 1), message, line)]
    try:
        parts = json.loads(data)
        ledger = msgspec.convert(parts, Ledger)
    except json.JSONDecodeError as error:
        where = Location(PUBLISHED, error.lineno, error.colno)
        return Ledger(), [Problem(where, f"this is no JSON ({error.msg}); {MENDED}")]
    except (UnicodeDecodeError, RecursionError, msgspec.ValidationError) as error:
        return Ledger(), [_no_ledger(str(error))]
    if lacking := next((part for part in PARTS if part not in parts), ""):
        return Ledger(), [_no_ledger(f"'{lacking}' is missing")]
    if not ledger.addresses:
        return Ledger(), [_no_ledger("it holds no address")]
    return ledger, []


def _no_ledger(reason: str) -> Problem:
    return Problem(Location(PUBLISHED), f"this is no ledger ({reason}); {MENDED}")


def written(ledger: Ledger) -> bytes:
    """The bytes of published.json: sorted, a line for each thing, so that a diff can be read."""
    packed = msgspec.json.encode(ledger, order="sorted")
    return msgspec.json.format(packed, indent=2) + b"\n"


def record(
    story: Story, pages: Mapping[str, bytes], leads: Leads, editions: Sequence[Story] = ()
) -> Ledger:
    """What the site holds now; files in /static/ are part of the pages' looks, no addresses.

    Figures and charts are recorded as the main edition has them, as all have the same values.
    """
    addresses = (routes.address(path) for path in pages)
    return Ledger(
        addresses=tuple(sorted(at for at in addresses if not at.startswith(routes.static("")))),
        anchors={
            page: tuple(sorted(ids)) for page, ids in promised(story, editions).items() if ids
        },
        charts={
            name: ReleasedChart(
                chart.title.text,
                _digest(pages.get(routes.output_path(routes.chart(name, "data.csv")), b"")),
            )
            for name, chart in story.charts.items()
        },
        facts={id: _figure(fact) for id, fact in story.facts.items()},
        moved={old: move.to for old, move in leads.items()},
        feed=routes.feed_tag(story.site.url, story.site.published),
    )


def promised(story: Story, editions: Sequence[Story] = ()) -> dict[str, tuple[str, ...]]:
    """The anchors that readers may link to, by the address of their page, in all editions."""
    return {
        routes.in_edition(page, edition.site.folder): ids
        for edition in (story, *editions)
        for page, ids in _promised(edition).items()
    }


def _promised(story: Story) -> dict[str, tuple[str, ...]]:
    stated = references.stated_in(story)
    noted = [fact.id for fact in story.facts.values() if fact.paged or fact.id in stated]
    targets = [
        *(routes.chapter_in_story(chapter.slug) for chapter in story.chapters),
        *(routes.STORY + f"#{heading.id}" for heading in headings(story)),
        *map(routes.chart_in_story, story.charts),
        *map(routes.fact_in_story, noted),
        *map(routes.note, noted),
        *(routes.figure(fact) for fact in story.facts.values() if not fact.paged),
        *map(routes.source, story.sources),
    ]
    anchors: dict[str, list[str]] = {}
    for target in dict.fromkeys(targets):
        page, _, id = target.partition("#")
        anchors.setdefault(page, []).append(id)
    return {page: tuple(ids) for page, ids in anchors.items()}


def headings(story: Story) -> Iterator[Heading]:
    """The headings of the chapters; notes of charts have none."""
    return (heading for chapter in story.chapters for heading in chapter.body.headings)


def released_with(ledger: Ledger, now: Ledger) -> Ledger:
    """The ledger with what the site holds now; what it held before stays on record."""
    return Ledger(
        addresses=tuple(sorted({*ledger.addresses, *now.addresses})),
        anchors={
            page: tuple(sorted({*ledger.anchors.get(page, ()), *now.anchors.get(page, ())}))
            for page in ledger.anchors | now.anchors
        },
        charts=ledger.charts | now.charts,
        facts=ledger.facts | now.facts,
        moved=ledger.moved | now.moved,
        editions=ledger.editions | now.editions,
        feed=ledger.feed or now.feed,
    )


def with_edition(ledger: Ledger, day: str, digest: str) -> Ledger:
    """The ledger with an edition of a day, and its address."""
    addresses = {*ledger.addresses, routes.edition(day)}
    return replace(
        ledger,
        addresses=tuple(sorted(addresses)),
        editions=ledger.editions | {day: digest},
    )


def _figure(fact: Fact) -> ReleasedFact:
    history = (Entry(said.value, said.until, said.kind, said.note) for said in fact.history)
    unit = fact.quantity.unit if fact.quantity else ""
    return ReleasedFact(exact(fact), unit, fact.text, fact.what.text, tuple(history))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8] if data else ""
