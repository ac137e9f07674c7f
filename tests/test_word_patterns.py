"""A chart tells of itself in the words of its language, which its grammar holds."""

from __future__ import annotations

import pytest
from minimal import STORY

from datastory.charts.chart_facts import seen
from datastory.charts.trends import contrary_trend
from datastory.charts.word_patterns import pattern, patterns
from datastory.numbers import languages
from datastory.parsing.story import read_story

WORDS = [
    ("rises", "de", "Die Ausgaben steigen", "steigen"),
    ("rises", "de", "rising", "rising"),
    ("rises", "de", "支出增长", ""),
    ("rises", "zh", "支出增长", "增长"),
    ("rises", "zh", "Spending rose", "rose"),
    ("rises", "en", "支出增长", ""),
    ("gap", "de", "Es gibt eine Lücke", "Lücke"),
    ("times", "zh", "3倍", "倍"),
    ("broken", "de", "unterbrochen", ""),
    ("month", "en", "2024年3月", ""),
    ("month", "zh", "2024年3月", "3月"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(languages.LANGUAGES, "de", "german")  # the module beside this one


@pytest.mark.parametrize(("about", "language", "words", "found"), WORDS)
def test_words_are_those_of_the_language_and_of_english(
    about: str, language: str, words: str, found: str
) -> None:
    match = pattern(about, language).search(words)
    assert (match[0] if match else "") == found


def test_a_language_says_who_leads() -> None:
    found = [each.search("Hamburg liegt vorn") for each in patterns("leads", "de")]
    assert [match["who"] for match in found if match] == ["Hamburg"]


def test_a_trend_in_a_third_language_is_held_to_what_is_drawn() -> None:
    story, _ = read_story(STORY)
    read = (story.facts[id] for id in ("rd.2020", "rd.2024"))
    facts = [seen(fact, fact.quantity) for fact in read if fact.quantity]
    assert contrary_trend("Die Ausgaben sinken", facts, "de") == "sinken"
    assert contrary_trend("Die Ausgaben steigen", facts, "de") == ""
    assert contrary_trend("Die Ausgaben sinken", facts, "zh") == ""
