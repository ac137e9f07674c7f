"""The kept files of a story, each read once for all that is asked of it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from typing import Any

from ..cache import cached
from ..problem import Refused
from . import documents, quotations
from .documents import Document
from .proof import Place

FOLDER = "seeds/"


class Kept:
    """One kept file. Two are equal when they are read alike: same bytes, kind and encoding.

    Pickled, it loses its bytes, so that the cache holds no copy of a file.
    """

    __slots__ = ("data", "digest", "encoding", "kind")

    def __init__(self, kind: str, digest: str, encoding: str, data: bytes = b"") -> None:
        self.kind, self.digest, self.encoding, self.data = kind, digest, encoding, data

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.digest, self.encoding

    def named(self, encoding: str) -> Kept:
        """The same file, read in another encoding."""
        return Kept(self.kind, self.digest, encoding, self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def effort(self) -> int:
        """The `worth` of its answers to the cache: 1, and 1 more for every 20,000 bytes to read."""
        return 1 + len(self.data) // 20_000

    def __reduce__(self) -> tuple[Any, ...]:
        return Kept, self.key


def shelf(files: Mapping[str, bytes]) -> dict[str, Kept]:
    """The kept files of a story by path; the kind of a file that no reader knows is ""."""
    return {
        path: Kept(
            documents.ending(path), hashlib.blake2b(data, digest_size=20).hexdigest(), "", data
        )
        for path, data in files.items()
        if path.startswith(FOLDER)
    }


@functools.lru_cache(maxsize=16)
@cached(lambda kept: kept.key, lambda kept: kept.effort)
def document(kept: Kept) -> Document | Refused:
    """What the file says."""
    return documents.read(kept.kind, kept.data, kept.encoding)


@cached(lambda kept: kept.key)
def unreadable(kept: Kept) -> str:
    """Why the file cannot be read, in words that continue its name; or ""."""
    found = document(kept)
    return found.message if isinstance(found, Refused) else ""


@cached(lambda kept, quotation: (kept.key, quotation), lambda kept, quotation: kept.effort)
def place(kept: Kept, quotation: str) -> Place | Refused:
    """Where the quotation stands in the file, or why it does not."""
    found = document(kept)
    if isinstance(found, Refused):
        return found
    if found.tables and not found.text.strip():
        return Refused(
            "it holds tables alone; name the cell, as in cell: {row: {Year: 2024}, column: GDP}"
        )
    stands = quotations.locate(quotation, _folded(kept))
    if isinstance(stands, Refused):
        return stands
    return Place(found.place(stands.line), stands.before, stands.after)


@functools.lru_cache(maxsize=16)
def _folded(kept: Kept) -> quotations.Folded:
    found = document(kept)
    return quotations.fold_document(found.text if isinstance(found, Document) else "")
