"""The words of a language by which a chart tells of itself, as patterns."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ..numbers.hanzi import HAN
from ..numbers.languages import grammar
from ..numbers.languages.chart_words import ENGLISH_CHART_WORDS


@functools.cache
def pattern(about: str, language: str) -> re.Pattern[str]:
    """`("rises", "zh")` -> a pattern of 增长 and its like, and of the English words.

    English counts in every language, as the code of charts and names of data are written in it.
    `about` is a field of `ChartWords`.
    """
    return re.compile("|".join(_parts(about, language)) or "(?!)", re.I)


@functools.cache
def patterns(about: str, language: str) -> tuple[re.Pattern[str], ...]:
    """As `pattern`, with a pattern a language, for those whose groups have the same name."""
    return tuple(re.compile(part, re.I) for part in _parts(about, language))


def _parts(about: str, language: str) -> Iterator[str]:
    own = grammar(language).chart_words
    for known in (ENGLISH_CHART_WORDS, *([] if own is ENGLISH_CHART_WORDS else [own])):
        if part := getattr(known, about):
            yield part


def holds(words: str, name: str) -> bool:
    """Whether words hold a name as a whole word; of Han, which has no spaces, as it stands."""
    if HAN.search(name):
        return name in words
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.I))
