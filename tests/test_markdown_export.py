"""The Markdown twins say what the pages say, to any reader of Markdown."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin

import minimal
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace
from small import built

from datastory.exports import markdown_export
from datastory.exports.markdown_export import escaped
from datastory.model import Prose
from datastory.site import routes

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def twin(words: str) -> str:
    """The twin's part for a chapter of the small story with these words."""
    story = minimal.story(minimal.body(words))
    whole = markdown_export.story_markdown(story, {})
    return whole.partition("Where the money goes.\n\n")[2].partition("\n\n## All")[0].strip()


@pytest.mark.parametrize(
    "markdown",
    [
        "Plain words.",
        "A *b* and **c** and `d`, ~~e~~, H~2~O and $x^2$.",
        "One.\n\nTwo.",
        "- a\n- b\n  - c\n\n    ```js\n    x *= 2\n    ```",
        "1. a\n2) b",
        "- [x] done\n- [ ] to do",
        "> Said.\n>\n> Again.",
        "```\na  <b>  <!-- c -->\n\n  # d [^1] ](fact:rd.2024)\n```",
        "| A | B |\n|---|--:|\n| a | b \\| c |",
        "[words](https://a.example/?x=y&z=w) <https://a.example/> <a@b.org>",
        "`[a](b) <!-- c --> {#d}`",
        "---",
    ],
)
def test_the_twin_is_what_was_typed(markdown: str) -> None:
    assert twin(markdown) == markdown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("## Heading {#h}\n\nA *b*\n---\n\n> ### C", "### Heading\n\n### A *b*\n\n\n> #### C"),
        ("Spent [12 million yuan](fact:rd.2024).", "Spent [12 million yuan](facts/rd.2024/)."),
        ("Spent [](fact:rd.2024).", "Spent [12 million yuan](facts/rd.2024/)."),
        ("It **[rose](fact:rose)** [first](plain:).", "It **[rose](facts/rose/)** first."),
        ("[12 million yuan][a]\n\n[a]: fact:rd.2024",
         "[12 million yuan][a]\n\n[a]: facts/rd.2024/"),
        ("A note[^x].\n\n[^x]: Said.", "A note[^research-x].\n\n[^research-x]: Said."),
        ("A <!-- b --> c.\n\n<!-- d\n\ne -->\n\nF.", "A  c.\n\n\nF."),
        ("[a](#research) [b](facts/rd.2024/) ![c](d/e.png)",
         "[a](./#research) [b](facts/rd.2024/) ![c](content/d/e.png)"),
        ("[a][b]\n\n[b]: <#research> 'C'", "[a][b]\n\n[b]: <./#research> 'C'"),
        ("A <name> here, a < b.", "A \\<name> here, a < b."),
    ],
)  # fmt: skip
def test_links_headings_and_notes_are_the_twins_own(markdown: str, expected: str) -> None:
    assert twin(markdown) == expected


@given(st.text(st.sampled_from("ab 1.)#+-*_`[]()<>&;\\|~!x"), min_size=1, max_size=20))
def test_escaped_words_are_the_same_words_to_another_reader(words: str) -> None:
    words = " ".join(f"x {words} x".split())
    (block, *_) = COMMONMARK.parse(escaped(words))[1:2]
    said = "".join(child.content for child in block.children or [])
    assert said == words


def test_the_twin_lists_every_figure_with_its_value_and_page() -> None:
    twin = built().site["index.md"].decode()
    for fact in built().story.facts.values():
        line = next(line for line in twin.split("\n") if line.startswith(f"- [{fact.id}]"))
        assert fact.text in line
        assert f"(facts/{fact.id}/)" in line
        assert escaped(fact.quote) in line


def test_the_twin_is_the_story_with_its_chart_as_a_table() -> None:
    html = COMMONMARK.render(built().site["index.md"].decode())
    assert html.count("<h1>") == 1
    assert '<a href="facts/loans.2024/">1.5 million books</a></strong>' in html
    assert '<td><a href="facts/ashford/">1.1 million books</a></td>' in html
    assert "<h3>How it is counted</h3>" in html
    assert "Corrected 1 February 2026." in html
    assert "It was over 44,000 until 1 February 2026; then over 40,000." in html


@pytest.mark.parametrize("twin", ["index.md", "llms.txt"])
def test_links_of_the_twins_lead_somewhere(twin: str) -> None:
    html = COMMONMARK.render(built().site[twin].decode())
    targets = re.findall(r'href="([^"]*)"', html)
    inside = [target for target in targets if not target.startswith("http")]
    assert inside
    for target in inside:
        address = urljoin(f"/{twin}", target).partition("#")[0]
        assert routes.output_path(address) in built().site, target


@pytest.mark.parametrize("title", ["*A* [b](c) <i>", "# 1_000 `x`", "1. A", "![a](b)", "a\\*b"])
def test_any_title_is_the_same_title_in_the_twins(title: str) -> None:
    site = replace(built().story.site, title=Prose(title, title), description=Prose(title, title))
    story = replace(built().story, site=site)
    whole = markdown_export.story_markdown(story, built().drawings)
    for text in (whole, markdown_export.llms(story)):
        html = COMMONMARK.render(text)
        assert f"<h1>{escape(title)}</h1>" in html, text[:100]
    assert f"<blockquote>\n<p>{escape(title)}</p>" in html
    assert html.count(escape(title)) == 3  # cited as well


def test_llms_txt_is_what_its_readers_look_for() -> None:
    text = built().site["llms.txt"].decode()
    assert text.startswith("# The library that lends more\n\n> ")
    assert "[The story](index.md)" in text
    assert "https://press.example/millbrook/" in text
