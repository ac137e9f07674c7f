"""Wherever the site stands, no request fails or leaves for another host, no console complains."""

from __future__ import annotations

from pathlib import Path

import minimal
import pytest
import released
from looking import eventually, listen
from playwright.sync_api import Page, expect
from sites import PUBLIC, Site

from datastory.preview.single import single
from tools.served import REPOSITORY, served


def looked_through(page: Page) -> None:
    """Scrolls to the end, so that whatever waits for a reader is loaded too."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("folder", ["/", REPOSITORY])
def test_served_every_kind_of_page_is_whole(page: Page, site: Site, folder: str) -> None:
    home = site.url.rstrip("/") + folder
    wrong = listen(page, home)
    kinds = site.kinds()
    assert set(kinds) >= {"story", "facts", "fact", "chart", "embed", "claim"}
    for address in kinds.values():
        if address.startswith(REPOSITORY):  # its links begin where the site publicly stands
            continue
        answer = page.goto(home + address.removeprefix("/"))
        assert answer and answer.ok
        looked_through(page)
    assert wrong == []


@pytest.mark.parametrize("depth", ["no/such/page/", "facts/nothing/at/all/"])
def test_a_wrong_address_at_any_depth_is_told_whole(page: Page, site: Site, depth: str) -> None:
    """In the folder for which the site was built, which its links name."""
    home = site.url.rstrip("/") + REPOSITORY
    wrong = listen(page, home)
    answer = page.goto(home + depth)
    assert answer and answer.status == 404
    looked_through(page)
    assert [line for line in wrong if depth not in line] == []
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url(home)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_address_at_the_top_of_a_host(page: Page) -> None:
    top = minimal.data("https://example.org/town/", "https://example.org/")
    with served(released.pages(minimal.story(top))) as home:
        wrong = listen(page, home)
        page.goto(f"{home}no/such/page/")
        looked_through(page)
        page.get_by_role("main").get_by_role("link").first.click()
        page.wait_for_url(home)
    assert wrong == []


def test_from_disk_the_story_is_whole(page: Page, site: Site) -> None:
    wrong = listen(page, site.folder.as_uri())
    page.goto((site.folder / "index.html").as_uri())
    looked_through(page)
    assert wrong == []
    late = "[...document.fonts].filter(face => face.display === 'auto' && face.status === 'loaded')"
    page.wait_for_function(f"{late}.some(face => face.family.includes('Story Serif'))")


def test_the_single_file_asks_for_nothing(page: Page, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "preview.html"
    file.write_text(single(site.pages, PUBLIC), "utf-8")
    wrong = listen(page, file.as_uri())
    page.goto(file.as_uri())
    looked_through(page)
    assert wrong == []
    assert page.get_by_role("heading", level=1).inner_text() == site.story.site.title.text
    assert page.locator("figure svg").count() >= len(site.story.charts)
    faces = "[...document.fonts].some(font => font.status === 'loaded')"
    assert eventually(page, lambda: page.evaluate(faces), True)
