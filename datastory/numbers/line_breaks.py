"""Where a line may not end: between a number and its scale or unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .languages.english.reading import find_numbers

MOST = 26  # characters that stay together; more would not fit on a phone beside what leads to them
WORD = re.compile(r" [^\W\d_][\w²³]*")


def spans(text: str, most: int = MOST, alone: bool = False) -> Iterator[tuple[int, int]]:
    """Where a number stands with what belongs to it, if a space is in it.

    `"rose to 12 million yuan in"` -> `(8, 23)`. A text that is the number `alone` has its unit
    behind it, also one that is not known: "52,300 visits".
    """
    if " " not in text:
        return
    for figure in find_numbers(text):
        start = text.rfind(" ", 0, figure.core.start) + 1
        first = WORD.match(text, figure.core.end)
        ends = [figure.end, first.end() if first and (alone or figure.end > first.start()) else 0]
        if alone and (unit := WORD.match(text, figure.end)):
            ends.append(unit.end())
        end = max((end for end in ends if end - start <= most), default=0)
        if " " in text[start:end]:
            yield start, end


def words(text: str) -> list[str]:
    """The text in words, a number and its unit as one: `"12 million yuan in"` -> 2 of them."""
    marked = text
    for start, end in spans(text):
        marked = marked[:start] + marked[start:end].replace(" ", "\n") + marked[end:]
    return [word.replace("\n", " ") for word in marked.split(" ")]
