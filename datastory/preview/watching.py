"""Hears of saves in a story's folder, whichever way an editor makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

from watchfiles import awatch

from ..disk.files import READ

FOLDERS = {name for name in READ if "." not in name}
# Milliseconds: saves that come within STEP of each other are one, for GATHER at most.
STEP, GATHER = 5, 50


async def watch(root: Path, fallback: Path, changed: asyncio.Event) -> None:
    """Sets `changed` whenever a file of the story may have changed; does not end by itself.

    The root is watched for its own files, and for folders that come and go; only the story's
    folders are watched to their depth, for a virtual environment may stand beside them.
    """
    moved = asyncio.Event()

    async def top() -> None:
        async for names in _saved([root], recursive=False):
            if names.intersection(READ):
                changed.set()
            if names & FOLDERS:
                moved.set()

    async def deep() -> None:
        while True:
            moved.clear()
            folders = [root / name for name in FOLDERS] + [fallback / "templates"]
            present = [folder for folder in folders if folder.is_dir()]
            async for _ in _saved(present, recursive=True, until=moved):
                changed.set()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(top())
        tasks.create_task(deep())


async def _saved(
    folders: Iterable[Path], recursive: bool, until: asyncio.Event | None = None
) -> AsyncIterator[set[str]]:
    """The names of files as they change, a burst of saves at a time."""
    watched = awatch(
        *folders, watch_filter=None, step=STEP, debounce=GATHER,
        recursive=recursive, stop_event=until,
    )  # fmt: skip
    async for found in watched:
        yield {Path(path).name for _, path in found}
