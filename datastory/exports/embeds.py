"""A chart on other people's pages: codes to paste, and the answer to oEmbed consumers."""

from __future__ import annotations

from html import escape
from math import ceil
from typing import Any

from msgspec import Struct

from ..model import Chart, Drawing, Story
from ..site import references, routes
from ..site.chart_style import height, size

# Lengths are CSS px, as templates/embed.css sets them.
SPACES = 57  # all empty space between the top and the bottom of the frame
NARROW, WIDE = (328, 384), (480, 640)  # narrowest column and greatest width of each drawing
# (letters, height) of a line of title, subtitle, and note or source in the narrowest column
LINES = ((34, 23), (44, 20), (48, 18))
ABOVE = 13  # space above a note, and above a source
MOST_SOURCES = 3  # publishers named in a frame
# Script for pages without Datawrapper's: it gives a frame the height that its page sends.
LISTENER = (
    'addEventListener("message",function(e){var h=(e.data||{})["datawrapper-height"],k;'
    'if(h)document.querySelectorAll("iframe").forEach(function(f){'
    'if(f.contentWindow===e.source)for(k in h)f.style.height=h[k]+"px"})})'
)


class Code(Struct, frozen=True):
    """Something to copy; `name` says what it is, `id` its place in the page."""

    id: str
    name: str
    text: str


def codes(chart: Chart, drawing: Drawing, story: Story) -> tuple[Code, ...]:
    """What a writer elsewhere pastes: the link, a picture that leads here, the chart in a frame."""
    url = story.site.url
    page, picture, data = (
        routes.permalink(routes.chart(chart.name, file), url)
        for file in ("", "chart.png", "data.csv")
    )
    width, said = routes.PICTURE_WIDTH, story.site.phrases
    image = (
        f'<a href="{escape(page)}"><img src="{escape(picture)}" width="{width}" '
        f'height="{height(drawing.svg, width)}" alt="{escape(chart.alt.text)}"></a>'
    )
    return (
        Code("code-link", said.say("share.link"), page),
        Code("code-image", said.say("share.picture"), image),
        Code(
            "code-frame",
            said.say("share.frame"),
            f"{frame(chart, drawing, story)}<script>{LISTENER}</script>",
        ),
        Code("code-data", said.say("share.data"), data),
    )


def frame(chart: Chart, drawing: Drawing, story: Story) -> str:
    src = routes.permalink(routes.embed(chart.name), story.site.url)
    return (
        f'<iframe title="{escape(chart.title.text)}" src="{escape(src)}" '
        f'height="{frame_height(chart, drawing, story)}" loading="lazy" scrolling="no" '
        'style="width:0;min-width:100%;border:0"></iframe>'
    )


def oembed(chart: Chart, drawing: Drawing, story: Story) -> dict[str, Any]:
    """The oEmbed 1.0 answer, type rich. Hosts that strip frames show the quotation in its HTML."""
    site = story.site
    page = routes.permalink(routes.chart(chart.name), site.url)
    src = routes.permalink(routes.embed(chart.name), site.url)
    card = routes.permalink(routes.chart(chart.name, "card.png"), site.url)
    height = frame_height(chart, drawing, story)
    title = escape(chart.title.text)
    told = {
        "version": "1.0",
        "type": "rich",
        "title": chart.title.text,
        "author_name": site.author,
        "provider_name": site.title.text,
        "provider_url": site.url,
        "cache_age": 86400,
        "width": 600,
        "height": height,
        "thumbnail_url": card,
        "thumbnail_width": routes.CARD_SIZE[0],
        "thumbnail_height": routes.CARD_SIZE[1],
        "html": f'<blockquote><a href="{escape(page)}">{title}</a></blockquote>'
        f'<iframe title="{title}" src="{escape(src)}" width="100%" height="{height}" '
        'frameborder="0" scrolling="no"></iframe>',
    }
    return {name: value for name, value in told.items() if value}


def frame_height(chart: Chart, drawing: Drawing, story: Story) -> int:
    """The height in CSS px that holds the whole chart in a column of any width without scripts."""
    proves = references.credit((story.facts[id] for id in drawing.facts), story)
    said = story.site.phrases
    named = proves.words(said, MOST_SOURCES)
    key = "credit.frame" if named else "credit.frame_own"
    credit = said.say(key, sources=named, story=story.site.title.text)
    computed = said.say("chart.computed", steps=drawing.computed, rows=drawing.rows)
    below = [*chart.note.text.split("\n"), computed if drawing.computed else "", credit]
    words = [chart.title.text, chart.subtitle.text, *filter(None, below)]
    lines = [*LINES[:2], *[LINES[2]] * (len(words) - 2)]

    def whole(svg: str, narrowest: int, widest: int) -> float:
        width, height = size(svg)
        written = sum(
            ceil(len(text) / (letters * narrowest / NARROW[0])) * leading
            for text, (letters, leading) in zip(words, lines, strict=True)
        )
        return height / width * widest + written + SPACES + ABOVE * (len(words) - 2)

    return ceil(max(whole(drawing.narrow, *NARROW), whole(drawing.wide, *WIDE)) / 10) * 10
