"""Where the marks of a drawing can be pointed at, each with the facts that it states."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..model import MarkArea
from .drawn import Drawn
from .drawn_marks import is_visible
from .scene import Item, Mark, Scene, Text, View
from .svg_path import subpaths

# Beyond so many, marks lie closer than fingers, and would outweigh the page: the table has them.
MOST = 150
LEAST, CLOSE = 26.0, 8.0  # units: a side of an area, 24 CSS px on a phone; one among neighbours
SOLID = {"rect": 0, "arc": 0, "symbol": 0, "trail": 1, "line": 1, "area": 1, "rule": 2, "text": 3}
Box = tuple[float, float, float, float]  # left, top, right, bottom, in units from the top left


def mark_areas(drawn: Drawn) -> tuple[MarkArea, ...]:
    """One area for each fact that marks state, in the order in which those are drawn.

    An area around another comes before it, and so lies under it. A fact that a bar and its label
    state has the bar's; a rule from one point to another has none, and marks that were computed
    state none. A drawing with more than `MOST` has no areas at all.
    """
    found: dict[tuple[str, ...], tuple[int, Box]] = {}
    for mark in drawn.scene.marks:
        if mark.kind not in SOLID:
            continue
        for item, box in _boxes(mark, drawn.scene):
            facts = _facts(mark, item, drawn)
            if facts and (facts not in found or found[facts][0] > SOLID[mark.kind]):
                found[facts] = SOLID[mark.kind], box
    clearer = {
        level: {fact for facts, (solid, _) in found.items() if solid < level for fact in facts}
        for level in set(SOLID.values())
    }
    kept = {facts: box for facts, (solid, box) in found.items() if not clearer[solid] >= set(facts)}
    if len(kept) > MOST:
        return ()
    boxes = list(kept.values())
    areas = [MarkArea(facts, *_grown(box, _room(box, boxes))) for facts, box in kept.items()]
    areas.sort(key=lambda area: not any(_holds(area, other) for other in areas))
    return tuple(areas)


def _holds(one: MarkArea, other: MarkArea) -> bool:
    """Whether an area lies around another, which would be hidden behind it."""
    return one != other and (
        one.x <= other.x
        and one.y <= other.y
        and one.x + one.width >= other.x + other.width
        and one.y + one.height >= other.y + other.height
    )


def _facts(mark: Mark, item: Item, drawn: Drawn) -> tuple[str, ...]:
    """The ids of what the channels of a mark state; where they state none, of what its row does.

    Else of what units in it are counted from, or of the place on a map that it is.
    """
    fields = [field for _, field in mark.channels.values() if field]
    stated = [each.fact.id for name in fields for each in drawn.rows.of_field(item.row, name)]
    stated = stated or [fact.id for fact in drawn.rows.of_row(item.row)]
    row = drawn.fields(item.row)
    owner = row.get("units_of", row.get("id"))
    return tuple(dict.fromkeys(stated or [fact.id for fact in drawn.facts if fact.id == owner]))


def _boxes(mark: Mark, scene: Scene) -> Iterator[tuple[Item, Box]]:
    """Each visible item of a mark with the box around it."""
    view = scene.views[mark.view]
    texts = {(text.row, text.lines): text for text in scene.texts if text.role == "mark"}
    for item in mark.items:
        if item.row is None or not is_visible(item, mark.kind):
            continue
        if mark.kind == "text":
            if text := texts.get((item.row, item.text)):
                yield item, _around_text(text)
        else:
            yield item, _around(item, mark.kind, view)


def _around(item: Item, kind: str, view: View) -> Box:
    at = item.at
    x, y = view.x + at.get("x", 0), view.y + at.get("y", 0)
    if kind == "rect":
        return _ordered(x, y, x + at.get("width", 0), y + at.get("height", 0))
    if kind == "rule":
        return _ordered(x, y, view.x + at.get("x2", x - view.x), view.y + at.get("y2", y - view.y))
    if kind == "symbol" and item.shape:
        points = [point for part in subpaths(item.shape) for point in part]
        # Vega draws a path of its own at the square root of its size, which is 4 for no scaling.
        scale, width = math.sqrt(at.get("size", 4)) / 2, at.get("strokeWidth", 0) / 2
        across, down = [p[0] * scale for p in points], [p[1] * scale for p in points]
        end = 0 if item.dash and item.dash[0] >= 1 else width  # dashes end square
        return (
            x + min(across) - end, y + min(down) - width,
            x + max(across) + end, y + max(down) + width,
        )  # fmt: skip
    if kind == "arc":
        middle = (at.get("startAngle", 0) + at.get("endAngle", 0)) / 2
        radius = (at.get("innerRadius", 0) + at.get("outerRadius", 0)) / 2
        x, y = x + radius * math.sin(middle), y - radius * math.cos(middle)
    half = math.sqrt(at.get("size", 0) / math.pi) if kind == "symbol" else 0
    return x - half, y - half, x + half, y + half


def _around_text(text: Text) -> Box:
    """About where words stand: a letter is half as wide as it is high."""
    width = max(map(len, text.lines)) * text.size / 2
    left = text.x - width * {"center": 0.5, "right": 1.0}.get(text.align, 0.0)
    top = text.y - text.size * {"top": 0.0, "middle": 0.5}.get(text.baseline, 0.8)
    return left, top, left + width, top + text.leading * len(text.lines)


def _ordered(x: float, y: float, x2: float, y2: float) -> Box:
    return min(x, x2), min(y, y2), max(x, x2), max(y, y2)


def _room(box: Box, boxes: Sequence[Box]) -> float:
    """How long a side may grow before it meets what its nearest neighbour may take."""
    x, y = _middle(box)
    others = (_middle(other) for other in boxes if other != box)
    nearest = min((max(abs(x - a), abs(y - b)) for a, b in others), default=LEAST)
    return min(max(nearest, CLOSE), LEAST)


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _grown(box: Box, least: float) -> Box:
    """Left, top, width and height of an area around a box, no side shorter than `least`.

    Whole units are near enough to be pointed at, and weigh less.
    """
    x, y = _middle(box)
    width, height = max(box[2] - box[0], least), max(box[3] - box[1], least)
    left, top = float(round(x - width / 2)), float(round(y - height / 2))
    return left, top, float(round(width)), float(round(height))
