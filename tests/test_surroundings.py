"""The command where the machine, the terminal or the folder is not as it should be.

A message says what to do, nothing is lost, and a traceback is always ours.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import running
from minimal import DATA, STORY
from test_command import held, lay

from datastory.command_line import main

HERE = Path(__file__).resolve().parent.parent
LONG = "a" * 300
NO_SPACE = "standard output: no space left on device; make room for it"
UNREADABLE = "this may not be read or written by you; change its permissions"
TOO_LONG = "this name is too long; choose a shorter one"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built") / "story"
    lay(root, STORY)
    assert main(["--root", str(root)]) == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Iterator[Path]:
    """Whatever happens, the site that stood there stands there still."""
    copy = shutil.copytree(built, tmp_path / "story")
    before = held(copy / "site")
    yield copy
    assert held(copy / "site") == before


def run(
    *arguments: object, python: tuple[str, ...] = (), **options: object
) -> tuple[int, str, str]:
    """The command in a process of its own: exit code, standard output and standard error."""
    environ = os.environ | options.pop("environ", {})  # type: ignore[operator]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    done = subprocess.run(  # type: ignore[call-overload]
        [sys.executable, *python, HERE / "build.py", *arguments],
        env=environ, timeout=300, **streams,
    )  # fmt: skip
    told = [
        stream.decode(errors="replace") if stream else "" for stream in (done.stdout, done.stderr)
    ]
    return done.returncode, told[0], told[1]


def shell(command: str, root: Path) -> tuple[int, str, str]:
    """`BUILD` is the command, its story this one's; the exit code is the command's own."""
    line = f"{sys.executable} {HERE / 'build.py'} --root {root}"
    script = f"set -o pipefail\n{command.replace('BUILD', line)}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "place", "message"),
    [
        (["--out", "/"], "/", "the story itself is in this folder; build into one of its own, "
         "such as site/"),
        (["--out", f"/tmp/{LONG}"], f"/tmp/{LONG}", TOO_LONG),
        (["--root", f"/tmp/{LONG}"], f"/tmp/{LONG}", TOO_LONG),
        (["--root", "/tmp/" + "a/" * 5000], "/tmp/" + "a/" * 4999 + "a", TOO_LONG),
        (["new", f"/tmp/{LONG}"], f"/tmp/{LONG}", TOO_LONG),
        (["preview", f"/tmp/{LONG}"], f"/tmp/{LONG}", TOO_LONG),
        (["preview", "/"], "/", "this is a folder; name a file in it"),
        (["preview", "/dev/null/x"], "/dev/null/x", "a file stands where this folder, or one "
         "above it, should be; move it"),
        (["--out", "/dev/null/x"], "/dev/null/x", "a file stands where this folder, or one "
         "above it, should be; move it"),
        (["--root", "/nowhere"], "/nowhere", "there is no such folder"),
        (["--root", "/dev/null"], "/dev/null", "there is no such folder"),
        (["facts", "--root", "/nowhere"], "/nowhere", "there is no such folder"),
        (["serve", "--root", "/nowhere"], "/nowhere", "there is no such folder"),
    ],
)  # fmt: skip
def test_a_path_that_will_not_do_is_one_line(
    root: Path, arguments: list[str], place: str, message: str
) -> None:
    given = arguments if "--root" in arguments else [*arguments, "--root", root]
    assert running.run(*given) == (1, "", f"{place}: {message}\n")


def test_a_path_that_no_terminal_shows_is_one_line(root: Path) -> None:
    code, out, err = run("--root", b"/no\xffwhere")
    assert (code, out, err) == (1, "", "/no?where: there is no such folder\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may do everything")
@pytest.mark.parametrize("folder", [".", "content", "seeds", "content/charts"])
def test_a_folder_that_may_not_be_entered_is_named(root: Path, folder: str) -> None:
    (root / folder).chmod(0)
    try:
        code, out, err = run("--root", root)
    finally:
        (root / folder).chmod(0o755)
    name = str(root) if folder == "." else folder
    assert (code, out) == (1, "") and f"{name}: {UNREADABLE}" in err.splitlines()
    assert "Traceback" not in err


@pytest.mark.parametrize("named", [b"caf\xe9", "café £".encode(), b"\xff"])
def test_a_folder_may_have_any_name(tmp_path: Path, named: bytes) -> None:
    root = os.fsencode(tmp_path) + b"/" + named
    lay(Path(os.fsdecode(root)), STORY)
    for encoding in ("ascii", "utf-8", "latin-1"):
        for _ in range(2):  # the second has nothing to do
            code, out, err = run("--root", root, environ={"PYTHONIOENCODING": encoding})
            assert (code, err) == (0, "") and out.endswith("\n") and " facts" in out
    assert os.path.exists(root + b"/site/index.html")


def test_a_terminal_prints_what_it_can(root: Path) -> None:
    lay(root, {"data.yaml": DATA.replace("what: Share", "what: (£, Ω) Share")})
    shown = {
        "ascii": r"(\xa3, \u03a9) Share",
        "latin-1": "(\ufffd, \\u03a9) Share",
        "utf-8": "(£, Ω) Share",
    }
    for encoding, words in shown.items():
        options = {"environ": {"PYTHONIOENCODING": encoding}}
        code, out, err = run("facts", "--root", root, **options)
        assert (code, err) == (0, "") and words in out, encoding
        code, out, err = run("facts", "--format", "json", "--root", root, **options)
        assert (code, err) == (0, ""), encoding
        (share,) = [fact["what"] for fact in json.loads(out)["facts"] if fact["id"] == "share"]
        assert share == "(£, Ω) Share of the money that went to schools", encoding


# Each is a first build; flags that do not touch each other are tried in one.
@pytest.mark.parametrize("python", [("-OO",), ("-I",), ("-I", "-OO"), ("-E", "-s", "-P", "-B")])
def test_python_may_be_called_in_any_way(root: Path, python: tuple[str, ...]) -> None:
    shutil.rmtree(root / ".cache")
    code, out, err = run("--root", root, python=python, cwd="/")
    assert (code, err) == (0, "") and out.endswith("\n") and " facts" in out
    assert run("--help", python=python)[0] == 0


def test_a_file_beside_the_command_is_no_module_of_python(root: Path, tmp_path: Path) -> None:
    (engine := tmp_path / "engine").mkdir()
    shutil.copy(HERE / "build.py", engine)
    for name in ("datastory", "templates"):
        (engine / name).symlink_to(HERE / name)
    for name in ("numbers", "random", "yaml", "json", "altair", "jinja2"):
        for folder in (engine, root):
            (folder / f"{name}.py").write_text("raise SystemExit(7)\n")
    shutil.rmtree(root / ".cache")
    done = subprocess.run(
        [sys.executable, engine / "build.py", "--root", root], capture_output=True, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, b"") and b" facts" in done.stdout


def test_docstrings_may_be_left_out(root: Path) -> None:
    shutil.rmtree(root / ".cache")
    code, out, err = run("--root", root, environ={"PYTHONOPTIMIZE": "2"})
    assert (code, err) == (0, "") and " facts" in out


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("ulimit -n 16", "content/charts: no process can be started to draw charts: "),
        ("ulimit -f 1", ".cache: neither this folder nor one for temporary files can be written"),
    ],
)
def test_what_the_machine_does_not_allow_is_one_line(root: Path, limit: str, message: str) -> None:
    shutil.rmtree(root / ".cache")
    code, out, err = shell(f"{limit}; BUILD", root)
    assert (code, out) == (1, "") and err.startswith(message) and err.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "code", "out", "err"),
    [
        ("BUILD facts | head -n 1", 0, "rd.2020  10 million yuan", ""),
        ("BUILD facts --format json | head -n 1", 0, "{", ""),
        ("BUILD check | true", 0, "", ""),
        ("BUILD --help | true", 0, "", ""),
        ("BUILD facts > /dev/full", 1, "", NO_SPACE),
        ("BUILD check > /dev/full", 1, "", NO_SPACE),
        ("BUILD facts >&-", 0, "", ""),
        ("BUILD check <&- >&- 2>&-", 0, "", ""),
        ("BUILD --out / 2>&-", 1, "", ""),
        ("BUILD --out / 2> /dev/full", 1, "", ""),
        ("BUILD --out / 2>&1 | true", 1, "", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("cache", ["kept", "deleted"])
def test_a_stream_that_is_closed_or_full_is_no_traceback(
    root: Path, command: str, code: int, out: str, err: str, cache: str
) -> None:
    if cache == "deleted":
        shutil.rmtree(root / ".cache")
    ended, printed, errors = shell(command, root)
    assert (ended, errors.rstrip()) == (code, err)
    assert printed.startswith(out) and (printed != "") == (out != "")


def test_no_site_is_written_where_that_could_not_be_said(root: Path) -> None:
    shutil.rmtree(root / ".cache")
    before = held(root)
    lay(root, {"seeds/new.txt": "Not used.\n"})
    (root / "data.yaml").write_text(DATA.replace("A town that spends", "A town that saves"))
    assert shell("BUILD > /dev/full", root) == (1, "", f"{NO_SPACE}\n")
    assert {path: held(root)[path] for path in before if path.startswith("site/")} == {
        path: text for path, text in before.items() if path.startswith("site/")
    }


@pytest.mark.parametrize("temporary", ["/nowhere", "/dev/null", "/proc"])
def test_no_temporary_folder_is_needed(root: Path, temporary: str) -> None:
    shutil.rmtree(root / ".cache")
    code, out, err = run("--root", root, environ={"TMPDIR": temporary})
    assert (code, err) == (0, "") and out.endswith("\n") and " facts" in out
