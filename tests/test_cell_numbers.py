"""What cells say, as statistics offices write them: numbers with flags, gaps, and neither."""

from decimal import Decimal

import pytest
from kept_files import xlsx
from test_cells import fact, story

from datastory.evidence.cell_numbers import Number, decimal_marks, is_gap, number
from datastory.problem import Refused

NO_BREAK = "\u00a0"
NARROW = "\u202f"


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("13.3", "13.3", ""),
        ("13.3 p", "13.3", "p"),
        ("13.3p", "13.3", "p"),
        ("13.3 (p)", "13.3", "p"),
        ("(p) 13.3", "13.3", "p"),
        ("p 13.3", "13.3", "p"),
        ("r13.3", "13.3", "r"),
        ("13.3 E", "13.3", "E"),
        ("13.3, p", "13.3", "p"),
        ("13.3 bp", "13.3", "bp"),
        ("13.3 [note 1]", "13.3", "note 1"),
        ("13.3 b (1)*", "13.3", "b 1 *"),
        ("13.3a)", "13.3", "a"),
        ("13.3¹", "13.3", "¹"),
        ("13.3**", "13.3", "**"),
        ("1,204", "1204", ""),
        ("1’204", "1204", ""),
        (f"1{NO_BREAK}204 p", "1204", "p"),
        (f"1{NARROW}204{NARROW}000", "1204000", ""),
        *((f"{sign}1,204.5", "-1204.5", "") for sign in "-−–—﹣－‐‑‒―"),
        ("- 5", "-5", ""),
        ("−.5", "-0.5", ""),
        ("+5", "5", ""),
        ("1.2E+03", "1200", ""),
        ("1.2e-05", "0.000012", ""),
    ],
)
def test_a_number_and_its_flag(text: str, value: str, flag: str) -> None:
    read = number(text)
    assert isinstance(read, Number), read
    assert (read.value, read.flag) == (Decimal(value), flag)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "–", "—", "−", "‑", "--", ".", "..", "...", "…", ":", ": c", ":u", "– p", ".. r",
     "n/a", "N/A", "n.a.", "na", "n.d.", "NA", "#N/A", "c", "C", "x", "z", "(D)", "[c]", "[x]",
     "[low]", "(-)", "nil", "NULL", "NaN", "*", "**", "?", "not available", "Not applicable",
     "no data", "missing", "suppressed", "confidential"],
)  # fmt: skip
def test_a_gap(text: str) -> None:
    assert is_gap(text)
    assert isinstance(number(text), Refused)


@pytest.mark.parametrize(
    "text", ["0", "p", "e", "13.3 p", "-5", "(5)", "Total", "na 5", "notable", "cx", "12 c", "[12]"]
)
def test_what_is_no_gap(text: str) -> None:
    assert not is_gap(text)


BELOW_ZERO = "if it is below zero, write its value with a minus, as in value: −5"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(5)", f"'(5)' is no number; {BELOW_ZERO}"),
        ("5-", f"'5-' is no number; {BELOW_ZERO}"),
        ("12,04,567", "'12,04,567' is no number"),
        ("1,2", "'1,2' is no number"),
        ("1_000", "'1_000' is no number"),
        ("13.3 bn", "'13.3 bn' is no number"),
        ("5 to 6", "'5 to 6' is no number"),
        ("p", "'p' is no number"),
        ("13.3 pp p p p", "'13.3 pp p p p' is no number"),
    ],
)
def test_what_is_no_number(text: str, message: str) -> None:
    assert number(text) == Refused(message)


@pytest.mark.parametrize(
    ("column", "semicolons", "commas", "unsure"),
    [
        (["Value", "1,204", "12.5"], False, False, False),
        (["1,204", "2,300"], False, False, False),
        (["1,204", "2,300"], True, False, True),
        (["1.204", "2.300"], True, False, True),
        (["1.204", "2.5"], True, False, False),
        (["1.204,5", "2.300"], True, True, False),
        (["12,75 p", "3,5"], True, True, False),
        (["1.204,5", "12,75"], False, True, True),
        (["12 345,6"], False, True, True),
        (["12,75", "12.5"], False, False, True),
        ([], True, False, True),
        (["Berlin", "2024"], False, False, False),
    ],
)
def test_a_column_shows_what_begins_its_decimals(
    column: list[str], semicolons: bool, commas: bool, unsure: bool
) -> None:
    assert decimal_marks(column, semicolons) == (commas, unsure)


@pytest.mark.parametrize(
    ("text", "asked", "printed"),
    [
        ("<5", "", "<5"),
        ("<5", ", in: people", "under 5 people"),
        (">95", ", in: '%'", "over 95%"),
        ("3.2 × 10^6", ", in: t", "3,200,000 tonnes"),
        ("1.2m", ", in: people", "1,200,000 people"),
        ("13.3 bn", ", in: $", "13,300,000,000 dollars"),
        ("2:1", "", "2:1"),
        ("2nd", "", "2nd"),
        ("3rd", "", "3rd"),
        ("13.3 p", ", in: '%'", "13.3%"),
        ("12.3 (10.1–14.5)", "", "12.3 (10.1–14.5)"),
        ("12.3 ± 1.1", "", "12.3 ± 1.1"),
        ("12.3 (95% CI 10.1 to 14.5)", ", in: '%'", "12.3%"),
    ],
)
def test_the_words_of_a_cell_say_its_value(text: str, asked: str, printed: str) -> None:
    lines = f"    cell: {{row: {{Year: 2024}}, column: V{asked}}}\n"
    read, told = story(fact(lines), f'Year,V\n2024,"{text}"\n'.encode())
    assert told == []
    assert read.facts["x"].text == printed


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("1.2m", ", in: million people", "'1.2m' is no number"),
        ("13.3 km", ", in: people", "the cell says 13.3 km, not in people"),
        ("12 345,6", ", in: km", ""),
        ("$5", ", in: yuan", "the cell says $5, not in yuan"),
    ],
)
def test_a_cell_in_another_unit_is_refused(text: str, asked: str, expected: str) -> None:
    lines = f"    cell: {{row: {{Year: 2024}}, column: V{asked}}}\n"
    _, told = story(fact(lines), f'Year,V\n2024,"{text}"\n'.encode())
    assert told == ([f"4:11: Year 2024, V: {expected}"] if expected else [])


INTERVALS = "Year,Rate\n2023,11.3 (10.1–14.5)\n2024,12.4 (10.2–14.6)\n".encode()
SERIES = "    cells: {key: Year, column: Rate, in: per 100,000}\n"


def test_a_column_of_estimates_has_intervals() -> None:
    read, told = story(fact(SERIES.replace("per 100,000", '"per 100,000"')), INTERVALS)
    assert told == []
    assert {id: fact.text for id, fact in read.facts.items()} == {
        "x.2023": "11.3 per 100,000", "x.2023.low": "10.1 per 100,000",
        "x.2023.high": "14.5 per 100,000", "x.2024": "12.4 per 100,000",
        "x.2024.low": "10.2 per 100,000", "x.2024.high": "14.6 per 100,000",
    }  # fmt: skip
    assert read.series["x.low"].points == ("x.2023.low", "x.2024.low")
    assert read.facts["x.2024.low"].evidence == "cell"
    assert read.series["x.low"].what.text == "X: lower end of the interval"


def test_an_error_in_a_cell_gives_the_ends_by_formula() -> None:
    read, told = story(fact("    cell: B2\n"), "Year,Rate\n2023,98.6 ± 12.1\n".encode())
    assert told == []
    texts = {id: fact.text for id, fact in read.facts.items()}
    assert texts == {"x": "98.6 ± 12.1", "x.error": "12.1", "x.low": "86.5", "x.high": "110.7"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("    cell: B2\n", "1:3: the interval from 10.1 to 14.5 does not hold 9.3"),
        ("    cells: {key: Year, column: Rate}\n",
         "1:3: the interval from 10.1 to 14.5 does not hold 9.3"),
        ("    value: 9.3 (10.1 to 14.6)\n    cell: B2\n",
         "4:12: the cell says 14.5, not 14.6 (B2)"),
        ("    value: 9.4 (10.1 to 14.5)\n    cell: B2\n", "4:12: the cell says 9.3, not 9.4 (B2)"),
    ],
)  # fmt: skip
def test_a_cell_whose_interval_does_not_hold_its_estimate(lines: str, expected: str) -> None:
    _, told = story(fact(lines), b"Year,Rate\n2023,9.3 (10.1-14.5)\n2024,12.4 (10.2-14.6)\n")
    assert expected in told


@pytest.mark.parametrize(
    ("table", "asked", "text"),
    [
        ("Year,GDP¹\n2024 p,12\n", "{row: {Year: 2024}, column: GDP}", "12"),
        ("Year,GDP (1)\n2024*,12\n", "{row: {Year: 2024}, column: GDP}", "12"),
        ("Year,GDP,GDP¹\n2024,12,13\n", "{row: {Year: 2024}, column: GDP}", "12"),
        ("Area,2023,,2024,\n,Men,Women,Men,Women\nBonn,1,2,3,4\n",
         "{row: {Area: Bonn}, column: '2023: Women'}", "2"),
        ("Area,2023,,2024,\n,Men,Women,Men,Women\nBonn,1,2,3,4\n",
         "{row: {Area: Bonn}, column: '2024: Men'}", "3"),
    ],
)  # fmt: skip
def test_heads_with_marks_of_notes_and_heads_that_span(table: str, asked: str, text: str) -> None:
    more = "    table: {header: 2}\n" if "Men" in table else ""
    read, told = story(fact(f"    cell: {asked}\n"), table.encode(), more=more)
    assert told == []
    assert read.facts["x"].text == text


@pytest.mark.parametrize(
    ("below", "points", "gaps"),
    [
        ("", 2, ()),
        ("Source: Office of statistics\n", 2, ()),
        ('"Source: Office, 2025",\n', 2, ()),
        ("\n* provisional,\n", 2, ()),
        ("1) Without the islands,\np provisional,\nNote: rounded.,\n", 2, ()),
        ("Figures are rounded to the next thousand,\n", 2, ()),
        ("2026,\n", 2, ("2026",)),
        ("2026,..\n", 2, ("2026",)),
        ("2026 p,5\n", 3, ()),
    ],
)
def test_notes_below_a_table_are_no_rows(below: str, points: int, gaps: tuple[str, ...]) -> None:
    table = f"Year,V\n2024,3\n2025,4\n{below}"
    rows = points + len(gaps)
    read, told = story(fact(f"    cells: {{key: Year, column: V, rows: {rows}}}\n"), table.encode())
    assert told == []
    assert (len(read.series["x"].points), read.series["x"].gaps) == (points, gaps)


def test_a_note_that_spans_a_sheet_is_no_row() -> None:
    rows = [["Year", "V"], [2024, 3], ["Source: Office", None]]
    book = xlsx({"T": rows}, ["A3:B3"])
    read, told = story(fact("    cells: {key: Year, column: V, rows: 1}\n"), book, "b.xlsx")
    assert told == [] and read.series["x"].points == ("x.2024",)


def test_a_flag_behind_a_key_is_no_part_of_its_time() -> None:
    table = b"Year,V\n2023,3\n2024 p,4\n2025 (e),5\n"
    read, told = story(fact("    cells: {key: Year, column: V}\n"), table)
    assert told == []
    points = [read.facts[id] for id in read.series["x"].points]
    assert [(one.id, one.when) for one in points] == [
        ("x.2023", "2023"), ("x.2024", "2024"), ("x.2025", "2025"),
    ]  # fmt: skip
    assert points[1].label.text == "2024 p"


@pytest.mark.parametrize(
    ("data", "file", "more", "lines", "expected"),
    [
        (b"My table\n\nYear,V\n2024,1\n", "t.csv", "", "    cells: {key: Year, column: V}\n",
         "4:18: seeds/t.csv: there is no column 'Year'; row 3 holds it: table: {header: 3}"),
        (b"Year,V\n2024,0.123\n", "t.csv", "", "    value: 12.3%\n    cell: B2\n",
         "4:12: the cell says 0.123, not 12.3% (B2); say what a one in this column stands for, as "
         "in in: 100%"),
        (b"Year,V\n2024,up 12%\n", "t.csv", "", "    value: 12%\n    quote: up 12%\n",
         "5:12: this quotation does not stand in seeds/t.csv: it holds tables alone; name the "
         "cell, as in cell: {row: {Year: 2024}, column: GDP}"),
    ],
)  # fmt: skip
def test_a_refusal_offers_the_way_out(
    data: bytes, file: str, more: str, lines: str, expected: str
) -> None:
    _, told = story(fact(lines), data, file, more)
    assert expected in told, told


@pytest.mark.parametrize(
    ("data", "more", "column", "text"),
    [
        (b'[{"page": 1}, [{"Year": "2024", "V": 5.50}]]', "    table: {pointer: /1}\n",
         "V", "5.50"),
        (b'{"data": [{"Year": 2024, "V": {"a": 5, "b": 6}}]}', "", "V.b", "6"),
        (b'{"a": [[{"Year": 2024, "V": 1}], [{"Year": 2024, "V": 2}]]}',
         "    table: {pointer: /a/1}\n", "V", "2"),
    ],
)  # fmt: skip
def test_json_of_programs(data: bytes, more: str, column: str, text: str) -> None:
    lines = f"    cell: {{row: {{Year: 2024}}, column: {column}}}\n"
    read, told = story(fact(lines), data, "a.json", more)
    assert told == []
    assert read.facts["x"].text == text


@pytest.mark.parametrize(
    ("head", "asked", "printed"),
    [
        ("Emissions (kt)", "in: kt", "12 kilotonnes"),
        ("GDP, in 100 million yuan", "in: 100 million yuan", "1,200 million yuan"),
        ("Spending (£m)", "in: £ million", "12 million pounds"),
        ("Spending (£m)", "in: £m", "12 million pounds"),
        ("Income (US$)", "in: dollars", "12 dollars"),
        ("Staff (000s)", "in: thousand people", "12,000 people"),
        ("Staff (men)", "in: people", "12 people"),
        ("Spending (1)", "in: yuan", "12 yuan"),
        ("Spending (2015 prices)", "in: yuan", "12 yuan"),
        ("Share (%)", "in: 100%", "1,200%"),
        ("Height (m)", "in: metres", "12 metres"),
        ("Area (km2)", "in: km²", "12 square kilometres"),
        ("Rate (per 100,000)", "in: 'per 100,000'", "12 per 100,000"),
        ("Change in 2024", "in: '%'", "12%"),
        ("People in work", "in: people", "12 people"),
    ],
)
def test_what_a_head_says_of_its_unit_may_be_said(head: str, asked: str, printed: str) -> None:
    lines = f"    cell: {{row: {{Year: 2024}}, column: '{head}', {asked}}}\n"
    read, told = story(fact(lines), f'Year,"{head}"\n2024,12\n'.encode())
    assert told == []
    assert read.facts["x"].text == printed


@pytest.mark.parametrize(
    ("head", "asked", "value", "expected"),
    [
        ("Emissions (kt)", "Mt", "", "4:62: the head of this column says 'kt', not 'Mt'"),
        ("GDP (100 million yuan)", "million yuan", "",
         "4:70: the head of this column says '100 million yuan', not 'million yuan'"),
        ("GDP in million yuan", "billion yuan", "",
         "4:67: the head of this column says 'million yuan', not 'billion yuan'"),
        ("Temp (°C)", "°F", "", "4:57: the head of this column says '°C', not '°F'"),
        ("Loans, thousands", "loans", "",
         "4:64: the head of this column says 'thousands', not 'loans'"),
        ("Rate (per 100,000)", "per 1,000", "",
         "4:66: the head of this column says 'per 100,000', not 'per 1,000'"),
        ("GDP (million yuan)", "", "12 yuan",
         "4:12: the head of this column says 'million yuan'; write in: million yuan"),
        ("Emissions (kt)", "", "12 Mt",
         "4:12: the head of this column says 'kt'; write in: kt"),
    ],
)  # fmt: skip
def test_a_column_is_in_what_its_head_says(
    head: str, asked: str, value: str, expected: str
) -> None:
    more = f', in: "{asked}"' if asked else ""
    lines = f'    cell: {{row: {{Year: 2024}}, column: "{head}"{more}}}\n'
    lines = (f"    value: {value}\n" if value else "") + lines
    _, told = story(fact(lines), f'Year,"{head}"\n2024,12\n'.encode())
    assert expected in told


@pytest.mark.parametrize("value", ["13.3", "13.3 p", "13.3 (p)"])
def test_a_value_may_have_the_flag_of_its_cell(value: str) -> None:
    read, told = story(fact(f"    value: {value}\n    cell: B2\n"), b"Year,V\n2024,13.3 p\n")
    assert told == []
    assert (read.facts["x"].text, read.facts["x"].quantity and read.facts["x"].quantity.unit) == (
        value,
        "",
    )


@pytest.mark.parametrize(
    ("cell", "message"),
    [("13.3", "the cell has no flag, not p"), ("13.3 e", "the cell has the flag e, not p")],
)
def test_a_value_with_another_flag_than_its_cell_is_refused(cell: str, message: str) -> None:
    lines = "    value: 13.3 p\n    cell: B2\n"
    _, told = story(fact(lines), f"Year,V\n2024,{cell}\n".encode())
    assert told == [f"4:12: {message} (B2)"]
