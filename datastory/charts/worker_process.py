"""A process that runs what it is asked, one call at a time, and ends with the build that asks.

It may end, hang or crash with a chart that does: `process_pool` sees that, and starts another.
"""

from __future__ import annotations

import contextlib
import faulthandler
import functools
import gc
import hashlib
import os
import pickle
import queue
import resource
import signal
import socket
import struct
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from ..images import font_folder
from . import chart_code, vega

FORKED = 60  # seconds that a process lives which a chart makes from its own
LENGTH = struct.Struct("!Q")  # before each message, which is a pickle
HELD = 8  # shared values that a process holds, those that were sent last
Value = TypeVar("Value")


class Shared(Generic[Value]):
    """A large argument of many calls: each process is sent it once, and again if it let it go."""

    def __init__(self, value: Value) -> None:
        self.value = value

    @functools.cached_property
    def data(self) -> bytes:
        """The value as it is sent; most builds call no other process, and need none."""
        return pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL)

    @functools.cached_property
    def digest(self) -> bytes:
        return hashlib.blake2b(self.data, digest_size=16).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shared) and (self is other or self.digest == other.digest)

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Callable[[bytes], object], tuple[bytes]]:
        return _shared, (self.digest,)


class Held(NamedTuple):
    """What a process was sent, in the place of a `Shared`."""

    value: Any


# By digest, in the order they were sent. State of this process: `pickle` calls `_shared` by name
# and gives it only what stands in the message.
_held: dict[bytes, Held] = {}


def _shared(digest: bytes) -> Held:
    return _held[digest]


def _hold(digest: bytes, data: bytes) -> None:
    _held[digest] = Held(pickle.loads(data))
    if len(_held) > HELD:
        del _held[next(iter(_held))]


def main(channel: int, report: int) -> None:
    """Answers calls that come through a socket until it is closed at the other end.

    A call is `(seconds, (function, arguments), b"")`, the inner one as `pickle` wrote it. The
    answer is `(True, value)` or `(False, error)`. What calls share comes before the first that
    needs it, as `(0, value, digest)`, written likewise, and has no answer.

    A call that takes longer, and one that crashes, end this process; the file `report` then says
    at which lines.
    """
    gc.disable()  # as in build.py
    with contextlib.suppress(ValueError, OSError):
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (chart_code.MEMORY, most))
    os.dup2(2, 1)  # whatever a chart or its libraries print is no answer
    faulthandler.enable(report)
    os.register_at_fork(after_in_child=lambda: signal.alarm(FORKED))  # it may hang in any library
    asking = socket.socket(fileno=channel)
    calls: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asking, calls), daemon=True).start()
    with _silent():  # what begins here is slowest; whoever waits tells that it could not
        chart_code.rules()
        vega.start()
    send(asking, None)
    here = os.getpid()
    while True:
        seconds, call, digest = pickle.loads(calls.get())
        if digest:
            _hold(digest, call)
            continue
        faulthandler.dump_traceback_later(seconds, exit=True, file=report)
        try:
            function, arguments = pickle.loads(call)
            answer = True, function(*arguments)
        except BaseException as error:
            error.add_note(traceback.format_exc())
            answer = False, error
        if os.getpid() != here:
            os._exit(0)  # a chart made this process from the one that was asked
        faulthandler.cancel_dump_traceback_later()
        send(asking, answer)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Context manager: inside, an error ends this process without a word, and what libraries in
    other languages print of theirs goes nowhere."""
    spoken, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    except BaseException:
        os._exit(1)
    os.dup2(spoken, 2)
    os.close(spoken)
    os.close(nowhere)


def send(channel: socket.socket, message: object) -> None:
    """Sends `(True, value)`, `(False, error)` or None; ends this process where nobody listens.

    In place of what cannot be pickled goes a RuntimeError with the beginning of its `repr`.
    """
    try:
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    except Exception:
        data = pickle.dumps((False, RuntimeError(repr(message)[:1000])))
    try:
        channel.sendall(LENGTH.pack(len(data)) + data)
    except OSError:  # nobody is there any more, or a chart closed the way there
        os._exit(1)


def _listen(channel: socket.socket, calls: queue.SimpleQueue[bytes]) -> None:
    """Hears of the other end's ending at once, whatever the chart is doing."""
    with contextlib.suppress(OSError), channel.makefile("rb") as stream:
        while len(head := stream.read(LENGTH.size)) == LENGTH.size:
            (length,) = LENGTH.unpack(head)
            if len(call := stream.read(length)) < length:
                break  # the other end ended in the middle of it
            calls.put(call)
    font_folder.forget(os.getpid())
    os._exit(0)
