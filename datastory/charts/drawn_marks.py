"""Whether marks, as they were drawn, say their facts: lengths, places, areas, angles, order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..numbers.languages import grammar
from ..numbers.units import units_agree
from .chart_facts import ChartFact
from .drawn import Drawn
from .fact_index import Stated
from .scene import Item, Mark, Scale
from .specification import ROW
from .svg_path import signed_area, subpaths
from .transforms import Unproved
from .trends import is_ordinal
from .unit_views import View as UnitView

SLACK = 1.0  # units, by which a mark may stand beside its place
KINDS = {"bar": "rect", "rect": "rect", "line": "line", "trail": "trail", "area": "area",
         "point": "symbol", "circle": "symbol", "square": "symbol", "tick": "rect",
         "rule": "rule", "text": "text", "arc": "arc", "geoshape": "shape"}  # fmt: skip
THROUGH = {"", "linear", "linear-closed", "monotone", "step", "step-before", "step-after"}
QUIET = {"var(--wash)", "var(--paper)", "transparent", "none", ""}


def misdrawn(drawn: Drawn) -> Iterator[Unproved]:
    """Everything by which the marks of a drawing say something else than their facts."""
    for check in (
        _every_row_is_a_mark, _inside, _measured, _stacks, _pies, _areas, _scales, _one_unit,
        _axes, _curves, _from_nowhere, _shapes, _twice, _colours_agree,
    ):  # fmt: skip
        yield from check(drawn)


def is_visible(item: Item, kind: str) -> bool:
    """Whether an item of a mark of this kind shows ink."""
    at = item.at
    if not item.defined or min(at.get("opacity", 1), 1) < 0.08:
        return False
    if kind == "text":
        return bool(item.text)
    inks = [(item.fill, at.get("fillOpacity", 1)), (item.stroke, at.get("strokeOpacity", 1))]
    return any(ink not in ("", "transparent", "none") and opacity for ink, opacity in inks)


def _every_row_is_a_mark(drawn: Drawn) -> Iterator[Unproved]:
    """Every row that reaches a view is drawn by a mark of it."""
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mark in drawn.scene.marks:
        some = groups[mark.kind, mark.name]
        for item in mark.items:
            placed = all(
                channel[0] in item.at
                for channel in ("x", "y", "xc", "yc")
                if channel in mark.channels
            )
            if item.row is not None and is_visible(item, mark.kind) and placed:
                some.add(item.row)
    for view in drawn.views:
        kind = KINDS.get(view.kind)
        if kind is None or not any("field" in each for _, each in view.channels):
            continue
        if view.filtered or view.summed:
            if view.rows and not any(mark.items for mark in drawn.scene.marks):
                message = "nothing is drawn: no row is left behind the transforms of this chart"
                yield Unproved(message, "filter")
                return
            continue
        wanted = {row[ROW]: row for row in view.rows}
        best = max(
            (some for (drawn_by, _), some in groups.items() if drawn_by == kind),
            key=lambda some: len(some & wanted.keys()),
            default=set(),
        )
        missing = [number for number in wanted if number not in best]
        if missing and not _gap(view, missing, wanted):
            row = wanted[missing[0]]
            said = row.get("id") or row.get("label") or row.get("key") or f"row {missing[0] + 1}"
            rest = f", and {len(missing) - 1} more" if len(missing) > 1 else ""
            message = (
                f"'{said}'{rest} is in the data of a {view.kind}, but no mark was drawn for it"
            )
            yield Unproved(message, str(said))


def _gap(view: UnitView, missing: Sequence[int], rows: Mapping[int, Mapping[str, object]]) -> bool:
    """Rows without a value are gaps, which the words own to: `row_facts` has asked."""
    fields = [str(each["field"]) for _, each in view.channels if "field" in each]
    return all(any(rows[number].get(field) is None for field in fields) for number in missing)


def _side(mark: Mark, axis: str) -> tuple[Scale | None, str]:
    """Scale and field of a position channel, be it that of a middle."""
    return mark.channels.get(axis) or mark.channels.get(f"{axis}c") or (None, "")


def _ends(item: Item, axis: str) -> tuple[float, float] | None:
    low = item.at.get(axis)
    if low is None:
        return None
    size = item.at.get("width" if axis == "x" else "height")
    high = low + size if size is not None else item.at.get(f"{axis}2", low)
    return low, high


def _quantities(mark: Mark) -> Iterator[tuple[str, Scale, str]]:
    """The positions of a mark that a continuous scale gives: axis, scale, field."""
    for axis in ("x", "y"):
        scale, field = _side(mark, axis)
        if scale is not None and scale.continuous and not scale.timed:
            yield axis, scale, field


def _inside(drawn: Drawn) -> Iterator[Unproved]:
    """No mark bursts its frame, and none is cut by it."""
    for mark in drawn.scene.marks:
        for axis, scale, field in _quantities(mark):
            ends = scale.ends()
            if ends is None or mark.kind in ("shape", "text"):
                continue
            low, high = min(ends) - SLACK, max(ends) + SLACK
            for item in mark.items:
                span = _ends(item, axis) if mark.kind in ("rect", "area") else None
                places = span or [item.at[axis]] if span or axis in item.at else []
                if not all(low <= place <= high for place in places):
                    hint = (
                        "a bar starts at zero and stays inside: let the domain hold both"
                        if _is_bar(mark, axis)
                        else "let the domain of the scale hold every value"
                    )
                    yield Unproved(
                        f"{_said(drawn, item, field)} is drawn outside the frame, whose scale ends "
                        f"at {_short(scale.domain[0])} and {_short(scale.domain[-1])}; {hint}",
                        "domain",
                    )
                    return


def _is_bar(mark: Mark, axis: str) -> bool:
    """Whether the length of a mark along an axis is what it says."""
    return (
        mark.kind in ("rect", "area")
        and f"{axis}2" in mark.channels
        and ("tick" not in mark.styles)
    )


def _short(value: float | str) -> str:
    return f"{value:,g}" if isinstance(value, float) else str(value)


def _said(drawn: Drawn, item: Item, field: str) -> str:
    stated = drawn.rows.of_field(item.row, field)
    return f"'{stated[0].fact.id}' ({stated[0].fact.text})" if stated else "a mark"


def _measured(drawn: Drawn) -> Iterator[Unproved]:
    """A place or a length, read against its scale, is the value of the fact."""
    for mark in drawn.scene.marks:
        for axis, scale, field in _quantities(mark):
            if _is_bar(mark, axis):
                yield from _bars(drawn, mark, axis, scale, field)
                continue
            for item in mark.items:
                stated = drawn.rows.of_field(item.row, field)
                place = item.at.get(axis)
                if mark.kind == "rect":  # a tick or a cell stands around its place
                    span = _ends(item, axis)
                    place = sum(span) / 2 if span else None
                if mark.kind in ("text", "image") or not stated or place is None:
                    continue  # a text may stand beside its place; what it says is read apart
                if not any(_reads(scale, place, float(each.fact.value), each.power)
                           for each in stated):  # fmt: skip
                    yield _misread(scale, place, stated[0].fact, stated[0].power)
                    return


def _reads(scale: Scale, place: float, value: float, power: int) -> bool:
    there = scale.place_of(value / 10**power)
    return there is None or abs(there - place) <= SLACK


def _misread(scale: Scale, place: float, fact: ChartFact, power: int) -> Unproved:
    value = (scale.value_at(place) or 0.0) * 10**power
    message = (
        f"the mark of '{fact.id}' reads as {_short(float(f'{value:.4g}'))} on its scale; the fact "
        f"says {fact.text}: draw it where its value stands"
    )
    return Unproved(message, fact.id)


def _bars(drawn: Drawn, mark: Mark, axis: str, scale: Scale, field: str) -> Iterator[Unproved]:
    """Bars and areas begin at zero, or where a fact says; their length is their fact's value."""
    _, second = mark.channel(f"{axis}2")
    ranged = bool(second) and not second.endswith("_start")
    if scale.type not in ("linear", "sequential"):
        message = f"a bar needs a zero, which a {scale.type} scale has not: use a linear scale"
        yield Unproved(f"{message}, or points instead of bars", scale.type)
        return
    zero = scale.place_of(0)
    for item in mark.items:
        span, stated = _ends(item, axis), drawn.rows.of_field(item.row, field)
        if span is None or zero is None:
            continue
        values = [scale.value_at(place) or 0.0 for place in span]
        unit = abs((scale.value_at(span[0] + SLACK) or 0) - values[0])
        if ranged:
            others = drawn.rows.of_field(item.row, second)
            for each in (*stated, *others):
                want = float(each.fact.value) / 10**each.power
                if min(abs(value - want) for value in values) > unit:
                    yield _misread(scale, span[1], each.fact, each.power)
                    return
            if stated and not others:
                yield from _no_zero(scale)
                return
            continue
        stacked = second.endswith("_start")
        begins = min(abs(place - zero) for place in span) <= SLACK
        if not begins and not stacked:
            yield from _no_zero(scale)
            return
        length = abs(values[1] - values[0])
        if (
            stated
            and not any(
                abs(length - abs(float(each.fact.value)) / 10**each.power) <= 2 * unit
                for each in stated
            )
            and not _normalized(drawn, item)
        ):
            yield _misread(scale, span[1] if abs(span[0] - zero) <= SLACK else span[0],
                           stated[0].fact, stated[0].power)  # fmt: skip
            return


def _normalized(drawn: Drawn, item: Item) -> bool:
    """A stack that is stretched to the whole: lengths are shares, which `_stacks` asks about."""
    return any(
        view.stretched and any(row[ROW] == item.row for row in view.rows) for view in drawn.views
    )


def _no_zero(scale: Scale) -> Iterator[Unproved]:
    low, high = _short(scale.domain[0]), _short(scale.domain[-1])
    yield Unproved(
        f"a bar starts at zero and stays inside; this scale goes from {low} to {high}: let its "
        "domain begin at 0, or draw points",
        "domain",
    )


def _stacks(drawn: Drawn) -> Iterator[Unproved]:
    """Marks that stand on each other make a whole, which a fact says."""
    groups: dict[tuple[object, ...], list[tuple[Item, str]]] = defaultdict(list)
    piled: dict[tuple[object, ...], None] = {}
    for mark in drawn.scene.marks:
        for axis, scale, field in _quantities(mark):
            _, second = mark.channel(f"{axis}2")
            if not _is_bar(mark, axis) or not second.endswith("_start"):
                continue
            cross = "y" if axis == "x" else "x"
            frame = drawn.scene.views[mark.view]
            for item in mark.items:
                where = round(frame.x), round(frame.y), round(item.at.get(cross, 0))
                key: tuple[object, ...] = (mark.name, *where)
                groups[key].append((item, field))
                zero, span = scale.place_of(0), _ends(item, axis)
                if zero is not None and span and min(abs(p - zero) for p in span) > SLACK:
                    piled[key] = None
    for key in piled:
        if wrong := _no_whole(drawn, groups[key], "stacked"):
            yield wrong
            return


def _no_whole(drawn: Drawn, items: Sequence[tuple[Item, str]], how: str) -> Unproved | None:
    """None if the parts make a whole that a fact says, or 100%."""
    parts = [drawn.rows.of_field(item.row, field) for item, field in items]
    facts = [each[0].fact for each in parts if each]
    if not facts or len(facts) < len(parts):
        return None  # computed in the drawing; what is lettered of it is read apart
    total = sum((fact.value for fact in facts), Decimal(0))
    slack = sum((fact.quantity.step for fact in facts), Decimal(0)) / 2
    percent = all(fact.unit == "%" for fact in facts)
    if percent and abs(total - 100) <= slack:
        return None
    for whole in drawn.facts:
        near = abs(whole.value - total) <= slack + whole.quantity.step / 2
        if near and whole not in facts and units_agree(whole.unit, facts[0].unit):
            return None
    named = ", ".join(f"'{fact.id}'" for fact in facts[:4])
    return Unproved(
        f"{named} are {how} to {total.normalize():,f}, but no fact that this chart read says that "
        'sum; draw them side by side, or read the fact of the whole, as in facts["total"]',
        "stack" if how == "stacked" else "theta",
    )


def _pies(drawn: Drawn) -> Iterator[Unproved]:
    """The parts of a pie make a whole; its angles and radii grow as areas do."""
    for mark in drawn.scene.marks:
        if mark.kind != "arc":
            continue
        _, field = mark.channel("startAngle" if "startAngle" in mark.channels else "endAngle")
        if field and (wrong := _no_whole(drawn, [(i, field) for i in mark.items], "cut")):
            yield wrong
        scale, field = mark.channel("outerRadius")
        if scale is not None and scale.continuous:
            sizes = [
                (item.at.get("outerRadius", 0) ** 2 - item.at.get("innerRadius", 0) ** 2, each.fact)
                for item, each in _first_stated(drawn, mark, field)
            ]
            yield from _in_proportion(sizes, "radius")


def _areas(drawn: Drawn) -> Iterator[Unproved]:
    """Sizes of symbols are areas, in proportion to the values they stand for."""
    for mark in drawn.scene.marks:
        scale, _ = mark.channel("size")
        if scale is None or mark.kind != "symbol" or not scale.continuous:
            continue
        sizes = [
            (item.at.get("size", 0.0), each.fact)
            for other in drawn.scene.marks
            if other.channel("size")[0] == scale
            for item, each in _first_stated(drawn, other, other.channel("size")[1])
        ]
        yield from _in_proportion(sizes, "size")


def _first_stated(drawn: Drawn, mark: Mark, field: str) -> Iterator[tuple[Item, Stated]]:
    for item in mark.items:
        for each in drawn.rows.of_field(item.row, field)[:1]:
            yield item, each


def _in_proportion(sizes: Sequence[tuple[float, ChartFact]], channel: str) -> Iterator[Unproved]:
    if not sizes:
        return
    area, most = max(sizes, key=lambda each: abs(each[1].value))
    for size, fact in sizes:
        if not area or not most.value:
            continue
        if abs(size / area - float(abs(fact.value) / abs(most.value))) > 0.03:
            yield Unproved(
                f"the areas of '{fact.id}' ({fact.text}) and '{most.id}' ({most.text}) are as "
                f"{_short(float(f'{size / area:.2g}'))} to 1; let the scale of '{channel}' "
                "begin at 0 in domain and range, so that areas grow with values",
                channel,
            )
            return


def _scales(drawn: Drawn) -> Iterator[Unproved]:
    """A scale that is bent, broken or turned round is named in words."""
    seen: set[tuple[str, str]] = set()
    for mark in drawn.scene.marks:
        for axis in ("x", "y"):
            scale, field = _side(mark, axis)
            if scale is None or (axis, scale.name) in seen:
                continue
            seen.add((axis, scale.name))
            facts = [each.fact for _, each in drawn.stated(mark, field)]
            if scale.continuous:
                yield from _bent(drawn, axis, scale, facts)
            elif axis == "x" and _backwards(scale.domain) and not drawn.owns("reversed"):
                yield Unproved(
                    "time runs from right to left; leave the order of the axis as it is, or say in "
                    "the subtitle that it is reversed",
                    "sort",
                )


def _bent(drawn: Drawn, axis: str, scale: Scale, facts: Sequence[ChartFact]) -> Iterator[Unproved]:
    if scale.type == "log" and not drawn.owns("log"):
        message = "the scale is logarithmic; say so in the subtitle or in the title of the axis"
        yield Unproved(message, "log")
    elif scale.type in ("pow", "sqrt", "symlog") and not drawn.owns("root"):
        yield Unproved(
            f"the scale is bent ({scale.type}): equal steps are not equal amounts; use a linear "
            "scale, or say so in the subtitle",
            scale.type,
        )
    if len(scale.domain) > 2 and not drawn.owns("broken"):
        message = "the scale is broken: its parts have different measures; say so in the subtitle"
        yield Unproved(message, "domain")
    ends, values = scale.ends(), scale.values()
    if ends is None or values is None:
        return
    ascending = (ends[1] - ends[0]) * (values[1] - values[0]) > 0
    usual = ascending if axis == "x" else not ascending
    if usual or drawn.owns("reversed") or (facts and all(is_ordinal(fact) for fact in facts)):
        return
    if facts or scale.timed:
        way = "to the left" if axis == "x" else "downwards"
        yield Unproved(
            f"values grow {way} on this axis; turn it round, or say in the subtitle that it is "
            "reversed",
            "sort",
        )


def _backwards(domain: Sequence[float | str]) -> bool:
    years = [int(str(each)[:4]) for each in domain if re.match(r"(?:19|20)\d\d(?!\d)", str(each))]
    return len(years) > 1 and len(years) == len(domain) and years != sorted(years)


def _one_unit(drawn: Drawn) -> Iterator[Unproved]:
    """What stands on one scale is counted in one unit, or the words name each."""
    by_scale: dict[tuple[str, str], dict[str, ChartFact]] = defaultdict(dict)
    for mark in drawn.scene.marks:
        for axis, scale, field in _quantities(mark):
            for _, each in drawn.stated(mark, field):
                by_scale[axis, scale.name].setdefault(each.fact.unit, each.fact)
    for units in by_scale.values():
        facts = list(units.values())
        for fact in facts[1:]:
            known = units_agree(facts[0].unit, fact.unit)
            named = all(_named(each.unit, drawn) for each in (facts[0], fact))
            if not known or (facts[0].unit and fact.unit and not named):
                yield Unproved(
                    f"'{facts[0].id}' ({facts[0].text}) and '{fact.id}' ({fact.text}) stand on one "
                    "scale, but are counted in different units; give each a chart, or name both "
                    "units in the subtitle",
                    fact.id,
                )
                return


def _named(unit: str, drawn: Drawn) -> bool:
    words = drawn.said
    if unit and grammar(drawn.language).unit(unit) in words:
        return True
    last = unit.split()[-1] if unit else ""
    stem = last.removesuffix("s").removesuffix("e")
    return bool(re.search(rf"(?<!\w){re.escape(stem)}", words, re.I)) if stem else True


def _axes(drawn: Drawn) -> Iterator[Unproved]:
    """Two scales in one frame have two axes, which the words tell apart; bars have one measure."""
    scales: dict[tuple[int, str], set[Scale]] = defaultdict(set)
    for guide in drawn.scene.guides:
        if guide.channel and guide.scale is not None and guide.scale.continuous:
            scales[guide.view, guide.channel].add(guide.scale)
    if any(len(some) > 1 for some in scales.values()) and not drawn.owns("double"):
        yield Unproved(
            "two scales share one frame; draw two charts, or say in the subtitle which marks "
            "belong to the left axis and which to the right",
            "independent",
        )
        return
    rates: dict[tuple[int, str, str], list[tuple[float, ChartFact]]] = defaultdict(list)
    drawn_axes = {guide.scale for guide in drawn.scene.guides if guide.kind == "axis"}
    for mark in drawn.scene.marks:
        for axis, scale, field in _quantities(mark):
            ends, values = scale.ends(), scale.values()
            if not _is_bar(mark, axis) or not ends or not values or scale in drawn_axes:
                continue
            for _, each in drawn.stated(mark, field):
                if span := abs(values[1] - values[0]) * 10.0**each.power:
                    rate = abs(ends[1] - ends[0]) / span
                    rates[mark.view, axis, each.fact.unit].append((rate, each.fact))
    for some in rates.values():
        low, high = (ends(some, key=lambda each: each[0]) for ends in (min, max))
        if high[0] > low[0] * 1.02 and not drawn.owns("double"):
            yield Unproved(
                f"the bars of '{low[1].id}' and '{high[1].id}' have different measures, and no "
                "axis tells; draw them on one scale",
                high[1].id,
            )
            return


def _curves(drawn: Drawn) -> Iterator[Unproved]:
    """Lines go through their points and bend nowhere else."""
    for view in drawn.views:
        how = str(view.mark.get("interpolate") or "")
        if (
            view.kind in ("line", "area", "trail")
            and how not in THROUGH
            and not drawn.owns("smooth")
        ):
            yield Unproved(
                f"'{how}' draws a curve where no fact is; leave it out, use 'monotone', or say in "
                "the note that the line is smoothed",
                how,
            )


def _from_nowhere(drawn: Drawn) -> Iterator[Unproved]:
    """A mark whose places are units, and nothing else, measures nothing that a fact says."""
    for view in drawn.views:
        if view.kind not in ("line", "area", "trail", "bar", "arc", "rect", "point", "circle",
                             "square", "tick"):  # fmt: skip
            continue
        unscaled = [
            str(each["field"])
            for channel, each in view.channels
            if channel[0] in "xy" and "field" in each and each.get("scale", {}) is None
        ]
        measured = any(
            each.get("scale", {}) is not None
            and ("field" in each or "datum" in each)
            and each.get("type") == "quantitative"
            for _, each in view.channels
        )
        spread = len({tuple(str(row.get(f)) for f in unscaled) for row in view.rows}) > 1
        long = view.kind in ("bar", "area", "rect")
        if unscaled and not measured and (spread or long):
            yield Unproved(
                f"a {view.kind} is placed by '{unscaled[0]}' in units that no fact measures; give "
                "x or y a scale and a fact",
                unscaled[0],
            )


def _shapes(drawn: Drawn) -> Iterator[Unproved]:
    """A path of its own that has an area or a thick line means a quantity, so it has a fact."""
    for mark in drawn.scene.marks:
        for item in mark.items:
            width = item.at.get("strokeWidth", 1.0)
            inked = item.stroke not in QUIET
            if mark.kind == "rule":
                loud = inked and width > 4 and not drawn.rows.of_row(item.row)
            else:
                shape = item.shape if mark.kind == "symbol" else ""
                loud = bool(shape) and _loud(item, width, inked) and not _carries(drawn, item)
            if loud:
                yield Unproved(
                    "a shape that is long or large means a quantity, and this one has no fact; "
                    "draw it as a bar with a scale, or with units(fact, …)",
                    "shape",
                )
                return


def _loud(item: Item, width: float, inked: bool) -> bool:
    filled = item.fill not in QUIET
    if inked and width > 3.2:
        return True
    area, narrow = _area(item.shape, filled)
    return (filled or (inked and narrow >= 8)) and area > 60


def _area(path: str, filled: bool) -> tuple[float, float]:
    """The area that a path encloses, and the shorter side of the largest box around a part."""
    whole, narrow = 0.0, 0.0
    for points in subpaths(path):
        area = abs(signed_area(points))
        sides = [max(each) - min(each) for each in zip(*points, strict=True)]
        whole += area
        narrow = max(narrow, min(sides)) if area > 1 else narrow
    return whole, narrow


def _carries(drawn: Drawn, item: Item) -> bool:
    """Whether a shape has a row that says its fact and what a unit is worth, and shows as many."""
    row = drawn.fields(item.row)
    fact = next((fact for fact in drawn.facts if fact.id == row.get("units_of")), None)
    each = Decimal(str(row.get("units_each", 0)))
    if fact is None or not each or not (each == 1 or any(each == f.value for f in drawn.facts)):
        return False
    wanted = float(fact.value / each)
    part = 0.02 if item.dash else 1.0  # outlines have no part squares
    return abs(units_drawn(item) - wanted) <= max(part, wanted * 0.001)


def units_drawn(item: Item) -> float:
    """How many squares or dots a path of units shows: 2 whole squares and a half are 2.5."""
    if not item.dash:
        return float(sum(1 for _ in subpaths(item.shape)))
    size, pitch = item.dash[0], sum(item.dash)
    count = 0.0
    for points in subpaths(item.shape):
        length = abs(points[-1][0] - points[0][0])
        if size < 1:  # round dots
            count += int(length / pitch + 1.01)
        else:
            whole = int((length + 1e-6) // pitch)
            count += whole + min((length - whole * pitch) / size, 1.0)
    return count


def _twice(drawn: Drawn) -> Iterator[Unproved]:
    """A fact is one bar or one point of a mark, never two in one place."""
    for mark in drawn.scene.marks:
        if mark.kind not in ("rect", "symbol"):
            continue
        seen: dict[tuple[object, ...], int | None] = {}
        for item in mark.items:
            place = [round(item.at.get(axis, 0)) for axis in ("x", "y")]
            for fact in drawn.rows.of_row(item.row):
                if seen.setdefault((fact.id, *place), item.row) != item.row:
                    message = f"'{fact.id}' is drawn twice in one place; leave out a row"
                    yield Unproved(message, fact.id)
                    return


def _colours_agree(drawn: Drawn) -> Iterator[Unproved]:
    """One name has one colour in the whole chart, and two names never share one."""
    colours: dict[str, str] = {}
    for mark in drawn.scene.marks:
        for channel in ("fill", "stroke"):
            scale, _ = mark.channel(channel)
            if scale is None or scale.continuous or not scale.range or scale.type != "ordinal":
                continue
            if len(scale.domain) > len(set(scale.range)):
                yield Unproved(
                    f"{len(scale.domain)} names share {len(set(scale.range))} colours; show fewer, "
                    "or label the marks and leave the colour out",
                    "color",
                )
                return
            for name, colour in zip(scale.domain, scale.range, strict=False):
                if colours.setdefault(str(name), str(colour)) != str(colour):
                    yield Unproved(f"'{name}' has two colours in one chart; give it one", str(name))
                    return
