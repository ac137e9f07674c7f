"""What stands above and beside a cell says what a one in it is and of when; a fact agrees."""

import pytest
from kept_files import xlsx
from test_cells import fact, story

from datastory.parsing.cells import unit_of_head

HEADS = [  # the head of a column, what `in` says, and whether that is refused
    ("Jobs (thousand)", "thousand", False),
    ("Jobs (thousand)", "", True),
    ("Jobs (thousand)", "million", True),
    ("Jobs (thousand people)", "thousand people", False),
    ("Jobs (thousand people)", "people", True),
    ("Jobs (thousands of people)", "people", True),
    ("Jobs 000s", "", True),
    ("Jobs '000", "thousand jobs", False),
    ("Jobs ('000)", "jobs", True),
    ("Jobs, thousands", "thousand", False),
    ("Tonnes (millions)", "tonnes", True),
    ("Tonnes (millions)", "million tonnes", False),
    ("Million tonnes", "tonnes", True),
    ("Million tonnes", "million tonnes", False),
    ("US$ million", "million yuan", True),
    ("US$ million", "million US dollars", False),
    ("Turnover £m", "£", True),
    ("Turnover £m", "£m", False),
    ("Pay (£)", "yuan", True),
    ("Pay (£)", "£", False),
    ("Pay (£)", "", False),
    ("GDP (RMB 100 million)", "100 million yuan", False),
    ("GDP (RMB 100 million)", "million yuan", True),
    ("GDP (10 000 yuan)", "10,000 yuan", False),
    ("人口（万人）", "10,000 people", False),
    ("人口（万人）", "million people", True),
    ("产值（亿元）", "100 million yuan", False),
    ("产值（亿元）", "10,000 yuan", True),
    ("Share (%)", "", True),
    ("Share (%)", "%", False),
    ("Share %", "km", True),
    ("Share, %", "million", True),
    ("Change (pp)", "%", True),
    ("Change (pp)", "", True),
    ("Change (pp)", "percentage points", False),
    ("Rate per 1,000", "per 100,000", True),
    ("Rate per 1,000", "per 1,000", False),
    ("Deaths (per 100 000)", "%", True),
    ("Output [GWh]", "MWh", True),
    ("Output [GWh]", "GWh", False),
    ("Output (GWh)", "", False),
    ("Length in km", "miles", True),
    ("Interest (3 months)", "%", False),
    ("Index (2015=100)", "", False),
    ("Price (2015 yuan)", "yuan", False),
    ("Staff (FTE)", "", False),
    ("Staff (full time)", "hours", False),
    ("Rank (1)", "", False),
    ("Won", "games", False),
    ("Second", "", False),
    ("Staff: women", "hours", False),
]


@pytest.mark.parametrize(("head", "unit", "refused"), HEADS)
def test_a_head_says_what_a_one_is(head: str, unit: str, refused: bool) -> None:
    table = f'Year,"{head}"\n2023,9.5\n2024,12.5\n'.encode()
    name = head.replace("'", "''")
    spec = f"column: '{name}'" + (f", in: '{unit}'" if unit else "")
    _, told = story(fact(f"    cell: {{row: {{Year: 2024}}, {spec}}}\n"), table)
    assert any("the head of this column says" in line for line in told) == refused, told
    assert bool(told) == refused
    _, told = story(fact(f"    cells: {{key: Year, {spec}}}\n"), table)
    assert any("the head of this column says" in line for line in told) == refused, told
    assert bool(told) == refused


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Turnover £m", ("Turnover", "£m")),
        ("Jobs 000s", ("Jobs", "thousand")),
        ("Tonnes (millions)", ("Tonnes", "million")),
        ("Million tonnes", ("Million tonnes", "Million tonnes")),
        ("Jobs ('000)", ("Jobs", "thousand")),
        ("Deaths (per 100 000)", ("Deaths", "per 100,000")),
        ("Staff", None),
    ],
)
def test_a_head_gives_its_unit_as_in_says_it(head: str, expected: tuple[str, str] | None) -> None:
    assert unit_of_head(head) == expected
    if expected:
        assert unit_of_head(f"X ({expected[1]})") == ("X", expected[1])


UNITS = b"""\
Indicator,Unit,Scale,2023,2024
GDP,yuan,Millions,900,1000
Trade,%,,4,5
Staff,people,Thousands,8,9
Rain,mm,,700,800
"""


@pytest.mark.parametrize(
    ("row", "unit", "refused"),
    [
        ("GDP", "million yuan", False),
        ("GDP", "yuan", True),
        ("GDP", "", True),
        ("GDP", "million dollars", True),
        ("Trade", "%", False),
        ("Trade", "million", True),
        ("Trade", "", True),
        ("Staff", "thousand people", False),
        ("Staff", "people", True),
        ("Rain", "mm", False),
        ("Rain", "cm", True),
        ("Rain", "", False),
    ],
)
def test_a_column_of_units_says_what_a_one_is(row: str, unit: str, refused: bool) -> None:
    spec = "column: 2024" + (f", in: '{unit}'" if unit else "")
    _, told = story(fact(f"    cell: {{row: {{Indicator: {row}}}, {spec}}}\n"), UNITS)
    assert bool(told) == refused, told
    _, told = story(fact(f"    cells: {{key: Unit, where: {{Indicator: {row}}}, {spec}}}\n"), UNITS)
    assert bool(told) == refused, told


@pytest.mark.parametrize(
    ("title", "unit", "refused"),
    [
        ("Unit: million yuan", "million yuan", False),
        ("Unit: million yuan", "", True),
        ("Unit: million yuan", "yuan", True),
        ("Unit: million yuan", "%", False),
        ("Unit: million yuan", "1", False),
        ("单位：万元", "10,000 yuan", False),
        ("单位：万元", "yuan", True),
        ("(in thousands)", "", True),
        ("(in thousands)", "thousand", False),
        ("Sales in the north", "", False),
        ("In 2024", "", False),
    ],
)
def test_a_line_above_a_table_says_what_a_one_is(title: str, unit: str, refused: bool) -> None:
    table = f"{title},\nYear,Sales\n2023,9.5\n2024,12.5\n".encode()
    spec = "column: Sales" + (f", in: '{unit}'" if unit else "")
    for lines in (
        f"    cell: {{row: {{Year: 2024}}, {spec}}}\n",
        f"    cells: {{key: Year, {spec}}}\n",
    ):
        _, told = story(fact(lines), table, more="    table: {header: 2}\n")
        assert any("a line above this table says" in line for line in told) == refused, told
        assert bool(told) == refused


WIDE = b"""\
Region,2023,2024 p,Staff 2022,Growth since 2020,Opened,Month
North,120,130,11,5,1999,2024-02
South,80,90,12,6,2001,2024-03
"""


@pytest.mark.parametrize(
    ("column", "row", "when", "refused"),
    [
        ("2023", "Region: North", "2023", False),
        ("2023", "Region: North", "2024", True),
        ("2023", "Region: North", "2022/23", False),
        ("2023", "Region: North", "", False),
        ("2024 p", "Region: North", "2024", False),
        ("2024 p", "Region: North", "March 2024", False),
        ("2024 p", "Region: North", "2023", True),
        ("Staff 2022", "Region: North", "2022", False),
        ("Staff 2022", "Region: North", "2024", True),
        ("Growth since 2020", "Region: North", "2024", False),
        ("Growth since 2020", "Opened: 1999", "2024", False),
        ("Growth since 2020", "Month: 2024-02", "2024-02", False),
        ("Growth since 2020", "Month: 2024-02", "2024", False),
        ("Growth since 2020", "Month: 2024-02", "2024-03", True),
        ("Growth since 2020", "Month: 2024-02", "2023", True),
        ("2023", "Region: North", "edition of 2025", False),
    ],
)
def test_a_cell_is_of_the_time_that_a_fact_says(
    column: str, row: str, when: str, refused: bool
) -> None:
    lines = f"    cell: {{row: {{{row}}}, column: {column}}}\n"
    _, told = story(fact(lines + (f"    when: {when}\n" if when else "")), WIDE)
    assert any("the cell is of " in line for line in told) == refused, told
    assert bool(told) == refused


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("    when: 2024\n    cells: {key: Region, column: 2024 p}\n", ""),
        (
            "    when: 2023\n    cells: {key: Region, column: 2024 p}\n",
            "4:11: the cell is of 2024 p, not",
        ),
        ("    when: 2023\n    cells: {key: Region, column: Staff 2022}\n", "is of Staff 2022, not"),
        ("    when: 2024\n    cells: {key: Region, column: Opened}\n", ""),
        ("    when: 2024\n    cells: {key: Month, column: Opened}\n", "have dates as keys, so"),
    ],
)
def test_all_points_of_a_series_may_be_of_one_time(lines: str, expected: str) -> None:
    read, told = story(fact(lines), WIDE)
    assert any(expected in line for line in told) if expected else told == [], told
    if not expected:
        assert {fact.when for fact in read.facts.values()} == {"2024"}


BOOK = xlsx({
    "Data": [["Table 3: staff", None, None], [None, "Staff (thousands)", None],
             ["Year", "Men", "Women"], [2023, 1.1, 1.2], [2024, 1.3, 1.4]],
    "Wide": [["Region", 2023, 2024], ["North", 120, 130], ["South", 1999, 90]],
}, merged=["B2:C2"])  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("    value: 1.3\n    cell: Data!B5\n", "the head of this column says 'thousands'"),
        ("    value: 1.4\n    cell: Data!C5\n", "the head of this column says 'thousands'"),
        ("    value: 120\n    when: 2024\n    cell: Wide!B2\n", "the cell is of 2023, not of 2024"),
        ("    value: 90\n    when: 2023\n    cell: Wide!C3\n", "the cell is of 2024, not of 2023"),
        ("    value: 120\n    when: 2023\n    cell: Wide!B2\n", ""),
        ("    value: 1999\n    when: 2023\n    cell: Wide!B3\n", ""),
        ("    value: 90\n    when: 2024\n    cell: Wide!C3\n", ""),
    ],
)
def test_heads_hold_for_addresses_too(lines: str, expected: str) -> None:
    _, told = story(fact(lines), BOOK, "book.xlsx")
    assert any(expected in line for line in told) if expected else told == [], told
