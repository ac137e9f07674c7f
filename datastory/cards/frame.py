"""What a share image shows, and how large a drawing and so its words are there."""

from __future__ import annotations

from msgspec import Struct

# Pixels of 1200 by 630: below a title of two lines, or beside a narrow one.
BELOW, BESIDE = (1072, 286), (540, 440)
SMALLEST = 42  # of text; a share image is shown 300 wide, where this is 10.5


class Card(Struct, frozen=True):
    """A title with at most one of: a figure, rows, a drawing. `left` and `right` stand below.

    `value` is (words before, number, words after), `rows` are (name, value), `drawing` is an SVG,
    `measured` the line below it that says what it shows, in which unit.
    """

    address: str
    title: str
    left: str
    right: str
    value: tuple[str, str, str] | None = None
    rows: tuple[tuple[str, str], ...] = ()
    drawing: str = ""
    measured: str = ""


def beside(size: tuple[float, float]) -> bool:
    """Whether a drawing of this width and height, in units, is larger beside the title."""
    return _scale(size, BESIDE) > _scale(size, BELOW)


def scale(size: tuple[float, float]) -> float:
    """Pixels of the share image for a unit of the drawing."""
    return max(_scale(size, BESIDE), _scale(size, BELOW))


def _scale(size: tuple[float, float], box: tuple[int, int]) -> float:
    return min(box[0] / size[0], box[1] / size[1])
