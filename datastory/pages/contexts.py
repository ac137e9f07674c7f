"""All pages of a site, each with its template and the values that fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from ..model import Drawing, Fact, Story
from ..site import references, routes, wording
from .figure_groups import figure_groups
from .filled_prose import Figure, Section, Text

MOST_POINTS = 24  # of its series that a figure's page links to


class Meta(Struct, frozen=True):
    """What a link to the page shows elsewhere; `address` "" keeps the page out of indexes."""

    address: str
    title: str
    headline: str
    description: str
    card: str


class Page(Struct, frozen=True):
    """A page to render; `context` holds the values that its template alone needs."""

    address: str
    template: str
    meta: Meta
    context: dict[str, Any]

    @property
    def kind(self) -> str:
        """`"fact"` of a page that fact.html makes."""
        return self.template.removesuffix(".html")


def all_pages(
    story: Story, drawings: Mapping[str, Drawing], figure: Figure, section: Section
) -> Iterator[Page]:
    """Every page; `figure` and `section` turn a filled chart and a filled chapter into HTML."""
    yield _story(story, drawings, figure, section)
    yield _facts(story, drawings)
    yield from _each_fact(story, drawings)
    yield from _each_series(story)
    yield from _each_chart(story, drawings)
    yield _sources(story)
    yield _corrections(story)
    yield _not_found(story)


def _story(story: Story, drawings: Mapping[str, Drawing], figure: Figure, section: Section) -> Page:
    name, about = story.site.title.text, story.site.description.text
    text = Text(story, drawings, figure, lambda at: routes.relative_url(at, routes.STORY))
    opening, chapters = text.opening(), text.chapters()
    context = {
        "opening": opening,
        "chapters": chapters,
        "sections": [section(chapter) for chapter in chapters],
        "charts": len(text.placed),
        "minutes": wording.reading_minutes(story),
    }
    meta = Meta(routes.STORY, name, name, about, routes.CARD)
    return Page(routes.STORY, "story.html", meta, context)


def _facts(story: Story, drawings: Mapping[str, Drawing]) -> Page:
    facts = tuple(story.facts.values())
    said = story.site.phrases
    about = said.say("facts.description", count=said.count(len(facts), "figure"))
    meta = _meta(story, routes.FACTS, said.say("facts.title"), about)
    context = {
        "groups": figure_groups(story, drawings),
        "number": len(facts),
        "counts": Counter(fact.evidence for fact in facts),
    }
    return Page(routes.FACTS, "facts.html", meta, context)


def _each_fact(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[Page]:
    places, readers = references.used_in(story, drawings), references.derived_from(story)
    said = story.site.phrases
    for fact in story.facts.values():
        if not fact.paged:
            continue
        address = routes.fact(fact.id)
        meaning = wording.meaning(fact, story)
        headline = said.say("join.figure", value=fact.text, meaning=meaning)
        proof = wording.proof(fact, story.site, story.sources)
        about = said.say("figure.about", meaning=meaning, value=fact.text, proof=proof)
        series = story.series.get(fact.series)
        context = {
            "fact": fact,
            "series": series,
            "points": _beside(fact, story),
            "inputs": references.named_in(fact, story),
            "agrees": story.facts.get(fact.agrees),
            "history": references.changes_of(fact, story),
            "places": places[fact.id],
            "readers": readers[fact.id],
        }
        meta = _meta(story, address, headline, about, routes.fact(fact.id, "card.png"))
        yield Page(address, "fact.html", meta, context)


def _beside(fact: Fact, story: Story) -> list[Fact]:
    """The points of a fact's series that stand nearest to it; the series' page has all."""
    series = story.series.get(fact.series)
    if series is None:
        return []
    start = max(0, series.points.index(fact.id) - MOST_POINTS // 2)
    start = max(0, min(start, len(series.points) - MOST_POINTS))
    return [story.facts[id] for id in series.points[start : start + MOST_POINTS]]


def _each_series(story: Story) -> Iterator[Page]:
    said = story.site.phrases
    for series in story.series.values():
        address = routes.fact(series.id)
        points = [story.facts[id] for id in series.points]
        ends = points if len(points) <= MOST_POINTS else [points[0], points[-1]]
        listed = said.join(
            [said.say("join.colon", name=point.key, words=point.text) for point in ends],
            "semicolon",
        )
        about = said.say("series.listed", what=series.what.text, points=listed)
        meta = _meta(story, address, series.what.text, about, routes.fact(series.id, "card.png"))
        context = {
            "series": series,
            "points": points,
            "sources": references.sources_of(points, story),
            "history": references.changes_in(series, story),
        }
        yield Page(address, "series.html", meta, context)


def _each_chart(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[Page]:
    """Its own page, and one for frames elsewhere, which is shared as that."""
    for chart in story.charts.values():
        address = routes.chart(chart.name)
        card = routes.chart(chart.name, "card.png")
        meta = _meta(story, address, chart.title.text, chart.alt.text, card)
        context = {"chart": chart, "drawing": drawings[chart.name]}
        yield Page(address, "chart.html", meta, context)
        yield Page(routes.embed(chart.name), "embed.html", meta, context)


def _sources(story: Story) -> Page:
    said = story.site.phrases
    about = said.say("sources.description", count=said.count(len(story.sources), "source"))
    meta = _meta(story, routes.SOURCES, said.say("sources.title"), about)
    context = {"proved": references.proved_by(story), "compared": references.compared_with(story)}
    return Page(routes.SOURCES, "sources.html", meta, context)


def _corrections(story: Story) -> Page:
    said = story.site.phrases
    about = said.say("corrections.description")
    meta = _meta(story, routes.CORRECTIONS, said.say("corrections.title"), about)
    return Page(routes.CORRECTIONS, "corrections.html", meta, {"history": references.noted(story)})


def _not_found(story: Story) -> Page:
    said = story.site.phrases
    meta = _meta(story, "", said.say("not_found.headline"), said.say("not_found.description"))
    return Page(routes.NOT_FOUND, "404.html", meta, {})


def _meta(story: Story, address: str, headline: str, about: str, card: str = routes.CARD) -> Meta:
    title = story.site.phrases.say("join.headline", name=headline, site=story.site.title.text)
    return Meta(address, title, headline, about, card)
