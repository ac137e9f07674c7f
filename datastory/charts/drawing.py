"""Chart files drawn and proved: two inline drawings, a picture and a specification of each."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor
from html import unescape
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .. import recall
from ..model import Chart, Drawing, Fact, Story
from ..problem import Location, Problem, did_you_mean
from ..rendering import routes
from ..rendering.look import Look, size
from . import card_frame, chart_code
from .card_frame import Card
from .card_picture import picture
from .card_text import Setter, usable_look
from .chart_facts import GEO, Facts, seen
from .plotted import Known, numbers, unproved
from .poster import COLOUR, coloured, poster, self_contained
from .raster import rasterised
from .svg import finished
from .vega import drawn

if TYPE_CHECKING:
    from multiprocessing.synchronize import Semaphore

NARROW, WIDE, OPENING = 320, 600, 700  # units; the columns that drawings are laid out for
# In units, what still is 12 pixels: 320 units stand in 296 pixels, 600 in 540 at the least.
SMALLEST = {"narrow": 13.0, "wide": 13.3}
PNG_WIDTH = 1200
FONT_SIZE = re.compile(r'font-size="([\d.]+)px"')
FONT = re.compile(r'font-family="([^"]*)"')
# Processes take about a second to start, which fewer charts than this do not repay.
MANY = 6
UNTOLD = "ignore:resource_tracker"  # else Python tells of what an interrupted build had in use
HANDED = 2  # charts that wait for their pictures or have them made, so that there always is one
HELPER = "content/charts/_"


def draw_all(story: Story, tree: Mapping[str, bytes]) -> tuple[dict[str, Drawing], list[Problem]]:
    """Every chart of the story, drawn or remembered; and what is wrong with the others.

    `tree` holds the story's files and its templates, by path.
    """
    look, problems = usable_look(tree)
    if problems or story.unread is None:  # without facts every chart would miss its own
        return {}, problems
    files = {path: data for path, data in tree.items() if path.startswith(chart_code.FOLDER)}
    helpers = {path: data for path, data in files.items() if path.startswith((HELPER, GEO))}
    drawings: dict[str, Drawing] = {}
    for name, chart in story.charts.items():
        of, drawing = recall.last(__name__, name) or (None, None)
        if drawing and of == _drawn_from(chart, drawing.facts, story, helpers, look):
            drawings[name] = drawing
    new = [chart for name, chart in story.charts.items() if name not in drawings]
    new.sort(key=lambda chart: -len(chart.code))  # so that no long one is waited for at the end
    _progress(0, new)
    try:
        for done, (chart, made) in enumerate(_drawn(new, story, files, look), 1):
            _progress(done, new)
            if isinstance(made, Drawing):
                of = _drawn_from(chart, made.facts, story, helpers, look)
                drawings[chart.name] = recall.learn(__name__, chart.name, of, made, recall.FEW)
            else:
                problems += made
    except BrokenExecutor:
        message = "what draws was ended from outside; is there memory enough? build again"
        problems.append(Problem(Location(chart_code.FOLDER.rstrip("/")), message))
    return {name: drawings[name] for name in story.charts if name in drawings}, problems


def _drawn_from(chart: Chart, facts: tuple[str, ...], story: Story, *common: object) -> object:
    """All that shows in the drawing of a chart which read these facts."""
    words = [prose.text for prose in (chart.title, chart.subtitle, chart.alt, chart.note)]
    site = [story.site.title.text, story.site.names, story.site.opening == chart.name]
    read = [_of(story.facts.get(id), story) for id in facts]
    return chart.name, chart.code, words, site, read, common


def _of(fact: Fact | None, story: Story) -> list[Any] | None:
    if fact is None or fact.quantity is None:
        return None
    source = story.sources.get(fact.source)
    points = story.series[fact.series].points if fact.series else ()
    return [seen(fact, fact.quantity), source and source.publisher, points]


def draw(
    chart: Chart, story: Story, files: Mapping[str, bytes], look: Look
) -> Drawing | list[Problem]:
    """One chart. `files` are those of content/charts/: code, helpers and geo/."""
    made = _lay_out(chart, story, files, look)
    return _pictured(chart, made, story, look) if isinstance(made, Drawing) else made


def _lay_out(
    chart: Chart, story: Story, files: Mapping[str, bytes], look: Look
) -> Drawing | list[Problem]:
    """All of it but the pictures."""
    columns = {"wide": OPENING if chart.name == story.site.opening else WIDE, "narrow": NARROW}
    if chart_code.defined(chart.code_path, files, "card"):
        columns["card"] = NARROW
    facts = Facts(story.facts, story.series, files, story.unread or frozenset())
    specs: dict[str, dict[str, Any]] = {}
    raw: dict[str, str] = {}
    for variant, width in columns.items():
        function = "card" if variant == "card" else "chart"
        spec = chart_code.run(chart.code_path, facts, width, files, function)
        if isinstance(spec, Problem):
            return [] if facts.missed else [spec]
        theme = look.theme["wide" if variant == "wide" else "narrow"]
        try:
            specs[variant], raw[variant] = drawn(spec, theme, width, look)
        except ValueError as error:  # what Vega says of a specification that it cannot draw
            lines = str(error).strip().splitlines()
            said = next((line for line in lines if line.startswith("Error: ")), lines[0])
            where = chart_code.place(None, chart.code_path, files)
            return [Problem(where, f"the chart cannot be drawn: {said.removeprefix('Error: ')}")]
    known = Known(tuple(facts.read.values()), _degrees(files), story.site.names)
    wrong: dict[str, str | float | None] = {}  # by message, as both drawings say much the same
    for name, width in columns.items():
        wrong |= unproved(specs[name], raw[name], known)
        wrong |= dict.fromkeys(_unfit(name, raw[name], width, look))
    if wrong:
        path = chart.code_path
        return [Problem(chart_code.place(it, path, files), said) for said, it in wrong.items()]
    return _finished(chart, tuple(facts.read), specs["wide"], raw, story, look)


def _finished(
    chart: Chart,
    facts: tuple[str, ...],
    spec: dict[str, Any],
    raw: Mapping[str, str],
    story: Story,
    look: Look,
) -> Drawing:
    name = f"chart-{chart.name}"
    named = {"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-alt"}
    bare = finished(raw["wide"], name, {})
    titles = {"text": chart.title.text, "subtitle": chart.subtitle.text}
    said = {"title": titles, "description": chart.alt.text, "background": "var(--paper)"}
    return Drawing(
        wide=finished(raw["wide"], f"{name}-wide", {"class": "wide", **named}),
        narrow=finished(raw["narrow"], f"{name}-narrow", {"class": "narrow", **named}),
        facts=facts,
        spec=coloured(json.dumps({**spec, **said}, ensure_ascii=False, indent=1), look.colours),
        svg=poster(bare, size(bare), chart, _credit(story, facts), look),
        simplest=finished(raw["card" if "card" in raw else "narrow"], f"{name}-card", {}),
    )


def _pictured(chart: Chart, drawing: Drawing, story: Story, look: Look) -> Drawing:
    address, title = routes.chart(chart.name, "card.png"), story.site.title.text
    card = Card(address, chart.title.text, chart.subtitle.text, title, drawing=drawing.simplest)
    return replace(
        drawing,
        svg=self_contained(drawing.svg, look),
        png=rasterised(drawing.svg, PNG_WIDTH, look),
        card=picture(card, Setter(look.faces), look),
    )


def _degrees(files: Mapping[str, bytes]) -> frozenset[float]:
    """Every number in the kept geographic data; a broken file was the chart's own problem."""
    found: set[float] = set()
    for path, data in files.items():
        if path.startswith(GEO) and path.endswith("json"):
            with contextlib.suppress(ValueError):
                found.update(numbers(json.loads(data)))
    return frozenset(found)


def _unfit(variant: str, raw: str, width: int, look: Look) -> Iterator[str]:
    """Why a drawing cannot stand in its column."""
    small = min((float(match[1]) for match in FONT_SIZE.finditer(raw)), default=99)
    shrunk = min(1, width / size(raw)[0])
    shared = card_frame.scale(size(raw))
    if variant == "card":
        if small * shared < card_frame.SMALLEST:
            yield (
                f"the smallest text of the card would be {small * shared:.0f} pixels on the share "
                f"image; it needs {card_frame.SMALLEST} to be read, so show less or less high"
            )
    elif small * shrunk < SMALLEST[variant]:
        message = (
            f"the smallest text of the {variant} drawing would be {small * shrunk:.1f} units; on a "
            f"small screen it needs {SMALLEST[variant]} to be read"
        )
        wide = f", and the drawing is {size(raw)[0]:.0f} units wide, its column {width}"
        yield message + (wide if shrunk < 1 else "")
    for name in sorted(set(FONT.findall(raw)) - {look.font}):
        yield f"a chart's words stand in the page's own font; leave out '{unescape(name)}'"
    if "<image " in raw:
        yield "a chart cannot show a picture; put it in the text: ![what it shows](file.png)"
    for name in sorted({match[1] for match in COLOUR.finditer(raw)} - look.colours.keys()):
        near = did_you_mean(name, look.colours)
        yield f"there is no colour '--{name}' in templates/palette.json{near}"


def _credit(story: Story, facts: tuple[str, ...]) -> str:
    """`("rd.2024", …)` -> `"Source: Shenzhen bureau; WIPO. From “The city behind first place”"`."""
    used = dict.fromkeys(story.facts[name].source for name in facts)
    publishers = dict.fromkeys(
        story.sources[name].publisher for name in used if name in story.sources
    )
    named = "; ".join(filter(None, publishers))
    return f"{f'Source: {named}. ' if named else ''}From “{story.site.title.text}”"


def _drawn(
    charts: list[Chart], story: Story, files: Mapping[str, bytes], look: Look
) -> Iterator[tuple[Chart, Drawing | list[Problem]]]:
    """Each chart with what became of it, in order.

    One core is this process's. It has no Vega, which is slow to start, but makes pictures of what
    the others lay out, as many as it has time for.
    """
    workers = min((os.cpu_count() or 1) - 1, len(charts) // MANY, 8)
    if not workers:
        yield from ((chart, draw(chart, story, files, look)) for chart in charts)
    else:
        # Slow to import, and only needed for what is not in the cache.
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        context = get_context("spawn")  # forking a process that has threads is not safe
        sys.warnoptions.append(UNTOLD)
        room = context.Semaphore(HANDED)
        pool = ProcessPoolExecutor(workers, context, _begin, (story, files, look, room))
        try:
            for chart, made in zip(charts, pool.map(_draw, charts), strict=True):
                if isinstance(made, Drawing) and not made.png:
                    made = _pictured(chart, made, story, look)
                    room.release()
                yield chart, made
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # Vega takes a while to end as well


_given: tuple[Story, Mapping[str, bytes], Look]
_room: Semaphore


def _begin(story: Story, files: Mapping[str, bytes], look: Look, room: Semaphore) -> None:
    """What a process needs to draw, sent once."""
    global _given, _room
    gc.disable()  # this and the next as in build.py
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _given, _room = (story, files, look), room
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A build that is killed tells nobody; those who draw for it would wait for ever."""
    from multiprocessing import parent_process  # imported already where this is called

    if parent := parent_process():
        parent.join()
        os._exit(1)


def _draw(chart: Chart) -> Drawing | list[Problem]:
    """A chart, or all but its pictures where the main process has room for them."""
    story, files, look = _given
    made = _lay_out(chart, story, files, look)
    if isinstance(made, list) or _room.acquire(block=False):
        return made
    return _pictured(chart, made, story, look)


def _progress(done: int, charts: list[Chart]) -> None:
    """A line on a terminal, which goes with the last chart."""
    if charts and sys.stderr.isatty():
        end = "\r\033[K" if done == len(charts) else ""
        print(f"\rdrawing charts: {done} of {len(charts)}", end=end, file=sys.stderr, flush=True)
