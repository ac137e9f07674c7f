"""Finishes the SVG that Vega draws: small, flat, and fit to stand in a page beside others.

Groups are flattened and their offsets moved into the coordinates, which are rounded to tenths;
what says nothing is dropped; neighbours that look the same share their attributes.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct

from .svg_path import moved_path, tenths

Attributes = dict[str, str]

TRANSLATE = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)\s*")
NOISE = {"class", "role", "pointer-events", "href", "aria-hidden", "aria-label", "version"}
SILENT = {
    "opacity": "1", "fill-opacity": "1", "stroke-opacity": "1", "stroke-width": "1",
    "text-anchor": "start", "font-weight": "normal", "font-style": "normal", "fill": "none",
    "stroke": "none", "stroke-dasharray": "", "stroke-miterlimit": "10",
    "stroke-linecap": "butt",
}  # fmt: skip
PREFIX = "\0"  # stands for that of the ids, as XML has no such character
DISC = re.compile(r"M([\d.]+|-[\d.]+) ?(-?[\d.]+)a([\d.]+) \3 0 1 1-([\d.]+) 0a\3 \3 0 1 1 \4 0Z?")


class Leaf(Struct, frozen=True):
    """One thing drawn. `look` is how, `place` where; `body` its text or its children."""

    tag: str
    look: Attributes
    place: Attributes
    body: str = ""


def finished(raw: str, prefix: str, root: Attributes) -> str:
    """Vega's SVG -> one with only a viewBox, with ids that begin with `prefix`.

    `root` are attributes for the outer element. The most common size of text stands there too.
    """
    attributes, inside = _flattened(raw)
    return f"<svg{_written(root | attributes)}>{inside.replace(PREFIX, prefix)}</svg>"


@functools.lru_cache(maxsize=1)  # a drawing is finished for its page, and again as a picture
def _flattened(raw: str) -> tuple[Attributes, str]:
    """Attributes of the outer element, and what stands in it; ids there begin with `PREFIX`."""
    drawn = ElementTree.fromstring(_numbered(raw))
    leaves = [leaf for child in drawn for leaf in _leaves(child, 0, 0)]
    sizes = Counter(leaf.look.get("font-size") for leaf in leaves if leaf.tag == "text")
    size = sizes.most_common(1)[0][0] if sizes else None
    box = " ".join(tenths(float(part)) for part in drawn.get("viewBox", "0 0 0 0").split())
    attributes = {"viewBox": box, "fill": "none"} | ({"font-size": size} if size else {})
    body = "".join(_grouped(_merged(_without(leaf, "font-size", size) for leaf in leaves)))
    defs = (child for defs in drawn.iter() if _tag(defs) == "defs" for child in defs)
    defined = "".join(_tree(child) for child in defs)
    return attributes, f"<defs>{defined}</defs>{body}" if defined else body


def _numbered(raw: str) -> str:
    """The same with ids from 1 on: Vega goes on counting from one drawing to the next."""
    ids = dict.fromkeys(re.findall(r' id="([^"]+)"', raw))
    new = {id: re.sub(r"\d+$", "", id) + str(i) for i, id in enumerate(ids, 1)}
    return re.sub(
        r'( id="|url\(#)([^")]+)', lambda found: found[1] + new.get(found[2], found[2]), raw
    )


def _leaves(node: ElementTree.Element, x: float, y: float) -> Iterator[Leaf]:
    """The leaves below a node whose parent's origin lies at (x, y)."""
    tag = _tag(node)
    if tag == "defs" or node.get("display") == "none":
        return
    match = TRANSLATE.match(node.get("transform", ""))
    rest = node.get("transform", "")[match.end() if match else 0 :]
    if match:
        x, y = x + float(match[1]), y + float(match[2])
    look = _look(node)
    if tag in ("g", "a"):
        if rest or look.keys() & {"clip-path", "opacity"}:
            inner = "".join(
                _grouped(_merged(leaf for child in node for leaf in _leaves(child, 0, 0)))
            )
            moved = {"transform": f"translate({tenths(x)} {tenths(y)}){rest}"}
            yield Leaf("g", look, moved if x or y or rest else {}, inner)
        else:
            for child in node:
                yield from _leaves(child, x, y)
    elif tag == "text":
        yield from _text(node, look, x, y, rest)
    elif not _shown(look):
        return
    elif rest or tag not in ("path", "line", "rect"):
        moved = {"transform": f"translate({tenths(x)} {tenths(y)}){rest}"}
        yield Leaf(tag, look, {**_geometry(node), **moved})
    else:
        path = moved_path(_path_of(node), x, y)
        disc = DISC.fullmatch(path)
        if disc:
            x1, y1, r, _ = (float(part) for part in disc.groups())
            yield Leaf("circle", look, {"cx": tenths(x1 - r), "cy": tenths(y1), "r": tenths(r)})
        elif path:
            yield Leaf("path", look, {"d": path})


def _text(
    node: ElementTree.Element, look: Attributes, x: float, y: float, rest: str
) -> Iterator[Leaf]:
    body = escape(node.text or "", quote=False)
    at = {"x": tenths(x), "y": tenths(y)}
    if rest:
        at = {"transform": f"translate({tenths(x)} {tenths(y)}){rest}"}
    for line in node:
        down = f' dy="{tenths(float(line.get("dy", "0")))}"' if line.get("dy") else ""
        back = f' x="{0 if rest else at["x"]}"' if line.get("x") else ""
        body += f"<tspan{back}{down}>{escape(line.text or '', quote=False)}</tspan>"
    if "stroke" in look:
        look = {**look, "paint-order": "stroke", "stroke-linejoin": "round"}
    if body.strip():
        yield Leaf("text", look, at, body)


def _look(node: ElementTree.Element) -> Attributes:
    """How a node looks: what is neither noise, nor place, nor the default anyway."""
    dropped = NOISE | _geometry(node).keys() | {"transform", "x", "y"}
    look = {}
    for name, value in node.attrib.items():
        if name in dropped or name.startswith(("aria-", "{")) or SILENT.get(name) == value:
            continue
        if name == "font-size":
            value = value.removesuffix("px")
        if name == "stroke-dasharray":
            value = value.replace(",", " ")
        if name != "font-family":
            look[name] = value.replace("url(#", f"url(#{PREFIX}-")
    return look


def _geometry(node: ElementTree.Element) -> Attributes:
    names = ["d", "x1", "y1", "x2", "y2", "width", "height", "cx", "cy", "r"]
    names += ["x", "y"] if _tag(node) == "rect" else []
    return {name: node.get(name, "") for name in names if node.get(name)}


def _shown(look: Attributes) -> bool:
    inks = {look.get("fill", "transparent"), look.get("stroke", "transparent")}
    return inks != {"transparent"} and look.get("opacity") != "0"


def _path_of(node: ElementTree.Element) -> str:
    def number(name: str) -> float:
        return float(node.get(name, "0"))

    if _tag(node) == "line":
        return f"M{number('x1')} {number('y1')}L{number('x2')} {number('y2')}"
    if _tag(node) == "rect":
        return (
            f"M{number('x')} {number('y')}h{number('width')}v{number('height')}h{-number('width')}Z"
        )
    return node.get("d", "")


def _merged(leaves: Any) -> Iterator[Leaf]:
    """Neighbouring paths that are either only filled or only stroked become one."""
    for (tag, look, placed), run in groupby(
        leaves, lambda leaf: (leaf.tag, leaf.look, [*leaf.place])
    ):
        plain = len(look.keys() & {"fill", "stroke"}) == 1 and "opacity" not in look
        if tag == "path" and placed == ["d"] and plain:
            yield Leaf(tag, look, {"d": "".join(leaf.place["d"] for leaf in run)})
        else:
            yield from run


def _grouped(leaves: Iterator[Leaf]) -> Iterator[str]:
    """Neighbours that look the same stand in one group that says how."""
    for (tag, look), run in groupby(leaves, key=lambda leaf: (leaf.tag, leaf.look)):
        alike = list(run)
        if len(alike) == 1 or not look or tag == "g":
            for leaf in alike:
                yield _element(leaf.tag, {**leaf.look, **leaf.place}, leaf.body)
        else:
            inner = "".join(_element(leaf.tag, leaf.place, leaf.body) for leaf in alike)
            yield _element("g", look, inner)


def _element(tag: str, attributes: Attributes, body: str) -> str:
    start = f"<{tag}{_written(attributes)}"
    return f"{start}>{body}</{tag}>" if body else f"{start}/>"


def _written(attributes: Attributes) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _without(leaf: Leaf, name: str, value: str | None) -> Leaf:
    if leaf.look.get(name) != value or value is None:
        return leaf
    look = {key: kept for key, kept in leaf.look.items() if key != name}
    return Leaf(leaf.tag, look, leaf.place, leaf.body)


def _tree(node: ElementTree.Element) -> str:
    """A definition (a clip, a gradient) as it stands, with its id prefixed."""
    attributes = {
        name: f"{PREFIX}-{value}" if name == "id" else value for name, value in node.attrib.items()
    }
    return _element(_tag(node), attributes, "".join(_tree(child) for child in node))


def _tag(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1]
