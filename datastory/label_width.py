"""How wide the labels of a chart are, before anything is drawn."""

from __future__ import annotations

import unicodedata

LETTER = 7.2  # units for a letter, on the safe side
WIDE_LETTER = 13.4  # and for one of Chinese, which is as wide as it is high


def length(words: str) -> float:
    """Units that a label takes, on the safe side."""
    return sum(
        WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in words
    )
