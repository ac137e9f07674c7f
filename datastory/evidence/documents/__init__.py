"""Kept files as documents: one reader for each kind, by the ending of the file's name."""

from __future__ import annotations

import importlib

from ...problem import Refused
from .document import Document, Table

__all__ = ["ENDINGS", "Document", "Table", "ending", "read"]

# Each module is imported only when a file of its kind is read: some need slow libraries.
READERS = {
    "txt": "text",
    "md": "text",
    "html": "html",
    "htm": "html",
    "pdf": "pdf",
    "docx": "docx",
    "csv": "delimited",
    "tsv": "delimited",
    "xlsx": "sheets",
    "ods": "sheets",
    "json": "json_rows",
}
ENDINGS = tuple(READERS)


def ending(path: str) -> str:
    """`"seeds/Report.PDF"` -> `"pdf"`; "" for a kind of file that cannot be read."""
    name = path.rpartition("/")[2].rpartition(".")[2].lower()
    return name if name in READERS else ""


def read(kind: str, data: bytes, encoding: str = "") -> Document | Refused:
    """What the bytes of a file say; `kind` is its `ending`, `encoding` a name Python knows.

    The message of a refusal continues the file's name: "seeds/a.pdf is a PDF of pictures: …".
    """
    reader = importlib.import_module(f".{READERS[kind]}", __package__)
    found: Document | Refused = reader.read(data, encoding)
    return found
