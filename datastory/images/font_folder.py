"""The faces that charts are measured with, as files in a folder: Vega takes no other.

The folder stands in the cache, under a name made of what is in it: it is written once, and nothing
is left elsewhere by a build that is killed. Only where no cache can be written is there another.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

Faces = tuple[tuple[str, bytes], ...]
ELSEWHERE = "datastory-faces-{}-"


@functools.cache
def folder(faces: Faces, cache: Path | None = None) -> Path:
    """A folder that holds these files, as `(("sans.ttf", b"…"), …)`, and nothing else.

    It stands in `cache`, or where nothing can be written there, in a temporary folder of this
    process. Raises OSError where that cannot be written either.
    """
    if cache and not cache.is_symlink() and _in_utf8(cache):
        digest = hashlib.blake2b(repr(faces).encode(), digest_size=10).hexdigest()
        wanted = cache / f"faces-{digest}"
        with contextlib.suppress(OSError):
            _sweep(cache)
            if not _holds(wanted, faces):
                _write(wanted, faces)
        if _holds(wanted, faces):
            return wanted
    made = Path(tempfile.mkdtemp(prefix=ELSEWHERE.format(os.getpid())))
    for name, data in faces:
        (made / name).write_bytes(data)
    return made


def _in_utf8(path: Path) -> bool:
    """Vega takes no other."""
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False


def forget(process: int) -> None:
    """Deletes what does not stand in the cache, of a process with this number that has ended."""
    with contextlib.suppress(OSError):
        for made in Path(tempfile.gettempdir()).glob(f"{ELSEWHERE.format(process)}*"):
            shutil.rmtree(made, ignore_errors=True)


def _sweep(cache: Path) -> None:
    """Deletes what a process began to write and was killed."""
    for left in cache.glob("faces-*.new"):
        try:
            os.kill(int(left.name.split(".")[1]), 0)
        except (ValueError, OverflowError, ProcessLookupError):
            shutil.rmtree(left, ignore_errors=True)
        except PermissionError:  # it lives, and is another's
            continue


def _write(wanted: Path, faces: Faces) -> None:
    if wanted.parent.is_symlink():
        raise OSError(f"{wanted.parent} is a link")
    fresh = wanted.with_name(f"{wanted.name}.{os.getpid()}.new")
    try:
        fresh.mkdir(parents=True)
        for name, data in faces:
            (fresh / name).write_bytes(data)
        shutil.rmtree(wanted, ignore_errors=True)
        fresh.rename(wanted)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _holds(folder: Path, faces: Faces) -> bool:
    """Whether the folder holds exactly these files; links and pipes in it are not opened."""
    with contextlib.suppress(OSError):
        if not folder.is_symlink() and all(path.is_file() for path in folder.iterdir()):
            held = {path.name: path.read_bytes() for path in folder.iterdir()}
            return held == dict(faces) and not any(path.is_symlink() for path in folder.iterdir())
    return False
