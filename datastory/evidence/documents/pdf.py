"""`.pdf`: the text of each page, by PDFium.

PDFium gives words in the order in which they were drawn. Where lines were drawn across two columns,
each column is read by itself, as people do.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import pypdfium2

from ...problem import Refused
from .document import Document

# PDFium writes this for a hyphen at which a word is broken at the end of a line.
BROKEN = ("\ufffe", "\x02")
PASSWORD = 4  # FPDF_ERR_PASSWORD
# In points: words of one line stand nearer than a gutter is wide, and cells of tables are narrower
# than columns of prose, of which a page has some lines.
GUTTER, COLUMN, LINES = 8, 100, 4

Box = tuple[float, float, float, float]  # left, bottom, right, top: words drawn side by side


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
        words = page.get_textpage()
        lines = _lines([words.get_rect(n) for n in range(words.count_rects())])
        ordered = _by_column(lines)
        if ordered == lines:
            text: str = words.get_text_bounded()
        else:
            text = "\n".join(words.get_text_bounded(*box).strip() for box in ordered)
    finally:
        page.close()
    for mark in BROKEN:
        text = text.replace(mark, "-\n")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").strip("\n")


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """The words of a line as one box, where no gutter parts them."""
    lines: list[Box] = []
    for box in boxes:
        if lines and _beside(lines[-1], box) and box[0] - lines[-1][2] < GUTTER:
            last = lines.pop()
            box = (last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        lines.append(box)
    return lines


def _beside(left: Box, right: Box) -> bool:
    """Whether a box follows another on its line."""
    height = min(left[3], right[3]) - max(left[1], right[1])
    return right[0] >= left[0] and height * 2 > min(left[3] - left[1], right[3] - right[1])


def _by_column(lines: list[Box]) -> list[Box]:
    """Lines of prose that were drawn across a gutter, those on its left before those on its right.

    What stands across the gutter parts what is above it from what is below.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return lines
    ordered: list[Box] = []
    left: list[Box] = []
    right: list[Box] = []
    for box in [*lines, None]:
        if box is None or box[0] < gutter < box[2]:
            ordered += [*_by_column(left), *_by_column(right)]
            ordered += [box] if box else []
            left, right = [], []
        else:
            (left if box[2] <= gutter else right).append(box)
    return ordered


def _gutter(lines: Sequence[Box]) -> float | None:
    """Where the gutter between two columns is, if lines were drawn across one."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if _beside(a, b)]
    middles = [(a[2] + b[0]) / 2 for a, b in pairs]
    best = max(middles, key=lambda x: sum(a[2] <= x <= b[0] for a, b in pairs), default=None)
    if best is None:
        return None
    across = [(a, b) for a, b in pairs if a[2] <= best <= b[0]]
    widths = [
        statistics.median(box[2] - box[0] for box in side) for side in zip(*across, strict=True)
    ]
    return best if len(across) >= LINES and min(widths) >= COLUMN else None
