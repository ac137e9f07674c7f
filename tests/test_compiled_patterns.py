"""Patterns that a build compiles are kept for the next, and are the same ones."""

from __future__ import annotations

import marshal
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from datastory import cache_file, compiled_patterns
from datastory.checking import checks
from datastory.compiled_patterns import kept

COMPILER: Any = re._compiler  # type: ignore[attr-defined]
SOME: list[tuple[str | bytes, int]] = [
    *((rf"word{n}\b", 0) for n in range(20)),
    (r"(?P<year>\d{4})-(?P<month>\d\d)?", re.ASCII),
    (b"^(?:<{7}|>{7}) ", re.MULTILINE),
    ("^(?:<{7}|>{7}) ", re.MULTILINE),
    (r"(?i)straße|[À-ÿ\u4e00-\u9fff]+(?<!x)", re.VERBOSE | re.DOTALL),
]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "__pycache__" / "kept"
    monkeypatch.setattr(compiled_patterns, "FILE", path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return path


def compiled(patterns: list[tuple[str | bytes, int]]) -> list[re.Pattern[Any]]:
    re.purge()
    return [re.compile(pattern, flags) for pattern, flags in patterns]


def parsed(patterns: list[tuple[str | bytes, int]], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many of them are compiled, and not found."""
    count: list[object] = []
    parse = COMPILER._parser.parse
    with monkeypatch.context() as patch, kept():
        patch.setattr(
            COMPILER._parser, "parse", lambda *given: count.append(given) or parse(*given)
        )
        compiled(patterns)
    return len(count)


def test_a_pattern_that_is_found_is_what_would_be_compiled(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = [
        (value.pattern, value.flags)
        for name, module in list(sys.modules.items())
        if name.startswith(("datastory.", "markdown.", "pymdownx.", "jinja2."))
        for value in list(vars(module).values())
        if isinstance(value, re.Pattern)
    ]
    patterns = [*SOME, *dict.fromkeys(own)]
    assert checks.OF_DATA and len(patterns) > 300
    as_ever = compiled(patterns)
    assert parsed(patterns, monkeypatch) > 300
    assert parsed(patterns, monkeypatch) == 0
    with kept():
        found = compiled(patterns)
    assert found == as_ever
    for one, other in zip(found, as_ever, strict=True):
        names = [(each.groups, each.groupindex, each.flags) for each in (one, other)]
        assert names[0] == names[1]
    (dated,) = (one for one in found if one.pattern == SOME[20][0])
    assert dated.fullmatch("2024-05")["month"] == "05"  # type: ignore[index]


def test_a_few_new_ones_are_not_worth_writing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed(SOME[:5], monkeypatch)
    assert not file.exists()
    parsed(SOME, monkeypatch)
    assert parsed([*SOME, ("another", 0)], monkeypatch) == 1


def test_where_there_are_too_many_those_stay_that_were_used(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled_patterns, "MOST", 30)
    parsed(SOME, monkeypatch)
    more: list[tuple[str | bytes, int]] = [(f"more{n}", 0) for n in range(25)]
    assert parsed([*SOME[:3], *more], monkeypatch) == 25
    assert parsed([*SOME[:3], *more], monkeypatch) == 0
    assert parsed(SOME, monkeypatch) == len(SOME) - 3


def test_a_damaged_file_and_another_python_are_survived(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed(SOME, monkeypatch)
    file.write_bytes(file.read_bytes()[:-10])
    assert parsed(SOME, monkeypatch) == len(SOME)
    version = f"{sys.hexversion:x}-{COMPILER._sre.MAGIC}"
    keys = [(pattern, int(flags)) for pattern, flags in SOME]
    strange: list[object] = [
        {asked: ("?", b"") for asked in keys},
        {asked: (0, b"\xff" * 400, (0, {}, ())) for asked in keys},
        {asked: (0, b"\xff", (0, {}, ())) for asked in keys},
    ]
    for written in [b"", b"?", *map(marshal.dumps, strange)]:
        cache_file.write(file, version, written)
        assert parsed(SOME, monkeypatch) == len(SOME), written
    monkeypatch.setattr(sys, "hexversion", 0x030F0000)
    assert parsed(SOME, monkeypatch) == len(SOME)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    file.unlink()
    parsed(SOME, monkeypatch)
    assert not file.exists()


def test_a_python_without_these_parts_compiles_as_ever(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = SimpleNamespace(compile=COMPILER.compile, isstring=COMPILER.isstring)
    with monkeypatch.context() as patch:
        patch.setattr(re, "_compiler", other)
        with kept():
            assert compiled(SOME)[0].match("word0")
    assert not file.exists()


def test_nothing_is_left_behind_and_a_wrong_pattern_is_told(file: Path) -> None:
    before = COMPILER.compile, COMPILER._sre
    with pytest.raises(re.error, match="unterminated"), kept():
        re.compile("(never closed")
    assert (COMPILER.compile, COMPILER._sre) == before
