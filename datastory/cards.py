"""Share images: one card for the story, each chart, each figure and each series."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec

from . import chart_cache, references, routes, wording
from .card_picture import Card, picture
from .card_text import Setter
from .look import read_look
from .model import Drawing, Fact, Series, Story
from .recall import recalled
from .templates import TEMPLATES

ROWS = 5  # of a series that a card has room for
SEAL = 32  # bytes before a kept card that hash it with what it was drawn from
NUMBER = re.compile(r"(?P<before>[^\d]*\s)?(?P<number>\S*\d\S*)(?P<after>\s.*)?")


def draw_cards(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes], cache: Path
) -> dict[str, bytes]:
    """Every card by its output path, drawn or found in `cache`.

    `tree` holds the templates by path.
    """
    templates = {path: data for path, data in tree.items() if path.startswith(TEMPLATES)}
    return _made(replace(story, chapters=()), drawings, templates, cache)


@recalled(lambda story, drawings, tree, cache: cache)  # no card shows the words of a chapter
def _made(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes], cache: Path
) -> dict[str, bytes]:
    look, _ = read_look(tree)  # its problems were told when the charts were drawn
    shared = chart_cache.surroundings({}, look)
    setter = Setter(look.faces)
    made: dict[str, bytes] = {}
    for card in _cards(story, drawings):
        path = cache / card.address.strip("/").replace("/", "-")
        seal = hashlib.sha256(shared + msgspec.msgpack.encode(card)).digest()
        png = _kept(path, seal)
        if png is None:
            png = picture(card, setter, look)
            _keep(path, seal, png)
        made[routes.output_path(card.address)] = png
    return made


def _cards(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[Card]:
    site, name = story.site, story.site.title.text
    opening = _drawing(drawings[site.opening]) if site.opening in drawings else ""
    where = re.sub(r"^https?://|/$", "", site.url)
    yield Card(routes.CARD, name, site.publisher, where, drawing=opening)
    for chart in story.charts.values():
        measured = chart.subtitle.text if chart.subtitle else ""
        address, drawn = routes.chart(chart.name, "card.png"), _drawing(drawings[chart.name])
        yield Card(address, chart.title.text, measured, name, drawing=drawn)
    for fact in story.facts.values():
        yield _figure(fact, story)
    for series in story.series.values():
        yield _series(series, story)


def _drawing(drawing: Drawing) -> str:
    """Where the author made none for the card, the one for phones is the simplest."""
    return drawing.card or drawing.narrow


def _figure(fact: Fact, story: Story) -> Card:
    address, name = routes.fact_card(fact.id), story.site.title.text
    meaning, source = wording.meaning(fact, story), _source([fact], story)
    if fact.claim:
        return Card(address, meaning, source, name)
    return Card(address, meaning, source, name, value=_split(fact.text))


def _series(series: Series, story: Story) -> Card:
    points = [story.facts[id] for id in series.points]
    named = wording.told_apart(series.id, story)
    rows = [
        (point.name if named else wording.date_words(point.when or point.key), point.text)
        for point in points
    ]
    if len(rows) > ROWS:
        rows = [rows[0], ("…", ""), *rows[2 - ROWS :]]
    name, source = story.site.title.text, _source(points, story)
    return Card(routes.fact_card(series.id), series.what.text, source, name, rows=tuple(rows))


def _source(facts: list[Fact], story: Story) -> str:
    """Who proves it: the publisher and its date, or how many publishers there are."""
    sources = references.sources_of(facts, story)
    publishers = list(dict.fromkeys(source.publisher or source.title for source in sources))
    if len(publishers) > 1:
        return f"{publishers[0]} and {wording.count(len(publishers) - 1, 'other source')}"
    when = wording.date_words(sources[0].published) if len(sources) == 1 else ""
    return ", ".join(filter(None, (*publishers, when)))


def _split(text: str) -> tuple[str, str, str]:
    """`"over 75 billion yuan"` -> `("over", "75", "billion yuan")`; words alone are the number."""
    match = NUMBER.fullmatch(text)
    if not match:
        return "", text, ""
    return (match["before"] or "").strip(), match["number"], (match["after"] or "").strip()


def _kept(path: Path, seal: bytes) -> bytes | None:
    """The card if it was drawn from the same and is whole."""
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        if data[:SEAL] == hashlib.sha256(seal + data[SEAL:]).digest():
            return data[SEAL:]
    return None


def _keep(path: Path, seal: bytes, png: bytes) -> None:
    """A folder that cannot be written is no problem."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hashlib.sha256(seal + png).digest() + png)
