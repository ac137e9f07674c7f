"""A text's Markdown as other readers of it may have it: for the story's twin, index.md.

As typed, but: comments are gone, headings go down a level (a chapter's title is the second), names
of footnotes are the chapter's own, and links have holes that the twin fills with addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model import ADDRESS_CLOSE, ADDRESS_OPEN, HOLE_CLOSE, HOLE_OPEN
from .blocks import Blocks
from .spans import Lines, Spans, without_code

Edit = tuple[int, int, str]  # from, to, and what stands there instead
NOTE = re.compile(r"\[\^(?=[^\[\]]+\])")
ID = re.compile(r"[ \t]*\{#[^}\n]*\}")
LIKE_A_TAG = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])(?!(?:https?://|[^\s<>@]+@)[^\s<>]*>)")
ADDRESS = re.compile(r"[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*")


def portable(
    text: str,
    lines: Lines,
    found: Spans,
    blocks: Blocks | None,
    targets: Sequence[tuple[int, int, str]],
    prefix: str,
) -> str:
    """`targets` are links: the offset of a word of the address, the index of a use or -1, and the
    address."""
    prose = without_code(text, found, lines)
    edits = [
        *_comments(text, found),
        *(_link(text, *target) for target in targets),
        *_headings(prose, lines, blocks),
        *((note.end(), note.end(), f"{prefix}-") for note in NOTE.finditer(prose) if prefix),
        *((sign.start(), sign.start(), "\\") for sign in LIKE_A_TAG.finditer(prose)),
    ]
    parts: list[str] = []
    at = 0
    for start, end, instead in sorted(edits):
        if start >= at:
            parts += (text[at:start], instead)
            at = end
    return "".join([*parts, text[at:]]).strip("\n")


def _comments(text: str, found: Spans) -> Iterator[Edit]:
    for start, end in found.comments:
        line = text.rfind("\n", 0, start) + 1
        stop = _line_end(text, end)
        alone = not text[line:start].strip() and not text[end:stop].strip()
        yield (line, min(stop + 1, len(text)), "") if alone else (start, end, "")


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return end if end >= 0 else len(text)


def _link(text: str, offset: int, use: int, address: str) -> Edit:
    start = offset
    while start and text[start - 1] not in "(<>\n \t":
        start -= 1
    before = text[:start].rstrip(" \t<\n")
    hole = f"{HOLE_OPEN}{use}{HOLE_CLOSE}"
    if use >= 0 and before.endswith("]("):
        opening = _opening(text, len(before) - 2)
        closing = text.find(")", offset)
        return opening, closing + 1, hole
    ends = ADDRESS.match(text, start)
    return start, ends.end() if ends else start, f"{ADDRESS_OPEN}{address}{ADDRESS_CLOSE}"


def _opening(text: str, closing: int) -> int:
    """The offset of the bracket that the one at `closing` closes, and of a "!" before it."""
    depth, at = 0, closing
    while at >= 0:
        escaped = text[at - 1 : at] == "\\"
        depth += (text[at] == "]" and not escaped) - (text[at] == "[" and not escaped)
        if depth == 0:
            break
        at -= 1
    at = max(at, 0)
    return at - 1 if at and text[at - 1] == "!" and text[at + 1] == "]" else at


def _headings(prose: str, lines: Lines, blocks: Blocks | None) -> Iterator[Edit]:
    for heading in blocks.headings if blocks else ():
        start = lines.starts[heading.number] + heading.column
        end = _line_end(prose, start)
        if heading.underline is None:
            yield start, start, "#"
        else:
            yield start, start, "#" * (heading.level + 1) + " "
            under = lines.starts[heading.underline]
            if signs := re.search(r"[=-]+[ \t]*$", prose[under : _line_end(prose, under)]):
                yield under + signs.start(), under + signs.end(), ""
        for id in ID.finditer(prose, start, end):
            yield id.start(), id.end(), ""
