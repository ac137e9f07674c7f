"""What is measured: whole processes, from cold, again, and after one word was changed."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# As on a writer's machine: bytecode is kept, which some shells of programmers forbid.
ENVIRONMENT = {**os.environ, "OBSERVABLE_TELEMETRY_DISABLE": "true", "NO_COLOR": "1"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)


@dataclass(frozen=True)
class Contender:
    """A generator with the story before it; `missing` says why one cannot be measured here."""

    name: str
    version: str = ""
    folder: Path = Path()
    command: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # caches, removed before a cold build as the output is
    out: str = ""
    words: str = ""  # the file in which one word is changed
    preview: tuple[str, ...] = ()  # PORT stands where it is told its port
    missing: str = ""

    @property
    def site(self) -> Path:
        return self.folder / self.out

    @property
    def removed(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.removed")

    def clear(self) -> None:
        """Moves away what is not to be there; a disk that has just deleted hundreds of files takes
        up to half a second longer to make as many new ones."""
        self.removed.mkdir(exist_ok=True)
        for name in (*self.kept, self.out):
            if (self.folder / name).exists():
                (self.folder / name).rename(self.removed / str(time.time_ns()))


@dataclass(frozen=True)
class Took:
    """Wall time, and memory in bytes: of the largest process (as the system counted), and of all
    together (as seen every fifth of a second, shared pages counted once; 0 where not watched)."""

    seconds: float
    largest: int
    together: int = 0


class Failed(Exception):
    """A build did not come to its end; the message is what it said last."""


def last_words(said: str) -> str:
    return (said.strip().splitlines() or ["it said nothing"])[-1][:200]


def timed(command: Sequence[str], folder: Path, watch: bool = False) -> Took:
    """One whole process, waited for; its output is read only if it fails."""
    with (folder / "said.log").open("w+", encoding="utf-8") as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that those it starts are known by their group
        )
        with watched(process.pid) if watch else contextlib.nullcontext([0]) as seen:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise Failed(last_words(said.read()))
    in_bytes = 1024 if sys.platform == "linux" else 1
    return Took(seconds, used.ru_maxrss * in_bytes, max(seen))


@contextlib.contextmanager
def watched(group: int) -> Iterator[list[int]]:
    """Fills the list with the memory of a group of processes, time after time (on Linux)."""
    seen, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            seen.append(sum(map(share, members(group))))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    yield seen
    over.set()
    watching.join()


def members(group: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(folder.name)) == group:
                yield folder


def share(process: Path) -> int:
    """Bytes, a page that several processes share counted in parts; 0 once the process is over."""
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss: +(\d+) kB", (process / "smaps_rollup").read_text(), re.M)
        return int(found[1]) * 1024 if found else 0
    return 0
