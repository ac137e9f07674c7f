"""Which of several values in a quotation belongs to a time or a name that stands there too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

Span = tuple[int, int]

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―", "-"))
PLANNED = re.compile(r"plan|target|forecast|edition|estimate|projection", re.I)

YEAR = re.compile(r"(?<![\d.,$€£¥])(?:1[5-9]|20|21)\d\d(?![\d%‰]|[.,]\d)")
PART = re.compile(r"[.!?]['\")\]]*\s+(?=[^\sa-z])|[;。；]")
# "12 firms in 2024", "4,600 staff at the end of 2024", "1,333 in Shenzhen"
TIGHT = re.compile(
    r"(?:[^\W\d]|[ '’-]){0,40}?\s(?:in|for|during|by|of|at|as of)\s(?:the\s)?"
    r"(?:(?:end|start|year|fiscal|early|late|mid)\s(?:of\s)?)?[\"'“‘]?$",
    re.I,
)
# What dates a value that stands next to it: "in 2024", "by the end of March 2024".
_OF_YEAR = (
    r"(?:in|during|by|at|for|as of|of)\s(?:(?:the\s)?(?:end|start|year|fiscal|early|late|mid|middle"
    r"|first|second|third|fourth|quarter|half|[A-Z][a-z]+|\d{1,2})\s(?:of\s)?){0,3}"
)
LEADS = re.compile(rf"[\"'(]*(?i:{_OF_YEAR})")
ENDS = re.compile(
    rf"(?:\s(?!(?:and|or|but|that|which|who|whose|when|was|were|is|are|has|had|\w+ed)\b)[\w'’-]+)"
    rf"{{0,3}}?,?\s{_OF_YEAR}"
)
# No date of a value: "in 2015 prices", "in the 2000s", "in 2011 census districts".
NO_DATE = re.compile(
    r"s\b|\s?[–/-]\s?\d\d(?!\d)|\s(?:constant\s)?(?:prices|dollars|euros|yuan|yen|pounds|terms|money"
    r"|values?|levels?|reports?|editions?|census|surveys?|elections?|budgets?|laws?|acts?|plans?"
    r"|boundaries|standards?)\b"
)
LATER = re.compile(r"\b(?:since|now|today|currently|later|meanwhile|this year|by then)\b", re.I)
LED = re.compile(r"[\s:(]+(?:(?:had|has|with|at|is|was|came to)\s)?", re.I)  # "Beijing 1,210"
JOINED = re.compile(r"\s*(?:[-–—/]|to|and|through|until)\s*", re.I)
# Behind these stands what a value is compared with, not its own time.
COMPARED = re.compile(
    r"\b(?:from|since|than|than in|with|to|against|over|after|before|versus|vs\.?|on|on the"
    r"|compared with|compared to)\s+(?:those of\s|that of\s|in\s)?$",
    re.I,
)


class Mark(Struct, frozen=True):
    """A year or a name in a quotation; `names` are more than one where it is a span of years."""

    start: int
    end: int
    names: frozenset[str]


def wrong_year(quotation: str, said: Sequence[Span], every: Sequence[Span], when: str) -> str:
    """The year that all values `said` stand with, where none is that of `when`; or "".

    `every` are the places of all numbers in the quotation. In "grew from 151 in 2020 to 245 in
    2024", 151 does not stand with 2024.
    """
    wanted = years(when)
    marks = list(_years(quotation, said))
    if not wanted or not marks or PLANNED.search(when):
        return ""
    if not any(mark.names & wanted for mark in marks):
        marks = [mark for mark in marks if not COMPARED.search(quotation, 0, mark.start)]
    return _elsewhere(quotation, said, every, marks, wanted)


def year_left_out(before: str, quotation: str, after: str, said: Sequence[Span], when: str) -> str:
    """The year of a value that its quotation leaves out, where it is not that of `when`; or "".

    `before` and `after` are the rest of the sentence, `said` the places of the value in the
    quotation, which names no year: ("In 2023 ", "staff was 410", ".") is not of 2024.
    """
    wanted = years(when)
    if not wanted or PLANNED.search(when) or YEAR.search(quotation):
        return ""
    sentence, shift = f"{before}{quotation}{after}", len(before)
    marks = list(_years(sentence, ()))
    found = (_left_out(sentence, (start + shift, end + shift), marks) for start, end in said)
    dated = [mark if mark and not NO_DATE.match(sentence, mark.end) else None for mark in found]
    return _other(dated, wanted)


def _left_out(sentence: str, span: Span, marks: Sequence[Mark]) -> Mark | None:
    """The year right behind a value, else the one with which the sentence begins, if it has one."""
    low, high = _part(sentence, span[0])
    behind = next((mark for mark in marks if mark.start >= span[1]), None)
    if behind and behind.start < high and ENDS.fullmatch(sentence, span[1], behind.start):
        return behind
    before = [mark for mark in marks if mark.end <= span[0]]
    if len(before) != 1 or not LEADS.fullmatch(sentence, low, before[0].start):
        return None
    comma = sentence.find(",", span[1], high)
    return (
        None if LATER.search(sentence, before[0].end, comma if comma > 0 else high) else before[0]
    )


def years(when: str) -> frozenset[str]:
    """The years of a date: `"2023/24"` -> {"2023", "2024"}."""
    spans = re.findall(r"(\d\d)(\d\d)\s?[/–-]\s?(\d\d)(?!\d)", when)
    later = (f"{century}{end}" for century, start, end in spans if end > start or end == "00")
    return frozenset((*YEAR.findall(when), *later))


def wrong_name(
    quotation: str, said: Sequence[Span], every: Sequence[Span], own: str, others: Collection[str]
) -> str:
    """The other point's name that all values `said` stand with, in place of their `own`; or ""."""
    quotation, own = quotation.translate(DASHES), own.translate(DASHES)
    others = {other.translate(DASHES) for other in others}
    names = sorted({own, *others} - {""}, key=len, reverse=True)
    if not own or len(names) < 2:
        return ""
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    marks = [Mark(*found.span(), frozenset((found[0],))) for found in pattern.finditer(quotation)]
    return _elsewhere(quotation, said, every, marks, frozenset((own,)))


def _years(quotation: str, said: Sequence[Span]) -> Iterator[Mark]:
    """Years that are no value, those of a span ("2020 to 2024") together."""
    found = [
        year
        for year in YEAR.finditer(quotation)
        if not any(start < year.end() and year.start() < end for start, end in said)
    ]
    while found:
        group = [found.pop(0)]
        while found and JOINED.fullmatch(quotation, group[-1].end(), found[0].start()):
            group.append(found.pop(0))
        yield Mark(group[0].start(), group[-1].end(), frozenset(year[0] for year in group))


def _elsewhere(
    quotation: str,
    said: Sequence[Span],
    every: Sequence[Span],
    marks: Sequence[Mark],
    wanted: frozenset[str],
) -> str:
    return _other([_beside(quotation, span, every, marks) for span in said], wanted)


def _other(marks: Sequence[Mark | None], wanted: frozenset[str]) -> str:
    """What the first mark names, where there is one for each value and none is `wanted`; or ""."""
    known = [mark for mark in marks if mark is not None and not mark.names & wanted]
    return " to ".join(sorted(known[0].names)) if known and len(known) == len(marks) else ""


def _beside(
    quotation: str, span: Span, every: Sequence[Span], marks: Sequence[Mark]
) -> Mark | None:
    """The mark that a value stands with, where the sentence tells; None where it does not."""
    low, high = _part(quotation, span[0])
    here = [mark for mark in marks if low <= mark.start < high]
    tight = {each: mark for each in every if (mark := _tight(quotation, each, every, here))}
    if span in tight:
        return tight[span]
    before = [mark for mark in here if mark.end <= span[0]]
    numbers = [each for each in every if low <= each[0] < high]
    if before and (not numbers or here[0].start < numbers[0][0]):
        return before[-1]  # "In 2024, 12 firms closed and 40 opened"
    claimed = [mark for each, mark in tight.items() if each != span]
    after = [mark for mark in here if mark.start >= span[1] and mark not in claimed]
    return after[0] if after else None


def _tight(quotation: str, span: Span, every: Sequence[Span], marks: Sequence[Mark]) -> Mark | None:
    """The mark right before a value, or behind it with a preposition and no value between."""
    before = next((mark for mark in reversed(marks) if mark.end <= span[0]), None)
    if before is not None and LED.fullmatch(quotation, before.end, span[0]):
        return before
    after = next((mark for mark in marks if mark.start >= span[1]), None)
    if after is None or any(span[1] <= start < after.start for start, _ in every):
        return None
    return after if TIGHT.fullmatch(quotation, span[1], after.start) else None


def _part(quotation: str, at: int) -> Span:
    """The sentence, or part of it between semicolons, that holds an offset."""
    ends = [0, *(match.end() for match in PART.finditer(quotation)), len(quotation) + 1]
    low = max(end for end in ends if end <= at)
    return low, min(end for end in ends if end > at)
