"""Edits of data.yaml by spans of its text: what an edit does not name stays as it was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..parsing.yaml_file import SURPRISES
from ..problem import Refused

# Plain words in a file in which each value is read as it is written: no sign in them acts.
BARE = re.compile(r"[A-Za-z0-9][^:#\n]*")
INDENT = 2  # of keys below a key that has none yet


def with_keys(text: str, path: Sequence[str], values: Mapping[str, str]) -> str | Refused:
    """The text with plain values at the keys of the mapping that `path` leads to.

    A value that stands there already is replaced in its place; others come behind the last key.
    `("a:\\n  b: 1  # one\\n", ["a"], {"c": "2"})` -> `"a:\\n  b: 1  # one\\n  c: 2\\n"`.
    """
    for key, value in values.items():
        found = _node_at(text, path)
        if not isinstance(found, MappingNode):
            return Refused(
                f"'{' / '.join(path)}' has no keys below it; write '{key}' there by hand"
            )
        old = _entry(found, key)
        text = _replaced(text, old, value) if old else _added(text, found, f"{key}: {value}")
    return text


def with_entries(text: str, key: str, lines: Sequence[str]) -> str | Refused:
    """The text with lines of YAML behind the last entry below a top-level key.

    The lines are indented from 0 on; the key is added where it is not there yet.
    """
    found = _node_at(text, (key,))
    if found is None:
        gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}{key}:\n{_block(lines, INDENT)}"
    empty = isinstance(found, ScalarNode) and not found.value
    if not empty and (not isinstance(found, MappingNode) or found.flow_style):
        return Refused(f"'{key}:' holds its entries in one line; write each in a line of its own")
    if empty or not isinstance(found, MappingNode) or not found.value:
        return _after_line(text, found.start_mark.line, _block(lines, INDENT))
    column = found.value[0][0].start_mark.column
    return _after_line(text, _last_line(text, found), f"\n{_block(lines, column)}")


def quoted(words: str) -> str:
    """Words as a YAML scalar in one line: plain where that is safe, else in double quotes."""
    words = " ".join(words.split())
    return words if _reads_as_typed(words) else in_quotes(words)


def in_quotes(words: str) -> str:
    """Words as a YAML scalar in double quotes, whose escapes are those of JSON."""
    return json.dumps(words, ensure_ascii=False)


def _reads_as_typed(words: str) -> bool:
    """Whether a scalar without quotes is read as these words, and as words."""
    if SURPRISES.fullmatch(words) or "#" in words or words.startswith(("&", "*", "!", "[", "{")):
        return False
    try:
        node = yaml.compose(f"k: {words}\n", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return False
    value = node.value[0][1] if isinstance(node, MappingNode) else None
    if not isinstance(value, ScalarNode) or value.style:
        return False
    return bool(value.value == words and value.tag == "tag:yaml.org,2002:str")


def _node_at(text: str, path: Sequence[str]) -> Node | None:
    node: Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for key in path:
        node = _entry(node, key) if isinstance(node, MappingNode) else None
    return node


def _entry(mapping: MappingNode, key: str) -> Node | None:
    return next((value for name, value in mapping.value if name.value == key), None)


def _replaced(text: str, node: Node, value: str) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    if not node.value:  # a key without a value
        return f"{text[:start]} {value}{text[start:]}"
    kept = text[start:end]
    ending = kept[len(kept.rstrip()) :]  # a block of text ends at the next key
    return f"{text[:start]}{value}{ending}{text[end:]}"


def _added(text: str, mapping: MappingNode, line: str) -> str:
    if mapping.flow_style:
        last = mapping.value[-1][1].end_mark.index if mapping.value else None
        end = last or mapping.end_mark.index - 1
        return f"{text[:end]}{', ' if last else ''}{line}{text[end:]}"
    column = mapping.value[0][0].start_mark.column
    return _after_line(text, _last_line(text, mapping), _block([line], column))


def _last_line(text: str, node: Node) -> int:
    """The last line of the file, from 0, that holds something of a node."""
    lines = text.split("\n")
    while isinstance(node.value, list) and node.value and not getattr(node, "flow_style", False):
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    line = node.end_mark.line
    if node.end_mark.column == 0 and line > node.start_mark.line:
        line -= 1  # a block of text ends where the next line begins
        # Lines that are empty or begin with a comment stand behind it.
        while line > node.start_mark.line and not re.match(" +[^ ]", lines[line]):
            line -= 1
    return int(line)


def _block(lines: Sequence[str], column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in lines)


def _after_line(text: str, line: int, block: str) -> str:
    lines = text.split("\n")
    if line + 1 >= len(lines):  # the file does not end in a line end
        return f"{text}\n{block}"
    return "\n".join([*lines[: line + 1], block.removesuffix("\n"), *lines[line + 1 :]])


def with_item(text: str, path: Sequence[str], key: str, item: str) -> str | Refused:
    """The text with one more item, in one line of YAML, in the list at a key of a mapping.

    `("a: {b: 1}\\n", ["a"], "c", "{d: 2}")` -> `"a: {b: 1, c: [{d: 2}]}\\n"`.
    """
    mapping = _node_at(text, path)
    listed = _entry(mapping, key) if isinstance(mapping, MappingNode) else None
    if listed is None:
        return with_keys(text, path, {key: f"[{item}]"})
    if not isinstance(listed, SequenceNode):
        return Refused(f"'{key}' of '{' / '.join(path)}' is no list; add by hand: {item}")
    if listed.flow_style:
        end = listed.end_mark.index - 1
        between = ", " if listed.value else ""
        return f"{text[:end].rstrip()}{between}{item}{text[end:]}"
    column = listed.start_mark.column
    return _after_line(text, _last_line(text, listed), _block([f"- {item}"], column))


def in_style(text: str, path: Sequence[str], words: str) -> str:
    """Words as a scalar that may stand in the mapping at a path, in braces or not."""
    node = _node_at(text, path)
    if isinstance(node, MappingNode) and node.flow_style:
        return in_braces(words)
    return words if BARE.fullmatch(words) and not SURPRISES.fullmatch(words) else quoted(words)


def in_braces(words: str) -> str:
    """Words as a scalar that may stand in braces or brackets: in quotes where a sign acts there."""
    bare = BARE.fullmatch(words) and not re.search(r"[,\[\]{}]", words)
    plain = bare and not SURPRISES.fullmatch(words)
    return words if plain else in_quotes(words)
