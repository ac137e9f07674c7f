"""What a browser test looks at: measures of a page, what it asked for and what it said."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

Tab = Callable[..., AbstractContextManager[Page]]  # opens a page with some settings
Seen = TypeVar("Seen")
PATIENCE = 120.0  # seconds; on a busy machine a right page is slow, and not wrong
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8").split("\n", 1)[1]


def measure(page: Page, what: str, *given: object) -> Any:
    """The result of a function of measure.js."""
    return page.evaluate(f"(given) => {MEASURE.strip()}.{what}(...given)", given)


def window(browser: Browser, **settings: Any) -> BrowserContext:
    context = browser.new_context(**settings)
    context.set_default_timeout(PATIENCE * 1000)
    return context


def emptied(page: Page, settings: dict[str, Any]) -> None:
    """Leaves the page as one is that was opened with these settings a moment ago.

    What it stored is the window's, and stays as long as that; scripts that run before a page's own
    cannot be taken off again, so a test that adds one opens a page of its own.
    """
    page.mouse.move(0, 0)
    page.goto("about:blank")
    page.unroute_all()
    page.set_viewport_size(settings.get("viewport", {"width": 1280, "height": 720}))
    page.emulate_media(
        media="null",
        color_scheme=settings.get("color_scheme", "light"),
        reduced_motion=settings.get("reduced_motion", "no-preference"),
        forced_colors=settings.get("forced_colors", "none"),
    )


def eventually(page: Page, look: Callable[[], Seen], wanted: Seen) -> Seen:
    """What `look` gives, as soon as that is `wanted`; what it gave last, if that never happens.

    A browser does much a moment after the key, the tap or the script that asked for it.
    """
    until = time.monotonic() + PATIENCE
    while (seen := look()) != wanted and time.monotonic() < until:
        page.wait_for_timeout(20)
    return seen


def copied(page: Page, wanted: str) -> str:
    """What the clipboard holds, once that is `wanted`."""
    read = "navigator.clipboard.readText()"
    return eventually(page, lambda: str(page.evaluate(read)).replace("\r", ""), wanted)


def lettered(page: Page) -> None:
    """Waits until the page is laid out in its own faces."""
    page.evaluate("document.body.offsetHeight, document.fonts.ready.then(() => null)")


def sized(page: Page, width: int, height: int) -> None:
    """Waits until the page knows that its window is so large."""
    page.set_viewport_size({"width": width, "height": height})
    inside = "[innerWidth, innerHeight]"
    assert eventually(page, lambda: page.evaluate(inside), [width, height]) == [width, height]


def listen(page: Page, home: str) -> list[str]:
    """Fills with what goes wrong on `page` from now on: said, failed, or asked of others.

    The page is left first, so that nothing which it still asks for counts; what is on its way when
    a page is left is broken off by the browser, which is no failure.
    """
    wrong: list[str] = []
    page.goto("about:blank")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
            wrong.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((home, "data:")):
            wrong.append(f"asked another host: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.url.endswith("/no/such/page/"):
            wrong.append(f"{response.status}: {response.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            wrong.append(f"failed: {request.failure}: {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", asked)
    page.on("response", answered)
    page.on("requestfailed", failed)
    return wrong
