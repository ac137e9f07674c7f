"""`check --due`: which sources are late, on which day."""

import datetime
from pathlib import Path

import minimal
import pytest

from datastory.checking.due import late
from datastory.command_line import main

ADVICE = (
    "put its new edition in place with  build.py update report FILE  and say in 'next' when it is "
    "due again"
)


def due(next: str) -> dict[str, str]:
    return minimal.data("    published: 2025-12\n", f"    published: 2025-12\n    next: {next}\n")


def told(next: str, today: str) -> list[str]:
    return [str(one) for one in late(minimal.story(due(next)), datetime.date.fromisoformat(today))]


@pytest.mark.parametrize(
    ("next", "today", "when"),
    [
        ("2026", "2027-01-01", "in 2026"),
        ("2026", "2031-07-01", "in 2026"),
        ("2026-11", "2026-12-01", "in November 2026"),
        ("2026-11", "2027-01-31", "in November 2026"),
        ("2026-11-03", "2026-11-04", "on 3 November 2026"),
        ("2026-02-28", "2026-03-01", "on 28 February 2026"),
    ],
)
def test_a_source_is_late_once_its_time_is_past(next: str, today: str, when: str) -> None:
    assert told(next, today) == [f"data.yaml:12:11: 'report' was due {when}; {ADVICE}"]


@pytest.mark.parametrize(
    ("next", "today"),
    [
        ("2026", "2026-12-31"),
        ("2026", "2025-01-01"),
        ("2026-11", "2026-11-30"),
        ("2026-11", "2026-11-01"),
        ("2026-11", "2026-10-31"),
        ("2026-11-03", "2026-11-03"),
        ("2026-11-03", "2026-11-02"),
    ],
)
def test_a_source_is_not_late_within_its_time(next: str, today: str) -> None:
    assert told(next, today) == []


def test_a_source_that_says_nothing_is_never_late() -> None:
    assert list(late(minimal.story({}), datetime.date(9999, 1, 1))) == []


def test_only_a_check_that_asks_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in (minimal.STORY | due("2026-11")).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    root, after = ["--root", str(tmp_path)], datetime.date(2026, 12, 1)
    assert main(["check", *root], today=after) == 0
    assert main(["check", "--due", *root], today=datetime.date(2026, 11, 30)) == 0
    capsys.readouterr()
    assert main(["check", "--due", *root], today=after) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"data.yaml:12:11: 'report' was due in November 2026; {ADVICE}\n"
