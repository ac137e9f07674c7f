"""Formulas over facts, in `Decimal`: arithmetic, comparison, `min max sum round abs`, no more."""

from __future__ import annotations

import ast
import decimal
import operator
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from ..numbers.numerals import Quantity
from ..numbers.units import called, factor, parts, plural, singular

INPUT = re.compile(r"\{([^{}]*)\}")
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
OF_SEVERAL: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "min": min, "max": max, "sum": lambda values: sum(values, Decimal(0)),
}  # fmt: skip
RATIO, POINTS = "%", "percentage points"
BARE = ("", RATIO, POINTS)  # units of what only counts how much of something
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


class Term(Struct, frozen=True):
    """A value on its way through a formula: percentages are ratios; `unit` "" is a bare number."""

    value: Decimal
    unit: str = ""


class Result(Struct, frozen=True):
    """`value` in base units (a percentage as its percent), or the truth of a comparison."""

    value: Decimal | bool
    unit: str


class _Refused(Exception):
    """What is wrong with a formula, and the part of it that is."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.bytes = getattr(node, "col_offset", 0)


def inputs(text: str) -> tuple[tuple[str, int], ...]:
    """`"{rd.2024} / {rd.2020}"` -> `(("rd.2024", 0), ("rd.2020", 12))`: ids and their offsets."""
    return tuple((match[1].strip(), match.start()) for match in INPUT.finditer(text))


def evaluate(text: str, facts: Mapping[str, Quantity]) -> Result | tuple[int, str]:
    """The value of a formula whose inputs are all in `facts`, or (offset, what is wrong there)."""
    if len(text) > MAX_LENGTH:
        return 0, f"a formula has at most {MAX_LENGTH} characters; compute it in steps"
    names: dict[str, Quantity] = {}

    def name(match: re.Match[str]) -> str:
        character = chr(FIRST_NAME + len(names))
        names[character] = facts[match[1].strip()]
        return f"({character.ljust(len(match[0]) - 2)})"

    if foreign := _foreign(INPUT.sub(lambda match: " " * len(match[0]), text)):
        return foreign
    source = INPUT.sub(name, text)
    start = len(source) - len(source.lstrip())
    source = source.strip().replace("\n", " ")
    try:
        with decimal.localcontext(CONTEXT), warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source, mode="eval")
            return _result(_compare(tree.body, names, source))
    except _Refused as refused:
        column = len(source.encode()[: refused.bytes].decode())
        return start + column, str(refused)
    except SyntaxError as error:
        message = "this is no formula; are its brackets closed, its operators + - * / **?"
        return start + min(max((error.offset or 1) - 1, 0), len(source)), message
    except (ArithmeticError, RecursionError, MemoryError, ValueError) as error:
        return start, _failed(error)


def _foreign(source: str) -> tuple[int, str] | None:
    """What people write in formulas elsewhere, and how it is written here."""
    for offset, character in enumerate(source):
        if character in FOREIGN or not character.isascii():
            unknown = f"'{character}' means nothing in a formula; write {{id}}, digits, ( ) + - * /"
            return offset, FOREIGN.get(character, unknown)
    if equals := SINGLE_EQUALS.search(source):
        return equals.start(), "write == for ="
    if bare := BARE_ID.search(source):
        return bare.start(), f"write facts in braces: {{{bare[0]}}}"
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


def _result(term: Term | bool) -> Result:
    if isinstance(term, bool):
        return Result(term, "")
    percent = term.unit in (RATIO, POINTS)
    return Result(+(term.value * 100) if percent else +term.value, term.unit)


def _compare(node: ast.expr, names: Mapping[str, Quantity], source: str) -> Term | bool:
    if not isinstance(node, ast.Compare):
        return _term(node, names, source)
    terms = [_term(part, names, source) for part in (node.left, *node.comparators)]
    truths = []
    for test, left, right in zip(node.ops, terms, terms[1:], strict=False):
        if type(test) not in COMPARE:
            raise _Refused("compare with < <= > >= == or !=", node)
        _same_unit(left, right, "compared", node)
        truths.append(COMPARE[type(test)](left.value, right.value))
    return all(truths)


def _term(node: ast.expr, names: Mapping[str, Quantity], source: str) -> Term:
    match node:
        case ast.Name(id=word) if word in names:
            return _input(names[word])
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return Term(_literal(node, source))
        case ast.UnaryOp(op=ast.USub()):
            term = _term(node.operand, names, source)
            return Term(-term.value, term.unit)
        case ast.UnaryOp(op=ast.UAdd()):
            return _term(node.operand, names, source)
        case ast.BinOp():
            left, right = (_term(side, names, source) for side in (node.left, node.right))
            return _arithmetic(node, left, right)
        case ast.Call(func=ast.Name(id=word), keywords=[]):
            return _call(word, [_term(arg, names, source) for arg in node.args], node)
        case ast.Name(id=word):
            raise _Refused(f"'{word}' is no fact; write facts in braces: {{{word}}}", node)
    raise _Refused("a formula knows {id}, + - * / **, comparison, min max sum round abs", node)


def _input(quantity: Quantity) -> Term:
    if quantity.unit in (RATIO, POINTS):
        return Term(quantity.value / 100, quantity.unit)
    return Term(quantity.value, quantity.unit)


def _literal(node: ast.Constant, source: str) -> Decimal:
    written = ast.get_source_segment(source, node) or ""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
        raise _Refused(f"write the number {written} with digits and a point only", node)
    return Decimal(written)


def _arithmetic(node: ast.BinOp, left: Term, right: Term) -> Term:
    match node.op:
        case ast.Add() | ast.Sub():
            _same_unit(left, right, "added or subtracted", node)
            unit = left.unit or right.unit
            minus = isinstance(node.op, ast.Sub)
            if minus and left.unit == right.unit == RATIO:
                unit = POINTS
            elif unit == RATIO and not (left.unit and right.unit):
                unit = ""  # a ratio less one is a bare ratio again
            return Term(left.value - right.value if minus else left.value + right.value, unit)
        case ast.Mult():
            unit = _product(left.unit, right.unit, node)
            return Term(left.value * right.value, unit)
        case ast.Div():
            return Term(left.value / right.value, _quotient(left.unit, right.unit))
        case ast.Pow():
            if abs(right.value) > MAX_POWER:
                raise _Refused(f"a power above {MAX_POWER} is no figure", node)
            if left.unit not in BARE or right.unit not in BARE:
                raise _Refused("a power is taken of a ratio; divide by the same unit first", node)
            return Term(left.value**right.value, "" if left.unit in BARE else left.unit)
    raise _Refused("a formula knows + - * / and **", node)


def _same_unit(left: Term, right: Term, done: str, node: ast.AST) -> None:
    if left.unit and right.unit and left.unit != right.unit:
        message = f"{called(left.unit)} and {called(right.unit)} cannot be {done}"
        if factor(left.unit, right.unit):
            message += "; write both facts in one unit"
        raise _Refused(message, node)


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
    raise _Refused(f"{left} cannot be multiplied by {right}", node)


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
    if word not in (*OF_SEVERAL, "round", "abs") or not terms:
        raise _Refused("a formula knows only min, max, sum, round and abs, of something", node)
    if word == "round":
        return _round(terms, node)
    for term in terms[1:]:
        _same_unit(terms[0], term, "put together", node)
    unit = next((term.unit for term in terms if term.unit), "")
    if word in OF_SEVERAL:
        return Term(OF_SEVERAL[word]([term.value for term in terms]), unit)
    if len(terms) > 1:
        raise _Refused("abs takes one number", node)
    return Term(abs(terms[0].value), unit)


def _round(terms: Sequence[Term], node: ast.Call) -> Term:
    places = terms[1].value if len(terms) == 2 else Decimal(0)
    if len(terms) > 2 or places != int(places) or abs(places) > 30:
        raise _Refused("round takes a number, and how many places behind the point", node)
    step = Decimal(1).scaleb(-int(places))
    return Term((terms[0].value / step).to_integral_value() * step, terms[0].unit)
