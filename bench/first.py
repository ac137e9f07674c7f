"""From a fresh clone to a site, as a newcomer who types make: with and without kept packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from .contenders import ENVIRONMENT, Failed, last_words
from .stories import HERE

KEPT, FETCHED = "packages kept", "packages fetched"


def first_build(folder: Path, packages: Path) -> float:
    """Seconds from `make` in a new clone to its site; `packages` is where pip and uv keep theirs.

    What is not committed is not in it, as in anybody's clone.
    """
    clone = folder / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    command = ["git", "clone", "--quiet", str(HERE), str(clone)]
    subprocess.run(command, check=True, capture_output=True)
    outer = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON", "VIRTUAL_ENV")
    surroundings = {name: text for name, text in ENVIRONMENT.items() if name not in outer}
    kept = {"PIP_CACHE_DIR": str(packages / "pip"), "UV_CACHE_DIR": str(packages / "uv")}
    began = time.perf_counter()
    done = subprocess.run(
        ["make"], cwd=clone, env=surroundings | kept, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - began
    if done.returncode or not os.path.isfile(clone / "site/index.html"):
        raise Failed(last_words(done.stderr or done.stdout))
    shutil.rmtree(clone)
    return seconds


def first_builds(folder: Path, rounds: int) -> dict[str, list[float]]:
    """By whether the packages had to be fetched; in each round first with nothing kept."""
    took: dict[str, list[float]] = {FETCHED: [], KEPT: []}
    for n in range(rounds):
        for state in (FETCHED, KEPT):
            took[state].append(first_build(folder, folder / f"packages-{n}"))
        shutil.rmtree(folder / f"packages-{n}")
    return took
