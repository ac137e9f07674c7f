"""Drawings are made smaller without looking any different."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from drawn import look
from PIL import Image, ImageChops, ImageStat

from datastory.charts.poster import coloured
from datastory.charts.svg import finished
from datastory.charts.svg_path import moved_path, tenths
from datastory.charts.vega import drawn
from datastory.images.raster import rasterised

OUTER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100">'


@pytest.mark.parametrize(
    ("value", "expected"), [(1, "1"), (1.04, "1"), (1.06, "1.1"), (-0.04, "0"), (-2.5, "-2.5")]
)
def test_tenths(value: float, expected: str) -> None:
    assert tenths(value) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("M0,0h10.04v5h-10.04Z", "M1 2h10v5h-10Z"),
        ("M0,0L10,0L10,5L12,8", "M1 2h10v5l2 3"),
        ("M0,0L1,1L2,2L3,1", "M1 2l1 1 1 1 1-1"),
        ("M0,0C1,2,3,4,5,6", "M1 2c1 2 3 4 5 6"),
        ("M0,0A2.5,2.5,0,1,1,-5,0", "M1 2a2.5 2.5 0 1 1-5 0"),
        ("M0,0L0.04,0L0.08,0L0.12,0", "M1 2h0 .1 0"),  # what is lost is made up for
        ("M5,5L6,6Zm1,1l1,1", "M6 7l1 1ZM7 8l1 1"),
        ("M0,0 3,4", "M1 2l3 4"),
        ("M0,0L0.5,0.5", "M1 2l.5 .5"),
        ("", ""),
    ],
)
def test_paths_are_moved_rounded_and_short(path: str, expected: str) -> None:
    assert moved_path(path, 1, 2) == expected


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ('<g class="x"><path class="background" d="M0,0h9v9Z"/></g>', ""),
        ('<path d="M0,0h9" fill="none"/><path d="M0,0h9" fill="red" opacity="0"/>', ""),
        ('<path d="M0,0h9v9Z" fill="red" display="none"/>', ""),
        (
            '<g transform="translate(1,2)"><g transform="translate(3,4)">'
            '<path d="M0,0h9" stroke="red" stroke-width="1" opacity="1"/></g></g>',
            '<path stroke="red" d="M4 6h9"/>',
        ),
        (
            '<path d="M0,0h9" stroke="red"/><path d="M0,5h9" stroke="red"/>',
            '<path stroke="red" d="M0 0h9M0 5h9"/>',
        ),
        (
            '<path d="M0,0h9" fill="red" opacity="0.5"/>'
            '<path d="M5,0h9" fill="red" opacity="0.5"/>',
            '<g fill="red" opacity="0.5"><path d="M0 0h9"/><path d="M5 0h9"/></g>',
        ),
        (
            '<path transform="translate(9,8)" fill="red" d="M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0"/>',
            '<circle fill="red" cx="9" cy="8" r="2"/>',
        ),
        (
            '<a xmlns:l="http://www.w3.org/1999/xlink" l:href="https://example.org">'
            '<path d="M0,0h9" stroke="red"/></a>',
            '<path stroke="red" d="M0 0h9"/>',
        ),
        (
            '<line x2="9" y2="0" transform="translate(1,2)" stroke="red"/>',
            '<path stroke="red" d="M1 2h9"/>',
        ),
        (
            '<path transform="translate(1,2) rotate(45)" stroke="red" d="M0,0h9"/>',
            '<path stroke="red" d="M0,0h9" transform="translate(1 2)rotate(45)"/>',
        ),
        ('<path stroke="red" d=""/>', ""),
        ('<rect x="1" width="9" height="5" fill="red"/>', '<path fill="red" d="M1 0h9v5h-9Z"/>'),
        (
            '<text transform="translate(1,2) rotate(-90)" font-size="9px" fill="red">'
            "a &lt; b</text>",
            '<text fill="red" transform="translate(1 2)rotate(-90)">a &lt; b</text>',
        ),
        (
            '<text transform="translate(1,2)" fill="red"><tspan>a</tspan>'
            '<tspan x="0" dy="15">b</tspan></text>',
            '<text fill="red" x="1" y="2"><tspan>a</tspan><tspan x="1" dy="15">b</tspan></text>',
        ),
        (
            '<text transform="translate(1,2)" fill="red" stroke="blue" stroke-width="3">a</text>',
            '<text fill="red" stroke="blue" stroke-width="3" paint-order="stroke" '
            'stroke-linejoin="round" x="1" y="2">a</text>',
        ),
        (
            '<g transform="translate(5,5)" clip-path="url(#clip7)">'
            '<path d="M0,0h9" stroke="red"/></g>'
            '<defs><clipPath id="clip7"><rect width="9" height="9"/></clipPath></defs>',
            '<defs><clipPath id="p-clip1"><rect width="9" height="9"/></clipPath></defs>'
            '<g clip-path="url(#p-clip1)" transform="translate(5 5)">'
            '<path stroke="red" d="M0 0h9"/></g>',
        ),
    ],
)
def test_finished(inner: str, expected: str) -> None:
    svg = finished(f"{OUTER}{inner}</svg>", "p", {"role": "img"})
    root = ElementTree.fromstring(svg)
    assert root.attrib.keys() <= {"role", "viewBox", "fill", "font-size"}
    assert svg.partition(">")[2].removesuffix("</svg>") == expected


SPECS = {
    "bars": {"mark": "bar", "encoding": {"x": {"field": "v", "type": "quantitative"},
                                         "y": {"field": "k", "type": "nominal"}}},
    "lines": {"mark": {"type": "line", "point": True, "interpolate": "monotone"},
              "encoding": {"x": {"field": "k", "type": "ordinal"},
                           "y": {"field": "v", "type": "quantitative", "title": "many\nwords"}}},
    "clipped areas": {"mark": {"type": "area", "clip": True, "opacity": 0.5},
                      "encoding": {"x": {"field": "v", "type": "quantitative",
                                         "scale": {"domain": [2, 6]}},
                                   "y": {"field": "w", "type": "quantitative"}}},
    "arcs": {"mark": {"type": "arc", "innerRadius": 20},
             "encoding": {"theta": {"field": "v", "type": "quantitative"},
                          "color": {"field": "k", "type": "nominal"}}},
    "turned text": {"mark": {"type": "text", "angle": 30, "fontSize": 20},
                    "encoding": {"x": {"field": "v", "type": "quantitative"},
                                 "text": {"field": "k", "type": "nominal"}}},
    "shapes": {"mark": {"type": "point", "shape": "diamond", "size": 200, "strokeDash": [2, 1]},
               "encoding": {"x": {"field": "v", "type": "quantitative"},
                            "row": {"field": "k", "type": "nominal"}}},
}  # fmt: skip
ROWS = [{"k": "a & b", "v": 1.37, "w": 3}, {"k": "<c>", "v": 7.11, "w": 5}, {"k": "“d”", "v": 4}]


@pytest.mark.parametrize("name", SPECS)
def test_a_finished_drawing_looks_as_it_did(name: str) -> None:
    style = look()
    spec = {"data": {"values": ROWS}, **SPECS[name]}
    raw = drawn(spec, style.theme["narrow"], 320, style).svg
    svg = finished(raw, "x", {"xmlns": "http://www.w3.org/2000/svg", "font-family": "Story Sans"})
    assert len(svg) < 0.6 * len(raw)
    before, after = (
        Image.open(BytesIO(rasterised(coloured(one, style.colours), 640, style)))
        for one in (raw, svg)
    )
    assert before.size == after.size
    assert max(ImageStat.Stat(ImageChops.difference(before, after)).mean) < 1.5
    blank = Image.new("RGBA", before.size)
    assert max(ImageStat.Stat(ImageChops.difference(before, blank)).mean) > 1.5
