"""The pages of a small story: what they promise to readers, checked in their HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from jinja2 import UndefinedError
from minimal import DATA, FIRST, REPORT, WORDS, body, data, story

from datastory import cache
from datastory.cache import Answer, Cache
from datastory.exports.machine_files import export
from datastory.model import Drawing, Story
from datastory.pages.render import render
from datastory.site import routes
from datastory.site.policy import hashed, rules_of

ROOT = Path(__file__).parent.parent
TEMPLATES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.is_file()
}
CHAPTER = """\
---
title: Research
summary: Where the money goes.
---

The town spent [12 million yuan](fact:rd.2024); it [grew](fact:rose), from [](fact:rd.2020).

![](chart:rd)

## Where it went {#where}

Of [12 million](fact:rd.2024), see [the sources](/sources/) and ![a house](house.png).
"""
SECOND = "---\ntitle: Schools\n---\n\nMost, [over 75%](fact:share), is spent there.\n"
STORY = {"content/01-research.md": CHAPTER, "content/02-schools.md": SECOND}


def svg(kind: str) -> str:
    return (
        f'<svg viewBox="0 0 320 100" role="img" class="{kind}" '
        'aria-labelledby="chart-rd-title" aria-describedby="chart-rd-alt"></svg>'
    )


READ = ("rd.2020", "rd.2024", "growth")
DRAWING = Drawing(svg("wide"), svg("narrow"), READ, "{}", "", "")


def made(
    changed: dict[str, str] | None = None, files: dict[str, bytes] | None = None
) -> dict[str, str]:
    """The text of every page."""
    pages = written(story(STORY | (changed or {})), files)
    return {path: page.decode() for path, page in pages.items() if path.endswith(".html")}


def written(told: Story, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    return render(told, {"rd": DRAWING}, TEMPLATES | (files or {}))


def links(page: str) -> Iterator[str]:
    yield from re.findall(r' (?:href|src)="([^"]*)"', page)


def test_each_address_has_its_page() -> None:
    told = story(STORY)
    listed = {routes.output_path(at) for at in routes.pages(told.facts, told.series, told.charts)}
    assert set(made()) == listed | {"404.html", "embed/rd/index.html"}


def test_links_inside_the_site_lead_somewhere() -> None:
    told = story(STORY)
    pages = written(told, {"content/house.png": b"png"}) | export(told, {"rd": DRAWING})
    pages |= {f"charts/rd/{name}": b"" for name in ("chart.png", routes.OUTLINED)}
    for path, page in pages.items():
        if not path.endswith(".html"):
            continue
        base = routes.address(path)
        for link in links(page.decode()):
            if urlsplit(link).scheme or path == "404.html":
                continue
            assert not link.startswith("/"), (path, link)
            address = urljoin(base, link)
            target = routes.output_path(address)
            assert target in pages, (path, link)
            if anchor := urlsplit(address).fragment:
                assert f' id="{anchor}"' in pages[target].decode(), (path, link)


def test_no_id_stands_twice_in_a_page() -> None:
    for path, page in made().items():
        ids = Counter(re.findall(r' id="([^"]+)"', page))
        assert max(ids.values()) == 1, (path, ids.most_common(3))


def test_a_figure_is_data_in_a_link_to_its_note() -> None:
    page = made()["index.html"]
    first = (
        '<a class="fig" id="fact-rd.2024" href="#note-rd.2024" data-n="1">'
        '<data value="12000000">12 million yuan</data></a>'
    )
    assert page.count(first) == 1
    again = (
        '<a class="fig" href="#note-rd.2024" data-n="1">'
        '<data value="12000000">12 million</data></a>'
    )
    assert page.count(again) == 1
    assert '<data value="true">grew</data>' in page
    assert '<data value="10000000">10 million yuan</data>' in page, "a fact's own form"


@pytest.mark.parametrize(
    "changed", [{}, {"content/02-schools.md": SECOND.replace("share", "rose")}]
)
def test_every_fact_has_its_anchor_and_its_note_in_the_story(changed: dict[str, str]) -> None:
    page = made(changed)["index.html"]
    for id in story(STORY).facts:
        assert page.count(f' id="fact-{id}"') == 1, id
        assert page.count(f'<li id="note-{id}">') == 1, id
    assert '<p class="value" id="fact-growth">20%' in page, "not stated, so its note bears it"


def note(page: str, id: str) -> str:
    return page.partition(f'<li id="note-{id}">')[2].partition("</li>")[0]


def test_a_note_says_what_how_we_know_and_where_to_find_it() -> None:
    said = note(
        made(
            data(
                "  author: The desk\n", "  author: The desk\n  repository: https://code.example/r\n"
            )
        )["index.html"],
        "share",
    )
    for words in (
        "over 75%",
        "Share of the money that went to schools, 2024.",
        "<blockquote>“over 75% of it went to schools”</blockquote>",
        "Quoted from the kept document",
        '>The town</a>, <time datetime="2025-12">December 2025</time>',
        'href="facts/share/"',
        'href="https://code.example/r/issues/new?title=Figure%20share"',
        'href="#fact-share" aria-label="Close"',
    ):
        assert words in said, words


def test_notes_stand_in_the_chapter_that_first_states_the_figure() -> None:
    page = made()["index.html"]
    first, second = page.split('<section class="chapter"')[1:]
    assert 'id="note-rd.2024"' in first
    assert 'id="note-share"' in second
    assert re.findall(r'<ol class="notes" start="(\d+)">', page) == ["1", "5"]


def test_formulas_are_said_in_words_and_values() -> None:
    said = note(made()["index.html"], "growth")
    plain = re.sub(r"<[^>]+>", "", said)
    assert "Computed here: 12 million yuan\u00a0÷ 10 million yuan\u00a0− 1." in plain
    assert 'href="#note-rd.2024"' in said
    assert "12 million yuan is more than 10 million yuan" in re.sub(
        r"<[^>]+>", "", note(made()["index.html"], "rose")
    )


def test_a_chart_is_a_figure_with_all_that_belongs_to_it() -> None:
    page = made()["index.html"]
    figure = page.partition('<figure id="chart-rd"')[2].partition("</figure>")[0]
    assert DRAWING.wide + DRAWING.narrow in figure
    assert '<span id="chart-rd-title">Spending grows</span>' in figure
    assert '<p id="chart-rd-alt" hidden>Bar chart of spending, which grows</p>' in figure
    assert 'Source: <a href="sources/#source-report">The town</a>; own calculation' in figure
    assert 'href="charts/rd/"' in figure and 'href="charts/rd/data.csv"' in figure
    assert "<caption>Spending grows</caption>" in figure
    rows = re.findall(
        r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td><a href="(.*?)">(.*?)</a>', figure
    )
    assert rows == [
        ("Spending on research", "2020", "#note-rd.2020", "10 million yuan"),
        ("Spending on research", "2024", "#note-rd.2024", "12 million yuan"),
        ("Growth of spending on research", "", "#note-growth", "20%"),
    ]
    assert figure.count('<th scope="col">') == 4
    assert 'href="#after-rd">Skip this chart' in figure and 'id="after-rd"' in figure


def test_the_opening_has_a_heading_of_the_second_level() -> None:
    opened = data("  author: The desk\n", "  author: The desk\n  opening: rd\n") | body("Words.")
    opened[FIRST] = opened[FIRST].replace("![](chart:rd)\n", "")
    page = made(opened)["index.html"]
    assert page.count("<figure") == 1
    assert "<h2 aria-labelledby" in page.partition("<figure")[2].partition("</figcaption>")[0]


def test_headings_of_a_chapter_stand_below_its_title() -> None:
    page = made()["index.html"]
    assert page.count("<h1>") == 1
    assert re.search(r'<h2 aria-labelledby="research-title">', page)
    assert '<h3 id="where">Where it went<a class="copy" href="#where" aria-label=' in page


def test_the_authors_links_and_pictures_are_found_from_every_page() -> None:
    house = {"content/house.png": b"png"}
    pages = written(story(STORY), house)
    page = pages["index.html"].decode()
    assert '<a href="sources/">the sources</a>' in page
    assert 'src="content/house.png"' in page
    assert pages["content/house.png"] == b"png"
    worded = {"content/charts/rd.md": "---\ntitle: T\nalt: A\n---\n\n[Back](#research).\n"}
    assert '<a href="../../#research">Back</a>' in made(worded)["charts/rd/index.html"]


def test_pages_allow_their_own_style_and_script_and_nothing_else() -> None:
    for path, page in made().items():
        rules = rules_of(page)
        style = re.search(r"<style>(.*?)</style>", page, re.S)
        script = re.search(r"<script>(.*?)</script>", page, re.S)
        assert style and script
        assert rules["default-src"] == "'none'"
        assert rules["style-src"] == hashed(style[1])
        assert rules["script-src"] == hashed(script[1])
        assert "frame-ancestors" not in rules and rules["connect-src"] == "'self'"
        assert (
            page.index("<meta charset")
            < page.index("Content-Security-Policy")
            < page.index("<title")
        )
        assert not re.search(r'<[^>]+ (?:style|on[a-z]+)="', page), path
        assert not re.search(
            r'<(?:script|img|link rel="(?:stylesheet|preload|icon)")[^>]*"https?:', page
        )


def test_people_follow_no_absolute_link_inside_the_site() -> None:
    for path, page in made().items():
        followed = re.findall(r'<a [^>]*href="([^"]*)"', page)
        assert not [link for link in followed if "example.org/town" in link], path


def test_what_a_shared_link_shows() -> None:
    page = made()["facts/rd.2024/index.html"]
    url = "https://example.org/town/facts/rd.2024/"
    assert f'<link rel="canonical" href="{url}">' in page
    assert f'<meta property="og:url" content="{url}">' in page
    title = "12 million yuan – Spending on research, 2024"
    assert f'<meta property="og:title" content="{title}">' in page
    assert f'<meta property="og:image" content="{url}card.png">' in page
    assert "/town/charts/rd/card.png" in made()["charts/rd/index.html"]
    assert page.index('name="twitter:image:alt"') < 8192
    assert page.index("twitter:image:alt") < page.index("<style>")


def test_a_missing_page_links_from_any_depth_and_stays_out_of_indexes() -> None:
    page = made()["404.html"]
    assert {link.partition("?")[0] for link in links(page) if "/" in link} <= {
        "/town/", "/town/facts/", "/town/sources/", "/town/corrections/",
        "/town/static/icons/icon.svg",
    }  # fmt: skip
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page


CHANGED = DATA.replace(
    "    quote: over 75% of it went to schools\n",
    "    quote: over 75% of it went to schools\n"
    "    history:\n"
    "      - value: over 70%\n"
    "        until: 2026-03-01\n"
    "        kind: correction\n"
    "        note: We had misread it.\n"
    "  rest:\n"
    "    what: The rest\n"
    '    formula: "1 - {share}"\n'
    "    show: 1%\n",
)


def test_a_correction_is_told_at_the_figure_on_its_page_and_in_the_byline() -> None:
    pages = made({"data.yaml": CHANGED})
    for path in ("facts/share/index.html", "facts/rest/index.html", "corrections/index.html"):
        assert (
            "It was over 70% until 1 March 2026; then over 75%. We had misread it." in pages[path]
        )
        assert "1 March 2026</time> Corrected" in pages[path]
    story_page = pages["index.html"]
    assert 'Corrected <time datetime="2026-03-01">1 March 2026</time></a>' in story_page
    assert "over 70%" in note(story_page, "share")


def test_changes_are_listed_with_the_latest_first() -> None:
    entries = (
        "    history:\n"
        "      - {value: over 60%, until: 2026-02-01, kind: revision, note: First.}\n"
        "      - {value: over 70%, until: 2026-03-01, kind: update, note: Then.}\n"
    )
    quoted = "    quote: over 75% of it went to schools\n"
    page = made(data(quoted, quoted + entries))["corrections/index.html"]
    assert page.index("It was over 70% until 1 March 2026; then over 75%.") < page.index(
        "It was over 60% until 1 February 2026; then over 70%."
    )
    assert "Revised by the source" in page and "Updated" in page


def test_without_changes_the_corrections_page_says_so() -> None:
    pages = made()
    assert (
        "No figure has been changed since this story was published"
        in pages["corrections/index.html"]
    )
    assert "Corrected" not in pages["index.html"].partition("<footer>")[0]


def test_words_of_the_author_are_text_and_not_markup() -> None:
    sly = data(
        "what: Share of the money that went to schools", 'what: "Share \\\\<b>&amp;\\" of schools"'
    )
    for page in made(sly).values():
        assert "<b>" not in page.replace('<b class="', "")
    assert "Share &lt;b&gt;" in made(sly)["facts/share/index.html"]


def test_templates_may_not_name_what_is_not_there() -> None:
    with pytest.raises(UndefinedError):
        made(files={"templates/corrections.html": b"{{ no_such_thing }}"})


def test_colours_come_from_the_palette() -> None:
    files = {
        "templates/palette.json": b'{"light": {"paper": "#123456"}, "dark": {"paper": "#654321"}}'
    }
    page = made(files=files)["index.html"]
    assert "--paper:#123456" in page and "--paper:#654321" in page


def test_every_page_carries_little_beside_its_words() -> None:
    page = made()["404.html"]
    assert len(re.sub("base64,[^)]*", "", page)) < 24 * 1024
    assert len(page) < 64 * 1024
    script = re.search(r"<script>(.*?)</script>", page, re.S)
    assert script and len(script[1]) < 5 * 1024
    assert "templates/static/css" not in "".join(written(story(STORY)))
    assert not any(path.endswith((".css", ".js", ".woff2")) for path in written(story(STORY)))


@pytest.mark.parametrize(
    ("path", "faces"),
    [
        ("index.html", ["Serif 400", "Sans 400", "Sans 600"]),
        ("facts/rd.2024/index.html", ["Serif 400", "Sans 400", "Sans 600"]),
        ("charts/rd/index.html", ["Serif 400", "Sans 400", "Sans 600"]),
        ("404.html", ["Serif 400", "Sans 400", "Sans 600"]),
        ("embed/rd/index.html", ["Sans 400", "Sans 600"]),
    ],
)
def test_a_page_holds_its_faces_so_that_its_first_visit_is_painted_in_them(
    path: str, faces: list[str]
) -> None:
    page = made()[path]
    held = re.findall(
        r'@font-face{font-family:"Story ([^"]*)";font-weight:(\d+);'
        r"src:url\(data:font/woff2;base64,[\w+/=]+\)",
        page,
    )
    assert [" ".join(face) for face in held] == faces
    assert ".woff2" not in page and "preload" not in page and "font-src data:;" in page


def test_the_same_story_gives_the_same_bytes() -> None:
    assert written(story(STORY)) == written(story(STORY))


def test_a_page_of_a_long_series_links_to_the_nearest_points() -> None:
    points = "".join(f"      p{n}: {n} firms\n" for n in range(100, 300))
    quote = "; ".join(f"{n} firms" for n in range(100, 300))
    series = f"  long:\n    what: Firms\n    source: report\n    quote: {quote}\n    values:\n"
    report = f"{REPORT}\nThere were {quote}.\n"
    pages = made({"data.yaml": DATA + series + points, "seeds/report.txt": report})
    for point in ("p100", "p200", "p299"):
        page = pages[f"facts/long.{point}/index.html"]
        assert len(re.findall(r'href="../long\.\w+/"', page)) == 23
        assert '<a href="../long/">176 more</a>' in page
    assert pages["facts/long/index.html"].count('<a href="../long.') == 200
    assert "more</a>" not in pages["facts/rd.2020/index.html"]


def test_a_paragraph_names_who_proves_its_facts_once() -> None:
    words = (
        "Spending came to [12 million yuan](fact:rd.2024).\n\n"
        "It was [10 million yuan](fact:rd.2020) in 2020.\n\nNobody knows why.\n\n"
        "It [grew](fact:rose) by [20%](fact:growth).\n\n- [12 million yuan](fact:rd.2024)\n"
    )
    page = made(body(words))["index.html"]
    paragraphs = re.findall(r"<p[^>]*>(?:Spending came|It was|Nobody|It <a)", page)
    assert [re.findall('data-by="([^"]+)"', one) for one in paragraphs] == [
        ["Source: The town"], [], [], ["Source: The town; own calculation"],
    ]  # fmt: skip


def test_what_a_list_or_a_quotation_states_is_credited_to_no_paragraph() -> None:
    words = (
        "- [12 million yuan](fact:rd.2024)\n\n- [20%](fact:growth)\n\n> It [grew](fact:rose).\n\n"
    )
    page = made(body(f"{words}It came to [12 million yuan](fact:rd.2024).\n"))["index.html"]
    credited = re.findall('<p data-by="([^"]+)">(.{7})', page)
    assert credited[0] == ("Source: The town", "It came") and len(credited) == 2  # "Most, …" below


class Counting(Cache):
    """Counts the pages, and parts of pages, that it is given."""

    made = 0

    def put(self, asked: bytes, found: Answer, answer: type[Answer], worth: int = 1) -> Answer:
        self.made += answer is bytes
        return super().put(asked, found, answer, worth)


MONEY = data("Spending on research\n    source", "Money for research\n    source")
POINT = data("2024: 12 million yuan", "2024: 12 million yuan\n      2025: 13 million yuan")
PUBLISHER = data("publisher: The town", "publisher: Our town")
CHART = {"content/charts/rd.md": WORDS.replace("grows\nalt", "grew\nalt")}
ALL = 18  # pages, and parts of the story's page, here


@pytest.mark.parametrize(
    ("changed", "files", "most"),
    [
        ({}, {}, 0),
        # The story, its chapter that states it and its notes, All figures, the figure's page, the
        # sources.
        (data("Share of the money", "Part of the money"), {}, 6),
        (data("over 75%\n    when", "over 75%\n    note: Roughly\n    when"), {}, 6),
        ({FIRST: STORY[FIRST].replace("The town", "Our town")}, {}, 2),  # the story, its chapter
        (PUBLISHER, {}, ALL - 2),
        (MONEY, {}, ALL - 4),
        (POINT, {}, ALL + 1),
        (data("title: A town that spends", "title: A town that saves"), {}, ALL),
        (CHART, {}, ALL - 8),
        ({}, {"templates/static/css/more.css": b"h1 { color: red }"}, 0),
        ({}, {"templates/static/fonts/story-sans-400.woff2": b"wOF2"}, 0),
        ({}, {"templates/static/icons/icon.svg": b"<svg/>"}, ALL),
        ({}, {"templates/marks.css": b"mark { color: red }"}, ALL),
        ({}, {"templates/404.html": b"<p>{{ say('nav.story') }}"}, ALL),
    ],
)
def test_what_is_found_again_is_what_would_be_made(
    changed: dict[str, str], files: dict[str, bytes], most: int
) -> None:
    with cache.using(Cache()):
        anew = written(story(STORY | changed), files)
    with cache.using(Counting()) as counting:
        written(story(STORY))
        assert counting.made == ALL
        again = written(story(STORY | changed), files)
    assert {path for path in anew if anew[path] != again[path]} == set()
    assert counting.made - ALL <= most
