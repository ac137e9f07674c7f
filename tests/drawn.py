"""Draws charts for the small story of `minimal`, in this repository's own look."""

from __future__ import annotations

from pathlib import Path

from minimal import STORY, story

from datastory.charts.drawing import draw
from datastory.model import Drawing
from datastory.problem import Problem
from datastory.site.chart_style import ChartStyle, load_style

ROOT = Path(__file__).parent.parent
PATH = "content/charts/rd.py"
TEMPLATES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.is_file()
}


def look() -> ChartStyle:
    read, problems = load_style(TEMPLATES)
    assert not problems
    return read


def tree(changed: dict[str, str]) -> dict[str, bytes]:
    texts = {path: text.encode() for path, text in (STORY | changed).items()}
    return texts | TEMPLATES


def made(changed: dict[str, str]) -> Drawing | list[Problem]:
    """The story's chart, with some of its files changed."""
    read = story(changed)
    return draw(read.charts["rd"], read, tree(changed), look())


def drawing(changed: dict[str, str]) -> Drawing:
    drawn = made(changed)
    assert isinstance(drawn, Drawing), drawn
    return drawn


def pictures(changed: dict[str, str]) -> tuple[bytes, bytes]:
    """The one to download, and the card."""
    made = drawing(changed)
    return made.picture, made.card


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
