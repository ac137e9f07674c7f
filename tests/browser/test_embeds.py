"""An embedded chart takes its own height wherever it is put, and asks nothing of strangers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from looking import copied, emptied, eventually, lettered, sized, window
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route, expect
from sites import Site
from small import built

from datastory.exports import embeds
from datastory.site import routes

SITE, HOST = "https://press.example/millbrook/", "https://news.example/"
EMBED = SITE + "embed/loans/"
WIDTHS = (320, 600)
DARK = {"color_scheme": "dark"}
TYPES = {".html": "text/html", ".svg": "image/svg+xml"}

# What the three kinds of hosts do with the messages, in their own words.
DATAWRAPPER = f"""<iframe src="{EMBED}" style="width:100%;border:0"></iframe>
<script>{embeds.LISTENER}</script>"""
PYM = f"""<div><iframe src="{EMBED}?initialWidth=320&childId=graphic-7&parentUrl=x"
 style="width:100%;border:0"></iframe></div><script>addEventListener("message", e => {{
  const told = /^pymxPYMxgraphic-7xPYMxheightxPYMx(\\d+)$/.exec(e.data);
  if (told) document.querySelector("iframe").setAttribute("height", told[1] + "px");
}})</script>"""
WORDPRESS = f"""<blockquote data-secret="AbC123xyz9">The chart</blockquote>
<iframe sandbox="allow-scripts" src="{EMBED}#?secret=AbC123xyz9" data-secret="AbC123xyz9"
 style="position:absolute;visibility:hidden" width="100%" height="100" frameborder="0"
 scrolling="no"></iframe><script>addEventListener("message", ({{data, source}}) => {{
  const frame = document.querySelector("iframe");
  if (data.secret !== frame.dataset.secret || source !== frame.contentWindow) return;
  document.querySelector("blockquote").style.display = "none";
  frame.removeAttribute("style");
  if (data.message === "height") frame.height = Math.min(Math.max(data.value, 200), 1000);
  if (data.message === "link" && new URL(data.value).host === new URL(frame.src).host
      && document.activeElement === frame) location.href = data.value;
}})</script>"""
HOSTS = {"datawrapper": DATAWRAPPER, "pym.js": PYM, "wordpress": WORDPRESS}


@pytest.fixture(scope="module")
def hosts(browser: Browser) -> Iterator[BrowserContext]:
    context = window(browser, **DARK)
    context.route("**/*", serve)
    context.new_page()  # stays, as to open one takes longer than to go through it
    yield context
    context.close()


@pytest.fixture
def context(hosts: BrowserContext) -> Iterator[BrowserContext]:
    """Two hosts, ours and a stranger's, and no other: what asks for a third fails."""
    yield hosts
    for page in hosts.pages[1:]:
        page.close()
    emptied(hosts.pages[0], DARK)
    hosts.clear_permissions()


def serve(route: Route) -> None:
    url = route.request.url
    if not url.startswith(SITE):
        route.abort()
        return
    path = routes.output_path("/" + url.removeprefix(SITE))
    kind = next((TYPES[end] for end in TYPES if path.endswith(end)), "text/plain")
    route.fulfill(body=built().site[path], content_type=kind)


def hosted(
    context: BrowserContext, body: str, width: int, said: list[str] | None = None, before: str = ""
) -> Page:
    """A page of the stranger's; what it and its frame say in the console goes to `said`.

    The script `before` runs in both before their own.
    """
    page = context.pages[0]
    if before:
        page = context.new_page()
        page.add_init_script(before)
    if said is not None:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
    sized(page, width, 900)
    html = f"<!doctype html><meta charset=utf-8><body style='margin:0'>{body}"
    page.route(HOST, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(HOST)
    return page


def inner(page: Page) -> Frame:
    return next(frame for frame in page.frames if frame.url.startswith(EMBED))


def heights(page: Page) -> tuple[float, float]:
    """Of the frame, and of what is in it."""
    frame = page.locator("iframe").evaluate("e => e.getBoundingClientRect().height")
    content = inner(page).evaluate("document.documentElement.getBoundingClientRect().height")
    return float(frame), float(content)


def fits(page: Page) -> bool:
    frame, content = heights(page)
    return abs(frame - content) <= 1


def soon_fits(page: Page) -> bool:
    """A message from a frame takes a while."""
    return eventually(page, lambda: fits(page), True)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("host", HOSTS)
def test_the_frame_is_as_high_as_the_chart(context: BrowserContext, host: str, width: int) -> None:
    said: list[str] = []
    page = hosted(context, HOSTS[host], width, said)
    assert soon_fits(page), host
    shown = "narrow" if width < 480 else "wide"
    for kind in ("narrow", "wide"):
        expect(inner(page).locator(f".drawing > svg.{kind}")).to_be_visible(visible=kind == shown)
    overflow = "document.documentElement.scrollWidth > innerWidth"
    assert not eventually(page, lambda: inner(page).evaluate(overflow), False)
    assert said == []


@pytest.mark.parametrize("host", HOSTS)
def test_who_listens_late_hears_it_too(context: BrowserContext, host: str) -> None:
    """Within the time for which the frame goes on telling. Here the test is its clock."""
    frame, _, script = HOSTS[host].partition("<script>")
    late = script.removesuffix("</script>")
    clock = "window.later = []; window.setTimeout = (act, wait) => later.push([wait, act])"
    page = hosted(context, frame, 600, before=clock)
    lettered(page)
    assert not fits(page)
    page.evaluate(late)
    assert inner(page).evaluate("later.map(([wait]) => wait)") == [500, 2000, 8000]
    inner(page).evaluate("later[2][1]()")
    assert soon_fits(page)


@pytest.mark.parametrize("host", HOSTS)
def test_the_frame_follows_when_the_page_is_turned(context: BrowserContext, host: str) -> None:
    page = hosted(context, HOSTS[host], 700)
    assert soon_fits(page)
    before = heights(page)
    sized(page, 320, 900)

    def turned() -> bool:
        return fits(page) and heights(page) != before

    assert eventually(page, turned, True)


def test_wordpress_follows_the_links_that_it_is_told(context: BrowserContext) -> None:
    page = hosted(context, WORDPRESS, 600)
    assert soon_fits(page)
    expect(page.locator("blockquote")).to_be_hidden()
    page.frame_locator("iframe").get_by_role("link", name="The library that lends more").click()
    page.wait_for_url(SITE + "charts/loans/")


def test_links_leave_the_frame(context: BrowserContext) -> None:
    page = hosted(context, DATAWRAPPER, 600)
    page.frame_locator("iframe").get_by_role("link", name="The library that lends more").click()
    page.wait_for_url(SITE + "charts/loans/")


@pytest.mark.parametrize("width", [320, 360, 416, 480, 512, 640, 900, 1280])
def test_where_nobody_listens_nothing_is_cut(context: BrowserContext, width: int) -> None:
    chart, drawing = built().story.charts["loans"], built().drawings["loans"]
    page = hosted(context, embeds.frame(chart, drawing, built().story), width)
    page.frame_locator("iframe").locator(".drawing > svg:visible").wait_for()  # it is loaded last
    inner(page).wait_for_load_state()
    inner(page).evaluate("document.fonts.ready.then(() => null)")
    frame, content = heights(page)
    assert content <= frame <= content + 160


def test_no_frame_of_a_story_cuts_its_note_or_source(site: Site, page: Page) -> None:
    """Where nobody listens, a frame is as high as its code says, at every width."""
    for name, chart in site.story.charts.items():
        told = json.loads(site.pages[routes.output_path(routes.oembed(name))])
        page.goto(site.at(routes.embed(name)))
        lettered(page)
        for width in (240, 320, 390, 511, 512, 640, 1000):
            sized(page, width, 600)
            high = page.evaluate("document.documentElement.getBoundingClientRect().height")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width and high <= told["height"], (name, width, high)
        main = page.locator("main").inner_text()
        assert all(words in main for words in chart.note.text.split("\n"))
        assert site.story.site.title.text in main


@pytest.mark.parametrize(
    ("asked", "paper"),
    [("", "light"), ("?theme=light", "light"), ("?theme=dark", "dark"), ("?theme=auto", "dark")],
)
def test_a_frame_is_light_unless_asked(context: BrowserContext, asked: str, paper: str) -> None:
    """The reader's setting here is dark."""
    palette = json.loads(built().tree["templates/palette.json"])
    page = context.pages[0]
    page.goto(EMBED + asked)
    red, green, blue = (int(palette[paper]["paper"][at : at + 2], 16) for at in (1, 3, 5))
    painted = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert painted == f"rgb({red}, {green}, {blue})"


def test_the_chart_is_there_without_scripts(browser: Browser) -> None:
    context = window(browser, java_script_enabled=False)
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(EMBED)
    expect(page.get_by_role("img", name="The library lends more than Ashford’s")).to_be_visible()
    expect(page.get_by_text("Source: Millbrook library")).to_be_visible()
    context.close()


def test_every_code_can_be_copied_as_it_stands(context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin(SITE))
    page = context.pages[0]
    page.goto(SITE + "charts/loans/")
    codes = embeds.codes(built().story.charts["loans"], built().drawings["loans"], built().story)
    for code in codes:
        page.get_by_label(f"Copy: {code.name}", exact=True).click()
        assert copied(page, code.text) == code.text
    page.get_by_label("Copy the citation").click()
    citation = page.locator("#citation").inner_text()
    assert copied(page, citation) == citation


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
