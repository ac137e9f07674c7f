"""The live preview in a real browser: what is saved is on the screen, and nothing else moves."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from looking import sized
from playwright.sync_api import ConsoleMessage, Page, expect
from saving import saved

from datastory.commands import common
from datastory.new import new

HERE = Path(__file__).resolve().parent.parent.parent
FIRST, SECOND = "content/01-visits.md", "content/02-visitors.md"
OVERLAY = "datastory-problems"


@dataclass
class Serving:
    """`build.py serve` of a story in a folder of its own."""

    root: Path
    process: subprocess.Popen[str]
    url: str

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text, text
        saved(self.root / path, text.replace(old, new))

    def end(self) -> tuple[int, str, str]:
        """Ctrl-C: exit code, and what was printed on both streams."""
        self.process.send_signal(signal.SIGINT)
        printed, errors = self.process.communicate(timeout=120)
        return self.process.returncode, printed, errors


def served(root: Path, *more: str) -> Serving:
    process = subprocess.Popen(
        [sys.executable, str(HERE / "build.py"), "--root", str(root), "serve"]
        + ["--port", "0", *more],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    address = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
    assert address, process.communicate()
    return Serving(root, process, address[0])


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new story with templates of its own, so that they can be changed too; drawn once."""
    folder = tmp_path_factory.mktemp("drawn") / "story"
    assert new(folder) == []
    shutil.copytree(HERE / "templates", folder / "templates")
    assert common.make(folder).problems == []
    return folder


@pytest.fixture
def story(drawn: Path, tmp_path: Path) -> Iterator[Serving]:
    """Served and built: a page that is opened before that is loaded anew once there is one."""
    shutil.copytree(drawn, tmp_path / "story")
    serving = served(tmp_path / "story")
    assert serving.process.stdout is not None
    assert "computed" in serving.process.stdout.readline()
    yield serving
    serving.process.kill()
    serving.process.communicate()


@pytest.fixture
def screen(page: Page, story: Serving) -> Iterator[Page]:
    """The story on screen. It is never reloaded, and the console stays empty."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(story.url)
    expect(page.get_by_text("The library counted")).to_be_visible()
    page.evaluate("window.loaded = 'once'")
    yield page
    assert said == []


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.loaded === 'once'"))


def test_words_are_on_screen_once_saved(screen: Page, story: Serving) -> None:
    story.edit(FIRST, "The library counted", "The library saw")
    expect(screen.get_by_text("The library saw")).to_be_visible()
    story.edit("data.yaml", "title: The library that filled up", "title: A full library")
    expect(screen.locator("h1")).to_have_text("A full library")
    expect(screen).to_have_title(re.compile("A full library"))
    assert stayed(screen)


def test_of_a_changed_chapter_its_section_alone_is_sent(screen: Page, story: Serving) -> None:
    """And a later change of the whole page knows what stands there since."""
    asked: list[str] = []
    screen.wait_for_timeout(300)  # what the page was asked for when it came
    screen.on("request", lambda request: asked.append(request.url))
    story.edit(FIRST, "The library counted", "The library saw")
    expect(screen.get_by_text("The library saw")).to_be_visible()
    story.edit(SECOND, "of the visitors", "of all the visitors")
    expect(screen.get_by_text("of all the visitors")).to_be_visible()
    assert asked == []
    (story.root / FIRST).write_text(
        (story.root / FIRST).read_text("utf-8").replace("The library saw", "The library counted")
    )
    story.edit("data.yaml", "title: The library that filled up", "title: A full library")
    expect(screen.locator("h1")).to_have_text("A full library")
    expect(screen.get_by_text("The library counted")).to_be_visible()
    expect(screen.get_by_text("of all the visitors")).to_be_visible()
    assert asked and stayed(screen)


def test_a_changed_fact_and_chart_are_on_screen(screen: Page, story: Serving) -> None:
    before = screen.locator("#chart-visits svg").first.inner_html()
    memory = story.root / ".cache" / "answers"
    written = memory.stat().st_mtime_ns
    for path in ("data.yaml", "seeds/report.txt", FIRST, "content/charts/visits.md"):
        story.edit(path, "52,300 visits", "56,700 visits")
    for path in (FIRST, "content/charts/visits.md"):
        story.edit(path, "27%", "38%")
    expect(screen.locator(OVERLAY)).to_be_hidden()
    expect(screen.locator("#visits").get_by_text("38%").first).to_be_visible()
    assert screen.locator("#chart-visits svg").first.inner_html() != before
    story.edit("content/charts/visits.md", "title: Visits grew", "title: Ever more visits, grown")
    expect(screen.locator("#chart-visits").get_by_text("Ever more visits").first).to_be_visible()
    assert stayed(screen)
    # What was drawn is kept, before the line that tells of a build: pages are shown before that.
    assert story.process.stdout is not None
    while memory.stat().st_mtime_ns == written:
        assert "computed" in story.process.stdout.readline()
    assert story.end()[0] == 0


def test_scroll_open_details_and_focus_are_kept(screen: Page, story: Serving) -> None:
    sized(screen, 600, 400)
    details = screen.locator("#chart-visits details").first
    details.locator("summary").first.click()
    figure = screen.locator("#visitors a.fig").last
    figure.scroll_into_view_if_needed()
    figure.focus()
    place = "[scrollY, document.activeElement.getBoundingClientRect().top]"
    before = screen.evaluate(place)
    assert before[0] > 0
    story.edit(SECOND, "of the visitors", "of all the visitors")
    expect(screen.get_by_text("of all the visitors")).to_be_visible()
    assert screen.evaluate(place) == before
    expect(figure).to_be_focused()
    expect(details).to_have_attribute("open", "")
    # Words above the reader push them down by what they add, and no further.
    story.edit(FIRST, "The library counted", "A new paragraph.\n\nThe library counted")
    expect(screen.get_by_text("A new paragraph.")).to_be_attached()
    after = screen.evaluate(place)
    assert after[1] == pytest.approx(before[1], abs=1)
    expect(figure).to_be_focused()
    assert stayed(screen)


def test_an_open_note_stays_open(screen: Page, story: Serving) -> None:
    screen.locator("#visits a.fig").first.click()
    note = screen.locator("[popover]:popover-open")
    expect(note).to_be_visible()
    story.edit(FIRST, "The library counted", "The library saw")
    expect(screen.get_by_text("The library saw")).to_be_attached()
    expect(note).to_be_visible()
    assert stayed(screen)


def test_problems_appear_over_the_page_and_go_when_mended(screen: Page, story: Serving) -> None:
    story.edit(FIRST, "The library counted", "All 77 of us <img src=x onerror=boom()> counted")
    overlay = screen.locator(OVERLAY)
    expect(overlay).to_be_visible()
    expect(overlay.locator("code").first).to_have_text(re.compile(rf"{FIRST}:\d+:\d+"))
    problem = overlay.locator("li").filter(has_text="'77' is bound to no fact")
    expect(problem.locator("mark")).to_have_text("77")
    expect(problem.locator("pre")).to_contain_text("<img src=x onerror=boom()>")
    expect(overlay).to_contain_text("Beneath is the last good page.")
    expect(screen.get_by_text("The library counted")).to_be_attached()
    story.edit(FIRST, "All 77 of us <img src=x onerror=boom()>", "The library once")
    expect(overlay).to_be_hidden()
    expect(screen.get_by_text("The library once counted")).to_be_visible()
    assert stayed(screen)
    status, printed, errors = story.end()
    assert status == 0
    assert re.search(rf"{FIRST}:\d+:\d+: '77' is bound to no fact", errors, re.MULTILINE)
    assert "computed" in printed
    assert "Traceback" not in errors


def test_styles_change_without_a_reload(screen: Page, story: Serving) -> None:
    sheet = story.root / "templates" / "static" / "css" / "zz.css"
    sheet.write_text("h1 { letter-spacing: 7px }")
    expect(screen.locator("h1")).to_have_css("letter-spacing", "7px")
    sheet.write_text("h1 { letter-spacing: 9px }")
    expect(screen.locator("h1")).to_have_css("letter-spacing", "9px")
    sheet.unlink()
    expect(screen.locator("h1")).not_to_have_css("letter-spacing", "9px")
    assert stayed(screen)


def test_a_changed_script_loads_the_page_anew(screen: Page, story: Serving) -> None:
    script = story.root / "templates" / "static" / "js" / "zz.js"
    script.write_text("document.documentElement.dataset.own = 'ran';")
    expect(screen.locator("html")).to_have_attribute("data-own", "ran")


def test_a_broken_template_is_told_and_survived(screen: Page, story: Serving) -> None:
    story.edit("templates/story.html", "<h1>", "<h1>{{ nothing.at.all }}")
    expect(screen.locator(OVERLAY)).to_contain_text("nothing")
    story.edit("templates/story.html", "{{ nothing.at.all }}", "Now: ")
    expect(screen.locator("h1")).to_contain_text("Now: ")
    expect(screen.locator(OVERLAY)).to_be_hidden()


def test_chapters_come_and_go(screen: Page, story: Serving) -> None:
    extra = story.root / "content" / "03-more.md"
    saved(extra, "---\ntitle: More\n---\n\nA chapter more.\n")
    expect(screen.get_by_text("A chapter more.")).to_be_visible()
    extra.rename(extra.with_name("00-more.md"))
    expect(screen.locator("section.chapter").first).to_have_id("more")
    extra.with_name("00-more.md").unlink()
    expect(screen.get_by_text("A chapter more.")).to_have_count(0)
    assert stayed(screen)


def test_a_save_by_rename_and_a_burst_of_saves(screen: Page, story: Serving) -> None:
    chapter = story.root / FIRST
    good = chapter.read_text("utf-8")
    for count in range(30):
        chapter.write_text("")
        chapter.write_text(good.replace("The library counted", f"Save {'i' * count} counted"))
    fresh = chapter.with_suffix(".tmp")
    fresh.write_text(good.replace("The library counted", "The last save counted"))
    fresh.replace(chapter)
    expect(screen.get_by_text("The last save counted")).to_be_visible()
    expect(screen.locator(OVERLAY)).to_be_hidden()
    assert stayed(screen)


def test_every_page_is_live(page: Page, story: Serving) -> None:
    page.goto(f"{story.url}facts/young/")
    expect(page.locator("main")).to_contain_text("young people")
    story.edit("data.yaml", "were young people", "were students")
    expect(page.locator("main")).to_contain_text("were students")


def test_a_story_that_is_broken_from_the_start(page: Page, tmp_path: Path) -> None:
    assert new(tmp_path / "story") == []
    chapter = tmp_path / "story" / FIRST
    good = chapter.read_text("utf-8")
    chapter.write_text(good.replace("The library counted", "All 77 counted"))
    story = served(tmp_path / "story")
    try:
        page.goto(story.url)
        expect(page.locator(OVERLAY)).to_contain_text("Nothing has been built yet.")
        saved(chapter, good)
        expect(page.get_by_text("The library counted")).to_be_visible()
        expect(page.locator(OVERLAY)).to_be_hidden()
    finally:
        story.process.kill()
        story.process.communicate()


def test_the_preview_says_that_it_ended_and_goes_on_when_it_is_back(
    page: Page, story: Serving
) -> None:
    page.goto(story.url)
    expect(page.get_by_text("The library counted")).to_be_visible()
    status, _, errors = story.end()
    assert (status, errors) == (0, "")
    expect(page.locator(OVERLAY)).to_contain_text("The preview has ended")
    story.edit(FIRST, "The library counted", "The library saw")
    again = served(story.root, "--port", story.url.split(":")[2].strip("/"))
    try:
        expect(page.get_by_text("The library saw")).to_be_visible()
        expect(page.locator(OVERLAY)).to_be_hidden()
    finally:
        again.process.kill()
        again.process.communicate()


def test_a_port_in_use_is_a_message(tmp_path: Path) -> None:
    assert new(tmp_path / "story") == []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, HERE / "build.py", "serve", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    said = f"port {port}: address already in use; choose another with --port N\n"
    assert done.stderr == said


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_what_is_no_port_is_wrong_usage(port: str) -> None:
    command = [sys.executable, HERE / "build.py", "serve", "--port", port]
    assert subprocess.run(command, capture_output=True, timeout=120).returncode == 2
