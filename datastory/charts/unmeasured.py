"""Facts of another nature than those beside them: plans, derived figures, figures with "over"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from .chart_facts import ChartFact
from .drawn import Drawn
from .transforms import Unproved
from .word_patterns import pattern

# Whether a fact is of the nature; the words by which a chart tells of it; the same for its author.
NATURES: tuple[tuple[Callable[[ChartFact, str], bool], str, str], ...] = (
    (lambda fact, by: bool(fact.qualifier), "inexact", "no exact figure"),
    (lambda fact, by: bool(pattern("plan", by).search(fact.what)), "planned",
     "planned or expected"),
    (lambda fact, by: fact.derived, "derived", "worked out from other facts"),
)  # fmt: skip


def unlike(drawn: Drawn) -> Iterator[Unproved]:
    """A plan, a derived or an "over" value looks unlike a measured one, or words tell of it."""
    looks: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    facts: dict[str, ChartFact] = {}
    for mark in drawn.scene.marks:
        for item in mark.items:
            ink = item.fill, item.stroke, item.at.get("opacity")
            look = (mark.kind, *ink, item.dash, item.shape)
            for fact in drawn.rows.of_row(item.row):
                facts[fact.id] = fact
                if mark.kind != "text":
                    looks[fact.id].add(look)
    for belongs, owned, how in NATURES:
        some = [fact for fact in facts.values() if belongs(fact, drawn.language)]
        others = [fact for fact in facts.values() if not belongs(fact, drawn.language)]
        told = pattern(owned, drawn.language)
        if not some or not (others or owned == "inexact") or told.search(drawn.said):
            continue
        usual = {look for fact in others for look in looks[fact.id]}
        alike = [fact for fact in some if looks[fact.id] & usual or not others]
        if alike:
            yield Unproved(
                f"'{alike[0].id}' ({alike[0].text}) is {how}, but is drawn as if it were "
                "measured; give it another look, or say so in the subtitle or the note",
                alike[0].id,
            )
