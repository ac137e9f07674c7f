"""Forms that stories need often, as plain functions that return Altair charts.

Conveniences: any other Altair chart does as well. Each takes rows of `facts.rows`.
"""

from .bars import labelled_bars, labelled_columns
from .canvas import across, box, canvas, down, is_narrow, rows_of, shape, texts, x_unit, y_unit

__all__ = [
    "across", "box", "canvas", "down", "is_narrow", "labelled_bars", "labelled_columns",
    "rows_of", "shape", "texts", "x_unit", "y_unit",
]  # fmt: skip
