import errno
import functools
import itertools
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from minimalsite import site

from datastory.disk import site_folder
from datastory.disk.site_folder import MARKER, MARKER_TEXT, NOT_JEKYLL, write_tree

HERE = Path(__file__).resolve().parent.parent
KILLS = int(os.environ.get("KILLS", "20"))
STEP = "this folder was not made by a build, so it is not replaced; empty it, or build elsewhere"

# Writes one version of a site after the other until it is killed.
WRITER = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from datastory.disk import site_folder
from minimalsite import site
out, times, names, two_renames = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4], sys.argv[5]
if two_renames == "yes":
    site_folder._swap = lambda one, other: False
print("ready", flush=True)
for turn in range(times):
    problems = site_folder.write_tree(out, site(names[turn % len(names)]), out.parent)
    assert not problems, problems
"""


def held(out: Path) -> dict[str, bytes]:
    """The pages of a site."""
    besides = MARKER, NOT_JEKYLL
    files = [path for path in out.rglob("*") if path.is_file() and path.name not in besides]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def write(out: Path, pages: Mapping[str, bytes], root: Path | None = None) -> list[str]:
    return [str(problem) for problem in write_tree(out, pages, root or out.parent)]


def writer(out: Path, times: int, names: str, two_renames: str = "no") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, HERE, out, str(times), names, two_renames],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


# What is written


def test_a_site_is_written_with_its_mark(tmp_path: Path) -> None:
    out = tmp_path / "on" / "the way" / "site"
    assert write(out, site("A")) == []
    assert held(out) == site("A")
    assert (out / MARKER).read_bytes() == MARKER_TEXT
    assert (out / NOT_JEKYLL).read_bytes() == b""
    assert os.listdir(out.parent) == ["site"]


def test_a_host_that_publishes_from_git_gets_the_whole_site(tmp_path: Path) -> None:
    write(tmp_path / "site", site("A"))
    pages = shutil.copytree(tmp_path / "site", tmp_path / "pages")
    subprocess.run(["git", "init", "-q"], cwd=pages, check=True)
    subprocess.run(["git", "add", "-A"], cwd=pages, check=True)
    staged = subprocess.run(["git", "ls-files", "-z"], cwd=pages, check=True, capture_output=True)
    names = {os.fsdecode(name) for name in staged.stdout.split(b"\0") if name}
    assert names == {*site("A"), MARKER, NOT_JEKYLL}


@pytest.mark.parametrize(
    "marker",
    [
        MARKER_TEXT.replace(b"\n", b"\r\n"),
        MARKER_TEXT + b"*\n!.gitignore\n",  # as the first versions wrote it
    ],
)
def test_a_site_of_an_older_version_or_another_system_is_replaced(
    tmp_path: Path, marker: bytes
) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / MARKER).write_bytes(marker)
    (out / "index.html").write_bytes(b"old")
    assert write(out, site("A")) == []
    assert held(out) == site("A") and (out / MARKER).read_bytes() == MARKER_TEXT


def test_what_is_no_longer_made_goes_and_what_is_the_same_stays(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, site("A") | {"old/index.html": b"old"})
    before = (out / "same.css").stat()
    assert write(out, site("B")) == []
    assert held(out) == site("B")
    assert (out / "same.css").stat() == before or (out / "same.css").stat().st_ino == before.st_ino
    assert not (out / "old").exists()


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, site("A"))

    def times() -> list[tuple[Path, int, int]]:
        every = [(path, path.stat()) for path in [tmp_path, out, *out.rglob("*")]]
        return [(path, status.st_mtime_ns, status.st_ino) for path, status in every]

    before = times()
    assert write(out, site("A")) == [] and times() == before


@pytest.mark.parametrize("harm", ["changed", "deleted", "added", "linked"])
def test_a_site_that_was_touched_is_made_whole(tmp_path: Path, harm: str) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    page = out / "index.html"
    if harm in ("deleted", "linked"):
        page.unlink()
    if harm == "changed":
        page.write_text("Z")
    if harm == "added":
        (out / "more.html").write_text("")
    if harm == "linked":
        (tmp_path / "elsewhere").write_text("A")
        page.symlink_to("../elsewhere")
    assert write(out, site("A")) == []
    assert held(out) == site("A") and not page.is_symlink()


def test_an_empty_folder_becomes_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert write(tmp_path / "site", site("A")) == []


# The old site, with which the next begins


def spare(root: Path) -> Path:
    """The site B, and beside it the site A that it replaced."""
    (root / ".cache").mkdir()
    for version in "AB":
        assert write(root / "site", site(version)) == []
    assert held(root / ".cache" / "site") == site("A")
    return root / ".cache" / "site"


def test_the_old_site_becomes_the_next(tmp_path: Path) -> None:
    folder = (spare(tmp_path) / "pages" / "0").stat()
    assert write(tmp_path / "site", site("C")) == []
    assert held(tmp_path / "site") == site("C") and held(tmp_path / ".cache/site") == site("B")
    assert (tmp_path / "site" / "pages" / "0").stat().st_ino == folder.st_ino
    assert sorted(os.listdir(tmp_path)) == [".cache", "site"]


@pytest.mark.parametrize("harm", ["changed", "deleted", "added", "linked", "led away", "emptied"])
def test_an_old_site_that_was_touched_is_never_seen(tmp_path: Path, harm: str) -> None:
    old = spare(tmp_path)
    before = held(tmp_path / "site")
    same, elsewhere = old / "same.css", tmp_path / "elsewhere"
    elsewhere.mkdir()
    if harm in ("deleted", "linked"):
        same.unlink()
    if harm == "changed":  # as editors write: the live site's file is another from then on
        (old / "new.css").write_text("Z")
        os.replace(old / "new.css", same)
    if harm == "added":
        (old / "more").mkdir()
    if harm == "linked":
        same.symlink_to(tmp_path / "site" / "same.css")
    if harm == "led away":
        shutil.rmtree(old / "pages")
        (old / "pages").symlink_to(elsewhere)
    if harm == "emptied":
        shutil.rmtree(old / "pages")
    assert held(tmp_path / "site") == before
    assert write(tmp_path / "site", site("A")) == []
    assert held(tmp_path / "site") == site("A") and not os.listdir(elsewhere)
    assert not any(path.is_symlink() or path.name == "more" for path in tmp_path.rglob("*"))


def test_an_old_site_on_another_disk_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare(tmp_path)
    real = os.rename

    def renamed(old: Path, new: Path) -> None:
        if ".cache" in f"{old}{new}":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(old, new)

    monkeypatch.setattr(os, "rename", renamed)
    assert write(tmp_path / "site", site("C")) == []
    assert held(tmp_path / "site") == site("C")
    assert sorted(os.listdir(tmp_path)) == [".cache", "site"]


# What is refused


def refuse(out: Path, root: Path, message: str) -> None:
    before = {path: path.lstat().st_mtime_ns for path in root.parent.rglob("*")}
    (problem,) = write(out, site("A"), root)
    assert message in problem
    assert {path: path.lstat().st_mtime_ns for path in root.parent.rglob("*")} == before


@pytest.mark.parametrize("files", [{"a.txt": b"a"}, {MARKER: b"*\n!.gitignore\n", "a.txt": b"a"},
                                   {MARKER: b""}, {".env": b""}])  # fmt: skip
def test_a_folder_that_no_build_made_is_not_replaced(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    out = tmp_path / "root" / "site"
    out.mkdir(parents=True)
    for name, data in files.items():
        (out / name).write_bytes(data)
    refuse(out, tmp_path / "root", STEP)


def test_a_repository_in_the_site_is_not_deleted(tmp_path: Path) -> None:
    out = tmp_path / "root" / "site"
    write(out, site("A"))
    (out / ".git").mkdir()
    refuse(out, tmp_path / "root", "site: this folder holds a repository (.git)")


def test_a_file_or_a_link_is_not_replaced(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root / "real", site("B"))
    (root / "file").write_text("")
    (root / "link").symlink_to("real")
    (root / "broken").symlink_to("nothing")
    refuse(root / "file", root, "file: this is a file; a site is written into a folder")
    refuse(root / "file" / "site", root, "site: a file stands where this folder, or one above")
    for name in ("link", "broken"):
        refuse(root / name, root, f"{name}: this is a link; a site is written into a folder of its")


@pytest.mark.parametrize(
    "out",
    [".", "..", "", "content", "content/site", "seeds/x", "templates", "data.yaml", ".git/site",
     ".cache", "site/../content/x", "here/content/x"],
)  # fmt: skip
def test_a_site_is_not_written_into_the_story(tmp_path: Path, out: str) -> None:
    root = tmp_path / "root"
    (root / "content").mkdir(parents=True)
    (root / "here").symlink_to(".")
    refuse(root / out, root, "build into one of its own, such as site/")


def test_a_mounted_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "root" / "site"
    write(out, site("A"))
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == out)
    refuse(out, tmp_path / "root", "site: this folder is mounted, so it cannot be replaced in one")


# What fails


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: int, after: int) -> Iterator[None]:
    """The system refuses a call, after it has answered a few."""
    owner: object = site_folder if name == "write_new" else os
    real, calls = getattr(owner, name), itertools.count()

    def refused(*given: object, **more: object) -> object:
        if next(calls) >= after:
            raise OSError(error, os.strerror(error))
        return real(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, refused)
        yield


@pytest.mark.parametrize(
    ("name", "error", "after", "message"),
    [
        ("write_new", errno.ENOSPC, 40, "site: the disk is full; nothing was changed"),
        ("write_new", errno.EDQUOT, 0, "site: your share of the disk is full; nothing was"),
        ("mkdir", errno.EROFS, 0, "site: this disk can only be read; build elsewhere with --out"),
        ("mkdir", errno.EACCES, 30, "site: this may not be read or written by you; change its"),
        ("open", errno.EACCES, 0, "site: this may not be read or written by you; change its"),
    ],
)
def test_what_the_system_refuses_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: int, after: int, message: str
) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    with failing(monkeypatch, name, error, after):
        (problem,) = write(out, site("B"))
    assert problem.startswith(message)
    assert held(out) == site("A") and os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (errno.EBUSY, "site: this folder is mounted or in use, so it cannot be replaced in one"),
        (errno.EXDEV, "site: this folder is part of another disk or layer, so it cannot be"),
    ],
)
def test_a_folder_that_cannot_be_exchanged_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, message: str
) -> None:
    out = tmp_path / "site"
    write(out, site("A"))

    def refused(one: Path, other: Path) -> bool:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(site_folder, "_swap", refused)
    (problem,) = write(out, site("B"))
    assert problem.startswith(message)
    assert held(out) == site("A") and os.listdir(tmp_path) == ["site"]


@pytest.mark.parametrize("calls", [("renameat2",), ("renamex_np",), ()])
@pytest.mark.parametrize("error", [0, errno.EBUSY, errno.ENOTSUP])
def test_a_site_is_exchanged_as_the_system_knows_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: tuple[str, ...], error: int
) -> None:
    """As on Linux, on macOS, and where there is no such call; `error` is what the system says."""
    asked: list[str] = []

    class Library:
        def __init__(self) -> None:
            for name in calls:
                setattr(self, name, functools.partial(self.exchange, name))

        def exchange(self, name: str, *given: object) -> int:
            asked.append(name)
            one, other = (Path(os.fsdecode(each)) for each in given if isinstance(each, bytes))
            if error:
                site_folder.ctypes.set_errno(error)
                return -1
            os.rename(one, tmp_path / "between")
            os.rename(other, one)
            os.rename(tmp_path / "between", other)
            return 0

    out = tmp_path / "site"
    write(out, site("A"))
    monkeypatch.setattr(site_folder.ctypes, "CDLL", lambda *given, **more: Library())
    refused = error == errno.EBUSY and calls != ()
    assert [problem.partition(",")[0] for problem in write(out, site("B"))] == (
        ["site: this folder is mounted or in use"] if refused else []
    )
    assert asked == list(calls)
    assert held(out) == site("A" if refused else "B") and os.listdir(tmp_path) == ["site"]


def test_a_disk_without_hard_links_holds_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    with failing(monkeypatch, "link", errno.EPERM, 0):
        assert write(out, site("B")) == []
    assert held(out) == site("B")


def test_a_folder_that_became_anothers_while_a_build_waited_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    recover = site_folder._recover

    def taken(folder: Path) -> None:
        recover(folder)
        folder.mkdir()
        (folder / "a.txt").write_text("mine")

    monkeypatch.setattr(site_folder, "_recover", taken)
    (problem,) = write(out, site("A"))
    assert problem.startswith("site: this folder was not made by a build, so it is not replaced")
    assert held(out) == {"a.txt": b"mine"}


def test_a_disk_that_is_really_full_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    large = {**site("B"), "large.bin": b"x" * 200_000}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        (problem,) = write(out, large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert problem == "site: File too large; nothing was changed"
    assert held(out) == site("A") and os.listdir(tmp_path) == ["site"]


def test_a_folder_that_may_not_be_written_leaves_the_old_site() -> None:
    """As somebody who may not, for the tests may run as one who may do all."""
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from datastory.disk.site_folder import write_tree;"
        "os.getuid() or os.setuid(65534);"
        "out = Path(sys.argv[2]); problems = write_tree(out, {'index.html': b'B'}, out.parent);"
        "print(*problems, flush=True);"
        "os._exit(0)"  # what measures coverage may write no more
    )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        write(root / "site", {"index.html": b"A"})
        os.chmod(folder, 0o755)
        os.chmod(root, 0o555)
        done = subprocess.run(
            [sys.executable, "-c", code, HERE, root / "site"], capture_output=True, text=True
        )
        os.chmod(root, 0o755)
        message = "site: this may not be read or written by you; change its permissions"
        assert (done.stdout.strip(), done.stderr) == (message, "")
        assert held(root / "site") == {"index.html": b"A"}


# Without an exchange in one step


@pytest.fixture
def two_renames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_folder, "_swap", lambda one, other: False)


def test_without_an_exchange_two_renames_do(tmp_path: Path, two_renames: None) -> None:
    out = tmp_path / "site"
    for version in "ABA":
        assert write(out, site(version)) == []
        assert held(out) == site(version) and os.listdir(tmp_path) == ["site"]


def test_a_second_rename_that_fails_brings_the_old_site_back(
    tmp_path: Path, two_renames: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    real = os.rename

    def refused(old: Path, new: Path) -> None:
        if Path(old).name == ".site.new":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(old, new)

    monkeypatch.setattr(os, "rename", refused)
    assert write(out, site("B")) == ["site: the disk is full; nothing was changed"]
    assert held(out) == site("A") and os.listdir(tmp_path) == ["site"]


def test_a_build_killed_between_two_renames_is_taken_back(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    os.rename(out, tmp_path / ".site.old")
    (tmp_path / ".site.new" / "pages").mkdir(parents=True)
    assert write(out, site("A")) == []
    assert held(out) == site("A") and os.listdir(tmp_path) == ["site"]


# Killed, watched, and two at once


@pytest.mark.parametrize("two_renames", ["no", "yes"])
def test_a_killed_build_leaves_a_whole_site_and_the_next_leaves_nothing_else(
    tmp_path: Path, two_renames: str
) -> None:
    chance = random.Random(1)
    whole = [site("A"), site("B"), site("C")]
    out = tmp_path / "site"
    (tmp_path / ".cache").mkdir()
    write(out, site("C"))
    torn = 0
    for _ in range(KILLS if two_renames == "no" else KILLS // 4):
        process = writer(out, 10_000, "AB", two_renames)
        with process:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 0.1)
            process.kill()
        if two_renames == "yes" and not out.exists():
            torn += 1
            assert held(tmp_path / ".site.old") in whole
        else:
            assert held(out) in whole
        assert write(out, site("C")) == []
        assert held(out) == site("C") and sorted(os.listdir(tmp_path)) == [".cache", "site"]
    assert two_renames == "yes" or torn == 0


def test_a_killed_command_leaves_a_whole_site_and_the_next_leaves_nothing_else(
    tmp_path: Path,
) -> None:
    """All of it: caches are being written too, and processes started."""
    chance = random.Random(2)
    root = tmp_path / "story"
    shutil.copytree(HERE / "tests" / "stories" / "small", root)
    chapter = root / "content" / "01-lending.md"
    words = chapter.read_text()
    command = [sys.executable, HERE / "build.py", "--root", root]
    versions = [words, words.replace("leave the house", "leave our house")]
    whole = []
    for version in versions:
        chapter.write_text(version)
        subprocess.run(command, check=True)
        whole.append(held(root / "site"))

    def names() -> set[Path]:
        old = root / ".cache" / "site"  # is there if the site before was another
        every = (path for path in root.rglob("*") if not path.is_relative_to(old))
        return {path.relative_to(root) for path in every}

    before = names()
    for turn in range(max(2, KILLS // 10)):
        chapter.write_text(versions[turn % 2])
        shutil.rmtree(root / ".cache")
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
            time.sleep(chance.random() * 3)
            process.kill()
            assert process.stderr  # its processes hold it open, and end a moment after it
            process.stderr.read()
        assert held(root / "site") in whole
        subprocess.run(command, check=True)
        assert held(root / "site") == whole[turn % 2]
        assert names() <= before  # the cache comes last: of a build killed before that it has none


def test_a_reader_never_meets_a_missing_page(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, site("A"))
    seen = [b"A"]
    with writer(out, 10_000, "BA") as process:
        while len(seen) < 20 and process.poll() is None:
            for name in ("index.html", "pages/0/index.html", "pages/59/index.html"):
                version = (out / name).read_bytes()[:1]
                if version != seen[-1]:
                    seen.append(version)
        process.kill()
        _, told = process.communicate()
    assert told == "" and set(seen) == {b"A", b"B"} and len(seen) == 20


def test_two_builds_at_once_wait_for_one_another(tmp_path: Path) -> None:
    out = tmp_path / "site"
    both = [writer(out, 8, names) for names in ("AB", "CD")]
    told = [process.communicate()[1] for process in both]
    assert told == ["", ""]
    assert held(out) in [site(version) for version in "ABCD"]
    assert os.listdir(tmp_path) == ["site"]
