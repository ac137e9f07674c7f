"""Long lists are searched and long tables sorted with scripts; without, they are complete."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import test_cells
from looking import Tab, eventually, listen
from minimal import PHRASES
from playwright.sync_api import Locator, Page, expect
from sites import Site
from small import built

from datastory.pages.render import render
from datastory.parsing.story import read_story
from datastory.site import routes

WIDE = {"width": 1280, "height": 800}


@pytest.fixture
def page(tab: Tab) -> Iterator[Page]:
    with tab(viewport=WIDE) as page:
        yield page


def test_figures_are_found_by_their_words(page: Page, sites: dict[str, Site]) -> None:
    site = sites["story"]
    wrong = listen(page, site.url)
    page.goto(site.at(routes.FACTS))
    rows = page.locator(".facts li:not(.series)")
    shown = page.locator(".facts li:not(.series):visible")
    all_rows = rows.count()
    assert all_rows > 100
    closed = shown.count()
    page.get_by_role("searchbox").fill("Tokyo 2019")
    status = page.locator("[role=status]")
    expect(status).to_contain_text(str(eventually(page, shown.count, 1)))
    expect(page.locator("[id='rank_tokyo.2019']")).to_be_visible()
    page.get_by_role("searchbox").fill("no such figure")
    expect(page.locator(".group:visible")).to_have_count(0)
    page.get_by_role("searchbox").fill("")
    assert eventually(page, shown.count, closed) == closed
    assert not wrong


def test_the_list_is_complete_without_scripts(tab: Tab, sites: dict[str, Site]) -> None:
    site = sites["story"]
    with tab(viewport=WIDE, java_script_enabled=False) as page:
        page.goto(site.at(routes.FACTS))
        assert page.locator(".facts li:not(.series)").count() == len(site.story.facts)
        expect(page.locator(".find")).to_be_hidden()


def test_points_of_a_table_are_found_by_their_key(page: Page) -> None:
    page.set_content(cells_listed())
    shown = page.locator(".facts li:not(.series):visible")
    assert page.locator(".points li").count() == 3 and shown.count() == 0
    page.get_by_role("searchbox").fill("product 2023")
    assert eventually(page, shown.count, 1) == 1
    expect(shown).to_have_text("2023 34.6 billion yuan")
    expect(page.locator("[role=status]")).to_contain_text("1")
    page.get_by_role("searchbox").fill("")
    assert eventually(page, shown.count, 0) == 0


def cells_listed() -> str:
    """ "All figures" of a story whose one series is a column of a table."""
    head = test_cells.SITE.replace("FILE", "table.csv")
    texts = {"data.yaml": head + test_cells.SERIES, "content/01-cells.md": test_cells.CHAPTER}
    story, problems = read_story(texts, files=PHRASES | {"seeds/table.csv": test_cells.CSV})
    assert not problems
    return render(story, {}, built().tree)["facts/index.html"].decode()


def column(table: Locator, at: int) -> list[str]:
    return table.locator(f"tbody tr:visible > :nth-child({at})").all_text_contents()


def test_long_tables_are_sorted_and_searched(page: Page, sites: dict[str, Site]) -> None:
    site = sites["story"]
    page.goto(site.at(routes.chart("rank")))
    table = page.locator(".table table")
    before, values = column(table, 3), table.locator("tbody data")
    assert len(before) > 10
    head = table.locator("thead th").nth(2)
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    numbers = [float(value.get_attribute("value") or "") for value in values.all()]
    assert numbers == sorted(numbers) and sorted(column(table, 3)) == sorted(before)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    numbers = [float(value.get_attribute("value") or "") for value in values.all()]
    assert numbers == sorted(numbers, reverse=True)
    page.get_by_role("searchbox").fill("beijing")
    names = eventually(page, lambda: len(column(table, 1)) < len(before), True)
    assert names and all("Beijing" in name for name in column(table, 1))
    expect(page.locator("[role=status]")).to_contain_text(str(len(column(table, 1))))


def test_short_tables_stay_as_they_are(page: Page, sites: dict[str, Site]) -> None:
    site = sites["story"]
    page.goto(site.at(routes.chart("giants")))
    assert page.locator("th button, .find").count() == 0
