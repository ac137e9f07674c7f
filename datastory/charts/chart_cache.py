"""Drawn charts, kept by everything that they were drawn from; deleting them costs only time."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from ..model import Chart, Drawing, Fact, Story
from ..rendering.look import Look
from .chart_facts import GEO

HELPER = "content/charts/_"
SEAL = 32  # bytes before a kept drawing that hash it with what it was drawn from
DRAWN_BY = {"altair": "altair", "vl_convert": "vl_convert_python", "PIL": "pillow"}


def surroundings(files: Mapping[str, bytes], look: Look) -> bytes:
    """A digest of what all charts share: the engine, its libraries, helpers, maps, the look."""
    common = {path: data for path, data in files.items() if path.startswith((HELPER, GEO))}
    return _digest([_engine(), common, look])


def kept(folder: Path, story: Story, shared: bytes) -> dict[str, Drawing]:
    """The drawings in `folder` that would come out the same again, by name of chart.

    A file that is missing, cut short or changed is as good as none.
    """
    found = {}
    for name, chart in story.charts.items():
        with contextlib.suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
            data = (folder / name).read_bytes()
            drawing = msgspec.msgpack.decode(data[SEAL:], type=Drawing)
            if data[:SEAL] == _seal(data[SEAL:], drawing.facts, chart, story, shared):
                found[name] = drawing
    return found


def keep(folder: Path, chart: Chart, drawing: Drawing, story: Story, shared: bytes) -> None:
    """Puts a drawing where `kept` finds it. A folder that cannot be written is no problem."""
    body = msgspec.msgpack.encode(drawing)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        seal = _seal(body, drawing.facts, chart, story, shared)
        (folder / chart.name).write_bytes(seal + body)


def _seal(body: bytes, facts: tuple[str, ...], chart: Chart, story: Story, shared: bytes) -> bytes:
    words = [prose and prose.text for prose in (chart.title, chart.subtitle, chart.alt, chart.note)]
    site = [story.site.title.text, story.site.names, story.site.opening == chart.name]
    read = [_of(story.facts.get(id), story) for id in facts]
    return _digest([shared, chart.name, chart.code, words, site, read, body])


def _of(fact: Fact | None, story: Story) -> list[Any] | None:
    if fact is None:
        return None
    source = story.sources.get(fact.source)
    points = story.series[fact.series].points if fact.series else ()
    label = fact.label and fact.label.text
    said = [fact.id, fact.text, fact.key, fact.what.text, label, fact.when, fact.evidence]
    return [*said, repr(fact.quantity), source and source.publisher, points]


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


def _digest(value: object) -> bytes:
    return hashlib.sha256(msgspec.msgpack.encode(value)).digest()
