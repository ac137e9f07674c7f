"""Where the engine stands on the disk, and the digest of all of it that builds."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
INSTALLED = (PACKAGE / "templates").is_dir()  # in the repository they stand beside the package
FOLDER = PACKAGE if INSTALLED else PACKAGE.parent


@functools.cache
def version() -> str:
    """Hexadecimal digest of all code that builds; of libraries, the versions that are there."""
    made = hashlib.blake2b(f"{sys.version}\0{sys.prefix}".encode(), digest_size=20)
    for path in sorted(_sources()):
        with open(path, "rb") as file:
            add(made, path[len(str(FOLDER)) :], file.read())
    for name in _installed():
        add(made, name, b"")
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


def add(made: hashlib.blake2b, name: str, data: bytes) -> None:
    """Feeds a digest a file, so that no other names and contents give the same."""
    made.update(f"{name}\0{len(data)}\0".encode())
    made.update(data)
