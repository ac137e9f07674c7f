"""Sets words in lines of a given width, measured with the faces that they are drawn in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

TRIAL = 1000  # pixels at which a face is measured


@dataclass(frozen=True)
class Lines:
    size: float
    lines: tuple[str, ...]


class Setter:
    """`faces` are TTF files by name: `"story-serif-400.ttf"`. Widths and sizes are in pixels."""

    def __init__(self, faces: Mapping[str, bytes]) -> None:
        from PIL import ImageFont  # slow to import, and only needed for what is not in the cache

        self._faces = {
            name.removesuffix(".ttf"): ImageFont.truetype(BytesIO(data), TRIAL)
            for name, data in faces.items()
        }

    def width(self, words: str, face: str, size: float, spacing: float = 0) -> float:
        """`spacing` is between letters, in sizes."""
        if face not in self._faces:  # another story's templates may have other faces
            return len(words) * size * (0.5 + spacing)
        return (float(self._faces[face].getlength(words)) / TRIAL + len(words) * spacing) * size

    def fitted(
        self, words: str, face: str, sizes: tuple[float, float], width: float, most: int,
        spacing: float = 0,
    ) -> Lines:  # fmt: skip
        """The largest of `sizes` (largest, smallest) at which the words stand in `most` lines.

        Lines are about even in length. What does not fit at the smallest size is cut.
        """
        size, smallest = sizes
        while size > smallest and len(self._lines(words, face, size, width, spacing)) > most:
            size -= 2
        lines = self._lines(words, face, size, width, spacing)
        if len(lines) > most:
            last = self.cut(" ".join(lines[most - 1 :]), face, size, width)
            return Lines(size, (*lines[: most - 1], last))
        narrow, wide = width / 2, width
        while wide - narrow > size / 4:
            middle = (narrow + wide) / 2
            fits = len(self._lines(words, face, size, middle, spacing)) <= len(lines)
            narrow, wide = (narrow, middle) if fits else (middle, wide)
        return Lines(size, tuple(self._lines(words, face, size, wide, spacing)))

    def cut(self, words: str, face: str, size: float, width: float) -> str:
        """The words if they fit, or as many as do, and "…"."""
        if self.width(words, face, size) <= width:
            return words
        while words and self.width(f"{words}…", face, size) > width:
            words = words[:-1].rstrip(" ,;:–")
        return f"{words}…"

    def _lines(
        self, words: str, face: str, size: float, width: float, spacing: float
    ) -> list[str]:
        lines = [""]
        for word in words.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, face, size, spacing) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines
