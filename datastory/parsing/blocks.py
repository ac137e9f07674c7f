"""Markdown as writers type it, to the stricter one that the library reads, line by line.

Python-Markdown nests lists by four spaces, and wants an empty line before a list, a table or a
block of code. Here every block is found as CommonMark readers find it (lists nest by two spaces or
more), and written with the indentation and the empty lines that the library needs. No word is
touched: each line knows the column of the file at which its words begin.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from .spans import FILLER, Fence

BULLET = re.compile(r"(?P<indent> {0,3})(?P<mark>[-*+])(?P<space> +|$)")
ORDERED = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,9})(?P<mark>[.)])(?P<space> +|$)")
RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$")
HEADING = re.compile(r" {0,3}(#{1,6})")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *$")
QUOTE = re.compile(r" {0,3}> ?")
NOTE = re.compile(r" {0,3}\[\^(?P<name>[^\[\]]+)\]: *")
DEFINITION = re.compile(
    r"""\ {0,3}\[(?P<name>[^\[\]^][^\[\]]*)\]:\ *<?
    (?=\S+\ *(?:"[^"]*"\ *|'[^']*'\ *|\([^()]*\)\ *)?$)""",
    re.VERBOSE,
)
TITLE = re.compile(r""" +(?:"[^"]*"|'[^']*'|\([^()]*\)) *$""")
DELIMITER = re.compile(r" {0,3}(?=[^|\n]*\|)\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
STARTS = (("quote", QUOTE), ("heading", HEADING), ("rule", RULE), ("note", NOTE))
HARD_BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\$")
LIST_BEGINS = (
    "this reads as a list that begins with {number}; a list begins with 1, a figure is linked to "
    "its fact, and in a sentence a full stop behind a number is written {number}\\."
)
EMPTY_NOTE = "this footnote has no words; write them behind the colon"
LIST_COUNTS = "this stands on the page as {shown}., for lists count up by one; write {shown}."
INDENT = "    "

Kind = Literal["words", "code", "fence"]  # a fence is the first or last line of a block of code


class Piece(Struct, frozen=True):
    """A line, or what is left of it inside a list or quote: its words begin at `column`."""

    number: int
    column: int
    text: str

    def cut(self, length: int) -> Piece:
        return Piece(self.number, self.column + length, self.text[length:])


class Line(Struct, frozen=True):
    """A line for the library: `prefix` is written by us, `text` stands in the file."""

    prefix: str
    piece: Piece
    kind: Kind = "words"


class Heading(Struct, frozen=True):
    """Where a heading's signs stand; `underline` is the line under one that is written so."""

    number: int
    column: int
    level: int
    underline: int | None


class Definition(Struct, frozen=True):
    """A footnote or a link's address: its name and the place of it."""

    name: str
    number: int
    column: int


class Blocks(Struct):
    """What was found on the way; `refused` has a place, a message and the words."""

    fences: Mapping[int, Fence]
    lines: list[Line] = []
    headings: list[Heading] = []
    notes: list[Definition] = []
    definitions: list[Definition] = []
    code: dict[int, str] = {}  # of blocks of code, by their first line
    refused: list[tuple[int, int, str, str]] = []
    last_number: int = 0  # of the last list that counts

    @property
    def code_lines(self) -> list[int]:
        return sorted({line.piece.number for line in self.lines if line.kind != "words"})


def read_blocks(text: str, fences: Sequence[Fence]) -> Blocks:
    """A file's text, in which comments are filled, line by line as the library reads it."""
    found = Blocks({fence.first: fence for fence in fences})
    inside = {n for fence in fences for n in range(fence.first + 1, fence.last + 1)}
    pieces = []
    for number, line in enumerate(text.split("\n")):
        if number in inside:
            pieces.append(Piece(number, 0, line.expandtabs(4)))
        elif line.strip(f" \t{FILLER}") or not line.strip(" \t"):  # a line of comments is none
            pieces.append(_piece(number, line))
    found.lines = list(_single_blanks(_Reader(found, inside).container(pieces)))
    return found


def _single_blanks(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines with one empty line for several: behind two, Python-Markdown ends a footnote."""
    before = None
    for line in lines:
        blank = line.kind == "words" and not line.piece.text.strip()
        blank = blank and not line.prefix.strip("> ")
        if not blank or line.prefix != before:
            yield line
        before = line.prefix if blank else None


def _piece(number: int, line: str) -> Piece:
    """A line without the comments at its ends; its tabs are spaces."""
    words = line.lstrip(f" \t{FILLER}")
    begins = len(line) - len(words)
    if words.rstrip(" \t").endswith(FILLER):
        words = words.rstrip(f" \t{FILLER}")
    space = line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4)
    return Piece(number, begins - len(space), space + words.replace("\t", " "))


class _Reader(Struct):
    found: Blocks
    inside: set[int]  # lines of blocks of code, but for the first of each

    def container(self, pieces: Sequence[Piece], item: bool = False) -> Iterator[Line]:
        """The blocks of a file, a quote or an item of a list, with empty lines between them."""
        at = 0
        paragraph, blank = False, False  # the last line was of one; there was an empty line
        while at < len(pieces):
            piece = pieces[at]
            kind = self._kind(pieces, at, paragraph)
            if kind in ("", "blank"):
                paragraph, blank = kind == "", blank or kind == "blank"
                last = at + 1 == len(pieces) or not pieces[at + 1].text.strip()
                yield Line("", _broken(piece, last) if paragraph else piece.cut(len(piece.text)))
                at += 1
                continue
            nested = item and not blank and kind == "list"  # the library reads it as it is
            if paragraph and not nested:
                yield Line("", piece.cut(len(piece.text)))
            lines, at = self._block(kind, pieces, at)
            yield from lines
            paragraph = False
            if at < len(pieces):
                yield Line("", pieces[at].cut(len(pieces[at].text)))
                blank = True

    def _kind(self, pieces: Sequence[Piece], at: int, paragraph: bool) -> str:
        """What begins at a line, which may be the next of a `paragraph`; "" for its words."""
        piece = pieces[at]
        text = piece.text
        following = pieces[at + 1].text if at + 1 < len(pieces) else ""
        if not text.strip():
            return "blank"
        if piece.number in self.found.fences and text.lstrip().startswith(("```", "~~~")):
            return "code"
        if text.startswith(INDENT) and not paragraph:
            return "indented"
        for kind, pattern in STARTS:
            if pattern.match(text):
                return kind
        if not paragraph and DEFINITION.match(text):
            return "definition"
        if "|" in text and DELIMITER.match(following) and pieces[at + 1].number not in self.inside:
            return "table"
        if _begins_list(text, paragraph):
            return "list"
        if not paragraph and UNDERLINE.match(following) and not _begins_list(following, True):
            return "underlined"
        return ""

    def _block(self, kind: str, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        """The lines of the block that begins here, and where it ends."""
        piece = pieces[at]
        match kind:
            case "code":
                return self._code(pieces, at)
            case "indented":
                return self._indented(pieces, at)
            case "quote":
                return self._quote(pieces, at)
            case "heading":
                return self._heading(piece), at + 1
            case "note":
                return self._note(pieces, at)
            case "definition":
                titles = [next for next in pieces[at + 1 : at + 2] if TITLE.match(next.text)]
                lines = [*self._definition(piece), *(Line("", title) for title in titles)]
                return lines, at + len(lines)
            case "table":
                return self._table(pieces, at)
            case "list":
                return self._list(pieces, at)
            case "underlined":
                level = 1 if "=" in pieces[at + 1].text else 2
                column = piece.column + _indent(piece)
                underline = pieces[at + 1].number
                self.found.headings.append(Heading(piece.number, column, level, underline))
                return [Line("", piece), Line("", pieces[at + 1])], at + 2
        return [Line("", piece)], at + 1

    def _heading(self, piece: Piece) -> list[Line]:
        level = len(piece.text.lstrip(" ")) - len(piece.text.lstrip(" #"))
        column = piece.column + _indent(piece)
        self.found.headings.append(Heading(piece.number, column, min(level, 6), None))
        words = piece.text.rstrip()
        if words.strip("# ") and words.endswith("#") and not words.rstrip("#").endswith(" "):
            piece = Piece(piece.number, piece.column, f"{words} #")  # or "C#" would lose its sign
        return [Line("", piece)]

    def _table(self, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        end = at + 2
        while end < len(pieces):
            if self._kind(pieces, end, True) not in ("", "table"):
                break
            end += 1
        return [Line("", piece.cut(_indent(piece))) for piece in pieces[at:end]], end

    def _code(self, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        piece = pieces[at]
        fence = self.found.fences[piece.number]
        indent = _indent(piece)
        end = at + 1
        while end < len(pieces) and pieces[end].number <= fence.last:
            end += 1
        code = [inner.cut(min(indent, _indent(inner))) for inner in pieces[at + 1 : end - 1]]
        runs = (len(run) for inner in code for run in re.findall("`+", inner.text))
        marks = "`" * (max([2, *runs]) + 1)
        self.found.code[fence.first] = "\n".join(inner.text.rstrip() for inner in code)
        opening = Line("", Piece(piece.number, piece.column, f"{marks} b{fence.first}"), "fence")
        info = Line("", Piece(fence.first, fence.info_column, fence.info), "code")
        closing = Line("", Piece(fence.last, 0, marks), "fence")
        return [opening, info, *(Line("", inner, "code") for inner in code), closing], end

    def _indented(self, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        end = at
        for number, piece in enumerate(pieces[at:], at):
            if piece.text.startswith(INDENT):
                end = number + 1
            elif piece.text.strip():
                break
        return [Line("", piece, "code") for piece in pieces[at:end]], end

    def _quote(self, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        inner: list[Piece] = []
        while at < len(pieces):
            piece = pieces[at]
            if mark := QUOTE.match(piece.text):
                inner.append(piece.cut(mark.end()))
            elif piece.number in self.inside or self._lazy(pieces, at, inner):
                inner.append(piece)
            else:
                break
            at += 1
        return [_within("> ", line) for line in self.container(inner)], at

    def _lazy(self, pieces: Sequence[Piece], at: int, inner: Sequence[Piece]) -> bool:
        """Whether a line without the signs of its quote or list goes on with the paragraph."""
        text, before = pieces[at].text, inner[-1].text if inner else ""
        return (
            bool(text.strip() and before.strip())
            and inner[-1].number not in self.inside
            and not before.startswith(INDENT)
            and not any(one.match(before) for one in (HEADING, RULE, DELIMITER))
            and not UNDERLINE.match(text)
            and not self._kind(pieces, at, True)
        )

    def _note(self, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        piece = pieces[at]
        note = NOTE.match(piece.text)
        assert note
        column = piece.column + note.start("name") - 2
        self.found.notes.append(Definition(note["name"], piece.number, column))
        inner, at = self._item(pieces, at, note.end(), 2, 4)
        lines = list(self.container(inner))
        words = any(line.piece.text.strip() for line in lines)
        first = next((line.prefix for line in lines if line.prefix + line.piece.text.strip()), "[")
        if not words or first.startswith("["):  # the library cannot do without
            self.found.refused.append((piece.number, column, EMPTY_NOTE, f"[^{note['name']}]"))
            empty = piece.cut(len(piece.text))
            lines = [Line("…", empty), Line("", empty), *lines]
        return _item_lines(f"[^{note['name']}]: ", lines), at

    def _definition(self, piece: Piece) -> list[Line]:
        definition = DEFINITION.match(piece.text)
        assert definition
        column = piece.column + definition.start("name") - 1
        self.found.definitions.append(Definition(definition["name"], piece.number, column))
        return [Line(definition[0], piece.cut(definition.end()))]

    def _list(self, pieces: Sequence[Piece], at: int) -> tuple[list[Line], int]:
        lines: list[Line] = []
        kind = _kind(pieces[at].text)
        counted: list[tuple[str, Piece]] = []
        while at < len(pieces):
            piece = pieces[at]
            if not piece.text.strip():
                following = next((p.text for p in pieces[at:] if p.text.strip()), "")
                if _kind(following) != kind:
                    break
                lines.append(Line("", piece.cut(len(piece.text))))
                at += 1
                continue
            mark = _list_mark(piece.text)
            if mark is None or _kind(piece.text) != kind or RULE.match(piece.text):
                break
            number = mark.groupdict().get("number")
            counted += [(number, piece)] if number else []
            space = len(mark["space"])
            width = mark.start("space") + (space if 1 <= space <= 4 else 1)
            indent = len(mark["indent"])
            inner, at = self._item(pieces, at, min(width, len(piece.text)), indent + 2, width)
            signs = f"{number}. " if number else "- "
            item = _item_lines(signs, list(self.container(inner, True)))
            lines += item
            loose = any(not line.piece.text.strip() for line in item)
            if loose and at < len(pieces) and pieces[at].text.strip():
                lines.append(Line("", piece.cut(len(piece.text))))
        if counted:
            self._check_numbers(counted)
        return lines, at

    def _check_numbers(self, items: Sequence[tuple[str, Piece]]) -> None:
        """Refuses numbers of a list's items that would stand on the page as others.

        A list counts up by one, or repeats its first number. It begins with 1, or where the last
        one ended; or it has more items than one, and counts on from a small number: else it is a
        sentence that begins with a figure.
        """
        numbers = [int(number) for number, _ in items]
        first, second = numbers[0], [*numbers, 0][1]
        wrong = {}
        if first not in (0, 1, self.found.last_number + 1) and (second != first + 1 or first > 99):
            wrong[0] = LIST_BEGINS.format(number=first)
        for n, (before, number) in enumerate(itertools.pairwise(numbers), 1):
            if number != before + 1 and not number == first == second:
                wrong[n] = LIST_COUNTS.format(shown=first + n)
        for n, message in wrong.items():
            written, piece = items[n]
            column = piece.column + _indent(piece)
            self.found.refused.append((piece.number, column, message, written))
        self.found.last_number = first + len(items) - 1 if second == first else numbers[-1]

    def _item(
        self, pieces: Sequence[Piece], at: int, width: int, least: int, most: int
    ) -> tuple[list[Piece], int]:
        """The lines of an item, without its sign: those that are indented by `least` or more."""
        inner = [pieces[at].cut(width)]
        at += 1
        while at < len(pieces):
            piece = pieces[at]
            indent = _indent(piece)
            if not piece.text.strip() and piece.number not in self.inside:
                following = next((p for p in pieces[at:] if p.text.strip()), None)
                if following is None or not following.text.startswith(" " * least):
                    break
                inner.append(piece.cut(len(piece.text)))
            elif indent >= least or piece.number in self.inside:
                inner.append(piece.cut(min(indent, most)))
            elif not _kind(piece.text) and self._lazy(pieces, at, inner):
                inner.append(piece.cut(indent))
            else:
                break
            at += 1
        while len(inner) > 1 and not inner[0].text.strip():
            del inner[0]
        return inner, at


def _indent(piece: Piece) -> int:
    return len(piece.text) - len(piece.text.lstrip(" "))


def _begins_list(text: str, open_paragraph: bool) -> bool:
    """Whether a line begins a list. Inside a paragraph only "1." with words behind it does."""
    mark = _list_mark(text)
    if mark is None or RULE.match(text):
        return False
    first = mark.groupdict().get("number", "1") == "1"
    return not open_paragraph or (first and bool(text[mark.end() :].strip()))


def _list_mark(text: str) -> re.Match[str] | None:
    return BULLET.match(text) or ORDERED.match(text)


def _kind(text: str) -> str:
    """Of a list: the sign of its items, "1" for any number, or "" where none begins."""
    mark = _list_mark(text)
    return "" if mark is None else "1" if "number" in mark.groupdict() else mark["mark"]


def _broken(piece: Piece, last: bool) -> Piece:
    r"""A line that ends with `\` breaks there."""
    if last or not HARD_BREAK.search(piece.text):
        return piece
    return Piece(piece.number, piece.column, f"{piece.text[:-1]}  ")


def _within(prefix: str, line: Line) -> Line:
    return Line(prefix + line.prefix, line.piece, line.kind)


def _item_lines(signs: str, lines: list[Line]) -> list[Line]:
    """An item's lines behind its sign, the others indented; a block of code begins on its own."""
    first = lines[0]
    if first.kind != "words" or first.prefix.startswith(">") or _is_table(lines):
        empty = first.piece.cut(len(first.piece.text))
        alone = Line(signs, Piece(empty.number, empty.column, ""))
        return [alone, Line("", empty), *(_within(INDENT, line) for line in lines)]
    return [_within(signs, first), *(_within(INDENT, line) for line in lines[1:])]


def _is_table(lines: list[Line]) -> bool:
    return (
        len(lines) > 1 and "|" in lines[0].piece.text and bool(DELIMITER.match(lines[1].piece.text))
    )
