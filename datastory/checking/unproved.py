"""What no check proves, for an author's and a reviewer's eyes: names, plain words, code, trends.

`facts` lists it all; `diff` shows what is new.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ..model import BOUND, CODE, Prose, Run, Story, Unproved, Use
from ..numbers.languages import grammar
from ..numbers.statements import figures, numbers
from ..story_prose import linked, proses
from .sentences.fact_words import fact_words


def of_all(stories: Sequence[Story]) -> tuple[Unproved, ...]:
    """Unproved words of the main edition, then those of the other editions."""
    return tuple(dict.fromkeys(one for story in stories for one in unproved(story)))


def unproved(story: Story) -> tuple[Unproved, ...]:
    """All of it, of one edition: names and plain words with their sentences; figures in code and
    in titles of sources; words that rank or trend without a fact."""
    code = story.site.language
    pieces = list(proses(story))
    saying = [fact.label for fact in story.facts.values()]  # the words of a fact itself
    saying += [fact.what for fact in story.facts.values()]
    saying += [series.what for series in story.series.values()]
    for chart in story.charts.values():  # judged beside what is drawn
        saying += filter(None, (chart.title, chart.subtitle, chart.alt))
    named = {id(prose) for prose in saying}
    return (
        *(one for prose in pieces for one in _plain(prose, code)),
        *_names(story, pieces),
        *(one for prose in pieces for one in _code(prose, code)),
        *_told(story),
        *(one for prose in pieces if id(prose) not in named for one in _trends(prose, code)),
    )


def _plain(prose: Prose, code: str) -> Iterator[Unproved]:
    for run, uses in linked(prose):
        for at, use in uses:
            if use.kind == "plain":
                sentence = _sentence(run, at, uses, code)
                yield Unproved("plain", str(use.where), use.words, sentence)


def _names(story: Story, pieces: list[Prose]) -> Iterator[Unproved]:
    """Entries of site.names, each where it first stands."""
    for name in story.site.names:
        runs = (pair for prose in pieces for pair in linked(prose))
        for run, uses in itertools.islice((pair for pair in runs if name in pair[0].text), 1):
            start = run.text.index(name)
            sentence = _sentence(run, start, uses, story.site.language)
            yield Unproved("name", str(run.at(start)), name, sentence)


def _code(prose: Prose, code: str) -> Iterator[Unproved]:
    """Figures in code: of a span with its sentence, of a block with their line."""
    spans = list(_spans(prose, code)) if prose.code else []
    for run in prose.code:
        said = " ".join(run.text.split())
        at = next((i for i, (words, _) in enumerate(spans) if words == said), -1)
        sentence = spans[at][1] if at >= 0 else ""
        spans = spans[at + 1 :]
        for figure in numbers(run.text, code):
            first = run.text.rfind("\n", 0, figure.start) + 1
            line = " ".join(run.text[first:].partition("\n")[0].split())
            yield Unproved("code", str(run.at(figure.start)), figure.text, sentence or line)


def _spans(prose: Prose, code: str) -> Iterator[tuple[str, str]]:
    """Each span of code of some prose, in order, with the sentence in which it stands."""
    for run, uses in linked(prose):
        for words, hole in zip(run.code, re.finditer(CODE, run.text), strict=False):
            yield " ".join(words.split()), _sentence(run, hole.start(), uses, code)


def _told(story: Story) -> Iterator[Unproved]:
    """Figures in the titles of sources."""
    texts = [(source.title, source.where) for source in story.sources.values()]
    for text, where in dict.fromkeys(texts):
        for figure in figures(text, story.site.names, story.site.language):
            yield Unproved("told", str(where), figure.text, " ".join(text.split()))


def _trends(prose: Prose, code: str) -> Iterator[Unproved]:
    for run, uses in linked(prose):
        stated = [at for at, use in uses if use.kind == "fact"]
        found: list[tuple[int, int]] = []
        for pattern in fact_words(code).unbound:
            for match in pattern.finditer(run.text):
                if not any(a < match.end() and match.start() < b for a, b in found):
                    found.append(match.span())
        for start, end in sorted(found):
            first, last = _bounds(run.text, start, code)
            if not any(first <= at < last for at in stated):
                words, sentence = run.text[start:end].split(), _sentence(run, start, uses, code)
                yield Unproved("trend", str(run.at(start)), " ".join(words), sentence)


def _bounds(text: str, at: int, code: str) -> tuple[int, int]:
    """Where the sentence begins and ends in which a character stands."""
    first = 0
    for match in grammar(code).sentence_end.finditer(text):
        if match.end() > at:
            return first, match.end()
        first = match.end()
    return first, len(text)


def _sentence(run: Run, at: int, uses: list[tuple[int, Use]], code: str) -> str:
    """The sentence around a character, in one line, with linked words and code put back."""
    first, last = _bounds(run.text, at, code)
    hidden = iter(run.code[run.text.count(CODE, 0, first) :])
    shown = re.sub(CODE, lambda _: next(hidden, "…"), run.text[first:last])
    words = iter([use.words for hole, use in uses if first <= hole < last])
    whole = re.sub(BOUND, lambda _: next(words), shown)
    return " ".join(whole.split())
