"""Charts drawn and proved: two inline drawings, one to download and a specification of each."""

from __future__ import annotations

import contextlib
import functools
import json
import pickle
import re
import signal
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from html import unescape
from typing import Any

from .. import cache
from ..cache import digest
from ..cards import frame as card_frame
from ..cards import share_images as cards
from ..cards.typesetter import usable_style
from ..images.colours import COLOUR, coloured
from ..model import Chart, Drawing, Fact, Story
from ..problem import Location, Problem, did_you_mean
from ..site import references
from ..site.chart_style import ChartStyle, size
from . import CHARTS, chart_code, workers
from .chart_facts import GEO, seen
from .chart_words import miswritten
from .computations import computations
from .layout import Laid, lay_out_of, widths
from .poster import poster, self_contained
from .readback import Geography, Known, geography, unproved
from .scene import numbered
from .svg import finished

# In units, what still is 12 pixels: 320 units stand in 296 pixels, 600 in 540 at the least.
SMALLEST = {"narrow": 13.0, "wide": 13.3}
FONT_SIZE = re.compile(r'font-size="([\d.]+)px"')
FONT = re.compile(r'font-family="([^"]*)"')
HELPER = f"{CHARTS}_"
FRAME = re.compile(rf'File "({CHARTS}[^"]+)", line (\d+)')  # as faulthandler writes it
FACTS = tuple[str, ...]  # ids


def draw_all(story: Story, tree: Mapping[str, bytes]) -> tuple[dict[str, Drawing], list[Problem]]:
    """Every chart of the story, drawn or remembered; and what is wrong with the others.

    `tree` holds the story's files and its templates, by path.
    """
    look, problems = usable_style(tree)
    if problems or story.unread is None:  # without facts every chart would miss its own
        return {}, problems
    files = {path: data for path, data in tree.items() if path.startswith(CHARTS)}
    helpers = {path: data for path, data in files.items() if path.startswith((HELPER, GEO))}
    known, common = cache.current(), digest(helpers, look)
    drawings: dict[str, Drawing] = {}
    for name, chart in story.charts.items():
        if read := known.get(_code(chart, common), FACTS):
            asked = _drawn_from(chart, read[0], story, common)
            if drawn := known.get(asked, Drawing):
                drawings[name] = drawn[0]
    new = [chart for name, chart in story.charts.items() if name not in drawings]
    new.sort(key=lambda chart: -len(chart.code))  # so that no long one is waited for at the end
    _progress(0, new)
    try:
        for done, (chart, made) in enumerate(_drawn(new, story, files, look), 1):
            _progress(done, new)
            if isinstance(made, Drawing):
                drawings[chart.name] = made
                known.put(_code(chart, common), made.facts, FACTS)
                asked = _drawn_from(chart, made.facts, story, common)
                known.put(asked, made, Drawing, cache.FEW)
            else:
                problems += made
    except workers.NotStarted as none:
        message = f"no process can be started to draw charts: {none}; make room for it, build again"
        problems.append(Problem(Location(CHARTS.rstrip("/")), message))
    return {name: drawings[name] for name in story.charts if name in drawings}, problems


def _code(chart: Chart, common: bytes) -> bytes:
    """Digest of the code of a chart, under which stand the ids of the facts that it last read."""
    return digest(__name__, chart.name, chart.code, common)


def _drawn_from(chart: Chart, facts: tuple[str, ...], story: Story, common: bytes) -> bytes:
    """Digest of all that shows in the drawing of a chart which read these facts.

    `common` is the digest of what all charts share: their helpers and their look.
    """
    words = [prose.text for prose in (chart.title, chart.subtitle, chart.alt, chart.note)]
    site = [story.site.title.text, story.site.names, story.site.opening == chart.name]
    read = [_of(story.facts.get(id), story) for id in facts]
    credit = _credit(story, tuple(id for id in facts if id in story.facts))
    return digest(__name__, chart.name, chart.code, words, site, read, credit, common)


def _of(fact: Fact | None, story: Story) -> list[Any] | None:
    if fact is None or fact.quantity is None:
        return None
    points = story.series[fact.series].points if fact.series else ()
    return [seen(fact, fact.quantity), points]


def draw(
    chart: Chart, story: Story, files: Mapping[str, bytes], look: ChartStyle
) -> Drawing | list[Problem]:
    """One chart. `files` are those of content/charts/: code, helpers and geo/."""
    ((_, made),) = _drawn([chart], story, files, look)
    return made


def _drawn(
    charts: list[Chart], story: Story, files: Mapping[str, bytes], look: ChartStyle
) -> Iterator[tuple[Chart, Drawing | list[Problem]]]:
    """Each chart with what became of it, in order.

    Others lay them out. Their pictures come after; this process makes some as it waits.
    """
    workers.start(len(charts))
    given = pickle.dumps((story, files, look))
    laying = [(chart, workers.submit(lay_out_of, chart, given)) for chart in charts]
    pictures: list[tuple[card_frame.Card, str, ChartStyle]] = []
    for chart, laid in laying:
        while not laid.done() and pictures:
            cards.pictures(*pictures.pop())
        out = _laid(chart, laid, files)
        made = _proved(chart, out, story, files, look) if isinstance(out, Laid) else out
        if isinstance(made, Drawing):
            pictures.append((cards.of_chart(chart, made, story.site), made.svg, look))
            cards.foresee(*pictures[-1])
        yield chart, made


def _laid(
    chart: Chart, laid: Future[Laid | list[Problem]], files: Mapping[str, bytes]
) -> Laid | list[Problem]:
    try:
        return laid.result()
    except workers.Ended as ended:
        needle = "_exit" if ended.code >= 0 else None
        where = chart_code.place(needle, chart.code_path, files)
        if frame := FRAME.search(ended.report):  # else the chart had come as far as Vega
            where = Location(frame[1], int(frame[2]), 1)
        return [Problem(where, _how(ended, bool(frame)))]
    except OSError:
        message = (
            "neither this folder nor one for temporary files can be written, and charts are "
            "measured with fonts that stand in one of them; make room, or change its permissions"
        )
        return [Problem(Location(".cache"), message)]


def _how(ended: workers.Ended, running: bool) -> str:
    if ended.late and running:
        return (
            f"the chart was still running after {workers.LONGEST:g} seconds; "
            "let its loops come to an end"
        )
    if ended.late:
        return f"the chart was still being drawn after {workers.LONGEST:g} seconds; show less"
    if ended.code == -signal.SIGKILL:
        return "what draws this chart was killed, twice; is there memory enough? build again"
    if ended.code < 0:
        name = signal.Signals(-ended.code).name
        return f"this chart crashes what draws it ({name}); change what it asks of its libraries"
    return (
        f"this chart ends the process that draws it (exit code {ended.code}); "
        "a chart file returns a chart, and ends nothing"
    )


def _proved(
    chart: Chart, laid: Laid, story: Story, files: Mapping[str, bytes], look: ChartStyle
) -> Drawing | list[Problem]:
    geo = tuple(data for path, data in files.items() if path.startswith(GEO))
    words = " \n".join(prose.text for prose in (chart.title, chart.subtitle, chart.note))
    known = Known(laid.facts, _geography(geo), story.site.names, words)
    wrong: dict[str, str | float | None] = {}
    for name, width in widths(chart, story, files).items():
        spec, svg, scene = laid.specs[name], laid.svgs[name], laid.scenes[name]
        told = set(wrong.values())  # of one thing, each drawing may read other numbers
        found = unproved(spec, svg, scene, known, look.faces)
        wrong |= {said: it for said, it in found.items() if it not in told}
        wrong |= dict.fromkeys(_unfit(name, svg, width, look))
    path = chart.code_path
    problems = [Problem(chart_code.place(it, path, files), said) for said, it in wrong.items()]
    read = [story.facts[fact.id] for fact in laid.facts]
    problems += miswritten(chart, laid.facts, references.sources_of(read, story))
    if problems:
        return problems
    return _finished(chart, laid, story, look)


def _finished(chart: Chart, laid: Laid, story: Story, look: ChartStyle) -> Drawing:
    name, facts = f"chart-{chart.name}", tuple(fact.id for fact in laid.facts)
    named = {"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-alt"}
    bare = finished(laid.svgs["wide"], name, {})
    titles = {"text": chart.title.text, "subtitle": chart.subtitle.text}
    said = {"title": titles, "description": chart.alt.text, "background": "var(--paper)"}
    spec = json.dumps({**laid.specs["wide"], **said}, ensure_ascii=False, indent=1)
    alone = poster(bare, size(bare), chart, _credit(story, facts), look)
    return Drawing(
        wide=finished(laid.svgs["wide"], f"{name}-wide", {"class": "wide", **named}),
        narrow=finished(laid.svgs["narrow"], f"{name}-narrow", {"class": "narrow", **named}),
        facts=facts,
        spec=coloured(spec, look.colours),
        svg=self_contained(alone, look),
        simplest=finished(laid.svgs.get("card", laid.svgs["narrow"]), f"{name}-card", {}),
        computed=", ".join(computations(laid.specs["wide"])).capitalize(),
        rows=len(numbered(laid.specs["wide"])[1]),
    )


@functools.lru_cache(maxsize=1)
def _geography(files: tuple[bytes, ...]) -> Geography:
    """What the kept geographic data hold; a broken file was the chart's own problem."""
    read: list[Any] = []
    for data in files:
        with contextlib.suppress(ValueError):
            read.append(json.loads(data))
    return geography(read)


def _unfit(variant: str, raw: str, width: int, look: ChartStyle) -> Iterator[str]:
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
    named = references.credit((story.facts[id] for id in facts), story).words
    return f"{f'Source: {named}. ' if named else ''}From “{story.site.title.text}”"


def _progress(done: int, charts: list[Chart]) -> None:
    """A line on a terminal, which goes with the last chart."""
    if charts and sys.stderr.isatty():
        end = "\r\033[K" if done == len(charts) else ""
        print(f"\rdrawing charts: {done} of {len(charts)}", end=end, file=sys.stderr, flush=True)
