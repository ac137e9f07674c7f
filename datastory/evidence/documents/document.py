"""What a kept file says once it is read: text whose places have names, and tables."""

from __future__ import annotations

import bisect
import re

from msgspec import Struct

DIGIT_ENDS, DIGIT_BEGINS = re.compile(r"[\d.,%]\s*$"), re.compile(r"\s*[-+−–]?[.\d]")
UNCOMPUTED = "\ufffcformula"  # the text of a cell whose formula was never computed
# Digits and signs that are set high, as footnote marks and powers are.
HIGH = str.maketrans("0123456789+-−()nabcdefghijklmoprstuvwxyz",
                     "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")  # fmt: skip


class Table(Struct, frozen=True):
    """Rows of cells as text, "" where one is empty; a merged cell stands in each of its places.

    `name` is how a place in it is told: "sheet T20-1", "table 2", or "" where it is the whole file.
    `semicolons` says that commas may be those of decimals.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    semicolons: bool = False


class Document(Struct, frozen=True):
    """`text` has lines; `places` are (line from 1, name) where a named place begins.

    Without `places` the lines of the file are its places: "line 14".
    """

    kind: str  # "a text", "a PDF"
    text: str = ""
    places: tuple[tuple[int, str], ...] = ()
    tables: tuple[Table, ...] = ()

    def place(self, line: int) -> str:
        """`14` -> `"line 14"`, `"page 12"` or `"under ‘Method’"`."""
        if not self.places:
            return f"line {line}"
        at = bisect.bisect_right(self.places, line, key=lambda place: place[0]) - 1
        return self.places[max(at, 0)][1]


def beside(left: str, right: str) -> str:
    """What stands between two cells of a row in running text.

    A space, as a reader copies it; but a bar between numbers, which a space would make one.
    """
    return " | " if DIGIT_ENDS.search(left) and DIGIT_BEGINS.match(right) else " "


def column_number(letters: str) -> int:
    """`"A"` -> 0, `"AB"` -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
