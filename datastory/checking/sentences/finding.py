"""What a rule finds in a passage."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Words of a passage at `start` to `end` that disagree with a figure, and what to write."""

    start: int
    end: int
    message: str


def plainly(words: str) -> str:
    """The local way out, as a writer types it."""
    return f"[{' '.join(words.split())}](plain:)"
