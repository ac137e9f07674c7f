"""Where the time of a build goes: `build.py --profile`.

Steps take a timer: `with timer("the pages written"): ...`. That of a build which nobody looks at
does nothing.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Timer = Callable[[str], AbstractContextManager[None]]
NOTHING = nullcontext()


def untimed(step: str) -> AbstractContextManager[None]:
    """The timer of a build that is not profiled."""
    return NOTHING


class Clock:
    """A timer that adds up the seconds of each step, and of the processor of the thread it runs in.

    Steps with one name are one line. Threads run beside each other, so the steps may add up to
    more than the whole.
    """

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._steps: dict[str, tuple[float, float]] = {}

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        began, worked = time.perf_counter(), time.thread_time()
        self._steps.setdefault(step, (0, 0))  # in the order in which they begin
        try:
            yield
        finally:
            seconds, processor = self._steps[step]
            seconds += time.perf_counter() - began
            self._steps[step] = seconds, processor + time.thread_time() - worked

    def table(self) -> str:
        """A line for each step, the whole, and the processes that drew charts and have ended."""
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        lines = [("", "seconds", "processor")]
        lines += [(step, f"{a:.3f}", f"{b:.3f}") for step, (a, b) in self._steps.items()]
        whole = time.perf_counter() - self._began
        lines.append(("all of this process", f"{whole:.3f}", f"{time.process_time():.3f}"))
        drawing = children.ru_utime + children.ru_stime
        lines.append(("processes that draw charts", "", f"{drawing:.3f}"))
        wide = max(len(step) for step, _, _ in lines)
        return "\n".join(f"{step:{wide}}  {a:>8}  {b:>9}" for step, a, b in lines)
