"""A real browser, the Chromium that is installed or else playwright's own, and built sites."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

import build
from datastory import routes
from datastory.model import Story
from datastory.new import new
from tools.chromium import NAMES
from tools.served import REPOSITORY, served

HERE = Path(__file__).resolve().parent.parent.parent
PUBLIC = f"https://example.org{REPOSITORY}"


@dataclass(frozen=True)
class Site:
    """A built story: in a `folder`, and served at `url` and under a repository's name."""

    story: Story
    pages: dict[str, bytes]
    folder: Path
    url: str

    def kinds(self) -> dict[str, str]:
        """One address of every kind of page that this story has."""
        point = next((fact for fact in self.story.facts.values() if fact.series), None)
        plain = next(fact for fact in self.story.facts.values() if not fact.series)
        chart = next(iter(self.story.charts))
        kinds = {
            "story": routes.STORY,
            "facts": routes.FACTS,
            "fact": routes.fact(plain.id),
            "series": routes.fact(point.series) if point else "",
            "chart": routes.chart(chart),
            "sources": routes.SOURCES,
            "corrections": routes.CORRECTIONS,
            "embed": routes.embed(chart),
            "404": f"{REPOSITORY}no/such/page/",  # its links begin where the site publicly stands
        }
        return {kind: address for kind, address in kinds.items() if address}

    def at(self, address: str) -> str:
        """Where the browser finds an address of the site."""
        return self.url + address.removeprefix("/")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
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
