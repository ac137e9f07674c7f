"""What computes in a Vega-Lite specification: reshaping and summing of proved rows is let through
and named; arithmetic of an author's own is refused, since a formula in data.yaml proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

RESHAPING = frozenset({
    "aggregate", "joinaggregate", "bin", "density", "regression", "loess", "quantile", "window",
    "stack", "timeUnit", "filter", "fold", "pivot", "lookup", "flatten", "extent",
})  # fmt: skip
REFUSED = ("calculate", "impute", "sample")


class Unproved(NamedTuple):
    """What is wrong, and the text or number by which its place in the code is found."""

    message: str
    needle: str | float


def refused(node: Any, key: str = "") -> Iterator[Unproved]:
    """Every part of a specification that makes numbers which no rule of ours can follow."""
    if isinstance(node, list | tuple):
        for item in node:
            yield from refused(item, key)
    if not isinstance(node, Mapping):
        return
    if key == "transform":
        name = next((name for name in REFUSED if name in node), "")
        if name or not node.keys() & RESHAPING:
            yield _refused(name or next(iter(node), key))
            return
    for name, value in node.items():
        if name in ("expr", "signal", "labelExpr"):
            message = f"`{name}` computes in the chart; leave it out, and write what it gives"
            yield Unproved(message, name)
        elif name == "impute" and value:
            yield _refused(name)
        if name not in ("datasets", "values", "config", "usermeta"):
            yield from refused(value, name)


def _refused(kind: str) -> Unproved:
    message = (
        f"`{kind}` computes numbers in the chart, where nothing proves them; write a fact in "
        'data.yaml with  formula: "{a} / {b}"  and plot that'
    )
    return Unproved(message, kind)
