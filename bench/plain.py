"""The story as other generators get it: its words as plain Markdown, its charts as rows of numbers.

What a peer draws is simpler than this project's charts (bars, lines or dots of the same numbers, no
maps), so that the comparison favours the peers.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]
CHART = re.compile(r"!\[\]\(chart:(\w+)\)")
LINES = {"rank": "rank"}  # charts of several lines over the years; the others are bars


@dataclass(frozen=True)
class PlainChart:
    """A chart's words and rows: bars (label, x), lines (x, y, label) or dots (x, y, label)."""

    name: str
    form: str
    title: str
    subtitle: str
    alt: str
    note: str
    rows: list[Row]

    def json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def words(text: str) -> str:
    """Without this project's links: "[48%](fact:share)" -> "48%"."""
    return re.sub(r"\[([^]]*)\]\((?:fact|plain):[^)]*\)", r"\1", text)


def front_matter(path: Path) -> tuple[dict[str, str], str]:
    _, head, body = words(path.read_text("utf-8")).split("---\n", 2)
    return yaml.safe_load(head), body.strip()


def chapters(root: Path) -> str:
    """All chapters as one Markdown text, each under its title."""
    told = []
    for path in sorted((root / "content").glob("*.md")):
        head, body = front_matter(path)
        told.append(f"## {head['title']}\n\n*{head['summary']}*\n\n{body}\n")
    return "\n".join(told)


def charts(root: Path, site: Path) -> list[PlainChart]:
    """The charts of the story at `root`, with the numbers that its built `site` gives out."""
    return [
        plain_chart(root, site / "charts" / path.stem / "data.csv", path)
        for path in sorted((root / "content/charts").glob("*.md"))
    ]


def plain_chart(root: Path, numbers: Path, path: Path) -> PlainChart:
    head, note = front_matter(path)
    with numbers.open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    form = "lines" if path.stem in LINES else "bars" if facts else "dots"
    rows = dots(root) if form == "dots" else lines(facts) if form == "lines" else bars(facts)
    said = (head["title"], head.get("subtitle", ""), head["alt"], note)
    return PlainChart(path.stem, form, *said, rows)


def bars(facts: list[dict[str, str]]) -> list[Row]:
    """One row per fact in the unit that most of them have."""
    unit = Counter(fact["unit"] for fact in facts).most_common(1)[0][0]
    return [
        {"label": name(fact), "x": float(fact["value"]), "said": fact["text"]}
        for fact in facts
        if fact["unit"] == unit
    ]


def name(fact: dict[str, str]) -> str:
    return f"{fact['label'] or fact['what'][:30]} {fact['when']}".strip()


def lines(facts: list[dict[str, str]]) -> list[Row]:
    return [
        {"label": fact["label"], "x": int(fact["when"][:4]), "y": float(fact["value"])}
        for fact in facts
    ]


def dots(root: Path) -> list[Row]:
    places = json.loads((root / "content/charts/geo/places.json").read_text("utf-8"))
    return [
        {"label": place, "x": x, "y": y}
        for place, (x, y) in places.items()
        if 112 < x < 116 and 20 < y < 25  # around Shenzhen
    ]
