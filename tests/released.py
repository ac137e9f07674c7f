"""The minimal story, built and released: what `release` would have written, and what follows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import minimal
from msgspec.structs import replace

from datastory.disk.files import read_tree
from datastory.exports.machine_files import export
from datastory.model import Drawing, Story
from datastory.pages.render import render
from datastory.releases import ledger
from datastory.releases.promises import Release, enforce
from datastory.site import routes

TODAY = "2026-03-01"
ENGINE = Path(__file__).resolve().parent.parent
SVG = '<svg viewBox="0 0 400 200" role="img" aria-labelledby="chart-{0}-title"></svg>'
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")
TWO_CHARTS = {
    "content/charts/money.md": minimal.WORDS,
    "content/charts/money.py": minimal.CODE,
    minimal.FIRST: f"{minimal.CHAPTER}\n![](chart:money)\n",
}


@cache
def templates() -> dict[str, bytes]:
    tree, _ = read_tree(ENGINE, ENGINE)
    return {path: data for path, data in tree.items() if path.startswith("templates/")}


def drawings(story: Story) -> dict[str, Drawing]:
    """Every chart as if it had been drawn, from the points of the first series."""
    facts = next(iter(story.series.values())).points
    return {
        name: Drawing(*[SVG.format(name)] * 2, facts, "{}", SVG.format(name), "")
        for name in story.charts
    }


def pages(story: Story) -> dict[str, bytes]:
    """The site of a story, without what moved."""
    drawn = drawings(story)
    pictures = {f"charts/{name}/{file}.png": PNG for name in drawn for file in ("chart", "card")}
    pictures |= {f"charts/{name}/{routes.OUTLINED}": SVG.format(name).encode() for name in drawn}
    return render(story, drawn, templates()) | export(story, drawn) | pictures


@cache
def whole() -> bytes:
    """published.json after the minimal story was released once."""
    return release({})


def release(changed: dict[str, str] | None = None) -> bytes:
    """The same, with some files of the story changed."""
    if changed is None:
        return whole()
    story = minimal.story(changed)
    return ledger.written(ledger.record(story, pages(story), {}))


def kept(changed: dict[str, str] | None = None, published: bytes | None = None) -> Release:
    """The story with some files changed, held to what was released: by default the whole story.

    `published` is what published.json holds; `b""`: nothing was released yet.
    """
    story = minimal.story(changed or {})
    before, problems = ledger.parse_ledger(release() if published is None else published or None)
    kept = enforce(story, pages(story), before, templates(), TODAY)
    return replace(kept, problems=problems + kept.problems)


def told(changed: dict[str, str], published: bytes | None = None) -> list[str]:
    return [str(problem) for problem in sorted(kept(changed, published).problems)]
