"""Quotations and cells of one edition of a source, found again in the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..evidence import cells, kept, quotations
from ..evidence.cells import ADDRESS, Asked, same
from ..evidence.documents import Document, Table
from ..evidence.documents.document import column_number
from ..evidence.kept import Kept
from ..evidence.pairing import YEAR
from ..numbers.statements import numbers
from ..numbers.values import parse_value
from ..parsing.markup import lettered
from ..problem import Refused

Span = tuple[int, int]

HOLE = "\ue100"  # stands for a number while a quotation is folded
DIGITS = (
    r"(?<![\d.,])[-−]?\d+(?:[,’' ]\d{3})*(?:[.,]\d+)?"
    r"(?:[ -]?(?:thousand|million|billion|trillion|bn|tn|k|m)\b)?(?!\d)"
)
WORD = r"(?<!\w)[A-Za-z]+(?:-[A-Za-z]+)?(?: (?:thousand|million|billion|trillion))?(?!\w)"
DATE = re.compile(r"(?:1[5-9]|20|21)\d\d(?:[-/.]\d{1,2}){0,2}")  # which heads rows and columns
LEAST_ALIKE, MOST_CANDIDATES = 0.5, 2  # of a sentence's words; sentences that are shown


class Refound(Struct, frozen=True):
    """A quotation in the words of another edition, its numbers in pairs: where each stood and
    stands. They are spans of the old and of the new words.
    """

    words: str
    pairs: tuple[tuple[Span, Span], ...]


class Lost(Struct, frozen=True):
    """Why a quotation or a cell is not surely found, and what may be meant."""

    why: str
    candidates: tuple[str, ...] = ()


def refind(words: str, edition: Kept) -> Refound | Lost:
    """The same sentence in another edition, its numbers and years whatever they are there.

    `"rose to 12 visits in 2024"` -> `"rose to 14 visits in 2025"`. The words between the numbers
    have to be the same; it may stand there more than once, but with the same numbers.
    """
    found = kept.document(edition)
    text = quotations.fold_document(found.text if isinstance(found, Document) else "").folded
    holes = list(_numbers(words))
    pattern = _pattern(words, holes)
    matches: dict[tuple[str, ...], str] = {}
    for joined in dict.fromkeys((text.replace("\u00ad", "-"), text.replace("\u00ad", ""))):
        for match in pattern.finditer(joined):
            if all(_is_number(group) for group in match.groups()):
                matches.setdefault(match.groups(), match[0])
    sure = [
        refound
        for groups in matches
        if (refound := _with_numbers(words, holes, groups))
        and not isinstance(kept.place(edition, refound.words), Refused)
    ]
    if len(sure) == 1:
        return sure[0]
    if sure:
        candidates = tuple(one.words for one in sure[: MOST_CANDIDATES + 1])
        return Lost("its sentence stands there more than once, with other numbers", candidates)
    return Lost("its sentence is not there", tuple(_alike(words, text)))


def _numbers(words: str) -> Iterator[Span]:
    """Where numbers stand in a quotation, with their scales but without their units; and years."""
    spans = [(one.core.head, one.core.end) for one in numbers(words)]
    years = [year.span() for year in YEAR.finditer(words)]
    spans += [year for year in years if not any(a < year[1] and year[0] < b for a, b in spans)]
    yield from sorted(spans)


def _pattern(words: str, holes: Sequence[Span]) -> re.Pattern[str]:
    parts, done = [], 0
    for start, end in holes:
        parts += [words[done:start], HOLE]
        done = end
    folded = quotations.fold("".join([*parts, words[done:]]))
    spelt = [f"({DIGITS}|{WORD})"] * len(holes)
    pieces = [re.escape(piece) for piece in folded.split(HOLE)]
    whole = pieces[0] + "".join(hole + piece for hole, piece in zip(spelt, pieces[1:], strict=True))
    return re.compile(whole)


def _is_number(words: str) -> bool:
    return not isinstance(parse_value(words), Refused)


def _with_numbers(words: str, holes: Sequence[Span], groups: Sequence[str]) -> Refound:
    """A quotation as it was typed, with other numbers."""
    text, done = "", 0
    pairs = []
    for (start, end), number in zip(holes, groups, strict=True):
        text += words[done:start]
        pairs.append(((start, end), (len(text), len(text) + len(number))))
        text += number
        done = end
    return Refound(text + words[done:], tuple(pairs))


def _alike(words: str, text: str) -> Iterator[str]:
    """The sentences of a text that share most words with a quotation, the nearest first."""
    wanted = _vocabulary(words)
    sentences = [one for one in quotations.SENTENCE_END.split(text) if one.strip()]
    scored = [
        (len(wanted & _vocabulary(one)) / max(len(wanted), 1), one.replace("\u00ad", "").strip())
        for one in sentences
    ]
    near = sorted((pair for pair in scored if pair[0] >= LEAST_ALIKE), reverse=True)
    yield from (sentence for _, sentence in near[:MOST_CANDIDATES])


def _vocabulary(words: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", words.lower()))


def readdress(old: Kept, new: Kept, asked: Asked, address: str) -> str | Lost:
    """The address in a new edition of the cell with the same heads of row and column.

    `"C14"` -> `"C15"`, where a row was put in above.
    """
    match = ADDRESS.fullmatch(address.strip())
    before, after = (cells.asked_table(one, _sheet(asked, match)) for one in (old, new))
    if match is None or not isinstance(before, Table) or not isinstance(after, Table):
        return Lost("its table is not there")
    row, column = int(match[3]) - 1, column_number(match[2])
    if row >= len(before.rows) or column >= len(before.rows[row]):
        return Lost("the cell was not there before")
    heads = _row_head(before, row), _column_head(before, row, column)
    places = [
        (r, c)
        for r, cells_ in enumerate(after.rows)
        if heads[0] and _row_head(after, r) == heads[0]
        for c in range(len(cells_))
        if c != _first_words(cells_) and _column_head(after, r, c) == heads[1]
    ]
    if len(places) != 1:
        named = " and ".join(f"'{head}'" for head in heads if head)
        return Lost(f"{len(places) or 'no'} cells stand at {named or 'heads without words'}")
    r, c = places[0]
    sheet = f"{match[1]}!" if match[1] else ""
    return f"{sheet}{lettered(c + 1).upper()}{r + 1}"


def _sheet(asked: Asked, match: re.Match[str] | None) -> Asked:
    sheet = (match[1] if match and match[1] else asked.sheet).strip("'")
    return Asked(sheet, asked.number, asked.pointer)


def _is_words(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]", text)) or bool(DATE.fullmatch(text))


def _first_words(row: Sequence[str]) -> int:
    return next((at for at, text in enumerate(row) if _is_words(text.strip())), -1)


def _row_head(table: Table, row: int) -> str:
    at = _first_words(table.rows[row])
    return same(table.rows[row][at]) if at >= 0 else ""


def _column_head(table: Table, row: int, column: int) -> str:
    """The nearest words above a cell."""
    for line in reversed(table.rows[:row]):
        if column < len(line) and _is_words(line[column].strip()):
            return same(line[column])
    return ""
