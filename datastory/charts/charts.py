"""All charts of a story: each is drawn once, and found again while what it shows is the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from .. import cache
from ..cache import digest, shared
from ..cards.share_images import source_line
from ..cards.typesetter import usable_style
from ..model import Chart, Drawing, Fact, Story
from ..problem import Location, Problem
from ..timing import Timer, untimed
from . import CHARTS, process_pool
from .chart_facts import GEO, seen
from .credit import credit

HELPER = f"{CHARTS}_"
FACTS = tuple[str, ...]  # ids


def draw(
    story: Story,
    tree: Mapping[str, bytes],
    timer: Timer = untimed,
    spare: Callable[[], bool] = bool,
) -> tuple[dict[str, Drawing], list[Problem]]:
    """Every chart of the story, and what is wrong with those that cannot be drawn.

    `tree` holds the story's files and its templates, by path. While Vega is waited for, `spare` is
    called for as long as it says that it found something to do.
    """
    look, problems = usable_style(tree)
    if problems or story.unread is None:  # without facts every chart would miss its own
        return {}, problems
    files = {path: data for path, data in tree.items() if path.startswith(CHARTS)}
    helpers = {path: data for path, data in files.items() if path.startswith((HELPER, GEO))}
    known, common = cache.current(), digest(helpers, shared(look))
    drawings: dict[str, Drawing] = {}
    for name, chart in story.charts.items():
        if read := known.get(_code(chart, common), FACTS):
            asked = _drawn_from(chart, read[0], story, common)
            if found := known.get(asked, Drawing):
                drawings[name] = known.name(found[0], asked)
    new = [chart for name, chart in story.charts.items() if name not in drawings]
    if not new:
        return {name: drawings[name] for name in story.charts}, []
    from .rendering import drawn  # 50 ms, and only new charts need it

    new.sort(key=lambda chart: -len(chart.code))  # so that no long one is waited for at the end
    _progress(0, new)
    try:
        for done, (chart, made) in enumerate(drawn(new, story, files, look, timer, spare), 1):
            _progress(done, new)
            if isinstance(made, Drawing):
                known.put(_code(chart, common), made.facts, FACTS)
                asked = _drawn_from(chart, made.facts, story, common)
                drawings[chart.name] = known.name(known.put(asked, made, Drawing, cache.FEW), asked)
            else:
                problems += made
    except process_pool.NotStarted as none:
        message = f"no process can be started to draw charts: {none}; make room for it, build again"
        problems.append(Problem(Location(CHARTS.rstrip("/")), message))
    return {name: drawings[name] for name in story.charts if name in drawings}, problems


def _code(chart: Chart, common: bytes) -> bytes:
    """Digest of the code of a chart, under which stand the ids of the facts that it last read."""
    return digest(__name__, chart.name, chart.code, common)


def _drawn_from(chart: Chart, facts: tuple[str, ...], story: Story, common: bytes) -> bytes:
    """Digest of all that shows in the drawing of a chart which read these facts.

    `common` is the digest of what all charts share: their helpers and their look.
    """
    words = [prose.text for prose in (chart.title, chart.subtitle, chart.alt, chart.note)]
    words += [f"{label.text}: {label.words}" for label in chart.labels]
    title, opening = story.site.title.text, story.site.opening == chart.name
    site = [story.site.language, title, story.site.names, opening]
    read = [_of(story.facts.get(id), story) for id in facts]
    known = [story.facts[id] for id in facts if id in story.facts]
    named = [credit(story, tuple(fact.id for fact in known)), source_line(known, story)]
    return digest(__name__, chart.name, chart.code, words, site, read, named, common)


def _of(fact: Fact | None, story: Story) -> list[Any] | None:
    if fact is None or fact.quantity is None:
        return None
    points = story.series[fact.series].points if fact.series else ()
    return [seen(fact, fact.quantity), points]


def _progress(done: int, charts: list[Chart]) -> None:
    """A line on a terminal, which goes with the last chart."""
    if charts and sys.stderr.isatty():
        end = "\r\033[K" if done == len(charts) else ""
        print(f"\rdrawing charts: {done} of {len(charts)}", end=end, file=sys.stderr, flush=True)
