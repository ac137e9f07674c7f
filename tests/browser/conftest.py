"""A real browser, the Chromium that is installed or else playwright's own, and built sites."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from looking import PATIENCE, Tab, window
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from sites import Site, standing

from datastory.new import new
from tools.chromium import NAMES

HERE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE * 1000)
    path = next(filter(None, map(shutil.which, NAMES)), None)
    browser = playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
    )
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Tab]:
    """Opens a page in a window of some settings, which stays: a window takes half a second."""
    windows: dict[str, BrowserContext] = {}

    @contextmanager
    def opened(**settings: Any) -> Iterator[Page]:
        key = repr(settings)
        if key not in windows:
            windows[key] = window(browser, **settings)
            windows[key].new_page()  # keeps it open
        with windows[key].new_page() as page:
            yield page

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
