"""What is wrong with an author's files, and where."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Mapping
from typing import NamedTuple, TypeVar

from .lazy_imports import difflib

# Line ends would break the list of problems, others act on a terminal.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


class Location:
    """A place in a file of the story: path relative to its root, line and column from 1.

    Line 0 means the file as a whole. Of a type of its own, so that the cache tells places from
    what is shown.
    """

    __slots__ = ("path", "line", "column")

    def __init__(self, path: str, line: int = 0, column: int = 0) -> None:
        self.path, self.line, self.column = path, line, column

    def _key(self) -> tuple[str, int, int]:
        return self.path, self.line, self.column

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Location) and self._key() == other._key()

    def __lt__(self, other: Location) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[type[Location], tuple[str, int, int]]:
        return Location, self._key()

    def __repr__(self) -> str:
        return f"Location{self._key()}"

    def after(self, text: str) -> Location:
        """Where `text`, which begins here, ends."""
        last = text.rfind("\n")
        if last < 0:
            return Location(self.path, self.line, self.column + len(text))
        return Location(self.path, self.line + text.count("\n"), len(text) - last)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Refused(NamedTuple):
    """Why a pure function gives no value, in words for a writer; where in its text, if known."""

    message: str
    offset: int = 0


class Problem(NamedTuple):
    """One thing to mend. `words` are the offending words, when they stand at `where`."""

    where: Location
    message: str
    words: str = ""

    def line(self, texts: Mapping[str, str]) -> tuple[str, str, str] | None:
        """Its line of the file, as what is before, in and behind `words`; None without a line."""
        lines = texts.get(self.where.path, "").split("\n")
        if self.where.path not in texts or not 0 < self.where.line <= len(lines):
            return None
        line, start = lines[self.where.line - 1], max(self.where.column - 1, 0)
        end = start + (len(self.words) if line.startswith(self.words, start) else 1)
        return line[:start], line[start:end], line[end:]

    def __str__(self) -> str:
        """One line, whatever words of the author's are quoted in it."""
        return CONTROL.sub(" ", f"{self.where}: {self.message}")


Value = TypeVar("Value")
# What reads a part of a file yields all that is wrong with it, and returns what could be read:
# `value = yield from read(part)`.
Checked = Generator[Problem, None, Value]


def collect(checked: Checked[Value]) -> tuple[Value, list[Problem]]:
    """What was read, and what is wrong with it."""
    problems: list[Problem] = []
    while True:
        try:
            problems.append(next(checked))
        except StopIteration as end:
            return end.value, problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, and each message once there."""
    return sorted({problem[:2]: problem for problem in problems}.values())


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`("rd.2042", ["rd.2024"])` -> `"; did you mean 'rd.2024'?"`, or nothing if none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else ""
