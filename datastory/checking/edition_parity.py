"""Editions say the same: a chapter states the same facts, places the same charts, has the same
anchors as that of the main edition; a chart's labels do not say the contrary."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import PurePosixPath

from ..model import Chapter, Story, Use
from ..problem import Problem
from .sentences.fact_words import fact_words

KINDS = {"fact": "stated", "chart": "placed"}


def parity(story: Story, edition: Story) -> Iterator[Problem]:
    """What one of two chapters states, places or is reached by, and the other lacks."""
    others = {PurePosixPath(chapter.path).name: chapter for chapter in edition.chapters}
    for main in story.chapters:
        if other := others.get(PurePosixPath(main.path).name):
            yield from _lacking(main, other, "so do it there too")
            yield from _lacking(other, main, "take it out, or do it there too")
            yield from _anchors(main, other)


def labels_agree(story: Story, edition: Story) -> Iterator[Problem]:
    """A label that ranks or tells a direction has words of the same side."""
    known = [fact_words(one.site.language) for one in (story, edition)]
    opposites = (
        ([words.largest for words in known], [words.smallest for words in known]),
        ([words.up for words in known], [words.down for words in known]),
    )
    for chart in edition.charts.values():
        for label in chart.labels:
            for pair in opposites:
                here, there = (
                    [any(side.search(text) for side in sides) for sides in pair]
                    for text in (label.text, label.words)
                )
                if sum(here) == sum(there) == 1 and here != there:
                    message = f"'{label.words}' says the contrary of '{label.text}', which the "
                    yield Problem(label.where, f"{message}chart letters; say the same", label.text)


def _lacking(here: Chapter, there: Chapter, advice: str) -> Iterator[Problem]:
    known = {(use.kind, use.target) for use in _uses(there)}
    for use in _uses(here):
        if (use.kind, use.target) not in known:
            known.add((use.kind, use.target))
            thing = f"the {use.kind} '{use.target}' is {KINDS[use.kind]} here"
            message = f"{thing}, and not in {there.path}; {advice}"
            yield Problem(use.where, message, use.words or use.target)


def _uses(chapter: Chapter) -> list[Use]:
    proses = chapter.title, chapter.summary, chapter.body
    return [use for prose in proses for use in prose.uses if use.kind in KINDS]


def _anchors(main: Chapter, other: Chapter) -> Iterator[Problem]:
    """Headings are compared in order, as those of another language derive other anchors."""
    wanted = {heading.id for heading in main.body.headings}
    for heading, own in itertools.zip_longest(main.body.headings, other.body.headings):
        if own is None:
            message = f"this heading has none beside it in {other.path}; write one with "
            yield Problem(heading.where, f"{message}{{#{heading.id}}}", heading.text)
        elif heading is None:
            message = f"this heading has none beside it in {main.path}; take it out, or write one "
            yield Problem(own.where, f"{message}there", own.text)
        elif own.id not in wanted:
            message = f"this heading has not the anchor of {main.path}; write it down: "
            yield Problem(own.where, f"{message}{{#{heading.id}}}", own.text)
