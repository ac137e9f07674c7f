"""Charts drawn and proved: two inline drawings, one to download and a specification of each."""

from __future__ import annotations

import contextlib
import functools
import json
import re
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from html import unescape
from typing import Any

from msgspec.structs import replace

from ..cards import frame as card_frame
from ..images.colours import COLOUR, coloured
from ..model import Chart, Drawing, MarkArea, Story
from ..phrases import Phrases
from ..problem import Location, Problem, did_you_mean
from ..site import references
from ..site.chart_style import ChartStyle, size
from ..timing import Timer, untimed
from . import CHARTS, chart_code, pictures, process_pool
from .chart_facts import GEO
from .chart_words import miswritten
from .credit import credit
from .labels import unlabelled
from .layout import Laid, lay_out_of, widths
from .poster import poster, self_contained
from .readback import Geography, Known, geography, read_back
from .scene import numbered
from .specification import Spec
from .svg import finished
from .transforms import computations
from .worker_process import Shared

# Smallest font size in SVG units that a page shows at 12 CSS px at least: the narrow drawing's
# 320 units stand in 296 px on a phone, the wide one's 600 in 540 px.
SMALLEST = {"narrow": 13.0, "wide": 13.3}
FONT_SIZE = re.compile(r'font-size="([\d.]+)px"')
FONT = re.compile(r'font-family="([^"]*)"')
FRAME = re.compile(rf'File "({CHARTS}[^"]+)", line (\d+)')  # as faulthandler writes it


def drawn(
    charts: list[Chart],
    story: Story,
    files: Mapping[str, bytes],
    look: ChartStyle,
    timer: Timer = untimed,
    spare: Callable[[], bool] = bool,
) -> Iterator[tuple[Chart, Drawing | list[Problem]]]:
    """Each chart with its drawing, or with the problems that forbid one.

    `files` are those of content/charts/: code, helpers and geo/.

    Worker processes lay the charts out and make pictures of those that are proved. While it waits
    for them, this process makes pictures too, or calls `spare` if there are none to make. Who needs
    the pictures asks `pictures` for them.
    """
    folder = process_pool.start(len(charts)).cache
    given, style = Shared((story, files, look, folder)), Shared(look)
    laying = [(chart, process_pool.submit(lay_out_of, chart, given)) for chart in charts]
    proved: list[tuple[Chart, Drawing]] = []
    begun = False  # before the first, others need the processor more: checks, another edition
    for chart, laid in laying:
        with timer("beside: pictures of charts while Vega is waited for"):
            while not laid.done() and proved:
                pictures.of(*proved.pop(), story, style)  # other processes begin with the first
        with timer("beside: cards of figures while Vega is waited for"):
            while begun and not laid.done() and spare():
                pass
        begun = True
        with timer("beside: Vega waited for"):
            out = laid_out(chart, laid, files)
        with timer("beside: drawings read back and finished"):
            made = prove(chart, out, story, files, look) if isinstance(out, Laid) else out
        yield chart, made
        if isinstance(made, Drawing):
            pictures.ask_for(chart, made, story, style)
            proved.append((chart, made))


def laid_out(
    chart: Chart, laid: Future[Laid | list[Problem]], files: Mapping[str, bytes]
) -> Laid | list[Problem]:
    """What another process made of a chart; how that process ended is a problem of the chart's."""
    try:
        return laid.result()
    except process_pool.Ended as ended:
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


def _how(ended: process_pool.Ended, running: bool) -> str:
    if ended.late and running:
        return (
            f"the chart was still running after {process_pool.LONGEST:g} seconds; "
            "let its loops come to an end"
        )
    if ended.late:
        return f"the chart was still being drawn after {process_pool.LONGEST:g} seconds; show less"
    if ended.code == -signal.SIGKILL:
        return "what draws this chart was killed, twice; is there memory enough? build again"
    if ended.code < 0:
        name = signal.Signals(-ended.code).name
        return f"this chart crashes what draws it ({name}); change what it asks of its libraries"
    return (
        f"this chart ends the process that draws it (exit code {ended.code}); "
        "a chart file returns a chart, and ends nothing"
    )


def prove(
    chart: Chart, laid: Laid, story: Story, files: Mapping[str, bytes], look: ChartStyle
) -> Drawing | list[Problem]:
    """The drawing, read back and finished; or what it shows unproved."""
    geo = tuple(data for path, data in files.items() if path.startswith(GEO))
    words = " \n".join(prose.text for prose in (chart.title, chart.subtitle, chart.note))
    known = Known(laid.facts, _geography(geo), story.site.names, words, story.site.language)
    wrong: dict[str, str | float | None] = {}
    areas: dict[str, tuple[MarkArea, ...]] = {}
    for name, width in widths(chart, story, files).items():
        drawing = laid.drawings[name]
        told = set(wrong.values())  # of one thing, each drawing may read other numbers
        areas[name], found = read_back(drawing, known, look.faces)
        wrong |= {said: it for said, it in found.items() if it not in told}
        wrong |= dict.fromkeys(_unfit(name, drawing.svg, width, look))
    problems = [Problem(_place(it, chart, files), said) for said, it in wrong.items()]
    if story.site.folder:
        scenes = [drawing.scene for drawing in laid.drawings.values()]
        problems += unlabelled(chart, files, laid.facts, scenes, laid.labels)
    read = [story.facts[fact.id] for fact in laid.facts]
    problems += miswritten(
        chart, laid.facts, references.sources_of(read, story), story.site.language
    )
    if problems:
        return problems
    drawn = _finished(chart, laid, story, look)
    return replace(drawn, wide_marks=areas["wide"], narrow_marks=areas["narrow"])


def _place(needle: str | float | None, chart: Chart, files: Mapping[str, bytes]) -> Location:
    """Where a text or a number is written: in the words of an edition, else in the chart's code."""
    for label in chart.labels:
        if isinstance(needle, str) and needle and needle in label.words:
            return label.where
    return chart_code.place(needle, chart.code_path, files)


def _finished(chart: Chart, laid: Laid, story: Story, look: ChartStyle) -> Drawing:
    name, facts = f"chart-{chart.name}", tuple(fact.id for fact in laid.facts)
    named = {"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-alt"}
    wide, narrow = laid.drawings["wide"], laid.drawings["narrow"]
    bare = finished(wide.svg, name, {})
    titles = {"text": chart.title.text, "subtitle": chart.subtitle.text}
    said = {"title": titles, "description": chart.alt.text, "background": "var(--paper)"}
    spec = json.dumps({**wide.spec, **said}, ensure_ascii=False, indent=1)
    alone = poster(bare, size(bare), chart, credit(story, facts), look)
    return Drawing(
        wide=finished(wide.svg, f"{name}-wide", {"class": "wide", **named}),
        narrow=finished(narrow.svg, f"{name}-narrow", {"class": "narrow", **named}),
        facts=facts,
        spec=coloured(spec, look.colours),
        svg=self_contained(alone, look),
        simplest=finished(laid.drawings.get("card", narrow).svg, f"{name}-card", {}),
        computed=_steps(wide.spec, story.site.phrases),
        rows=len(numbered(wide.spec)[1]),
    )


def _steps(spec: Spec, phrases: Phrases) -> str:
    """`"Means, regression"`: what the drawing computes, as its page says it."""
    steps = [
        phrases.said.get(f"steps.{step.replace(' ', '_')}", step) for step in computations(spec)
    ]
    return phrases.join(steps).capitalize()


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
