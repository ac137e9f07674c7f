"""`.csv` and `.tsv`: rows of cells between commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io

from ...problem import Refused
from .document import Document, Table
from .encoding import decoded

SEPARATORS = (",", ";", "\t")
TRIED = 20  # lines by which the separator is told


def read(data: bytes, encoding: str) -> Document | Refused:
    text = decoded(data, encoding)
    if isinstance(text, Refused):
        return text
    separator = _separator(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        return Refused(f"is no table that can be read ({error}); save it again")
    if not any(any(cell.strip() for cell in row) for row in rows):
        return Refused("holds no rows")
    width = max(map(len, rows))
    whole = tuple(tuple([cell.strip() for cell in row] + [""] * (width - len(row))) for row in rows)
    return Document("a table", tables=(Table("", whole, separator == ";"),))


def _separator(text: str) -> str:
    """The one that splits most of the first lines into equally many cells, and more than one."""
    lines = text.split("\n", TRIED)[:TRIED]

    def alike(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual), usual) if usual > 1 else (0, 0)

    return max(SEPARATORS, key=alike)
