"""Which fact each row of a chart states: its value, with its key, label and time beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..problem import did_you_mean
from .chart_facts import ChartFact
from .fact_index import FactIndex, Stated, digits
from .specification import ROW, has, is_number, value_of
from .transforms import Unproved
from .unit_views import View
from .word_patterns import pattern

# Channels whose numbers are places in units when they have no scale; the others are never that.
LAYOUT = {"x", "x2", "y", "y2", "xOffset", "yOffset", "longitude", "latitude", "longitude2",
          "latitude2", "order", "detail", "key", "facet", "row", "column", "text", "tooltip",
          "href", "url", "description"}  # fmt: skip
WORDS = {"text", "tooltip", "href", "url", "description"}
DEGREES = {"longitude", "latitude", "longitude2", "latitude2"}
DATE = re.compile(r"(1[89]|20|21)\d\d(?:-\d\d?(?:-\d\d?)?)?(?:[T ].*)?")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")
QUARTER = re.compile(r"[Qq]([1-4])")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class RowFacts(Struct, frozen=True):
    """What rows state, by the number of the row and the name of the field.

    A row that `fold` makes several of states several facts with one field. `powers` are those of
    each field, `by_row` the facts of each row by id.
    """

    stated: Mapping[tuple[int, str], tuple[Stated, ...]]
    powers: Mapping[str, tuple[int, ...]]
    by_row: Mapping[int, Mapping[str, ChartFact]]

    def of_row(self, row: int | None) -> list[ChartFact]:
        """Every fact that a row states, each once."""
        return [] if row is None else list(self.by_row.get(row, {}).values())

    def of_field(self, row: int | None, field: str) -> tuple[Stated, ...]:
        """What a row states with a field of Vega's: "value_end" ends the stack of "value"."""
        if row is None:
            return ()
        for suffix in ("", "_end", "_start", "_mid"):
            found = self.stated.get((row, field.removesuffix(suffix)), ())
            if found:
                return found
        return ()

    def power(self, field: str) -> int:
        """The power of ten of a field, also of one that was computed from it: "mean_value"."""
        for name, powers in self.powers.items():
            if name and powers and f"_{name}_" in f"_{field}_":
                return powers[0]
        return 0


def row_facts(
    views: Sequence[View], index: FactIndex, words: str, language: str
) -> tuple[RowFacts, list[Unproved]]:
    """Every row matched with the facts that the chart read, and what no fact says.

    `words` are those around the chart; they may own to a gap.
    """
    gap = bool(pattern("gap", language).search(words))
    stated: dict[tuple[int, str], tuple[Stated, ...]] = {}
    powers: dict[str, tuple[int, ...]] = {}
    problems = [*_without_rows(views)]
    for view in views:
        problems += _two_names(view, index)
        for channel, definition in view.channels:
            field = definition.get("field")
            if isinstance(field, Mapping) or (field is None and "datum" not in definition):
                continue
            made = field is None or _is_made(str(field), view)
            if missing := [] if made else [*_missing(channel, str(field), definition, view, gap)]:
                problems += missing
                continue
            if channel in WORDS or channel in DEGREES:
                continue
            if _is_quantity(definition) or "datum" in definition:
                found, wrong = _matched(channel, definition, view, index)
                stated |= found
                problems += wrong
                name = str(field or "")
                used = {each.power for some in found.values() for each in some}
                powers[name] = tuple(sorted({*powers.get(name, ()), *used}))
    by_row: dict[int, dict[str, ChartFact]] = defaultdict(dict)
    for (number, _), some in stated.items():
        by_row[number] |= {each.fact.id: each.fact for each in some}
    return RowFacts(stated, powers, by_row), problems


def _is_made(field: str, view: View) -> bool:
    if field in view.made:
        return True
    return "*" in view.made and not any(has(row, field) for row in view.rows)


def _is_quantity(definition: Mapping[str, Any]) -> bool:
    return definition.get("type") == "quantitative"


def _without_rows(views: Sequence[View]) -> Iterator[Unproved]:
    """A chart whose marks have no rows at all is an empty frame."""
    wanting = [view for view in views if any("field" in each for _, each in view.channels)]
    if wanting and not any(view.rows for view in wanting):
        message = "nothing is drawn: the data of this chart has no rows; use facts.rows(…)"
        yield Unproved(message, "values")


def _missing(
    channel: str, field: str, definition: Mapping[str, Any], view: View, gap: bool
) -> Iterator[Unproved]:
    """A channel's field stands in every row, as a number where numbers are due."""
    if not view.rows:
        return
    if not any(has(row, field) for row in view.rows):
        known = list(dict.fromkeys(str(name) for row in view.rows for name in row if name != ROW))
        flat = field.replace(".", "\\.")
        near = f"; write {flat!r} for a name with a dot" if field in known else ""
        yield Unproved(
            f"no row has a field '{field}', so its marks would not be drawn"
            f"{near or did_you_mean(field, known)}",
            field,
        )
        return
    numeric = _is_quantity(definition) and channel not in WORDS and channel not in DEGREES
    temporal = definition.get("type") == "temporal"
    lines = view.kind in ("line", "area", "trail", "point", "circle", "square", "tick", "rule")
    owned = lines and gap
    for place, row in enumerate(view.rows, 1):
        value = value_of(row, field)
        if value is None:
            if not owned and not view.filtered and not view.summed and channel not in WORDS:
                yield Unproved(
                    f"row {place} has no '{field}', so it would not be drawn; leave the row out, "
                    "or say in the note that there is a gap",
                    field,
                )
                return
        elif numeric and not is_number(value):
            better = field != "value" and is_number(row.get("value"))
            hint = "; plot 'value'" if better else ""
            yield Unproved(
                f"'{field}' of row {place} is text where a number is due: {str(value)!r}{hint}",
                field,
            )
            return
        elif temporal and not _is_time(value):
            yield Unproved(
                f"'{field}' of row {place} is no date that Vega reads: {str(value)!r}; write 2024, "
                "2024-05 or 2024-05-31",
                field,
            )
            return


def _is_time(value: Any) -> bool:
    return is_number(value) or (isinstance(value, str) and bool(DATE.fullmatch(value.strip())))


def _matched(
    channel: str, definition: Mapping[str, Any], view: View, index: FactIndex
) -> tuple[dict[tuple[int, str], tuple[Stated, ...]], list[Unproved]]:
    """The fact of every row, for one field of a view; one power of ten for all of them."""
    if "datum" in definition:
        return {}, list(_datum(definition, index))
    field = str(definition["field"])
    if definition.get("scale", {}) is None:
        return {}, list(_unscaled(channel, field, view))
    if field in view.made:
        return {}, []
    options: list[tuple[int, Any, list[Stated]]] = []
    problems: list[Unproved] = []
    for row in view.rows:
        if is_number(value := value_of(row, field)):
            found, wrong = _options(row, field, value, view, index)
            options.append((row[ROW], value, found))
            problems += wrong
    if problems:
        return {}, problems
    shared = [
        power
        for power in (*index.powers, 2)
        if all(any(each.power == power for each in some) for _, _, some in options)
    ]
    if options and not shared:
        return {}, [_powers_differ(field, options)]
    chosen: dict[tuple[int, str], tuple[Stated, ...]] = {}
    for number, _, some in options:
        one = next(each for each in some if each.power == shared[0])
        chosen[number, field] = (*chosen.get((number, field), ()), one)
    return chosen, []


def _datum(definition: Mapping[str, Any], index: FactIndex) -> Iterator[Unproved]:
    """A number that the code of a chart sets is a fact's, too.

    Nought is where a scale begins, and 100 the whole of a percentage.
    """
    value = definition["datum"]
    if is_number(value) and definition.get("type") in ("quantitative", None) and value:
        number = Decimal(str(value))
        whole = value == 100 and any(fact.unit == "%" for fact in index.by_id.values())
        if not whole and not index.stated(number):
            yield _no_fact(value)


def _unscaled(channel: str, field: str, view: View) -> Iterator[Unproved]:
    """Without a scale a number is a place in units, or a colour: it may lay out, never measure."""
    values = {value_of(row, field) for row in view.rows}
    if channel not in LAYOUT and len(values) > 1:
        message = (
            f"'{channel}' without a scale draws '{field}' in units that no fact measures; "
            "give it a scale and a fact, or one value for all"
        )
        yield Unproved(message, field)


def _no_fact(value: Any) -> Unproved:
    message = f"{value} is plotted, but no fact that this chart read has that value"
    return Unproved(f"{message}; read the fact, as in facts.rows(…)", value)


def _powers_differ(field: str, options: Sequence[tuple[int, Any, list[Stated]]]) -> Unproved:
    said = {some[0].power: f"{value} for {some[0].fact.text}" for _, value, some in options}
    message = f"'{field}' has no one power of ten: it is {' and '.join([*said.values()][:3])}"
    return Unproved(f"{message}; plot 'value' of facts.rows(…), or divide all rows alike", field)


def _options(
    row: Mapping[str, Any], field: str, value: Any, view: View, index: FactIndex
) -> tuple[list[Stated], list[Unproved]]:
    """The facts that a row may state with this field, or why it states none."""
    found = index.stated(Decimal(str(value)))
    own = index.by_id.get(str(row.get("id", "")))
    if own is not None and (field == "value" or any(each.fact == own for each in found)):
        found = [each for each in found if each.fact == own]
        if not found:
            message = (
                f"{value} is plotted for '{own.id}', whose fact says {own.text}; leave 'value' of "
                "facts.rows(…) as it is"
            )
            return [], [Unproved(message, value)]
    if not found:
        return [], [_no_fact(value)]
    good = [each for each in found if not _strange(each.fact, row, view, index)]
    if good:
        order = {power: place for place, power in enumerate(index.powers)}
        return sorted(good, key=lambda each: order.get(each.power, 1)), []
    word = next(word for each in found for word in _strange(each.fact, row, view, index))
    fact = found[0].fact
    message = (
        f"'{word}' stands beside {value}, but that is what '{fact.id}' says"
        f"{_told(fact)}; keep key, label and value of a fact in one row"
    )
    return [], [Unproved(message, word)]


def _told(fact: ChartFact) -> str:
    """How a fact names itself: " (Beijing)", " (2024)"."""
    said = fact.label if fact.label and fact.label != fact.what else fact.when or fact.key
    return f" ({said})" if said else ""


def _strange(fact: ChartFact, row: Mapping[str, Any], view: View, index: FactIndex) -> list[str]:
    """The words beside a number that name another fact or another time than its own."""
    wrong, said = [], set()
    for channel, definition in view.channels:
        field = definition.get("field")
        if not isinstance(field, str) or _is_quantity(definition) or channel in WORDS:
            continue
        value = value_of(row, field)
        if isinstance(value, bool) or not isinstance(value, str | int):
            continue
        word = str(value)
        said.add(word)
        temporal = definition.get("type") == "temporal"
        if temporal or DATE.fullmatch(word):
            if not is_time_of(word, fact) and not (not temporal and fact.id in index.called(word)):
                wrong.append(word)
        elif index.is_another(word, fact):
            wrong.append(word)
    rest = [leaf for leaf in _strings(row) if leaf not in said]
    if any("fold" in step for step in view.steps):
        return wrong  # a row that is folded states several facts
    owner = index.by_id.get(str(row.get("id", "")))
    other = owner if owner != fact else None
    if other and digits(Decimal(str(row.get("value", 0)))) == digits(other.value):
        return wrong  # the words of a row are those of its own fact, beside which this one stands
    if not any(fact.id in index.called(word) for word in (*rest, *said)):
        wrong += [word for word in rest if index.is_another(word, fact)]
    return wrong


def _strings(node: Any) -> Iterator[str]:
    for name, value in node.items():
        if name in ("geometry", ROW, "id"):
            continue
        if isinstance(value, Mapping):
            yield from _strings(value)
        elif isinstance(value, str):
            yield value


def _two_names(view: View, index: FactIndex) -> Iterator[Unproved]:
    """A row without a number that names two points of one series puts one in place of the other."""
    if any(_is_quantity(each) and each.get("scale", {}) is not None for _, each in view.channels):
        return
    fields = [str(each["field"]) for _, each in view.channels if isinstance(each.get("field"), str)]
    for row in view.rows:
        words = [word for field in fields if isinstance(word := value_of(row, field), str)]
        named = [(word, index.called(word)) for word in dict.fromkeys(words)]
        for i, (word, ids) in enumerate(named):
            for other, others in named[i + 1 :]:
                if ids and others and not ids & others and _exclusive(ids, others, index):
                    message = f"'{other}' is written where '{word}' stands; they are two facts"
                    yield Unproved(f"{message}: keep each row's own words together", other)


def _exclusive(some: frozenset[str], others: frozenset[str], index: FactIndex) -> bool:
    series = {index.by_id[id].series for id in some} - {""}
    return any(index.by_id[id].series in series for id in others)


def is_time_of(said: str, fact: ChartFact) -> bool:
    """Whether a date or year is one of the fact's own: its key, its date, a year in its words.

    `("2024-03-01", key "2024-03")` is; `("2025", key "2024")` is not. A fact without any time has
    none to disagree with.
    """
    own = [fact.key] if YEAR.search(fact.key) else []
    own += [fact.when] if YEAR.search(fact.when) else []
    if not own:
        own = [fact.what] if YEAR.search(fact.what) else []
    if not own:
        return True
    return any(_covers(time, said) for time in (*own, fact.what) if YEAR.search(time))


def _covers(time: str, said: str) -> bool:
    """Whether a time as an author wrote it ("Q1 2024", "2019/20", "March 2024") covers a date."""
    years = [int(year[0]) for year in YEAR.finditer(time)]
    short = re.search(r"(?<!\d)\d{4}[-–/](\d\d)(?!\d|[-–/]\d)", time)
    parts = re.split(r"[-T ]", said.strip())
    year = int(parts[0]) if parts[0].isdigit() else 0
    if short and int(short[1]) > 12:
        years.append(years[0] // 100 * 100 + int(short[1]))
    span = len(years) > 1 and min(years) <= year <= max(years)
    if year not in years and not span:
        return False
    if len(parts) < 2 or not parts[1].isdigit():
        return True
    month = int(parts[1])
    if quarter := QUARTER.search(time):
        return (month - 1) // 3 + 1 == int(quarter[1])
    stated = re.search(r"(?<!\d)\d{4}-(\d\d?)(?:-(\d\d?))?(?!\d)", time)
    if stated and int(stated[1]) <= 12:
        if int(stated[1]) != month:
            return False
        day = int(parts[2]) if len(parts) > 2 and parts[2].isdigit() else 0
        return not (day and stated[2]) or int(stated[2]) == day
    spelt = next((i for i, name in enumerate(MONTHS, 1) if name in time.lower()), 0)
    return not spelt or spelt == month or "-" in time or "to" in time
