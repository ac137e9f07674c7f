"""Many small squares or dots, each the same amount: a quantity that can be counted by eye."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import altair as alt

from .canvas import Counted, shape


def units(
    fact: Counted,
    each: Decimal,
    *style: str,
    across: int,
    size: float,
    pitch: float,
    x: float = 0,
    y: float = 0,
    form: Literal["squares", "dots"] = "squares",
) -> alt.Chart:
    """The value of a fact as units that are worth `each`, from (x, y) on, in rows of `across`.

    A last part square is cut to size. The drawing is counted again, and must show the fact.

    `size` is that of a unit, `pitch` the way to the next. A row is one dashed line, so that
    thousands cost no more than one.
    """
    path = ""
    left, row = fact.value / each, 0
    while left > 0:
        here = min(left, Decimal(across))
        whole = int(here)
        length = whole * pitch + float(here - whole) * size
        if here == whole:
            length -= pitch - size
        start, length = (size / 2, length - size) if form == "dots" else (0, length)
        path += f"M{start:g},{row * pitch + size / 2:g}h{max(length, 0.01):g}"
        left, row = left - here, row + 1
    dash = [size, pitch - size] if form == "squares" else [0.1, pitch - 0.1]
    cap: Literal["butt", "round"] = "butt" if form == "squares" else "round"
    look = {"strokeWidth": size, "strokeDash": dash, "strokeCap": cap}
    return shape(path, *style, x=x, y=y, says=(fact, each), **look)


def outlines(
    fact: Counted, each: Decimal, *style: str, across: int, size: float, pitch: float, y: float = 0
) -> alt.Chart:
    """The outlines of its whole squares, placed as `units` places them."""
    count = int(fact.value / each)
    path = "".join(
        f"M{i % across * pitch + 0.75:g},{i // across * pitch + 0.75:g}"
        f"h{size - 1.5:g}v{size - 1.5:g}h{1.5 - size:g}v{0.75 - size:g}"
        for i in range(count)
    )
    return shape(path, *style, y=y, says=(fact, each))


def rows_of_units(count: Decimal, across: int) -> int:
    return -(-int(count.to_integral_value("ROUND_CEILING")) // across)
