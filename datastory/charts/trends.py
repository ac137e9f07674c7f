"""What a chart's facts do over time: rise or fall; and the words that tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..numbers.statements import only_figure
from ..problem import Refused
from .chart_facts import ChartFact
from .row_facts import YEAR
from .word_patterns import pattern


def lines_of_time(facts: Sequence[ChartFact]) -> list[list[ChartFact]]:
    """Series whose keys are years or dates, each in order of time."""
    series: dict[str, list[ChartFact]] = defaultdict(list)
    for fact in facts:
        if fact.key and YEAR.match(fact.key):
            series[fact.series].append(fact)
    ordered = (sorted(points, key=lambda fact: fact.key) for points in series.values())
    return [points for points in ordered if len(points) > 1]


def trends(facts: Sequence[ChartFact]) -> tuple[bool, bool]:
    """Whether anything drawn rises somewhere, and whether anything falls.

    Of ranks, the way to the first place is a rise.
    """
    up = down = False
    for points in lines_of_time(facts):
        ranks = all(is_ordinal(fact) for fact in points)
        for before, after in zip(points, points[1:], strict=False):
            step = after.value - before.value
            up |= step > 0 or (ranks and step < 0)
            down |= step < 0 or (ranks and step > 0)
    return up, down


def is_ordinal(fact: ChartFact) -> bool:
    """Whether a fact is a rank: "second", "2nd"."""
    figure = only_figure(fact.text)
    return not isinstance(figure, Refused) and figure.core.kind == "ordinal"


def contrary_trend(said: str, facts: Sequence[ChartFact], language: str) -> str:
    """The first word that tells a trend which nothing drawn has; "" where all is well.

    Changes (a growth, a fall) are facts of their own, and may be told of.
    """
    up, down = trends(facts)
    if not (up or down) or any(is_change(fact, language) for fact in facts):
        return ""
    rises, falls = (pattern(way, language).search(said) for way in ("rises", "falls"))
    if rises and not up and not falls:
        return rises[0]
    if falls and not down and not rises:
        return falls[0]
    return ""


def is_change(fact: ChartFact, language: str) -> bool:
    """Whether a fact's `what` names a change, such as a growth, and not a level."""
    return bool(pattern("change", language).search(fact.what))
