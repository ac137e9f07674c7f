"""What of a Markdown text is no prose: comments, code and mathematics, found before all else."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

FENCE = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+[ \t>]*)*"
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*)$",
    re.MULTILINE,
)
SPAN = re.compile(
    r"(?P<escape>\\[^\w\s])|(?P<comment><!--)|(?P<code>`+)|(?P<math>\$\$?)|(?P<link>\]\()"
)
IN_COMMENT = re.compile("<!--|--!>")
PARAGRAPH_END = re.compile(r"\n[ \t>]*(?=\n|$)")
WORD_OF_PROSE = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{2,}")
OPEN_COMMENT = "this comment is not closed; end it with -->"
NESTED_COMMENT = "another comment begins in this one, and its --> ends both; end this one before it"
WRONG_END = "a comment ends with -->"
OPEN_FENCE = "a block of code is closed by a line of the same marks as opened it"


class Fence(Struct, frozen=True):
    """A block of code: its first and last line, counted from 0, and what its first line says."""

    first: int
    last: int
    info: str
    info_column: int
    marks: str


class Formula(Struct, frozen=True):
    """Mathematics between dollars: offsets of all of it, and what stands between them."""

    start: int
    end: int
    latex: str
    display: bool


class Spans(Struct):
    """Offsets are from the beginning of the text; `refused` has an offset, a message and words."""

    comments: list[tuple[int, int]] = []
    codes: list[tuple[int, int]] = []
    fences: list[Fence] = []
    formulas: list[Formula] = []
    refused: list[tuple[int, str, str]] = []


class Lines(Struct, frozen=True):
    """Where the lines of a text begin."""

    starts: list[int]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, from 0."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]


def lines_of(text: str) -> Lines:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return Lines(starts)


def spans(text: str, lines: Lines) -> Spans:
    """One pass from top to bottom: what begins first hides what begins in it."""
    found = Spans()
    at = 0
    fence = FENCE.search(text)
    while True:
        span = SPAN.search(text, at)
        while fence and fence.start() < at:
            fence = FENCE.search(text, at)
        if fence and (span is None or fence.start("fence") <= span.start()):
            at = _fence(text, fence, found, lines)
        elif span:
            at = _span(text, span, found)
        else:
            return found


def _fence(text: str, opening: re.Match[str], found: Spans, lines: Lines) -> int:
    marks = opening["fence"]
    deepest = opening.start("fence") - opening.start() + 3
    closing = re.compile(
        rf"^[ \t>]{{0,{deepest}}}{re.escape(marks[0])}{{{len(marks)},}}[ \t]*$", re.M
    )
    closed = closing.search(text, opening.end())
    if closed is None:
        found.refused.append(
            (opening.start("fence"), OPEN_FENCE, text[opening.start("fence") : opening.end()])
        )
        return opening.end()
    first, last = lines.place(opening.start())[0], lines.place(closed.start())[0]
    info = opening["info"]
    column = opening.end("fence") - opening.start() + len(info) - len(info.lstrip())
    found.fences.append(Fence(first, last, info.strip(), column, marks))
    return closed.end()


def _span(text: str, span: re.Match[str], found: Spans) -> int:
    """Takes in what begins here; gives where to look on."""
    end = span.end()
    if span["comment"]:
        closed = text.find("-->", end)
        if closed < 0:
            found.refused.append((span.start(), OPEN_COMMENT, span[0]))
            return end
        if wrong := IN_COMMENT.search(text, end, closed):
            message = NESTED_COMMENT if wrong[0] == "<!--" else WRONG_END
            place = span.start() if wrong[0] == "<!--" else wrong.start()
            found.refused.append((place, message, wrong[0]))
        found.comments.append((span.start(), closed + 3))
        return closed + 3
    stop = PARAGRAPH_END.search(text, end)
    limit = stop.start() if stop else len(text)
    if span["code"]:
        closing = re.compile(rf"(?<!`){span[0]}(?!`)").search(text, end, limit)
        if closing:
            found.codes.append((span.start(), closing.end()))
            return closing.end()
    elif span["math"]:
        return _formula(text, span, found, limit)
    return end


def _formula(text: str, opening: re.Match[str], found: Spans, limit: int) -> int:
    """`$x$` is mathematics, "$5 and $6" is money: the dollars touch what is between them, nothing
    touches them, and behind a first digit stand no words."""
    start, marks = opening.start(), opening[0]
    closing = re.compile(r"(?<!\\)(?:\\\\)*(?P<end>" + re.escape(marks) + ")").search(
        text, opening.end(), limit
    )
    if closing is None:
        return opening.end()
    latex, end = text[opening.end() : closing.start("end")], closing.end()
    if marks == "$$":
        found.formulas.append(Formula(start, end, latex, True))
        return end
    before, after = text[start - 1 : start], text[end : end + 1]
    touching = latex.strip() == latex and latex and not before.isalnum() and not after.isalnum()
    if not touching or "](" in latex or after == "$":
        return opening.end()
    if latex[0].isdigit() and WORD_OF_PROSE.search(latex):
        return opening.end()
    found.formulas.append(Formula(start, end, latex, False))
    return end


# Stands for a character of a comment or of mathematics, so that columns stay the file's.
FILLER, FIRST_FORMULA, MOST_FORMULAS = "\ue007", 0xE100, 6000


def without_comments(text: str, found: Spans) -> str:
    """The text, as long as it was: no comments, and one sign for each piece of mathematics."""
    characters = list(text)

    def fill(start: int, end: int) -> None:
        for offset in range(start, end):
            if characters[offset] != "\n":
                characters[offset] = FILLER

    for start, end in found.comments:
        fill(start, end)
    for number, formula in enumerate(found.formulas[:MOST_FORMULAS]):
        fill(formula.start, formula.end)
        characters[formula.start] = chr(FIRST_FORMULA + number)
    for offset, message, words in found.refused:
        if message == OPEN_FENCE:
            fill(offset, offset + len(words))
    return "".join(characters)


def without_code(text: str, found: Spans, lines: Lines) -> str:
    """The same with spaces for code and for what is filled: where marks of Markdown can stand."""
    characters = list(without_comments(text, found).replace(FILLER, " "))
    whole = [*lines.starts, len(text) + 1]
    blocks = [(whole[fence.first], whole[fence.last + 1] - 1) for fence in found.fences]
    codes = [(start + 1, end) for start, end in found.codes]  # a role of MyST ends before its sign
    for start, end in [*codes, *blocks]:
        for offset in range(start, min(end, len(characters))):
            if characters[offset] != "\n":
                characters[offset] = " "
    return "".join(characters)
