"""What a fact means for the words around it: its times, nouns, direction, names and rivals."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from decimal import Decimal

from msgspec import Struct

from ...cache import current
from ...model import Fact, Story
from ...numbers.units import POINTS
from .fact_words import fact_words
from .time_expressions import Span, times
from .vocabulary import CHANGED, HUMAN_STEMS, stems

YEAR = re.compile(r"\d{4}")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
# A place or a body that a fact is of: "Exports of Norland".
NAME_IN_WHAT = re.compile(
    r"(?<=\b(?:of|in|to|by|at)\s)"
    r"(?!(?:Jan|Febr)uary|March|April|June|July|August|(?:Sept|Nov|Dec)ember|October|[A-Z][a-z]+day\b)"
    r"[A-Z][a-zà-ÿ]{3,}(?:[\s-][A-Z][a-zà-ÿ]+)*(?=$|[\s,’'])"
)
DIFFERENCE = re.compile(
    r"\s*\(?\s*\{[^}]+\}\s*/\s*\{[^}]+\}.*-\s*1\s*$|\s*\{[^}]+\}\s*-\s*\{[^}]+\}\s*$"
)


class Meaning(Struct, frozen=True):
    """`said` is what names the fact: `what`, label, unit and `words`; `text` with the quotation.

    `change` is "up", "down" or "either" for a change and "" for a level. `names` are the words that
    tell it from its rivals, `rivals` those of the others, each with its fact's id.
    """

    fact: Fact
    spans: tuple[Span, ...]
    said: str
    text: str
    nouns: frozenset[str]
    own: frozenset[str]
    change: str
    ordinal: bool
    rank: bool
    plan: bool
    human: bool
    names: tuple[str, ...]
    rivals: tuple[tuple[str, str], ...]
    values: tuple[tuple[Decimal, str], ...]  # of its series, each as it is printed

    @property
    def point(self) -> bool:
        """Whether it is a point of a series over time."""
        return bool(self.fact.series and DATE.fullmatch(self.fact.key))


class Meanings:
    """The meanings of a story's facts, each made when it is first asked for."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.words = fact_words(story.site.language)
        self._known: dict[str, Meaning] = {}
        self._spans: dict[str, tuple[Span, ...]] = {}

    def of(self, fact: Fact) -> Meaning:
        if fact.id not in self._known:
            self._known[fact.id] = self._meaning(fact)
        return self._known[fact.id]

    def spans(self, fact: Fact, depth: int = 0) -> tuple[Span, ...]:
        """A fact's times: its `when`, its key, years in `what`, and those of what it is made of."""
        if fact.id in self._spans:
            return self._spans[fact.id]
        key = fact.key if DATE.fullmatch(fact.key) else ""
        texts = filter(None, (fact.when, key, fact.what.text, fact.label.text))
        readers, published = (*self.words.times, times), self.story.site.published
        read = [time for text in texts for by in readers for time in by(text, published)]
        own = [(time.first, time.last) for time in read]
        inputs = fact.formula.inputs if fact.formula and depth < 3 else ()
        known = [self.story.facts[name] for name in inputs if name in self.story.facts]
        made = [span for one in known for span in self.spans(one, depth + 1)]
        if len({*made}) > 1:
            made.append((min(a for a, _ in made), max(b for _, b in made)))
        spans = tuple(dict.fromkeys(own + made))
        if depth == 0 or not inputs:
            self._spans[fact.id] = spans
        return spans

    @functools.cached_property
    def groups(self) -> dict[str, list[tuple[str, str]]]:
        """Facts that differ in their name alone, by what they share: (name, id) each."""
        groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for fact in self.story.facts.values():
            if fact.quantity is None:
                continue
            name = fact.label.text
            if fact.series and not DATE.fullmatch(fact.key):
                for one in dict.fromkeys((name, _spoken_key(fact.key))):
                    if one:
                        groups[f"series {fact.series}"].append((one, fact.id))
            elif name and name in fact.what.text:
                shared = fact.what.text.replace(name, "…")
                groups[f"what {shared}"].append((name, fact.id))
            elif place := NAME_IN_WHAT.search(fact.what.text):
                shared = fact.what.text.replace(place[0], "…")
                groups[f"what {shared}"].append((place[0], fact.id))
        return groups

    @functools.cached_property
    def _group_of(self) -> dict[str, str]:
        return {id: group for group, named in self.groups.items() for _, id in named}

    def _meaning(self, fact: Fact) -> Meaning:
        unit = fact.quantity.unit if fact.quantity else ""
        named = (fact.what.text, fact.label.text, unit, *fact.words, fact.note.text)
        said = " ".join(filter(None, named))
        whole = self.story.series.get(fact.series)
        if whole is not None and whole.what.text != fact.what.text:
            said = f"{said} {whole.what.text}"
        inputs = fact.formula.inputs if fact.formula else ()
        made = " ".join(
            self.story.facts[name].what.text for name in inputs[:8] if name in self.story.facts
        )
        text = f"{said} {fact.quote} {made} {fact.reading}"
        group = self.groups.get(self._group_of.get(fact.id, ""), [])
        names = tuple(dict.fromkeys(name for name, id in group if id == fact.id))
        rivals = dict.fromkeys(one for one in group if one[1] != fact.id and one[0] not in names)
        own, points = stems(said), self.story.points(fact.series)
        return Meaning(
            fact=fact,
            spans=self.spans(fact),
            said=said,
            text=text,
            nouns=own | stems(text),
            own=own,
            change=self._change(fact),
            ordinal=bool(fact.quantity and self.words.ordinal.search(fact.text) and not unit),
            rank=bool(self.words.rank.search(said)),
            plan=any(map(self.words.plan.search, (fact.what.text, fact.when))) or self._later(fact),
            human=bool((own | stems(made)) & HUMAN_STEMS),
            names=names,
            rivals=tuple(rivals),
            values=tuple((p.quantity.value, p.text) for p in points if p.quantity),
        )

    def _later(self, fact: Fact) -> bool:
        """Whether a quotation foresees it, of a time after its source was published."""
        said = f"{fact.place.before if fact.place else ''} {fact.quote}"
        later = year_after_source(fact, self.story)
        return bool(later and self.words.plan.search(said))

    def _change(self, fact: Fact) -> str:
        """ "up", "down" or "either" for a change, "" for a level."""
        quantity = fact.quantity
        if quantity is None:
            return ""
        written = max(fact.quote.find(quantity.text), 0)
        before = fact.quote[max(0, written - 40) : written]
        if not (
            quantity.unit == POINTS
            or self.words.change.search(f"{fact.what.text} {fact.label.text}")
            or (fact.formula and DIFFERENCE.match(fact.formula.text))
            or CHANGED.search(before)
        ):
            return ""
        up, down = (bool(p.search(fact.what.text)) for p in (self.words.up, self.words.down))
        if quantity.value < 0:
            return "either" if down else "down"
        if not up and not down:
            up, down = (bool(p.search(before)) for p in (self.words.up, self.words.down))
        if up == down:
            return "either"
        return "up" if up else "down"


def year_after_source(fact: Fact, story: Story) -> str:
    """The year of a fact, where its source was published in an earlier one; else ""."""
    source, year = story.sources.get(fact.source), YEAR.match(fact.when)
    if source is None or not source.published or year is None:
        return ""
    return year[0] if year[0] > source.published[:4] else ""


def meanings_of(story: Story) -> Meanings:
    """The meanings of a story; those of the newest are held for the checks that ask next."""
    return current().derived(Meanings, story)


def _spoken_key(key: str) -> str:
    """A key as prose would name it: `"san-jose"` -> `"san jose"`; a short one says too little."""
    words = re.sub(r"[-_]", " ", key)
    return words if len(words) >= 4 else ""


def named(name: str, text: str) -> list[int]:
    """Where a name stands in a text as whole words, in any case and with any dash.

    Han is written without spaces: there a name may stand between any letters.
    """
    words = [re.escape(word) for word in re.split(r"[\s–—-]+", name) if word]
    if not words:
        return []
    found = re.finditer(r"[\s–—-]+".join(words), text, re.I)
    return [m.start() for m in found if not _cut(text, m.start()) and not _cut(text, m.end())]


def _cut(text: str, at: int) -> bool:
    """Whether a word goes on at a place: one does at 1 in "Rd", none in "在R"."""
    before, after = text[max(0, at - 1) : at], text[at : at + 1]
    return _joins(before) and _joins(after)


def _joins(letter: str) -> bool:
    return (letter.isalnum() or letter == "_") and not "\u3400" <= letter <= "\u9fff"
