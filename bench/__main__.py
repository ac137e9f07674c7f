"""How fast this project is, beside others with the same story: python -m bench [--quick]

Prints Markdown: a table of medians, the targets, and what they were measured on.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Error

from .browser import chromium, save_to_screen, weigh
from .contenders import Contender, Failed, last_words, timed
from .first import first_builds
from .generators import generators
from .plain import charts
from .stories import CHAPTER, HERE, add_comment, change_fact, change_word, once, ten_times
from .table import Results, told

INSTALLED = HERE / ".venv/bench"  # not in .cache, which is copied with the story at times
OURS = "This project"
ROUNDS, LONG_ROUNDS = 5, 3
SHORT = 3  # times a round of what is over soon, and all the noisier
# A build that says first which charts it draws.
TELLING = """
import sys
from datastory.command_line import main
from datastory.charts import rendering

draws = rendering.drawn

def told(charts, *given):
    print(*sorted(chart.name for chart in charts))
    return draws(charts, *given)

rendering.drawn = told
sys.exit(main(["--out", "out"]))
"""
Measure = Callable[[Results, Contender], None]


def main() -> int:
    options = argparse.ArgumentParser(prog="bench", description=__doc__)
    options.add_argument("--quick", action="store_true", help="one round of everything")
    quick = options.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        ours = this_project(OURS, once(Path(folder) / "story"))
        ten = this_project("Ten times", ten_times(Path(folder) / "ten"))
        both = this_project("Both editions", once(Path(folder) / "both", languages=True))
        timed(ours.command, ours.folder)  # compiles the engine and gives the charts' numbers
        for compiled in (ours.folder / "datastory").rglob("__pycache__"):
            for other in (ten, both):
                shutil.copytree(compiled, other.folder / compiled.relative_to(ours.folder))
        others = list(generators(INSTALLED, ours.folder, charts(ours.folder, ours.site)))
        results = Results([ours, *others], ten, both)
        for n in range(1 if quick else ROUNDS):
            for contender in results.contenders:
                attempt(results, contender, partial(build_round, n=n))
            attempt(results, both, cold)
            if n < LONG_ROUNDS:
                attempt(results, ten, partial(ten_round, n=n))
        results.profile = profiled(ours)
        for contender in (it for it in (*results.contenders, ten, both) if not it.missing):
            shutil.rmtree(contender.removed, ignore_errors=True)
        try:
            look(results, 3 if quick else 10)
        except Error as error:
            results.missing["The browser’s part"] = last_words(str(error))
        results.preview = more_of_the_preview()
        try:
            for state, took in first_builds(Path(folder), 1 if quick else LONG_ROUNDS).items():
                results.times[OURS, state] = took
        except (Failed, OSError, subprocess.CalledProcessError) as error:
            results.missing["A fresh clone"] = last_words(str(error))
    print(told(results))
    return 0


def this_project(name: str, root: Path) -> Contender:
    """The engine that was copied with the story, built as its author would."""
    start = (sys.executable, "build.py")
    preview = (*start, "serve", "--port", "PORT")
    return Contender(
        name, revision(), root, (*start, "--out", "out"), (".cache",), "out", CHAPTER, preview
    )


def revision() -> str:
    command = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def attempt(results: Results, contender: Contender, measure: Measure) -> None:
    """A contender that fails is left out from then on, and the table says why."""
    if contender.name in results.missing:
        return
    print(f"measuring: {contender.name}", file=sys.stderr)
    try:
        measure(results, contender)
    except (Failed, OSError, Error) as error:
        print(f"{contender.name} failed: {error}", file=sys.stderr)
        results.missing[contender.name] = last_words(str(error))


def cold(results: Results, it: Contender) -> None:
    it.clear()
    results.add(it, "cold", timed(it.command, it.folder).seconds)


def build_round(results: Results, it: Contender, n: int) -> None:
    cold(results, it)
    for _ in range(SHORT):
        results.add(it, "again", timed(it.command, it.folder).seconds)
    for time in range(SHORT):
        change_word(it.folder / it.words, n * SHORT + time)
        results.add(it, "word", timed(it.command, it.folder).seconds)
    if it.name == OURS:
        add_comment(it.folder)
        results.add(it, "comment", timed(it.command, it.folder).seconds)
        change_fact(it.folder, 2 * n)
        results.add(it, "fact", timed(it.command, it.folder).seconds)
        change_fact(it.folder, 2 * n + 1)
        results.redrawn = drawn(it.folder)


def drawn(root: Path) -> list[str]:
    """Builds, and tells which charts were drawn for it."""
    timed([sys.executable, "-c", TELLING], root)
    return (root / "said.log").read_text("utf-8").splitlines()[0].split()


def profiled(ours: Contender) -> list[str]:
    """What a cold build says of the time that its steps take."""
    ours.clear()
    timed([*ours.command, "--profile"], ours.folder)
    return (ours.folder / "said.log").read_text("utf-8").splitlines()[1:]


def ten_round(results: Results, ten: Contender, n: int) -> None:
    ten.clear()
    took = timed(ten.command, ten.folder, watch=True)
    results.add(ten, "cold", took.seconds)
    results.memory.append((took.largest, took.together))
    change_word(ten.folder / ten.words, n)
    results.add(ten, "word", timed(ten.command, ten.folder).seconds)


def look(results: Results, times: int) -> None:
    """What a browser sees: the page as it is sent, and a preview as it follows its writer."""
    with chromium() as browser:
        results.browser = browser.version

        def page(results: Results, it: Contender) -> None:
            results.weights[it.name] = weigh(browser, it.site)

        def preview(results: Results, it: Contender) -> None:
            for took in save_to_screen(browser, it, times):
                results.add(it, "save", took)

        for contender in results.contenders:
            attempt(results, contender, page)
            if contender.preview:
                attempt(results, contender, preview)


def more_of_the_preview() -> list[str]:
    """What `bench.serve` tells of facts and charts, which peers do not know: "words: 80 ms"."""
    try:
        command = [sys.executable, "-m", "bench.serve"]
        said = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        return ["save to screen: not measured, bench.serve did not end"]
    measured = re.findall("save to screen, [^(;]+", said.stdout)
    return measured or [f"save to screen: not measured, {last_words(said.stderr)}"]


if __name__ == "__main__":
    sys.exit(main())
