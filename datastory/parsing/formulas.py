"""Formulas over facts, in `Decimal`: arithmetic, comparison and a few functions, no more."""

from __future__ import annotations

import ast
import decimal
import functools
import itertools
import operator
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from .. import python_syntax
from ..numbers.quantity import Quantity
from ..numbers.units import called, factor, known, parts, plural, singular
from ..problem import Refused

INPUT = re.compile(r"\{([^{}]*)\}")
ALL = ".*"  # behind the id of a series: all its points
MAX_LENGTH = 1000
MAX_POWER = 1000

# Enough digits for any newspaper's figure; a result that leaves this range is a mistake.
CONTEXT = decimal.Context(
    prec=40,
    Emax=99,
    Emin=-99,
    rounding=decimal.ROUND_HALF_UP,
    traps=[
        decimal.InvalidOperation,
        decimal.DivisionByZero,
        decimal.Overflow,
        decimal.Underflow,
    ],
)
COMPARE: dict[type[ast.cmpop], Callable[[Decimal, Decimal], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
RATIO, POINTS = "%", "percentage points"
BARE = ("", RATIO, POINTS)  # units of what only counts how much of something
FUNCTIONS = "min max sum mean median quantile sd count rank round abs sqrt log exp"
# A fact's id is read as one character, which no author writes, so that every offset stays.
FIRST_NAME = 0x4E00
BARE_ID = re.compile(r"[A-Za-z][\w-]*\.\w+")
NO_MARKS = "a formula has no quotation marks; delete these"
FOREIGN = {
    "×": "write * for ×",
    "·": "write * for ·",
    "÷": "write / for ÷",
    "−": "write - for −",
    "–": "write - for –",
    "^": "write ** for ^",
    "%": "write a percentage as its ratio: 12% is 0.12",
    "“": NO_MARKS,
    "”": NO_MARKS,
    "\xa0": "a no-break space stands here; type a plain one",
}
SINGLE_EQUALS = re.compile(r"(?<![<>=!])=(?!=)")
# Factors by which an input is changed, to see whether the result depends on it.
OTHERWISE = tuple(map(Decimal, ("1.7", "-3", "0.001", "1000", "-1000")))


class Term(Struct, frozen=True):
    """A value on its way through a formula, or several of one unit, as of `{rd.*}`.

    Percentages are ratios; `unit` "" is a bare number. `literal` is true of what no fact is part
    of, `truth` of a comparison (1 or 0), `gap` of the difference of two ratios.
    """

    value: Decimal | tuple[Decimal, ...]
    unit: str = ""
    literal: bool = False
    truth: bool = False
    gap: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        return self.value if isinstance(self.value, tuple) else (self.value,)


class Result(Struct, frozen=True):
    """`value` in base units (a percentage as its percent), or the truth of a comparison.

    `gap` is true of a difference of two ratios, which percentage points may show.
    """

    value: Decimal | bool
    unit: str
    gap: bool = False


class Parsed(Struct, frozen=True, eq=False):
    """A formula that was parsed: `inputs` are the ids it reads, each once, in order."""

    text: str
    inputs: tuple[str, ...]
    tree: ast.expr
    source: str
    start: int  # offset of the first character that is no white space

    def at(self, node: ast.AST) -> int:
        """The offset of a part of it in `text`."""
        offset: int = getattr(node, "col_offset", 0)
        return self.start + len(self.source.encode()[:offset].decode())


Names = Mapping[str, Term]
Operation = Callable[[Decimal, Decimal], Decimal]


class _Unusable(Exception):
    """What is wrong with a formula, and the part of it that is."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.node = node


def inputs(text: str) -> tuple[tuple[str, int], ...]:
    """`"{rd.2024} / {rd.2020}"` -> `(("rd.2024", 0), ("rd.2020", 12))`: ids and their offsets."""
    return tuple((match[1].strip(), match.start()) for match in INPUT.finditer(text))


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Parsed | Refused:
    """A formula by its text."""
    if len(text) > MAX_LENGTH:
        return Refused(f"a formula has at most {MAX_LENGTH} characters; compute it in steps")
    if foreign := _foreign(INPUT.sub(lambda match: " " * len(match[0]), text)):
        return foreign
    ids = tuple(dict.fromkeys(id for id, _ in inputs(text)))

    def name(match: re.Match[str]) -> str:
        return f"({_name(ids.index(match[1].strip())).ljust(len(match[0]) - 2)})"

    source = INPUT.sub(name, text)
    start = len(source) - len(source.lstrip())
    source = source.strip().replace("\n", " ")
    try:
        with warnings.catch_warnings(action="ignore"):
            return Parsed(text, ids, python_syntax.expression(source), source, start)
    except SyntaxError as error:
        message = "this is no formula; are its brackets closed, its operators + - * / **?"
        at = start + min(max((error.offset or 1) - 1, 0), len(source))
        return Refused(message, min(at, len(text)))  # "{}" is read as a name, which is longer
    except (RecursionError, MemoryError, ValueError) as error:
        return Refused(_failed(error), start)


def _name(number: int) -> str:
    return chr(FIRST_NAME + number)


def evaluate(formula: Parsed, terms: Sequence[Term]) -> Result | Refused:
    """The value of a formula, whose `inputs` are these terms in their order."""
    try:
        with decimal.localcontext(CONTEXT):
            return _result(_part(formula.tree, formula, terms), formula.tree)
    except _Unusable as refused:
        return Refused(str(refused), formula.at(refused.node))
    except (ArithmeticError, RecursionError, MemoryError, ValueError) as error:
        return Refused(_failed(error), formula.start)


def idle_input(formula: Parsed, terms: Sequence[Term]) -> str | None:
    """An id that a formula reads though its result is the same without it: `"{a} * 0 + 99.7"`."""
    compares = [node for node in ast.walk(formula.tree) if isinstance(node, ast.Compare)]
    sides = [side for node in compares for side in _sides(node)] + [formula.tree]
    counted = _counted(formula.tree)
    before = [_outcome(side, formula, terms) for side in sides]
    for number, id in enumerate(formula.inputs):  # what decides a comparison is not idle
        if _name(number) not in counted and not any(
            _outcome(side, formula, _changed(terms, number, by)) != was
            for by in OTHERWISE
            for side, was in zip(sides, before, strict=True)
        ):
            return id
    return None


def compared(formula: Parsed, terms: Sequence[Term]) -> tuple[str, ...]:
    """The values of the sides of a comparison, as printed: `("101%", "100%")`."""
    with decimal.localcontext(CONTEXT):
        sides = [_part(side, formula, terms) for side in _sides(formula.tree)]
    percent = any(side.unit == RATIO for side in sides)
    units = {side.unit for side in sides if side.unit}
    unit = units.pop() if len(units) == 1 and not percent else ""
    return tuple(_printed(side.values[0], side.unit or unit, percent) for side in sides)


def _printed(value: Decimal, unit: str, percent: bool) -> str:
    number = value * 100 if percent or unit == POINTS else value
    places = Decimal("0.000001")
    rounded = number.quantize(places) if abs(number) < 10**20 else number
    digits = f"{rounded:,f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return f"{digits}%" if percent else f"{digits} {called(unit)}".strip()


def reads(formula: Parsed, terms: Sequence[Term]) -> Refused | None:
    """None if a formula's result rests on each fact that it reads, and on one at least."""
    if not formula.inputs:
        message = "this reads no fact: write {id}, or give the number as a value"
        return Refused(message, formula.start)
    if idle := idle_input(formula, terms):
        message = f"this gives the same without {{{idle}}}, so it proves nothing of it"
        return Refused(message, formula.text.index("{"))
    return None


def _sides(tree: ast.expr) -> list[ast.expr]:
    """What a comparison compares; of a figure, the whole."""
    return [tree.left, *tree.comparators] if isinstance(tree, ast.Compare) else [tree]


def _counted(tree: ast.expr) -> set[str]:
    """The names of series of which only the number of points is asked."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    counts = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "count"]
    return {node.id for call in counts for node in ast.walk(call) if isinstance(node, ast.Name)}


def _changed(terms: Sequence[Term], number: int, by: Decimal) -> list[Term]:
    """With one input multiplied, of a series each point a little more."""
    old = terms[number]
    values = tuple((value or 1) * (by + place) for place, value in enumerate(old.values))
    new = replace(old, value=values if isinstance(old.value, tuple) else values[0])
    return [*terms[:number], new, *terms[number + 1 :]]


def _outcome(node: ast.expr, formula: Parsed, terms: Sequence[Term]) -> object:
    """The value of a part of a formula, or that it has none."""
    try:
        with decimal.localcontext(CONTEXT):
            return _part(node, formula, terms).value
    except (_Unusable, ArithmeticError, ValueError):
        return None


def input_term(quantity: Quantity) -> Term:
    """A fact as a formula reads it."""
    percent = quantity.unit in (RATIO, POINTS)
    return Term(quantity.value / 100 if percent else quantity.value, quantity.unit)


def input_terms(quantities: Sequence[Quantity]) -> Term | Refused:
    """A whole series as a formula reads it, or why it is none: its points have several units."""
    units = list(dict.fromkeys(quantity.unit for quantity in quantities))
    if len(units) > 1:
        said = " and in ".join(called(unit) or "no unit" for unit in units[:2])
        message = f"its points are in {said}; a formula takes all of one series in one unit"
        return Refused(message)
    return Term(tuple(input_term(q).values[0] for q in quantities), units[0] if units else "")


def _foreign(source: str) -> Refused | None:
    """What people write in formulas elsewhere, and how it is written here."""
    for offset, character in enumerate(source):
        if character in FOREIGN or not character.isascii():
            unknown = f"'{character}' means nothing in a formula; write {{id}}, digits, ( ) + - * /"
            return Refused(FOREIGN.get(character, unknown), offset)
    if equals := SINGLE_EQUALS.search(source):
        return Refused("write == for =", equals.start())
    if bare := BARE_ID.search(source):
        return Refused(f"write facts in braces: {{{bare[0]}}}", bare.start())
    return None


def _failed(error: Exception) -> str:
    match error:
        case decimal.DivisionByZero():
            return "this formula divides by zero"
        case decimal.Overflow():
            return "this formula's result is too large to be a figure"
        case decimal.Underflow():
            return "this formula's result is too small to be a figure"
        case decimal.InvalidOperation():
            return "this formula has no result (a root of a negative number, or zero by zero)"
    return "this formula is too long or nested too deeply; compute it in steps"


def _result(term: Term, node: ast.expr) -> Result:
    if isinstance(term.value, tuple):
        raise _Unusable("this is one value for each point; say the sum, mean or max of them", node)
    if term.truth and isinstance(node, ast.Compare):
        return Result(bool(term.value), "")
    percent = term.unit in (RATIO, POINTS)
    return Result(+(term.value * 100) if percent else +term.value, term.unit, term.gap)


def _part(node: ast.expr, formula: Parsed, terms: Sequence[Term]) -> Term:
    """The value of a part of a formula, whose `inputs` are these terms."""
    names = {_name(number): term for number, term in enumerate(terms)}
    return _term(node, names, formula.source)


def _term(node: ast.expr, names: Names, source: str) -> Term:
    match node:
        case ast.Name(id=word) if word in names:
            return names[word]
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return Term(_literal(node, source), literal=True)
        case ast.UnaryOp(op=ast.USub()):
            term = _term(node.operand, names, source)
            return _each(node, lambda one, _: -one, term, term, term.unit)
        case ast.UnaryOp(op=ast.UAdd()):
            return _term(node.operand, names, source)
        case ast.BinOp():
            left, right = (_term(side, names, source) for side in (node.left, node.right))
            return _arithmetic(node, left, right)
        case ast.Compare():
            return _compare(node, names, source)
        case ast.Call(func=ast.Name(id=word), keywords=[]):
            return _call(word, [_term(arg, names, source) for arg in node.args], node)
        case ast.Name(id=word):
            raise _Unusable(f"'{word}' is no fact; write facts in braces: {{{word}}}", node)
    raise _Unusable(f"a formula knows {{id}}, + - * / **, comparison, {FUNCTIONS}", node)


def _literal(node: ast.Constant, source: str) -> Decimal:
    written = ast.get_source_segment(source, node) or ""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
        raise _Unusable(f"write the number {written} with digits and a point only", node)
    return Decimal(written)


def _each(node: ast.AST, operation: Operation, left: Term, right: Term, unit: str) -> Term:
    """An operation at each point, where one side or both are a series; one value else."""
    literal = left.literal and right.literal
    if not isinstance(left.value, tuple) and not isinstance(right.value, tuple):
        return Term(operation(left.value, right.value), unit, literal)
    points = {len(term.value) for term in (left, right) if isinstance(term.value, tuple)}
    if len(points) > 1:
        raise _Unusable("these series have not the same number of points", node)
    one, other = (
        term.value if isinstance(term.value, tuple) else itertools.repeat(term.value)
        for term in (left, right)
    )
    return Term(tuple(map(operation, one, other)), unit, literal)


def _compare(node: ast.Compare, names: Names, source: str) -> Term:
    terms = [_term(part, names, source) for part in (node.left, *node.comparators)]
    truth: Term | None = None
    for test, left, right in zip(node.ops, terms, terms[1:], strict=False):
        if type(test) not in COMPARE:
            raise _Unusable("compare with < <= > >= == or !=", node)
        _same_unit(left, right, "compared", node)
        here = _each(node, _truth(COMPARE[type(test)]), left, right, "")
        truth = here if truth is None else _each(node, operator.mul, truth, here, "")
    assert truth is not None
    return replace(truth, truth=True)


def _truth(compared: Callable[[Decimal, Decimal], bool]) -> Operation:
    return lambda one, other: Decimal(compared(one, other))


def _arithmetic(node: ast.BinOp, left: Term, right: Term) -> Term:
    match node.op:
        case ast.Add() | ast.Sub():
            return _added(node, left, right)
        case ast.Mult():
            unit = _product(left.unit, right.unit, node)
            made = _each(node, operator.mul, left, right, unit)
            return replace(made, gap=(left.gap and right.literal) or (right.gap and left.literal))
        case ast.Div():
            made = _each(node, operator.truediv, left, right, _quotient(left.unit, right.unit))
            return replace(made, gap=left.gap and right.literal)
        case ast.Pow():
            if any(abs(value) > MAX_POWER for value in right.values):
                raise _Unusable(f"a power above {MAX_POWER} is no figure", node)
            if left.unit not in BARE or right.unit not in BARE:
                raise _Unusable("a power is taken of a ratio; divide by the same unit first", node)
            return _each(node, operator.pow, left, right, "")
    raise _Unusable("a formula knows + - * / and **", node)


def _added(node: ast.BinOp, left: Term, right: Term) -> Term:
    _same_unit(left, right, "added or subtracted", node)
    minus = isinstance(node.op, ast.Sub)
    unit = left.unit or right.unit
    ratios = left.unit in BARE and right.unit in BARE
    gap = minus and ratios and not (left.literal or right.literal)
    if minus and left.unit == right.unit == RATIO:
        unit = POINTS
    elif unit == RATIO and not (left.unit and right.unit):
        unit = ""  # a ratio less one is a bare ratio again
    made = _each(node, operator.sub if minus else operator.add, left, right, unit)
    return replace(made, gap=gap)


def _same_unit(left: Term, right: Term, done: str, node: ast.AST) -> None:
    if left.unit == right.unit:
        return
    if left.unit and right.unit:
        message = f"{called(left.unit)} and {called(right.unit)} cannot be {done}"
        if factor(left.unit, right.unit):
            message += "; write both facts in one unit"
        raise _Unusable(message, node)
    bare, unit = (right, left.unit) if left.unit else (left, right.unit)
    if unit not in BARE and not bare.literal and not bare.truth:
        raise _Unusable(
            f"{called(unit)} and a number without a unit cannot be {done}; give both a unit", node
        )


def _product(left: str, right: str, node: ast.AST) -> str:
    """A ratio of something is that thing; twice some percentage points are points."""
    if left in BARE and right in BARE:
        return POINTS if {left, right} == {"", POINTS} else ""
    if left in BARE or right in BARE:
        return left if right in BARE else right
    for quotient, other in ((left, right), (right, left)):
        above, below = parts(quotient)
        if singular(other) in below:
            rest = [name for name in below if name != singular(other)]
            return " per ".join((above, *rest)).strip()
        if not above and below and not known(other):  # so many per 100,000 of them
            return other
    raise _Unusable(f"{called(left)} cannot be multiplied by {called(right)}", node)


def _quotient(left: str, right: str) -> str:
    if left == right or (left in BARE and right in BARE):
        return POINTS if (left, right) == (POINTS, "") else ""
    if right in BARE:
        return left
    above, below = parts(right)
    if left == above and len(below) == 1:  # yuan by yuan per person: people
        return plural(below[0])
    under = f"per {singular(right)}"
    return f"{left} {under}" if left not in BARE else under


def _call(word: str, terms: Sequence[Term], node: ast.Call) -> Term:
    if word not in FUNCTIONS.split() or not terms:
        raise _Unusable(f"a formula knows only {FUNCTIONS}, of something", node)
    if word in ("round", "abs", "sqrt", "log", "exp"):
        return _at_each(word, terms, node)
    if word in ("quantile", "rank"):
        if len(terms) != 2:
            usage = "{rd.*}, 0.9" if word == "quantile" else "{rd.2024}, {rd.*}"
            raise _Unusable(f"{word} takes two things, as in {word}({usage})", node)
        one, other = terms
        return (_quantile if word == "quantile" else _rank)(one, other, node)
    for term in terms[1:]:
        _same_unit(terms[0], term, "put together", node)
    values = [value for term in terms for value in term.values]
    unit = next((term.unit for term in terms if term.unit), "")
    literal = all(term.literal for term in terms)
    if word == "count":
        true = [value for term in terms if term.truth for value in term.values]
        return Term(sum(true, Decimal(0)) if true else Decimal(len(values)))
    return Term(
        OF_SEVERAL[word](values), POINTS if word == "sd" and unit == RATIO else unit, literal
    )


def _mean(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


def _sd(values: Sequence[Decimal]) -> Decimal:
    """The standard deviation of a sample: by one less than their number."""
    if len(values) < 2:
        raise decimal.InvalidOperation
    middle = _mean(values)
    return (sum(((v - middle) ** 2 for v in values), Decimal(0)) / (len(values) - 1)).sqrt()


def _part_of(values: Sequence[Decimal], part: Decimal) -> Decimal:
    """A quantile by straight lines between the ordered values (type 7 of Hyndman and Fan)."""
    ordered = sorted(values)
    place = part * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


OF_SEVERAL: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "min": min,
    "max": max,
    "sum": lambda values: sum(values, Decimal(0)),
    "mean": _mean,
    "median": lambda values: _part_of(values, Decimal("0.5")),
    "sd": _sd,
}


def _quantile(of: Term, part: Term, node: ast.AST) -> Term:
    if isinstance(part.value, tuple) or not 0 <= part.value <= 1 or not of.values:
        raise _Unusable("quantile takes points, and a part of them from 0 to 1", node)
    return Term(_part_of(of.values, part.value), of.unit)


def _rank(one: Term, among: Term, node: ast.AST) -> Term:
    """The place of a value among others, the greatest first; equal ones share the best place."""
    _same_unit(one, among, "ranked", node)
    if isinstance(one.value, tuple) or one.value not in among.values:
        raise _Unusable("rank takes one of the points, and all of them: rank({a.x}, {a.*})", node)
    return Term(Decimal(1 + sum(value > one.value for value in among.values)))


def _at_each(word: str, terms: Sequence[Term], node: ast.Call) -> Term:
    """A function of one number, or of each point."""
    term = terms[0]
    if word == "round":
        return _round(terms, node)
    if word == "log" and len(terms) == 2:
        base = terms[1].value
        if isinstance(base, tuple) or term.unit not in BARE or terms[1].unit not in BARE:
            raise _Unusable("log takes a ratio, and the base if that is not e", node)
        return _each(node, lambda one, _: one.ln() / base.ln(), term, term, "")
    if len(terms) > 1:
        raise _Unusable(f"{word} takes one number", node)
    if word == "abs":
        return _each(node, lambda one, _: abs(one), term, term, term.unit)
    if term.unit not in BARE:
        raise _Unusable(f"{word} is taken of a ratio; divide by the same unit first", node)
    functions = {"sqrt": Decimal.sqrt, "log": Decimal.ln, "exp": Decimal.exp}
    return _each(node, lambda one, _: functions[word](one), term, term, "")


def _round(terms: Sequence[Term], node: ast.Call) -> Term:
    places = terms[1].value if len(terms) == 2 else Decimal(0)
    if (
        len(terms) > 2
        or isinstance(places, tuple)
        or places != places.to_integral_value()
        or abs(places) > 30
    ):
        raise _Unusable("round takes a number, and how many places behind the point", node)
    step = Decimal(1).scaleb(-int(places))
    of = terms[0]
    return _each(node, lambda one, _: (one / step).to_integral_value() * step, of, of, of.unit)
