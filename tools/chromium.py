"""Makes sure that the browser tests have a Chromium, and says how to get one where they cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str:
    """The path of a Chromium of this machine, or ""."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def main() -> int:
    if path := found():
        print(f"browser tests use {path}")
        return 0
    attempts = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
    if shutil.which("apt-get"):
        attempts.insert(0, ["sh", "-c", "apt-get update -q && apt-get install -y -q chromium"])
    for attempt in attempts:
        if subprocess.run(attempt, check=False).returncode == 0:
            return 0
    print("No Chromium for the browser tests: install one, then 'make test' again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
