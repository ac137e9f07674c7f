"""The Markdown twins say what the pages say, to any reader of Markdown."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from small import built

from datastory.machines.unmark import escaped, to_markdown
from datastory.parsing.markup import read_body
from datastory.rendering import routes

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOLE = "(the figure)"


def back(markdown: str) -> str:
    """Markdown to HTML as pages have it, and back."""
    prose, problems = read_body(markdown, "content/01-x.md", "x")
    assert problems == []
    return to_markdown(prose.html, lambda _: HOLE, lambda target: target)


@pytest.mark.parametrize(
    "markdown",
    [
        "Plain words.",
        "A *b* and **c** and `d`.",
        "One.\n\nTwo.",
        "- one\n- two\n- three",
        "1. one\n2. two",
        "3. three\n4. four",
        "> Said.\n>\n> Again.",
        "```\na  <b>\n\n  c\n```",
        "| A | B |\n|---|---|\n| 1 | 2 |",
        "[words](https://a.example/?x=1&y=2)",
        "![A house](house.png)",
        "---",
    ],
)
def test_what_markdown_made_goes_back_to_it(markdown: str) -> None:
    assert back(markdown) == markdown


@pytest.mark.parametrize(
    ("markdown", "twin"),
    [
        ("- one\n    - inner\n- two", "- one\n  - inner\n- two"),
        ("Line one  \nline two", "Line one\\\nline two"),
        ("## Heading {#h}", f"### Heading{HOLE}"),
        ("Spent [12 yuan](fact:rd).", f"Spent {HOLE}."),
        ("A note[^1].\n\n[^1]: Said.", "A note[^x-fn-1].\n\n[^x-fn-1]: Said."),
        ("`` a`b ``", "`` a`b ``"),
        ("\\* not a list", "\\* not a list"),
        ("1990\\. A year", "1990\\. A year"),
    ],
)
def test_what_pages_add_is_put_in_plain_markdown(markdown: str, twin: str) -> None:
    assert back(markdown) == twin


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


def test_llms_txt_is_what_its_readers_look_for() -> None:
    text = built().site["llms.txt"].decode()
    assert text.startswith("# The library that lends more\n\n> ")
    assert "[The story](index.md)" in text
    assert "https://press.example/millbrook/" in text
