"""What changes for readers, in words: for a terminal, for a program, for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from ..site.wording import count
from .changes import ChangedFigure, ChangedSentence, Changes, MovedChapter

KINDS = {
    "plain": "marked as plain",
    "name": "a name",
    "code": "a figure in code",
    "told": "a figure in a title",
    "trend": "a trend without a figure",
}
MOST_POINTS = 3  # changed ones of a series that are told one by one
MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~])")


def written(changes: Changes, since: str, form: str) -> str:
    """The changes as "text" or "markdown", as `form` says, with `since`, such as "since main"."""
    return as_markdown(changes, since) if form == "markdown" else as_text(changes, since)


def as_text(changes: Changes, since: str) -> str:
    """For a terminal."""
    lines = [_summary(changes, since)]
    for figure in _grouped(changes.figures):
        if isinstance(figure, _Points):
            head, more = figure.words, []
        else:
            head = f"{figure.id}: {figure.old or '(new)'} → {figure.new or '(gone)'}"
            more = [*(f"said: {sentence}" for sentence in figure.said),
                    *(f"shown: {title}" for title in figure.shown)]  # fmt: skip
        lines += ["", head]
        lines += [f"    {line}" for line in (figure.what, figure.why, *more) if line]
    lines += ["", *map(_moved, changes.chapters)] if changes.chapters else []
    for place, sentences in _by_place(changes):
        lines += ["", place, *(f"  {line}" for line in _minus_plus(sentences))]
    lines += [""] if changes.charts or changes.addresses else []
    lines += [f"Chart {chart.name}: {', '.join(chart.how)}" for chart in changes.charts]
    for address in changes.addresses:
        arrow = f" → {address.to}" if address.to else ""
        lines.append(f"Address {address.address}: {address.how}{arrow}")
    if changes.unproved:
        lines += ["", "Words that no check proves, new:"]
        lines += [f"    {one.place}  {KINDS[one.kind]}: {one.words}" for one in changes.unproved]
    return "\n".join(lines)


def as_markdown(changes: Changes, since: str) -> str:
    """For the summary of a pull request."""
    parts = [f"## {_plain(_summary(changes, since))}"]
    if changes.figures:
        parts += ["### Figures", _figures(changes)]
    if changes.chapters:
        moved = "\n".join(f"- {_plain(_moved(one))}" for one in changes.chapters)
        parts += ["### Chapters", moved]
    if changes.sentences:
        parts.append("### Sentences")
    for place, sentences in _by_place(changes):
        # Each line begins with a sign, so none can end the block.
        lines = "\n".join(_minus_plus(sentences))
        parts += [f"**{_plain(place)}**", f"```diff\n{lines}\n```"]
    if changes.charts:
        rows = ((chart.name, _plain(chart.title), ", ".join(chart.how)) for chart in changes.charts)
        parts += ["### Charts", _table(("Chart", "Title", "Change"), rows)]
    if changes.addresses:
        rows = ((_plain(at.address), at.how, _plain(at.to)) for at in changes.addresses)
        parts += ["### Addresses", _table(("Address", "Change", "Leads to"), rows)]
    if changes.unproved:
        rows = (
            (KINDS[one.kind], _plain(one.words), _plain(one.sentence)) for one in changes.unproved
        )
        parts += ["### New words that no check proves", _table(("Kind", "Words", "In"), rows)]
    return "\n\n".join(parts)


def _summary(changes: Changes, since: str) -> str:
    """`"Readers see 1 figure and 2 addresses change since main"`"""
    kinds = {
        "figure": changes.figures,
        "chapter": changes.chapters,
        "sentence": changes.sentences or (),
        "chart": changes.charts,
        "address": changes.addresses,
    }
    counts = [count(len(some), kind) for kind, some in kinds.items() if some]
    listed = ", ".join(counts[:-1]) + (" and " if counts[1:] else "") + "".join(counts[-1:])
    return f"Readers see {listed} change {since}" if counts else f"Nothing changes {since}"


class _Points(Struct, frozen=True):
    """Points of one series that are told in one line: all new, or all changed for one reason."""

    series: str
    figures: tuple[ChangedFigure, ...]

    @property
    def what(self) -> str:
        return self.figures[0].what

    @property
    def why(self) -> str:
        return self.figures[0].why

    @property
    def words(self) -> str:
        """`"visits: 3 new points, 2024-01 to 2024-03"`"""
        first, last = (self.figures[at].id.removeprefix(f"{self.series}.") for at in (0, -1))
        number = len(self.figures)
        how = f"{number} points changed" if self.figures[0].old else f"{number} new points"
        return f"{self.series}: {how}, {first} to {last}"


def _grouped(figures: Sequence[ChangedFigure]) -> Iterator[ChangedFigure | _Points]:
    """The figures; points of a series that no words state are told together where they are many."""
    for (series, fresh, _, silent), group in groupby(
        figures, key=lambda one: (one.series, not one.old, one.why, not one.said)
    ):
        points = tuple(group)
        most = 1 if fresh else MOST_POINTS
        if series and silent and len(points) > most:
            yield _Points(series, points)
        else:
            yield from points


def _moved(chapter: MovedChapter) -> str:
    """`"Chapter #money, once #spending, stands at 3, and stood at 1"`"""
    once = f", once #{chapter.old_slug}," if chapter.old_slug != chapter.slug else ""
    where = f" stands at {chapter.new}, and stood at {chapter.old}"
    return f"Chapter #{chapter.slug}{once}{where if chapter.new != chapter.old else ' is the same'}"


def _figures(changes: Changes) -> str:
    rows = (
        (f"`{figure.series}`<br>{_plain(figure.what)}", "", _plain(figure.words), "")
        if isinstance(figure, _Points)
        else (
            "<br>".join(filter(None, (f"`{figure.id}`", _plain(figure.what), _plain(figure.why)))),
            _plain(figure.old) or "(new)",
            f"**{_plain(figure.new)}**" if figure.new else "(gone)",
            "<br>".join(map(_plain, (*figure.said, *(f"Chart: {name}" for name in figure.shown)))),
        )
        for figure in _grouped(changes.figures)
    )
    return _table(("Figure", "Was", "Is", "Said and shown"), rows)


def _by_place(changes: Changes) -> Iterator[tuple[str, Iterable[ChangedSentence]]]:
    return groupby(changes.sentences or (), key=lambda sentence: sentence.place)


def _minus_plus(sentences: Iterable[ChangedSentence]) -> Iterator[str]:
    for sentence in sentences:
        yield from (f"- {sentence.old}",) if sentence.old else ()
        yield from (f"+ {sentence.new}",) if sentence.new else ()


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _plain(text: str) -> str:
    """Words as words, whatever signs stand in them."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))
