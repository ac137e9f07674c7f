"""One theme and one palette; every colour is told from its ground."""

from __future__ import annotations

import json
import math
from itertools import combinations

import pytest
from drawn import TEMPLATES, look

from datastory.images.colours import COLOUR
from datastory.site.chart_style import PALETTE, THEME, load_style, merged

TEXT, MARKS = ("ink", "ink2", "accent", "second"), ("mark", "accent", "second")
MODES: dict[str, dict[str, str]] = json.loads(TEMPLATES[PALETTE])


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_contrast(mode: str, ground: str) -> None:
    palette = MODES[mode]
    for names, least in ((TEXT, 4.5), (MARKS, 3.0)):
        for name in names:
            assert contrast(palette[name], palette[ground]) >= least, (mode, name, ground)
    for name in ("accent", "second"):  # text on a filled bar
        assert contrast(palette["paper"], palette[name]) >= 4.5, (mode, name)


# Machado, Oliveira and Fernandes 2009: what is left of linear red, green and blue without one kind
# of cones.
VISIONS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def oklab(colour: str, vision: str) -> tuple[float, ...]:
    """Björn Ottosson's Oklab, in which 0.02 is about the least difference that is seen."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    seen = [
        max(0.0, min(1.0, sum(a * b for a, b in zip(row, linear, strict=True))))
        for row in VISIONS[vision]
    ]
    cones = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
             (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
    roots = [sum(a * b for a, b in zip(row, seen, strict=True)) ** (1 / 3) for row in cones]
    axes = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(a * b for a, b in zip(row, roots, strict=True)) for row in axes)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("mode", MODES)
def test_nine_categories_have_nine_colours_for_every_eye(mode: str, vision: str) -> None:
    theme = json.loads(TEMPLATES[THEME])["both"]["range"]["category"]
    names = [name for colour in theme for name in COLOUR.findall(colour)]
    assert len(set(names)) == 9
    seen = {name: oklab(MODES[mode][name], vision) for name in names}
    for one, other in combinations(names, 2):
        assert math.dist(seen[one], seen[other]) > 0.065, (one, other)
    for name in names:
        assert contrast(MODES[mode][name], MODES[mode]["paper"]) >= 3.0, name


def test_both_palettes_have_the_same_names() -> None:
    assert MODES.keys() == {"light", "dark"}
    assert MODES["light"].keys() == MODES["dark"].keys()


def test_the_theme_has_no_colours_of_its_own() -> None:
    theme = TEMPLATES[THEME].decode()
    assert "#" not in theme
    assert {match[1] for match in COLOUR.finditer(theme)} <= MODES["light"].keys()


def test_faces_are_measured_and_embedded_alike() -> None:
    style = look()
    measured = {name.removesuffix(".ttf") for name in style.faces if "-wider-" not in name}
    assert measured == {name.removesuffix(".woff2") for name in style.embedded}
    assert style.faces and all(data[:4] == b"\x00\x01\x00\x00" for data in style.faces.values())
    assert all(data[:4] == b"wOF2" for data in style.embedded.values())
    assert sum(map(len, style.embedded.values())) < 30 * 1024


def test_merged() -> None:
    assert merged({"a": {"b": 1, "c": 1}, "d": 1}, {"a": {"c": 2}, "d": {"e": 2}}) == {
        "a": {"b": 1, "c": 2},
        "d": {"e": 2},
    }


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (None, "templates/chart-theme.json: this file is missing; charts are drawn with it"),
        (b'{\n  "a": }', "templates/chart-theme.json:2:8: this is not JSON: Expecting value"),
        (b"[]", "templates/chart-theme.json: this file must hold a JSON object"),
        (b"\xff{}", "templates/chart-theme.json: this file is not in UTF-8"),
    ],
)
def test_a_broken_look_is_a_problem(broken: bytes | None, expected: str) -> None:
    files = {path: data for path, data in TEMPLATES.items() if path != THEME}
    _, problems = load_style(files | ({THEME: broken} if broken is not None else {}))
    assert [str(problem) for problem in problems] == [expected]
