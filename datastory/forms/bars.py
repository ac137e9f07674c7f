"""Bars that begin at nothing and carry their own labels, so that they need no axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import altair as alt

from ..label_width import length
from .canvas import Layers, Row, X, Y, across, down, is_narrow, mark, shape, texts


def thickness(width: int) -> int:
    return 20 if is_narrow(width) else 22


def labelled_bars(rows: Sequence[Row], width: int, *, step: float = 0) -> alt.LayerChart:
    """A bar for each row, one below the other, with its name before it and its words behind.

    Rows are those of `facts.rows` with `name`, `said` and `look`: accent, second, context,
    derived or outline. From one to the next it is `step` units: 36, or 38 where there is room.
    """
    step = step or (36 if is_narrow(width) else 38)
    left = max(length(row["name"]) for row in rows) + 8
    right = width - max(length(row["said"]) for row in rows) - 8
    placed = [{**row, "y": step * (i + 0.5)} for i, row in enumerate(rows)]
    x = across([0, max(row["value"] for row in rows)], [left, right])
    look = {"style": "strong", "dx": 7}
    return Layers(
        layer=[
            *(bars(some, x, left, thickness(width)) for some in _by_look(placed)),
            mark("text", placed, look, x=x, y=Y, text=alt.Text("said:N")),
            texts((0, row["y"], row["name"]) for row in placed),
        ]
    )


def labelled_columns(
    rows: Sequence[Row], width: int, height: float, *, thick: float = 52
) -> alt.LayerChart:
    """Upright bars on a line, the names below it, the words above the bars. Rows as above."""
    foot = height - 26
    y = down([0, max(row["value"] for row in rows)], [foot, 24])
    edge = max(thick, *(length(row[words]) for row in rows for words in ("name", "said")))
    pitch = (width - edge) / max(len(rows) - 1, 1)
    placed = [{**row, "x": edge / 2 + pitch * i} for i, row in enumerate(rows)]
    look = {"style": "strong", "align": "center", "dy": -12}
    names = ((row["x"], height - 10, row["name"]) for row in placed)
    return Layers(
        layer=[
            *(
                mark("bar", some, _looks(some, width=thick), x=X, y=y, y2=alt.Y2Value(foot))
                for some in _by_look(placed)
            ),
            shape(f"M0,{foot}H{width}", "rule"),
            mark("text", placed, look, x=X, y=y, text=alt.Text("said:N")),
            texts(names, align="center"),
        ]
    )


def share_bar(
    row: Row, whole: Row | None, width: int, y: float, *, left: float = 0, open: bool = False
) -> alt.LayerChart:
    """The part that `row` says, filled, in an outlined bar of the `whole`, from `left` to the edge.

    Of a percentage the whole is None: 100. `y` is its top. `open`: the whole is only the least
    that it can be, so its end is dotted away.
    """
    thick = thickness(width)
    right = width - (26 if open else 1)
    x = across([0, whole["value"] if whole else 100], [left, right])
    middle = y + thick / 2
    filled = bars([{**row, "y": middle}], x, left, thick)
    if whole:
        outline = bars([{**whole, "y": middle, "look": "outline"}], x, left, thick - 1.5)
    else:
        full = alt.X(datum=100, scale=x["scale"], axis=None)
        look = {"style": "outline", "filled": False, "orient": "horizontal", "height": thick - 1.5}
        outline = mark("bar", [{}], look, x=full, x2=alt.X2Value(left), y=alt.YValue(middle))
    ends = [open_end(right, y, thick)] if open else []
    return Layers(layer=[filled, outline, *ends])


def rest_bars(rows: Sequence[Row], x: alt.X, thick: float) -> alt.Chart:
    """Outlined bars from the field `part` of the rows on to their `value`, at their places `y`."""
    look = _looks(rows, orient="horizontal", height=thick - 1.5)
    return mark("bar", rows, look, x=x, x2=alt.X2("part:Q"), y=Y)


def open_end(x: float, y: float, thick: float, look: str = "outline") -> alt.Chart:
    """Where a bar goes on for we do not know how long."""
    return shape(f"M{x},{y}h26M{x},{y + thick}h26", look, "open")


def bars(rows: Sequence[Row], x: alt.X, left: float, thick: float) -> alt.Chart:
    """Bars from `left` on at the places `y` of the rows, all of one look."""
    look = _looks(rows, orient="horizontal", height=thick)
    return mark("bar", rows, look, x=x, x2=alt.X2Value(left), y=Y)


def _by_look(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(some) for _, some in groupby(rows, key=lambda row: row.get("look", "accent"))]


def _looks(rows: Sequence[Row], **more: Any) -> Row:
    look = str(rows[0].get("look", "accent"))
    outlined = look.startswith("outline")
    return {**more, "style": look if outlined else f"bar-{look}", "filled": not outlined}
