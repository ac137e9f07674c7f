"""data.json: every fact with its proof and its uses, the sources and the charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..model import Drawing, Fact, Source, Story
from ..site import routes, wording
from ..site.references import Place


def data(
    story: Story, drawings: Mapping[str, Drawing], used: Mapping[str, tuple[Place, ...]]
) -> dict[str, Any]:
    """What data.json holds: the site, every fact, its sources and the charts.

    `used` has the places of the story that state each fact, by its id; the chapters are not read.
    """
    return {
        "site": {"title": story.site.title.text, "url": story.site.url},
        "facts": list(_facts(story, used)),
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


def _facts(story: Story, used: Mapping[str, tuple[Place, ...]]) -> Iterator[dict[str, Any]]:
    for fact in story.facts.values():
        quantity = fact.quantity
        sometimes = {"assumed": fact.assumed, "also": _others(fact), "tolerance": fact.tolerance}
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
        } | {name: value for name, value in sometimes.items() if value}


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
