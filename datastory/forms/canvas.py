"""A drawing in units of its column, and what may be put on it besides data.

Places are in units from the top left. A drawing 320 units wide is for phones, 600 for desks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import altair as alt

Layer = alt.Chart | alt.LayerChart
Align = Literal["left", "center", "right"]
Row = Mapping[str, Any]
LETTER = 7.2  # units for a letter of a label, on the safe side


def is_narrow(width: int) -> bool:
    return width < 480


def canvas(
    width: int, height: float, *layers: Layer, left: float = 0, bottom: float = 0
) -> alt.LayerChart:
    """Layers, the lowest first, in a drawing of just this size.

    `left` and `bottom` are margins for the labels of an axis; places count from inside them.
    """
    sized: alt.LayerChart = alt.LayerChart(
        layer=list(layers),
        width=width - left,
        height=height - bottom,
        padding={"left": left, "bottom": bottom, "top": 0, "right": 0},
        autosize=alt.AutoSizeParams(type="none"),
        resolve=alt.Resolve(
            scale=alt.ScaleResolveMap(x="independent", y="independent", size="independent")
        ),
    )
    return sized


class Rows(alt.InlineData):
    """Rows that are never changed. Altair copies all below a layer several times, but not these."""

    def __deepcopy__(self, memo: object = None) -> Rows:
        return self


def rows_of(rows: Iterable[Row]) -> Rows:
    return Rows(values=[dict(row) for row in rows])


def across(domain: Sequence[float], span: Sequence[float], field: str = "value") -> alt.X:
    """A quantity of the rows from left to right: `domain` in its unit, `span` in units."""
    scale = alt.Scale(domain=list(domain), range=list(span), nice=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def down(domain: Sequence[float], span: Sequence[float], field: str = "value") -> alt.Y:
    """A quantity of the rows from top to bottom."""
    scale = alt.Scale(domain=list(domain), range=list(span), nice=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=None)


def x_unit(field: str = "x") -> alt.X:
    """A place that the rows give in units."""
    return alt.X(f"{field}:Q", scale=None, axis=None)


def y_unit(field: str = "y") -> alt.Y:
    return alt.Y(f"{field}:Q", scale=None, axis=None)


def texts(
    placed: Iterable[tuple[float, float, str]], *style: str, align: Align = "left", **mark: Any
) -> alt.Chart:
    """Words at (x, y); y is the height of their middle."""
    data = rows_of({"x": x, "y": y, "words": words} for x, y, words in placed)
    chart = alt.Chart(data).mark_text(style=list(style), align=align, **mark)
    said: alt.Chart = chart.encode(x=x_unit(), y=y_unit(), text=alt.Text("words:N"))
    return said


def shape(path: str, *style: str, x: float = 0, y: float = 0, **mark: Any) -> alt.Chart:
    """A path of SVG as it stands: brackets, outlines, grid. It says nothing, so needs no fact."""
    # A symbol of size 4 is drawn without scaling.
    mark = {"shape": path, "size": 4, "style": ["shape", *style], **mark}
    chart = alt.Chart(rows_of([{}])).mark_point(**mark)
    drawn: alt.Chart = chart.encode(x=alt.XValue(x), y=alt.YValue(y))
    return drawn


def box(x: float, y: float, width: float, height: float, *, open: bool = False) -> str:
    """The outline of a box; `open`, without its right side: what it holds is not known whole."""
    side = f"M{x + width},{y}H{x}V{y + height}H{x + width}"
    return side if open else side + "Z"
