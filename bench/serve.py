"""From save to screen, in a real browser: python -m bench.serve

Changes files of this story (a copy of it) while `build.py serve` shows it, and measures from the
write until the browser has painted the change. Milliseconds.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.chromium import NAMES

from . import stories

HERE = Path(__file__).resolve().parent.parent
WORDS = "words of a chapter"
# What is changed, the words that are replaced there, and how often. No new word may be a number.
CHANGES = {
    WORDS: ("content/03-spending.md", "But an average hides its last step.", 20),
    "words of a fact": ("data.yaml", "what: Shenzhen’s spending on research and development", 7),
    "code of a chart": ("content/charts/rd.py", "the slowest of these years", 7),
}
STYLE = "templates/static/css/bench.css"
LIMITS = {WORDS: 100, "a style": 1000, "words of a fact": 1000, "code of a chart": 1000}
# Resolves with the time at which words stood on the page, painted.
PAINTED = """words => new Promise(done => {
  const look = () => {
    if (!document.getElementById("main").textContent.includes(words)) return;
    watch.disconnect();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.timeOrigin + performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, characterData: true });
})"""

# Resolves with the time at which the title was so spaced, painted.
STYLED = """spacing => new Promise(done => {
  const title = document.querySelector("h1");
  const look = () => getComputedStyle(title).letterSpacing === spacing
    ? done(performance.timeOrigin + performance.now()) : requestAnimationFrame(look);
  look();
})"""


@contextmanager
def serving(root: Path) -> Iterator[str]:
    command = [sys.executable, str(HERE / "build.py"), "--root", str(root), "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = re.search(r"http://\S+", process.stdout.readline())
    assert address and process.stdout.readline()  # the second line tells of the first build
    yield address[0]
    process.terminate()
    process.communicate()


def measured(page: Page, file: Path, words: str, times: int) -> list[float]:
    text = file.read_text("utf-8")
    assert words in text, f"{file} no longer holds '{words}'"
    took = []
    for n in range(times):
        new = f"{words[:-1]} x{chr(97 + n)}{words[-1]}"
        took.append(once(page, file, text.replace(words, new, 1), PAINTED, new.split(": ")[-1]))
    return took


def styled(page: Page, file: Path, times: int) -> list[float]:
    return [
        once(page, file, f"h1 {{ letter-spacing: {n + 1}px }}", STYLED, f"{n + 1}px")
        for n in range(times)
    ]


def once(page: Page, file: Path, text: str, seen: str, what: str) -> float:
    """Milliseconds from the write until the browser has `seen` it."""
    page.wait_for_timeout(700)  # a writer's pause
    page.evaluate(f"void (window.painted = ({seen})({what!r}))")
    began = time.time() * 1000
    file.write_text(text, "utf-8")
    return float(page.evaluate("window.painted")) - began


def told(what: str, took: list[float]) -> bool:
    """Prints the median; true where it is past its limit."""
    median, limit = statistics.median(took), LIMITS[what]
    each = f"{min(took):.0f} to {max(took):.0f}, {len(took)} times"
    print(f"save to screen, {what}: {median:.0f} ms ({each}); at most {limit}")
    return median > limit


def main() -> int:
    late = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = stories.once(Path(folder) / "story")
        path = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        with serving(root) as address:
            page.goto(address)
            for what, (name, words, times) in CHANGES.items():
                late += told(what, measured(page, root / name, words, times))
            late += told("a style", styled(page, root / STYLE, 7))
        browser.close()
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
