"""An article as chapters: Markdown, HTML or a Word document, split at its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from ..evidence.documents import docx, html, visibility
from ..evidence.documents.encoding import decoded
from ..lazy_imports import markdownify
from ..problem import Refused

ENDINGS = ("md", "html", "htm", "docx")
# What of a page is no part of its article.
APART = (
    "script, style, template, noscript, nav, footer, aside, form, button, iframe, object, svg, img,"
    " picture, video, audio, figure > img, head"
)
FENCE = re.compile(r"\s{0,3}(```|~~~)")
HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
FRONT = re.compile(r"---[ \t]*\n(?P<head>.*?)\n---[ \t]*\n", re.S)
TITLE = re.compile(r"^title:[ \t]*(?P<title>.+?)[ \t]*$", re.M)
ID = re.compile(r"\s*\{#[^}]*\}")
MARKS = re.compile(r"[*_`\[\]]|\]\([^)]*\)")


class Section(Struct, frozen=True):
    """A chapter: its title and its Markdown, in which headings begin with '##'."""

    title: str
    body: str


class Article(Struct, frozen=True):
    """`pictures` are how many were left out, as a story keeps its own in content/."""

    title: str
    sections: tuple[Section, ...]
    pictures: int


def read_article(data: bytes, ending: str) -> Article | Refused:
    """An article of one of `ENDINGS`; or why it is none, in words that continue its name."""
    if ending == "md":
        text = decoded(data, "")
    elif ending == "docx":
        made = docx.as_html(data)
        text = made if isinstance(made, Refused) else _markdown(made)
    elif ending in ENDINGS:
        page = html.markup(data, "")
        text = page if isinstance(page, Refused) else _markdown(page)
    else:
        return Refused("is no article; name a .md, a .html or a .docx")
    if isinstance(text, Refused):
        return text
    if not text.strip():
        return Refused("holds no text")
    return _article(text)


def _markdown(page: str) -> str:
    """The article of a page as Markdown: what a reader sees of it, without what stands around."""
    tree = LexborHTMLParser(page)
    title = tree.css_first("title")
    named = " ".join((title.text() if title else "").split())
    unseen = visibility.hidden(tree)
    for node in [*tree.css(APART), *(one for one in tree.css("*") if one.mem_id in unseen)]:
        node.decompose()
    body = tree.css_first("article") or tree.css_first("main") or tree.body
    text: str = markdownify.markdownify(
        (body.html or "") if body else "",
        heading_style=markdownify.ATX,
        bullets="-",
        table_infer_header=True,
    )
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return text if re.search(r"^# ", text, re.M) or not named else f"# {named}\n\n{text}"


def _article(text: str) -> Article:
    front = FRONT.match(text)
    named = TITLE.search(front["head"]) if front else None
    title = named["title"].strip("'\"") if named else ""
    lines = _atx(text[front.end() if front else 0 :].split("\n"))
    pictures = sum(len(PICTURE.findall(line)) for line in lines)
    lines = [PICTURE.sub("", line) for line in lines]
    levels = [len(found[1]) for _, found in _headings(lines)]
    if levels and levels.count(min(levels)) == 1 and levels[0] == min(levels):
        at, found = next(_headings(lines))  # one heading above all others is the title
        first = not any(line.strip() for line in lines[:at])
        if first and (not title or len(found[1]) == 1):
            title, lines, levels = title or _plain(found[2]), lines[at + 1 :], levels[1:]
    top = min(levels, default=0)
    return Article(title, tuple(_sections(lines, top, title)), pictures)


def _atx(lines: list[str]) -> list[str]:
    """Headings that are underlined, as the others are written."""
    made: list[str] = []
    code = False
    for line in lines:
        code = code != bool(FENCE.match(line))
        under = UNDERLINE.match(line)
        before = made[-1].strip() if made else ""
        if under and not code and before and not re.match(r"[#>|\-*]", before):
            made[-1] = f"{'#' if under[1][0] == '=' else '##'} {before}"
        else:
            made.append(line)
    return made


def _headings(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    code = False
    for n, line in enumerate(lines):
        code = code != bool(FENCE.match(line))
        if not code and (found := HEADING.match(line)):
            yield n, found


def _sections(lines: list[str], top: int, title: str) -> Iterator[Section]:
    """The parts between headings of the top level, and what stands before the first of them."""
    headings = list(_headings(lines))
    starts = [(n, found) for n, found in headings if len(found[1]) == top]
    first = starts[0][0] if starts else len(lines)
    shifted = list(lines)
    for n, found in headings:
        level = max(len(found[1]) - top + 1, 2)
        shifted[n] = f"{'#' * level} {found[2]}"
    lead = "\n".join(shifted[:first]).strip()
    if lead:
        yield Section(title or "The story", lead)
    ends = [*(n for n, _ in starts[1:]), len(lines)]
    for (n, found), end in zip(starts, ends, strict=False):
        yield Section(_plain(found[2]), "\n".join(shifted[n + 1 : end]).strip())


def _plain(words: str) -> str:
    return " ".join(MARKS.sub("", ID.sub("", words)).split())
