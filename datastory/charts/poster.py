"""A chart as a picture of its own: with its title, its note, its source and real colours."""

from __future__ import annotations

import re
import textwrap
from base64 import b64encode
from html import escape

from ..images.colours import coloured
from ..model import Chart
from ..site.chart_style import ChartStyle
from .svg_path import tenths

MARGIN = 28
# Size, line height, weight, colour, space above; letters in a line at 600 units.
TITLE = (21, 27, 600, "ink", 0, 58)
SUBTITLE = (14.5, 20, 400, "ink2", 4, 90)
NOTE = (13, 18, 400, "ink2", 14, 102)
CREDIT = (13, 18, 400, "ink2", 6, 102)


def poster(
    drawing: str, size: tuple[float, float], chart: Chart, credit: str, look: ChartStyle
) -> str:
    """An SVG that stands alone: the drawing below its title, above its note and its source."""
    width, height = size
    rows, y = _block(chart.title.text, TITLE, width, MARGIN)
    more, y = _block(chart.subtitle.text, SUBTITLE, width, y)
    rows += more
    top = y + 14
    y = top + height
    for words, style in ((chart.note.text, NOTE), (credit, CREDIT)):
        more, y = _block(words, style, width, y)
        rows += more
    placed = drawing.replace(
        "<svg ", f'<svg x="{MARGIN}" y="{tenths(top)}" width="{width:g}" height="{height:g}" ', 1
    )
    wide, tall = f"{width + 2 * MARGIN:g}", tenths(y + MARGIN)
    return coloured(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}" '
        f'font-family="{look.font}">'
        f"<title>{escape(chart.title.text)}</title><desc>{escape(chart.alt.text)}</desc>"
        f'<rect width="{wide}" height="{tall}" fill="var(--paper)"/>{"".join(rows)}{placed}</svg>',
        look.colours,
    )


def self_contained(svg: str, look: ChartStyle) -> str:
    """An SVG with its faces inside, so that it looks the same wherever it is opened."""
    faces = ""
    for name, data in look.embedded.items():
        named = re.fullmatch(r"(.*)-(\d+)\.woff2", name)
        if named and "sans" in named[1]:  # another story's templates may name theirs otherwise
            family, weight = named.groups()
            faces += (
                f'@font-face{{font-family:"{family.replace("-", " ").title()}";'
                f"font-weight:{weight};"
                f"src:url(data:font/woff2;base64,{b64encode(data).decode()})}}"
            )
    return svg.replace("<title>", f"<style>{faces}</style><title>", 1)


def _block(
    words: str, style: tuple[float, float, int, str, float, int], width: float, y: float
) -> tuple[list[str], float]:
    """Lines of text from `y` down, and where they end."""
    size, leading, weight, colour, above, letters = style
    lines = textwrap.wrap(words, int(letters * width / 600), break_on_hyphens=False)
    y += above if lines else 0
    rows = [
        f'<text x="{MARGIN}" y="{tenths(y + leading * (i + 1) - leading * 0.28)}" '
        f'font-size="{size}" font-weight="{weight}" fill="var(--{colour})">{escape(line)}</text>'
        for i, line in enumerate(lines)
    ]
    return rows, y + leading * len(lines)
