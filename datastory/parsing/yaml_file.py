"""YAML with a place at every value, and without YAML's surprises.

Every scalar stays the text the author wrote. Values that YAML 1.1 would silently turn into
something else (`no`, `1:30`, `012`), keys given twice, anchors, tags and deep nesting are problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from msgspec import Struct

from ..problem import Location, Problem, collect
from .characters import without_invisible
from .nodes import Mapping, Node, Scalar, Sequence
from .yaml_advice import HASH, MAX_DEPTH, NO_BREAK, NO_BREAK_HERE, TOO_DEEP, syntax_problem
from .yaml_offsets import Folded

# Soft hyphens too; where a source breaks its words is no matter of the quotation.
JOINER = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
KEY = re.compile(r"((?:^[ -]*|[{,] *)[\w.-]+:(?= |$))")
COMMENT_OF_WORDS = re.compile(r"\s+#[^\s#]")

SURPRISES = re.compile(
    r"""(?x)
    (?P<yes_no> yes|no|on|off|true|false|y|n )
    | (?P<nothing> ~|null )
    | (?P<base> [-+]?0[0-7_]+ | [-+]?0b[01_]+ | [-+]?0x[0-9a-f_]+ )
    | (?P<sixty> [-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)? )
    | (?P<float> [-+]?\.(inf|nan) )
    """,
    re.IGNORECASE,
)
READ_AS = {
    "yes_no": "a yes or no",
    "nothing": "nothing at all",
    "base": "a number in another base",
    "sixty": "a time in base sixty",
    "float": "a number without a value",
}


Mark = Any  # of the library; its stubs make a riddle of it: `line` and `column`, from 0


class _Reader(Struct):
    path: str
    line: int  # of the file, at which the text begins, less one
    problems: list[Problem] = []
    lines: list[str] = []

    def place(self, line: int, column: int) -> Location:
        return Location(self.path, self.line + line + 1, column + 1)

    def at(self, mark: Mark) -> Location:
        return self.place(mark.line, mark.column)

    def refuse(self, where: Location, message: str, words: str = "") -> None:
        self.problems.append(Problem(where, message, words))

    def without_invisible(self, text: str, place: Callable[[int, int], Location]) -> str:
        text, found = collect(without_invisible(text, place))
        self.problems += found
        return text

    def written(self, start: Mark, end: Mark) -> str:
        lines = self.lines[start.line : end.line + 1]
        if end.line < len(self.lines):
            lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        return "\n".join(lines)


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The one document in `text`, whose first line is `first_line` of the file at `path`.

    `"a: 1"` -> a `Mapping` with the `Scalar` "1". None with its problems where it is no YAML;
    a node and problems where it can be read all the same.
    """
    reader = _Reader(path, first_line - 1)
    text = reader.without_invisible(_plain_quotations(text), reader.place)
    reader.lines = text.split("\n")
    try:
        return _document(yaml.parse(text, Loader=yaml.CSafeLoader), reader), reader.problems
    except yaml.MarkedYAMLError as error:
        reader.problems.append(syntax_problem(error, reader.lines, reader.place))
    return None, reader.problems


def _plain_quotations(text: str) -> str:
    """The text without invisible joiners in values of `quote`, which copied text often holds."""
    if not JOINER.search(text):
        return text
    key, lines = "", []
    for line in text.split("\n"):
        parts = KEY.split(line)  # text, key, text, key, …
        for number, part in enumerate(parts):
            if number % 2:
                key = part.strip(" {,:-")
            elif key == "quote":
                parts[number] = JOINER.sub("", part)
        lines.append("".join(parts))
    return "\n".join(lines)


def _document(events: Iterator[Any], reader: _Reader) -> Node | None:
    node: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if node is not None:
                reader.refuse(
                    reader.at(event.start_mark), "a second document begins here; keep to one"
                )
                break
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, events, reader, 0)
    return node


def _node(event: Any, events: Iterator[Any], reader: _Reader, depth: int) -> Node:
    where = reader.at(event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        message = "references with * are not read here; write the value again, or put it in quotes"
        reader.refuse(where, message, f"*{event.anchor}")
        return Scalar("*", where)
    _refuse_extras(event, where, reader)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, reader)
    if depth == MAX_DEPTH:
        raise yaml.MarkedYAMLError(problem=TOO_DEEP, problem_mark=event.start_mark)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, reader, depth + 1))
            _refuse_surprise(items[-1], event, reader)
        return Sequence(tuple(items), where)
    return _mapping(events, reader, depth, where)


def _mapping(events: Iterator[Any], reader: _Reader, depth: int, where: Location) -> Mapping:
    items: dict[str, Node] = {}
    keys: dict[str, Location] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, reader, depth + 1)
        event = next(events)
        value = _node(event, events, reader, depth + 1)
        _refuse_surprise(value, event, reader)
        if not isinstance(key, Scalar):
            reader.refuse(key.where, "a key must be plain words; put quotes around the whole value")
            continue
        if NO_BREAK.search(key.text):
            reader.refuse(key.where, NO_BREAK_HERE, key.text)
            key = Scalar(NO_BREAK.sub(" ", key.text).strip(), key.where)
        if key.text in items:
            first = keys[key.text].line
            message = f"the key '{key.text}' stands here twice (first in line {first})"
            reader.refuse(key.where, message, key.text)
        else:
            items[key.text], keys[key.text] = value, key.where
    return Mapping(items, keys, where)


def _scalar(event: Any, reader: _Reader) -> Scalar:
    """The text, and how to find its characters in the file."""
    mark, end = event.start_mark, event.end_mark
    line = reader.lines[mark.line] if mark.line < len(reader.lines) else ""
    where = reader.at(mark)
    style = event.style or ""
    rest = reader.lines[end.line][end.column :] if end.line < len(reader.lines) else ""
    if style not in ("|", ">") and COMMENT_OF_WORDS.match(rest):
        reader.refuse(reader.at(end), HASH, rest.strip())
    text = reader.without_invisible(event.value, lambda line, column: where)
    if not style and line.startswith(text, mark.column):
        return Scalar(text, where)
    if style in ("'", '"') and text and line.startswith(text, mark.column + 1):
        return Scalar(text, Location(where.path, where.line, where.column + 1))
    folded = Folded(reader.written(mark, end), style, where)
    return Scalar(text, folded.at(text, 0) if text else where, folded)


def _refuse_surprise(node: Node, event: Any, reader: _Reader) -> None:
    """What is not quoted and would be more than words to other readers of YAML."""
    if not isinstance(event, yaml.ScalarEvent) or event.style:
        return
    if surprise := SURPRISES.fullmatch(event.value):
        read_as = READ_AS[surprise.lastgroup or "yes_no"]
        message = f'YAML reads {event.value} as {read_as}; write it in quotes: "{event.value}"'
        reader.refuse(node.where, message, event.value)


def _refuse_extras(event: Any, where: Location, reader: _Reader) -> None:
    if getattr(event, "anchor", None):
        message = "anchors with & are not read here; put the value in quotes"
        reader.refuse(where, message, f"&{event.anchor}")
    elif getattr(event, "tag", None):
        reader.refuse(where, "tags with ! are not read here; put the value in quotes")
