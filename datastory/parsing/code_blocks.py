"""A block of code: what its first line says behind the marks, and its HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from msgspec import Struct

from .spans import Fence

LANGUAGE = re.compile(r"(?P<language>[\w#.+-]*)(?:\s+|$)")
OPTION = re.compile(
    r"""(?P<name>[A-Za-z_][\w-]*)=(?P<quote>["'])(?P<value>.*?)(?P=quote)(?:\s+|$)"""
)
ROWS = re.compile(r"\d{1,5}(?:-\d{1,5})?(?:[ ,]+\d{1,5}(?:-\d{1,5})?)*")
DRAWN = {"mermaid", "geojson", "topojson", "stl", "plantuml", "graphviz", "dot", "tikz", "vega",
         "vega-lite", "dataview", "dataviewjs", "query"}  # fmt: skip
ONLY_SHOWN = "code is only shown here, not drawn or run; a chart is drawn by content/charts/NAME.py"


class CodeBlock(Struct, frozen=True):
    """`title_at` is the column of the title in its line; `rows` are the marked lines, from 1."""

    language: str
    title: str
    title_at: int
    rows: frozenset[int]


def read_info(fence: Fence) -> tuple[CodeBlock, list[tuple[int, str, str]]]:
    """What stands behind the marks; and what of it is not known: its column, why, the words."""
    column, info = fence.info_column, fence.info
    refused: list[tuple[int, str, str]] = []
    if info.startswith("{"):
        words = info.strip("{} .").split()
        name = words[0] if words else "text"
        message = f"{ONLY_SHOWN}; write the language alone: {fence.marks}{name}"
        return CodeBlock("", "", 0, frozenset()), [(column, message, info)]
    start = LANGUAGE.match(info)
    language = start["language"] if start else ""
    at = start.end() if start else 0
    if language.lower() in DRAWN:
        refused.append((column, ONLY_SHOWN, language))
    elif language.lower() == "math":
        refused.append((column, "mathematics is written $$ … $$", language))
    title, title_at, rows = "", 0, ""
    while option := OPTION.match(info, at):
        if option["name"] == "title":
            title, title_at = option["value"], column + option.start("value")
        elif option["name"] == "hl_lines" and ROWS.fullmatch(option["value"]):
            rows = option["value"]
        else:
            break
        at = option.end()
    if "<!--" in title:
        message = "a comment in the title of code would be printed; take it out"
        refused.append((title_at + title.index("<!--"), message, "<!--"))
    if rest := info[at:]:
        message = f'behind the language \'{rest}\' is not known; title="…" and hl_lines="1 3-4" are'
        refused.append((column + at, message, rest))
    return CodeBlock(language, title, title_at, frozenset(_rows(rows))), refused


def _rows(said: str) -> Iterator[int]:
    """`"1 3-4"` -> 1, 3, 4."""
    for part in re.findall(r"\d+(?:-\d+)?", said):
        first, _, last = part.partition("-")
        yield from range(int(first), min(int(last or first), int(first) + 1000) + 1)


def as_html(block: CodeBlock, code: str) -> str:
    lines = [html.escape(line, quote=False) for line in code.split("\n")]
    shown = "\n".join(
        f"<mark>{line}</mark>" if number in block.rows else line
        for number, line in enumerate(lines, 1)
    )
    language = f' class="language-{html.escape(block.language)}"' if block.language else ""
    pre = f"<pre><code{language}>{shown}\n</code></pre>"
    if not block.title:
        return pre
    title = html.escape(block.title)
    return f'<figure class="code"><figcaption>{title}</figcaption>{pre}</figure>'
