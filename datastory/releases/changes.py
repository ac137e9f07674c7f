"""`build.py diff`: what changes for readers between two states of a story."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from ..model import BOUND, CODE, Drawing, Fact, Prose, Story, Unproved
from ..numbers.languages import LANGUAGES
from ..site import references, routes
from ..story_prose import placed, proses
from .ledger import Ledger
from .moved import follows

SAME_CHAPTER = 0.6  # of its letters, under another anchor
SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"'”’)\]]*(?=\s+[^\sa-z])|[。！？][”’」』）]*|$)", re.DOTALL)


class State(Struct, frozen=True):
    """A story as it was built once: `ledger` is its record, `unproved` what no check proves."""

    ledger: Ledger
    story: Story
    drawings: Mapping[str, Drawing]
    unproved: tuple[Unproved, ...] = ()
    editions: tuple[Story, ...] = ()


class ChangedFigure(Struct, frozen=True):
    """`old` or `new` is "" for a figure that came or went, and both the same for a new remark.

    `why` is what its history tells of the change; `said` are the sentences that state it now, and
    `shown` the titles of the charts that show it.
    """

    id: str
    what: str
    old: str
    new: str
    why: str
    said: tuple[str, ...]
    shown: tuple[str, ...]
    series: str = ""  # of which it is a point


class ChangedSentence(Struct, frozen=True):
    """`old` or `new` is "" for a sentence that came or went."""

    place: str
    old: str
    new: str


class ChangedChart(Struct, frozen=True):
    """`how`: "new", "gone", or what of it is other than before: "title", "values", "drawing"."""

    name: str
    title: str
    how: tuple[str, ...]


class ChangedAddress(Struct, frozen=True):
    """`how`: "new", "gone", or "moved"; `to` where it leads now."""

    address: str
    how: str
    to: str


class MovedChapter(Struct, frozen=True):
    """A chapter that stands elsewhere among the chapters, from 1, or has another anchor."""

    slug: str
    old_slug: str
    old: int
    new: int


class Changes(Struct, frozen=True):
    """`sentences` is None where the old words are not known; `unproved` are words that no check
    proves and that were not there before, and empty where the old words are not known."""

    figures: tuple[ChangedFigure, ...]
    sentences: tuple[ChangedSentence, ...] | None
    charts: tuple[ChangedChart, ...]
    addresses: tuple[ChangedAddress, ...]
    unproved: tuple[Unproved, ...] = ()
    chapters: tuple[MovedChapter, ...] = ()


def compare(old: State | Ledger, new: State) -> Changes:
    """What is other in a story than it was; of the last release only the ledger is known."""
    ledger, drawings = (old, {}) if isinstance(old, Ledger) else (old.ledger, old.drawings)
    # What says something else comes first, then what is new, then what is gone.
    figures = sorted(_figures(ledger, new), key=lambda one: (not one.new, not one.old))
    changes = Changes(
        figures=tuple(figures),
        sentences=None,
        charts=tuple(_charts(ledger, drawings, new)),
        addresses=tuple(_addresses(ledger, new.ledger)),
    )
    if isinstance(old, Ledger):
        return changes
    moved = tuple(_chapters(old.story, new.story))
    editions = (old.story, *old.editions), (new.story, *new.editions)
    return replace(
        changes,
        chapters=moved,
        sentences=tuple(_sentences(*editions, moved)),
        unproved=tuple(_unproved(old.unproved, new.unproved)),
    )


def _unproved(old: tuple[Unproved, ...], new: tuple[Unproved, ...]) -> Iterator[Unproved]:
    """Unproved words that the old side lacks, wherever and in whatever sentence they stand."""
    before = Counter((one.kind, one.words) for one in old)
    for one in new:
        before[one.kind, one.words] -= 1
        if before[one.kind, one.words] < 0:
            yield one


def _chapters(old: Story, new: Story) -> Iterator[MovedChapter]:
    """Chapters that stand in another order, and chapters of which only the anchor changed."""
    before = [chapter.slug for chapter in old.chapters]
    now = [chapter.slug for chapter in new.chapters]
    gone = {chapter.slug: chapter.body.text for chapter in old.chapters if chapter.slug not in now}
    names: dict[str, str] = {}  # by the anchor that a chapter has now, the one it had
    for chapter in new.chapters:
        if chapter.slug not in before:
            alike = {
                slug: difflib.SequenceMatcher(None, text, chapter.body.text, autojunk=False).ratio()
                for slug, text in gone.items()
            }
            nearest = max(alike, key=lambda slug: alike[slug], default="")
            if nearest and alike[nearest] > SAME_CHAPTER:
                names[chapter.slug] = nearest
                del gone[nearest]
    known = [names.get(slug, slug) for slug in now]
    common = [slug for slug in before if slug in known]
    then = [slug for slug in known if slug in before]
    matcher = difflib.SequenceMatcher(None, common, then, autojunk=False)
    stayed = {common[at] for start, _, size in matcher.get_matching_blocks()
              for at in range(start, start + size)}  # fmt: skip
    for at, slug in enumerate(now, 1):
        was = names.get(slug, slug)
        if was in before and (was != slug or was not in stayed):
            yield MovedChapter(slug, was, before.index(was) + 1, at)


def _figures(old: Ledger, now: State) -> Iterator[ChangedFigure]:
    new, story = now.ledger, now.story
    said: dict[str, list[str]] = {}
    for prose in proses(story):
        for sentence, ids in spoken(prose):
            for id in ids:
                said.setdefault(id, []).append(sentence)
    for id, figure in new.facts.items():
        before = old.facts.get(id)
        if before and (before.text, before.history) == (figure.text, figure.history):
            continue
        fact = story.facts[id]
        shown = [name for name, drawing in now.drawings.items() if id in drawing.facts]
        yield ChangedFigure(
            id=id,
            what=figure.what,
            old=before.text if before else "",
            new=figure.text,
            why=_why(fact, story, old, new),
            said=tuple(said.get(id, ())),
            shown=tuple(story.charts[name].title.text for name in shown),
            series=fact.series,
        )
    for id, figure in old.facts.items():
        if id not in new.facts and routes.fact(id) not in old.moved:
            yield ChangedFigure(id, figure.what, figure.text, "", "", (), ())


def _why(fact: Fact, story: Story, old: Ledger, new: Ledger) -> str:
    """The new entry of the history that bears on a figure: its own, or of what it rests on."""
    for rest in references.made_of([fact], story).values():
        known = old.facts[rest.id].history if rest.id in old.facts else ()
        added = [entry for entry in new.facts[rest.id].history if entry not in known]
        if added:
            note = f"{added[-1].kind}: {added[-1].note}".rstrip(": ")
            return note if rest == fact else f"{note} ({rest.id} was {added[-1].value})"
    return ""


def spoken(prose: Prose) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sentences of some prose, each with the ids of the facts that it states."""
    bound = (use for use in prose.uses if use.kind in ("fact", "plain"))
    for run in prose.runs:
        text, stated = "", []
        for number, words in enumerate(run.text.replace(CODE, "…").split(BOUND)):
            if number and (use := next(bound, None)):
                if use.kind == "fact":
                    stated.append((len(text), use.target))
                text += use.words
            text += words
        for match in SENTENCE.finditer(text):
            ids = dict.fromkeys(id for at, id in stated if match.start() <= at < match.end())
            yield " ".join(match[0].split()), tuple(ids)


def _by_place(editions: Sequence[Story]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for story in editions:
        named = f"{story.site.language}: " if story.site.folder else ""
        for place, prose in placed(story):
            sentences = (sentence for sentence, _ in spoken(prose))
            places.setdefault(f"{named}{place}", []).extend(sentences)
        for chart in story.charts.values():
            labels = (label.words for label in chart.labels)
            places.setdefault(f"{named}Chart {chart.name}", []).extend(labels)
    return places


def _sentences(
    old: Sequence[Story], new: Sequence[Story], moved: Sequence[MovedChapter]
) -> Iterator[ChangedSentence]:
    folders = ["", *(f"{story.site.language}: " for story in old if story.site.folder)]
    names = {
        f"{named}Chapter #{one.old_slug}": f"{named}Chapter #{one.slug}"
        for one in moved
        for named in folders
    }
    before = {names.get(place, place): said for place, said in _by_place(old).items()}
    now = _by_place(new)
    for place in dict.fromkeys((*now, *before)):
        one, other = before.get(place, []), now.get(place, [])
        matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind != "equal":
                pairs = zip_longest(one[start:end], other[new_start:new_end], fillvalue="")
                yield from (ChangedSentence(place, *pair) for pair in pairs)


def _charts(old: Ledger, drawn_before: Mapping[str, Drawing], now: State) -> Iterator[ChangedChart]:
    for name, chart in now.ledger.charts.items():
        before = old.charts.get(name)
        if before is None:
            yield ChangedChart(name, chart.title, ("new",))
            continue
        known = name in drawn_before and name in now.drawings
        drawn = not known or drawn_before[name].svg != now.drawings[name].svg
        how = {
            "title": before.title != chart.title,
            "values": before.data != chart.data and drawn,
            "drawing": known and drawn,
        }
        if any(how.values()):
            yield ChangedChart(name, chart.title, tuple(part for part in how if how[part]))
    for name, chart in old.charts.items():
        if name not in now.ledger.charts and routes.chart(name) not in old.moved:
            yield ChangedChart(name, chart.title, ("gone",))


def _addresses(old: Ledger, new: Ledger) -> Iterator[ChangedAddress]:
    """Those of figures and charts that came or went go without saying, and those of an edition that
    are as in the main one; one that came or went as a whole is told by its first page."""
    before, now = old.everything(), new.everything()
    gone = {at: to for at, to in new.moved.items() if at not in old.moved}
    stayed = []
    for base in _editions(before | now):
        if base in gone or (base in before) != (base in now):
            how = "moved" if gone.get(base) else "gone" if base in before else "new"
            yield ChangedAddress(base, how, gone.get(base, ""))
            before, now = (
                frozenset(at for at in those if not at.startswith(base)) for those in (before, now)
            )
            gone = {at: to for at, to in gone.items() if not at.startswith(base)}
        else:
            stayed.append(base)
    moved = {at: to for at, to in gone.items() if not _as_in_main(at, to, gone, stayed)}
    both = before ^ now
    nowhere = dict.fromkeys(both, "")
    changed = {at for at in both if not _as_in_main(at, "", nowhere, stayed)}
    things = [routes.fact(id) for id in old.facts.keys() ^ new.facts.keys()]
    things += [routes.chart(name) for name in old.charts.keys() ^ new.charts.keys()]
    known = {at for page in (*things, *moved) for at in follows(page, "", before | now, ())}
    for address in sorted(changed):
        if address not in known and address not in {*things, *moved, *old.moved}:
            yield ChangedAddress(address, "new" if address in now else "gone", "")
    for address in sorted(moved.keys() - known):
        yield ChangedAddress(address, "moved" if moved[address] else "gone", moved[address])


def _editions(addresses: Collection[str]) -> tuple[str, ...]:
    """Where editions beside the main one begin: `"/zh/"`."""
    bases = (routes.in_edition(routes.STORY, f"{code}/") for code in LANGUAGES)
    return tuple(base for base in bases if base in addresses)


def _as_in_main(address: str, to: str, main: Mapping[str, str], editions: Sequence[str]) -> bool:
    """Whether an address of an edition leads where the one leads that it has in the main one."""
    base = next((one for one in editions if address.startswith(one)), "")
    folder = base.removeprefix(routes.STORY)
    leads = routes.out_of_edition(to, folder) if to else ""
    return bool(base) and main.get(routes.out_of_edition(address, folder)) == leads
