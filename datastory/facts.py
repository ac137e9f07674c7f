"""data.yaml's facts: written ones are read, derived ones are computed, each into a `Fact`."""

from __future__ import annotations

import graphlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from . import formulas
from .markup import read_inline
from .model import Change, Evidence, Fact, Formula, Prose, Series
from .numerals import Form, Quantity, parse_form, parse_value, shown
from .problem import Location, Problem, did_you_mean
from .shape import ChangeShape, FactShape, PointShape, fields, names
from .yamlfile import Mapping as Keys
from .yamlfile import Node, Scalar, Sequence

DATE_KEY = re.compile(r"\d{4}(-\d{2}){0,2}")
# What a point says itself replaces what its series says in the other column.
INSTEAD = {"formula": ("value", "source", "quote", "reading"), "value": ("formula", "show")}


@dataclass(frozen=True)
class _Raw:
    """A fact as its keys say it, what it inherits from its series included."""

    id: str
    series: str
    key: str
    nodes: dict[str, Node]
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
    node: Node | None, problems: list[Problem]
) -> tuple[dict[str, Fact], dict[str, Series]]:
    """All facts by id, points of series among them, in the order of the file; and the series."""
    raws: dict[str, _Raw] = {}
    series: dict[str, Series] = {}
    for name, entry in names(node, "facts", problems).items():
        where = node.keys[name] if isinstance(node, Keys) else entry.where
        said = fields(entry, FactShape, f"the fact '{name}'", problems)
        if "values" not in said:
            raws[name] = _Raw(name, "", "", said, where)
            continue
        points = list(_points(name, said, problems))
        raws |= {point.id: point for point in points}
        what = read_inline(said.get("what"), problems) or Prose("", "", where)
        series[name] = Series(name, what, tuple(point.id for point in points), where)
    for raw in raws.values():
        _check_keys(raw, problems)
    return _in_order(raws, problems), series


def _points(name: str, said: dict[str, Node], problems: list[Problem]) -> Iterator[_Raw]:
    inherited = {key: value for key, value in said.items() if key not in ("values", "value")}
    values = said["values"]
    for key, node in names(values, f"the values of '{name}'", problems).items():
        where = values.keys[key] if isinstance(values, Keys) else node.where
        if isinstance(node, Scalar):
            own: dict[str, Node] = {"value": node}
        else:
            own = fields(node, PointShape, f"'{name}.{key}'", problems)
        hidden = [lost for key in own for lost in INSTEAD.get(key, ())]
        kept = {key: value for key, value in inherited.items() if key not in hidden}
        if DATE_KEY.fullmatch(key):
            kept["when"] = Scalar(key, where)
        yield _Raw(f"{name}.{key}", name, key, kept | own, where)


def _check_keys(raw: _Raw, problems: list[Problem]) -> None:
    """What a fact needs depends on whether it is written down or computed."""

    def refuse(message: str) -> None:
        problems.append(Problem(raw.where, f"'{raw.id}' {message}", raw.id.rpartition(".")[2]))

    if "what" not in raw.nodes:
        refuse("needs 'what': say what is counted, for readers")
    if "formula" in raw.nodes:
        for key in INSTEAD["formula"]:
            if key in raw.nodes:
                refuse(f"is computed, so '{key}' must go (or 'formula')")
        return
    for key in ("value", "source", "quote"):
        if key not in raw.nodes:
            refuse(f"needs '{key}' (or a 'formula')")
    for key in ("show", "agrees", "words"):
        if key in raw.nodes:
            refuse(f"is not computed, so '{key}' must go")


def _in_order(raws: Mapping[str, _Raw], problems: list[Problem]) -> dict[str, Fact]:
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
        fact = _derived(raw, formula, facts, raws, problems) if formula else _written(raw, problems)
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
    evidence: Evidence = "reading" if raw.text("reading") else "document"
    return _fact(raw, raw.text("value"), quantity, None, evidence, problems)


def _derived(
    raw: _Raw,
    node: Scalar,
    facts: Mapping[str, Fact],
    raws: Mapping[str, _Raw],
    problems: list[Problem],
) -> Fact | None:
    known: dict[str, Quantity] = {}
    for name, offset in formulas.inputs(node.text):
        fact = facts.get(name)
        if name not in raws:
            message = f"there is no fact '{name}'{did_you_mean(name, raws)}"
            problems.append(Problem(node.at(offset + 1), message, name))
        elif fact is not None and fact.quantity is None:
            message = f"'{name}' is a claim, true or false; a formula needs numbers"
            problems.append(Problem(node.at(offset + 1), message, name))
        elif fact is not None and fact.quantity is not None:
            known[name] = fact.quantity
    if any(name not in known for name, _ in formulas.inputs(node.text)):
        return None  # the cause has been told
    result = formulas.evaluate(node.text, known)
    if isinstance(result, tuple):
        problems.append(Problem(node.at(result[0]), result[1], node.text[result[0] :]))
        return None
    ids = tuple(dict.fromkeys(name for name, _ in formulas.inputs(node.text)))
    if isinstance(result.value, bool):
        formula = Formula(node.text, ids, result.value, node.where)
        return _fact(raw, "true", None, formula, "formula", problems)
    about = "about" if any(quantity.qualifier for quantity in known.values()) else ""
    return _computed(raw, result, about, Formula(node.text, ids, result.value, node.where), problems)


def _computed(
    raw: _Raw, result: formulas.Result, about: str, formula: Formula, problems: list[Problem]
) -> Fact | None:
    form = _form(raw, result, problems)
    if form is None:
        return None
    value = Decimal(result.value)
    if form.unit == formulas.RATIO and result.unit == "":
        value *= 100
    exact = Formula(formula.text, formula.inputs, value, formula.where)
    quantity = shown(value, form, about)
    return _fact(raw, quantity.text, quantity, exact, "formula", problems)


def _form(raw: _Raw, result: formulas.Result, problems: list[Problem]) -> Form | None:
    """How a result is printed: as `show` says, else exactly, in the unit that came out."""
    show = raw.scalar("show")
    exact = format(Decimal(result.value).normalize(), "f")
    if show is None and len(exact.partition(".")[2]) > 6:
        message = f"'{raw.id}' has no end of decimals; say how to round it, as in show: 0.1%"
        problems.append(Problem(raw.where, message, raw.id))
        return None
    step = "1" if "." not in exact else f"0.{'0' * (len(exact.partition('.')[2]) - 1)}1"
    form = parse_form(show.text if show else f"{step} {result.unit}".strip())
    where = show.where if show else raw.where
    if isinstance(form, str):
        problems.append(Problem(where, form, show.text if show else ""))
        return None
    same = form.unit in ("", result.unit) or result.unit == ""
    if not same and (form.unit, result.unit) != (formulas.RATIO, formulas.RATIO):
        message = f"the formula's result is in {result.unit}, not in {form.unit}"
        problems.append(Problem(where, message, show.text if show else ""))
        return None
    return form if form.unit else Form(form.step, form.scale, result.unit)


def _fact(
    raw: _Raw,
    text: str,
    quantity: Quantity | None,
    formula: Formula | None,
    evidence: Evidence,
    problems: list[Problem],
) -> Fact:
    words = raw.nodes.get("words")
    spoken = [item.text for item in getattr(words, "items", ()) if isinstance(item, Scalar)]
    return Fact(
        id=raw.id,
        series=raw.series,
        key=raw.key,
        what=read_inline(raw.nodes.get("what"), problems) or Prose("", raw.id, raw.where),
        label=read_inline(raw.nodes.get("label"), problems),
        note=read_inline(raw.nodes.get("note"), problems),
        when=raw.text("when"),
        text=text,
        quantity=quantity,
        source=raw.text("source"),
        quote=raw.text("quote"),
        reading=raw.text("reading"),
        formula=formula,
        agrees=raw.text("agrees"),
        words=tuple(spoken),
        history=tuple(_history(raw.nodes.get("history"), problems)),
        evidence=evidence,
        where=raw.where,
        value_at=raw.at("value"),
        quote_at=raw.at("quote"),
    )


def _history(node: Node | None, problems: list[Problem]) -> Iterator[Change]:
    if node is None:
        return
    if not isinstance(node, Sequence):
        message = "history: a list of entries, each beginning with '- value:'"
        problems.append(Problem(node.where, message))
        return
    for item in node.items:
        said = fields(item, ChangeShape, "an entry of history", problems)
        texts = {key: value.text for key, value in said.items() if isinstance(value, Scalar)}
        if {"value", "until", "kind"} <= texts.keys():
            kind = texts["kind"]
            assert kind in ("update", "revision", "correction", "clarification")
            yield Change(texts["value"], texts["until"], kind, texts.get("note", ""), item.where)
