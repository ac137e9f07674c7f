"""What a chart says by itself where its author says nothing: titles, units of ticks, colours."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from ..label_width import length, wrapped
from ..numbers.languages import grammar
from .chart_facts import ChartFact
from .dates import dated, months_and_years, tick_formats
from .specification import Rows, Spec, data_of, definitions, frames, layers, objects, value_of
from .svg_path import signed_area
from .trends import is_ordinal

# Fields of `facts.rows` whose names tell readers nothing.
UNTOLD = {"key", "label", "name", "id", "when", "text", "number"}
GROUPED = re.compile(r"(?:^|(?<=')),(?=[~.\d]*[a-z%](?:$|'))")
YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d")
MONTH = re.compile(r"(?:1[5-9]|20|21)\d\d-\d\d?")
MONTHS = re.compile(r"((?:1[5-9]|20|21)\d\d)(?:-(\d\d?))?")
MANY_MONTHS = 36  # more are ticked as Vega sees fit
WHOLE = "datum.value % 1 ? '' : format(datum.value, ',d')"
# The ends of a ramp as Vega mixes them; the red of a mixture is how far it is from one to the
# other, of 255. On the page they are two colours of the palette.
RAMP = ("rgb(0, 0, 1)", "rgb(255, 0, 1)")
RAMP_COLOURS = ("tint", "accent")
MIXED = re.compile(r"rgb\((\d+), 0, 1\)")
COLOUR_CHANNELS = ("color", "fill", "stroke")
SYMBOLS = (*COLOUR_CHANNELS, "shape", "strokeDash")
PANELS = ("row", "column", "facet")
BAND = 0.25  # opacity
SYMBOL = 32  # units that an entry of a legend takes besides its words
BESIDE_AXIS = 48  # units of the width that labels of an axis take, on the safe side
NAMES_ROOM = 0.4  # of the width, which names beside the bars may take
NAMES_MOST = 180  # units at most, to which Vega cuts them
LINE, LINES = 17, 2  # units from one line of a name to the next; lines that the usual step holds
OWN_NAMES = {"labelExpr", "labelLimit", "format", "labels"}
BELOW_HEADER = 30  # units between the head of a panel and its frame, so that a title fits in


def with_defaults(
    spec: Spec, facts: Mapping[str, ChartFact], language: str = "en", width: float = math.inf
) -> Spec:
    """A Vega-Lite specification as its author would have written it with more patience.

    Ticks of large values are written in millions, with their unit as the title of the axis; years
    are ticks of their own, and dates in the form of the language; colours of quantities are mixed
    from the palette; a legend of many names stands in columns that fit into `width` units, and long
    names on an upright axis in lines; polygons are wound as Vega wants them, whichever way round
    they were kept.
    """
    copy = dated(spec, language)
    for frame in frames(copy):
        dates = _dates(frame)
        for view, rows in frame:
            for channel, each in _definitions(view):
                if isinstance(each.get("field"), str) or each.get("aggregate") == "count":
                    _channel(channel, each, rows, facts, language, dates.get(channel, ()))
            _band(view)
            _points(view, rows)
            _panels(view)
    most = 1
    for view, rows in chain.from_iterable(frames(copy)):
        _legends(view, rows, width - BESIDE_AXIS)
        most = max(most, _names(view, rows, min(NAMES_ROOM * width, NAMES_MOST)))
        _headers(view)
    if most > LINES and "height" not in copy and not copy.keys() & {"spec", "facet"}:
        copy["height"] = {"step": LINE * (most + 1)}
    if not grammar(language).charts.grouped:
        _ungroup(copy)
    inline = [data["values"] for data in data_of(copy) if "values" in data]
    for holder in [*copy.get("datasets", {}).values(), *inline]:
        for row in holder if isinstance(holder, list) else [holder]:
            _wind(row)
    return copy


def _ungroup(spec: Spec) -> None:
    """Numbers without separators of thousands: the format `,d` becomes `d`."""
    for _, node in chain(objects(spec), objects(spec.get("config"))):
        for name in node.keys() & {"format", "labelExpr"}:
            if isinstance(node[name], str):
                node[name] = GROUPED.sub("", node[name])


def _definitions(view: Spec) -> Iterator[tuple[str, Spec]]:
    """The channels of a view that have one definition each, and those under conditions."""
    encoding = view.get("encoding", {})
    return definitions({name: each for name, each in encoding.items() if isinstance(each, dict)})


def _dates(frame: Sequence[tuple[Spec, Rows]]) -> dict[str, list[str]]:
    """The dates on each channel of a view and its layers: {"x": ["2024-01", "2024-02"]}."""
    found: dict[str, list[str]] = {}
    for view, rows in frame:
        for channel, each in _definitions(view):
            if each.get("type") == "temporal" and isinstance(field := each.get("field"), str):
                values = [value_of(row, field) for row in rows]
                found.setdefault(channel, []).extend(str(v) for v in values if v is not None)
    return found


def _panels(view: Spec) -> None:
    """Names of panels need no heading."""
    facet = view.get("facet")
    if isinstance(facet, dict):
        for each in [facet] if "field" in facet else facet.values():
            if isinstance(each, dict) and not _has(each, "header", "title"):
                each["title"] = None


def _band(node: Spec) -> None:
    """An area from one field to another lets through what is drawn inside it."""
    mark, encoding = node.get("mark"), node.get("encoding", {})
    kind = mark.get("type") if isinstance(mark, dict) else mark
    if kind == "area" and any("field" in encoding.get(name, {}) for name in ("x2", "y2")):
        said = mark if isinstance(mark, dict) else {"type": mark}
        if not said.keys() & {"style", "color", "fill"} and "color" not in encoding:
            node["mark"] = {"opacity": BAND, **said}


def _points(node: Spec, rows: Rows) -> None:
    """A line that leaps over years or months shows its points: which of them are known is seen.

    `2019, 2020, 2022` leaps over 2021; `2010, 2015, 2020` is every fifth year and leaps over none.
    """
    mark, encoding = node.get("mark"), node.get("encoding", {})
    said = mark if isinstance(mark, dict) else {"type": mark}
    x = encoding.get("x", {})
    if said.get("type") != "line" or said.keys() & {"point", "style"} or "timeUnit" in x:
        return
    if x.get("type") in ("temporal", "ordinal") and isinstance(field := x.get("field"), str):
        apart = [encoding[name].get("field") for name in (*SYMBOLS, "detail", *PANELS)
                 if isinstance(encoding.get(name), dict)]  # fmt: skip
        lines: dict[tuple[Any, ...], set[int]] = {}
        for row in rows:
            at = MONTHS.fullmatch(str(value_of(row, field)))
            if not at:
                return
            line = tuple(str(value_of(row, name)) for name in apart if isinstance(name, str))
            lines.setdefault(line, set()).add(int(at[1]) * 12 + int(at[2] or 1))
        steps = ([b - a for a, b in pairwise(sorted(months))] for months in lines.values())
        if any(len(set(step)) > 1 for step in steps):
            node["mark"] = {**said, "point": True}


def _channel(
    channel: str, definition: Spec, rows: Rows,
    facts: Mapping[str, ChartFact], language: str, dates: Sequence[str],
) -> None:  # fmt: skip
    """`dates` are those of the channel, where it is one of time, of all layers together."""
    field = str(definition.get("field", ""))
    guide = "axis" if channel in ("x", "y") else "header" if channel in PANELS else "legend"
    names = guide != "axis" and definition.get("type") in ("nominal", "ordinal")
    if (field in UNTOLD or len(field) < 3 or names) and not _has(definition, guide, "title"):
        definition["title"] = None  # names of a legend or of panels need no heading
    if definition.get("aggregate") == "count" and channel in ("x", "y"):
        _whole_numbers(definition)
        definition.setdefault("title", grammar(language).charts.count)
    if definition.get("type") == "quantitative" and not definition.get("bin"):
        if channel in ("x", "y", "size", *COLOUR_CHANNELS):
            _quantity(definition, guide, field, rows, facts, language)
        if channel in COLOUR_CHANNELS:
            _ramp(definition, [value_of(row, field) for row in rows])
    elif definition.get("type") == "temporal" and definition.get("axis", {}) is not None:
        said = definition.get("axis") or {}
        if said.keys() & {"format", "labelExpr"} or not dates:
            return
        if unit := definition.get("timeUnit"):
            if channel in ("x", "y") and (form := tick_formats(str(unit), language)):
                definition["axis"] = {"format": form, **said}
        elif all(YEAR.fullmatch(date) for date in dates):
            definition["axis"] = {"format": "%Y", "tickCount": "year", **said}
        elif all(MONTH.fullmatch(date) for date in dates) and len(set(dates)) <= MANY_MONTHS:
            ticks = months_and_years(language)
            definition["axis"] = {"labelExpr": ticks, "tickCount": "month", **said}
        elif channel in ("x", "y") and (form := tick_formats("", language)):
            definition["axis"] = {"format": form, **said}


def _legends(view: Spec, rows: Rows, width: float) -> None:
    """Names that are too long for one line of a legend stand below each other."""
    for channel, definition in view.get("encoding", {}).items():
        if channel not in SYMBOLS or not isinstance(definition, dict):
            continue
        said = definition.get("legend", {})
        if definition.get("type") not in ("nominal", "ordinal") or said is None:
            continue
        names = {str(value_of(row, str(definition.get("field", "")))) for row in rows}
        lengths = [length(name) + SYMBOL for name in names]
        if sum(lengths) > width and not said.keys() & {"columns", "orient", "direction"}:
            lines = math.ceil(len(names) / max(int(width / max(lengths)), 1))
            definition["legend"] = {**said, "columns": math.ceil(len(names) / lines)}


def _names(view: Spec, rows: Rows, room: float) -> int:
    """Names on an upright axis that are longer than `room` are broken into lines; the most lines.

    Each label is moved up by half of the lines that it has besides the first.
    """
    definition = view.get("encoding", {}).get("y")
    if not isinstance(definition, dict) or definition.get("type") not in ("nominal", "ordinal"):
        return 1
    names = {str(value_of(row, str(definition.get("field", "")))) for row in rows}
    lines = {name: wrapped(name, room) for name in sorted(names) if length(name) > room}
    said = definition.get("axis", {})
    most = max(map(len, lines.values()), default=1)
    if most > 1 and said is not None and not said.keys() & OWN_NAMES:
        written = f"{json.dumps(lines, ensure_ascii=False)}[datum.value] || datum.label"
        up: Spec = {"value": 0, "condition": [
            {"test": _one_of(some), "value": LINE * (1 - count) / 2}
            for count in range(2, most + 1)
            if (some := [name for name, its in lines.items() if len(its) == count])
        ]}  # fmt: skip
        definition["axis"] = {"labelExpr": written, "labelOffset": up, **said}
    return most


def _one_of(names: Sequence[str]) -> str:
    return f"indexof({json.dumps(names, ensure_ascii=False)}, datum.value) >= 0"


def _headers(view: Spec) -> None:
    """The heads of panels leave room for the title of an upright axis, which stands above it."""
    encoding, facet = view.get("encoding", {}), view.get("facet")
    heads = [encoding[name] for name in ("facet", "column") if name in encoding]
    if isinstance(facet, dict):
        heads += [facet] if "field" in facet else [facet["column"]] if "column" in facet else []
    inner = view["spec"] if isinstance(view.get("spec"), dict) else view
    upright = [layer.get("encoding", {}).get("y") for layer, _ in layers(inner, inner)]
    if any(isinstance(axis, dict) and _titled(axis) for axis in upright):
        for head in heads:
            if head.get("header", {}) is not None:
                head["header"] = {"labelPadding": BELOW_HEADER, **head.get("header", {})}


def _titled(definition: Mapping[str, Any]) -> bool:
    axis = definition.get("axis", {})
    if axis is None:
        return False
    named = definition.get("field") or definition.get("aggregate")
    return bool(axis.get("title", definition.get("title", named)))


def _whole_numbers(definition: Spec) -> None:
    """What is counted has ticks at whole numbers; Vega may set others, which stay unlettered."""
    said = definition.get("axis", {})
    if said is not None and not said.keys() & {"format", "labelExpr"}:
        definition["axis"] = {"tickMinStep": 1, "labelExpr": WHOLE, **said}


def _has(definition: Mapping[str, Any], guide: str, name: str) -> bool:
    inner = definition.get(guide)
    return name in definition or (isinstance(inner, Mapping) and name in inner)


def _quantity(
    definition: Spec, guide: str, field: str, rows: Rows,
    facts: Mapping[str, ChartFact], language: str,
) -> None:  # fmt: skip
    """Ticks in the unit of the facts: `12,000,000` of yuan becomes 12 under "million yuan".

    In Chinese it becomes 1200 under "万元".
    """
    if guide in definition and definition[guide] is None:
        return
    said = definition.get(guide) or {}
    titled = "title" in said or "title" in definition
    title = said.get("title", definition.get("title"))
    if not field or title or said.get("labels") is False:
        return
    written = bool(said.keys() & {"format", "formatType", "labelExpr"})
    ids = [str(row.get(f"{field}_id", row.get("id"))) for row in rows]  # of tables and intervals
    known = [facts[id] for id in ids if id in facts]
    values = [value_of(row, field) for row in rows]
    numbers = [abs(value) for value in values if isinstance(value, int | float)]
    own = len(known) == len(rows) and all(
        value is not None and abs(float(fact.value) - float(value)) <= abs(float(value)) * 1e-9
        for fact, value in zip(known, values, strict=True)
        if not isinstance(value, str)
    )
    units = {fact.unit for fact in known}
    if not numbers or not own or len(units) != 1 or "aggregate" in definition:
        if field == "value":
            definition["title"] = None
        return
    if all(map(is_ordinal, known)) and not written and guide == "axis":
        _whole_numbers(definition)
        definition["title"] = None
        return
    unit = units.pop()
    most = max(numbers)
    factor, word = next(
        ((f, w) for f, w in grammar(language).charts.scales if most >= f and not written),
        (1, ""),
    )
    if unit == "%" and not written:
        said = {**said, "labelExpr": "format(datum.value, ',~f') + '%'"}
    elif titled:
        return
    elif factor > 1:
        said = {**said, "labelExpr": f"format(datum.value / {factor}, ',~f')"}
    definition[guide] = said
    named = "" if unit == "%" else unit if language == "en" else grammar(language).unit(unit)
    definition["title"] = f"{word}{grammar(language).charts.gap}{named}".strip() or None


def _ramp(definition: Spec, values: Sequence[Any]) -> None:
    """Two colours of the palette; the legend names both ends, whose words stand inside it."""
    numbers = sorted(value for value in values if isinstance(value, int | float))
    said = definition.get("legend", {})
    plain = "domain" not in (definition.get("scale") or {}) and "aggregate" not in definition
    if numbers and plain and said is not None and "values" not in said:
        definition["legend"] = {"values": [numbers[0], numbers[-1]], **said}
    scale = definition.get("scale", {})
    if scale is None or scale.keys() & {"range", "scheme", "interpolate", "domainMid"}:
        return
    if scale.get("type", "linear") in ("linear", "sqrt", "log", "pow", "symlog"):
        definition["scale"] = {**scale, "range": list(RAMP), "interpolate": "rgb"}


def on_page(svg: str) -> str:
    """Colours that Vega mixed on a ramp, as mixtures of the palette that follow light and dark."""
    low, high = RAMP_COLOURS

    def mixed(match: re.Match[str]) -> str:
        part = round(int(match[1]) / 255 * 100)
        ends = {0: f"var(--{low})", 100: f"var(--{high})"}
        return ends.get(part) or f"color-mix(in srgb,var(--{high}) {part}%,var(--{low}))"

    return MIXED.sub(mixed, svg)


def _wind(node: Any) -> None:
    """Polygons of GeoJSON with their outer rings clockwise, as Vega wants them.

    RFC 7946 has them the other way round; drawn so, the land is what lies outside.
    """
    if not isinstance(node, dict):
        return
    kind, coordinates = node.get("type"), node.get("coordinates")
    if kind == "Polygon" and isinstance(coordinates, list):
        node["coordinates"] = _wound(coordinates)
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        node["coordinates"] = [_wound(polygon) for polygon in coordinates]
    for name in ("geometry", "geometries", "features"):
        inner = node.get(name)
        for each in inner if isinstance(inner, list) else [inner]:
            _wind(each)


def _wound(rings: Any) -> Any:
    try:
        return [
            ring[::-1] if (area := signed_area(ring)) and (area > 0) == (i == 0) else ring
            for i, ring in enumerate(rings)
        ]
    except (TypeError, IndexError, ValueError):
        return rings  # no polygon that Vega could draw either
