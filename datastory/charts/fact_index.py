"""The facts that a chart read, found by plotted numbers and by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..numbers.languages import grammar
from .chart_facts import ChartFact
from .word_patterns import holds

# Powers of ten by which a field may differ from base units; those of a language's scales may too,
# as 万 and 亿.
POWERS = (0, 3, -3, 6, -6, 9, -9, 12, -12)


class Stated(Struct, frozen=True):
    """A plotted number and the fact that it states: `number * 10**power` is the fact's value."""

    fact: ChartFact
    power: int


class FactIndex(Struct, frozen=True):
    """Facts by id, by the digits of their values and by the words that they go by.

    `powers` are those of ten by which plotted numbers may differ from base units.
    """

    by_id: Mapping[str, ChartFact]
    by_digits: Mapping[str, Sequence[ChartFact]]
    by_word: Mapping[str, frozenset[str]]
    powers: tuple[int, ...]

    def stated(self, number: Decimal) -> list[Stated]:
        """What a plotted number may state: `12` the fact of 12 million, not that of 120."""
        found = []
        for fact in self.by_digits.get(digits(number), ()):
            power = round((fact.value / number).log10()) if number else 0
            if power in self.powers or power == 2 and fact.unit == "%":
                found.append(Stated(fact, power))
        return found

    def called(self, word: str) -> frozenset[str]:
        """The ids of the facts whose key, label, name or id is a word, however it is spelt."""
        return self.by_word.get(_spelt(word), frozenset())

    def is_another(self, word: str, fact: ChartFact) -> bool:
        """Whether a word goes by others of a fact's series, or of its kind, and not by the fact."""
        named, said = self.called(word), " ".join((fact.what, fact.label, fact.when, fact.key))
        if not named or fact.id in named or holds(said, word):
            return False
        return any(siblings(fact, self.by_id[id]) for id in named)


def fact_index(facts: Sequence[ChartFact], language: str) -> FactIndex:
    by_digits: dict[str, list[ChartFact]] = defaultdict(list)
    by_word: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        by_digits[digits(fact.value)].append(fact)
        for word in filter(None, (fact.key, fact.label, fact.what, fact.id)):
            by_word[_spelt(word)].add(fact.id)
    scales = (scale.adjusted() for scale in grammar(language).scales.values())
    return FactIndex(
        {fact.id: fact for fact in facts},
        by_digits,
        {word: frozenset(ids) for word, ids in by_word.items()},
        tuple(dict.fromkeys((*POWERS, *scales))),
    )


def _spelt(word: str) -> str:
    return " ".join(word.split()).casefold()


def digits(value: Decimal) -> str:
    """The first twelve digits with their sign: floats carry noise behind them."""
    return f"{value:.11e}".split("e")[0] if value else "0"


def siblings(one: ChartFact, other: ChartFact) -> bool:
    """Points of one series, or facts that stand alone."""
    return one.series == other.series or not (one.series and other.series)
