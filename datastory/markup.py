"""Markdown to `Prose`: HTML with holes, and the places of all that checks look at.

Python-Markdown's tree knows no positions. So every word of the source gets a mark in front, one
character of a private plane whose number is an index of places; the text is converted, and the
marks are read back from the tree. Words, places and bindings thus come from one pass.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from .model import BOUND, CODE, HOLE_CLOSE, HOLE_OPEN, Heading, Link, Prose, Run, Use
from .problem import Location, Problem
from .yamlfile import Node, Scalar

FIRST_MARK, MOST_MARKS = 0xF0000, 0x10FFFE - 0xF0000
MARK = re.compile("[\U000f0000-\U0010ffff]")
AMPERSAND = "\ue004"  # the serializer would keep what looks like an entity; this keeps "&" a "&"
# What may not stand in content: it would be read as our own marks, or not be seen at all.
PRIVATE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff\ufffb\ufffc\U000f0000-\U0010ffff]")

TOKEN = re.compile(
    r"""(?x)
    ^\ {0,12}\d+[.)](?=\s)                  # the number of a list item
    | ^[ >]*(?:`{3,}|~{3,}).*$              # the opening of a fence
    | \[\^[^\]\s]*\]                        # a footnote
    | \{\#[^}]*\}                           # a heading's id
    | <(?:https?://|mailto:)[^<>\s]*>       # an address in angle brackets
    | (?P<entity>&\#?\w{1,30};)
    | (?P<word>(?<!\w)_*[^\W_])
    """
)
FOOTNOTE_ID = re.compile(r"^(#?)(fn|fnref\d*):")
HEADING = re.compile(r"h[1-6]")
HOLE_TAG = re.compile(r"<hole>(\d+)</hole>")
CHART_ALONE = "a chart stands on a line of its own, with an empty line before and after"
HEADING_ID = re.compile(r"\s*\{#([^}]*)\}\s*$")
STASHED = re.compile("\x02[^\x03]*\x03")
PLAIN = re.compile(r"(?:[^\[\]*_`\\<&!\n]|&(?!#?\w{1,30};)|!(?!\[))*")
INLINE = {"a", "em", "strong", "code", "br", "img", "sup", "del", "abbr"}

Places = Callable[[int, int], Location]


class _References(dict[str, tuple[str, str | None]]):
    """Link definitions, found whatever marks their names carry."""

    def __setitem__(self, key: str, value: tuple[str, str | None]) -> None:
        super().__setitem__(_bare(key), value)

    def __getitem__(self, key: str) -> tuple[str, str | None]:
        return super().__getitem__(_bare(key))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and super().__contains__(_bare(key))


class _Catch(Treeprocessor):
    """Hands the finished tree to the reading that is under way."""

    reading: _Reading

    def run(self, root: Element) -> None:
        self.reading.read(root)
        for element in root.iter():  # footnotes of all chapters share a page
            for name in ("id", "href"):
                if FOOTNOTE_ID.match(value := _bare(element.get(name, ""))):
                    element.set(name, FOOTNOTE_ID.sub(rf"\1{self.reading.prefix}-\2-", value))


def read_body(text: str, path: str, prefix: str) -> tuple[Prose, list[Problem]]:
    """The Markdown of a file at `path`, whose front matter was replaced by blank lines.

    `prefix` is put before the ids of footnotes, so that chapters can share a page.
    """
    return _read(text, lambda line, column: Location(path, line + 1, column + 1), _body(), prefix)


def read_inline(node: Node | None, problems: list[Problem]) -> Prose | None:
    """The Markdown of one value (a title, a caption): links and emphasis but no blocks."""
    if not isinstance(node, Scalar):
        return None
    prose, found = _read_scalar(node)
    problems += found
    return prose


def _read_scalar(scalar: Scalar) -> tuple[Prose, list[Problem]]:
    if PLAIN.fullmatch(scalar.text) and not PRIVATE.search(scalar.text):
        places = tuple((m.start(), scalar.at(m.start())) for m in WORD.finditer(scalar.text))
        run = Run(scalar.text, ((0, scalar.where), *places))
        return Prose(html.escape(scalar.text, quote=False), scalar.text, scalar.where, (run,)), []
    offsets = [0]
    for line in scalar.text.split("\n"):
        offsets.append(offsets[-1] + len(line) + 1)
    return _read(
        scalar.text.strip(), lambda line, column: scalar.at(offsets[line] + column), _inline(), ""
    )


WORD = re.compile(r"(?<!\w)\w")


def _body() -> Markdown:
    markdown = Markdown(
        extensions=["tables", "fenced_code", "sane_lists", FootnoteExtension(BACKLINK_TEXT="↩")],
        output_format="html",
    )
    markdown.preprocessors.deregister("html_block")
    return _closed(markdown)


@functools.cache  # making one costs more than reading a title with it
def _inline() -> Markdown:
    """A title is never a list or a heading, whatever it begins with."""
    markdown = Markdown(output_format="html")
    for block in [item.name for item in markdown.parser.blockprocessors._priority]:
        if block != "paragraph":
            markdown.parser.blockprocessors.deregister(block)
    markdown.preprocessors.deregister("html_block")
    return _closed(markdown)


def _closed(markdown: Markdown) -> Markdown:
    """Raw HTML and entities are text here."""
    markdown.inlinePatterns.deregister("html")
    markdown.inlinePatterns.deregister("entity")
    markdown.references = _References()
    markdown.treeprocessors.register(_Catch(markdown), "catch", -1)
    return markdown


def _read(
    text: str, place: Places, markdown: Markdown, prefix: str
) -> tuple[Prose, list[Problem]]:
    places: list[Location] = []
    marked, problems = _marked(text, place, places)
    reading = _Reading(places or [place(0, 0)], prefix)
    catch = markdown.treeprocessors["catch"]
    assert isinstance(catch, _Catch)
    catch.reading = reading
    try:
        converted = markdown.reset().convert(marked)
    except RecursionError:
        problem = Problem(place(0, 0), "lists or quotes are nested too deeply here")
        return Prose("", "", place(0, 0)), [problem]
    converted = HOLE_TAG.sub(f"{HOLE_OPEN}\\1{HOLE_CLOSE}", MARK.sub("", converted))
    if "hashheader" not in markdown.parser.blockprocessors:
        converted = converted.removeprefix("<p>").removesuffix("</p>")
    prose = Prose(
        converted.replace(AMPERSAND, "&amp;"),
        " ".join(filter(None, reading.plain)),
        place(0, 0),
        tuple(reading.runs),
        tuple(reading.uses),
        tuple(reading.headings),
        tuple(reading.links),
    )
    return prose, problems + reading.problems


def _marked(text: str, place: Places, places: list[Location]) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    lines = []
    for number, line in enumerate(text.split("\n")):

        def mark(match: re.Match[str], number: int = number) -> str:
            if match["entity"]:
                return html.unescape(match[0])
            if not match["word"] or len(places) == MOST_MARKS:
                return match[0]
            places.append(place(number, match.start()))
            return chr(FIRST_MARK + len(places) - 1) + match[0]

        for found in PRIVATE.finditer(line):
            message = "an invisible character stands here; delete it and type the words again"
            problems.append(Problem(place(number, found.start()), message))
        lines.append(TOKEN.sub(mark, PRIVATE.sub(" ", line)))
    return "\n".join(lines), problems


def _bare(text: str) -> str:
    return MARK.sub("", text)


@dataclass
class _Reading:
    """One pass over a tree: uses become holes, and what checks look at is collected."""

    places: list[Location]
    prefix: str
    runs: list[Run] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    run: list[str] = field(default_factory=list)  # of the block that is being read, marks included
    words: list[str] = field(default_factory=list)  # the same with the words of uses
    last: Location | None = None

    def read(self, element: Element) -> None:
        """A block, and the blocks in it; its own words are one run."""
        if HEADING.fullmatch(element.tag):
            anchor = self._heading(element)
            self._inside(element)
            element.append(anchor)
            self._end_run()
            return
        if element.tag == "p" and (chart := _lone_chart(element)) is not None:
            self._chart(chart, element)
            return
        self._inside(element)
        self._end_run()

    def _inside(self, element: Element) -> None:
        element.text = self._say(element.text, element.tag)
        for child in list(element):
            if child.tag not in INLINE:
                self._end_run()
                self.read(child)
            elif not _is_footnote(child):
                self._inline(child)
            child.tail = self._say(child.tail)

    def _inline(self, element: Element) -> None:
        target = _bare(element.get("href") or element.get("src") or "")
        match element.tag:
            case "a" if target.startswith(("fact:", "plain:")):
                self._use(element, target)
            case "a" | "img" if target.startswith("chart:"):
                where = self._place(_marked_text(element), element.get("src", ""))
                self.problems.append(Problem(where, CHART_ALONE, target))
            case "a":
                self._link(element, "link", target)
                self._inside(element)
            case "img":
                self._link(element, "image", target)
                self._aside(element.get("alt", ""))
                element.set("alt", _bare(element.get("alt", "")))
            case "code":
                self.run.append(CODE)
                self.words.append(_bare(element.text or ""))
            case "br":
                self._say(" ")
            case _:
                self._inside(element)

    def _use(self, element: Element, target: str) -> None:
        kind, _, name = target.partition(":")
        written = _marked_text(element)
        words = " ".join(_bare(written).split())
        where = self._place(written, element.get("href", ""))
        self.uses.append(Use("fact" if kind == "fact" else "plain", name, words, where))
        self._aside(element.get("title", ""))
        self.run.append(BOUND)
        self.words.append(words or f"{HOLE_OPEN}{len(self.uses) - 1}{HOLE_CLOSE}")
        _make_hole(element, len(self.uses) - 1)

    def _chart(self, image: Element, paragraph: Element) -> None:
        source = image.get("src", "")
        where = self._place(image.get("alt", ""), source)
        name = _bare(source).partition(":")[2]
        self.uses.append(Use("chart", name, _bare(image.get("alt", "")), where))
        if image.get("alt"):
            message = "a chart's words stand in its own .md file; leave the brackets empty"
            self.problems.append(Problem(where, message, _bare(image.get("alt", ""))))
        _make_hole(paragraph, len(self.uses) - 1)

    def _link(self, element: Element, kind: Literal["link", "image"], target: str) -> None:
        written = _marked_text(element) or element.get("alt", "")
        where = self._place(written, element.get("href", "") or element.get("src", ""))
        self.links.append(Link(kind, target, " ".join(_bare(written).split()), where))
        self._aside(element.get("title", ""))
        for name, value in element.items():
            element.set(name, _bare(value).replace("&", AMPERSAND))

    def _heading(self, element: Element) -> Element:
        """Takes the id from the words; gives the hole of the heading's link to itself."""
        level = int(element.tag[1])
        last = element[-1] if len(element) else None
        ending = (last.tail if last is not None else element.text) or ""
        written = HEADING_ID.search(ending)
        if written and last is not None:
            last.tail = ending[: written.start()]
        elif written:
            element.text = ending[: written.start()]
        words = " ".join(_bare(_marked_text(element)).split())
        name = _bare(written[1]) if written else slug(words)
        where = self._place(_marked_text(element))
        self.headings.append(Heading(level, name, words, bool(written), where))
        element.set("id", name)
        self.uses.append(Use("anchor", name, words, where))
        hole = Element("hole")
        hole.text = str(len(self.uses) - 1)
        return hole

    def _place(self, *texts: str) -> Location:
        """Where the first mark says; without any, the place last read."""
        for text in texts:
            if match := MARK.search(text):
                self.last = self.places[ord(match[0]) - FIRST_MARK]
                break
        return self.last or self.places[0]

    def _say(self, text: str | None, tag: str = "") -> str | None:
        """Takes words into the run; gives them back as the serializer may have them."""
        if text is None:
            return None
        if tag in ("code", "pre"):
            self.run.append(CODE)
            return text
        self.run.append(STASHED.sub(CODE, text))
        self.words.append(STASHED.sub("", text))
        return text.replace("&", AMPERSAND)

    def _aside(self, text: str) -> None:
        """An attribute that readers see: a run of its own."""
        if text:
            self.runs.append(self._as_run(text))

    def _end_run(self) -> None:
        text = "".join(self.run)
        if text.strip():
            self.runs.append(self._as_run(text))
        self.plain.append(" ".join(_bare("".join(self.words)).split()))
        self.run, self.words = [], []

    def _as_run(self, marked: str) -> Run:
        """Marks become places at the offsets that the words have without them."""
        found = list(MARK.finditer(marked))
        places = tuple(
            (match.start() - before, self.places[ord(match[0]) - FIRST_MARK])
            for before, match in enumerate(found)
        )
        return Run(_bare(marked), places or ((0, self.last or self.places[0]),))


def slug(words: str) -> str:
    """`"What Shenzhen spends"` -> `"what-shenzhen-spends"`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _marked_text(element: Element) -> str:
    return "".join(element.itertext())


def _lone_chart(paragraph: Element) -> Element | None:
    if len(paragraph) != 1 or _bare(paragraph.text or "").strip():
        return None
    image = paragraph[0]
    alone = image.tag == "img" and not _bare(image.tail or "").strip()
    return image if alone and _bare(image.get("src", "")).startswith("chart:") else None


def _make_hole(element: Element, index: int) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "hole", str(index), tail


def _is_footnote(element: Element) -> bool:
    """The extension's own numbers and arrows."""
    return element.get("id", "").startswith("fnref") or "footnote" in element.get("class", "")
