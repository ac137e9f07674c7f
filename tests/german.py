"""A small grammar of German: all that a third language needs beside its file of words."""

import re
from collections.abc import Iterator
from decimal import Decimal

from datastory.numbers.languages.chart_words import ChartWords
from datastory.numbers.languages.english.exemptions import ADDRESS
from datastory.numbers.languages.grammar import Grammar
from datastory.numbers.languages.tables import Found, Tables, hide, reader
from datastory.numbers.qualifiers import ABOUT, AT_LEAST, NEARLY, OVER, PLUS, UNDER, UP_TO, phrases
from datastory.numbers.quantity import BareNumber, Figure, Quantity
from datastory.numbers.values import form_of

SCALES = {"Tausend": 3, "Millionen": 6, "Million": 6, "Milliarden": 9, "Billionen": 12}
SCALES |= {"Mio.": 6, "Mrd.": 9}
WORDS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8}
WORDS |= {"neun": 9, "zehn": 10, "elf": 11, "zwölf": 12}
ORDINALS = {"erste": 1, "zweite": 2, "dritte": 3}
UNITS = {"Prozent": "%", "%": "%", "Prozentpunkte": "percentage points", "Yuan": "yuan"}
UNITS |= {"Euro": "euros", "Kilometer": "kilometres", "Jahre": "years"}
QUALIFIERS = {
    OVER: "über, mehr als", AT_LEAST: "mindestens", NEARLY: "fast, knapp",
    UP_TO: "höchstens, bis zu", UNDER: "unter, weniger als", ABOUT: "etwa, rund, ungefähr",
}  # fmt: skip
BEFORE = phrases(QUALIFIERS)
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip

NUMBER = re.compile(
    rf"(?<![\w.,])(?P<digits>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)"
    rf"(?:\s(?P<scale>{'|'.join(map(re.escape, SCALES))}))?"
    rf"|\b(?:(?P<word>{'|'.join(WORDS)})|(?P<ordinal>{'|'.join(ORDINALS)})[nrs]?)\b",
    re.I,
)
DATES = (re.compile(rf"\d{{1,2}}\.\s(?:{'|'.join(MONTHS)})(?:\s\d{{4}})?"), re.compile(ADDRESS))
UNIT = re.compile(rf"\s?(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})(?!\w)")
LEADING = re.compile(rf"\b(?P<word>{'|'.join(sorted(BEFORE, key=len, reverse=True))})\s$", re.I)
NOTHING = re.compile(r"(?!)")


def bare_numbers(text: str) -> Iterator[Found]:
    for match in NUMBER.finditer(text):
        span = match.start(), match.start(), match.end()
        if match["digits"]:
            value = Decimal(match["digits"].replace(".", "").replace(",", "."))
            scale = Decimal(10) ** SCALES.get(match["scale"] or "", 0)
            step = Decimal(1).scaleb(int(value.as_tuple().exponent)) * scale
            yield Found(BareNumber(*span, "digits", value * scale, step, scale))
        elif match["word"]:
            yield Found(BareNumber(*span, "words", Decimal(WORDS[match["word"].lower()])))
        else:
            yield Found(BareNumber(*span, "ordinal", Decimal(ORDINALS[match["ordinal"].lower()])))


def leading(text: str, start: int) -> tuple[str, int]:
    match = LEADING.search(text, 0, start)
    return (BEFORE[match["word"].lower()], match.start()) if match else ("", start)


def unit_at(text: str, end: int) -> tuple[str, int]:
    match = UNIT.match(text, end)
    return (UNITS[match["unit"]], match.end()) if match else ("", end)


def is_year(figure: Figure, text: str) -> bool:
    core = figure.core
    return bool(re.fullmatch(r"(?:19|20)\d\d", figure.text)) and core.scale == 1


def unit(name: str) -> str:
    return next((spelt for spelt, known in UNITS.items() if known == name), name)


def qualifier(name: str) -> str:
    return QUALIFIERS[OVER if name == PLUS else name].split(", ")[0] if name else ""


def written(quantity: Quantity) -> str:
    """`over 245.31 billion yuan` -> `"über 245,31 Milliarden Yuan"`."""
    form = form_of(quantity)
    scale = {"thousand": "Tausend", "million": "Millionen", "billion": "Milliarden"}.get(
        form.scale, ""
    )
    size = quantity.value / Decimal(10) ** SCALES.get(scale, 0)
    decimals = max(0, -int(form.step.normalize().as_tuple().exponent))
    digits = f"{size:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    said = (qualifier(quantity.qualifier), digits, scale, unit(quantity.unit))
    return " ".join(filter(None, said)).replace(" %", " Prozent")


def date(when: str) -> str:
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", when)
    return f"{int(match[3])}. {MONTHS[int(match[2]) - 1]} {match[1]}" if match else when


CHART_WORDS = ChartWords(
    rises=r"\bsteig(?:t|en)\b|\bwächst\b", falls=r"\b(?:fällt|fallen|sinkt|sinken)\b",
    leads=r"(?P<who>[^.,;:]{2,30}?) (?:liegt vorn|führt)\b", percentage=r"\bProzent\b|\bAnteil\b",
    gap=r"\bLücken?\b", log=r"\blogarithmisch",
)  # fmt: skip
TABLES = Tables(
    bare_numbers=bare_numbers, leading=leading, unit_at=unit_at,
    following=lambda text, end: ("", end),
    money=lambda text, start: ("", start), sign=re.compile(r"[-−]$"),
    times=re.compile(r"-?fach|mal\b"), between=re.compile(r"\s(?:bis|und)\s"),
)  # fmt: skip
GRAMMAR = Grammar(
    code="de", read=reader(TABLES), masked=lambda text, names: hide(text, DATES, names),
    is_year=is_year, is_idle=is_year, leading=leading, late=lambda text, end: end,
    qualifiers=frozenset(BEFORE), disguises=lambda text: (),
    beside=re.compile(rf"\ufffc\s(?:Prozent|{'|'.join(SCALES)})"),
    denied=re.compile(r"\b(?:nicht|kein|keine|nie)\s$"), written=written, qualifier=qualifier,
    unit=unit, date=date, scales={word: Decimal(10) ** by for word, by in SCALES.items()},
    slip=lambda factor: "", rewritten=None, sentence_end=re.compile(r"[.!?]\s+(?=[A-ZÄÖÜ])"),
    point=",", chart_words=CHART_WORDS,
)  # fmt: skip
