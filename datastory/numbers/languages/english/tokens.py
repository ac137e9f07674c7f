"""A text's number words and digits, one by one, and what links each to the next."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from ... import hanzi
from ...quantity import MOST_DIGITS, ONE, PRECISE
from .number_words import CARDINALS, COUNTS, MULTIPLES, ORDINALS, PARTS, VAGUE

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"


class Token(NamedTuple):
    """`kind` is that of LEXICON, or digits, th ("22nd"), vulgar ("½"), unreadable ("1,2"), or one
    of those of `hanzi`. `step` is the size of the last place written."""

    kind: str
    value: Decimal
    step: Decimal
    start: int
    end: int


class Tokens(Struct, frozen=True):
    text: str
    all: tuple[Token, ...]

    def link(self, i: int) -> str:
        """What links token i to the next: "" for a space or hyphen, the words between them, "…"."""
        if not 0 <= i < len(self.all) - 1:
            return "…"
        between = self.text[self.all[i].end : self.all[i + 1].start]
        if len(between) < 2:
            return "" if between in ("", " ", "-", "‑", "\n", "\u00a0") else between
        if len(between) > 15:
            return "…"
        return " ".join(re.split(r"[\s‑-]+", between.lower())).strip()


def _lexicon() -> Iterator[tuple[str, tuple[str, Decimal]]]:
    tables = {"part": PARTS, "ordinal": ORDINALS, "cardinal": CARDINALS, "count": COUNTS,
              "multiple": MULTIPLES, "vague": dict.fromkeys(VAGUE, ONE),
              "half": {"half": Decimal(2)}, "quarter": {"quarter": Decimal(4)}}  # fmt: skip
    for kind, table in tables.items():
        for word, value in table.items():
            yield word, (kind, value)


LEXICON = dict(_lexicon())
# Three letters decide quickly about the many words that are no number words.
_BEGINNINGS = "|".join(
    "".join(f"[{c}{c.upper()}]" for c in start) for start in sorted({w[:3] for w in LEXICON})
)
_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_DIGITS = (
    rf"(?:[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,2}}(?P<gap>{_SPACE})\d{{3}}(?:(?P=gap)\d{{3}})*"
    rf"|[1-9]\d{{0,2}}(?:['’]\d{{3}})+|\d+)(?:\.\d+)?"
)
_ATOM = (
    rf"(?=[.\d])(?:(?P<digits>(?:(?<!\d){_DIGITS}|(?<![\w.])\.\d+)(?![.,'’．]?\d|[⁰¹²³⁴-⁹]))"
    r"(?P<th>(?:st|nd|rd|th)\b)?|(?P<run>\d(?:[.,'’．]?\d)*))"
    rf"|\b(?P<word>(?:{_BEGINNINGS})[A-Za-z]*)\b"
    rf"|(?P<vulgar>[{VULGAR}])"
    r"|(?P<sign>[\u2160-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793])"
)
ATOM = re.compile(_ATOM)
_SEPARATORS = re.compile(rf"[,'’]|{_SPACE}")


def tokens(text: str) -> Tokens:
    """`"two and 3½"` -> cardinal 2, digits 3, vulgar 0.5."""
    atom = _hanzi_atom() if hanzi.BESIDE.search(text) else ATOM
    found = (_token(match) for match in atom.finditer(text))
    return Tokens(text, tuple(filter(None, found)))


@functools.cache  # few texts need it, and it is slow to compile
def _hanzi_atom() -> re.Pattern[str]:
    return re.compile(rf"(?P<hanzi>(?<![\d.,])(?:{hanzi.NUMBER}))|{_ATOM}")


def near(text: str, start: int, end: int) -> bool:
    """Whether a number may stand in `text[start:end]`."""
    return bool(ATOM.search(text, start, end) or hanzi.BESIDE.search(text, start, end))


def _token(match: re.Match[str]) -> Token | None:
    start, end = match.span()
    if match["word"]:
        known = LEXICON.get(match["word"].lower())
        return Token(*known, ONE, start, end) if known else None
    if match["vulgar"]:
        over, under = unicodedata.normalize("NFKC", match["vulgar"]).split("\u2044")
        return Token("vulgar", PRECISE.divide(Decimal(over), Decimal(under)), ONE, start, end)
    if match.re is not ATOM and match["hanzi"]:
        read = hanzi.value(match["hanzi"])
        kind = hanzi.kind(match["hanzi"]) if read else "unreadable"
        return Token(kind, *(read or (ONE, ONE)), start, end)
    written = _SEPARATORS.sub("", match["digits"] or "")
    if not written or len(written) > MOST_DIGITS:
        return Token("unreadable", ONE, ONE, start, end)
    value = Decimal(written)
    if match["th"]:
        return Token("th", value, ONE, start, end)
    return Token("digits", value, ONE.scaleb(int(value.as_tuple().exponent)), start, end)
