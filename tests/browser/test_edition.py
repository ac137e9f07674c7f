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


# By the widths of phones and tables: lines of headings that begin with a sign that ends a clause.
LONE_SIGNS = """(titles) => titles.flatMap((title) => {
  const heading = document.querySelector("h1 span");
  heading.textContent = title;
  const words = heading.firstChild, tops = [...title].map((letter, at) => {
    const range = document.createRange();
    range.setStart(words, at);
    range.setEnd(words, at + 1);
    return range.getBoundingClientRect().top;
  });
  return [...title].flatMap((letter, at) =>
    at && "，。：；、！？）》”".includes(letter) && tops[at] > tops[at - 1] + 9
      ? [`${title.slice(0, at)}/${title.slice(at)}`] : []);
})"""


@pytest.mark.parametrize("width", [320, 360, 390, 430])
def test_no_line_of_a_heading_begins_with_a_comma(screen: Page, story: Site, width: int) -> None:
    """Each clause of three to sixteen letters, on a page whose heading may be any chart's title."""
    letters = "列出的几类人加起来不等于总数还多"
    titles = [f"{letters[:most]}，加起来不等于总数" for most in range(3, len(letters) + 1)]
    sized(screen, width, 800)
    screen.goto(story.at("zh/" + story.kinds()["chart"].removeprefix("/")))
    lettered(screen)
    assert screen.evaluate(LONE_SIGNS, titles) == []
