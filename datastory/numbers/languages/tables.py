"""A reader of numbers from a language's tables, for languages whose grammar is one module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..codes import filler
from ..qualifiers import DOWNWARD, UPWARD
from ..quantity import BareNumber, Figure, Quantity
from ..units import PERCENT, PERMILLE

NAME_EDGE = re.compile(r"[A-Za-z0-9]")


class Found(Struct, frozen=True):
    """A bare number; `unit` and `qualifier` where its own words hold them, as 百分之 does."""

    core: BareNumber
    unit: str = ""
    qualifier: str = ""


class Tables(Struct, frozen=True):
    """What `reader` needs to know of a language.

    `bare_numbers` finds them in order, none inside another. `leading` is the qualifier that ends
    at an offset, and where it begins; `following` the one that begins at an offset (a counter may
    stand before it), and where it ends. `unit_at` is the unit that begins at an offset, `money` the
    currency that ends at one. `sign` matches a minus that ends at a number, `times` what makes a
    multiple of it, `between` what links the ends of a range, which share their scale and unit.
    """

    bare_numbers: Callable[[str], Iterable[Found]]
    leading: Callable[[str, int], tuple[str, int]]
    following: Callable[[str, int], tuple[str, int]]
    unit_at: Callable[[str, int], tuple[str, int]]
    money: Callable[[str, int], tuple[str, int]]
    sign: re.Pattern[str]
    times: re.Pattern[str]
    between: re.Pattern[str]


def reader(tables: Tables) -> Callable[[str], list[Figure]]:
    """A function that finds every number of a text, with all that belongs to it."""

    def read(text: str) -> list[Figure]:
        figures: list[Figure] = []
        for found in tables.bare_numbers(text):
            figure = _around(text, found, tables)
            if not (figures and found.core.start < figures[-1].end):
                figures.append(figure)
        for i in range(len(figures) - 2, -1, -1):
            figures[i] = _shared(text, figures[i], figures[i + 1], tables)
        return figures

    return read


def _around(text: str, found: Found, tables: Tables) -> Figure:
    core, unit, end = found.core, found.unit, found.core.end
    counts = core.kind in ("digits", "words")
    times = tables.times.match(text, end) if counts and not unit else None
    after, end = tables.following(text, times.end() if times else end)
    if counts and not (times or unit):
        unit, end = tables.unit_at(text, end)
    if not after:
        after, end = tables.following(text, end)
    start, sign = core.head, False
    money, start = tables.money(text, start) if counts else ("", start)
    if counts and (match := tables.sign.search(text, max(0, start - 10), start)):
        start, sign = match.start(), True
    before, start = tables.leading(text, start)
    unit = money or unit
    words = text[start:end]
    if {before, after} & UPWARD and {before, after} & DOWNWARD:
        core = replace(core, kind="unreadable", value=None)
    if core.value is None:
        return Figure(start, end, words, None, core)
    value, step = core.value, core.step
    if unit == PERMILLE:
        value, step, unit = value.scaleb(-1), step.scaleb(-1), PERCENT
    if times:
        core = replace(core, kind="multiple")
    quantity = Quantity(
        -value if sign else value,
        unit,
        before or after or found.qualifier,
        step,
        words,
        span=(core.start - start, core.end - start),
        scale=core.scale,
        kind=core.kind,
    )
    return Figure(start, end, words, quantity, core)


def _shared(text: str, left: Figure, right: Figure, tables: Tables) -> Figure:
    """In "5 to 7 million" the scale and the unit belong to both."""
    mine, yours = left.quantity, right.quantity
    if not mine or not yours or not tables.between.fullmatch(text, left.end, right.start):
        return left
    if not {left.core.kind, right.core.kind} <= {"digits", "words"}:
        return left
    if mine.unit not in ("", yours.unit) or (not yours.unit and right.core.scale == 1):
        return left
    return scaled_alike(left, right)


def scaled_alike(left: Figure, right: Figure) -> Figure:
    """The first of two numbers, both of which have a value, in the unit and scale of the second.

    A unit of its own stays, and so does its scale where it has one, is no less than 1,000, or
    would be much the larger: "by 50 to 1.5 million" is no range.
    """
    mine, yours = left.quantity, right.quantity
    assert mine and yours
    scale = right.core.scale if left.core.scale == 1 and mine.value < 1000 else Decimal(1)
    if mine.value * scale > 10 * yours.value:
        scale = Decimal(1)
    shared = replace(
        mine,
        value=mine.value * scale,
        step=mine.step * scale,
        scale=mine.scale * scale,
        unit=mine.unit or yours.unit,
    )
    return replace(left, quantity=shared, core=replace(left.core, scale=shared.scale))


def hide(text: str, patterns: Iterable[re.Pattern[str]], names: Sequence[str] = ()) -> str:
    """The text with what the patterns match and with `names` hidden, as long as before.

    A name that begins or ends in a Latin letter or a digit does not stand inside a longer one.
    """
    for name in sorted(filter(str.strip, names), key=len, reverse=True):
        if name in text:
            text = _name(name).sub(filler, text)
    for pattern in patterns:
        text = pattern.sub(filler, text)
    return text


def _name(name: str) -> re.Pattern[str]:
    before = r"(?<![A-Za-z0-9])" if NAME_EDGE.match(name[0]) else ""
    after = r"(?![A-Za-z0-9])" if NAME_EDGE.match(name[-1]) else ""
    return re.compile(before + re.escape(name) + after)
