from __future__ import annotations

import base64
import re

import pytest

from datastory.preview.single import single
from datastory.site import policy

SITE = "https://owner.github.io/repo/"
STYLE = '@font-face{font-family:a;src:url("static/fonts/a.woff2?v=1")}body{background:url(#g)}'
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'">
<title>A story</title>
<link rel="canonical" href="{SITE}">
<meta name="robots" content="max-image-preview:large">
<link rel="icon" href="static/icon.svg?v=1" type="image/svg+xml">
<link rel="preload" as="font" href="static/fonts/a.woff2?v=1" crossorigin>
<link rel="alternate" type="application/json+oembed" href="oembed/rd.json">
<link rel="stylesheet" href="static/more.css">
<style>{STYLE}</style>
<script type="application/ld+json">{{"name": "A story"}}</script></head>
<body class='a "b"'>
<p>One\u2028line, <a href="#note-rd">245</a> and <a class="fig" href="./#chart-rd">there</a>.
<a href="facts/rd.2024/">Page</a> <a href="facts/rd/?a=1&amp;b=2#c">more</a>
<a href="https://example.org/x">out</a> <a href="mailto:a@example.org">mail</a>
<pre><code>&lt;a href="facts/"> src="static/a.png"</code></pre>
<img src="content/a%20b.png" alt="A &lt;picture&gt;"><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>
<script src="static/own.js"></script><script>go("facts/")</script>
</body></html>
"""
PAGES = {
    "index.html": PAGE.encode(),
    "static/icon.svg": b"<svg/>",
    "static/fonts/a.woff2": b"wOF2",
    "static/more.css": b"p{color:red}",
    "static/own.js": b"own()",
    "content/a b.png": b"PNG",
}


def data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


@pytest.fixture(scope="module")
def page() -> str:
    return single(PAGES, SITE)


@pytest.mark.parametrize(
    "inside",
    [
        f'<link rel="icon" href="{data("image/svg+xml", b"<svg/>")}" type="image/svg+xml">',
        f"src:url({data('font/woff2', b'wOF2')})}}body{{background:url(#g)}}</style>",
        "<style>p{color:red}</style>",
        f'<img src="{data("image/png", b"PNG")}" alt="A &lt;picture&gt;">',
        "<script>own()</script>",
        '<a href="#note-rd">245</a>',
        '<a class="fig" href="#chart-rd">there</a>',
        f'<a href="{SITE}facts/rd.2024/">Page</a>',
        f'<a href="{SITE}facts/rd/?a=1&amp;b=2#c">more</a>',
        '<a href="https://example.org/x">out</a> <a href="mailto:a@example.org">mail</a>',
        f'href="{SITE}oembed/rd.json"',
        '<script>go("facts/")</script>',
        '<pre><code>&lt;a href="facts/"> src="static/a.png"</code></pre>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        "<body class='a \"b\"'>\n<p>One\u2028line",
        f'<link rel="canonical" href="{SITE}">',
    ],
)
def test_what_belongs_to_the_story_is_in_it_and_what_does_not_is_linked(
    page: str, inside: str
) -> None:
    assert inside in page


def test_no_search_engine_keeps_it(page: str) -> None:
    assert re.findall(r'<meta name="robots"[^>]*>', page) == [
        '<meta name="robots" content="noindex">'
    ]


def test_its_policy_lets_nothing_be_loaded_and_all_of_it_run(page: str) -> None:
    styles = re.findall(r"<style>(.*?)</style>", page)
    scripts = re.findall(r"<script>(.*?)</script>", page)
    assert (len(styles), len(scripts)) == (2, 2)
    assert policy.rules_of(page) == {
        "default-src": "'none'",
        "img-src": "data:",
        "font-src": "data:",
        "style-src": " ".join(map(policy.hashed, styles)),
        "script-src": " ".join(map(policy.hashed, scripts)),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert "preload" not in page
