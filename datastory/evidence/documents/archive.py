"""Zip archives of parts, which .docx, .xlsx and .ods are, and what tells that none can be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree as xml
from xml.parsers.expat import ExpatError

OLE = b"\xd0\xcf\x11\xe0"  # begins files of old formats of Office, and those with a password
LOCKED = "EncryptedPackage".encode("utf-16-le")  # names the part of such a file that has one
DAMAGED = (
    zipfile.BadZipFile, zlib.error, xml.ParseError, ExpatError, KeyError, OSError, ValueError,
    RuntimeError, EOFError,
)  # fmt: skip


def with_part(packed: zipfile.ZipFile, part: str, body: bytes) -> bytes:
    """A copy of an archive in which `part` holds `body`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as fresh:
        for name in packed.namelist():
            fresh.writestr(name, body if name == part else packed.read(name))
    return out.getvalue()
