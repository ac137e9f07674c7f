"""Ticks of time are lettered in the language of the edition."""

from __future__ import annotations

import re
from html import unescape

import pytest
from bilingual import BOTH, ZH_CHART, ZH_DATA, tree

from datastory import pipeline
from datastory.charts.dates import dated, months_and_years
from datastory.charts.defaults import with_defaults
from datastory.numbers import languages

VISITS = """\
  visits:
    what: Visits
    source: report
    quote: "{quote}"
    values:
{values}
"""
CODE = """\
import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("visits"))
    x = {x}
    return alt.Chart(rows).mark_line().encode(x=x, y="value:Q")
"""


def drawn(x: str, keys: list[str]) -> dict[str, list[str]]:
    """By edition, the ticks of a line of visits."""
    counts = {key: 110 + 10 * place for place, key in enumerate(keys)}
    quote = ", ".join(f"{count} visits in {key}" for key, count in counts.items())
    values = "".join(f"      {key}: {count} visits\n" for key, count in counts.items())
    data = VISITS.format(quote=quote, values=values.rstrip())
    words = BOTH[ZH_CHART].replace("支出在增长", "访问", 1).replace("，支出在增长", "")
    changed = {
        "data.yaml": BOTH["data.yaml"] + data,
        ZH_DATA: BOTH[ZH_DATA].replace("facts:\n", "facts:\n  visits:\n    what: 访问\n"),
        ZH_CHART: words,
        "content/charts/rd.md": BOTH["content/charts/rd.md"].replace("Spending grows", "Visits")
        .replace(", which grows", ""),
        "content/charts/rd.py": CODE.format(x=x),
        "seeds/report.txt": f"{BOTH['seeds/report.txt']}\n{quote}.\n",
    }  # fmt: skip
    result = pipeline.build(tree(changed))
    assert [str(problem) for problem in result.problems] == []
    return {
        language: [
            unescape(words)
            for words in re.findall(
                r"<text[^>]*>([^<]+)</text>", result.pages[f"{at}charts/rd/chart.svg"].decode()
            )
        ]
        for language, at in (("en", ""), ("zh", "zh/"))
    }


MONTHLY = ["2024-01", "2024-02", "2024-03", "2024-04"]
DAILY = ["2024-03-30", "2024-03-31", "2024-04-01", "2024-04-02"]
CASES = [
    ("months by themselves", '"key:T"', MONTHLY, {"Jan 2024", "Feb"}, {"2024年1月", "2月"}),
    ("years", '"key:T"', ["2021", "2022", "2023"], {"2021", "2023"}, {"2021", "2023"}),
    ("a format of months", 'alt.X("key:T", axis=alt.Axis(format="%b %Y", tickCount="month"))',
     MONTHLY, {"Jan 2024", "Apr 2024"}, {"2024年1月", "2024年4月"}),
    ("a unit", 'alt.X("yearmonth(key):T", axis=alt.Axis(tickCount="month"))',
     MONTHLY, {"Jan 2024"}, {"2024年1月", "2024年4月"}),
    ("days", 'alt.X("key:T", axis=alt.Axis(tickCount="day"))', DAILY,
     {"Sat 30", "April"}, {"3月31日"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("x", "keys", "english", "chinese"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_ticks_of_time_are_in_the_language(
    x: str, keys: list[str], english: set[str], chinese: set[str]
) -> None:
    ticks = drawn(x, keys)
    assert english <= set(ticks["en"]) and chinese <= set(ticks["zh"]), ticks
    assert not [words for words in ticks["zh"] if re.search("[A-Za-z]", words)]


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        ("%b", "%-m月"),
        ("%B %Y", "%Y年%-m月"),
        ("%d %b", "%-m月%-d日"),
        ("%e %B %Y", "%Y年%-m月%-d日"),
        ("%Y", "%Y"),
        ("%Y-%m-%d", "%Y-%m-%d"),
        ("%b %d, %H:%M", "%b %d, %H:%M"),
        (",.1f", ",.1f"),
    ],
)
def test_a_format_that_spells_the_month_is_turned(said: str, chinese: str) -> None:
    axis = {"encoding": {"x": {"axis": {"format": said}}}}
    assert dated(axis, "en") == axis
    assert dated(axis, "zh") == {"encoding": {"x": {"axis": {"format": chinese}}}}


def test_a_language_without_forms_of_its_own_has_those_of_vega(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(languages.LANGUAGES, "de", "german")  # the module beside this one
    axis = {"mark": "line", "encoding": {"x": {"field": "when", "axis": {"format": "%b"}}}}
    assert with_defaults(axis, {}, "de") == with_defaults(axis, {}, "en")
    assert months_and_years("de") == months_and_years("en")
