"""When a figure of a document holds, as `when` of data.yaml says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..checking.sentences import chinese_vocabulary
from ..checking.sentences.dates import COMPARISON, DIRECT
from ..checking.sentences.time_expressions import FIRST, LAST, Time, times
from ..evidence.pairing import PART
from ..numbers.languages import language_of
from ..numbers.quantity import Figure
from .prose import Sentence, blanked


def times_of(
    sentence: Sentence, figure: Figure, every: Sequence[Figure], published: str
) -> Iterator[str]:
    """What may be the time of a figure, the likeliest first: `"2024"`, `"2024-03"`, `"2024-Q1"`.

    Where its own sentence names none, the one that the sentences before it or their heading name
    will do; of several none. `every` are the figures of the sentence.
    """
    text = sentence.text
    named = _times(blanked(text, every), published)
    ranked = sorted(named, key=lambda time: _rank(text, figure, time, every))
    yield from filter(None, (written(time) for time in ranked))
    if not named:
        for above in (sentence.earlier, sentence.heading):
            found = {said for time in _times(above, published) if (said := written(time))}
            if found:
                yield from found if len(found) == 1 else ()
                return


def _times(text: str, published: str) -> list[Time]:
    by = chinese_vocabulary.times if language_of(text) == "zh" else times
    return by(text, published)


def written(time: Time) -> str:
    """A time as `when` says it, or "" where it is no span of its own."""
    if time.months or time.open or time.first == FIRST or time.last == LAST:
        return ""
    (year, month), (last_year, last_month) = divmod(time.first, 12), divmod(time.last, 12)
    length = time.last - time.first + 1
    if length == 1:
        return f"{year}-{month + 1:02}"
    if length == 3 and year == last_year:
        return f"{year}-Q{month // 3 + 1}"
    if length == 6 and year == last_year:
        return f"H{month // 6 + 1} {year}"
    if (month, last_month) == (0, 11):
        return f"{year}" if year == last_year else f"{year} to {last_year}"
    return ""


def _rank(text: str, figure: Figure, time: Time, every: Sequence[Figure]) -> tuple[int, int]:
    """Nearness by how writers place times: right behind, right before, leading, any."""
    between = [one for one in every if _between(one, figure, time)]
    if time.start >= figure.end:
        gap = text[figure.end : time.start]
        if not between and DIRECT.fullmatch(gap) and not COMPARISON.search(gap):
            return 0, len(gap)
        apart = bool(between or PART.search(gap) or COMPARISON.search(gap))
        return (4 if apart else 2), len(gap)
    gap = text[time.end : figure.start]
    if re.fullmatch(r"[\s:,(]*", gap):
        return 1, len(gap)
    return (3 if between else 2), len(gap)


def _between(one: Figure, figure: Figure, time: Time) -> bool:
    low, high = sorted((figure.start, time.start))
    return low < one.start < high and one is not figure
