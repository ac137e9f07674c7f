"""Every kind of page at four widths: whole, readable, and without barriers in all its colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from looking import lettered, listen, measure, sized, window
from playwright.sync_api import Browser, Page
from sites import Site

KINDS = ["story", "facts", "fact", "series", "chart", "sources", "corrections", "embed", "404"]
WIDTHS = (320, 390, 768, 1280)
ZOOMED = 195  # a phone of 390 px whose reader has doubled all sizes
LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
DARK: dict[str, Any] = {"color_scheme": "dark", "forced_colors": "none"}
FORCED: dict[str, Any] = {"color_scheme": "light", "forced_colors": "active"}
FORCED_DARK: dict[str, Any] = {"color_scheme": "dark", "forced_colors": "active"}
# Rules whose answer depends on colours; all others are asked once per width.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
AXE = AXE_FILE_PATH.read_text("utf-8")


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    context = window(browser, reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, site: Site) -> str:
    kinds = site.kinds()
    assert set(kinds) >= set(KINDS) - {"series"}
    return kinds.get(request.param, site.kinds()["fact"])


def test_layout(screen: Page, site: Site, address: str) -> None:
    wrong = listen(screen, site.url)
    screen.goto(site.at(address))
    lettered(screen)
    for width in WIDTHS:
        sized(screen, width, 800)
        for what in ("sideways", "charts", "targets"):
            wrong += [f"{width} px: {said}" for said in measure(screen, what)]
    sized(screen, ZOOMED, 400)
    wrong += [f"{ZOOMED} px: {said}" for said in measure(screen, "sideways")]
    assert not wrong, "\n".join(wrong)


def test_colours(screen: Page, site: Site, address: str) -> None:
    """axe-core, and the words in drawings, which it does not see."""
    screen.goto(site.at(address))
    screen.evaluate(AXE)
    wrong: list[str] = []
    for width, forced in ((320, FORCED), (1280, FORCED_DARK)):
        sized(screen, width, 800)
        for colours in (DARK, forced, LIGHT):
            screen.emulate_media(**colours)
            said = axe(screen, [] if colours is LIGHT else OF_COLOURS)
            said += measure(screen, "contrast")
            wrong += [f"{width} px, {colours}: {line}" for line in said]
    assert not wrong, "\n".join(wrong)


def axe(page: Page, rules: list[str]) -> list[str]:
    """What axe-core objects to; all its rules where none are named."""
    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    found = page.evaluate(
        """(only) => axe.run(document, {...only, resultTypes: ["violations"]})
          .then(({violations}) => violations.flatMap(({id, nodes}) => nodes.slice(0, 3)
            .map(({html, failureSummary}) => `${id}: ${html.slice(0, 120)} ${failureSummary}`)))""",
        only,
    )
    return list(found)
