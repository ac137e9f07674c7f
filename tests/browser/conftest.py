"""A real browser, the Chromium that is installed or else playwright's own, and built sites."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from sites import PUBLIC, Site

import build
from datastory.new import new
from tools.chromium import NAMES
from tools.served import served

HERE = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # a first build may be slow on a busy machine
    path = next(filter(None, map(shutil.which, NAMES)), None)
    browser = playwright.chromium.launch(
        executable_path=path, args=["--no-sandbox", "--disable-background-networking"]
    )
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


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


@contextmanager
def standing(root: Path, out: Path) -> Iterator[Site]:
    """A story's site, written into the folder `out` and served."""
    made = build.make(root, PUBLIC)
    assert made.pages, [f"{problem.where.path}: {problem.message}" for problem in made.problems]
    for path, data in made.pages.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    with served(made.pages) as url:
        yield Site(made.story, made.pages, out, url)
