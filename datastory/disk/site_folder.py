"""The site's folder: replaced as a whole in one step, or left alone."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from .. import cache
from ..problem import Location, Problem
from .files import said, write_new
from .stray_files import READ

# Written into every site. The marker keeps the folder in git, and says that it may be replaced; it
# hides no file, for a site may be copied into the repository of a host. There, the other file lets
# GitHub Pages serve what it finds as it is.
MARKER, NOT_JEKYLL = ".gitignore", ".nojekyll"
MARKER_TEXT = b"# Every build of the data story replaces what is in this folder.\n"
SPARE = ".cache/site"
OUTSIDE, FULL = {"", ".", ".."}, (errno.ENOSPC, errno.EDQUOT)
AT_FDCWD, RENAME_EXCHANGE, RENAME_SWAP = -100, 2, 2
NO_EXCHANGE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP)


def write_tree(out: Path, pages: Mapping[str, bytes], root: Path) -> list[Problem]:
    """Puts the whole site in place of the old one in a single step, or leaves the old one alone.

    Files that did not change keep their old selves. Where nothing changed, nothing is written.
    `root` is the story's folder, in whose own parts no site is written; its cache keeps the old
    one, to begin the next with.
    """
    wanted = {**pages, MARKER: MARKER_TEXT, NOT_JEKYLL: b""}
    out, root = Path(os.path.abspath(out)), Path(os.path.abspath(root))
    where = Location(str(out.relative_to(root) if out.is_relative_to(root) else out))
    if outside := [name for name in wanted if not OUTSIDE.isdisjoint(name.split("/"))]:
        message = "this path leads out of the site's folder; nothing was written"
        return [Problem(Location(name), message) for name in outside]
    try:
        if refused := _misplaced(out, root) or _refused(out):
            return [Problem(where, refused)]
        with _locked(out.parent):
            _recover(out)
            if refused := _refused(out):  # while another build was waited for
                return [Problem(where, refused)]
            present = _present(out)
            same = {
                name for name, data in wanted.items()
                if name in present and _holds(f"{out}/{name}", data)
            }  # fmt: skip
            if len(same) < len(wanted) or present != wanted.keys() | _folders(wanted):
                _replace_with_room(out, wanted, same, root / SPARE)
    except OSError as error:
        return [Problem(where, said(error))]
    return []


def _replace_with_room(
    out: Path, wanted: Mapping[str, bytes], same: Collection[str], spare: Path
) -> None:
    """Where the disk is too full, what only saves time is given up for the site."""
    try:
        _replace(out, wanted, same, spare)
    except OSError as error:
        if error.errno not in FULL:
            raise
        cache.current().give_up()
        shutil.rmtree(spare, ignore_errors=True)
        _replace(out, wanted, same, spare)


def _misplaced(out: Path, root: Path) -> str:
    """Why a site must not be here, whatever there is now; or ""."""
    real, story = Path(os.path.realpath(out)), Path(os.path.realpath(root))
    if story.is_relative_to(real):
        return "the story itself is in this folder; build into one of its own, such as site/"
    if any(real.is_relative_to(story / name) for name in (*READ, ".git", ".cache", "datastory")):
        return "this folder belongs to the story; build into one of its own, such as site/"
    return ""


def _refused(out: Path) -> str:
    """Why what is here is not replaced, or ""."""
    if out.is_symlink():
        return "this is a link; a site is written into a folder of its own"
    if out.exists() and not out.is_dir():
        return "this is a file; a site is written into a folder"
    if os.path.ismount(out):
        return (
            "this folder is mounted, so it cannot be replaced in one step; "
            "mount the one above it, or build elsewhere with --out"
        )
    if not out.is_dir() or not any(out.iterdir()):
        return ""
    marker = out / MARKER
    # Only how it begins: in older sites it says more, and git may have changed its line ends.
    if not marker.is_file() or not marker.read_bytes().startswith(MARKER_TEXT.rstrip()):
        return (
            "this folder was not made by a build, so it is not replaced; "
            "empty it, or build elsewhere with --out"
        )
    if (out / ".git").exists():
        return "this folder holds a repository (.git), which a build would delete; move it out"
    return ""


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


def _staging(out: Path) -> Path:
    return out.with_name(f".{out.name}.new")


def _aside(out: Path) -> Path:
    return out.with_name(f".{out.name}.old")


def _recover(out: Path) -> None:
    """Removes what a killed build left; its old site returns if it was killed between renames."""
    if _is_folder(_aside(out)) and not os.path.lexists(out):
        os.rename(_aside(out), out)
    for left in (_staging(out), _aside(out)):
        if _is_folder(left):
            shutil.rmtree(left)
        else:  # which no build leaves: a link, say, through which it would write
            left.unlink(missing_ok=True)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


# A site is hundreds of files, and a `Path` for each would take as long as reading them.
def _present(out: Path) -> set[str]:
    """Every file and folder there by its path, as in `{"", "a/", "a/b.html"}`; "" is itself.

    A link to a folder is a file.
    """
    top, found = len(f"{out}/"), set()
    for at, folders, names in os.walk(out):
        found.add(f"{at}/"[top:])
        found.update(f"{at}/{name}"[top:] for name in names)
        links = (name for name in folders if os.path.islink(f"{at}/{name}"))
        found.update(f"{at}/{name}"[top:] for name in links)
    return found


def _folders(names: Iterable[str]) -> set[str]:
    """`["a/b/c.html"]` -> the folders that hold them: `{"", "a/", "a/b/"}`."""
    found = {""}
    for name in names:
        while (name := name.rpartition("/")[0]) and f"{name}/" not in found:
            found.add(f"{name}/")
    return found


def _holds(path: str, data: bytes) -> bool:
    try:
        state = os.lstat(path)
        if not stat.S_ISREG(state.st_mode) or state.st_size != len(data):
            return False
        with open(path, "rb", buffering=0) as file:
            return file.read() == data
    except OSError:
        return False


def _replace(
    out: Path, wanted: Mapping[str, bytes], same: Collection[str], spare: Path
) -> None:  # fmt: skip
    """Files that are the `same` are taken over.

    The new site begins as the one in `spare`, if that has all its folders and nothing else; the
    old one becomes the next spare. To make and remove 240 folders takes a twentieth of a second.
    """
    staging = _staging(out)
    try:
        held = _begun(staging, spare, wanted)
        for name, data in wanted.items():
            old, new = f"{out}/{name}", f"{staging}/{name}"
            if name in held:
                if name in same and os.path.samestat(os.lstat(old), os.lstat(new)):
                    continue
                os.unlink(new)  # never written over: it may be the live site's as well
            if name not in same or not _linked(old, new):
                write_new(new, data)
        _exchange(staging, out)
        with contextlib.suppress(OSError):  # another disk, or there is no cache
            os.rename(staging, spare)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _begun(staging: Path, spare: Path, wanted: Iterable[str]) -> set[str]:
    """Makes all folders of a site; the files that stand in them."""
    folders = _folders(wanted)
    if _is_folder(spare):
        with contextlib.suppress(OSError):  # it is on another disk
            os.rename(spare, staging)
    held = _present(staging)
    if folders <= held <= folders.union(wanted):
        return held
    if held:
        shutil.rmtree(staging)
    for folder in folders:
        os.makedirs(f"{staging}/{folder}", exist_ok=True)
    return set()


def _linked(old: str, new: str) -> bool:
    try:
        os.link(old, new)
    except OSError:
        return False  # a disk without hard links
    return True


def _exchange(staging: Path, out: Path) -> None:
    """Swaps two folders in one step; where the system has none, in two renames."""
    if not out.exists():
        os.rename(staging, out)
    elif not _swap(staging, out):
        os.rename(out, _aside(out))
        try:
            os.rename(staging, out)
        except OSError:
            os.rename(_aside(out), out)
            raise
        shutil.rmtree(_aside(out), ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE)
    elif hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(paths[0], paths[1], RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() not in NO_EXCHANGE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
