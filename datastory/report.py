"""What the command prints: problems with their lines, and one line of result."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence, Sized
from pathlib import Path
from typing import TYPE_CHECKING

from .problem import CONTROL, Problem, in_order

if TYPE_CHECKING:  # for nothing else where nothing has changed
    from .model import Story

RED, BOLD, DIM, PLAIN = "\x1b[31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def told(problems: Sequence[Problem], texts: Mapping[str, str]) -> list[Problem]:
    """Prints problems on standard error, sorted, each once, as `path:line:column: message`.

    On a terminal in colour, each with its line of `texts` and a caret under the words. Gives back
    what was printed.
    """
    vivid = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    ordered = in_order(problems)
    for problem in ordered:
        lines = pointed(problem, texts) if vivid else [str(problem)]
        print("\n".join(lines), file=sys.stderr)
    return ordered


def pointed(problem: Problem, texts: Mapping[str, str]) -> list[str]:
    """The problem in colour, its line of the file, and carets under the offending words."""
    where = problem.where
    said = str(problem)
    place = len(str(where))
    head = f"{BOLD}{said[:place]}{PLAIN}{said[place:]}"
    lines = texts.get(where.path, "").split("\n")
    if where.path not in texts or not 0 < where.line <= len(lines):
        return [head]
    line = CONTROL.sub(lambda found: "·" * len(found[0]), lines[where.line - 1])
    start = max(where.column - 1, 0)
    width = len(problem.words) if line.startswith(problem.words, start) else 1
    carets = "".join(map(_blank, line[:start])) + RED + "^" * max(width, 1) + PLAIN
    return [head, f"{DIM}{where.line:>6} |{PLAIN} {line}", f"{DIM}       |{PLAIN} {carets}"]


def _blank(character: str) -> str:
    """As wide on a terminal as the character is."""
    import unicodedata  # slow to import, and only needed in colour

    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def result(story: Story, pages: Mapping[str, bytes], out: Path | None) -> str:
    """One line: what was built and where, or only checked."""
    things: dict[str, Sized] = {
        "file": pages,
        "chapter": story.chapters,
        "chart": story.charts,
        "fact": story.facts,
    }
    counts = [f"{len(all)} {name}{'' if len(all) == 1 else 's'}" for name, all in things.items()]
    return f"{out or 'good'}: {', '.join(counts)}, all proved"
