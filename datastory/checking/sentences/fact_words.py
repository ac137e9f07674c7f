"""What a fact's own words say of it, by language: a change, its direction, a rank, a plan."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable
from typing import NamedTuple

from .time_expressions import Time
from .vocabulary import (
    CHANGE_NOUNS,
    COMMON,
    DOWN_SAID,
    MAX_SAID,
    MIN_SAID,
    PLAN_FACT,
    UNBOUND,
    UP_SAID,
    stems,
)

RANK = re.compile(r"\b(?:rank\w*|place|position|standing)\b", re.I)
ORDINAL = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth"
    r"|[a-z]+(?:teenth|tieth)|tenth|eleventh|twelfth|hundredth)(?:-[a-z]+)?)\b",
    re.I,
)


def has_ordinal(words: str) -> bool:
    """Whether words hold an ordinal, in digits or letters: "the 2nd", "second-highest"."""
    ends = any(end in words.lower() for end in ("st", "nd", "rd", "th"))
    return ends and bool(ORDINAL.search(words))


class FactWords(NamedTuple):
    """`times` are readers of times in `what` and label, besides that of English.

    `roots` gives the words of a text by which two texts are found to speak of the same, `common`
    are those that they share by chance. `largest` and `smallest` find superlatives. `unbound` are
    words that rank or tell a trend or an amount, which are listed where no figure stands beside
    them.
    """

    change: re.Pattern[str]
    up: re.Pattern[str]
    down: re.Pattern[str]
    rank: re.Pattern[str]
    plan: re.Pattern[str]
    ordinal: re.Pattern[str]
    times: tuple[Callable[[str, str], list[Time]], ...] = ()
    roots: Callable[[str], frozenset[str]] = stems
    common: frozenset[str] = COMMON
    largest: re.Pattern[str] = MAX_SAID
    smallest: re.Pattern[str] = MIN_SAID
    unbound: tuple[re.Pattern[str], ...] = ()


ENGLISH = FactWords(CHANGE_NOUNS, UP_SAID, DOWN_SAID, RANK, PLAN_FACT, ORDINAL, unbound=UNBOUND)
# Modules of other languages, loaded where a story is in one.
MODULES = {"zh": ".chinese_vocabulary"}


@functools.cache
def fact_words(language: str) -> FactWords:
    """Those of a language; of one without its own, those of English."""
    if language not in MODULES:
        return ENGLISH
    found: FactWords = importlib.import_module(MODULES[language], __package__).FACT_WORDS
    return found
