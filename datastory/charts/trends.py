"""What a chart's facts do over time: rise or fall; and the words that tell of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from ..numbers.statements import only_figure
from ..problem import Refused
from .chart_facts import ChartFact
from .row_facts import YEAR

RISES = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|increas(?:e|es|ed|ing)|climb(?:s|ed|ing)?"
    r"|up|upward|upwards|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)|jump(?:s|ed|ing)?|gain(?:s|ed)?"
    r"|higher|rally|rallied|expand(?:s|ed|ing)?)\b|[↑▲⬆↗⇧]"
    r"|(?<!负)增长|增加|上升|上涨|攀升|走高|升[至到]|增[至到]|涨[至到]",
    re.I,
)
FALLS = re.compile(
    r"\b(?:fall(?:s|en|ing)?|fell|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?|shr(?:ink|inks|ank|unk)"
    r"|sank|sinks?|down|downward|downwards|decreas(?:e|es|ed|ing)|plung(?:e|es|ed|ing)"
    r"|slid(?:e|es|ing)?|slump(?:s|ed)?|lower|dwindl(?:e|es|ed)|collaps(?:e|es|ed))\b|[↓▼⬇↘⇩]"
    r"|下降|减少|下滑|下跌|回落|走低|萎缩|负增长|降[至到]|跌[至到]|减[至到]",
    re.I,
)


def lines_of_time(facts: Sequence[ChartFact]) -> list[list[ChartFact]]:
    """Series whose keys are years or dates, each in order of time."""
    series: dict[str, list[ChartFact]] = defaultdict(list)
    for fact in facts:
        if fact.key and YEAR.match(fact.key):
            series[fact.id.removesuffix(f".{fact.key}")].append(fact)
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
    figure = only_figure(fact.text)
    return not isinstance(figure, Refused) and figure.core.kind == "ordinal"


def contrary_trend(words: str, facts: Sequence[ChartFact]) -> str:
    """The first word that tells a trend which nothing drawn has; "" where all is well.

    Changes (a growth, a fall) are facts of their own, and may be told of.
    """
    up, down = trends(facts)
    if not (up or down) or any(is_change(fact) for fact in facts):
        return ""
    rises, falls = RISES.search(words), FALLS.search(words)
    if rises and not up and not falls:
        return rises[0]
    if falls and not down and not rises:
        return falls[0]
    return ""


def is_change(fact: ChartFact) -> bool:
    return bool(
        re.search(
            r"\b(?:growth|change|rise|fall|increase|decrease|decline|difference)\b"
            r"|增长|增速|增幅|涨幅|降幅|跌幅|增量|变化|下降|减少|之差",
            fact.what,
            re.I,
        )  # fmt: skip
    )
