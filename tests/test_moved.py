import re

import minimal
import pytest
import released
from hypothesis import given
from hypothesis import strategies as st

from datastory.model import Move
from datastory.problem import Location
from datastory.releases import moved
from datastory.site import routes
from datastory.site.policy import hashed, rules_of

LINE = len(minimal.DATA.splitlines()) + 2
NO_ADDRESS = "is no address; write it as '/charts/old/' or '#old-heading', as readers know it"
HEAD = re.compile(r'<meta property="og:[^>]*>|<title>.*</title>|<link rel="canonical".*?>')


def entries(*lines: str) -> dict[str, str]:
    return {"data.yaml": minimal.DATA + "moved:\n" + "".join(f"  {line}\n" for line in lines)}


def page(changed: dict[str, str], path: str, published: bytes | None = None) -> str:
    kept = released.kept(changed, published)
    assert kept.problems == []
    return kept.pages[path].decode()


# Entries that do not lead


@pytest.mark.parametrize(
    ("lines", "messages"),
    [
        (
            ["/facts/share/: /facts/"],
            ["1:3: '/facts/share/' is a living address; delete this entry, or what stands there"],
        ),
        (
            ['"#research": "#chart-rd"'],
            ["1:4: '#research' is a living address; delete this entry, or what stands there"],
        ),
        (
            ["/old/: /facts/shares/"],
            ["1:3: '/facts/shares/' leads nowhere; did you mean '/facts/share/'?"],
        ),
        (
            ['"#old": "#reserch"'],
            ["1:4: '#reserch' leads nowhere; did you mean '/#research'?"],
        ),
        (["/old/: https://a.example/"], ["1:3: 'https://a.example/' leads nowhere"]),
        (
            ["/a/: /b/", "/b/: /facts/"],
            ["1:3: '/b/' has itself moved; lead straight to '/facts/'"],
        ),
        (
            ["/a/: /b/", "/b/: {gone: It went., on: 2026-01-01}"],
            ["1:3: '/b/' has itself moved; say that it is gone"],
        ),
        (
            ["/a/: /b/", "/b/: /a/"],
            [
                "1:3: these entries lead in a circle: /a/ → /b/ → /a/",
                "2:3: these entries lead in a circle: /b/ → /a/ → /b/",
            ],
        ),
        (["/a/: /a/"], ["1:3: these entries lead in a circle: /a/ → /a/"]),
        (
            ['/a/: "/b/#x"', "/b/: /facts/"],
            ["1:3: '/b/' has itself moved; lead straight to where it is now"],
        ),
        (
            ['"#old": /facts/'],
            ["1:4: an anchor stays on its page; lead it to another anchor of '/'"],
        ),
        (
            ["/old.pdf: /facts/"],
            ["1:3: '/old.pdf' is a file and cannot lead to a page; lead it to a file, or say it is "
             "gone"],
        ),
        (["/old: /facts/"], ["1:3: '/old' lacks its last '/'; write '/old/'"]),
        (
            ["old/: /facts/"],
            [f"1:3: 'old/' {NO_ADDRESS}"],
        ),
        (
            ["/a b/: /facts/"],
            [f"1:3: '/a b/' {NO_ADDRESS}"],
        ),
        (
            ["/../a/: /facts/"],
            [f"1:3: '/../a/' {NO_ADDRESS}"],
        ),
        (['"#old": "#research"', '"/#old": "#chart-rd"'], ["2:4: '/#old' is listed twice"]),
        (
            ["/Facts/: /facts/"],
            ["1:3: '/Facts/' and '/facts/' are one address where case does not count"],
        ),
        (
            ["/data.json/: /facts/"],
            ["1:3: '/data.json/' would stand inside '/data.json', which is a file"],
        ),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_lead_is_a_problem_in_its_line(
    lines: list[str], messages: list[str]
) -> None:
    expected = []
    for message in messages:
        line, _, rest = message.partition(":")
        expected.append(f"data.yaml:{LINE + int(line) - 1}:{rest}")
    assert released.told(entries(*lines)) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["/old/: /facts/share/"],
        ["/old/: /"],
        ['/old/: "/#research"'],
        ["/old.html: /facts/"],
        ["/old.json: /data.json"],
        ['"#old": "#research"', '"#older": "#research"'],
        ['"/sources/#source-old": "/sources/#source-report"'],
        ["/a/: /facts/", "/b/: /facts/"],
        ["/old/: {gone: It went., on: 2026-02-28}"],
        ['"#old": {gone: It went., on: 2026-02-28}'],
    ],
)
def test_an_entry_that_leads_is_none(lines: list[str]) -> None:
    assert released.told(entries(*lines)) == []


# Two pages at one address


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            minimal.data("  share:", "  ROSE:"),
            "data.yaml:31:3: 'rose' and 'ROSE' are one address where case does not count; rename",
        ),
        (
            minimal.data("      2024: 12 m", "      q1: 3 million yuan\n      Q1: 12 m"),
            "data.yaml:21:7: 'rd.Q1' and 'rd.q1' are one address where case does not count; rename",
        ),
        (
            {"content/charts/RD.md": minimal.WORDS, "content/charts/RD.py": minimal.CODE},
            "content/charts/rd.md: 'rd' and 'RD' are one address where case does not count; rename",
        ),
    ],
)
def test_ids_that_differ_by_case_only_are_a_problem(changed: dict[str, str], message: str) -> None:
    assert [told for told in minimal.told(changed) if told.startswith(message)]


@pytest.mark.parametrize("id", ["a b", "a/b", "a#b", "ä", ".a", "a%20", "a?", '"<x>"', "..", "-a"])
def test_an_id_that_is_no_address_is_a_problem(id: str) -> None:
    _, problems = minimal.read_story(minimal.STORY | minimal.data("  share:", f"  {id}:"))
    message = "letters, digits, - and _; it becomes an address and lasts"
    assert [problem.where.line for problem in problems if message in problem.message] == [21]


# What answers at the old addresses


def test_a_redirect_carries_the_anchor_and_the_query_along() -> None:
    html = page(entries("/old/: /facts/share/"), "old/index.html")
    script = 'location.replace("../facts/share/"+location.search+(location.hash))'
    assert f"<script>{script}</script>" in html
    assert html.index("<script>") < html.index('http-equiv="refresh"')
    assert '<meta http-equiv="refresh" content="0; url=../facts/share/">' in html
    assert rules_of(html)["script-src"] == hashed(script)
    assert 'href="../facts/share/"' in html


def test_a_redirect_says_of_itself_what_its_target_does() -> None:
    html = page(entries("/old/: /facts/share/"), "old/index.html")
    target = page({}, "facts/share/index.html")
    tags = HEAD.findall(target)
    assert len(tags) > 9
    assert [tag for tag in tags if tag not in html] == []
    assert 'href="https://example.org/town/facts/share/"' in html


def test_a_redirect_to_an_anchor_prefers_the_readers_own() -> None:
    html = page(entries('/old/deep/: "/#research"'), "old/deep/index.html")
    assert 'location.replace("../../"+location.search+(location.hash||"#research"))' in html
    assert 'content="0; url=../../#research"' in html


def test_an_old_file_is_the_new_one() -> None:
    kept = released.kept(entries("/old.json: /data.json"))
    assert kept.pages["old.json"] == kept.pages["data.json"]


def test_a_withdrawn_page_says_what_stood_there_and_why_it_does_no_more() -> None:
    changed = entries("/facts/share/: {gone: The town <asked>., on: 2026-02-28}")
    changed["data.yaml"] = changed["data.yaml"].replace("  share:", "  school_share:")
    html = page(changed, "facts/share/index.html")
    assert "Share of the money that went to schools: over 75%" in html
    assert '<time datetime="2026-02-28">28 February 2026</time>' in html
    assert "The town &lt;asked&gt;." in html
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    assert 'href="../">all its figures' in html


def test_an_old_anchor_stands_beside_the_new_one() -> None:
    html = page(entries('"#old": "#research"', '"#older": "#research"'), "index.html")
    assert re.search(
        r'<section [^>]*id="research"[^>]*><span id="older"></span><span id="old"></span>', html
    )


def test_an_old_anchor_of_a_chart_stands_before_it() -> None:
    html = page(entries('"#old": "#chart-rd"'), "index.html")
    assert '<span id="old"></span><figure id="chart-rd"' in html


def test_a_chart_moves_with_all_that_belongs_to_it() -> None:
    published = released.release(released.TWO_CHARTS)
    kept = released.kept(entries("/charts/money/: /charts/rd/"), published)
    assert kept.problems == []
    for file in ("chart.png", "chart.svg", "data.csv", "spec.json"):
        assert kept.pages[f"charts/money/{file}"] == kept.pages[f"charts/rd/{file}"]
    assert kept.pages["oembed/money.json"] == kept.pages["oembed/rd.json"]
    assert b'<span id="chart-money"></span><figure id="chart-rd"' in kept.pages["index.html"]
    assert b"url=../rd/" in kept.pages["charts/money/index.html"]


def test_a_frame_moves_with_its_chart() -> None:
    known = {"/charts/a/", "/embed/a/", "/oembed/a.json", "/charts/a/x.png"}
    living = {"/charts/b/", "/embed/b/", "/#chart-b", "/facts/"}
    assert moved.follows("/charts/a/", "/charts/b/", known, living) == {
        "/embed/a/": "/embed/b/",
        "/oembed/a.json": "",
        "/#chart-a": "/#chart-b",
        "/charts/a/x.png": "",
    }
    assert moved.follows("/charts/a/", "/facts/", known, living)["/embed/a/"] == "/facts/"
    assert moved.follows("/charts/a/", "", known, living)["/embed/a/"] == ""


def test_a_series_moves_with_its_points_and_their_anchors() -> None:
    known = {"/facts/a/", "/facts/a.1/", "/facts/a.2/", "/facts/a.1/card.png", "/facts/ab.1/"}
    living = {"/facts/b/", "/facts/b.1/", "/facts/b.1/card.png", "/#fact-b.1"}
    assert moved.follows("/facts/a/", "/facts/b/", known, living) == {
        "/#fact-a": "",
        "/#note-a": "",
        "/facts/a.1/": "/facts/b.1/",
        "/facts/a.1/card.png": "/facts/b.1/card.png",
        "/#fact-a.1": "/#fact-b.1",
        "/#note-a.1": "",
        "/facts/a.2/": "/facts/b/",
        "/#fact-a.2": "",
        "/#note-a.2": "",
    }


def test_an_entry_of_its_own_wins_over_what_would_follow() -> None:
    here = Location("data.yaml", 1, 1)
    moves = [
        Move("/charts/a/", "/charts/b/", "", "", here),
        Move("/embed/a/", "/facts/", "", "", here),
    ]
    leads = moved.leads(moves, set(), {"/charts/b/", "/embed/b/", "/facts/"})
    assert leads["/embed/a/"].to == "/facts/"


PATHS = st.text("ab/.-#? \u00e9", max_size=8)


@given(st.lists(st.tuples(PATHS, PATHS), max_size=4), st.sets(PATHS, max_size=4))
def test_no_entry_is_a_traceback_and_all_good_ones_lead_to_living_addresses(
    pairs: list[tuple[str, str]], more: set[str]
) -> None:
    living = {routes.STORY, "/a/", "/b.html"} | more
    moves = [Move(old, new, "" if new else "It went.", "", Location("d")) for old, new in pairs]
    if not list(moved.check(moves, living)):
        leads = moved.leads(moves, {"/a/b/", "/a/#a"}, living)
        assert all(move.to in living or not move.to for move in leads.values())
        assert not leads.keys() & living
