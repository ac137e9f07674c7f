"""What the command prints: problems with their lines, and one line of result."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .lazy_imports import Lazy, msgspec
from .problem import CONTROL, Location, Problem, in_order

if TYPE_CHECKING:
    from .model import Story
    from .site import wording
else:
    wording = Lazy("datastory.site.wording")  # 100 ms, of which nothing to do needs none

PROVED: dict[str, str] = {  # by kind of evidence, how the line of result says it
    "document": "in kept documents",
    "cell": "in kept tables",
    "excerpt": "quoted",
    "reading": "read by us",
    "formula": "computed",
    "assumed": "assumed",
}
RED, BOLD, DIM, PLAIN = "\x1b[31m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def print_problems(
    problems: Sequence[Problem], texts: Mapping[str, str], folder: str = ""
) -> list[Problem]:
    """Prints problems on standard error, sorted, each once, as `path:line:column: message`.

    On a terminal in colour, each with its line of `texts` and a caret under the words. `folder`,
    as `from_here` gives it, stands before each path. Gives back what was printed.
    """
    vivid = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    ordered = in_order(problems)
    for problem in ordered:
        complain("\n".join(pointed(problem, texts, folder) if vivid else [f"{folder}{problem}"]))
    return ordered


def from_here(root: Path) -> str:
    """What stands before a path in `root`, seen from the current folder: "my-story/", or ""."""
    folder = os.path.relpath(root)
    return "" if folder == os.curdir else f"{folder}/"


def complain(words: str) -> None:
    """Prints on standard error. Where nobody can read it, the exit code alone tells."""
    try:
        print(words, file=sys.stderr, flush=True)
    except OSError:
        _discard(sys.stderr)


def say(words: str) -> None:
    """Prints on standard output what it can show. Who closes it, as `head` does, has read enough.

    Where it cannot be written, as on a full disk, the command ends with exit code 1.
    """
    encoding = sys.stdout.encoding or "utf-8"
    try:
        print(words.encode(encoding, "backslashreplace").decode(encoding), flush=True)
    except BrokenPipeError:
        _discard(sys.stdout)
    except OSError as error:
        _discard(sys.stdout)
        complain(str(_unsaid(error)))
        sys.exit(1)


def unable() -> list[Problem]:
    """Why `say` could say nothing, where that is known before: a site is not written then."""
    try:
        os.write(sys.stdout.fileno(), b"")
    except io.UnsupportedOperation:  # a test's own
        return []
    except OSError as error:
        return [_unsaid(error)]
    return []


def _unsaid(error: OSError) -> Problem:
    message = f"{(error.strerror or str(error)).lower()}; make room for it"
    return Problem(Location("standard output"), message)


def _discard(stream: TextIO) -> None:
    """What is printed from now on, and what waits to be, goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def pointed(problem: Problem, texts: Mapping[str, str], folder: str = "") -> list[str]:
    """The problem in colour, its line of the file, and carets under the offending words."""
    said, place = f"{folder}{problem}", len(f"{folder}{problem.where}")
    head = f"{BOLD}{said[:place]}{PLAIN}{said[place:]}"
    if (line := problem.line(texts)) is None:
        return [head]
    before, words, after = (CONTROL.sub(lambda one: "·" * len(one[0]), part) for part in line)
    carets = "".join(map(_blank, before)) + RED + "^" * max(len(words), 1) + PLAIN
    shown = f"{DIM}{problem.where.line:>6} |{PLAIN} {before}{words}{after}"
    return [head, shown, f"{DIM}       |{PLAIN} {carets}"]


def _blank(character: str) -> str:
    """As wide on a terminal as the character is."""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def as_json(answer: object) -> str:
    """Structs, and lists of them, as indented JSON for a program."""
    plain = (sys.stdout.encoding or "").lower() != "utf-8"  # a terminal that cannot print all
    return json.dumps(msgspec.to_builtins(answer), ensure_ascii=plain, indent=1)


def result(story: Story, pages: Mapping[str, bytes], out: Path | None) -> str:
    """One line: what was built and where, or only checked; and how the facts are proved.

    `"site: 536 files, 8 chapters, 14 charts; 179 facts: 42 in kept documents, 137 quoted"`
    """
    counts = map(len, (pages, story.chapters, story.charts))
    built = map(wording.count, counts, ("file", "chapter", "chart"))
    kinds = [fact.evidence for fact in story.facts.values()]
    proved = [f"{kinds.count(kind)} {words}" for kind, words in PROVED.items() if kind in kinds]
    facts = ": ".join(filter(None, (wording.count(len(kinds), "fact"), ", ".join(proved))))
    return f"{out or 'good'}: {', '.join(built)}; {facts}"
