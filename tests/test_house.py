"""Rules of the engine's code that no linter knows, read from its syntax trees."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator

import pytest
from drawn import ROOT

from datastory import lazy_imports

ENGINE = [
    path for path in sorted((ROOT / "datastory").rglob("*.py")) if "starter" not in path.parts
]
Function = ast.FunctionDef | ast.AsyncFunctionDef
# What may stand beside `str` in what a function returns: nothing, a number, or a reason of a type
# of its own. A bare string as the reason would have the type of every good word.
BESIDE_WORDS = {"None", "float", "Refused", "Lost"}
DEFERRED = {
    "datastory/charts/charts.py: .rendering",
    "datastory/command_line.py: .",
    "datastory/command_line.py: .charts",
    "datastory/launcher.py: .command_line",
}


# Letters of East Asian words; the ends of a range in a pattern are no word.
EASTERN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
RANGE = re.compile(r"[^\x00-\x7f]-[^\x00-\x7f]")
# Where words of one language may stand beside numbers/languages, and why.
WITH_WORDS = {
    # Kept documents are read whatever their language is: their numbers by one grammar, and what
    # tables of any office call their column of units.
    "numbers/hanzi.py", "numbers/qualifiers.py", "numbers/units.py", "evidence/cells.py",
    # What a sentence says around its figure, and what a figure found in one is called, are rules of
    # a language in code. A language without them builds; each is named once, by its code.
    "checking/sentences/chinese.py", "checking/sentences/chinese_vocabulary.py",
    "drafting/chinese.py",
}  # fmt: skip


@functools.cache
def trees() -> dict[str, ast.Module]:
    """Syntax trees by path; to read all takes a second, which other files' tests need not wait."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in ENGINE}


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def appended_to(tree: ast.AST) -> list[str]:
    """Parameters that are lists of problems."""
    return [
        f"{function.name}({one.arg})"
        for function in functions(tree)
        for one in (*function.args.args, *function.args.kwonlyargs)
        if one.annotation and ast.unparse(one.annotation) == "list[Problem]"
    ]


def words_or_reason(tree: ast.AST) -> list[str]:
    """Functions that return a value or a string with the reason why there is none."""
    found = []
    for function in functions(tree):
        node, parts = function.returns, set()
        while isinstance(node, ast.BinOp):
            parts.add(ast.unparse(node.right))
            node = node.left
        parts |= {ast.unparse(node)} if node and parts else set()
        if "str" in parts and parts - {"str"} - BESIDE_WORDS:
            found.append(function.name)
    return found


def deferred(tree: ast.AST) -> list[str]:
    """Modules that are imported inside functions."""
    return [
        "." * node.level + (node.module or "") if isinstance(node, ast.ImportFrom) else "import"
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def rebound(tree: ast.AST) -> list[str]:
    """Names of a module that its functions bind anew."""
    return [name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]


def eastern_words(tree: ast.AST) -> list[str]:
    """Strings that hold East Asian words; docstrings, which may show some, apart."""
    shown = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | Function)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and id(node) not in shown and len(node.value) > 1
        and EASTERN.search(RANGE.sub("", node.value))
    ]  # fmt: skip


def test_words_of_one_language_stand_in_its_folder() -> None:
    found = {path for path, tree in trees().items() if eastern_words(tree)}
    beside = {path for path in found if not path.startswith("datastory/numbers/languages/")}
    assert beside == {f"datastory/{path}" for path in WITH_WORDS}


@pytest.mark.parametrize("rule", [appended_to, words_or_reason])
def test_errors_have_three_shapes(rule: object) -> None:
    assert callable(rule)
    assert {path: rule(tree) for path, tree in trees().items() if rule(tree)} == {}


def test_imports_stand_at_the_top_but_four() -> None:
    assert {f"{path}: {name}" for path, tree in trees().items() for name in deferred(tree)} == (
        DEFERRED
    )


def test_modules_hold_constants_but_two() -> None:
    found = {path: set(rebound(tree)) for path, tree in trees().items() if rebound(tree)}
    assert found == {
        "datastory/cache.py": {"_cache"},
        "datastory/charts/process_pool.py": {"_pool"},
    }


def test_the_rules_find_what_they_forbid() -> None:
    tree = ast.parse("def a():\n  global b, c\n  b = c = 1\n")
    assert rebound(tree) == ["b", "c"]
    tree = ast.parse(
        "def a(problems: list[Problem]) -> Fact | str: ...\n"
        "def b() -> str | None | Refused:\n  import re\n"
        "def c(problems: Sequence[Problem]) -> Fact | None:\n  from .a import b\n"
    )
    assert appended_to(tree) == ["a(problems)"]
    assert words_or_reason(tree) == ["a"]
    assert deferred(tree) == ["import", ".a"]
    tree = ast.parse("def a():\n  '上升'\n  return '上升|rise', '[\u3400-\u9fff]', b'x', '\u3400'")
    assert eastern_words(tree) == ["上升|rise"]


def test_what_is_slow_is_imported_when_it_is_used_and_used_somewhere() -> None:
    names = {
        name for name, value in vars(lazy_imports).items() if isinstance(value, lazy_imports.Lazy)
    }
    used = {
        name.name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "lazy_imports"
        for name in node.names
    }
    assert names == used - {"Lazy"}
    assert lazy_imports.difflib.get_close_matches("rd", ["rd.2024"], cutoff=0.3) == ["rd.2024"]
