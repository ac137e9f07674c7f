"""Where the engine stands on the disk, and the digest of all of it that builds."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from _blake2 import blake2b  # `hashlib` loads all of OpenSSL for it: 4 of 60 ms
from collections.abc import Iterator
from pathlib import Path

from .. import cache_file

PACKAGE = Path(__file__).resolve().parent.parent
INSTALLED = (PACKAGE / "templates").is_dir()  # in the repository they stand beside the package
FOLDER = PACKAGE if INSTALLED else PACKAGE.parent
KEPT = Path((__spec__ and __spec__.cached) or __file__).with_name("engine-version")


@functools.cache
def version() -> str:
    """Hexadecimal digest of all code that builds; of libraries, the versions that are there.

    It is kept beside the bytecode of this module while no file was written, as its number and the
    time of its last change tell: to read them all takes ten times as long.
    """
    paths, installed = sorted(_sources()), [*_installed()]
    seen = blake2b(f"{sys.version}\0{sys.prefix}\0{installed}".encode(), digest_size=20)
    for path in paths:
        state = os.stat(path)
        times = state.st_mtime_ns, state.st_ctime_ns
        seen.update(f"{path}\0{state.st_size} {state.st_ino} {times}\0".encode())
    if known := cache_file.read(KEPT, seen.hexdigest()):
        return known.head.decode()
    made = blake2b(f"{sys.version}\0{sys.prefix}".encode(), digest_size=20)
    for path in paths:
        with open(path, "rb") as file:
            add(made, path[len(str(FOLDER)) :], file.read())
    for name in installed:
        add(made, name, b"")
    if not sys.dont_write_bytecode:
        cache_file.write(KEPT, seen.hexdigest(), made.hexdigest().encode())
    return made.hexdigest()


def _sources() -> Iterator[str]:
    if not INSTALLED:
        yield from (str(FOLDER / name) for name in ("build.py", "requirements.txt"))
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(folder, name) for name in names)


def _installed() -> Iterator[str]:
    """What is installed with its version, as in "jinja2-3.1.6.dist-info", in order of search."""
    for folder in sys.path:
        with contextlib.suppress(OSError):  # no folder, but an archive
            names = os.listdir(folder or ".")
            yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def add(made: blake2b, name: str, data: bytes) -> None:
    """Feeds a digest a file, so that no other names and contents give the same."""
    made.update(f"{name}\0{len(data)}\0".encode())
    made.update(data)
