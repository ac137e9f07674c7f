"""What a Vega-Lite specification computes from its rows.

Reshaping and summing of proved rows is let through and named; arithmetic of an author's own is
refused, as a formula in data.yaml proves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

COMPOSITE = {"boxplot": "box plot", "errorbar": "error bars", "errorband": "error band"}
# Transforms, and the words in which a chart's page tells of them; "" for those that add no number.
STEPS = {
    "aggregate": "aggregated", "joinaggregate": "aggregated", "bin": "counted in bins",
    "density": "density", "regression": "regression", "loess": "smoothed by loess",
    "quantile": "quantiles", "window": "running computation", "stack": "stacked",
    "timeUnit": "grouped by time", "filter": "", "fold": "", "pivot": "", "lookup": "",
    "flatten": "", "extent": "",
}  # fmt: skip
OPERATIONS = {
    "mean": "means", "average": "means", "median": "medians", "count": "counts", "sum": "sums",
    "min": "least values", "max": "greatest values", "q1": "quartiles", "q3": "quartiles",
    "stdev": "standard deviations", "stderr": "standard errors", "ci0": "confidence intervals",
    "ci1": "confidence intervals", "distinct": "counts of kinds", "variance": "variances",
    "normalize": "shares of a whole",
}  # fmt: skip
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
        if name or not node.keys() & STEPS.keys():
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


def computations(node: Any, key: str = "") -> dict[str, None]:
    """What a specification computes from its rows, in words, each once: "means", "regression"."""
    found: dict[str, None] = {}
    if isinstance(node, list | tuple):
        for item in node:
            found |= computations(item, key)
    if not isinstance(node, Mapping):
        return found
    for name, value in node.items():
        if key == "transform" and STEPS.get(name) and not isinstance(value, list):
            found[STEPS[name]] = None
        if name == "op" or name == "aggregate" and isinstance(value, str):
            found[OPERATIONS.get(str(value), str(value))] = None
        elif name == "aggregate" and isinstance(value, Mapping):
            found["extremes"] = None
        elif name in ("bin", "timeUnit") and value and key != "transform":
            found[STEPS[name]] = None
        elif name == "stack" and value in ("normalize", "center"):
            found[OPERATIONS.get(value, "stacked")] = None
        elif name in ("mark", "type") and str(value) in COMPOSITE:
            found[COMPOSITE[str(value)]] = None
        if name not in ("datasets", "values", "config", "usermeta"):
            found |= computations(value, name)
    return found
