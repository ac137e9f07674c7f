"""Runs an author's chart file, and says where in it something went wrong."""

from __future__ import annotations

import ast
import builtins
import contextlib
import functools
import inspect
import json
import sys
import traceback
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import CodeType, ModuleType, TracebackType
from typing import Any, TypeGuard
from urllib.parse import quote

from .. import python_syntax
from ..lazy_imports import altair, jsonschema_rs, schemapi
from ..parsing.characters import INVISIBLE, unseen
from ..problem import Location, Problem
from . import CHARTS
from .chart_facts import Facts, Unknown

DATE_PARTS = {"year", "month", "date", "hours", "minutes", "seconds", "milliseconds"}
DATE_VALUES = {"datum", "value", "equal", "lt", "lte", "gt", "gte", "from", "to"}
MEMORY = 4 << 30  # bytes that a chart may use; more ends in a MemoryError, not in a slow machine


def run(
    path: str,
    facts: Facts,
    width: int,
    files: Mapping[str, bytes],
    name: str = "chart",
    stepwise: bool = False,
) -> dict[str, Any] | Problem:
    """The Vega-Lite specification of what `chart` (or `name`) in a chart file returns; or why not.

    Helpers (`content/charts/_name.py`) are imported from `files` for this run alone, so that
    neither another chart nor another story ever sees them. A chart that does not take the width
    has none of its own: it is laid out for the column like any other.

    What breaks the rules of Vega-Lite runs again `stepwise`: then Altair checks every part where it
    is made, which takes a hundred times longer and tells the line of a mistake.
    """
    try:
        with (
            schemapi.debug_mode(stepwise),
            contextlib.redirect_stdout(sys.stderr),
            altair.theme.enable("none"),
        ):
            chart = _module(path, files, {}).__dict__.get(name)
            if not callable(chart):
                message = "this file must define chart(facts) or chart(facts, width)"
                return Problem(Location(path, 1, 1), message)
            wants_width = len(inspect.signature(chart).parameters) > 1
            drawn = chart(facts, width) if wants_width else chart(facts)
            if not isinstance(drawn, altair.TopLevelMixin):
                kind = "nothing" if drawn is None else f"a {type(drawn).__name__}"
                message = f"{name}() must return an Altair chart; it returned {kind}"
                return Problem(_chart_at(path, files), message)
            written = json.dumps(drawn.to_dict(validate=stepwise), default=_number)
            spec: dict[str, Any] = json.loads(written, object_hook=_dates_as_text)
    except BaseException as error:  # a chart file may raise any, as may a library of its own
        return Problem(_where(error) or _chart_at(path, files), _message(error))
    if not stepwise and not rules().is_valid(spec):
        return run(path, facts, width, files, name, stepwise=True)
    for leaf in leaves(spec):  # some end Vega's process, and this with it
        if isinstance(leaf, str) and (found := INVISIBLE.search(leaf)):
            return Problem(place(found[0], path, files), unseen(found[0]))
    return spec if wants_width else {k: v for k, v in spec.items() if k != "width"}


@functools.cache
def rules() -> jsonschema_rs.Draft7Validator:
    """The JSON Schema of Vega-Lite, which comes with Altair, as a validator."""
    addressed = _addressed(altair.load_schema())
    return jsonschema_rs.Draft7Validator(addressed, validate_formats=False, offline=True)


def _addressed(rules: Any) -> Any:
    """References are addresses, which do not hold all that is in the names of Vega-Lite: `A<B>`."""
    if isinstance(rules, list):
        return [_addressed(each) for each in rules]
    if isinstance(rules, dict):
        return {
            name: quote(each, "#/") if name == "$ref" else _addressed(each)
            for name, each in rules.items()
        }
    return rules


def leaves(node: Any) -> list[object]:
    """`{"a": [1, {"b": "2"}], "c": True}` -> `[1, "2", True]`."""
    found: list[object] = []

    def look(node: Any) -> None:
        if isinstance(node, dict):
            node = node.values()
        elif not isinstance(node, list | tuple):
            found.append(node)
            return
        for value in node:
            look(value)

    look(node)
    return found


def _number(value: object) -> int | float:
    """A fact's exact value as JSON has numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"{type(value).__name__} cannot be plotted; use numbers and text")


def _dates_as_text(node: dict[str, Any]) -> dict[str, Any]:
    """Dates in rows, which Altair writes as it writes those of scales: Vega reads text alone."""
    return {
        name: _date_as_text(value) if name not in DATE_VALUES and _is_date(value) else value
        for name, value in node.items()
    }


def _is_date(value: Any) -> bool:
    return isinstance(value, dict) and {"year", "month", "date"} <= value.keys() <= DATE_PARTS


def _date_as_text(value: Mapping[str, int]) -> str:
    day = f"{value['year']:04}-{value['month']:02}-{value['date']:02}"
    time = ":".join(f"{value.get(part, 0):02}" for part in ("hours", "minutes", "seconds"))
    return f"{day}T{time}" if value.keys() > {"year", "month", "date"} else day


def defined(path: str, files: Mapping[str, bytes], name: str) -> Location | None:
    """The place of the function `name` in a chart file; None where it has none."""
    for node in _nodes(path, files):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return Location(path, node.lineno, 1)
    return None


def place(needle: str | float | None, path: str, files: Mapping[str, bytes]) -> Location:
    """Where the code of a chart or its helpers writes this text or number; else its `chart`."""
    for name, node in nodes(path, files):
        if _writes(node, needle):
            return Location(name, node.lineno, node.col_offset + 1)
    return _chart_at(path, files)


def nodes(path: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, ast.AST]]:
    """The syntax of a chart file and then of all helpers, each node with the path of its file."""
    helpers = sorted(name for name in files if name.startswith(f"{CHARTS}_"))
    for name in (path, *(name for name in helpers if name.endswith(".py"))):
        for node in _nodes(name, files):
            yield name, node


def _writes(node: ast.AST, needle: str | float | None) -> TypeGuard[ast.expr]:
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(needle, str):
            return isinstance(value, str) and needle in value
        return isinstance(value, int | float) and value == needle and value is not True
    if isinstance(needle, str) and isinstance(node, ast.Attribute | ast.keyword):
        name = node.attr if isinstance(node, ast.Attribute) else node.arg or ""
        return needle in (name, name.removeprefix("transform_"), name.removeprefix("mark_"))
    return False


def _nodes(path: str, files: Mapping[str, bytes]) -> Iterator[ast.AST]:
    with contextlib.suppress(SyntaxError, ValueError):  # a broken helper may be unused
        yield from ast.walk(python_syntax.module(files[path]))


def _chart_at(path: str, files: Mapping[str, bytes]) -> Location:
    return defined(path, files, "chart") or Location(path, 1, 1)


def _module(path: str, files: Mapping[str, bytes], known: dict[str, ModuleType]) -> ModuleType:
    name = path.removeprefix(CHARTS).removesuffix(".py")
    module = ModuleType(name)
    module.__file__ = path
    known[name] = module  # before it runs, so that helpers may import each other

    def imported(
        wanted: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> ModuleType:
        helper = f"{CHARTS}{wanted}.py"
        if not level and wanted.startswith("_") and helper in files:
            return known.get(wanted) or _module(helper, files, known)
        return builtins.__import__(wanted, globals, locals, fromlist or (), level)

    module.__dict__["__builtins__"] = {**vars(builtins), "__import__": imported}
    code: CodeType = compile(files[path], path, "exec", dont_inherit=True)
    exec(code, module.__dict__)
    return module


def _where(error: BaseException) -> Location | None:
    """The last line of the author's that was reached."""
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(CHARTS):
        return Location(str(error.filename), error.lineno or 1, error.offset or 1)
    trace: TracebackType | None = error.__traceback__
    for frame in reversed(traceback.extract_tb(trace)):
        if frame.filename.startswith(CHARTS):
            return Location(frame.filename, frame.lineno or 1, (frame.colno or 0) + 1)
    return None


def _message(error: BaseException) -> str:
    if isinstance(error, Unknown):
        return str(error)
    if isinstance(error, MemoryError):
        return f"the chart failed: it needs more than {MEMORY >> 30} GiB of memory; show less"
    words = error.msg if isinstance(error, SyntaxError) else _said(error)
    if isinstance(error, SyntaxError) and any(curly in words for curly in "“”„‘’"):
        return "curly quotation marks do not quote in Python; type straight ones"
    said = next((line for line in words.splitlines() if line.strip()), "")
    return f"the chart failed: {type(error).__name__}{': ' if said else ''}{said}"


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # of a class of the chart's own
        return ""
