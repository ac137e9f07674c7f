"""The picture of a card. It is read at a quarter of its size, so nothing that matters is small."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from unicodedata import bidirectional

from ..images.colours import coloured
from ..images.raster import rasterised
from ..lazy_imports import Image, ImageColor, ImageDraw
from ..site import routes
from ..site.chart_style import ChartStyle, size
from .frame import BESIDE, Card, beside
from .typesetter import Lines, Typesetter

WIDTH, HEIGHT = routes.CARD_SIZE
LEFT, RIGHT, BASE = 64, 1136, 566  # where words begin, where they end, where the last line stands
SERIF, SANS = "story-serif-400", "story-sans-400"
NUMBER, WORDS, FOOT = 210, 84, 28  # pixels: a figure, the words at its sides, the last line
UP, DOWN = 22, 14  # pixels from the base, of the last two lines where there are two
TONES, COLOURS, COMPRESSION = 16, 128, 3
DIGITS = re.compile(r"\d|\D+")  # each alone, and what stands between them

Ink = int | tuple[int, ...]


class Line(NamedTuple):
    """Words on a line that stands at `y`; they begin at `x`, or end there."""

    x: float
    y: float
    words: str
    face: str
    size: float
    ink: str = "ink"
    end: bool = False


def picture(card: Card, typesetter: Typesetter, look: ChartStyle) -> bytes:
    """A PNG without transparency and with few colours, so that it weighs little."""
    colours = {name: ImageColor.getrgb(look.colours[name]) for name in ("paper", "ink", "ink2")}
    lines = laid_out(card, typesetter)
    if card.drawing:
        image = _drawn(card, lines, look)
        _write(image, lines, typesetter, colours)
        return _light(image)
    # Its tones lie between two colours, and need not be counted: each is drawn as its number.
    image = Image.new("P", (WIDTH, HEIGHT))
    _write(image, lines, typesetter, {name: _tone(colours, name) for name in colours})
    return _toned(image, colours)


def _light(image: Image.Image) -> bytes:
    """With as many colours as charts need; a third of what it weighs with all of them."""
    out = BytesIO()
    counted = image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    counted.save(out, "PNG", compress_level=COMPRESSION)
    return out.getvalue()


def _write(
    image: Image.Image, lines: Iterable[Line], typesetter: Typesetter, inks: Mapping[str, Ink]
) -> None:
    draw = ImageDraw.Draw(image)
    for line in lines:
        x = line.x - (typesetter.width(line.words, line.face, line.size) if line.end else 0)
        words = [line.words] if _backwards(line.words) else line.words.split(" ")
        for word in words:
            at = x
            for run, face in typesetter.runs(word, line.face):
                shape, left, top = typesetter.drawn(run, face, line.size)
                draw.bitmap((round(at) + left, round(line.y) + top), shape, inks[line.ink])
                at += typesetter.width(run, face, line.size)
            x += typesetter.width(f"{word} ", line.face, line.size)


def _backwards(words: str) -> bool:
    """Whether some of the words are written from right to left, so that they change places."""
    return not words.isascii() and any(bidirectional(letter) in ("R", "AL") for letter in words)


def laid_out(card: Card, typesetter: Typesetter) -> list[Line]:
    """All words of a card; the title comes first where there is no figure."""
    return [*_top(card, typesetter), *_foot(card, typesetter)]


def _foot(card: Card, typesetter: Typesetter) -> Iterator[Line]:
    """One line; where a drawing's measure stands there, its source has one of its own below it."""
    up, down = (UP, DOWN) if card.measured and card.left else (0, 0)
    name = typesetter.cut(card.right, SANS, FOOT, 460)
    room = RIGHT - LEFT - 48 - typesetter.width(name, SANS, FOOT)
    first = typesetter.cut(card.measured or card.left, SANS, FOOT, room)
    yield Line(LEFT, BASE - up, first, SANS, FOOT, "ink2")
    yield Line(RIGHT, BASE - up, name, SANS, FOOT, "ink2", end=True)
    if down:
        source = typesetter.cut(card.left, SANS, FOOT, RIGHT - LEFT)
        yield Line(LEFT, BASE + down, source, SANS, FOOT, "ink2")


def _top(card: Card, typesetter: Typesetter) -> Iterator[Line]:
    whole = RIGHT - LEFT
    if card.value:
        yield from _figure(card.value, typesetter)
        yield from _set(typesetter.fitted(card.title, SANS, (54, 44), whole, 3), 336, 1.16, SANS)
    elif card.rows:
        title = list(_set(typesetter.fitted(card.title, SANS, (54, 44), whole, 2), 108, 1.16, SANS))
        yield from title
        yield from _rows(card.rows, title[-1].y + 24, typesetter)
    elif card.drawing and beside(size(card.drawing)):
        yield from _set(typesetter.fitted(card.title, SERIF, (72, 50), 472, 5), 116, 1.06, SERIF)
    elif card.drawing:
        yield from _set(typesetter.fitted(card.title, SERIF, (72, 54), whole, 2), 116, 1.06, SERIF)
    else:
        yield from _set(typesetter.fitted(card.title, SERIF, (108, 64), whole, 4), 158, 1.08, SERIF)


def _set(fit: Lines, y: float, leading: float, face: str) -> Iterator[Line]:
    for i, words in enumerate(fit.lines):
        yield Line(LEFT, y + i * leading * fit.size, words, face, fit.size)


def _figure(value: tuple[str, str, str], typesetter: Typesetter) -> Iterator[Line]:
    """On one line, as large as there is room for."""
    sizes = (WORDS, NUMBER, WORDS)
    before, number, after = value
    spaced = [f"{before} " if before else "", number, f" {after}" if after else ""]
    widths = [typesetter.width(*part) for part in zip(spaced, (SERIF,) * 3, sizes, strict=True)]
    scale = min(1, (RIGHT - LEFT) / sum(widths))
    x = LEFT - (0 if before else 10 * scale)  # a digit has room at its left
    for words, wide, each in zip(spaced, widths, sizes, strict=True):
        if words == number:
            yield from _digits(Line(x, 236, words, SERIF, each * scale), typesetter)
        else:
            yield Line(x, 236, words, SERIF, each * scale)
        x += wide * scale


def _digits(line: Line, typesetter: Typesetter) -> Iterator[Line]:
    """Each for itself: few figures are alike, but all have the same digits, slow to draw so large.

    Where one stands tells how far the word reaches with it.
    """
    for part in DIGITS.finditer(line.words):
        reach = typesetter.width(line.words[: part.end()], line.face, line.size)
        x = line.x + reach - typesetter.width(part[0], line.face, line.size)
        yield line._replace(x=x, words=part[0])


def _rows(rows: tuple[tuple[str, str], ...], top: float, typesetter: Typesetter) -> Iterator[Line]:
    pitch = min((BASE - 64 - top) / len(rows), 118)
    large = min(0.74 * pitch, WORDS)
    small = min(large, 50)
    for i, (name, value) in enumerate(rows):
        y = top + pitch * (i + 0.84)
        room = RIGHT - LEFT - 40 - typesetter.width(value, SERIF, large)
        yield Line(LEFT, y, typesetter.cut(name, SANS, small, room), SANS, small, "ink2")
        yield Line(RIGHT, y, value, SERIF, large, end=True)


def _drawn(card: Card, lines: list[Line], look: ChartStyle) -> Image.Image:
    """The paper with the drawing, beside the title or below it."""
    if not beside(size(card.drawing)):
        x, y, align = LEFT, max(line.y for line in lines if line.face == SERIF) + 44, "xMinYMid"
        width, height = RIGHT - LEFT, BASE - 58 - y
    else:
        width, height = BESIDE
        x, y, align = RIGHT - width, 64, "xMaxYMid"
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="{align} meet"'
    placed = card.drawing.replace("<svg ", f'<svg {place} overflow="visible" ', 1)
    whole = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="{look.font}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--paper)"/>{placed}</svg>'
    )
    png = rasterised(coloured(whole, look.colours), WIDTH, look)
    return Image.open(BytesIO(png)).convert("RGB")


def _tone(colours: Mapping[str, tuple[int, ...]], ink: str) -> int:
    """How far an ink lies on the way from paper (0) to ink (the last tone)."""
    way = [ink - paper for paper, ink in zip(colours["paper"], colours["ink"], strict=True)]
    here = [ink - paper for paper, ink in zip(colours["paper"], colours[ink], strict=True)]
    return round(
        (TONES - 1) * sum(a * b for a, b in zip(way, here, strict=True)) / sum(a * a for a in way)
    )


def _toned(image: Image.Image, colours: Mapping[str, tuple[int, ...]]) -> bytes:
    """A PNG of an image whose numbers go from paper (0) to ink (the last tone)."""
    out = BytesIO()
    ends = list(zip(colours["paper"], colours["ink"], strict=True))
    steps = [i / (TONES - 1) for i in range(TONES)]
    image.putpalette([round(a + (b - a) * step) for step in steps for a, b in ends])
    # Runs of one tone, and little else: searched for nothing else, they are smaller as well.
    image.save(out, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
    return out.getvalue()
