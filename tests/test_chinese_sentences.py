"""The sentence around a number in Chinese: tables of honest sentences and of lies, by rule."""

from pathlib import Path

import pytest
from chinese_city import told

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
