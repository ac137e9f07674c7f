"""A story's folder may be shared: what somebody planted there leads no build out of it."""

from __future__ import annotations

import errno
import os
import pickle
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import running
from minimal import STORY
from test_command import lay

from datastory import cache
from datastory.disk import files, site_folder

ENGINE = Path(__file__).resolve().parent.parent
Plant = Callable[[Path, Path], object]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small story with what its build leaves."""
    root = tmp_path_factory.mktemp("built") / "story"
    lay(root, STORY)
    assert running.run("--root", root)[0] == 0
    return root


@pytest.fixture
def root() -> Iterator[Path]:
    """A small story in a folder, and beside it one that is nobody's business."""
    with tempfile.TemporaryDirectory() as folder:  # a short path: sockets have names of 100 bytes
        for name in ("outside/folder", "story"):
            (Path(folder) / name).mkdir(parents=True)
        (Path(folder) / "outside/file").write_text("theirs")
        (Path(folder) / "outside/site").mkdir()
        lay(Path(folder) / "story", STORY)
        yield Path(folder) / "story"


def run(root: Path, *command: str) -> tuple[int, str, str]:
    return running.run(*command, "--root", "story", cwd=root.parent)


def apart(root: Path, *command: str, **limits: Callable[[], object]) -> tuple[int, str, str]:
    """The same in a process of its own, which is ended where it waits for ever."""
    done = subprocess.run(
        [sys.executable, ENGINE / "build.py", *command, "--root", "story"],
        capture_output=True, text=True, timeout=300, cwd=root.parent, **limits,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def outside(root: Path) -> dict[str, bytes | None]:
    """All that stands beside the story."""
    return {
        path.relative_to(root.parent).as_posix(): path.read_bytes() if path.is_file() else None
        for path in root.parent.rglob("*")
        if not path.is_relative_to(root)
    }


def link(place: str, target: str) -> Plant:
    def plant(root: Path, theirs: Path) -> None:
        path = root / place
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(theirs / target)

    return plant


def pipe(place: str) -> Plant:
    def plant(root: Path, theirs: Path) -> None:
        (root / place).unlink(missing_ok=True)
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(root / place)

    return plant


def door(place: str) -> Plant:
    def plant(root: Path, theirs: Path) -> None:
        (root / place).unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(str(root / place))

    return plant


# Each beside or in place of what a build has left. By which command, and what it says.
GOOD = ""
PLANTED: dict[str, tuple[Plant, str, str]] = {
    "the cache leads out": (link(".cache", "folder"), "build", ".cache: this is a link"),
    "the cache leads nowhere": (link(".cache", "none"), "build", ".cache: this is a link"),
    "the cache leads out, checked": (link(".cache", "folder"), "check", ".cache: this is a link"),
    "answers lead out": (link(".cache/answers", "file"), "build", GOOD),
    "new answers lead out": (link(".cache/answers.new", "file"), "build", GOOD),
    "new answers lead nowhere": (link(".cache/answers.new", "none"), "build", GOOD),
    "the record leads out": (link(".cache/built.json", "file"), "build", GOOD),
    "the new record leads nowhere": (link(".cache/built.json.new", "none"), "build", GOOD),
    "the spare site leads out": (link(".cache/site", "site"), "build", GOOD),
    "the spare site leads nowhere": (link(".cache/site", "none"), "build", GOOD),
    "a page leads out": (link("site/index.html", "file"), "build", GOOD),
    "a page leads nowhere": (link("site/index.html", "none"), "build", GOOD),
    "another page leads nowhere": (link("site/other.html", "none"), "build", GOOD),
    "a folder of pages leads out": (link("site/facts", "folder"), "build", GOOD),
    "a folder of pages leads nowhere": (link("site/facts", "none"), "build", GOOD),
    "another folder of pages leads out": (link("site/other", "folder"), "build", GOOD),
    "the site leads out": (link("site", "site"), "build", "site: this is a link"),
    "the site leads nowhere": (link("site", "none"), "build", "site: this is a link"),
    "the new site leads out": (link(".site.new", "site"), "build", GOOD),
    "the new site leads nowhere": (link(".site.new", "none"), "build", GOOD),
    "the old site leads out": (link(".site.old", "site"), "build", GOOD),
    "the new ledger leads out": (link(".published.json.new", "file"), "release", GOOD),
    "the new ledger leads nowhere": (link(".published.json.new", "none"), "release", GOOD),
    "the ledger leads nowhere": (
        link("published.json", "none"), "release", "published.json: this link leads out",
    ),
    "the ledger leads out": (
        link("published.json", "file"), "release", "published.json: this link leads out",
    ),
    "a chapter leads out": (
        link("content/02-other.md", "file"), "build", "content/02-other.md: this link leads out",
    ),
    "the chapters lead out": (link("content", "folder"), "build", "content: a story needs"),
    "answers are a pipe": (pipe(".cache/answers"), "build", GOOD),
    "the record is a pipe": (pipe(".cache/built.json"), "build", GOOD),
    "the cache is a pipe": (pipe(".cache"), "build", GOOD),
    "a page is a pipe": (pipe("site/index.html"), "build", GOOD),
    "a chapter is a pipe": (
        pipe("content/02-other.md"), "build", "content/02-other.md: this is no file",
    ),
    "the data are a pipe": (pipe("data.yaml"), "build", "data.yaml"),
    "answers are a socket": (door(".cache/answers"), "build", GOOD),
    "a page is a socket": (door("site/index.html"), "build", GOOD),
    "a source is a socket": (door("seeds/door.txt"), "build", "seeds/door.txt: this is no file"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_nothing_is_written_or_waited_for_outside_of_the_story(
    root: Path, built: Path, name: str
) -> None:
    plant, command, said = PLANTED[name]
    if "site" not in name and "page" not in name:
        (root / ".cache").mkdir()
        (root / "site").mkdir()
    else:
        for left in (".cache", "site"):
            shutil.copytree(built / left, root / left)
        chapter = next((root / "content").glob("*.md"))
        chapter.write_text(chapter.read_text("utf-8").replace("The town", "Our town"), "utf-8")
    if name in ("the cache is a pipe",):
        shutil.rmtree(root / ".cache")
    plant(root, root.parent / "outside")
    before = outside(root)
    code, _, told = (apart if "pipe" in name else run)(root, command)
    assert outside(root) == before
    assert (code, bool(told)) == ((1, True) if said else (0, False)), told
    assert said in told
    if command == "build" and not said:
        assert not any(path.is_symlink() for path in (root / "site").rglob("*"))
        assert b"<html" in (root / "site/index.html").read_bytes()


class Acts:
    def __init__(self, name: str) -> None:
        self.name = name

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch outside/{self.name}",)


@pytest.mark.parametrize("command", ["build", "check", "facts", "diff"])
def test_no_command_runs_what_stands_in_the_cache(root: Path, command: str) -> None:
    (root / ".cache").mkdir()
    for name in ("answers", "memory", "built.json", "links.json"):
        (root / ".cache" / name).write_bytes(pickle.dumps(Acts(name)))
    before = outside(root)
    run(root, command)
    assert outside(root) == before


@pytest.mark.parametrize("name", ["../out.html", "/out.html", "a/../../out.html", "a//b", "./c"])
def test_no_page_is_written_outside_of_the_site(tmp_path: Path, name: str) -> None:
    """Whoever may have made it up."""
    pages = {"index.html": b"", name: b"x"}
    (problem,) = site_folder.write_tree(tmp_path / "site", pages, tmp_path)
    assert str(problem).endswith("this path leads out of the site's folder; nothing was written")
    assert list(tmp_path.iterdir()) == []


# A small disk

LIMIT = 200_000  # bytes of a file: more than any of the site or a face, less than the answers kept


def small() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))


def test_a_cache_that_does_not_fit_is_given_up_and_every_retry_works(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    chapter = next((root / "content").glob("*.md"))
    for words in ("The town", "Our town", "This town"):
        chapter.write_text(chapter.read_text("utf-8").replace("The town", words), "utf-8")
        code, _, told = apart(root, preexec_fn=small)
        assert (code, told) == (0, "")
        largest = max(path.stat().st_size for path in (root / "site").rglob("*") if path.is_file())
        assert largest <= LIMIT
        assert not [path.name for path in (root / ".cache").glob("answers*")]
    code, _, told = run(root, "check")
    assert (root / ".cache/answers").stat().st_size > LIMIT


def test_where_the_site_does_not_fit_the_cache_makes_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "FEW", 1)
    made = cache.Cache(tmp_path / ".cache/answers", "1")
    made.put(b"asked", "answer", str)
    made.save()
    (tmp_path / site_folder.SPARE).mkdir()
    (tmp_path / site_folder.SPARE / "old.html").write_bytes(b"x" * 100)
    linked = site_folder._exchange

    def full(staging: Path, out: Path) -> None:
        if any((tmp_path / ".cache").iterdir()):
            raise OSError(errno.ENOSPC, "No space left on device")
        linked(staging, out)

    monkeypatch.setattr(site_folder, "_exchange", full)
    with cache.using(made):
        assert site_folder.write_tree(tmp_path / "site", {"index.html": b"new"}, tmp_path) == []
    assert (tmp_path / "site/index.html").read_bytes() == b"new"
    made.put(b"other", "answer", str)
    made.save()
    assert not (tmp_path / ".cache/answers").exists()


def test_a_planted_file_is_replaced_and_keeps_nothing_of_the_old(tmp_path: Path) -> None:
    (tmp_path / ".a.md.new").write_text("planted")
    assert files.write_file(tmp_path / "a.md", b"new") == []
    assert os.listdir(tmp_path) == ["a.md"] and (tmp_path / "a.md").read_bytes() == b"new"
