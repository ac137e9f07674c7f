"""Cells of kept tables: found by the names of their row and column, or by their address."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..cache import cached
from ..numbers.languages.english.exemptions import masked
from ..problem import Refused, did_you_mean
from .cell_numbers import decimal_marks, is_gap, is_number
from .documents import Document, Table
from .documents.document import column_number
from .kept import Kept, document

Names = tuple[tuple[str, str], ...]  # of columns, and what they hold in the row that is meant
Part = Literal["table", "row", "column", "key", "where"]

ADDRESS = re.compile(r"(?:(.+)!)?\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－", "-"))
SHOWN = 8  # names that a message lists
HEADS = 3  # lines of heads above a column
FAR = 20  # rows in which the heads of a table are looked for


class Asked(Struct, frozen=True):
    """Which table of a file: its sheet, number or pointer, and the number of its row of names."""

    sheet: str = ""
    number: str = ""
    pointer: str = ""
    header: str = ""


class Mislaid(Struct, frozen=True, tag=True):
    """Why a cell is not found: what is wrong with the `part` of the question that is named."""

    part: Part
    message: str


class Found(Struct, frozen=True, tag=True):
    """The text of a cell; `commas` says that its column writes decimals with a comma.

    It may be `unsure` whether "1,204" is a thousand: as in a table between semicolons, where the
    column does not tell. `head` is what stands above the column, line by line, the row's own column
    of units first; `title` what a line above the table says of all of it; `times` the dates by
    which row and column are named.
    """

    key: str
    text: str
    place: str
    commas: bool = False
    unsure: bool = False
    head: str = ""
    title: str = ""
    times: tuple[str, ...] = ()


class _Grid(Struct, frozen=True, eq=False):
    """A table with its heads: `rows` stand below them, the first of them is row `first` of it."""

    table: Table
    heads: tuple[str, ...]
    above: tuple[str, ...]  # what spans each head from the rows above it
    rows: Sequence[tuple[str, ...]]
    first: int
    title: str  # the unit that a line above the heads gives
    units: tuple[int, int]  # the columns of scales and of units, -1 where there is none

    def column(self, name: str) -> int | Refused:
        """The index of a column, or why there is none."""
        wanted = same(name)
        heads = [(i, same(head)) for i, head in enumerate(self.heads) if head]
        alone = [i for i, head in heads if head == wanted]
        alone = alone or [i for i, head in heads if unmarked(head) == wanted]
        if len(alone) == 1:
            return alone[0]
        whole = [f"{a}: {h}" if a else h for a, h in zip(self.above, self.heads, strict=True)]
        spanned = [i for i, head in enumerate(whole) if same(head) == wanted]
        if len(spanned) == 1:
            return spanned[0]
        if len(alone) > 1:
            advice = "name the cell by its address, as in cell: C14"
            if self.above[alone[0]]:
                names = listed(f"'{whole[i]}'" for i in alone)
                advice = f"name the head above it too: {names}"
            return Refused(f"there are {len(alone)} columns '{name}'; {advice}")
        known = [head for head in self.heads if head]
        near = self.advice_on_heads(wanted) or did_you_mean(name, [*known, *whole])
        near = near or f"; there are {listed(known)}"
        return Refused(f"there is no column '{name}'{near}")

    def head(self, column: int) -> str:
        """The words that span a column's head, if any, a line's end, and the head itself."""
        return f"{self.above[column]}\n{self.heads[column]}".lstrip("\n")

    def unit_and_head(self, column: int, row: int) -> str:
        """The column's head; in a line before it the unit that a column of units says of the row.

        `"(million yuan)\\nGDP"`
        """
        scale, unit = (self.rows[row][at] if at >= 0 else "" for at in self.units)
        unit = " ".join(f"{SCALE_CODES.get(scale, scale)} {unit}".split())
        head = self.head(column)
        return f"({unit})\n{head}" if unit and column not in self.units else head

    def times(self, column: int, names: Names) -> tuple[str, ...]:
        """The dates among the names of a row and in the head of a column."""
        own = [value for name, value in names if is_time(value) and not EDITIONS.search(name)]
        return (*own, *(line for line in self.head(column).split("\n") if _is_dated(line)))

    def advice_on_heads(self, wanted: str) -> str:
        """Which row below the heads holds a name, as the table's own heads do; or ""."""
        for at, row in enumerate(self.rows[:FAR]):
            if any(same(cell) == wanted for cell in row):
                return f"; row {self.first + at} holds it: table: {{header: {self.first + at}}}"
        return ""

    def place(self, *parts: str) -> str:
        return ", ".join(filter(None, (self.table.name, *parts)))


@cached(
    lambda kept, asked, row, column: (kept.key, asked, row, column),
    lambda kept, asked, row, column: kept.effort,
)
def cell(kept: Kept, asked: Asked, row: Names, column: str) -> Found | Mislaid:
    """The cell in the one row that `row` names, in `column`."""
    grid = _grid(kept, asked)
    if isinstance(grid, Mislaid):
        return grid
    rows, index = _matching(grid, row), grid.column(column)
    if isinstance(rows, Refused):
        return Mislaid("row", rows.message)
    if isinstance(index, Refused):
        return Mislaid("column", index.message)
    if not rows:
        return Mislaid("row", _no_row(grid, row))
    if len(rows) > 1:
        numbers = f"rows {listed(str(grid.first + at) for at in rows)}"
        message = f"{len(rows)} rows have {_named(row)} ({numbers}); name more of their columns"
        return Mislaid("row", message)
    place = grid.place(*(f"{name} {value}" for name, value in row), column)
    text, marks = grid.rows[rows[0]][index], _marks(grid, index)
    head, times = grid.unit_and_head(index, rows[0]), grid.times(index, row)
    return Found("", text, place, *marks, head, grid.title, times)


@cached(
    lambda kept, asked, address: (kept.key, asked, address),
    lambda kept, asked, address: kept.effort,
)
def cell_at(kept: Kept, asked: Asked, address: str) -> Found | Mislaid:
    """The cell at an address: "C14", "T20-1!C14"."""
    match = ADDRESS.fullmatch(address.strip())
    if match is None:
        return Mislaid("row", f"'{address}' is no address of a cell; write it as C14 or T20-1!C14")
    asked = replace(asked, sheet=(match[1] or asked.sheet).strip("'"))
    table = asked_table(kept, asked)
    if isinstance(table, Mislaid):
        return table
    column, row = column_number(match[2]), int(match[3]) - 1
    if not 0 <= row < len(table.rows) or column >= len(table.rows[row]):
        width = len(table.rows[0]) if table.rows else 0
        size = f"{len(table.rows):,} rows and {width} columns"
        return Mislaid("row", f"there is no cell {address}: the table has {size}")
    place = ", ".join(filter(None, (table.name, f"{match[2].upper()}{match[3]}")))
    marks = decimal_marks((line[column] for line in table.rows), table.semicolons)
    grid, head, named = _grid(kept, asked), "", ""
    if isinstance(grid, _Grid) and row >= grid.first - 1:
        head, named = grid.head(column), grid.heads[column]
    if not asked.header:
        head = _words_above(table.rows, row, column) or head
    own = (table.rows[row][0],) if column and is_time(table.rows[row][0]) else ()
    times = (*own, *(line for line in (*head.split("\n"), named) if _is_dated(line)))
    return Found("", table.rows[row][column], place, *marks, head, times=times)


@cached(
    lambda kept, asked, key, column, where: (kept.key, asked, key, column, where),
    lambda kept, asked, key, column, where: kept.effort,
)
def cells(
    kept: Kept, asked: Asked, key: str, column: str, where: Names
) -> tuple[Found, ...] | Mislaid:
    """The cells of a column in each row that fits `where`, by what its key column holds."""
    grid = _grid(kept, asked)
    if isinstance(grid, Mislaid):
        return grid
    keys, values, rows = grid.column(key), grid.column(column), _matching(grid, where)
    if isinstance(keys, Refused):
        return Mislaid("key", keys.message)
    if isinstance(values, Refused):
        return Mislaid("column", values.message)
    if isinstance(rows, Refused):
        return Mislaid("where", rows.message)
    if where and not rows:
        return Mislaid("where", _no_row(grid, where))
    marks, times, notes = _marks(grid, values), grid.times(values, where), _end(grid, keys)
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        words = " ".join(grid.rows[row][keys].split())
        if not words or row >= notes:  # an empty line, a note below the table
            continue
        if words in seen:
            numbers = f"rows {grid.first + seen[words]} and {grid.first + row}"
            message = f"two rows have the {key} '{words}' ({numbers}); narrow them down with where:"
            return Mislaid("key", f"{message} {{column: value}}")
        seen[words] = row
        place = grid.place(f"{key} {words}", *(f"{n} {v}" for n, v in where), column)
        text, head = grid.rows[row][values], grid.unit_and_head(values, row)
        found.append(Found(words, text, place, *marks, head, grid.title, times))
    return tuple(found) if found else Mislaid("table", "this table has no rows below its names")


def _matching(grid: _Grid, names: Names) -> Sequence[int] | Refused:
    """The indices of the rows whose columns hold what is named, or what column there is not."""
    rows: Sequence[int] = range(len(grid.rows))
    for at, (name, value) in enumerate(names):
        column = grid.column(name)
        if isinstance(column, Refused):
            return column
        held = _holding(grid, column)
        fitting = held.get(same(value)) or held.get(unmarked(value)) or []
        rows = sorted({*rows} & {*fitting}) if at else fitting
    return rows


@functools.lru_cache(maxsize=16)
def _holding(grid: _Grid, column: int) -> dict[str, list[int]]:
    """By what a column holds the indices of its rows; also without the marks of notes."""
    exact: dict[str, list[int]] = defaultdict(list)
    bare: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(grid.rows):
        words = same(row[column])
        exact[words].append(at)
        if (plain := unmarked(words)) != words:
            bare[plain].append(at)
    return {**bare, **exact}


@functools.lru_cache(maxsize=64)
def _marks(grid: _Grid, column: int) -> tuple[bool, bool]:
    return decimal_marks((row[column] for row in grid.rows), grid.table.semicolons)


@functools.lru_cache(maxsize=16)
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
    above = tuple(_above(rows, at, column) for column in range(len(rows[at])))
    heads = tuple(
        " ".join(cell.split()) or over for cell, over in zip(rows[at], above, strict=True)
    )
    above = tuple("" if a == h else a for a, h in zip(above, heads, strict=True))
    titles = (TITLE_UNIT.search(" ".join(cell.split())) for row in rows[:at] for cell in row)
    title = next((match[1] or match[2] for match in titles if match), "")
    names = [same(head).casefold() for head in heads]
    units = tuple(
        next((i for i, name in enumerate(names) if name in kind), -1) for kind in (SCALED, UNITS)
    )
    return _Grid(table, heads, above, rows[at + 1 :], at + 2, title, (units[0], units[1]))


SCALED = {"unit_mult", "unit multiplier", "powercode", "power code", "scale", "multiplier"}
UNITS = {"unit", "units", "unit of measure", "unit of measurement", "unit_measure", "measure unit",
         "einheit", "unité", "unidad", "单位", "單位", "计量单位", "計量單位"}  # fmt: skip
SCALE_CODES = {"0": "", "3": "thousand", "6": "million", "9": "billion", "12": "trillion"}  # SDMX
TITLE_UNIT = re.compile(
    r"(?:^|[,;(（\[]\s*)(?:units?|单位|單位|einheit)\s*[:：]\s*([^()（）\[\]]+?)\s*[)）\]]?$"
    r"|^[(（\[]?\s*in\s+([^()（）\[\]]+?)\s*[)）\]]?$",
    re.I,
)
# Columns whose dates are not those of a row's values.
EDITIONS = re.compile(
    r"\b(?:edition|release|vintage|publi|cohort|class|founded|opened|born|birth|built|model|start"
    r"|base|updated|revis)",
    re.I,
)
# "Staff 2024", "2024 staff", and no "Growth since 2020", "2015 prices"
DATED = re.compile(
    r"(?:(?!.*\b(?:since|from|to|until|base|over|vs|versus|against|change|growth|prices?)\b)"
    r"[^\d=]+\s)?(?:1[5-9]|20|21)\d\d(?:\s?[befpr])?",
    re.I,
)


def is_time(words: str) -> bool:
    """Whether a key is a date: "2024", "2024-03", "2019/20", "March 2024", "2024 Q1"."""
    return bool(re.search(r"\d", words)) and (
        bool(re.fullmatch(r"(?:1[5-9]|20|21)\d\d", words)) or not re.search(r"\w", masked(words))
    )


def _is_dated(head: str) -> bool:
    return DATED.fullmatch(head) is not None or is_time(unmarked(head))


def _is_worded(cell: str) -> bool:
    return not (is_gap(cell) or is_number(cell) or is_time(cell))


def _words_above(rows: Sequence[tuple[str, ...]], row: int, column: int) -> str:
    """The words above the numbers of a column, line by line, nearest last; "" where none are."""
    upward = (" ".join(rows[at][column].split()) for at in range(row - 1, -1, -1))
    below = itertools.dropwhile(lambda words: not _is_worded(words), upward)
    worded = itertools.islice(itertools.takewhile(_is_worded, below), HEADS)
    return "\n".join(reversed([*worded]))


def _above(rows: Sequence[tuple[str, ...]], at: int, column: int) -> str:
    """The nearest words above a head that are not its own, as of a merged cell.

    Where a file knows no merged cells, what stands to the left spans the empty cells beside it.
    """
    own = " ".join(rows[at][column].split())
    for row in reversed(rows[:at]):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) < 2 and not row[column].strip():
            continue  # a title
        beside = (cell for cell in reversed(row[: column + 1]) if cell.strip())
        words = " ".join((next(beside, "") if own else row[column]).split())
        if words and words != own:
            return words
    return ""


CREDIT = re.compile(r"(?:sources?|(?:foot)?notes?|legend|symbols?)\s*\d?\s*[:.]|©", re.I)
REMARK = re.compile(r"[*†‡§¹²³⁴-⁹]|[(\[]?[\da-z][)\].:]\s|[a-z]\s*[=:–-]?\s\w|[:.]{1,2}\s")
LONG = 6  # words; no key has so many


def _end(grid: _Grid, keys: int) -> int:
    """How many rows stand above the notes that follow a table."""
    end = len(grid.rows)
    while end:
        row = grid.rows[end - 1]
        words, filled = " ".join(row[keys].split()), {cell for cell in row if cell.strip()}
        remark = REMARK.match(words) or len(words.split()) >= LONG or not words
        if not (CREDIT.match(words) or (len(filled) <= 1 and remark)):
            break
        end -= 1
    return end


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


def _no_row(grid: _Grid, names: Names) -> str:
    """That no row holds all that is named; and a value that one holds and that looks like it."""
    message = f"no row has {_named(names)}"
    for name, value in names:
        column = grid.column(name)
        if isinstance(column, int):
            held = list(dict.fromkeys(row[column] for row in grid.rows[:5000]))
            if value not in held:
                return message + did_you_mean(value, held)
    return message


def _named(names: Names) -> str:
    return " and ".join(f"{name} {value}" for name, value in names)


def same(words: str) -> str:
    """Names of columns and what keys hold, as they are compared: white space and dashes alike."""
    plain = words if words.isascii() else unicodedata.normalize("NFC", words).translate(DASHES)
    return " ".join(plain.split())


NOTE_MARK = re.compile(r"\s*(?:[*†‡§]+|[⁰¹²³⁴-⁹ᵃ-ᶻⁿ⁽⁾]+|[(\[](?:note )?[0-9a-z][)\]])$")
YEAR_FLAG = re.compile(r"((?:1[5-9]|20|21)\d\d)\s?[befpr]")


def unmarked(words: str) -> str:
    """A name or key without the marks of notes: `"2024 p"` -> "2024", `"GDP¹"` -> "GDP"."""
    bare = NOTE_MARK.sub("", words)
    year = YEAR_FLAG.fullmatch(bare)
    return year[1] if year else bare or words


def listed(names: Iterable[str]) -> str:
    """`"a, b, c"`, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return ", ".join(every[:SHOWN]) + more


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
