"""What a form draws in units, where no scale proves it, is as much as its fact says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

import altair as alt
import pytest

from datastory.forms import Ladder, Track, View, bump, outlines, rows_of_units, units


class Counted(NamedTuple):
    value: Decimal
    id: str = "fact"


RUN = re.compile(r"M([\d.]+),([\d.]+)h([\d.]+)")


@pytest.mark.parametrize(
    ("count", "across"),
    [("719", 63), ("2.65", 63), ("32.25", 11), ("1", 50), ("300", 50), ("63", 63), ("0.5", 10)],
)
def test_as_many_squares_as_counted(count: str, across: int) -> None:
    drawn = units(Counted(Decimal(count)), Decimal(1), across=across, size=4, pitch=5).to_dict()[
        "mark"
    ]
    runs = [tuple(map(float, run)) for run in RUN.findall(drawn["shape"])]
    assert drawn["strokeDash"] == [4, 1] and drawn["strokeWidth"] == 4
    squares = sum(int(length // 5) + min(length % 5, 4) / 4 for _, _, length in runs)
    assert squares == pytest.approx(float(count))
    assert len(runs) == rows_of_units(Decimal(count), across) == -(-float(count) // across)
    assert [y for _, y, _ in runs] == [5 * row + 2 for row in range(len(runs))]


@pytest.mark.parametrize("count", [1, 6, 50, 51, 300])
def test_as_many_dots_as_counted(count: int) -> None:
    made = units(
        Counted(Decimal(count)), Decimal(1), across=50, size=4, pitch=6, form="dots"
    ).to_dict()["mark"]
    runs = RUN.findall(made["shape"])
    assert made["strokeCap"] == "round" and sum(made["strokeDash"]) == pytest.approx(6)
    assert sum(int(float(length) / 6 + 1.01) for _, _, length in runs) == count


def test_as_many_outlines_as_counted() -> None:
    assert (
        outlines(Counted(Decimal(430)), Decimal(10), across=11, size=20, pitch=22)
        .to_dict()["mark"]["shape"]
        .count("M")
        == 43
    )


def test_a_ladder_has_even_rungs() -> None:
    ladder = Ladder(rungs=(1000, 100, 10, 1), decade=90, largest=80)
    heights = [ladder.height(rung) for rung in ladder.rungs]
    assert heights == pytest.approx([42, 132, 222, 312])


def test_a_view_knows_where_places_are_and_how_far() -> None:
    view = View(320, 274, (114, 22.5), 8000)
    assert view.place(114, 22.5) == pytest.approx((160, 137))
    east, south = view.place(114.5, 22.5)[0], view.place(114, 22)[1]
    assert east - 160 == pytest.approx(view.kilometres(51.4), rel=0.01)  # half a degree there
    assert south - 137 == pytest.approx(view.kilometres(55.6), rel=0.01)
    assert View(600, 142, (145, 39), 107).place(-74, 40)[0] > 300  # over the Pacific


@pytest.mark.parametrize(
    ("keys", "breaks", "lines"),
    [
        ("abc", [], {"line-accent": [[0, 1, 1, 2]]}),
        ("ac", [], {}),  # none across what is missing
        ("abd", [], {"line-accent": [[0, 1]]}),
        ("abcd", [("b", "c")], {"line-accent": [[0, 1], [2, 3]], "break-accent": [[1, 2]]}),
    ],
)
def test_ranks_are_joined_where_they_follow_each_other(
    keys: str, breaks: list[tuple[str, str]], lines: dict[str, list[list[int]]]
) -> None:
    rows = [{"key": key, "value": 1} for key in keys]
    places = {key: x for x, key in enumerate("abcd")}
    layers = bump([Track(rows, "accent", rings="a")], places, alt.Y("value:Q"), breaks).to_dict()
    drawn: dict[str, list[list[int]]] = {}
    dots: dict[str, list[int]] = {}
    for layer in layers["layer"]:
        style, values = layer["mark"]["style"], layers["datasets"][layer["data"]["name"]]
        if layer["mark"]["type"] == "point":
            dots[style] = [row["x"] for row in values]
            continue
        steps: dict[int, list[int]] = {}
        for row in values:
            steps.setdefault(row["step"], []).append(row["x"])
        drawn[style[-1]] = list(steps.values())
    assert drawn == lines
    assert dots == {"ring-accent": [0], "dot-accent": [places[key] for key in keys[1:]]}
