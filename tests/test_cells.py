"""Cells of kept tables prove single facts and whole series; what they do not say is refused."""

import pytest
from kept_files import docx, ods, pdf, table, xlsx
from minimal import PHRASES
from small import built

from datastory.charts.chart_facts import Facts
from datastory.checking.checks import check
from datastory.exports.data_json import data
from datastory.model import Story
from datastory.pages.render import render
from datastory.parsing.story import read_story
from datastory.releases import ledger
from datastory.site.references import used_in

CSV = b"""\
City,Year,GDP,Staff,Share,Note
Shenzhen,2022,324.5,"1,104",12.5%,a
Shenzhen,2023,346.1 p,"1,180",-,b
Shenzhen,2024,368.0,"1,204",13.1%,c
Beijing,2024,498.4,2 040,..,d
"""
SITE = """\
site:
  title: Cells
  description: What cells prove.
  url: https://example.org/cells/
  published: 2026-01-05
sources:
  table:
    title: A table
    file: seeds/FILE
facts:
"""
START = SITE.count("\n") + 1
CHAPTER = "---\ntitle: Cells\nsummary: Cells.\n---\n\nWords.\n"


def story(
    facts: str, data: bytes = CSV, file: str = "table.csv", more: str = ""
) -> tuple[Story, list[str]]:
    """The story of some facts over one kept table; problems with lines counted from the facts on.

    `more` are keys of the source.
    """
    head = SITE.replace("FILE", file).replace("facts:\n", f"{more}facts:\n")
    texts = {"data.yaml": head + facts, "content/01-cells.md": CHAPTER}
    read, problems = read_story(texts, files={f"seeds/{file}": data})
    first = head.count("\n")
    told = []
    for problem in sorted({*problems, *check(read)}):
        at = problem.where
        place = f"{at.line - first}:{at.column}" if at.line > first else str(at)
        told.append(f"{place}: {problem.message}")
    return read, told


def fact(lines: str) -> str:
    return f"  x:\n    what: X\n    source: table\n{lines}"


GDP = "column: GDP, in: 100 million yuan"
ROW = "{City: Shenzhen, Year: 2024}"


@pytest.mark.parametrize(
    ("lines", "text", "value", "unit"),
    [
        (f"    value: 1,204\n    cell: {{row: {ROW}, column: Staff}}\n", "1,204", "1204", ""),
        (f"    value: 1204\n    cell: {{row: {ROW}, column: Staff}}\n", "1204", "1204", ""),
        (f"    value: 1,204 people\n    cell: {{row: {ROW}, column: Staff, in: people}}\n",
         "1,204 people", "1204", "people"),
        (f"    value: 36.8 billion yuan\n    cell: {{row: {ROW}, {GDP}}}\n",
         "36.8 billion yuan", "36800000000", "yuan"),
        (f"    value: 13.1%\n    cell: {{row: {ROW}, column: Share}}\n", "13.1%", "13.1", "%"),
        (f"    value: 13.1%\n    cell: {{row: {ROW}, column: Share, in: '%'}}\n",
         "13.1%", "13.1", "%"),
        ("    value: 1,204\n    cell: D4\n", "1,204", "1204", ""),
        ("    value: 2,040\n    cell: D5\n", "2,040", "2040", ""),
        (f"    cell: {{row: {ROW}, column: Staff}}\n", "1,204", "1204", ""),
        (f"    cell: {{row: {ROW}, {GDP}}}\n    show: 1 billion yuan\n",
         "37 billion yuan", "36800000000", "yuan"),
        (f"    cell: {{row: {ROW}, {GDP}}}\n", "36,800 million yuan",
         "36800000000", "yuan"),
        ("    value: 346.1\n    cell: {row: {Note: b}, column: GDP}\n", "346.1", "346.1", ""),
        ("    value: 34.61 billion yuan\n"
         "    cell: {row: {Note: b}, column: GDP, in: 100 million yuan}\n",
         "34.61 billion yuan", "34610000000", "yuan"),
    ],
)  # fmt: skip
def test_a_cell_proves_a_value(lines: str, text: str, value: str, unit: str) -> None:
    read, told = story(fact(lines))
    assert told == []
    made = read.facts["x"]
    assert made.quantity is not None
    assert (made.text, format(made.quantity.value, "f"), made.quantity.unit) == (text, value, unit)
    assert made.evidence == "cell" and made.source == "table"


def test_the_place_of_a_cell_is_named() -> None:
    read, _ = story(fact(f"    value: 1,204\n    cell: {{row: {ROW}, column: Staff}}\n"))
    place = read.facts["x"].place
    assert place is not None and place.name == "City Shenzhen, Year 2024, Staff"
    book = xlsx({"T20-1": [["Year", "GDP"], [2024, 1.5]], "T2": [["a"], [1]]})
    lines = "    value: 1.5\n    cell: T20-1!B2\n"
    read, told = story(fact(lines), book, "book.xlsx")
    place = read.facts["x"].place
    assert told == [] and place is not None and place.name == "sheet T20-1, B2"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the value
        (f"    value: 1,205\n    cell: {{row: {ROW}, column: Staff}}\n",
         "4:12: the cell says 1,204, not 1,205 (City Shenzhen, Year 2024, Staff)"),
        (f"    value: about 1,204\n    cell: {{row: {ROW}, column: Staff, in: people}}\n",
         "4:12: the cell says 1,204 people, not about 1,204 (City Shenzhen, Year 2024, Staff)"),
        (f"    value: 36.8 million yuan\n    cell: {{row: {ROW}, {GDP}}}\n",
         "4:12: the cell says 36,800 million yuan, not 36.8 million yuan (City Shenzhen, Year "
         "2024, GDP)"),
        (f"    value: $36.8 billion\n    cell: {{row: {ROW}, {GDP}}}\n",
         "4:12: the cell says 36,800 million yuan, not $36.8 billion (City Shenzhen, Year 2024, "
         "GDP)"),
        (f"    value: 368 billion yuan\n    cell: {{row: {ROW}, column: GDP}}\n",
         "4:12: the cell says 368.0, not 368 billion yuan (City Shenzhen, Year 2024, GDP); say "
         "what a one in this column stands for, as in in: billion yuan"),
        (f"    value: 13.1\n    cell: {{row: {ROW}, column: Share}}\n",
         "4:12: the cell says 13.1%, not 13.1 (City Shenzhen, Year 2024, Share)"),
        (f"    value: lots\n    cell: {{row: {ROW}, column: Share}}\n",
         "4:12: 'lots' holds no number; write one, such as 245.31 billion yuan"),
        # no value
        ("    value: 12%\n    cell: {row: {Note: d}, column: Share}\n",
         "5:11: this cell holds no value but '..' (Note d, Share)"),
        ("    value: 12%\n    cell: {row: {Note: b}, column: Share}\n",
         "5:11: this cell holds no value but '-' (Note b, Share)"),
        ("    value: 12\n    cell: {row: {Note: b}, column: City}\n",
         "5:11: Note b, City: 'Shenzhen' is no number"),
        # the place
        (f"    value: 1,204\n    cell: {{row: {ROW}, column: Stuff}}\n",
         "5:55: seeds/table.csv: there is no column 'Stuff'; did you mean 'Staff'?"),
        (f"    value: 1,204\n    cell: {{row: {ROW}, column: Q}}\n",
         "5:55: seeds/table.csv: there is no column 'Q'; there are City, Year, GDP, Staff, Share, "
         "Note"),
        ("    value: 1,204\n    cell: {row: {City: Shenzen, Year: 2024}, column: Staff}\n",
         "5:17: seeds/table.csv: no row has City Shenzen and Year 2024; did you mean 'Shenzhen'?"),
        ("    value: 1,204\n    cell: {row: {City: Shenzhen, Year: 2025}, column: Staff}\n",
         "5:17: seeds/table.csv: no row has City Shenzhen and Year 2025; did you mean '2024'?"),
        ("    value: 1,204\n    cell: {row: {City: Shenzhen}, column: Staff}\n",
         "5:17: seeds/table.csv: 3 rows have City Shenzhen (rows 2, 3, 4); name more of their "
         "columns"),
        ("    value: 1,204\n    cell: {row: {Town: Shenzhen}, column: Staff}\n",
         "5:17: seeds/table.csv: there is no column 'Town'; there are City, Year, GDP, "
         "Staff, Share, Note"),
        ("    value: 1,204\n    cell: D40\n",
         "5:11: seeds/table.csv: there is no cell D40: the table has 5 rows and 6 columns"),
        ("    value: 1,204\n    cell: Z1\n",
         "5:11: seeds/table.csv: there is no cell Z1: the table has 5 rows and 6 columns"),
        ("    value: 1,204\n    cell: the last\n",
         "5:11: seeds/table.csv: 'the last' is no address of a cell; write it as C14 or T20-1!C14"),
        ("    value: 1,204\n    cell: B!D4\n",
         "5:11: seeds/table.csv: there is no sheet B in this source"),
        ("    value: 1,204\n    cell: D3\n", "4:12: the cell says 1,180, not 1,204 (D3)"),
        # the keys
        (f"    value: 1,204\n    cell: {{row: {ROW}, colum: Staff}}\n",
         "5:47: the cell has no key 'colum'; did you mean 'column'?"),
        ("    value: 1,204\n    cell: {column: Staff}\n", "5:11: the cell needs 'row'"),
        (f"    value: 1,204\n    cell: {{row: {ROW}, column: Staff, in: nothing at all 5 6}}\n",
         "5:66: 'in' is what a one in this column stands for, as in 100 million yuan or %"),
        ("    value: 1,204\n    cell: D4\n    quote: 1,204\n",
         "6:12: 'x' is proved by a cell, so 'quote' must go (or 'cell')"),
        ("    value: 1,204\n    cell: D4\n    reading: Ours.\n",
         "6:14: 'x' is proved by a cell, so 'reading' must go (or 'cell')"),
        (f"    cell: {{row: {ROW}, {GDP}}}\n    show: 1 billion dollars\n",
         "4:11: City Shenzhen, Year 2024, GDP: the cell is in yuan, not in dollars"),
    ],
)  # fmt: skip
def test_what_a_cell_does_not_say_is_refused(lines: str, expected: str) -> None:
    _, told = story(fact(lines))
    assert expected in told, told


SERIES = """\
  gdp:
    what: Gross domestic product of Shenzhen
    source: table
    cells: {key: Year, column: GDP, in: 100 million yuan, where: {City: Shenzhen}, rows: 3}
    show: 0.1 billion yuan
"""


def test_a_column_is_a_series() -> None:
    read, told = story(SERIES)
    assert told == []
    series = read.series["gdp"]
    assert series.points == ("gdp.2022", "gdp.2023", "gdp.2024") and series.table
    last = read.facts["gdp.2024"]
    assert (last.text, last.when, last.key, last.paged) == (
        "36.8 billion yuan",
        "2024",
        "2024",
        False,
    )
    assert last.evidence == "cell" and last.place is not None
    assert last.place.name == "Year 2024, City Shenzhen, GDP"
    assert read.facts["gdp.2022"].text == "32.5 billion yuan"  # 32.45, half away from zero
    assert str(read.facts["gdp.2022"].quantity and read.facts["gdp.2022"].quantity.value) == (
        "32450000000"
    )


def test_an_empty_cell_is_a_gap_and_values_stand_beside_cells() -> None:
    lines = (
        "  share:\n    what: Share\n    source: table\n"
        "    cells: {key: Year, column: Share, where: {City: Shenzhen}}\n"
        "    values:\n      2023: {value: 12.8%, cell: E2}\n"
    )
    read, told = story(lines.replace("{value: 12.8%, cell: E2}", "{cell: E2}"))
    assert told == []
    assert read.series["share"].gaps == ("2023",)
    texts = [read.facts[id].text for id in read.series["share"].points]
    assert texts == ["12.5%", "13.1%", "12.5%"]
    _, told = story(lines)
    assert told == ["6:21: the cell says 12.5%, not 12.8% (E2)"]


def test_keys_that_no_address_can_hold_get_one_and_keep_their_words() -> None:
    table = b'Area,People\nNew York,12\n65+,13\n2019/20,14\n"under 5",15\n'
    lines = (
        "  p:\n    what: People\n    source: table\n"
        "    cells: {key: Area, column: People, in: people}\n"
    )
    read, told = story(lines, table)
    assert told == []
    points = [read.facts[id] for id in read.series["p"].points]
    assert [(point.id, point.label.text, point.when) for point in points] == [
        ("p.New-York", "New York", ""),
        ("p.65-plus", "65+", ""),
        ("p.2019-20", "2019/20", "2019/20"),
        ("p.under-5", "under 5", ""),
    ]
    facts = Facts(read.facts, read.series, {})
    assert [row["key"] for row in facts.rows("p")] == ["New York", "65+", "2019/20", "under 5"]
    assert facts["p"]["New-York"].key == "New-York"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rows: 3", "rows: 4", "4:90: there are 3 rows, not 4"),
        ("rows: 3", "rows: all", "4:90: 'rows' is how many rows there are, as in rows: 45"),
        ("key: Year", "key: Yaer", "4:18: seeds/table.csv: there is no column 'Yaer'; did you mean "
         "'Year'?"),
        ("key: Year", "key: City", "4:18: seeds/table.csv: two rows have the City 'Shenzhen' (rows "
         "2 and 3); narrow them down with where: {column: value}"),
        ("column: GDP", "column: GPD", "4:32: seeds/table.csv: there is no column 'GPD'; did you "
         "mean 'GDP'?"),
        ("column: GDP", "column: Note", "4:32: Year 2022, City Shenzhen, Note: 'a' is no number"),
        ("City: Shenzhen}", "City: Shenzen}", "4:66: seeds/table.csv: no row has City Shenzen; did "
         "you mean 'Shenzhen'?"),
        ("where: {City: Shenzhen}", "where: Shenzhen", "4:66: name columns and what they hold "
         "there, as in {Year: 2024, City: Shenzhen}"),
        ("in: 100 million yuan", "in: 1 2", "4:41: 'in' is what a one in this column stands for, "
         "as in 100 million yuan or %"),
        ("    source: table\n", "", "1:3: 'gdp' needs 'source': whose table it is"),
        ("show: 0.1 billion yuan", "show: 0.1%", "4:32: Year 2022, City Shenzhen, GDP: the cell is "
         "in yuan, not in %"),
        ("    show: 0.1 billion yuan\n", "    quote: x\n", "5:12: 'gdp' has 'cells', so 'quote' "
         "must go"),
        ("    show: 0.1 billion yuan\n", "    value: x\n", "5:12: 'gdp' has 'cells', so 'value' "
         "must go"),
    ],
)  # fmt: skip
def test_what_a_column_does_not_say_is_refused(old: str, new: str, expected: str) -> None:
    assert SERIES.count(old) == 1
    _, told = story(SERIES.replace(old, new))
    assert expected in told, told


BOOK = xlsx(
    {
        "T20-1": [
            ["Population", None, None],
            ["Year", "Born", None],
            [None, "Men", "Women"],
            [2023, 1.5, 0.1 + 0.2],
            [2024, 151.08, "=B5+C5"],
        ],
        "T2": [["Year", "GDP"], [2024, 0.153]],
    },
    merged=["A2:A3", "B2:C2"],
)
HTML = (
    b"<p>Words</p><table><tr><td>Layout</table><table><tr><th>Year<th>GDP<tr><td>2024"
    b"<td>13.3<sup>1</sup><tr><td>2023<td>\xe2\x88\x921,204</table>"
)
JSON = b'{"data": {"rows": [{"Year": 2024, "GDP": 1.50}, {"Year": 2023, "GDP": null}]}}'


def asked(column: str, more: str = "", year: str = "2024") -> str:
    return f"    cell: {{row: {{Year: {year}}}, column: {column}{more}}}\n"


@pytest.mark.parametrize(
    ("data", "file", "more", "lines", "text"),
    [
        (BOOK, "b.xlsx", "    table: {sheet: T20-1, header: 3}\n", asked("Men"), "151.08"),
        (BOOK, "b.xlsx", "    table: {sheet: T20-1, header: 3}\n",
         asked("Women", "", "2023"), "0.3"),
        (BOOK, "b.xlsx", "    table: {sheet: T20-1, header: 3}\n",
         asked("'Born: Men'"), "151.08"),
        (BOOK, "b.xlsx", "    table: {sheet: T2}\n", asked("GDP", ", in: '100%'"), "15.3%"),
        (BOOK, "b.xlsx", "", "    cell: T20-1!B5\n", "151.08"),
        (ods({"T": [["Year", "GDP"], [2024, 2.5]]}), "b.ods", "", asked("GDP"), "2.5"),
        (HTML, "p.html", "    table: {number: 2}\n", asked("GDP"), "13.3"),
        (HTML, "p.html", "    table: {number: 2}\n", asked("GDP", "", "2023"), "−1,204"),
        (docx(table(["Year", "GDP"], ["2024", "1 204"])), "w.docx", "", asked("GDP"), "1,204"),
        (JSON, "r.json", "", asked("GDP"), "1.50"),
        (JSON, "r.json", "    table: {pointer: /data/rows}\n", asked("GDP"), "1.50"),
        (b"Year;GDP\n2024;1.204,5\n2023;12,1\n", "g.csv", "", asked("GDP"), "1,204.5"),
        ("Jahr\tGeb\xfchr\n2024\t12\n".encode("latin-1"), "l.tsv", "    encoding: latin-1\n",
         "    cell: {row: {Jahr: 2024}, column: Gebühr}\n", "12"),
        ("Year,GDP\n2024,12\n".encode("utf-16"), "u.csv", "", asked("GDP"), "12"),
        (b"Title,\nYear,GDP\n2024,12\n", "t.csv", "    table: {header: 2}\n", asked("GDP"), "12"),
        (b"Year,GDP\n2024,13.3 p\n", "f.csv", "", asked("GDP"), "13.3"),
        (b"Year,GDP\n2024,13*\n", "f.csv", "", asked("GDP", ", in: people"), "13 people"),
        (b"Year,GDP\n2024,$4.2 billion\n", "f.csv", "", asked("GDP"), "$4.2 billion"),
        (b"Year,Rate\n2024,12\n", "f.csv", "", asked("Rate", ", in: people per square kilometre"),
         "12 people per square kilometre"),
    ],
)  # fmt: skip
def test_tables_of_every_kind(data: bytes, file: str, more: str, lines: str, text: str) -> None:
    read, told = story(fact(lines), data, file, more)
    assert told == []
    assert read.facts["x"].text == text


@pytest.mark.parametrize(
    ("data", "file", "more", "lines", "expected"),
    [
        (BOOK, "b.xlsx", "", asked("GDP"), "4:11: seeds/b.xlsx: this source holds 2 tables (sheet "
         "T20-1, sheet T2); say which: table: {sheet: T20-1} at the source"),
        (BOOK, "b.xlsx", "    table: {sheet: T20}\n", asked("GDP"), "data.yaml:10:12: "
         "seeds/b.xlsx: there is no sheet T20 in this source; did you mean 'sheet T2'?"),
        (BOOK, "b.xlsx", "    table: {sheet: T2, header: 9}\n", asked("GDP"), "data.yaml:10:12: "
         "seeds/b.xlsx: there is no row 9; the table has 2"),
        (BOOK, "b.xlsx", "    table: {sheet: T2, header: top}\n", asked("GDP"), "data.yaml:10:12: "
         "seeds/b.xlsx: there is no row top; the table has 2"),
        (BOOK, "b.xlsx", "    table: {sheet: T20-1, header: 3}\n", asked("Women"), "4:11: sheet "
         "T20-1, Year 2024, Women: it holds a formula that was never computed; open and save the "
         "workbook"),
        (BOOK, "b.xlsx", "    table: {sheet: T20-1, header: 2}\n", asked("Born"), "4:39: "
         "seeds/b.xlsx: there are 2 columns 'Born'; name the cell by its "
         "address, as in cell: C14"),
        (HTML, "p.html", "    table: {number: 3}\n", asked("GDP"), "data.yaml:10:12: seeds/p.html: "
         "there is no table 3 in this source; did you mean 'table 2'?"),
        (JSON, "r.json", "    table: {pointer: /rows}\n", asked("GDP"), "data.yaml:10:12: "
         "seeds/r.json: there is no at /rows in this source; did you mean 'at /data/rows'?"),
        (JSON, "r.json", "", asked("GDP", "", "2023"), "4:11: this cell is empty (at /data/rows, "
         "Year 2023, GDP)"),
        (b"words", "t.txt", "", asked("GDP"), "4:11: seeds/t.txt: this source holds no table; "
         "quote it instead"),
        (pdf([["12"]]), "p.pdf", "", asked("GDP"), "4:11: seeds/p.pdf: this source holds no table; "
         "quote it instead"),
        (b"Year;GDP\n2024;1,204\n", "g.csv", "", asked("GDP"), "4:11: Year 2024, GDP: '1,204' can "
         "be read in two ways; keep the table with decimal points"),
        (b"Year,GDP\n2024,12 of 13\n", "f.csv", "", asked("GDP"), "4:11: Year 2024, GDP: '12 of "
         "13' is no number"),
        (b"Year,GDP\n2024,(5)\n", "f.csv", "", asked("GDP"), "4:11: Year 2024, GDP: '(5)' is no "
         "number; if it is below zero, write its value with a minus, as in value: −5"),
        (b"Year,GDP\n2024,12 km\n", "f.csv", "", "    value: 12\n" + asked("GDP"), "4:12: the "
         "cell says 12 km, not 12 (Year 2024, GDP)"),
        (b"Year,GDP\n", "f.csv", "", asked("GDP"), "4:17: seeds/f.csv: no row has Year 2024"),
    ],
)  # fmt: skip
def test_lies_about_tables_of_every_kind(
    data: bytes, file: str, more: str, lines: str, expected: str
) -> None:
    _, told = story(fact(lines), data, file, more)
    assert expected in told, told


def test_a_series_of_cells_has_one_page_and_an_entry_for_each_point() -> None:
    page = {"content/01-cells.md": CHAPTER.replace("Words.", "It was [](fact:gdp.2024).")}
    head = SITE.replace("FILE", "table.csv")
    files = PHRASES | {"seeds/table.csv": CSV}
    made, problems = read_story({"data.yaml": head + SERIES} | page, files=files)
    assert [*problems, *check(made)] == []
    pages = render(made, {}, built().tree)
    assert "facts/gdp/index.html" in pages and "facts/gdp.2024/index.html" not in pages
    series = pages["facts/gdp/index.html"].decode()
    value = '<data value="36800000000">36.8 billion yuan</data>'
    assert f'<tr id="2024"><th scope="row">2024</th><td>{value}</td><td>368.0</td>' in series
    assert "in 100 million yuan" in series
    story_page = pages["index.html"].decode()
    assert 'id="fact-gdp.2024"' in story_page and 'href="facts/gdp/#2024"' in story_page
    assert "gdp.2023" not in story_page
    listed = pages["facts/index.html"].decode()
    assert '<li><a href="gdp/#2024">2024</a> 36.8 billion yuan</li>' in listed
    assert listed.count('<p class="evidence cell">') == 1  # all in one glance
    points = data(made, {}, used_in(made, {}))["facts"]
    assert [(point["id"], point["evidence"], point["url"]) for point in points] == [
        (f"gdp.{year}", "cell", f"https://example.org/cells/facts/gdp/#{year}")
        for year in (2022, 2023, 2024)
    ]
    assert points[2]["place"] == "Year 2024, City Shenzhen, GDP" and points[2]["quote"] is None
    now = ledger.record(made, pages, {})
    assert list(now.facts) == ["gdp.2022", "gdp.2023", "gdp.2024"]
    assert now.anchors["/facts/gdp/"] == ("2022", "2023", "2024")
    assert "fact-gdp.2024" in now.anchors["/"] and "fact-gdp.2023" not in now.anchors["/"]


def test_charts_get_series_joined_by_key() -> None:
    staff = "  staff:\n    what: Staff\n    source: table\n" + (
        "    cells: {key: Year, column: Staff, where: {City: Shenzhen}}\n"
    )
    share = staff.replace("staff", "share").replace("Staff", "Share")
    made, told = story(staff + share)
    assert told == []
    rows = Facts(made.facts, made.series, {}).table("staff", "share")
    assert [(row["key"], row["staff"], row["share"], row["share_id"]) for row in rows] == [
        ("2022", 1104, 12.5, "share.2022"),
        ("2024", 1204, 13.1, "share.2024"),
    ]


@pytest.mark.parametrize(
    ("cell", "value", "unit", "expected"),
    [
        ("(5)", "−5", "", []),
        ('"(1,204)"', "-1,204", "", []),
        ("5-", "−5", "", []),
        ("(12.5%)", "−12.5%", "", []),
        ("(5)", "−5 million yuan", "million yuan", []),
        ("(5)", "−6", "", ["4:12: the cell says −5, not −6 (Year 2024, GDP)"]),
        ("5", "−5", "", ["4:12: the cell says 5, not −5 (Year 2024, GDP)"]),
        (
            "(5)",
            "5",
            "",
            [
                "5:11: Year 2024, GDP: '(5)' is no number; if it is below zero, write its value "
                "with a minus, as in value: −5"
            ],
        ),
    ],
)
def test_a_value_below_zero_says_what_accounts_mean(
    cell: str, value: str, unit: str, expected: list[str]
) -> None:
    lines = f"    value: {value}\n" + asked("GDP", f", in: {unit}" if unit else "")
    _, told = story(fact(lines), f"Year,GDP\n2024,{cell}\n".encode(), "f.csv")
    assert told == expected


@pytest.mark.parametrize(
    ("column", "unit", "expected"),
    [
        ("Women", "thousand people", []),
        ("'Staff (thousand): Women'", "thousand people", []),
        ("Share (%)", "'%'", []),
        ("Area", "hectares", []),
        ("Women", "people", ["the head of this column says 'thousand', not 'people'"]),
        ("Women", "million people", ["the head of this column says 'thousand', not 'million p"]),
        ("Share (%)", "thousand people", ["the head of this column says '%', not 'thousand pe"]),
    ],
)
def test_a_head_that_spans_columns_says_their_unit(
    column: str, unit: str, expected: list[str]
) -> None:
    table = b",Staff (thousand),,Land,\nYear,Men,Women,Area,Share (%)\n2024,12,13,14,15\n"
    lines = f"    cell: {{row: {{Year: 2024}}, column: {column}, in: {unit}}}\n"
    _, told = story(fact(lines), table, "s.csv", "    table: {header: 2}\n")
    assert len(told) == len(expected)
    assert all(words in line for words, line in zip(expected, told, strict=True)), told
