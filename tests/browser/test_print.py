"""The story on paper, read back from its pages as PDF: contents, whole charts, notes, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from looking import Tab, lettered
from playwright.sync_api import Page
from pypdfium2 import PdfDocument
from selectolax.lexbor import LexborHTMLParser
from sites import Site
from small import built

from datastory.site import references

NAMES = ["story", "starter"]


@pytest.fixture(scope="module")
def papers(tab: Tab, sites: dict[str, Site]) -> Iterator[dict[str, list[str]]]:
    """The words of each page of A4, without spaces, by the name of a site."""
    with tab() as page:
        yield {name: list(paper(page, sites[name].url)) for name in NAMES}


def paper(page: Page, url: str) -> Iterator[str]:
    page.goto(url)
    page.emulate_media(media="print")
    lettered(page)
    document = PdfDocument(page.pdf(format="A4"))
    for sheet in document:
        yield folded(sheet.get_textpage().get_text_range())


def folded(words: str) -> str:
    """Without white space; PDF marks a hyphen at the end of a line by a character of its own."""
    return re.sub(r"\s", "", words.replace("\ufffe", "-"))


@pytest.mark.parametrize("name", NAMES)
def test_sheets_are_numbered(papers: dict[str, list[str]], name: str) -> None:
    sheets = papers[name]
    assert len(sheets) > 3
    for number, sheet in enumerate(sheets, 1):  # at its foot, which PDF tells first or last
        assert sheet.startswith(str(number)) or sheet.endswith(str(number))


@pytest.mark.parametrize("name", NAMES)
def test_the_second_sheet_holds_the_contents_alone(
    papers: dict[str, list[str]], sites: dict[str, Site], name: str
) -> None:
    story, contents = sites[name].story, papers[name][1]
    shown = [chapter.title.text for chapter in story.chapters]
    shown += [chart.title.text for chart in story.charts.values()]
    left = contents
    for title in sorted(map(folded, shown), key=len, reverse=True):
        assert title in left
        left = left.replace(title, "", 1)
    assert left in ("2Chapters", "Chapters2")


@pytest.mark.parametrize("name", NAMES)
def test_no_chart_is_broken(
    papers: dict[str, list[str]], sites: dict[str, Site], name: str
) -> None:
    """Title, every word in the drawing, note and source stand on one sheet."""
    html = LexborHTMLParser(sites[name].pages["index.html"])
    for chart in sites[name].story.charts.values():
        figure = html.css_first(f"#chart-{chart.name}")
        words = [node.text() for node in figure.css("svg.wide text")]
        words += [figure.css_first(".source").text()] if figure.css_first(".source") else []
        note = figure.css_first(".about > div")
        words += [note.text()] if note and not note.css(".fig") else []
        wanted = [folded(each) for each in words]
        assert wanted
        assert any(all(told(each, sheet) for each in wanted) for sheet in papers[name]), chart.name


def told(words: str, sheet: str) -> bool:
    """Whether they stand there; of words with a halo PDF tells each letter twice."""
    return words in sheet or "".join(letter * 2 for letter in words) in sheet


@pytest.mark.parametrize("name", NAMES)
def test_every_note_tells_what_it_proves_and_where_that_stands(
    papers: dict[str, list[str]], sites: dict[str, Site], name: str
) -> None:
    """Figures refer to notes by a number in brackets, which no footnote has."""
    site, whole = sites[name], "".join(papers[name])
    html = LexborHTMLParser(site.pages["index.html"])
    numbers = {figure.attributes["data-n"] for figure in html.css("a.fig[data-n]")}
    assert numbers and all(f"[{number}]" in whole for number in numbers)
    noted = [fact for fact in site.story.facts.values() if fact.paged]
    for fact in noted:
        assert folded(fact.text) in whole
        assert not fact.quote or folded(fact.quote)[:12] in whole, fact.id
    for source in references.sources_of(noted, site.story):
        # A sheet's number may stand between the two halves of an address.
        assert not source.url or folded(source.url)[:24] in whole, source.url


def test_footnotes_are_no_notes_of_figures(page: Page) -> None:
    """Notes of figures have numbers in their brackets, footnotes letters."""
    page.set_content(built().site["index.html"].decode())
    page.emulate_media(media="print")
    marks = page.eval_on_selector_all(
        ".fig[data-n]", "all => all.map(e => getComputedStyle(e, '::after').content)"
    )
    assert marks and all(re.fullmatch(r'"\[\d+\]"', mark) for mark in marks)
    notes = page.locator(".footnote-ref").all_text_contents()
    assert notes and all(re.fullmatch(r"\[[a-z]\]", note) for note in notes)
