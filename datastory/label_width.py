"""How wide the labels of a chart are, before anything is drawn."""

from __future__ import annotations

import re
import unicodedata

LETTER = 7.2  # units for a letter, on the safe side
WIDE_LETTER = 13.4  # and for one of Chinese, which is as wide as it is high


def length(words: str) -> float:
    """Units that a label takes, on the safe side."""
    return sum(
        WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in words
    )


def wrapped(words: str, room: float) -> list[str]:
    """The lines of a label that has `room` units, broken at spaces and between Chinese letters.

    `("Office for Public Works", 110)` -> `["Office for", "Public Works"]`. A word that is wider
    has a line of its own.
    """
    lines: list[str] = []
    for piece in re.findall(r"\s*(?:[\u3400-\u9fff]|[^\s\u3400-\u9fff]+)", words):
        if lines and length(lines[-1] + piece) <= room:
            lines[-1] += piece
        else:
            lines.append(piece.strip())
    return lines
