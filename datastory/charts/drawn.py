"""A drawing as it is asked about: what was drawn, which facts it states, the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from ..numbers.languages import grammar
from ..numbers.languages.english.number_words import SCALES
from .chart_facts import ChartFact
from .fact_index import FactIndex, Stated
from .row_facts import RowFacts
from .scene import Item, Mark, Scene
from .specification import ROW
from .unit_views import View
from .word_patterns import pattern

# Scales as words that stand alone: "billion yuan", "in thousands", "£m".
DECLARED = {word: value.adjusted() for word, value in SCALES.items()} | {
    "bn": 9, "tn": 12, "mn": 6, "mln": 6, "m": 6, "k": 3, "'000": 3, "000s": 3, "’000": 3,
}  # fmt: skip
SCALE_WORD = re.compile(
    r"(?<![\w.,])(thousand|million|billion|trillion|bn|tn|mn|mln|['’]000|000s)s?\b"
    r"|(?<=[$£€¥])(m|k)\b",
    re.I,
)


class Drawn(Struct, frozen=True, dict=True):
    """The scene, the views it comes from, and which facts their rows state.

    `facts` are those that the chart read, `words` those around it, `names` those of the story.
    """

    scene: Scene
    views: Sequence[View]
    rows: RowFacts
    index: FactIndex
    facts: Sequence[ChartFact]
    words: str
    language: str
    names: Sequence[str]

    @cached_property
    def said(self) -> str:
        """All words that readers see: around the drawing and in it."""
        return " ".join([self.words, *(line for text in self.scene.texts for line in text.lines)])

    @cached_property
    def powers(self) -> frozenset[int]:
        """The powers of ten that those words name: "billion yuan" is 9, "亿元" 8."""
        english = {DECLARED[(m[1] or m[2]).lower()] for m in SCALE_WORD.finditer(self.said)}
        own = grammar(self.language).chart_words.scales
        alone = pattern("scale", self.language).finditer(self.said)
        return frozenset(english | {own[match["scale"]] for match in alone})

    @cached_property
    def _fields(self) -> Mapping[int, Mapping[str, Any]]:
        found: dict[int, Mapping[str, Any]] = {}
        for view in self.views:
            for row in view.rows:
                found[row[ROW]] = {**row, **found.get(row[ROW], {})}
        return found

    def fields(self, row: int | None) -> Mapping[str, Any]:
        """What the views have of a row of the data, by the names of its fields."""
        return {} if row is None else self._fields.get(row, {})

    def stated(self, mark: Mark, field: str) -> Iterator[tuple[Item, Stated]]:
        """The items of a mark, each with every fact that its row states with a field."""
        for item in mark.items:
            for each in self.rows.of_field(item.row, field):
                yield item, each

    def owns(self, form: str) -> bool:
        """Whether words say that its form is not the usual one: "log", "root", "reversed", …"""
        return bool(pattern(form, self.language).search(self.said))
