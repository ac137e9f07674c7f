"""Pictures of charts that are proved: one to download, one with words as outlines, share images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..cache import FILES, current, digest, once, shared
from ..cards.frame import Card
from ..cards.share_images import of_chart, pictured
from ..cards.typesetter import usable_style
from ..images.raster import rasterised
from ..lazy_imports import Lazy
from ..model import Chart, Drawing, Story
from ..site import routes
from ..site.chart_style import ChartStyle
from . import process_pool
from .worker_process import Shared

if TYPE_CHECKING:
    from . import outlines
else:
    outlines = Lazy("datastory.charts.outlines")  # 10 ms, for new pictures alone


def files_of(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The pictures of all charts of a story, by output path; `tree` holds the templates by path."""
    look = Shared(usable_style(tree)[0])
    made: dict[str, bytes] = {}
    for name in reversed([*drawings]):  # other processes have begun with the first
        made |= of(story.charts[name], drawings[name], story, look)
    return {routes.output_path(address): data for address, data in made.items()}


def of(chart: Chart, drawing: Drawing, story: Story, look: Shared[ChartStyle]) -> dict[str, bytes]:
    """A chart's pictures by address, from the process that was asked for them, or made here."""
    card = of_chart(chart, drawing, story)
    bare = replace(card, drawing="")
    asked = digest(__name__, bare, once(drawing), shared(look.value))
    if known := current().get(asked, FILES):
        return known[0]
    key = story.site.language, chart.name
    return current().put(asked, process_pool.result(key, pictures, card, drawing.svg, look), FILES)


def ask_for(chart: Chart, drawing: Drawing, story: Story, look: Shared[ChartStyle]) -> None:
    """Lets another process make the pictures of a chart, for who asks for them later."""
    key, card = (story.site.language, chart.name), of_chart(chart, drawing, story)
    process_pool.prefetch(key, pictures, card, drawing.svg, look)


def pictures(card: Card, svg: str, look: Shared[ChartStyle]) -> dict[str, bytes]:
    """Draws the pictures of a chart: `svg` is its poster, whose colours are real ones."""
    folder = card.address.removesuffix("card.png")
    return {
        f"{folder}{routes.OUTLINED}": outlines.outlined(svg, look.value).encode(),
        f"{folder}chart.png": rasterised(svg, routes.PICTURE_WIDTH, look.value),
        card.address: pictured(card, look.value),
    }
