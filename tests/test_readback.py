"""A chart is read back from its drawing: what it shows is proved, whichever way it came there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from chart_cases import DATA, HONEST, MISLEADING, WORDS
from drawn import bars, code, drawing, told
from test_everything_wrong import ELSEWHERE, ENGINE, sentences

from datastory.charts.mark_areas import LEAST, MOST
from datastory.charts.scene import PROBE, numbered, probed
from datastory.site.chart_style import size

PROVED = {
    "as it is": bars('x="value:Q", y="key:N"'),
    "its exact value": bars('x="v:Q"', '[{"v": facts["rd.2024"].value}]'),
    "a datum": code(
        'rows = alt.Data(values=facts.rows("rd"))\n'
        "rule = alt.Chart().mark_rule().encode(x=alt.datum(12_000_000))\n"
        'return alt.layer(rule, alt.Chart(rows).mark_bar().encode(x="value:Q", y="key:N"))'
    ),
    "a domain": bars('x=alt.X("value:Q", scale=alt.Scale(domain=[0, 13_000_000])), y="key:N"'),
    "the order of places": bars('x="value:Q", y=alt.Y("key:O", sort="descending")'),
    "a filter": bars('x="value:Q", y="key:N"', more=".transform_filter(\"datum.key == '2024'\")"),
    "said in a category": bars(
        'x="value:Q", y="t:N"',
        '[{"value": 10_000_000, "t": "10 million in " + facts["rd.2020"].key}]',
    ),
    "looked up": code(
        'rows = alt.Data(values=facts.rows("rd"))\n'
        'names = alt.LookupData(alt.Data(values=[{"key": "2024", "n": "x"}]), "key", ["n"])\n'
        'chart = alt.Chart(rows).transform_lookup(lookup="key", from_=names)\n'
        'return chart.mark_bar().encode(x="value:Q", y="n:N")'
    ),
    "folded": bars(
        'x="v:Q", y="k:N"',
        '[{"a": 10_000_000, "b": facts["rd.2024"].value, "c": facts["rd.2020"].id}]',
        '.transform_fold(["a", "b"], ["k", "v"])',
    ),
}
NO_FACT = (
    "is plotted, but no fact that this chart read has that value; "
    "read the fact, as in facts.rows(…)"
)
NOWHERE = "is a coordinate that no file in content/charts/geo/ holds; take it from facts.geo(…)"
UNSAID = "is written in the chart, but no fact that it read says so"
FOREIGN = "a chart plots facts; it can neither load nor generate data: use facts.rows(…)"
UNPROVED = {
    "another number": (
        bars('x="v:Q"', '[{"v": 11_000_000, "f": facts["rd.2020"].value}]'),
        [f"5: 11000000 {NO_FACT}"],
    ),
    "a number as text": (
        bars('x="v:Q"', '[{"v": "11.5"}]'),
        ["6: 'v' of row 1 is text where a number is due: '11.5'"],
    ),
    "computed in Python": (
        bars('x="v:Q"', '[{"v": facts["rd.2024"].value / 7}]'),
        [f"4: 1714285.7142857143 {NO_FACT}"],
    ),
    "a fact that was not read": (
        bars('x="v:Q"', '[{"v": 10_000_000}]'),
        [f"5: 10000000 {NO_FACT}"],
    ),
    "nought": (bars('x="v:Q"', '[{"v": 0}]'), [f"5: 0 {NO_FACT}"]),
    "a datum": (
        code("return alt.Chart().mark_rule().encode(x=alt.datum(11))"),
        [f"5: 11 {NO_FACT}"],
    ),
    "a datum without a type": (
        code(
            'return alt.Chart.from_dict({"data": {"values": [{}]}, "mark": "rule", '
            '"encoding": {"x": {"datum": 11}}})'
        ),
        [f"5: 11 {NO_FACT}"],
    ),
    "a second end": (
        bars('x="value:Q", x2="v:Q"', '[{**r, "v": 5} for r in facts.rows("rd")]'),
        [f"5: 5 {NO_FACT}"],
    ),
    "a size": (
        bars('x="value:Q", size="v:Q"', '[{**r, "v": 5} for r in facts.rows("rd")]'),
        [f"5: 5 {NO_FACT}"],
    ),
    "a colour by condition": (
        bars(
            'color=alt.condition("datum.v > 1", alt.Color("v:Q"), alt.value("var(--ink)"))',
            '[{"v": 5}]',
        ),
        [f"5: 5 {NO_FACT}"],
    ),
    "in a layer": (
        code(
            'rows = alt.Data(values=[{"v": 5}])\n'
            "point = alt.Chart(rows).mark_point()\n"
            'return alt.layer(point, point).encode(x="v:Q")'
        ),
        [f"5: 5 {NO_FACT}"],
    ),
    "in a concatenation": (
        code(
            'good = alt.Chart(alt.Data(values=facts.rows("rd"))).mark_bar().encode(x="value:Q")\n'
            'return good | alt.Chart(alt.Data(values=[{"v": 5}])).mark_bar().encode(x="v:Q")'
        ),
        [f"6: 5 {NO_FACT}"],
    ),
    "in a row": (
        bars('x="v:Q", row="k:N"', '[{"v": 5, "k": "a"}, {"v": 6, "k": "b"}]'),
        [f"5: 5 {NO_FACT}", f"5: 6 {NO_FACT}"],
    ),
    "in a facet": (
        code(
            'rows = alt.Data(values=[{"v": 5, "k": "a"}])\n'
            'return alt.Chart(rows).mark_bar().encode(x="v:Q").facet("k:N")'
        ),
        [f"5: 5 {NO_FACT}"],
    ),
    "repeated": (
        code(
            'rows = alt.Data(values=[{"v": 5}])\n'
            'return alt.Chart(rows).mark_bar().encode(alt.X(alt.repeat(), type="quantitative"))'
            '.repeat(["v"])'
        ),
        [f"5: 5 {NO_FACT}"],
    ),
    "folded": (
        bars('x="v:Q"', '[{"a": 5}]', '.transform_fold(["a"], ["k", "v"])'),
        [f"5: 5 {NO_FACT}"],
    ),
    "a category": (
        bars('x="value:Q", y="t:N"', '[{"value": facts["rd.2024"].value, "t": "17 towns"}]'),
        [f"5: '17' {UNSAID}"],
    ),
    "mark text": (
        code(
            'rows = alt.Data(values=[{"t": "up 40%"}])\n'
            'return alt.Chart(rows).mark_text(fontSize=14).encode(text="t:N")'
        ),
        [f"5: '40%' {UNSAID}"],
    ),
    "a formatted number": (
        code(
            'rows = alt.Data(values=[{"v": 31.4}])\n'
            'text = alt.Text("v:Q", format=".0f")\n'
            "return alt.Chart(rows).mark_text(fontSize=14).encode(text=text)"
        ),
        [f"4: '31' {UNSAID}"],
    ),
    "an axis title": (
        bars('x=alt.X("value:Q", title="of 90 million")', 'facts.rows("rd.2020")'),
        [f"6: '90 million' {UNSAID}"],
    ),
    "the chart's title": (
        code(
            'rows = alt.Data(values=facts.rows("rd"))\n'
            'return alt.Chart(rows, title="5 points").mark_bar().encode(x="value:Q", y="key:N")'
        ),
        [f"6: '5' {UNSAID}"],
    ),
    "an expression": (
        bars('x=alt.value(alt.expr("width / 2"))'),
        ["6: `expr` computes in the chart; leave it out, and write what it gives"],
    ),
    "data from elsewhere": (
        code('return alt.Chart("https://example.org/x.csv").mark_bar().encode(x="a:Q")'),
        [f"5: {FOREIGN}"],
    ),
    "generated data": (
        code('return alt.Chart(alt.sequence(0, 9)).mark_bar().encode(x="data:Q")'),
        [f"5: {FOREIGN}"],
    ),
    "a coordinate": (
        code(
            'rows = alt.Data(values=[{"e": 1.5, "n": 2.5}])\n'
            'return alt.Chart(rows).mark_point().encode(longitude="e:Q", latitude="n:Q")'
        ),
        [
            f"5: 1.5 {NOWHERE}",
            f"5: 2.5 {NOWHERE}",
        ],
    ),
}


@pytest.mark.parametrize("name", PROVED)
def test_proved(name: str) -> None:
    assert told(PROVED[name]) == []


@pytest.mark.parametrize("name", UNPROVED)
def test_unproved(name: str) -> None:
    changed, expected = UNPROVED[name]
    assert [re.sub(r":\d+: ", ": ", problem, count=1) for problem in told(changed)] == [
        f"content/charts/rd.py:{message}" for message in expected
    ]


def files(case: str | tuple[str, dict[str, str]]) -> dict[str, str]:
    """The files of a story with this chart, and with other words around it."""
    body, changed = case if isinstance(case, tuple) else (case, {})
    words = WORDS | changed
    head = "".join(f"{name}: {words[name]}\n" for name in words if name != "note")
    chapter = "---\ntitle: Counts\nsummary: What is counted.\n---\n\n![](chart:rd)\n"
    return {
        "data.yaml": DATA,
        "content/01-research.md": chapter,
        "content/charts/rd.md": f"---\n{head}---\n\n{words['note']}\n",
        **code(body),
    }


@pytest.fixture(scope="session")
def of_misleading(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """What each is told, once for all processes that run tests."""
    kept = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        kept = kept.parent

    def of(name: str) -> list[str]:
        file = kept / f"misleading-{list(MISLEADING).index(name)}.json"
        if not file.exists():
            told_now = json.dumps(told(files(MISLEADING[name][0])))
            whole = kept / f"{file.name}.{os.getpid()}"
            whole.write_text(told_now)
            whole.rename(file)
        said: list[str] = json.loads(file.read_text())
        return said

    return of


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_chart_is_drawn_and_its_marks_can_be_hit(name: str) -> None:
    drawn = drawing(files(HONEST[name]))
    for svg, areas in ((drawn.wide, drawn.wide_marks), (drawn.narrow, drawn.narrow_marks)):
        width, height = size(svg)
        assert len({area.facts for area in areas}) == len(areas) <= MOST
        for area in areas:
            assert set(area.facts) <= set(drawn.facts)
            assert area.width >= 8 and area.height >= 8
            assert -LEAST < area.x < width + LEAST and -LEAST < area.y < height + LEAST


@pytest.mark.parametrize("name", MISLEADING)
def test_a_chart_that_misleads_is_refused(
    name: str, of_misleading: Callable[[str], list[str]]
) -> None:
    said = of_misleading(name)
    assert any(MISLEADING[name][1] in message for message in said), said


@pytest.mark.parametrize(
    ("name", "computed", "rows"),
    [
        ("a histogram", "Counts, counted in bins", 6),
        ("a box plot", "Box plot", 6),
        ("a line of the mean", "Means", 6),
        ("a trend line", "Regression", 6),
        ("a density", "Density", 6),
        ("quarters", "Grouped by time, sums", 6),
        ("a stack stretched to the whole", "Shares of a whole", 3),
        ("folded", "", 2),
        ("bars of years", "", 5),
    ],
)
def test_what_a_drawing_computes_is_named(name: str, computed: str, rows: int) -> None:
    drawn = drawing(files(HONEST[name]))
    assert (set(drawn.computed.lower().split(", ")), drawn.rows) == (
        set(computed.lower().split(", ")), rows,
    )  # fmt: skip


def test_every_message_about_a_drawing_is_shown(
    of_misleading: Callable[[str], list[str]],
) -> None:
    shown = "\n".join(message for name in MISLEADING for message in of_misleading(name))
    missing = [
        f"{room}: {text}"
        for room in (name for name, where in ELSEWHERE.items() if where == "test_readback.py")
        for text in dict.fromkeys(sentences(ENGINE / "charts" / f"{room}.py"))
        if not re.search(".*".join(map(re.escape, text.split("{}"))), shown)
    ]
    assert not missing, "\n".join(missing)


def test_kept_geographic_data_may_be_drawn() -> None:
    shape = '{"type": "Polygon", "coordinates": [[[1.5, 2], [3, 2], [3, 4], [1.5, 2]]]}'
    files = {
        "content/charts/geo/land.json": shape,
        "content/charts/geo/places.json": '{"Town": [2.5, 2.25]}',
        **code(
            'land = {"type": "Feature", "geometry": facts.geo("land.json")}\n'
            'east, north = facts.geo("places.json")["Town"]\n'
            'point = alt.Data(values=[{"e": east, "n": north}])\n'
            "return alt.layer(\n"
            "    alt.Chart(alt.Data(values=[land])).mark_geoshape(),\n"
            '    alt.Chart(point).mark_point().encode(longitude="e:Q", latitude="n:Q"),\n'
            ")"
        ),
    }
    assert told(files) == []
    moved = files | {"content/charts/geo/land.json": shape.replace("1.5", "1.6")}
    assert told(moved) == []
    elsewhere = 'land["geometry"]["coordinates"][0][1] = [9, 9]\neast, north'
    files["content/charts/rd.py"] = files["content/charts/rd.py"].replace(
        "east, north", elsewhere.replace("\n", "\n    "), 1
    )
    assert told(files) == [f"content/charts/rd.py:6:46: 9.0 {NOWHERE}"]


def town(east: str, north: str, name: str) -> dict[str, str]:
    """A chart of a point with its name, beside the port."""
    return {
        "content/charts/geo/places.json": '{"Town": [2.5, 2.25], "Port": [3.5, 4.25]}',
        **code(
            f'rows = alt.Data(values=[{{"e": {east}, "n": {north}, "name": "{name}"}},\n'
            '{"e": 3.5, "n": 4.25, "name": "Port"}])\n'
            'facts.geo("places.json")\n'
            "return alt.Chart(rows).mark_point().encode(\n"
            '    longitude="e:Q", latitude="n:Q", tooltip="name:N"\n'
            ")"
        ),
    }


def test_a_point_stands_at_its_own_place() -> None:
    assert told(town("2.5", "2.25", "Town")) == []
    assert told(town("3.5", "4.25", "Town")) == [
        "content/charts/rd.py:5:59: 'Town' is drawn at 3.5, 4.25, the place of 'Port'; "
        "take its point from facts.geo(…)"
    ]
    assert told(town("2.5", "4.25", "Town")) == [
        "content/charts/rd.py:5:35: no file in content/charts/geo/ has a point at 2.5, 4.25; "
        "keep both together"
    ]


def test_polygons_may_be_wound_either_way() -> None:
    drawn = []
    for ring in ("[[1, 2], [3, 2], [3, 4], [1, 2]]", "[[1, 2], [3, 4], [3, 2], [1, 2]]"):
        shape = f'{{"type": "Polygon", "coordinates": [{ring}]}}'
        files = {
            "content/charts/geo/land.json": shape,
            **code(
                'land = {"type": "Feature", "geometry": facts.geo("land.json")}\n'
                "return alt.Chart(alt.Data(values=[land])).mark_geoshape()"
            ),
        }
        drawn.append(size(drawing(files).wide))
        lands = re.findall(r'd="([^"]*)"', drawing(files).wide)
        assert len(lands) == 1 and lands[0].count("M") == 1  # the land, and not all around it
    assert drawn[0] == drawn[1]


def test_a_drawing_is_the_same_in_every_time_zone() -> None:
    """Each zone in a process of its own, since Vega reads the zone when it starts."""
    made = set()
    for zone in ("America/New_York", "Asia/Tokyo", "UTC"):
        script = (
            "from test_readback import HONEST, drawing, files\n"
            "print(drawing(files(HONEST['a line of dates'])).wide)"
        )
        tests = Path(__file__).parent
        made.add(
            subprocess.run(
                [sys.executable, "-c", script],
                env={**os.environ, "TZ": zone, "PYTHONPATH": f"{tests}:{tests.parent}"},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
    assert len(made) == 1 and "Jan 2024" in made.pop()


def test_probes_change_no_place_of_anything() -> None:
    """What is read back from the probed drawing stands where the one that readers get has it."""
    for name in ("three series", "columns of panels", "a heat map", "side by side"):
        spec = json.loads(drawing(files(HONEST[name])).spec)
        vega = vl_convert.vegalite_to_vega(numbered(spec)[0])
        plain, read = (vl_convert.vega_to_scenegraph(each) for each in (vega, probed(vega)))
        assert (plain["width"], plain["height"], plain["origin"]) == (
            read["width"],
            read["height"],
            read["origin"],
        )
        assert [*places(plain["scenegraph"])] == [*places(read["scenegraph"])]


def places(node: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    if str(node.get("name", "")).startswith(PROBE):
        return
    yield tuple(node.get(name) for name in ("marktype", "x", "y", "width", "height", "text"))
    for item in node.get("items", ()):
        yield from places(item)
