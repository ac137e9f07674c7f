"""What a fact's own words say of it, by language: a change, its direction, a rank, a plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from .times import Time
from .vocabulary import CHANGE_NOUNS, DOWN_SAID, PLAN_FACT, UP_SAID

RANK = re.compile(r"\b(?:rank\w*|place|position|standing)\b", re.I)
ORDINAL = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth"
    r"|[a-z]+(?:teenth|tieth)|tenth|eleventh|twelfth|hundredth)(?:-[a-z]+)?)\b",
    re.I,
)


class FactWords(NamedTuple):
    """`times` are readers of times in `what` and label, besides that of English."""

    change: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    rank: re.Pattern[str]
    plan: re.Pattern[str]
    ordinal: re.Pattern[str]
    times: tuple[Callable[[str, str], list[Time]], ...] = ()


ENGLISH = FactWords(CHANGE_NOUNS, UP_SAID, DOWN_SAID, RANK, PLAN_FACT, ORDINAL)
