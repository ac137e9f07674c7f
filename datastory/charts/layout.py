"""What needs Altair and Vega, which are slow to start: the code of a chart run, and laid out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ..model import Chart, Label, Story
from ..problem import Problem
from ..site.chart_style import ChartStyle
from . import chart_code
from .chart_facts import ChartFact, Facts
from .defaults import with_defaults
from .labels import labelled, used_by
from .transforms import refused
from .vega import Rendered, drawn
from .worker_process import Shared

NARROW, WIDE, OPENING = 320, 600, 700  # units; the columns that drawings are laid out for
Given = tuple[Story, Mapping[str, bytes], ChartStyle, Path | None]


class Laid(Struct, frozen=True):
    """A chart as Vega made it: its drawings "wide", "narrow" and maybe "card"."""

    facts: tuple[ChartFact, ...]
    drawings: dict[str, Rendered]
    labels: frozenset[Label] = frozenset()  # those of the chart that name something in it


def widths(chart: Chart, story: Story, files: Mapping[str, bytes]) -> dict[str, int]:
    """The columns that a chart is laid out for."""
    columns = {"wide": OPENING if chart.name == story.site.opening else WIDE, "narrow": NARROW}
    if chart_code.defined(chart.code_path, files, "card"):
        columns["card"] = NARROW
    return columns


def lay_out(
    chart: Chart,
    story: Story,
    files: Mapping[str, bytes],
    look: ChartStyle,
    cache: Path | None,
) -> Laid | list[Problem]:
    """The chart's code run and laid out for each of its `widths`, or what is wrong with the code.

    `files` are those of content/charts/: code, helpers and geo/. Faces stand in `cache`.
    """
    facts = Facts(story.facts, story.series, files, story.unread or frozenset())
    drawings: dict[str, Rendered] = {}
    used: set[Label] = set()
    for variant, width in widths(chart, story, files).items():
        function = "card" if variant == "card" else "chart"
        spec = chart_code.run(chart.code_path, facts, width, files, function)
        if isinstance(spec, Problem):
            return [] if facts.missed else [spec]
        if wrong := dict(refused(spec)):
            path = chart.code_path
            return [Problem(chart_code.place(it, path, files), said) for said, it in wrong.items()]
        used |= set(used_by(spec, chart.labels))
        spec = labelled(spec, chart.labels)
        spec = with_defaults(spec, facts.read, story.site.language, width)
        theme = look.theme["wide" if variant == "wide" else "narrow"]
        try:
            drawings[variant] = drawn(spec, theme, width, look, story.site.language, cache)
        except OSError:  # a fault of the machine, such as a full disk, not of the chart
            raise
        except BaseException as error:  # Vega's own, for what it cannot draw
            lines = str(error).strip().splitlines()
            first = lines[0] if lines else type(error).__name__
            said = next((line for line in lines if line.startswith("Error: ")), first)
            where = chart_code.place(None, chart.code_path, files)
            return [Problem(where, f"the chart cannot be drawn: {said.removeprefix('Error: ')}")]
    return Laid(tuple(facts.read.values()), drawings, frozenset(used))


def lay_out_of(chart: Chart, given: Shared[Given]) -> Laid | list[Problem]:
    """`lay_out` in another process, which is sent all but the chart once for all charts."""
    return lay_out(chart, *given.value)
