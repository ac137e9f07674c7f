"""Every plotted number is proved: a Vega-Lite specification against the facts its chart read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct
from msgspec.structs import replace

from ..numbers.statements import figures, says
from .chart_code import leaves
from .chart_facts import GEO, ChartFact
from .computed import Unproved, computed

Spec = Mapping[str, Any]
Rows = list[Mapping[str, Any]]

PARTS = ("layer", "concat", "hconcat", "vconcat")
# Channels that put no mark anywhere, or whose text is checked as it is drawn.
SILENT = {"text", "tooltip", "href", "url", "description", "detail", "key", "order"}
SECOND = {"x2": "x", "y2": "y", "theta2": "theta", "radius2": "radius"}
DEGREES = {"longitude", "latitude", "longitude2", "latitude2"}
# What stands in a drawing but is no statement: the ticks that a scale makes.
TICKS = {"role-axis-label", "role-legend-label"}


class Known(Struct, frozen=True):
    """What may be stated: the facts a chart read, the numbers in geo/, and `site.names`."""

    facts: tuple[ChartFact, ...]
    degrees: frozenset[float]
    names: tuple[str, ...]


def unproved(spec: Spec, svg: str, known: Known) -> dict[str, str | float]:
    """What a chart states that nothing known says, as {message: what to look for in the code}.

    `svg` is its drawing as Vega made it.
    """
    found = [*computed(spec), *_plotted(spec, spec, [], {}, known)]
    for text in _texts(ElementTree.fromstring(svg)):
        found += _unsaid(text, known)
    return dict(found)


def _plotted(
    top: Spec, node: Spec, rows: Rows, encoding: Mapping[str, Any], known: Known
) -> Iterator[Unproved]:
    """Walks down to each single view, with the rows and the channels that it inherits."""
    data = node.get("data") or {}
    if data.keys() & {"url", "sequence"} or isinstance(data.get("values"), str):
        message = "a chart plots facts; it can neither load nor generate data: use facts.rows(…)"
        yield Unproved(message, str(data.get("url", "data")))
        return
    rows = _rows(top, data) if data else rows
    for step in node.get("transform", ()):
        rows = rows + _rows(top, step.get("from", {}).get("data", {})) + _folded(rows, step)
    encoding = {**encoding, **node.get("encoding", {})}
    children = [child for part in PARTS for child in node.get(part, ())]
    if "spec" in node:
        names = [str(leaf) for leaf in leaves(node.get("repeat", ""))]
        children += [_repeated(node["spec"], name) for name in names]
    for child in children:
        yield from _plotted(top, child, rows, encoding, known)
    if "mark" in node:
        mark = node["mark"]
        if (mark if isinstance(mark, str) else mark.get("type")) == "geoshape":
            yield from _outlines(rows, known)
        for channel, definition in encoding.items():
            first = encoding.get(SECOND.get(channel, ""), {})
            for one in definition if isinstance(definition, list) else [definition]:
                whole = {"type": first.get("type"), "scale": first.get("scale", {}), **one}
                yield from _channel(channel, whole, rows, known)


def _channel(channel: str, definition: Spec, rows: Rows, known: Known) -> Iterator[Unproved]:
    condition = definition.get("condition", ())
    for one in condition if isinstance(condition, list | tuple) else [condition]:
        yield from _channel(channel, one, rows, known)
    if channel in SILENT or definition.get("scale", {}) is None:
        return  # without a scale, values are pixels or colours
    kind = definition.get("type")
    values = [definition["datum"]] if "datum" in definition else []
    values += [_value(row, definition["field"]) for row in rows if "field" in definition]
    for value in values:
        number = _number(value)
        if channel in DEGREES:
            if number is not None and float(number) not in known.degrees:
                yield _nowhere(value)
        elif kind == "quantitative" or (kind is None and not isinstance(value, str)):
            if number is not None and not any(_same(number, fact.value) for fact in known.facts):
                message = f"{value} is plotted, but no fact that this chart read has that value"
                yield Unproved(f"{message}; read the fact, as in facts.rows(…)", value)
        elif kind != "temporal" and value is not None:
            yield from _unsaid(str(value), known)


def _outlines(rows: Rows, known: Known) -> Iterator[Unproved]:
    """Coordinates of shapes are those of the kept geographic data."""
    for row in rows:
        shape = {key: value for key, value in row.items() if key not in ("properties", "id")}
        strange = next((n for n in numbers(shape) if n not in known.degrees), None)
        if strange is not None:
            yield _nowhere(strange)


def _nowhere(number: float) -> Unproved:
    message = f"{number} is a coordinate that no file in {GEO} holds; take it from facts.geo(…)"
    return Unproved(message, number)


def _rows(top: Spec, data: Spec) -> Rows:
    values = data.get("values", top.get("datasets", {}).get(data.get("name"), []))
    listed = values if isinstance(values, list) else [values]
    return [row if isinstance(row, Mapping) else {"data": row} for row in listed]


def _folded(rows: Rows, step: Spec) -> Rows:
    name, value = step.get("as", ("key", "value")) if "fold" in step else ("", "")
    fields = step.get("fold", ())
    return [{name: field, value: _value(row, field)} for row in rows for field in fields]


def _repeated(node: Any, name: str) -> Any:
    """The view that `repeat` makes for one of its fields."""
    if isinstance(node, Mapping):
        if node.keys() == {"repeat"}:
            return name
        return {key: _repeated(value, name) for key, value in node.items()}
    return [_repeated(item, name) for item in node] if isinstance(node, list) else node


def _value(row: Mapping[str, Any], field: str) -> Any:
    """`row["a"]`, or for `a.b` and `a['b']` what lies within; escapes as Vega-Lite has them."""
    plain = re.sub(r"\\(.)", r"\1", field)
    if plain in row:
        return row[plain]
    value: Any = row
    for step in re.findall(r"[^.\[\]'\"]+", field):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    return Decimal(text) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text) else None


def numbers(node: Any) -> Iterator[float]:
    """`{"a": [1, {"b": 2}], "c": "3"}` -> 1.0, 2.0."""
    for leaf in leaves(node):
        if isinstance(leaf, int | float) and not isinstance(leaf, bool):
            yield float(leaf)


def _same(number: Decimal, fact: Decimal) -> bool:
    """Equal but for a power of ten; to twelve digits, as floats carry noise behind them."""
    one, other = (f"{value:.11e}".split("e")[0] for value in (number, fact))
    return one == other


def _unsaid(text: str, known: Known) -> Iterator[Unproved]:
    for figure in figures(text, known.names):
        if figure.quantity is None and not re.search(r"\d", figure.text):
            continue  # the unit of an axis: "million yuan"
        if not any(_says(figure.text, fact) for fact in known.facts):
            message = f"'{figure.text}' is written in the chart, but no fact that it read says so"
            yield Unproved(message, figure.text)


def _says(words: str, fact: ChartFact) -> bool:
    """As in prose; but a chart may write scale and % once, in its subtitle: "245.31", "6.67"."""
    quantities = (
        replace(
            fact.quantity,
            value=fact.quantity.value.scaleb(-power),
            step=fact.quantity.step.scaleb(-power),
        )
        for power in (0, 3, 6, 9, 12)
    )
    said = (words, f"{words}%") if fact.unit == "%" else (words,)
    return any(says(one, quantity) is None for quantity in quantities for one in said)


def _texts(node: ElementTree.Element) -> Iterator[str]:
    """The texts of a drawing as Vega made it, but the ticks of its scales."""
    if TICKS & set(node.get("class", "").split()):
        return
    if node.tag.endswith("}text"):
        yield " ".join(part.strip() for part in node.itertext())
    for child in node:
        yield from _texts(child)
