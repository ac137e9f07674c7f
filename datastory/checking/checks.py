"""What must hold before a page is written. A check is a generator; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..model import Story
from ..problem import Problem
from . import budgets, consistency, no_figures, other_sources, proofs, structure, todos, totals
from .edition_parity import labels_agree, parity
from .sentences.computed_facts import formulas_mean
from .sentences.quotation_context import quotations_mean
from .sentences.ranked_lists import numbered_lists_rank
from .sentences.rules import sentences_agree

Check = Callable[[Story], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    proofs.quotations_say,
    proofs.readings_keep_digits,
    proofs.formulas_hold,
    consistency.one_meaning,
    other_sources.other_quotations_say,
    other_sources.others_are_near,
    consistency.shares,
    consistency.whole_counts,
    consistency.ranks,
    totals.parts_make_the_total,
    totals.totals_are_no_members,
    totals.means_are_possible,
    consistency.formulas_say,
    consistency.precision,
    proofs.uses,
    proofs.figures_bound,
    proofs.qualifiers_inside,
    proofs.run_together,
    budgets.weak_evidence,
    todos.todos_done,
    structure.histories,
    structure.chapters,
    structure.anchors,
    structure.headings,
    structure.places_of_charts,
    structure.links,
    structure.one_address_each,
)


# What a sentence says around a figure is told where nothing else is wrong there.
AROUND_EDITIONS: tuple[Check, ...] = (
    sentences_agree,
    no_figures.names_are_names,
    no_figures.credits_hold_no_figures,
    no_figures.notes_of_change_hold_no_figures,
    no_figures.plain_words_count_nothing,
)
AROUND: tuple[Check, ...] = (
    *AROUND_EDITIONS,
    quotations_mean,
    formulas_mean,
    numbered_lists_rank,
)

# What holds of the words of an edition; its facts are those of the main one, and proved there.
OF_EDITIONS: tuple[Check, ...] = (
    proofs.uses,
    proofs.figures_bound,
    proofs.qualifiers_inside,
    structure.anchors,
    structure.headings,
    structure.links,
)


def check_edition(edition: Story, story: Story) -> list[Problem]:
    """All problems of the words of an edition, and what it says other than the main one."""
    found = [problem for one in OF_EDITIONS for problem in one(edition)]
    if len(edition.chapters) == len(story.chapters):  # or charts of the others would be missed too
        found += structure.places_of_charts(edition)
    around = _around(edition, found, AROUND_EDITIONS)
    return [*found, *around, *parity(story, edition), *labels_agree(story, edition)]


def check(story: Story) -> list[Problem]:
    """All problems of all checks."""
    problems = [problem for one in CHECKS for problem in one(story)]
    return problems + _around(story, problems, AROUND)


def _around(story: Story, problems: Sequence[Problem], checks: tuple[Check, ...]) -> list[Problem]:
    places = {problem.where for problem in problems}
    return [found for one in checks for found in one(story) if found.where not in places]
