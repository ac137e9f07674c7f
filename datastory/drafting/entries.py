"""Drafted facts as lines of data.yaml, in the order in which an author would write them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..evidence.cells import Asked, Names
from .data_edits import in_quotes, quoted


class Point(Struct, frozen=True):
    """A value with its time and its quotation; `place` is where that stands: "line 14"."""

    value: str
    when: str
    quote: str
    place: str


class Cells(Struct, frozen=True):
    """Which cells of a table make a series: `where` says of which of its rows.

    `unit` is what a one in the column stands for, "" where its head does not say.
    """

    key: str
    column: str
    unit: str
    where: Names
    rows: int
    place: str


class Entry(Struct, frozen=True):
    """A fact (one point), a series over years (more of them), or a series of cells."""

    id: str
    what: str
    source: str
    points: tuple[Point, ...] = ()
    cells: Cells | None = None

    def lines(self, todo: bool = True) -> list[str]:
        """The entry of data.yaml, from column 0 on."""
        said = {"what": quoted(self.what)}
        if len(self.points) == 1:
            point = self.points[0]
            said |= {"value": quoted(point.value)}
            said |= {"when": _time(point.when)} if point.when else {}
        said["source"] = self.source
        shared = {point.quote for point in self.points}
        if len(shared) == 1:
            said["quote"] = quoted(shared.pop())
        if self.cells:
            said["cells"] = _cells(self.cells)
        lines = [f"{self.id}:", *(f"  {key}: {words}" for key, words in said.items())]
        if len(self.points) > 1:
            lines.append("  values:")
            alone = "quote" not in said
            lines += [f"    {one.when}: {_value(one, alone)}" for one in self.points]
        return [*lines, f"  todo: {quoted(self.todo)}"] if todo else lines

    @property
    def todo(self) -> str:
        """What an author has to look at."""
        places = ", ".join(dict.fromkeys(point.place for point in self.points))
        if self.cells:
            return (
                f"Look at the column {self.cells.place}: does 'what' say what it counts, in what?"
            )
        timed = all(point.when for point in self.points)
        time = "the time is right" if timed else "'when' is missing, or needs none"
        return f"Look at {places}: see that 'what' says what is counted, and that {time}."


def merged(entries: Sequence[Entry], quotes: dict[str, tuple[str, ...]]) -> list[Entry]:
    """Facts of one `what` and source at several years become one series.

    `quotes` are by id all quotations that a fact could have; one that all share is taken.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        alone = entry.cells or not _year(entry.points[0].when)
        key = (entry.id, "") if alone else (entry.what, entry.source)
        groups.setdefault(key, []).append(entry)
    made = []
    for group in groups.values():
        whens = [entry.points[0].when for entry in group if entry.points]
        if len(group) == 1 or len(set(whens)) < len(group):
            made += group
            continue
        shared = [
            quote
            for quote in quotes.get(group[0].id, ())
            if all(quote in quotes.get(other.id, ()) for other in group)
        ]
        points = [entry.points[0] for entry in group]
        points = [replace(one, quote=shared[0]) if shared else one for one in points]
        points.sort(key=lambda one: one.when)
        made.append(replace(group[0], points=tuple(points)))
    return made


def table_lines(table: Asked) -> dict[str, str]:
    """`table:` of a source as a key with its value in one line."""
    said = {
        "sheet": table.sheet, "number": table.number, "pointer": table.pointer,
        "header": table.header,
    }  # fmt: skip
    inside = ", ".join(f"{key}: {_flow(value)}" for key, value in said.items() if value)
    return {"table": f"{{{inside}}}"} if inside else {}


def _cells(cells: Cells) -> str:
    said = {"key": cells.key, "column": cells.column, "in": cells.unit}
    inside = [f"{key}: {_flow(value)}" for key, value in said.items() if value]
    if cells.where:
        pairs = ", ".join(f"{_flow(name)}: {_flow(value)}" for name, value in cells.where)
        inside.append(f"where: {{{pairs}}}")
    return f"{{{', '.join([*inside, f'rows: {cells.rows}'])}}}"


def _flow(words: str) -> str:
    """A scalar inside { }: in quotes where a comma or bracket would end it."""
    plain = quoted(words)
    acts = not plain.startswith('"') and set(plain) & set(",[]{}:?")
    return in_quotes(words) if acts else plain


def _value(point: Point, alone: bool) -> str:
    if not alone:
        return quoted(point.value)
    return f"{{value: {_flow(point.value)}, quote: {_flow(point.quote)}}}"


def _time(when: str) -> str:
    return when if _year(when) else quoted(when)


def _year(when: str) -> bool:
    return len(when) == 4 and when.isdigit()
