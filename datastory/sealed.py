"""Files of a cache: written whole or not at all, and believed only as they were written."""

from __future__ import annotations

import contextlib
import mmap
import os
import zlib
from pathlib import Path


def keep(file: Path, version: str, body: bytes) -> None:
    """Writes a file that `kept` will believe; one that cannot be written is done without."""
    fresh = file.with_name(f"{file.name}.new")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as whole:
            whole.write(_seal(body, version))
            whole.write(body)
        os.replace(fresh, file)


def kept(file: Path, version: str) -> memoryview | None:
    """What `keep` wrote, if it was under the same `version`, and all of it is there.

    It is mapped, since 20 MB are read in as much time as it takes to make values of them.
    """
    with contextlib.suppress(OSError, ValueError), file.open("rb") as whole:  # none, or empty
        data = memoryview(mmap.mmap(whole.fileno(), 0, access=mmap.ACCESS_READ))
        seal = whole.readline()
        if seal == _seal(data[len(seal) :], version):
            return data[len(seal) :]
    return None


def _seal(body: bytes | memoryview, version: str) -> bytes:
    return f"{version} {zlib.crc32(body):08x} {len(body)}\n".encode()
