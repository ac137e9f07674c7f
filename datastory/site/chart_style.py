"""How every chart looks: one theme and one palette, from templates/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from msgspec import Struct

from ..problem import Checked, Location, Problem, collect

THEME, PALETTE = "templates/chart-theme.json", "templates/palette.json"
VARIANTS, MODES = ("both", "wide", "narrow"), ("light", "dark")
HEX, ON_CARDS = re.compile("#[0-9a-fA-F]{6}"), ("paper", "ink", "ink2")
VIEW_BOX = re.compile(r'<svg [^>]*viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
COPY = "copy it from the templates/ that came with the generator"
MEASURED, EMBEDDED = "templates/fonts/", "templates/static/fonts/"


class ChartStyle(Struct, frozen=True):
    """`theme` has a Vega-Lite config for "wide" and "narrow"; `colours` are the light palette.

    `font` is what words in charts are set in, as it stands in an attribute: "Story Sans, serif".
    `faces` are the TTF files that text is measured with, `embedded` the same as WOFF2, by name.
    """

    theme: dict[str, dict[str, Any]]
    font: str
    colours: dict[str, str]
    faces: dict[str, bytes]
    embedded: dict[str, bytes]


def load_style(tree: Mapping[str, bytes]) -> tuple[ChartStyle, list[Problem]]:
    """`{"templates/chart-theme.json": b"…", …}` -> how charts look, and what is wrong with that."""
    return collect(_style(tree))


def _style(tree: Mapping[str, bytes]) -> Checked[ChartStyle]:
    both, wide, narrow = yield from _parts(tree, THEME, VARIANTS)
    light, _ = yield from _parts(tree, PALETTE, MODES)
    yield from _colourless(light)
    return ChartStyle(
        theme={"wide": merged(both, wide), "narrow": merged(both, narrow)},
        font=escape(str(both.get("font", ""))),
        colours=light,
        faces=measured(tree),
        embedded=_files(tree, EMBEDDED, ".woff2"),
    )


def _colourless(light: Mapping[str, Any]) -> Iterator[Problem]:
    for name, colour in light.items():
        if not (isinstance(colour, str) and HEX.fullmatch(colour)):
            yield Problem(Location(PALETTE), f"light: '{name}' must be a colour: #c2360f")
    for name in ON_CARDS:
        if light and name not in light:
            message = f"light: the colour '{name}' is missing; share images are drawn with it"
            yield Problem(Location(PALETTE), message)


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`({"a": {"b": 1}}, {"a": {"c": 2}})` -> `{"a": {"b": 1, "c": 2}}`; `over` wins."""
    out = dict(under)
    for key, value in over.items():
        old = out.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        out[key] = merged(old, value) if both else value  # type: ignore[arg-type]
    return out


def size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in its own units."""
    box = VIEW_BOX.search(svg)
    return (max(float(box[1]), 1), max(float(box[2]), 1)) if box else (1, 1)


def height(svg: str, width: int) -> int:
    """Pixels, of a picture of a drawing that is `width` pixels wide."""
    return round(size(svg)[1] * width / size(svg)[0])


def _read(tree: Mapping[str, bytes], path: str) -> Checked[dict[str, Any]]:
    try:
        read = json.loads(tree[path])
        if isinstance(read, dict):
            return read
        yield Problem(Location(path), "this file must hold a JSON object")
    except KeyError:
        yield Problem(Location(path), "this file is missing; charts are drawn with it")
    except json.JSONDecodeError as error:
        where = Location(path, error.lineno, error.colno)
        yield Problem(where, f"this is not JSON: {error.msg}")
    except UnicodeDecodeError:
        yield Problem(Location(path), "this file is not in UTF-8")
    except RecursionError:
        yield Problem(Location(path), "this JSON is nested too deeply; make it flatter")
    return {}


def _parts(
    tree: Mapping[str, bytes], path: str, names: Sequence[str]
) -> Checked[list[dict[str, Any]]]:
    """The objects of these names in a JSON file, empty where they are missing."""
    whole, parts = (yield from _read(tree, path)), []
    for name in names:
        part = whole.get(name, {})
        if not isinstance(part, dict):
            yield Problem(Location(path), f'"{name}" must be an object: {{"name": …}}')
        parts.append(part if isinstance(part, dict) else {})
    return parts


def measured(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The faces of all stories, by their names: `{"story-sans-400.ttf": b"…", …}`."""
    return _files(tree, MEASURED, ".ttf")


def with_faces_of(languages: Iterable[str], tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a story, with the faces that some of its languages need beside the others.

    `templates/fonts/zh/story-han-wider-400.ttf` is then in `templates/fonts/` itself. All editions
    of a story are drawn with the same faces, which are read once.
    """
    own = {
        name: data
        for language in languages
        for name, data in _files(tree, f"{MEASURED}{language}/", ".ttf").items()
    }
    return {**tree, **{f"{MEASURED}{name}": data for name, data in own.items()}}


def _files(tree: Mapping[str, bytes], folder: str, suffix: str) -> dict[str, bytes]:
    return {
        path.removeprefix(folder): data
        for path, data in sorted(tree.items())
        if path.startswith(folder) and path.endswith(suffix) and "/" not in path[len(folder) :]
    }
