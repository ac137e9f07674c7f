"""data.yaml's facts: written ones are read, derived ones are computed, each into a `Fact`."""

from __future__ import annotations

import graphlib
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from ..model import Change, Evidence, Fact, Formula, Kind, Prose, Series
from ..numbers.numerals import Form, Quantity, parse_form, parse_value, shown
from ..numbers.statements import ambiguous, figures
from ..numbers.units import called, same_units
from ..problem import Location, Problem, did_you_mean
from . import formulas
from .markup import read_inline
from .nodes import Mapping as Keys
from .nodes import Node, Scalar, Sequence
from .shape import ChangeShape, FactShape, PointShape, fields, items, names, scalars

DATE_KEY = re.compile(r"\d{4}(-\d{2}){0,2}")
# What a point says itself replaces what its series says in the other column.
INSTEAD = {"formula": ("value", "source", "quote", "reading"), "value": ("formula", "show")}


class _Raw(Struct, frozen=True):
    """A fact as its keys say it, what it inherits from its series included."""

    id: str
    series: str
    key: str
    nodes: dict[str, Node]
    given: frozenset[str]  # keys that were written, whether they could be read or not
    where: Location

    def text(self, key: str) -> str:
        node = self.nodes.get(key)
        return " ".join(node.text.split()) if isinstance(node, Scalar) else ""

    def scalar(self, key: str) -> Scalar | None:
        node = self.nodes.get(key)
        return node if isinstance(node, Scalar) else None

    def at(self, key: str) -> Location:
        return self.nodes[key].where if key in self.nodes else self.where


def read_facts(
    node: Node | None, sources: Collection[str], problems: list[Problem]
) -> tuple[dict[str, Fact], dict[str, Series], frozenset[str]]:
    """All facts by id, points of series among them, in the order of the file; and the series.

    `sources` are the ids of the sources they may quote. Last come the ids of what is written but
    could not be read, so that it is not missed elsewhere.
    """
    raws: dict[str, _Raw] = {}
    series: dict[str, Series] = {}
    written = node.items.items() if isinstance(node, Keys) else ()
    for name, where, entry in names(node, "facts", problems):
        said = fields(entry, FactShape, f"the fact '{name}'", problems)
        if not isinstance(entry, Keys):
            continue
        if "values" not in said:
            raws[name] = _Raw(name, "", "", said, frozenset(entry.items), where)
            continue
        points = list(_points(name, said, frozenset(entry.items), problems))
        raws |= {point.id: point for point in points}
        what = read_inline(said.get("what"), problems)
        if points:
            ids = tuple(point.id for point in points)
            series[name] = Series(name, what, ids, _labelled(points), where)
    for raw in raws.values():
        _check_keys(raw, problems)
        _check_source(raw, sources, problems)
    facts = _in_order(raws, series, problems)
    _check_agrees(raws, facts, problems)
    unread = {name for name, _ in written} | raws.keys()
    return facts, series, frozenset(unread - facts.keys() - series.keys())


def _points(
    name: str, said: dict[str, Node], given: frozenset[str], problems: list[Problem]
) -> Iterator[_Raw]:
    values = said["values"]
    if "value" in given:
        message = f"'{name}' has 'values', so 'value' must go"
        problems.append(Problem(said["value"].where if "value" in said else values.where, message))
    inherited = {key: value for key, value in said.items() if key not in ("values", "value")}
    if isinstance(values, Keys) and not values.items:
        problems.append(Problem(values.where, f"the series '{name}' has no values"))
    for key, where, node in names(values, f"the values of '{name}'", problems):
        if isinstance(node, Scalar):
            own: dict[str, Node] = {"value": node}
        else:
            own = fields(node, PointShape, f"'{name}.{key}'", problems)
        hidden = [lost for key in own for lost in INSTEAD.get(key, ())]
        kept = {key: value for key, value in inherited.items() if key not in hidden}
        if DATE_KEY.fullmatch(key):
            kept["when"] = Scalar(key, where)
        mine = frozenset(node.items) if isinstance(node, Keys) else frozenset(own)
        yield _Raw(f"{name}.{key}", name, key, kept | own, given | mine, where)


def _labelled(points: Collection[_Raw]) -> bool:
    """Whether labels name the points of a series: each has its own."""
    return 1 < len(points) == len({point.text("label") for point in points} - {""})


def _check_keys(raw: _Raw, problems: list[Problem]) -> None:
    """What a fact needs depends on whether it is written down or computed."""

    def needs(key: str, message: str) -> None:
        if key not in raw.nodes and key not in raw.given:
            words = raw.id.rpartition(".")[2]
            problems.append(Problem(raw.where, f"'{raw.id}' needs {message}", words))

    def refuse(key: str, message: str) -> None:
        if key in raw.nodes:
            problems.append(Problem(raw.at(key), f"'{raw.id}' {message}"))

    needs("what", "'what': say what is counted, for readers")
    if "formula" in raw.nodes or "formula" in raw.given:
        for key in INSTEAD["formula"]:
            refuse(key, f"is computed, so '{key}' must go (or 'formula')")
        return
    for key in ("value", "source", "quote"):
        needs(key, f"'{key}' (or a 'formula')")
    for key in ("show", "agrees", "words"):
        refuse(key, f"is not computed, so '{key}' must go")


def _check_source(raw: _Raw, sources: Collection[str], problems: list[Problem]) -> None:
    name = raw.text("source")
    if name and name not in sources:
        message = f"there is no source '{name}'{did_you_mean(name, sources)}"
        problems.append(Problem(raw.at("source"), message, name))


def _check_agrees(
    raws: Mapping[str, _Raw], facts: Mapping[str, Fact], problems: list[Problem]
) -> None:
    """A computed figure agrees with a figure."""
    for raw in raws.values():
        name = raw.text("agrees")
        if not name or raw.id not in facts or (name in raws and name not in facts):
            continue
        if name not in facts or facts[name].claim or facts[raw.id].claim:
            near = "" if name in facts else did_you_mean(name, facts)
            message = f"'{name}' is no figure to agree with{near}"
            problems.append(Problem(raw.at("agrees"), message, name))


def _in_order(
    raws: Mapping[str, _Raw], series: Mapping[str, Series], problems: list[Problem]
) -> dict[str, Fact]:
    """Every fact after those it is computed from; what stands in a circle is a problem."""
    needs = {
        name: [needed for needed, _ in formulas.inputs(raw.text("formula")) if needed in raws]
        for name, raw in raws.items()
    }
    facts: dict[str, Fact] = {}
    circular: set[str] = set()
    while True:
        try:
            order = list(graphlib.TopologicalSorter(needs).static_order())
            break
        except graphlib.CycleError as error:
            circle = error.args[1][::-1]
            where = raws[circle[0]].at("formula")
            message = f"a formula cannot need its own result: {' → '.join(circle)}"
            problems.append(Problem(where, message, circle[0]))
            circular.update(circle)
            needs |= dict.fromkeys(circle, [])
    for name in order:
        raw = raws[name]
        formula = raw.scalar("formula")
        if name in circular:
            continue
        if formula is None:
            fact = _written(raw, problems)
        else:
            known = _inputs(formula, facts, raws, series, problems)
            fact = None if known is None else _derived(raw, formula, known, problems)
        if fact:
            facts[name] = fact
    return {name: facts[name] for name in raws if name in facts}


def _written(raw: _Raw, problems: list[Problem]) -> Fact | None:
    value = raw.scalar("value")
    if value is None:
        return None
    quantity = parse_value(raw.text("value"))
    if isinstance(quantity, str):
        problems.append(Problem(value.where, quantity, value.text))
        return None
    if (reason := ambiguous(raw.text("value"))) and "reading" not in raw.nodes:
        problems.append(Problem(value.where, reason, value.text))
        return None
    if not quantity.unit:
        quantity = replace(quantity, counted=f"{raw.text('what')} {raw.text('label')}")
    return _fact(raw, quantity, None, problems)


def _inputs(
    node: Scalar,
    facts: Mapping[str, Fact],
    raws: Mapping[str, _Raw],
    series: Mapping[str, Series],
    problems: list[Problem],
) -> dict[str, Quantity] | None:
    """What a formula reads, by id; None where one of them is missing, which has been told."""
    known: dict[str, Quantity] = {}
    whole = True
    for name, offset in formulas.inputs(node.text):
        fact = facts.get(name)
        message = ""
        if name in series:
            points = ", ".join(series[name].points[:3])
            message = f"'{name}' is a series; name one of its points: {points} …"
        elif name not in raws:
            message = f"there is no fact '{name}'{did_you_mean(name, raws)}"
        elif fact is not None and fact.quantity is None:
            message = f"'{name}' is a claim, true or false; a formula needs numbers"
        if message:
            problems.append(Problem(node.at(offset + 1), message, name))
        if fact is None or fact.quantity is None:
            whole = False
        else:
            known[name] = fact.quantity
    return known if whole else None


def _derived(
    raw: _Raw, node: Scalar, known: Mapping[str, Quantity], problems: list[Problem]
) -> Fact | None:
    result = formulas.evaluate(node.text, known)
    if isinstance(result, tuple):
        problems.append(Problem(node.at(result[0]), result[1], node.text[result[0] :]))
        return None
    formula = Formula(node.text, tuple(known), result.value, node.where)
    if isinstance(result.value, bool):
        return _fact(raw, None, formula, problems)
    form = _form(raw, result, problems)
    if form is None:
        return None
    value = result.value
    if form.unit in (formulas.RATIO, formulas.POINTS) and result.unit == "":
        value *= 100
    about = "about" if any(quantity.qualifier for quantity in known.values()) else ""
    return _fact(raw, shown(value, form, about), replace(formula, exact=value), problems)


def _form(raw: _Raw, result: formulas.Result, problems: list[Problem]) -> Form | None:
    """How a result is printed: as `show` says, else exactly, in the unit that came out."""
    show = raw.scalar("show")
    exact = format(Decimal(result.value).normalize(), "f")
    if show is None and len(exact.partition(".")[2]) > 6:
        message = f"'{raw.id}' has no end of decimals; say how to round it, as in show: 0.1%"
        problems.append(Problem(raw.at("formula"), message))
        return None
    step = "1" if "." not in exact else f"0.{'0' * (len(exact.partition('.')[2]) - 1)}1"
    form = parse_form(show.text if show else f"{step} {result.unit}".strip())
    where = show.where if show else raw.at("formula")
    if isinstance(form, str):
        problems.append(Problem(where, form, show.text if show else ""))
        return None
    if form.unit and result.unit and not same_units(form.unit, result.unit):
        message = f"the formula's result is in {called(result.unit)}, not in {called(form.unit)}"
        problems.append(Problem(where, message, show.text if show else ""))
        return None
    return form if form.unit else Form(form.step, form.scale, result.unit)


def _fact(
    raw: _Raw, quantity: Quantity | None, formula: Formula | None, problems: list[Problem]
) -> Fact:
    evidence: Evidence = "reading" if raw.text("reading") else "document"
    if figures(raw.text("when")):
        message = "'when' says a time, as in 2024, 2025-12 or end of 2024, and no other number"
        problems.append(Problem(raw.at("when"), message, raw.text("when")))
    return Fact(
        id=raw.id,
        series=raw.series,
        key=raw.key,
        what=read_inline(raw.nodes.get("what"), problems) or Prose("", raw.id),
        label=read_inline(raw.nodes.get("label"), problems),
        note=read_inline(raw.nodes.get("note"), problems),
        when=raw.text("when"),
        text=quantity.text if quantity else "true",
        quantity=quantity,
        source="" if formula else raw.text("source"),
        quote="" if formula else raw.text("quote"),
        reading="" if formula else raw.text("reading"),
        formula=formula,
        agrees=raw.text("agrees"),
        words=items(raw.nodes.get("words")),
        history=tuple(_history(raw.nodes.get("history"), quantity is None, problems)),
        evidence="formula" if formula else evidence,
        where=raw.where,
        value_at=raw.at("value"),
        quote_at=raw.at("quote"),
    )


def _history(node: Node | None, claim: bool, problems: list[Problem]) -> Iterator[Change]:
    if node is None:
        return
    if not isinstance(node, Sequence):
        message = "history: a list of entries, each beginning with '- value:'"
        problems.append(Problem(node.where, message))
        return
    for item in node.items:
        said = fields(item, ChangeShape, "an entry of history", problems)
        texts = scalars(said)
        value = "" if claim else parse_value(texts.get("value", "0"))
        if isinstance(value, str) and value:
            problems.append(Problem(said["value"].where, value, texts["value"]))
        elif {"value", "until", "kind"} <= texts.keys():
            kind = cast(Kind, texts["kind"])
            yield Change(texts["value"], texts["until"], kind, texts.get("note", ""), item.where)
