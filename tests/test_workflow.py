"""The workflows, against GitHub's own schema and an auditor of workflows."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from datastory.command_line import COMMANDS, usage

HERE = Path(__file__).resolve().parent.parent
WORKFLOW = Path(".github", "workflows", "pages.yml")
FILE, STORYS = HERE / WORKFLOW, HERE / "datastory" / "starter" / WORKFLOW
DUE, STORYS_DUE = FILE.with_name("due.yml"), STORYS.with_name("due.yml")
FILES = (FILE, DUE, STORYS, STORYS_DUE)
SWITCH = "  # schedule: "
BIN = Path(sys.executable).parent


def ran(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=HERE)
    return done.returncode, done.stdout + done.stderr


def follows_the_schema(file: Path) -> tuple[int, str]:
    return ran(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)


def audited(file: Path) -> tuple[int, str]:
    return ran(BIN / "zizmor", "--offline", "--no-progress", "--persona=pedantic", file)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_workflow_follows_the_published_schema(file: Path) -> None:
    assert follows_the_schema(file)[0] == 0


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_auditor_finds_nothing(file: Path) -> None:
    status, said = audited(file)
    assert status == 0, said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("timeout-minutes: 30", "timeout-minutes: soon"),
        ("needs: build", "need: build"),
        ("runs-on: ubuntu-24.04", "runs: ubuntu-24.04"),
    ],
)
def test_the_schema_would_notice(tmp_path: Path, old: str, new: str) -> None:
    assert follows_the_schema(changed(tmp_path, old, new))[0] == 1


@pytest.mark.parametrize(
    ("old", "new", "audit"),
    [
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "unpinned-uses"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("  pull_request:", "  pull_request_target:", "dangerous-triggers"),
        ("diff HEAD^1", "diff ${{ github.head_ref }}", "template-injection"),
    ],
)
def test_the_auditor_would_notice(tmp_path: Path, old: str, new: str, audit: str) -> None:
    status, said = audited(changed(tmp_path, old, new))
    assert status > 0
    assert audit in said


def changed(tmp_path: Path, old: str, new: str, of: Path = FILE) -> Path:
    text = of.read_text("utf-8")
    assert old in text
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    file = tmp_path / ".github" / "workflows" / of.name
    file.write_text(text.replace(old, new, 1), "utf-8")
    return file


def test_every_action_is_pinned_by_commit_and_says_its_version() -> None:
    used = [one for file in FILES for one in re.findall(r"uses: (.*)", file.read_text("utf-8"))]
    assert len(used) == 18
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


def test_no_secret_is_used() -> None:
    assert not [file for file in FILES if "secrets." in file.read_text("utf-8")]


def test_a_new_story_is_built_checked_and_deployed_in_that_order() -> None:
    """By the same actions as this repository, and only from main, once all is released."""
    used = [set(re.findall(r"uses: (.*)", file.read_text("utf-8"))) for file in (FILE, STORYS)]
    assert used[0] == used[1]
    jobs = yaml.safe_load(STORYS.read_text("utf-8"))["jobs"]
    assert jobs["deploy"] == yaml.safe_load(FILE.read_text("utf-8"))["jobs"]["deploy"]
    steps = jobs["build"]["steps"]
    done = [step.get("run") or step["uses"].partition("@")[0] for step in steps]
    order = [
        "actions/checkout",
        "actions/setup-python",
        "python -m pip install -r requirements.txt",
        'echo "::add-matcher::.github/problem-matcher.json"',
        "python build.py",
        "python build.py check",
        "python build.py check --released",
        "actions/upload-pages-artifact",
    ]
    assert [one for one in done if one in order] == order
    for step in steps[-2:]:
        assert (
            step["if"] == "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
        )


def test_a_new_story_asks_for_late_sources_as_this_repository_does() -> None:
    installed = DUE.read_text("utf-8").replace(
        "run: make", "run: python -m pip install -r requirements.txt"
    )
    assert STORYS_DUE.read_text("utf-8") == installed.replace(".venv/bin/python", "python")


# Problems at their lines, in a workflow's run and in an editor


def matchers() -> dict[str, list[Any]]:
    tasks = json.loads((HERE / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    github = json.loads((HERE / ".github" / "problem-matcher.json").read_text("utf-8"))
    return {"code": tasks[0]["problemMatcher"], "github": github["problemMatcher"]}


def matched(line: str, where: str) -> dict[str, str] | None:
    """What the first matcher that fits finds in a line: file, line, column, message."""
    for matcher in matchers()[where]:
        pattern = matcher["pattern"]
        pattern = pattern[0] if isinstance(pattern, list) else pattern
        if found := re.search(pattern["regexp"], line):
            names = ("file", "line", "column", "message")
            return {name: found[pattern[name]] for name in names if name in pattern}
    return None


@pytest.mark.parametrize("where", ["code", "github"])
def test_every_message_is_found_by_the_problem_matchers(where: str) -> None:
    stories = HERE / "tests" / "stories" / "everything_wrong"
    told = [
        line
        for file in stories.glob("*/expected.txt")
        for line in file.read_text("utf-8").splitlines()
    ]
    assert len(told) > 300
    for line in told:
        found = matched(line, where)
        assert found, line
        place = ":".join(found[name] for name in ("file", "line", "column") if name in found)
        assert f"{place}: {found['message']}" == line


@pytest.mark.parametrize("where", ["code", "github"])
@pytest.mark.parametrize(
    "line",
    [
        "site: 536 files, 8 chapters, 14 charts; 179 facts: 42 in kept documents, 137 quoted",
        "my-story/site: 58 files",
        "good: 536 files",
        "http://127.0.0.1:8000/  (Ctrl-C ends the preview)",
        "    14 | [52,300 visits](fact:visits.2025)",
        "",
    ],
)
def test_other_lines_are_no_problems(where: str, line: str) -> None:
    assert matched(line, where) is None


def test_the_tasks_of_an_editor_are_commands_that_there_are() -> None:
    tasks = json.loads((HERE / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    for task in tasks:
        program, command, *options = task["args"]
        assert program == "build.py" and command in COMMANDS
        usage("build.py").parse_args([command, *options])


def test_the_hook_for_commits_checks_what_a_story_is_made_of() -> None:
    (hook,) = yaml.safe_load((HERE / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    scripts = tomllib.loads((HERE / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert program in scripts and hook["language"] == "python"
    assert usage(program).parse_args(arguments).command == "check"
    assert {"id", "name", "entry", "language"} < set(hook)
    for path in ("data.yaml", "published.json", "content/01-a.md", "content/charts/rd.py",
                 "seeds/a.pdf", "editions/2026-01-05.html", "templates/base.html"):  # fmt: skip
        assert re.search(hook["files"], path), path
    for path in ("README.md", "site/index.html", "old/data.yaml"):
        assert not re.search(hook["files"], path), path


def test_only_a_push_to_main_is_deployed_and_only_once_it_is_released() -> None:
    jobs = yaml.safe_load(FILE.read_text("utf-8"))["jobs"]
    published = "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert jobs["deploy"]["if"] == published
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["build"]["steps"][0]["with"]["persist-credentials"] is False
    steps = [step.get("run") or step["uses"].partition("@")[0] for step in jobs["build"]["steps"]]
    assert steps.index("make busy") < steps.index("actions/upload-pages-artifact")
    released = steps.index(".venv/bin/python build.py check --released")
    assert released < steps.index("actions/upload-pages-artifact")
    assert jobs["build"]["steps"][released]["if"] == published


def test_reviewers_see_the_story_and_what_changes_forks_included() -> None:
    """Nothing here needs more than to read, which is all that a fork's run may do."""
    steps = yaml.safe_load(FILE.read_text("utf-8"))["jobs"]["build"]["steps"]
    shown = [step for step in steps if step.get("if") == "github.event_name == 'pull_request'"]
    assert [step.get("run") for step in shown] == [
        '.venv/bin/python build.py diff HEAD^1 --format markdown >> "$GITHUB_STEP_SUMMARY"',
        ".venv/bin/python build.py preview preview.html",
        None,
    ]
    assert shown[2]["with"]["archive"] is False


def test_what_is_late_is_looked_for_each_week_once_one_line_says_so(tmp_path: Path) -> None:
    off = yaml.safe_load(DUE.read_text("utf-8"))
    assert off[True] == {"workflow_dispatch": None}  # YAML 1.1 reads "on" as true
    assert off["permissions"] == {}
    assert off["jobs"]["due"]["permissions"] == {"contents": "read", "issues": "write"}
    file = changed(tmp_path, SWITCH, SWITCH.replace("# ", ""), DUE)
    assert yaml.safe_load(file.read_text("utf-8"))[True]["schedule"] == [{"cron": "20 6 * * 1"}]
    assert follows_the_schema(file)[0] == 0
    assert audited(file)[0] == 0


@pytest.mark.parametrize(
    ("late", "open_issues", "opened"),
    [
        ("", "", False),
        ("data.yaml:3:4: late", "", True),
        ("data.yaml:3:4: late", "Something else\nNew figures are due, I think", True),
        ("data.yaml:3:4: late", "Something else\nNew figures are due", False),
    ],
)
def test_one_issue_is_opened_where_something_is_late(
    tmp_path: Path, late: str, open_issues: str, opened: bool
) -> None:
    step = yaml.safe_load(DUE.read_text("utf-8"))["jobs"]["due"]["steps"][-1]
    said = f"#!/bin/sh\nprintf '%s' '{late}' >&2\n" + ("exit 1\n" if late else "")
    listed = f"[ $2 = list ] && printf '%s' '{open_issues}' || echo \"$@\" > opened\n"
    for name, script in ((".venv/bin/python", said), ("bin/gh", f"#!/bin/sh\n{listed}")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=tmp_path,
        env={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "TITLE": step["env"]["TITLE"]},
    )
    assert done.returncode == 0
    assert (tmp_path / "opened").exists() is opened
    if opened:
        asked = (tmp_path / "opened").read_text().strip()
        assert asked == "issue create --title New figures are due --body-file late.txt"
        assert (tmp_path / "late.txt").read_text() == late


@pytest.mark.parametrize("file", [FILE, STORYS], ids=["own", "story"])
def test_what_was_deployed_is_read_back(file: Path) -> None:
    jobs = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    assert jobs["verify"]["needs"] == "deploy"
    assert jobs["verify"]["permissions"] == {"contents": "read"}
    last = jobs["verify"]["steps"][-1]
    assert last["env"] == {"URL": "${{ needs.deploy.outputs.url }}"}
    assert 'build.py verify "$URL"' in last["run"]
    assert jobs["deploy"]["outputs"] == {"url": "${{ steps.deployment.outputs.page_url }}"}
