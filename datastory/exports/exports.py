"""Every file that is for machines, by its output path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from ..cache import cached, shared
from ..model import Drawing, Fact, Source, Story
from ..site import references, routes, wording
from . import citation, embeds, feeds, markdown_export, tables


def export(story: Story, drawings: Mapping[str, Drawing], feed_tag: str = "") -> dict[str, bytes]:
    """`{"data.json": b"…", "charts/rd/data.csv": b"…", …}`

    `feed_tag` begins the ids of the feed where the story was released with it; else the story's
    address and day make one.
    """
    tag = feed_tag or routes.feed_tag(story.site.url, story.site.published)
    files = {
        routes.DATA: _written(data(story, drawings)),
        routes.TWIN: markdown_export.twin(story, drawings).encode(),
    }
    files |= _wordless(replace(story, chapters=()), drawings, tag)
    return {routes.output_path(address): file for address, file in files.items()}


# Most saves change a chapter alone, so these files are found in the cache.
@cached(lambda story, drawings, feed_tag: (shared(story, drawings), feed_tag))
def _wordless(story: Story, drawings: Mapping[str, Drawing], feed_tag: str) -> dict[str, bytes]:
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
            routes.chart(name, routes.OUTLINED): drawing.outlined.encode(),
            routes.chart(name, "chart.png"): drawing.picture,
            routes.chart(name, "card.png"): drawing.card,
            routes.chart(name, "spec.json"): drawing.spec.encode(),
            routes.chart(name, "data.csv"): tables.chart_table(drawing, story),
            routes.oembed(name): _json(embeds.oembed(story.charts[name], drawing, story)),
        }
    return files


def data(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, Any]:
    """What data.json holds: the site, every fact, its sources and the charts."""
    return {
        "site": {"title": story.site.title.text, "url": story.site.url},
        "facts": list(_facts(story, drawings)),
        "sources": [_source(source) for source in story.sources.values()],
        "charts": [
            {
                "id": name,
                "title": story.charts[name].title.text,
                "alt": story.charts[name].alt.text,
                "facts": list(drawing.facts),
                "url": routes.permalink(routes.chart(name), story.site.url),
            }
            for name, drawing in drawings.items()
        ],
    }


def _facts(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[dict[str, Any]]:
    used = references.used_in(story, drawings)
    for fact in story.facts.values():
        quantity = fact.quantity
        yield {
            "id": fact.id,
            "what": fact.what.text,
            "text": fact.text,
            "value": wording.exact(fact),
            "unit": (quantity and quantity.unit) or None,
            "qualifier": (quantity and quantity.qualifier) or None,
            "when": fact.when or None,
            "source": fact.source or None,
            "quote": fact.quote or None,
            "evidence": fact.evidence,
            "place": (fact.place and fact.place.name) or None,
            "reading": fact.reading or None,
            "formula": fact.formula.text if fact.formula else None,
            "url": routes.permalink(routes.figure(fact), story.site.url),
            "used_in": [_anchor(place.address, fact) for place in used[fact.id]],
        } | _where_said(assumed=fact.assumed, also=_others(fact), tolerance=fact.tolerance)


def _where_said(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _others(fact: Fact) -> list[dict[str, Any]]:
    """What other sources say of the same thing."""
    return [
        {
            "source": other.proof.source,
            "text": other.quantity.text,
            "value": wording.decimal(other.quantity.value),
            "unit": other.quantity.unit or None,
            "qualifier": other.quantity.qualifier or None,
            "quote": other.proof.words,
            "evidence": other.proof.evidence,
            "place": (other.proof.place and other.proof.place.name) or None,
        }
        for other in fact.others
    ]


def _anchor(address: str, fact: Fact) -> str:
    """`"/#spending"` -> `"#spending"`; the opening has no anchor but the figure's own."""
    if address == routes.STORY:
        address = routes.fact_in_story(fact.id)
    return routes.relative_url(address, routes.STORY)


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher or None,
        "published": source.published or None,
        "url": source.url or None,
        "kept": bool(source.file),
    }


@cached(lambda content: content)
def _written(content: Any) -> bytes:
    return _json(content)


def _json(content: Any) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
