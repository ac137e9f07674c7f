"""`make shots`: pictures of the main pages and states in shots/, for a designer's eye."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from datastory.commands import common
from datastory.site import routes
from tools import chromium
from tools.served import served

HERE = Path(__file__).resolve().parent.parent
SHOTS = HERE / "shots"
WIDTHS = (320, 390, 768, 1280, 1920)
STATES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "print": {"media": "print"},
}


def main() -> None:
    made = common.make(HERE)
    if not made.pages:
        raise SystemExit("the story has problems: run  make  to see them")
    shutil.rmtree(SHOTS, ignore_errors=True)
    chart, fact = next(iter(made.story.charts)), next(iter(made.story.facts))
    others = {
        "facts": routes.FACTS,
        "fact": routes.fact(fact),
        "chart": routes.chart(chart),
        "sources": routes.SOURCES,
        "corrections": routes.CORRECTIONS,
        "embed": routes.embed(chart),
        "404": routes.NOT_FOUND,
    }
    path = chromium.found() or None
    with served(made.pages) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for width in WIDTHS:
            story(browser, url, width)
        for name, address in others.items():
            other(browser, url + address.removeprefix("/"), name)
        browser.close()
    print(f"{sum(1 for _ in SHOTS.iterdir())} pictures in shots/")


def story(browser: Browser, url: str, width: int) -> None:
    """The whole page in every state, the first screen, and a note as it opens."""
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(url)
    shoot(page, f"story-{width}-first", whole=False)
    for state, media in STATES.items():
        if state in ("light", "dark") or width in (390, 1280):
            page.emulate_media(**media)  # type: ignore[arg-type]
            shoot(page, f"story-{width}-{state}")
            page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
    page.locator(".chapter a.fig").nth(2).click()
    shoot(page, f"story-{width}-note", whole=False)
    page.close()


def other(browser: Browser, url: str, name: str) -> None:
    page = browser.new_page()
    page.goto(url)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            shoot(page, f"{name}-{width}-{scheme}", whole=name != "facts")
    page.close()


def shoot(page: Page, name: str, whole: bool = True) -> None:
    page.screenshot(path=SHOTS / f"{name}.png", full_page=whole, animations="disabled")


if __name__ == "__main__":
    main()
