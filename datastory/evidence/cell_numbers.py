"""What the cell of a table says: a number with its flags, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from ..problem import Refused
from .documents.document import UNCOMPUTED


class Number(Struct, frozen=True):
    """The number in a cell, the size of its last place, and the flag or note mark behind it."""

    value: Decimal
    step: Decimal
    flag: str


DASH = "–—−‐‑‒―﹣－-"  # with "-" last, as a set of a pattern wants it
# Statistics offices write a gap as "..", "n/a", "c", ": u", "[x]" or "(D)".
NOTHING = re.compile(
    rf"|(?:[{DASH}]{{1,3}}|\.{{1,4}}|…|:)(?:\s?[a-z]{{1,2}})?"
    rf"|[(\[]\s?(?:[a-z]{{1,3}}|low|n/a|\.{{1,3}}|:|[{DASH}])\s?[)\]]"
    r"|n\.?\s?[/.]?\s?[ad]\.?|#n/a|nil|null|nan|none|[cdfsxz]|\*{1,3}|\?"
    r"|not (?:available|applicable|reported|published|known|collected|disclosed)|no (?:data|value)"
    r"|unavailable|unknown|missing|suppressed|withheld|confidential",
    re.I,
)
# "2nd" and "3rd" are ordinals, not numbers with a flag.
LETTERS = r"(?<![A-Za-z])(?!(?:bn|in|ac)\b)(?!(?<=\d)[nr]d\b)[abcdefinprsuz]{1,2}"
MARKS = r"[*†‡§#]+|[⁰¹²³⁴-⁹ᵃ-ᶻⁿ⁽⁾]+"
NOTE = rf"\d{{1,2}}|note \d{{1,2}}|{LETTERS}|[ABCDEFPRSUX]|[*†‡§]"
FLAG = re.compile(
    rf"\s*(?:({MARKS})|[(\[]\s*({NOTE})\s*[)\]]|,?\s?({LETTERS})|\s([ABEPRUX])|\s?([a-z])\))$"
)
LED = re.compile(
    rf"(?:[(\[]\s*({LETTERS}|[PRE])\s*[)\]]\s*|([abcdefinprsuz]|[PRE])\s|([pre]))(?=[{DASH}]?\s?\.?\d)"
)
MOST_FLAGS = 3  # behind one number, as in "13.3 b (1)*"
SIGN = rf"[+{DASH}]?\s?"
SPACE = " \u00a0\u2007\u2009\u202f"
PLAIN = re.compile(
    rf"({SIGN})(\d{{1,3}}(?:([,'’{SPACE}])\d{{3}}(?:\3\d{{3}})*)|\d+)?"
    r"(\.\d+)?(?:[eE]([-+]?\d{1,2}))?"
)
COMMA = re.compile(rf"({SIGN})(\d{{1,3}}(?:([.'’{SPACE}])\d{{3}}(?:\3\d{{3}})*)|\d+)(,\d+)?")
# "(5)" and "5-" are -5 in accounts, and 5 with a mark elsewhere.
ACCOUNTED = re.compile(rf"\(\s?[\d.,'’{SPACE}]+%?\s?\)|[\d.,'’{SPACE}]*\d\s?[{DASH}]")


WITH_COMMA = re.compile(rf"{SIGN}(?:\d{{1,3}}(?:[.{SPACE}'’]\d{{3}})+|\d+),\d+")
WITH_POINT = re.compile(rf"{SIGN}(?:\d{{1,3}}(?:[,{SPACE}'’]\d{{3}})+|\d*)\.\d+")
THOUSAND = re.compile(rf"{SIGN}[1-9]\d{{0,2}}[.,]\d{{3}}")


def decimal_marks(column: Iterable[str], semicolons: bool) -> tuple[bool, bool]:
    """Whether a column writes 1,5 for 1.5, and whether it is unsure what "1,204" is in it.

    One cell shows it. In a table between semicolons either may be meant where none does.
    """
    texts = {text for text in column if "," in text or "." in text}
    bare = {unflagged(text.rstrip(" %"))[0] for text in texts}
    told = [text for text in bare if not THOUSAND.fullmatch(text)]
    commas = any(map(WITH_COMMA.fullmatch, told))
    points = any(map(WITH_POINT.fullmatch, told))
    if commas and not points:
        return True, not semicolons
    return False, commas or (semicolons and not points)


def is_gap(text: str) -> bool:
    """Whether a cell says that there is no value: empty, "-", "..", "n/a", "c", "[x]"."""
    return NOTHING.fullmatch(text.strip()) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds a number and no year: "1,204", "13.3 p", "12.5%", not "2024"."""
    text = text.strip().removesuffix("%")
    if not text.strip() or re.fullmatch(r"\s*(?:1[5-9]|20|21)\d\d\s*", text):
        return False
    return isinstance(number(text), Number) or isinstance(number(text, commas=True), Number)


def number(text: str, commas: bool = False, unsure: bool = False) -> Number | Refused:
    """`"−1 204.5 p"` -> −1204.5 with the flag "p"; with `commas`, "1.204,5" is 1204.5.

    Where it is `unsure` which mark begins decimals, "1,204" is refused.
    """
    if text == UNCOMPUTED:
        return Refused("it holds a formula that was never computed; open and save the workbook")
    words, flag = unflagged(text)
    match = (COMMA if commas else PLAIN).fullmatch(words)
    if not match or not (match[2] or match[4]):
        below = below_zero(text)
        advice = "; if it is below zero, write its value with a minus, as in value: "
        return Refused(f"'{text}' is no number{advice + below if below else ''}")
    if unsure and re.fullmatch(rf"{SIGN}[1-9]\d{{0,2}}{',' if commas else '[,.]'}\d{{3}}", words):
        return Refused(f"'{text}' can be read in two ways; keep the table with decimal points")
    whole = re.sub(r"\D", "", match[2] or "0")
    value = Decimal(whole + (match[4] or "").replace(",", "."))
    if not commas and match[5]:
        value = value.scaleb(int(match[5]))
    step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
    negative = match[1].strip() not in ("", "+")
    return Number(-value if negative else value, step, flag)


def below_zero(text: str) -> str:
    """What accounts write as "(1,204)" or "1,204-", with a minus before it: "−1,204"; else ""."""
    accounted = ACCOUNTED.fullmatch(text.strip())
    return f"−{text.strip().strip(f'() {DASH}')}" if accounted else ""


def unflagged(text: str) -> tuple[str, str]:
    """`"13.3 p"` -> `("13.3", "p")`; also of "13.3*", "13.3¹", "p 13.3", "13.3 b (1)"."""
    words, flags = text.strip(), []
    if led := LED.match(words):
        words, flags = words[led.end() :], [led[1] or led[2] or led[3]]
    while len(flags) < MOST_FLAGS and (match := FLAG.search(words)):
        before = words[: match.start()].rstrip()
        if not before or not (before[-1].isalnum() or before[-1] in "%)]"):
            break
        words = before
        flags.insert(0, next(filter(None, match.groups())))
    return words, " ".join(flags)
