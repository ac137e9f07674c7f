"""What the code of a chart letters stands in an edition in its own language, or the build fails."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bilingual import BOTH, ZH_CHART, tree

from datastory import pipeline
from datastory.charts.labels import labelled, words_of
from datastory.model import Label
from datastory.problem import Location

CODE = """\
from datastory.forms import canvas, labelled_bars, texts


def chart(facts, width):
    rows = [{**row, "name": row["key"], "said": f"spent {row['text']}", "look": "accent"}
            for row in facts.rows("rd")]
    note = f"up by {facts['growth'].text}, a lot"
    return canvas(width, 140, labelled_bars(rows, width), texts([(0, 100, note)]),
                  texts([(0, 130, "Schools")]))
"""
LABELS = """\
labels:
  spent {}: 支出{}
  "up by {}, a lot": 增长{}，很多
  Schools: 学校
"""
AT = ZH_CHART
MAIN = {"content/charts/rd.py": CODE}


def built(labels: str, **changed: str) -> pipeline.BuildResult:
    words = BOTH[ZH_CHART].replace("---\n", f"---\n{labels}", 1)
    return pipeline.build(tree({**MAIN, ZH_CHART: words, **changed}))


def lettered(result: pipeline.BuildResult, path: str) -> list[str]:
    drawing = result.pages[path].decode()
    return [unescape(words) for words in re.findall(r"<text[^>]*>([^<]+)</text>", drawing)]


def test_a_drawing_is_lettered_with_the_labels_of_its_edition() -> None:
    result = built(LABELS)
    assert [str(problem) for problem in result.problems] == []
    words = lettered(result, "zh/charts/rd/chart.svg")
    assert {"支出1000万元", "支出1200万元", "增长20%，很多", "学校"} <= set(words)
    words = lettered(result, "charts/rd/chart.svg")
    assert {"spent 10 million yuan", "up by 20%, a lot", "Schools"} <= set(words)
    assert "Schools" not in result.pages["zh/charts/rd/spec.json"].decode()


WRONG = [
    ("nothing is said", "", [
        f"{AT}:1:1: 'spent 1000万元' is lettered as content/charts/rd.py:5 writes it; say it in "
        'this language:  labels:  then below it, indented,  "spent {}": …',
        f"{AT}:1:1: 'up by 20%, a lot' is lettered as content/charts/rd.py:7 writes it; say it in "
        'this language:  labels:  then below it, indented,  "up by {}, a lot": …',
        f"{AT}:1:1: 'Schools' is lettered as content/charts/rd.py:9 writes it; say it in "
        'this language:  labels:  then below it, indented,  "Schools": …']),
    ("a text is left over", LABELS.replace("  Schools: 学校\n", ""), [
        f"{AT}:2:1: 'Schools' is lettered as content/charts/rd.py:9 writes it; say it in "
        'this language:  labels:  then below it, indented,  "Schools": …']),
    ("a label that names nothing", LABELS.replace("Schools", "School"), [
        f"{AT}:2:1: 'Schools' is lettered as content/charts/rd.py:9 writes it; say it in "
        'this language:  labels:  then below it, indented,  "Schools": …',
        f"{AT}:5:3: the chart letters no 'School'; did you mean 'Schools'?"]),
    ("a label too much", f"{LABELS}  Nothing of the kind: 没有\n", [
        f"{AT}:6:3: the chart letters no 'Nothing of the kind'; leave this label out"]),
    ("a hole is lost", LABELS.replace("支出{}", "支出"), [
        f"{AT}:3:13: 'spent {{}}' has {{}} once; its words need as many of them"]),
    ("a number that no fact says", LABELS.replace("学校", "38所学校"), [
        f"{AT}:5:3: '38' is written in the chart, but no fact that it read says so"]),
    ("no words", LABELS.replace(" 学校", ""), [
        f"{AT}:5:3: 'Schools' needs its words in this language behind the colon"]),
    ("no label but a hole", f'{LABELS}  "{{}}": "{{}}"\n', [
        f"{AT}:6:4: '{{}}' holds no word; a label is for words that the code of a chart letters"]),
    ("no mapping", "labels: 学校\n", [
        f"{AT}:2:9: labels: one a line, what the chart's code letters and the words for it here"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("labels", "problems"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_what_is_wrong_with_labels_is_told_at_its_line(labels: str, problems: list[str]) -> None:
    said = sorted(str(problem) for problem in built(labels).problems)
    assert said == sorted(problems)


def test_the_main_edition_has_no_labels() -> None:
    words = BOTH["content/charts/rd.md"].replace("---\n", f"---\n{LABELS}", 1)
    result = built(LABELS, **{"content/charts/rd.md": words})
    assert "content/charts/rd.md:2:1: a chart has no key 'labels'" in map(str, result.problems)


HERE = Location("content/zh/charts/a.md", 3, 3)
SAID = [
    ("patents {}", "专利{}", "patents 5.2", "专利5.2"),
    ("patents {}", "专利{}", "no patents 5.2", "no patents 5.2"),
    ("patents {}", "专利{}", "patents\n5.2", "专利5.2"),
    ("patents", "专利", "patents", "专利"),
    ("patents", "专利", "patents and papers", "patents and papers"),
    ("{} of {}", "{2}中的{1}", "3 of 12", "12中的3"),
    ("{}: {}", "{}：{}", "Tax: 4: 5", "Tax：4: 5"),
    ("(a+b)", "甲", "(a+b)", "甲"),
]


@pytest.mark.parametrize(("text", "words", "old", "new"), SAID)
def test_a_label_names_a_whole_text(text: str, words: str, old: str, new: str) -> None:
    assert words_of(old, [Label(text, words, HERE)]) == new


def test_of_two_labels_that_fit_the_one_with_more_letters_is_taken() -> None:
    labels = [Label("{} papers", "{}篇", HERE), Label("all papers", "全部论文", HERE)]
    assert words_of("all papers", labels) == "全部论文"
    assert words_of("3 papers", labels[::-1]) == "3篇"


def test_names_of_fields_and_styles_stay() -> None:
    """What a specification names is no letter, but the field that titles an axis is."""
    label = Label("spending", "支出", HERE)
    spec = {
        "data": {"values": [{"id": "spending", "spending": 3, "kind": "spending"}]},
        "mark": {"type": "bar", "style": "spending"},
        "encoding": {
            "x": {"field": "spending", "type": "quantitative"},
            "y": {"field": "kind", "title": None, "scale": {"domain": ["spending"]}},
        },
        "transform": [{"filter": "datum.kind == 'spending'"}],
    }
    assert labelled(spec, [label]) == {
        "data": {"values": [{"id": "spending", "spending": 3, "kind": "支出"}]},
        "mark": {"type": "bar", "style": "spending"},
        "encoding": {
            "x": {"field": "spending", "type": "quantitative", "title": "支出"},
            "y": {"field": "kind", "title": None, "scale": {"domain": ["支出"]}},
        },
        "transform": [{"filter": "datum.kind == '支出'"}],
    }
