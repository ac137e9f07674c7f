"""Every kind of page is in its language, whichever is the story's own, and in no other."""

from __future__ import annotations

import functools
import re
from html import unescape

import bilingual
import chinese_first
import pytest
from msgspec.structs import replace

from datastory import pipeline
from datastory.exports.citation import bibtex, key

STORIES = {
    "English first": (bilingual.BOTH, ("en", "zh")),
    "Chinese first": (chinese_first.BOTH, ("zh", "en")),
    "Chinese alone": (chinese_first.ALONE, ("zh",)),
}
KINDS = ("index.html", "facts/index.html", "facts/rd/index.html", "facts/rd.2024/index.html",
         "facts/share/index.html", "facts/growth/index.html", "facts/rose/index.html",
         "charts/rd/index.html", "embed/rd/index.html", "sources/index.html",
         "corrections/index.html", "404.html")  # fmt: skip
# Names of formats and of the other language, which are the same in every language.
SAME = {"English", "BibTeX", "CSL", "JSON", "CSV", "Markdown", "PNG", "SVG", "Vega", "Lite", "CC",
        "BY", "theme", "dark", "auto", "CSL-JSON", "PDF"}  # fmt: skip
HAN, LATIN = re.compile("[\u3400-\u9fff]+"), re.compile("[A-Za-z]{2,}")
DESCRIBED = re.compile(
    r'<meta (?:name|property)="(?:og:|twitter:)?(?:title|description|image:alt)" content="([^"]*)"'
)
# Attributes that are read aloud or shown.
SAID = re.compile(r'\s(?:aria-label|title|alt|placeholder|data-label)="([^"]*)"')


@functools.cache
def built(name: str) -> pipeline.BuildResult:
    story, _ = STORIES[name]
    result = pipeline.build(bilingual.tree_of(story))
    assert [str(problem) for problem in result.problems] == []
    return result


def said(page: str) -> str:
    """What a reader reads or hears, without addresses, code, and what is quoted from a source."""
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    description = DESCRIBED.findall(page)
    body = page.partition("<body")[2].partition(">")[2]
    for hidden in (r"<(script|style|blockquote|mark|textarea|code|pre)\b.*?</\1>",
                   r"<p>(?:The whole sentence there|原文整句).*?</p>",
                   r'<a [^>]*\blang="(?:en|zh)"[^>]*>.*?</a>'):  # fmt: skip
        body = re.sub(hidden, " ", body, flags=re.DOTALL)
    texts = [title[1] if title else "", *description, *SAID.findall(body)]
    texts.append(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r"(?:https?://|\bseeds/|\bexample\.org)\S*", " ", unescape(" ".join(texts)))


CASES = [
    (name, code, kind)
    for name, (_, codes) in STORIES.items()
    for code in codes
    for kind in KINDS
    if code == codes[0] or kind != "404.html"  # a host looks for one alone, at the top
]


@pytest.mark.parametrize(("name", "code", "kind"), CASES)
def test_a_page_is_in_its_language(name: str, code: str, kind: str) -> None:
    codes = STORIES[name][1]
    pages = built(name).pages
    path = kind if code == codes[0] else f"{code}/{kind}"
    if path not in pages:
        assert kind == "facts/rd.2024/index.html", path
        return
    page = pages[path].decode()
    assert re.search(r'<html lang="([\w-]+)"', page)[1].split("-")[0] == code  # type: ignore[index]
    words = said(page)
    if code == "zh":
        assert HAN.search(words)
        assert set(LATIN.findall(words)) <= SAME
    else:
        assert LATIN.search(words) and not HAN.search(words)


MACHINES = ("index.md", "llms.txt", "feed.xml", "cite.bib", "oembed/rd.json")


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("path", MACHINES)
def test_files_for_machines_are_in_their_language(name: str, path: str) -> None:
    """Of them the words that are no keys of the format: the titles that the story has."""
    pages, codes = built(name).pages, STORIES[name][1]
    for code in codes:
        text = pages[path if code == codes[0] else f"{code}/{path}"].decode()
        text = unescape(re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text))
        assert ("城镇" in text) == (code == "zh"), (code, path)


@pytest.mark.parametrize("name", STORIES)
def test_every_page_names_its_language_and_the_others(name: str) -> None:
    pages, codes = built(name).pages, STORIES[name][1]
    for path, data in pages.items():
        if not path.endswith(".html") or path == "404.html" or path.startswith("static/"):
            continue
        page = data.decode()
        own = next((code for code in codes[1:] if path.startswith(f"{code}/")), codes[0])
        assert f'<html lang="{own}' in page, path
        named = set(re.findall(r'hreflang="([\w-]+)" href="https:', page))
        if "embed/" not in path and 'http-equiv="refresh"' not in page:
            assert named == ({*codes, "x-default"} if len(codes) > 1 else set()), path


@pytest.mark.parametrize(
    ("title", "url", "called"),
    [
        ("The city behind first place", "https://a.example/town/", "city-behind-first-2026"),
        ("第一背后，一座城市", "https://a.example/town/zh/", "town-zh-2026"),
        ("2025年的城市", "https://a.example/zh/", "zh-2026"),
        ("城市", "https://press.example/", "press-example-2026"),
        ("AI之城", "https://a.example/town/", "ai-2026"),
    ],
)
def test_a_title_in_any_script_has_a_key_to_cite_it_by(title: str, url: str, called: str) -> None:
    site = built("English first").story.site
    site = replace(site, title=replace(site.title, text=title), url=url)
    assert key(site) == called


@pytest.mark.parametrize(("name", "said"), [("English first", "Edition of 2026-03-01"),
                                            ("Chinese first", "2026-03-01版")])  # fmt: skip
def test_a_released_story_is_cited_in_its_language(name: str, said: str) -> None:
    assert f"note = {{{said}}}" in bibtex(built(name).story.site, "2026-03-01")
