"""Drawn charts, kept by everything that they were drawn from; deleting them costs only time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from .. import sealed
from ..model import Chart, Drawing, Fact, Story
from ..rendering.look import Look
from .chart_facts import GEO, seen

HELPER = "content/charts/_"
DRAWN_BY = {"altair": "altair", "vl_convert": "vl_convert_python", "PIL": "pillow"}


def surroundings(files: Mapping[str, bytes], look: Look) -> str:
    """A digest of what all charts share: the engine, its libraries, helpers, maps, the look."""
    common = {path: data for path, data in files.items() if path.startswith((HELPER, GEO))}
    return _digest([_engine(), common, look])


def kept(folder: Path, story: Story, shared: str) -> dict[str, Drawing]:
    """The drawings in `folder` that would come out the same again, by name of chart."""
    found = {}
    for name, chart in story.charts.items():
        if body := sealed.kept(folder / name, shared):
            of, drawing = msgspec.msgpack.decode(body, type=tuple[str, Drawing])
            if of == _drawn_from(chart, drawing.facts, story):
                found[name] = drawing
    return found


def keep(folder: Path, chart: Chart, drawing: Drawing, story: Story, shared: str) -> None:
    """Puts a drawing where `kept` finds it."""
    of = _drawn_from(chart, drawing.facts, story)
    sealed.keep(folder / chart.name, shared, msgspec.msgpack.encode((of, drawing)))


def _drawn_from(chart: Chart, facts: tuple[str, ...], story: Story) -> str:
    words = [prose and prose.text for prose in (chart.title, chart.subtitle, chart.alt, chart.note)]
    site = [story.site.title.text, story.site.names, story.site.opening == chart.name]
    read = [_of(story.facts.get(id), story) for id in facts]
    return _digest([chart.name, chart.code, words, site, read])


def _of(fact: Fact | None, story: Story) -> list[Any] | None:
    if fact is None or fact.quantity is None:
        return None
    source = story.sources.get(fact.source)
    points = story.series[fact.series].points if fact.series else ()
    return [seen(fact, fact.quantity), source and source.publisher, points]


@cache
def _engine() -> list[bytes | str]:
    """This code and the versions of what draws. Asking `importlib.metadata` takes 0.05 s."""
    code: list[bytes | str] = [
        path.read_bytes() for path in sorted(Path(__file__).parent.parent.rglob("*.py"))
    ]
    for module, package in DRAWN_BY.items():
        spec = find_spec(module)
        if spec and spec.origin:
            found = Path(spec.origin).parent.parent.glob(f"{package}-*.dist-info")
            code += sorted(path.name for path in found)
    return code


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(value)).hexdigest()
