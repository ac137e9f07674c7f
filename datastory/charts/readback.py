"""Reads a chart back from its drawing, as a reader would, and finds what no fact says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from ..model import MarkArea
from .chart_code import leaves
from .chart_facts import GEO, ChartFact
from .drawn import Drawn
from .drawn_marks import misdrawn
from .drawn_words import misplaced, missaid, unsaid
from .fact_index import fact_index
from .legible import illegible
from .mark_areas import mark_areas
from .row_facts import DEGREES, row_facts
from .scene import numbered
from .specification import ROW, Spec, data_of, is_number, objects, value_of
from .transforms import Unproved
from .unit_views import View, unit_views
from .unmeasured import unlike
from .vega import Rendered


class Geography(Struct, frozen=True):
    """What the kept geographic data hold: all numbers, all points, and the points with names."""

    degrees: frozenset[float]
    points: frozenset[tuple[float, float]]
    places: Mapping[str, tuple[float, float]]


class Known(Struct, frozen=True):
    """What may be stated: the facts a chart read, the numbers in geo/, and `site.names`.

    `words` are those around the chart, as readers see them: title, subtitle, note.
    """

    facts: tuple[ChartFact, ...]
    geography: Geography
    names: tuple[str, ...]
    words: str = ""
    language: str = "en"


def read_back(
    drawing: Rendered, known: Known, faces: Mapping[str, bytes]
) -> tuple[tuple[MarkArea, ...], dict[str, str | float]]:
    """Where the marks of a drawing stand, and what it shows that nothing known says.

    The latter as {message: what to look for in the code}.
    """
    spec, scene = drawing.spec, drawing.scene
    if foreign := dict(_foreign(spec)):
        return (), foreign
    rows, _ = numbered(spec)
    views = unit_views(rows)
    index = fact_index(known.facts, known.language)
    facts, wrong = row_facts(views, index, known.words, known.language)
    wrong += _coordinates(views, known)
    found = [*wrong, *_leftovers(views, known)]
    drawn = Drawn(scene, views, facts, index, known.facts, known.words, known.language, known.names)
    found += [*missaid(drawn), *_hidden_words(spec, drawn)]
    if not wrong:  # what cannot be matched with facts cannot be measured by them either
        found += [*misdrawn(drawn), *misplaced(drawn), *unlike(drawn)]
    return mark_areas(drawn), dict(chain(found, illegible(scene, drawing.svg, faces)))


def _foreign(spec: Spec) -> Iterator[Unproved]:
    """Data that is loaded or generated is no fact."""
    for data in data_of(spec):
        generated = data.keys() & {"url", "sequence", "graticule", "sphere"}
        if generated or isinstance(data.get("values"), str):
            message = "a chart plots facts; it can neither load nor generate data"
            yield Unproved(f"{message}: use facts.rows(…)", str(data.get("url", "data")))


def _hidden_words(spec: Spec, drawn: Drawn) -> Iterator[Unproved]:
    """Tooltips and descriptions are in no drawing, but in the specification that readers open."""
    for view in drawn.views:
        for channel, definition in view.channels:
            field = definition.get("field")
            if channel in ("tooltip", "description", "href") and isinstance(field, str):
                for row in view.rows:
                    value, own = value_of(row, field), drawn.rows.of_row(row[ROW])
                    if isinstance(value, str) and channel != "href":
                        yield from unsaid(value, own, drawn)
    for _, node in chain(objects(spec), objects(spec.get("usermeta"))):
        if isinstance(words := node.get("description"), str):
            yield from unsaid(words, (), drawn)


def _coordinates(views: Sequence[View], known: Known) -> Iterator[Unproved]:
    """Coordinates of points and shapes are those of the kept geographic data."""
    for view in views:
        fields = {c: str(d["field"]) for c, d in view.channels if c in DEGREES and "field" in d}
        for row in view.rows:
            found = {c: value_of(row, field) for c, field in fields.items()}
            for value in found.values():
                if isinstance(value, int | float) and float(value) not in known.geography.degrees:
                    yield _nowhere(value)
            yield from _elsewhere(row, found, known.geography)
        if view.kind == "geoshape":
            for row in view.rows:
                shape = {k: v for k, v in row.items() if k not in ("properties", "id", ROW)}
                strange = next(
                    (n for n in numbers(shape) if n not in known.geography.degrees), None
                )
                if strange is not None:
                    yield _nowhere(strange)


def _elsewhere(
    row: Mapping[str, Any], found: Mapping[str, Any], geography: Geography
) -> Iterator[Unproved]:
    """A point stands where the kept data have one, and under its own name."""
    for east, north in (("longitude", "latitude"), ("longitude2", "latitude2")):
        at = found.get(east), found.get(north)
        if not all(isinstance(each, int | float) for each in at):
            continue
        point = (float(at[0] or 0), float(at[1] or 0))
        known = {float(each) for each in point} <= geography.degrees
        if known and point not in geography.points:
            message = f"no file in {GEO} has a point at {point[0]}, {point[1]}; keep both together"
            yield Unproved(message, point[0])
        for word in row.values():
            place = geography.places.get(word) if isinstance(word, str) else None
            if place is not None and place != point and point in geography.points:
                other = next((n for n, where in geography.places.items() if where == point), "")
                rest = f", the place of '{other}'" if other else ""
                message = f"'{word}' is drawn at {point[0]}, {point[1]}{rest}"
                yield Unproved(f"{message}; take its point from facts.geo(…)", word)


def geography(files: Sequence[Any]) -> Geography:
    """The kept geographic data, as far as they are JSON: points are two numbers, east and north.

    `[{"Town": [2.5, 2.25]}]` -> degrees 2.5 and 2.25, one point, the place "Town".
    """
    points: set[tuple[float, float]] = set()
    places: dict[str, tuple[float, float]] = {}

    def walk(node: Any, name: str) -> None:
        if isinstance(node, Mapping):
            title = node.get("name") if isinstance(node.get("name"), str) else None
            for key, value in node.items():
                walk(value, str(title or key))
            if {"longitude", "latitude"} <= node.keys():
                points.add((float(node["longitude"]), float(node["latitude"])))
        elif isinstance(node, list):
            pair = node[:2]
            if len(pair) == 2 and all(map(is_number, pair)):
                point = (float(pair[0]), float(pair[1]))
                points.add(point)
                if name != "coordinates":
                    places[name] = point
            else:
                for each in node:
                    walk(each, name if isinstance(each, Mapping) else "coordinates")

    for each in files:
        walk(each, "")
    degrees = frozenset(number for each in files for number in numbers(each))
    return Geography(degrees, frozenset(points), places)


def _nowhere(number: float) -> Unproved:
    message = f"{number} is a coordinate that no file in {GEO} holds; take it from facts.geo(…)"
    return Unproved(message, number)


def numbers(node: Any) -> Iterator[float]:
    """`{"a": [1, {"b": 2}], "c": "3"}` -> 1.0, 2.0."""
    for leaf in leaves(node):
        if is_number(leaf):
            yield float(leaf)


def _leftovers(views: Sequence[View], known: Known) -> Iterator[Unproved]:
    """A number that stands in the data without being drawn is published with it all the same."""
    values = {f"{fact.value:.11e}".split("e")[0] for fact in known.facts}
    used: dict[int, set[str]] = {}
    for view in views:
        told = str((view.channels, view.steps, view.mark))
        for row in view.rows:
            names = used.setdefault(row[ROW], set())
            names |= {name for name in row if name in told}
    seen: set[str] = set()
    for view in views:
        for row in view.rows:
            for name, value in row.items():
                if (
                    name not in used[row[ROW]] | seen
                    and name not in ("id", ROW, "geometry", "units_each")
                    and is_number(value)
                    and abs(value) > 100
                    and not 1500 <= value <= 2100
                    and f"{value:.11e}".split("e")[0] not in values
                ):
                    seen.add(name)
                    message = f"'{name}' holds {value}, which is drawn nowhere and no fact says"
                    yield Unproved(f"{message}; leave it out of the rows", name)
