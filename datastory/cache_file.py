"""Files of a cache: written whole or not at all, and believed only as and where they were written.

A cache stands in a folder that others may write to. A link or a device there is neither followed
nor waited for, and a file that came from elsewhere (from an archive or a repository, say) is not
believed: its first line bears the number of the file that it was written into.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

LONGEST_LINE, LARGEST_HEAD = 512, 256 * 1024 * 1024  # bytes
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
OLD = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # a pipe without a writer would be waited for


def write(file: Path, version: str, head: bytes, body: bytes = b"") -> None:
    """Writes a file that `read` will believe; one that cannot be written is given up."""
    fresh = f"{file.name}.new"
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with _folder(file.parent) as folder:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(fresh, dir_fd=folder)
            try:
                with os.fdopen(os.open(fresh, NEW, 0o666, dir_fd=folder), "wb") as whole:
                    number = os.fstat(whole.fileno()).st_ino
                    whole.write(_first_line(version, number, head, len(body)))
                    whole.write(head)
                    whole.write(body)
                os.replace(fresh, file.name, src_dir_fd=folder, dst_dir_fd=folder)
            except OSError:  # a full disk, above all: what was written so far makes room again
                os.unlink(fresh, dir_fd=folder)


def delete(file: Path) -> None:
    with contextlib.suppress(OSError), _folder(file.parent) as folder:
        os.unlink(file.name, dir_fd=folder)


class Opened:
    """A file that was read: its `head`, and the parts of its body, which nothing vouches for."""

    def __init__(self, handle: int) -> None:
        self._handle, self.head, self._start, self._size = handle, b"", 0, 0

    def part(self, offset: int, length: int) -> bytes:
        """Some bytes of the body, or none where it ends before."""
        start = self._start + offset
        if offset < 0 or length < 0 or start + length > self._size:
            return b""
        with contextlib.suppress(OSError):
            return os.pread(self._handle, length, start)
        return b""

    def __del__(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)


def read(file: Path, version: str) -> Opened | None:
    """What `write` wrote here, if it was under the same `version`, and its head is all there."""
    try:
        with _folder(file.parent) as folder:
            handle = os.open(file.name, OLD, dir_fd=folder)
    except OSError:
        return None
    opened = Opened(handle)  # closes it, whatever comes
    with contextlib.suppress(OSError, ValueError):
        status = os.fstat(handle)
        line = os.pread(handle, LONGEST_LINE, 0).partition(b"\n")[0] + b"\n"
        *_, length, rest = line.split()
        opened._start, opened._size = len(line) + int(length), status.st_size
        whole = opened._start + int(rest) == status.st_size and stat.S_ISREG(status.st_mode)
        if whole and 0 <= int(length) <= LARGEST_HEAD:
            opened.head = os.pread(handle, int(length), len(line))
            if line == _first_line(version, status.st_ino, opened.head, int(rest)):
                return opened
    return None


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[int]:
    """The folder itself, not one that a link leads to."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield handle
    finally:
        os.close(handle)


def _first_line(version: str, number: int, head: bytes, rest: int) -> bytes:
    return f"{version} {number} {zlib.crc32(head):08x} {len(head)} {rest}\n".encode()
