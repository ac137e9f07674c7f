"""HTML that Markdown made, back to Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from msgspec import Struct

from ..model import HOLE

BREAK = "\\\n"
AROUND = {"strong": "**", "em": "*"}
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
# Between their children white space means nothing.
STRUCTURE = {"ul", "ol", "table", "thead", "tbody", "tr", "div", "pre"}
SIGNS = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")
LIKE_A_BLOCK, DEFUSED = re.compile(r"\d+(?=[.)] )|(?=[#+-] )"), r"\g<0>\\"
SPACE = re.compile(r"[ \t\r\n]+")
FOOTNOTE = re.compile(r".+-fn-.+")


def to_markdown(html: str, hole: Callable[[int], str], address: Callable[[str], str]) -> str:
    """`"<p>A <em>b</em></p>"` -> `"A *b*"`; headings go down a level, under a chapter's own.

    `hole` gives the Markdown for the hole of a number, `address` where a link leads from here.
    """
    reader = _Reader(hole, address)
    reader.feed(html)
    reader.close()
    return _spaced(reader.open[0].text())


def escaped(text: str) -> str:
    r"""`"a*b"` -> `"a\*b"`: words that Markdown shall leave alone."""
    return SIGNS.sub(r"\\\1", text)


class _Open(Struct):
    """A tag that is open: the Markdown of what it holds so far, and the number of its children."""

    tag: str
    said: dict[str, str]
    parts: list[str] = []
    children: int = 0

    def text(self) -> str:
        return "".join(self.parts).strip()


class _Reader(HTMLParser):
    def __init__(self, hole: Callable[[int], str], address: Callable[[str], str]) -> None:
        super().__init__()
        self.hole, self.address = hole, address
        self.open = [_Open("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._add(BREAK)
        elif tag == "hr":
            self._add("" if self.open[-1].said.get("class") == "footnote" else "\n\n---\n\n")
        elif tag == "img":
            self._add(f"![{escaped(said['alt'])}]({self.address(said['src'])})")
        else:
            self.open.append(_Open(tag, said))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            closed = self.open.pop()
            self.open[-1].children += 1
            self._add(self._markdown(closed))

    def handle_data(self, data: str) -> None:
        inside = self.open[-1].tag
        if self.open[-1].parts[-1:] == [BREAK]:
            data = data.lstrip("\n")
        if inside in STRUCTURE and not data.strip():
            return
        for index, part in enumerate(HOLE.split(data)):
            if index % 2:
                self._add(self.hole(int(part)))
            else:
                self._add(part if inside == "code" else escaped(SPACE.sub(" ", part)))

    def _add(self, text: str) -> None:
        self.open[-1].parts.append(text)

    def _markdown(self, closed: _Open) -> str:
        tag, text, parent = closed.tag, closed.text(), self.open[-1]
        if tag in AROUND:
            return f"{AROUND[tag]}{text}{AROUND[tag]}"
        if tag == "a":
            return self._link(closed.said, text)
        if tag == "code":
            return _code("".join(closed.parts), parent.tag == "pre")
        if tag == "li":
            return _item(closed, parent)
        if tag in ("td", "th"):
            return f"| {SPACE.sub(' ', text)} "
        if tag == "tr":
            rule = f"{'|---' * closed.children}|\n" if parent.tag == "thead" else ""
            return f"{text} |\n{rule}"
        if tag in HEADINGS:
            return f"\n\n{'#' * (int(tag[1]) + 1)} {text}\n\n"
        if tag == "p":
            return f"\n\n{LIKE_A_BLOCK.sub(DEFUSED, text, count=1)}\n\n"
        if tag == "blockquote":
            return "\n\n" + "\n".join(f"> {line}" for line in _spaced(text).split("\n")) + "\n\n"
        if tag in ("ul", "ol"):
            return f"\n{text}\n" if parent.tag == "li" else f"\n\n{text}\n\n"
        return f"\n\n{text}\n\n" if tag == "table" else "".join(closed.parts)

    def _link(self, said: dict[str, str], text: str) -> str:
        kind, target = said.get("class", ""), said.get("href", "")
        if kind == "footnote-ref":
            return f"[^{target.removeprefix('#')}]"
        return "" if kind == "footnote-backref" else f"[{text}]({self.address(target)})"


def _item(closed: _Open, parent: _Open) -> str:
    name = closed.said.get("id", "")
    if FOOTNOTE.fullmatch(name):
        mark = f"[^{name}]: "
    elif parent.tag == "ol":
        mark = f"{int(parent.said.get('start', '1')) + parent.children - 1}. "
    else:
        mark = "- "
    indent = " " * min(len(mark), 4)
    first, *rest = _spaced(closed.text()).split("\n")
    return "\n".join([f"{mark}{first}", *(f"{indent}{line}".rstrip() for line in rest)]) + "\n"


def _code(text: str, block: bool) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    if block:
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}\n{text.rstrip()}\n{fence}\n\n"
    fence, space = "`" * (longest + 1), " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _spaced(text: str) -> str:
    """No spaces at the ends of lines, and one empty line between blocks."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
