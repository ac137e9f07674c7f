"""What refers to what: where a fact is used, what a chart rests on, what was changed and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..model import Change, Drawing, Fact, Notice, Prose, Series, Site, Source, Story
from ..phrases import Phrases
from ..story_prose import chart_proses
from . import routes


class Place(Struct, frozen=True):
    address: str
    words: str


class Changed(Struct, frozen=True):
    """A change of a figure, `together` with those of other points of its series."""

    fact: Fact
    change: Change
    together: tuple[Changed, ...] = ()


def used_in(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, tuple[Place, ...]]:
    """For every fact the places of the story that state or show it, in reading order."""
    places: dict[str, dict[Place, None]] = {id: {} for id in story.facts}
    for place, ids in _statements(story, drawings):
        for id in ids:
            places[id][place] = None
    return {id: tuple(found) for id, found in places.items()}


def _statements(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[tuple[Place, list[str]]]:
    yield (
        Place(routes.STORY, story.site.phrases.say("story.opening")),
        stated(story.site.title, story.site.description),
    )
    for chapter in story.chapters:
        place = Place(routes.chapter_in_story(chapter.slug), chapter.title.text)
        yield place, stated(chapter.title, chapter.summary, chapter.body)
    for chart in story.charts.values():
        drawn = drawings[chart.name].facts if chart.name in drawings else ()
        named = story.site.phrases.say("chart.named", name=chart.title.text)
        place = Place(routes.chart_in_story(chart.name), named)
        yield place, [*stated(*chart_proses(chart)), *drawn]


class Alternate(Struct, frozen=True):
    """The same page in a language, by its public address; "x-default" is the main edition's."""

    language: str
    href: str


def alternates(address: str, site: Site) -> tuple[Alternate, ...]:
    """All editions of a page; () of a story in one language."""
    found = [
        Alternate(code, routes.permalink(routes.in_edition(address, folder), site.root))
        for code in site.languages
        for folder in (routes.folder(code, site.languages),)
    ]
    return (*found, Alternate("x-default", found[0].href)) if found else ()


def paged(story: Story) -> tuple[str, ...]:
    """The ids of the facts that have pages of their own."""
    return tuple(fact.id for fact in story.facts.values() if fact.paged)


def stated_in(story: Story) -> frozenset[str]:
    """The ids of the facts that the story's own page states."""
    proses = [story.site.title, story.site.description]
    for chapter in story.chapters:
        proses += (chapter.title, chapter.summary, chapter.body)
    for chart in story.charts.values():
        proses += (chart.title, chart.subtitle, chart.note)
    return frozenset(stated(*proses))


def stated(*proses: Prose) -> list[str]:
    """The ids of the facts that some prose states."""
    return [use.target for prose in proses for use in prose.uses if use.kind == "fact"]


def shown_in(drawn: Collection[str], story: Story) -> tuple[Fact, ...]:
    """The facts of a chart, by their ids: in the order of the file and not of the chart's code."""
    return tuple(story.facts[id] for id in story.facts if id in drawn)


def derived_from(story: Story) -> dict[str, tuple[str, ...]]:
    """For every fact the ids of the facts whose formulas read it."""
    readers: dict[str, list[str]] = {id: [] for id in story.facts}
    for fact in story.facts.values():
        for id in dict.fromkeys(fact.formula.inputs if fact.formula else ()):
            readers[id].append(fact.id)
    return {id: tuple(found) for id, found in readers.items()}


def inputs_of(fact: Fact, story: Story) -> tuple[Fact, ...]:
    """The facts that a fact's formula reads, each once."""
    ids = fact.formula.inputs if fact.formula else ()
    return tuple(story.facts[id] for id in dict.fromkeys(ids))


def named_in(fact: Fact, story: Story) -> tuple[Fact, ...]:
    """The facts that a formula names one by one; of whole series it tells the number of points."""
    text = fact.formula.text if fact.formula else ""
    return tuple(one for one in inputs_of(fact, story) if f"{{{one.id}}}" in text)


def rests_on(facts: Iterable[Fact], story: Story) -> tuple[Fact, ...]:
    """The quoted facts that some facts are or are computed from, each once."""
    return tuple(fact for fact in made_of(facts, story).values() if not fact.formula)


def sources_of(facts: Iterable[Fact], story: Story) -> tuple[Source, ...]:
    """The sources that some facts rest on, those of most facts first."""
    ids = Counter(fact.source for fact in rests_on(facts, story) if fact.source)
    return tuple(story.sources[id] for id, _ in ids.most_common() if id in story.sources)


class Credit(Struct, frozen=True):
    """Who proves some facts: one source of each publisher, that of most facts first.

    `computed` tells that some of the facts are computed here, `assumed` that some are, or rest on,
    premises of the author's own.
    """

    sources: tuple[Source, ...]
    computed: bool
    assumed: bool

    def words(self, phrases: Phrases, most: int = 999) -> str:
        """`"Shenzhen bureau; WIPO; own calculation"`, or "" where nothing is proved.

        At most so many publishers are named.
        """
        return phrases.join(self._named(most, phrases), "semicolon")

    def _named(self, most: int, phrases: Phrases) -> list[str]:
        """At most so many names; where more than one would be left out, how many those are."""
        shown, rest = self.first(most)
        names = [source.name for source in shown]
        more = [phrases.say("credit.more", n=rest)] if rest else []
        return names + more + self.own(phrases)

    def own(self, phrases: Phrases) -> list[str]:
        """What no publisher is credited with: `["own calculation", "own assumption"]`."""
        said = (("credit.calculation", self.computed), ("credit.assumption", self.assumed))
        return [phrases.say(key) for key, is_so in said if is_so]

    def first(self, most: int) -> tuple[tuple[Source, ...], int]:
        """The sources to name, and how many are not."""
        shown = self.sources if len(self.sources) <= most + 1 else self.sources[:most]
        return shown, len(self.sources) - len(shown)


def credit(facts: Iterable[Fact], story: Story) -> Credit:
    """The one answer to "who proves this", for pages, drawings, pictures, cards and embeds."""
    facts = tuple(facts)
    by_name: dict[str, Source] = {}
    for source in sources_of(facts, story):
        by_name.setdefault(source.name, source)
    return Credit(
        tuple(by_name.values()),
        computed=any(fact.formula for fact in facts),
        assumed=any(fact.assumed for fact in rests_on(facts, story)),
    )


def proved_by(story: Story) -> dict[str, tuple[Fact, ...]]:
    """For every source the facts that quote it."""
    facts = story.facts.values()
    return {id: tuple(fact for fact in facts if fact.source == id) for id in story.sources}


def compared_with(story: Story) -> dict[str, tuple[Fact, ...]]:
    """For every source the facts of which it says something else, or the same."""
    found: dict[str, dict[str, Fact]] = {id: {} for id in story.sources}
    for fact in story.facts.values():
        for other in fact.others:
            found[other.proof.source][fact.id] = fact
    return {id: tuple(facts.values()) for id, facts in found.items()}


def made_of(facts: Iterable[Fact], story: Story) -> dict[str, Fact]:
    """Some facts and, step by step, all that they are computed from, by id.

    Depth first, in the order in which formulas read them; what several read is visited once.
    """
    found: dict[str, Fact] = {}
    waiting = [*facts][::-1]
    while waiting:
        fact = waiting.pop()
        if fact.id not in found:
            found[fact.id] = fact
            waiting += inputs_of(fact, story)[::-1]
    return found


def changes_of(fact: Fact, story: Story) -> tuple[Changed, ...]:
    """A figure's own changes and those of its inputs, the latest first."""
    return _changes(made_of([fact], story))


def changes(story: Story) -> tuple[Changed, ...]:
    """All changes of the story, the latest first."""
    return _changes(story.facts)


def stood_in(change: Change, story: Story) -> str:
    """The day of the last edition before a figure changed, or ""."""
    return max((day for day in story.editions if day < change.until), default="")


def changes_in(series: Series, story: Story) -> tuple[Changed, ...]:
    """All changes of the points of a series, the latest first."""
    return _changes({id: story.facts[id] for id in series.points})


def noted(story: Story) -> tuple[Changed | Notice, ...]:
    """All changes of figures and notices of corrected words, the latest first."""
    listed: list[tuple[str, Changed | Notice]] = [
        *((notice.date, notice) for notice in story.site.notices),
        *((entry.change.until, entry) for entry in changes(story)),
    ]
    return tuple(one for _, one in sorted(listed, key=lambda pair: pair[0], reverse=True))


def corrected(story: Story) -> str:
    """The day of the latest correction, of a figure or of words, or ""."""
    days = [entry.change.until for entry in changes(story) if entry.change.kind == "correction"]
    return max([*days, *(notice.date for notice in story.site.notices)], default="")


def _changes(facts: Mapping[str, Fact]) -> tuple[Changed, ...]:
    """The latest first; what points of a series were until one day, for one reason, is one."""
    groups: dict[tuple[str, ...], list[Changed]] = {}
    for fact in facts.values():
        for number, change in enumerate(fact.history):
            key: tuple[str, ...] = (fact.id, str(number))
            if fact.series:
                key = (fact.series, "", change.until, change.kind, change.note)
            groups.setdefault(key, []).append(Changed(fact, change))
    entries = [replace(first, together=tuple(more)) for first, *more in groups.values()]
    return tuple(sorted(entries, key=lambda entry: entry.change.until, reverse=True))
