"""Editions say the same: a chapter states the same facts, places the same charts, has the same
anchors as that of the main edition; a chart's labels do not say the contrary."""

from __future__ import annotations

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
    sides = {
        "largest": [words.largest for words in known],
        "smallest": [words.smallest for words in known],
        "up": [words.up for words in known],
        "down": [words.down for words in known],
    }
    for chart in edition.charts.values():
        for label in chart.labels:
            here, there = (
                {side for side, found in sides.items() if any(p.search(text) for p in found)}
                for text in (label.text, label.words)
            )
            for pair in (("largest", "smallest"), ("up", "down")):
                one, other = here & {*pair}, there & {*pair}
                if len(one) == len(other) == 1 and one != other:
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
    pairs = list(zip(main.body.headings, other.body.headings, strict=False))
    for heading, own in pairs:
        if own.id not in wanted:
            message = f"this heading has not the anchor of {main.path}; write it down: "
            yield Problem(own.where, f"{message}{{#{heading.id}}}", own.text)
    for heading in main.body.headings[len(pairs) :]:
        message = (
            f"this heading has none beside it in {other.path}; write one with {{#{heading.id}}}"
        )
        yield Problem(heading.where, message, heading.text)
    for heading in other.body.headings[len(pairs) :]:
        message = f"this heading has none beside it in {main.path}; take it out, or write one there"
        yield Problem(heading.where, message, heading.text)
