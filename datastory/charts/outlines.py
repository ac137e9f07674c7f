"""A picture whose words are outlines, for printing houses: it needs no font, whoever opens it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree

from ..cards.share_images import typesetter
from ..cards.typesetter import Typesetter
from ..images.raster import rasterised
from ..lazy_imports import uharfbuzz, vl_convert
from ..site.chart_style import ChartStyle, size

SVG = "http://www.w3.org/2000/svg"
FONT = {"font-size", "font-weight", "font-family", "text-anchor"}
PLACE = {"x", "y"} | FONT
STROKE = ("stroke", "stroke-width", "stroke-linejoin", "stroke-opacity")
ORDER = "paint-order"  # which not every program knows
PRINTED = 2400  # pixels, of a PNG for print: 20 cm at 300 pixels an inch
STEPS = 50  # of an outline to a user unit: whole numbers weigh less, and are as fine as film
HEAVY = 600  # and above, a weight is set in the heavier of a family's two cuts
Point = tuple[float, float]
Fonts = Mapping[str, "Font"]


class Inherited(NamedTuple):
    """What a text takes from the elements around it; `size` is in user units, `halo` its stroke."""

    size: float = 16.0
    weight: str = "400"
    anchor: str = "start"
    halo: Mapping[str, str] = {}


def outlined(svg: str, look: ChartStyle) -> str:
    """The SVG of a poster with each text as a path, and without its faces."""
    root = ElementTree.fromstring(svg)
    for node in root.iter():
        node.tag = node.tag.removeprefix(f"{{{SVG}}}")
    family = re.sub(r"\W+", "-", look.font.split(",")[0].strip().lower())
    _outline(root, Inherited(), family, typesetter(look), _fonts(tuple(look.faces.items())))
    wide, high = size(svg)
    root.attrib = {"xmlns": SVG, "width": f"{wide:g}", "height": f"{high:g}", **root.attrib}
    root.attrib.pop("font-family", None)
    return ElementTree.tostring(root, encoding="unicode")


def as_pdf(outlines: str) -> bytes:
    """A PDF of one page, as large as the picture: a point (1/72 inch) for each of its units."""
    return bytes(vl_convert.svg_to_pdf(outlines))


def as_png(outlines: str, look: ChartStyle) -> bytes:
    """A PNG, `PRINTED` pixels wide, of a picture whose words are outlines."""
    return rasterised(outlines, PRINTED, look)


def _outline(
    node: ElementTree.Element, around: Inherited, family: str, setter: Typesetter, fonts: Fonts
) -> None:
    for place, child in [*enumerate(node)][::-1]:
        here = _inherited(child, around)
        if child.tag == "style":
            node.remove(child)
        elif child.tag == "text":
            node[place : place + 1] = _paths(child, here, family, setter, fonts)
        else:
            _outline(child, here, family, setter, fonts)
            for name in (FONT | {ORDER}).intersection(child.keys()):
                del child.attrib[name]


def _inherited(node: ElementTree.Element, around: Inherited) -> Inherited:
    given = node.get("font-size", "").removesuffix("px")
    return Inherited(
        float(given) if given else around.size,
        node.get("font-weight", around.weight),
        node.get("text-anchor", around.anchor),
        {**around.halo, **{name: node.attrib[name] for name in STROKE if name in node.attrib}},
    )


def _paths(
    text: ElementTree.Element, look: Inherited, family: str, setter: Typesetter, fonts: Fonts
) -> list[ElementTree.Element]:
    """A path for each line; where the words have a halo, that is one of its own below it.

    Programs that do not know the order in which a text is painted draw the halo over the letters.
    """
    heavy = look.weight == "bold" or (look.weight.isdigit() and int(look.weight) >= HEAVY)
    face = f"{family}-{HEAVY if heavy else 400}"
    rest = {
        name: value for name, value in text.attrib.items() if name not in {*PLACE, *STROKE, ORDER}
    }
    moved, halo = rest.pop("transform", ""), look.halo
    paths, halos = [], []
    for words, x, y in _lines(text):
        drawn, wide = _line(look.size, setter.runs(words, face), fonts)
        x -= wide * {"middle": 0.5, "end": 1.0}.get(look.anchor, 0.0)
        place = {"transform": f"{moved}translate({x:.2f} {y:.2f})scale({1 / STEPS:g})", "d": drawn}
        paths += [ElementTree.Element("path", {**rest, **place})] if drawn else []
        if drawn and halo.get("stroke", "none") != "none":
            paths[-1].set("stroke", "none")
            width = f"{float(halo.get('stroke-width', 1)) * STEPS:g}"
            around = {**halo, "fill": "none", "stroke-width": width, **place}
            halos.append(ElementTree.Element("path", around))
    return halos + paths


def _lines(text: ElementTree.Element) -> Iterator[tuple[str, float, float]]:
    """The words of each line, and where it is anchored."""
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    if text.text:
        yield text.text, x, y
    for line in text:
        x, y = float(line.get("x", x)), y + float(line.get("dy", 0))
        yield line.text or "", x, y


def _line(size: float, runs: list[tuple[str, str]], fonts: Fonts) -> tuple[str, float]:
    """The outlines of words from the origin on, as the data of a path in steps; and their width."""
    x, drawn = 0.0, []
    for run, face in runs:
        for glyph in (fonts.get(face) or next(iter(fonts.values()))).shaped(run):
            if outline := glyph.font.outline(glyph.id, size):
                across, up = (x + glyph.offset[0]) * size, glyph.offset[1] * size
                drawn.append(f"M{round(across * STEPS)} {round(-up * STEPS)}{outline}")
            x += glyph.advance
    return "".join(drawn), x * size


class Glyph(NamedTuple):
    """A glyph of a font by its number; `offset` (right, up) and `advance` are in ems."""

    font: Font
    id: int
    offset: Point
    advance: float


class Font:
    """A face that is shaped by HarfBuzz, and the outlines that were asked for."""

    def __init__(self, face: bytes) -> None:
        self._font = uharfbuzz.Font(uharfbuzz.Face(face))
        self._em = self._font.face.upem
        self._outlines: dict[tuple[int, float], str] = {}

    def shaped(self, words: str) -> list[Glyph]:
        """The glyphs that the words are set with, from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(words)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        em = self._em
        return [
            Glyph(self, info.codepoint, (at.x_offset / em, at.y_offset / em), at.x_advance / em)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def outline(self, glyph: int, size: float) -> str:
        """The data of a path, relative to where the glyph stands; "" of a space."""
        if (glyph, size) not in self._outlines:
            pen = Pen(size / self._em)
            self._font.draw_glyph_with_pen(glyph, pen)
            self._outlines[glyph, size] = "".join(pen.parts)
        return self._outlines[glyph, size]


class Pen:
    """Writes what HarfBuzz draws as the data of a path, in steps, downwards."""

    def __init__(self, scale: float) -> None:
        self._scale, self.parts = scale * STEPS, list[str]()
        self._at = self._start = 0, 0

    def _add(self, letter: str, *points: Point) -> None:
        """Each point relative to where the pen was: `q5-3 8 1`."""
        x, y = self._at
        at = [(round(across * self._scale), round(-up * self._scale)) for across, up in points]
        ways = " ".join(f"{a - x} {b - y}" for a, b in at)
        self.parts.append(letter + ways.replace(" -", "-"))
        self._at = at[-1]

    def moveTo(self, to: Point) -> None:  # noqa: N802 (the names are HarfBuzz's)
        self._add("m", to)
        self._start = self._at

    def lineTo(self, to: Point) -> None:  # noqa: N802
        self._add("l", to)

    def qCurveTo(self, *to: Point) -> None:  # noqa: N802
        self._add("q", *to)

    def curveTo(self, *to: Point) -> None:  # noqa: N802
        self._add("c", *to)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("z")
        self._at = self._start


@functools.lru_cache(maxsize=1)
def _fonts(faces: tuple[tuple[str, bytes], ...]) -> dict[str, Font]:
    """By the names that a `Typesetter` gives them."""
    return {name.removesuffix(".ttf"): Font(face) for name, face in faces}
