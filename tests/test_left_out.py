"""A key that an author need not write leaves whole sentences where it is not written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from small import built

from datastory.charts.charts import draw as draw_all
from datastory.checking.checks import check
from datastory.exports.machine_files import export
from datastory.pages.render import render
from datastory.parsing.story import read_story

LEFT = [
    *[("site", key) for key in ("author", "publisher", "published", "license", "repository")],
    *[("sources", key) for key in ("publisher", "published", "url")],
    *[("facts", key) for key in ("note", "history", "when", "agrees")],
    ("chapters", "summary"),
    *[("charts", key) for key in ("subtitle", "note")],
]
# What a reader would take for a slip of the pen, in the words of a page.
SLIPS = re.compile(
    r"\bBy\s*\.|[,;:]\s*[,;.](?!\.)|\.\s+\.(?!\.)|^\s*[,;.:)]|\(\s*\)|“\s*”|\bNone\b|\bundefined\b"
    r"|\s[,;](?=\s)|Published\s*\.|Source:\s*(?:\.|$)|[,;:]\s*$"
)
# Where an attribute or an element promises something and holds nothing.
HOLLOW = re.compile(
    r'(?:datetime|content|href|title|value|alt|aria-label)=""'
    r"|<(a|p|h\d|li|dd|dt|time|title|meta)(?: (?!class=\"(?:copy|close)|role=)[^>]*)?>\s*</\1>"
)
TAG = re.compile(r"<(?:/?(?:p|li|div|h\d|td|th|dd|dt|title|figcaption|summary|main|ol|ul)\b)[^>]*>")
HIDDEN = re.compile(r"<(script|style|textarea|svg)\b.*?</\1>", re.S)


def without(tree: dict[str, bytes], *left: tuple[str, str]) -> dict[str, bytes]:
    """The small story without some of its keys."""
    data: Any = yaml.load(tree["data.yaml"], yaml.BaseLoader)
    changed = dict(tree)
    for part, key in left:
        if part == "site":
            data["site"].pop(key, None)
        for named in data[part].values() if part in ("sources", "facts") else ():
            named.pop(key, None)
        for path in [path for path in tree if path.startswith("content/") and path[-3:] == ".md"]:
            text = changed[path].decode()
            if (part == "charts") != ("/charts/" in path) or part not in ("charts", "chapters"):
                continue
            if key == "note":
                text = "---".join(text.split("---")[:2]) + "---\n"
            changed[path] = re.sub(rf"^{key}:.*\n", "", text, flags=re.M).encode()
    changed["data.yaml"] = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    return changed


def site(*left: tuple[str, str]) -> dict[str, str]:
    return told(without(built().tree, *left))


def told(tree: dict[str, bytes]) -> dict[str, str]:
    """All that readers and machines are told, by path."""
    texts = {
        path: data.decode()
        for path, data in tree.items()
        if path.endswith((".md", ".py", ".yaml", ".txt")) and not path.startswith("templates/")
    }
    story, problems = read_story(texts, files=tree)
    drawings, undrawn = draw_all(story, tree)
    assert [str(problem) for problem in [*problems, *check(story), *undrawn]] == []
    made = render(story, drawings, tree) | export(story, drawings)
    return {
        path: data.decode()
        for path, data in made.items()
        if not path.startswith("static/") and not path.endswith(".png")
    }


def slips(path: str, text: str) -> Iterator[str]:
    if path.endswith(".html"):
        yield from (f"{path}: {match[0]}" for match in HOLLOW.finditer(text))
    elif not path.endswith((".md", ".txt", ".xml", ".svg")):
        return
    blocks = TAG.split(HIDDEN.sub("", text)) if path.endswith(".html") else text.splitlines()
    if path.endswith(".md"):  # its lines break anywhere
        blocks = [" ".join(block.split()) for block in text.split("\n\n")]
    for block in blocks:
        words = re.sub(r"<(?!https?:)[^>]*>", "", block).strip()
        if match := SLIPS.search(words):
            yield f"{path}: {words[max(match.start() - 30, 0) : match.end() + 20]!r}"


@pytest.mark.parametrize(
    "left",
    [(one,) for one in LEFT] + [tuple(LEFT)],
    ids=lambda left: "-".join(left[0]) if len(left) == 1 else "all",
)
def test_sentences_are_whole_without_a_key_that_need_not_be_written(
    left: tuple[tuple[str, str], ...],
) -> None:
    assert [slip for path, text in site(*left).items() for slip in slips(path, text)] == []


@pytest.mark.parametrize(
    ("words", "slip"),
    [
        ("<p>By . Published 5 January.</p>", True),
        ('<p>Published <time datetime="">2026</time></p>', True),
        ("<p>, 2026.</p>", True),
        ('<p>Source: <a href="#a"></a></p>', True),
        ("<p>Source: ; own calculation</p>", True),
        ("<p>“12”, in “Title”, , https://a.example</p>", True),
        ("<p>By Ada Lund. Published 2026.</p>", False),
        ('<p class="source">Source: own calculation</p>', False),
        ('<a class="copy" href="#a" aria-label="Copy"></a>', False),
    ],
)
def test_a_slip_is_seen(words: str, slip: bool) -> None:
    assert bool(list(slips("index.html", words))) is slip


def test_a_source_without_a_publisher_is_credited_by_its_title() -> None:
    made = site(("sources", "publisher"))
    title = "Annual report of the Millbrook library"
    assert title in made["index.html"]
    assert f"Source: {title}" in made["charts/loans/chart.svg"]
    assert f">{title}</a>" in made["embed/loans/index.html"]


def test_a_citation_names_what_is_known() -> None:
    cited = site(("site", "author"), ("site", "publisher"), ("site", "published"))["llms.txt"]
    assert "Cite as: “The library that lends more”, <https://press.example/millbrook/>\n" in cited


def test_who_proves_a_chart_is_answered_alike_everywhere() -> None:
    """A share of Ashford's loans is drawn alone: what it is computed from has other sources."""
    tree = dict(built().tree)
    ratio = """
  ratio:
    what: Loans of Millbrook for each of Ashford
    formula: "{loans.2024} / {ashford}"
    show: 0.1
"""
    tree["data.yaml"] += ratio.encode()
    code = tree["content/charts/loans.py"].decode()
    tree["content/charts/loans.py"] = code.replace('"loans", "ashford"', '"ratio"').encode()
    made = told(tree)
    named = "Source: Millbrook library; The Gazette; own calculation"
    for path in ("index.html", "charts/loans/index.html", "embed/loans/index.html"):
        assert named in re.sub(r"<[^>]*>", "", made[path]), path
    assert named in made["charts/loans/chart.svg"]
