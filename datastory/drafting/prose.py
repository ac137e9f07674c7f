"""A kept document's running text as sentences: what a quotation is copied from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..evidence.documents import Document, Table
from ..numbers.languages import grammar, language_of
from ..numbers.quantity import Figure
from ..numbers.statements import figures

# Documents whose lines are broken to fit a page; in others each block is a line.
WRAPPED = ("a text", "a PDF")
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+(?=\S)")
MARKS = re.compile(r"^\s*(?:#{1,6}|>+)\s+")
HYPHEN = re.compile(r"(?<=[a-z])[-‐\u00ad]$")
SHORT = 0.7  # of the longest line: a shorter one ends a paragraph
LABELLED = re.compile(
    r"\b(?:table|figure|fig\.|chart|section|chapter|annex|appendix|part|page|p\.|pp\.|no\.|nr\.?"
    r"|note|footnote|volume|vol\.|issue|item|article|version|box|room|phone|tel\.?|isbn|issn)\s*$",
    re.I,
)
WORD = re.compile(r"[^\W\d_]{3,}")


class Sentence(Struct, frozen=True):
    """A sentence of a document; `line` is where its block begins, from 1.

    `earlier` are the sentences before it in its block, `heading` is the line above that looks
    like one.
    """

    text: str
    line: int
    earlier: str
    heading: str


def sentences(document: Document) -> Iterator[Sentence]:
    """All sentences of the running text, tables left out."""
    of_tables = _rows(document.tables)
    heading = ""
    for line, block in _blocks(document):
        if _bare(block) in of_tables:
            continue
        if _is_heading(block):
            heading = MARKS.sub("", block)
        begin = 0
        text = BULLET.sub("", MARKS.sub("", block))
        ends = grammar(language_of(text)).sentence_end.finditer(text)
        for end in [*(match.end() for match in ends), len(text)]:
            if words := text[begin:end].strip():
                yield Sentence(words, line, text[:begin].strip(), heading)
            begin = end


def stated(sentence: Sentence, names: Sequence[str] = ()) -> Iterator[Figure]:
    """The figures that a sentence states: not the numbers of its tables, pages and notes."""
    for figure in figures(sentence.text, names, language_of(sentence.text)):
        if figure.quantity is None or LABELLED.search(sentence.text[: figure.start]):
            continue
        rest = sentence.text[: figure.start] + " " + sentence.text[figure.end :]
        if WORD.search(rest):
            yield figure


def blanked(text: str, every: Iterable[Figure]) -> str:
    """The text without its figures, as long as before: "2020 to 12 firms" is no span of years."""
    for one in every:
        text = text[: one.start] + "•" * (one.end - one.start) + text[one.end :]
    return text


def _blocks(document: Document) -> Iterator[tuple[int, str]]:
    """Paragraphs, list items, headings: the number of the first line, and the words in one line."""
    lines = document.text.split("\n")
    if document.kind not in WRAPPED:
        yield from ((n, " ".join(line.split())) for n, line in enumerate(lines, 1) if line.strip())
        return
    widest = max((len(line.rstrip()) for line in lines), default=0)
    pages = {line for line, _ in document.places}
    parts: list[str] = []
    first = 1
    for number, line in enumerate([*lines, ""], 1):
        before = parts[-1] if parts else ""
        ended = not line.strip() or number in pages or _begins(line, before, widest)
        if parts and ended and not (number in pages and _runs_on(before, line)):
            yield first, _joined(parts)
            parts = []
        if line.strip():
            first = first if parts else number
            parts.append(line.strip())


def _begins(line: str, before: str, widest: int) -> bool:
    """Whether a line begins a block of its own."""
    if BULLET.match(line) or MARKS.match(line) or MARKS.match(before):
        return True
    ended = before[-1:] in '.!?:”"' or not before[-1:].islower()
    capital = line.lstrip()[:1].isupper() or line.lstrip()[:1].isdigit()
    return len(before) < SHORT * widest and capital and (ended or _is_heading(before))


def _runs_on(before: str, line: str) -> bool:
    """Whether a sentence goes on at the top of the next page."""
    return before[-1:] not in ".!?" and line.strip()[:1].islower()


def _is_heading(block: str) -> bool:
    if MARKS.match(block):
        return True
    return len(block.split()) <= 10 and block[-1:] not in ".!?;," and block[:1].isupper()


def _joined(parts: list[str]) -> str:
    """`["the re-", "search"]` -> `"the research"`."""
    text = parts[0]
    for part in parts[1:]:
        broken = HYPHEN.search(text) and part[:1].islower()
        text = text[:-1] + part if broken else f"{text} {part}"
    return " ".join(text.split())


def _rows(tables: tuple[Table, ...]) -> frozenset[str]:
    """What the rows and cells of tables look like as lines of text."""
    found = set()
    for table in tables:
        for row in table.rows:
            cells = [cell for n, cell in enumerate(row) if cell and (not n or cell != row[n - 1])]
            found |= {_bare(cell) for cell in cells}
            found.add(_bare("".join(cells)))
    return frozenset(found)


def _bare(words: str) -> str:
    return re.sub(r"[\s|]+", "", words)
