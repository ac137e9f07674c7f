"""Times that a text names, as spans of months: "in March 2024", "since 2020", "Q3 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

FIRST, LAST = 0, 12 * 9999
_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4,
             "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}  # fmt: skip
_ORDINAL = "|".join((*_ORDINALS, "last", "final"))
# Decades by name; "the twenties" may be of two centuries.
_DECADES = {"thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960,
            "seventies": 1970, "eighties": 1980, "nineties": 1990, "noughties": 2000}  # fmt: skip
TIME = re.compile(
    rf"(?<![\w.,$€£¥#])(?:"
    rf"(?P<iso>{_YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-[0-3]\d)?(?!\d)"
    rf"|(?P<from>{_YEAR})\s?(?:[-–—/]|\s(?:to|until|till|through)\s)\s?(?P<to>{_YEAR}"
    rf"|\d\d)(?![\d%])"
    rf"|(?:from|between|From|Between)\s(?P<between>{_YEAR})(?:\s(?!to\b|and\b)[a-z]+)?\s(?:to|and"
    rf"|until|till)\s(?:in\s)?(?P<and>{_YEAR})"
    rf"|(?:(?:Q(?P<q1>[1-4])|(?P<q2>[1-4])Q"
    rf"|(?i:the\s)?(?i:(?P<q3>{_ORDINAL})[\s-]quarter(?:\sof)?))\s?[’']?(?P<q_year>{_YEAR}))"
    rf"|(?P<q_year2>{_YEAR})\s?-?Q(?P<q4>[1-4])"
    rf"|(?:H(?P<h1>[12])|(?i:(?P<h2>first|second|latter)[\s-]half(?:\sof)?))\s?(?P<h_year>{_YEAR})"
    rf"|(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:of\s)?(?P<month>{_MONTH})(?:\s\d{{1,2}}(?:st|nd|rd"
    rf"|th)?,?)?,?\s(?:of\s)?(?P<month_year>{_YEAR})(?!\d)"
    rf"|(?P<decade>(?:1[5-9]|20)\d0)s"
    rf"|FY\s?(?P<fiscal>{_YEAR}|\d\d)(?!\w)"
    rf"|(?P<year>{_YEAR})(?![\d%‰]|[.,]\d|[-–]?(?:strong|fold))"
    rf"|(?<=\b[Tt]he\s)(?P<nineties>{'|'.join(_DECADES)})\b"
    rf"|(?P<recent>(?i:last|this|next))\s(?:month|week)\b(?![’']s)"
    rf"|(?P<relative>(?<!\bthe\s)(?<!\bits\s)(?i:last|this|next))\syear\b(?![’']s)"
    rf"|(?P<quarter_alone>(?i:(?:in|of|for|during)\sthe\s(?:{_ORDINAL})\squarter\b)(?!\s(?:of\s)?{_YEAR}))"
    rf"|(?P<month_alone>(?<=\b[Ii]n\s){_MONTH}|(?<=\b[Ss]ince\s){_MONTH}"
    rf"|(?<=\b[Oo]f\s){_MONTH})(?!\s\d)"
    rf")"
)
MONTH_WORDS = re.compile(_MONTH)
RELATION = re.compile(
    r"(?:\b(?P<since>since|from|after|beyond)|\b(?P<until>until|till|before|up\s+to|to))\s+"
    r"(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|early\s+|late\s+|mid-?\s?)?$",
    re.I,
)
PART_OF_YEAR = re.compile(r"\b(?:(?P<start>start|beginning)|end)\s+of\s+(?:the\s+year\s+)?$", re.I)
ONWARD = re.compile(r"\s+(?:on|onwards?)\b")


class Time(Struct, frozen=True):
    """`first` to `last` in months since the year 0; a month or quarter without a year has `months`.

    `open` says that it is a "since" or an "until", which covers more than a point; `range` that it
    names two years, from the one to the other.
    """

    start: int
    end: int
    words: str
    first: int = FIRST
    last: int = LAST
    months: frozenset[int] = frozenset()
    open: bool = False
    range: bool = False


Span = tuple[int, int]


def times(text: str, published: str = "") -> list[Time]:
    """All times that a text names, in order. `published` tells which year "last year" is."""
    quick = TWO_DIGITS.search(text) or any(word in text for word in TIMELY)
    return list(_times(text, published)) if quick else []


TWO_DIGITS = re.compile(r"\d\d")
TIMELY = ("year", "quarter", "month", "week", "ties", *(name.capitalize() for name in _NAMES))


def _times(text: str, published: str) -> Iterator[Time]:
    for match in TIME.finditer(text):
        span = _span(match, published)
        if span is None:
            continue
        first, last, months = span
        start, end = match.span()
        open_ = False
        relation = RELATION.search(text, max(0, start - 24), start)
        if match["from"] or match["between"]:
            relation = None
        if part := PART_OF_YEAR.search(text, max(0, start - 20), start):
            first, last = (first, first + 1) if part["start"] else (last - 1, last)
        if (relation and relation["since"]) or ONWARD.match(text, end):
            last, open_ = LAST, True
        elif relation and relation["until"] and relation[0].split()[0].lower() != "to":
            first, open_ = FIRST, True
        ranged = bool(match["from"] or match["between"]) and last - first > 12
        yield Time(start, end, match[0], first, last, months, open_, ranged)


def _span(match: re.Match[str], published: str) -> tuple[int, int, frozenset[int]] | None:
    found = match.groupdict()
    if found["iso"]:
        at = _months(found["iso"]) + int(found["iso_month"]) - 1
        return at, at, frozenset()
    if found["from"]:
        to = found["to"] if len(found["to"]) == 4 else found["from"][:2] + found["to"]
        return *_years(found["from"], max(to, found["from"])), frozenset()  # "2024-06" is 2024
    if found["between"]:
        return *_years(found["between"], found["and"]), frozenset()
    if year := found["q_year"] or found["q_year2"]:
        number = found["q1"] or found["q2"] or found["q4"] or found["q3"].lower()
        quarter = int(number) if number.isdigit() else _ORDINALS.get(number, 4)
        at = _months(year) + 3 * (quarter - 1)
        return at, at + 2, frozenset()
    if found["h_year"]:
        second = (found["h1"] or found["h2"].lower()) in ("2", "second", "latter")
        at = _months(found["h_year"]) + 6 * second
        return at, at + 5, frozenset()
    if found["month"]:
        at = _months(found["month_year"]) + _month(found["month"])
        return at, at, frozenset()
    if found["fiscal"]:
        year = found["fiscal"] if len(found["fiscal"]) == 4 else f"20{found['fiscal']}"
        return *_years(year, year), frozenset()
    if found["nineties"]:
        year = str(_DECADES[found["nineties"]])
        return *_years(year, str(int(year) + 9)), frozenset()
    if found["decade"]:
        return *_years(found["decade"], str(int(found["decade"]) + 9)), frozenset()
    if found["year"]:
        return *_years(found["year"], found["year"]), frozenset()
    if found["recent"]:
        if not re.match(r"\d{4}-\d\d", published):
            return None
        at = _months(published) + int(published[5:7]) - 1
        month = "month" in match[0].lower()
        at += {"last": -1, "this": 0, "next": 1}[found["recent"].lower()] if month else 0
        return at, at, frozenset()
    if found["relative"]:
        if not published[:4].isdigit():
            return None
        year = int(published[:4]) + {"last": -1, "this": 0, "next": 1}[found["relative"].lower()]
        return *_years(str(year), str(year)), frozenset()
    if found["quarter_alone"]:
        word = match[0].lower().split()[-2]
        quarter = _ORDINALS.get(word, 4)
        return FIRST, LAST, frozenset(range(3 * quarter - 3, 3 * quarter))
    return FIRST, LAST, frozenset({_month(found["month_alone"])})


def _months(year: str) -> int:
    """Of the year with which a text begins: "2024-06"."""
    return int(year[:4]) * 12


def _years(first: str, last: str) -> Span:
    return _months(first), _months(last) + 11


def _month(name: str) -> int:
    return _NAMES.index(name[:3].lower())


def agree(time: Time, spans: tuple[Span, ...]) -> bool:
    """Whether a named time can be that of a fact: the two overlap."""
    if time.months:
        fine = [span for span in spans if span[1] - span[0] < 11]
        if len(fine) < len(spans):
            return True
        return any(month % 12 in time.months for a, b in fine for month in range(a, b + 1))
    return any(time.first <= last and first <= time.last for first, last in spans)
