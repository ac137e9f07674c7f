import re
from functools import cache

import minimal
import pytest
import released

from datastory.inspecting.files import loaded
from datastory.inspecting.html_page import parse
from datastory.inspecting.pages import inspect
from datastory.site import routes
from datastory.site.policy import with_rules

SITE = "https://example.org/town/"
GIF = b"GIF89a;"


@cache
def whole() -> dict[str, bytes]:
    """The minimal story's site, share images and all, in which nothing is wrong."""
    pages = released.pages(minimal.story({}))
    cards = re.findall(
        rb'og:image" content="https://example.org/town/([^"]+)"', b"".join(pages.values())
    )
    return pages | {card.decode(): released.PNG for card in cards}


def told(pages: dict[str, bytes], changed: dict[str, str] | None = None) -> list[str]:
    return [str(problem) for problem in sorted(set(inspect(minimal.story(changed or {}), pages)))]


def altered(path: str, old: str, new: str) -> dict[str, bytes]:
    """The site with the first `old` of a file, which must be there, replaced."""
    text = whole()[path].decode()
    assert old in text, (path, old)
    return whole() | {path: text.replace(old, new, 1).encode()}


def in_main(html: str, path: str = "facts/index.html") -> dict[str, bytes]:
    return altered(path, "</main>", f"{html}</main>")


def test_a_whole_site_has_no_problem() -> None:
    assert told(whole()) == []


def test_redirects_and_notices_have_none() -> None:
    moved = 'moved:\n  /old/: "/#research"\n  /gone/: {gone: It went., on: 2026-01-01}\n'
    data = {"data.yaml": minimal.DATA + moved}
    kept = released.kept(data)
    assert {"old/index.html", "gone/index.html"} <= kept.pages.keys()
    assert told(whole() | kept.pages, data) == []


@pytest.mark.parametrize("site", ["https://example.org/", "http://localhost:8000/a/b/"])
def test_it_stands_anywhere(site: str) -> None:
    data = minimal.data(SITE, site)
    assert told(whole() | released.pages(minimal.story(data)), data) == []


# Links


@pytest.mark.parametrize(
    ("href", "problem"),
    [
        ("../nowhere/", "the link '../nowhere/' leads nowhere"),
        ("share", "the link 'share' leads nowhere"),
        ("../#nowhere", "the link '../#nowhere' leads nowhere"),
        ("#nowhere", "the link '#nowhere' leads nowhere"),
        ("../../facts/", "the link '../../facts/' leads nowhere"),
        (f"{SITE}nowhere/", f"the link '{SITE}nowhere/' leads nowhere"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_problem_of_its_page(href: str, problem: str) -> None:
    assert told(in_main(f'<a href="{href}">x</a>')) == [f"facts/index.html: {problem}"]


@pytest.mark.parametrize(
    "href",
    ["../", "../#research", "../#fact-share", "share/?q=1#main", "#main", "../data.json",
     "../data.json#/facts", "https://other.example/x", "mailto:a@b.example", f"{SITE}#research"],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_none(href: str) -> None:
    assert told(in_main(f'<a href="{href}">x</a>')) == []


def test_a_link_from_the_top_of_the_host_is_a_problem() -> None:
    assert told(in_main('<a href="/town/facts/">x</a>')) == [
        "facts/index.html: the link '/town/facts/' works only at the top of a host; "
        "make it relative"
    ]


def test_an_authors_dead_link_is_a_problem_in_the_authors_line() -> None:
    changed = minimal.body("See [the rest](#reserch) and [it](facts/shares/) and [all](facts/).")
    assert told(whole() | released.pages(minimal.story(changed)), changed) == [
        "content/01-research.md:6:6: '/#reserch' is nowhere in this story; "
        "did you mean '/#research'?",
        "content/01-research.md:6:31: '/facts/shares/' is nowhere in this story; "
        "did you mean '/facts/share/'?",
    ]


def test_a_missing_picture_is_a_problem() -> None:
    assert told(in_main('<img src="../content/map.png" alt="A map">')) == [
        "facts/index.html: the link '../content/map.png' leads nowhere"
    ]


def test_links_of_the_page_for_wrong_addresses_know_the_sites_folder() -> None:
    assert b'href="/town/facts/"' in whole()["404.html"]
    assert told(altered("404.html", 'href="/town/facts/"', 'href="facts/"')) == [
        "404.html: the link 'facts/' leads elsewhere from a deeper address; begin it with '/'"
    ]
    assert told(altered("404.html", 'href="/town/facts/"', 'href="/facts/"')) == [
        "404.html: the link '/facts/' leads nowhere"
    ]


def test_a_redirect_leads_somewhere() -> None:
    data = {"data.yaml": f"{minimal.DATA}moved:\n  /old/: /facts/share/\n"}
    pages = whole() | released.kept(data).pages
    page = pages["old/index.html"].decode()
    later = page.replace("0; url=../facts/share/", "5; url=../facts/nowhere/")
    assert told(pages | {"old/index.html": later.encode()}, data) == [
        "old/index.html: the link '../facts/nowhere/' leads nowhere",
        "old/index.html: the redirect must be at once, with a delay of 0",
    ]
    script = re.search("<script>.*</script>\n", page)[0]
    last = page.replace(script, "").replace("</head>", f"{script}</head>")
    assert told(pages | {"old/index.html": last.encode()}, data) == [
        "old/index.html: the redirect's script must stand before its refresh, "
        "which drops the anchor"
    ]


# Ids, names, headings


def test_an_id_stands_once() -> None:
    assert told(in_main('<p id="x"></p><svg><g id="x"/></svg>')) == [
        "facts/index.html: the id 'x' stands here 2 times"
    ]
    assert told(in_main('<p id="a b"></p><p id=""></p>')) == [
        "facts/index.html: '' is no id; an id has no spaces",
        "facts/index.html: 'a b' is no id; an id has no spaces",
    ]


def test_a_promised_anchor_stands_on_its_page() -> None:
    problems = told(altered("sources/index.html", ' id="source-report"', ""))
    problems.remove(
        "sources/index.html: the anchor '#source-report' is missing; its template must give it"
    )
    assert all("#source-report' leads nowhere" in problem for problem in problems)


def test_an_image_has_words() -> None:
    pages = in_main('<img src="../content/a.gif">') | {"content/a.gif": GIF}
    assert told(pages) == [
        "facts/index.html: the image '../content/a.gif' has no alt text; say what it shows"
    ]
    assert told(in_main('<img src="../content/a.gif" alt="">') | {"content/a.gif": GIF}) == []


def test_a_drawing_and_a_frame_have_names() -> None:
    assert told(in_main('<svg role="img"></svg><iframe src="../embed/rd/"></iframe>')) == [
        "facts/index.html: a drawing has no name; point aria-labelledby at its title",
        "facts/index.html: a frame has no title; say what it shows",
    ]
    assert told(in_main('<iframe title="A chart" src="../embed/rd/"></iframe>')) == []
    assert told(in_main('<svg role="img" aria-labelledby="main x"></svg>')) == [
        "facts/index.html: a name or description is taken from '#x', which is not on this page"
    ]


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<h1>x</h1>", "this page has 2 headings of the first level; give it one"),
        (
            "<h2>x</h2><h4>How <b>so</b></h4>",
            "the heading 'How so' is of level 4 and follows one of level 2",
        ),
        ("<h2> </h2>", "a heading of level 2 has no words"),
    ],
)
def test_headings_are_in_order(html: str, problem: str) -> None:
    assert told(in_main(html)) == [f"facts/index.html: {problem}"]


def test_a_page_has_a_first_heading() -> None:
    pages = altered("facts/index.html", "<h1", "<p").copy()
    assert "facts/index.html: this page has 0 headings of the first level; give it one" in told(
        pages
    )


# Heads


@pytest.mark.parametrize(
    ("pattern", "new", "problem"),
    [
        (' lang="en"', "", "the page does not say its language; give <html> a lang"),
        ("<title>.*?</title>", "<title></title>", "the page has no title"),
        ('<meta name="description".*?>', "", "the page has no description"),
        (
            '<meta name="description".*?>',
            f'<meta name="description" content="{"a" * 156}">',
            "description has 156 characters and would be cut after 155",
        ),
        (
            '<meta property="og:description".*?>',
            f'<meta property="og:description" content="{"a" * 111}">',
            "og:description has 111 characters and would be cut after 110",
        ),
        (
            '<link rel="canonical".*?>',
            '<link rel="canonical" href="https://example.org/town/">',
            "the canonical link is 'https://example.org/town/', not the page's own address "
            "'https://example.org/town/facts/'",
        ),
        ('<link rel="canonical".*?>', "", "the page has 0 canonical links; give it one"),
        (
            '<meta property="og:url".*?>',
            '<meta property="og:url" content="https://example.org/town/">',
            "og:url is 'https://example.org/town/', not the canonical "
            "'https://example.org/town/facts/'",
        ),
        (
            "summary_large_image",
            "summary",
            "twitter:card is not summary_large_image, so the card would be small",
        ),
        (
            f"{SITE}card.png",
            "../card.png",
            "og:image '../card.png' is no whole address of this site",
        ),
        *(
            (
                f'<meta (property|name)="{name}".*?>',
                "",
                f"the page has no {name}, which a link to it shows",
            )
            for name in (
                "og:type",
                "og:site_name",
                "og:title",
                "og:description",
                "og:image",
                "og:image:width",
                "og:image:height",
                "og:image:alt",
                "twitter:card",
            )
        ),
    ],
)
def test_a_head_says_what_links_show(pattern: str, new: str, problem: str) -> None:
    page, times = re.subn(pattern, new, whole()["facts/index.html"].decode(), count=1)
    assert times == 1
    assert told(whole() | {"facts/index.html": page.encode()}) == [f"facts/index.html: {problem}"]


def test_what_links_show_stands_where_it_is_read() -> None:
    late = f"<!--{'x' * 40_000}-->"
    (problem,) = told(altered("facts/index.html", "<title>", f"{late}<title>"))
    assert re.fullmatch(
        r"facts/index.html: tags for shared links stand 4\d,\d{3} bytes in; some read only 32,768",
        problem,
    )


def test_a_page_that_is_not_indexed_needs_no_card() -> None:
    assert b"noindex" in whole()["404.html"]
    assert b"og:image" not in whole()["404.html"]


# Policies, and what is loaded


def ruled(change: dict[str, str | None]) -> dict[str, bytes]:
    """The list of figures under another policy; None takes a rule out."""
    from datastory.site.policy import rules_of

    page = whole()["facts/index.html"].decode()
    rules = {name: value for name, value in (rules_of(page) | change).items() if value is not None}
    return whole() | {"facts/index.html": with_rules(page, rules).encode()}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            {"default-src": "*"},
            "the page has no Content-Security-Policy that begins with default-src 'none'",
        ),
        (
            {"frame-ancestors": "'none'"},
            "frame-ancestors has no effect in a page's policy and logs an error; leave it out",
        ),
        (
            {"connect-src": None},
            "the policy lacks connect-src 'self', without which audits cannot read robots.txt",
        ),
        (
            {"style-src": "'self'"},
            "the policy does not let in a <style> of this page; its hash is missing",
        ),
        (
            {"script-src": None},
            "the policy does not let in a <script> of this page; its hash is missing",
        ),
    ],
)
def test_a_policy_lets_in_what_the_page_has(change: dict[str, str | None], problem: str) -> None:
    assert told(ruled(change)) == [f"facts/index.html: {problem}"]


def test_a_policy_is_there_and_comes_first() -> None:
    meta = re.search(
        '<meta http-equiv="Content-Security-Policy".*?>\n', whole()["404.html"].decode()
    )
    assert told(altered("404.html", meta[0], "")) == [
        "404.html: the page has no Content-Security-Policy that begins with default-src 'none'"
    ]
    late = (
        altered("404.html", meta[0], "")["404.html"]
        .decode()
        .replace("</head>", meta[0] + "</head>")
    )
    assert told(whole() | {"404.html": late.encode()}) == [
        "404.html: the Content-Security-Policy stands after what it shall govern; put it first"
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://a.example/x.png" alt="">',
        '<script src="//a.example/x.js"></script>',
        '<img srcset="https://a.example/x.png 2x" alt="">',
        '<link rel="stylesheet" href="https://a.example/x.css">',
    ],
)
def test_nothing_is_loaded_from_elsewhere(html: str) -> None:
    url = re.search(r"(https:)?//[^\" ]*", html)[0]
    assert told(in_main(html)) == [
        f"facts/index.html: '{url}' would be loaded from another host; keep the file in the story"
    ]


def test_no_style_hides_in_an_attribute() -> None:
    assert told(in_main('<svg><path style="fill:red"/></svg>')) == [
        "facts/index.html: a <path> has a style attribute, which the policy blocks; use a class"
    ]


# Structured data, feed, sitemap


@pytest.mark.parametrize(
    ("json", "problem"),
    [
        ("{", "the structured data is no JSON: Expecting property name enclosed in double quotes"),
        ("[]", "the structured data does not name its '@context', https://schema.org"),
        ('{"@type": "Dataset"}', "the structured data does not name its '@context'"),
    ],
)
def test_structured_data_can_be_read(json: str, problem: str) -> None:
    (found,) = told(in_main(f'<script type="application/ld+json">{json}</script>'))
    assert found.startswith(f"facts/index.html: {problem}")


@pytest.mark.parametrize("path", ["feed.xml", "sitemap.xml"])
def test_xml_can_be_read(path: str) -> None:
    (problem,) = told(whole() | {path: b"<feed>\n <entry></feed>"})
    assert problem == f"{path}:2:11: this is no XML: mismatched tag: line 2, column 10"
    without = {at: page for at, page in whole().items() if at != path}
    assert f"{path}: this file is missing" in told(without)


def test_the_feeds_entries_are_whole() -> None:
    for name in ("id", "title", "updated"):
        page = whole()["feed.xml"].decode()
        start = page.index("<entry>")
        entry = re.sub(rf"<{name}>.*?</{name}>", "", page[start:], count=1)
        assert told(whole() | {"feed.xml": (page[:start] + entry).encode()}) == [
            f"feed.xml: an entry of the feed has no <{name}>"
        ]
    page = whole()["feed.xml"].decode()
    entry = page[page.index("<entry>") : page.index("</entry>") + len("</entry>")]
    assert told(altered("feed.xml", entry, entry + entry)) == [
        "feed.xml: two entries of the feed have the same <id>"
    ]


def test_the_sitemap_lists_each_page_once() -> None:
    page = whole()["sitemap.xml"].decode()
    entry = re.search(rf"<url>\s*<loc>{SITE}facts/</loc>.*?</url>", page, re.DOTALL)[0]
    assert told(altered("sitemap.xml", entry, "")) == [f"sitemap.xml: '{SITE}facts/' is not listed"]
    assert told(altered("sitemap.xml", entry, entry * 2)) == [
        f"sitemap.xml: '{SITE}facts/' is listed twice"
    ]
    assert told(altered("sitemap.xml", entry, entry + entry.replace("facts/", "embed/rd/"))) == [
        f"sitemap.xml: '{SITE}embed/rd/' is no page of this site that may be found"
    ]


# Files


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("content/a:b.gif", "a file's name may not hold any of \" < > | * ? : \\; hosts refuse it"),
        ("content/a?.gif", "a file's name may not hold any of \" < > | * ? : \\; hosts refuse it"),
        ("content/.a.gif", "hosts drop files whose name begins with a dot"),
        ("content/a", "a file needs an ending, by which hosts know its kind"),
    ],
)
def test_hosts_take_every_file(path: str, problem: str) -> None:
    assert told(whole() | {path: GIF}) == [f"{path}: {problem}"]


SMALL = released.PNG[:16] + (600).to_bytes(4, "big") + (315).to_bytes(4, "big")


@pytest.mark.parametrize(
    ("image", "problem"),
    [
        (GIF + bytes(20), "a share image must be a PNG"),
        (SMALL, "a share image is 1200 × 630, not 600 × 315"),
        (
            released.PNG + bytes(300 * 1024),
            "a share image of 300 KiB is not fetched; keep it under 300 KiB",
        ),
    ],
)
def test_share_images_are_shown(image: bytes, problem: str) -> None:
    assert told(whole() | {"facts/share/card.png": image}) == [f"facts/share/card.png: {problem}"]


def test_a_missing_share_image_is_a_problem() -> None:
    pages = {path: page for path, page in whole().items() if path != "facts/share/card.png"}
    assert told(pages) == [
        f"facts/share/index.html: the link '{SITE}facts/share/card.png' leads nowhere"
    ]


def noise(size: int) -> str:
    """Letters that do not compress."""
    import random

    return "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789+-", k=size))


def test_pages_stay_within_their_budgets() -> None:
    heavy = in_main(f"<!--{noise(84_000)}-->")
    (problem,) = told(heavy)
    assert re.fullmatch(
        r"facts/index.html: the HTML of this page weighs \d+(\.\d)? KiB, more than the 90 KiB "
        r"that site.budgets allows \(html\); make it lighter, or allow more",
        problem,
    )
    (problem,) = told(
        in_main('<img src="../content/a.gif" alt="">') | {"content/a.gif": GIF + bytes(70_000)}
    )
    assert "this page with all it loads weighs" in problem
    assert "more than the 100 KiB that site.budgets allows (page)" in problem
    allowed = minimal.data("  author: The desk", "  author: The desk\n  budgets: {html: 99 KiB}")
    assert told(heavy, allowed) == []
    assert told(in_main(f"<!--{'a' * 500_000}-->")) == []  # it weighs little when it is sent


def test_what_stands_in_a_page_is_no_file_that_it_loads() -> None:
    styled = '<style>a{src:url("data:font/woff2;base64,AA//")}b{src:url(../static/b.svg)}</style>'
    html = f'{styled}<link rel="icon" href="data:,"><img src="a.gif">'
    page = parse("/facts/", html.encode(), SITE)
    assert loaded(page) == ("facts/a.gif", "static/b.svg")


def test_scripts_stay_within_their_budget_and_data_is_no_script() -> None:
    page = whole()["facts/index.html"].decode()
    data = f'<script type="application/ld+json">{{"@context":"https://schema.org","a":"{noise(9000)}"}}'
    assert told(in_main(f"{data}</script>")) == []
    script = re.search("<script>(.*?)</script>", page, re.DOTALL)[1]
    longer = page.replace(script, f"{script}/*{noise(9000)}*/")
    problems = told(whole() | {"facts/index.html": longer.encode()})
    assert any("the script of this page weighs" in problem for problem in problems)
    assert any("that site.budgets allows (script)" in problem for problem in problems)


def test_every_kind_of_page_was_looked_at() -> None:
    kinds = {routes.address(path).split("/")[1] for path in whole() if path.endswith(".html")}
    assert kinds == {"", "404.html", "charts", "corrections", "embed", "facts", "sources"}
