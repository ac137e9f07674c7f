"""The editions of this repository's story in other languages: as whole and as light as the main."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from looking import lettered, listen, measure, sized, window
from playwright.sync_api import Browser, Page
from sites import Site
from test_pages import AXE, DARK, LIGHT, OF_COLOURS, axe


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    context = window(browser, reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def story(sites: dict[str, Site]) -> Site:
    return sites["story"]


def folders(site: Site) -> list[str]:
    main = site.story.site
    return [f"{language}/" for language in main.languages if language != main.language]


@pytest.mark.parametrize(
    "kind",
    ["story", "facts", "fact", "series", "claim", "chart", "sources", "corrections", "embed"],
)
def test_every_kind_of_page_is_whole(screen: Page, story: Site, kind: str) -> None:
    for folder in folders(story):
        wrong = listen(screen, story.url)
        screen.goto(story.at(folder + story.kinds()[kind].removeprefix("/")))
        lettered(screen)
        screen.evaluate(AXE)
        for width, colours in ((320, DARK), (1280, LIGHT)):
            sized(screen, width, 800)
            screen.emulate_media(**colours)
            said = [*measure(screen, "sideways"), *measure(screen, "charts")]
            said += [*measure(screen, "targets"), *measure(screen, "contrast")]
            said += axe(screen, OF_COLOURS if colours is DARK else [])
            wrong += [f"{folder} {width} px: {line}" for line in said]
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("width, height", [(320, 568), (390, 664), (768, 1024), (1280, 800)])
def test_the_opening_is_one_screen(screen: Page, story: Site, width: int, height: int) -> None:
    for folder in folders(story):
        sized(screen, width, height)
        screen.goto(story.at(folder))
        lettered(screen)
        last = screen.locator(".opening :is(.lede, .drawing)").last
        assert last.evaluate("(e) => e.getBoundingClientRect().bottom") <= height


def test_it_weighs_little(story: Site) -> None:
    for folder in folders(story):
        html = story.pages[f"{folder}index.html"]
        asked = set(re.findall(r'["(](?:\.\./)*(static/[^"()?]+)', html.decode()))
        packed = len(gzip.compress(html, 9)) / 1024
        assert asked and packed <= 96
        assert packed + sum(len(story.pages[path]) for path in asked) / 1024 <= 100
