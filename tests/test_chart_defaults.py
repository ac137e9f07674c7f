"""What plain Altair gets by itself: legends in columns, heads of panels, bands, ticks of layers."""

from __future__ import annotations

from typing import Any

import pytest

from datastory.charts.defaults import with_defaults
from datastory.label_width import wrapped

MANY = ("Hydro", "Wind", "Solar", "Gas", "Coal", "Nuclear", "Biomass", "Oil", "Waste")


def lines(names: tuple[str, ...], **legend: Any) -> dict[str, Any]:
    rows = [{"key": "2024", "value": i, "source": name} for i, name in enumerate(names)]
    color = {"field": "source", "type": "nominal", **({"legend": legend} if legend else {})}
    return {"data": {"values": rows}, "mark": "line", "encoding": {"color": color}}


@pytest.mark.parametrize(
    ("names", "width", "columns"),
    [
        (MANY, 600, 5),
        (MANY, 320, 3),
        (MANY[:3], 320, None),
        (("A name that is as long as the column is wide",) * 1 + MANY[:2], 320, 1),
    ],
)
def test_a_legend_that_is_too_long_for_a_line_stands_in_columns(
    names: tuple[str, ...], width: int, columns: int | None
) -> None:
    color = with_defaults(lines(names), {}, "en", width)["encoding"]["color"]
    assert color.get("legend", {}).get("columns") == columns
    assert color["title"] is None


@pytest.mark.parametrize("said", [{"columns": 2}, {"orient": "right"}, {"title": "Source"}])
def test_what_an_author_says_of_a_legend_stays(said: dict[str, Any]) -> None:
    color = with_defaults(lines(MANY, **said), {}, "en", 320)["encoding"]["color"]
    assert said.items() <= color["legend"].items() and ("title" in color) != ("title" in said)


@pytest.mark.parametrize(
    ("axis", "padded"), [({}, True), ({"title": "Visits"}, True), ({"title": None}, False)]
)
@pytest.mark.parametrize("as_channel", [False, True])
def test_heads_of_panels_leave_room_for_the_title_of_the_axis(
    axis: dict[str, Any], padded: bool, as_channel: bool
) -> None:
    y = {"field": "visits", "type": "nominal", "axis": axis}
    facet = {"field": "town", "type": "nominal"}
    spec: dict[str, Any] = {"data": {"values": [{"visits": "a", "town": "b"}]}}
    if as_channel:
        spec |= {"mark": "bar", "encoding": {"y": y, "column": facet}}
        made = with_defaults(spec, {})["encoding"]["column"]
    else:
        spec |= {"facet": facet, "spec": {"layer": [{"mark": "bar", "encoding": {"y": y}}]}}
        made = with_defaults(spec, {})["facet"]
    assert ("labelPadding" in made.get("header", {})) == padded
    assert made["title"] is None


@pytest.mark.parametrize(
    ("mark", "channels", "opacity"),
    [
        ("area", {"y": {"field": "low"}, "y2": {"field": "high"}}, 0.25),
        ({"type": "area"}, {"x": {"field": "low"}, "x2": {"field": "high"}}, 0.25),
        ({"type": "area", "opacity": 0.5}, {"y2": {"field": "high"}}, 0.5),
        ({"type": "area", "color": "var(--tint)"}, {"y2": {"field": "high"}}, None),
        ("area", {"y": {"field": "value"}}, None),
        ("bar", {"y2": {"field": "high"}}, None),
    ],
)
def test_an_area_between_two_ends_lets_its_line_through(
    mark: Any, channels: dict[str, Any], opacity: float | None
) -> None:
    spec = {"data": {"values": []}, "mark": mark, "encoding": channels}
    made = with_defaults(spec, {})["mark"]
    assert (made.get("opacity") if isinstance(made, dict) else None) == opacity


def test_layers_that_share_an_axis_of_time_are_ticked_alike() -> None:
    """Months are ticks where there are few: two events do not make them ticks of five years."""
    months = [f"20{year}-{month:02d}" for year in range(21, 26) for month in range(1, 13)]
    x = {"field": "at", "type": "temporal"}

    def layer(dates: list[str]) -> dict[str, Any]:
        return {"data": {"values": [{"at": date} for date in dates]}, "encoding": {"x": dict(x)}}

    def ticked(*layers: dict[str, Any]) -> list[bool]:
        made = with_defaults({"layer": list(layers)}, {})["layer"]
        return ["tickCount" in each["encoding"]["x"].get("axis", {}) for each in made]

    assert ticked(layer(months), layer(months[:2])) == [False, False]
    assert ticked(layer(months[:12]), layer(months[:2])) == [True, True]


@pytest.mark.parametrize(
    ("words", "room", "lines"),
    [
        ("Office for Public Works", 110, ["Office for", "Public Works"]),
        ("Broadcasting", 50, ["Broadcasting"]),
        ("The Broadcasting Office", 60, ["The", "Broadcasting", "Office"]),
        ("粤港澳大湾区", 54, ["粤港澳大", "湾区"]),
        ("B2B 平台", 40, ["B2B", "平台"]),
        ("", 40, []),
    ],
)
def test_a_label_is_broken_between_words_and_chinese_letters(
    words: str, room: float, lines: list[str]
) -> None:
    assert wrapped(words, room) == lines


LONG = "Ministry of Agriculture, Forestry, Fisheries and Rural Development"


def bodies(*names: str, **axis: Any) -> dict[str, Any]:
    rows = [{"name": name, "value": 1} for name in names]
    y = {"field": "name", "type": "nominal", **({"axis": axis} if axis else {})}
    return {"data": {"values": rows}, "mark": "bar", "encoding": {"y": y}}


@pytest.mark.parametrize(
    ("name", "width", "lines", "step"),
    [
        ("Water", 320, 1, None),
        ("Office for Public Works", 320, 2, None),
        ("Office for Public Works", 640, 1, None),
        (LONG, 640, 3, 68),
        (LONG, 320, 5, 102),
    ],
)
def test_long_names_beside_bars_are_not_cut_but_stand_in_lines(
    name: str, width: int, lines: int, step: int | None
) -> None:
    made = with_defaults(bodies(name, "Water"), {}, "en", width)
    axis = made["encoding"]["y"].get("axis", {})
    assert axis.get("labelExpr", "").count('", "') + 1 == lines
    assert made.get("height", {}).get("step") == step
    assert made["encoding"]["y"]["title"] is None
    if lines > 1:  # the middle of the lines is where one line would stand
        [moved] = axis["labelOffset"]["condition"]
        assert moved["value"] == -17 * (lines - 1) / 2 and name in moved["test"]


@pytest.mark.parametrize("said", [{"labelLimit": 90}, {"labelExpr": "datum.label"}])
def test_what_an_author_says_of_names_stays(said: dict[str, Any]) -> None:
    made = with_defaults(bodies(LONG, **said), {}, "en", 320)
    assert made["encoding"]["y"]["axis"] == said


@pytest.mark.parametrize(
    ("keys", "leaps"),
    [
        (("2019", "2020", "2022"), True),
        (("2010", "2015", "2020"), False),
        (("2024-11", "2024-12", "2025-01"), False),
        (("2023-03", "2023-04", "2023-07"), True),
        (("2019", "2022"), False),
        (("2020-01-01", "2020-01-02", "2020-01-09"), False),  # days on which something was sold
        (("north", "south", "west"), False),
    ],
)
@pytest.mark.parametrize("kind", ["temporal", "ordinal"])
def test_a_line_that_leaps_over_years_shows_its_points(
    keys: tuple[str, ...], leaps: bool, kind: str
) -> None:
    rows = [{"key": key, "value": 1, "n": name} for name in "ab" for key in keys]
    encoding = {"x": {"field": "key", "type": kind}, "color": {"field": "n", "type": "nominal"}}
    for mark in ("line", {"type": "line"}):
        made = with_defaults({"data": {"values": rows}, "mark": mark, "encoding": encoding}, {})
        assert made["mark"] == ({"type": "line", "point": True} if leaps else mark)
    for own in ("area", {"type": "line", "point": False}, {"type": "line", "style": "x"}):
        made = with_defaults({"data": {"values": rows}, "mark": own, "encoding": encoding}, {})
        assert made["mark"] == own
