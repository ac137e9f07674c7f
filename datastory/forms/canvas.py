"""A drawing in units of its column, and what may be put on it besides data.

Places are in units from the top left. A drawing 320 units wide is for phones, 600 for desks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, Protocol

import altair as alt

Layer = alt.Chart | alt.LayerChart
Align = Literal["left", "center", "right"]
Mark = Literal["bar", "geoshape", "line", "point", "rule", "square", "text"]
Row = Mapping[str, Any]
# The places that rows give in units.
X, Y = alt.X("x:Q", scale=None, axis=None), alt.Y("y:Q", scale=None, axis=None)


def is_narrow(width: int) -> bool:
    return width < 480


def canvas(
    width: int, height: float, *layers: Layer, left: float = 0, bottom: float = 0
) -> alt.LayerChart:
    """Layers, the lowest first, in a drawing of just this size.

    `left` and `bottom` are margins for the labels of an axis; places count from inside them.
    """
    return Layers(
        layer=list(layers),
        width=width - left,
        height=height - bottom,
        padding={"left": left, "bottom": bottom, "top": 0, "right": 0},
        autosize=alt.AutoSizeParams(type="none"),
        resolve=alt.Resolve(
            scale=alt.ScaleResolveMap(x="independent", y="independent", size="independent")
        ),
    )


class Layers(alt.LayerChart):
    """Layers as they are. Altair's own copies all of them several times, at every level."""

    def __init__(self, **said: Any) -> None:
        super(alt.LayerChart, self).__init__(**said)


def mark(kind: Mark, rows: Iterable[Row], look: Row, **channels: alt.SchemaBase) -> alt.Chart:
    """`("point", rows, {"style": "dot-accent"}, x=…)`: for each row a mark of that look."""
    data = alt.InlineData(values=[dict(row) for row in rows])
    encoding = alt.FacetedEncoding(**channels)
    return alt.Chart(data, mark=alt.MarkDef(type=kind, **look), encoding=encoding)


def across(domain: Sequence[float], span: Sequence[float], field: str = "value") -> alt.X:
    """A quantity of the rows from left to right: `domain` in its unit, `span` in units."""
    scale = alt.Scale(domain=list(domain), range=list(span), nice=False)
    return alt.X(f"{field}:Q", scale=scale, axis=None)


def down(domain: Sequence[float], span: Sequence[float], field: str = "value") -> alt.Y:
    """A quantity of the rows from top to bottom."""
    scale = alt.Scale(domain=list(domain), range=list(span), nice=False)
    return alt.Y(f"{field}:Q", scale=scale, axis=None)


def texts(
    placed: Iterable[tuple[float, float, str]], *style: str, align: Align = "left", **look: Any
) -> alt.Chart:
    """Words at (x, y); y is the height of their middle."""
    rows = ({"x": x, "y": y, "words": words} for x, y, words in placed)
    look = {"style": list(style), "align": align, **look}
    return mark("text", rows, look, x=X, y=Y, text=alt.Text("words:N"))


class Counted(Protocol):
    """A fact, as far as units are counted from it."""

    @property
    def id(self) -> str: ...

    @property
    def value(self) -> Decimal: ...


def shape(
    path: str,
    *style: str,
    x: float = 0,
    y: float = 0,
    says: tuple[Counted, Decimal] | None = None,
    **look: Any,
) -> alt.Chart:
    """A path of SVG as it stands: brackets, grid, outlines.

    One with an area or a thick line means a quantity: `says` are its fact and what one of its
    units is worth.
    """
    # A symbol of size 4 is drawn without scaling.
    look = {"shape": path, "size": 4, "style": ["shape", *style], **look}
    row: Row = {}
    if says:
        fact, each = says
        row = {"units_of": fact.id, "units_each": float(each)}
    return mark("point", [row], look, x=alt.XValue(x), y=alt.YValue(y))


def box(x: float, y: float, width: float, height: float, *, open: bool = False) -> str:
    """The outline of a box; `open`, without its right side: what it holds is not known whole."""
    side = f"M{x + width},{y}H{x}V{y + height}H{x + width}"
    return side if open else side + "Z"
