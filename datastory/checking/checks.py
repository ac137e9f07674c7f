"""What must hold before a page is written. A check is a generator; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Story
from ..problem import Problem
from . import budgets, layout, proofs

CHECKS: tuple[Callable[[Story], Iterator[Problem]], ...] = (
    proofs.quotations_stand,
    proofs.quotations_say,
    proofs.formulas_hold,
    proofs.uses,
    proofs.figures_bound,
    proofs.qualifiers_inside,
    proofs.run_together,
    budgets.weak_evidence,
    layout.chapters,
    layout.anchors,
    layout.headings,
    layout.places_of_charts,
    layout.links,
    layout.one_address_each,
)


def check(story: Story) -> list[Problem]:
    """All problems of all checks."""
    return [problem for one in CHECKS for problem in one(story)]
