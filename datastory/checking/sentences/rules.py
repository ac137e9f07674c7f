"""The rules about sentences that state facts, as checks of the story."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterator, Mapping

from ...cache import digest, once
from ...model import Prose, Story
from ...problem import Problem
from ...story_prose import chart_proses, proses
from .check_cache import context, unless_known
from .claims import claims
from .counting import counting
from .dates import dates
from .direction import direction
from .finding import Finding
from .meaning import Meanings, meanings_of
from .modality import modality
from .modifiers import modifiers
from .named_entities import named_entities
from .parts_and_wholes import parts_and_wholes
from .passages import Passage, headings_of, passages
from .ranking import ranking

Rule = Callable[[Passage, Meanings], Iterator[Finding]]
RULES: tuple[Rule, ...] = (
    modifiers, counting, parts_and_wholes, dates, modality, direction, claims, named_entities,
    ranking,
)  # fmt: skip
MODULES = {"zh": ".chinese"}  # of other languages, loaded where a story is in one


@functools.cache
def rules_of(language: str) -> tuple[Rule, ...]:
    """The rules of a language; a language may have none."""
    if language not in MODULES:
        return RULES if language == "en" else ()
    found: tuple[Rule, ...] = importlib.import_module(MODULES[language], __package__).RULES
    return found


def sentences_agree(story: Story) -> Iterator[Problem]:
    """What a sentence says around a figure is what the figure's fact says."""
    known, above = context(story), headings_above(story)
    for prose in proses(story):
        if any(use.kind == "fact" for use in prose.uses):
            headings = above.get(id(prose), {})
            heads = [headings_of(run, headings) for run in prose.runs]
            asked = digest(f"{__name__}.sentences_agree", prose.runs, prose.uses, heads, known)
            yield from unless_known(asked, _in_prose(prose, story, headings, known))


def _in_prose(
    prose: Prose, story: Story, headings: Mapping[int, tuple[str, ...]], known: bytes
) -> Iterator[Problem]:
    """The same for each of its sentences: most saves change one of many."""
    for passage in passages(prose, story, headings):
        stated = [(one.start, one.end, one.use, once(one.fact)) for one in passage.statements]
        around = passage.run, passage.begin, passage.plain, passage.headings
        asked = digest(f"{__name__}.in_prose", passage.text, stated, around, known)
        yield from unless_known(asked, _in_passage(passage, story))


def _in_passage(passage: Passage, story: Story) -> Iterator[Problem]:
    """What the rules find in a sentence; of words that two of them tell, the first alone."""
    meanings, rules = meanings_of(story), rules_of(story.site.language)
    told: list[tuple[int, int]] = []
    for start, end, message in (found for rule in rules for found in rule(passage, meanings)):
        if not any(start < b and a < end for a, b in told):
            told.append((start, end))
            yield Problem(passage.at(start), message, passage.text[start:end])


def headings_above(story: Story) -> Mapping[int, Mapping[int, tuple[str, ...]]]:
    """By chapter's body: the headings above each line that has one, the nearest first."""
    found: dict[int, dict[int, tuple[str, ...]]] = {}
    for chapter in story.chapters:
        lines: dict[int, tuple[str, ...]] = {0: (chapter.title.text,)}
        for heading in chapter.body.headings:
            lines[heading.where.line] = (heading.text, chapter.title.text)
        found[id(chapter.body)] = lines
    for chart in story.charts.values():
        words = tuple(prose.text for prose in (chart.title, chart.subtitle) if prose)
        for prose in chart_proses(chart):
            if prose is not chart.title and prose is not chart.subtitle:
                found[id(prose)] = {0: words}
    return found
