"""data.yaml's facts: written ones are read, derived ones are computed, each into a `Fact`."""

from __future__ import annotations

import functools
import graphlib
import html
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from ..evidence import kept
from ..evidence.cells import is_time, unmarked
from ..evidence.proof import Assumed, Formula, Place, Proof, Quotation, Reading
from ..model import Change, Fact, Kind, Prose, Series
from ..numbers.estimates import Estimate, parse_estimate
from ..numbers.quantity import Quantity
from ..numbers.statements import ambiguous, figures
from ..numbers.units import called, known, parts, rate_base, same_units
from ..numbers.values import Form, form_of, parse_form, parse_value, shown
from ..problem import Checked, Location, Problem, Refused, collect, did_you_mean
from . import cells, formulas
from .cells import Library, Point
from .markup import read_inline
from .nodes import Mapping as Keys
from .nodes import Node, Scalar, listed, scalar, text_of
from .other_sources import read_others
from .shape import ChangeShape, FactShape, PointShape, entries, fields, items, names, scalars

DATE_KEY = re.compile(r"\d{4}(-\d{2}){0,2}")
# What a point says itself replaces what its series says in the other column.
INSTEAD = {
    "formula": ("value", "source", "quote", "reading", "assumed", "cell"),
    "value": ("formula", "show", "cell"),
    "cell": ("value", "quote", "reading", "assumed", "formula"),
    "quote": ("assumed",),
    "assumed": ("source", "quote", "reading", "formula"),
}
# Many facts have one time; and of those that a preview reads again, hardly any changed.
figured = functools.lru_cache(maxsize=4096)(figures)
value_of = functools.lru_cache(maxsize=4096)(parse_value)


# The sum or mean of one number is no sum: it asks for all points of a series.
OF_ALL = re.compile(
    r"\b(?:(?:min|max|sum|mean|median|sd|count)\(\s*\{([^{}]*)\}\s*\)|quantile\(\s*\{([^{}]*)\})"
)


class _Raw(Struct, frozen=True):
    """A fact as its keys say it, what it inherits from its series included."""

    id: str
    series: str
    key: str
    nodes: dict[str, Node]
    given: frozenset[str]  # keys that were written, whether they could be read or not
    where: Location
    printed: str = ""  # the whole value of an estimate with its interval
    # Of a point of a series that is computed key by key: by the id of each series its point's.
    points: dict[str, str] = {}
    cell: Point | None = None  # of a point of a series of cells
    part: str = ""  # "low", "high" or "error" of an estimate's interval
    paged: bool = True  # has a page of its own, which points of a series of cells have not

    def text(self, key: str) -> str:
        return " ".join(text_of(self.nodes.get(key)).split())

    def scalar(self, key: str) -> Scalar | None:
        return scalar(self.nodes.get(key))

    def at(self, key: str) -> Location:
        return self.nodes[key].where if key in self.nodes else self.where


def read_facts(
    node: Node | None,
    sources: Collection[str],
    library: Library,
    checks: Node | None = None,
) -> Checked[tuple[dict[str, Fact], dict[str, Series], frozenset[str]]]:
    """All facts by id, points of series among them, in the order of the file; and the series.

    `checks` are the author's statements about them: one that is not true is a problem. `sources`
    are the ids of the sources they may quote, `library` those that are kept. Last come the ids of
    what is written but could not be read, so that it is not missed elsewhere.
    """
    raws: dict[str, _Raw] = {}
    series: dict[str, Series] = {}
    for name, where, entry in (yield from names(node, "facts")):
        said = yield from fields(entry, FactShape, f"the fact '{name}'")
        if not isinstance(entry, Keys):
            continue
        given = frozenset(entry.items)
        if not given & {"values", "cells"}:
            raws[name] = _Raw(name, "", "", said, given, where)
            continue
        what = yield from read_inline(said.get("what"))
        of_cells, gaps = yield from _of_cells(name, said, given, where, library)
        made = {point.id: point for point in of_cells}
        if "values" in said:
            own = yield from _points(name, said, given)
            made |= {point.id: replace(point, paged=not of_cells) for point in own}
        raws |= made
        if made:
            labelled = _labelled(made.values())
            table = "cells" in said
            series[name] = Series(name, what, tuple(made), labelled, where, table, gaps)
    raws, ranges = yield from _with_intervals(raws, library)
    series |= ranges
    series |= _series_of_ends(raws, series)
    raws, series = yield from _key_by_key(raws, series)
    for raw in raws.values():
        yield from _check_keys(raw)
        yield from _check_source(raw, sources)
    facts = yield from _in_order(raws, series, library)
    for id, fact in facts.items():
        others = yield from read_others(raws[id].nodes.get("also"), sources, library)
        if others:
            facts[id] = replace(fact, others=others)
    yield from _check_agrees(raws, facts)
    for raw in raws.values():
        if f"{raw.id}.low" in facts and raw.id in facts:
            yield from _check_interval(raw, facts)
    for check in listed(checks):
        yield from _untrue(check, raws, series, facts)
    written = node.items if isinstance(node, Keys) else {}
    return facts, series, frozenset({*written, *raws} - facts.keys() - series.keys())


def _points(name: str, said: dict[str, Node], given: frozenset[str]) -> Checked[list[_Raw]]:
    values, points = said["values"], []
    if "value" in given:
        message = f"'{name}' has 'values', so 'value' must go"
        yield Problem(said["value"].where if "value" in said else values.where, message)
    inherited = {key: value for key, value in said.items() if key not in ("values", "value")}
    if isinstance(values, Keys) and not values.items:
        yield Problem(values.where, f"the series '{name}' has no values")
    for key, where, node in (yield from names(values, f"the values of '{name}'")):
        if isinstance(node, Scalar):
            own: dict[str, Node] = {"value": node}
        else:
            own = yield from fields(node, PointShape, f"'{name}.{key}'")
        hidden = [lost for key in own for lost in INSTEAD.get(key, ())]
        kept = {key: value for key, value in inherited.items() if key not in hidden}
        if DATE_KEY.fullmatch(key):
            kept["when"] = Scalar(key, where)
        mine = frozenset(node.items) if isinstance(node, Keys) else frozenset(own)
        points.append(_Raw(f"{name}.{key}", name, key, kept | own, given | mine, where))
    return points


def _of_cells(
    name: str, said: dict[str, Node], given: frozenset[str], where: Location, library: Library
) -> Checked[tuple[list[_Raw], tuple[str, ...]]]:
    """The points of a series of cells, and the words of the keys of its gaps."""
    if "cells" not in said:
        return [], ()
    problems = [
        Problem(said[key].where, f"'{name}' has 'cells', so '{key}' must go")
        for key in ("value", "quote", "reading", "cell", "formula", "label")
        if key in said
    ]
    if "source" not in given:
        problems.append(Problem(where, f"'{name}' needs 'source': whose table it is", name))
    source = text_of(said.get("source"))
    shelved = library.get(source)
    if source and source not in library:
        message = f"'{source}' has no file, so it has no cells"
        problems.append(Problem(said["cells"].where, message))
    yield from problems
    if problems or shelved is None:
        return [], ()
    show, when = scalar(said.get("show")), scalar(said.get("when"))
    points, problems = cells.read_cells(said["cells"], show, source, shelved, when)
    yield from problems
    if when and any(is_time(unmarked(point.words)) for point in points):
        message = f"the points of '{name}' have dates as keys, so 'when' must go"
        yield Problem(when.where, message, when.text)
    inherited = {
        key: value for key, value in said.items() if key not in ("cells", "values", "show")
    }
    raws = []
    for point in points:
        if point.quantity is None:
            continue
        nodes = dict(inherited)
        time = unmarked(point.words)
        timely = is_time(time)
        if timely:
            nodes["when"] = Scalar(time, where)
        if not timely or point.key != point.words:
            nodes["label"] = Scalar(point.words, where)
        id = f"{name}.{point.key}"
        raws.append(_Raw(id, name, point.key, nodes, given, where, cell=point, paged=False))
    gaps = tuple(point.words for point in points if point.quantity is None)
    return raws, gaps


def _labelled(points: Collection[_Raw]) -> bool:
    """Whether labels name the points of a series: each has its own."""
    return 1 < len(points) == len({point.text("label") for point in points} - {""})


def _check_keys(raw: _Raw) -> Iterator[Problem]:
    """What a fact needs depends on whether it is written down or computed."""

    def needs(key: str, message: str) -> Iterator[Problem]:
        if key not in raw.nodes and key not in raw.given:
            words = raw.id.rpartition(".")[2]
            yield Problem(raw.where, f"'{raw.id}' needs {message}", words)

    def refuse(key: str, message: str) -> Iterator[Problem]:
        if key in raw.nodes:
            yield Problem(raw.at(key), f"'{raw.id}' {message}")

    yield from needs("what", "'what': say what is counted, for readers")
    if raw.cell:
        return
    if "cell" in raw.given:
        yield from needs("source", "'source': whose table it is")
        for key in ("quote", "reading", "formula", "agrees", "within", "words"):
            yield from refuse(key, f"is proved by a cell, so '{key}' must go (or 'cell')")
        return
    if "formula" in raw.nodes or "formula" in raw.given:
        for key in INSTEAD["formula"]:
            yield from refuse(key, f"is computed, so '{key}' must go (or 'formula')")
        return
    unread = "assumed" in raw.given and "quote" not in raw.nodes
    if "assumed" in raw.nodes or unread:
        yield from needs("value", "'value': what is assumed")
        for key in ("source", "quote", "reading"):
            yield from refuse(key, f"is assumed, so '{key}' must go (or 'assumed')")
    else:
        for key in ("value", "source", "quote"):
            yield from needs(key, f"'{key}' (or a 'formula')")
    for key in ("show", "agrees", "within"):
        yield from refuse(key, f"is not computed, so '{key}' must go")


def _check_source(raw: _Raw, sources: Collection[str]) -> Iterator[Problem]:
    name = raw.text("source")
    if name and name not in sources:
        message = f"there is no source '{name}'{did_you_mean(name, sources)}"
        yield Problem(raw.at("source"), message, name)


def _check_agrees(raws: Mapping[str, _Raw], facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """A computed figure agrees with a figure, exactly as that is rounded or within a number."""
    for raw in raws.values():
        within = raw.scalar("within")
        if within and not raw.text("agrees"):
            message = "'within' says how near a figure is to the one that it 'agrees' with"
            yield Problem(within.where, message, within.text)
        elif within and isinstance(parse_value(within.text), Refused):
            message = "'within' is a number, as in 0.1 or 0.1 million yuan"
            yield Problem(within.where, message, within.text)
        name = raw.text("agrees")
        if not name or raw.id not in facts or (name in raws and name not in facts):
            continue
        if name not in facts or facts[name].claim or facts[raw.id].claim:
            near = "" if name in facts else did_you_mean(name, facts)
            message = f"'{name}' is no figure to agree with{near}"
            yield Problem(raw.at("agrees"), message, name)


def _in_order(
    raws: Mapping[str, _Raw],
    series: Mapping[str, Series],
    library: Library,
) -> Checked[dict[str, Fact]]:
    """Every fact after those it is computed from; what stands in a circle is a problem."""
    needs = {name: _needs(raw, raws, series) for name, raw in raws.items()}
    needs |= {f"{name}{formulas.ALL}": [*one.points] for name, one in series.items()}
    wholes: dict[str, formulas.Term | Refused] = {}
    facts: dict[str, Fact] = {}
    circular: set[str] = set()
    mistaken: set[str] = set()  # series whose formula was found wrong
    while True:
        try:
            order = list(graphlib.TopologicalSorter(needs).static_order())
            break
        except graphlib.CycleError as error:
            circle = [name for name in error.args[1][::-1] if name in raws]
            where = raws[circle[0]].at("formula")
            path = [raws[id].series if raws[id].points else id for id in circle]
            message = f"a formula cannot need its own result: {' → '.join(path)}"
            yield Problem(where, message, path[0])
            circular.update(circle)
            needs |= dict.fromkeys(circle, [])
    for name in order:
        if name not in raws:
            wholes[name] = _whole(series[name.removesuffix(formulas.ALL)], facts)
            continue
        raw = raws[name]
        formula = raw.scalar("formula")
        if name in circular:
            continue
        if formula is None:
            fact = yield from _written(raw, library)
        else:
            read = _Read(raw, formula, raws, series, facts, wholes)
            fact, found = collect(_derived(read))
            told = raw.points and raw.series in mistaken  # at an earlier key
            yield from [] if told else found
            mistaken |= {raw.series} if found else set()
        if fact:
            facts[name] = fact
    return {name: facts[name] for name in raws if name in facts}


def _whole(series: Series, facts: Mapping[str, Fact]) -> formulas.Term | Refused:
    """A series as formulas read it; why it is none; "" if that is a problem already."""
    quantities = [facts[id].quantity for id in series.points if id in facts]
    numbers = [quantity for quantity in quantities if quantity]
    return formulas.input_terms(numbers) if len(numbers) == len(series.points) else Refused("")


def _written(raw: _Raw, library: Library) -> Checked[Fact | None]:
    if raw.cell and raw.cell.quantity:
        return (yield from _counting(raw, raw.cell.quantity, raw.cell.proof))
    if "cell" in raw.nodes:
        return (yield from _of_cell(raw, library))
    value = raw.scalar("value")
    if value is None:
        return None
    quantity = value_of(raw.text("value"))
    if isinstance(quantity, Refused):
        yield Problem(value.where, quantity.message, value.text)
        return None
    if (reason := ambiguous(raw.text("value"))) and "reading" not in raw.nodes:
        yield Problem(value.where, reason, value.text)
        return None
    proof = yield from _quoted(raw, library)
    return (yield from _counting(raw, quantity, proof))


def _counting(raw: _Raw, quantity: Quantity, proof: Proof) -> Checked[Fact]:
    """The fact of a value that was read: without a unit it counts what the fact's words name."""
    if raw.printed:
        quantity = quantity.printed(raw.printed)
    if not quantity.unit:
        quantity = replace(quantity, counted=f"{raw.text('what')} {raw.text('label')}")
    return (yield from _fact(raw, quantity, proof))


def _of_cell(raw: _Raw, library: Library) -> Checked[Fact | None]:
    """A fact that a single cell proves."""
    node, source = raw.nodes["cell"], raw.text("source")
    if source and source not in library and "source" in raw.nodes:
        yield Problem(node.where, f"'{source}' has no file, so it has no cells")
    if (shelved := library.get(source)) is None:
        return None
    value, show, when = raw.scalar("value"), raw.scalar("show"), raw.scalar("when")
    made, found = cells.read_cell(node, value, show, source, shelved, raw.part, when)
    yield from found
    return (yield from _counting(raw, *made)) if made else None


def _quoted(raw: _Raw, library: Library) -> Checked[Proof]:
    """What a fact is written with: a quotation, with its place in the kept document, or none."""
    if why := raw.text("assumed"):
        return Assumed(why, raw.at("assumed"))
    source, words, where = raw.text("source"), raw.text("quote"), raw.at("quote")
    shelved, place = library.get(source), None
    if words and shelved:
        found = kept.place(shelved.file, words)
        if isinstance(found, Refused):
            message = f"this quotation does not stand in {shelved.path}: {found.message}"
            yield Problem(where, message, words)
        place = Place("") if isinstance(found, Refused) else found
    if how := raw.text("reading"):
        return Reading(source, words, how, place, where)
    return Quotation(source, words, place, where)


def _needs(raw: _Raw, raws: Mapping[str, _Raw], series: Mapping[str, Series]) -> list[str]:
    """What has to be known before a fact: what its formula reads, and what that agrees with."""
    read = [raw.points.get(id, id) for id, _ in formulas.inputs(raw.text("formula"))]
    wanted = [*read, *([raw.text("agrees")] if "show" not in raw.nodes else [])]
    whole = [f"{name}{formulas.ALL}" for name in series]
    return [id for id in wanted if id in raws or (id.endswith(formulas.ALL) and id in whole)]


class _Read(Struct, frozen=True):
    """A formula and all that may stand in its braces; `wholes` are series, by "rd.*"."""

    raw: _Raw
    node: Scalar
    raws: Mapping[str, _Raw]
    series: Mapping[str, Series]
    facts: Mapping[str, Fact]
    wholes: Mapping[str, formulas.Term | Refused]

    def id(self, written: str) -> str:
        return self.raw.points.get(written, written)

    def mistake(self, written: str) -> str:
        """What is wrong with an id in braces, or ""."""
        id = self.id(written)
        whole = self.wholes.get(id)
        if id in self.series:
            points = ", ".join(self.series[id].points[:3])
            return f"'{id}' is a series; name one of its points ({points} …), or all: {{{id}.*}}"
        if isinstance(whole, Refused):
            return whole.message
        if whole is None and id not in self.raws:
            known = (*self.raws, *(f"{name}{formulas.ALL}" for name in self.series))
            return f"there is no fact '{id}'{did_you_mean(id, known)}"
        if id in self.facts and self.facts[id].claim:
            return f"'{id}' is a claim, true or false; a formula needs numbers"
        return ""

    def term(self, written: str) -> formulas.Term | None:
        """What stands for an id; None where it could not be read, which has been told."""
        id = self.id(written)
        fact, whole = self.facts.get(id), self.wholes.get(id)
        if isinstance(whole, formulas.Term):
            return whole
        return formulas.input_term(fact.quantity) if fact and fact.quantity else None

    def inputs(self) -> tuple[str, ...]:
        """The ids of the facts that are read, the points of whole series among them."""
        found: dict[str, None] = {}
        alone: tuple[str, ...] = ()
        for written, _ in formulas.inputs(self.node.text):
            id = self.id(written)
            whole = self.series.get(id.removesuffix(formulas.ALL)) if id in self.wholes else None
            points = whole.points if whole else (id,)
            if not found and len(points) > 1:
                alone = points  # most often all: a thousand formulas share one tuple
            found |= dict.fromkeys(points)
        return alone if len(alone) == len(found) else tuple(found)


def _untrue(
    check: Scalar, raws: Mapping[str, _Raw], series: Mapping[str, Series], facts: Mapping[str, Fact]
) -> list[Problem]:
    """What is wrong with a check: that it is not true; over series, at the first such key."""
    one = _Raw("a check", "", "", {"formula": check}, frozenset(), check.where)
    points = _at_each_key(one, raws, series)
    if points == []:
        message = "these series have no key in common, so nothing can be compared"
        return [Problem(check.where, message, check.text)]
    wholes = {f"{id}{formulas.ALL}": _whole(whole, facts) for id, whole in series.items()}
    for point in points or [one]:
        computed, problems = collect(_computed(_Read(point, check, raws, series, facts, wholes)))
        if problems or computed is None:
            return problems
        formula, result = computed
        if not isinstance(result.value, bool):
            message = "a check is true or false: compare with < <= > >= == or !="
            return [Problem(check.where, message, check.text)]
        if not result.value:
            at = f" at {point.key}" if point.key else ""
            said = formulas.INPUT.sub(lambda id: _printed(id[1], facts), formula.text)
            message = f"this is not true{at}: {said}; it compares {' with '.join(formula.compared)}"
            return [Problem(check.where, message, check.text)]
    return []


def _printed(id: str, facts: Mapping[str, Fact]) -> str:
    return facts[id].text if id in facts else f"{{{id}}}"


def _derived(read: _Read) -> Checked[Fact | None]:
    raw, computed = read.raw, (yield from _computed(read))
    if computed is None:
        return None
    formula, result = computed
    if isinstance(result.value, bool):
        return (yield from _fact(raw, None, formula))
    form = yield from _form(raw, result, read.facts.get(raw.text("agrees")))
    if form is None:
        return None
    value = result.value
    if form.unit in (formulas.RATIO, formulas.POINTS) and result.unit == "":
        value *= 100
    about = "about" if any(_qualified(id, read.facts) for id in formula.inputs) else ""
    return (yield from _fact(raw, shown(value, form, about), replace(formula, exact=value)))


def _computed(read: _Read) -> Checked[tuple[Formula, formulas.Result] | None]:
    """A formula and what it gives; None where that cannot be said, which is then a problem."""
    node = read.node
    wrong = [(o, m, id) for id, o in formulas.inputs(node.text) if (m := read.mistake(id))]
    for offset, message, id in wrong:
        yield Problem(node.at(offset + 1), message, id)
    parsed = formulas.parse(node.text)
    compared: tuple[str, ...] = ()
    if isinstance(parsed, Refused):
        result: formulas.Result | Refused = parsed
    else:
        terms = [term for id in parsed.inputs if (term := read.term(id))]
        if wrong or len(terms) < len(parsed.inputs):
            return None
        result = formulas.evaluate(parsed, terms)
        if not isinstance(result, Refused) and _first_of_its_formula(read.raw, read.series):
            result = formulas.reads(parsed, terms) or result
        if isinstance(result, formulas.Result) and result.value is False:
            compared = formulas.compared(parsed, terms)
    if isinstance(result, Refused):
        where = node.at(result.offset)
        yield Problem(where, result.message, node.text[result.offset :])
        return None
    text = formulas.INPUT.sub(lambda match: f"{{{read.id(match[1].strip())}}}", node.text)
    return Formula(text, read.inputs(), result.value, node.where, compared), result


def _first_of_its_formula(raw: _Raw, series: Mapping[str, Series]) -> bool:
    """A formula is looked through once, and not at each key of its series."""
    whole = series.get(raw.series) if raw.points else None
    return whole is None or whole.points[0] == raw.id


def _qualified(id: str, facts: Mapping[str, Fact]) -> bool:
    quantity = facts[id].quantity if id in facts else None
    return quantity is not None and bool(quantity.qualifier)


def _form(raw: _Raw, result: formulas.Result, agreed: Fact | None) -> Checked[Form | None]:
    """How a result is printed: as `show` says, else as the fact that it agrees with, else exactly,
    in the unit that came out."""
    show = raw.scalar("show")
    exact = format(Decimal(result.value).normalize(), "f")
    if show is None and agreed and agreed.quantity and _fits(agreed.quantity, result):
        form: Form | Refused = form_of(agreed.quantity)
    elif show is None and len(exact.partition(".")[2]) > 6:
        message = f"'{raw.id}' has no end of decimals; say how to round it, as in show: 0.1%"
        yield Problem(raw.at("formula"), message)
        return None
    else:
        places = len(exact.partition(".")[2])
        form = parse_form(show.text) if show else Form(Decimal(1).scaleb(-places), "", result.unit)
    where = show.where if show else raw.at("formula")
    message = form.message if isinstance(form, Refused) else _misfit(raw, result, form)
    if message or isinstance(form, Refused):
        yield Problem(where, message, show.text if show else "")
        return None
    return form if form.unit else replace(form, unit=result.unit)


def _fits(agreed: Quantity, result: formulas.Result) -> bool:
    return not result.unit or same_units(agreed.unit, result.unit)


def _misfit(raw: _Raw, result: formulas.Result, form: Form) -> str:
    """Why a result cannot be shown in the unit of a form, or ""."""
    if form.unit == formulas.POINTS and not result.unit and not result.gap:
        return "a ratio is no percentage points, which part two percentages; show it as 0.1%"
    base = rate_base(form.unit)
    if base and rate_base(result.unit) != base:
        if known(parts(result.unit)[0]) or not re.search(rf"\b{base}\b", raw.text("formula")):
            return f"multiply by {base} in the formula to show it {form.unit}"
        return ""
    if form.unit and result.unit and not same_units(form.unit, result.unit):
        return f"the formula's result is in {called(result.unit)}, not in {called(form.unit)}"
    return ""


def _with_intervals(
    raws: Mapping[str, _Raw], library: Library
) -> Checked[tuple[dict[str, _Raw], dict[str, Series]]]:
    """An estimate with its interval is three facts: itself, `.low` and `.high`.

    Of "98.6 ± 12.1" they are itself and `.error`, and the ends are computed. A range alone,
    "10.1 to 14.5", is a series of its two ends; these series are returned too.
    """
    made: dict[str, _Raw] = {}
    series: dict[str, Series] = {}
    for raw in raws.values():
        estimate = parse_estimate(raw.text("value")) or _estimate_in_cell(raw, library)
        if estimate is None:
            made[raw.id] = raw
            made |= _ends_of_cell(raw)
            continue
        parts = {"low": estimate.low, "high": estimate.high, "error": estimate.error}
        ends = {name: _end(raw, name, text) for name, text in parts.items() if text}
        if not estimate.value and raw.series:
            made |= {end.id: end for end in ends.values()}
        elif not estimate.value:
            what = yield from read_inline(raw.nodes.get("what"))
            named = {key: raw.nodes[key] for key in ("what", "label") if key in raw.nodes}
            points = [
                replace(end, series=raw.id, key=name, nodes=end.nodes | named)
                for name, end in ends.items()
            ]
            made |= {point.id: point for point in points}
            series[raw.id] = Series(raw.id, what, tuple(p.id for p in points), False, raw.where)
        else:
            value = raw.scalar("value")
            own = {"value": Scalar(estimate.value, value.where)} if value else {}
            printed = raw.text("value")
            made[raw.id] = replace(raw, nodes=raw.nodes | own, printed=printed)
            made |= {end.id: end for end in ends.values()}
            if estimate.error:
                made |= _computed_ends(raw)
    return made, series


def _estimate_in_cell(raw: _Raw, library: Library) -> Estimate | None:
    """The estimate of a fact that has no `value` and is what its cell says."""
    shelved = library.get(raw.text("source"))
    if shelved is None or "cell" not in raw.nodes or "value" in raw.given:
        return None
    return cells.estimate_in(raw.nodes["cell"], shelved)


def _ends_of_cell(raw: _Raw) -> dict[str, _Raw]:
    """The ends of the interval that a cell of a series holds with its estimate."""
    if raw.cell is None or not raw.cell.ends:
        return {}
    ends = [
        replace(_end(raw, name, ""), cell=replace(raw.cell, quantity=quantity, ends={}))
        for name, quantity in raw.cell.ends.items()
    ]
    computed = _computed_ends(raw) if "error" in raw.cell.ends else {}
    return {end.id: end for end in ends} | computed


def _computed_ends(raw: _Raw) -> dict[str, _Raw]:
    """The ends of "98.6 ± 12.1", which are computed."""
    made = {}
    for name, sign in (("low", "-"), ("high", "+")):
        end = _end(raw, name, "")
        kept = {key: node for key, node in end.nodes.items() if key not in INSTEAD["formula"]}
        formula = Scalar(f"{{{raw.id}}} {sign} {{{raw.id}.error}}", raw.at("value"))
        made[end.id] = replace(end, nodes=kept | {"formula": formula}, given=frozenset({"formula"}))
    return made


def _series_of_ends(raws: Mapping[str, _Raw], series: Mapping[str, Series]) -> dict[str, Series]:
    """The ends of the intervals of a series, as series of their own: "rate.low", "rate.high"."""
    made = {}
    for one in series.values():
        for name, words in ENDS.items():
            ids = tuple(id for point in one.points if (id := f"{point}.{name}") in raws)
            if ids and one.what:
                text = f"{one.what.text}: {words} of the interval"
                what = replace(one.what, html=html.escape(text, quote=False), text=text)
                id = f"{one.id}.{name}"
                made[id] = Series(id, what, ids, one.labelled, one.where, one.table)
    return made


ENDS = {"low": "lower end", "high": "upper end", "error": "half the width"}


def _end(raw: _Raw, name: str, value: str) -> _Raw:
    """The fact of one end of an estimate's interval; without a `value` it is what a cell says."""
    kept = {k: v for k, v in raw.nodes.items() if k not in ("history", "note", "also", "tolerance")}
    for key in ("what", "label"):
        node = kept.get(key)
        if isinstance(node, Scalar):
            kept[key] = replace(node, text=f"{node.text}: {ENDS[name]} of the interval")
    if "value" in raw.nodes:
        kept["value"] = Scalar(value, raw.at("value"))
    whole = f"{raw.series}.{name}" if raw.series else ""
    return _Raw(
        f"{raw.id}.{name}", whole, raw.key, kept, raw.given, raw.where, part=name, paged=raw.paged
    )


def _check_interval(raw: _Raw, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """An interval holds its estimate, its lower end first."""
    found = [facts.get(id) for id in (f"{raw.id}.low", raw.id, f"{raw.id}.high")]
    numbers = [fact.quantity.value for fact in found if fact and fact.quantity]
    if len(numbers) == 3 and numbers != sorted(numbers):
        low, _, high = (fact.text for fact in found if fact)
        own = facts[raw.id]
        value = raw.text("value") or own.quantity and f"{own.quantity.value:f}"
        message = f"the interval from {low} to {high} does not hold {value}"
        yield Problem(raw.at("value"), message, raw.printed)


def _key_by_key(
    raws: dict[str, _Raw], series: dict[str, Series]
) -> Checked[tuple[dict[str, _Raw], dict[str, Series]]]:
    """A formula over whole series is a series: its points, in place of the fact that it was.

    `100000 * {deaths} / {population}` has a point at each key that both have. Returned are all
    facts and all series, the new ones among them.
    """
    while True:
        found = {raw.id: _at_each_key(raw, raws, series) for raw in raws.values()}
        made = {id: points for id, points in found.items() if points is not None}
        if not made:
            return raws, series
        new: dict[str, Series] = {}
        for id, points in made.items():
            raw = raws[id]
            what = yield from read_inline(raw.nodes.get("what"))
            ids = tuple(point.id for point in points)
            if ids:
                table = not points[0].paged
                new[id] = Series(id, what, ids, _labelled(points), raw.where, table)
            else:
                message = "these series have no key in common, so nothing can be computed"
                yield Problem(raw.at("formula"), message, raw.text("formula"))
        raws = {point.id: point for raw in raws.values() for point in made.get(raw.id, [raw])}
        series = series | new


def _whole_of(id: str, series: Mapping[str, Series]) -> Series | None:
    """The series of an id in braces: "rate" itself, or the ends of its intervals, "rate.low"."""
    base, _, end = id.rpartition(".")
    return series.get(id) or (series.get(base) if end in ENDS and base else None)


def _at_each_key(
    raw: _Raw, raws: Mapping[str, _Raw], series: Mapping[str, Series]
) -> list[_Raw] | None:
    """The points of a fact whose formula reads whole series; None of any other."""
    text = raw.text("formula")
    read = dict.fromkeys(id for id, _ in formulas.inputs(text))
    wholes = (
        {id: whole for id in read if (whole := _whole_of(id, series))} if not raw.series else {}
    )
    if not wholes:
        return None
    if any(match[1] in series or match[2] in series for match in OF_ALL.finditer(text)):
        return None  # "sum({rd})" is told as one of {rd.*}
    by_key = [
        {
            raws[point].key: raws[end]
            for point in whole.points
            if point in raws and (end := f"{point}{id[len(whole.id) :]}") in raws
        }
        for id, whole in wholes.items()
    ]
    points = []
    for key, first in by_key[0].items():
        if all(key in found for found in by_key):
            nodes = {name: first.nodes[name] for name in ("label", "when") if name in first.nodes}
            at = {id: found[key].id for id, found in zip(wholes, by_key, strict=True)}
            own = f"{raw.id}.{key}"
            point = replace(raw, id=own, series=raw.id, key=key, nodes=nodes | raw.nodes)
            points.append(replace(point, points=at | {raw.id: own}, paged=first.paged))
    return points


def _fact(raw: _Raw, quantity: Quantity | None, proof: Proof) -> Checked[Fact]:
    if figured(raw.text("when")):
        message = "'when' says a time, as in 2024, 2025-12 or end of 2024, and no other number"
        yield Problem(raw.at("when"), message, raw.text("when"))
    return Fact(
        id=raw.id,
        series=raw.series,
        key=raw.key,
        what=(yield from read_inline(raw.nodes.get("what"))) or Prose("", raw.id),
        label=_key_label(raw) if raw.cell else (yield from read_inline(raw.nodes.get("label"))),
        note=(yield from read_inline(raw.nodes.get("note"))),
        when=raw.text("when"),
        text=quantity.text if quantity else "true",
        quantity=quantity,
        proof=proof,
        agrees=raw.text("agrees"),
        words=items(raw.nodes.get("words")),
        history=(yield from _history(raw, quantity is None)),
        where=raw.where,
        value_at=raw.at("value"),
        also=raw.text("also"),
        tolerance=raw.text("tolerance"),
        tolerance_at=raw.at("tolerance"),
        within=raw.text("within"),
        todo=raw.text("todo"),
        todo_at=raw.at("todo"),
        paged=raw.paged,
    )


def _key_label(raw: _Raw) -> Prose:
    """What a table calls a row. It is the table's own word, so no number in it is looked at."""
    words = raw.text("label")
    return Prose(html.escape(words, quote=False), words, raw.where) if words else Prose("", "")


def _history(raw: _Raw, claim: bool) -> Checked[tuple[Change, ...]]:
    """What a fact said before. An entry of a series may hold what several of its points said."""
    changes = []
    advice = "history: a list of entries, each beginning with '- value:'"
    for item in (yield from entries(raw.nodes.get("history"), advice)):
        said = yield from fields(item, ChangeShape, "an entry of history")
        texts = scalars(said)
        before = said.get("value")
        if "values" in said:
            by_key = {key: one for key, _, one in (yield from names(said["values"], "values"))}
            before = by_key.get(raw.key)
            if before is None and raw.series:
                continue  # it is about other points
        if not isinstance(before, Scalar):
            kept = "value" in item.items if isinstance(item, Keys) else True
            if not kept:
                yield Problem(item.where, "an entry of history needs 'value'")
            continue
        value = None if claim else parse_value(before.text)
        if isinstance(value, Refused):
            yield Problem(before.where, value.message, before.text)
        elif {"until", "kind"} <= texts.keys():
            kind = cast(Kind, texts["kind"])
            note = texts.get("note", "")
            changes.append(Change(before.text, texts["until"], kind, note, item.where))
    return tuple(changes)
