"""`cell:` and `cells:` of data.yaml: what kept tables say, as values with their proof."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..evidence import cell_numbers, cells, out_of_context, pairing
from ..evidence.cells import Asked, Found, Mislaid
from ..evidence.kept import Kept
from ..evidence.proof import Cell, Place
from ..numbers.estimates import Estimate, parse_estimate
from ..numbers.languages.english.number_words import SCALES
from ..numbers.quantity import Quantity
from ..numbers.statements import lacks_unit, quotation_mismatch, sayings
from ..numbers.units import PERCENT, POINTS, called, known, same_units, units_agree
from ..numbers.values import Form, parse_form, parse_value, shown
from ..problem import Checked, Location, Problem, Refused, collect
from .nodes import Node, Scalar, text_of
from .shape import CellShape, CellsShape, fields, keyed, scalars

YEAR = re.compile(r"\b(?:1[5-9]|20|21)\d\d\b")
THOUSANDS = re.compile(r"(?<![\d,. ])['’]?000s?\b|^in (?=thousand)")
MONTH = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
WORDED = re.compile(r"[^\W\d]|[%$€£¥<>≤≥~≈×]")  # says more than bare digits do
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

    `quantity` is None for a gap. `ends` are those of an estimate's interval, by "low", "high" or
    "error".
    """

    key: str
    words: str
    quantity: Quantity | None
    proof: Cell
    ends: dict[str, Quantity] = {}


class _Unit(Struct, frozen=True):
    """What a one in a column stands for, as written and as a quantity; no words, none given."""

    words: str
    one: Quantity | None


def _asked(
    node: Node, shelved: KeptSource
) -> Checked[tuple[Found | Mislaid | None, _Unit | None, Mapping[str, Node]]]:
    """The cell that `cell:` names, what a one in it stands for, and the parts of the question."""
    if isinstance(node, Scalar):
        found = cells.cell_at(shelved.file, shelved.table, node.text)
        return found, _Unit("", None), {"row": node, "column": node}
    said = yield from fields(node, CellShape, "the cell")
    unit = yield from _unit(said.get("in"))
    if "row" not in said or "column" not in said:
        return None, unit, said
    row, column = (yield from _names(said["row"])), scalars(said).get("column", "")
    return cells.cell(shelved.file, shelved.table, row, column), unit, said


def estimate_in(node: Node, shelved: KeptSource) -> Estimate | None:
    """The estimate with its interval that a cell holds: "12.3 (10.1 to 14.5)"."""
    (found, _, _), _ = collect(_asked(node, shelved))
    return parse_estimate(found.text) if isinstance(found, Found) else None


def read_cell(
    node: Node,
    value: Scalar | None,
    show: Scalar | None,
    source: str,
    shelved: KeptSource,
    part: str = "",
    when: Scalar | None = None,
) -> tuple[tuple[Quantity, Cell] | None, list[Problem]]:
    """The value of a single cell with its proof, and what is wrong with either.

    A `value` that is written must be what the cell says, and `when` no other time than its row and
    column have. Of an estimate with its interval, `part` is "low", "high" or "error" where that is
    asked for.
    """
    (found, unit, said), problems = collect(_asked(node, shelved))
    if found is None or problems or unit is None:
        return None, problems
    if isinstance(found, Mislaid):
        return None, [_mislaid(found, said, node, shelved)]
    where = node.where
    form, problems = collect(_form(show))
    written = parse_value(value.text) if value else None
    if value and isinstance(written, Refused):
        problems.append(Problem(value.where, written.message, value.text))
    if problems or isinstance(written, Refused):
        return None, problems
    if reason := _against_head(found, unit, written):
        at = said.get("in") or value or node
        return None, [Problem(at.where, reason, text_of(at))]
    if when and (reason := _other_time(found.times, when.text)):
        return None, [Problem(when.where, f"{reason} ({found.place})", when.text)]
    if value and written and (reason := _other_flag(value.text, written, found.text)):
        return None, [Problem(value.where, f"{reason} ({found.place})", value.text)]
    estimate = parse_estimate(found.text)
    whole, found = found, _part(found, estimate, part)
    if written is not None and written.value < 0:  # who writes so says what "(5)" means
        found = replace(found, text=cell_numbers.below_zero(found.text) or found.text)
    if cell_numbers.is_gap(found.text):
        held = f"holds no value but '{found.text}'" if found.text else "is empty"
        return None, [Problem(where, f"this cell {held} ({found.place})")]
    as_written = written is not None and not unit.words and not cell_numbers.below_zero(found.text)
    as_written = as_written and not _is_moment(found.text)
    if written and as_written and not part and (whole_range := _range_of(found.text, written)):
        assert value
        message = f"the cell says {whole_range}, of which {written.text} is one end ({found.place})"
        return None, [Problem(value.where, message, value.text)]
    if written is not None and as_written and quotation_mismatch(found.text, written) is None:
        return (written, _proof(source, whole, "", unit, where)), []
    made = _quantity(found, unit, form)
    if isinstance(made, Refused):
        return None, [Problem(where, f"{found.place}: {made.message}")]
    quantity, flag = made
    if written is not None:
        bare = not unit.words and lacks_unit(f"{found.head} {found.text}", quantity, written)
        if reason := found.text if bare else _differs(written, quantity):
            assert value
            message = f"the cell says {reason}, not {written.text} ({found.place})"
            message += "" if unit.words else _column_in(written, quantity)
            return None, [Problem(value.where, message, value.text)]
        quantity = written
    elif not part:
        quantity = _whole(quantity, whole, estimate, unit, show)
    return (quantity, _proof(source, whole, flag, unit, where)), []


def _range_of(text: str, written: Quantity) -> str:
    """`("10-12 km", 12 km)` -> "10-12": the range of which a value is one end, or ""."""
    said, _ = sayings(text, written)
    ranges = [out_of_context.end_of_range(text, *place) for place in said]
    return ranges[0] if ranges and all(ranges) and not written.qualifier else ""


def _is_moment(text: str) -> bool:
    """Whether a cell holds a date, and no number: "2024-03-01", not "2024"."""
    return not text.isdigit() and cells.is_time(text)


def _whole(
    quantity: Quantity, found: Found, estimate: Estimate | None, unit: _Unit, show: Scalar | None
) -> Quantity:
    """An estimate is printed with its interval, where the cell writes it as it is printed."""
    if estimate is None or unit.words or show:
        return quantity
    return quantity.printed(" ".join(found.text.split()))


def _part(found: Found, estimate: Estimate | None, part: str) -> Found:
    """A cell of an estimate as if it held one of its parts alone; any other as it is."""
    text = getattr(estimate, part or "value") if estimate else ""
    return replace(found, text=text) if text else found


def read_cells(
    node: Node,
    show: Scalar | None,
    source: str,
    shelved: KeptSource,
    when: Scalar | None = None,
) -> tuple[tuple[Point, ...], list[Problem]]:
    """The points of a series of cells, gaps among them, and what is wrong.

    `when` is the time of all of them, where their keys are no times.
    """
    (said, unit, form, where), problems = collect(_asked_all(node, show))
    text = scalars(said)
    if problems or unit is None or not {"key", "column"} <= text.keys():
        return (), problems
    found = cells.cells(shelved.file, shelved.table, text["key"], text["column"], where)
    if isinstance(found, Mislaid):
        return (), [_mislaid(found, said, node, shelved)]
    for one in {one.head: one for one in found if not cell_numbers.is_gap(one.text)}.values():
        if reason := _against_head(one, unit, None):
            at = said.get("in") or said["column"]
            return (), [Problem(at.where, reason, text_of(at))]
    if when and (reason := _other_time(found[0].times, when.text)):
        return (), [Problem(when.where, reason, when.text)]
    problems += _promised(said.get("rows"), len(found))
    points = []
    keys = cells.address_keys([cells.unmarked(one.key) for one in found])
    for key, one in zip(keys, found, strict=True):
        if cell_numbers.is_gap(one.text):
            points.append(Point(key, one.key, None, _proof(source, one, "", unit, node.where)))
            continue
        estimate = parse_estimate(one.text)
        made = _quantity(_part(one, estimate, ""), unit, form)
        if isinstance(made, Refused):
            problems.append(Problem(said["column"].where, f"{one.place}: {made.message}"))
        else:
            proof = _proof(source, one, made[1], unit, node.where)
            ends = _ends(one, estimate, unit, form)
            quantity = _whole(made[0], one, estimate, unit, show)
            points.append(Point(key, one.key, quantity, proof, ends))
    if len(problems) > 3:
        more = f"{len(problems) - 3} more cells of this column are no numbers"
        problems = [*problems[:3], Problem(said["column"].where, more)]
    return tuple(points), problems


def _asked_all(
    node: Node, show: Scalar | None
) -> Checked[tuple[dict[str, Node], _Unit | None, Form | None, cells.Names]]:
    """What `cells:` asks for: its parts, what a one stands for, how to print, and of which rows."""
    said = yield from fields(node, CellsShape, "cells")
    unit = yield from _unit(said.get("in"))
    form = yield from _form(show)
    where = (yield from _names(said["where"])) if "where" in said else ()
    return said, unit, form, where


def _ends(
    found: Found, estimate: Estimate | None, unit: _Unit, form: Form | None
) -> dict[str, Quantity]:
    """The ends of an estimate's interval, or the error behind its ±."""
    if estimate is None or not estimate.value:
        return {}
    named = [name for name in ("low", "high", "error") if getattr(estimate, name)]
    made = {name: _quantity(_part(found, estimate, name), unit, form) for name in named}
    return {name: end[0] for name, end in made.items() if not isinstance(end, Refused)}


def _promised(rows: Node | None, found: int) -> Iterator[Problem]:
    """`rows` says how many there are."""
    if not isinstance(rows, Scalar):
        return
    if not rows.text.isdigit():
        yield Problem(rows.where, "'rows' is how many rows there are, as in rows: 45", rows.text)
    elif int(rows.text) != found:
        yield Problem(rows.where, f"there are {found:,} rows, not {rows.text}", rows.text)


def _names(node: Node) -> Checked[cells.Names]:
    """`{City: Shenzhen, Year: 2024}` -> pairs."""
    pairs = []
    advice = "name columns and what they hold there, as in {Year: 2024, City: Shenzhen}"
    for name, _, value in (yield from keyed(node, advice)):
        if isinstance(value, Scalar):
            pairs.append((name, value.text))
        else:
            yield Problem(value.where, "plain words, with no keys or list below")
    return tuple(pairs)


def _mislaid(found: Mislaid, said: Mapping[str, Node], node: Node, shelved: KeptSource) -> Problem:
    """At the part of the question that is wrong; the table is named at the source."""
    where = said[found.part].where if found.part in said else node.where
    if found.part == "table" and shelved.table != Asked():
        where = shelved.table_at
    return Problem(where, f"{shelved.path}: {found.message}")


def _unit(node: Node | None) -> Checked[_Unit | None]:
    """What `in` says; None where it cannot be read."""
    if not isinstance(node, Scalar):
        return _Unit("", None)
    if (one := parse_unit(node.text)) is not None:
        return _Unit(" ".join(node.text.split()), one)
    message = "'in' is what a one in this column stands for, as in 100 million yuan or %"
    yield Problem(node.where, message, node.text)
    return None


CURRENCY_FIRST = re.compile(r"(\W*[$€£¥]|[A-Z]{2,3}[$€£¥]?)\s?(?=\S)")


def parse_unit(words: str) -> Quantity | None:
    """What a one stands for: `"100 million yuan"`, `"%"`, `"£m"`, `"EUR million"`."""
    money = CURRENCY_FIRST.match(words)
    rest = words[money.end() :] if money else ""
    number = "" if rest[:1].isdigit() else "1"  # "RMB 100 million"
    first = [f"{money[1]} {number}{gap}{rest}" for gap in (" ", "")] if money else []
    for each in (*first, words, f"1 {words}"):
        one = parse_value(each)
        if not isinstance(one, Refused) and not one.qualifier and one.value > 0:
            return one
    return None


# What a head gives as the unit: "(kt)", "[£m]", "（万元）", ", in km", "£m", "%", "per 1,000".
HEAD_UNIT = re.compile(
    r"(?:[(\[（]\s*([^()\[\]（）]+?)\s*[)\]）]|[,，:：]\s*(?:in\s+)?([^,，:：]*[^,，:：\d][^,，:：]*)"
    r"|\bin\s+([^,]+)"
    r"|(?:^|\s)([A-Z]{0,3}[$€£¥]\s?\S{1,8}|%|['’]?000s?|per\s\d[\d,. \u00a0]*(?:\s[a-z]+)?))$"
)
HEAD_SAYS = "the head of this column says"
SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f](?=000)")
SCALE_WORDS = re.compile(r"\b(thousand|million|billion|trillion)s(?:\s+of)?\b", re.I)


def _against_head(found: Found, unit: _Unit, written: Quantity | None) -> str:
    """What stands above a cell of what a one stands for, where `in` or the value says otherwise.

    "Emissions (kt)" is not in Mt, a column in "million yuan" holds no yuan, and one in % no bare
    numbers.
    """
    heads = found.head.split("\n")
    named, one = next(filter(None, map(_named_in, reversed(heads))), ("", None))
    teller = "the unit of this row is" if len(heads) > 1 and heads[0] == f"({named})" else HEAD_SAYS
    if one is None:
        return _against_title(found, unit)
    if unit.one is None and _has_unit(found.text):
        return ""
    meant = unit.one or written
    pair = one.unit, meant.unit if meant else ""
    other = all(pair) and not (units_agree(*pair) or units_agree(*pair[::-1]))
    scaled = one.value != (unit.one.value if unit.one else 1) and (
        one.unit != PERCENT or (unit.one is not None and not unit.one.unit)
    )
    share = unit.one is None and one.unit in (PERCENT, POINTS)
    if not other and not scaled and not share:
        return ""
    if unit.one is None:
        return f"{teller} '{named}'; write in: {_quoted(as_unit(named))}"
    return f"{teller} '{named}', not '{unit.words}'"


def _against_title(found: Found, unit: _Unit) -> str:
    """A line above a table in millions asks for `in`; columns of another unit say theirs there."""
    named, one = (found.title and _named_in(f"({found.title})")) or ("", None)
    if one is None or one.value == 1 or _has_unit(found.text):
        return ""
    if unit.one is None:
        return (
            f"a line above this table says '{named}'; write in: {_quoted(as_unit(named))}, or what "
            "a one in this column stands for (in: 1 where it is a plain number)"
        )
    if one.unit and one.unit == unit.one.unit and one.value != unit.one.value:
        return f"a line above this table says '{named}', not '{unit.words}'"
    return ""


def _quoted(words: str) -> str:
    """As a value of YAML."""
    return f"'{words}'" if words[:1] in "%'&*!|>@`" else words


def _has_unit(text: str) -> bool:
    """Whether a cell says itself what it is in: "12%", "130 thousand"."""
    own = parse_value(text) if WORDED.search(text) else None
    if own is None or isinstance(own, Refused):
        return False
    return known(own.unit) or bool(re.search("|".join(SCALES), text, re.I))


@functools.lru_cache(maxsize=512)
def _named_in(head: str) -> tuple[str, Quantity] | None:
    """What a head says that a one stands for: `"Emissions (kt)"` -> "kt"; not "Staff (men)"."""
    head = cells.unmarked(head)
    match = HEAD_UNIT.search(head)
    named = next(filter(None, match.groups())) if match else head
    one = parse_unit(as_unit(named))
    if one is None or named.lower() == "m" or YEAR.search(named):
        return None
    whole = match is None or (match[1] is None and match[4] is None)
    if one.value not in POWERS or (whole and match is None and one.value == 1):
        return None  # "Rate (3 months)", "Staff"
    if one.unit and not known(one.unit):
        one = replace(one, unit="")  # "(thousand people)"
        return (named, one) if one.value > 1 else None
    return (named, one) if one.unit or one.value in SCALES.values() else None


def as_unit(named: str) -> str:
    """What a head gives as its unit, as `in` says it: "000s" -> "thousand"."""
    return SCALE_WORDS.sub(r"\1", SPACED.sub(",", THOUSANDS.sub("thousand", named)))


def unit_of_head(head: str) -> tuple[str, str] | None:
    """The rest of a head and its unit: `"Turnover £m"` -> `("Turnover", "£m")`, or None."""
    found = _named_in(head)
    if found is None:
        return None
    rest = head[: head.rfind(found[0])].rstrip(" ([（,:")
    return rest or head, as_unit(found[0])


POWERS = {Decimal(10) ** power for power in range(13)}


def _other_time(times: Iterable[str], when: str) -> str:
    """What a fact's `when` is not, where its row or column is of another time; or ""."""
    wanted = pairing.years(when)
    named = [(time, pairing.years(time)) for time in times]
    if not wanted or pairing.PLANNED.search(when):
        return ""
    if named and not any(years & wanted for _, years in named if years):
        shown = next((time for time, years in named if years), "")
        return f"the cell is of {shown}, not of {when}" if shown else ""
    months = [time for time in (*times, when) if MONTH.fullmatch(time)]
    if (
        when in months
        and len(months) > 1
        and not any(one.startswith(when) or when.startswith(one) for one in months[:-1])
    ):
        return f"the cell is of {months[0]}, not of {when}"
    return ""


def _form(show: Scalar | None) -> Checked[Form | None]:
    form = parse_form(show.text) if show else None
    if isinstance(form, Refused):
        yield Problem(show.where if show else Location(""), form.message)
        return None
    return form


def _quantity(found: Found, unit: _Unit, form: Form | None) -> tuple[Quantity, str] | Refused:
    """What a cell says, as it is printed, and its flag."""
    text = found.text
    if unit.one is None:
        own, number = parse_value(text), cell_numbers.number(text, found.commas, found.unsure)
        worded = isinstance(number, Refused) and WORDED.search(text)
        if not isinstance(own, Refused) and (known(own.unit) or worded):
            return (_printed(own, own.step, form) if form else own), ""
        if isinstance(number, Refused):
            return number
        plain = Quantity(number.value, "", "", number.step, "")
        return _printed(plain, number.step, form), number.flag
    bare = text.rstrip(" %") if unit.one.unit == PERCENT else text
    number = cell_numbers.number(bare, found.commas, found.unsure)
    qualifier = ""
    if isinstance(number, Refused):
        own = parse_value(text)
        if isinstance(own, Refused) or not WORDED.search(text) or found.commas:
            return number
        if own.unit and not same_units(own.unit, unit.one.unit):
            return Refused(f"the cell says {text}, not in {called(unit.one.unit)}")
        if own.step > 1 and unit.one.value != 1:
            return number  # "1.2m" in millions
        number, qualifier = cell_numbers.Number(own.value, own.step, ""), own.qualifier
    value = number.value * unit.one.value
    made = replace(unit.one, value=value, step=number.step * unit.one.value, qualifier=qualifier)
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
    made = shown(quantity.value, form, quantity.qualifier)
    value = quantity.value
    value = Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
    return replace(made, value=value, unit=quantity.unit)


def _differs(written: Quantity, said: Quantity) -> str:
    """What the cell says where that is not what is written, or ""."""
    alike = written.value == said.value and written.qualifier == said.qualifier
    return "" if alike and units_agree(said.unit, written.unit) else said.text


def _other_flag(value: str, written: Quantity, cell: str) -> str:
    """What a cell says of its flag where a value has another: "13.3 p" of a cell "13.3"."""
    if written.unit not in ("", PERCENT):
        return ""
    flag, own = cell_numbers.unflagged(value)[1], cell_numbers.unflagged(cell)[1]
    if not flag or flag == own:
        return ""
    return f"the cell has {f'the flag {own}' if own else 'no flag'}, not {flag}"


def _column_in(written: Quantity, said: Quantity) -> str:
    """Advice to say what a one in a column stands for, where that is all that is missing."""
    if said.unit or not said.value or not written.value:
        return ""
    one = written.value / said.value
    if written.unit == PERCENT and one in (1, 100):
        words = "'%'" if one == 1 else "100%"
    elif one == 1 and written.unit:
        words = written.unit
    elif one in SCALES.values():
        words = f"{next(word for word, scale in SCALES.items() if scale == one)} {written.unit}"
    else:
        return ""
    return f"; say what a one in this column stands for, as in in: {words.strip()}"


def _proof(source: str, found: Found, flag: str, unit: _Unit, where: Location) -> Cell:
    return Cell(source, found.text, flag, unit.words, Place(found.place), where)
