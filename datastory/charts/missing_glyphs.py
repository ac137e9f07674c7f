"""Letters that no face has, told where the author wrote them: pictures would leave them out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from ..model import BOUND, Prose, Story
from ..problem import Location, Problem
from ..site.chart_style import MEASURED, measured
from ..site.font_subsets import lacking

FEW = 3  # of the letters that are named


def unlettered(story: Story, tree: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every letter of the words on share images and in charts' pictures is in a face."""
    faces = {f"{MEASURED}{name}": data for name, data in measured(tree).items()}
    if not faces:
        return  # drawing the charts reports that faces are missing
    seen: set[tuple[str, Location]] = set()
    for words, where, prose in _lettered(story):
        missing = lacking(words, faces)
        if missing and (words, where) not in seen:
            seen.add((words, where))
            at = _place(missing[0], prose, where) if prose else where
            yield Problem(at, unwritable(missing, words), missing[0])


def unwritable(missing: list[str], words: str) -> str:
    """Names the letters, the words that hold them, and what to do."""
    named = ", ".join(map(_named, missing[:FEW]))
    more = f" and {len(missing) - FEW} more" if len(missing) > FEW else ""
    return (
        f"no face in {MEASURED} has {named}{more}, so pictures of “{words}” would lack it; write "
        "it in other letters, or put a font that has it there, as a .ttf file"
    )


def _named(letter: str) -> str:
    name = unicodedata.name(letter, "").lower()
    return f"'{letter}' (U+{ord(letter):04X}{f', {name}' if name else ''})"


def _lettered(story: Story) -> Iterator[tuple[str, Location, Prose | None]]:
    """All that cards and pictures say, each with its place."""
    site = story.site
    yield site.title.text, site.title.where, site.title
    yield site.publisher, site.where, None
    for chart in story.charts.values():
        for prose in (chart.title, chart.subtitle, chart.note):
            yield prose.text, prose.where, prose
        yield from ((label.words, label.where, None) for label in chart.labels)
    for source in story.sources.values():
        yield source.name, source.where, None
    for series in story.series.values():
        yield series.what.text, series.what.where, series.what
    for fact in story.facts.values():
        for prose in (fact.what, fact.label):
            yield prose.text, prose.where, prose
        yield fact.text, fact.value_at, None
        yield fact.key, fact.where, None
        yield fact.when, fact.where, None


def _place(letter: str, prose: Prose, where: Location) -> Location:
    """Where a letter stands in prose, or the words that are linked and hold it."""
    for use in prose.uses:
        if letter in use.words:
            return use.where
    for run in prose.runs:
        offset = run.text.replace(BOUND, " ").find(letter)
        if offset >= 0:
            return run.at(offset)
    return where
