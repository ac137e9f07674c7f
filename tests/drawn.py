"""Draws charts for the small story of `minimal`, in this repository's own look."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from minimal import STORY, story

from datastory.charts import CHARTS, pictures, process_pool, rendering
from datastory.charts.layout import Laid, lay_out_of
from datastory.charts.rendering import laid_out, prove
from datastory.charts.worker_process import Shared
from datastory.model import Chart, Drawing, Story
from datastory.problem import Problem
from datastory.site.chart_style import ChartStyle, load_style

ROOT = Path(__file__).parent.parent
PATH = "content/charts/rd.py"
TEMPLATES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.is_file()
}


@functools.cache
def look() -> ChartStyle:
    read, problems = load_style(TEMPLATES)
    assert not problems
    return read


def tree(changed: dict[str, str]) -> dict[str, bytes]:
    texts = {path: text.encode() for path, text in (STORY | changed).items()}
    return texts | TEMPLATES


def charts(changed: dict[str, str]) -> dict[str, bytes]:
    """The files that charts are drawn from."""
    files = STORY | changed
    return {path: text.encode() for path, text in files.items() if path.startswith(CHARTS)}


def made(changed: dict[str, str]) -> Drawing | list[Problem]:
    """The story's chart, with some of its files changed."""
    read, files = story(changed), charts(changed)
    chart, given = read.charts["rd"], Shared((read, files, look(), None))
    out = laid_out(chart, process_pool.submit(lay_out_of, chart, given), files)
    return prove(chart, out, read, files, look()) if isinstance(out, Laid) else out


def draw(
    chart: Chart, story: Story, files: Mapping[str, bytes], look: ChartStyle
) -> Drawing | list[Problem]:
    """One chart."""
    ((_, drawn),) = rendering.drawn([chart], story, files, look)
    return drawn


def drawing(changed: dict[str, str]) -> Drawing:
    drawn = made(changed)
    assert isinstance(drawn, Drawing), drawn
    return drawn


def pictured(changed: dict[str, str]) -> dict[str, bytes]:
    """The pictures of the story's chart, by address."""
    read = story(changed)
    return pictures.of(read.charts["rd"], drawing(changed), read, Shared(look()))


def told(changed: dict[str, str]) -> list[str]:
    """What is wrong with the chart, as printed."""
    drawn = made(changed)
    return [] if isinstance(drawn, Drawing) else [str(problem) for problem in sorted(drawn)]


def code(body: str, head: str = "import altair as alt") -> dict[str, str]:
    """A chart file whose function has this body; the body begins in line 5."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return {PATH: f"{head}\n\n\ndef chart(facts):\n{lines}"}


def bars(encoding: str, rows: str = 'facts.rows("rd")', more: str = "") -> dict[str, str]:
    """A chart file with bars: rows in line 5, encoding in line 6."""
    return code(
        f"rows = alt.Data(values={rows})\n"
        f"return alt.Chart(rows){more}.mark_bar().encode({encoding})"
    )
