"""Cells of kept tables: found by the names of their row and column, or by their address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from ..cache import cached
from ..problem import Refused, did_you_mean
from .documents import Document, Table
from .documents.document import UNCOMPUTED, column_number
from .kept import Kept, document

Names = tuple[tuple[str, str], ...]  # of columns, and what they hold in the row that is meant
Part = Literal["table", "row", "column", "key", "where"]

ADDRESS = re.compile(r"(?:(.+)!)?\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
SHOWN = 8  # names that a message lists


class Asked(Struct, frozen=True):
    """Which table of a file: its sheet, number or pointer, and the number of its row of names."""

    sheet: str = ""
    number: str = ""
    pointer: str = ""
    header: str = ""


class Mislaid(Struct, frozen=True):
    """Why a cell is not found: what is wrong with the `part` of the question that is named."""

    part: Part
    message: str


class Found(Struct, frozen=True):
    """The text of a cell; `commas` says that its column writes decimals with a comma.

    In a table between `semicolons` a comma may be either, where the column does not tell.
    """

    key: str
    text: str
    place: str
    commas: bool
    semicolons: bool


class _Grid(Struct, frozen=True):
    """A table with its heads: `rows` stand below them, the first of them is row `first` of it."""

    table: Table
    heads: tuple[str, ...]
    above: tuple[str, ...]  # what spans each head from the rows above it
    rows: Sequence[tuple[str, ...]]
    first: int

    def column(self, name: str) -> int | Refused:
        """The index of a column, or why there is none."""
        wanted = same(name)
        alone = [i for i, head in enumerate(self.heads) if head and same(head) == wanted]
        if len(alone) == 1:
            return alone[0]
        whole = [f"{a}: {h}" if a else h for a, h in zip(self.above, self.heads, strict=True)]
        spanned = [i for i, head in enumerate(whole) if same(head) == wanted]
        if len(spanned) == 1:
            return spanned[0]
        if len(alone) > 1:
            names = listed(f"'{whole[i]}'" for i in alone)
            advice = (
                f"name the head above it too: {names}"
                if self.above[alone[0]]
                else ("name the cell by its address, as in cell: C14")
            )
            return Refused(f"there are {len(alone)} columns '{name}'; {advice}")
        known = [head for head in self.heads if head]
        near = did_you_mean(name, [*known, *whole]) or f"; there are {listed(known)}"
        return Refused(f"there is no column '{name}'{near}")

    def matching(self, names: Names) -> list[int] | Refused:
        """The indices of the rows whose columns hold what is named, or what column there is not."""
        rows: Iterable[int] = range(len(self.rows))
        for name, value in names:
            column = self.column(name)
            if isinstance(column, Refused):
                return column
            wanted = same(value)
            rows = [row for row in rows if same(self.rows[row][column]) == wanted]
        return list(rows)

    def at(self, *parts: str) -> str:
        return ", ".join(filter(None, (self.table.name, *parts)))


@cached(lambda kept, asked, row, column: (kept.key, asked, row, column))
def cell(kept: Kept, asked: Asked, row: Names, column: str) -> Found | Mislaid:
    """The cell in the one row that `row` names, in `column`."""
    grid = _grid(kept, asked)
    if isinstance(grid, Mislaid):
        return grid
    rows, index = grid.matching(row), grid.column(column)
    if isinstance(rows, Refused):
        return Mislaid("row", rows.message)
    if isinstance(index, Refused):
        return Mislaid("column", index.message)
    named = " and ".join(f"{name} {value}" for name, value in row)
    if not rows:
        return Mislaid("row", f"no row has {named}{_nearest(grid, row)}")
    if len(rows) > 1:
        numbers = listed(str(grid.first + at) for at in rows)
        message = f"{len(rows)} rows have {named} (rows {numbers}); name more of their columns"
        return Mislaid("row", message)
    place = grid.at(*(f"{name} {value}" for name, value in row), column)
    return Found("", grid.rows[rows[0]][index], place, _commas(grid, index), grid.table.semicolons)


@cached(lambda kept, asked, address: (kept.key, asked, address))
def cell_at(kept: Kept, asked: Asked, address: str) -> Found | Mislaid:
    """The cell at an address: "C14", "T20-1!C14"."""
    match = ADDRESS.fullmatch(address.strip())
    if match is None:
        return Mislaid("row", f"'{address}' is no address of a cell; write it as C14 or T20-1!C14")
    sheet = (match[1] or asked.sheet).strip("'")
    table = asked_table(kept, Asked(sheet, asked.number, asked.pointer))
    if isinstance(table, Mislaid):
        return table
    column, row = column_number(match[2]), int(match[3]) - 1
    if not 0 <= row < len(table.rows) or column >= len(table.rows[row]):
        width = len(table.rows[0]) if table.rows else 0
        size = f"{len(table.rows):,} rows and {width} columns"
        return Mislaid("row", f"there is no cell {address}: the table has {size}")
    place = ", ".join(filter(None, (table.name, f"{match[2].upper()}{match[3]}")))
    cells = [line[column] for line in table.rows]
    commas = table.semicolons and decimal_commas(cells)
    return Found("", table.rows[row][column], place, commas, table.semicolons)


@cached(lambda kept, asked, key, column, where: (kept.key, asked, key, column, where))
def cells(
    kept: Kept, asked: Asked, key: str, column: str, where: Names
) -> tuple[Found, ...] | Mislaid:
    """The cells of a column in each row that fits `where`, by what its key column holds."""
    grid = _grid(kept, asked)
    if isinstance(grid, Mislaid):
        return grid
    keys, values, rows = grid.column(key), grid.column(column), grid.matching(where)
    if isinstance(keys, Refused):
        return Mislaid("key", keys.message)
    if isinstance(values, Refused):
        return Mislaid("column", values.message)
    if isinstance(rows, Refused):
        return Mislaid("where", rows.message)
    if where and not rows:
        named = " and ".join(f"{name} {value}" for name, value in where)
        return Mislaid("where", f"no row has {named}{_nearest(grid, where)}")
    commas = _commas(grid, values)
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        words = " ".join(grid.rows[row][keys].split())
        if not words:  # a note below the table, an empty line
            continue
        if words in seen:
            numbers = f"rows {grid.first + seen[words]} and {grid.first + row}"
            message = f"two rows have the {key} '{words}' ({numbers}); narrow them down with where:"
            return Mislaid("key", f"{message} {{column: value}}")
        seen[words] = row
        place = grid.at(f"{key} {words}", *(f"{n} {v}" for n, v in where), column)
        found.append(Found(words, grid.rows[row][values], place, commas, grid.table.semicolons))
    return tuple(found) if found else Mislaid("table", "this table has no rows below its names")


def _grid(kept: Kept, asked: Asked) -> _Grid | Mislaid:
    table = asked_table(kept, asked)
    if isinstance(table, Mislaid):
        return table
    rows = table.rows
    at = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    if asked.header:
        at = int(asked.header) - 1 if asked.header.isdigit() else -1
    if not 0 <= at < len(rows):
        message = f"there is no row {asked.header}; the table has {len(rows):,}"
        return Mislaid("table", message)
    heads = tuple(" ".join(cell.split()) for cell in rows[at])
    above = tuple(_above(rows, at, column) for column in range(len(heads)))
    return _Grid(table, heads, above, rows[at + 1 :], at + 2)


def _above(rows: Sequence[tuple[str, ...]], at: int, column: int) -> str:
    """The nearest words above a head that are not its own, as of a merged cell."""
    for row in reversed(rows[:at]):
        words = " ".join(row[column].split())
        if words and words != " ".join(rows[at][column].split()):
            return words
    return ""


def asked_table(kept: Kept, asked: Asked) -> Table | Mislaid:
    """The table that is asked for; of a file that holds one alone it need not be named."""
    found = document(kept)
    if isinstance(found, Refused):
        return Mislaid("table", "its file cannot be read")
    tables = found.tables
    if not tables:
        return Mislaid("table", "this source holds no table; quote it instead")
    wanted = asked.sheet and f"sheet {asked.sheet}"
    wanted = wanted or (asked.number and f"table {asked.number}")
    wanted = wanted or (asked.pointer and f"at {asked.pointer}")
    if not wanted:
        return tables[0] if len(tables) == 1 else Mislaid("table", _which(found))
    match = [table for table in tables if same(table.name) == same(wanted)]
    if not match and len(tables) == 1 and not tables[0].name and asked.number == "1":
        match = [tables[0]]
    if not match:
        names = [table.name for table in tables if table.name]
        near = did_you_mean(wanted, names) or (names and f"; there are {listed(names)}") or ""
        return Mislaid("table", f"there is no {wanted} in this source{near}")
    return match[0]


def _which(found: Document) -> str:
    first = found.tables[0].name
    kind, _, name = first.partition(" ")
    key = {"sheet": "sheet", "table": "number", "at": "pointer"}[kind]
    names = listed(table.name for table in found.tables)
    return f"this source holds {len(found.tables)} tables ({names}); say which: " + (
        f"table: {{{key}: {name}}} at the source"
    )


def _nearest(grid: _Grid, names: Names) -> str:
    """The value that one of the columns holds and that looks like what was asked for."""
    for name, value in names:
        column = grid.column(name)
        if isinstance(column, int):
            held = list(dict.fromkeys(row[column] for row in grid.rows[:5000]))
            if value not in held:
                return did_you_mean(value, held)
    return ""


def _commas(grid: _Grid, column: int) -> bool:
    return grid.table.semicolons and decimal_commas([row[column] for row in grid.rows])


def decimal_commas(column: Iterable[str]) -> bool:
    """Whether a column of a table between semicolons writes 1,5 for 1.5: one cell shows it."""
    shown = [words for words in column if re.fullmatch(r"[-+−–]?\d+(?:\.\d{3})*,\d+\W*\w?", words)]
    told = any(not re.search(r",\d{3}\b", words) or "." in words for words in shown)
    return told and not any(words.count(",") > 1 for words in shown)


def same(words: str) -> str:
    """Names of columns and what keys hold, as they are compared: white space and dashes alike."""
    plain = words if words.isascii() else unicodedata.normalize("NFC", words).translate(DASHES)
    return " ".join(plain.split())


def listed(names: Iterable[str]) -> str:
    """`"a, b, c"`, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return ", ".join(every[:SHOWN]) + more


# What a cell says


class Number(Struct, frozen=True):
    """The number in a cell, the size of its last place, and the flag or note mark behind it."""

    value: Decimal
    step: Decimal
    flag: str


NOTHING = re.compile(
    r"|[-–—−‐]{1,3}|\.{1,3}|…|:(?:\s?[a-z]{1,2})?|n\.?/?a\.?|#n/a|nil|null|nan|none|[cxz]|\*|\?",
    re.I,
)
FLAGS = r"[bcdefinprsuz]{1,2}"
MARKS = r"[*†‡§#]+|[⁰¹²³⁴-⁹ᵃ-ᶻⁿ⁽⁾]+"
FLAG = re.compile(rf"\s*(?:({MARKS})|[(\[]\s*(\d{{1,2}}|{FLAGS}|[*†‡§])\s*[)\]]|\s?({FLAGS}))$")
SIGN = r"[-+−–—﹣－‐‑]?\s?"
PLAIN = re.compile(
    rf"({SIGN})(\d{{1,3}}(?:([,'’ \u00a0\u2007\u2009\u202f])\d{{3}}(?:\3\d{{3}})*)|\d+)?"
    r"(\.\d+)?(?:[eE]([-+]?\d{1,2}))?"
)
COMMA = re.compile(
    rf"({SIGN})(\d{{1,3}}(?:([.'’ \u00a0\u2007\u2009\u202f])\d{{3}}(?:\3\d{{3}})*)|\d+)(,\d+)?"
)


def is_gap(text: str) -> bool:
    """Whether a cell says that there is no value: empty, "-", "..", "n/a", "c"."""
    return NOTHING.fullmatch(text.strip()) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds a number and no year: "1,204", "13.3 p", "12.5%", not "2024"."""
    text = text.strip().removesuffix("%")
    if not text.strip() or re.fullmatch(r"\s*(?:1[5-9]|20|21)\d\d\s*", text):
        return False
    return isinstance(number(text), Number) or isinstance(number(text, commas=True), Number)


def number(text: str, commas: bool = False, semicolons: bool = False) -> Number | Refused:
    """`"−1 204.5 p"` -> −1204.5 with the flag "p"; with `commas`, "1.204,5" is 1204.5."""
    if text == UNCOMPUTED:
        return Refused("it holds a formula that was never computed; open and save the workbook")
    words, flag = unflagged(text)
    match = (COMMA if commas else PLAIN).fullmatch(words)
    if not match or not (match[2] or match[4]):
        return Refused(f"'{text}' is no number")
    if semicolons and not commas and re.fullmatch(rf"{SIGN}\d{{1,3}},\d{{3}}", words):
        return Refused(f"'{text}' can be read in two ways; keep the table with decimal points")
    whole = re.sub(r"\D", "", match[2] or "0")
    value = Decimal(whole + (match[4] or "").replace(",", "."))
    if not commas and match[5]:
        value = value.scaleb(int(match[5]))
    step = Decimal(1).scaleb(min(int(value.as_tuple().exponent), 0))
    negative = match[1].strip() not in ("", "+")
    return Number(-value if negative else value, step, flag)


def unflagged(text: str) -> tuple[str, str]:
    """`"13.3 p"` -> `("13.3", "p")`; also of "13.3*", "13.3 (2)" and "13.3¹"."""
    words = text.strip()
    match = FLAG.search(words)
    if match and match.start() and words[match.start() - 1].isalnum():
        return words[: match.start()].strip(), (match[1] or match[2] or match[3]).strip()
    return words, ""


# What a key is called in addresses

SPOKEN = {"+": "-plus", "<": "under-", ">": "over-", "≥": "at-least-", "≤": "at-most-",
          "&": "-and-", "%": "-percent", "−": "minus-"}  # fmt: skip


def address_keys(keys: Sequence[str]) -> Iterator[str]:
    """For each key what addresses call it: "New York" -> "New-York", "65+" -> "65-plus"."""
    taken: set[str] = set()
    for key in keys:
        name, more = address_key(key), 1
        while name in taken:
            more += 1
            name = f"{address_key(key)}-{more}"
        taken.add(name)
        yield name


def address_key(key: str) -> str:
    """A key in letters, digits, - and _; what is written without any of them, in Punycode.

    `"2019/20"` -> `"2019-20"`, `"Zürich"` -> `"Zurich"`, `"深圳"` -> `"xn-fes124c"`.
    """
    spoken = "".join(SPOKEN.get(sign, sign) for sign in key)
    letters = unicodedata.normalize("NFKD", spoken)
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    if any(sign.isalnum() and not sign.isascii() for sign in bare):
        bare = "xn-" + key.encode("punycode").decode()
    name = re.sub(r"[^A-Za-z0-9_]+", "-", bare).strip("-_")
    return name[:72].rstrip("-") or "none"
