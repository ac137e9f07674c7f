"""Hears of saves in a story's folder, whichever way an editor makes them.

The system tells of most at once. Now and then all files are looked at as well: it tells nothing of
a folder that was deleted and made again, of some network disks, or where too much is watched.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from .. import report
from ..disk.stray_files import READ

FOLDERS = [name for name in READ if "." not in name]
# Not that a file is opened and closed, as each build does.
SAVES: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent,
    FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
# Seconds: saves that come within STEP of each other are one, for GATHER at most; between two looks
# at all files, where the system tells of saves and where it does not.
STEP, GATHER, LOOK, LOOK_ALONE = 0.005, 0.05, 1.0, 0.3
Identity = tuple[int, int]  # of a folder on its disk: another one may come to stand in its place
State = list[tuple[str, int, int, int]]  # of every file: path, time of change, size, number


async def watch(root: Path, fallback: Path, changed: asyncio.Event) -> None:
    """Sets `changed` whenever a file of the story may have changed; does not end by itself."""
    loop, saved = asyncio.get_running_loop(), asyncio.Event()

    def hear() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(saved.set)

    seen, told = _state(root, fallback), False
    watched: dict[str, Identity] = {}
    observer: BaseObserver | None = None
    try:
        while True:
            present = _present(root, fallback)
            if present != watched or observer is None:
                _end(observer)
                watched, observer = present, None
                try:
                    observer = _observer(list(present), os.path.realpath(root), hear)
                except OSError as error:
                    if not told:
                        _tell(error)
                    told = True
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(saved.wait(), LOOK if observer else LOOK_ALONE)
            if told_of := saved.is_set():
                await _settled(saved)
            # Before the build reads the files: what changes after that is another change.
            state = await asyncio.to_thread(_state, root, fallback)
            if told_of or (state is not None and state != seen):
                changed.set()
            seen = state or seen
    finally:
        _end(observer)


def _tell(error: OSError) -> None:
    report.complain(
        f"the system does not tell of saves here ({(error.strerror or str(error)).lower()}): "
        f"the preview looks for them itself, every {LOOK_ALONE:g} seconds"
    )


async def _settled(saved: asyncio.Event) -> None:
    """A moment after a save, when no other follows it any more."""
    loop = asyncio.get_running_loop()
    until = loop.time() + GATHER
    while saved.is_set() and loop.time() < until:
        saved.clear()
        await asyncio.sleep(STEP)
    saved.clear()


def _observer(folders: list[str], root: str, hear: Callable[[], None]) -> BaseObserver:
    """Raises OSError where the system has no room for more.

    The root is watched for its own files, and for folders that come and go; only the story's
    folders are watched to their depth, for a virtual environment may stand beside them.
    """

    class Saves(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
            top = (os.path.basename(path) for path in paths if os.path.dirname(path) == root)
            if not paths or set(paths) & {root} or set(top) & set(READ):
                hear()

    class Deep(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            hear()

    observer = Observer()
    try:
        for folder in folders:
            at_top = folder == root
            handler = Saves() if at_top else Deep()
            observer.schedule(handler, folder, recursive=not at_top, event_filter=SAVES)
        observer.start()
    except OSError:
        _end(observer)
        raise
    return observer


def _end(observer: BaseObserver | None) -> None:
    if observer:
        observer.stop()


def _present(root: Path, fallback: Path) -> dict[str, Identity]:
    """The folders that are there to be watched."""
    found: dict[str, Identity] = {}
    for folder in (root, *(root / name for name in FOLDERS), fallback / "templates"):
        with contextlib.suppress(OSError):
            status = os.stat(folder)
            if os.path.isdir(folder):
                found[os.path.realpath(folder)] = status.st_dev, status.st_ino
    return found


def _state(root: Path, fallback: Path) -> State | None:
    """The files and their times; None where no file descriptor is left to look into folders."""
    found: State = []
    for top in (*(f"{root}/{name}" for name in READ), f"{fallback}/templates"):
        try:
            paths = [top, *_files(top)]
        except OSError:
            return None
        for path in paths:
            with contextlib.suppress(OSError):
                status = os.stat(path)
                found.append((path, status.st_mtime_ns, status.st_size, status.st_ino))
    return found


def _files(top: str) -> list[str]:
    found: list[str] = []

    def unread(error: OSError) -> None:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            raise error

    for folder, folders, names in os.walk(top, onerror=unread):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        found += (f"{folder}/{name}" for name in names if not name.startswith("."))
    return found
