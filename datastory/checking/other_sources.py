"""Two sources that differ: what others say of a fact is proved, and the difference is owned to."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..model import Fact, Other, Story
from ..numbers.statements import quotation_mismatch
from ..numbers.units import PERCENT, POINTS, called, factor, same_units
from ..numbers.values import parse_value
from ..problem import Problem, Refused
from .consistency import agree
from .proofs import misread


def other_quotations_say(story: Story) -> Iterator[Problem]:
    """What another source is said to say stands in its quotation, of the same time."""
    for fact in story.facts.values():
        for other in fact.others:
            source = story.sources.get(other.proof.source)
            published = source.published if source else ""
            words, value = other.proof.words, other.quantity
            reason = quotation_mismatch(words, value) or misread(
                words, value, fact.when, fact.label.text, (), published
            )
            if reason:
                yield Problem(other.proof.where, reason, words)


def others_are_near(story: Story) -> Iterator[Problem]:
    """What another source says is within `tolerance`, or `note` says why this one was chosen."""
    for fact in story.facts.values():
        by = _tolerance(fact)
        if isinstance(by, Refused):
            yield Problem(fact.tolerance_at, by.message, fact.tolerance)
            continue
        for other in fact.others:
            if reason := _apart(fact, other, by):
                yield Problem(other.where, reason, other.quantity.text)


def _tolerance(fact: Fact) -> Fraction | Refused | None:
    """How far other sources may differ, in base units; None where the author did not say it."""
    own = fact.quantity
    if not fact.tolerance:
        return None
    if own is None or not fact.others:
        return Refused("'tolerance' is how far from the value the sources in 'also' may be")
    said = parse_value(fact.tolerance)
    if isinstance(said, Refused) or said.value < 0 or said.qualifier:
        return Refused("write how far other sources may be from it, as in 1% or 0.5 million yuan")
    if own.unit == PERCENT and said.unit != POINTS:
        return Refused(f"of a percentage, say by how many {POINTS}, as in 0.5 {POINTS}")
    if said.unit == PERCENT:
        return abs(Fraction(own.value)) * Fraction(said.value) / 100
    if own.unit != PERCENT and said.unit and not same_units(said.unit, own.unit):
        return Refused(f"the value is in {called(own.unit)}, and this in {called(said.unit)}")
    return Fraction(said.value)


def _apart(fact: Fact, other: Other, by: Fraction | None) -> str:
    """Why what another source says may not stand beside a fact without a word, or ""."""
    own, theirs = fact.quantity, other.quantity
    if own is None:
        return "a claim is true or false; only a figure has other sources"
    scale = Fraction(1) if same_units(theirs.unit, own.unit) else factor(theirs.unit, own.unit)
    if scale is None:
        kind = called(own.unit) or "number without a unit"
        return f"{theirs.text} is no {kind}, as {own.text} is"
    difference = abs(Fraction(theirs.value) * scale - Fraction(own.value))
    if fact.note or (agree(theirs, own) if by is None else difference <= by):
        return ""
    most = f"{own.text}, beyond the tolerance of {fact.tolerance}" if fact.tolerance else own.text
    return (
        f"'{other.proof.source}' says {theirs.text}, and this fact {most}; say in 'note' why this "
        "one was chosen, or in 'tolerance' how far others may be from it"
    )
