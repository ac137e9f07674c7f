"""Paths of an SVG: moved, made absolute, rounded to tenths, written short."""

from __future__ import annotations

import re
from collections.abc import Iterator

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def tenths(value: float) -> str:
    """`1.04` -> `"1"`, `-0.01` -> `"0"`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def moved_path(path: str, dx: float, dy: float) -> str:
    """`("M0,0h10.04v5h-10.04Z", 1, 2)` -> `"M1 2H11V7H1Z"`.

    Absolute before it is rounded, so that no error adds up along the way.
    """
    out: list[str] = []
    x = y = start_x = start_y = 0.0
    for command, numbers in _commands(path):
        upper = command.upper()
        before = (tenths(x + dx), tenths(y + dy))
        over, down = (x, y) if command.islower() else (0.0, 0.0)
        if upper == "Z":
            x, y = start_x, start_y
            out.append("Z")
        elif upper == "H":
            x = over + numbers[0]
            out.append(f"H{tenths(x + dx)}")
        elif upper == "V":
            y = down + numbers[0]
            out.append(f"V{tenths(y + dy)}")
        elif upper == "A":
            x, y = over + numbers[5], down + numbers[6]
            arc = [tenths(number) for number in numbers[:5]]
            out.append("A" + " ".join([*arc, tenths(x + dx), tenths(y + dy)]))
        else:
            points = [n + (down if k % 2 else over) for k, n in enumerate(numbers)]
            x, y = points[-2:]
            out.append(_points(upper, points, dx, dy, before))
            if upper == "M":
                start_x, start_y = x, y
    return "".join(out)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    tokens = TOKEN.findall(path)
    command, i = "", 0
    while i < len(tokens):
        if tokens[i].isalpha():
            command, i = tokens[i], i + 1
        count = ARGUMENTS[command.upper()]
        yield command, [float(token) for token in tokens[i : i + count]]
        i += count
        command = {"M": "L", "m": "l"}.get(command, command)  # further pairs are lines


def _points(
    command: str, points: list[float], dx: float, dy: float, before: tuple[str, str]
) -> str:
    placed = [tenths(point + (dy if k % 2 else dx)) for k, point in enumerate(points)]
    if command == "L" and placed[1] == before[1]:
        return f"H{placed[0]}"
    if command == "L" and placed[0] == before[0]:
        return f"V{placed[1]}"
    return command + " ".join(placed).replace(" -", "-")
