"""What must hold before a page is written. A check is a generator; its docstring is the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..cache import digest, shared
from ..model import Story
from ..problem import Problem
from . import budgets, consistency, no_figures, other_sources, proofs, structure, todos, totals
from .edition_parity import labels_agree, parity
from .sentences.check_cache import unless_known
from .sentences.computed_facts import formulas_mean
from .sentences.quotation_context import quotations_mean
from .sentences.ranked_lists import numbered_lists_rank
from .sentences.rules import sentences_agree

Check = Callable[[Story], Iterator[Problem]]

# What holds of facts and of what proves them. These look at no chapter and at no chart.
OF_DATA: tuple[Check, ...] = (
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
    todos.todos_done,
    structure.histories,
)
OF_WORDS: tuple[Check, ...] = (
    proofs.uses,
    proofs.figures_bound,
    proofs.qualifiers_inside,
    proofs.run_together,
    budgets.weak_evidence,
    structure.chapters,
    structure.anchors,
    structure.headings,
    structure.places_of_charts,
    structure.links,
    structure.one_address_each,
)


# What is said around a figure is told where nothing else is wrong there.
AROUND_DATA: tuple[Check, ...] = (
    no_figures.names_are_names,
    no_figures.credits_hold_no_figures,
    no_figures.notes_of_change_hold_no_figures,
    quotations_mean,
    formulas_mean,
)
AROUND_WORDS: tuple[Check, ...] = (
    sentences_agree,
    no_figures.plain_words_count_nothing,
    numbered_lists_rank,
)
AROUND_EDITIONS: tuple[Check, ...] = (*AROUND_WORDS, *AROUND_DATA[:3])

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
    around = _elsewhere(_found(edition, AROUND_EDITIONS), found)
    return [*found, *around, *parity(story, edition), *labels_agree(story, edition)]


def check(story: Story) -> list[Problem]:
    """All problems of all checks."""
    problems = [*_of_data(story, OF_DATA), *_found(story, OF_WORDS)]
    around = [*_of_data(story, AROUND_DATA), *_found(story, AROUND_WORDS)]
    return problems + _elsewhere(around, problems)


def _of_data(story: Story, checks: tuple[Check, ...]) -> Iterator[Problem]:
    """Most saves change a chapter alone, so data that was found right is not looked at again."""
    names = [one.__qualname__ for one in checks]
    asked = digest(__name__, names, shared(replace(story, chapters=(), charts={})))
    return unless_known(asked, _found(story, checks))


def _found(story: Story, checks: tuple[Check, ...]) -> Iterator[Problem]:
    return (found for one in checks for found in one(story))


def _elsewhere(around: Iterable[Problem], problems: Sequence[Problem]) -> list[Problem]:
    """What is told of places of which nothing else is."""
    places = {problem.where for problem in problems}
    return [found for found in around if found.where not in places]
