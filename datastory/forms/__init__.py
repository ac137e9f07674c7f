"""Forms that stories need often, as plain functions that return Altair charts.

Conveniences: any other Altair chart does as well. Each takes rows of `facts.rows`.
"""

from ..label_width import length
from .bars import bars, labelled_bars, labelled_columns, open_end, rest_bars, share_bar, thickness
from .canvas import across, box, canvas, down, is_narrow, shape, texts
from .dots import Track, bump, dots, intervals, paired_dots
from .ladder import Ladder, ladder, squares
from .maps import View, land, points
from .units import outlines, rows_of_units, units

__all__ = [
    "Ladder", "Track", "View", "across", "bars", "box", "bump", "canvas", "dots", "down",
    "intervals", "is_narrow", "labelled_bars", "labelled_columns", "ladder", "land", "length",
    "open_end", "outlines", "paired_dots", "points", "rest_bars", "rows_of_units", "shape",
    "share_bar", "squares", "texts", "thickness", "units",
]  # fmt: skip
