"""Editions: what was released on a day stays to be read, and what is newer says so."""

import datetime
import json
import re
from pathlib import Path

import minimal
import pytest

from datastory.command_line import main

FIRST, SECOND = datetime.date(2026, 3, 1), datetime.date(2026, 5, 4)
# Without a chart, so that nothing has to be drawn.
STORY = {path: text for path, text in minimal.STORY.items() if "charts" not in path}
STORY |= {minimal.FIRST: minimal.CHAPTER.replace("\n![](chart:rd)\n", "")}
ENTRY = "history: [{value: over 75%, until: 2026-05-04, kind: correction, note: We misread it.}]"


class Place:
    """A story in a folder, and the command run there on some day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in STORY.items():
            self.file(path).parent.mkdir(parents=True, exist_ok=True)
            self.file(path).write_text(text)

    def file(self, path: str) -> Path:
        return self.root / path

    def run(self, *words: str, today: datetime.date = FIRST) -> int:
        return main([*words, "--root", str(self.root)], today=today)

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.file(path).read_text()
        assert old in text
        self.file(path).write_text(text.replace(old, new))

    def page(self, path: str) -> str:
        return self.file(f"site/{path}").read_text()

    def correct(self) -> None:
        """The share was over 75% until May, and is 76% since."""
        self.edit("seeds/report.txt", "over 75%", "76%")
        self.edit("data.yaml", "over 75% of it", "76% of it")
        self.edit("data.yaml", "    value: over 75%\n", f"    value: 76%\n    {ENTRY}\n")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "town")


def test_a_release_keeps_the_story_and_the_site_shows_it(place: Place) -> None:
    assert place.run("release") == 0
    kept = place.file("editions/2026-03-01.html").read_text()
    assert "12 million yuan" in kept and '<meta name="robots" content="noindex">' in kept
    assert place.run("check", "--released", today=SECOND) == 0
    assert place.run("build") == 0
    page = place.page("v/2026-03-01/index.html")
    assert "12 million yuan" in page and '<meta name="robots" content="noindex">' in page
    assert page.count('<meta name="robots"') == 1
    assert ".edition{" in page.partition("</head>")[0]  # no style stands in a body
    assert "<style" not in page.partition("</head>")[2]
    assert '<link rel="canonical" href="https://example.org/town/">' in page
    assert "This is the story as it was released on" in page
    assert '<a href="../../">Read the newest version</a>' in page
    assert 'href="../../facts/share/"' in page  # links into the site stay in it
    assert "/v/" not in place.page("sitemap.xml")
    ledger = json.loads(place.file("published.json").read_text())
    assert list(ledger["editions"]) == ["2026-03-01"]
    assert "/v/2026-03-01/" in ledger["addresses"]


def test_its_policy_lets_in_what_it_shows_and_nothing_else(place: Place) -> None:
    from datastory.site import policy

    assert place.run("release") == 0 and place.run("build") == 0
    page = place.page("v/2026-03-01/index.html")
    rules = policy.rules_of(page)
    assert rules["default-src"] == "'none'"
    styles = re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL)
    assert len(styles) > 1
    assert all(policy.hashed(style) in rules["style-src"] for style in styles)


def test_citations_and_the_feed_name_the_dated_address(place: Place) -> None:
    assert place.run("build") == 0
    assert "/v/" not in place.page("index.html") + place.page("cite.bib") + place.page("feed.xml")
    assert place.run("release") == 0 and place.run("build") == 0
    at = "https://example.org/town/v/2026-03-01/"
    for path in ("index.html", "facts/share/index.html", "cite.bib", "cite.json", "llms.txt"):
        assert at in place.page(path), path
    assert f'href="{at}"' in place.page("feed.xml")
    assert f"edition of 1 March 2026: {at}" in place.page("index.html")
    # The edition names itself, though it was not released when it was made.
    assert at in place.file("editions/2026-03-01.html").read_text()


def test_a_superseded_figure_leads_to_the_edition_in_which_it_stood(place: Place) -> None:
    assert place.run("release") == 0
    place.correct()
    assert place.run("release", today=SECOND) == 0 and place.run("build") == 0
    for path, to in (("facts/share/", "../../"), ("corrections/", "../")):
        page = place.page(f"{path}index.html")
        assert f'<a href="{to}v/2026-03-01/#fact-share">The story of 1 March 2026</a>' in page
    assert 'id="fact-share"' in place.page("v/2026-03-01/index.html")
    old, new = (place.page(f"v/{day}/index.html") for day in (FIRST, SECOND))
    assert "over 75%" in old and "Read the newest version of 4 May 2026" in old
    assert "76%" in new and "Read the newest version</a>" in new
    assert place.page("corrections/index.html").count("../v/") == 3  # one at the entry, two listed


def test_a_release_of_what_is_released_makes_no_edition(place: Place) -> None:
    assert place.run("release") == 0
    before = place.file("published.json").read_bytes()
    assert place.run("release", today=SECOND) == 0
    assert place.file("published.json").read_bytes() == before
    assert [path.name for path in place.file("editions").iterdir()] == ["2026-03-01.html"]


def test_of_one_day_the_last_edition_stands(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.run("release") == 0
    place.edit(minimal.FIRST, "on research.", "on research in all.")
    capsys.readouterr()
    assert place.run("release") == 0
    assert "editions/2026-03-01.html (in place of that of earlier today); commit both\n" in (
        capsys.readouterr().out
    )
    assert [path.name for path in place.file("editions").iterdir()] == ["2026-03-01.html"]
    assert "on research in all." in place.file("editions/2026-03-01.html").read_text()
    assert place.run("check", "--released") == 0


def test_no_edition_is_older_than_the_last(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """The clock may stand in the past, and a ledger knows better."""
    assert place.run("release", today=SECOND) == 0
    before = place.file("published.json").read_bytes()
    assert place.run("release") == 0  # nothing changed
    place.edit(minimal.FIRST, "on research.", "on research in all.")
    capsys.readouterr()
    assert place.run("release") == 1
    assert capsys.readouterr().err == (
        "editions/2026-03-01.html: the last edition is of 2026-05-04, and by this machine's clock "
        "it is 2026-03-01; set the clock right, then release\n"
    )
    assert place.file("published.json").read_bytes() == before
    assert [path.name for path in place.file("editions").iterdir()] == ["2026-05-04.html"]
    assert place.run("build") == 0


@pytest.mark.parametrize("change", ["gone", "other"])
def test_an_edition_that_is_gone_or_changed_stops_the_build(
    place: Place, change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.run("release") == 0
    if change == "gone":
        place.file("editions/2026-03-01.html").unlink()
    else:
        place.edit("editions/2026-03-01.html", "12 million", "13 million")
    capsys.readouterr()
    assert place.run("check") == 1
    said = {
        "gone": "this edition was released and is gone",
        "other": "this is not the edition that was released that day",
    }[change]
    assert capsys.readouterr().err == (
        f"editions/2026-03-01.html: {said}; take back the last good version from git\n"
    )


def test_an_edition_may_be_withdrawn_with_a_word(place: Place) -> None:
    assert place.run("release") == 0
    place.file("editions/2026-03-01.html").unlink()
    notice = 'moved: {"/v/2026-03-01/": {gone: A court asked for it., on: 2026-05-04}}\n'
    place.file("data.yaml").write_text(place.file("data.yaml").read_text() + notice)
    assert place.run("build") == 0
    assert "A court asked for it." in place.page("v/2026-03-01/index.html")


def test_line_ends_that_git_wrote_do_not_count(place: Place) -> None:
    assert place.run("release") == 0
    file = place.file("editions/2026-03-01.html")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert place.run("check") == 0
