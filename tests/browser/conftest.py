"""A real browser, the Chromium that is installed or else playwright's own, and built sites."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from looking import PATIENCE, Tab, emptied, window
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from sites import Site, standing

from datastory.new import new
from tools import chromium

HERE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE * 1000)
    path = chromium.found() or None
    browser = playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Tab]:
    """Opens a page in a window of some settings.

    Both stay: a window takes half a second to open, and a page, whose process is its own, as much
    as to be gone through. Who asks gets one that is emptied, or another while that is in use; who
    walks out of it by the Tab key asks for a `fresh` one, as it would not lose the focus again.
    """
    windows: dict[str, BrowserContext] = {}
    free: dict[str, list[Page]] = {}

    @contextmanager
    def opened(fresh: bool = False, **settings: Any) -> Iterator[Page]:
        key = repr(settings)
        if key not in windows:
            windows[key], free[key] = window(browser, **settings), []
        page = windows[key].new_page() if fresh or not free[key] else free[key].pop()
        yield page
        if fresh:
            page.close()
        else:
            emptied(page, settings)
            free[key].append(page)

    yield opened
    for one in windows.values():
        one.close()


@pytest.fixture
def page(tab: Tab) -> Iterator[Page]:
    with tab() as page:
        yield page


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """This repository's story and the one that `new` writes, each built once."""
    folder = tmp_path_factory.mktemp("sites")
    assert new(folder / "starter") == []
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(standing(root, folder / f"{name}-site"))
            for name, root in (("story", HERE), ("starter", folder / "starter"))
        }


@pytest.fixture(params=["story", "starter"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]
