"""A new edition of a source put in place: what of data.yaml follows from it, and what is unsure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..drafting.data_edits import in_braces, in_style, with_item, with_keys
from ..evidence import cell_numbers, cells, kept
from ..evidence.cells import Asked, Mislaid
from ..evidence.kept import Kept
from ..evidence.pairing import YEAR
from ..evidence.proof import Cell, Quotation, Reading
from ..model import Fact, Kind, Source, Story
from ..numbers.quantity import Quantity
from ..numbers.rewriting import rewritten
from ..numbers.statements import numbers, quotation_mismatch, sayings
from ..numbers.values import parse_value
from ..parsing.cells import parse_unit
from ..parsing.data_file import DATA
from ..parsing.nodes import Mapping as Keys
from ..parsing.nodes import Node, Scalar, text_of
from ..parsing.shape import scalars
from ..parsing.story import read_story
from ..parsing.yaml_file import read_yaml
from ..problem import Location, Problem, Refused
from ..releases.ledger import Ledger
from .matching import Lost, Refound, readdress, refind


class Unsure(Struct, frozen=True):
    """A fact of which a new edition does not surely say anything; `candidates` may be meant."""

    fact: str
    where: Location
    why: str
    candidates: tuple[str, ...] = ()


class ChangedValue(Struct, frozen=True):
    """A fact that says something else by the new edition; `kind` is None for a computed one."""

    fact: Fact
    old: str
    kind: Kind | None


class Update(Struct, frozen=True):
    """The new text of data.yaml, and what it rests on; `story` is read from it."""

    text: str
    story: Story
    changed: tuple[ChangedValue, ...]
    added: tuple[Fact, ...]
    unsure: tuple[Unsure, ...]


class _Edit(Struct, frozen=True):
    """Keys of the mapping at a path of data.yaml, with the words that they get."""

    path: tuple[str, ...]
    values: dict[str, str]


def update(
    story: Story,
    texts: Mapping[str, str],
    files: Mapping[str, bytes],
    source: Source,
    data: bytes,
    released: Ledger,
    today: str,
) -> Update | Problem:
    """What follows where `data` takes the place of the file of a source, on a day.

    `texts` and `files` are the story's by path. Values and quotations are written where they are
    sure; where a released figure changes, also what it said before.
    """
    old, new = (_shelved(source, each) for each in (files[source.file], data))
    if reason := kept.unreadable(new):
        return Problem(source.where, f"the new edition {reason}; nothing was changed", source.id)
    top, _ = read_yaml(texts[DATA], DATA)
    nodes = _at(top, "facts")
    asked = _asked(top, source)
    edits: list[_Edit] = []
    unsure: list[Unsure] = []
    kinds: dict[str, Kind] = {}
    for facts in _by_quotation(story, source):
        made = _requoted(facts, new, nodes)
        if isinstance(made, Unsure):
            unsure += [replace(made, fact=fact.id, where=fact.where) for fact in facts]
        else:
            edits += made[0]
            kinds |= made[1]
    for fact in story.facts.values():
        if isinstance(fact.proof, Cell) and fact.source == source.id:
            recelled = _recelled(fact, old, new, asked, nodes)
            if isinstance(recelled, Unsure):
                unsure.append(recelled)
            else:
                edits += recelled
        unsure += _others(fact, source, new)
    edits += _counted(nodes, source, new, asked)
    edits.append(_Edit(("sources", source.id), {"retrieved": today}))
    text = _edited(texts[DATA], edits)
    if isinstance(text, Refused):
        return Problem(source.where, text.message, source.id)
    read = _read(text, texts, files, source, data)
    changed = _changed(story, read, kinds)
    text = _with_history(text, nodes, changed, released, today)
    if isinstance(text, Refused):
        return Problem(source.where, text.message, source.id)
    read = _read(text, texts, files, source, data)
    added = [fact for id, fact in read.facts.items() if id not in story.facts]
    return Update(text, read, tuple(changed), tuple(added), tuple(unsure))


def _read(
    text: str, texts: Mapping[str, str], files: Mapping[str, bytes], source: Source, data: bytes
) -> Story:
    return read_story({**texts, DATA: text}, "", {**files, source.file: data})[0]


def _shelved(source: Source, data: bytes) -> Kept:
    return kept.shelf({source.file: data})[source.file].named(source.encoding)


def _asked(top: Node | None, source: Source) -> Asked:
    """Which table of its file is the source's."""
    return Asked(**scalars(_items(_at(top, "sources", source.id, "table"))))


def _at(node: Node | None, *path: str) -> Node | None:
    for key in path:
        node = _items(node).get(key)
    return node


def _point(fact: Fact, nodes: Node | None) -> Node | None:
    """What is written under `values` for a point of a series; None of any other fact."""
    return _at(nodes, fact.series, "values", fact.key) if fact.series else None


def _items(node: Node | None) -> dict[str, Node]:
    return node.items if isinstance(node, Keys) else {}


def _edited(text: str, edits: Sequence[_Edit]) -> str | Refused:
    for edit in edits:
        values = {key: in_style(text, edit.path, words) for key, words in edit.values.items()}
        made = with_keys(text, edit.path, values)
        if isinstance(made, Refused):
            return made
        text = made
    return text


# Quotations


def _by_quotation(story: Story, source: Source) -> list[list[Fact]]:
    """The facts that share a quotation of the source, those of one series together."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in story.facts.values():
        if isinstance(fact.proof, Quotation | Reading) and fact.source == source.id:
            groups.setdefault((fact.series or fact.id, fact.quote), []).append(fact)
    return list(groups.values())


def _requoted(
    facts: Sequence[Fact], new: Kept, nodes: Node | None
) -> tuple[list[_Edit], dict[str, Kind]] | Unsure:
    """How some facts of one quotation are written by a new edition, or why that is not sure."""
    words = facts[0].quote
    if not isinstance(kept.place(new, words), Refused):
        return [], {}
    found = refind(words, new)
    first = facts[0]
    if isinstance(found, Lost):
        return Unsure(first.id, first.where, found.why, found.candidates)
    edits: list[_Edit] = []
    kinds: dict[str, Kind] = {}
    for fact in facts:
        made = _revalued(fact, found)
        if isinstance(made, Lost):
            return Unsure(first.id, first.where, f"{made.why} ('{fact.id}')", made.candidates)
        if made:
            edits.append(_written_at(fact, made, nodes))
            kinds[fact.id] = "update" if "when" in made else "revision"
    paths = dict.fromkeys(_quoting(facts, nodes))
    edits += [_Edit(path, {"quote": found.words}) for path in paths]
    return edits, kinds


def _revalued(fact: Fact, found: Refound) -> dict[str, str] | Lost:
    """The keys of a fact that a quotation changes: its value, and its time where that moved."""
    if fact.quantity is None or fact.reading:
        return Lost("it is read by us; read it again", (found.words,))
    said, _ = sayings(fact.quote, fact.quantity)
    values = [_value(fact.quantity, old, found) for old in said]
    if not values or any(value is None or value != values[0] for value in values):
        return Lost("it is not sure which of the numbers there is this one", (found.words,))
    value = values[0] or ""
    made = {} if value == fact.text else {"value": value}
    moved = _moved(fact, found)
    if moved and (fact.series or moved[0] in fact.what.text or moved[0] not in fact.when):
        return Lost(f"the sentence is of {moved[1]} there, and no longer of {moved[0]}",
                    (found.words,))  # fmt: skip
    return made | ({"when": fact.when.replace(*moved)} if moved else {})


def _value(fact: Quantity, span: tuple[int, int], found: Refound) -> str | None:
    """The value at the place of `span` in the words as they are now, written as it was before."""
    at = next((new for old, new in found.pairs if span[0] <= old[0] and old[1] <= span[1]), None)
    figure = at and next(
        (one for one in numbers(found.words) if one.start < at[1] and at[0] < one.end), None
    )
    if not figure or figure.quantity is None:
        return None
    for text in (figure.text, rewritten(fact.text, figure.quantity)):
        value = parse_value(text) if text else None
        if isinstance(value, Quantity) and value.unit == fact.unit:
            return text if quotation_mismatch(found.words, value) is None else None
    return None


def _moved(fact: Fact, found: Refound) -> tuple[str, str] | None:
    """The year of a fact and the one that stands in its place, where they differ."""
    for (start, end), (new_start, new_end) in found.pairs:
        before, after = fact.quote[start:end], found.words[new_start:new_end]
        if before != after and YEAR.fullmatch(before) and before in (fact.when, fact.when[:4]):
            return before, after
    return None


def _written_at(fact: Fact, values: dict[str, str], nodes: Node | None) -> _Edit:
    """The keys of a fact where it is written; a point may be written as its value alone."""
    if not fact.series:
        return _Edit(("facts", fact.id), values)
    path = ("facts", fact.series, "values")
    if isinstance(_point(fact, nodes), Keys):
        return _Edit((*path, fact.key), values)
    return _Edit(path, {fact.key: values["value"]})


def _quoting(facts: Sequence[Fact], nodes: Node | None) -> Iterator[tuple[str, ...]]:
    """The paths of the mappings that hold the quotation of some facts."""
    for fact in facts:
        own = "quote" in _items(_point(fact, nodes))
        path = ("facts", fact.series or fact.id)
        yield (*path, "values", fact.key) if own else path


def _others(fact: Fact, source: Source, new: Kept) -> Iterator[Unsure]:
    """What the source is said to say beside another one, and no longer does."""
    for other in fact.others:
        if other.proof.source != source.id:
            continue
        if isinstance(kept.place(new, other.proof.words), Refused):
            found = refind(other.proof.words, new)
            candidates = (found.words,) if isinstance(found, Refound) else found.candidates
            why = "what it says beside another source, under 'also', is not there"
            yield Unsure(fact.id, other.proof.where, why, candidates)


# Cells


def _recelled(
    fact: Fact, old: Kept, new: Kept, asked: Asked, nodes: Node | None
) -> list[_Edit] | Unsure:
    """How a fact of one cell is written by a new edition; a series of cells is read from it."""
    point = _point(fact, nodes)
    spec = _at(point, "cell") or _at(nodes, fact.series or fact.id, "cell")
    written = _at(point, "value") or (None if fact.series else _at(nodes, fact.id, "value"))
    if spec is None:
        return []
    values: dict[str, str] = {}
    if isinstance(spec, Scalar):
        address = readdress(old, new, asked, spec.text)
        if isinstance(address, Lost):
            return Unsure(fact.id, fact.where, address.why, address.candidates)
        values |= {} if same_address(address, spec.text) else {"cell": address}
        found = cells.cell_at(new, asked, address)
        unit = ""
    else:
        row = tuple(scalars(_items(_at(spec, "row"))).items())
        found = cells.cell(new, asked, row, text_of(_at(spec, "column")))
        unit = text_of(_at(spec, "in"))
    if isinstance(found, Mislaid):
        return Unsure(fact.id, fact.where, found.message)
    if isinstance(written, Scalar):
        value = _celled(fact, found, unit)
        if value is None:
            return Unsure(fact.id, fact.where, f"the cell says '{found.text}' ({found.place})")
        values |= {} if value == fact.text else {"value": value}
    path = ("facts", fact.series, "values", fact.key) if point else ("facts", fact.id)
    return [_Edit(path, values)] if values else []


def same_address(one: str, other: str) -> bool:
    return one.replace("$", "").upper() == other.replace("$", "").upper()


def _celled(fact: Fact, found: cells.Found, unit: str) -> str | None:
    """What a cell says, written as the fact's value is."""
    if fact.quantity is None:
        return None
    if quotation_mismatch(found.text, fact.quantity) is None:
        return fact.text
    number = cell_numbers.number(found.text.rstrip(" %"), found.commas, found.unsure)
    said = parse_value(found.text)
    if not isinstance(number, Refused):
        one = parse_unit(unit)
        by = one.value if one else 1
        said = replace(fact.quantity, value=number.value * by, step=number.step * by, qualifier="")
    if not isinstance(said, Quantity):
        return None
    text = rewritten(fact.text, said)
    value = parse_value(text) if text else None
    if isinstance(value, Quantity) and value.value == said.value:
        return text
    return said.text if said.text and isinstance(parse_value(said.text), Quantity) else None


def _counted(nodes: Node | None, source: Source, new: Kept, asked: Asked) -> Iterator[_Edit]:
    """`rows` promises how many rows there are: as many as in the new edition."""
    for id, node in _items(nodes).items():
        spec = _items(_at(node, "cells"))
        said = scalars(spec)
        if not said.get("rows") or text_of(_at(node, "source")) != source.id:
            continue
        where = tuple(scalars(_items(spec.get("where"))).items())
        found = cells.cells(new, asked, said.get("key", ""), said.get("column", ""), where)
        if not isinstance(found, Mislaid) and str(len(found)) != said["rows"]:
            yield _Edit(("facts", id, "cells"), {"rows": str(len(found))})


# History


def _changed(old: Story, new: Story, kinds: Mapping[str, Kind]) -> list[ChangedValue]:
    """The facts that say something else, those that are computed among them."""
    found = []
    for id, fact in new.facts.items():
        before = old.facts.get(id)
        if before is None or (before.text, before.when) == (fact.text, fact.when):
            continue
        kind = None if fact.formula else kinds.get(id, "revision")
        found.append(ChangedValue(fact, before.text, kind))
    return found


def _with_history(
    text: str,
    nodes: Node | None,
    changed: Sequence[ChangedValue],
    released: Ledger,
    today: str,
) -> str | Refused:
    """What figures said before, as far as readers may have seen it.

    Where several points of a series changed at once, that is one entry of the series.
    """
    groups: dict[tuple[str, Kind], list[ChangedValue]] = {}
    for one in changed:
        seen = one.fact.id in released.facts or not released.facts
        if one.kind and seen:
            groups.setdefault((one.fact.series or one.fact.id, one.kind), []).append(one)
    for (id, kind), facts in groups.items():
        made: str | Refused = text
        ending = f"until: {today}, kind: {kind}"
        together = [one for one in facts if not _at(_point(one.fact, nodes), "history")]
        if len(together) < 2 and all(_written(one.fact, nodes) for one in together):
            together = []
        if together:
            said = [f"{one.fact.key}: {in_braces(_before(one, released))}" for one in together]
            entry = f"{{values: {{{', '.join(said)}}}, {ending}}}"
            made = with_item(text, ("facts", id), "history", entry)
        for one in facts:
            if one not in together and not isinstance(made, Refused):
                entry = f"{{value: {in_braces(_before(one, released))}, {ending}}}"
                made = _with_entry(made, one.fact, entry)
        if isinstance(made, Refused):
            return made
        text = made
    return text


def _before(one: ChangedValue, released: Ledger) -> str:
    """What readers were told before: as it was released."""
    known = released.facts.get(one.fact.id)
    return known.text if known else one.old


def _written(fact: Fact, nodes: Node | None) -> bool:
    """Whether a fact stands in data.yaml by itself, and is no row of a table."""
    return not fact.series or _point(fact, nodes) is not None


def _with_entry(text: str, fact: Fact, entry: str) -> str | Refused:
    """One more entry in the history of a fact; a point written as its value alone gets keys."""
    if not fact.series:
        return with_item(text, ("facts", fact.id), "history", entry)
    path = ("facts", fact.series, "values")
    top, _ = read_yaml(text, DATA)
    if isinstance(_at(top, *path, fact.key), Keys):
        return with_item(text, (*path, fact.key), "history", entry)
    whole = f"{{value: {in_braces(fact.text)}, history: [{entry}]}}"
    return with_keys(text, path, {fact.key: whole})
