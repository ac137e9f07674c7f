"""All pages of a site, each with its template and the values that fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from ..cache import once
from ..model import Chart, Drawing, Fact, Story
from ..site import references, routes, wording
from ..site.references import Place
from .figure_groups import figure_groups, homes, titles
from .filled_prose import Figure, Section, Text

MOST_POINTS = 24  # of its series that a figure's page links to


class Meta(Struct, frozen=True):
    """What a link to the page shows elsewhere; `address` "" keeps the page out of indexes."""

    address: str
    title: str
    headline: str
    description: str
    card: str


Filled = tuple[Meta, dict[str, Any]]  # a page's own, and the values that its template alone needs


class Page(Struct, frozen=True):
    """A page to render. What fills it is made only if it is rendered: by `fill`, of the story.

    `known` is all that `fill` looks at besides the story that it is given, or digests of that.
    """

    address: str
    template: str
    known: tuple[object, ...]
    fill: Callable[[Story], Filled]

    @property
    def kind(self) -> str:
        """`"fact"` of a page that fact.html makes."""
        return self.template.removesuffix(".html")


def page_of(address: str, template: str, meta: Meta, context: dict[str, Any]) -> Page:
    """A page of which all is known."""
    return Page(address, template, (meta, context), lambda _: (meta, context))


def all_pages(
    story: Story, drawings: Mapping[str, Drawing], figure: Figure, section: Section
) -> Iterator[Page]:
    """Every page; `figure` and `section` turn a filled chart and a filled chapter into HTML."""
    yield _story(story, drawings, figure, section)
    yield _facts(story, drawings)
    yield from _each_fact(story, drawings)
    yield from _each_series(story)
    yield from _each_chart(story, drawings)
    yield Page(routes.SOURCES, "sources.html", (), _sources)
    yield _corrections(story)
    yield Page(routes.NOT_FOUND, "404.html", (), _not_found)


def _story(story: Story, drawings: Mapping[str, Drawing], figure: Figure, section: Section) -> Page:
    name, about = story.site.title.text, story.site.description.text
    text = Text(story, drawings, figure, lambda at: routes.relative_url(at, routes.STORY))
    opening, chapters = text.opening(), text.chapters()
    sections = [section(chapter) for chapter in chapters]
    charts, minutes = len(text.placed), wording.reading_minutes(story)

    def fill(_: Story) -> Filled:
        context = {
            "opening": opening,
            "chapters": chapters,
            "sections": sections,
            "charts": charts,
            "minutes": minutes,
        }
        return Meta(routes.STORY, name, name, about, routes.CARD), context

    known = opening, [chapter.known() for chapter in chapters], sections, charts, minutes
    return Page(routes.STORY, "story.html", known, fill)


def _facts(story: Story, drawings: Mapping[str, Drawing]) -> Page:
    home, title = homes(story, drawings), titles(story)

    def fill(story: Story) -> Filled:
        facts, said = tuple(story.facts.values()), story.site.phrases
        about = said.say("facts.description", count=said.count(len(facts), "figure"))
        context = {
            "groups": figure_groups(story, home, title),
            "number": len(facts),
            "counts": Counter(fact.evidence for fact in facts),
        }
        return _meta(story, routes.FACTS, said.say("facts.title"), about), context

    return Page(routes.FACTS, "facts.html", (home, title), fill)


def _each_fact(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[Page]:
    places, readers = references.used_in(story, drawings), references.derived_from(story)
    for id in references.paged(story):
        known = places[id], readers[id]
        yield Page(routes.fact(id), "fact.html", known, partial(_fact, id, *known))


def _fact(id: str, places: tuple[Place, ...], readers: tuple[str, ...], story: Story) -> Filled:
    fact, said = story.facts[id], story.site.phrases
    meaning = wording.meaning(fact, story)
    headline = said.say("join.figure", value=fact.text, meaning=meaning)
    proof = wording.proof(fact, story.site, story.sources)
    about = said.say("figure.about", meaning=meaning, value=fact.text, proof=proof)
    context = {
        "fact": fact,
        "series": story.series.get(fact.series),
        "points": _beside(fact, story),
        "inputs": references.named_in(fact, story),
        "agrees": story.facts.get(fact.agrees),
        "history": references.changes_of(fact, story),
        "places": places,
        "readers": [story.facts[reader] for reader in readers],
    }
    card = routes.fact(id, "card.png")
    return _meta(story, routes.fact(id), headline, about, card), context


def _beside(fact: Fact, story: Story) -> list[Fact]:
    """The points of a fact's series that stand nearest to it; the series' page has all."""
    series = story.series.get(fact.series)
    if series is None:
        return []
    start = max(0, series.points.index(fact.id) - MOST_POINTS // 2)
    start = max(0, min(start, len(series.points) - MOST_POINTS))
    return [story.facts[id] for id in series.points[start : start + MOST_POINTS]]


def _each_series(story: Story) -> Iterator[Page]:
    for id in story.series:
        yield Page(routes.fact(id), "series.html", (), partial(_series, id))


def _series(id: str, story: Story) -> Filled:
    series, said = story.series[id], story.site.phrases
    points = [story.facts[point] for point in series.points]
    ends = points if len(points) <= MOST_POINTS else [points[0], points[-1]]
    listed = said.join(
        [said.say("join.colon", name=point.key, words=point.text) for point in ends],
        "semicolon",
    )
    about = said.say("series.listed", what=series.what.text, points=listed)
    context = {
        "series": series,
        "points": points,
        "sources": references.sources_of(points, story),
        "history": references.changes_in(series, story),
    }
    card = routes.fact(id, "card.png")
    return _meta(story, routes.fact(id), series.what.text, about, card), context


def _each_chart(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[Page]:
    """Its own page, and one for frames elsewhere, which is shared as that."""
    for chart in story.charts.values():
        fill = partial(_chart, chart, drawings[chart.name])
        known = once(chart), once(drawings[chart.name])
        yield Page(routes.chart(chart.name), "chart.html", known, fill)
        yield Page(routes.embed(chart.name), "embed.html", known, fill)


def _chart(chart: Chart, drawing: Drawing, story: Story) -> Filled:
    card = routes.chart(chart.name, "card.png")
    meta = _meta(story, routes.chart(chart.name), chart.title.text, chart.alt.text, card)
    return meta, {"chart": chart, "drawing": drawing}


def _sources(story: Story) -> Filled:
    said = story.site.phrases
    about = said.say("sources.description", count=said.count(len(story.sources), "source"))
    context = {"proved": references.proved_by(story), "compared": references.compared_with(story)}
    return _meta(story, routes.SOURCES, said.say("sources.title"), about), context


def _corrections(story: Story) -> Page:
    """What fills it is known: few facts were changed, and all are looked at to find them."""
    said = story.site.phrases
    about = said.say("corrections.description")
    meta = _meta(story, routes.CORRECTIONS, said.say("corrections.title"), about)
    context = {"history": references.noted(story)}
    return page_of(routes.CORRECTIONS, "corrections.html", meta, context)


def _not_found(story: Story) -> Filled:
    said = story.site.phrases
    headline, about = said.say("not_found.headline"), said.say("not_found.description")
    return _meta(story, "", headline, about), {}


def _meta(story: Story, address: str, headline: str, about: str, card: str = routes.CARD) -> Meta:
    title = story.site.phrases.say("join.headline", name=headline, site=story.site.title.text)
    return Meta(address, title, headline, about, card)
