"""Marks of a chart answer: pointed at, tapped or focused they tell their fact, with its link."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from looking import Tab, eventually, lettered, listen, measure
from playwright.sync_api import Locator, Page, expect
from sites import Site

from datastory.site import routes

LABEL = ".told-label"
OPEN = "[popover]:popover-open"
KINDS = ["story", "chart", "embed"]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 568}


@pytest.fixture
def wide(tab: Tab) -> Iterator[Page]:
    with tab(viewport=WIDE, reduced_motion="reduce") as page:
        yield page


@pytest.fixture
def phone(tab: Tab) -> Iterator[Page]:
    with tab(viewport=NARROW, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture
def bare(tab: Tab) -> Iterator[Page]:
    with tab(viewport=WIDE, java_script_enabled=False) as page:
        yield page


def marks(page: Page, site: Site, kind: str) -> Locator:
    """Those of the first chart in sight."""
    page.goto(site.at(site.kinds()[kind]))
    lettered(page)
    found = page.locator(".drawing").first.locator(".marks svg:visible g")
    assert found.count() > 1
    return found


def fact(mark: Locator) -> list[str]:
    """Value and meaning: in its title, or in its name once it has told them."""
    words = "e => e.querySelector('title')?.textContent ?? e.ariaLabel"
    return str(mark.evaluate(words)).split("\n")


@pytest.mark.parametrize("kind", KINDS)
def test_pointing_tells_every_mark(wide: Page, site: Site, kind: str) -> None:
    wrong = listen(wide, site.url)
    found = marks(wide, site, kind)
    texts = {fact.text for fact in site.story.facts.values()}
    words = measure(wide, "words")
    for i in range(found.count()):
        mark = found.nth(i)
        value, meaning = fact(mark)[:2]
        assert value in texts and meaning
        mark.hover()
        label = wide.locator(LABEL)
        expect(label).to_contain_text(value)
        expect(label).to_contain_text(meaning)
        box = label.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= WIDE["width"]
        assert label.get_attribute("href") == mark.get_attribute("data-to")
    assert wide.locator("main").locator(LABEL).count() == 0
    assert len(measure(wide, "words")) <= len(words)  # titles became names, nothing else
    wide.mouse.move(1, 1)
    expect(wide.locator(LABEL)).to_have_count(0)
    assert not wrong, wrong


@pytest.mark.parametrize("kind", KINDS)
def test_arrow_keys_walk_through_all_and_enter_follows(wide: Page, site: Site, kind: str) -> None:
    found = marks(wide, site, kind)
    count = found.count()
    found.first.focus()
    for i in range(1, count):
        wide.keyboard.press("ArrowRight" if i % 2 else "ArrowDown")
        expect(found.nth(i)).to_be_focused()
        expect(wide.locator(LABEL)).to_contain_text(fact(found.nth(i))[0])
    wide.keyboard.press("ArrowRight")  # there is no further one
    expect(found.nth(count - 1)).to_be_focused()
    wide.keyboard.press("Escape")
    expect(wide.locator(LABEL)).to_have_count(0)
    wide.keyboard.press("Home")
    expect(found.first).to_be_focused()
    value, to = fact(found.first)[0], found.first.get_attribute("data-to") or ""
    wide.keyboard.press("Enter")
    if to.startswith("#note-"):
        expect(wide.locator(OPEN)).to_contain_text(value)
        wide.keyboard.press("Escape")
        expect(found.first).to_be_focused()
    else:
        expect(wide).not_to_have_url(site.at(site.kinds()[kind]))
        expect(wide.locator("main h1")).to_contain_text(value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_tap_tells_and_the_label_leads_on(phone: Page, site: Site, kind: str) -> None:
    found = marks(phone, site, kind)
    address, label = phone.url, phone.locator(LABEL)
    for i in (1, 0):
        value = fact(found.nth(i))[0]
        found.nth(i).tap()
        expect(label).to_contain_text(value)
        assert phone.url == address
    label.tap()
    if kind == "story":
        expect(phone.locator(OPEN)).to_contain_text(value)
    else:
        expect(phone.locator("main h1")).to_contain_text(value)


def test_one_stop_of_the_tab_key_for_each_drawing(wide: Page, site: Site) -> None:
    marks(wide, site, "story")
    stops = ".marks svg:visible g[tabindex='0']"
    assert wide.locator(stops).count() == wide.locator(".marks svg:visible").count()


def test_titles_tell_without_scripts(bare: Page, site: Site) -> None:
    for kind in KINDS:
        found = marks(bare, site, kind)
        titles = found.locator("title").all_text_contents()
        assert len(titles) == found.count() and all("\n" in title for title in titles)


def test_a_tab_stop_moves_with_the_focus(wide: Page, site: Site) -> None:
    found = marks(wide, site, "chart")
    found.first.focus()
    wide.keyboard.press("End")
    last = found.nth(found.count() - 1)
    assert eventually(wide, lambda: last.get_attribute("tabindex") == "0", True)
    assert found.first.get_attribute("tabindex") == "-1"


def test_places_on_a_map_answer_a_finger_beside_them(phone: Page, sites: dict[str, Site]) -> None:
    """Its dots are smaller than a finger: the nearest one within its reach is meant."""
    site = sites["story"]
    phone.goto(site.at(routes.chart("world")))
    lettered(phone)
    found = phone.locator(".marks svg:visible g")
    assert found.count() == len(facts_of(site, "world")) == 10
    london = found.filter(has=phone.locator("title", has_text="London"))
    box = london.bounding_box()
    assert box
    phone.touchscreen.tap(box["x"] + box["width"] + 4, box["y"] + box["height"] / 2)
    expect(phone.locator(LABEL)).to_contain_text("Rank of London")
    phone.touchscreen.tap(box["x"] + 90, box["y"] + box["height"] / 2)  # far from all
    expect(phone.locator(LABEL)).to_have_count(0)


def facts_of(site: Site, chart: str) -> list[str]:
    """The ids of a chart's facts, as data.json tells them."""
    data = json.loads(site.pages["data.json"])
    return [id for one in data["charts"] if one["id"] == chart for id in one["facts"]]


def test_every_chart_with_facts_answers(sites: dict[str, Site]) -> None:
    for site in sites.values():
        for chart in json.loads(site.pages["data.json"])["charts"]:
            page = site.pages[routes.output_path(routes.chart(chart["id"]))]
            assert (b'<div class="marks">' in page) == bool(chart["facts"]), chart["id"]
