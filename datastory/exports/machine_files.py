"""Every file that is for machines, by its output path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from ..cache import cached, shared
from ..model import Drawing, Story
from ..site import references, routes
from . import citation, embeds, feeds, markdown_export, tables
from .data_json import data


def export(story: Story, drawings: Mapping[str, Drawing], feed_tag: str = "") -> dict[str, bytes]:
    """`{"data.json": b"…", "charts/rd/data.csv": b"…", …}`

    `feed_tag` begins the ids of the feed where the story was released with it; else the story's
    address and day make one.
    """
    tag = feed_tag or routes.feed_tag(story.site.url, story.site.published)
    others = replace(story, chapters=())
    rest = shared(others, drawings)
    files = {
        routes.DATA: _data(others, drawings, references.used_in(story, drawings), rest),
        routes.TWIN: markdown_export.story_markdown(story, drawings).encode(),
    }
    files |= _wordless(others, drawings, tag, rest)
    return {routes.output_path(address): file for address, file in files.items()}


# Most saves change a chapter alone, so these files are found in the cache. `rest` are the digests
# of the story, which has no chapters here, and of the drawings.
@cached(lambda story, drawings, used, rest: (used, rest))
def _data(
    story: Story,
    drawings: Mapping[str, Drawing],
    used: Mapping[str, tuple[references.Place, ...]],
    rest: tuple[bytes, ...],
) -> bytes:
    return _json(data(story, drawings, used))


@cached(lambda story, drawings, feed_tag, rest: (feed_tag, rest))
def _wordless(
    story: Story, drawings: Mapping[str, Drawing], feed_tag: str, rest: tuple[bytes, ...]
) -> dict[str, bytes]:
    """The files that show nothing of a chapter, by address."""
    edition = story.editions[-1] if story.editions else ""
    files = {
        routes.FACTS_TABLE: tables.facts_table(story),
        routes.DATA_PACKAGE: _json(tables.data_package(story, drawings)),
        routes.BIBTEX: citation.bibtex(story.site, edition).encode(),
        routes.CSL: _json(citation.csl(story.site, edition)),
        routes.FEED: feeds.feed(story, drawings, feed_tag),
        routes.SITEMAP: feeds.sitemap(story, drawings),
        routes.ROBOTS: feeds.robots(story),
        routes.LLMS: markdown_export.llms(story).encode(),
    }
    for name, drawing in drawings.items():
        files |= {
            routes.chart(name, "chart.svg"): drawing.svg.encode(),
            routes.chart(name, "spec.json"): drawing.spec.encode(),
            routes.chart(name, "data.csv"): tables.chart_table(drawing, story),
            routes.oembed(name): _json(embeds.oembed(story.charts[name], drawing, story)),
        }
    return files


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
