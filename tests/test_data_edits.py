"""Edits of data.yaml change what they name, and not a character besides."""

from __future__ import annotations

import pytest
import yaml

from datastory.drafting.data_edits import quoted, with_entries, with_keys
from datastory.problem import Refused

FILE = """\
# A comment at the top.
site: {title: "A town"}   # in one line

sources:
  # The report.
  report:
    title: 'Annual report'  # quoted
    url: https://example.org/a   # where it stands

  # Another.
  other: {title: Other, url: "https://example.org/b"}
  folded:
    title: >-
      A title
      of two lines

  # Behind a block of text.
  last:
    title: Last
facts:
  a:
    what: A
    words: [one,
      two]   # over two lines
# The end.
"""


@pytest.mark.parametrize(
    ("source", "values", "old", "new"),
    [
        (
            "report",
            {"file": "seeds/report.txt", "retrieved": "2026-03-01"},
            "   # where it stands\n",
            "   # where it stands\n    file: seeds/report.txt\n    retrieved: 2026-03-01\n",
        ),
        ("report", {"title": "New"}, "'Annual report'  # quoted", "New  # quoted"),
        (
            "other",
            {"file": "seeds/b.html"},
            '"https://example.org/b"}',
            '"https://example.org/b", file: seeds/b.html}',
        ),
        ("other", {"title": "New"}, "title: Other,", "title: New,"),
        (
            "folded",
            {"file": "seeds/c.txt"},
            "of two lines\n",
            "of two lines\n    file: seeds/c.txt\n",
        ),
        ("last", {"file": "seeds/d.txt"}, "title: Last\n", "title: Last\n    file: seeds/d.txt\n"),
    ],
)
def test_keys_come_into_their_mapping(
    source: str, values: dict[str, str], old: str, new: str
) -> None:
    assert FILE.count(old) == 1
    edited = with_keys(FILE, ("sources", source), values)
    assert edited == FILE.replace(old, new)
    read = yaml.safe_load(str(edited))["sources"][source]
    assert {key: str(read[key]) for key in values} == values


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        (FILE, FILE.replace("# over two lines\n", "# over two lines\n\n  b:\n    what: B\n")),
        ("facts:\n    a: {what: A}\n", "facts:\n    a: {what: A}\n\n    b:\n      what: B\n"),
        ("facts:\nsources: {}\n", "facts:\n  b:\n    what: B\nsources: {}\n"),
        ("site: {}\n", "site: {}\n\nfacts:\n  b:\n    what: B\n"),
        ("site: {}", "site: {}\n\nfacts:\n  b:\n    what: B\n"),
        ("facts:\n  a: {what: A}", "facts:\n  a: {what: A}\n\n  b:\n    what: B\n"),
    ],
)
def test_entries_come_behind_the_last(text: str, edited: str) -> None:
    assert with_entries(text, "facts", ["b:", "  what: B"]) == edited
    assert yaml.safe_load(edited)["facts"]["b"] == {"what": "B"}


def test_entries_in_one_line_are_left_to_the_author() -> None:
    refused = with_entries("facts: {a: {what: A}}\n", "facts", ["b: {}"])
    assert isinstance(refused, Refused) and "in one line" in refused.message
    refused = with_keys("sources:\n  a: words\n", ("sources", "a"), {"file": "x"})
    assert isinstance(refused, Refused) and "by hand" in refused.message


@pytest.mark.parametrize(
    "words",
    ["plain words", "a: b", "# none", "no", "12", "2024-01", "'single'", 'a "b" c', "[x](fact:y)",
     "back\\slash", "- dash", "trailing:", "x #y", "over 75%", "{a}", "*star", "~", "0x1f"],
)  # fmt: skip
def test_words_are_quoted_where_yaml_would_read_more(words: str) -> None:
    assert yaml.safe_load(f"k: {quoted(words)}\n") == {"k": words}
