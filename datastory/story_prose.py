"""Everything readers read: the prose of a story, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .cache import current
from .model import BOUND, Chart, Prose, Run, Story, Use
from .problem import Location

LinkedRun = tuple[Run, list[tuple[int, Use]]]


def proses(story: Story) -> tuple[Prose, ...]:
    """The site's words, chapters, charts and facts; what points of a series share comes once."""
    return current().derived(_proses, story)


def _proses(story: Story) -> tuple[Prose, ...]:
    return tuple(prose for _, prose in placed(story))


def placed(story: Story) -> Iterator[tuple[str, Prose]]:
    """The same, each with the name of its place: "Opening", "Chapter #spending", "Figure rd"."""
    yield from (("Opening", prose) for prose in (story.site.title, story.site.description))
    yield from (("Notices", notice.text) for notice in story.site.notices)
    for chapter in story.chapters:
        for prose in filter(None, (chapter.title, chapter.summary, chapter.body)):
            yield f"Chapter #{chapter.slug}", prose
    for chart in story.charts.values():
        yield from ((f"Chart {chart.name}", prose) for prose in chart_proses(chart))
    figures = [(series.id, series.what) for series in story.series.values()]
    for fact in story.facts.values():
        words = filter(None, (fact.what, fact.label, fact.note))
        figures += [(fact.series or fact.id, prose) for prose in words]
    seen: set[Location] = set()
    for name, prose in figures:
        if prose.where not in seen:
            seen.add(prose.where)
            yield f"Figure {name}", prose


def chart_proses(chart: Chart) -> Iterator[Prose]:
    yield from filter(None, (chart.title, chart.subtitle, chart.alt, chart.note))


def linked_runs(story: Story) -> tuple[LinkedRun, ...]:
    """All runs of all proses, as `linked` gives them."""
    return current().derived(_linked_runs, story)


def _linked_runs(story: Story) -> tuple[LinkedRun, ...]:
    return tuple(run for prose in proses(story) for run in linked(prose))


def linked(prose: Prose) -> Iterator[LinkedRun]:
    """Each run with the facts and plain words that are linked in it, and the offsets of `BOUND`."""
    uses = iter([use for use in prose.uses if use.kind in ("fact", "plain")])
    for run in prose.runs:
        yield run, [(match.start(), next(uses)) for match in re.finditer(BOUND, run.text)]
