"""Pictures of drawings."""

from __future__ import annotations

from ..rendering.look import Look, height, size


def rasterised(svg: str, width: int, look: Look) -> bytes:
    """A PNG, `width` pixels wide, of an SVG whose colours are real ones."""
    from resvg import render, usvg  # only needed for what is not in the cache

    options = usvg.Options.default()
    for face in look.faces.values():  # and no other, for the same picture on every machine
        options.load_font_data(face)
    scale = width / size(svg)[0]
    tree = usvg.Tree.from_str(svg, options)
    return render(tree, (scale, 0, 0, 0, scale, 0), bg_size=(width, height(svg, width)))
