"""Dots on a scale: pairs to compare, intervals, and ranks from year to year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

import altair as alt
from msgspec import Struct

from ..label_width import length
from .canvas import Layer, Layers, Row, X, Y, across, is_narrow, mark, shape, texts


def paired_dots(
    subject: Row, rival: Row, most: float, span: tuple[float, float], y: float, edge: float
) -> alt.LayerChart:
    """Two values on one line at the height `y`: `said` stands above the subject, below the rival.

    Nothing stands at `span[0]`, `most` at `span[1]`; no words go past `edge`.
    """
    left, right = span
    x = across([0, most], span)
    pair, style = {**subject, "rival": rival["value"]}, {"style": "line-context"}
    layers: list[Layer] = [
        shape(f"M{left},{y}H{edge}M{left},{y - 12}v24", "grid"),
        mark("rule", [pair], style, x=x, x2=alt.X2("rival:Q"), y=alt.YValue(y)),
    ]
    for row, look, ink, below in (
        (rival, "context", "ink", 18),
        (subject, "accent", "text-accent", -18),
    ):
        half = length(row["said"]) / 2
        middle = left + (right - left) * row["value"] / most
        at = max(left + half, min(middle, edge - half))
        layers += [
            dots([row], x, y, look),
            texts([(at, y + below, row["said"])], ink, align="center"),
        ]
    return Layers(layer=layers)


def dots(rows: Sequence[Row], x: alt.X, y: float, look: str) -> alt.Chart:
    """Dots at the height `y`; `look` is accent, second or context."""
    return mark("point", rows, {"style": f"dot-{look}"}, x=x, y=alt.YValue(y))


def intervals(rows: Sequence[Row], width: int, *, step: float = 0) -> alt.LayerChart:
    """A dot on the line of its interval for each row, one below the other, above a scale.

    Rows are those of `facts.rows` of values with an interval (they have `low` and `high`), with
    `name`, which stands before, `said`, which stands above the dot, and `look`: accent, second or
    context. From one to the next it is `step` units: 42, or 44 where there is room. The scale wants
    26 units at the `bottom` of the canvas.
    """
    step = step or (42 if is_narrow(width) else 44)
    left = max(length(row["name"]) for row in rows) + 20
    right = width - max(length(row["said"]) for row in rows) / 2
    placed = [{**row, "y": step * (i + 0.6)} for i, row in enumerate(rows)]
    ends = [min(row["low"] for row in rows), max(row["high"] for row in rows)]
    span = alt.Scale(domain=ends, range=[left, right], nice=False)
    axis = alt.Axis(tickCount=4, title=None)
    x = alt.X("value:Q", scale=span, axis=axis)
    low = alt.X("low:Q", scale=span, axis=axis)
    layers: list[Layer] = []
    for row in placed:
        look = row.get("look", "accent")
        y = alt.YValue(row["y"])
        line = {"style": f"line-{look}", "strokeWidth": 3, "strokeCap": "round"}
        layers.append(mark("rule", [row], line, x=low, x2=alt.X2("high:Q"), y=y))
        layers.append(mark("point", [row], {"style": f"dot-{look}"}, x=x, y=y))
    words = {"style": "strong", "align": "center", "dy": -17}
    return Layers(
        layer=[
            *layers,
            mark("text", placed, words, x=x, y=Y, text=alt.Text("said:N")),
            texts((0, row["y"], row["name"]) for row in placed),
        ]
    )


class Track(Struct, frozen=True):
    """One line of a bump chart: rows with a `key` each; `rings` are the keys of hollow dots."""

    rows: Sequence[Row]
    look: Literal["accent", "second", "context"]
    rings: Collection[str] = ()


def bump(
    tracks: Sequence[Track],
    places: Mapping[str, float],
    y: alt.Y,
    breaks: Collection[tuple[str, str]] = (),
) -> alt.LayerChart:
    """Ranks by key, the most important track first and so on top.

    `places` are the keys in order, each with its x. Between keys that do not follow each other
    there is no line; across the `breaks` it is dotted, because what was counted changed there.
    """
    layers = []
    for track in reversed(tracks):
        for dotted in (True, False):
            steps = [row for row in _steps(track, places, breaks) if row["dotted"] == dotted]
            if steps:
                style = [f"line-{track.look}", *([f"break-{track.look}"] if dotted else [])]
                step = alt.Detail("step:N")
                layers.append(mark("line", steps, {"style": style}, x=X, y=y, detail=step))
    for track in reversed(tracks):
        for ring in (False, True):
            some = [row for row in track.rows if (row["key"] in track.rings) == ring]
            if some:
                placed = ({**row, "x": places[row["key"]]} for row in some)
                look = {"style": f"ring-{track.look}" if ring else f"dot-{track.look}"}
                layers.append(mark("point", placed, look, x=X, y=y))
    return Layers(layer=layers)


def _steps(
    track: Track, places: Mapping[str, float], breaks: Collection[tuple[str, str]]
) -> Iterator[Row]:
    """Both ends of every piece of a line; pieces of one kind in a row are one `step`."""
    rows = {row["key"]: row for row in track.rows}
    step, before, keys = 0, None, list(places)
    for pair in zip(keys, keys[1:], strict=False):
        kind = pair in breaks if all(key in rows for key in pair) else None
        step += kind != before or kind is True
        before = kind
        for key in pair if kind is not None else ():
            yield {**rows[key], "x": places[key], "step": step, "dotted": kind}
