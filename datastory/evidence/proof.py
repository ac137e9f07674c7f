"""The proof of a fact: a quotation, a reading, a cell, a formula, or an open assumption."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal
from urllib.parse import quote

from msgspec import Struct

from ..problem import Location

Evidence = Literal["document", "cell", "excerpt", "reading", "formula", "assumed"]
FRAGMENT_WORDS = 4  # at each end of a long quotation, by which browsers find it


class Place(Struct, frozen=True):
    """Where in a kept document something stands: "line 14", "page 12", "under ‘Method’".

    `before` and `after` are the rest of the sentence around a quotation.
    """

    name: str
    before: str = ""
    after: str = ""


class Quotation(Struct, frozen=True, tag=True):
    """Words of a source that say the value as a number. `place` is None where nothing is kept."""

    source: str
    words: str
    place: Place | None
    where: Location

    @property
    def evidence(self) -> Evidence:
        return "document" if self.place else "excerpt"


class Reading(Struct, frozen=True, tag=True):
    """Words of a source that give the value otherwise; `how` says in a sentence how."""

    evidence: ClassVar[Evidence] = "reading"
    source: str
    words: str
    how: str
    place: Place | None
    where: Location


class Cell(Struct, frozen=True, tag=True):
    """A cell of a kept table: its text, its flag if it bears one, and what a one in it stands for.

    `"13.3"`, `"p"`, `"100 million yuan"`; `place` is "sheet T20-1, Year 2024, GDP".
    """

    evidence: ClassVar[Evidence] = "cell"
    source: str
    text: str
    flag: str
    unit: str
    place: Place
    where: Location


class Formula(Struct, frozen=True, tag=True):
    """`text` as written; `inputs` the ids it reads, in order; `exact` its value before rounding.

    `compared` are the values of both sides of a comparison, as printed.
    """

    evidence: ClassVar[Evidence] = "formula"
    text: str
    inputs: tuple[str, ...]
    exact: Decimal | bool
    where: Location
    compared: tuple[str, ...] = ()


class Assumed(Struct, frozen=True, tag=True):
    """A premise of the author's own, and why it is assumed."""

    evidence: ClassVar[Evidence] = "assumed"
    why: str
    where: Location


Proof = Quotation | Reading | Cell | Formula | Assumed


def opened_at(url: str, proof: Proof) -> str:
    """The address that opens a source where the proof stands, or its `url` where none is known.

    `"https://a.org/r.pdf"` and page 12 -> `"https://a.org/r.pdf#page=12"`; a quotation of a page
    -> `"https://a.org/#:~:text=over%2075%25"` (the text fragments of WICG).
    """
    if not url or "#" in url or isinstance(proof, Cell | Formula | Assumed):
        return url
    name = proof.place.name if proof.place else ""
    if name.startswith("page "):
        return f"{url}#page={name.removeprefix('page ')}"
    if url.lower().partition("?")[0].endswith((".pdf", ".docx", ".xlsx", ".csv", ".json")):
        return url
    words = proof.words.split()
    ends = [" ".join(words)]
    if len(words) > 3 * FRAGMENT_WORDS:
        ends = [" ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])]
    return f"{url}#:~:text={','.join(_escaped(end) for end in ends)}"


def _escaped(words: str) -> str:
    """Percent-encodes words for a text fragment, where "-", "," and "&" have a meaning."""
    return quote(words, safe="").replace("-", "%2D")
