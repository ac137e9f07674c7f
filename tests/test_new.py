from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from datastory.command_line import main
from datastory.new import new
from datastory.parsing.schema import KEYS, schema, schema_text

HERE = Path(__file__).resolve().parent.parent


def said(folder: Path) -> list[str]:
    return [problem.message for problem in new(folder)]


def test_a_new_story_has_its_files(tmp_path: Path) -> None:
    story = tmp_path / "on" / "the way"
    assert said(story) == []
    assert {path.relative_to(story).as_posix() for path in story.rglob("*.*")} == {
        "data.yaml",
        "data.schema.json",
            "edition.schema.json",
        "build.py",
        "requirements.txt",
        "README.md",
        ".gitignore",
        ".gitattributes",
        ".github",
        ".github/problem-matcher.json",
        ".github/workflows/due.yml",
        ".github/workflows/pages.yml",
        ".vscode",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        "content/01-visits.md",
        "content/02-visitors.md",
        "content/charts/visits.py",
        "content/charts/visits.md",
        "seeds/loans.csv",
        "seeds/report.txt",
    }


def test_git_keeps_of_a_new_story_what_is_not_made(tmp_path: Path) -> None:
    assert said(tmp_path) == []
    for path in (".cache/answers", "site/index.html", "site/facts/index.html", "site/.gitignore"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ignored = ["git", "status", "--porcelain", "--ignored", "--untracked-files=all"]
    told = subprocess.run(ignored, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    lost = {line[3:] for line in told.splitlines() if line.startswith("!!")}
    assert lost == {".cache/answers", "site/index.html", "site/facts/index.html"}


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """Also the one of a repository that is as empty."""
    (tmp_path / ".git").mkdir()
    assert said(tmp_path) == []


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("mine")
    assert said(tmp_path) == ["this folder is not empty; name one that is not there yet"]
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "story").write_text("mine")
    assert said(tmp_path / "story") == ["this is a file; name a folder that is not there yet"]
    assert (tmp_path / "story").read_text() == "mine"


def test_the_command_says_where_the_story_is_or_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "story"
    see = f"{folder}: a story. See it with: python build.py serve --root {folder}\n"
    assert (main(["new", str(folder)]), *capsys.readouterr()) == (0, see, "")
    why = f"{folder}: this folder is not empty; name one that is not there yet\n"
    assert (main(["new", str(folder)]), *capsys.readouterr()) == (1, "", why)


def test_the_schema_in_the_repository_is_the_one_of_the_code() -> None:
    kept = (HERE / "data.schema.json").read_text("utf-8")
    assert kept == schema_text(), "run: python tools/schema.py"
    words = (HERE / "edition.schema.json").read_text("utf-8")
    assert words == schema_text(edition=True), "run: python tools/schema.py"


def test_every_key_is_explained_and_no_other() -> None:
    defined = {name: set(shape["properties"]) for name, shape in schema()["$defs"].items()}
    assert defined == {name: set(keys) for name, keys in KEYS.items()}
