"""Paths of an SVG: moved, made absolute, rounded to tenths, written short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def tenths(value: float) -> str:
    """`1.04` -> `"1"`, `-0.01` -> `"0"`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def moved_path(path: str, dx: float, dy: float) -> str:
    """`("M0,0h10.04v5h-10.04Z", 1, 2)` -> `"M1 2h10v5h-10Z"`.

    Steps are written from where the last one ended as it was rounded, so that no error adds up.
    """
    out: list[str] = []
    at = (0.0, 0.0)  # the end of what is written
    for command, arc, points in _absolute(path):
        moved = [round(point + (dy if k % 2 else dx), 1) for k, point in enumerate(points)]
        out.append(command if command == "Z" else _step(command, arc, moved, at))
        at = (moved[-2], moved[-1])
    return _joined(out)


def _absolute(path: str) -> Iterator[tuple[str, list[float], list[float]]]:
    """Each step: its command in capitals, the form of its arc, and its points from the origin.

    `"M1,2h3"` -> ("M", [], [1, 2]), ("L", [], [4, 2]). The point of a Z is where its part began.
    """
    x = y = start_x = start_y = 0.0
    for command, numbers in commands(path):
        upper = command.upper()
        over, down = (x, y) if command.islower() else (0.0, 0.0)
        arc = numbers[:5] if upper == "A" else []
        if upper == "Z":
            points = [start_x, start_y]
        elif upper in "HV":
            points = [over + numbers[0], y] if upper == "H" else [x, down + numbers[0]]
            upper = "L"
        else:
            points = [n + (down if k % 2 else over) for k, n in enumerate(numbers[len(arc) :])]
        x, y = points[-2:]
        if upper == "M":
            start_x, start_y = x, y
        yield upper, arc, points


def commands(path: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(path)
    command, i = "", 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command, i = tokens[i], i + 1
        count = ARGUMENTS[command.upper()]
        yield command, [float(token) for token in tokens[i : i + count]]
        i += count
        command = {"M": "L", "m": "l"}.get(command, command)  # further pairs are lines


def subpaths(path: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; curves count as the lines between their ends."""
    corners: list[tuple[float, float]] = []
    for command, _, points in _absolute(path):
        if command == "M" and corners:
            yield corners
            corners = []
        if command != "Z":
            corners.append((points[-2], points[-1]))
    if corners:
        yield corners


def signed_area(corners: Sequence[Sequence[float]]) -> float:
    """The area that corners enclose; above nought where they turn from x to y.

    `[(0, 0), (2, 0), (2, 1)]` -> 1.0.
    """
    turned = zip(corners, [*corners[1:], corners[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in turned) / 2


def _step(command: str, arc: list[float], points: list[float], at: tuple[float, float]) -> str:
    if command == "M":
        return f"M{_numbers(points)}"
    steps = [point - at[k % 2] for k, point in enumerate(points)]
    if command == "L" and not round(steps[1], 1):
        return f"h{_numbers(steps[:1])}"
    if command == "L" and not round(steps[0], 1):
        return f"v{_numbers(steps[1:])}"
    return f"{command.lower()}{_numbers(arc + steps)}"


def _numbers(numbers: list[float]) -> str:
    """Written as short as a path allows: `"1 2-.5"`."""
    words = [re.sub(r"^(-?)0\.", r"\1.", tenths(number)) for number in numbers]
    return " ".join(words).replace(" -", "-")


def _joined(steps: list[str]) -> str:
    """A letter is not said again for the next step of the same kind."""
    out = ""
    for before, step in zip(["", *steps], steps, strict=False):
        if step[0] == before[:1] and step[0] in "lhvc":
            step = step[1:] if step[1] == "-" else f" {step[1:]}"
        out += step
    return out
