"""Answers of pure functions, found again by a digest of what was asked; in a preview, and from one
build to the next.

What is kept is data: it is read as values of the types that the functions give, and never run.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import typing
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar

import msgspec
from msgspec import Struct

from . import cache_file
from .problem import Location

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Given = TypeVar("Given")

FEW = 50  # Fewer new answers than this are found again in less time than all are written.
SMALL = 256  # bytes
MOST = 20_000  # answers held in memory where no build begins, as in tests
MOST_DIGESTS = 50_000
FILES = dict[str, bytes]  # such an answer is stored file by file, each once
FAULTS = (msgspec.MsgspecError, ValueError, LookupError, ArithmeticError, RecursionError)


class Stored(Struct, frozen=True, array_like=True):
    """Where in the file an answer stands; a small one is `whole`, as most are, and stands here.

    `unused` is true if the last build did not ask for it.
    """

    unused: bool
    whole: bytes = b""
    offset: int = 0
    length: int = 0
    checksum: int = 0


class Cache:
    """The answers of this process, and those in a file, if there is one."""

    def __init__(self, file: Path | None = None, version: str = "") -> None:
        self.file, self._version = file, version
        self._now: dict[bytes, tuple[Any, Any]] = {}  # by digest, (answer, its type)
        self._before: dict[bytes, tuple[Any, Any]] = {}  # of the build before this
        self._worth = 0  # of answers that the file does not hold
        # By `id`, of objects and what they show: those of this build, and of the one before.
        self.digests: dict[int, tuple[object, bytes]] = {}
        self._digests_before: dict[int, tuple[object, bytes]] = {}
        self._files: Mapping[str, bytes] = {}  # of the build before
        self._derived: dict[Callable[..., object], tuple[object, Any]] = {}
        self._opened = cache_file.read(file, version) if file else None
        self._stored: dict[bytes, Stored] = {}
        if self._opened:
            try:
                self._stored = msgspec.msgpack.decode(self._opened.head, type=dict[bytes, Stored])
            except FAULTS:
                self._opened = None

    def empty(self) -> bool:
        """Whether this is the first build, or as good as that."""
        return not (self._now or self._before or self._stored)

    def begin(self) -> None:
        """A build begins: what neither it nor the one before asks for is let go from memory."""
        self._before, self._now = self._now, {}
        self._digests_before, self.digests = self.digests, {}

    def same(self, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Files as they are, but those that hold what they held in the build before are the same
        objects, which `once` knows."""
        last = self._files
        self._files = {
            path: last[path] if last.get(path) == data else data for path, data in files.items()
        }
        return self._files

    def get(self, asked: bytes, answer: type[Answer]) -> tuple[Answer] | None:
        """The answer to what has this digest, alone in a tuple; None where there is none."""
        if asked in self._now:
            return (self._now[asked][0],)
        if asked in self._before:
            self._now[asked] = self._before.pop(asked)
            return (self._now[asked][0],)
        if asked in self._stored:
            try:
                found = self._read(asked, answer)
            except FAULTS:
                del self._stored[asked]  # damaged, or no answer of this function
            else:
                self._hold(asked, found, answer)
                return (found,)
        return None

    def put(self, asked: bytes, found: Answer, answer: type[Answer], worth: int = 1) -> Answer:
        """Keeps an answer for `get`. To `save` it counts as so many new ones as it is `worth`."""
        self._hold(asked, found, answer)
        self._worth += worth
        return found

    def name(self, found: Answer, asked: bytes) -> Answer:
        """Makes `asked`, of which it is all that comes, the digest of an object to `once`."""
        self.digests[id(found)] = found, asked
        return found

    def once(self, value: object) -> bytes:
        """The digest of an object, made once while it is asked for in each build."""
        known = self.digests.get(id(value)) or self._digests_before.get(id(value))
        if known is None or known[0] is not value:
            known = value, digest(value)
        if len(self.digests) >= MOST_DIGESTS:
            self.digests.clear()
        self.digests[id(value)] = known
        return known[1]

    def derived(self, make: Callable[[Given], Answer], of: Given) -> Answer:
        """What `make` gives for a value, made once while it is asked for the same object."""
        known = self._derived.get(make)
        if known is None or known[0] is not of:
            known = self._derived[make] = of, make(of)
        made: Answer = known[1]
        return made

    def give_up(self) -> None:
        """Deletes the file, and saves none: there is no room for it."""
        if self.file:
            cache_file.delete(self.file)
        self.file, self._opened, self._stored = None, None, {}

    def save(self) -> None:
        """Writes what this process asked for, and of the rest what the one before it asked for.

        Nothing is written where hardly any of it is new.
        """
        if self.file is None or self._worth < FEW:
            return
        stored: dict[bytes, Stored] = {}
        parts: dict[bytes, int] = {}  # where each stands; equal ones stand once
        end = 0

        def add(asked: bytes, part: bytes, unused: bool) -> None:
            nonlocal end
            if 0 < len(part) <= SMALL:
                stored[asked] = Stored(unused, part)
                return
            if part not in parts:
                parts[part], end = end, end + len(part)
            stored[asked] = Stored(unused, b"", parts[part], len(part), zlib.crc32(part))

        for asked, (found, answer) in {**self._before, **self._now}.items():
            if answer == FILES:
                files = {path: digest("file", data) for path, data in found.items()}
                for path, data in found.items():
                    add(files[path], data, False)
                found = files
            add(asked, found if answer is bytes else _encoder.encode(found), False)
        for asked, place in self._stored.items():
            if asked not in stored and not place.unused:
                with contextlib.suppress(ValueError):
                    add(asked, self._part(place), True)
        head = msgspec.msgpack.encode(stored)
        cache_file.write(self.file, self._version, head, b"".join(parts))
        self._worth = 0

    def _hold(self, asked: bytes, found: Any, answer: Any) -> None:
        if len(self._now) >= MOST:
            self.begin()
        self._now[asked] = found, answer

    def _read(self, asked: bytes, answer: Any) -> Any:
        part = self._part(self._stored[asked])
        if answer is bytes:
            return part
        if answer == FILES:
            files = _decoder(FILES).decode(part)
            return {path: self._part(self._stored[each]) for path, each in files.items()}
        return _decoder(answer).decode(part)

    def _part(self, place: Stored) -> bytes:
        """What stands there; a ValueError if it is damaged."""
        if place.whole:
            return place.whole
        part = self._opened.part(place.offset, place.length) if self._opened else b""
        if len(part) != place.length or zlib.crc32(part) != place.checksum:
            raise ValueError
        return part


# State of this process, as the memory of `functools.lru_cache` is: no answer depends on it, so
# it is no argument of the functions that look here first, nor of all that call them.
_cache = Cache()


def current() -> Cache:
    """The one that `cached` functions use."""
    return _cache


def use(cache: Cache) -> Cache:
    """Makes it the one that `cached` functions use."""
    global _cache
    _cache = cache
    return cache


@contextlib.contextmanager
def using(cache: Cache) -> Iterator[Cache]:
    """Context manager: `cached` functions use this one inside, and the one before it after that."""
    before = _cache
    try:
        yield use(cache)
    finally:
        use(before)


def of(file: Path, version: str) -> Cache:
    """The cache of a file, from now on in use."""
    same = _cache.file == file and _cache._version == version
    return _cache if same else use(Cache(file, version))


def digest(*asked: object) -> bytes:
    """16 bytes that tell values apart by all that they show. Where a value stands does not show."""
    return hashlib.sha256(_shown.encode(asked)).digest()[:16]


def shared(*values: Struct | Mapping[str, object]) -> tuple[bytes, ...]:
    """Digests of large values that many functions are asked about: the story, its files.

    Each field or item is visited once while it is the same object, as in copies by
    `msgspec.structs.replace`, or from one build of a preview to the next. So none of those may be
    changed in place.
    """
    return tuple(
        digest(*(_parts(getattr(value, name)) for name in value.__struct_fields__))
        if isinstance(value, Struct)
        else digest(_parts(value))
        for value in values
    )


def _parts(value: object) -> object:
    """The digest of a value; of a mapping those of its items, which may be the same in another."""
    if isinstance(value, Mapping):
        return {name: once(part) for name, part in value.items()}
    return once(value)


def once(value: object) -> bytes:
    """The digest of a value, made once while it is the same object."""
    return _cache.once(value)


def cached(
    asked: Callable[Asked, object], worth: Callable[Asked, int] | int = 1
) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """As `functools.lru_cache`, by the digest of what `asked` makes of the arguments.

    That holds all that the function looks at, save places of the author's files: an answer that
    tells one comes of a function that is asked for the text itself. The function says by its
    annotation what type it gives. `worth` is how much an answer is worth to save, or says so by
    the arguments.
    """

    def remembering(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        name = f"{function.__module__}.{function.__qualname__}"

        @functools.wraps(function)
        def answered(*args: Asked.args, **named: Asked.kwargs) -> Answer:
            key, answer = digest(name, asked(*args, **named)), _answer(function)
            known = _cache.get(key, answer)
            found: Answer = known[0] if known else function(*args, **named)
            if answer is bytes:
                _cache.name(found, key)
            if known:
                return found
            much = worth if isinstance(worth, int) else worth(*args, **named)
            _cache.put(key, found, answer, much)
            return found

        return answered

    return remembering


@functools.cache
def _answer(function: Callable[..., Any]) -> Any:
    result = {"return": function.__annotations__["return"]}  # those of arguments are not needed
    return typing.get_type_hints(SimpleNamespace(__annotations__=result), function.__globals__)[
        "return"
    ]


@functools.cache
def _decoder(answer: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(answer, dec_hook=_placed)


def _placed(kind: type, written: Any) -> object:
    path, line, column = written
    if kind is Location and type(path) is str and type(line) is int and type(column) is int:
        return Location(path, line, column)
    raise ValueError(f"no {kind.__name__}")


def _written(value: Any) -> object:
    if isinstance(value, Location):
        return value.path, value.line, value.column
    return _text(value)


def _unplaced(value: Any) -> object:
    return None if type(value) is Location else _text(value)


def _text(value: Any) -> str:
    """Markup is text of a type of its own."""
    if isinstance(value, str):
        return str.__str__(value)
    raise TypeError(f"a {type(value).__name__} has no digest")


_shown = msgspec.msgpack.Encoder(enc_hook=_unplaced)
_encoder = msgspec.msgpack.Encoder(enc_hook=_written)
