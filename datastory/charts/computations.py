"""What a chart computes from its rows, in the words in which its page tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

COMPOSITE = {"boxplot": "box plot", "errorbar": "error bars", "errorband": "error band"}
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
