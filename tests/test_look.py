"""One theme and one palette; every colour is told from its ground."""

from __future__ import annotations

import json

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
