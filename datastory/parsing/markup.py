"""Markdown to `Prose`: HTML with holes, and the places of all that checks look at."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from msgspec.structs import asdict, replace

from ..model import HOLE, HOLE_CLOSE, HOLE_OPEN, Chapter, Chart, Fact, Prose, Run, Series, Site
from ..problem import Location, Problem
from .characters import INVISIBLE
from .gathering import Gathering, serialized
from .marks import MARK, Places, bare, marked
from .nodes import Node, Scalar

FOOTNOTE_ID = re.compile(r"^(#?)(fn|fnref\d*):")
HOLE_TAG = re.compile(r"<hole>(\d+)</hole>")
BRACKET = re.compile(r"[\[\]]")
LONGEST, DEEPEST = 20_000, 20
WORD = re.compile(r"(?<!\w)(?:[-+−–~.$€£¥₩₹]+(?=\d)|\w)|(?<=[^\W\d_])\d")
PLAIN = re.compile(r"(?:[^\[\]*_`\\<&!\n]|&(?!#?\w{1,30};)|!(?!\[))*")
Worded = TypeVar("Worded", Chapter, Chart, Fact, Series, Site)


class _References(dict[str, tuple[str, str | None]]):
    """Link definitions, found whatever marks their names carry."""

    def __setitem__(self, key: str, value: tuple[str, str | None]) -> None:
        super().__setitem__(bare(key), value)

    def __getitem__(self, key: str) -> tuple[str, str | None]:
        return super().__getitem__(bare(key))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and super().__contains__(bare(key))


class _Bounds(Treeprocessor):
    """Takes out the paragraphs that would cost the library more time than a story has."""

    gathering: Gathering

    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text or ""
            refused = _refused(text) if element.tag != "code" else ""
            if refused:
                self.gathering.refuse(refused, text)
                element.text = ""


class _Catch(Treeprocessor):
    """Hands the finished tree to the gathering that is under way."""

    gathering: Gathering

    def run(self, root: Element) -> None:
        self.gathering.read(root)
        for element in root.iter():  # footnotes of all chapters share a page
            for name in ("id", "href"):
                if FOOTNOTE_ID.match(value := bare(element.get(name, ""))):
                    element.set(name, FOOTNOTE_ID.sub(rf"\1{self.gathering.prefix}-\2-", value))


def read_body(text: str, path: str, prefix: str) -> tuple[Prose, list[Problem]]:
    """The Markdown of a file at `path`, whose front matter was replaced by blank lines.

    `prefix` is put before the ids of footnotes, so that chapters can share a page.
    """
    return _read(text, lambda line, column: Location(path, line + 1, column + 1), _body(), prefix)


def read_inline(node: Node | None, problems: list[Problem]) -> Prose:
    """The Markdown of one value (a title, a caption): links and emphasis but no blocks."""
    if not isinstance(node, Scalar):
        return Prose("", "")
    text = node.text.replace("\n", " ").rstrip()
    if PLAIN.fullmatch(text) and not INVISIBLE.search(text):
        places = tuple((match.start(), node.at(match.start())) for match in WORD.finditer(text))
        run = Run(text, ((0, node.where), *places))
        words = " ".join(text.split())
        return Prose(
            html.escape(text, quote=False).replace('"', "&quot;"), words, node.where, (run,)
        )
    prose, found = _read(text, lambda line, column: node.at(column), _inline(), "")
    problems += found
    return prose


def _body() -> Markdown:
    markdown = Markdown(
        # Named by words, they would be looked for among all packages, which takes 0.02 s.
        extensions=[
            TableExtension(),
            FencedCodeExtension(),
            SaneListExtension(),
            FootnoteExtension(BACKLINK_TEXT="↩"),
        ],
        output_format="html",
    )
    return _closed(markdown)


@functools.cache  # making one costs more than reading a title with it
def _inline() -> Markdown:
    """A title is never a list or a heading, whatever it begins with."""
    markdown = Markdown(output_format="html")
    blocks: Any = markdown.parser.blockprocessors
    for name in [item.name for item in blocks._priority if item.name != "paragraph"]:
        blocks.deregister(name)
    return _closed(markdown)


def _closed(markdown: Markdown) -> Markdown:
    """Raw HTML is text here; entities are read from the tree, where they cannot act as marks."""
    markdown.preprocessors.deregister("html_block")
    for pattern in ("html", "entity", "automail"):
        markdown.inlinePatterns.deregister(pattern)
    markdown.references = cast(Any, _References())
    markdown.treeprocessors.register(_Bounds(markdown), "bounds", 25)
    markdown.treeprocessors.register(_Catch(markdown), "catch", -1)
    return markdown


def _read(text: str, place: Places, markdown: Markdown, prefix: str) -> tuple[Prose, list[Problem]]:
    problems: list[Problem] = []
    source, places = marked(text, place, problems)
    gathering = Gathering(places or [place(0, 0)], prefix)
    for name in ("bounds", "catch"):
        cast(_Bounds | _Catch, markdown.treeprocessors[name]).gathering = gathering
    try:
        converted = markdown.reset().convert(source)
    except RecursionError:
        _inline.cache_clear()  # what was under way is left half done in it
        problem = Problem(place(0, 0), "lists, quotes or emphasis are nested too deeply here")
        return Prose("", ""), [problem]
    converted = HOLE_TAG.sub(f"{HOLE_OPEN}\\1{HOLE_CLOSE}", MARK.sub("", converted))
    if "hashheader" not in markdown.parser.blockprocessors:
        converted = converted.removeprefix("<p>").removesuffix("</p>")
    return gathering.prose(serialized(converted), place(0, 0)), (problems + gathering.problems)


def _refused(text: str) -> str:
    """Why a paragraph is not read: the library's time grows with the square of these."""
    if len(bare(text)) > LONGEST:
        return f"a paragraph has at most {LONGEST:,} characters; split it"
    depth = deepest = 0
    for bracket in BRACKET.findall(text):
        depth = max(depth + (1 if bracket == "[" else -1), 0)
        deepest = max(deepest, depth)
    if deepest > DEEPEST or text.count("](") - text.count(")") > DEEPEST:
        return "brackets are opened here and not closed"
    return ""


def worded(thing: Worded, facts: Mapping[str, Fact]) -> Worded:
    """`[](fact:id)` says the fact's own form, now that facts are known."""
    proses = {key: value for key, value in asdict(thing).items() if isinstance(value, Prose)}
    said: dict[str, Any] = {key: _said(prose, facts) for key, prose in proses.items()}
    return replace(thing, **said)


def _said(prose: Prose, facts: Mapping[str, Fact]) -> Prose:
    if all(use.words or use.kind != "fact" for use in prose.uses):
        return prose
    uses = tuple(
        replace(use, words=facts[use.target].text)
        if use.kind == "fact" and not use.words and use.target in facts
        else use
        for use in prose.uses
    )
    text = HOLE.sub(lambda hole: uses[int(hole[1])].words, prose.text)
    return replace(prose, uses=uses, text=text)
