"""Text made of a story, found again while all that it read of the story is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from ..cache import current, digest, once
from ..model import Story

T = TypeVar("T")
Reads = tuple[tuple[str, str], ...]  # part and id: ("facts", "rd-2024")

PARTS = ("facts", "series", "sources", "charts")  # of a story, of whose values a page shows some


class Traced(Mapping[str, T]):
    """The values of a part of a story by id; `reads` gets each of which the value is asked for."""

    def __init__(self, part: str, values: Mapping[str, T], reads: dict[tuple[str, str], None]):
        self._part, self._values, self._reads = part, values, reads

    def __getitem__(self, id: str) -> T:
        value = self._values[id]
        self._reads[self._part, id] = None
        return value

    def __contains__(self, id: object) -> bool:
        return id in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def shared_by_all(story: Story) -> tuple[Story, list[list[str]]]:
    """The story without the values of its `PARTS`, and the ids in each of them."""
    rest: Story = replace(story, **{part: {} for part in PARTS})
    return rest, [list(getattr(story, part)) for part in PARTS]


def found(asked: bytes, story: Story, make: Callable[[Story], str]) -> bytes:
    """What `make` gives for the story, in UTF-8; `once` knows it by a digest.

    `asked` is the digest of all that `make` looks at besides the values of the story's `PARTS`:
    which of those it reads is noted, and it is called again only where one of them has changed.
    """
    cache = current()
    if noted := cache.get(asked, Reads):
        key = _key(asked, noted[0], story)
        if known := cache.get(key, bytes):
            return cache.name(known[0], key)
    reads: dict[tuple[str, str], None] = {}
    parts = {part: Traced(part, getattr(story, part), reads) for part in PARTS}
    made = make(replace(story, **parts)).encode()
    key = _key(asked, cache.put(asked, tuple(reads), Reads, worth=0), story)
    return cache.name(cache.put(key, made, bytes), key)


def _key(asked: bytes, reads: Reads, story: Story) -> bytes:
    return digest(asked, reads, [once(getattr(story, part).get(id)) for part, id in reads])
