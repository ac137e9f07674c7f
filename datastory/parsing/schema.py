"""The JSON Schema of data.yaml, by which editors complete, explain and check its keys."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from .shape import DataShape, EditionShape

KEYS = {
    "DataShape": {
        "site": "What the story is called, where it will stand, and who made it.",
        "sources": "Where the figures come from, by a short name that facts point to.",
        "facts": "Every figure of the story, by an id that becomes its address: /facts/ID/.",
        "checks": 'What has to be true: "{a} + {b} == {all}". For authors; no page shows it.',
        "moved": "Released addresses and anchors that are no more, and where they lead now.",
    },
    "SiteShape": {
        "title": "The story's title. A number in it is linked to its fact.",
        "description": "One sentence under the title, also shown where a link is shared.",
        "url": "The public address. --url or SITE_URL override it.",
        "repository": "Where readers report an error: the address of the repository.",
        "language": "The language of the main edition, by its code: en or zh.",
        "languages": "All editions, as in [en, zh]; the others stand in content/zh/.",
        "author": "Who wrote the story.",
        "publisher": "Who publishes it.",
        "license": "Under which licence text and charts may be used, as in CC-BY-4.0.",
        "published": "The day of first publication, as in 2026-01-05.",
        "opening": "The chart under the title: NAME of content/charts/NAME.py.",
        "names": "Names that hold a number but state none, as in 14th Five-Year Plan.",
        "notices": "Corrections of words, for readers: [{date, text, anchor}].",
        "budgets": "How heavy a page may be, and how much weak evidence there may be, "
        "as in {page: 100 KiB, excerpt: 95}.",
    },
    "NoticeShape": {
        "date": "The day on which the words were corrected.",
        "text": "What they said and what they say now, for readers.",
        "anchor": "Where they stand in the story: the id of a chapter, a heading or a chart.",
    },
    "SourceShape": {
        "title": "The document's own title.",
        "publisher": "Who published it.",
        "published": "A year, a month or a day, as far as known.",
        "url": "Where a reader finds it, if it is public.",
        "file": "The kept document, under seeds/. Without it the source is an excerpt.",
        "table": "Which table of the file: its sheet, number or pointer, and its row of names.",
        "encoding": "What the file is in, where it is not UTF-8: windows-1252, utf-16.",
        "retrieved": "The day on which the file was kept.",
        "next": "When its publisher is due to publish again: a year, a month or a day.",
    },
    "FactShape": {
        "what": "What is counted, in words. A number in it is linked to its fact.",
        "label": "A short name, for charts and tables.",
        "note": "What a reader should know about the figure.",
        "when": "The time it holds for, as in 2024.",
        "value": "As a newspaper prints it: over 75%, 245.31 billion yuan, second-highest.",
        "values": "A series: a value by year or by name. Its points are ID.2020, ID.2021, …",
        "source": "The source that says so: one of the names under sources.",
        "quote": "The source's words, copied, that say the value.",
        "reading": "How the quotation gives the value, if not as a number: one sentence.",
        "cell": "The cell that says it: {row: {Year: 2024}, column: GDP, in: %}, or C14.",
        "cells": "A series: a column of a table, each row a point.",
        "assumed": "Why a value is a premise of your own, in place of source and quote.",
        "formula": 'Computed from facts: "{rd.2024} / {rd.2020} - 1". A comparison is a claim.',
        "show": "Form and precision of a computed value: 0.1%, 1 billion yuan.",
        "agrees": "The fact that a computed value must equal, at that fact's precision.",
        "within": "By how much the two may differ, where parts were rounded: 0.1.",
        "also": "What other sources say: [{source, value, quote}]. Or, in words for readers, why "
        "another fact says something else of the same thing and time.",
        "tolerance": "How far others may be from the value: 1%, 0.5 million yuan. Beyond it, "
        "'note' says why this one was chosen.",
        "words": "Words of the text that may be linked to a claim, as in [rose, was up].",
        "todo": "What is still to be looked at. The build fails until this line is taken away.",
        "history": "What the figure said before, once released, and why it changed.",
    },
    "AlsoShape": {
        "source": "The other source: one of the names under sources.",
        "value": "What it says, as a newspaper prints it.",
        "quote": "Its words, copied, that say the value.",
    },
    "TableShape": {
        "sheet": "The name of the sheet.",
        "number": "Which table of the page: 1 is the first.",
        "pointer": "Where in the JSON the array stands, as in /data/rows.",
        "header": "The number of the row that names the columns.",
    },
    "CellShape": {
        "row": "What columns hold in the row that is meant, as in {City: Shenzhen, Year: 2024}.",
        "column": "The name of the column.",
        "in": "What a one in the column stands for, as in 100 million yuan or %.",
    },
    "CellsShape": {
        "key": "The column whose text is the key of each point, as in Year.",
        "column": "The name of the column that holds the values.",
        "in": "What a one in the column stands for, as in 100 million yuan or %.",
        "where": "Only rows whose columns hold this, as in {City: Shenzhen}.",
        "rows": "How many rows there are: a promise that is checked.",
    },
    "ChangeShape": {
        "value": "What the figure said.",
        "values": "What points of a series said, by their keys, where several changed at once.",
        "until": "The day on which it changed.",
        "kind": "update: a new period. revision: the source restated it. correction: we were "
        "wrong. clarification: only the words changed.",
        "note": "Why, for readers.",
    },
    "GoneShape": {
        "gone": "Why it is gone, for readers.",
        "on": "Since which day.",
    },
}
# Of an edition, where a key does not mean the same as in data.yaml of the main one.
EDITION = {
    "EditionShape": {
        "site": "What the story is called in this language, and who made it.",
        "sources": "What documents and publishers are called, where they have other names.",
        "facts": "The words of every fact, by its id; those of a series hold for its points.",
        "moved": "Why a released address is gone, by the address, as in moved: of data.yaml.",
    },
    "EditionNoticeShape": {
        "date": "The day of the notice in data.yaml.",
        "text": "Its words in this language.",
    },
    "EditionChangeShape": {
        "until": "The day of the entry in data.yaml.",
        "note": "Why the figure changed, in this language.",
    },
    "EditionSiteShape": {
        "names": "Names that hold a number but state none.",
        "notices": "The words of site.notices, by their days: [{date, text}].",
    },
    "EditionSourceShape": {
        "title": "What the document is called.",
        "publisher": "What its publisher is called.",
    },
    "EditionFactShape": {
        "what": "What is counted, in words.",
        "text": "Another form of the same value than the language prints by itself.",
        "words": "Words of the text that may be linked to a claim.",
        "also": "Why another fact says something else of the same thing and time.",
        "assumed": "Why a value is a premise of your own.",
        "when": "The time it holds for, where the words of data.yaml are of another language.",
        "history": "Why the figure changed, by the day of the entry: [{until, note}].",
    },
}
SERIES = ("cells", "values")
KEYS["PointShape"] = {key: words for key, words in KEYS["FactShape"].items() if key not in SERIES}


def schema(edition: bool = False) -> dict[str, Any]:
    """The JSON schema of data.yaml, or of data.yaml of an edition in another language."""
    made = msgspec.json.schema(EditionShape if edition else DataShape)
    for name, shape in made["$defs"].items():
        words = KEYS.get(name.removeprefix("Edition"), {}) | EDITION.get(name, {})
        for key, said in shape["properties"].items():
            said.pop("default", None)  # an editor would write it into the file
            shape["properties"][key] = {"description": words[key]} | _scalars(said)
    title = "content/zh/data.yaml" if edition else "data.yaml"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title} | made


def schema_text(edition: bool = False) -> str:
    return json.dumps(schema(edition), indent=2, ensure_ascii=False) + "\n"


def _scalars(said: Any) -> Any:
    """To an editor 2024 is a number; in data.yaml every value is read as it is written."""
    if isinstance(said, list):
        return [_scalars(part) for part in said]
    if not isinstance(said, dict):
        return said
    if said.get("type") == "string":
        said = said | {"type": ["string", "number"]}
    return {key: _scalars(part) for key, part in said.items()}
