"""Regular expressions, compiled once and kept, as Python keeps a module's bytecode.

A build compiles over a thousand, its own and those of its libraries, the same ones each time: a
third of a build after a changed word. Python has no way to keep one. What its compiler hands to the
matching engine is kept here, for exactly this Python, in the folder of bytecode; where any of that
is otherwise than expected, patterns are compiled as ever.
"""

from __future__ import annotations

import contextlib
import importlib.util
import marshal
import re
import sys
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from . import cache_file

FILE = Path(importlib.util.cache_from_source(f"{__file__}-kept.py"))
MOST, FEW = 4000, 20  # patterns in the file; new ones that repay writing it
WORD = "I"  # of the engine's code, 32 bits
UNUSABLE = (RuntimeError, TypeError, ValueError, OverflowError, EOFError)  # as another wrote it
Kept = dict[tuple[str | bytes, int], tuple[int, bytes, tuple[Any, ...]]]


@contextlib.contextmanager
def kept() -> Iterator[None]:
    """Context manager: what is compiled inside is kept, and found there the next time."""
    compiler: Any = getattr(re, "_compiler", None)
    engine: Any = getattr(compiler, "_sre", None)
    if not callable(getattr(compiler, "compile", None)) or not hasattr(engine, "compile"):
        yield
        return
    version = f"{sys.hexversion:x}-{engine.MAGIC}"
    known = _read(version)
    used: Kept = {}
    new: Kept = {}
    compiled, handed = compiler.compile, threading.local()

    def recorded(pattern: object, *rest: Any) -> Any:
        handed.over = rest
        return engine.compile(pattern, *rest)

    def found(pattern: Any, flags: int = 0) -> Any:
        if not isinstance(pattern, str | bytes):
            return compiled(pattern, flags)
        asked = pattern, int(flags)
        if one := known.get(asked):
            with contextlib.suppress(*UNUSABLE):
                whole, code, rest = one
                used[asked] = one
                return engine.compile(pattern, whole, [*array(WORD, code)], *rest)
        made = compiled(pattern, flags)
        if len(used) + len(new) < MOST and not flags & re.DEBUG:
            whole, code, *others = handed.over
            new[asked] = int(whole), array(WORD, code).tobytes(), tuple(others)
        return made

    compiler._sre = SimpleNamespace(**{**vars(engine), "compile": recorded})
    compiler.compile = found
    try:
        yield
    finally:
        compiler._sre, compiler.compile = engine, compiled
        if len(new) >= FEW and not sys.dont_write_bytecode:
            every = used | new if len(known) + len(new) > MOST else known | new
            cache_file.write(FILE, version, marshal.dumps(every))


def _read(version: str) -> Kept:
    opened = cache_file.read(FILE, version)
    if opened is None:
        return {}
    with contextlib.suppress(*UNUSABLE):
        found: Kept = marshal.loads(opened.head)
        return found
    return {}
