"""The single views of a Vega-Lite specification: each with its rows, transforms and channels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from .specification import PARTS, definitions, rows_of, value_of

Spec = Mapping[str, Any]

SECOND = {"x2": "x", "y2": "y", "theta2": "theta", "radius2": "radius"}
# Steps that leave other rows than came in: none of those is a row of the data any more.
SUMMING = ("aggregate", "density", "regression", "loess", "quantile", "pivot")


class View(Struct, frozen=True):
    """A mark with its channels, as inherited from the views around it.

    `rows` carry their number in `ROW`; `made` are the fields that transforms make, and `summed` is
    true where the rows themselves are drawn no more.
    """

    mark: Mapping[str, Any]
    channels: tuple[tuple[str, Mapping[str, Any]], ...]
    rows: tuple[Mapping[str, Any], ...]
    steps: tuple[Mapping[str, Any], ...]
    made: frozenset[str]
    summed: bool

    @property
    def kind(self) -> str:
        return str(self.mark.get("type", ""))

    @property
    def stretched(self) -> bool:
        """Whether a stack is stretched to the whole, so that lengths and ticks are shares."""
        return any(each.get("stack") == "normalize" for _, each in self.channels)

    @property
    def filtered(self) -> bool:
        return any("filter" in step or "lookup" in step for step in self.steps)


def unit_views(spec: Spec) -> list[View]:
    """All views of a specification whose rows are numbered, in the order in which they stand."""
    return list(_views(spec, spec, (), (), {}))


def _views(
    top: Spec, node: Spec, rows: Sequence[Spec], steps: tuple[Spec, ...], encoding: Spec
) -> Iterator[View]:
    data = node.get("data")
    if isinstance(data, Mapping):
        rows, steps = rows_of(top, data), ()
    steps = (*steps, *node.get("transform", ()))
    encoding = {**encoding, **node.get("encoding", {})}
    facet = node.get("facet")
    if isinstance(facet, Mapping):
        split = facet if "field" not in facet else {"facet": facet}
        encoding |= {name: each for name, each in split.items() if isinstance(each, Mapping)}
    children = [child for part in PARTS for child in node.get(part, ())]
    if "spec" in node and "repeat" in node:
        children += [_repeated(node["spec"], name) for name in _names(node["repeat"])]
    elif "spec" in node:
        children.append(node["spec"])
    for child in children:
        yield from _views(top, child, rows, steps, encoding)
    if "mark" in node:
        mark = node["mark"]
        mark = {"type": mark} if isinstance(mark, str) else mark
        channels = tuple(_channels(encoding))
        made, summed = _made(steps)
        summed = summed or any("aggregate" in each for _, each in channels)
        reshaped = tuple(_reshaped(rows, steps))
        yield View(mark, channels, reshaped, steps, made, summed)


def _channels(encoding: Spec) -> Iterator[tuple[str, Spec]]:
    """Each channel with its definitions; an x2 has the type and the scale of its x."""
    for channel, definition in definitions(encoding):
        first = encoding.get(SECOND.get(channel, ""), {})
        inherited = {name: first[name] for name in ("type", "scale") if name in first}
        yield channel, {**inherited, **definition}


def _reshaped(rows: Sequence[Spec], steps: Sequence[Spec]) -> Iterator[Spec]:
    """The rows with what `fold` and `lookup` put into them; other steps are Vega's alone."""
    for step in steps:
        if "fold" in step:
            name, value = step.get("as", ("key", "value"))
            rows = [
                {**row, name: field, value: value_of(row, field)}
                for row in rows
                for field in step["fold"]
            ]
        elif isinstance(step.get("from"), Mapping) and "key" in step["from"]:
            source = step["from"]
            key, fields = source["key"], source.get("fields", ())
            known = {value_of(row, key): row for row in rows_of({}, source.get("data", {}))}
            found = (known.get(value_of(row, step["lookup"]), {}) for row in rows)
            rows = [
                {**row, **{field: value_of(other, field) for field in fields}}
                for row, other in zip(rows, found, strict=True)
            ]
    yield from rows


def _made(steps: Sequence[Spec]) -> tuple[frozenset[str], bool]:
    """The fields that transforms make, but for `fold`, and whether they sum rows up."""
    made: set[str] = set()
    summed = False
    for step in steps:
        summed = summed or any(name in step for name in SUMMING)
        named = step.get("as", ())
        if "fold" not in step:
            made |= set([named] if isinstance(named, str) else named)
        for name in ("aggregate", "joinaggregate", "window"):
            made |= {str(each.get("as", "")) for each in step.get(name, ())}
        for name in ("regression", "loess"):
            made |= {str(step[each]) for each in (name, "on") if name in step}
        made |= {"value", "density"} if "density" in step else set()
        made |= {"prob", "value"} if "quantile" in step else set()
        if "pivot" in step:
            made.add("*")
    return frozenset(made), summed


def _names(repeat: Any) -> list[str]:
    if isinstance(repeat, Mapping):
        return [name for each in repeat.values() for name in _names(each)]
    return [str(name) for name in repeat] if isinstance(repeat, list) else []


def _repeated(node: Any, name: str) -> Any:
    """The view that `repeat` makes for one of its fields."""
    if isinstance(node, Mapping):
        if node.keys() == {"repeat"}:
            return name
        return {key: _repeated(value, name) for key, value in node.items()}
    return [_repeated(item, name) for item in node] if isinstance(node, list) else node
