"""Facts of another nature than those beside them: plans, derived figures, figures with "over"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from .chart_facts import ChartFact
from .computed import Unproved
from .drawn_marks import Drawn

ChartStyle = tuple[object, ...]

NATURES: dict[str, tuple[Callable[[ChartFact], bool], re.Pattern[str]]] = {
    "qualified": (
        lambda fact: bool(fact.qualifier),
        re.compile(
            r"\b(?:over|more than|at least|about|around|nearly|almost|up to|under|less than|fewer"
            r"|exceed\w*|above|below|roughly|some|or more|open|approximate\w*|estimate\w*|least"
            r"|most|rounded|minimum|maximum|circa)\b|\d\+|[≈~><≥≤]|-plus\b"
            r"|超过|超出|多于|高于|不少于|不低于|不足|不到|少于|低于|接近|至少|至多|左右|以上|以下|以内|逾"
            r"|(?<![纽条节公签预])约|(?<![最附])近|估|下限|上限|四舍五入",
            re.I,
        ),
    ),
    "planned": (
        lambda fact: bool(
            re.search(r"\b(?:plan(?:s|ned)?|target(?:s|ed)?|goals?|forecasts?|foreseen|projected"
                      r"|projections?|expected|scenario|budgeted)\b|规划|计划|目标|预测|预计|预期",
                      fact.what, re.I)
        ),
        re.compile(
            r"\b(?:plan|target|goal|forecast|foreseen|project|expect|scenario|budget)"
            r"|规划|计划|目标|预测|预计|预期|预算", re.I
        ),
    ),
    "derived": (
        lambda fact: fact.derived,
        re.compile(r"\b(?:deriv|comput|calculat|worked out|estimate|implied|imply|our own|sum\b"
                   r"|total|growth|share|ratio|average|mean|difference|added|index|per )"
                   r"|推算|计算|折算|估算|倒推|合计|总计|相加|占比|比重|比例|份额|增长|增速|增幅|平均|人均"
                   r"|之比|之差|差距|指数|每", re.I),
    ),
}  # fmt: skip


def unlike(drawn: Drawn) -> Iterator[Unproved]:
    """A plan, a derived or an "over" value looks unlike a measured one, or words tell of it."""
    looks: dict[str, set[ChartStyle]] = defaultdict(set)
    facts: dict[str, ChartFact] = {}
    for mark in drawn.scene.marks:
        for item in mark.items:
            ink = item.fill, item.stroke, item.at.get("opacity")
            look = (mark.kind, *ink, item.dash, item.shape)
            for fact in drawn.rows.of_row(item.row):
                facts[fact.id] = fact
                if mark.kind != "text":
                    looks[fact.id].add(look)
    for kind, (belongs, told) in NATURES.items():
        some = [fact for fact in facts.values() if belongs(fact)]
        others = [fact for fact in facts.values() if not belongs(fact)]
        if not some or not (others or kind == "qualified") or told.search(drawn.said):
            continue
        usual = {look for fact in others for look in looks[fact.id]}
        alike = [fact for fact in some if looks[fact.id] & usual or not others]
        if alike:
            yield Unproved(
                f"'{alike[0].id}' ({alike[0].text}) is {HOW[kind]}, but is drawn as if it were "
                "measured; give it another look, or say so in the subtitle or the note",
                alike[0].id,
            )


HOW = {
    "qualified": "no exact figure",
    "planned": "planned or expected",
    "derived": "worked out from other facts",
}
