"""Series of cells drafted from kept tables: one for each column of numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..checking.sentences.time_expressions import times
from ..evidence import cell_numbers
from ..evidence.cells import Asked
from ..evidence.documents import Document, Table
from ..numbers.units import known
from ..parsing.cells import parse_unit, unit_of_head
from ..problem import Refused
from .entries import Cells
from .wording import SMALL

MOST_SERIES = 60  # of one table
FEWEST_NUMBERS = 0.6  # of the cells of a column of numbers that hold something
YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d(?:[/–-]\d{2,4})?")
CODE = re.compile(r"\b(?:id|code|no|nr|isin|zip|postcode|fips|nuts)\b|^#$", re.I)
UNIT_COLUMN = re.compile(r"(?:unit|units|unit of measure)", re.I)
IN_HEAD = re.compile(r"^(?P<name>.*?)\s*(?:[(\[](?P<unit>[^()\[\]]+)[)\]]|,\s+(?P<last>[^,]+))$")
NUMBER_WORDS = re.compile(r"^(?:number|count|persons|total|no\.?|n)$", re.I)
THOUSANDS = re.compile(r"^(?:'?000s?|thousands?|1,?000)$", re.I)
MILLIONS = re.compile(r"^(?:millions?|mn|m)$", re.I)


class TableDraft(Struct, frozen=True):
    """A series of cells: `table` says which table of the file."""

    what: str
    table: Asked
    cells: Cells


def table_drafts(document: Document, asked: Asked, source: str) -> Iterator[TableDraft]:
    """The series of every table of a document, or of the one that its source names.

    `source` is the title of the source: the name of a column that has but a year as its head.
    """
    for number, table in enumerate(document.tables, 1):
        named = named_table(document, table, number)
        wanted = (asked.sheet, asked.number, asked.pointer)
        if any(wanted) and (named.sheet, named.number, named.pointer) != wanted:
            continue
        header = _header(table, asked.header)
        if header is None:
            continue
        if header != _first(table) or asked.header:
            named = Asked(named.sheet, named.number, named.pointer, str(header + 1))
        title = table.name.partition(" ")[2] if table.name.startswith("sheet ") else source
        yield from _series(table, header, named, title)


def named_table(document: Document, table: Table, number: int) -> Asked:
    """How `table:` of a source names a table; nothing where it is the only one."""
    if len(document.tables) == 1:
        return Asked()
    kind, _, name = table.name.partition(" ")
    if kind == "sheet":
        return Asked(sheet=name)
    return Asked(pointer=name) if kind == "at" else Asked(number=str(number))


def _first(table: Table) -> int:
    return next((n for n, row in enumerate(table.rows) if any(cell.strip() for cell in row)), 0)


def _header(table: Table, asked: str) -> int | None:
    """The row that names the columns: the last of words above the rows of numbers."""
    if asked.isdigit():
        return int(asked) - 1
    first = _first(table)
    for n, row in enumerate(table.rows[:20]):
        if n < first or len([cell for cell in row if cell.strip()]) < 2:
            continue
        below = next((r for r in table.rows[n + 1 :] if any(cell.strip() for cell in r)), None)
        named = all(not _numeric(cell) or YEAR.fullmatch(cell) for cell in row if cell.strip())
        if below and named and any(_numeric(cell) for cell in below):
            return n
    return None


def _numeric(cell: str) -> bool:
    bare = cell.rstrip(" %")
    return any(
        not isinstance(cell_numbers.number(bare, commas), Refused) for commas in (False, True)
    )


def _series(table: Table, header: int, named: Asked, title: str) -> Iterator[TableDraft]:
    heads = _heads(table, header)
    rows = [row for row in table.rows[header + 1 :] if any(cell.strip() for cell in row)]
    measures = [n for n, head in enumerate(heads) if head and _measures(n, head, rows)]
    dimensions = [n for n, head in enumerate(heads) if head and n not in measures]
    if not measures or not dimensions:
        return
    units = [n for n in dimensions if UNIT_COLUMN.fullmatch(heads[n])]
    key, others = _key(dimensions, rows)
    others += [n for n in units[:1] if n not in others and n != key]
    if key is None:
        return
    groups = Counter(tuple(row[n] for n in others) for row in rows if row[key].strip())
    if len(groups) * len(measures) > MOST_SERIES:
        return
    for group, count in groups.items():
        told = dict(zip(others, group, strict=True))
        where = tuple((heads[n], value) for n, value in told.items())
        for column in measures:
            name, unit = _unit(heads[column])
            if units and units[0] in told:
                unit = unit or _known(told[units[0]])
            names = [value for n, value in told.items() if n not in units]
            what = _what(name, names, heads[key], title, rows[0][key])
            place = f"'{heads[column]}'" + "".join(f", {name}" for name in names)
            place += f" ({table.name})" if table.name else ""
            which = Cells(heads[key], heads[column], unit, where, count, place)
            yield TableDraft(what, named, which)


def _heads(table: Table, header: int) -> list[str]:
    """The names of the columns as cells are asked for; "" for one that cannot be named."""
    row = [" ".join(cell.split()) for cell in table.rows[header]]
    above = table.rows[header - 1] if header else ()
    heads = []
    for n, head in enumerate(row):
        over = " ".join(above[n].split()) if n < len(above) else ""
        twice = row.count(head) > 1
        heads.append(f"{over}: {head}" if head and twice and over and over != head else head)
    return [head if heads.count(head) == 1 else "" for head in heads]


def _measures(n: int, head: str, rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a column holds numbers that are counted or measured, and no years or codes."""
    held = [row[n] for row in rows if row[n].strip() and not cell_numbers.is_gap(row[n])]
    if not held or CODE.search(head) and not YEAR.fullmatch(head):
        return False
    if not YEAR.fullmatch(head) and all(YEAR.fullmatch(cell) for cell in held):
        return False
    return sum(map(_numeric, held)) >= FEWEST_NUMBERS * len(held) and n > 0


def _key(
    dimensions: Sequence[int], rows: Sequence[tuple[str, ...]]
) -> tuple[int | None, list[int]]:
    """The column that is the key of a series, and those that tell one series from another."""
    filled = [n for n in dimensions if all(row[n].strip() for row in rows[:1])]
    for n in filled:
        values = [row[n] for row in rows if row[n].strip()]
        if len(set(values)) == len(values):
            return n, []
    timely = [n for n in filled if all(YEAR.fullmatch(row[n]) or times(row[n]) for row in rows)]
    for n in [*timely, *reversed(filled)]:
        others = [other for other in filled if other != n and _repeats(other, rows)]
        pairs = [(row[n], *(row[other] for other in others)) for row in rows if row[n].strip()]
        if len(set(pairs)) == len(pairs):
            return n, others
    return None, []


def _repeats(n: int, rows: Sequence[tuple[str, ...]]) -> bool:
    return len({row[n] for row in rows}) < len(rows)


def _unit(head: str) -> tuple[str, str]:
    """`"GDP (100 million yuan)"` -> `("GDP", "100 million yuan")`, `"Pay"` -> `("Pay", "")`."""
    if head.endswith("%") and len(head) > 2:
        return head.rstrip(" %,"), "%"
    match = IN_HEAD.match(head)
    if match:
        unit = _known(match["unit"] or match["last"])
        if unit or NUMBER_WORDS.match(match["unit"] or match["last"]):
            return match["name"].strip(" ,:") or head, unit
    return unit_of_head(head) or (head, "")


def _known(words: str) -> str:
    """A unit as `in` says it, or "" for words that are none."""
    words = words.strip()
    if THOUSANDS.match(words):
        return "thousand"
    if MILLIONS.match(words):
        return "million"
    words = re.sub(r"^in\s+", "", words)
    if NUMBER_WORDS.match(words) or YEAR.search(words):
        return ""
    one = parse_unit(words)
    return words if one and (known(one.unit) or (not one.unit and one.value > 1)) else ""


def _what(name: str, names: Sequence[str], key: str, title: str, example: str) -> str:
    """ "Visits in Millbrook", "GDP, by city", and of a column that is a year "Visits, 2024"."""
    words = re.sub(r"[_]+", " ", name)
    if YEAR.fullmatch(name):
        words = f"{title or 'Value'}, {name}"
    words += f" ({', '.join(names)})" if names else ""
    if not YEAR.fullmatch(example) and not times(example):
        words += f", by {re.sub(r'[_]+', ' ', key).lower()}"
    return words[:1].upper() + words[1:]


def label(table: Asked) -> str:
    """What tells a table from others of its file in an id: its sheet, number or pointer."""
    words = re.findall(r"[a-z0-9]+", f"{table.sheet} {table.pointer}".lower())
    return "-".join(word for word in words if word not in SMALL)[:40] or table.number or "table"
