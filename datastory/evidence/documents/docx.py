"""`.docx`: paragraphs, headings, tables and notes, by way of the HTML that mammoth makes of it.

What Word does not print is not read: deleted and hidden text, comments. Nor what it strikes out.
"""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as xml

import mammoth

from ...problem import Refused
from . import html
from .archive import DAMAGED, LOCKED, OLE, with_part
from .document import Document

WORDS = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_PICTURES = mammoth.images.img_element(lambda image: {})
OFF = ("0", "false", "off")
BROKEN = "is no Word document that can be read; it is broken or cut short; fetch it again"


def read(data: bytes, encoding: str) -> Document | Refused:
    made = as_html(data)
    if isinstance(made, Refused):
        return made
    found = html.document(made, "a Word document")
    return found if found.text.strip() else Refused("holds no text; keep its words as a .txt")


def as_html(data: bytes) -> str | Refused:
    """The document as simple HTML, without pictures."""
    if data.startswith(OLE):
        if LOCKED in data:
            return Refused("is a Word document with a password; keep a copy that opens without one")
        return Refused("is in Word's old format; save it again as .docx")
    try:
        shown = _without_hidden(data)
        made: str = mammoth.convert_to_html(io.BytesIO(shown), convert_image=NO_PICTURES).value
    except DAMAGED:
        return Refused(BROKEN)
    return made


def _without_hidden(data: bytes) -> bytes:
    """The file without the runs of text that are hidden or struck out twice.

    Fields stand as what they show, which mammoth leaves out where they are simple ones.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        words = packed.read(WORDS)
        if not any(mark in words for mark in (b"vanish", b"dstrike", b"fldSimple")):
            return data
        root = xml.fromstring(words)
        for parent in list(root.iter()):
            for at, child in reversed(list(enumerate(parent))):
                if child.tag == f"{W}fldSimple":
                    parent[at : at + 1] = list(child)
            for run in [child for child in parent if child.tag == f"{W}r" and _vanishes(child)]:
                parent.remove(run)
        return with_part(packed, WORDS, xml.tostring(root))


def _vanishes(run: xml.Element) -> bool:
    marks = [run.find(f"{W}rPr/{W}{name}") for name in ("vanish", "dstrike")]
    return any(mark is not None and mark.get(f"{W}val", "1").lower() not in OFF for mark in marks)
