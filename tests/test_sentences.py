"""The sentence around a number: tables of honest sentences and of lies, by rule."""

from pathlib import Path

import country
import minimal
import pytest
import town

TABLES = Path(__file__).resolve().parent / "data"
TOLD = {"sentences.txt": town.told, "country.txt": country.told}


def cases(table: str = "sentences.txt") -> list[tuple[str, str, str]]:
    """(rule, "+" or "-", sentence) of a table."""
    found, rule = [], ""
    for line in (TABLES / table).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            rule = line[3:]
        elif line[:2] in ("+ ", "- "):
            found.append((rule, line[0], line[2:].replace("\\n", "\n")))
    return found


def _of(sign: str) -> list[object]:
    return [
        pytest.param(table, words, id=words[:60])
        for table in TOLD
        for _, is_, words in cases(table)
        if is_ == sign
    ]


@pytest.mark.parametrize(("table", "words"), _of("+"))
def test_honest_sentences_pass(table: str, words: str) -> None:
    assert TOLD[table](words) == []


@pytest.mark.parametrize(("table", "words"), _of("-"))
def test_sentences_that_mislead_are_refused(table: str, words: str) -> None:
    assert TOLD[table](words) != []


@pytest.mark.parametrize("table", TOLD)
def test_the_tables_are_long_for_the_honest_too(table: str) -> None:
    honest = sum(sign == "+" for _, sign, _ in cases(table))
    assert len(cases(table)) >= 130
    assert honest * 3 >= len(cases(table))


def test_a_sentence_that_agreed_is_asked_again_where_anything_of_it_changed() -> None:
    """What was found good is remembered; what it was good for is more than its words."""
    rose = minimal.body("Spending rose to [12 million yuan](fact:rd.2024).")
    less = minimal.data("2020: 10 million yuan", "2020: 14 million yuan")
    less |= {"seeds/report.txt": minimal.REPORT.replace("10 million", "14 million")}
    less["data.yaml"] = less["data.yaml"].replace("from 10 million", "from 14 million")
    for _ in range(2):
        assert minimal.told(rose) == []
        assert any("rose" in problem for problem in minimal.told(rose | less))
    fell = minimal.body("Spending fell to [12 million yuan](fact:rd.2024).")
    lower = {minimal.FIRST: fell[minimal.FIRST].replace("Spending", "Words.\n\nSpending")}
    for changed, line in ((fell, 6), (lower, 8)) * 2:
        (problem,) = minimal.told(changed)
        assert problem.startswith(f"{minimal.FIRST}:{line}:") and "fell" in problem
    below = rose[minimal.FIRST].replace("Spending rose", "## In 2020\n\nSpending rose")
    assert minimal.told({minimal.FIRST: below}) != []
