"""Sentences that state facts, as readers see them: linked words put back where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ...model import BOUND, Fact, Prose, Run, Story, Use
from ...numbers.languages import grammar
from ...problem import Location
from ...story_prose import linked

LETTERS = re.compile(r"[a-z]+")


class Statement(Struct, frozen=True):
    """A linked fact at `text[start:end]` of its passage; `fact` may be a claim."""

    start: int
    end: int
    use: Use
    fact: Fact


class Passage(Struct, frozen=True):
    """One sentence that states at least one fact.

    `plain` are the spans of words that the author marked as plain. `heads` are the words that head
    the cell of a table, its column's and its row's; `headings` those above the paragraph, the
    nearest first. `begin` is where the sentence begins in the text of its run, bound words put in;
    `shifts` lead from there to the offsets of the run. `vocabulary` are the words of `text` in
    small letters, parted at hyphens and apostrophes: by them a rule sees what it need not read.
    """

    text: str
    statements: tuple[Statement, ...]
    plain: tuple[tuple[int, int], ...]
    heads: tuple[str, ...]
    headings: tuple[str, ...]
    run: Run
    begin: int
    shifts: tuple[tuple[int, int], ...]
    vocabulary: frozenset[str]

    def at(self, offset: int) -> Location:
        """The place in the author's file of a character of `text`."""
        for one in self.statements:
            if one.start <= offset < one.end:
                return one.use.where
        offset += self.begin
        shift = next((by for end, by in reversed(self.shifts) if offset >= end), 0)
        return self.run.at(offset - shift)

    def free(self, start: int, end: int) -> bool:
        """Whether these are the author's own words, neither linked nor marked as plain."""
        spans = [(one.start, one.end) for one in self.statements] + list(self.plain)
        return not any(start < b and a < end for a, b in spans)

    def own(
        self, match: re.Match[str], group: int | str = 0, offset: int = 0
    ) -> tuple[int, int] | None:
        """Where words of a match stand, if they are `free`; `offset` is where its text begins."""
        start, end = match.span(group)
        free = self.free(start + offset, end + offset)
        return (start + offset, end + offset) if free else None

    def gap(self, i: int) -> str:
        """The words between statement i and the next."""
        return self.text[self.statements[i].end : self.statements[i + 1].start]

    def before(self, i: int) -> str:
        """The words before statement i, up to the one before it."""
        return self.text[self.before_start(i) : self.statements[i].start]

    def before_start(self, i: int) -> int:
        """Where `before(i)` begins in `text`."""
        return self.statements[i - 1].end if i else 0

    def after(self, i: int) -> str:
        """The words behind statement i, up to the next."""
        last = i + 1 == len(self.statements)
        return self.text[self.statements[i].end :] if last else self.gap(i)


def passages(
    prose: Prose, story: Story, headings: Mapping[int, tuple[str, ...]]
) -> Iterator[Passage]:
    """The sentences of a prose that state facts; `headings` by the line below which they stand."""
    for run, holes in linked(prose):
        uses = [use for _, use in holes]
        if any(use.kind == "fact" and use.target in story.facts for use in uses):
            above = headings_of(run, headings)
            above = (run.lead, *above) if run.lead else above
            yield from in_run(run, uses, story.facts, above, story.site.language)


def headings_of(run: Run, headings: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """The headings above a run, the nearest first; `headings` by the line of each."""
    line = run.places[0][1].line if run.places else 0
    lines = [at for at in headings if at < line]
    return headings[max(lines)] if lines else ()


def in_run(
    run: Run,
    uses: Sequence[Use],
    facts: Mapping[str, Fact],
    above: tuple[str, ...],
    language: str = "en",
) -> Iterator[Passage]:
    """The sentences of a run that state facts; `uses` are those that its holes stand for."""
    pieces: list[str] = []
    spans: list[tuple[int, int, Use]] = []
    shifts: list[tuple[int, int]] = []
    length = shift = 0
    for part, use in zip(run.text.split(BOUND), [*uses, None], strict=True):
        pieces.append(part)
        length += len(part)
        if use is not None:
            fact = facts.get(use.target)
            words = use.words or (fact.text if fact and use.kind == "fact" else "")
            pieces.append(words)
            spans.append((length, length + len(words), use))
            length += len(words)
            shift += len(words) - 1
            shifts.append((length, shift))
    text = "".join(pieces)
    for begin, end in _ends(text, spans, grammar(language).sentence_end):
        inside = [(a - begin, b - begin, use) for a, b, use in spans if begin <= a < end]
        statements = tuple(
            Statement(a, b, use, facts[use.target])
            for a, b, use in inside
            if use.kind == "fact" and use.target in facts
        )
        if statements:
            plain = tuple((a, b) for a, b, use in inside if use.kind == "plain")
            said = text[begin:end]
            vocabulary = frozenset(LETTERS.findall(said.lower()))
            yield Passage(
                said, statements, plain, run.heads, above, run, begin, tuple(shifts), vocabulary
            )


def _ends(
    text: str, spans: list[tuple[int, int, Use]], sentence_end: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in sentence_end.finditer(text):
        if any(a < match.end() - 1 and match.start() < b for a, b, _ in spans):
            continue
        yield begin, match.end()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)
