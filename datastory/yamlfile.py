"""YAML with a place at every value, and without YAML's surprises.

Every scalar stays the text the author wrote. What YAML 1.1 would silently turn into something else
(`no`, `1:30`, `012`), keys given twice, anchors, tags and deep nesting are problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from .problem import Location, Problem

MAX_DEPTH = 20
TOO_DEEP = "nested too deeply"

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


@dataclass(frozen=True)
class Scalar:
    """`exact`: the text stands on one line as it is, so that an offset in it is a column."""

    text: str
    where: Location
    exact: bool = True

    def at(self, offset: int) -> Location:
        """The place of the character at `offset`; the start where the lines were folded."""
        if not self.exact:
            return self.where
        return Location(self.where.path, self.where.line, self.where.column + offset)


@dataclass(frozen=True)
class Sequence:
    items: tuple[Node, ...]
    where: Location


@dataclass(frozen=True)
class Mapping:
    """`items` in the order of the file; keys keep their own places."""

    items: dict[str, Node]
    keys: dict[str, Location]
    where: Location


Node = Scalar | Sequence | Mapping


@dataclass
class _Reader:
    path: str
    line: int  # of the file, at which the text begins, less one
    problems: list[Problem] = field(default_factory=list)

    def at(self, mark: yaml.Mark, shift: int = 0) -> Location:
        return Location(self.path, self.line + mark.line + 1, mark.column + 1 + shift)

    def refuse(self, mark: yaml.Mark, message: str, words: str = "") -> None:
        self.problems.append(Problem(self.at(mark), message, words))


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """The one document in `text`, whose first line is `first_line` of the file at `path`.

    `"a: 1"` -> a `Mapping` with the `Scalar` "1". None with its problems where it is no YAML;
    a node and problems where it can be read all the same.
    """
    reader = _Reader(path, first_line - 1)
    lines = text.split("\n")
    try:
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        return _document(events, lines, reader), reader.problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reader.problems.append(_syntax(error, mark, lines, reader))
    except yaml.YAMLError as error:
        where = Location(path, first_line, 1)
        reader.problems.append(Problem(where, f"this cannot be read as YAML: {error}"))
    return None, reader.problems


def _document(
    events: Iterator[yaml.Event], lines: list[str], reader: _Reader
) -> Node | None:
    node: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if node is not None:
                reader.refuse(event.start_mark, "a second document begins here; keep to one")
                break
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, events, lines, reader, 0)
    return node


def _node(
    event: yaml.Event, events: Iterator[yaml.Event], lines: list[str], reader: _Reader, depth: int
) -> Node:
    where = reader.at(event.start_mark)
    _refuse_extras(event, reader)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, lines, reader)
    if isinstance(event, yaml.AliasEvent):
        return Scalar("", where)
    if depth == MAX_DEPTH:
        raise yaml.MarkedYAMLError(
            problem=TOO_DEEP, problem_mark=event.start_mark
        )
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_node(event, events, lines, reader, depth + 1))
        return Sequence(tuple(items), where)
    return _mapping(events, lines, reader, depth, where)


def _mapping(
    events: Iterator[yaml.Event], lines: list[str], reader: _Reader, depth: int, where: Location
) -> Mapping:
    items: dict[str, Node] = {}
    keys: dict[str, Location] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, lines, reader, depth + 1)
        value = _node(next(events), events, lines, reader, depth + 1)
        if not isinstance(key, Scalar):
            reader.problems.append(
                Problem(key.where, "a key must be plain words; put quotes around the whole value")
            )
        elif key.text in items:
            message = f"the key '{key.text}' stands here twice (first in line {keys[key.text].line})"
            reader.problems.append(Problem(key.where, message, key.text))
        else:
            items[key.text], keys[key.text] = value, key.where
    return Mapping(items, keys, where)


def _scalar(event: yaml.ScalarEvent, lines: list[str], reader: _Reader) -> Scalar:
    mark = event.start_mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    quoted = event.style in ("'", '"')
    start = mark.column + quoted
    if not event.style and (surprise := SURPRISES.fullmatch(event.value)):
        read_as = READ_AS[surprise.lastgroup or "yes_no"]
        message = f"YAML reads {event.value} as {read_as}; write it in quotes: \"{event.value}\""
        reader.refuse(mark, message, event.value)
    exact = line.startswith(event.value, start)
    return Scalar(event.value, reader.at(mark, quoted and exact), exact)


def _refuse_extras(event: yaml.Event, reader: _Reader) -> None:
    if isinstance(event, yaml.AliasEvent):
        message = "references with * are not read here; write the value again, or put it in quotes"
        reader.refuse(event.start_mark, message, f"*{event.anchor}")
    elif getattr(event, "anchor", None):
        message = "anchors with & are not read here; put the value in quotes"
        reader.refuse(event.start_mark, message, f"&{event.anchor}")
    elif getattr(event, "tag", None):
        reader.refuse(event.start_mark, "tags with ! are not read here; put the value in quotes")


def _syntax(
    error: yaml.MarkedYAMLError, mark: yaml.Mark | None, lines: list[str], reader: _Reader
) -> Problem:
    if "quoted scalar" in str(error.context):
        mark = error.context_mark  # the quotation mark that was opened, not the end of the file
    if mark is None:
        return Problem(Location(reader.path, reader.line + 1, 1), f"YAML: {error}")
    line = lines[mark.line] if mark.line < len(lines) else ""
    return Problem(reader.at(mark), _advice(error, line))


def _advice(error: yaml.MarkedYAMLError, line: str) -> str:
    """libyaml's own words, in the words of somebody who has to mend the line."""
    problem, context = str(error.problem), str(error.context)
    if problem == TOO_DEEP:
        return f"lists and keys are nested more than {MAX_DEPTH} deep here; nothing needs that"
    if "\t" in line and ("cannot start any token" in problem or "\t" in line[: len(line) // 2]):
        return "a tab stands here; indent with spaces"
    if "quoted scalar" in context:
        return "a quotation mark is opened here and not closed"
    if "mapping values are not allowed" in problem:
        return "a second colon stands in this line; put the value in quotes"
    if line.split(":", 1)[-1].lstrip().startswith(("[", "{")) or "flow" in context:
        return "a value that begins with a bracket must stand in quotes"
    if "could not find expected ':'" in problem:
        return "a key without a colon; is a colon or an indentation missing here or above?"
    if "cannot start any token" in problem or "alphabetic or numeric" in problem:
        return "this character cannot begin a value; put the value in quotes"
    if "block" in context:
        return "this line does not fit the ones above; check its indentation and its quotes"
    return f"this cannot be read as YAML ({problem}); check quotes and indentation"
