"""Sets words in lines of a given width, measured with the faces that they are drawn in."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping
from io import BytesIO

from msgspec import Struct

from ..cache import cached
from ..lazy_imports import Image, ImageDraw, ImageFont
from ..numbers import line_breaks
from ..problem import Location, Problem
from ..site.chart_style import COPY, MEASURED, THEME, ChartStyle, load_style
from ..site.font_subsets import BASE, BLANK, WIDER, has, order
from ..site.wording import shortened

TRIAL = 1000  # pixels at which a face is measured


class Lines(Struct, frozen=True):
    size: float
    lines: tuple[str, ...]


def usable_style(tree: Mapping[str, bytes]) -> tuple[ChartStyle, list[Problem]]:
    """How charts look, and what is wrong with that: without its fonts nothing can be drawn."""
    look, problems = load_style(tree)
    return look, problems + unusable_fonts(look.faces, look.font, bool(problems))


@cached(lambda *asked: asked)
def unusable_fonts(faces: dict[str, bytes], font: str, broken: bool) -> list[Problem]:
    """Every font can be read, and `font`, as CSS names it, begins with one of theirs.

    Where the style is `broken` otherwise, what it says of fonts is not looked at.
    """
    problems: list[Problem] = []
    families = set()
    for name, data in faces.items():
        try:
            family = ImageFont.truetype(BytesIO(data)).getname()[0]
            families |= set() if WIDER in name else {family}
        except OSError:
            problems.append(Problem(Location(MEASURED + name), f"this is no font; {COPY}"))
    if not problems and not broken and faces and font.split(",")[0] not in families:
        known = ", ".join(sorted(map(str, families)))
        message = f'both: "font" must begin with one of those in {MEASURED}: {known}'
        problems.append(Problem(Location(THEME), message))
    if not faces:
        problems.append(Problem(Location(MEASURED), f"there is no font here; {COPY}"))
    return problems


class Typesetter:
    """`faces` are TTF files by name: `"story-serif-400.ttf"`. Widths and sizes are in pixels."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        self._faces = {name.removesuffix(".ttf"): data for name, data in faces.items()}
        self._fonts: dict[tuple[str, float], ImageFont.FreeTypeFont] = {}
        self._runs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._widths: dict[tuple[str, str], float] = {}
        self._drawn: dict[tuple[str, str, float], tuple[Image.Image, int, int]] = {}

    def runs(self, words: str, face: str) -> list[tuple[str, str]]:
        """`"½ Київ"` -> `[("½ ", "story-serif-400"), ("Київ", "story-serif-wider-400")]`

        A letter that the face lacks is set in the next that has it; one that none has, in the face.
        """
        if BASE.issuperset(words):
            return [(words, face)]
        if (words, face) not in self._runs:
            self._runs[words, face] = self._runs_of(words, face)
        return self._runs[words, face]

    def _runs_of(self, words: str, face: str) -> list[tuple[str, str]]:
        wanted = order(face, self._faces)
        runs: list[tuple[str, str]] = []
        for letter in words:
            last = runs[-1][1] if runs else face
            first = last if letter in BLANK or unicodedata.combining(letter) else face
            found = next(
                (name for name in (first, *wanted) if letter in has(self._faces.get(name, b""))),
                last,
            )
            if runs and found == last:
                runs[-1] = runs[-1][0] + letter, found
            else:
                runs.append((letter, found))
        return runs

    def font(self, face: str, size: float) -> ImageFont.FreeTypeFont:
        """A face at a size in pixels; the first one there is where the templates lack it."""
        if (face, size) not in self._fonts:
            data = self._faces.get(face) or next(iter(self._faces.values()))
            self._fonts[face, size] = ImageFont.truetype(BytesIO(data), size)
        return self._fonts[face, size]

    def width(self, words: str, face: str, size: float) -> float:
        """The width of words on one line, in pixels, at a size in pixels."""
        if (words, face) not in self._widths:
            self._widths[words, face] = sum(
                self.font(name, TRIAL).getlength(run) / TRIAL
                for run, name in self.runs(words, face)
            )
        return self._widths[words, face] * size

    def drawn(self, word: str, face: str, size: float) -> tuple[Image.Image, int, int]:
        """Where a word in letters of the face has ink, and what of that lies right of its start
        and below its line.

        Kept, as cards have most of their words in common, and a word is slow to draw.
        """
        if (word, face, size) not in self._drawn:
            font = self.font(face, size)
            left, top, right, bottom = map(round, font.getbbox(word, anchor="ls"))
            shape = Image.new("L", (right - left, bottom - top))
            ImageDraw.Draw(shape).text((-left, -top), word, 255, font, "ls")
            self._drawn[word, face, size] = shape, left, top
        return self._drawn[word, face, size]

    def fitted(
        self, words: str, face: str, sizes: tuple[float, float], width: float, most: int
    ) -> Lines:  # fmt: skip
        """The largest of `sizes` (largest, smallest) at which the words stand in `most` lines.

        Lines are about even in length. What does not fit at the smallest size is cut.
        """
        size, smallest = sizes

        def fit(words: str) -> bool:
            lines = self._lines(words, face, size, width)
            return len(lines) <= most and max(self.width(one, face, size) for one in lines) <= width

        while size > smallest and not fit(words):
            size -= 2
        words = shortened(words, fit)
        lines = self._lines(words, face, size, width)
        narrow, wide = width / 2, width
        while wide - narrow > size / 4:
            middle = (narrow + wide) / 2
            fits = len(self._lines(words, face, size, middle)) <= len(lines)
            narrow, wide = (narrow, middle) if fits else (middle, wide)
        return Lines(size, tuple(self._lines(words, face, size, wide)))

    def cut(self, words: str, face: str, size: float, width: float) -> str:
        """The words if they fit, or as many as do, and "…"."""
        return shortened(words, lambda few: self.width(few, face, size) <= width)

    def _lines(self, words: str, face: str, size: float, width: float) -> list[str]:
        lines = [""]
        for word in _unbroken(words):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, face, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines


@functools.lru_cache(maxsize=1024)  # lines are tried in many widths
def _unbroken(text: str) -> tuple[str, ...]:
    return tuple(line_breaks.words(text))
