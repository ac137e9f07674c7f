"""Does this text say that quantity? And which figures does it say?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .numerals import Quantity, parse_value


@dataclass(frozen=True)
class Figure:
    """A number in a text, at `text[start:end]`."""

    start: int
    end: int
    text: str
    quantity: Quantity | None


def says(words: str, fact: Quantity) -> str | None:
    """None if the linked words state the fact, else one sentence that tells why not."""
    said = parse_value(words)
    if isinstance(said, str):
        return said
    if said.value == fact.value and said.qualifier == fact.qualifier:
        return None
    return f"'{words}' does not say {fact.text}"


def quoted(quotation: str, fact: Quantity) -> str | None:
    """None if the quotation says the fact exactly, else why not."""
    return None if fact.text in quotation else f"the quotation does not say {fact.text}"


def figures(text: str, names: Sequence[str] = ()) -> list[Figure]:
    """Every number in prose that nothing exempts, in order."""
    return [
        Figure(m.start(), m.end(), m[0], None)
        for m in re.finditer(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d", text)
        if not re.fullmatch(r"19\d\d|20\d\d|2100", m[0])
    ]


def numbers(text: str) -> list[Figure]:
    """Every number in a document but years and dates, in order."""
    return figures(text)


def rewritten(words: str, fact: Quantity) -> str | None:
    """The same words with the number replaced so that they say the fact; None when unsure."""
    return None
