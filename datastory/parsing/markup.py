"""Markdown to `Prose`: HTML with holes, and the places of all that checks look at."""

from __future__ import annotations

import functools
import html
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from msgspec import Struct
from msgspec.structs import asdict, replace

from ..lazy_imports import betterem, caret, superfences, tasklist, tilde
from ..model import (
    HOLE,
    HOLE_CLOSE,
    HOLE_OPEN,
    Chapter,
    Chart,
    Fact,
    Notice,
    Prose,
    Run,
    Series,
    Site,
)
from ..problem import Checked, Location, Problem, Refused, collect
from .blocks import Blocks, Line, Piece, read_blocks
from .characters import INVISIBLE, without_invisible
from .code_blocks import as_html, read_info
from .dialects import marks_of_dialects
from .marks import MARK, Places, bare, marked
from .mathematics import figure, to_mathml
from .nodes import Node, Scalar
from .portable_markdown import portable
from .prose_builder import Gathering, serialized
from .spans import FIRST_FORMULA, Lines, Spans, lines_of, spans, without_code, without_comments

FOOTNOTE_ID = re.compile(r"^(#?)(fn|fnref\d*):")
HOLE_TAG = re.compile(r"<hole>(\d+)</hole>")
BRACKET = re.compile(r"[\[\]]")
LONGEST, DEEPEST = 20_000, 20
WORD = re.compile(r"(?<!\w)(?:[-+−–~.$€£¥₩₹]+(?=\d)|\w)|(?<=[^\W\d_])\d")
# Nothing in it can be a mark of Markdown, of mathematics or of a dialect.
PLAIN = re.compile(r"(?:[^\[\]*_`\\<&!\n~^${}=+:%@#|]|&(?!#?\w{1,30};)|!(?!\[)|:(?=\s)|%(?!%))*")
TASK = re.compile(r"\[[ xX]\] ")
FORMULAS = "\ue100-\uf8ff"
FORMULA_TAG = re.compile(f"<math>([{FORMULAS}])</math>")
TOO_DEEP = "lists, quotes or emphasis are nested too deeply here"
TOO_MANY_CELLS = "this row has {} cells, the head of its table {}; the last would be left out"
Worded = TypeVar("Worded", Chapter, Chart, Fact, Notice, Series, Site)


class _References(dict[str, tuple[str, str | None]]):
    """Link definitions, found whatever marks their names carry; and which of them links `used`."""

    used: set[str]

    def __setitem__(self, key: str, value: tuple[str, str | None]) -> None:
        super().__setitem__(bare(key), value)

    def __getitem__(self, key: str) -> tuple[str, str | None]:
        self.used.add(bare(key))
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
        self.gathering.stash = self.md.htmlStash.rawHtmlBlocks
        self.gathering.look(root)
        self.gathering.read(root)
        for element in root.iter():  # footnotes of all chapters share a page
            for name in ("id", "href"):
                if FOOTNOTE_ID.match(value := bare(element.get(name, ""))):
                    element.set(name, FOOTNOTE_ID.sub(rf"\1{self.gathering.prefix}-\2-", value))
            if element.get("class") == "footnote-ref":  # figures' notes have numbers
                element.text = f"[{lettered(int(element.text or 1))}]"
            elif element.get("class") == "footnote":
                for listed in element.findall("ol"):
                    listed.set("type", "a")


def lettered(number: int) -> str:
    """`1` -> `"a"`, `27` -> `"aa"`: as browsers count lists, and spreadsheets their columns."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


class _Tables(TableProcessor):
    """Tells of cells for which the head has no column: they would be left out."""

    gathering: Gathering

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        if len(cells) > len(align):
            self.gathering.refuse(TOO_MANY_CELLS.format(len(cells), len(align)), row)
            row = ""
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Literal(InlineProcessor):
    """What a pattern finds becomes an element, in whose words no mark is read."""

    tag, scheme = "math", ""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        words = m[1].removeprefix(self.scheme)
        element = Element(self.tag, {"href": f"{self.scheme}{words}"} if self.scheme else {})
        element.text = AtomicString(words)
        return element, m.start(), m.end()


class _Mail(_Literal):
    """`<a@b.org>`"""

    tag, scheme = "a", "mailto:"


def read_body(text: str, path: str, prefix: str) -> tuple[Prose, list[Problem]]:
    """The Markdown of a file at `path`, whose front matter was replaced by blank lines.

    `prefix` is put before the ids of footnotes, so that chapters can share a page.
    """
    return collect(_read(text, lambda line, column: Location(path, line + 1, column + 1), prefix))


def read_inline(node: Node | None) -> Checked[Prose]:
    """The Markdown of one value (a title, a caption): links and emphasis but no blocks."""
    if not isinstance(node, Scalar):
        return Prose("", "")
    text = node.text.replace("\n", " ").rstrip()
    if PLAIN.fullmatch(text) and not INVISIBLE.search(text):
        return _plain(text, node)
    return (yield from _read(text, lambda line, column: node.at(column), None))


@functools.lru_cache(maxsize=4096)  # a preview reads hundreds of values that did not change
def _plain(text: str, node: Scalar) -> Prose:
    places = tuple((match.start(), node.at(match.start())) for match in WORD.finditer(text))
    run = Run(text, ((0, node.where), *places))
    made = html.escape(text, quote=False).replace('"', "&quot;")
    return Prose(made, " ".join(text.split()), node.where, (run,), markdown=text)


def _body(text: str, fences: Mapping[str, str]) -> Markdown:
    """The library with the extensions that the text has marks for: some take long to import."""
    # Named by words, they would be looked for among all packages, which takes 0.02 s.
    extensions: list[Any] = [
        TableExtension(),
        SaneListExtension(),
        FootnoteExtension(BACKLINK_TEXT="↩", USE_DEFINITION_ORDER=False),
    ]
    if fences:

        def shown(source: str, language: str, *_: Any, **__: Any) -> str:
            return fences[language] + "".join(MARK.findall(source))

        any_language = {"name": "*", "class": "", "format": shown, "validator": lambda *_: True}
        extensions.append(superfences.SuperFencesCodeExtension(custom_fences=[any_language]))
    if TASK.search(text):
        extensions.append(tasklist.TasklistExtension())
    markdown = Markdown(extensions=[*extensions, *_inline_extensions(text)], output_format="html")
    blocks: Any = markdown.parser.blockprocessors
    blocks.register(_Tables(markdown.parser, {"use_align_attribute": False}), "table", 75)
    return _closed(markdown)


def _inline_extensions(text: str) -> list[Any]:
    extensions: list[Any] = []
    if "*" in text or "_" in text:  # the library's own loses letters of `*a **b** c_d_e **f**`
        extensions.append(betterem.BetterEmExtension())
    if "~" in text:
        extensions.append(tilde.DeleteSubExtension())
    if "^" in text.replace("[^", ""):
        extensions.append(caret.InsertSupExtension(insert=False))
    return extensions


@functools.cache  # making one costs more than reading a title with it
def _inline(marks: str) -> Markdown:
    """A title is never a list or a heading, whatever it begins with."""
    markdown = Markdown(extensions=_inline_extensions(marks), output_format="html")
    blocks: Any = markdown.parser.blockprocessors
    for name in [item.name for item in blocks._priority if item.name != "paragraph"]:
        blocks.deregister(name)
    return _closed(markdown)


def _closed(markdown: Markdown) -> Markdown:
    """Raw HTML is text here; entities are read from the tree, where they cannot act as marks."""
    markdown.preprocessors.deregister("html_block")
    for pattern in ("html", "entity", "automail"):
        markdown.inlinePatterns.deregister(pattern)
    markdown.ESCAPED_CHARS = [*string.punctuation, " "]
    markdown.inlinePatterns.register(_Literal(f"([{FORMULAS}])"), "formula", 189)
    markdown.inlinePatterns.register(_Mail(r"<([^\s<>@]+@[^\s<>@]+)>"), "mail", 120)
    markdown.references = cast(Any, _References())
    markdown.treeprocessors.register(_Bounds(markdown), "bounds", 25)
    markdown.treeprocessors.register(_Catch(markdown), "catch", -1)
    return markdown


class _Source(Struct, frozen=True):
    """A text and what was found in it before the library reads it; `place` as in `marked`."""

    text: str
    lines: Lines
    spans: Spans
    place: Places

    def at(self, offset: int) -> Location:
        return self.place(*self.lines.place(offset))


def _read(text: str, place: Places, prefix: str | None) -> Checked[Prose]:
    """`prefix` is a body's; without one the text is a title, of one line and without blocks."""
    text, problems = collect(without_invisible(text, place))
    lines = lines_of(text)
    source = _Source(text, lines, spans(text, lines), place)
    shown = without_comments(text, source.spans)
    formulas, refused = _formulas(source)
    problems += refused
    blocks = None
    fences: dict[str, str] = {}
    if prefix is None:
        rows: Sequence[Line] = [Line("", Piece(0, 0, shown))]
        markdown = _inline("".join(mark for mark in "*_~^" if mark in shown))
    else:
        try:
            blocks = read_blocks(shown, source.spans.fences)
        except RecursionError:
            yield Problem(place(0, 0), TOO_DEEP)
            return Prose("", "")
        rows = blocks.lines
        fences, titles, refused = _fences(source, blocks)
        problems += refused
        problems += (Problem(place(n, c), why, words) for n, c, why, words in blocks.refused)
        markdown = _body(shown, fences)
    problems += _other_marks(source, blocks)
    words, spots, refused = marked(rows, place)
    problems += refused
    places = [place(*spot) for spot in spots] or [place(0, 0)]
    gathering = Gathering(places, prefix or "", formulas)
    _hand_over(markdown, gathering)
    try:
        converted = markdown.reset().convert(words)
    except RecursionError:
        _inline.cache_clear()  # what was under way is left half done in it
        yield Problem(place(0, 0), TOO_DEEP)
        return Prose("", "")
    problems += gathering.problems
    gathering.seen.update(MARK.findall(converted))  # in blocks of code, which are not in the tree
    if blocks and not refused:
        problems += _unused(blocks, gathering, place)
        told = {problem.where.line for problem in problems}
        names = Counter(note.name for note in blocks.notes)  # of two with one name, one is refused
        told |= {place(note.number, 0).line for note in blocks.notes if names[note.name] > 1}
        problems += gathering.lost(told) if spots else []
        gathering.runs += titles
    yield from problems
    converted = HOLE_TAG.sub(f"{HOLE_OPEN}\\1{HOLE_CLOSE}", MARK.sub("", converted))
    converted = FORMULA_TAG.sub(lambda sign: formulas[ord(sign[1]) - FIRST_FORMULA][1], converted)
    if blocks is None:
        converted = converted.removeprefix("<p>").removesuffix("</p>")
    prose = gathering.prose(serialized(converted), place(0, 0))
    targets = [
        (lines.starts[spots[mark][0]] + spots[mark][1], use, address)
        for mark, use, address in gathering.targets
    ]
    markdown_text = portable(text, lines, source.spans, blocks, targets, prefix or "")
    return replace(prose, markdown=markdown_text, code=tuple(_codes(source, blocks)))


def _hand_over(markdown: Markdown, gathering: Gathering) -> None:
    cast(_References, markdown.references).used = gathering.linked
    for name in ("bounds", "catch"):
        cast(_Bounds | _Catch, markdown.treeprocessors[name]).gathering = gathering
    blocks: Any = markdown.parser.blockprocessors
    if "table" in blocks:
        blocks["table"].gathering = gathering


# What R Markdown, Quarto and Dataview would put in the place of a piece of code: `r nrow(x)`.
RUN_CODE = re.compile(
    r"`+(?:r[ ]+[^`\n]*[(\[$][^`\n]*|\{(?:r|python|julia|ojs)\}[^`]*"
    r"|\$?=[ ]*(?:this|dv)\.[^`]*)`"
)
RUN_HERE = "code is only shown here, not run; write the words themselves; a figure is [](fact:id)"


def _other_marks(source: _Source, blocks: Blocks | None) -> Iterator[Problem]:
    """What is not closed, and what is no mark here."""
    for offset, message, words in source.spans.refused:
        yield Problem(source.at(offset), message, words)
    for start, end in source.spans.codes:
        if found := RUN_CODE.match(source.text[start:end]):
            yield Problem(source.at(start), RUN_HERE, found[0])
    lines = without_code(source.text, source.spans, source.lines).split("\n")
    for number in blocks.code_lines if blocks else ():
        lines[number] = " " * len(lines[number])
    for offset, message, words in marks_of_dialects("\n".join(lines)):
        yield Problem(source.at(offset), message, words)


def _formulas(source: _Source) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Each piece of mathematics as it is written, and as MathML."""
    made: list[tuple[str, str]] = []
    problems = []
    for formula in source.spans.formulas:
        begins = formula.start + (2 if formula.display else 1)
        mathml = to_mathml(formula.latex, formula.display)
        if isinstance(mathml, Refused):
            problems.append(Problem(source.at(begins + mathml.offset), mathml.message))
            mathml = ""
        elif number := figure(mathml):
            digit = re.search(r"\d", formula.latex)
            where = source.at(begins + (digit.start() if digit else 0))
            message = f"'{number}' in mathematics is a figure; write it behind the mathematics "
            link = f"and link it: $n$ = [{number}](fact:id)"
            problems.append(Problem(where, message + link, formula.latex))
        made.append((formula.latex, mathml))
    return made, problems


def _fences(source: _Source, blocks: Blocks) -> tuple[dict[str, str], list[Run], list[Problem]]:
    """The HTML of blocks of code by name; their titles, for checks; what is not known of them."""
    made, titles, problems = {}, [], []
    for fence in source.spans.fences:
        block, refused = read_info(fence)
        for column, why, words in refused:
            problems.append(Problem(source.place(fence.first, column), why, words))
        if block.title:
            where = source.place(fence.first, block.title_at)
            titles.append(Run(block.title, ((0, where),)))
        made[f"b{fence.first}"] = as_html(block, blocks.code.get(fence.first, ""))
    return made, titles, problems


def _unused(blocks: Blocks, gathering: Gathering, place: Places) -> Iterator[Problem]:
    """Footnotes and addresses that stand nowhere, or were written twice: they would vanish."""
    kinds = ((blocks.notes, gathering.noted, "[^{}]", "footnote"),
             (blocks.definitions, gathering.linked, "[{}]", "address"))  # fmt: skip
    for definitions, used, form, what in kinds:
        first: dict[str, int] = {}
        for one in definitions:
            name = form.format(one.name)
            line = first.setdefault(" ".join(one.name.lower().split()), one.number)
            where = place(one.number, one.column)
            if what == "footnote" and re.search(r"\s", one.name):
                message = "a footnote's name has no spaces; write hyphens, as in [^long-name]"
                yield Problem(where, message, name)
            if line != one.number:
                message = f"{name} is defined twice (first in line {place(line, 0).line}); keep one"
                yield Problem(where, message, name)
            elif one.name.lower() not in used:
                message = f"nothing refers to this {what}; write {name} in the text, or delete it"
                yield Problem(where, message, name)


def _codes(source: _Source, blocks: Blocks | None) -> Iterator[Run]:
    """Code as it is shown, with its place."""
    for start, end in source.spans.codes:
        text = source.text[start:end]
        inner = text.strip("`")
        yield Run(inner, ((0, source.at(start + text.index(inner))),))
    lines = source.text.split("\n")
    for fence in source.spans.fences:
        inner = "\n".join(lines[fence.first + 1 : fence.last])
        yield Run(inner, ((0, source.place(fence.first + 1, 0)),))
    fenced = {n for fence in source.spans.fences for n in range(fence.first, fence.last + 1)}
    for number in blocks.code_lines if blocks else ():
        if number not in fenced:
            yield Run(lines[number], ((0, source.place(number, 0)),))


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
