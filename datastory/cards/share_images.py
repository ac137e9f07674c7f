"""Share images: one card for the story, each chart, each figure and each series."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from msgspec.structs import replace

from ..cache import cached, digest, shared
from ..model import Chart, Drawing, Fact, Series, Site, Story
from ..site import references, routes, wording
from ..site.chart_style import ChartStyle
from ..site.templates import TEMPLATES, among
from .frame import Card
from .picture import picture
from .typesetter import Typesetter, usable_style

ROWS = 5  # of a series that a card has room for
NUMBER = re.compile(r"(?P<before>[^\d]*\s)?(?P<number>\S*\d\S*)(?P<after>\s.*)?")


def of_figures(story: Story, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The card of every figure and series by its output path; `tree` holds the templates."""
    bare = replace(story, chapters=(), charts={})  # none shows a chart, or the words of a chapter
    return _of_figures(bare, among(tree, TEMPLATES))


@cached(lambda *asked: shared(*asked))
def _of_figures(story: Story, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    cards = [_figure(fact, story) for fact in story.facts.values() if fact.paged]
    cards += [_series(series, story) for series in story.series.values()]
    return _drawn(cards, tree)


def of_story(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The card of the story, with its opening's drawing, by its output path."""
    opening = drawings.get(story.site.opening)
    return _of_story(story.site, opening.simplest if opening else "", among(tree, TEMPLATES))


@cached(lambda site, opening, tree: (site, opening, shared(tree)))
def _of_story(site: Site, opening: str, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    where = re.sub(r"^https?://|/$", "", site.url)
    card = Card(routes.CARD, site.title.text, site.publisher, where, drawing=opening)
    return _drawn([card], tree)


def of_chart(chart: Chart, drawn: Drawing, story: Story) -> Card:
    """The card of a chart, still to be drawn."""
    return Card(
        routes.chart(chart.name, "card.png"),
        chart.title.text,
        source_line([story.facts[id] for id in drawn.facts], story),
        story.site.title.text,
        drawing=drawn.simplest,
        measured=chart.subtitle.text,
    )


def typesetter(look: ChartStyle) -> Typesetter:
    """One for all cards, as measuring with a face begins with reading it."""
    return _typesetter(tuple(look.faces.items()))


@functools.lru_cache(maxsize=1)
def _typesetter(faces: tuple[tuple[str, bytes], ...]) -> Typesetter:
    return Typesetter(dict(faces))


def _drawn(cards: list[Card], tree: Mapping[str, bytes]) -> dict[str, bytes]:
    look, problems = usable_style(tree)
    if problems:
        return {}  # which is told where charts are drawn
    style = digest(look)
    return {routes.output_path(card.address): _picture(card, look, style) for card in cards}


@cached(lambda card, look, style: (card, style))
def _picture(card: Card, look: ChartStyle, style: bytes) -> bytes:
    """`style` is the digest of the look, which all cards have in common."""
    return picture(card, typesetter(look), look)


def _figure(fact: Fact, story: Story) -> Card:
    address, name = routes.fact(fact.id, "card.png"), story.site.title.text
    meaning, source = wording.meaning(fact, story), source_line([fact], story)
    if fact.claim:
        return Card(address, meaning, source, name)
    return Card(address, meaning, source, name, value=_split(fact.text))


def _series(series: Series, story: Story) -> Card:
    points = [story.facts[id] for id in series.points]
    named, said = wording.told_apart(series.id, story), story.site.phrases
    rows = [
        (point.name if named else wording.date_words(point.when or point.key, said), point.text)
        for point in points
    ]
    if len(rows) > ROWS:
        rows = [rows[0], ("…", ""), *rows[2 - ROWS :]]
    name, source = story.site.title.text, source_line(points, story)
    return Card(
        routes.fact(series.id, "card.png"), series.what.text, source, name, rows=tuple(rows)
    )


def source_line(facts: list[Fact], story: Story) -> str:
    """Who proves it: the publisher and its date, or how many publishers there are."""
    credit, sources = references.credit(facts, story), references.sources_of(facts, story)
    said = story.site.phrases
    named = credit.sources[0].name if credit.sources else ""
    if len(credit.sources) > 1:
        named = said.count(len(credit.sources) - 1, "other_source", name=named)
    elif len(sources) == 1 and sources[0].published:
        named = said.join([named, wording.date_words(sources[0].published, said)])
    return said.join([words for words in (named, *credit.own(said)) if words], "semicolon")


def _split(text: str) -> tuple[str, str, str]:
    """`"over 75 billion yuan"` -> `("over", "75", "billion yuan")`; words alone are the number."""
    match = NUMBER.fullmatch(text)
    if not match:
        return "", text, ""
    return (match["before"] or "").strip(), match["number"], (match["after"] or "").strip()
