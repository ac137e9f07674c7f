"""Python's own parser, for one thread at a time."""

from __future__ import annotations

import ast
import threading

# CPython 3.11 counts how deep a tree is for all threads in one place, and raises SystemError in a
# thread that was interrupted by another which parses too: python/cpython#106905.
_ALONE = threading.Lock()


def module(source: str | bytes) -> ast.Module:
    """The syntax of a file of Python. Raises SyntaxError or ValueError where it is none."""
    with _ALONE:
        return ast.parse(source)


def expression(source: str) -> ast.expr:
    """The syntax of an expression: `"a + 1"`. Raises what `compile` raises."""
    with _ALONE:
        return ast.parse(source, mode="eval").body
