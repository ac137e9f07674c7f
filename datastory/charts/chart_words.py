"""Whether the words around a chart agree with what it draws: title, subtitle, alt, note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..model import Chart, Prose, Source
from ..numbers.hanzi import HAN
from ..numbers.units import units_agree
from ..problem import Problem
from .chart_facts import ChartFact
from .drawn_words import unit_said
from .trends import contrary_trend, is_ordinal, lines_of_time
from .word_patterns import holds, pattern, patterns


def miswritten(
    chart: Chart, facts: Sequence[ChartFact], sources: Sequence[Source], by: str
) -> Iterator[Problem]:
    """Words that say the contrary of what is drawn, or name another source than proves it.

    `facts` are those that the chart read, `sources` those that they rest on,
    `by` the language.
    """
    yield from _other_unit(chart.subtitle, facts)
    yield from _other_source(chart.note, sources, by)
    for prose in (chart.title, chart.subtitle, chart.alt, chart.note):
        yield from _other_trend(prose, facts, by)
        yield from _other_leader(prose, facts, by)


def _other_unit(prose: Prose, facts: Sequence[ChartFact]) -> Iterator[Problem]:
    """A unit in the subtitle is that of a fact; a bare word, such as "Rank", is none."""
    _, unit = unit_said(re.sub(r"\d[\d.,]*", "", prose.text))
    units = {fact.unit for fact in facts}
    if unit and units and not any(units_agree(unit, each) for each in units):
        said = ", ".join(sorted(units))
        message = f"the subtitle names {unit}, but the chart draws {said}; name its unit"
        yield Problem(prose.where, message)


def _other_source(prose: Prose, sources: Sequence[Source], by: str) -> Iterator[Problem]:
    """A note that names a source names one of those that prove the chart's facts."""
    marker = pattern("source", by).search(prose.text)
    if not marker:
        return
    listed = prose.text[marker.end() :].partition("\n")[0]
    words = " ".join(f"{each.publisher} {each.title} {each.id}" for each in sources)
    for named in re.split(r"[;,、，；。]|\band\b", listed):
        name = named.strip(" .()《》")
        known = [word for word in re.findall(r"\w{3,}", name) if re.search(
            rf"\b{re.escape(word)}", words, re.I)]  # fmt: skip
        if HAN.match(name):
            known = [name[at : at + 2] for at in range(len(name) - 1) if name[at : at + 2] in words]
        if re.match(r"[A-Z]|[\u3400-\u9fff]{2}", name) and not known:
            message = (
                f"the note names '{name}' as a source, but it proves no figure of this chart; "
                "leave it out: the sources of its facts are printed below it"
            )
            yield Problem(prose.where, message)


def _other_trend(prose: Prose, facts: Sequence[ChartFact], by: str) -> Iterator[Problem]:
    if word := contrary_trend(_unbound(prose), facts, by):
        points = lines_of_time(facts)[0]
        way = f"from {points[0].text} in {points[0].key} to {points[-1].text} in {points[-1].key}"
        message = f"'{word}' is not what the chart draws: it goes {way}; say what it shows"
        yield Problem(prose.where, message)


def _unbound(prose: Prose) -> str:
    """The words that are bound to no claim: what a claim says is proved by itself."""
    return " ".join(run.text for run in prose.runs) or prose.text


def _other_leader(prose: Prose, facts: Sequence[ChartFact], by: str) -> Iterator[Problem]:
    """Who is said to lead has the greatest value of its kind, or the first rank."""
    found = (each.search(prose.text) for each in patterns("leads", by))
    match = next(filter(None, found), None)
    named = [fact for fact in facts if match and fact.label and holds(match["who"], fact.label)]
    if not match or not named:
        return
    for fact in named:
        others = [
            other for other in facts
            if units_agree(other.unit, fact.unit) and other.when == fact.when
            and other.id.rsplit(".", 1)[0] == fact.id.rsplit(".", 1)[0]
        ]  # fmt: skip
        ranks = bool(others) and all(is_ordinal(other) for other in others)
        best = (min if ranks else max)((other.value for other in others), default=Decimal(0))
        if fact.value == best or len(others) < 2:
            return
    fact = named[0]
    top = max(facts, key=lambda other: other.value)
    message = (
        f"'{' '.join(match[0].split())}': the chart draws {fact.text} for {fact.label}, and "
        f"{top.text} for {top.label or top.key}; say who leads"
    )
    yield Problem(prose.where, message)
