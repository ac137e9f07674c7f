"""Descriptions of pages for search engines: schema.org objects as JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..model import Chart, Fact, Series, Story
from ..site import references, routes, wording

CONTEXT = "https://schema.org"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# Characters in the description of a data set, as Google's guide to Dataset asks for.
SHORTEST, LONGEST = 50, 5000


def article(story: Story) -> dict[str, Any]:
    """The story itself."""
    site = story.site
    changed = references.changes(story)
    return _thing("Article", routes.STORY, story) | _whole({
        "headline": site.title.text,
        "description": site.description.text,
        "image": _picture(routes.CARD, *routes.CARD_SIZE, story),
        "datePublished": wording.moment(site.published),
        "dateModified": wording.moment(changed[0].change.until) if changed else "",
        "author": _author(story),
        "publisher": _publisher(story),
        "inLanguage": site.language,
        "isAccessibleForFree": True,
        "license": wording.license_url(site.license),
        "isBasedOn": [source.url for source in story.sources.values() if source.url],
        "correction": _corrections(changed, story),
    })  # fmt: skip


def all_figures(story: Story) -> dict[str, Any]:
    """Everything in data.json, as a data set."""
    address = routes.FACTS
    said = story.site.phrases
    name = said.say("facts.whole", site=story.site.title.text)
    count = said.count(len(story.facts), "figure")
    about = said.say("facts.described", description=story.site.description.text, count=count)
    downloads = [
        _download(routes.FACTS_TABLE, "text/csv", story),
        _download(routes.DATA, "application/json", story),
        _download(routes.DATA_PACKAGE, "application/json", story),
    ]
    return _dataset(address, name, about, tuple(story.facts.values()), downloads, story)


def chart(chart: Chart, shown: Iterable[Fact], story: Story) -> dict[str, Any]:
    """The figures that a chart shows, as a data set, and the chart's picture."""
    address = routes.chart(chart.name)
    said = story.site.phrases
    sentences = [said.sentence(words) for words in (chart.alt.text, chart.subtitle.text) if words]
    about = said.join(sentences, "space")
    downloads = [_download(routes.chart(chart.name, "data.csv"), "text/csv", story)]
    data = _dataset(address, chart.title.text, about, tuple(shown), downloads, story)
    picture = _picture(routes.chart(chart.name, "chart.png"), 0, 0, story)
    part_of = {"@type": "Dataset", "@id": routes.permalink(routes.FACTS, story.site.url)}
    return data | {"image": picture, "isPartOf": part_of}


def figure(fact: Fact, story: Story) -> dict[str, Any]:
    """One figure's page."""
    named = {
        "@type": "PropertyValue",
        "name": fact.what.text,
        "value": wording.exact(fact),
        "unitText": fact.quantity.unit if fact.quantity else "",
        "description": fact.text,
    }
    headline = story.site.phrases.say("join.colon", name=fact.what.text, words=fact.text)
    page = _page(routes.fact(fact.id), headline, [fact], story)
    return page | {"mainEntity": _whole(named)}


def series(series: Series, story: Story) -> dict[str, Any]:
    """The page of a series."""
    points = [story.facts[id] for id in series.points]
    return _page(routes.fact(series.id), series.what.text, points, story)


def _page(address: str, name: str, facts: list[Fact], story: Story) -> dict[str, Any]:
    changed = {
        (entry.fact.id, entry.change): entry
        for fact in facts
        for entry in references.changes_of(fact, story)
    }
    return _thing("WebPage", address, story) | _whole({
        "name": name,
        "isPartOf": {"@type": "Article", "@id": story.site.url},
        "license": wording.license_url(story.site.license),
        "citation": _sources(facts, story),
        "correction": _corrections(changed.values(), story),
    })  # fmt: skip


def _dataset(
    address: str,
    name: str,
    about: str,
    facts: tuple[Fact, ...],
    downloads: list[dict[str, Any]],
    story: Story,
) -> dict[str, Any]:
    if len(about) < SHORTEST:
        about = story.site.phrases.say(
            "facts.from",
            words=about,
            story=story.site.title.text,
            description=story.site.description.text,
        )
    years = sorted({year for fact in facts for year in YEAR.findall(fact.when)})
    return _thing("Dataset", address, story) | _whole({
        "identifier": routes.permalink(address, story.site.url),
        "name": name,
        "description": wording.shortened(about, lambda words: len(words) <= LONGEST),
        "creator": _author(story),
        "publisher": _publisher(story),
        "datePublished": wording.moment(story.site.published),
        "license": wording.license_url(story.site.license),
        "isAccessibleForFree": True,
        "inLanguage": story.site.language,
        "temporalCoverage": f"{years[0]}/{years[-1]}" if years else "",
        "variableMeasured": list(dict.fromkeys(fact.what.text for fact in facts)),
        "citation": _sources(facts, story),
        "distribution": downloads,
    })  # fmt: skip


def _thing(kind: str, address: str, story: Story) -> dict[str, Any]:
    """The first members of an object of a page of its own: context, type, id and URL."""
    url = routes.permalink(address, story.site.url)
    return {"@context": CONTEXT, "@type": kind, "@id": url, "url": url}


def _download(address: str, kind: str, story: Story) -> dict[str, Any]:
    url = routes.permalink(address, story.site.url)
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": url}


def _picture(address: str, width: int, height: int, story: Story) -> dict[str, Any]:
    url = routes.permalink(address, story.site.url)
    return _whole({
        "@type": "ImageObject",
        "contentUrl": url,
        "width": width,
        "height": height,
        "creditText": story.site.publisher,
        "license": wording.license_url(story.site.license),
    })  # fmt: skip


def _author(story: Story) -> dict[str, Any]:
    """An author who is also the publisher is a desk, not a person."""
    site = story.site
    kind = "Organization" if site.author == site.publisher else "Person"
    return {"@type": kind, "name": site.author} if site.author else {}


def _publisher(story: Story) -> dict[str, Any]:
    policy = routes.permalink(routes.CORRECTIONS, story.site.url)
    named = {"@type": "Organization", "name": story.site.publisher, "correctionsPolicy": policy}
    return named if story.site.publisher else {}


def _sources(facts: Iterable[Fact], story: Story) -> list[dict[str, Any]]:
    return [
        _whole({
            "@type": "CreativeWork",
            "name": source.title,
            "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
            "datePublished": source.published,
            "url": source.url,
        })
        for source in references.sources_of(facts, story)
    ]  # fmt: skip


def _corrections(changed: Iterable[references.Changed], story: Story) -> list[dict[str, Any]]:
    return [
        {
            "@type": "CorrectionComment",
            "text": wording.told_change(entry, story),
            "datePublished": wording.moment(entry.change.until),
        }
        for entry in changed
    ]


def _whole(said: dict[str, Any]) -> dict[str, Any]:
    """The object without its empty values."""
    return {name: value for name, value in said.items() if value}
