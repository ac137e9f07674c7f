"""`.json`: arrays of objects as tables; the keys of the objects are the names of the columns.

A key of an object within an object is named with its own: `{"pay": {"mean": 5}}` is "pay.mean".
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from typing import Any

from ...problem import Refused
from .document import Document, Table
from .encoding import decoded

DEEPEST = 20
LONGEST = 100  # items of an array of arrays in which tables are looked for


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
    if isinstance(made, list) and made and all(isinstance(row, dict) for row in made):
        return [_table(made, pointer)]
    within: Iterable[tuple[object, Any]] = ()
    if isinstance(made, dict):
        within = ((key.replace("~", "~0").replace("/", "~1"), made[key]) for key in made)
    elif isinstance(made, list) and len(made) <= LONGEST:
        within = enumerate(made)
    found = (_tables(value, f"{pointer}/{step}", depth + 1) for step, value in within)
    return list(itertools.chain.from_iterable(found))


def _table(objects: list[dict[str, Any]], pointer: str) -> Table:
    flat = [_flat(row) for row in objects]
    heads = list(dict.fromkeys(key for row in flat for key in row))
    rows = [tuple(_text(row.get(head)) for head in heads) for row in flat]
    return Table(f"at {pointer}" if pointer else "", (tuple(heads), *rows))


def _flat(row: dict[str, Any], above: str = "", depth: int = 0) -> dict[str, Any]:
    """An object without objects in it: `{"pay": {"mean": 5}}` -> `{"pay.mean": 5}`."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict) and value and depth < DEEPEST:
            flat |= _flat(value, f"{above}{key}.", depth + 1)
        else:
            flat[above + key] = value
    return flat


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
