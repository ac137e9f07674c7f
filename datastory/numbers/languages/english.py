"""English: `245.31 billion yuan`, `over 75%`, `second`."""

from __future__ import annotations

import re
from decimal import Decimal

from ..disguises import disguises
from ..exemptions import is_idle_one, is_rate_base, is_year, masked
from ..hanzi import HAN
from ..idioms import is_idiom
from ..lexicon import ORDINALS, SCALES
from ..qualifiers import BEFORE, LATE, before
from ..quantity import Figure, Quantity
from ..reading import find_numbers
from ..units import PERCENT, called, singular
from .grammar import Grammar

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
BESIDE = re.compile(
    r"\ufffc[\s-]?(?:[%％‰]|per[\s-]?cent\b|pct\b|(?:hundred|thousand|million|billion|trillion|dozen)s?\b)"
    r"|\ufffc(?:\s?(?:bn|tn|mn|[kmM])|[bBK])(?![\w²³&])|\ufffc\+"
    r"|(?:\b[A-Z]{1,2})?[$€£¥₩₹￥＄]\s?\ufffc|(?<![\w)\ufffc])[-−]\ufffc|\b(?:minus|negative)\s\ufffc"
)
WRITTEN = [(word, SCALES[word]) for word in ("trillion", "billion", "million")]
NOT = re.compile(r"\b(?:not|never|no|nor|neither)\s+$", re.I)
# A sentence ends at . ! or ?, but not behind an initial or a short form.
SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[Nn]o)(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bvs)(?<!\bca)"
    r"(?<!\be\.g)(?<!\bi\.e)[.!?]+[\"”’')\]]*\s+(?=[^a-z\s])|\n\s*\n"
)


def is_idle(figure: Figure, text: str) -> bool:
    """Whether a number in prose is no figure: a bare year, an idle "one", part of a phrase."""
    bare = is_year(figure, text) or is_idle_one(figure, text)
    return bare or is_rate_base(figure, text) or is_idiom(figure, text)


def late(text: str, end: int) -> int:
    match = LATE.match(text, end)
    return match.end() if match else end


def written(quantity: Quantity) -> str:
    """The value as data.yaml writes it; of `2453.1亿元` it is "245.31 billion yuan"."""
    if not HAN.search(quantity.text):
        return quantity.text
    if quantity.text.startswith(("第", "首")):
        words = {value: word for word, value in ORDINALS.items()}
        return words.get(quantity.value, f"{quantity.value:f}th")
    size = abs(quantity.value)
    scale, word = next(((s, w) for w, s in WRITTEN if size >= s), (Decimal(1), ""))
    digits = f"{(quantity.value / scale).normalize():,f}".replace("-", "−")
    unit = "" if HAN.search(quantity.unit) else called(quantity.unit)
    unit = called(singular(quantity.unit)) if digits == "1" and not word and unit else unit
    value = " ".join(filter(None, (digits, word, unit))).replace(f" {PERCENT}", PERCENT)
    return f"{quantity.qualifier} {value}".strip()


def date(when: str) -> str:
    """`"2025-12-18"` -> `"18 December 2025"`, `"2025-12"` -> `"December 2025"`; else as it is."""
    match = _DATE.fullmatch(when)
    if not match or not 1 <= int(match[2]) <= 12:
        return when
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{MONTHS[int(match[2]) - 1]} {match[1]}"


GRAMMAR = Grammar(
    code="en", read=find_numbers, masked=masked, is_year=is_year, is_idle=is_idle, leading=before,
    late=late, qualifiers=frozenset(BEFORE), disguises=disguises, beside=BESIDE, denied=NOT,
    written=written, qualifier=str, unit=called, date=date, scales=SCALES,
    slip=lambda factor: "", rewritten=None, sentence_end=SENTENCE_END, strange=HAN,
)  # fmt: skip
