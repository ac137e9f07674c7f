"""Figures as tables: facts.csv, a chart's data.csv, and the data package that describes them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from ..model import Drawing, Fact, Story
from ..phrases import Phrases
from ..site import references, routes, wording

# Spreadsheets run a cell that begins like this as a formula; the wide forms count in some of them.
ACTIVE = re.compile(r"[=+\-@＝＋－＠\t\r\n]")  # noqa: RUF001
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")


# By the name of each column, the type of its cells in the data package.
COLUMNS = dict.fromkeys((
    "id", "what", "label", "text", "value", "unit", "qualifier", "when", "evidence", "source",
    "quote", "reading", "formula", "assumed", "url",
), "string")  # fmt: skip
PROOF = {"quote", "reading", "formula", "assumed"}
PLOTTED = {name: kind for name, kind in COLUMNS.items() if name not in PROOF} | {"value": "number"}


def facts_table(story: Story) -> bytes:
    """Every fact, one a line."""
    return _table(COLUMNS, story.facts.values(), story)


def chart_table(drawing: Drawing, story: Story) -> bytes:
    """The facts that a chart shows, in the order in which it read them."""
    return _table(PLOTTED, (story.facts[id] for id in drawing.facts), story)


def guarded(cell: str) -> str:
    """`"=1+1"` -> `"'=1+1"`; `"-0.42"`, being a number, stays itself."""
    active = ACTIVE.match(cell) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if active else cell


def data_package(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, Any]:
    """Frictionless description of the tables."""
    site = story.site
    charts = [
        _resource(
            f"chart-{name}", routes.chart(name, "data.csv"), story.charts[name].title.text,
            chart_table(drawing, story), PLOTTED, site.phrases,
        )
        for name, drawing in drawings.items()
    ]  # fmt: skip
    for resource in charts:
        reference = {"resource": "facts", "fields": ["id"]}
        resource["schema"]["foreignKeys"] = [{"fields": ["id"], "reference": reference}]
    facts = _resource(
        "facts", routes.FACTS_TABLE, site.phrases.say("facts.title"), facts_table(story), COLUMNS,
        site.phrases,
    )  # fmt: skip
    described = {
        "profile": "tabular-data-package",
        "name": _name(site.title.text),
        "title": site.title.text,
        "description": site.description.text,
        "homepage": site.url,
        "created": wording.moment(site.published),
        "licenses": _license(site.license),
        "contributors": [{"title": site.author, "role": "author"}] if site.author else [],
        "sources": [
            {"title": source.title} | ({"path": source.url} if source.url else {})
            for source in story.sources.values()
        ],
        "resources": [facts, *charts],
    }
    return {key: value for key, value in described.items() if value}


def _table(names: Iterable[str], facts: Iterable[Fact], story: Story) -> bytes:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(names)
    for fact in facts:
        cells = _cells(fact, story)
        table.writerow(guarded(cells[name]) for name in names)
    return out.getvalue().encode()


def _cells(fact: Fact, story: Story) -> dict[str, str]:
    quantity = fact.quantity
    sources = references.sources_of([fact], story)
    return {
        "id": fact.id,
        "what": fact.what.text,
        "label": fact.label.text,
        "text": fact.text,
        "value": wording.exact(fact),
        "unit": quantity.unit if quantity else "",
        "qualifier": quantity.qualifier if quantity else "",
        "when": fact.when,
        "evidence": fact.evidence,
        "source": "; ".join(
            ": ".join(filter(None, (source.publisher, source.title))) for source in sources
        ),
        "quote": fact.quote,
        "reading": fact.reading,
        "formula": fact.formula.text if fact.formula else "",
        "assumed": fact.assumed,
        "url": routes.permalink(routes.figure(fact), story.site.url),
    }


def _resource(
    name: str, address: str, title: str, table: bytes, columns: Mapping[str, str], phrases: Phrases
) -> dict[str, Any]:
    fields = [
        {"name": column, "type": kind, "description": phrases.say(f"column.{column}")}
        for column, kind in columns.items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name.lower(),
        "path": routes.relative_url(address, routes.DATA_PACKAGE),
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table),
        "hash": f"sha256:{sha256(table).hexdigest()}",
        "schema": {"fields": fields, "primaryKey": ["id"]},
    }


def _name(title: str) -> str:
    """`"Rank & file"` -> `"rank-file"`, as a package's name may be."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "story"


def _license(name: str) -> list[dict[str, str]]:
    address = wording.license_url(name)
    return [{"name": name} | ({"path": address} if address else {})] if name else []
