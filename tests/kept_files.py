"""Small files of every kind that can be kept, made from their words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | None
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, words in files.items():
            packed.writestr(zipfile.ZipInfo(name), words)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF of lines of text, page by page; a page without lines is as a picture is."""
    return drawn([[(50, 780 - 15 * n, line) for n, line in enumerate(lines)] for lines in pages])


def drawn(pages: Sequence[Sequence[tuple[int, int, str]]]) -> bytes:
    """A PDF of lines of text with their places (points from left and bottom), as they are drawn.

    "\\1" and "\\2" are drawn as the ligatures fi and ffl.
    """
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        words = "".join(
            f"BT /F1 11 Tf {x} {y} Td ({_string(line)}) Tj ET\n" for x, y, line in lines
        )
        objects.append(f"<< /Length {len(words)} >>\nstream\n{words}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 << "
            "/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
            "/BaseEncoding /WinAnsiEncoding /Differences [1 /fi /ffl] >> >> >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    made, starts = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{made}{end}startxref\n{len(made)}\n%%EOF\n".encode("latin-1")


def with_password(made: bytes) -> bytes:
    """The PDF as one that asks for a password, which nobody knows."""
    keys = f"/O <{'ab' * 32}> /U <{'cd' * 32}>"
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 {keys} >> /ID [<00><00>]"
    return made.replace(b"/Root 1 0 R >>", f"/Root 1 0 R {lock} >>".encode())


def _string(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def docx(*blocks: str) -> bytes:
    """`paragraph`, `heading` and `table` make the blocks."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.'
        'main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{''.join(blocks)}</w:body></w:document>",
        "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>',
    })  # fmt: skip


def paragraph(*runs: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}{''.join(run if run.startswith('<') else text(run) for run in runs)}</w:p>"


def text(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def heading(words: str) -> str:
    return paragraph(words, style="Heading1")


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def xlsx(sheets: dict[str, Sequence[Sequence[Cell]]], merged: Sequence[str] = ()) -> bytes:
    """A workbook; text that begins with "=" is a formula that was never computed.

    `merged` are ranges of the first sheet, as in "B1:C1".
    """
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in enumerate(sheets, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{relations}/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    for number, rows in enumerate(sheets.values(), 1):
        body = "".join(
            f'<row r="{r}">{"".join(_cell(cell, c, r) for c, cell in enumerate(row))}</row>'
            for r, row in enumerate(rows, 1)
        )
        ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged if number == 1)
        ranges = ranges and f'<mergeCells count="{len(merged)}">{ranges}</mergeCells>'
        files[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData>{ranges}</worksheet>'
        )
    return zipped(files)


def _cell(cell: Cell, column: int, row: int) -> str:
    at = f"{chr(ord('A') + column)}{row}"
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith("="):
        return f'<c r="{at}"><f>{escape(cell[1:])}</f></c>'
    if isinstance(cell, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{at}"><v>{cell!r}</v></c>'


def ods(sheets: dict[str, Sequence[Sequence[Cell]]]) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"/>',
        "content.xml": f'<office:document-content xmlns:office="{office}:office:1.0" '
        f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    })  # fmt: skip


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        words = f"<text:p>{escape(cell)}</text:p>"
        return f'<table:table-cell office:value-type="string">{words}</table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell!r}"/>'
