"""The sentence around a number: tables of honest sentences and of lies, by rule."""

from pathlib import Path

import pytest
from town import told

FILE = Path(__file__).resolve().parent / "data" / "sentences.txt"


def cases() -> list[tuple[str, str, str]]:
    """(rule, "+" or "-", sentence) of the table."""
    found, rule = [], ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            rule = line[3:]
        elif line[:2] in ("+ ", "- "):
            found.append((rule, line[0], line[2:].replace("\\n", "\n")))
    return found


def _of(sign: str) -> list[object]:
    return [pytest.param(words, id=words[:60]) for _, is_, words in cases() if is_ == sign]


@pytest.mark.parametrize("words", _of("+"))
def test_honest_sentences_pass(words: str) -> None:
    assert told(words) == []


@pytest.mark.parametrize("words", _of("-"))
def test_sentences_that_mislead_are_refused(words: str) -> None:
    assert told(words) != []


def test_the_tables_are_as_long_for_the_honest_as_for_lies() -> None:
    honest = sum(sign == "+" for _, sign, _ in cases())
    assert len(cases()) >= 130
    assert honest * 3 >= len(cases())
