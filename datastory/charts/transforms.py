"""What a Vega-Lite specification computes from its rows.

Reshaping and summing of proved rows is let through and named; arithmetic of an author's own is
refused, as a formula in data.yaml proves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .specification import Spec, objects

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


def refused(spec: Spec) -> Iterator[Unproved]:
    """Every part of a specification that makes numbers which no rule of ours can follow."""
    for key, node in objects(spec):
        if key == "transform":
            name = next((name for name in REFUSED if name in node), "")
            if name or not node.keys() & STEPS.keys():
                yield _refused(name or next(iter(node), key))
        for name in node:
            if name in ("expr", "signal", "labelExpr"):
                message = f"`{name}` computes in the chart; leave it out, and write what it gives"
                yield Unproved(message, name)
            elif name == "impute" and node[name]:
                yield _refused(name)


def _refused(kind: str) -> Unproved:
    message = (
        f"`{kind}` computes numbers in the chart, where nothing proves them; write a fact in "
        'data.yaml with  formula: "{a} / {b}"  and plot that'
    )
    return Unproved(message, kind)


def computations(spec: Spec) -> list[str]:
    """What a specification computes from its rows, in words, each once: "means", "regression"."""
    return list(dict.fromkeys(_computed(spec)))


def _computed(spec: Spec) -> Iterator[str]:
    for key, node in objects(spec):
        for name, value in node.items():
            if key == "transform" and STEPS.get(name) and not isinstance(value, list):
                yield STEPS[name]
            if name == "op" or name == "aggregate" and isinstance(value, str):
                yield OPERATIONS.get(str(value), str(value))
            elif name == "aggregate" and isinstance(value, dict):
                yield "extremes"
            elif name in ("bin", "timeUnit") and value and key != "transform":
                yield STEPS[name]
            elif name == "stack" and value in ("normalize", "center"):
                yield OPERATIONS.get(value, "stacked")
            elif name in ("mark", "type") and str(value) in COMPOSITE:
                yield COMPOSITE[str(value)]
