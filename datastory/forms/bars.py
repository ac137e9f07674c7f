"""Bars that begin at nothing and carry their own labels, so that they need no axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import altair as alt

from .canvas import Layer, Row, across, down, is_narrow, rows_of, texts, x_unit, y_unit

LETTER = 7.2  # the width of a letter of a label, on the safe side


def step(width: int) -> int:
    """From one bar to the next."""
    return 36 if is_narrow(width) else 38


def thickness(width: int) -> int:
    return 20 if is_narrow(width) else 22


def labelled_bars(rows: Sequence[Row], width: int, *, top: float = 0) -> alt.LayerChart:
    """A bar for each row, from `top` down, with its name before it and its words behind.

    Rows are those of `facts.rows` with `name`, `said` and `look`: a style of the theme without
    its "bar-", or "outline".
    """
    left = max(len(str(row["name"])) for row in rows) * LETTER + 8
    right = width - max(len(str(row["said"])) for row in rows) * LETTER - 8
    domain = [0, max(row["value"] for row in rows)]
    placed = [{**row, "y": top + step(width) * (i + 0.5)} for i, row in enumerate(rows)]
    x = across(domain, [left, right])
    names = [(0.0, row["y"], row["name"]) for row in placed]
    labels = alt.Chart(rows_of(placed)).mark_text(style="strong", dx=7)
    return alt.layer(
        *(_bars(some, x, y_unit(), left, thickness(width)) for some in by_look(placed)),
        labels.encode(x=x, y=y_unit(), text="said:N"),
        texts(names),
    )


def labelled_columns(
    rows: Sequence[Row], width: int, height: float, *, thick: float = 48, head: float = 24
) -> alt.LayerChart:
    """Upright bars on a line at the bottom of `height`, names below it, words above the bars."""
    domain = [0, max(row["value"] for row in rows)]
    y = down(domain, [height - 26, head])
    pitch = (width - thick) / max(len(rows) - 1, 1)
    placed = [{**row, "x": thick / 2 + pitch * i} for i, row in enumerate(rows)]
    names = [(row["x"], height - 10, row["name"]) for row in placed]
    labels = alt.Chart(rows_of(placed)).mark_text(style="strong", align="center", dy=-12)
    marks = (
        alt.Chart(rows_of(some))
        .mark_bar(width=thick, style=look(some[0]), **filled(some[0]))
        .encode(x=x_unit(), y=y, y2=alt.value(height - 26))
        for some in by_look(placed)
    )
    return alt.layer(
        *marks, labels.encode(x=x_unit(), y=y, text="said:N"), texts(names, align="center")
    )


def by_look(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(some) for _, some in groupby(rows, key=lambda row: row.get("look", "accent"))]


def look(row: Row) -> str:
    name = str(row.get("look", "accent"))
    return name if name.startswith("outline") else f"bar-{name}"


def filled(row: Row) -> Mapping[str, Any]:
    return {"filled": False} if str(row.get("look", "")).startswith("outline") else {}


def _bars(rows: Sequence[Row], x: alt.X, y: alt.Y, left: float, thick: float) -> Layer:
    mark = alt.Chart(rows_of(rows)).mark_bar(
        orient="horizontal", height=thick, style=look(rows[0]), **filled(rows[0])
    )
    return mark.encode(x=x, x2=alt.value(left), y=y)
