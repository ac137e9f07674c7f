"""`also:` of a fact: what other sources say of the same thing, each with its quotation."""

from __future__ import annotations

from collections.abc import Collection

from ..evidence import kept
from ..evidence.proof import Place, Quotation
from ..model import Other
from ..numbers.values import parse_value
from ..problem import Checked, Problem, Refused, collect, did_you_mean
from .cells import Library
from .nodes import Node, text_of
from .shape import AlsoShape, entries, fields, scalars


def read_others(
    node: Node | None, sources: Collection[str], library: Library
) -> Checked[tuple[Other, ...]]:
    """The entries of a list; of plain words, which say why two facts differ, none."""
    if text_of(node).strip():
        return ()
    others: list[Other] = []
    advice = "also: a list of what other sources say, each beginning with '- source:'"
    for item in (yield from entries(node, advice)):
        other = yield from _read_other(item, sources, library)
        others += [other] if other else []
    return tuple(others)


def _read_other(item: Node, sources: Collection[str], library: Library) -> Checked[Other | None]:
    said, problems = collect(fields(item, AlsoShape, "an entry of 'also'"))
    yield from problems
    text = {key: " ".join(words.split()) for key, words in scalars(said).items()}
    if problems or not {"source", "value", "quote"} <= text.keys():
        return None
    source, words = text["source"], text["quote"]
    if source not in sources:
        message = f"there is no source '{source}'{did_you_mean(source, sources)}"
        yield Problem(said["source"].where, message, source)
    quantity = parse_value(text["value"])
    if isinstance(quantity, Refused):
        yield Problem(said["value"].where, quantity.message, text["value"])
        return None
    place: Place | None = None
    if shelved := library.get(source):
        found = kept.place(shelved.file, words)
        if isinstance(found, Refused):
            message = f"this quotation does not stand in {shelved.path}: {found.message}"
            yield Problem(said["quote"].where, message, words)
        place = Place("") if isinstance(found, Refused) else found
    proof = Quotation(source, words, place, said["quote"].where)
    return Other(quantity, proof, said["value"].where)
