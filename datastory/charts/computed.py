"""A chart makes no numbers of its own: what computes in a Vega-Lite specification is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

STATISTICS = {"boxplot", "errorbar", "errorband"}
TRANSFORMS = (
    "calculate", "joinaggregate", "aggregate", "window", "bin", "timeUnit", "stack", "impute",
    "regression", "loess", "density", "quantile", "sample", "pivot", "flatten", "extent", "lookup",
)  # fmt: skip
NEW_NUMBERS = {
    "calculate": "{a} / {b}",
    "mean": "({a} + {b}) / 2",
    "max": "max({a}, {b})",
    "min": "min({a}, {b})",
    "normalize": "{a} / ({a} + {b})",
}  # what computes in a chart, and the formula to write instead; else a sum


class Unproved(NamedTuple):
    """What is wrong, and the text or number by which its place in the code is found."""

    message: str
    needle: str | float


def computed(node: Any, key: str = "") -> Iterator[Unproved]:
    """Everything by which a specification makes new numbers."""
    if isinstance(node, list | tuple):
        for item in node:
            yield from computed(item, key)
    if not isinstance(node, Mapping):
        return
    if key == "transform" and not node.keys() & {"filter", "fold"}:
        if "lookup" not in node or "as" in node:
            yield _refused(next((name for name in TRANSFORMS if name in node), key))
        return
    for name, value in node.items():
        if name in ("expr", "signal", "labelExpr"):
            message = f"`{name}` computes in the chart; leave it out, and write what it gives"
            yield Unproved(message, name)
        elif name == "aggregate" or (name in ("mark", "type") and str(value) in STATISTICS):
            yield _refused(str(value))
        elif name in ("bin", "timeUnit", "impute") and value:
            yield _refused(name)
        elif name == "stack" and str(value) in ("normalize", "center"):
            yield _refused(value)
        if name not in ("datasets", "values", "config", "usermeta"):
            yield from computed(value, name)


def _refused(kind: str) -> Unproved:
    formula = NEW_NUMBERS.get(kind, "{a} + {b}")
    message = (
        f"`{kind}` computes numbers in the chart, where nothing proves them; write a fact in "
        f'data.yaml with  formula: "{formula}"  and plot that'
    )
    return Unproved(message, kind)
