"""The sentence around a number in Chinese: tables of honest sentences and of lies, by rule."""

from pathlib import Path

import pytest
from chinese_city import CHAPTER, city, told

from datastory.checking.proofs import figures_bound

FILE = Path(__file__).resolve().parent / "data" / "chinese" / "sentences.txt"
CASES = [
    (line[0], line[2:].replace("\\n", "\n"))
    for line in FILE.read_text(encoding="utf-8").splitlines()
    if line[:2] in ("+ ", "- ")
]


@pytest.mark.parametrize("words", [words for sign, words in CASES if sign == "+"])
def test_honest_sentences_pass(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize("words", [words for sign, words in CASES if sign == "-"])
def test_sentences_that_mislead_are_refused(words: str) -> None:
    assert told(words) != []


def test_the_tables_are_as_long_for_the_honest_as_for_lies() -> None:
    honest = sum(sign == "+" for sign, _ in CASES)
    assert len(CASES) >= 130
    assert honest * 3 >= len(CASES)


def test_a_rank_is_not_offered_for_a_span_of_years() -> None:
    """四年 is no 第四, which is the only fact with a four."""
    story = city({"content/01-city.md": CHAPTER.format("城市", "四年间，海城的排名上升了。")})
    assert [problem.message for problem in figures_bound(story)] == [
        "'四年' is bound to no fact; write [四年](fact:id)"
    ]
