"""`.html`: what a browser shows, headings naming its places; its tables as rows of cells."""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ...problem import Refused
from .document import HIGH, Document, Table, beside
from .encoding import decoded
from .visibility import hidden

CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)""", re.I)
UNSHOWN = {
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "datalist",
    "iframe", "object", "audio", "video", "desc", "metadata", "del", "s", "strike", "rt", "rp",
    "canvas", "noframes",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = HEADINGS | {
    "p", "div", "section", "article", "li", "ul", "ol", "table", "tr", "blockquote", "pre", "dl",
    "dt", "dd", "figure", "figcaption", "header", "footer", "nav", "main", "aside", "form",
    "fieldset", "hr", "br", "caption", "details", "summary", "address", "body", "select", "option",
    "textarea",
}  # fmt: skip
CELLS = {"td", "th"}
SPACE = re.compile(r"\s+")
HIGH_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|text-top)", re.I)
WIDEST = 1000  # columns that a colspan may claim


def read(data: bytes, encoding: str) -> Document | Refused:
    text = markup(data, encoding)
    return text if isinstance(text, Refused) else document(text, "a page")


def markup(data: bytes, encoding: str) -> str | Refused:
    """The HTML as text, in the encoding that it names itself where none is given."""
    declared = CHARSET.search(data, 0, 4096)
    return decoded(data, encoding or _usual(declared[1].decode() if declared else ""))


def document(html: str, kind: str) -> Document:
    """The document that some HTML is; `kind` names it in messages."""
    tree = LexborHTMLParser(html)
    walk = _Walk(hidden(tree))
    if tree.root is not None:
        walk.read(tree.root)
    text = "".join(walk.parts)
    places = _places(text, walk.headings)
    tables = (
        _table(node, f"table {number}", walk.hidden)
        for number, node in enumerate(tree.css("table"), 1)
    )
    return Document(kind, text, places, tuple(tables))


def _usual(name: str) -> str:
    """Browsers read what is called Latin-1 or ASCII as windows-1252."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return ""
    return "cp1252" if known in ("iso8859-1", "ascii") else known


class _Walk(Struct):
    """Text nodes in the order of the page; `headings` are (offset in the text, words)."""

    hidden: frozenset[int]
    parts: list[str] = []
    headings: list[tuple[int, str]] = []
    length: int = 0
    in_cell: bool = False  # one has begun, and none of its words has come

    def read(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, bool]] = [(root, False)]
        starts: list[tuple[int, int]] = []  # of open headings: the offset, the part
        while stack:
            node, closing = stack.pop()
            tag = node.tag or ""
            if closing:
                if tag in HEADINGS:
                    offset, part = starts.pop()
                    words = " ".join("".join(self.parts[part:]).split())
                    self.headings.append((offset, words))
                self._add("\n")
            elif not _shown(node, self.hidden):
                continue
            elif tag == "-text":
                self._text(node)
            else:
                if tag in BLOCKS:
                    self._add("\n")
                    stack.append((node, True))
                    if tag in HEADINGS:
                        starts.append((self.length, len(self.parts)))
                self.in_cell = self.in_cell or tag in CELLS
                stack += [(child, False) for child in reversed(_children(node))]

    def _text(self, node: LexborNode) -> None:
        words = node.text_content or ""
        if _is_within(node, "sup") or _is_high(node):
            words = words.translate(HIGH)
        if not _is_within(node, "pre", "textarea"):
            words = SPACE.sub(" ", words)
        if self.in_cell and words.strip():
            self.in_cell = False
            self._add(beside("".join(self.parts[-8:]), words))
        self._add(words)

    def _add(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def _shown(node: LexborNode, hidden: frozenset[int]) -> bool:
    return bool(node.tag) and node.tag not in UNSHOWN and node.mem_id not in hidden


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """The elements that hold a node, the innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _is_within(node: LexborNode, *tags: str) -> bool:
    return any(element.tag in tags for element in _around(node))


def _is_high(node: LexborNode) -> bool:
    """Whether a style sets a text high, as word processors write marks of notes."""
    spans = itertools.takewhile(lambda element: element.tag in ("span", "a"), _around(node))
    return any(HIGH_STYLE.search(span.attributes.get("style") or "") for span in spans)


def _places(text: str, headings: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """By line: the heading that each part stands under."""
    named = [(start, f"under ‘{words}’") for start, words in headings if words]
    places = ((text.count("\n", 0, start) + 1, name) for start, name in named)
    return (1, "before its first heading"), *places


def _table(node: LexborNode, name: str, hidden: frozenset[int]) -> Table:
    """Cells that span rows or columns stand in each of their places."""
    grid: dict[tuple[int, int], str] = {}
    rows = [row for row in node.css("tr") if _shown(row, hidden) and _owner(row) == node.mem_id]
    for at, row in enumerate(rows):
        column = 0
        for cell in _children(row):
            if cell.tag not in CELLS or not _shown(cell, hidden):
                continue
            while (at, column) in grid:
                column += 1
            words = _words(cell, hidden)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for down in range(min(high, len(rows) - at)):
                for over in range(wide):
                    grid[at + down, column + over] = words
            column += wide
    width = max((column + 1 for _, column in grid), default=0)
    return Table(
        name, tuple(tuple(grid.get((r, c), "") for c in range(width)) for r in range(len(rows)))
    )


def _owner(row: LexborNode) -> int:
    """The `mem_id` of the table that a row belongs to."""
    return next((element.mem_id for element in _around(row) if element.tag == "table"), 0)


def _words(cell: LexborNode, hidden: frozenset[int]) -> str:
    walk = _Walk(hidden)
    for child in _children(cell):
        walk.read(child)
    return " ".join("".join(walk.parts).split())


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or "1"
    return min(max(int(written), 1), WIDEST) if written.isdigit() else 1
