"""Reads a chart back from its drawing, as a reader would, and finds what no fact says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct

from .chart_code import leaves
from .chart_facts import GEO, ChartFact
from .computed import Unproved
from .drawn_marks import Drawn, misdrawn
from .drawn_words import declared, misplaced, missaid, unsaid
from .legible import illegible
from .natures import unlike
from .row_facts import DEGREES, row_facts
from .scene import ROW, Scene, numbered
from .unit_views import View, unit_views, value_of


class Known(Struct, frozen=True):
    """What may be stated: the facts a chart read, the numbers in geo/, and `site.names`.

    `words` are those around the chart, as readers see them: title, subtitle, note.
    """

    facts: tuple[ChartFact, ...]
    degrees: frozenset[float]
    names: tuple[str, ...]
    words: str = ""


def unproved(
    spec: Mapping[str, Any], svg: str, scene: Scene, known: Known, faces: Mapping[str, bytes]
) -> dict[str, str | float]:
    """What a drawing shows that nothing known says, as {message: what to look for in the code}.

    `svg` is the drawing as Vega made it, `scene` the same read back.
    """
    foreign = list(_foreign(spec))
    if foreign:
        return dict(foreign)
    rows, _ = numbered(dict(spec))
    views = unit_views(rows)
    facts, wrong = row_facts(views, known.facts, known.words)
    wrong += _coordinates(views, known)
    found = [*wrong, *_leftovers(views, known)]
    drawn = Drawn(scene, views, facts, known.facts, known.words)
    found += [*missaid(drawn, known.names), *_hidden_words(spec, drawn, known.names)]
    if not wrong:  # what cannot be matched with facts cannot be measured by them either
        found += [*misdrawn(drawn), *misplaced(drawn, known.names), *unlike(drawn)]
    return dict(chain(found, illegible(scene, svg, faces)))


def _foreign(node: Any) -> Iterator[Unproved]:
    """Data that is loaded or generated is no fact."""
    if isinstance(node, list):
        for each in node:
            yield from _foreign(each)
    elif isinstance(node, Mapping):
        data = node.get("data")
        if isinstance(data, Mapping) and (
            data.keys() & {"url", "sequence", "graticule", "sphere"}
            or isinstance(data.get("values"), str)
        ):
            message = "a chart plots facts; it can neither load nor generate data"
            yield Unproved(f"{message}: use facts.rows(…)", str(data.get("url", "data")))
        for name, value in node.items():
            if name not in ("datasets", "values", "config", "usermeta"):
                yield from _foreign(value)


def _hidden_words(
    spec: Mapping[str, Any], drawn: Drawn, names: Sequence[str]
) -> Iterator[Unproved]:
    """Tooltips and descriptions are in no drawing, but in the specification that readers open."""
    powers = declared(drawn)
    for view in drawn.views:
        for channel, definition in view.channels:
            field = definition.get("field")
            if channel in ("tooltip", "description", "href") and isinstance(field, str):
                for row in view.rows:
                    value, own = value_of(row, field), drawn.rows.of_row(row[ROW])
                    if isinstance(value, str) and channel != "href":
                        yield from unsaid(value, own, drawn, powers, names)
    for words in _descriptions(spec):
        yield from unsaid(words, (), drawn, powers, names)


def _descriptions(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _descriptions(each)
    elif isinstance(node, Mapping):
        for name, value in node.items():
            if name == "description" and isinstance(value, str):
                yield value
            elif name not in ("datasets", "values", "config"):
                yield from _descriptions(value)


def _coordinates(views: Sequence[View], known: Known) -> Iterator[Unproved]:
    """Coordinates of points and shapes are those of the kept geographic data."""
    for view in views:
        for channel, definition in view.channels:
            if channel in DEGREES and isinstance(definition.get("field"), str):
                for row in view.rows:
                    value = value_of(row, definition["field"])
                    if isinstance(value, int | float) and float(value) not in known.degrees:
                        yield _nowhere(value)
        if view.kind == "geoshape":
            for row in view.rows:
                shape = {k: v for k, v in row.items() if k not in ("properties", "id", ROW)}
                strange = next((n for n in numbers(shape) if n not in known.degrees), None)
                if strange is not None:
                    yield _nowhere(strange)


def _nowhere(number: float) -> Unproved:
    message = f"{number} is a coordinate that no file in {GEO} holds; take it from facts.geo(…)"
    return Unproved(message, number)


def numbers(node: Any) -> Iterator[float]:
    """`{"a": [1, {"b": 2}], "c": "3"}` -> 1.0, 2.0."""
    for leaf in leaves(node):
        if isinstance(leaf, int | float) and not isinstance(leaf, bool):
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
                    and isinstance(value, int | float)
                    and not isinstance(value, bool)
                    and abs(value) > 100
                    and not 1500 <= value <= 2100
                    and f"{value:.11e}".split("e")[0] not in values
                ):
                    seen.add(name)
                    message = f"'{name}' holds {value}, which is drawn nowhere and no fact says"
                    yield Unproved(f"{message}; leave it out of the rows", name)
