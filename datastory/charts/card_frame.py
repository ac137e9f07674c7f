"""Where a drawing stands on a share image, and so how large its words are there."""

from __future__ import annotations

# Pixels of 1200 by 630: below a title of two lines, or beside a narrow one.
BELOW, BESIDE = (1072, 286), (540, 440)
SMALLEST = 42  # of text; a share image is shown 300 wide, where this is 10.5


def beside(size: tuple[float, float]) -> bool:
    """Whether a drawing of this width and height, in units, is larger beside the title."""
    return _scale(size, BESIDE) > _scale(size, BELOW)


def scale(size: tuple[float, float]) -> float:
    """Pixels of the share image for a unit of the drawing."""
    return max(_scale(size, BESIDE), _scale(size, BELOW))


def _scale(size: tuple[float, float], box: tuple[int, int]) -> float:
    return min(box[0] / size[0], box[1] / size[1])
