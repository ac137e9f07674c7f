"""Other processes, one for each core but one, that make what this one is going to need."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

from .. import recall
from . import CHARTS

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

MANY, MOST = 6, 8  # works that repay the second which a process takes to start; processes
UNTOLD = "ignore:resource_tracker"  # else Python tells of what an interrupted build had in use

_pool: ProcessPoolExecutor | None = None
_begun: dict[Hashable, tuple[object, Future[Any]]] = {}


@contextlib.contextmanager
def at_hand(tree: Mapping[str, bytes]) -> Iterator[None]:
    """In here there may be some. For a first build they are started at once."""
    global _pool
    if recall.empty():
        start(sum(path.startswith(CHARTS) and path.endswith(".md") for path in tree))
    try:
        yield
    finally:
        if _pool:  # what they have not begun, nobody needs any more
            _pool.shutdown(wait=False, cancel_futures=True)  # Vega takes a while to end as well
        _pool = None
        _begun.clear()


def start(works: int) -> None:
    """As many as so many works repay."""
    global _pool
    workers = min((os.cpu_count() or 1) - 1, works // MANY, MOST)
    if _pool or not workers:
        return
    # Slow to import, and only needed for what is not in the cache.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    sys.warnoptions.append(UNTOLD)
    # Forking a process that has threads is not safe.
    _pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin)
    for _ in range(workers):
        _pool.submit(_ready)


def submit(function: Callable[[*Asked], Answer], *args: *Asked) -> Future[Answer] | None:
    """None where there are no others."""
    return _pool.submit(function, *args) if _pool else None


def foresee(key: Hashable, function: Callable[[*Asked], Any], *args: *Asked) -> None:
    """That `answer` will be asked the same; the others begin it as soon as one is free."""
    with contextlib.suppress(BrokenExecutor):
        if future := submit(function, *args):
            _begun[key] = args, future


def answer(key: Hashable, function: Callable[[*Asked], Answer], *args: *Asked) -> Answer:
    """From another process if one has begun it; else it is made here."""
    asked, future = _begun.pop(key, (None, None))
    if future and asked == args and not future.cancel():
        with contextlib.suppress(BrokenExecutor):
            made: Answer = future.result()
            return made
    return function(*args)


def _begin() -> None:
    gc.disable()  # this and the next as in build.py
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _ready() -> None:
    """The slowest is started before there is anything to do."""
    from . import chart_code, vega

    chart_code.rules()
    vega.start()


def _end_with_parent() -> None:
    """A build that is killed tells nobody; those who work for it would wait for ever."""
    from multiprocessing import parent_process  # imported already where this is called

    if parent := parent_process():
        parent.join()
        os._exit(1)
