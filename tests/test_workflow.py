"""The workflows, against GitHub's own schema and an auditor of workflows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).resolve().parent.parent
FILE = HERE / ".github" / "workflows" / "pages.yml"
DUE = FILE.with_name("due.yml")
SWITCH = "  # schedule: "
BIN = Path(sys.executable).parent


def ran(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=HERE)
    return done.returncode, done.stdout + done.stderr


def follows_the_schema(file: Path) -> tuple[int, str]:
    return ran(BIN / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", file)


def audited(file: Path) -> tuple[int, str]:
    return ran(BIN / "zizmor", "--offline", "--no-progress", "--persona=pedantic", file)


@pytest.mark.parametrize("file", [FILE, DUE], ids=lambda file: file.stem)
def test_a_workflow_follows_the_published_schema(file: Path) -> None:
    assert follows_the_schema(file)[0] == 0


@pytest.mark.parametrize("file", [FILE, DUE], ids=lambda file: file.stem)
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
    used = re.findall(r"uses: (.*)", FILE.read_text("utf-8") + DUE.read_text("utf-8"))
    assert len(used) == 7
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)


def test_no_secret_is_used() -> None:
    assert "secrets." not in FILE.read_text("utf-8") + DUE.read_text("utf-8")


def test_only_a_push_to_main_is_deployed_and_only_once_it_is_released() -> None:
    jobs = yaml.safe_load(FILE.read_text("utf-8"))["jobs"]
    published = "github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"
    assert jobs["deploy"]["if"] == published
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["build"]["permissions"] == {"contents": "read"}
    assert jobs["build"]["steps"][0]["with"]["persist-credentials"] is False
    steps = [step.get("run") or step["uses"].partition("@")[0] for step in jobs["build"]["steps"]]
    assert steps.index("make test") < steps.index("actions/upload-pages-artifact")
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
