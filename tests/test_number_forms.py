"""Amounts in prose in every form that readers take for a number: tables of both sides, by kind."""

import re
from pathlib import Path

import pytest

from datastory.checking.checks import check
from datastory.numbers.languages.english.tokens import LEXICON
from datastory.numbers.languages.english.unreadable_amounts import REAL, suspects
from datastory.numbers.statements import figures
from datastory.parsing.story import read_story

FILE = Path(__file__).resolve().parent / "data" / "number_forms.txt"


def rows() -> list[tuple[str, str, str]]:
    """(kind, "+" or "-", words) of the table."""
    found, kind = [], ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:]
        elif line[:2] in ("+ ", "- "):
            found.append((kind, line[0], line[2:]))
    return found


@pytest.mark.parametrize("words", [words for _, sign, words in rows() if sign == "-"])
def test_amounts_are_found(words: str) -> None:
    bare = re.sub(r"[\[\]]", "", words)
    assert [f.text for f in figures(bare)] == re.findall(r"\[([^\]]*)\]", words)


@pytest.mark.parametrize("words", [words for _, sign, words in rows() if sign == "+"])
def test_what_only_looks_alike_is_let_through(words: str) -> None:
    assert [figure.text for figure in figures(words)] == []


def test_every_kind_has_rows_on_both_sides() -> None:
    kinds = {kind for kind, _, _ in rows()}
    for kind in kinds:
        assert {sign for one, sign, _ in rows() if one == kind} == {"+", "-"}, kind
    assert len(kinds) >= 6


def test_no_word_of_its_own_is_a_number_word_gone_wrong() -> None:
    assert not suspects() & (REAL | LEXICON.keys())
    assert {"hundered", "thrid", "ninty", "twentyfive", "twelf"} <= suspects()


def test_the_message_asks_for_a_number() -> None:
    data = "site: {title: T, description: D, url: 'https://example.org/', author: A, "
    data += "published: 2020-01-01}\n"
    story, _ = read_story(
        {"data.yaml": data, "content/01-a.md": "---\ntitle: T\n---\n\nA hundered firms closed.\n"}
    )
    assert [problem.message for problem in check(story)] == [
        "'hundered' reads as a number and is spelt as none; write it in digits or plain words"
    ]
