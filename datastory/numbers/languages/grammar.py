"""What a language brings to the reading and the writing of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..quantity import Disguise, Figure, Quantity
from .chart_words import ENGLISH_CHART_WORDS, ChartWords


class ChartForms(Struct, frozen=True):
    """What charts letter by themselves in a language: ticks of numbers and of time.

    `scales` are factors with their words, the largest first, of which ticks are counted in the
    first that fits; `gap` stands between that word and the unit; `grouped`: 9,873, not 9873.
    `count` is the title of an axis of counts. The forms of dates are those of Vega (d3): `dates` by
    the parts that are named (Y, m, d), `ticks` by the unit that they begin, `months` for a tick of
    months with its year and without, `locale` the names of days and months; None are Vega's own,
    which are English.
    """

    scales: Sequence[tuple[int, str]]
    count: str
    months: tuple[str, str]
    gap: str = " "
    grouped: bool = True
    dates: Mapping[str, str] | None = None
    ticks: Mapping[str, str] | None = None
    locale: Mapping[str, object] | None = None


ENGLISH_CHARTS = ChartForms(
    scales=((10**12, "trillion"), (10**9, "billion"), (10**6, "million")),
    count="count",
    months=("%b %Y", "%b"),
)


class Grammar(Struct, frozen=True):
    """One language: how its prose says numbers, and how it prints a fact's value.

    `read` finds every number of a text. `masked` hides dates, times, addresses and the given names,
    as long as before. `is_year` and `is_idle` tell of a number in a masked text that it is a bare
    year, or no figure for another reason ("one", part of a set phrase). `leading` and `late` are
    the qualifier that ends at an offset, with where it begins, and the one that stands some words
    behind, with where it ends. `qualifiers` are all phrases of the first kind. `disguises` are
    amounts in a masked text that `read` does not find. `beside` matches what belongs to a number
    that is linked (U+FFFC), such as a scale; `denied` a "not" that ends right before a number.

    `written` prints a fact's value, `qualifier` names a direction ("over"), `unit` a unit in
    messages; `date` prints a date or period of data.yaml: "2024", "2024-03", "2020 to 2024".
    `scales` are the words by which a number is multiplied; `slip` is a word of advice, or "", about
    words that are wrong by the given factor: ("12万" for 120000000: 1000). `rewritten` gives linked
    words anew so that they say the fact, or "", where the language has a way of its own. `point`
    begins decimals. `sentence_end` matches from the mark that ends a sentence to the next one.
    `strange` finds what no value typed in the language holds: another's is printed anew. `charts`
    are what charts letter by themselves, `chart_words` what in and around them tells of them.
    """

    code: str
    read: Callable[[str], list[Figure]]
    masked: Callable[[str, Sequence[str]], str]
    is_year: Callable[[Figure, str], bool]
    is_idle: Callable[[Figure, str], bool]
    leading: Callable[[str, int], tuple[str, int]]
    late: Callable[[str, int], int]
    qualifiers: Collection[str]
    disguises: Callable[[str], Iterable[Disguise]]
    beside: re.Pattern[str]
    denied: re.Pattern[str]
    written: Callable[[Quantity], str]
    qualifier: Callable[[str], str]
    unit: Callable[[str], str]
    date: Callable[[str], str]
    scales: Mapping[str, Decimal]
    slip: Callable[[Decimal], str]
    rewritten: Callable[[str, Figure, Quantity], str] | None
    sentence_end: re.Pattern[str]
    point: str = "."
    strange: re.Pattern[str] | None = None
    charts: ChartForms = ENGLISH_CHARTS
    chart_words: ChartWords = ENGLISH_CHART_WORDS
