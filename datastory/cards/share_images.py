"""Share images: one card for the story, each chart, each figure and each series."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from ..cache import FILES, cached, current, digest, shared
from ..model import Chart, Drawing, Fact, Series, Site, Story
from ..site import references, routes, wording
from ..site.chart_style import ChartStyle
from ..site.templates import TEMPLATES, among
from .frame import Card
from .picture import picture
from .typesetter import Typesetter, usable_style

ROWS = 5  # of a series that a card has room for
NUMBER = re.compile(r"(?P<before>[^\d]*\s)?(?P<number>\S*\d\S*)(?P<after>\s.*)?")


class FigureCards(NamedTuple):
    """The cards of all figures and series, by output path, and which of them are still to be drawn.

    Nothing is drawn where the `look` cannot be used, which is told where charts are drawn.
    `asked` are the digests of the new ones by output path, and of all together by "".
    """

    look: ChartStyle
    kept: Mapping[str, bytes]
    new: Mapping[str, Card] = {}
    asked: Mapping[str, bytes] = {}


def of_figures(story: Story, tree: Mapping[str, bytes]) -> FigureCards:
    """The cards of a story's figures and series; `tree` holds the templates by path."""
    look, problems = usable_style(tree)
    if problems:
        return FigureCards(look, {})
    bare = replace(story, chapters=(), charts={})  # none shows a chart, or the words of a chapter
    whole = digest(f"{__name__}.of_figures", *shared(bare, among(tree, TEMPLATES)))
    if found := current().get(whole, FILES):
        return FigureCards(look, found[0])
    cards = [_figure(fact, story) for fact in story.facts.values() if fact.paged]
    cards += [_series(series, story) for series in story.series.values()]
    style, kept, new, asked = digest(look), {}, {}, {"": whole}  # all cards have the look in common
    for card in cards:
        path = routes.output_path(card.address)
        key = digest(f"{__name__}.pictured", card, style)
        if one := current().get(key, bytes):
            kept[path] = one[0]
        else:
            new[path], asked[path] = card, key
    return FigureCards(look, kept, new, asked)


def with_pictures(cards: FigureCards, pictures: Iterable[bytes]) -> dict[str, bytes]:
    """All of them, once there are the `pictures` of the new ones."""
    drawn = dict(zip(cards.new, pictures, strict=True))
    for path, data in drawn.items():
        current().put(cards.asked[path], data, bytes)
    whole = {**cards.kept, **drawn}
    return current().put(cards.asked[""], whole, FILES) if cards.asked else whole


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
    look, problems = usable_style(tree)
    return {} if problems else {routes.output_path(card.address): pictured(card, look)}


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


def pictured(card: Card, look: ChartStyle) -> bytes:
    """The PNG of a card."""
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
