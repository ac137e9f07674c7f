"""Sums of very different size on one honest scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

import altair as alt
from msgspec import Struct

from .canvas import Layer, Layers, Row, mark, shape


class Ladder(Struct, frozen=True):
    """A scale with rungs at powers of ten, the greatest first, `decade` units from one to the next.

    `largest` is the side, in units, of a square that is worth the first rung.
    """

    rungs: Sequence[float]
    decade: float
    largest: float

    def height(self, value: float) -> float:
        """How far from the top a value stands."""
        return self.largest / 2 + 2 + self.decade * math.log10(self.rungs[0] / value)


def ladder(rows: Sequence[Row], scale: Ladder, x: float) -> alt.LayerChart:
    """Squares around `x` that stand as high as their logarithm and are as large as their value.

    The area is linear, so that the scale cannot flatter the small. A row's `look` is accent or
    outline.
    """
    first, last = scale.rungs[0], scale.rungs[-1]
    span = [scale.height(last), scale.height(first)]
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(type="log", domain=[last, first], range=span, nice=False),
        axis=alt.Axis(values=list(scale.rungs), format=",d", grid=False, title=None),
    )
    layers: list[Layer] = [
        shape("".join(f"M0,{scale.height(rung)}H{x * 2}" for rung in scale.rungs), "grid")
    ]
    for row in rows:
        layers.append(squares([row], [0, first], scale.largest, x, y, row["look"]))
    return Layers(layer=layers)


def squares(
    rows: Sequence[Row],
    domain: Sequence[float],
    largest: float,
    x: float,
    y: float | alt.Y,
    look: str,
) -> alt.Chart:
    """Squares whose areas are the values; one worth all of the `domain` has the side `largest`."""
    area = alt.Scale(domain=list(domain), range=[0, largest**2])
    at = y if isinstance(y, alt.Y) else alt.YValue(y)
    size = alt.Size("value:Q", scale=area, legend=None)
    return mark("square", rows, {"style": f"square-{look}"}, x=alt.XValue(x), y=at, size=size)
