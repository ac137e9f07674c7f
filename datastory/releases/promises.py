"""What was released stays: its addresses answer, and its figures change only with an entry.

Each problem ends with the YAML that solves it, on one line, ready to paste into data.yaml.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from ..lazy_imports import Lazy, difflib
from ..model import Fact, Story
from ..numbers.units import called, formerly
from ..numbers.values import parse_value
from ..problem import Location, Problem, Refused
from ..site import references, routes
from . import editions, ledger, moved
from .ledger import Entry, Ledger, ReleasedFact
from .moved import Leads, follows
from .retired import answered

if TYPE_CHECKING:
    from ..parsing import yaml_file
else:
    yaml_file = Lazy("datastory.parsing.yaml_file")  # 17 ms, and only needed for a proposal


KINDS = (
    "correction (we were wrong), revision (the source restated it), update (a new period) or "
    "clarification (other words)"
)


class Release(Struct, frozen=True):
    """`pages` with old addresses answered; what the site holds `now`, and what was `released`."""

    pages: dict[str, bytes]
    now: Ledger
    released: Ledger
    problems: list[Problem]


def enforce(
    story: Story,
    pages: dict[str, bytes],
    released: Ledger,
    files: Mapping[str, bytes],
    today: str,
    translations: Sequence[Story] = (),
) -> Release:
    """Answers old addresses, and holds the story to what was `released`.

    `files` are the story's own, templates among them; `today` is the day that proposed entries
    bear. `translations` stand at addresses of their own.
    """
    pages = pages | editions.pages(story, released, files)
    living = moved.living(pages) if story.moved else frozenset[str]()
    problems = list(moved.check(story.moved, living))
    if not problems:
        others = {one.site.folder: one.moved for one in translations} if story.moved else {}
        leads = moved.leads(story.moved, released.everything(), living, others)
        problems = list(_unworded(story, leads, translations))
    if problems:
        return Release(pages, ledger.record(story, pages, {}, translations), released, problems)
    pages = answered((story, *translations), pages, leads, released, files)
    now = ledger.record(story, pages, leads, translations)
    problems = [
        *editions.check(released, leads, files),
        *check(story, now, released, leads, today),
    ]
    return Release(pages, now, released, problems)


def _unworded(story: Story, leads: Leads, translations: Sequence[Story]) -> Iterator[Problem]:
    """An edition says in its own words why something that it had is gone."""
    why = {moved.whole(move.old): move for move in story.moved if move.gone}
    for edition in translations:
        for twin in moved.within(leads.keys(), edition.site.folder):
            old = routes.in_edition(twin, edition.site.folder)
            main = why.get(old) or why.get(twin)
            if main and not leads[old].to and not leads[old].gone:
                message = f"moved: '{main.old}' needs words here, as it is gone; it is "
                yield Problem(leads[old].where, f"{message}“{main.gone}”")


def check(
    story: Story, now: Ledger, released: Ledger, leads: Leads, today: str
) -> Iterator[Problem]:
    """What was released and is gone or changed without a word; `today` is a day like 2026-03-01."""
    yield from _gone(story, now, released, leads, today)
    for fact in story.facts.values():
        if (figure := released.facts.get(fact.id)) is not None:
            yield from _changed(fact, figure, story, now, released, today)
            yield from _rewritten(fact, figure, now)


def unreleased(now: Ledger, released: Ledger) -> Iterator[Problem]:
    """The site holds nothing that the ledger lacks."""
    figures = [id for id, figure in now.facts.items() if not _recorded(figure, released, id)]
    addresses = sorted(now.everything() - released.everything())
    lacking = [
        f"{what} {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}"
        for what, names in (("the figures", figures), ("the addresses", addresses))
        if names
    ]
    if lacking:
        message = f"not released yet: {'; '.join(lacking)}. Run  python build.py release"
        yield Problem(Location(ledger.PUBLISHED), f"{message}  and commit this file")


def unwritten(story: Story) -> Iterator[Problem]:
    """The id of a heading is written down before its address is released."""
    for heading in ledger.headings(story):
        if not heading.explicit:
            message = "write this heading's id down, so that its address outlives its words: "
            yield Problem(heading.where, f"{message}{{#{heading.id}}}", heading.text)


def _recorded(figure: ReleasedFact, released: Ledger, id: str) -> bool:
    """What a figure is about may be reworded without a release."""
    known = released.facts.get(id)
    return known is not None and _same(figure, known) and figure.history == known.history


def _same(now: ReleasedFact, released: ReleasedFact) -> bool:
    """Whether a figure says what was released, which may name its unit as earlier versions did."""
    words = now.text.removesuffix(called(now.unit)), released.text.removesuffix(released.unit)
    return (
        now.value == ("0" if released.value == "-0" else released.value)
        and formerly(now.unit, released.unit)
        and (now.text == released.text or words[0] == words[1])
    )


def _gone(
    story: Story, now: Ledger, released: Ledger, leads: Leads, today: str
) -> Iterator[Problem]:
    """A released address, anchor, figure or chart is there, or an entry says where it went."""
    living, known = now.everything(), released.everything()
    dated = set(map(routes.edition, released.editions))  # `editions.check` tells of these
    gone = known - living - leads.keys() - dated
    where = story.moved[-1].where if story.moved else Location("data.yaml")
    answered: set[str] = set()
    folders = [routes.folder(code, story.site.languages) for code in story.site.languages[1:]]
    for address in sorted(gone, key=_pages_first):
        if address not in answered:
            page = follows(address, "", known, living).keys() | {address}
            answered |= page | {routes.in_edition(at, one) for at in page for one in folders}
            near = _near(address, living - known, story, released)
            yield Problem(where, _ask(address, near, released, story, today))


def _pages_first(address: str) -> tuple[bool, int, str]:
    """A chart's page comes before what belongs to it, a series before its points."""
    owner = address.startswith((routes.CHARTS, routes.FACTS)) and address.endswith("/")
    return not owner, len(address), address


def _near(address: str, new: Collection[str], story: Story, released: Ledger) -> str:
    """The address that most likely took this one's place: the same figure, or a like name."""
    figure = released.facts.get(moved.id_at(address, routes.FACTS))
    for fact in story.facts.values():
        if figure and routes.figure(fact) in new and fact.text == figure.text:
            return routes.figure(fact)
    page, mark, id = address.partition("#")
    base = f"{page}{mark}" if mark else page[: page.rstrip("/").rfind("/") + 1]
    ends = page[-1:] if not mark else ""
    alike = [other for other in sorted(new) if other.startswith(base) and other.endswith(ends)]
    alike = [other for other in alike if mark or "#" not in other]
    return next(iter(difflib.get_close_matches(address, alike, n=1, cutoff=0.6)), "")


def _ask(address: str, near: str, released: Ledger, story: Story, today: str) -> str:
    """Names what is gone, with the entry for `moved:`, which may have begun."""
    old, new = (at.removeprefix("/") if at.startswith("/#") else at for at in (address, near))
    id = moved.id_at(address, routes.FACTS)
    if figure := released.facts.get(id):
        thing = f"the figure '{id}' ({figure.text})"
    elif chart := released.charts.get(moved.id_at(address, routes.CHARTS)):
        thing = f"the chart '{chart.title}'"
    else:
        thing = f"the {'anchor' if '#' in address else 'address'} '{old}'"
    gone = f"{{gone: {story.site.phrases.say('gone.note')}, on: {today}}}"
    ways = [*([f'"{new}"'] if new else []), gone]
    entries = [f'"{old}": {way}' if story.moved else f'moved: {{"{old}": {way}}}' for way in ways]
    asked = " or, if nothing took its place,  ".join(entries)
    return f"{thing} was released and is gone; bring it back, or say where it went:  {asked}"


def _changed(
    fact: Fact, figure: ReleasedFact, story: Story, now: Ledger, released: Ledger, today: str
) -> Iterator[Problem]:
    """A figure that says something else than it did has a new entry with what it said."""
    here = now.facts[fact.id]
    new = Counter(here.history) - Counter(figure.history)
    explained = any(_means(entry.value, figure) for entry in new)
    if _same(here, figure) or explained or _inherits(fact, story, now, released):
        return
    reworded = here.value == figure.value
    kind = "clarification" if reworded else "correction"
    note = story.site.phrases.say(f"change.note_of_{kind}")
    entry = Entry(figure.text, today, kind, note)
    message = f"'{fact.id}' was released as {figure.text} and now says {fact.text}; tell readers, "
    message += f"with the kind that is true ({KINDS}):  {_told(fact, [*here.history, entry])}"
    yield Problem(_value_at(fact), message, fact.text)


def _inherits(fact: Fact, story: Story, now: Ledger, released: Ledger) -> bool:
    """A derived figure changed because one that it rests on did, which has its own entry."""
    ids = references.made_of([fact], story).keys() & released.facts.keys() - {fact.id}
    return any(not _same(now.facts[id], released.facts[id]) for id in ids)


def _means(text: str, figure: ReleasedFact) -> bool:
    """The same words, or the same quantity in others."""
    if text == figure.text:
        return True
    one, other = parse_value(text), parse_value(figure.text)
    if isinstance(one, Refused) or isinstance(other, Refused):
        return False
    return (one.value, one.unit, one.qualifier) == (other.value, other.unit, other.qualifier)


def _rewritten(fact: Fact, figure: ReleasedFact, now: Ledger) -> Iterator[Problem]:
    """The released entries of a figure's history stand as they were."""
    here, then = Counter(now.facts[fact.id].history), Counter(figure.history)
    if then - here:
        whole = [*figure.history, *(here - then)]
        message = f"an entry of the history of '{fact.id}' was released, and is gone or changed; "
        yield Problem(fact.where, f"{message}put it back:  {_told(fact, whole)}", fact.id)


def _value_at(fact: Fact) -> Location:
    return fact.formula.where if fact.formula else fact.value_at


def _told(fact: Fact, entries: list[Entry]) -> str:
    """The fact's `history`; the whole line of a point that is written as its value alone."""
    items = ", ".join(
        "{"
        + ", ".join(f"{key}: {_plain(text)}" for key, text in asdict(entry).items() if text)
        + "}"
        for entry in entries
    )
    history, at = f"history: [{items}]", _value_at(fact)
    alone = at.line == fact.where.line and at.column <= fact.where.column + len(f'"{fact.key}": ')
    if fact.key and alone:
        return f"{fact.key}: {{value: {_plain(fact.text)}, {history}}}"
    return history


def _plain(text: str) -> str:
    """A YAML scalar that may stand in brackets, in quotes only where it needs them."""
    bare = re.fullmatch(r"[A-Za-z0-9][^:#\n,\[\]{}]*", text)
    if bare and not yaml_file.SURPRISES.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
