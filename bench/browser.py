"""What a reader's browser sees of a built page, and how soon a writer's sees what was saved."""

from __future__ import annotations

import mimetypes
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tools.chromium import NAMES
from tools.served import served

from .contenders import ENVIRONMENT, Contender
from .stories import SENTENCE, change_word

SETTLING = 3  # seconds until a page that has come is connected, and its charts are drawn
PAUSE = 0.7  # seconds between two saves
PATIENCE = 120  # seconds until a preview is given up
# Drawings large enough to be charts: icons and marks in the text are none, and what lies over one,
# to be pointed at, is none of its own.
DRAWN = """() => new Set([...document.querySelectorAll("svg, canvas, img")].filter(drawing => {
  const box = drawing.getBoundingClientRect();
  return box.width > 200 && box.height > 40 && !drawing.parentElement.closest("svg");
}).map(drawing => {
  const box = drawing.getBoundingClientRect();
  return [box.x, box.y, box.width].map(Math.round).join();
})).size"""
# Reports the letter of each variant of the sentence once it is painted.
WATCH = """
  let last = "";
  const look = () => {
    const found = document.body?.textContent.match(/PATTERN x(\\w)\\./);
    if (!found || found[1] === last) return;
    last = found[1];
    const channel = new MessageChannel();
    channel.port1.onmessage = () => painted(last, performance.timeOrigin + performance.now());
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };
  const all = {subtree: true, childList: true, characterData: true};
  new MutationObserver(look).observe(document, all);
  addEventListener("DOMContentLoaded", look);
"""


@dataclass(frozen=True)
class Weight:
    """A page as it is loaded, read to its end: bytes as sent, and what was asked of other hosts."""

    sent: int
    requests: int
    elsewhere: int
    charts: int
    charts_without_scripts: int


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def weigh(browser: Browser, site: Path) -> Weight:
    """Loads the first page of a built site from a server that compresses."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    files.setdefault("404.html", b"not found")
    mimetypes.add_type("text/javascript", ".js")
    answers: list[Response] = []
    asked: list[str] = []
    with served(files) as address:
        page = browser.new_page()
        page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page.on("request", lambda request: asked.append(request.url))
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address)
        charts = read(page)
        page.close()
        context = browser.new_context(java_script_enabled=False)
        still = context.new_page()
        still.goto(address)
        without = int(still.evaluate(DRAWN))
        context.close()
    own = [answer for answer in answers if answer.url.startswith(address)]
    sent = sum(int(answer.headers.get("content-length", 0)) for answer in own)
    elsewhere = sum(url.startswith("http") and not url.startswith(address) for url in asked)
    return Weight(sent, len(own), elsewhere, charts, without)


def read(page: Page) -> int:
    """Reads the page to its end, as it loads more on the way; the number of charts drawn."""
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(1000)
    page.wait_for_load_state("networkidle")
    return int(page.evaluate(DRAWN))


def save_to_screen(browser: Browser, contender: Contender, times: int) -> list[float]:
    """Milliseconds from the write of a changed word until the browser has painted it."""
    painted: dict[str, float] = {}
    page = browser.new_page()
    page.expose_function("painted", lambda letter, at: painted.update({letter: at}))
    page.add_init_script(WATCH.replace("PATTERN", re.escape(SENTENCE[:-1])))
    file = contender.folder / contender.words
    took = []
    change_word(file, 25)
    with previewed(contender) as address:
        page.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page.goto(address)
        wait(page, painted, "z")
        page.wait_for_timeout(SETTLING * 1000)
        for n in range(times):
            page.wait_for_timeout(PAUSE * 1000)
            letter = chr(97 + n)
            began = time.time() * 1000
            change_word(file, n)
            wait(page, painted, letter)
            took.append(painted[letter] - began)
    page.close()
    return took


def wait(page: Page, painted: dict[str, float], letter: str) -> None:
    late = time.monotonic() + PATIENCE
    while letter not in painted:
        if time.monotonic() > late:
            raise TimeoutError(f"not on the screen after {PATIENCE} seconds")
        page.wait_for_timeout(5)


@contextmanager
def previewed(contender: Contender) -> Iterator[str]:
    """The address at which the contender's own preview shows the story."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [word.replace("PORT", port) for word in contender.preview]
    process = subprocess.Popen(
        command,
        cwd=contender.folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # some start others, which shall end with them
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        answering(address)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def answering(address: str) -> None:
    late = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return
        except (urllib.error.URLError, ConnectionError) as error:
            if time.monotonic() > late:
                raise TimeoutError(f"no preview after {PATIENCE} seconds") from error
            time.sleep(0.1)
