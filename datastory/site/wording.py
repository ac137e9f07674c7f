"""What readers are told about a fact, in words: dates, evidence, formulas, reading time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import ceil

from ..evidence.proof import Cell, Evidence
from ..model import Change, Fact, Series, Site, Source, Story
from ..numbers.statements import converted, numbers

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EVIDENCE: dict[Evidence, str] = {
    "document": "quoted from the kept document",
    "cell": "a cell of the kept table",
    "excerpt": "quoted, not kept",
    "reading": "read by us",
    "formula": "computed here",
    "assumed": "assumed by us",
}
CHANGES = {
    "update": "Updated",
    "revision": "Revised by the source",
    "correction": "Corrected",
    "clarification": "Clarified",
}
WORDS_A_MINUTE = 230

_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_LICENSE = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")
_WITH_DIGITS = re.compile(r"\S*\d\S*")
# Between two words; scripts that are written without spaces may be cut between any two letters.
_WIDE = r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_GAP = re.compile(rf"\s+|(?<={_WIDE})(?={_WIDE})")
_INPUT = re.compile(r"\{([^{}]*)\}")
_OPERATORS = (
    ("**", " to the power of "),
    ("*", "\u00a0× "), ("/", "\u00a0÷ "), ("-", "\u00a0− "), ("+", "\u00a0+ "),
    (">=", " is at least "), ("<=", " is at most "), ("==", " equals "), ("!=", " is not "),
    (">", " is more than "), ("<", " is less than "),
    ("min", "the least of "), ("max", "the greatest of "), ("sum", "the sum of "),
    ("median", "the median of "), ("mean", "the mean of "), ("quantile", "the quantile of "),
    ("sd", "the standard deviation of "), ("count", "the number of "), ("rank", "the rank of "),
    ("abs", "the size of "), ("round", "rounded "), ("sqrt", "the square root of "),
    ("log", "the logarithm of "), ("exp", "e to the power of "),
)  # fmt: skip
_SPOKEN = dict(_OPERATORS)
_OPERATOR = re.compile(r"\s*(" + "|".join(re.escape(sign) for sign, _ in _OPERATORS) + r")\s*")


def date_words(date: str) -> str:
    """`"2025-12-18"` -> `"18 December 2025"`, `"2025-12"` -> `"December 2025"`; else as it is."""
    match = _DATE.fullmatch(date)
    if not match or not 1 <= int(match[2]) <= 12:
        return date
    day = f"{int(match[3])} " if match[3] else ""
    return f"{day}{MONTHS[int(match[2]) - 1]} {match[1]}"


def moment(day: str) -> str:
    """`"2026-01-05"` -> `"2026-01-05T00:00:00Z"`, for formats that know no days; "" stays."""
    return f"{day}T00:00:00Z" if day else ""


def exact(fact: Fact) -> str:
    """The value as a decimal string in base units: `"245310000000"`; a claim's is `"true"`."""
    return decimal(fact.quantity.value) if fact.quantity else "true"


def decimal(value: Decimal) -> str:
    """A value in full, without zeros at its end: `"245310000000"`, `"0.5"`."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def formula_words(fact: Fact, story: Story) -> tuple[str | Fact | Series, ...]:
    """`"{rd.2024} / {rd.2020} - 1"` -> `(rd.2024, " ÷ ", rd.2020, " − 1")`.

    For `{rd.*}` there is the series.
    """
    assert fact.formula
    return tuple(
        story.series.get(part.strip().removesuffix(".*")) or story.facts[part.strip()]
        if index % 2
        else _OPERATOR.sub(lambda sign: _SPOKEN[sign[1]], part)
        for index, part in enumerate(_INPUT.split(fact.formula.text))
        if part
    )


def reading_minutes(story: Story) -> int:
    words = sum(len(chapter.body.text.split()) for chapter in story.chapters)
    return max(1, ceil(words / WORDS_A_MINUTE))


def license_url(name: str) -> str:
    """`"CC-BY-4.0"` -> its deed; "" for a licence that has no well-known page."""
    match = _LICENSE.fullmatch(name)
    return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/" if match else ""


def count(number: int, thing: str) -> str:
    """`(1, "chart")` -> `"1 chart"`, `(2, "address")` -> `"2 addresses"`, `(2, "entry")` too."""
    if number == 1:
        return f"1 {thing}"
    if thing.endswith("ry"):
        return f"{number} {thing[:-1]}ies"
    return f"{number} {thing}{'es' if thing.endswith('s') else 's'}"


def citation(words: str, url: str, site: Site) -> str:
    """`The desk: “R&D: 12 yuan”, in “Title”, The publisher, 5 January 2026, https://…`

    The title itself is cited without the "in"; what a story does not name is left out.
    """
    title = site.title.text
    by = f"{site.author}: " if site.author else ""
    part = "" if words == title else f"“{words}”, in "
    printed = "" if site.publisher == site.author else site.publisher
    rest = filter(None, (printed, date_words(site.published), url))
    return f"{by}{part}“{title}”, {', '.join(rest)}"


def meaning(fact: Fact, story: Story) -> str:
    """`"Tokyo: Share of the world’s papers, 2025"`: what a figure says, away from its series."""
    named = f"{fact.name}: " if told_apart(fact.series, story) else ""
    dated = f", {date_words(fact.when)}" if fact.when and fact.when not in fact.what.text else ""
    return f"{named}{fact.what.text}{dated}"


def told_apart(series: str, story: Story) -> bool:
    """Whether labels name the points of a series, and not their dates."""
    return bool(series) and story.series[series].labelled


def keys(series: Series, story: Story) -> str:
    """`"2019 to 2024"`: the first and the last point of a series, as its table calls them."""
    first, last = (story.facts[series.points[at]] for at in (0, -1))
    named = [point.label.text or date_words(point.when or point.key) for point in (first, last)]
    return " to ".join(dict.fromkeys(named))


def as_found(fact: Fact) -> str:
    """What the source has for a point: the text of its cell and its flag, or the words quoted."""
    proof = fact.proof
    if isinstance(proof, Cell):
        return proof.text
    return fact.quote or EVIDENCE[fact.evidence]


def capital(words: str) -> str:
    """`"quoted, under ‘Method’"` -> `"Quoted, under ‘Method’"`"""
    return words[:1].upper() + words[1:]


def evidence(fact: Fact) -> str:
    """`"quoted from the kept document, page 12"`: what proves a figure, and its place."""
    place = f", {fact.place.name}" if fact.place and fact.place.name else ""
    return f"{EVIDENCE[fact.evidence]}{place}"


def conversion(fact: Fact) -> str:
    """`"4,100 kt is 4.1 Mt."`, where the quotation says the value in another unit; else ""."""
    said = converted(fact.quote, fact.quantity) if fact.quote and fact.quantity else ""
    return f"{said} is {fact.text}." if said else ""


def proof(fact: Fact, sources: Mapping[str, Source]) -> str:
    """`"Quoted from the kept document, line 14: News report."`, `"Computed here."`"""
    words = capital(evidence(fact))
    return f"{words}: {sources[fact.source].title}." if fact.source else f"{words}."


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The text if it fits; else as many of its words as do, and "…".

    It is cut between words, and neither in a number nor beside one: "grew to 52,300 visits" never
    ends in "grew to 5…", "grew to 52,300…" or "grew to…". Where no words fit, "…" stands alone.
    """
    if fits(text):
        return text
    figures = [(each.start, each.end) for each in numbers(text)]
    figures += [each.span() for each in _WITH_DIGITS.finditer(text)]
    for gap in reversed(list(_GAP.finditer(text))):
        if any(start <= gap.end() and gap.start() <= end for start, end in figures):
            continue
        words = text[: gap.start()].rstrip(" ,;:–—(“‘")
        if words and fits(f"{words}…"):
            return f"{words}…"
    return "…"


def changed(fact: Fact, change: Change) -> str:
    """`"It was 44 until 1 March 2026; then 40. We misread the table."`"""
    later = [entry for entry in fact.history if entry.until > change.until]
    became = min(later, key=lambda entry: entry.until).value if later else fact.text
    day = date_words(change.until)
    said = f"It was {change.value} until {day}; then {became}."
    return " ".join(filter(None, (said, change.note)))
