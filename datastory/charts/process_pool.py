"""Other processes, which run chart files and make what this one is going to need.

A chart file never runs in the process that builds: it may end, hang or crash its own. Then the
same is asked once more of a new process, as the first may have been ended from outside; what ends
two is to blame, and `Ended` tells how.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, TypeVarTuple

from ..cache import current
from ..images import font_folder
from . import CHARTS
from .worker_process import HELD, LENGTH, Shared

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")
Given = TypeVar("Given")
Common = TypeVar("Common")

FIRST, NEXT, LAST = range(3)  # calls begin in this order, whichever was made before
PART = 8  # things of many, whose values are made at once
MANY, MOST = 6, 8  # works that repay the second which one more process takes to start; processes
# Seconds: that a process may take to start, and a call; then until one that does not end itself is
# ended, between two looks whether it lives, and to end when told.
STARTING, LONGEST, GRACE, LOOK, ENDING = 40.0, 20.0, 5.0, 0.25, 5.0
PROTOCOL = pickle.HIGHEST_PROTOCOL
ENGINE = str(Path(__file__).resolve().parents[2])  # the folder of this package, before another's
RUN = (
    "import sys; sys.path[:] = sys.argv[3:4]; import datastory; sys.path[:] = sys.argv[4:]; "
    "from datastory.charts.worker_process import main; main(int(sys.argv[1]), int(sys.argv[2]))"
)
OVER_TIME = "Timeout ("  # so begins what faulthandler reports of a call that took too long


class Ended(Exception):
    """A process ended before it answered.

    `code` is its exit code, or minus the signal that ended it. `late`: its time was over.
    `report` tells at which lines it was, as Python's faulthandler writes it, or is "".
    """

    def __init__(self, code: int, late: bool, report: str) -> None:
        super().__init__(code, late, report)
        self.code, self.late, self.report = code, late, report


class NotStarted(Exception):
    """No process can be started here; the words tell why."""


class Call(NamedTuple):
    """A function and its arguments, as `pickle` wrote them, and those of them that are shared."""

    message: bytes
    shared: tuple[Shared[Any], ...]


class Waiting(NamedTuple):
    """A call that no process has begun."""

    future: Future[Any]
    call: Call
    seconds: float


class Process:
    """One of them. One thread asks it; any may end it."""

    def __init__(self) -> None:
        """Starts it. Raises OSError."""
        self.ready = False
        self._channel, theirs = socket.socketpair()
        self._report, report = os.pipe()
        os.set_blocking(self._report, False)
        self._channel.settimeout(LOOK)
        self._held: deque[bytes] = deque(maxlen=HELD)  # digests of shared values that it was sent
        alone = ["-I"] if sys.flags.isolated else []
        numbers = [str(theirs.fileno()), str(report)]
        # Altair reads its own docstrings, which Python may be told to leave out.
        environ = {name: os.environ[name] for name in os.environ if name != "PYTHONOPTIMIZE"}
        command = [sys.executable, *alone, "-c", RUN, *numbers, ENGINE, *sys.path]
        try:
            self._popen = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, env=environ,
                pass_fds=(theirs.fileno(), report),
                start_new_session=True,  # a terminal's Ctrl-C is the build's, which ends it
            )  # fmt: skip
        except OSError:
            self._channel.close()
            os.close(self._report)
            raise
        finally:
            theirs.close()
            os.close(report)

        self.number = self._popen.pid

    def ask(self, call: Call, seconds: float) -> Any:
        """What it answers to a call. Raises Ended, or what the call raised."""
        if not self.ready:
            self._heard(time.monotonic() + STARTING)
            self.ready = True
        until = time.monotonic() + seconds + GRACE
        for shared in call.shared:
            if shared.digest not in self._held:
                self._held.append(shared.digest)
                self._send(pickle.dumps((0, shared.data, shared.digest), PROTOCOL), until)
        self._send(pickle.dumps((seconds, call.message, b""), PROTOCOL), until)
        good, value = pickle.loads(self._heard(until))
        if good:
            return value
        raise value

    def _send(self, message: bytes, until: float) -> None:
        for part in (LENGTH.pack(len(message)), message):
            rest = memoryview(part)
            while rest:
                rest = rest[self._patient(self._channel.send, rest, until) :]

    def lives(self) -> bool:
        return self._popen.poll() is None

    def end(self) -> None:
        """It hears of this at once, and so does who waits for its answer."""
        with contextlib.suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)

    def bury(self) -> tuple[int, str]:
        """Its exit code and its report, once it has ended. It cannot be asked again."""
        self.end()
        try:
            self._popen.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._popen.kill()
        code, report = self._popen.wait(), b""
        with contextlib.suppress(BlockingIOError):  # others that a chart started may hold it open
            report = os.read(self._report, 1 << 16)
        self._channel.close()
        os.close(self._report)
        font_folder.forget(self.number)
        return code, report.decode("ascii", "replace")

    def _heard(self, until: float) -> bytes:
        (length,) = LENGTH.unpack(self._received(LENGTH.size, until))
        return self._received(length, until)

    def _received(self, size: int, until: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            part = self._patient(self._channel.recv, min(size - len(data), 1 << 20), until)
            if not part:
                raise self._ended()
            data += part
        return bytes(data)

    def _patient(self, step: Callable[[Given], Answer], given: Given, until: float) -> Answer:
        """Takes a step of talking, however long the other is silent."""
        while True:
            try:
                return step(given)
            except TimeoutError:
                if late := time.monotonic() > until:
                    self._popen.kill()
                if late or not self.lives():
                    raise self._ended(late) from None
            except OSError:
                raise self._ended() from None

    def _ended(self, late: bool = False) -> Ended:
        code, report = self.bury()
        return Ended(code, late or report.startswith(OVER_TIME), report)


class Pool:
    """Threads, each of which has one process, and the calls that none of them has begun.

    What they draw may keep files in the folder `cache`.
    """

    def __init__(self, cache: Path | None) -> None:
        self.cache = cache
        self._calls: queue.PriorityQueue[tuple[int, int, Waiting | None]] = queue.PriorityQueue()
        self._order = itertools.count()  # of calls of one rank
        self._processes: set[Process] = set()
        self._threads = 0
        self._over = False
        self._unable: NotStarted | None = None
        self.prefetched: dict[Hashable, tuple[object, Future[Any]]] = {}  # arguments and value

    def processes(self) -> list[int]:
        """Their numbers."""
        return [process.number for process in tuple(self._processes)]

    def grow(self, size: int) -> None:
        """Starts processes until there are so many."""
        while self._threads < size:
            self._threads += 1
            threading.Thread(target=self._work, daemon=True).start()

    def submit(self, call: Call, seconds: float, rank: int) -> Future[Any]:
        future: Future[Any] = Future()
        self._calls.put((rank, next(self._order), Waiting(future, call, seconds)))
        return future

    def end(self) -> None:
        """What is not begun, nobody needs any more."""
        self._over = True
        for _ in range(self._threads):
            self._calls.put((FIRST - 1, next(self._order), None))
        for process in tuple(self._processes):
            process.end()

    def _work(self) -> None:
        process: Process | None = None
        with contextlib.suppress(NotStarted):
            process = self._started()
        while (asked := self._calls.get()[-1]) and not self._over:
            future, call, seconds = asked
            if not future.set_running_or_notify_cancel():
                continue
            try:
                for again in (True, False):
                    if process is None or not process.lives():
                        self._buried(process)
                        process = self._started()
                    try:
                        future.set_result(process.ask(call, seconds))
                        break
                    except Ended as ended:
                        self._processes.discard(process)
                        began, process = process.ready, None
                        hangs = ended.late and not began or ended.report.startswith(OVER_TIME)
                        if not again or hangs or self._over:
                            raise ended if began else self._none(_why(ended)) from ended
            except Exception as error:
                future.set_exception(error)
        self._buried(process)

    def _started(self) -> Process:
        if self._unable:
            raise self._unable
        try:
            process = Process()
        except OSError as error:
            raise self._none(error.strerror or str(error)) from error
        self._processes.add(process)
        return process

    def _none(self, why: str) -> NotStarted:
        self._unable = NotStarted(why)
        return self._unable

    def _buried(self, process: Process | None) -> None:
        if process:
            self._processes.discard(process)
            process.bury()


def _why(ended: Ended) -> str:
    if ended.late:
        return f"it was not ready after {STARTING:g} seconds"
    ending = f"exit code {ended.code}" if ended.code >= 0 else signal.Signals(-ended.code).name
    return f"it ended with {ending}"


# State of this process, whose children the others are: only the time of an answer depends on it, so
# all builds of a preview find the same processes here.
_pool: Pool | None = None


@contextlib.contextmanager
def using(pool: Pool) -> Iterator[Pool]:
    """Context manager: calls inside go to this pool, which is ended behind it."""
    global _pool
    before, _pool = _pool, pool
    try:
        yield pool
    finally:
        pool.end()
        _pool = before


@contextlib.contextmanager
def pool(tree: Mapping[str, bytes], cache: Path | None = None) -> Iterator[None]:
    """Context manager: worker processes may run inside; on a first build they start immediately.

    They may keep files in the folder `cache`. Within another of these, this one ends nothing.
    """
    with contextlib.nullcontext(_pool) if _pool else using(Pool(cache)) as inside:
        try:
            if current().empty():
                start(sum(path.startswith(CHARTS) and path.endswith(".md") for path in tree))
            yield
        finally:
            inside.prefetched.clear()


def start(works: int) -> Pool:
    """As many as so many works repay, and one at least where there is any."""
    global _pool
    _pool = _pool or Pool(None)
    spare = min((os.cpu_count() or 1) - 1, works // MANY, MOST)
    _pool.grow(max(spare, min(works, 1)))
    return _pool


def submit(
    function: Callable[[*Asked], Answer], *args: *Asked, rank: int = FIRST
) -> Future[Answer]:
    """Has it called elsewhere. The future may raise Ended or NotStarted."""
    shared = tuple(each for each in args if isinstance(each, Shared))
    call = Call(pickle.dumps((function, args), PROTOCOL), shared)
    return start(1).submit(call, LONGEST, rank)


class Parts(Generic[Given, Common, Answer]):
    """The values of a function for each of many things, made in parts.

    Other processes that run already take the parts from the front, this one those from the back.
    The function is given what they have in `common`, too.
    """

    def __init__(
        self,
        function: Callable[[Given, Common], Answer],
        things: Sequence[Given],
        common: Common,
    ) -> None:
        self._function, self._common = function, Shared(common)
        self._things = [things[i : i + PART] for i in range(0, len(things), PART)]
        running = _pool is not None and _pool.processes()
        self._begun = [
            submit(_each, function, each, self._common, rank=LAST)
            for each in self._things
            if running
        ]
        self._made: list[list[Answer]] = []  # from the back

    def make(self) -> bool:
        """Makes the last part here that no process has begun; False if there is none."""
        last = len(self._things) - len(self._made) - 1
        if last < 0 or self._begun and not self._begun[last].cancel():
            return False
        self._made.append(self._here(last))
        return True

    def done(self) -> bool:
        """Whether `values` would wait for nothing, and make nothing here."""
        rest = len(self._things) - len(self._made)
        return all(part.done() for part in self._begun[:rest]) and (not rest or bool(self._begun))

    def values(self) -> list[Answer]:
        """All of them, in order; those that no process has begun are made here."""
        while self.make():
            pass
        rest = len(self._things) - len(self._made)
        made = [self._elsewhere(i) for i in range(rest)] + self._made[::-1]
        return [value for part in made for value in part]

    def _here(self, i: int) -> list[Answer]:
        return _each(self._function, self._things[i], self._common)

    def _elsewhere(self, i: int) -> list[Answer]:
        """The process that has begun it may have ended since."""
        with contextlib.suppress(Ended, NotStarted):
            made: list[Answer] = self._begun[i].result()
            return made
        return self._here(i)


def _each(
    function: Callable[[Given, Common], Answer], things: Sequence[Given], common: Shared[Common]
) -> list[Answer]:
    return [function(thing, common.value) for thing in things]


def prefetch(key: Hashable, function: Callable[[*Asked], Any], *args: *Asked) -> None:
    """Submits the call now; `result` with the same key and equal arguments returns its value."""
    start(1).prefetched[key] = args, submit(function, *args, rank=NEXT)


def result(key: Hashable, function: Callable[[*Asked], Answer], *args: *Asked) -> Answer:
    """The value of a call: from the process that began it, else it is called here."""
    asked, future = _pool.prefetched.pop(key, (None, None)) if _pool else (None, None)
    if future and asked == args and not future.cancel():
        with contextlib.suppress(Ended, NotStarted):
            made: Answer = future.result()
            return made
    return function(*args)
