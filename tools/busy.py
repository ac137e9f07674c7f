"""Runs a command beside processes that do nothing but count, two for each processor.

    python tools/busy.py COMMAND …

Tests that pass on a machine at rest only are wrong: they wait for a time instead of for an event.
"""

from __future__ import annotations

import os
import subprocess
import sys

COUNTING = "import itertools, collections; collections.deque(itertools.count(), maxlen=0)"


def main(command: list[str]) -> int:
    """The command's own exit code."""
    counting = [
        subprocess.Popen([sys.executable, "-c", COUNTING]) for _ in range(2 * (os.cpu_count() or 1))
    ]
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        for process in counting:
            process.kill()
        for process in counting:
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
