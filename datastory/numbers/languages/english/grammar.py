"""English: `245.31 billion yuan`, `over 75%`, `second`."""

from __future__ import annotations

import re
from decimal import Decimal

from ...hanzi import HAN
from ...qualifiers import BEFORE, LATE, before
from ...quantity import Figure, Quantity
from ...units import PERCENT, called, singular
from ..grammar import Grammar
from .exemptions import MONTHS, is_idle_one, is_rate_base, is_year, masked
from .idioms import is_idiom
from .number_words import ORDINALS, SCALES
from .reading import find_numbers
from .unreadable_amounts import disguises

_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
# Dates of data.yaml in Chinese, and what may stand around them.
QUARTERS = ("first", "second", "third", "fourth")
_CHINESE_DATE = re.compile(r"(\d{4})年?(?:(\d\d?)月)?(?:(\d\d?)[日号])?")
_CHINESE_QUARTER = re.compile(r"(\d{4})年?第?([一二三四1-4])季度?")
_CHINESE_PLAN = re.compile(r"[“\"]?十([一二三四五六])五[”\"]?(?:规划)?(?:时期|期间)?")
_CHINESE_RANGE = re.compile("(.+?)(?:至|到|[-–—~～])(.+)")
_CHINESE_AROUND = tuple(
    (re.compile(chinese), english)
    for chinese, english in {
        "(.+)以来": "since {}", "(?:截至|截止)(.+)": "as of {}", "(.+年)[底末]": "end of {}",
        "(.+年)初": "start of {}", "(.+月)[底末]": "end of {}", "(.+)版": "{} edition",
        "(.+)规划": "plan of {}", "据(.+)报道": "as reported in {}", "到(.+)": "by {}",
        "约(.+)": "about {}", "(.+年)上半年": "first half of {}",
        "(.+年)下半年": "second half of {}",
        "(.+)计划": "plan of {}",
    }.items()
)  # fmt: skip
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
    """`"2025-12-18"` -> `"18 December 2025"`, `"2025-12"` -> `"December 2025"`; else as it is.

    What stands in Chinese in data.yaml is read too: `"2024年上半年"` -> `"first half of 2024"`.
    """
    if HAN.search(when):
        return _from_chinese(when)
    match = _DATE.fullmatch(when)
    if not match or not 1 <= int(match[2]) <= 12:
        return when
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{MONTHS[int(match[2]) - 1]} {match[1]}"


def _from_chinese(when: str) -> str:
    if match := _CHINESE_DATE.fullmatch(when):
        year, month, day = match.groups()
        return date("-".join(f"{int(part):02}" for part in (year, month, day) if part))
    if match := _CHINESE_QUARTER.fullmatch(when):
        quarter = "一二三四".find(match[2]) + 1 or int(match[2])
        return f"{QUARTERS[quarter - 1]} quarter of {match[1]}"
    if match := _CHINESE_PLAN.fullmatch(when):
        return f"{'一二三四五六'.index(match[1]) + 11}th Five-Year Plan"
    between = _CHINESE_RANGE.fullmatch(when)
    if between and not any(HAN.search(date(one)) for one in between.groups()):
        return f"{date(between[1])} to {date(between[2])}"
    for pattern, form in _CHINESE_AROUND:
        if (match := pattern.fullmatch(when)) and not HAN.search(date(match[1])):
            return form.format(date(match[1]))
    return when


GRAMMAR = Grammar(
    code="en", read=find_numbers, masked=masked, is_year=is_year, is_idle=is_idle, leading=before,
    late=late, qualifiers=frozenset(BEFORE), disguises=disguises, beside=BESIDE, denied=NOT,
    written=written, qualifier=str, unit=called, date=date, scales=SCALES,
    slip=lambda factor: "", rewritten=None, sentence_end=SENTENCE_END, strange=HAN,
)  # fmt: skip
