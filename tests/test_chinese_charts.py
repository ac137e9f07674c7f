"""Charts of an edition in Chinese are read back by its words: scales, forms, trends, leaders."""

from __future__ import annotations

import pytest
from chinese_city import city
from drawn import TEMPLATES, draw
from msgspec.structs import replace

from datastory.model import Drawing
from datastory.parsing.phrases_file import read_phrases
from datastory.site.chart_style import load_style, with_faces_of

HEAD = "---\ntitle: {title}\nsubtitle: {subtitle}\nalt: 图\n---\n\n{note}\n"
BARS = (
    'rows = facts.rows("rd")\n'
    "bars = alt.Chart(alt.Data(values=rows)).mark_bar().encode("
    'x=alt.X("value:Q", axis=None), y="key:N")\n'
    "return bars + bars.mark_text(dx=24).encode(text='number:N')"
)
# Bars in the scale in which Chinese prints the numbers: 亿.
IN_YI = BARS.replace(
    'facts.rows("rd")',
    '[{**row, "value": row["value"] / 1e8} for row in facts.rows("rd")]',
)
LOG = (
    'rows = alt.Data(values=facts.rows("rd"))\n'
    'x = alt.X("value:Q", scale=alt.Scale(type="log", domain=[1e10, 1e12]), axis=None)\n'
    'return alt.Chart(rows).mark_point().encode(x=x, y="key:N")'
)
TARGET = (
    'rows = alt.Data(values=facts.rows("rd.2024", "target"))\n'
    'return alt.Chart(rows).mark_bar().encode(x="value:Q", y="text:N")'
)
DERIVED = TARGET.replace('"rd.2024", "target"', '"rd.2024", "added"')
CITIES = (
    'rows = alt.Data(values=facts.rows("cities"))\n'
    'return alt.Chart(rows).mark_bar().encode(x="value:Q", y="label:N")'
)
TITLED = CITIES.replace('"value:Q"', 'alt.X("value:Q", title="{}")')
IN_WAN = TITLED.replace(
    'facts.rows("cities")',
    '[{{**row, "value": row["value"] / 1e4}} for row in facts.rows("cities")]',
)
Case = tuple[str, str, str, str]  # title, subtitle, note, code
HONEST: dict[str, Case] = {
    "numbers in 亿元": ("研发投入", "海城，亿元", "", BARS),
    "bars in 亿": ("研发投入", "海城，亿元，当年价格", "", IN_YI),
    "a scale in brackets": ("研发投入", "海城的研发投入（亿元）", "", BARS),
    "a logarithmic scale": ("研发投入", "海城，对数刻度", "", LOG),
    "each step is ten times the last": ("研发投入", "海城", "每上一级，多一个零。", LOG),
    "a plan that is said": ("研发投入和目标", "海城", "", TARGET),
    "a derived figure that is said": ("研发投入及其增量", "海城", "增量由我们计算。", DERIVED),
    "what rises": ("研发投入增长", "海城，亿元", "", BARS),
    "who leads": ("海城领先", "专利申请量", "", CITIES),
    "who does not lead": ("江州并没有领先", "专利申请量", "", CITIES),
    "the source that proves it": ("专利", "专利申请量", "来源：海城市统计局", CITIES),
    "an axis that is titled by a scale alone": ("专利", "各市", "", IN_WAN.format("万")),
    "an axis that is titled by scale and unit": ("专利", "各市", "", IN_WAN.format("专利（万）")),
    "an axis that says what is counted": ("专利", "各市", "", TITLED.format("申请数量")),
}
MISLEADING: dict[str, tuple[str, Case]] = {
    "no scale": ("name the unit and its scale", ("研发投入", "海城", "", BARS)),
    "ten thousand times too small": ("no fact that it read says so",
        ("研发投入", "海城，万元", "", BARS)),
    "a scale of a figure is no scale of the chart": ("name the unit and its scale",
        ("研发投入达[2453.1亿元](fact:rd.2024)", "海城", "", BARS)),
    "bars in no scale of the language": ("is plotted for",
        ("研发投入", "海城，亿元", "", IN_YI.replace("1e8", "1e7"))),
    "a logarithmic scale": ("the scale is logarithmic", ("研发投入", "海城", "", LOG)),
    "a plan": ("planned or expected", ("研发投入", "海城", "", TARGET)),
    "a derived figure": ("worked out from other facts", ("研发投入", "海城", "", DERIVED)),
    "what falls": ("is not what the chart draws", ("研发投入下降", "海城，亿元", "", BARS)),
    "another leads": ("say who leads", ("江州领先", "专利申请量", "", CITIES)),
    "another is the greatest": ("say who leads", ("山阳最多", "专利申请量", "", CITIES)),
    "another source": ("proves no figure of this chart",
        ("专利", "专利申请量", "来源：世界银行", CITIES)),
    "an axis in another scale than its title": ("stands where the value is",
        ("专利", "各市", "", TITLED.format("万"))),
    "an axis of another thing": ("speak of", ("专利", "各市", "", TITLED.format("人口密度"))),
}  # fmt: skip


def told(title: str, subtitle: str, note: str, code: str) -> list[str]:
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    files = {
        "content/charts/rd.md": HEAD.format(title=title, subtitle=subtitle, note=note),
        "content/charts/rd.py": f"import altair as alt\n\n\ndef chart(facts):\n{lines}",
    }
    story = city(files)
    phrases, _ = read_phrases(TEMPLATES, "zh")
    story = replace(story, site=replace(story.site, phrases=phrases))
    tree = with_faces_of(["zh"], TEMPLATES | {path: text.encode() for path, text in files.items()})
    look, _ = load_style(tree)
    made = draw(story.charts["rd"], story, tree, look)
    return [] if isinstance(made, Drawing) else [problem.message for problem in made]


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_chart_is_drawn(name: str) -> None:
    assert told(*HONEST[name]) == []


@pytest.mark.parametrize("name", MISLEADING)
def test_a_chart_that_misleads_is_refused(name: str) -> None:
    expected, case = MISLEADING[name]
    said = told(*case)
    assert any(expected in message for message in said), said


def test_bars_in_the_scale_of_another_language_are_refused() -> None:
    """亿 is no scale of English: a field that differs so is a slip there."""
    from drawn import bars
    from drawn import told as told_in_english

    rows = '[{**row, "value": row["value"] / 1e4} for row in facts.rows("rd")]'
    said = told_in_english(bars('x="value:Q", y="key:N"', rows))
    assert said and "is plotted" in said[0]
