"""`.pdf`: the text of each page, by PDFium."""

from __future__ import annotations

import pypdfium2

from ...problem import Refused
from .document import Document

# PDFium writes this for a hyphen at which a word is broken at the end of a line.
BROKEN = ("\ufffe", "\x02")
PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, encoding: str) -> Document | Refused:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == PASSWORD or "password" in str(error).lower():
            return Refused("is a PDF with a password; keep a copy that opens without one")
        return Refused("is no PDF that can be read; it is broken or cut short; fetch it again")
    try:
        pages = [_page(pdf, number) for number in range(len(pdf))]
    except pypdfium2.PdfiumError:
        return Refused("is a PDF with a broken page; fetch it again, or keep it as text")
    finally:
        pdf.close()
    if not "".join(pages).strip():
        return Refused(
            "is a PDF of pictures: it holds no text; keep the words of its pages as a .txt"
        )
    places, line = [], 1
    for number, page in enumerate(pages, 1):
        places.append((line, f"page {number}"))
        line += page.count("\n") + 1
    return Document("a PDF", "\n".join(pages), tuple(places))


def _page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    page = pdf[number]
    try:
        text: str = page.get_textpage().get_text_bounded()
    finally:
        page.close()
    for mark in BROKEN:
        text = text.replace(mark, "-\n")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").strip("\n")
