"""What a computed fact says it is agrees with what it is computed from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Fact, Story
from ...problem import Problem
from .claims import counted
from .counting import opposed
from .vocabulary import COMMON, MEASURES, TREND_WORDS, WORD, stem, stems

CHANGED = re.compile(
    r"[\s(]*\{([^{}]*)\}\s*(?:/\s*\{([^{}]*)\}[\s)]*-\s*1\s*|-\s*\{([^{}]*)\}[\s)]*)"
)
FALLS = re.compile(r"^\W*(?:fall|decline|decrease|drop|reduction|cut|slump|loss)\b", re.I)
CHANGING = stems(" ".join(TREND_WORDS))
EVERY_YEAR = re.compile(
    r"\b(?P<every>(?:every|each)\s+(?:year|month|quarter|day|week)|(?:annual|yearly)\s+(?:growth|rise|increase|fall"
    r"|decline|change|rate)|(?:growth|rise|increase|fall|decline|change)\s+(?:a|per)\s+year)\b",
    re.I,
)


def formulas_mean(story: Story) -> Iterator[Problem]:
    """A formula's `what` names what its inputs are of, and over which time."""
    for fact in story.facts.values():
        formula = fact.formula
        if formula is None or not story.facts.keys() >= {*formula.inputs}:
            continue
        read = [story.facts[id] for id in dict.fromkeys(formula.inputs)]
        if reason := _fall(fact, read) or _every(fact, read) or _another(fact, read, story):
            yield Problem(formula.where, reason, formula.text)


def _fall(fact: Fact, read: list[Fact]) -> str:
    """ "Fall of spending" of what is more at the later time."""
    match = CHANGED.fullmatch(fact.formula.text) if fact.formula else None
    if not match or not FALLS.search(fact.what.text) or not fact.quantity or len(read) != 2:
        return ""
    new, old = read
    if new.series and new.series == old.series and new.when > old.when and fact.quantity.value > 0:
        return (
            f"'{fact.what.text}' is computed to {fact.text}, a rise from {old.text} to {new.text}; "
            "say so in 'what'"
        )
    return ""


def _every(fact: Fact, read: list[Fact]) -> str:
    """ "Rose every year", of two years that are further apart."""
    match = EVERY_YEAR.search(fact.what.text)
    text = fact.formula.text if fact.formula else ""
    if not match or "**" in text or ".*" in text or len(read) != 2:
        return ""
    if any(EVERY_YEAR.search(one.what.text) for one in read):
        return ""
    years = [int(one.when[:4]) for one in read if re.match(r"\d{4}", one.when)]
    compared = re.search(r"[<>]|-\s*1\s*$", text)
    if compared and len(years) == 2 and abs(years[0] - years[1]) > 1:
        return f"'{match['every']}' is not what this computes: {years[1]} and {years[0]} alone"
    return ""


def _another(fact: Fact, read: list[Fact], story: Story) -> str:
    """ "Growth of spending on schools", computed from that on research."""
    if len({one.what.text for one in read}) != 1:
        return ""
    what, of = fact.what.text, read[0].what.text
    whole = f"{of} {read[0].label.text}"
    said = f"this is computed from '{of}'"
    for found in opposed(what, whole):
        return f"'{what}' is of another thing than '{found[0]}': {said}"
    measures = [line for line in MEASURES if re.search(rf"\b{line[0]}\b", what, re.I)]
    theirs = [line for line in MEASURES if re.search(rf"\b{line[0]}\b", whole, re.I)]
    known = "|".join(measures[0]) if measures else ""
    apart = len(measures) == len(theirs) == 1 and measures != theirs
    if apart and not re.search(rf"\b(?:{known})\b", whole, re.I):
        return f"'{what}' is of {measures[0][0]}, and {said}"
    if fact.claim and not (stems(what) - COMMON - CHANGING) & stems(f"{whole} {read[0].quote}"):
        first = WORD.search(what)
        if first and stem(first[0]) in counted(story):
            return f"'{what}' names nothing of what it compares: {said}"
    return ""
