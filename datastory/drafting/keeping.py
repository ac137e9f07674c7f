"""Keeps a source: its document goes into seeds/, and data.yaml says where it is and since when."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from msgspec import Struct

from ..evidence import documents
from ..evidence.kept import FOLDER
from ..model import Source
from ..problem import Problem, Refused
from .data_edits import with_keys
from .fetching import Fetched

OF_TYPE = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/csv": "csv",
    "application/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "text/json": "json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# Types by which hosts send tables and texts that have a better name in their address.
VAGUE = {"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/zip"}
PDF, ZIP = b"%PDF-", b"PK\x03\x04"
INSIDE = {b"word/document.xml": "docx", b"xl/workbook.xml": "xlsx", b"spreadsheet": "ods"}
HEAD = 4096  # bytes in which the marks of a PDF or of a workbook stand


class Keeping(Struct, frozen=True):
    """What keeping a source changes: the document at `path`, the text of data.yaml, a line to say.

    `data` is empty where the document is kept already, and as it was.
    """

    path: str
    data: bytes
    text: str
    line: str


def keeping(
    source: Source, found: Fetched, files: Mapping[str, bytes], text: str, today: datetime.date
) -> Keeping | Problem:
    """What to write so that a document that was found is the kept one of a source.

    `files` are those of the story by path, `text` is that of data.yaml. A file that is there and
    differs is never replaced.
    """
    kind = ending(found)
    where = source.where
    if not kind:
        kinds = " ".join(f".{one}" for one in documents.ENDINGS)
        message = f"'{source.id}' is {found.kind or 'of no known type'}; keep it as one of {kinds}"
        return Problem(where, message, source.id)
    path = source.file or f"{FOLDER}{source.id}.{kind}"
    encoding, wrong = _encoding(kind, found, source.encoding)
    if wrong:
        return Problem(where, f"'{source.id}' {wrong}; nothing was kept", source.id)
    if path in files and files[path] != found.data:
        message = (
            f"{path} is there and differs, and is left as it is; to put a new edition in its "
            f"place: build.py update {source.id} FILE"
        )
        return Problem(where, message, source.id)
    known = path in files
    day = source.retrieved if known and source.retrieved else today.isoformat()
    values = {"file": path, "retrieved": day}
    values |= {"encoding": encoding} if encoding != source.encoding else {}
    edited = with_keys(text, ("sources", source.id), values)
    if isinstance(edited, Refused):
        return Problem(where, edited.message, source.id)
    size = f"{max(len(found.data) // 1024, 1):,} KiB"
    line = f"{path}: kept already, and the same" if known else f"{path}: kept, {size}"
    return Keeping(path, b"" if known else found.data, edited, line)


def ending(found: Fetched) -> str:
    """The ending of a document's file by its bytes, its type or its address; "" for no known one.

    A PDF is one whatever the host calls it; "text/plain" from ".../rates.csv" is a csv.
    """
    head = found.data[:HEAD]
    if head.lstrip().startswith(PDF):
        return "pdf"
    if head.startswith(ZIP):
        ends = head + found.data[-HEAD * 4 :]
        return next((kind for mark, kind in INSIDE.items() if mark in ends), "")
    named = documents.ending(found.address.partition("?")[0].partition("#")[0])
    if found.kind in VAGUE and named:
        return "html" if named == "htm" else named
    return OF_TYPE.get(found.kind, "")


def _encoding(kind: str, found: Fetched, written: str) -> tuple[str, str]:
    """In which encoding a document can be read, "" for the usual one; and why it cannot."""
    read = documents.read(kind, found.data, written)
    if not isinstance(read, Refused):
        return written, ""
    if found.encoding and not isinstance(documents.read(kind, found.data, found.encoding), Refused):
        return found.encoding, ""
    return written, read.message
