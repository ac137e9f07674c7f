"""What machines read, read by other people's readers."""

from __future__ import annotations

import csv
import itertools
import json
import re
from decimal import Decimal
from html import escape
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import bibtexparser
import feedparser
import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser
from small import built, rendered

from datastory.exports.citation import bibtex
from datastory.exports.feeds import ATOM, SITEMAP
from datastory.exports.machine_files import export
from datastory.exports.tables import guarded
from datastory.model import Prose, Story
from datastory.site import routes

# The readers' own affairs.
pytestmark = pytest.mark.filterwarnings("ignore")
SITE = "https://press.example/millbrook/"
REPOSITORY = Path(__file__).resolve().parent.parent


def text(path: str) -> str:
    return built().site[path].decode()


def data(path: str) -> Any:
    return json.loads(text(path))


def titled(title: str) -> Story:
    """The small story under another title."""
    story = built().story
    site = replace(story.site, title=Prose(escape(title), title, story.site.where))
    return replace(story, site=site)


def exported(story: Story) -> dict[str, bytes]:
    return export(story, built().drawings)


class Head(HTMLParser):
    """The tags of a page's head, of as much of it as is fed."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.feed(html.decode("utf-8", "ignore"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[said.get("property") or said.get("name", "")] = said.get("content", "")
        if tag == "link":
            self.links.append(said)


def test_data_json_is_as_the_contract_says() -> None:
    whole = data("data.json")
    assert list(whole) == ["site", "facts", "sources", "charts"]
    assert whole["site"] == {"title": "The library that lends more", "url": SITE}
    facts = {fact["id"]: fact for fact in whole["facts"]}
    assert facts["loans.2024"] == {
        "id": "loans.2024",
        "what": "Books lent by the Millbrook library",
        "text": "1.5 million books",
        "value": "1500000",
        "unit": "books",
        "qualifier": None,
        "when": "2024",
        "source": "report",
        "quote": "rose from 1.2 million books in 2020 to 1.5 million books in 2024",
        "evidence": "document",
        "place": "line 3",
        "reading": None,
        "formula": None,
        "url": f"{SITE}facts/loans.2024/",
        "used_in": ["#fact-loans.2024", "#lending", "#chart-loans"],
    }
    assert whole["charts"] == [
        {
            "id": "loans",
            "title": "The library lends more than Ashford’s",
            "alt": built().story.charts["loans"].alt.text,
            "facts": ["loans.2020", "loans.2024", "ashford"],
            "url": f"{SITE}charts/loans/",
        }
    ]


@pytest.mark.parametrize(
    ("id", "value", "unit", "qualifier", "evidence"),
    [
        ("visitors", "40000", None, "over", "document"),
        ("ashford", "1100000", "books", None, "excerpt"),
        ("rank", "1", None, None, "reading"),
        ("loans_growth", "25", "%", None, "formula"),
        ("loans_rose", "true", None, None, "formula"),
    ],
)
def test_each_kind_of_fact_says_its_value(
    id: str, value: str, unit: str | None, qualifier: str | None, evidence: str
) -> None:
    fact = next(fact for fact in data("data.json")["facts"] if fact["id"] == id)
    said = [fact[key] for key in ("value", "unit", "qualifier", "evidence")]
    assert said == [value, unit, qualifier, evidence]


def test_every_anchor_that_data_json_names_is_in_the_story() -> None:
    ids = set(re.findall(r'\bid="([^"]+)"', text("index.html")))
    used = {anchor for fact in data("data.json")["facts"] for anchor in fact["used_in"]}
    assert used
    assert {anchor.removeprefix("#") for anchor in used} <= ids


def test_the_data_package_is_valid(tmp_path: Path) -> None:
    for path, file in built().site.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(file)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert package.resource_names == ["facts", "chart-loans"]
    rows = package.get_resource("chart-loans").read_rows()
    assert [row["value"] for row in rows] == [1200000, 1500000, Decimal(1100000)]
    (tmp_path / "facts.csv").write_bytes(b"id,what\nrank,x\n")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_tables_say_what_data_json_says() -> None:
    rows = {row["id"]: row for row in csv.DictReader(StringIO(text("facts.csv")))}
    facts = data("data.json")["facts"]
    assert list(rows) == [fact["id"] for fact in facts]
    for fact in facts:
        for key in ("what", "text", "value", "unit", "when", "quote", "formula", "url"):
            assert rows[fact["id"]][key] == (fact[key] or ""), (fact["id"], key)
    shown = [row["id"] for row in csv.DictReader(StringIO(text("charts/loans/data.csv")))]
    assert shown == data("data.json")["charts"][0]["facts"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("-0.42", "-0.42"),
        ("-1,200", "-1,200"),
        ("-0.42%", "-0.42%"),
        ("+5", "+5"),
        ("−0.42", "−0.42"),
        ("R&D = x", "R&D = x"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula_and_numbers_stay(cell: str, written: str) -> None:
    assert guarded(cell) == written


@given(st.text())
def test_a_guarded_cell_is_the_cell_or_the_cell_behind_an_apostrophe(cell: str) -> None:
    made = guarded(cell)
    assert made in (cell, f"'{cell}")
    assert not re.match(r"[=@\t\r]", made)
    assert not re.match(r"[+-](?![\d.,]+%?$)", made)


def test_hostile_words_are_words_in_every_table() -> None:
    story = built().story
    hostile = '=HYPERLINK("http://x","\n</script>")'
    proof = story.facts["visitors"].proof
    visitors = replace(story.facts["visitors"], proof=replace(proof, words=hostile))
    changed = replace(story, facts={**story.facts, "visitors": visitors})
    rows = {row["id"]: row for row in csv.DictReader(StringIO(
        exported(changed)["facts.csv"].decode(), newline=""))}  # fmt: skip
    assert rows["visitors"]["quote"] == f"'{hostile}"


def test_bibtex_is_read_as_one_report() -> None:
    library = bibtexparser.parse_string(text("cite.bib"))
    assert not library.failed_blocks
    (entry,) = library.entries
    said = {field.key: field.value for field in entry.fields}
    assert (entry.entry_type, said["year"]) == ("techreport", "2026")
    assert said["title"] == "{The library that lends more}"
    assert said["author"] == "{Ada Lund}"
    assert said["url"] == SITE


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Profit & loss: 5% of $1_000 #1", r"Profit \& loss: 5\% of \$1\_000 \#1"),
        ("A}, note = {x", r"A\textbraceright{}, note = \textbraceleft{}x"),
        ("}", r"\textbraceright{}"),
        ("{\\", r"\textbraceleft{}\textbackslash{}"),
        ("a~b^c\\d", r"a\textasciitilde{}b\textasciicircum{}c\textbackslash{}d"),
    ],
)
def test_bibtex_keeps_any_title_in_its_braces(title: str, written: str) -> None:
    library = bibtexparser.parse_string(bibtex(titled(title).site))
    assert not library.failed_blocks
    said = {field.key: field.value for field in library.entries[0].fields}
    assert said["title"] == f"{{{written}}}"
    assert said["author"] == "{Ada Lund}"
    braces = ((one == "{") - (one == "}") for one in library.entries[0].raw)
    depth = list(itertools.accumulate(braces))
    assert min(depth) >= 0 and depth[-1] == 0  # as BibTeX counts them, whatever stands before them


def test_csl_has_what_a_citation_needs() -> None:
    (cited,) = data("cite.json")
    assert cited == {
        "id": "library-that-lends-2026",
        "type": "report",
        "genre": "Data story",
        "title": "The library that lends more",
        "author": [{"literal": "Ada Lund"}],
        "issued": {"date-parts": [[2026, 1, 5]]},
        "publisher": "Millbrook Press",
        "language": "en",
        "URL": SITE,
    }


def test_the_feed_tells_of_charts_and_corrections() -> None:
    feed = feedparser.parse(built().site["feed.xml"])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == "tag:press.example,2026-01-05:/millbrook/feed.xml"
    assert feed.feed.updated == "2026-02-01T00:00:00Z"
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    assert all(entry.link.startswith(SITE) and entry.updated_parsed for entry in feed.entries)
    kinds = {entry.tags[0].term: entry for entry in feed.entries}
    assert kinds.keys() == {"story", "chart", "correction"}
    correction = kinds["correction"]
    assert correction.link == f"{SITE}facts/visitors/"
    assert "It was over 44,000" in correction.summary
    assert "then over 40,000" in correction.summary
    assert "counted the café" in correction.summary


def test_an_earlier_correction_stays_as_it_was_told() -> None:
    """The second change must not rewrite the entry of the first."""
    story = built().story
    visitors = story.facts["visitors"]
    (first,) = visitors.history
    second = replace(first, value="over 42,000", until="2026-03-01", note="")
    visitors = replace(visitors, history=(first, second))
    changed = replace(story, facts={**story.facts, "visitors": visitors})
    feed = feedparser.parse(exported(changed)["feed.xml"])
    told = [entry.summary for entry in feed.entries if entry.tags[0].term == "correction"]
    assert told == [
        "It was over 42,000 until 1 March 2026; then over 40,000.",
        "It was over 44,000 until 1 February 2026; then over 42,000. "
        "The first print counted the café as well.",
    ]


@pytest.mark.parametrize("title", ["Ashford & <b>Dunmere</b> ]]>", "“Ü” 深圳"])
def test_any_title_is_the_same_title_in_the_feed(title: str) -> None:
    feed = feedparser.parse(exported(titled(title))["feed.xml"], sanitize_html=False)
    assert not feed.bozo
    assert feed.feed.title == title


def test_the_sitemap_holds_the_pages_to_be_found_and_no_other() -> None:
    root = ElementTree.fromstring(built().site["sitemap.xml"])
    found = [loc.text or "" for loc in root.iter(f"{{{SITEMAP}}}loc")]
    indexed = {
        urljoin(SITE, routes.address(path).removeprefix("/"))
        for path, page in built().site.items()
        if path.endswith(".html") and b'content="noindex"' not in page
    }
    assert sorted(found) == sorted(indexed)
    days = {loc.text: day.text for loc, day in (tuple(url) for url in root)}
    assert days[SITE] == days[f"{SITE}facts/visitors/"] == "2026-02-01"
    assert days[f"{SITE}facts/ashford/"] == "2026-01-05"
    assert ATOM in text("feed.xml")
    assert f"Sitemap: {SITE}sitemap.xml" in text("robots.txt")


def test_what_a_link_shows_stands_in_the_first_32_kilobytes() -> None:
    pages = [path for path in built().site if path.endswith("index.html")]
    assert pages
    for path in pages:
        head = Head(built().site[path][: 32 * 1024])
        for name in ("og:url", "og:title", "og:description", "og:image", "twitter:card"):
            assert head.meta[name], (path, name)
        card = head.meta["og:image"].removeprefix(SITE)
        assert card in built().site, path
        if not path.startswith("embed/"):
            assert head.meta["og:url"] == urljoin(SITE, routes.address(path).removeprefix("/"))


def test_a_frame_is_kept_out_of_indexes_and_leads_to_its_chart() -> None:
    head = Head(built().site["embed/loans/index.html"])
    canonical = [link["href"] for link in head.links if link["rel"] == "canonical"]
    assert head.meta["robots"] == "noindex"
    assert canonical == [head.meta["og:url"]] == [f"{SITE}charts/loans/"]


def discovered(page: bytes) -> str:
    """As WordPress looks for it: in the first 150 kB, in tags without < or > inside."""
    for link in re.findall(r"<link([^<>]+)/?>", page[:150_000].decode("utf-8", "ignore")):
        if 'type="application/json+oembed"' in link:
            found = re.search(r'href="([^"]+)"', link)
            assert found
            return found[1]
    raise AssertionError("no oEmbed link")


def test_an_oembed_consumer_finds_a_frame_that_exists() -> None:
    address = discovered(built().site["charts/loans/index.html"])
    told = json.loads(built().site[urlsplit(address).path.removeprefix("/millbrook/")])
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert all(isinstance(told[key], int) for key in ("width", "height", "thumbnail_width"))
    assert told["thumbnail_url"] == f"{SITE}charts/loans/card.png"
    frames = re.findall(r'<iframe[^>]* src="([^"]+)"', told["html"])
    assert frames == [f"{SITE}embed/loans/"]
    assert "embed/loans/index.html" in built().site
    assert told["html"].count("<blockquote>") == 1
    # What WordPress leaves of a stranger's frame.
    kept = {"src", "width", "height", "frameborder", "scrolling", "title"}
    tag = re.search(r"<iframe([^>]*)>", told["html"])
    assert tag and set(re.findall(r' ([a-z]+)="', tag[1])) <= kept
    assert "\n" not in told["html"]


def linked_data(page: str) -> dict[str, Any]:
    """The JSON-LD of a page, as a browser reads it."""
    (script,) = LexborHTMLParser(page).css('script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(script.text())
    return found


def linked(path: str) -> dict[str, Any]:
    found = linked_data(text(path))
    assert all(value not in ("", [], {}) for value in found.values())
    return found


def test_the_story_is_an_article_that_tells_its_corrections() -> None:
    said = linked("index.html")
    assert (said["@type"], said["@id"], said["url"]) == ("Article", SITE, SITE)
    assert said["author"] == {"@type": "Person", "name": "Ada Lund"}
    assert said["datePublished"] == "2026-01-05T00:00:00Z"
    assert said["dateModified"] == "2026-02-01T00:00:00Z"
    (correction,) = said["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert "over 44,000" in correction["text"]


@pytest.mark.parametrize("path", ["facts/index.html", "charts/loans/index.html"])
def test_data_sets_can_be_found_and_fetched(path: str) -> None:
    said = linked(path)
    assert said["@type"] == "Dataset"
    assert 50 <= len(said["description"]) <= 5000
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["temporalCoverage"] == "2020/2024"
    for download in said["distribution"]:
        assert download["contentUrl"].removeprefix(SITE) in built().site


def test_a_figure_says_its_value_its_source_and_its_corrections() -> None:
    said = linked("facts/visitors/index.html")
    assert said["mainEntity"]["value"] == "40000"
    assert said["citation"][0]["name"] == "Annual report of the Millbrook library"
    assert "café" in said["correction"][0]["text"]
    # A computed figure has its inputs' sources.
    assert linked("facts/loans_growth/index.html")["citation"][0]["publisher"]["name"]


def test_no_word_ends_a_script_early() -> None:
    hostile = "Books </script><script>alert(1)</script> <!-- & ’"
    page = rendered(titled(hostile))["index.html"].decode()
    assert linked_data(page)["headline"] == hostile
    assert "alert(1)</script>" not in page


def test_reference_managers_find_a_report() -> None:
    meta = Head(built().site["charts/loans/index.html"]).meta
    assert {name: value for name, value in meta.items() if name.startswith("citation_")} == {
        "citation_title": "The library lends more than Ashford’s",
        "citation_author": "Ada Lund",
        "citation_publication_date": "2026/01/05",
        "citation_technical_report_institution": "Millbrook Press",
        "citation_public_url": f"{SITE}charts/loans/",
        "citation_language": "en",
    }


def test_a_draft_without_date_author_or_licence_is_still_well_formed() -> None:
    story = built().story
    bare = replace(story.site, published="", author="", publisher="", license="")
    facts = {id: replace(fact, history=()) for id, fact in story.facts.items()}
    made = exported(replace(story, site=bare, facts=facts))
    feed = feedparser.parse(made["feed.xml"])
    assert not feed.bozo and feed.feed.author == "The library that lends more"
    assert feed.feed.updated == "1970-01-01T00:00:00Z"
    assert b"lastmod" not in made["sitemap.xml"]
    assert not bibtexparser.parse_string(made["cite.bib"].decode()).failed_blocks
    assert "" not in json.loads(made["cite.json"])[0].values()
    assert "licenses" not in json.loads(made["datapackage.json"])


def test_the_same_story_gives_the_same_files() -> None:
    assert exported(built().story) == exported(built().story)
    assert exported(built().story).items() <= built().site.items()
