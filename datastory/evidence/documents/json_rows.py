"""`.json`: arrays of objects as tables; the keys of the objects are the names of the columns."""

from __future__ import annotations

import json
from typing import Any

from ...problem import Refused
from .document import Document, Table
from .encoding import decoded

DEEPEST = 20


def read(data: bytes, encoding: str) -> Document | Refused:
    """Numbers keep the digits that they are written with."""
    text = decoded(data, encoding)
    if isinstance(text, Refused):
        return text
    try:
        made = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        return Refused(f"is no JSON (line {error.lineno}: {error.msg}); fetch it again")
    except RecursionError:
        return Refused("is JSON that is nested too deeply")
    tables = tuple(_tables(made, "", 0))
    if not tables:
        return Refused("holds no array of objects, which a table is in JSON")
    return Document("JSON", tables=tables)


def _tables(made: Any, pointer: str, depth: int) -> list[Table]:
    """Every array of objects, by its JSON pointer (RFC 6901)."""
    if depth > DEEPEST:
        return []
    if isinstance(made, dict):
        found = []
        for key, value in made.items():
            step = key.replace("~", "~0").replace("/", "~1")
            found += _tables(value, f"{pointer}/{step}", depth + 1)
        return found
    if isinstance(made, list) and made and all(isinstance(row, dict) for row in made):
        return [_table(made, pointer)]
    return []


def _table(objects: list[dict[str, Any]], pointer: str) -> Table:
    heads = list(dict.fromkeys(key for row in objects for key in row))
    rows = [tuple(_text(row.get(head)) for head in heads) for row in objects]
    return Table(f"at {pointer}" if pointer else "", (tuple(heads), *rows))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return " ".join(value.split())
        case list():
            return ", ".join(map(_text, value))
    return json.dumps(value, ensure_ascii=False)
