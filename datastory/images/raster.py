"""Pictures of drawings, by resvg; where there is no resvg, by that which Vega's converter brings.

The package `resvg` rests on one maintainer. Both are the same renderer and give the same pictures;
the other way is slower to start, and falls back to fonts of the system for what the look's lack.
"""

from __future__ import annotations

import atexit
import functools
import os
from typing import Any

from ..lazy_imports import resvg, vl_convert
from ..site.chart_style import ChartStyle, height, size
from .font_folder import Faces, folder, forget


def rasterised(svg: str, width: int, look: ChartStyle) -> bytes:
    """A PNG, `width` pixels wide, of an SVG whose colours are real ones."""
    try:
        render, usvg = resvg.render, resvg.usvg
    except ImportError:
        return rasterised_by_vega(svg, width, look)
    options = usvg.Options.default()
    for face in look.faces.values():  # and no other, for the same picture on every machine
        options.load_font_data(face)
    scale = width / size(svg)[0]
    tree = usvg.Tree.from_str(svg, options)
    return render(tree, (scale, 0, 0, 0, scale, 0), bg_size=(width, height(svg, width)))


def rasterised_by_vega(svg: str, width: int, look: ChartStyle) -> bytes:
    """The same without resvg."""
    (wide, high), whole = size(svg), height(svg, width)
    place = f'width="{width}" height="{high * width / wide}"'
    framed = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{whole}">'
    framed += svg.replace("<svg ", f"<svg {place} ", 1) + "</svg>"
    return bytes(_converter(tuple(look.faces.items())).svg_to_png(framed, scale=1, ppi=72))


@functools.cache
def _converter(faces: Faces) -> Any:
    """The renderer of vl-convert with these faces, which it reads anew for each picture."""
    atexit.register(forget, os.getpid())
    vl_convert.register_font_directory(str(folder(faces)))
    return vl_convert
