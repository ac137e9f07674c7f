"""Makes sure that the browser tests have a Chromium, and says how to get one where they cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str:
    """The path of a Chromium of this machine, or ""."""
    return next(filter(None, map(shutil.which, NAMES)), "")


def lettered() -> bool:
    """Whether faces of this machine have the letters of Chinese, Japanese and Korean.

    Pages leave those to the reader's own faces. A system that does not list its faces, as others
    than Linux, has them.
    """
    if not shutil.which("fc-list"):
        return True
    asked = "".join(f" {ord(letter):x}" for letter in "数の위")
    return bool(subprocess.run(["fc-list", f":charset={asked}"], capture_output=True).stdout)


def main() -> int:
    apt = "apt-get update -q && apt-get install -y -q {}"
    if not found():
        attempts = [[sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]]
        if shutil.which("apt-get"):
            attempts.insert(0, ["sh", "-c", apt.format("chromium")])
        if all(subprocess.run(attempt, check=False).returncode for attempt in attempts):
            print("No Chromium for the browser tests: install one, then 'make test' again.")
            return 1
    if not lettered() and shutil.which("apt-get"):
        faces = "--no-install-recommends fonts-noto-cjk"
        subprocess.run(["sh", "-c", apt.format(faces)], check=False)
    if not lettered():
        print("Tests of Chinese pages need a face with its letters, as Debian's fonts-noto-cjk.")
    print(f"browser tests use {found() or 'the Chromium of playwright'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
