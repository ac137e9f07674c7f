"""`build.py facts`: every fact with its proof and its uses, and what a kept source says besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..model import Drawing, Fact, Source, Story
from ..numbers.statements import numbers
from ..parsing import quotations
from ..problem import Location
from ..words import proses


class Listed(Struct, frozen=True):
    """A fact as it is listed; `uses` are the places that state it, charts by their file."""

    id: str
    text: str
    what: str
    when: str
    evidence: str
    source: str
    formula: str
    uses: tuple[str, ...]


class Listing(Struct, frozen=True):
    """`plain` are the words marked as no figure; `uncaptured` the figures of kept documents that
    no quotation of a fact covers, as (place, words); `unused_names` entries of site.names; `code`
    what is shown as code and holds figures, which no check reads."""

    facts: tuple[Listed, ...]
    plain: tuple[tuple[str, str], ...]
    uncaptured: tuple[tuple[str, str], ...]
    unused_names: tuple[str, ...]
    code: tuple[tuple[str, str], ...]


def list_facts(story: Story, drawings: Mapping[str, Drawing]) -> Listing:
    used: dict[str, list[str]] = {name: [] for name in story.facts}
    plain: list[tuple[str, str]] = []
    for prose in proses(story):
        for use in prose.uses:
            if use.kind == "fact" and use.target in used:
                used[use.target].append(str(use.where))
            elif use.kind == "plain":
                plain.append((str(use.where), use.words))
    for name, drawing in drawings.items():
        for read in drawing.facts:
            used[read].append(story.charts[name].code_path)
    for fact in story.facts.values():
        if fact.formula:
            for needed in fact.formula.inputs:
                used[needed].append(str(fact.formula.where))
    texts = [run.text for prose in proses(story) for run in prose.runs]
    return Listing(
        tuple(_listed(fact, tuple(dict.fromkeys(used[fact.id]))) for fact in story.facts.values()),
        tuple(plain),
        tuple(found for source in story.sources.values() for found in _uncaptured(source, story)),
        tuple(name for name in story.site.names if not any(name in text for text in texts)),
        tuple(
            (str(run.at(figure.start)), figure.text)
            for prose in proses(story)
            for run in prose.code
            for figure in numbers(run.text)
        ),
    )


def as_text(listing: Listing) -> str:
    """For a terminal: a line a fact, its uses indented under it."""
    lines = []
    for fact in listing.facts:
        proof = ": ".join(filter(None, (fact.evidence, fact.source or fact.formula)))
        lines.append(f"{fact.id}  {fact.text}  [{proof}]  {fact.what}")
        lines += [f"    {use}" for use in fact.uses] or ["    (used nowhere)"]
    for title, pairs in (
        ("Words marked as no figure", listing.plain),
        ("Figures of kept sources that no fact captures", listing.uncaptured),
        ("Figures shown as code, which nothing proves", listing.code),
        ("Names that stand nowhere", tuple((name, "") for name in listing.unused_names)),
    ):
        if pairs:
            lines += ["", f"{title}:"]
            lines += [f"    {place}  {words}".rstrip() for place, words in pairs]
    return "\n".join(lines)


def _listed(fact: Fact, uses: tuple[str, ...]) -> Listed:
    formula = fact.formula.text if fact.formula else ""
    what = fact.what.text
    return Listed(fact.id, fact.text, what, fact.when, fact.evidence, fact.source, formula, uses)


def _uncaptured(source: Source, story: Story) -> Iterator[tuple[str, str]]:
    """Numbers of a kept document that stand in no quotation of a fact."""
    quotes = [
        (fact.quantity.value, quotations.fold(fact.quote))
        for fact in story.facts.values()
        if fact.source == source.id and fact.quantity
    ]
    for figure in numbers(source.document):
        value, said = figure.quantity and figure.quantity.value, quotations.fold(figure.text)
        if not any(value == known and said in quote for known, quote in quotes):
            where = Location(source.file, 1, 1).after(source.document[: figure.start])
            yield str(where), figure.text
