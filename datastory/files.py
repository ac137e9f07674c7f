"""The disk: a story's folder in, a whole site out. No other room opens a file of the author's."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from .problem import Location, Problem

# Written into every site: it keeps the folder in git, and marks it as one that we may replace.
MARKER, MARKER_TEXT = ".gitignore", b"*\n!.gitignore\n"
MAX_FILE = 20 * 1024 * 1024
READ = {"data.yaml": "", "published.json": "", "content": "", "seeds": "", "templates": ""}
AT_FDCWD, RENAME_EXCHANGE, RENAME_SWAP = -100, 2, 2


def read_tree(root: Path, fallback: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Every file of a story by its path under `root`, in order of name.

    `templates/` comes from `fallback` where the story has none. Hidden files, and links that lead
    out of the folder, are not read.
    """
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    if not root.is_dir():
        return {}, [Problem(Location(str(root)), "there is no such folder")]
    for name in READ:
        base = fallback if name == "templates" and not (root / name).is_dir() else root
        for path in sorted(_walk(base / name)):
            relative = unicodedata.normalize("NFC", path.relative_to(base).as_posix())
            try:
                if not path.resolve().is_relative_to(base.resolve()):
                    message = "this link leads out of the story's folder; keep the file itself here"
                    problems.append(Problem(Location(relative), message))
                elif path.stat().st_size > MAX_FILE:
                    message = f"larger than {MAX_FILE // 1024**2} MiB; a story's file is smaller"
                    problems.append(Problem(Location(relative), message))
                else:
                    files[relative] = path.read_bytes()
            except OSError as error:
                problems.append(Problem(Location(relative), _said(error)))
    return files, problems


def decode(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    """The author's text files as text: no byte order mark, line ends as "\\n"."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, data in files.items():
        wanted = path == "data.yaml" or path.startswith("seeds/") or path.endswith((".md", ".py"))
        if not wanted or path.startswith("templates/"):
            continue
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = data[: error.start]
            line = before.count(b"\n") + 1
            column = len(before) - (before.rfind(b"\n") + 1) + 1
            message = "this file is not in UTF-8; save it again with the encoding UTF-8"
            problems.append(Problem(Location(path, line, column), message))
            continue
        texts[path] = text.replace("\r\n", "\n").replace("\r", "\n")
    return texts, problems


def write_tree(out: Path, pages: Mapping[str, bytes]) -> list[Problem]:
    """Puts the whole site in place of the old one in a single step, or leaves the old one alone.

    Files that did not change keep their old selves. Where nothing changed, nothing is written.
    """
    wanted = {**pages, MARKER: MARKER_TEXT}
    try:
        refused = _refused(out)
        if refused:
            return [refused]
        with _locked(out.parent):
            staging = out.parent / f".{out.name}.new"
            if staging.exists():
                shutil.rmtree(staging)  # left by a build that was killed
            if _same(out, wanted):
                return []
            try:
                _stage(staging, out, wanted)
                _exchange(staging, out)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        return [Problem(Location(str(out)), _said(error))]
    return []


def write_file(path: Path, data: bytes) -> list[Problem]:
    """Puts one file in its place, whole or not at all; folders on the way are made."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        os.replace(fresh, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        return [Problem(Location(str(path)), _said(error))]
    return []


def _walk(base: Path) -> Iterator[Path]:
    if base.is_file():
        yield base
    for folder, folders, names in os.walk(base):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _refused(out: Path) -> Problem | None:
    where = Location(str(out))
    if out.is_symlink():
        return Problem(where, "this is a link; a site is written into a folder of its own")
    if out.exists() and not out.is_dir():
        return Problem(where, "this is a file; a site is written into a folder")
    if os.path.ismount(out):
        return Problem(where, "this folder is mounted, so it cannot be replaced in one step; "
                       "mount the one above it, or build elsewhere with --out")  # fmt: skip
    if out.is_dir() and any(out.iterdir()):
        marker = out / MARKER
        if not marker.is_file() or marker.read_bytes() != MARKER_TEXT:
            return Problem(where, "this folder was not made by a build, so it is not replaced; "
                           "empty it, or build elsewhere with --out")  # fmt: skip
    return None


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One build at a time; a second one waits. A killed build's lock goes with it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _same(out: Path, wanted: Mapping[str, bytes]) -> bool:
    if not out.is_dir():
        return False
    present = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    return present == wanted.keys() and all(_holds(out / name, wanted[name]) for name in wanted)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _stage(staging: Path, old: Path, wanted: Mapping[str, bytes]) -> None:
    for folder in sorted({str(Path(name).parent) for name in wanted}):
        (staging / folder).mkdir(parents=True, exist_ok=True)
    for name, data in wanted.items():
        if _holds(old / name, data):
            try:
                os.link(old / name, staging / name)
                continue
            except OSError:
                pass  # a disk without hard links
        (staging / name).write_bytes(data)


def _exchange(staging: Path, out: Path) -> None:
    """Swaps two folders in one step; where the system has none, in two renames."""
    if not out.exists():
        os.rename(staging, out)
        return
    if not _swap(staging, out):
        aside = out.parent / f".{out.name}.old"
        shutil.rmtree(aside, ignore_errors=True)
        os.rename(out, aside)
        os.rename(staging, out)
        shutil.rmtree(aside, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(paths[0], paths[1], RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def _said(error: OSError) -> str:
    known = {
        errno.ENOSPC: "the disk is full; nothing was changed",
        errno.EACCES: "this may not be read or written by you; change its permissions",
        errno.EPERM: "this may not be changed by you; change its permissions",
        errno.EROFS: "this disk can only be read; build elsewhere with --out",
        errno.EBUSY: "this folder is mounted or in use, so it cannot be replaced in one step",
        errno.ENOENT: "this vanished while it was read; build again",
    }
    return known.get(error.errno or 0, f"{error.strerror or error}; nothing was changed")


if sys.platform == "win32":  # pragma: no cover
    raise ImportError("the build runs on Linux and macOS (on Windows: in WSL)")
