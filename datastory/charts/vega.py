"""Draws a Vega-Lite specification in the width of a column."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from ..rendering.look import Look, merged, size
from .faces import Faces, folder

Spec = dict[str, Any]
TRIALS = 5
SEVERAL = ("hconcat", "vconcat", "concat", "spec")


def drawn(spec: Spec, config: Mapping[str, Any], width: int, look: Look) -> tuple[Spec, str]:
    """The specification as laid out for a column of `width` units, and its SVG as Vega made it.

    What the chart says about its own size and looks goes before what the theme says. A chart is
    laid out by giving every view the width that makes the whole fit, labels included: Vega's own
    fitting looks once, before the marks take their places, and lets labels stand out.
    """
    spec = {**spec, "config": merged(config, spec.get("config", {}))}
    if _several(spec):
        sized = any("width" in view for view in _views(spec))
        spec = spec if sized else _fitted(spec, width, look)
    elif "autosize" not in spec and isinstance(whole := spec.get("width", width), int | float):
        spec = _fitted(spec, whole, look)
    return spec, _svg(spec, look)


def start() -> None:
    """Vega's first drawing takes a third of a second more than others."""
    import vl_convert

    vl_convert.vegalite_to_svg({"mark": "point"})


def _svg(spec: Spec, look: Look) -> str:
    return str(_renderer(tuple(look.faces.items())).vegalite_to_svg(spec))


@cache
def _renderer(faces: Faces) -> Any:
    import vl_convert  # slow to import, and only needed for what is not in the cache

    vl_convert.register_font_directory(str(folder(faces)))
    return vl_convert


def _several(spec: Spec) -> bool:
    channels = spec.get("encoding", {}).keys() & {"row", "column", "facet"}
    return bool(channels) or any(part in spec for part in SEVERAL)


def _views(spec: Spec) -> list[Spec]:
    if not any(part in spec for part in SEVERAL):
        return [spec]
    children = [spec["spec"]] if "spec" in spec else []
    children += [child for part in SEVERAL[:3] for child in spec.get(part, [])]
    return [view for child in children for view in _views(child)]


def _fitted(spec: Spec, width: float, look: Look) -> Spec:
    """The whole grows nearly evenly with its views, so a few trials tell the width they need."""

    def of(each: float) -> Spec:
        copy = deepcopy(spec)
        for view in _views(copy):
            view["width"] = each
        return copy

    each, before = width / 2, (width / 4, size(_svg(of(width / 4), look))[0])
    for _ in range(TRIALS):
        whole = size(_svg(of(each), look))[0]
        rate = (whole - before[1]) / (each - before[0]) if each != before[0] else 0
        if abs(whole - width) < 0.5 or not rate:
            break
        before = each, whole
        each = max(each + (width - whole) / rate, 1)
    return of(each)
