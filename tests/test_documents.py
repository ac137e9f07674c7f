"""Files of each kind are read as people see them; what cannot be read is told with its kind."""

import io
import zipfile
from pathlib import Path

import pytest
from kept_files import (
    docx,
    drawn,
    heading,
    ods,
    paragraph,
    pdf,
    table,
    text,
    with_password,
    xlsx,
    zipped,
)

from datastory import cache
from datastory.evidence import cells, documents, quotations
from datastory.evidence.documents import Document
from datastory.evidence.documents.document import UNCOMPUTED
from datastory.evidence.kept import Kept, document, place, shelf
from datastory.evidence.proof import Place
from datastory.problem import Refused


def read(kind: str, data: bytes, encoding: str = "") -> Document:
    made = documents.read(kind, data, encoding)
    assert isinstance(made, Document), made
    return made


def words(made: Document) -> str:
    return " ".join(made.text.split())


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>1&nbsp;204 &amp; <b>1</b>2<i>3</i>", "1 204 & 123"),
        ("a<br>b<p>c<div>d</div>", "a b c d"),
        ("<script>var a = 99</script><style>p {}</style><!-- 98 --><p>12", "12"),
        ("<style>.a{color:#FFF;background:white}</style><p>12<b class=a>3</b>", "12"),
        ("<p>12<b style='color:#fff; background:#000'>3</b>", "123"),
        ("<p>12<b style='background-color:#ffffff;color:rgb(255, 255, 255)'>3</b>", "12"),
        ("<p>12<b style='color:rgba(1,2,3,0)'>3</b><b style='color:#1230'>4</b>", "12"),
        ("<p>12<b style='color:rgb(0, 0, 0)'>3</b><b style='color:#000'>4</b>", "1234"),
        ("<p>12<b style='color:rgb(1 2 3 / 0%)'>3</b><i style='filter:opacity(0)'>4</i>", "12"),
        ("<p>12<b style='max-width:0;overflow:hidden'>3</b><b style='max-width:0'>4</b>", "124"),
        ("<p>12<b style='margin-left:-9999px'>3</b><b style='margin-left:-200px'>4</b>", "124"),
        ("<p>12<b style='transform:translateX(-9999px)'>3</b><canvas>4</canvas>", "12"),
        ("<p>12<b style='transform:translate(-50%, -50%)'>3</b>", "123"),
        ("<p>12<span hidden> 99</span><span style='display: none'> 98</span>", "12"),
        ("<p>12<span style='visibility:hidden'> 99</span><template>98</template>", "12"),
        ("<style>.no, p > i { color: red; display:none }</style><p>12<b class=no>9</b><i>8</i>",
         "12"),
        ("<style>/* .yes {display: none} */ .yes {color: red}</style><b class=yes>12</b>", "12"),
        ("<p>12<span style='font-size:0'> 99</span><i style='opacity: 0'> 98</i>", "12"),
        ("<p>12<span style='position:absolute; left:-9999px'> 99</span>", "12"),
        ("<style>.sr{position:absolute;clip:rect(0, 0, 0, 0)}</style><p>12<b class=sr> 99</b>",
         "12"),
        ("<p>12<span style='color: transparent'> 99</span><s>98</s><del>97</del>", "12"),
        ("<p>12<dialog>99</dialog><div popover>98</div><dialog open>13</dialog>", "12 13"),
        ("<style>@media print {.no {display:none}} .a {color:red}</style><p>12<b class=no>3</b>",
         "123"),
        ("<style>@media (max-width: 600px) {.no, .a {display:none}}</style><p>12<b class=no>3</b>",
         "123"),
        ("<style>@media screen and (min-width:40em){.no{display:none}}</style>12<b class=no>3</b>",
         "12"),
        ("<p>1<wbr>2 <ruby>13<rt>99</rt></ruby> &minus;&#49;4", "12 13 −14"),
        ("<p>12<select><option>99<option>98</select>", "12 99 98"),
        ("<title>99</title><p>12<noscript>98</noscript>", "12"),
        ("<p>12 km<sup>2</sup>, 13.3<sup>1</sup>, CO<sub>2</sub>", "12 km², 13.3¹, CO2"),
        ("<p>13.3<sup><a href=#n1>1</a></sup> and 14<a href=#n2><sup>2</sup></a>", "13.3¹ and 14²"),
        ("<p>13.3<span style='vertical-align: super'><a href=#n1>1</a></span>", "13.3¹"),
        ("<style>.a{display:none} .a.on{display:inline}</style>12<b class='a on'>3</b>", "123"),
        ("<style>.b .a{display:block} .a{display:none}</style><i class=b>1<b class=a>2</b>", "12"),
        ("<style>#a{display:none} .b{display:block}</style>1<b id=a class=b>2</b>", "1"),
        ("<style>.a{display:none!important}</style>1<b class=a style='display:block'>2</b>", "1"),
        ("<style>.a{display:none}</style>1<b class=a style='display:inline'>2</b>", "12"),
        ("<style>.a{display:none}</style><style media=print>.b{display:none}</style>1<b class=b>2",
         "12"),
        ("<style>.p{.a{text-decoration:line-through}}</style><p class=p>1<b class=a>2", "1"),
        ("<style>.a{visibility:hidden} .b{visibility:visible}</style>1<b class=a>2<i class=b>3",
         "13"),
        ("<p style='visibility:hidden'>1<b>2</b><i style='visibility:visible'>3</i>4", "3"),
        ("<p>1<b style='height:0; overflow:hidden'>2</b><b style='height:0'>3</b>", "13"),
        ("<p>1<b style='transform: scale(0)'>2</b><b style='font-size:0.4px'>3</b>", "1"),
        ("<p>1<b style='text-decoration: none'>2</b><b style='font-size:0.9em'>3</b>", "123"),
        ("<table><tr><td>Staff<td>12<td>345", "Staff 12 | 345"),
        ("<table><tr><td><p>Staff</p><td><p>12</p><td><p>345</p>", "Staff 12 | 345"),
        ("<details><summary>More</summary>12</details>", "More 12"),
        ("<pre>a\n  12</pre>", "a 12"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_page_says_what_a_browser_shows(html: str, shown: str) -> None:
    assert words(read("html", html.encode())) == shown


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    page = "<meta charset='iso-8859-1'><p>Köln – 12"
    assert words(read("html", page.encode("cp1252"))) == "Köln – 12"
    assert words(read("html", f"<p>{page}".encode("utf-16"))) == "Köln – 12"
    assert words(read("htm", "<p>深圳".encode("gb18030"), "gb18030")) == "深圳"


def test_places_have_names() -> None:
    page = read("html", b"<p>a</p><h2>How <b>it</b> was</h2><p>b</p><h3>More</h3>c")
    lines = page.text.split("\n")
    places = {name: page.place(lines.index(name) + 1) for name in "abc"}
    assert places == {
        "a": "before its first heading", "b": "under ‘How it was’", "c": "under ‘More’",
    }  # fmt: skip
    report = read("pdf", pdf([["one", "two"], ["three"]]))
    assert [report.place(line) for line in (1, 2, 3)] == ["page 1", "page 1", "page 2"]
    assert read("txt", b"a\nb").place(2) == "line 2"


def test_a_word_document_is_read_as_it_is_printed() -> None:
    made = read("docx", docx(
        paragraph("Before"), heading("Method"),
        paragraph("We asked 1,", "204 people", text("99", "<w:vanish/>"), text("1",
                  '<w:vertAlign w:val="superscript"/>'), text(" not", '<w:vanish w:val="0"/>')),
        "<w:p><w:del><w:r><w:delText>98</w:delText></w:r></w:del><w:ins><w:r><w:t>97</w:t></w:r>"
        "</w:ins></w:p>",
        table(["City", "Staff"], ["Shenzhen", "1,204"]),
    ))  # fmt: skip
    assert words(made) == "Before Method We asked 1,204 people¹ not 97 City Staff Shenzhen 1,204"
    assert made.place(made.text.split("\n").index("We asked 1,204 people¹ not") + 1) == (
        "under ‘Method’"
    )
    assert made.tables[0].rows == (("City", "Staff"), ("Shenzhen", "1,204"))


def test_spanning_cells_stand_in_each_of_their_places() -> None:
    page = (
        "<table><tr><th rowspan=2>Year<th colspan=2>Staff<tr><th>Men<th>Women"
        "<tr><td>2024<td>12<td>13<sup>p</sup></table><table><tr><td>second</table>"
    )
    first, second = read("html", page.encode()).tables
    assert first.rows == (("Year", "Staff", "Staff"), ("Year", "Men", "Women"),
                          ("2024", "12", "13ᵖ"))  # fmt: skip
    assert (first.name, second.name, second.rows) == ("table 1", "table 2", (("second",),))
    book = xlsx({"T": [["Year", "Staff", None], [None, "Men", "Women"], [2024, 12, 13]]},
                ["A1:A2", "B1:C1"])  # fmt: skip
    assert read("xlsx", book).tables[0].rows[:2] == first.rows[:2]


def test_a_table_within_a_table_keeps_its_own_rows() -> None:
    outer, inner = read("html", b"<table><tr><td>a<table><tr><td>1</table><td>b</table>").tables
    assert (outer.rows, inner.rows) == ((("a 1", "b"),), (("1",),))


def test_a_workbook_gives_numbers_as_they_are_stored() -> None:
    rows = [["a", 1, 2.5, 0.1 + 0.2, 1e21, -3.0, 245.31, None, "=A1+1"], ["b"]]
    (sheet,) = read("xlsx", xlsx({"T20-1": rows})).tables
    assert sheet.name == "sheet T20-1"
    assert sheet.rows[0][:8] == ("a", "1", "2.5", "0.3", "1" + "0" * 21, "-3", "245.31", "")
    assert sheet.rows[0][8].endswith("formula")
    (other,) = read("ods", ods({"T": [["a", 2.5], [None, 3]]})).tables
    assert other.rows == (("a", "2.5"), ("", "3"))


@pytest.mark.parametrize(
    ("kind", "data", "encoding", "rows"),
    [
        ("csv", b"a,b\n1,\"x, y\"\n", "", (("a", "b"), ("1", "x, y"))),
        ("csv", b"a;b\r\n1,5;2\r\n", "", (("a", "b"), ("1,5", "2"))),
        ("tsv", b"a\tb, c\n1\t2\n", "", (("a", "b, c"), ("1", "2"))),
        ("csv", b"\xef\xbb\xbfa,b\n1,2\n", "", (("a", "b"), ("1", "2"))),
        ("csv", "a,b\n1,2\n".encode("utf-16"), "", (("a", "b"), ("1", "2"))),
        ("csv", "Köln,b\n1,2\n".encode("latin-1"), "latin-1", (("Köln", "b"), ("1", "2"))),
        ("csv", b"one\n1\n", "", (("one",), ("1",))),
        ("csv", b"a,b\n1\n", "", (("a", "b"), ("1", ""))),
        ("json", b'[{"a": 1.50, "b": null}, {"a": 2, "c": "x"}]', "",
         (("a", "b", "c"), ("1.50", "", ""), ("2", "", "x"))),
    ],
)  # fmt: skip
def test_tables_are_rows_of_cells(
    kind: str, data: bytes, encoding: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    assert read(kind, data, encoding).tables[0].rows == rows


def test_arrays_of_objects_are_found_by_their_pointer() -> None:
    made = read("json", b'{"meta": [1], "data": {"r/s": [{"a": 1}], "t": [{"a": 2}]}}')
    assert [table.name for table in made.tables] == ["at /data/r~1s", "at /data/t"]


LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
LOCKED_ODS = zipped({
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "&-6s",
    "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
})  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data", "encoding", "message"),
    [
        ("pdf", pdf([[], []]), "", "is a PDF of pictures: it holds no text"),
        ("pdf", pdf([["12"]])[:300], "", "is no PDF that can be read"),
        ("pdf", b"", "", "is no PDF that can be read"),
        ("docx", b"PK\x03\x04", "", "is no Word document that can be read"),
        ("docx", docx(paragraph("12"))[:300], "", "is no Word document that can be read"),
        ("docx", zipped({"word/document.xml": "<a"}), "", "is no Word document that can be read"),
        ("docx", zipped({"a": "b"}), "", "is no Word document that can be read"),
        ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "is in Word's old format; save it again"),
        ("docx", LOCKED_OFFICE, "", "is a Word document with a password; keep a copy that opens"),
        ("docx", docx(paragraph("")), "", "holds no text"),
        ("xlsx", xlsx({"T": [[1]]})[:300], "", "is no workbook that can be read"),
        ("xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "is a workbook in an old format; save"),
        ("xlsx", LOCKED_OFFICE, "", "is a workbook with a password; keep a copy that opens"),
        ("ods", LOCKED_ODS, "", "is a workbook with a password; keep a copy that opens"),
        ("pdf", with_password(pdf([["12"]])), "", "is a PDF with a password; keep a copy"),
        ("xlsx", xlsx({"T": []}), "", "holds no cells"),
        ("ods", b"words", "", "is no workbook that can be read"),
        ("csv", "Köln".encode("latin-1"), "", "is not in UTF-8 (line 1); name what it is in"),
        ("csv", "a\n深圳".encode(), "ascii", "is not in ascii (line 2); name what it is in"),
        ("csv", b"a", "klingon", "cannot be read: there is no encoding 'klingon'"),
        ("csv", b"\n\n", "", "holds no rows"),
        ("csv", b'a,b\n1,"2\n', "", "is no table that can be read"),
        ("txt", "a".encode("utf-16-le"), "", "is no text"),
        ("json", b'{"a": 1', "", "is no JSON (line 1"),
        ("json", b'{"a": [1, 2]}', "", "holds no array of objects"),
        ("json", b"[" * 100_000, "", "is JSON that is nested too deeply"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_kind(
    kind: str, data: bytes, encoding: str, message: str
) -> None:
    refused = documents.read(kind, data, encoding)
    assert isinstance(refused, Refused), refused
    assert refused.message.startswith(message)


@pytest.mark.parametrize(
    ("kind", "made"), [("docx", docx(paragraph("12"))), ("xlsx", xlsx({"T": [[1]]}))]
)
def test_a_file_with_one_wrong_byte_is_read_or_refused(kind: str, made: bytes) -> None:
    """Whichever it is: one that names another way to compress its parts, as any other."""
    for at, byte in enumerate(made):
        damaged = made[:at] + bytes([byte ^ 0x55]) + made[at + 1 :]
        assert isinstance(documents.read(kind, damaged, ""), Document | Refused)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("seeds/a.PDF", "pdf"), ("seeds/a.b.csv", "csv"), ("seeds/a.doc", "")],
)
def test_the_ending_tells_the_kind(path: str, kind: str) -> None:
    assert documents.ending(path) == kind


LEFT = ["The town of Alden spent more on its", "schools in 2024 than in any year be-",
        "fore: 14 million yuan, of which the", "council paid 12 million and parents",
        "gave the rest. Its neighbour Brook"]  # fmt: skip
RIGHT = ["spent 9 million yuan on schools, and", "closed two of them. Nobody in Brook",
         "wants to say whether the 20 teachers", "of these schools will \1nd o\2ine work",
         "and the council has not decided on it."]  # fmt: skip
OVER = (50, 760, "A title of the page that goes over both of the columns that stand below it")
ACROSS = [(x, 700 - 14 * n, words) for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
          for x, words in zip((50, 310), pair, strict=True)]  # fmt: skip
DOWN = sorted(ACROSS, key=lambda line: (line[0], -line[1]))


@pytest.mark.parametrize("lines", [ACROSS, DOWN], ids=["drawn across", "drawn down"])
def test_columns_of_a_page_are_read_one_after_the_other(lines: list[tuple[int, int, str]]) -> None:
    below = [(50, 600, "And a last line of the page that goes over both of its columns again")]
    made = read("pdf", drawn([[OVER, *lines, *below]]))
    shown = quotations.fold(made.text)
    column = "of which the council paid 12 million and parents gave the rest. Its neighbour Brook "
    assert column + "spent 9 million yuan on schools" in shown
    assert "schools in 2024 than in any year be-fore: 14 million" in shown
    assert "find offline work and the council" in shown
    assert shown.endswith(
        "on it. And a last line of the page that goes over both of its columns again"
    )


def test_rows_of_a_table_on_a_page_stay_rows() -> None:
    rows = [["Year", "Loans of the library in all its houses", "Visits"]] + [
        [str(year), f"{year - 1000:,}", f"{year + 3000:,}"] for year in range(2015, 2025)
    ]
    cells = [(50 + 150 * c, 700 - 14 * r, word) for r, row in enumerate(rows)
             for c, word in enumerate(row)]  # fmt: skip
    assert "2024 1,024 5,024" in read("pdf", drawn([cells])).text.replace("\n", " ")


def test_a_page_of_three_columns() -> None:
    thirds = [
        [f"Column {name} has a line {word}" for word in ("one", "two", "three", "four", "five")]
        for name in "ABC"
    ]
    lines = [(50 + 170 * c, 700 - 14 * n, thirds[c][n]) for n in range(5) for c in range(3)]
    shown = words(read("pdf", drawn([lines])))
    assert shown == " ".join(line for column in thirds for line in column)


def test_a_long_report_is_read_by_page() -> None:
    pages = [[f"Chapter of the report, page by page, line {line}" for line in range(40)]
             for _ in range(500)]  # fmt: skip
    pages[420][30] = "In 2024 there were 52,300 visits, more than ever."
    kept = shelf({"seeds/report.pdf": pdf(pages)})["seeds/report.pdf"]
    found = place(kept, "In 2024 there were 52,300 visits")
    assert isinstance(found, Place)
    assert (found.name, found.after) == ("page 421", ", more than ever.")


def test_what_a_document_says_is_kept_by_its_content(tmp_path: Path) -> None:
    file = pdf([["There were 52,300 visits in 2024."]])
    book = xlsx({"T": [["Year", "V"], [2024, 5]]})
    answers = []
    for files in ({"seeds/a.pdf": file, "seeds/b.xlsx": book}, {}):
        saved = cache.Cache(tmp_path / "answers", "1")
        with cache.using(saved):
            document.cache_clear()
            if files:
                shelved = shelf(files)
                kept = shelved["seeds/a.pdf"], shelved["seeds/b.xlsx"]
                digests = [one.digest for one in kept]
            else:  # the files themselves are gone: only what was said of them is there
                kept = Kept("pdf", digests[0], ""), Kept("xlsx", digests[1], "")
            answers.append((
                document(kept[0]), place(kept[0], "52,300 visits in 2024"),
                cells.cell(kept[1], cells.Asked(), (("Year", "2024"),), "V"),
                cells.cell(kept[1], cells.Asked(), (("Year", "2023"),), "V"),
                cells.cells(kept[1], cells.Asked(), "Year", "V", ()),
            ))  # fmt: skip
        saved.put(b"much", b"", bytes, worth=1000)
        saved.save()
    assert answers[0] == answers[1]
    assert isinstance(answers[0][0], Document) and isinstance(answers[0][3], cells.Mislaid)


def across(heads: str = "Annual report", feet: str = "Page {} of 3") -> bytes:
    """A PDF of three pages with running lines, and a sentence from the first to the second."""
    bodies = [
        ["It rained often.", "All branches were open, and as the"],
        ["office says, 52,300 visits in 2024 were a sur-", "prise. Not all did"],
        ["reach 40 firms in 2024.", "The end."],
    ]
    return pdf([[heads, *body, feet.format(n)] for n, body in enumerate(bodies, 1)])


@pytest.mark.parametrize(
    ("file", "quotation", "expected"),
    [
        (across(), "as the office says, 52,300 visits in 2024", "page 1"),
        (across(feet="{}"), "as the office says, 52,300 visits in 2024", "page 1"),
        (across("The city", "Office | {}"), "52,300 visits in 2024 were a surprise", "page 2"),
        (across(), "Annual report", "page 1"),
        (across(), "Page 3 of 3", "page 3"),
        (across(), "reach 40 firms in 2024", "it begins behind 'Not all did"),
        (across(), "as the office says, 53,300 visits", "the source says '52,300 visits in'"),
        (pdf([["One 12", "a"], ["Two 13", "b"], ["Six 14", "c"]]), "12 a Two 13 b", "page 1"),
        (pdf([["a", "Here ends one"], ["page of two."]]), "ends one page of two", "page 1"),
    ],
)  # fmt: skip
def test_a_sentence_runs_from_page_to_page(file: bytes, quotation: str, expected: str) -> None:
    kept = shelf({"seeds/report.pdf": file})["seeds/report.pdf"]
    found = place(kept, quotation)
    said = found.message if isinstance(found, Refused) else found.name
    assert said == expected or (isinstance(found, Refused) and expected in said)


def with_mark(before: str, mark: str, behind: str) -> bytes:
    """A PDF of a line with a mark in smaller letters, set high."""
    words = f"({before}) Tj 5 Ts /F1 7 Tf ({mark}) Tj 0 Ts /F1 11 Tf ({behind})"
    return (
        drawn([[(50, 700, "HERE")]])
        .replace(b"(HERE)", words.encode())
        .replace(b"/Length 36", f"/Length {36 - 6 + len(words)}".encode())
    )


@pytest.mark.parametrize(
    ("before", "mark", "behind", "shown"),
    [
        ("There were 1,204", "2", " firms.", "There were 1,204² firms."),
        ("It covers 12 km", "2", " of land.", "It covers 12 km² of land."),
        ("The rate was 13.3", "1,2", "; 14 before.", "The rate was 13.3¹,²; 14 before."),
        ("See ", "12", " more.", "See ¹² more."),
    ],
)
def test_marks_that_are_set_high_are_no_digits_of_a_number(
    before: str, mark: str, behind: str, shown: str
) -> None:
    assert words(read("pdf", with_mark(before, mark, behind))) == shown


def rezipped(book: bytes, changed: dict[str, tuple[str, str]]) -> bytes:
    """The workbook with words of some of its files replaced."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    for name, (old, new) in changed.items():
        assert old in files.setdefault(name, old)
        files[name] = files[name].replace(old, new)
    return zipped(files)


def test_a_mark_that_is_set_high_in_a_workbook_is_no_digit() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    high = '<rPr><sz val="11"/><vertAlign val="superscript"/></rPr>'
    strings = f'<sst xmlns="{main}"><si><r><t>13</t></r><r>{high}<t>1</t></r></si></sst>'
    cell = '<c r="A1" t="s"><v>0</v></c>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    relation = (
        '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    book = rezipped(xlsx({"T": [[5]]}), {
        "xl/worksheets/sheet1.xml": ('<c r="A1"><v>5</v></c>', cell),
        "xl/_rels/workbook.xml.rels": ("</Relationships>", relation),
        "xl/sharedStrings.xml": (strings, strings),
        "[Content_Types].xml": ("/>", f'><Override PartName="/xl/sharedStrings.xml" '
                                f'ContentType="{kind}"/></Types>'),
    })  # fmt: skip
    assert read("xlsx", book).tables[0].rows == (("13¹",),)


def test_a_formula_is_marked_in_its_own_sheet_where_sheets_were_sorted() -> None:
    book = rezipped(xlsx({"A": [[0, 0]], "B": [["=1+1", 7]]}), {
        "xl/_rels/workbook.xml.rels": ("sheet1.xml", "sheet3.xml"),
    })  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    files["xl/worksheets/sheet3.xml"] = files.pop("xl/worksheets/sheet1.xml")
    files["xl/worksheets/sheet1.xml"] = files.pop("xl/worksheets/sheet2.xml")
    relations = files["xl/_rels/workbook.xml.rels"].replace("sheet2.xml", "sheet1.xml")
    files["xl/_rels/workbook.xml.rels"] = relations
    first, second = read("xlsx", zipped(files)).tables
    assert (first.name, first.rows) == ("sheet A", (("0", "0"),))
    assert (second.name, second.rows) == ("sheet B", ((UNCOMPUTED, "7"),))


def test_a_formula_of_an_ods_without_a_result_says_so() -> None:
    book = ods({"T": [["Year", "V"], [2024, 5], [2025, 6]]})
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    cell = '<table:table-cell office:value-type="float" office:value="{}"/>'
    bare = '<table:table-cell table:formula="of:=[.A2]"/>'
    files["content.xml"] = files["content.xml"].replace(cell.format(5), bare).replace(
        cell.format(6), bare.replace("/>", ' office:value-type="float" office:value="6"/>')
    )  # fmt: skip
    assert read("ods", zipped(files)).tables[0].rows == (
        ("Year", "V"), ("2024", UNCOMPUTED), ("2025", "6"),
    )  # fmt: skip
