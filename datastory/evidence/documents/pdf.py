"""`.pdf`: the text of each page, by PDFium.

PDFium gives words in the order in which they were drawn. Where lines were drawn across two columns,
each column is read by itself, as people do. Running heads and feet stand behind all other text, so
that a sentence is whole that runs from one page to the next.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pypdfium2

from ...problem import Refused
from .document import HIGH, Document

# PDFium writes this for a hyphen at which a word is broken at the end of a line.
BROKEN = ("\ufffe", "\x02")
PASSWORD = 4  # FPDF_ERR_PASSWORD
# In points: words of one line stand nearer than a gutter is wide, and cells of tables are narrower
# than columns of prose, of which a page has some lines.
GUTTER, COLUMN, LINES = 8, 100, 4
# A note's mark begins above this part of the height of what it stands behind, no further from it
# than this many points.
RAISED, NEAR = 0.3, 2
MARK = re.compile(r"[\d*†‡§a-z(),\-+−]{1,5}")
# So many lines at the top and the foot of a page may be running ones; so many pages show that.
EDGE, RECURRING = 2, 3

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
    return _document([page.split("\n") for page in pages])


def _document(pages: Sequence[list[str]]) -> Document:
    """The lines of all pages, and behind them the running ones of each."""
    lines: list[str] = []
    places: list[tuple[int, str]] = []
    running: list[tuple[int, str]] = []
    recurring = _recurring(pages)
    for number, page in enumerate(pages, 1):
        first, last = 0, len(page)
        while first < min(EDGE, last) and recurring & _keys(page[first], number):
            first += 1
        while last > max(first, len(page) - EDGE) and recurring & _keys(page[last - 1], number):
            last -= 1
        places.append((len(lines) + 1, f"page {number}"))
        lines += page[first:last]
        running += [(number, line) for line in (*page[:first], *page[last:])]
    for number, line in running:
        places.append((len(lines) + 1, f"page {number}"))
        lines += ["", line]
    return Document("a PDF", "\n".join(lines), tuple(places))


def _recurring(pages: Sequence[list[str]]) -> frozenset[str]:
    """The keys of lines that stand at the edges of some pages."""
    seen: Counter[str] = Counter()
    for number, page in enumerate(pages, 1):
        edges = page if len(page) <= 2 * EDGE else [*page[:EDGE], *page[-EDGE:]]
        seen.update({key for line in edges for key in _keys(line, number)})
    return frozenset(key for key, times in seen.items() if times >= min(RECURRING, len(pages)) > 1)


def _keys(line: str, page: int) -> set[str]:
    """A line, and what it is where one of its numbers counts the pages: "7 | Trade" on page 5.

    The keys of that one are "7 | Trade" and "\0 2 | Trade", which page 6 has too.
    """
    line = " ".join(line.split())
    counted = {
        f"\0{line[: run.start()]}{int(run[0]) - page}{line[run.end() :]}"
        for run in re.finditer(r"(?<![\d.,])\d{1,4}(?![\d.,]\d|\d)", line)
    }
    return {line, *counted} - {""}


def _page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    page = pdf[number]
    try:
        words = page.get_textpage()
        boxes = [words.get_rect(n) for n in range(words.count_rects())]
        marks = [box for left, box in pairwise(boxes) if _is_raised(left, box)]
        lines = _lines(boxes)
        ordered = _by_column(lines)
        if ordered != lines or marks:
            text = "\n".join(_line(words, box, marks) for box in ordered)
        else:
            text = words.get_text_bounded()
    finally:
        page.close()
    for mark in BROKEN:
        text = text.replace(mark, "-\n")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").strip("\n")


def _is_raised(left: Box, box: Box) -> bool:
    """Whether a box is set high behind another, as the mark of a note is."""
    height = left[3] - left[1]
    near = -NEAR < box[0] - left[2] < NEAR and box[3] - box[1] < height
    return near and left[1] + RAISED * height < box[1] < left[3] < box[3] + RAISED * height


def _line(words: pypdfium2.PdfTextPage, line: Box, marks: Sequence[Box]) -> str:
    """The words of a line; marks that are set high are so in the text: "1,204²"."""
    parts, start = [], line[0]
    for mark in marks:
        if line[0] < mark[0] and mark[2] <= line[2] and line[1] <= mark[1] and mark[3] <= line[3]:
            text = words.get_text_bounded(*mark).strip()
            if MARK.fullmatch(text):
                before = words.get_text_bounded(start, line[1], mark[0], line[3])
                parts += [before.rstrip("\r\n"), text.translate(HIGH)]
                start = mark[2]
    parts.append(words.get_text_bounded(start, *line[1:]))
    return "".join(parts).strip()


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
    pairs = [(a, b) for a, b in pairwise(lines) if _beside(a, b)]
    middles = [(a[2] + b[0]) / 2 for a, b in pairs]
    best = max(middles, key=lambda x: sum(a[2] <= x <= b[0] for a, b in pairs), default=None)
    if best is None:
        return None
    across = [(a, b) for a, b in pairs if a[2] <= best <= b[0]]
    widths = [
        statistics.median(box[2] - box[0] for box in side) for side in zip(*across, strict=True)
    ]
    return best if len(across) >= LINES and min(widths) >= COLUMN else None
