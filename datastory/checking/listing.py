"""`build.py facts`: every fact with its proof and its uses, and what a kept source says besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..evidence import quotations
from ..evidence.cell_numbers import is_number
from ..evidence.documents import Document
from ..evidence.kept import Kept, document
from ..evidence.proof import Cell
from ..model import Drawing, Fact, Source, Story, Unproved
from ..numbers.languages import language_of
from ..numbers.statements import numbers
from ..story_prose import proses
from .unproved import of_all

KINDS = {
    "plain": "Words marked as no figure",
    "name": "Names that may hold digits",
    "code": "Figures shown as code, which nothing proves",
    "told": "Figures in titles of sources, which nothing proves",
    "trend": "Words that rank or trend in sentences that state no fact",
}


class Listed(Struct, frozen=True):
    """A fact as it is listed; `uses` are the places that state it, charts by their file."""

    id: str
    text: str
    what: str
    when: str
    evidence: str
    place: str
    source: str
    formula: str
    uses: tuple[str, ...]
    also: tuple[str, ...] = ()  # what other sources say


class Listing(Struct, frozen=True):
    """`uncaptured` are the figures of kept documents that no quotation of a fact covers, as
    (place, words), and the columns of kept tables with how many of their numbers no cell of a fact
    is; `unused_names` entries of site.names that stand nowhere; `unproved` the words that no check
    proves: marked as plain, names, figures in code, trends without a figure; `gaps` the series of
    cells that have some, with their keys; `checks` the author's own statements, as (place, text).
    """

    facts: tuple[Listed, ...]
    uncaptured: tuple[tuple[str, str], ...]
    unused_names: tuple[str, ...]
    unproved: tuple[Unproved, ...]
    gaps: tuple[tuple[str, str], ...]
    checks: tuple[tuple[str, str], ...]


def list_facts(
    story: Story,
    drawings: Mapping[str, Drawing],
    kept: Mapping[str, Kept],
    editions: Sequence[Story] = (),
) -> Listing:
    """`kept` are the files in seeds/ by their path; `editions` state the same facts."""
    used: dict[str, list[str]] = {name: [] for name in story.facts}
    stories = (story, *editions)
    words = [prose for one in stories for prose in proses(one)]
    for use in (use for prose in words for use in prose.uses):
        if use.kind == "fact" and use.target in used:
            used[use.target].append(str(use.where))
    for name, drawing in drawings.items():
        for read in drawing.facts:
            used[read].append(story.charts[name].code_path)
    for formula in filter(None, (fact.formula for fact in story.facts.values())):
        for needed in formula.inputs:
            used[needed].append(str(formula.where))
    texts = [run.text for prose in words for run in prose.runs]
    named = dict.fromkeys(name for one in stories for name in one.site.names)
    documents = [source for source in story.sources.values() if source.file in kept]
    return Listing(
        tuple(_listed(fact, tuple(dict.fromkeys(used[fact.id]))) for fact in story.facts.values()),
        tuple(
            found
            for source in documents
            for found in _uncaptured(source, kept[source.file].named(source.encoding), story)
        ),
        tuple(name for name in named if not any(name in text for text in texts)),
        of_all(stories),
        tuple((one.id, ", ".join(one.gaps)) for one in story.series.values() if one.gaps),
        story.checks,
    )


def as_text(listing: Listing) -> str:
    """For a terminal: a line a fact, its uses indented under it."""
    lines = []
    for fact in listing.facts:
        proof = ": ".join(filter(None, (fact.evidence, fact.source or fact.formula)))
        proof += f", {fact.place}" if fact.place else ""
        lines.append(f"{fact.id}  {fact.text}  [{proof}]  {fact.what}")
        lines += [f"    also: {other}" for other in fact.also]
        lines += [f"    {use}" for use in fact.uses] or ["    (used nowhere)"]
    sections = {
        title: [_told(one) for one in listing.unproved if one.kind == kind]
        for kind, title in KINDS.items()
    }
    sections |= {
        "Figures of kept sources that no fact captures": _pairs(listing.uncaptured),
        "Checks of the author's own, all true": _pairs(listing.checks),
        "Empty cells of series, by their keys": _pairs(listing.gaps),
        "Names that stand nowhere": list(listing.unused_names),
    }
    for title, told in sections.items():
        if told:
            lines += ["", f"{title}:", *(f"    {line}" for line in told)]
    return "\n".join(lines)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{place}  {words}" for place, words in pairs]


def _told(one: Unproved) -> str:
    return f"{one.place}  {one.words}" + (f"  ({one.sentence})" if one.sentence else "")


def _listed(fact: Fact, uses: tuple[str, ...]) -> Listed:
    formula = fact.formula.text if fact.formula else ""
    place = fact.place.name if fact.place else ""
    also = tuple(f"{other.quantity.text} ({other.proof.source})" for other in fact.others)
    return Listed(
        fact.id, fact.text, fact.what.text, fact.when, fact.evidence, place, fact.source, formula,
        uses, also,
    )  # fmt: skip


def _uncaptured(source: Source, kept: Kept, story: Story) -> Iterator[tuple[str, str]]:
    """Numbers of a kept document that stand in no quotation of a fact."""
    read = document(kept) if kept.kind else None
    if not isinstance(read, Document):
        return
    said = [(fact.quantity, fact.source, fact.quote) for fact in story.facts.values()]
    others = [other for fact in story.facts.values() for other in fact.others]
    said += [(other.quantity, other.proof.source, other.proof.words) for other in others]
    quotes = [
        (quantity.value, quotations.fold(quote))
        for quantity, id, quote in said
        if quantity and id == source.id
    ]
    line, start = 1, 0
    for figure in numbers(read.text, language_of(read.text)):
        value, words = figure.quantity and figure.quantity.value, quotations.fold(figure.text)
        line, start = line + read.text.count("\n", start, figure.start), figure.start
        if not any(value == known and words in quote for known, quote in quotes):
            yield _shown(source.file, read, line, start), figure.text
    yield from _uncaptured_columns(source, read, story)


def _uncaptured_columns(source: Source, read: Document, story: Story) -> Iterator[tuple[str, str]]:
    """Columns of kept tables: `("seeds/a.csv, GDP", "12 of 45 numbers, the first 1,204")`."""
    proofs = [fact.proof for fact in story.facts.values() if isinstance(fact.proof, Cell)]
    held = Counter(proof.text for proof in proofs if proof.source == source.id)
    for table in read.tables:
        width = max(map(len, table.rows), default=0)
        for column in range(width):
            texts = [row[column] for row in table.rows if column < len(row)]
            numbers = [text for text in texts if is_number(text)]
            loose = Counter(numbers) - held
            if loose:
                head = next((" ".join(text.split()) for text in texts if text.strip()), "")
                name = head if head and not is_number(head) else f"column {column + 1}"
                place = ", ".join(filter(None, (source.file, table.name, name)))
                first = next(text for text in numbers if text in loose)
                yield place, f"{loose.total()} of {len(numbers)} numbers, the first {first.strip()}"


def _shown(file: str, read: Document, line: int, start: int) -> str:
    """`"seeds/a.txt:14:3"`, `"seeds/a.pdf, page 12"`"""
    if read.places:
        return f"{file}, {read.place(line)}"
    return f"{file}:{line}:{start - read.text.rfind(chr(10), 0, start)}"
