"""`cell:` and `cells:` of data.yaml: what kept tables say, as values with their proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..evidence import cells
from ..evidence.cells import Asked, Found, Mislaid
from ..evidence.kept import Kept
from ..evidence.proof import Cell, Place
from ..numbers.lexicon import SCALES
from ..numbers.numerals import Form, Quantity, parse_form, parse_value, shown
from ..numbers.statements import quoted
from ..numbers.units import PERCENT, called, known, same_units, units_agree
from ..problem import Location, Problem, Refused
from .nodes import Mapping as Keys
from .nodes import Node, Scalar
from .shape import CellShape, CellsShape, fields, scalars

WORDED = re.compile(r"[^\W\d]|[%$€£¥]")  # says more than bare digits do
MILLION = SCALES["million"]


class KeptSource(Struct, frozen=True):
    """The kept file of a source, and which of its tables is meant."""

    path: str
    file: Kept
    table: Asked = Asked()
    table_at: Location = Location("")


# By id, the sources that have a file; None where it cannot be read, which has been told.
Library = Mapping[str, KeptSource | None]


class Point(Struct, frozen=True):
    """A row of a table as a point of a series; `key` is its address, `words` what the table says.

    `quantity` is None for a gap.
    """

    key: str
    words: str
    quantity: Quantity | None
    proof: Cell


class _Unit(Struct, frozen=True):
    """What a one in a column stands for, as written and as a quantity; no words, none given."""

    words: str
    one: Quantity | None


def read_cell(
    node: Node, value: Scalar | None, show: Scalar | None, source: str, shelved: KeptSource
) -> tuple[tuple[Quantity, Cell] | None, list[Problem]]:
    """The value of a single cell with its proof, and what is wrong with either.

    A `value` that is written must be what the cell says.
    """
    problems: list[Problem] = []
    if isinstance(node, Scalar):
        found = cells.cell_at(shelved.file, shelved.table, node.text)
        unit: _Unit | None = _Unit("", None)
        said: dict[str, Node] = {"row": node, "column": node}
    else:
        said = fields(node, CellShape, "the cell", problems)
        unit = _unit(said.get("in"), problems)
        if "row" not in said or "column" not in said:
            return None, problems
        row, column = _names(said["row"], problems), scalars(said).get("column", "")
        found = cells.cell(shelved.file, shelved.table, row, column)
    if problems or unit is None:
        return None, problems
    if isinstance(found, Mislaid):
        return None, [_mislaid(found, said, node, shelved)]
    where = node.where
    form = _form(show, problems)
    written = parse_value(value.text) if value else None
    if value and isinstance(written, str):
        problems.append(Problem(value.where, written, value.text))
    if problems or isinstance(written, str):
        return None, problems
    if cells.is_gap(found.text):
        held = f"holds no value but '{found.text}'" if found.text else "is empty"
        return None, [Problem(where, f"this cell {held} ({found.place})")]
    if written is not None and not unit.words and quoted(found.text, written) is None:
        return (written, _proof(source, found, "", unit, where)), []
    made = _quantity(found, unit, form, shelved)
    if isinstance(made, Refused):
        return None, [Problem(where, f"{found.place}: {made.message}")]
    quantity, flag = made
    if written is not None:
        if reason := _differs(written, quantity):
            assert value
            message = f"the cell says {reason}, not {written.text} ({found.place})"
            return None, [Problem(value.where, message, value.text)]
        quantity = written
    return (quantity, _proof(source, found, flag, unit, where)), []


def read_cells(
    node: Node, show: Scalar | None, source: str, shelved: KeptSource
) -> tuple[tuple[Point, ...], list[Problem]]:
    """The points of a series of cells, gaps among them, and what is wrong."""
    problems: list[Problem] = []
    said = fields(node, CellsShape, "cells", problems)
    unit, form = _unit(said.get("in"), problems), _form(show, problems)
    text = scalars(said)
    where = _names(said["where"], problems) if "where" in said else ()
    if problems or unit is None or not {"key", "column"} <= text.keys():
        return (), problems
    found = cells.cells(shelved.file, shelved.table, text["key"], text["column"], where)
    if isinstance(found, Mislaid):
        return (), [_mislaid(found, said, node, shelved)]
    problems += _promised(said.get("rows"), len(found))
    points = []
    keys = cells.address_keys([one.key for one in found])
    for key, one in zip(keys, found, strict=True):
        if cells.is_gap(one.text):
            points.append(Point(key, one.key, None, _proof(source, one, "", unit, node.where)))
            continue
        made = _quantity(one, unit, form, shelved)
        if isinstance(made, Refused):
            problems.append(Problem(said["column"].where, f"{one.place}: {made.message}"))
        else:
            proof = _proof(source, one, made[1], unit, node.where)
            points.append(Point(key, one.key, made[0], proof))
    if len(problems) > 3:
        more = f"{len(problems) - 3} more cells of this column are no numbers"
        problems = [*problems[:3], Problem(said["column"].where, more)]
    return tuple(points), problems


def _promised(rows: Node | None, found: int) -> Iterator[Problem]:
    """`rows` says how many there are."""
    if not isinstance(rows, Scalar):
        return
    if not rows.text.isdigit():
        yield Problem(rows.where, "'rows' is how many rows there are, as in rows: 45", rows.text)
    elif int(rows.text) != found:
        yield Problem(rows.where, f"there are {found:,} rows, not {rows.text}", rows.text)


def _names(node: Node, problems: list[Problem]) -> cells.Names:
    """`{City: Shenzhen, Year: 2024}` -> pairs."""
    if not isinstance(node, Keys):
        message = "name columns and what they hold there, as in {Year: 2024, City: Shenzhen}"
        problems.append(Problem(node.where, message))
        return ()
    pairs = []
    for name, value in node.items.items():
        if isinstance(value, Scalar):
            pairs.append((name, value.text))
        else:
            problems.append(Problem(value.where, "plain words, with no keys or list below"))
    return tuple(pairs)


def _mislaid(found: Mislaid, said: Mapping[str, Node], node: Node, shelved: KeptSource) -> Problem:
    """At the part of the question that is wrong; the table is named at the source."""
    where = said[found.part].where if found.part in said else node.where
    if found.part == "table" and shelved.table != Asked():
        where = shelved.table_at
    return Problem(where, f"{shelved.path}: {found.message}")


def _unit(node: Node | None, problems: list[Problem]) -> _Unit | None:
    """What `in` says; None where it cannot be read."""
    if not isinstance(node, Scalar):
        return _Unit("", None)
    for words in (node.text, f"1 {node.text}"):
        one = parse_value(words)
        if not isinstance(one, str) and not one.qualifier and one.value > 0:
            return _Unit(" ".join(node.text.split()), one)
    message = "'in' is what a one in this column stands for, as in 100 million yuan or %"
    problems.append(Problem(node.where, message, node.text))
    return None


def _form(show: Scalar | None, problems: list[Problem]) -> Form | None:
    form = parse_form(show.text) if show else None
    if isinstance(form, str):
        problems.append(Problem(show.where if show else Location(""), form))
        return None
    return form


def _quantity(
    found: Found, unit: _Unit, form: Form | None, shelved: KeptSource
) -> tuple[Quantity, str] | Refused:
    """What a cell says, as it is printed, and its flag."""
    text, semicolons = found.text, found.semicolons
    if unit.one is None:
        own, number = parse_value(text), cells.number(text, found.commas, semicolons)
        worded = isinstance(number, Refused) and WORDED.search(text)
        if not isinstance(own, str) and (known(own.unit) or worded):
            return (_printed(own, own.step, form) if form else own), ""
        if isinstance(number, Refused):
            return number
        plain = Quantity(number.value, "", "", number.step, "")
        return _printed(plain, number.step, form), number.flag
    bare = text.rstrip(" %") if unit.one.unit == PERCENT else text
    number = cells.number(bare, found.commas, semicolons)
    if isinstance(number, Refused):
        return number
    value = number.value * unit.one.value
    made = replace(unit.one, value=value, step=number.step * unit.one.value)
    if form and form.unit and not same_units(form.unit, made.unit):
        return Refused(f"the cell is in {called(made.unit)}, not in {called(form.unit)}")
    return _printed(made, unit.one.value, form), number.flag


def _printed(quantity: Quantity, one: Decimal, form: Form | None) -> Quantity:
    """In the form that is asked for; else in full, in millions where the column is in those.

    The value stays exact where the form rounds it.
    """
    if form is None:
        scale = next((s for s in sorted(SCALES.values(), reverse=True) if MILLION <= s <= one),
                     Decimal(1))  # fmt: skip
        step = min((quantity.step / scale).normalize(), Decimal(1))
        if step.as_tuple().digits != (1,):  # a column in dozens
            step = Decimal(1).scaleb(min(int(quantity.value.normalize().as_tuple().exponent), 0))
        names = {value: word for word, value in SCALES.items()}
        form = Form(step, names.get(scale, "") if scale > 1 else "", quantity.unit)
    if not form.unit:
        form = replace(form, unit=quantity.unit)
    made = shown(quantity.value, form)
    value = quantity.value
    value = Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
    return replace(made, value=value, unit=quantity.unit)


def _differs(written: Quantity, said: Quantity) -> str:
    """What the cell says where that is not what is written, or ""."""
    alike = written.value == said.value and written.qualifier == said.qualifier
    return "" if alike and units_agree(said.unit, written.unit) else said.text


def _proof(source: str, found: Found, flag: str, unit: _Unit, where: Location) -> Cell:
    return Cell(source, found.text, flag, unit.words, Place(found.place), where)
