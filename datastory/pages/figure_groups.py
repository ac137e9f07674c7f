"""All figures in groups: by the chapter that first needs each, a series as one entry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from ..model import Drawing, Fact, Story
from ..numbers.statements import only_figure
from ..problem import Refused
from ..site import references, routes

WIDTH, HEIGHT = 90, 22  # of a sparkline, in SVG units
MOST_CELLS = 1000  # points of tables that the page lists: about 20 KiB of it, as sent
TIME = re.compile(r"(?:1[5-9]|20|21)\d\d(?:\D\w*)*")  # how the key of a point in time begins


class Sparkline(Struct, frozen=True):
    """A small drawing of a series: bars from zero, or a line where its keys are times."""

    path: str
    end: tuple[float, float] | None  # the last point of a line


class Entry(Struct, frozen=True):
    """A figure that stands alone, or a series with its points: then `id` is the series'.

    Points of a table are `listed` as far as they would not weigh too much; of the others the
    series' own page has them all, and searches them.
    """

    id: str
    facts: tuple[Fact, ...]
    sparkline: Sparkline | None
    listed: bool = True


class Group(Struct, frozen=True):
    """`address` is where the story uses the figures; "" of those that it does not state."""

    address: str
    title: str
    entries: tuple[Entry, ...]


def figure_groups(
    story: Story, home: Mapping[str, str], titles: Mapping[str, str]
) -> tuple[Group, ...]:
    """Every figure once, in the order of the story and then of the file.

    `home` and `titles` are what the functions of these names give; the chapters are not looked at.
    """
    by_id: dict[str, list[Fact]] = defaultdict(list)
    for fact in story.facts.values():
        by_id[fact.series or fact.id].append(fact)
    entries: dict[str, dict[str, list[Fact]]] = {address: {} for address in titles}
    for id, facts in by_id.items():
        used = next((home[fact.id] for fact in facts if fact.id in home), "")
        entries[used][id] = facts
    left, groups = MOST_CELLS, []
    for address, some in entries.items():
        made = []
        for id, facts in some.items():
            series = story.series.get(id)
            cells = len(facts) if series and series.table else 0
            listed = cells <= left
            left -= cells if listed else 0
            made.append(Entry(id, tuple(facts), sparkline(facts) if series else None, listed))
        if made:
            groups.append(Group(address, titles[address], tuple(made)))
    return tuple(groups)


def titles(story: Story) -> dict[str, str]:
    """The groups by address, each with its title, in their order."""
    said = story.site.phrases
    chapters = {routes.chapter_in_story(one.slug): one.title.text for one in story.chapters}
    return chapters | {routes.STORY: said.say("story.opening"), "": said.say("facts.unused")}


def homes(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, str]:
    """The address of the chapter that first states or draws a fact; else of the opening."""
    found: dict[str, str] = {}
    for chapter in story.chapters:
        proses = (chapter.title, chapter.summary, chapter.body)
        ids = references.stated(*proses)
        for use in chapter.body.uses:
            if use.kind == "chart" and use.target in story.charts:
                ids += _shown(use.target, story, drawings)
        for id in ids:
            found.setdefault(id, routes.chapter_in_story(chapter.slug))
    first = [*references.stated(story.site.title, story.site.description)]
    if story.site.opening in story.charts:
        first += _shown(story.site.opening, story, drawings)
    for id in first:
        found.setdefault(id, routes.STORY)
    return found


def _shown(name: str, story: Story, drawings: Mapping[str, Drawing]) -> list[str]:
    chart = story.charts[name]
    drawn = drawings[name].facts if name in drawings else ()
    return [*references.stated(chart.title, chart.subtitle, chart.note), *drawn]


def sparkline(facts: list[Fact]) -> Sparkline | None:
    """The small drawing of a series; None for a single value and for values of several units.

    `10, 20` in 2020 and 2021 -> a line from the middle of the left side to the top right. Ranks
    have no length, so no bars: their line is at the top where they are first.
    """
    values = [float(fact.quantity.value) for fact in facts if fact.quantity]
    units = {fact.quantity.unit for fact in facts if fact.quantity}
    if len(values) < 2 or len(values) != len(facts) or len(units) > 1:
        return None
    timed = all(TIME.fullmatch(fact.key) for fact in facts)
    if all(_is_rank(fact) for fact in facts):
        values = [-value for value in values] if timed else []  # the first stands at the top
        low, high = min(values, default=0), max(values, default=0)
    else:
        low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        return None
    tops = [2 + (high - value) / (high - low) * (HEIGHT - 4) for value in values]
    if timed:
        step = (WIDTH - 6) / (len(values) - 1)
        points = [(3 + i * step, top) for i, top in enumerate(tops)]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        return Sparkline(path, points[-1])
    nought = 2 + high / (high - low) * (HEIGHT - 4)
    step = WIDTH / len(values)
    bars = (f"M{(i + 0.5) * step:.1f} {nought:.1f}V{top:.1f}" for i, top in enumerate(tops))
    return Sparkline("".join(bars), None)


def _is_rank(fact: Fact) -> bool:
    figure = only_figure(fact.text)
    return not isinstance(figure, Refused) and figure.core.kind == "ordinal"
