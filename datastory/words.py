"""Everything readers read: the prose of a story, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from .model import Chart, Prose, Story
from .problem import Location


def proses(story: Story) -> Iterator[Prose]:
    """The site's words, chapters, charts and facts; what points of a series share comes once."""
    yield story.site.title
    yield story.site.description
    for chapter in story.chapters:
        yield from filter(None, (chapter.title, chapter.summary, chapter.body))
    for chart in story.charts.values():
        yield from chart_proses(chart)
    seen: set[Location] = set()
    series = [series.what for series in story.series.values()]
    facts = [prose for fact in story.facts.values() for prose in (fact.what, fact.label, fact.note)]
    for prose in filter(None, series + facts):
        if prose.where not in seen:
            seen.add(prose.where)
            yield prose


def chart_proses(chart: Chart) -> Iterator[Prose]:
    yield from filter(None, (chart.title, chart.subtitle, chart.alt, chart.note))
