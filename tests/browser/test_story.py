"""What the story promises its reader: notes, links, copies, print, no need of scripts or a host."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from looking import Tab, copied, eventually, lettered, listen, measure, sized, window
from parts import served_in_parts
from playwright.sync_api import Browser, Page, expect
from sites import PUBLIC, Site

from datastory.site import routes
from tools.served import REPOSITORY

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 320, "height": 568}
SETTINGS: dict[str, Any] = {
    "viewport": WIDE,
    "reduced_motion": "reduce",
    "permissions": ["clipboard-read", "clipboard-write"],
}
OPEN = "[popover]:popover-open"
OPENED = f"document.querySelectorAll('{OPEN}').length"
BACK = f"{OPENED} === 0 && document.activeElement === trail.at(-1)"  # as measure.js leaves a trail
FACES = """new Set([...document.fonts].filter((face) => face.status === "loaded"
  && /Story/.test(face.family)).map((face) => face.family.replaceAll('"', "")
  + face.weight)).size"""
# Where a figure's words can be pointed at, once the screen has gone there.
SPOT = """([i, block]) => {
  const figure = [...document.querySelectorAll("main a.fig")].filter((e) => e.checkVisibility())[i];
  figure.scrollIntoView({block, behavior: "instant"});
  const box = figure.getClientRects()[0], note = figure.hash.slice(1);
  return {x: box.left + box.width / 2, y: box.top + box.height / 2, note, scrolled: scrollY};
}"""
# Each note is seen whole enough to be read: its words on the screen, and nothing over them.
SEEN = """(id) => {
  const note = document.getElementById(id), box = note.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, Math.max(box.top, 0) + 12);
  return note.checkVisibility() && box.left >= 0 && box.right <= innerWidth + 1
    && box.top < innerHeight - 40 && box.bottom > 40 && note.contains(top);
}"""
# Notes from now on what readers are told by the page.
TOLD = """window.told = []; new MutationObserver(() => {
  const said = document.querySelector("[role=status]").textContent;
  if (said && said !== told.at(-1)) told.push(said);
}).observe(document.querySelector("[role=status]"), {childList: true, characterData: true,
  subtree: true}); null"""


@pytest.fixture
def wide(tab: Tab) -> Iterator[Page]:
    with tab(**SETTINGS) as page:
        yield page


@pytest.fixture
def walked(tab: Tab) -> Iterator[Page]:
    """Gone through by the Tab key."""
    with tab(fresh=True, **SETTINGS) as page:
        yield page


@pytest.fixture
def phone(tab: Tab) -> Iterator[Page]:
    with tab(viewport=NARROW, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture
def bare(tab: Tab) -> Iterator[Page]:
    """Without scripts."""
    with tab(viewport=NARROW, java_script_enabled=False) as page:
        yield page


def figures(page: Page) -> int:
    """How many stand in sight; a table or a note may hold more."""
    count = page.locator("main a.fig:visible").count()
    assert count > 3
    return count


def seen(page: Page, note: str) -> bool:
    return eventually(page, lambda: bool(page.evaluate(SEEN, note)), True)


def opened(page: Page, count: int) -> bool:
    """As many notes are open over the page."""
    return eventually(page, lambda: int(page.evaluate(OPENED)), count) == count


def test_every_figure_by_mouse(wide: Page, site: Site) -> None:
    wide.goto(site.url)
    address = wide.url
    for i in range(figures(wide)):
        spot = wide.evaluate(SPOT, [i, "center"])
        wide.mouse.click(spot["x"], spot["y"])
        assert seen(wide, spot["note"]), spot
        assert wide.evaluate("scrollY") == spot["scrolled"], spot
        wide.mouse.click(2, 400)
        assert opened(wide, 0), spot
    assert wide.url == address


def test_every_figure_by_touch(phone: Page, site: Site) -> None:
    phone.goto(site.url)
    for i in range(figures(phone)):
        spot = phone.evaluate(SPOT, [i, "center"])
        phone.touchscreen.tap(spot["x"], spot["y"])
        assert seen(phone, spot["note"]), spot
        phone.touchscreen.tap(2, 300)
        assert opened(phone, 0), spot
    phone.touchscreen.tap(spot["x"], spot["y"])
    phone.locator(f"{OPEN} .close").tap()
    assert opened(phone, 0)


def test_every_figure_without_scripts(bare: Page, site: Site) -> None:
    bare.goto(site.url)
    for i in range(figures(bare)):
        spot = bare.evaluate(SPOT, [i, "start"])
        bare.mouse.click(spot["x"], spot["y"])
        assert seen(bare, spot["note"]), spot
    note = bare.locator(f"[id='{spot['note']}']")
    note.locator(".close").click()
    expect(note).to_be_hidden()


@pytest.mark.parametrize("kind", ["story", "fact", "chart", "embed", "404"])
def test_the_keyboard_reaches_all_in_order(walked: Page, site: Site, kind: str) -> None:
    """Each stop is seen and marked; at a figure, Enter opens its note and Escape leads back."""
    walked.goto(site.at(site.kinds()[kind]))
    notes, stops = 0, 0
    while True:
        walked.keyboard.press("Tab")
        focus = measure(walked, "focused")
        if focus is None:
            break
        stops += 1
        assert focus["marked"] and focus["inView"] and focus["inOrder"], focus
        assert not focus["covered"], focus
        if focus["hash"].startswith("#note-"):
            notes += 1
            walked.keyboard.press("Enter")
            inside = "document.activeElement.matches(':popover-open')"
            assert seen(walked, focus["hash"][1:]) and walked.evaluate(inside), focus
            walked.keyboard.press("Escape")
            assert eventually(walked, lambda: bool(walked.evaluate(BACK)), True), focus
    reached = walked.evaluate("new Set(trail).size")
    shown = walked.evaluate(
        """[...document.querySelectorAll("a[href], summary, textarea, [tabindex='0']")]
        .filter((e) => e.checkVisibility({visibilityProperty: true})).length"""
    )
    assert reached == stops == shown
    assert notes == (figures(walked) if kind == "story" else 0)


def test_the_keyboard_stays_in_a_note_and_an_address_can_be_closed(wide: Page, site: Site) -> None:
    wide.goto(site.url)
    figure = wide.locator("main .chapter a.fig").first
    figure.focus()
    wide.keyboard.press("Enter")
    assert opened(wide, 1)
    wide.keyboard.press("Tab")
    assert wide.evaluate("!!document.activeElement.closest(':popover-open')")
    wide.keyboard.press("Escape")
    expect(figure).to_be_focused()
    note = figure.evaluate("(e) => e.hash.slice(1)")
    wide.goto(site.at(routes.FACTS))
    wide.goto(f"{site.url}#{note}")
    assert seen(wide, note)
    wide.keyboard.press("Escape")
    expect(wide.locator(f"[id='{note}']")).to_be_hidden()


def test_what_is_copied(wide: Page, site: Site) -> None:
    wide.goto(site.url)
    before = measure(wide, "words")
    for selector in (".chapter > h2", ".chapter .chart"):
        link = wide.locator(f"{selector} .copy").first
        link.hover(force=True)
        link.click()
        address = link.evaluate("(e) => e.href")
        assert copied(wide, address) == address
    wide.locator("main .chapter a.fig").first.click()
    link = wide.locator(f"{OPEN} .copy")
    wide.evaluate(TOLD)  # it is told for two seconds only
    link.click()
    assert eventually(wide, lambda: wide.evaluate("told"), ["Link copied"]) == ["Link copied"]
    address = link.evaluate("(e) => e.href")
    assert "/facts/" in address and copied(wide, address) == address
    assert measure(wide, "words") == before
    wide.goto(site.at(site.kinds()["chart"]))
    assert wide.locator("[data-copies]").count() >= 5
    for link in wide.locator("[data-copies]").all():
        link.click()
        words = wide.locator(f"#{link.get_attribute('data-copies')}")
        said = words.evaluate("(e) => e.value ?? e.textContent")
        assert said and copied(wide, said) == said


def test_the_words_need_no_script(bare: Page, wide: Page, site: Site) -> None:
    for address in site.kinds().values():
        bare.goto(site.at(address))
        wide.goto(site.at(address))
        said = measure(wide, "words")
        assert said == measure(bare, "words"), address
        assert len(said) > 50, address


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_anchors_land_in_view(wide: Page, site: Site, size: Any) -> None:
    sized(wide, *size.values())
    wide.goto(site.url)
    lettered(wide)
    ids = wide.evaluate("[...document.querySelectorAll('main [id]')].map((e) => e.id)")
    wanted = [chapter.slug for chapter in site.story.chapters]
    wanted += [f"chart-{name}" for name in site.story.charts]
    wanted += [id for id in ids if re.match("(fact|note)-", id)]
    paged = {f"fact-{id}" for id, fact in site.story.facts.items() if fact.paged}
    assert paged <= set(wanted) <= set(ids)
    for id, at in zip(wanted, measure(wide, "landings", wanted), strict=True):
        low = at["height"] - 20
        assert at["shown"] and at["bottom"] > at["head"] and at["top"] < low, (id, at)
        assert id.startswith("note-") or at["top"] >= at["head"] - 1, (id, at)


@pytest.mark.parametrize("what", ["chapter", "chart", "fact", "note"])
def test_an_address_from_elsewhere_lands_in_view(phone: Page, site: Site, what: str) -> None:
    """The page is loaded at its anchor, with drawings and faces still on their way."""
    fact = [id for id in site.story.facts if f'id="fact-{id}"' in site.pages["index.html"].decode()]
    chart = list(site.story.charts)[-1]
    ids = {"chapter": site.story.chapters[-1].slug, "chart": f"chart-{chart}"}
    id = ids.get(what, f"{what}-{fact[-1]}")
    phone.goto(f"{site.url}#{id}")
    lettered(phone)

    def landed() -> bool:
        at = measure(phone, "landed", id)
        return bool(at["shown"] and at["head"] - 1 <= max(at["top"], 41) < at["height"] - 20)

    assert eventually(phone, landed, True), (id, measure(phone, "landed", id))


def test_print_holds_every_note(wide: Page, site: Site) -> None:
    wide.goto(site.url)
    wide.emulate_media(media="print", color_scheme="dark")
    sized(wide, 552, 990)  # A4 between its margins
    lettered(wide)
    assert wide.locator(".notes > li").count() >= len(site.story.facts) / 2
    assert measure(wide, "notes") == []
    wrong = measure(wide, "sideways") + measure(wide, "charts", 9) + measure(wide, "contrast")
    assert not wrong, "\n".join(wrong)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert wide.evaluate(paper) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    for chapter in wide.locator(".rail details > ol > li > a").all():  # the page of contents
        expect(chapter).to_be_visible()
    for selector in (".copy", ".skip", ".chart details"):
        assert not wide.locator(selector).first.is_visible(), selector


def test_lines_have_a_good_length(wide: Page, site: Site) -> None:
    for address in site.kinds().values():
        wide.goto(site.at(address))
        prose = ".chapter > p" if address == routes.STORY else "main p"
        for width in (1280, 1920):
            sized(wide, width, 900)
            lettered(wide)
            for length, words in measure(wide, "lines", prose):
                assert 45 <= length <= 80, (address, width, length, words)


@pytest.mark.parametrize("width, height", [(320, 568), (390, 664), (768, 1024), (1280, 800)])
def test_the_opening_is_one_screen(wide: Page, site: Site, width: int, height: int) -> None:
    sized(wide, width, height)
    wide.goto(site.url)
    lettered(wide)
    last = wide.locator(".opening :is(.lede, .drawing)").last
    bottom = last.evaluate("(e) => e.getBoundingClientRect().bottom")
    assert bottom <= height


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_moves_while_loading(browser: Browser, site: Site, size: Any) -> None:
    """However a line cuts a page into parts that are drawn one by one, and when it is read on."""
    context = window(browser, viewport=size)
    page = context.new_page()
    page.add_init_script(
        """window.moved = 0; new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) if (!shift.hadRecentInput) moved += shift.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    drawn = "new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))"
    with served_in_parts(site.pages) as (url, send_next):
        for kind in ("story", "facts", "fact", "chart"):
            page.goto(url + site.kinds()[kind].removeprefix("/"), wait_until="commit")
            while send_next():
                page.evaluate(drawn)
            page.wait_for_load_state()
            lettered(page)
            for _ in range(6):
                page.evaluate("scrollBy({top: innerHeight * 2, behavior: 'instant'})")
                page.evaluate(drawn)
            assert page.evaluate("moved") <= 0.01, kind
    context.close()


def test_reduced_motion_is_still(wide: Page, site: Site) -> None:
    wide.goto(site.url)
    assert wide.evaluate("document.getAnimations().length") == 0


def test_served_under_a_name_and_from_disk(wide: Page, site: Site) -> None:
    homes = (site.url, urljoin(site.url, REPOSITORY), site.folder.as_uri() + "/")
    words = set()
    for home in homes:
        wrong = listen(wide, home)
        wide.goto(home + "index.html")
        assert eventually(wide, lambda: wide.evaluate(FACES), 3) == 3, home
        wrong += measure(wide, "charts")
        assert not wrong, home
        words.add(measure(wide, "words"))
        wide.locator("main .chapter a.fig").first.click()
        expect(wide.locator(OPEN)).to_be_visible()
    assert len(words) == 1


def test_every_versioned_file_is_found(page: Page, site: Site) -> None:
    named: set[str] = set()
    for path, data in site.pages.items():
        if path.endswith(".html") and path != "404.html":
            base = routes.address(path)
            found = re.findall(r'["(]([^"()\s]+\?v=[^"()\s]+)', data.decode())
            named |= {urljoin(site.at(base), address) for address in found}
    assert named
    for address in named:
        assert page.request.get(address).status == 200, address


def test_the_404_page_knows_its_base(wide: Page, site: Site) -> None:
    wrong = listen(wide, site.url)
    wide.goto(urljoin(site.url, f"{REPOSITORY}no/such/page/"))
    links = wide.evaluate("[...document.querySelectorAll('main a')].map((e) => e.href)")
    assert links and all(link.startswith(urljoin(site.url, REPOSITORY)) for link in links)
    assert PUBLIC.endswith(REPOSITORY) and not wrong


def test_the_story_weighs_little(site: Site) -> None:
    """In KiB: over the wire the page with all it asks for, the HTML alone, and the scripts."""
    html = site.pages["index.html"]
    asked = set(re.findall(r'["(](static/[^"()?]+)', html.decode()))
    assert asked
    packed = len(gzip.compress(html, 9)) / 1024
    others = sum(len(site.pages[path]) for path in asked) / 1024
    scripts = re.findall(r"<script>(.*?)</script>", html.decode(), re.DOTALL)
    assert scripts
    assert packed <= 96 and packed + others <= 100
    assert len(gzip.compress("".join(scripts).encode(), 9)) / 1024 <= 5
