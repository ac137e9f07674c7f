"""What Vega drew, read from its scene graph: marks, texts and ticks, each with its scale and row.

A drawing does not say which row of data a mark stands for, nor which value a place has. So the
same Vega specification is drawn a second time with probes: every mark carries the number of its
row, every tick its value, and every view the domain and range of each scale. Probes change neither
place nor size of anything.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, structs

from .specification import ROW, Spec, copied, data_of, is_number

PROBE = "datastory-scale:"  # the name of a mark that carries a scale
SEPARATOR = "\x1f"
CONTINUOUS = {"linear", "log", "pow", "sqrt", "symlog", "time", "utc", "sequential"}
TIME = {"time", "utc"}
PLACES = ("x", "x2", "y", "y2", "width", "height", "size", "angle", "startAngle", "endAngle",
          "innerRadius", "outerRadius", "opacity", "fillOpacity", "strokeOpacity", "strokeWidth",
          "fontSize", "dx", "dy")  # fmt: skip


class Scale(Struct, frozen=True):
    """A scale as it was resolved: `domain` in data, `range` in units, colours or sizes."""

    name: str
    type: str
    domain: tuple[float | str, ...]
    range: tuple[float | str, ...]
    exponent: float = 1

    @property
    def continuous(self) -> bool:
        return self.type in CONTINUOUS

    @property
    def timed(self) -> bool:
        return self.type in TIME

    def value_at(self, place: float) -> float | None:
        """The value that stands at a place of the range; None where the scale has no inverse.

        A linear scale with domain (0, 10) and range (0, 200): 50 -> 2.5.
        """
        ends, values = self.ends(), self.values()
        if ends is None or values is None or ends[0] == ends[1]:
            return None
        part = (place - ends[0]) / (ends[1] - ends[0])
        try:
            low, high = (self._bent(value) for value in values)
            return self._straight(low + part * (high - low))
        except (ValueError, OverflowError, ZeroDivisionError):
            return None

    def place_of(self, value: float) -> float | None:
        """Where a value stands: the inverse of `value_at`."""
        ends, values = self.ends(), self.values()
        if ends is None or values is None:
            return None
        try:
            low, high = (self._bent(each) for each in values)
            return ends[0] + (self._bent(value) - low) / (high - low) * (ends[1] - ends[0])
        except (ValueError, OverflowError, ZeroDivisionError):
            return None

    def ends(self) -> tuple[float, float] | None:
        """First and last number of the range; None for colours and for broken scales."""
        if not self.continuous or len(self.range) != 2:
            return None
        first, last = self.range
        return (first, last) if isinstance(first, float) and isinstance(last, float) else None

    def values(self) -> tuple[float, float] | None:
        """First and last number of the domain; None for categories and for broken scales."""
        if not self.continuous or len(self.domain) != 2:
            return None
        first, last = self.domain
        return (first, last) if isinstance(first, float) and isinstance(last, float) else None

    def _bent(self, value: float) -> float:
        if self.type == "log":
            return math.log(value)
        if self.type in ("pow", "sqrt"):
            exponent = 0.5 if self.type == "sqrt" else self.exponent
            return math.copysign(abs(value) ** exponent, value)
        if self.type == "symlog":
            return math.copysign(math.log1p(abs(value)), value)
        return value

    def _straight(self, value: float) -> float:
        if self.type == "log":
            return math.exp(value)
        if self.type in ("pow", "sqrt"):
            exponent = 0.5 if self.type == "sqrt" else self.exponent
            return math.copysign(abs(value) ** (1 / exponent), value)
        if self.type == "symlog":
            return math.copysign(math.expm1(abs(value)), value)
        return value


class Item(Struct, frozen=True):
    """One thing drawn. Places and sizes are in units of its view; `row` numbers a row of data."""

    row: int | None
    at: dict[str, float]  # those of PLACES that it has
    fill: str
    stroke: str
    text: tuple[str, ...] = ()  # lines
    shape: str = ""  # a path of its own
    dash: tuple[float, ...] = ()
    defined: bool = True


class Mark(Struct, frozen=True):
    """The items that one mark of a view draws, and the scale and field of each of its channels.

    `kind` is Vega's: rect, symbol, line, area, rule, text, arc, shape, trail. `styles` begins with
    the Vega-Lite mark: bar, point, tick. A channel without scale has None for it.
    """

    name: str
    kind: str
    styles: tuple[str, ...]
    view: int  # index in `Scene.views`
    channels: dict[str, tuple[Scale | None, str]]
    items: tuple[Item, ...]

    def channel(self, name: str) -> tuple[Scale | None, str]:
        """Scale and field of a channel; (None, "") where it has no such channel."""
        return self.channels.get(name, (None, ""))


class Text(Struct, frozen=True):
    """Words as they stand in the drawing: (x, y) is their anchor, in units from the top left.

    `role` is Vega's: axis-label, axis-title, legend-label, legend-title, title-text,
    title-subtitle, mark. `tick` is the value of a tick and `guide` the index of its axis or legend.
    """

    lines: tuple[str, ...]
    role: str
    x: float
    y: float
    size: float
    weight: int
    align: str
    baseline: str
    angle: float
    limit: float
    shown: bool
    leading: float
    row: int | None = None
    tick: float | str | None = None
    guide: int | None = None
    placed: str = ""  # the axes along which data put it: "", "x", "y", "xy"

    @property
    def words(self) -> str:
        return " ".join(self.lines)


class Guide(Struct, frozen=True):
    """An axis or a legend that was drawn. `channel` is x or y, or "" for a legend."""

    kind: str
    channel: str
    scale: Scale | None
    title: str
    view: int


class View(Struct, frozen=True):
    """A frame that holds marks; (x, y) is its corner, in units from the top left."""

    x: float
    y: float
    width: float
    height: float


class Scene(Struct, frozen=True):
    width: float
    height: float
    views: tuple[View, ...]
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...]
    guides: tuple[Guide, ...]


def numbered(spec: Spec) -> tuple[Spec, list[Any]]:
    """A Vega-Lite specification whose rows are numbered, and the rows in that order.

    Rows that several views share are numbered once.
    """
    copy = copied(spec)
    rows: list[Any] = []

    def number(values: Any) -> Any:
        listed = values if isinstance(values, list) else [values]
        out = []
        for row in listed:
            fields = row if isinstance(row, dict) else {"data": row}
            out.append({**fields, ROW: len(rows)})
            rows.append(fields)
        return out

    for name, values in copy.get("datasets", {}).items():
        copy["datasets"][name] = number(values)
    for data in data_of(copy):
        if isinstance(data.get("values"), list | dict) and "format" not in data:
            data["values"] = number(data["values"])
    return copy, rows


def probed(vega: Spec) -> Spec:
    """A Vega specification with probes for all that `read` wants to know."""
    copy = copied(vega)
    _probe(copy, {})
    return copy


def _probe(group: Spec, known: Mapping[str, str]) -> None:
    """`known` are the types of the scales that groups around this one define, by name."""
    scales = {**known, **{each["name"]: each["type"] for each in group.get("scales", ())}}
    used: dict[str, None] = {}
    for mark in group.get("marks", ()):
        if mark["type"] == "group":
            _probe(mark, scales)
            continue
        update = mark.setdefault("encode", {}).setdefault("update", {})
        update["description"] = {"signal": f"'' + datum['{ROW}']"}
        used |= dict.fromkeys(name for _, (name, _) in _channels(update).items() if name)
    for guide in (*group.get("axes", ()), *group.get("legends", ())):
        name = guide.get("scale") or _legend_scale(guide)
        used[name] = None
        labels = guide.setdefault("encode", {}).setdefault("labels", {}).setdefault("update", {})
        value = "+datum.value" if scales.get(name) in TIME else "datum.value"
        labels["description"] = {"signal": f"'{name}{SEPARATOR}' + {value}"}
    for name in used:
        if name in scales:
            group.setdefault("marks", []).append(_scale_probe(name, scales[name]))


def _scale_probe(name: str, kind: str) -> Spec:
    domain = f"join(domain('{name}'), '{SEPARATOR}')"
    if kind in TIME:
        domain = f"(+domain('{name}')[0]) + '{SEPARATOR}' + (+peek(domain('{name}')))"
    signal = f"{domain} + '\\u001e' + join(range('{name}'), '{SEPARATOR}')"
    update = {"size": {"value": 0}, "opacity": {"value": 0}, "description": {"signal": signal}}
    return {"name": f"{PROBE}{name}", "type": "symbol", "encode": {"update": update}}


def _channels(update: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Scale and field of each channel: `{"x": ("x", "value_end"), "size": ("", "w")}`."""
    found: dict[str, tuple[str, str]] = {}
    for channel, entry in update.items():
        rules = entry if isinstance(entry, list) else [entry]
        for rule in rules:
            if not isinstance(rule, Mapping):
                continue
            scale, field = rule.get("scale"), rule.get("field")
            fixed = channel in ("x2", "y2")
            if isinstance(scale, str) or isinstance(field, str) or fixed:
                found[channel] = (
                    scale if isinstance(scale, str) else "",
                    field if isinstance(field, str) else "",
                )
    return found


def _legend_scale(legend: Mapping[str, Any]) -> str:
    """The name of the scale that a legend explains."""
    channels = ("size", "fill", "stroke", "opacity", "shape", "strokeDash", "strokeWidth")
    named = (legend.get(channel) for channel in channels)
    return next((name for name in named if isinstance(name, str)), "")


def read(drawn: Spec, vega: Spec) -> Scene:
    """The scene graph of a probed Vega specification, as values."""
    reader = _Reader()
    origin = drawn.get("origin", (0, 0))
    scene = drawn["scenegraph"]
    for frame in scene["items"]:
        reader.group(frame, vega, _Frame(origin[0], origin[1], 0, {}, {}))
    return Scene(
        width=float(drawn["width"]),
        height=float(drawn["height"]),
        views=tuple(reader.views),
        marks=tuple(reader.marks),
        texts=tuple(reader.texts),
        guides=tuple(reader.guides),
    )


class _Frame(NamedTuple):
    """Where things stand: the corner, the index of the view, and the scales by name.

    `specs` are those of the scales in Vega, of frames around this one too.
    """

    x: float
    y: float
    view: int
    scales: Mapping[str, Scale]
    specs: Mapping[str, Spec]


class _Reader:
    """Walks a scene graph beside the specification that it was drawn from."""

    def __init__(self) -> None:
        self.views: list[View] = []
        self.marks: list[Mark] = []
        self.texts: list[Text] = []
        self.guides: list[Guide] = []

    def group(self, item: Spec, spec: Spec, around: _Frame) -> None:
        """One frame: its scales first, then all that stands in it."""
        x, y = around.x + (item.get("x") or 0), around.y + (item.get("y") or 0)
        specs = {**around.specs, **{each["name"]: each for each in spec.get("scales", ())}}
        scales = dict(around.scales)
        for mark in item.get("items", ()):
            name = str(mark.get("name", ""))
            if name.startswith(PROBE):
                which = name.removeprefix(PROBE)
                said = mark["items"][0].get("description", "")
                scales[which] = _scale(which, specs.get(which, {}), said)
        frame = _Frame(x, y, len(self.views), scales, specs)
        self.views.append(View(x, y, item.get("width", 0), item.get("height", 0)))
        named = {mark.get("name"): mark for mark in spec.get("marks", ()) if mark.get("name")}
        for mark in item.get("items", ()):
            self._child(mark, named, frame)

    def _child(self, mark: Spec, named: Mapping[Any, Spec], frame: _Frame) -> None:
        name, role = str(mark.get("name", "")), str(mark.get("role", ""))
        if name.startswith(PROBE):
            return
        if role in ("axis", "legend"):
            for item in mark["items"]:
                self._guide(item, role, frame)
        elif mark["marktype"] == "group":
            for item in mark["items"]:
                self.group(item, named.get(name, {}), frame)
        elif role == "mark":
            self._mark(mark, named.get(name, {}), frame)
        elif mark["marktype"] == "text":
            self.texts += [_text(item, role, frame.x, frame.y) for item in mark["items"]]

    def _mark(self, mark: Spec, spec: Spec, frame: _Frame) -> None:
        update = spec.get("encode", {}).get("update", {})
        channels = {
            channel: (frame.scales.get(scale), field)
            for channel, (scale, field) in _channels(update).items()
        }
        items = tuple(_item(item) for item in mark["items"])
        styles = spec.get("style", ())
        styles = (styles,) if isinstance(styles, str) else tuple(styles)
        kind, name = str(mark["marktype"]), str(mark.get("name"))
        self.marks.append(Mark(name, kind, styles, frame.view, channels, items))
        if kind == "text":
            placed = "".join(axis for axis in "xy" if {axis, f"{axis}c"} & channels.keys())
            texts = (_text(item, "mark", frame.x, frame.y) for item in mark["items"])
            self.texts += [structs.replace(text, placed=placed) for text in texts]

    def _guide(self, item: Spec, kind: str, frame: _Frame) -> None:
        index, found = len(self.guides), list(_texts(item, frame.x, frame.y))
        titles = [text for text in found if text.role.endswith("title")]
        labels = [text for text in found if text.role.endswith("label")]
        name = next((text.tick for text in labels if isinstance(text.tick, str)), "")
        scale = frame.scales.get(name.split(SEPARATOR)[0])
        title = " ".join(line for text in titles for line in text.lines)
        axis = "x" if item.get("orient", "") in ("top", "bottom") else "y"
        channel = axis if kind == "axis" else ""
        self.guides.append(Guide(kind, channel, scale, title, frame.view))
        for text in found:
            tick = _tick(text.tick, scale)
            self.texts.append(structs.replace(text, row=None, tick=tick, guide=index))


def _tick(said: float | str | None, scale: Scale | None) -> float | str | None:
    if not isinstance(said, str) or SEPARATOR not in said:
        return None
    value = said.split(SEPARATOR, 1)[1]
    return _number(value) if scale and scale.continuous else value


def _texts(item: Spec, x: float, y: float) -> Iterator[Text]:
    """All texts of an axis or a legend."""
    x, y = x + (item.get("x") or 0), y + (item.get("y") or 0)
    for mark in item.get("items", ()):
        for inner in mark.get("items", ()):
            if mark["marktype"] == "group":
                yield from _texts(inner, x, y)
            elif mark["marktype"] == "text":
                yield _text(inner, str(mark.get("role", "")), x, y)


def _text(item: Spec, role: str, x: float, y: float) -> Text:
    lines = _lines(item)
    description = str(item.get("description", ""))
    weight = item.get("fontWeight", 400)
    size = float(item.get("fontSize", 11))
    ink = min(float(item.get(name, 1)) for name in ("opacity", "fillOpacity"))
    radius, theta = item.get("radius", 0), item.get("theta", 0)
    x += (item.get("x") or 0) + radius * math.sin(theta)
    y += (item.get("y") or 0) - radius * math.cos(theta)
    angle = math.radians(item.get("angle", 0))
    dx, dy = item.get("dx", 0), item.get("dy", 0)
    return Text(
        lines=lines,
        role=role,
        x=x + dx * math.cos(angle) - dy * math.sin(angle),
        y=y + dx * math.sin(angle) + dy * math.cos(angle),
        size=size,
        weight={"bold": 700, "normal": 400}.get(str(weight)) or int(weight),
        align=str(item.get("align", "left")),
        baseline=str(item.get("baseline", "alphabetic")),
        angle=float(item.get("angle", 0)) % 360,
        limit=float(item.get("limit", 0) or 0),
        shown=ink > 0 and item.get("fill", "") not in ("", "transparent") and any(lines),
        leading=float(item.get("lineHeight", 0) or size + 2),
        row=int(description) if description.isdigit() else None,
        tick=description if SEPARATOR in description else None,
    )


def _lines(item: Spec) -> tuple[str, ...]:
    said = item.get("text", "")
    if isinstance(said, list):
        return tuple(str(line) for line in said)
    at = item.get("lineBreak")
    return tuple(str(said).split(at)) if isinstance(at, str) and at else (str(said),)


def _item(item: Spec) -> Item:
    description = str(item.get("description", ""))
    lines = _lines(item)
    shape = item.get("shape", "")
    return Item(
        row=int(description) if description.isdigit() else None,
        at={name: float(item[name]) for name in PLACES if is_number(item.get(name))},
        fill=str(item.get("fill", "")),
        stroke=str(item.get("stroke", "")),
        text=lines if any(lines) else (),
        shape=shape if isinstance(shape, str) and shape[:1] in "Mm" else "",
        dash=tuple(float(each) for each in item.get("strokeDash") or ()),
        defined=item.get("defined", True) is not False,
    )


def _scale(name: str, spec: Mapping[str, Any], said: str) -> Scale:
    kind = str(spec.get("type", ""))
    domain, _, span = said.partition("\x1e")
    parts = [tuple(each.split(SEPARATOR)) if each else () for each in (domain, span)]
    values: list[tuple[float | str, ...]] = [
        tuple(_number(each) if i or kind in CONTINUOUS else each for each in part)
        for i, part in enumerate(parts)
    ]
    exponent = spec.get("exponent", 1)
    return Scale(name, kind, values[0], values[1], float(exponent) if exponent else 1)


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
