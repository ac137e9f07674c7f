"""Numbers in a text, with all that belongs to them: qualifier, sign, currency, scale, unit.

One reader, `read`, serves values, quotations and prose, so that they cannot disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from .cores import Core, cores
from .lexicon import (
    ABOUT,
    AFTER,
    AT_LEAST,
    BEFORE,
    DOWNWARD,
    MONEY,
    OVER,
    PERCENT,
    PERMILLE,
    SHORT_SCALES,
    SIGNS_BEFORE,
    UNITS,
    UPWARD,
    UP_TO,
    spelt,
)  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """One number as written.

    `value` is in base units ("245.31 billion yuan" is 245310000000; a percentage is its percent).
    `unit` is "", or a known unit in its one spelling ("yuan", "%", "percentage points"), or, in
    data.yaml, the words as written. `qualifier` is "" or a direction: over, at least, plus
    ("400+", which is either of them), about, nearly, up to, under. `step` is the size of the last
    place written, 10000000 in the example.
    """

    value: Decimal
    unit: str
    qualifier: str
    step: Decimal
    text: str


@dataclass(frozen=True)
class Figure:
    """A number in a text, at `text[start:end]`: qualifier, sign, currency, number, scale, unit.

    `core` is the number itself, with the scale it was multiplied by. `quantity` is None where the
    words give no value, as in "hundreds" or "1,2".
    """

    start: int
    end: int
    text: str
    quantity: Quantity | None
    core: Core


SCALE = re.compile(
    r"(?:(?P<near>[kKmMbB]|[mbt]n|Bn|Tn|[mb]ln|trn|Mio)|[\s-](?P<far>[kmM]|[mbt]n|[mb]ln|trn))"
    r"(?![\w²³&])"
)
TIMES = re.compile(r"-?fold\b|\s?[x×](?!\w)|[\s-]times\b|倍")
GAP = re.compile(r"(?:\s{1,4}|[-‑])?")
OF_PERCENT = re.compile(r"\s+(?:of\s+)?(?:an?|one)(?=[\s-]+per[\s-]?cent)", re.I)
QUALIFIED = re.compile("|".join(f"({pattern})" for pattern in AFTER.values()), re.I)
QUALIFIERS = tuple(AFTER)
LATE = re.compile(r"(?:\s+[A-Za-z-]+){1,4}?\s+or\s+(more|less|fewer|so)\b")
CURRENCY = re.compile(r"(?<![A-Za-z])(?:(?:[A-Z]{1,3} ?)?[$¥€£₩₹₽￥＄]|[A-Z]{3})\s?$|人民币$")
MONEY_ENDS = frozenset("$¥€£₩₹₽￥＄币")
SIGN_ENDS = ("-", "−", "–", "minus ", "negative ")
FURTHER = re.compile("[余餘多]")
SIGN = re.compile(r"(?:(?<![\w)\]%\ufffc\ufffb])[-−–]|\b(?:[Mm]inus|[Nn]egative)\s+)$")
TRAIL = re.compile(r"(?:[A-Za-z.]+\s+){1,5}$")
ENDS = tuple({phrase.rpartition(" ")[2] for phrase in BEFORE})
WORDS = re.compile(r"\S+")
SPACE = re.compile(r"\s")
FIRST_WORD = re.compile(r"[A-Za-z]+|\S")
FIRST_WORDS = {match[0]: "" for unit in UNITS if (match := FIRST_WORD.match(unit))}
LONGEST_UNIT = max(map(len, UNITS)) + 1
PIECE = re.compile(r"[A-Za-z0-9_²³]+|\S")
LETTER = re.compile(r"[A-Za-zÀ-ɏ_]")
NAME_BEFORE = re.compile(
    r"(?<![\w-])(?!(?:Over|Under|Sub|Pre|Post|Mid|Non|Plus|Minus|Up|Near|Some|About)[-‑])[A-ZÀ-Þ][\w.]*(?:[-‑][\w.]+)*[-‑]$"
)
ENDING = re.compile(r"[A-Za-zÀ-ɏ_]+(?!\w)")
LINK = re.compile(r"\s*(?:[-–—‑,~～至到]|\b(?:to|through|and|or)\b)\s*")


def read(text: str) -> list[Figure]:
    """Every number in the text, in order. Names that hold digits (H200, 5G) are no numbers."""
    figures: list[Figure] = []
    for core in cores(text):
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


def _around(text: str, core: Core) -> Figure | None:
    """The number with what belongs to it on both sides; None if its digits are part of a name."""
    power, end = _power(text, core)
    times = TIMES.match(text, end) if core.kind in ("digits", "words") else None
    end = times.end() if times else end
    after, end = _after(text, end)
    unit, end = ("", end) if times or core.kind == "ordinal" else _unit(text, end, core)
    after, end = (after, end) if after else _after(text, end)
    start, money, sign = _left(text, core)
    if core.kind == "digits" and not money and not times and unit != PERCENT:
        if _is_name(text, core, bool(unit), power):
            return None
        if not unit and not power and LETTER.match(text, core.end):
            core = replace(core, kind="unreadable", value=None)  # 4x4, 5e3
    before, start = qualifier_before(text, start)
    if (before in UPWARD and after in DOWNWARD) or (before in DOWNWARD and after in UPWARD):
        core = replace(core, kind="unreadable", value=None)  # "over 75% or less"
    if not after and " or " in text[end : end + 60] and (late := LATE.match(text, end)):
        after = {"more": AT_LEAST, "so": ABOUT}.get(late[1], UP_TO)
    if not after and FURTHER.search(text, core.start, core.end):
        after = OVER
    if times or power:
        kind = "multiple" if times else core.kind
        core = replace(core, kind=kind, scale=core.scale.scaleb(power))
    words = text[start:end]
    if core.value is None:
        return Figure(start, end, words, None, core)
    if unit == PERMILLE:
        unit, power = PERCENT, power - 1
    value = _plain(core.value.scaleb(power) * (-1 if sign else 1))
    step = _plain(core.step.scaleb(power))
    quantity = Quantity(value, unit or money, before or after, step, words)
    return Figure(start, end, words, quantity, core)


def _plain(value: Decimal) -> Decimal:
    """Without the exponent that scaling leaves: 2.450E+9 is 2450000000."""
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _power(text: str, core: Core) -> tuple[int, int]:
    """The power of ten of "5m", "5 bn", and where it ends."""
    match = SCALE.match(text, core.end) if core.kind == "digits" and core.scale == 1 else None
    if not match:
        return 0, core.end
    return SHORT_SCALES[match["near"] or match["far"]].adjusted(), match.end()


def _unit(text: str, end: int, core: Core) -> tuple[str, int]:
    """The longest known unit at `end`, and where it ends; it cuts no word in two."""
    part = OF_PERCENT.match(text, end) if core.kind == "fraction" else None
    gap = GAP.match(text, part.end() if part else end)
    begin = gap.end() if gap else end
    first = FIRST_WORD.match(text, begin)
    if not first or (first[0].isascii() and spelt(first[0], FIRST_WORDS) is None):
        return "", end
    tail = SPACE.sub(" ", text[begin : begin + LONGEST_UNIT])
    for end_of_word in reversed([match.end() for match in PIECE.finditer(tail)]):
        if unit := spelt(tail[:end_of_word], UNITS):
            return unit, begin + end_of_word
    return "", end


def _after(text: str, end: int) -> tuple[str, int]:
    match = QUALIFIED.match(text, end)
    return (QUALIFIERS[(match.lastindex or 1) - 1], match.end()) if match else ("", end)


def _left(text: str, core: Core) -> tuple[int, str, bool]:
    """(where it begins, currency, whether negative) of what stands before the number."""
    start, money, sign = core.head, "", False
    for _ in range(2):
        window = text[max(0, start - 9) : start]
        last = window.rstrip()[-1:]
        if not money and (last in MONEY_ENDS or last.isupper()):
            match = CURRENCY.search(window)
            written = SPACE.sub("", match[0]) if match else " "
            unit = UNITS.get(written) or UNITS.get(written[-1], "")
            if match and unit in MONEY:
                money, start, window = unit, start - len(match[0]), window[: match.start()]
        if not sign and window.lower().endswith(SIGN_ENDS):
            match = SIGN.search(text, max(0, start - 9), start)
            sign, start = (True, match.start()) if match else (sign, start)
    return start, money, sign


def qualifier_before(text: str, start: int) -> tuple[str, int]:
    """The qualifier that ends at `start`, and where it begins."""
    offset = max(0, start - 48)
    window = text[offset:start]
    bare = window.removesuffix(" ")
    for length in range(min(len(bare), 4), 0, -1):
        if bare[-length:] in SIGNS_BEFORE:
            return SIGNS_BEFORE[bare[-length:]], offset + len(bare) - length
    if not window[-1:].isspace() or not bare.lower().rstrip().endswith(ENDS):
        return "", start
    trail = TRAIL.search(window)
    if not trail:
        return "", start
    for word in WORDS.finditer(trail[0]):
        phrase = " ".join(window[trail.start() + word.start() :].lower().split())
        begin = offset + trail.start() + word.start()
        if phrase in BEFORE and text[begin - 1 : begin] not in ("-", "‑"):
            return BEFORE[phrase], begin if BEFORE[phrase] else start
    return "", start


def _is_name(text: str, core: Core, unit: bool, power: int) -> bool:
    """H200, F-16, 5G: begins with a letter, or ends in one that is no unit; no scale beside it."""
    spelt_out = core.scale != 1
    if core.head and LETTER.match(text, core.start - 1) and not spelt_out:
        return not (power and text[core.end : core.end + 1].isspace())
    hyphen = text[core.start - 1 : core.start] in ("-", "‑")
    if hyphen and NAME_BEFORE.search(text, max(0, core.start - 40), core.start):
        return not (power or spelt_out)
    return not (unit or power or spelt_out) and bool(ENDING.match(text, core.end))


def _shared(text: str, left: Figure, right: Figure, linked: bool) -> tuple[Figure, Figure] | None:
    """In "5 to 7 million" and "10, 20 and 30%" the scale and the unit belong to each."""
    mine, yours = left.quantity, right.quantity
    link = LINK.fullmatch(text, left.end, right.start)
    counts = ("digits", "words")
    if not mine or not yours or not link or (link[0].strip() == "," and not linked):
        return None
    if left.core.kind not in counts or right.core.kind not in counts or _like_year(left):
        return None
    if yours.unit and mine.unit not in ("", yours.unit):
        return None
    if mine.unit and not yours.unit and mine.unit in MONEY:
        right = replace(right, quantity=replace(yours, unit=mine.unit))
    elif not yours.unit and right.core.scale == 1:
        return None
    scale = Decimal(1)
    alike = mine.value * right.core.scale <= 100 * yours.value and mine.value < 1000
    if left.core.scale == 1 and alike:
        scale = right.core.scale
    shared = replace(
        mine, value=mine.value * scale, step=mine.step * scale, unit=mine.unit or yours.unit
    )
    left = replace(left, quantity=shared, core=replace(left.core, scale=left.core.scale * scale))
    return left, right


def _like_year(figure: Figure) -> bool:
    return figure.core.kind == "digits" and bool(re.fullmatch(r"(19|20)\d\d|2100", figure.text))
