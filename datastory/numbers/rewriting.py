"""Linked words that no longer say their fact, written anew in their own style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from ..problem import Refused
from .languages import grammar
from .languages.english.number_words import ONES, ORDINAL_ONES, ORDINAL_TENS, SCALES, TENS
from .qualifiers import AT_LEAST, BEFORE, NEARLY, OVER, PLUS, UNDER, UP_TO
from .quantity import Figure, Quantity
from .statements import misstatement, only_figure, same_kind
from .units import PERCENT
from .values import WIDE

FAMILIES = (SCALES, dict(zip(("k", "m", "bn", "tn"), SCALES.values(), strict=True)))
WRITTEN = re.compile(r"(?P<whole>\d[\d,'’ \u00a0\u2007\u2009\u202f]*)(?P<decimals>\.\d+)?")
SCALED = re.compile(r"(?P<gap>[\s-]*)(?P<scale>thousand|million|billion|trillion|k|m|bn|tn)\b")
VOWEL = re.compile(r"(?:8|1[18](?!\d)|eight|eleven)", re.I)
ROUNDED = {
    **dict.fromkeys((OVER, AT_LEAST, PLUS), ROUND_FLOOR),
    **dict.fromkeys((NEARLY, UNDER, UP_TO), ROUND_CEILING),
}


def rewritten(words: str, fact: Quantity, language: str = "en") -> str | None:
    """`("over 240 billion yuan", 261.9 billion)` -> `"over 260 billion yuan"`.

    The words with their number replaced so that they say the fact, in the same form and, where it
    says enough, to the same precision; None where that cannot be done surely.
    """
    figure, by = only_figure(words, language), grammar(language)
    if isinstance(figure, Refused) or figure.quantity is None or not words.strip():
        return None
    if by.rewritten:
        new = by.rewritten(words, figure, fact)
        return new if misstatement(new, fact, language) is None else None
    said = figure.quantity
    if not same_kind(said, fact) or (said.value < 0) != (fact.value < 0):
        return None
    count = figure.core.scale == 1 and said.unit != PERCENT and figure.core.kind != "ordinal"
    if count and 1 in (said.value, fact.value) and said.value != fact.value:
        return None  # "one laboratory" and "two laboratories" differ in more than the number
    for before, qualifier in _beginnings(words, figure, said, fact):
        for number, end in _numbers(words, figure, fact, qualifier):
            new = _joined(before, number) + words[end:]
            if misstatement(new, fact) is None:
                return new
    return None


def _beginnings(
    words: str, figure: Figure, said: Quantity, fact: Quantity
) -> Iterator[tuple[str, str]]:
    """The words before the number, and their qualifier: as they are, else with the fact's."""
    yield words[: figure.core.head], said.qualifier
    between = words[figure.start : figure.core.head]  # qualifier, sign, currency
    qualifier = re.match(r"[A-Za-z.\s]*", between)
    held = qualifier[0] if qualifier else ""
    if " ".join(held.lower().split()) not in BEFORE:
        held = ""
    if said.qualifier and not held:
        return  # it stands behind the number, as in "400+"
    new = {"": "", PLUS: f"{OVER} "}.get(fact.qualifier, f"{fact.qualifier} ")
    if words[figure.start : figure.start + 1].isupper() and figure.start == 0:
        new = new.capitalize()
    yield words[: figure.start] + new + between[len(held) :], fact.qualifier


def _joined(before: str, number: str) -> str:
    """`("a ", "80-billion")` -> `"an 80-billion"`; a word that begins the words has a capital."""
    article = re.search(r"\b([Aa])n?(\s)$", before)
    if article:
        n = "n" if VOWEL.match(number) else ""
        before = f"{before[: article.start()]}{article[1]}{n}{article[2]}"
    return before + number


def _numbers(
    words: str, figure: Figure, fact: Quantity, qualifier: str
) -> Iterator[tuple[str, int]]:
    """Numbers in the style of the old one, the one nearest to its precision first; and its end."""
    core = figure.core
    old = words[core.head : core.end]
    if core.kind == "ordinal":
        number = _ordinal(old, fact.value)
        if number:
            yield number, core.end
    elif core.kind == "words":
        yield from ((number, core.end) for number in _spelt(old, figure, fact, qualifier))
    elif core.kind == "digits" and (written := WRITTEN.match(words, core.start)):
        yield from _digits(words, written, figure, fact, qualifier)


def _digits(
    words: str, written: re.Match[str], figure: Figure, fact: Quantity, qualifier: str
) -> Iterator[tuple[str, int]]:
    whole = written["whole"].rstrip()
    at = written.start() + len(whole) + len(written["decimals"] or "")
    tail, end, scale = "", at, Decimal(1)
    if figure.core.scale != 1:
        scaled = SCALED.match(words, at)
        family = next((f for f in FAMILIES if scaled and scaled["scale"] in f), None)
        if not scaled or family is None:
            return
        scale, end = family[scaled["scale"]], scaled.end()
        if not 1 <= abs(fact.value) / scale < 1000:
            scale = max((s for s in family.values() if s <= abs(fact.value)), default=scale)
        word = next(word for word, s in family.items() if s == scale)
        tail = scaled["gap"] + word
    mark = re.search(r"\D", whole)
    separator = mark[0] if mark else ("" if len(whole) > 3 else ",")
    places = _places(whole + (written["decimals"] or ""), fact.step / scale, qualifier)
    for place in places:
        number = _rounded(fact.value / scale, place, qualifier)
        decimals = max(0, -int(place.normalize().as_tuple().exponent))
        printed = f"{abs(number):,.{decimals}f}".replace(",", separator)
        yield printed + tail, end


def _places(old: str, finest: Decimal, qualifier: str) -> list[Decimal]:
    """The last place of the new number: as the old one's, then as the fact's."""
    digits = re.sub(r"[^\d.]", "", old)
    written = Decimal(1).scaleb(int(Decimal(digits).as_tuple().exponent))
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else 0
    coarse = [written.scaleb(zeros)] if qualifier and zeros < len(digits) else []
    return [max(place, finest) for place in (*coarse, written, finest)]


def _rounded(value: Decimal, place: Decimal, qualifier: str) -> Decimal:
    steps = WIDE.divide(value, place).to_integral_value(ROUNDED.get(qualifier, ROUND_HALF_UP), WIDE)
    return WIDE.multiply(steps, place)


def _spelt(old: str, figure: Figure, fact: Quantity, qualifier: str) -> Iterator[str]:
    scale = figure.core.scale
    word = next((word for word, value in SCALES.items() if value == scale), "")
    number = _rounded(fact.value / scale, Decimal(1), qualifier)
    if (scale != 1 and not word) or not 0 < number < 100 or " and " in old or "dozen" in old:
        return
    spelt = _in_words(int(number), ONES, TENS, old)
    gap = "-" if "-" in old and word else " "
    yield f"{spelt}{gap}{word}" if word else spelt


def _ordinal(old: str, value: Decimal) -> str:
    if value != value.to_integral_value() or value <= 0:
        return ""
    n = int(value)
    if re.match(r"\d", old):
        ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n:,}{ending}"
    return _in_words(n, ORDINAL_ONES, ORDINAL_TENS, old) if n < 100 else ""


def _in_words(n: int, ones: Sequence[str], tens: Sequence[str], old: str) -> str:
    """A number below 100 by the words of its kind; with a capital where the `old` one has one."""
    spelt = ones[n] if n < 20 else tens[n // 10 - 2]
    if n > 20 and n % 10:
        spelt = f"{TENS[n // 10 - 2]}-{ones[n % 10]}"
    return spelt.capitalize() if old[:1].isupper() else spelt
