"""What a quotation says around a value agrees with what the fact is: a table."""

from pathlib import Path

import pytest

from datastory.checking.checks import check
from datastory.parsing.story import read_story

FILE = Path(__file__).resolve().parent / "data" / "quoted.txt"
DATA = """\
site: {{title: A, description: B, url: "https://example.org/", author: A, published: 2026-02-01}}
sources: {{office: {{title: Yearbook, publisher: The office, published: 2025-03}}}}
facts:
  figure:
    what: {}
    value: {}
    when: {}
    source: office
    quote: "{}"
"""
CHAPTER = "---\ntitle: Figures\n---\n\nIt was [](fact:figure).\n"
ROWS = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line[:2] in ("+ ", "- ")]


def told(row: str) -> list[str]:
    data = DATA.format(*(part.strip() for part in row[2:].split("|")))
    story, problems = read_story({"data.yaml": data, "content/01-figures.md": CHAPTER})
    assert not problems, problems
    return [problem.message for problem in check(story)]


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] == "+"])
def test_quotations_that_agree_pass(row: str) -> None:
    assert told(row) == []


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] == "-"])
def test_quotations_of_another_thing_are_refused(row: str) -> None:
    assert told(row) != []
