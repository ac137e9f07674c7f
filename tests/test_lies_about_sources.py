"""Lies about sources of every kind are refused, each at its line; honest facts beside them pass."""

import json
from collections import Counter

import pytest
from kept_files import docx, drawn, heading, ods, paragraph, table, text, xlsx

from datastory.checking.checks import check
from datastory.parsing.story import read_story

SENTENCES = (
    "In 2024 the city spent 245.31 billion yuan on research, after 151.08 billion yuan in 2020.",
    "Library visits did not reach 52,300 in 2024; they came to 49,800.",
    "In all 12 museums were open, except on Mondays.",
    "The bridge is 12 km long and cost $88 million.",
    "Staff fell by 8% to 4,600 in 2024.",
    "Over 75% of the money went to schools.",
    "The plan is for 31 schools, but only if money comes.",
    "If approved, 14 trams will run. Between 40 and 60 farms closed, as Table 7 says.",
    "All but 30 boats sailed. There were 20 more than in 2023. In 2022 it had 17 mills.",
)
ROWS = (
    ("City", "Year", "GDP (100 million yuan)", "Staff", "Share", "Note"),
    ("Shenzhen", "2023", "346.1", "1,180", "12.5%", "a"),
    ("Shenzhen", "2024", "368.0 p", "1,204", "13.1%", "b"),
    ("Beijing", "2024", "498.4", "2,040", "..", "c"),
)
NUMBERS = ("City", "Year", "GDP (100 million yuan)", "Staff", "Share", "Note"), *(
    (city, int(year), gdp if "p" in gdp else float(gdp), int(staff.replace(",", "")), share, note)
    for city, year, gdp, staff, share, note in ROWS[1:]
)  # fmt: skip
JSON_ROWS = ", ".join(
    "{" + ", ".join(f'"{head}": "{cell}"' for head, cell in zip(ROWS[0], row, strict=True)) + "}"
    for row in ROWS[1:]
)
DELETED = "<w:del w:id='1'><w:r><w:delText>Of 97 trams all ran.</w:delText></w:r></w:del>"
MOVED = "<w:moveFrom w:id='2'><w:r><w:t>Of 96 trams all ran.</w:t></w:r></w:moveFrom>"
HTML = f"""\
<meta charset="utf-8"><title>Of 99 trams all ran.</title>
<style>.no {{display: none}} .cut {{text-decoration: line-through}} .no.yes {{display: block}}
@media print {{.paper {{display: none}}}} .dim {{visibility: hidden}} .dim i {{visibility: visible}}
</style>
<h2>Results</h2>{"".join(f"<p>{one}</p>" for one in SENTENCES)}
<p hidden>Of 98 trams all ran.</p><p style="display:none">Of 97 trams all ran.</p>
<p class=no>Of 96 trams all ran.</p><p class=cut>Of 95 trams all ran.</p>
<p><s>Of 94 trams all ran.</s><del>Of 93 trams all ran.</del><!-- Of 92 trams all ran. --></p>
<script>"Of 91 trams all ran."</script><noscript>Of 90 trams all ran.</noscript>
<template>Of 89 trams all ran.</template><img alt="Of 87 trams all ran." src=a.png>
<p class=dim>Of 86 trams all ran.<i>Of 85 boats all sailed.</i></p>
<p style="width:0;height:0;overflow:hidden">Of 84 trams all ran.</p>
<p class="no yes">Of 83 boats all sailed.</p><p class=paper>Of 82 boats all sailed.</p>
<p>The rate was 13.3<sup>1</sup> per mille of 1&nbsp;50<b>0</b> in 2024. Caf&eacute;s: 21.</p>
<table><tr>{"".join(f"<th>{head}" for head in ROWS[0])}
{"".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in ROWS[1:])}
</table>
"""
PDF = drawn([
    [*((50, 760 - 15 * n, line) for n, line in enumerate(SENTENCES)),
     (50, 600, "The harbour took in many ships, and as the")],
    [(50, 760, "office says, 77 of them were new ferries. The trams were re-"),
     (50, 745, "painted, 41 of them in blue.")],
    [(50, 700 - 15 * n, left) for n, left in enumerate(
        ("The left column tells of 61 farms", "that grow tea on the hills, and of",
         "their many neighbours in the town", "who buy the tea from them again."))]
    + [(320, 700 - 15 * n, right) for n, right in enumerate(
        ("The right column tells of 62 mines", "that were closed long ago, and of",
         "the people who once worked there", "and what they do for work today."))],
])  # fmt: skip
FILES = {
    "txt": "\n".join(SENTENCES).encode(),
    "md": "\n\n".join(("# Results", *SENTENCES)).encode(),
    "html": HTML.encode(),
    "pdf": PDF,
    "docx": docx(
        heading("Results"), *map(paragraph, SENTENCES), table(*ROWS),
        f"<w:p>{DELETED}{MOVED}</w:p>",
        paragraph(text("Of 99 trams all ran.", "<w:vanish/>")),
        paragraph(text("Of 98 trams all ran.", "<w:strike/>")),
        paragraph(text("Of 95 trams all ran.", "<w:dstrike/>")),
        paragraph("The rate was 13.3", text("1", '<w:vertAlign w:val="superscript"/>'),
                  " per mille in 2024."),
        "<w:p><w:ins w:id='3'><w:r><w:t>Of 85 boats all sailed.</w:t></w:r></w:ins></w:p>",
        "<w:p><w:fldSimple w:instr='x'><w:r><w:t>Of 84 boats all sailed.</w:t></w:r></w:fldSimple>"
        "</w:p>",
    ),
    "csv": "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode(),
    "tsv": "\n".join("\t".join(row) for row in ROWS).encode("utf-16"),
    "xlsx": xlsx({
        "T1": NUMBERS,
        "T2": [["Population", None, None], ["Year", "Born", "Died"], [2023, 12, 9],
               [2024, "=B3", 8]],
    }),
    "ods": ods({"T1": NUMBERS, "T2": [["Year", "Born"], [2024, 12]]}),
    "json": f'{{"data": {{"rows": [{JSON_ROWS}]}}, "other": [{{"a": null, "b": 3}}]}}'.encode(),
}  # fmt: skip
TABLE = {"xlsx": "{sheet: T1}", "ods": "{sheet: T1}", "json": "{pointer: /data/rows}"}
PROSE, TABLES = (
    ("txt", "md", "html", "pdf", "docx"),
    ("html", "docx", "csv", "tsv", "xlsx", "ods", "json"),
)
START = """\
site: {title: A, description: B, url: "https://example.org/", published: 2026-02-01}
sources:
"""
CHAPTER = "---\ntitle: A\nsummary: B.\n---\n\nWords.\n"


def as_file(kind: str, rows: tuple[tuple[str, ...], ...]) -> bytes:
    """A file of a kind that holds one table of these rows, as text."""
    match kind:
        case "html":
            lines = (
                "<tr>" + "".join(f"<td>{cell.replace('<', '&lt;')}" for cell in row) for row in rows
            )
            return f"<table>{''.join(lines)}</table>".encode()
        case "docx":
            return docx(table(*([text(cell) for cell in row] for row in rows)))
        case "xlsx":
            return xlsx({"T1": rows})
        case "ods":
            return ods({"T1": rows})
        case "json":
            return json.dumps(
                {"data": {"rows": [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]}}
            ).encode()
    mark = "\t" if kind == "tsv" else ","
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows).encode()


def told(kind: str, keys: tuple[str, ...], data: bytes = b"") -> list[tuple[str, str]]:
    """What is told of a fact with these keys: the key at whose line it stands, and the words.

    `data` is the file that it quotes, that of its kind in FILES if none is given.
    """
    source = f"  kept:\n    title: Kept\n    published: 2025-03\n    file: seeds/kept.{kind}\n"
    source += f"    table: {TABLE[kind]}\n" if kind in TABLE else ""
    head = f"{START}{source}facts:\n  x:\n    what: X\n    source: kept\n"
    lines = head + "".join(f"    {key}\n" for key in keys)
    story, problems = read_story(
        {"data.yaml": lines, "content/01-a.md": CHAPTER},
        files={f"seeds/kept.{kind}": data or FILES[kind]},
    )
    first = head.count("\n") + 1
    return [
        (
            keys[one.where.line - first].partition(":")[0] if one.where.line >= first else "x",
            one.message,
        )
        for one in sorted({*problems, *check(story)})
    ]


RD = (
    "quote: In 2024 the city spent 245.31 billion yuan on research, "
    "after 151.08 billion yuan in 2020"
)
STAFF = "quote: Staff fell by 8% to 4,600 in 2024"
BRIDGE = "quote: The bridge is 12 km long and cost $88 million"
TRAMS = "does not stand in"
# The keys of a fact, the key at whose line it is refused, and what is told.
LIES_OF_PROSE = [
    (("value: 245.13 billion yuan", "when: 2024", RD), "quote", "does not say 245.13 billion yuan"),
    (("value: 245.31 million yuan", "when: 2024", RD), "quote", "does not say 245.31 million yuan"),
    (("value: $245.31 billion", "when: 2024", RD), "quote", "does not say $245.31 billion"),
    (("value: 245.31 billion yuan", "when: 2020", RD), "quote", "stands with 2024, not with 2020"),
    (("value: 151.08 billion yuan", "when: 2024", RD), "quote", "stands with 2020, not with 2024"),
    (("value: over 245.31 billion yuan", "when: 2024", RD), "quote", "copy it"),
    (
        ("value: 245.31 billion yuan", "quote: the city spent 245.31 billion yuan on parks"),
        "quote",
        "the source says 'research, after 151.08', not 'parks'",
    ),
    (
        ("value: 45.31 billion yuan", "quote: 45.31 billion yuan on research"),
        "quote",
        "it begins or ends inside '245.31'",
    ),
    (
        ("value: 52,300", "when: 2024", "quote: reach 52,300 in 2024"),
        "quote",
        "begins behind 'not'",
    ),
    (("value: 52,300", "quote: Library visits did not reach 52,300 in 2024"), "quote", "denies it"),
    (
        ("value: 12 museums", "quote: In all 12 museums were open"),
        "quote",
        "it stops before 'except'",
    ),
    (("value: 31 schools", "quote: The plan is for 31 schools"), "quote", "it stops before 'but'"),
    (("value: 12", "quote: The bridge is 12"), "quote", "it begins or ends inside '12 km'"),
    (("value: 12", BRIDGE), "quote", "does not say 12; it says '12 km', '$88 million'"),
    (("value: 88 million", BRIDGE), "quote", "does not say 88 million"),
    (("value: 12 km", "quote: In all 12 museums were open, except on Mondays"), "quote", "no unit"),
    (("value: $4,600", "when: 2024", STAFF), "quote", "no unit"),
    (("value: 4,600", "when: 2023", STAFF), "quote", "stands with 2024, not with 2023"),
    (("value: 8", STAFF), "quote", "does not say 8"),
    (("value: 75%", "quote: 75% of the money went to schools"), "quote", "inside 'Over 75%'"),
    (("value: 75%", "quote: Over 75% of the money went to schools"), "quote", "copy it"),
    (
        ("value: 300 boats", BRIDGE, "reading: ships in the picture"),
        "quote",
        "other digits than 300",
    ),
    (("value: 4,600", "when: 2031", "quote: to 4,600 in 2024"), "quote", "not with 2031"),
    (("value: 14 trams", "quote: 14 trams will run"), "quote", "begins behind 'If approved,'"),
    (("value: 60 farms", "quote: Between 40 and 60 farms closed"), "quote", "is one end of that"),
    (("value: 7 tables", "quote: as Table 7 says"), "quote", "names something and counts nothing"),
    (("value: 30 boats", "quote: 30 boats sailed"), "quote", "it begins behind 'All but'"),
    (("value: 20", "quote: There were 20"), "quote", "it stops before 'more than'"),
    (("value: 17 mills", "when: 2024", "quote: it had 17 mills"), "quote", "stands with 2022, not"),
    (("value: 12 schools", "quote: In all 12"), "quote", "counts museums, the fact schools"),
    (("value: 4,600", "when: 2023", "quote: Staff fell by 8% to 4,600"), "quote", "with 2024, not"),
    (("value: 12 miles", BRIDGE, "reading: in miles, says the map"), "quote", "says '12 km', and"),
    (
        ("value: $88 million", "quote: The bridge is 12 km long", "reading: the price"),
        "quote",
        "other digits",
    ),
]
HONEST_PROSE = [
    ("value: 14 trams", "when: plan", "quote: 'If approved, 14 trams will run'"),
    ("value: 60 farms", "quote: Between 40 and 60 farms closed", "note: The most."),
    ("value: 17 mills", "when: 2022", "quote: it had 17 mills"),
    ("value: 245.31 billion yuan", "when: 2024", RD),
    ("value: 151.08 billion yuan", "when: 2020", RD),
    ("value: 245,310 million yuan", "when: 2024", RD),
    (
        "value: 49,800",
        "when: 2024",
        "quote: Library visits did not reach 52,300 in 2024; they came to 49,800",
    ),
    ("value: 12 museums", "quote: 'In all 12 museums were open, except on Mondays'"),
    ("value: 12 km", BRIDGE),
    ("value: $88 million", BRIDGE),
    ("value: 8%", STAFF),
    ("value: 4,600", "when: 2024", STAFF),
    ("value: 4,600 people", "when: 2024", STAFF),
    ("value: over 75%", "quote: Over 75% of the money went to schools"),
    ("value: more than 75%", "quote: Over 75% of the money went to schools"),
    ("value: 12 museums", "quote: In all 12 museums were open, except on Mondays"),
    ("value: 4,600", "when: 2024", "quote: Staff fell by 8% to 4,600"),
    ("value: 31 schools", "quote: 'The plan is for 31 schools, but only if money comes'"),
    ("value: 245.31bn yuan", "when: 2024", RD),
    ("value: about 245.31 billion yuan", "when: 2024", RD),
    ("value: 245.31 billion yuan", RD),
    ("value: 245.31 billion yuan", "quote: the city spent 245.31 billion yuan on research"),
    ("value: 151.08 billion yuan", "quote: after 151.08 billion yuan in 2020"),
    ("value: 49,800", "quote: they came to 49,800"),
    ("value: 12", "quote: 'In all 12 museums were open, except on Mondays'"),
    ("value: 12 museums", "quote: 'In all  12 museums were open, except on Mondays.'"),
    ("value: 12 kilometres", BRIDGE),
    ("value: 12 km", "quote: The bridge is 12 km long"),
    ("value: 88 million dollars", BRIDGE),
    ("value: $88,000,000", "quote: cost $88 million"),
    ("value: 8 per cent", "quote: Staff fell by 8%"),
    ("value: 4600", "quote: Staff fell by 8% to 4,600 in 2024"),
    ("value: at least 75%", "quote: Over 75% of the money went to schools"),
    ("value: over 75 per cent", "quote: Over 75% of the money"),
    (
        "value: 31",
        "when: plan of 2025",
        "quote: 'The plan is for 31 schools, but only if money comes'",
    ),
    (
        "value: 52,300 visits",
        "quote: Library visits did not reach 52,300 in 2024",
        "reading: the mark that they missed",
    ),
]
NOW = "{City: Shenzhen, Year: 2024}"
GDP = "column: GDP (100 million yuan)"
LIES_OF_TABLES = [
    (("value: 1,205", f"cell: {{row: {NOW}, column: Staff}}"), "value", "the cell says"),
    (("value: 1,180", f"cell: {{row: {NOW}, column: Staff}}"), "value", "the cell says"),
    (("value: over 1,204", f"cell: {{row: {NOW}, column: Staff}}"), "value", "the cell says"),
    (("value: 1,204 km", f"cell: {{row: {NOW}, column: Staff}}"), "value", "the cell says"),
    (
        ("value: $1,204", f"cell: {{row: {NOW}, column: Staff, in: people}}"),
        "value",
        "the cell says",
    ),
    (("value: 1.204 million", f"cell: {{row: {NOW}, column: Staff}}"), "value", "the cell says"),
    (("value: 13.1", f"cell: {{row: {NOW}, column: Share}}"), "value", "the cell says 13.1%"),
    (
        ("value: 13.1 km", f"cell: {{row: {NOW}, column: Share, in: km}}"),
        "cell",
        "not in kilometres",
    ),
    (("value: 12%", "cell: {row: {Note: c}, column: Share}"), "cell", "no value but '..'"),
    (
        ("value: 36.8 million yuan", f"cell: {{row: {NOW}, {GDP}, in: million yuan}}"),
        "cell",
        "the head of this",
    ),
    (
        ("value: 36.8 billion yuan", f"cell: {{row: {NOW}, {GDP}, in: billion yuan}}"),
        "cell",
        "the head of this",
    ),
    (
        ("value: $36.8 billion", f"cell: {{row: {NOW}, {GDP}, in: 100 million dollars}}"),
        "cell",
        "the head of this",
    ),
    (("value: 498.4 p", f"cell: {{row: {{Note: c}}, {GDP}}}"), "value", "the head of this"),
    (
        ("value: 1,204", "cell: {row: {City: Shenzhen, Year: 2025}, column: Staff}"),
        "cell",
        "no row has",
    ),
    (("value: 1,204", "cell: {row: {City: Shenzhen}, column: Staff}"), "cell", "2 rows have"),
    (("value: 1,204", f"cell: {{row: {NOW}, column: Stuff}}"), "cell", "did you mean 'Staff'?"),
    (("value: 1,204", "cell: {row: {Town: Shenzhen}, column: Staff}"), "cell", "no column 'Town'"),
    (
        ("cells: {key: Year, column: Staff, where: {City: Shenzhen}, rows: 3}",),
        "cells",
        "2 rows, not 3",
    ),
    (("cells: {key: City, column: Staff}",), "cells", "two rows have the City"),
    (("cells: {key: Year, column: Note, where: {City: Shenzhen}}",), "cells", "is no number"),
    (
        ("cells: {key: Year, column: Staff, where: {City: Wuhan}}",),
        "cells",
        "no row has City Wuhan",
    ),
    (
        ("cells: {key: Year, column: Staff, where: {City: Shenzhen}}", "values: {2024: '1,205'}"),
        "values",
        "needs",
    ),
]
ADDRESSES = [  # of tables whose cells have one
    (("value: 1,180", "cell: D3"), "value", "the cell says"),
    (("value: 1,204", "cell: D30"), "cell", "there is no cell D30"),
    (("value: 1,204", "cell: Z3"), "cell", "there is no cell Z3"),
]
HONEST_TABLES = [
    ("value: 1,204", f"cell: {{row: {NOW}, column: Staff}}"),
    ("value: 1,204 people", f"cell: {{row: {NOW}, column: Staff, in: people}}"),
    ("value: 13.1%", f"cell: {{row: {NOW}, column: Share}}"),
    ("value: 36.8 billion yuan", f"cell: {{row: {NOW}, {GDP}, in: 100 million yuan}}"),
    ("value: 1,180", "cell: {row: {Note: a}, column: Staff}"),
    ("value: 1,204", "cell: D3"),
    ("cells: {key: Year, column: Staff, where: {City: Shenzhen}, rows: 2}",),
    ("cells: {key: City, column: Share, where: {Year: 2024}, rows: 2}",),
    (f"cells: {{key: City, {GDP}, in: 100 million yuan, where: {{Year: 2024}}}}",),
    ("value: 1204", f"cell: {{row: {NOW}, column: Staff}}"),
    (f"cell: {{row: {NOW}, column: Staff}}",),
    (f"cell: {{row: {NOW}, column: Share}}", "show: 1%"),
    ("value: 13.1 per cent", f"cell: {{row: {NOW}, column: Share}}"),
    ("value: 13.1%", f"cell: {{row: {NOW}, column: Share, in: '%'}}"),
    ("value: 36,800 million yuan", f"cell: {{row: {NOW}, {GDP}, in: 100 million yuan}}"),
    (f"cell: {{row: {NOW}, {GDP}, in: 100 million yuan}}", "show: 1 billion yuan"),
    ("value: 2,040 people", "cell: {row: {City: Beijing}, column: Staff, in: people}"),
    ("value: 2,040", "cell: {row: {Year: 2024, Note: c}, column: Staff}"),
    ("value: 1,204 people", f"cell: {{row: {NOW}, column: Staff}}"),
    ("cells: {key: Note, column: Staff, rows: 3}",),
    ("cells: {key: Note, column: Share, in: '%', rows: 3}",),
    ("cells: {key: Note, column: Staff, in: people, where: {City: Shenzhen, Year: 2024}}",),
]


BENT = [  # refused of a table in any kind of file, whose rows are these
    ("Region", "Unit", "2023", "2024 p", "Jobs (thousand)", "Rate (%)", "Span"),
    ("North", "people", "1,180", "1,204", "120", "4.1", "10-12"),
    ("South", "people", "980", "1,010", "80", "5.2", "5 to 7"),
    ("Rain", "mm", "700", "800", "9", "3.3", "<5"),
    ("Total", "people", "2,160", "2,214", "200", "4.6", "7.5 e"),
]
LIES_OF_HEADS = [
    (
        ("value: 1,180", "when: 2024", "cell: {row: {Region: North}, column: 2023}"),
        "when",
        "of 2023",
    ),
    (
        ("value: 1,204", "when: 2023", "cell: {row: {Region: North}, column: 2024 p}"),
        "when",
        "2024 p",
    ),
    (
        ("when: 2023", "cells: {key: Region, column: 2024 p}"),
        "when",
        "the cell is of 2024 p, not of",
    ),
    (("value: 120", "cell: {row: {Region: North}, column: Jobs (thousand)}"), "value", "thousand"),
    (("value: 120 jobs", "cell: E2"), "value", "the head of this column says 'thousand'"),
    (("cells: {key: Region, column: Jobs (thousand)}",), "cells", "write in: thousand"),
    (("cells: {key: Region, column: Jobs (thousand), in: jobs}",), "cells", "not 'jobs'"),
    (("value: 4.1", "cell: {row: {Region: North}, column: Rate (%)}"), "value", "write in: '%'"),
    (("cells: {key: Region, column: Rate (%)}",), "cells", "write in: '%'"),
    (
        ("cell: {row: {Region: North}, column: Rate (%), in: percentage points}",),
        "cell",
        "not 'percentage points'",
    ),
    (
        ("value: 700 cm", "cell: {row: {Region: Rain}, column: 2023, in: cm}"),
        "cell",
        "is 'mm', not 'cm'",
    ),
    (
        ("value: 700 people", "cell: {row: {Region: Rain}, column: 2023}"),
        "value",
        "unit of this row is 'mm'",
    ),
    (("value: 10", "cell: {row: {Region: North}, column: Span}"), "value", "says 10-12, of which"),
    (("value: 7", "cell: {row: {Region: South}, column: Span}"), "value", "says 5 to 7, of which"),
    (("value: 5", "cell: {row: {Region: Rain}, column: Span}"), "value", "says <5, not 5"),
    (("value: 7.5 p", "cell: {row: {Region: Total}, column: Span}"), "value", "has the flag e"),
    (("value: 2,160", "cell: {row: {Region: All}, column: 2023}"), "cell", "no row has Region All"),
    (("value: 2,160", "cell: {row: {Unit: people}, column: 2023}"), "cell", "3 rows have Unit"),
]
HONEST_HEADS = [
    ("value: 1,180", "when: 2023", "cell: {row: {Region: North}, column: 2023}"),
    ("value: 1,204", "when: 2024", "cell: {row: {Region: North}, column: 2024 p}"),
    ("value: 1,204", "cell: {row: {Region: North}, column: 2024 p}"),
    ("when: 2024", "cells: {key: Region, column: 2024 p, where: {Unit: people}, rows: 3}"),
    ("value: 120,000 jobs", "cell: {row: {Region: North}, column: Jobs (thousand), in: thousand}"),
    ("cells: {key: Region, column: Jobs (thousand), in: thousand jobs}",),
    ("value: 4.1%", "cell: {row: {Region: North}, column: Rate (%), in: '%'}"),
    ("cells: {key: Region, column: Rate (%), in: '%', rows: 4}",),
    ("value: 700 mm", "cell: {row: {Region: Rain}, column: 2023, in: mm}"),
    ("value: under 5", "cell: {row: {Region: Rain}, column: Span}"),
    ("value: 7.5 e", "cell: {row: {Region: Total}, column: Span}"),
    ("value: 7.5", "cell: {row: {Region: Total}, column: Span}"),
    ("value: 2,160", "cell: {row: {Region: Total}, column: 2023}"),
]


def trams(*numbers: int) -> list[tuple[tuple[str, ...], str, str]]:
    """Nothing that no reader sees proves how many trams there were."""
    return [
        ((f"value: {n} trams", f"quote: Of {n} trams all ran"), "quote", TRAMS) for n in numbers
    ]


OWN_LIES = {
    "html": [
        *trams(99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 87, 86, 84),
        (("value: 13.31", "quote: The rate was 13.31 per mille"), "quote", "13.3¹"),
        (("value: 150", "quote: per mille of 1 50"), "quote", "it begins or ends inside"),
        (("value: 1,2042", "cell: D3"), "value", "'1,2042'"),
        (
            ("value: 1,204", "cell: {row: {Note: b}, column: Men}"),
            "cell",
            "there is no column 'Men'",
        ),
    ],
    "docx": [
        *trams(99, 98, 97, 96, 95),
        (("value: 13.31", "quote: The rate was 13.31 per mille"), "quote", "13.3¹"),
    ],
    "pdf": [
        (
            ("value: 76", "quote: as the office says, 76 of them were new ferries"),
            "quote",
            "says '77 of",
        ),
        (
            ("value: 77", "quote: many ships, 77 of them were new ferries"),
            "quote",
            "the source says",
        ),
        (("value: 61 mines", "quote: The left column tells of 61 farms"), "quote", "counts farms"),
        (
            ("value: 62", "quote: tells of 61 farms The right column tells of 62 mines"),
            "quote",
            TRAMS,
        ),
        (("value: 41", "quote: re-painted, 41 of them in red"), "quote", "says 'blue. The left'"),
        (
            ("value: 1,204", f"cell: {{row: {NOW}, column: Staff}}"),
            "cell",
            "holds no table; quote it",
        ),
    ],
    "txt": [
        (
            ("value: 1,204", f"cell: {{row: {NOW}, column: Staff}}"),
            "cell",
            "holds no table; quote it",
        ),
    ],
    "csv": [
        (
            ("value: 1,204", 'quote: "Shenzhen,2024"'),
            "quote",
            "it holds tables alone; name the cell",
        ),
    ],
    "xlsx": [
        (("value: 12", "cell: T2!B4"), "cell", "a formula that was never computed"),
        (("value: 12", "cell: T3!B4"), "x", "there is no sheet T3"),
        (("value: 9", "cell: T2!B3"), "value", "the cell says 12, not 9"),
    ],
    "ods": [(("value: 13", "cell: T2!B2"), "value", "the cell says 12, not 13")],
    "json": [
        (
            ("value: 1,204", 'quote: "Staff: 1,204"'),
            "quote",
            "it holds tables alone; name the cell",
        ),
    ],
}
OWN_HONEST = {
    "html": [
        ("value: 13.3 per mille", "quote: The rate was 13.3¹ per mille"),
        ("value: 83", "quote: Of 83 boats all sailed"),
        ("value: 85 boats", "quote: Of 85 boats all sailed"),
        ("value: 83 boats", "quote: Of 83 boats all sailed"),
        ("value: 82 boats", "quote: Of 82 boats all sailed"),
        ("value: 1,500", "quote: per mille of 1 500 in 2024"),
        ("value: 21 cafés", "quote: 'Cafés: 21'"),
    ],
    "docx": [
        ("value: 13.3 per mille", "quote: The rate was 13.3¹ per mille"),
        ("value: 85 boats", "quote: Of 85 boats all sailed"),
        ("value: 84 boats", "quote: Of 84 boats all sailed"),
    ],
    "pdf": [
        ("value: 77", "quote: 'as the office says, 77 of them were new ferries'"),
        ("value: 41", "quote: 'The trams were repainted, 41 of them in blue'"),
        ("value: 61 farms", "quote: The left column tells of 61 farms that grow tea"),
        ("value: 62 mines", "quote: The right column tells of 62 mines that were closed"),
    ],
    "xlsx": [("value: 12", "cell: T2!B3"), ("value: 8", "cell: T2!C4")],
    "ods": [("value: 12", "cell: T2!B2")],
}
LIES = [
    *((kind, *lie) for kind in PROSE for lie in LIES_OF_PROSE),
    *((kind, *lie) for kind in TABLES for lie in LIES_OF_TABLES),
    *((kind, *lie) for kind in TABLES for lie in ADDRESSES),
    *((kind, *lie) for kind, lies in OWN_LIES.items() for lie in lies),
]
HONEST = [
    *((kind, keys) for kind in PROSE for keys in HONEST_PROSE),
    *((kind, keys) for kind in TABLES for keys in HONEST_TABLES),
    *((kind, keys) for kind, every in OWN_HONEST.items() for keys in every),
]


def test_there_are_enough_of_every_kind() -> None:
    """So many different ones are tried, and so many about each kind of file."""
    lies = (LIES_OF_PROSE, LIES_OF_TABLES, LIES_OF_HEADS, ADDRESSES, *OWN_LIES.values())
    assert sum(map(len, lies)) >= 110
    assert sum(map(len, (HONEST_PROSE, HONEST_TABLES, HONEST_HEADS, *OWN_HONEST.values()))) >= 80
    about = Counter(kind for kind, *_ in LIES) + Counter(
        kind for kind in TABLES for _ in LIES_OF_HEADS
    )
    assert {*FILES} == {*about} == {kind for kind, _ in HONEST}
    assert min(about.values()) >= 25 and about.total() >= 400


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize(("keys", "at", "expected"), LIES_OF_HEADS)
def test_a_lie_about_a_head_is_refused(
    kind: str, keys: tuple[str, ...], at: str, expected: str
) -> None:
    found = told(kind, keys, as_file(kind, BENT))
    assert any(key == at and expected in words for key, words in found), found


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("keys", HONEST_HEADS)
def test_what_a_head_says_passes(kind: str, keys: tuple[str, ...]) -> None:
    assert told(kind, keys, as_file(kind, BENT)) == []


@pytest.mark.parametrize(("kind", "keys", "at", "expected"), LIES)
def test_a_lie_is_refused_at_its_line(
    kind: str, keys: tuple[str, ...], at: str, expected: str
) -> None:
    found = told(kind, keys)
    assert any(key == at and expected in words for key, words in found), found


@pytest.mark.parametrize(("kind", "keys"), HONEST)
def test_what_the_source_says_passes(kind: str, keys: tuple[str, ...]) -> None:
    assert told(kind, keys) == []
