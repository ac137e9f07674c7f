"""A chart file is run, drawn for two columns, finished, and kept until something changes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import altair
import pytest
from drawn import PATH, ROOT, bars, code, draw, drawing, look, pictured, told, tree
from minimal import CODE, DATA, STORY, WORDS, data, story
from msgspec.structs import replace
from PIL import Image

from datastory import cache
from datastory.charts.charts import draw as draw_all
from datastory.images.raster import rasterised
from datastory.model import Drawing
from datastory.parsing.story import read_story
from datastory.site.chart_style import size

HELPER = "content/charts/_rows.py"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test finds what another drew."""
    with cache.using(cache.Cache()):
        yield


BAD = {
    "raises": (
        code("rows = {}\nreturn rows['year']"),
        "6:12: the chart failed: KeyError: 'year'",
    ),
    "raises in a helper": (
        code("return _rows.rows(facts)", "import _rows")
        | {HELPER: "def rows(facts):\n    return 1 / 0\n"},
        "_rows.py:2:12: the chart failed: ZeroDivisionError: division by zero",
    ),
    "raises while it is read": (
        {PATH: "import altair\n\naltair.no_such_thing()\n"},
        "3:1: the chart failed: AttributeError: module 'altair' has no attribute 'no_such_thing'",
    ),
    "leaves": (code("raise SystemExit(3)"), "5:5: the chart failed: SystemExit: 3"),
    "raises what is no error": (
        code("raise GeneratorExit"),
        "5:5: the chart failed: GeneratorExit",
    ),
    "is interrupted": (code("raise KeyboardInterrupt"), "5:5: the chart failed: KeyboardInterrupt"),
    "is cancelled": (
        code("raise asyncio.CancelledError", "import asyncio"),
        "5:5: the chart failed: CancelledError",
    ),
    "raises what cannot be told": (
        code("raise type('E', (Exception,), {'__str__': lambda self: 1 / 0})"),
        "5:5: the chart failed: E",
    ),
    "needs too much memory": (
        code("return 'a' * (5 << 30)"),
        "5:12: the chart failed: it needs more than 4 GiB of memory; show less",
    ),
    "cannot be read": (
        {PATH: "def chart(facts):\n    return (\n"},
        "2:12: the chart failed: SyntaxError: '(' was never closed",
    ),
    "imports what is not there": (
        code("return 1", "import _missing"),
        "1:1: the chart failed: ModuleNotFoundError: No module named '_missing'",
    ),
    "has no chart": (
        {PATH: "import altair\n"},
        "1:1: this file must define chart(facts) or chart(facts, width)",
    ),
    "returns nothing": (
        code("facts['rd']"),
        "4:1: chart() must return an Altair chart; it returned nothing",
    ),
    "returns no chart": (
        code("return {'mark': 'bar'}"),
        "4:1: chart() must return an Altair chart; it returned a dict",
    ),
    "unknown fact, caught": (
        code("try:\n    facts['rd.2042']\nexcept Exception:\n    return None"),
        "6:9: there is no fact 'rd.2042'; did you mean 'rd.2024'?",
    ),
    "unknown fact": (
        code("\nreturn facts.rows('rd.2042')"),
        "6:12: there is no fact 'rd.2042'; did you mean 'rd.2024'?",
    ),
    "a claim": (code("return facts['rose']"), "5:12: 'rose' is a claim; it has no value to draw"),
    "unknown land": (
        code("return facts.geo('land.json')"),
        "5:12: there is no file content/charts/geo/land.json",
    ),
    "not for Altair": (
        code('return alt.Chart("x").mark_bar(size="large")'),
        "5:12: the chart failed: SchemaValidationError: 'large' is an invalid value for `size`. "
        "Valid values are of type `float | Mapping[str, Any]`.",
    ),
    "an unknown colour": (
        bars('x="value:Q", y="key:N", color=alt.value("var(--acent)")'),
        "4:1: there is no colour '--acent' in templates/palette.json; did you mean 'accent'?",
    ),
    "another font": (
        bars('x=alt.X("value:Q", axis=alt.Axis(labelFont="Story Serif"))'),
        "4:1: a chart's words stand in the page's own font; leave out 'Story Serif'",
    ),
    "a picture": (
        code('return alt.Chart().mark_image(url="https://example.org/a.png", width=9, height=9)'),
        "4:1: a chart cannot show a picture; put it in the text: ![what it shows](file.png)",
    ),
    "small text": (
        bars('x=alt.X("value:Q", axis=alt.Axis(labelFontSize=9))'),
        "4:1: the smallest text of the narrow drawing would be 9.0 units; on a small screen it "
        "needs 13.0 to be read",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_chart_is_a_problem_at_its_line(name: str) -> None:
    changed, expected = BAD[name]
    path = "content/charts/" if expected.startswith("_") else f"{PATH}:"
    assert f"{path}{expected}" in [problem.split("\n")[0] for problem in told(changed)]


def test_a_chart_reads_what_it_asks_for() -> None:
    assert drawing({}).facts == ("rd.2020", "rd.2024")
    one = bars('x="value:Q"', 'facts.rows("rd.2024")')
    assert drawing(one).facts == ("rd.2024",)
    lines = (
        "fact = facts['share']\n"
        "said = (fact.id, str(fact.value), fact.text, fact.number, fact.unit, fact.qualifier)\n"
        "assert said == ('share', '75', 'over 75%', '75', '%', 'over'), said\n"
        "assert fact.when == '2024' and fact.what.startswith('Share of'), fact\n"
        "assert list(facts['rd']) == ['2020', '2024']\n"
        "assert facts['growth'].derived and not fact.derived\n"
        "rows = facts.rows('rd', 'share')\n"
        "assert [row['value'] for row in rows] == [10_000_000, 12_000_000, 75], rows\n"
        "return alt.Chart(alt.Data(values=rows[:2])).mark_bar().encode(x='value:Q', y='key:O')"
    )
    assert drawing(code(lines)).facts == ("share", "rd.2020", "rd.2024", "growth")


def test_a_chart_is_laid_out_for_two_columns() -> None:
    for changed in ({}, {PATH: CODE.replace("return alt", "return 1 and alt")}):
        drawn = drawing(changed)
        assert (size(drawn.wide)[0], size(drawn.narrow)[0]) == (600, 320)
    wide = {
        PATH: CODE.replace("(facts)", "(facts, width)").replace(
            'y="key:N")', 'y="key:N").properties(title=f"wide" if width > 400 else "narrow")'
        )
    }
    drawn = drawing(wide)
    assert ">wide<" in drawn.wide and ">narrow<" in drawn.narrow
    opening = drawing(data("  published: 2026-01-05\n", "  published: 2026-01-05\n  opening: rd\n"))
    assert (size(opening.wide)[0], size(opening.narrow)[0]) == (700, 320)


@pytest.mark.parametrize(
    "shape",
    [
        "one | one",
        "one & one",
        "alt.concat(one, one, columns=1)",
        'one.encode(row="key:N")',
        "one.properties(width=900)",
    ],
)
def test_charts_without_a_width_fill_their_column(shape: str) -> None:
    lines = (
        'rows = alt.Data(values=facts.rows("rd"))\n'
        'one = alt.Chart(rows).mark_bar().encode(x="value:Q", y=alt.Y("key:N", title=None))\n'
        f"return {shape}"
    )
    drawn = drawing(code(lines))
    assert abs(size(drawn.wide)[0] - 600) < 1
    assert abs(size(drawn.narrow)[0] - 320) < 1


def test_inline_drawings_are_finished() -> None:
    clipped = bars('x="value:Q", y="key:N"').copy()
    clipped[PATH] = clipped[PATH].replace("mark_bar()", "mark_bar(clip=True)")
    drawn = drawing(clipped)
    for variant, svg in (("wide", drawn.wide), ("narrow", drawn.narrow)):
        root = ElementTree.fromstring(svg)
        assert root.attrib.keys() >= {"viewBox", "role", "aria-labelledby", "aria-describedby"}
        assert not root.attrib.keys() & {"width", "height", "style"}
        assert (root.get("class"), root.get("role")) == (variant, "img")
        assert root.get("aria-labelledby") == "chart-rd-title"
        assert root.get("aria-describedby") == "chart-rd-alt"
        ids = re.findall(r'id="([^"]*)"', svg)
        assert ids == [f"chart-rd-{variant}-clip1"]
        assert f'clip-path="url(#{ids[0]})"' in svg
        assert 'fill="var(--accent)"' in svg
        assert not re.search(r"style=|aria-hidden|role-|font-family|\d\.\d\d|#[0-9a-f]{6}\b", svg)


def test_downloads_stand_alone() -> None:
    drawn = drawing({})
    root = ElementTree.fromstring(drawn.svg)
    text = " ".join(root.itertext())
    assert "Spending grows" in text and "From the town's report." in text
    assert "Source: The town. From “A town that spends”" in text
    assert "@font-face" in text and "data:font/woff2;base64," in text
    assert "var(--" not in drawn.svg and "#c2360f" in drawn.svg
    assert not re.search(r"(?:href|src)=|url\((?!data:|#)", drawn.svg)
    png = pictured({})["/charts/rd/chart.png"]
    picture = Image.open(BytesIO(png))
    assert (picture.format, picture.width) == ("PNG", 1200)
    assert picture.getextrema()[3] == (255, 255)  # nothing shines through
    assert len(png) < 40 * 1024
    spec = json.loads(drawn.spec)
    assert "var(--" not in drawn.spec and spec["$schema"].endswith(".json")
    assert spec["title"]["text"] == "Spending grows"
    altair.Chart.from_dict(spec)  # validates


def test_text_is_set_in_the_kept_face() -> None:
    """A font family that the renderer cannot read makes it leave out all text."""
    chart = story({}).charts["rd"]
    blank = replace(chart, title=replace(chart.title, text=" "))
    with_text, without = (draw(each, story({}), tree({}), look()) for each in (chart, blank))
    assert isinstance(with_text, Drawing) and isinstance(without, Drawing)
    more, less = (len(rasterised(each.svg, 1200, look())) for each in (with_text, without))
    assert more > less + 2000


def test_a_card_is_drawn_and_proved_like_the_chart() -> None:
    card = CODE + "\n\ndef card(facts):\n    return chart(facts).properties(height=24)\n"
    own, other = drawing({PATH: card}), drawing({})
    assert size(own.simplest)[1] < size(own.narrow)[1]
    assert size(other.simplest) == size(other.narrow)
    shared = "/charts/rd/card.png"
    assert pictured({PATH: card})[shared] != pictured({})[shared]
    wrong = CODE + (
        "\n\ndef card(facts):\n"
        '    return alt.Chart(alt.Data(values=[{"v": 5}])).mark_bar().encode(x="v:Q")\n'
    )
    assert [problem.split(" is ")[0] for problem in told({PATH: wrong})] == [f"{PATH}:10:45: 5"]


def test_a_chart_that_is_no_def_has_its_faults_told_at_the_top() -> None:
    assert told({PATH: "chart = lambda facts: 5\n"}) == [
        f"{PATH}:1:1: chart() must return an Altair chart; it returned a int"
    ]


def test_a_terminal_is_told_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    draw_all(story({}), tree({}))
    assert capsys.readouterr() == (
        "", "\rdrawing charts: 0 of 1\rdrawing charts: 1 of 1\r\033[K"
    )  # fmt: skip


def test_helpers_are_the_stories_own() -> None:
    """Two stories may have helpers of one name; neither leaves anything behind."""
    first = code("return _rows.bars(facts)", "import _rows") | {
        HELPER: "import altair as alt\nimport _more\n\ndef bars(facts):\n"
        "    rows = alt.Data(values=facts.rows(_more.ID))\n"
        '    return alt.Chart(rows).mark_bar().encode(x="value:Q")\n',
        "content/charts/_more.py": 'ID = "rd.2020"\n',
    }
    second = first | {"content/charts/_more.py": 'ID = "rd.2024"\n'}
    before = set(sys.modules)
    assert [drawing(one).facts for one in (first, second, first)] == [
        ("rd.2020",),
        ("rd.2024",),
        ("rd.2020",),
    ]
    assert not {"_rows", "_more", "rd"} & (set(sys.modules) - before)


TWO = {
    "content/charts/two.md": WORDS,
    "content/charts/two.py": CODE.replace('"rd"', '"rd.2024"'),
    "content/charts/bad.md": WORDS,
    "content/charts/bad.py": "def chart(facts):\n    return facts['none']\n",
}


def test_a_bad_chart_leaves_the_others_drawn() -> None:
    drawings, problems = draw_all(story(TWO), tree(TWO))
    assert list(drawings) == ["rd", "two"]
    assert [str(one) for one in problems] == ["content/charts/bad.py:2:12: there is no fact 'none'"]


def test_an_unchanged_chart_is_not_drawn_again(tmp_path: Path) -> None:
    cache.use(cache.Cache(tmp_path / "answers", "1"))
    first, _ = draw_all(story({}), tree({}))
    cache.current().save()
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from datastory import cache\n"
        "from datastory.charts.charts import draw as draw_all\n"
        "from drawn import tree\nfrom minimal import story\n"
        f"cache.use(cache.Cache(Path({str(tmp_path / 'answers')!r}), '1'))\n"
        "drawings, problems = draw_all(story({}), tree({}))\n"
        "assert list(drawings) == ['rd'] and not problems\n"
        "slow = {'altair', 'vl_convert', 'concurrent.futures.process'} & set(sys.modules)\n"
        "assert not slow, slow\n"
    )
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
    subprocess.run([sys.executable, "-c", paths + script], check=True)
    again, _ = draw_all(story({}), tree({}))
    assert again["rd"] is first["rd"]


CHANGES = {
    "its code": {PATH: CODE + "# other\n"},
    "a helper": {HELPER: "X = 1\n"},
    "land": {"content/charts/geo/land.json": "[1]"},
    "its words": {"content/charts/rd.md": WORDS.replace("grows", "rises")},
    "a fact it read": data("      2024: 12 million yuan\n", "      2024: 13 million yuan\n"),
    "a point more in its series": {
        "data.yaml": DATA.replace(
            "      2024: 12", "      2022: 11 million yuan\n      2024: 12", 1
        )
    },
    "the story's title": data("title: A town that spends", "title: A town that saves"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_chart_is_drawn_again(name: str) -> None:
    before, _ = draw_all(story({}), tree({}))
    changed = CHANGES[name]
    after, problems = draw_all(story(changed), tree(changed))
    assert not problems and after["rd"] is not before["rd"]
    assert draw_all(story({}), tree({}))[0] == before


def test_a_changed_look_is_drawn_again() -> None:
    draw_all(story({}), tree({}))
    palette = tree({})["templates/palette.json"].replace(b"#c2360f", b"#c2360e")
    drawings, _ = draw_all(story({}), tree({}) | {"templates/palette.json": palette})
    assert "#c2360e" in drawings["rd"].svg


def test_the_same_chart_is_the_same_to_the_byte() -> None:
    for made in (drawing, pictured):
        assert made({}) == made({})


@pytest.mark.parametrize(
    ("asked", "told"),
    [("share", []), ("shore", ["content/charts/rd.py:5:28: there is no fact 'shore'"])],
)
def test_what_is_wrong_with_a_fact_is_not_told_again_by_its_chart(
    asked: str, told: list[str]
) -> None:
    texts = bars('x="value:Q"', f'facts.rows("{asked}")')
    texts["data.yaml"] = DATA.replace("value: over 75%", "value: over")
    read, problems = read_story(STORY | texts)
    assert [str(problem) for problem in problems] == [
        "data.yaml:23:12: 'over' holds no number; write one, such as 245.31 billion yuan"
    ]
    drawn = draw(read.charts["rd"], read, tree(texts), look())
    assert isinstance(drawn, list) and [str(problem) for problem in drawn] == told
