"""Draws a Vega-Lite specification in the width of a column."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from ..images.font_folder import Faces, folder
from ..lazy_imports import vl_convert
from ..numbers.languages import grammar
from ..site.chart_style import ChartStyle, merged
from .defaults import on_page
from .scene import Scene, numbered, probed, read
from .specification import BESIDE, Spec, copied, frames

KEPT = 50  # drawings, of some 100 KiB each
TRIALS = 5
FIRST = 0.85  # of the width is what marks get in most charts, beside labels
NO_FONTS = Path(__file__).with_name("no-fonts.conf")
SEVERAL = {*BESIDE, "spec"}


class Compiled(NamedTuple):
    """A specification in Vega-Lite, in Vega with numbered rows, and its probed scene graph."""

    spec: Spec
    vega: Spec
    scene: Spec


class Rendered(Struct, frozen=True):
    """A specification as it was laid out, its SVG as Vega made it, and the same read back."""

    spec: Spec
    svg: str
    scene: Scene


def drawn(
    spec: Spec,
    config: Mapping[str, Any],
    width: int,
    look: ChartStyle,
    language: str = "en",
    cache: Path | None = None,
) -> Rendered:
    """A chart, laid out for a column of `width` units. The look's faces stand in `cache`.

    What the chart says about its own size and looks goes before what the theme says. A chart is
    laid out by giving every view the width that makes the whole fit, labels included: Vega's own
    fitting looks once, before the marks take their places, and lets labels stand out.
    """
    asked = json.dumps([spec, config], separators=(",", ":"))
    return _drawn(asked, width, tuple(look.faces.items()), language, cache)


@functools.lru_cache(maxsize=KEPT)
def _drawn(asked: str, width: int, faces: Faces, language: str, cache: Path | None) -> Rendered:
    """As `drawn`, of a specification and a theme in JSON. A preview asks again for the same where
    something of a fact changed that its chart does not show."""
    spec, config = json.loads(asked)
    spec = {**spec, "config": merged(config, spec.get("config", {}))}
    whole = spec.get("width", width)
    if _several(spec):
        whole = None if any("width" in view for view in _views(spec)) else width
    elif "autosize" in spec or not isinstance(whole, int | float):
        whole = None
    renderer, words = _renderer(faces, cache), _words(language)

    def laid(spec: Spec) -> Compiled:
        vega = renderer.vegalite_to_vega(numbered(spec)[0])
        return Compiled(spec, vega, renderer.vega_to_scenegraph(probed(vega), **words))

    found = laid(spec) if whole is None else _fitted(spec, whole, laid)
    svg = on_page(str(renderer.vega_to_svg(found.vega, **words)))
    return Rendered(found.spec, svg, read(found.scene, found.vega))


@functools.cache
def start() -> Any:
    """Vega, which knows no time zone but UTC: the same dates are drawn on every machine.

    It reads the zone once, when it draws for the first time. That is done here, for nothing, as it
    takes a third of a second more than other drawings.
    """
    with _environment("TZ", "UTC"):
        vl_convert.vegalite_to_svg({"mark": "point"})
    return vl_convert


def _words(language: str) -> dict[str, Any]:
    """Names of days and months; those of English are Vega's own."""
    locale = grammar(language).charts.locale
    return {"time_format_locale": dict(locale)} if locale else {}


@functools.cache
def _renderer(faces: Faces, cache: Path | None) -> Any:
    """Vega, which knows these faces and on Linux no font of the system.

    It would open those one after the other for each letter that the first face of the story lacks:
    a Chinese chart would take twice the time. It looks for them when it draws a word for the first
    time after it was told of a folder.
    """
    vl_convert = start()
    with _environment("FONTCONFIG_FILE", str(NO_FONTS)):
        vl_convert.register_font_directory(str(folder(faces, cache)))
        vl_convert.vegalite_to_svg({"mark": {"type": "text", "text": "a"}})
    return vl_convert


@contextlib.contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """Context manager: a variable of the environment has this value inside."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
        if hasattr(time, "tzset"):
            time.tzset()


def _several(spec: Spec) -> bool:
    channels = spec.get("encoding", {}).keys() & {"row", "column", "facet"}
    return bool(channels or spec.keys() & SEVERAL)


def _views(spec: Spec) -> list[Spec]:
    """The views that get a width: those that hold no others but layers."""
    views = (frame[0][0] for frame in frames(spec))
    return [view for view in views if not view.keys() & SEVERAL]


def _fitted(spec: Spec, width: float, laid: Callable[[Spec], Compiled]) -> Compiled:
    """The whole grows nearly evenly with its views, so a few trials tell the width they need.

    One view alone grows as fast as the whole. How fast several do, two trials tell.
    """

    def of(each: float) -> Compiled:
        copy = copied(spec)
        for view in _views(copy):
            view["width"] = each
        return laid(copy)

    each, rate, before = width * FIRST, 1.0, None
    if _several(spec):
        each, before = width / 2, (width / 4, float(of(width / 4).scene["width"]))
    for _ in range(TRIALS):
        found = of(each)
        wide = float(found.scene["width"])
        if abs(wide - width) < 0.5:
            return found
        if before and each != before[0]:
            rate = (wide - before[1]) / (each - before[0])
        rate = rate if rate > 0.5 else 1  # a wide legend hides how the whole grows
        before = each, wide
        each = max(each + (width - wide) / rate, 1)
    return of(each)
