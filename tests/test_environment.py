"""`make` sets up .venv where it has to, and only there; nothing is fetched here."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment

ROOT = Path(__file__).resolve().parent.parent
SETTING_UP = "setting up .venv with Python "


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose lists are empty, so that there is nothing to fetch."""
    root = tmp_path / "repository"
    (root / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", root)
    shutil.copy(ROOT / "tools/environment.py", root / "tools")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / name).write_text("# nothing\n")
    return root


def make(root: Path, *arguments: str) -> tuple[int, str, str]:
    """`make run` with the Python of these tests, unless `arguments` name one."""
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON")  # of the make that runs these tests
    environ = {name: text for name, text in os.environ.items() if name not in outer}
    done = subprocess.run(
        ["make", "run", *arguments], cwd=root, env=environ, capture_output=True, text=True
    )
    return done.returncode, done.stdout, done.stderr


def named(program: Path, version: str) -> str:
    """A Python that says it is of a `version`, such as "3.9"."""
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    major, minor = version.split(".")
    program.write_text(
        '#!/bin/sh\n[ "$1" = -ESc ] || exit 9\n'
        f'exec {python} -ESc "import sys; sys.version_info = ({major}, {minor}, 0); $2"\n'
    )
    program.chmod(0o755)
    return f"PYTHON={program}"


def test_it_is_made_once_and_anew_for_another_place_or_python(
    repository: Path, tmp_path: Path
) -> None:
    python = f"PYTHON={sys.executable}"
    code, said, _ = make(repository, python)
    assert code == 0 and said.startswith(SETTING_UP)
    assert make(repository, python) == (0, "", "")
    assert make(repository) == (0, "", "")  # the one that made it looks after it
    (repository / "requirements.txt").write_text("# nothing else\n")
    assert make(repository) == (0, "", "")
    moved = repository.rename(tmp_path / "moved")
    code, said, _ = make(moved)
    assert code == 0 and said.startswith(SETTING_UP)
    assert str(moved) in (moved / ".venv/bin/activate").read_text()
    record = moved / ".venv/made.json"
    made = json.loads(record.read_text())
    record.write_text(json.dumps(made | {"python": "cpython-310"}))
    assert make(moved)[1].startswith(SETTING_UP)
    assert json.loads(record.read_text()) == made
    (moved / ".venv/bin/python").unlink()
    (moved / ".venv/bin/python").symlink_to("/no/such/python")
    assert make(moved, python)[1].startswith(SETTING_UP)


@pytest.mark.parametrize("record", [None, "{", "", "[]"])
def test_a_record_that_is_damaged_is_none(
    record: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what it told of is made anew, as at first."""
    monkeypatch.chdir(tmp_path)
    environment.RECORD.parent.mkdir()
    if record is not None:
        environment.RECORD.write_text(record)
    assert environment.recorded() == {}


@pytest.mark.parametrize("version", ["2.7", "3.9", "3.10"])
def test_an_old_python_is_named_in_one_line(repository: Path, tmp_path: Path, version: str) -> None:
    python = named(tmp_path / "old", version)
    code, said, told = make(repository, python)
    assert code and said == ""
    assert told.splitlines()[0] == (
        f"{tmp_path}/old is Python {version}, and 3.11 or newer is needed; name one that is: "
        "make PYTHON=python3.12"
    )
    assert len(told.splitlines()) == 2  # make adds that it failed
    assert not (repository / ".venv").exists()


def test_a_python_that_is_not_there_is_named_in_one_line(repository: Path) -> None:
    code, _, told = make(repository, "PYTHON=no-such-python")
    assert code and told.startswith("there is no no-such-python here, and Python 3.11 or newer is")
    assert len(told.splitlines()) == 2
