"""`check --format sarif` writes what the standard's own schema accepts; its places lead there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from datastory import sarif
from datastory.command_line import main
from datastory.new import STARTER
from datastory.problem import Location, Problem

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "data" / "sarif" / "sarif-schema-2.1.0.json").read_text("utf-8"))
ACCEPTED = jsonschema_rs.Draft4Validator(SCHEMA, validate_formats=True)


def results(*problems: Problem, folder: str = "") -> list[dict[str, Any]]:
    log = sarif.log(problems, folder)
    ACCEPTED.validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run["results"]


def place(result: dict[str, Any]) -> tuple[str, dict[str, int] | None]:
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical.get("region")


def test_a_good_story_has_no_results() -> None:
    assert results() == []


@pytest.mark.parametrize(
    ("problem", "uri", "region"),
    [
        (Problem(Location("data.yaml"), "wrong"), "data.yaml", None),
        (
            Problem(Location("data.yaml", 3, 7), "wrong"),
            "data.yaml",
            {"startLine": 3, "startColumn": 7},
        ),
        (
            Problem(Location("content/01-a.md", 14, 21), "wrong", "52,300"),
            "content/01-a.md",
            {"startLine": 14, "startColumn": 21, "endColumn": 27},
        ),
        (
            Problem(Location("content/01-a.md", 14, 21), "wrong", "two\nlines"),
            "content/01-a.md",
            {"startLine": 14, "startColumn": 21},
        ),
        (
            Problem(Location("seeds/ein Bericht é.txt"), "x"),
            "seeds/ein%20Bericht%20%C3%A9.txt",
            None,
        ),
    ],
)
def test_a_place_is_a_path_and_a_region(
    problem: Problem, uri: str, region: dict[str, int] | None
) -> None:
    assert [place(result) for result in results(problem)] == [(uri, region)]


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("data.yaml", "facts"),
        ("published.json", "ledger"),
        ("content/charts/rd.py", "charts"),
        ("content/01-first.md", "words"),
        ("content/zh/01-first.md", "words"),
        ("seeds/a.pdf", "sources"),
        ("templates/base.html", "templates"),
        ("site/index.html", "site"),
        (".", "site"),
    ],
)
def test_the_rule_is_named_after_what_has_to_hold(path: str, rule: str) -> None:
    assert [result["ruleId"] for result in results(Problem(Location(path), "x"))] == [rule]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("write [52,300](fact:visits)", "write \\[52,300](fact:visits)"),  # or it is a link
        ("write ![](chart:rd)", "write !\\[](chart:rd)"),
        ("one of [grew, rose]", "one of [grew, rose]"),
        ("{rd.2024} has no 0.1", "{rd.2024} has no 0.1"),
        ("a\nb\x1b[31m", "a b [31m"),
    ],
)
def test_a_message_is_plain_text(message: str, text: str) -> None:
    (result,) = results(Problem(Location("data.yaml", 1, 1), message))
    assert result["message"] == {"text": text}
    assert result["level"] == "error"


def test_results_are_sorted_and_told_once() -> None:
    first, second = Problem(Location("a.md", 9, 1), "x"), Problem(Location("a.md", 10, 1), "x")
    found = [place(result)[1] for result in results(second, first, first)]
    assert found == [{"startLine": 9, "startColumn": 1}, {"startLine": 10, "startColumn": 1}]


def test_the_schema_would_notice() -> None:
    log = sarif.log([Problem(Location("data.yaml", 1, 1), "x")])
    log["runs"][0]["results"][0]["level"] = "bad"
    assert not ACCEPTED.is_valid(log)


def test_the_command_writes_it_beside_the_lines_for_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "my-story"
    shutil.copytree(STARTER, story)
    chapter = story / "content" / "01-visits.md"
    text = chapter.read_text("utf-8")
    chapter.write_text(
        text.replace("counted [52,300 visits](fact:visits.2025)", "counted 52,300 visits"), "utf-8"
    )
    line = 1 + text[: text.rindex("[52,300")].count("\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--format", "sarif", "--root", "my-story"]) == 1
    out, err = capsys.readouterr()
    log = json.loads(out)
    ACCEPTED.validate(log)
    found = log["runs"][0]["results"]
    assert len(found) == len(err.splitlines()) == 1
    assert err.startswith(f"content/01-visits.md:{line}:")
    path, region = place(found[0])
    assert (path, region and region["startLine"]) == ("my-story/content/01-visits.md", line)
    assert os.path.isfile(path)

    chapter.write_text(text, "utf-8")
    assert main(["check", "--format", "sarif", "--root", "my-story"]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["runs"][0]["results"], err) == ([], "")
