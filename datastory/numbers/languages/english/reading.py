"""Numbers in a text, with all that belongs to them: qualifier, sign, currency, scale, unit.

One reader, `find_numbers`, serves values, quotations and prose, so that they cannot disagree.
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from ... import qualifiers
from ...qualifiers import DOWNWARD, OVER, UPWARD
from ...quantity import BareNumber, Figure, Quantity
from ...units import (
    MONEY,
    PERCENT,
    PERMILLE,
    POINTS,
    POUNDS,
    POUNDS_OR_WEIGHT,
    RATIO,
    below_at,
    currency_before,
    glued_at,
    rate_at,
    unit_at,
)
from ..tables import scaled_alike
from .bare_numbers import bare_numbers
from .number_words import SHORT_SCALES
from .tokens import LEXICON

COUNTS = ("digits", "words")  # kinds of core that have units, scales, neighbours in a range
SCALE = re.compile(
    r"(?:(?P<near>[kKmMbB]|[mbt]n|Bn|Tn|[mb]ln|trn|Mio|mil|bil)|[\s-](?P<far>[kmM]|[mbt]n|[mb]ln|trn))"
    r"(?![\w²³&])"
)
# "3.2 × 10^6", "3.2×10⁶", "1e-5"
TENS = re.compile(
    r"\s?[×x]\s?10(?:\^|\*\*)?(?P<power>[-−]?\d{1,2}(?!\d)|[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
    r"|[eE](?P<e>[-−+]?\d{1,2})(?![\w.])"
)
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
TIMES = re.compile(r"-?fold\b|\s?[x×](?!\w)|[\s-]times\b|倍")
OF_PERCENT = re.compile(r"\s+(?:of\s+)?(?:an?|one)(?=[\s-]+per[\s-]?cent)", re.I)
SIGN = re.compile(r"(?:(?<![\w)\]%\ufffc\ufffb])[-−–]|\b(?:[Mm]inus|[Nn]egative)\s+)$")
SIGN_ENDS = ("-", "−", "–", "minus ", "negative ")
FURTHER = re.compile("[余餘多]")  # inside a number: 800多亿 is over 80 billion
LETTER = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ_]")  # neither × nor ÷
GLUED = re.compile(r"[A-Za-zÀ-ɏ_]\w*")
LETTERS_END = re.compile(r"[A-Za-zÀ-ɏ_]+(?!\w)")
# "COVID-19", "type-2": a name; but "sub-10", "over-75s" and "twenty-5" are numbers.
NAME_BEFORE = re.compile(r"(?<![\w-])[^\W\d_][\w.]*(?:[-‑][\w.]+)*(?=[-‑]$)")
NO_NAMES = frozenset(LEXICON) | {
    "over", "under", "above", "below", "sub", "pre", "post", "mid", "non", "plus", "minus", "up",
    "near", "nearly", "some", "about", "around", "top", "last", "first", "bottom", "best", "rank",
}  # fmt: skip
LINK = re.compile(r"\s*(?:[-–—‑,~～至到]|\b(?:to|through|and|or)\b)\s*")
LIKE_YEAR = re.compile(r"(19|20)\d\d|2100")
MILLION = Decimal(1_000_000)


def find_numbers(text: str) -> list[Figure]:
    """Every number in the text, in order. Names that hold digits (H200, 5G) are no numbers."""
    figures: list[Figure] = []
    for core in bare_numbers(text):
        figure = _around(text, core)
        if figure and not (figures and core.start < figures[-1].end):
            figures.append(figure)
    linked = False
    for i in range(len(figures) - 2, -1, -1):
        shared = _shared(text, figures[i], figures[i + 1], linked)
        linked = shared is not None
        if shared:
            figures[i], figures[i + 1] = shared
    return figures


def _around(text: str, core: BareNumber) -> Figure | None:
    """The number with what belongs to it on both sides; None if its digits are part of a name."""
    power, end = _power(text, core)
    times = TIMES.match(text, end) if core.kind in COUNTS else None
    after, end = qualifiers.after(text, times.end() if times else end)
    unit = RATIO if core.kind == "ratio" else ""
    if not times and core.kind not in ("ordinal", "ratio"):
        part = OF_PERCENT.match(text, end) if core.kind == "fraction" else None
        unit, last = unit_at(text, part.end() if part else end)
        if not unit and core.kind == "digits" and end == core.end:
            unit, last = glued_at(text, end)
        end = last if unit else end
    if unit == POUNDS_OR_WEIGHT and core.scale.scaleb(power) >= MILLION:
        unit = POUNDS  # nobody weighs by the million
    if not after:
        after, end = qualifiers.after(text, end)
    start, money, sign = _left(text, core)
    unit = unit or money
    if unit not in ("", PERCENT, PERMILLE, POINTS):
        below, end = below_at(text, end)
        unit += below
    elif not unit and core.kind in COUNTS and not times:
        unit, end = rate_at(text, end)
    if core.kind == "digits" and not (money or times or unit == PERCENT):
        if _is_name(text, core, unit, power):
            return None
        if not unit and not power and (glued := GLUED.match(text, core.end)):
            core, end = replace(core, kind="unreadable", value=None), glued.end()  # 4x4, 5e3
    before, start = qualifiers.before(text, start)
    if {before, after} & UPWARD and {before, after} & DOWNWARD:
        core = replace(core, kind="unreadable", value=None)  # "over 75% or less"
    if times or power:
        kind = "multiple" if times else core.kind
        core = replace(core, kind=kind, scale=core.scale.scaleb(power))
    words = text[start:end]
    if core.value is None:
        return Figure(start, end, words, None, core)
    further = OVER if FURTHER.search(text, core.start, core.end) else ""
    qualifier = before or after or further or qualifiers.late(text, end)
    quantity = Quantity(
        core.value.scaleb(power),
        unit,
        qualifier,
        core.step,
        words,
        span=(core.start - start, core.end - start),
        scale=core.scale,
        kind=core.kind,
    )  # fmt: skip
    return Figure(start, end, words, _based(quantity, power, sign), core)


def _based(quantity: Quantity, power: int, sign: bool) -> Quantity:
    """With its sign, in base units: 2.450E+9 is 2450000000, 5‰ are 0.5%."""
    value, step = -quantity.value if sign else quantity.value, quantity.step.scaleb(power)
    unit = quantity.unit
    if unit == PERMILLE:
        value, step, unit = value.scaleb(-1), step.scaleb(-1), PERCENT
    return replace(quantity, value=_plain(value), step=_plain(step), unit=unit)


def _plain(value: Decimal) -> Decimal:
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _power(text: str, core: BareNumber) -> tuple[int, int]:
    """The power of ten of "5m", "5 bn", and where it ends."""
    plain = core.kind == "digits" and core.scale == 1
    if plain and (tens := TENS.match(text, core.end)):
        return int((tens["power"] or tens["e"]).translate(RAISED)), tens.end()
    match = SCALE.match(text, core.end) if plain else None
    if not match:
        return 0, core.end
    return SHORT_SCALES[match["near"] or match["far"]].adjusted(), match.end()


def _left(text: str, core: BareNumber) -> tuple[int, str, bool]:
    """(where it begins, currency, whether negative) of what stands before: "-$5" or "$-5"."""
    start, money, sign = core.head, "", False
    for _ in range(2):
        if not money:
            money, start = currency_before(text, start)
        if not sign and text[max(0, start - 9) : start].lower().endswith(SIGN_ENDS):
            match = SIGN.search(text, max(0, start - 9), start)
            sign, start = (True, match.start()) if match else (sign, start)
    return start, money, sign


def _is_name(text: str, core: BareNumber, unit: str, power: int) -> bool:
    """H200, F-16, 5G: begins with a letter, or ends in one that is no unit; no scale beside it."""
    scaled = core.scale != 1
    if core.head and LETTER.match(text, core.start - 1) and not scaled:
        return not (power and text[core.end : core.end + 1].isspace())
    hyphen = text[core.start - 1 : core.start] in ("-", "‑")
    name = NAME_BEFORE.search(text, max(0, core.start - 40), core.start) if hyphen else None
    decimal = name and name[0].islower() and "." in text[core.start : core.end]  # "price-2.50"
    if name and not decimal and not NO_NAMES & set(re.split("[-‑]", name[0].lower())):
        return not (power or scaled)
    return not (unit or power or scaled) and bool(LETTERS_END.match(text, core.end))


def _shared(text: str, left: Figure, right: Figure, linked: bool) -> tuple[Figure, Figure] | None:
    """In "5 to 7 million" and "10, 20 and 30%" the scale and the unit belong to each."""
    mine, yours = left.quantity, right.quantity
    link = LINK.fullmatch(text, left.end, right.start)
    if not mine or not yours or not link or (link[0].strip() == "," and not linked):
        return None
    if not {left.core.kind, right.core.kind} <= set(COUNTS) or LIKE_YEAR.fullmatch(left.text):
        return None
    if yours.unit and mine.unit not in ("", yours.unit):
        return None
    if mine.unit in MONEY and not yours.unit:
        right = replace(right, quantity=replace(yours, unit=mine.unit))
    elif not yours.unit and (mine.unit or right.core.scale == 1):
        return None  # "by 4.4% to 2.31 million" is no range either
    return scaled_alike(left, right), right
