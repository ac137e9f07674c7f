"""What a browser test looks at: measures of a page, what it asked for and what it said."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request, Response

Tab = Callable[..., AbstractContextManager[Page]]  # opens a page with some settings
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8").split("\n", 1)[1]


def measure(page: Page, what: str, *given: object) -> Any:
    """The result of a function of measure.js."""
    return page.evaluate(f"(given) => {MEASURE.strip()}.{what}(...given)", given)


def listen(page: Page, home: str) -> list[str]:
    """Fills with what goes wrong on `page` from now on: said, failed, or asked of others."""
    wrong: list[str] = []

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404 (Not Found)" not in message.text:
            wrong.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((home, "data:")):
            wrong.append(f"asked another host: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.url.endswith("/no/such/page/"):
            wrong.append(f"{response.status}: {response.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("request", asked)
    page.on("response", answered)
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    return wrong
