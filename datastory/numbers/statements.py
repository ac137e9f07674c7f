"""Does this text say that quantity? And which figures does it hold?"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from msgspec.structs import replace

from ..problem import Refused
from .estimates import parse_estimate
from .hanzi import HAN
from .languages import grammar
from .languages.english.exemptions import masked
from .languages.english.reading import LIKE_YEAR, find_numbers
from .languages.grammar import Grammar
from .qualifiers import ABOUT, CAUTIOUS, DOWNWARD, NEARLY, OVER, UNDER, UPWARD
from .quantity import BareNumber, Disguise, Figure, Kind, Quantity, two_figures
from .units import (
    MONEY,
    PERCENT,
    POINTS,
    RATIO,
    called,
    factor,
    has_size,
    is_named,
    parts,
    singular,
    units_agree,
)
from .values import WIDE, unreadable

POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def misstatement(words: str, fact: Quantity, language: str = "en") -> str | None:
    """None if the linked words state the fact, else one sentence that tells a writer why not.

    Empty words ask for the fact's own form, and state it.
    """
    if not words.strip():
        return None
    whole = parse_estimate(words)
    if whole and parse_estimate(fact.text):
        same = whole == parse_estimate(fact.text)
        return None if same else f"'{words}' is not the fact's interval: it says {fact.text}"
    figure, by = only_figure(words, language), grammar(language)
    if isinstance(figure, Refused):
        if words.strip() == by.written(fact):
            return None  # an interval
        return f"{figure.message}; the fact says {by.written(fact)}"
    assert figure.quantity is not None
    return mismatch(figure.quantity, fact, by)


@functools.lru_cache(maxsize=1024)  # a chart's words are asked of each fact that it read
def only_figure(words: str, language: str = "en") -> Figure | Refused:
    """The one number that linked words hold, dates and bare years apart; or what is wrong."""
    by = grammar(language)
    hidden = by.masked(words, ())
    said = by.read(hidden)
    said = [f for f in said if not by.is_idle(f, hidden)] or said
    if not said:
        return Refused(f"'{words}' holds no number")
    if len(said) > 1:
        return Refused(f"'{words}' holds more than one number, and each is linked to its own fact")
    if by.denied.search(hidden, 0, said[0].start) or by.leading(hidden, said[0].start)[0]:
        return Refused(f"'{words}' says two things about its number; say one")
    return said[0] if said[0].quantity else Refused(unreadable(said[0].text))


def mismatch(said: Quantity, fact: Quantity, by: Grammar) -> str | None:
    """None if a number that was read states the fact; else why not."""
    value, step = said.value, said.step
    if said.kind == "fraction" and not said.unit and fact.unit == PERCENT:
        value, step = value * 100, step * 100
    elif said.unit == PERCENT and not fact.unit:
        value, step = value / 100, step / 100  # a percentage equals its fraction
    elif not same_kind(said, fact):
        times = factor(fact.unit, said.unit)
        if times is None:
            return _other_unit(said, fact, by)
        fact = _times(fact, times)
    if said.qualifier not in CAUTIOUS[fact.qualifier]:
        return _lost(said, fact, by)
    if value == fact.value and step < fact.step and by.point == "." and _pointed(said):
        return unreadable(said.text)
    if value == fact.value:
        strict = not fact.qualifier and said.qualifier in (OVER, NEARLY, UNDER)
        exactly = f"it is not '{said.text}': the fact says exactly {by.written(fact)}"
        return exactly if strict else None
    if said.qualifier in UPWARD or said.qualifier in DOWNWARD:
        return _directed(value, said, fact, by)
    if said.kind == "ordinal":
        return f"'{said.text}' does not say {by.written(fact)}"
    near = abs(value - fact.value) * 10 <= abs(fact.value)
    places = _places(value, step, said)
    if said.qualifier == ABOUT:
        rounded = said.kind == "fraction" or any(_rounds(fact.value, p, value) for p in places)
        return None if near and rounded else f"'{said.text}' is too far from {by.written(fact)}"
    finest = max(fact.step, two_figures(fact.value))
    if said.kind == "fraction":
        if any(_alike(value, fact.value, place) for place in (fact.step, finest)):
            return None
        return _wrong(value, said, fact, near, by)
    exact = _rounds(fact.value, finest, value)
    if any(_rounds(fact.value, p, value) and (p <= finest or exact) for p in places):
        return None
    return _wrong(value, said, fact, near, by)


def _pointed(said: Quantity) -> bool:
    """Whether a number may be in thousands or in decimals, as "12.500" is: 12,500 or 12.5."""
    if said.kind != "digits" or said.scale != 1 or said.unit in (PERCENT, POINTS):
        return False
    return POINTED.fullmatch(said.text[slice(*said.span)]) is not None


def ambiguous(text: str) -> str | None:
    """What is wrong with a value whose point may begin decimals or part thousands."""
    figure = only_figure(text)
    if isinstance(figure, Refused) or not figure.quantity or not _pointed(figure.quantity):
        return None
    return (
        f"{unreadable(figure.text)}; if its point does begin decimals, "
        "say so in 'reading': The point begins decimals."
    )


def converted(quotation: str, fact: Quantity) -> str:
    """`("emitted 4,100 kt", 4.1 Mt)` -> "4,100 kt": what says the fact in another unit, or ""."""
    if not has_size(fact.unit):
        return ""
    for figure in find_numbers(masked(quotation)):
        said = figure.quantity
        by = factor(said.unit, fact.unit) if said else None
        if said and by is not None and Fraction(said.value) * by == Fraction(fact.value):
            return figure.text
    return ""


def same_kind(said: Quantity, fact: Quantity) -> bool:
    """Whether they are in one unit, or in one that the fact's own words name: "Years of growth"."""
    if units_agree(said.unit, fact.unit):
        return True
    noun = parts(said.unit)[0]
    if fact.unit or not noun or not units_agree(said.unit, noun):
        return False
    either = "|".join(map(re.escape, (noun, singular(noun))))
    return re.search(rf"\b(?:{either})\b", fact.counted, re.I) is not None


def _times(quantity: Quantity, by: Fraction) -> Quantity:
    """The same in another unit of its family, `by` times as many; it has two figures or more."""
    value, step = (
        WIDE.divide(WIDE.multiply(number, Decimal(by.numerator)), Decimal(by.denominator))
        for number in (quantity.value, quantity.step)
    )
    return replace(quantity, value=value, step=min(step, two_figures(value)))


def _places(value: Decimal, step: Decimal, said: Quantity) -> list[Decimal]:
    """The places the words may be rounded to: the last one written, and zeros before it."""
    places = [step]
    whole = said.kind != "fraction" and step >= said.scale  # "250.0" claims its last zero
    while whole and value and value % (places[-1] * 10) == 0:
        places.append(places[-1] * 10)
    return places


def _rounds(value: Decimal, place: Decimal, to: Decimal) -> bool:
    """Whether `value` rounded to `place` is `to`, a tie going either way."""
    steps = WIDE.divide(value, place)
    return any(
        WIDE.multiply(steps.quantize(Decimal(1), way, WIDE), place) == to
        for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)
    )


def _alike(value: Decimal, other: Decimal, place: Decimal) -> bool:
    """Whether two values are the same once both are rounded: a third and 33.3%, to 0.1.

    Not where rounding would be coarse: a half is no 1, and three and a half are no 4.
    """
    if place * 3 > abs(value) or abs(value - other) * 9 > abs(other):
        return False
    rounded = WIDE.divide(value, place).quantize(Decimal(1), ROUND_HALF_UP, WIDE)
    return _rounds(other, place, WIDE.multiply(rounded, place))


def _directed(value: Decimal, said: Quantity, fact: Quantity, by: Grammar) -> str | None:
    """ "over", "nearly" and their kind: true, and within a tenth."""
    beyond = value - fact.value if said.qualifier in UPWARD else fact.value - value
    if beyond > 0:
        return f"it is not '{said.text}': the fact says {by.written(fact)}"
    if -beyond * 10 > abs(fact.value):
        return f"'{said.text}' is more than a tenth away from {by.written(fact)}"
    # "nearly 52%" promises more than 51%, but "nearly 50%" and "nearly half" are loose.
    figures = [place for place in _places(value, said.step, said) if value]
    loose = said.kind == "fraction" or not value or abs(value) < figures[-1] * 10
    place = figures[-1] * (5 if value % (figures[-1] * 5) == 0 else 1) if figures else Decimal(1)
    if said.qualifier == NEARLY and not loose and -beyond >= place:
        return f"'{said.text}' is too far from {by.written(fact)}"
    return None


def _other_unit(said: Quantity, fact: Quantity, by: Grammar) -> str:
    if fact.unit == PERCENT:
        reason = f"'{said.text}' is no percentage; put the % inside the link"
        return f"{reason}: the fact says {by.written(fact)}"
    if not fact.unit:
        return f"'{said.text}' has a unit: the fact says {by.written(fact)} and no unit"
    return f"'{said.text}' is not in {by.unit(fact.unit)}: the fact says {by.written(fact)}"


def _lost(said: Quantity, fact: Quantity, by: Grammar) -> str:
    if said.qualifier:
        return f"'{said.text}' turns the fact, which says {by.written(fact)}"
    return f"'{said.text}' loses '{by.qualifier(fact.qualifier)}': the fact says {by.written(fact)}"


def _wrong(value: Decimal, said: Quantity, fact: Quantity, near: bool, by: Grammar) -> str:
    reason = f"'{said.text}' does not say {by.written(fact)}"
    if by.point == "." and value * 1000 == fact.value and POINTED.search(said.text):
        return f"{reason}; a point begins decimals, and thousands take a comma: {by.written(fact)}"
    slip = by.slip(WIDE.divide(fact.value, value)) if value and fact.value else ""
    if value and fact.value / value in by.scales.values():
        scaled = slip and any(scale in said.text for scale in by.scales)
        return f"{reason}; {slip}" if scaled else f"{reason}; put the scale inside the link"
    if slip:
        return f"{reason}; {slip}"
    if near and not value % two_figures(value).scaleb(1):
        about, nearly, over = map(by.qualifier, (ABOUT, NEARLY, OVER))
        return f"{reason}; with one figure, say {about}, {nearly} or {over}"
    return reason


ROW = re.compile(r"(?<![\d.,])\d{4,}(?:\.\d+)?(?:,\d+(?:\.\d+)?)+(?![\d,])")
UNSAID = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
# Marks of notes that are set high behind "1,204", "13.3", "350" or "million". "5²" may be a power.
NOTE_MARKS = re.compile(
    r"(?:(?<=\d[.,]\d)|(?<=\d[.,]\d\d)|(?<=\d\d\d)|(?<=\bthousand)|(?<=[mbr]illion))"
    r"(?<!100)[¹²³⁴-⁹]{1,2}(?![⁰¹²³⁴-⁹])"
)


def _unmarked(quotation: str) -> str:
    """The quotation with spaces in place of the marks of notes behind its numbers."""
    return NOTE_MARKS.sub(lambda mark: " " * len(mark[0]), quotation)


def quotation_mismatch(quotation: str, fact: Quantity) -> str | None:
    """None if the quotation says the fact's value, exactly and as a number of its own.

    Its qualifier must be the fact's, or bolder: "over 75%" proves "at least 75%", not "75%".
    A fact may add "about" to what the quotation says outright. In "2023,41200" commas stand
    between the cells of a row: no thousands are grouped so.
    """
    quotation = ROW.sub(lambda cells: cells[0].replace(",", ";"), _unmarked(quotation))
    said = _numbers_for(quotation, fact)
    reason = ""
    for figure in itertools.chain(said, _in_characters(quotation)):
        quantity = figure.quantity
        assert quantity is not None
        if _equal(quantity, fact):
            allowed = CAUTIOUS[quantity.qualifier] if quantity.qualifier else ("", ABOUT)
            if lacks_unit(quotation, quantity, fact):
                reason = reason or (
                    f"the quotation gives no unit: quote the words that say {called(fact.unit)}, "
                    "or say in 'reading' where they stand"
                )
                continue
            if fact.qualifier in allowed:
                return None
            reason = f"the quotation says '{quantity.text}', the fact says {fact.text}; copy it"
    if reason:
        return reason
    found = ", ".join(f"'{figure.text}'" for figure in said[:5])
    heard = f"it says {found}" if found else "it holds no number"
    return f"the quotation does not say {fact.text}; {heard}"


def lacks_unit(quotation: str, said: Quantity, fact: Quantity) -> bool:
    """Whether a fact is money or measured, and nothing in the quotation says of what unit it is."""
    above = parts(fact.unit)[0]
    measured = above in MONEY or (has_size(above) and above not in UNSAID)
    return measured and not said.unit and not is_named(fact.unit, quotation)


def _in_characters(quotation: str) -> Iterator[Figure]:
    """The numbers that the grammar of Chinese finds in a quotation with its characters."""
    if HAN.search(quotation):
        yield from (figure for figure in numbers(quotation, "zh") if figure.quantity)


def _numbers_for(quotation: str, fact: Quantity) -> list[Figure]:
    """The numbers of a quotation that may be the fact's: years only where it is one."""
    if re.fullmatch(rf"(?:[A-Za-z. ]+ )?(?:{LIKE_YEAR.pattern})", fact.text):
        said = find_numbers(quotation)
    else:
        said = numbers(quotation)
    return [figure for figure in said if figure.quantity]


def sayings(quotation: str, fact: Quantity) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where a quotation says the fact's value, and where it says any number."""
    every = _numbers_for(_unmarked(quotation), fact)
    said = [one for one in every if one.quantity and _equal(one.quantity, fact)]
    return [(one.start, one.end) for one in said], [(one.start, one.end) for one in every]


def _equal(said: Quantity, fact: Quantity) -> bool:
    if said.kind == "fraction" and not said.unit and fact.unit == PERCENT:
        return said.value * 100 == fact.value
    if said.unit == PERCENT and not fact.unit:
        return said.value == fact.value * 100
    if fact.unit == RATIO and said.unit != RATIO:
        return False  # "2" alone is no 2:1
    if _pointed(said):  # two readings; the fact says which by its own digits
        decimal = said.value == fact.value and said.step == fact.step
        return same_kind(said, fact) and (decimal or said.value * 1000 == fact.value)
    if same_kind(said, fact):
        return said.value == fact.value
    by = factor(said.unit, fact.unit)
    return by is not None and Fraction(said.value) * by == Fraction(fact.value)


def figures(text: str, names: Sequence[str] = (), language: str = "en") -> list[Figure]:
    """Every number in prose that the contract does not exempt, in order.

    U+FFFC stands for bound words, U+FFFB for code. A scale, %, sign or currency sign right beside
    bound words is reported with them: it belongs inside the link.
    """
    by = grammar(language)
    hidden = by.masked(text, names)
    beside = by.beside.finditer(hidden) if "\ufffc" in hidden else ()
    found = [_without_value(hidden, *match.span(), "vague") for match in beside]
    free = (figure for figure in by.read(hidden) if not by.is_idle(figure, hidden))
    found += [figure for figure in free if not _overlaps(figure, found)]
    for one in by.disguises(hidden):
        if not _overlaps(one, found):
            kind: Kind = "vague" if one.vague else "disguised"
            found.append(_without_value(hidden, one.start, one.end, kind))
    return sorted(found, key=lambda figure: figure.start)


def _without_value(text: str, start: int, end: int, kind: Kind) -> Figure:
    return Figure(start, end, text[start:end], None, BareNumber(start, start, end, kind, None))


def _overlaps(one: Figure | Disguise, figures: Sequence[Figure]) -> bool:
    return any(figure.start < one.end and one.start < figure.end for figure in figures)


def numbers(text: str, language: str = "en") -> list[Figure]:
    """Every number in a document but dates, times, addresses and bare years, in order."""
    by = grammar(language)
    hidden = by.masked(text, ())
    return [figure for figure in by.read(hidden) if not by.is_year(figure, hidden)]
