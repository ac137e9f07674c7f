"""How every chart looks: one theme and one palette, from templates/."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .problem import Location, Problem

THEME, PALETTE = "templates/chart-theme.json", "templates/palette.json"
MEASURED, EMBEDDED = "templates/fonts/", "templates/static/fonts/"


@dataclass(frozen=True)
class Look:
    """`theme` has a Vega-Lite config for "wide" and "narrow"; `colours` are the light palette.

    `faces` are the TTF files that text is measured with, `embedded` the same as WOFF2, by name.
    """

    theme: dict[str, dict[str, Any]]
    colours: dict[str, str]
    faces: dict[str, bytes]
    embedded: dict[str, bytes]


def read_look(tree: Mapping[str, bytes]) -> tuple[Look, list[Problem]]:
    """`{"templates/chart-theme.json": b"…", …}` -> how charts look, and what is wrong with that."""
    problems: list[Problem] = []
    theme, palette = _read(tree, THEME, problems), _read(tree, PALETTE, problems)
    shared = theme.get("both", {})
    look = Look(
        theme={name: merged(shared, theme.get(name, {})) for name in ("wide", "narrow")},
        colours=palette.get("light", {}),
        faces=_files(tree, MEASURED, ".ttf"),
        embedded=_files(tree, EMBEDDED, ".woff2"),
    )
    return look, problems


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`({"a": {"b": 1}}, {"a": {"c": 2}})` -> `{"a": {"b": 1, "c": 2}}`; `over` wins."""
    out = dict(under)
    for key, value in over.items():
        old = out.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        out[key] = merged(old, value) if both else value  # type: ignore[arg-type]
    return out


def _read(tree: Mapping[str, bytes], path: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        read = json.loads(tree[path])
        if isinstance(read, dict):
            return read
        problems.append(Problem(Location(path), "this file must hold a JSON object"))
    except KeyError:
        problems.append(Problem(Location(path), "this file is missing; charts are drawn with it"))
    except json.JSONDecodeError as error:
        where = Location(path, error.lineno, error.colno)
        problems.append(Problem(where, f"this is not JSON: {error.msg}"))
    except UnicodeDecodeError:
        problems.append(Problem(Location(path), "this file is not in UTF-8"))
    return {}


def _files(tree: Mapping[str, bytes], folder: str, suffix: str) -> dict[str, bytes]:
    return {
        path.removeprefix(folder): data
        for path, data in sorted(tree.items())
        if path.startswith(folder) and path.endswith(suffix)
    }
