"""Threads may parse Python at the same time: those of a story's editions do."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from datastory import python_syntax

ROOT = Path(__file__).resolve().parent.parent


class Cyclic:
    """Its end runs Python, where the interpreter may turn to another thread."""

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        for _ in range(50):
            pass


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads are changed and what is left over is looked for all the time."""
    threshold, interval = gc.get_threshold(), sys.getswitchinterval()
    gc.set_threshold(50, 2, 2)
    sys.setswitchinterval(1e-6)
    yield
    gc.set_threshold(*threshold)
    sys.setswitchinterval(interval)


def test_no_thread_disturbs_another(restless: None) -> None:
    charts = [path.read_bytes() for path in sorted((ROOT / "content/charts").glob("*.py"))]
    assert charts

    def read(source: bytes) -> int:
        Cyclic()
        python_syntax.expression("a + b * (c - 1)")
        return len(python_syntax.module(source).body)

    with ThreadPoolExecutor(2) as threads:
        read_once = [len(python_syntax.module(source).body) for source in charts]
        assert list(threads.map(read, charts * 20)) == read_once * 20


def test_the_engine_parses_in_one_place() -> None:
    files = (ROOT / "datastory").rglob("*.py")
    assert [path.name for path in files if "ast.parse(" in path.read_text("utf-8")] == [
        "python_syntax.py"
    ]
