"""The measurements as Markdown: everybody's medians, this project's targets, the machine."""

from __future__ import annotations

import datetime
import math
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .browser import Weight
from .contenders import Contender
from .first import FETCHED, KEPT

KIB, MIB = 1024, 1024 * 1024
NONE = "–"


@dataclass
class Results:
    """What was measured so far: seconds (milliseconds for "save") by contender and state.

    `contenders` begins with this project; `ten` is its story, ten times as long, and
    `both` in both its languages. `memory` has the
    bytes of its largest process, and of all together, for each cold build of `ten`.
    """

    contenders: list[Contender]
    ten: Contender
    both: Contender
    times: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    memory: list[tuple[int, int]] = field(default_factory=list)
    redrawn: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)
    preview: list[str] = field(default_factory=list)
    profile: list[str] = field(default_factory=list)
    browser: str = ""
    load: float = field(default_factory=lambda: os.getloadavg()[0])

    def __post_init__(self) -> None:
        self.missing |= {it.name: it.missing for it in self.contenders if it.missing}

    def add(self, contender: Contender, state: str, took: float) -> None:
        self.times.setdefault((contender.name, state), []).append(took)

    def middle(self, name: str, state: str) -> float:
        """The median, or NaN where nothing was measured."""
        return median(self.times.get((name, state), [math.nan]))


def told(results: Results) -> str:
    profile = ("```", *results.profile, "```")  # of a cold build
    parts = (machine(results), beside(results), alone(results), targets(results), profile)
    return "\n\n".join("\n".join(part) for part in parts)


def machine(results: Results) -> Iterator[str]:
    model = platform.processor() or platform.machine()
    if (info := Path("/proc/cpuinfo")).is_file():
        found = re.search(r"model name\s*: (.+)", info.read_text())
        model = found[1] if found else model
    rounds = len(results.times.get((results.contenders[0].name, "cold"), []))
    node = "none"
    if shutil.which("node"):
        node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    yield (
        f"{datetime.date.today()}; {model}, {os.cpu_count()} cores; {system()}; "
        f"Python {platform.python_version()}, Node {node.removeprefix('v')}, "
        f"Chromium {results.browser}. Load before the first round: {results.load:.1f}. "
        f"Medians; rounds: {rounds}, of ten times the story {len(results.memory)}."
    )


def system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.platform(terse=True)


def beside(results: Results) -> Iterator[str]:
    """One column per contender."""
    all_of_them = results.contenders
    yield row("", *(it.name for it in all_of_them))
    yield row("---", *("---:" for _ in all_of_them))
    yield row("version", *(it.version or NONE for it in all_of_them))
    for state, what in (("cold", "cold"), ("again", "nothing to do"), ("word", "one word changed")):
        middles = (results.middle(it.name, state) for it in all_of_them)
        yield row(what, *(seconds(middle) for middle in middles))
    saves = (results.middle(it.name, "save") for it in all_of_them)
    yield row("save to screen", *(NONE if math.isnan(ms) else f"{ms:.0f} ms" for ms in saves))
    weights = [results.weights.get(it.name) for it in all_of_them]
    yield row("page, as sent", *(f"{w.sent / KIB:.0f} KiB" if w else NONE for w in weights))
    yield row("requests", *(requests(w) if w else NONE for w in weights))
    yield row("charts drawn", *(str(w.charts) if w else NONE for w in weights))
    yield row("without scripts", *(str(w.charts_without_scripts) if w else NONE for w in weights))
    for name, reason in results.missing.items():
        yield f"\n{name} was not measured, or not to the end: {reason}"


def alone(results: Results) -> Iterator[str]:
    """What only this project is asked."""
    ours, ten = results.contenders[0].name, results.ten.name
    largest = max((one for one, _ in results.memory), default=0)
    together = max((both for _, both in results.memory), default=0)
    yield row("This project", "")
    yield row("---", "---:")
    yield row("a comment added to data.yaml", seconds(results.middle(ours, "comment")))
    yield row("one fact changed", seconds(results.middle(ours, "fact")))
    yield row("charts drawn again for it", ", ".join(results.redrawn) or "none")
    both = results.middle(results.both.name, "cold")
    yield row("in both languages, cold", seconds(both))
    yield row("ten times the story, cold", seconds(results.middle(ten, "cold")))
    yield row("ten times the story, one word changed", seconds(results.middle(ten, "word")))
    yield row("its memory, largest process", f"{largest / MIB:.0f} MiB")
    yield row("its memory, all processes together", f"{together / MIB:.0f} MiB")
    for state in (KEPT, FETCHED):
        yield row(f"a fresh clone: make, {state}", seconds(results.middle(ours, state)))
    for line in results.preview:
        yield row(*(part.strip() for part in line.split(":")))


def targets(results: Results) -> Iterator[str]:
    ours, ten = results.contenders[0].name, results.ten.name
    cold, word = results.middle(ours, "cold"), results.middle(ours, "word")
    again, redrawn = results.middle(ours, "again"), len(results.redrawn)
    memory = max((max(sizes) for sizes in results.memory), default=math.nan)
    yield row("Target", "at most", "is", "")
    yield row("---", "---:", "---:", "---")
    for what, most, found, of in (
        ("cold / Framework’s", 0.5, cold, results.middle("Framework", "cold")),
        ("nothing to do / Hugo’s", 0.8, again, results.middle("Hugo", "again")),
        ("one word / the script’s", 0.4, word, results.middle("Script", "word")),
        ("a comment / nothing to do", 1.5, results.middle(ours, "comment"), again),
        ("both languages, cold / cold", 1.7, results.middle(results.both.name, "cold"), cold),
        ("ten times, cold / cold", 7, results.middle(ten, "cold"), cold),
        ("ten times, one word / one word", 4, results.middle(ten, "word"), word),
        ("ten times, memory in GB", 1, memory, 1e9),
        ("save to screen, ms", 80, results.middle(ours, "save"), 1),
        ("a fresh clone, packages kept, s", 12, results.middle(ours, KEPT), 1),
        ("a fresh clone, packages fetched, s", 20, results.middle(ours, FETCHED), 1),
        ("charts drawn again for one fact", 1, redrawn, 1),
    ):
        is_ = found / of
        said = "not measured" if math.isnan(is_) else "met" if is_ <= most else "missed"
        yield row(what, f"{most:g}", NONE if math.isnan(is_) else f"{is_:.3g}", said)


def requests(weight: Weight) -> str:
    elsewhere = f" (+{weight.elsewhere} to other hosts)" if weight.elsewhere else ""
    return f"{weight.requests}{elsewhere}"


def seconds(value: float) -> str:
    return NONE if math.isnan(value) else f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
