"""Whether a drawing can be read: texts apart and whole, colours of the palette, room for marks."""

from __future__ import annotations

import functools
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from ..lazy_imports import ImageFont
from ..site.font_subsets import lacking
from .missing_glyphs import unwritable
from .scene import Scene, Text
from .transforms import Unproved

INK = re.compile(r'(?:fill|stroke|stop-color)="([^"]*)"')
FREE_INKS = re.compile(r"var\(--[\w-]+\)|none|transparent|url\(#.*\)|color-mix\(.*\)|")
TOUCH = 1.5  # SVG units by which boxes of letters may overlap, as a box is larger than its ink
EDGE = 3.0  # SVG units by which the box of a text may stand out of the drawing
LEAST = 30  # smallest width and height, in SVG units, of a plot with a scale
Box = tuple[float, float, float, float]  # left, top, right, bottom


def illegible(scene: Scene, svg: str, faces: Mapping[str, bytes]) -> Iterator[Unproved]:
    """What a reader of the drawing could not read; `svg` is the drawing as Vega made it."""
    texts = [text for text in scene.texts if text.shown]
    yield from _unlettered(texts, faces)
    yield from _cut(texts, faces)
    boxes = [(box(text, faces), text) for text in texts]
    yield from _overlapping(sorted(boxes, key=lambda each: each[0]))
    yield from _outside(scene, boxes)
    yield from _collapsed(scene)
    yield from _strange_colours(svg)


def _unlettered(texts: Sequence[Text], faces: Mapping[str, bytes]) -> Iterator[Unproved]:
    """Every letter is in a face: of others Vega draws nothing, or cuts the words away."""
    for line in dict.fromkeys(line for text in texts for line in text.lines):
        if missing := lacking(line, faces):
            yield Unproved(unwritable(missing, line), line)


def _strange_colours(svg: str) -> Iterator[Unproved]:
    """Colours come from the palette, so that they hold in light and in dark."""
    strange = sorted(ink for ink in set(INK.findall(svg)) if not FREE_INKS.fullmatch(ink))
    mixed = [ink for ink in strange if ink.startswith("rgb(")]
    for ink in [*(ink for ink in strange if ink not in mixed), *mixed[:1]]:
        yield Unproved(
            f"the colour '{ink}' is not from templates/palette.json, and may vanish in the "
            "dark; write var(--accent), var(--second), var(--ink) or another of it",
            ink,
        )


def _collapsed(scene: Scene) -> Iterator[Unproved]:
    for mark in scene.marks:
        view = scene.views[mark.view]
        for axis, size in (("x", view.width), ("y", view.height)):
            scale, _ = mark.channel(axis)
            if scale is not None and scale.continuous and 0 < size < LEAST:
                way = "wide" if axis == "x" else "high"
                yield Unproved(
                    f"the plot is only {size:.0f} units {way}: names or legends leave it no room; "
                    "shorten them, or put fewer side by side",
                    "width" if axis == "x" else "height",
                )
                return


def _cut(texts: Sequence[Text], faces: Mapping[str, bytes]) -> Iterator[Unproved]:
    """A label that is cut differs from its neighbours still, and is not cut in a number."""
    seen: dict[tuple[int | None, str], str] = {}
    for text in texts:
        if not text.limit:
            continue
        for line in text.lines:
            shown = cut_to(line, text, faces)
            if shown == line:
                continue
            other = seen.setdefault((text.guide, shown), line)
            if other != line:
                yield Unproved(
                    f"'{line}' and '{other}' are cut to the same '{shown}…'; shorten them, or set "
                    "labelLimit",
                    line,
                )
                return
            if re.search(r"[\d.,]$", shown) or re.match(r"[\d.,%]", line[len(shown) :].lstrip()):
                message = f"'{line}' is cut to '{shown}…', inside or at a number; shorten it"
                yield Unproved(message, line)
                return


def cut_to(line: str, text: Text, faces: Mapping[str, bytes]) -> str:
    """The part of a line that Vega prints before "…" where the line is wider than its limit."""
    if width(line, text, faces) <= text.limit:
        return line
    for end in range(len(line) - 1, 0, -1):
        if width(f"{line[:end]}…", text, faces) <= text.limit:
            return line[:end]
    return ""


def width(line: str, text: Text, faces: Mapping[str, bytes]) -> float:
    """The width of a line of text in SVG units, as its face measures it."""
    data = _face(text.weight, faces)
    return _length(data, line) * text.size / 100 if data else len(line) * text.size * 0.5


def _face(weight: int, faces: Mapping[str, bytes]) -> bytes:
    wanted = "600" if weight >= 600 else "400"
    sans = [name for name in faces if "sans" in name] or list(faces)
    named = next((name for name in sans if wanted in name), sans[0] if sans else "")
    return faces.get(named, b"")


@functools.lru_cache(maxsize=4096)
def _length(face: bytes, line: str) -> float:
    return float(_font(face).getlength(line))


@functools.lru_cache(maxsize=4)
def _font(face: bytes) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(face), 100, layout_engine=ImageFont.Layout.BASIC)


def _outside(scene: Scene, boxes: Sequence[tuple[Box, Text]]) -> Iterator[Unproved]:
    """No text is cut by the edge of the picture."""
    for (left, top, right, bottom), text in boxes:
        over = max(-left, right - scene.width, -top, bottom - scene.height)
        if over > EDGE:
            said = text.words
            message = f"'{said}' is cut by the edge of the drawing; move it inside, or shorten it"
            yield Unproved(message, said)
            return


def _overlapping(boxes: Sequence[tuple[Box, Text]]) -> Iterator[Unproved]:
    for (one, first), (other, second) in _neighbours(boxes):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        if across > TOUCH and down > TOUCH * 2:
            said, beside = first.words, second.words
            yield Unproved(
                f"'{said}' and '{beside}' overlap; move or shorten one, or draw fewer",
                beside if len(beside) > 1 else said,
            )
            return


def _neighbours(
    boxes: Sequence[tuple[Box, Text]],
) -> Iterator[tuple[tuple[Box, Text], tuple[Box, Text]]]:
    """Pairs of boxes that share some of the way across; `boxes` stand in order of their left."""
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            if other[0][0] > one[0][2]:
                break
            yield one, other


def box(text: Text, faces: Mapping[str, bytes]) -> Box:
    """Left, top, right and bottom of a text: from its highest letter to the line they stand on."""
    wide = max(width(cut_to(line, text, faces) if text.limit else line, text, faces)
               for line in text.lines)  # fmt: skip
    left = -wide * {"center": 0.5, "right": 1.0}.get(text.align, 0.0)
    high = text.size * 0.72
    top = {"top": text.size * 0.1, "line-top": text.size * 0.1, "middle": -high / 2,
           "bottom": -text.size * 0.95}.get(text.baseline, -high)  # fmt: skip
    bottom = top + high + text.leading * (len(text.lines) - 1)
    turn = math.radians(text.angle)
    corners = [
        (text.x + x * math.cos(turn) - y * math.sin(turn),
         text.y + x * math.sin(turn) + y * math.cos(turn))
        for x in (left, left + wide) for y in (top, bottom)
    ]  # fmt: skip
    across, down = zip(*corners, strict=True)
    if text.angle % 90 > 1:  # a slanted text fills only a band of the box around it
        middle = sum(down) / 4
        return min(across), middle - high / 2, min(across) + high, middle + high / 2
    return min(across), min(down), max(across), max(down)
