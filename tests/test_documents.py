"""Files of each kind are read as people see them; what cannot be read is told with its kind."""

import pytest
from kept_files import docx, heading, ods, paragraph, pdf, table, text, xlsx, zipped

from datastory.evidence import documents
from datastory.evidence.documents import Document
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
        ("<p>12<span hidden> 99</span><span style='display: none'> 98</span>", "12"),
        ("<p>12<span style='visibility:hidden'> 99</span><template>98</template>", "12"),
        ("<style>.no, p > i { color: red; display:none }</style><p>12<b class=no>9</b><i>8</i>",
         "12"),
        ("<style>/* .yes {display: none} */ .yes {color: red}</style><b class=yes>12</b>", "12"),
        ("<title>99</title><p>12<noscript>98</noscript>", "12"),
        ("<p>12 km<sup>2</sup>, 13.3<sup>1</sup>, CO<sub>2</sub>", "12 km², 13.3¹, CO2"),
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
        ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "has a password or is in Word's old"),
        ("docx", docx(paragraph("")), "", "holds no text"),
        ("xlsx", xlsx({"T": [[1]]})[:300], "", "is no workbook that can be read"),
        ("xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "has a password or is in an old format"),
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
    ("path", "kind"),
    [("seeds/a.PDF", "pdf"), ("seeds/a.b.csv", "csv"), ("seeds/a.doc", "")],
)
def test_the_ending_tells_the_kind(path: str, kind: str) -> None:
    assert documents.ending(path) == kind
