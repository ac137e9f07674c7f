"""`.xlsx` and `.ods`: the sheets of a workbook, by calamine.

A number is read as it is stored, to the fifteen digits that such a number has; a date is
"2024-03-31", what is set high in a text is so: "13.3¹". How a cell is coloured or rounded on the
screen is not read.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as xml

import python_calamine

from ...problem import Refused
from .archive import DAMAGED, LOCKED, OLE, with_part
from .document import HIGH, UNCOMPUTED, Document, Table, column_number

BROKEN = "is no workbook that can be read; it is broken or cut short; fetch it again"
LOCKED_BOOK = "is a workbook with a password; keep a copy that opens without one"
OLD = "is a workbook in an old format; save it again as .xlsx"
LARGEST = 5_000_000  # cells of a workbook
BEYOND = 100  # rows and columns past the last that holds something
FORMULA = re.compile(
    rb'<c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
CONTENT, ODS = "content.xml", "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
WORKBOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
RAISED = re.compile(
    r'(<rPr>(?:(?!</rPr>).)*<vertAlign\s+val="superscript"\s*/>(?:(?!</rPr>).)*</rPr>\s*<t[^>]*>)'
    r"([^<]*)",
    re.S,
)


def read(data: bytes, encoding: str) -> Document | Refused:
    if data.startswith(OLE):
        return Refused(LOCKED_BOOK if LOCKED in data else OLD)
    try:
        book = python_calamine.load_workbook(io.BytesIO(_with_raised(data)))
        tables = _with_uncomputed(tuple(_table(book, name) for name in book.sheet_names), data)
    except python_calamine.PasswordError:
        return Refused(LOCKED_BOOK)
    except (python_calamine.CalamineError, *DAMAGED):
        return Refused(LOCKED_BOOK if _locked(data) else BROKEN)
    if not any(table.rows for table in tables):
        return Refused("holds no cells")
    if sum(len(table.rows) * len(table.rows[0]) for table in tables if table.rows) > LARGEST:
        return Refused(f"holds more than {LARGEST:,} cells; keep the sheet that is quoted")
    return Document("a workbook", tables=tables)


def _locked(data: bytes) -> bool:
    """Whether an .ods is encrypted, as its manifest says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return b"encryption-data" in packed.read("META-INF/manifest.xml")
    except DAMAGED:
        return False


def _table(book: Any, name: str) -> Table:
    sheet = book.get_sheet_by_name(name)
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top < len(rows) and left < len(rows[top]):
            words = rows[top][left]
            for row in rows[top : bottom + 1]:
                for column in range(left, min(right + 1, len(row))):
                    row[column] = words
    return Table(f"sheet {name}", tuple(map(tuple, rows)))


def _text(cell: Any) -> str:
    """As a table would print it: `151.08` -> "151.08", midnight of a day -> "2024-03-31"."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return _plain(cell)
        case datetime.datetime():
            day, time = cell.date().isoformat(), cell.time()
            return day if time == datetime.time() else f"{day} {time.isoformat()}"
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return " ".join(str(cell).split())


def _plain(number: float) -> str:
    """Without an exponent, and without the noise behind the fifteenth digit."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{Decimal(f'{number:.15g}'):f}"


def _with_uncomputed(tables: tuple[Table, ...], data: bytes) -> tuple[Table, ...]:
    """Cells that hold a formula and no result say so, instead of being empty."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if CONTENT in packed.namelist():
            places = _uncomputed(packed.read(CONTENT))
        else:
            places = {
                name: [
                    (int(number) - 1, column_number(letters.decode()))
                    for letters, number in FORMULA.findall(packed.read(path))
                ]
                for name, path in _paths(packed).items()
            }
    names = [table.name.removeprefix("sheet ") for table in tables]
    return tuple(
        _marked(table, places[name]) if places.get(name) else table
        for name, table in zip(names, tables, strict=True)
    )


def _uncomputed(content: bytes) -> dict[str, list[tuple[int, int]]]:
    """By sheet of an .ods the cells, as row and column, whose formula has no result."""
    places: dict[str, list[tuple[int, int]]] = {}
    if b"table:formula=" not in content:
        return places
    for sheet in xml.fromstring(content).iter(f"{ODS}table"):
        found = places.setdefault(sheet.get(f"{ODS}name", ""), [])
        at = 0
        for row in sheet.iter(f"{ODS}table-row"):
            column = 0
            for cell in row:
                computed = any(name.endswith("value") for name in cell.attrib) or len(cell)
                if cell.get(f"{ODS}formula") and not computed:
                    found.append((at, column))
                column += int(cell.get(f"{ODS}number-columns-repeated", "1"))
            at += int(row.get(f"{ODS}number-rows-repeated", "1"))
    return places


def _paths(packed: zipfile.ZipFile) -> dict[str, str]:
    """Which file of an .xlsx holds each sheet: people sort sheets, and names of files stay."""
    names = set(packed.namelist())
    if WORKBOOK not in names:
        return {}
    related = xml.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in related}
    paths = {
        sheet.get("name", ""): targets.get(sheet.get(RELATION), "")
        for sheet in xml.fromstring(packed.read(WORKBOOK)).iter()
        if sheet.tag.endswith("}sheet")
    }
    whole = {name: path[1:] if path[:1] == "/" else f"xl/{path}" for name, path in paths.items()}
    return {name: path for name, path in whole.items() if path in names}


def _with_raised(data: bytes) -> bytes:
    """The .xlsx with letters of their own for marks of notes, which calamine does not tell."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        strings = packed.read(STRINGS) if STRINGS in packed.namelist() else b""
        if b"superscript" not in strings:
            return data
        words = strings.decode("utf-8", "surrogateescape")
        raised = RAISED.sub(lambda run: run[1] + run[2].translate(HIGH), words)
        return with_part(packed, STRINGS, raised.encode("utf-8", "surrogateescape"))


def _marked(table: Table, places: list[tuple[int, int]]) -> Table:
    far = len(table.rows) + BEYOND, len(table.rows[0] if table.rows else ()) + BEYOND
    places = [place for place in places if place[0] < far[0] and place[1] < far[1]]
    height = max([far[0] - BEYOND, *(row + 1 for row, _ in places)])
    width = max([far[1] - BEYOND, *(column + 1 for _, column in places)])
    rows = [[*row, *[""] * (width - len(row))] for row in table.rows]
    rows += [[""] * width for _ in range(height - len(rows))]
    for row, column in places:
        if rows[row][column] in ("", "0"):
            rows[row][column] = UNCOMPUTED
    return Table(table.name, tuple(map(tuple, rows)))
