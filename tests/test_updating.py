"""`update`: a new edition of a source is found again in the facts; what it writes and tells."""

import datetime
import json
from pathlib import Path

import minimal
import pytest
from test_editions import Place

from datastory.evidence.cells import Asked
from datastory.evidence.kept import Kept, shelf
from datastory.updating.matching import Lost, Refound, readdress, refind

DAY = datetime.date(2026, 5, 4)
TABLE = "Month,Visits,Loans\n2024-01,900,300\n2024-02,950,310\n2024-03,990,320\n2024-04,1010,330\n"
FACTS = """\
  visits:
    what: Visits to the library
    source: counts
    cells: {key: Month, column: Visits, in: visits, rows: 4}
  loans:
    what: Loans of the library in January
    value: 300 loans
    when: 2024-01
    source: counts
    cell: {row: {Month: 2024-01}, column: Loans, in: loans}
  first_loans:
    what: Loans at first
    source: counts
    cell: C2
    when: 2024-01
  visits_rose:
    what: Visits rose
    formula: "{visits.2024-04} > {visits.2024-01}"
    words: [rose]
"""


def edition(text: str, kind: str = "txt") -> Kept:
    return shelf({f"seeds/a.{kind}": text.encode()})[f"seeds/a.{kind}"]


def found(words: str, text: str) -> str:
    made = refind(words, edition(text))
    return made.words if isinstance(made, Refound) else f"? {made.why}"


@pytest.mark.parametrize(
    ("words", "text", "again"),
    [
        ("rose to 12 visits", "It rose to 14 visits.", "rose to 14 visits"),
        ("over 75% of it", "Then over 80% of it went.", "over 80% of it"),
        ("1,204 people work here", "Of these 2,310 people work here.", "2,310 people work here"),
        ("98 million yuan in all", "It is 1.02 billion yuan in all.", "1.02 billion yuan in all"),
        ("from 10 in 2020 to 12 in 2024", "It went from 10 in 2020 to 13 in 2025.",
         "from 10 in 2020 to 13 in 2025"),
        ("twelve firms closed", "Last year nine firms closed.", "nine firms closed"),
        ("twelve firms closed", "Last year 19 firms closed.", "19 firms closed"),
        ("came second of all", "It came first of all.", "came first of all"),
        ("the “best” of 12 towns", 'Here is the "best" of 15 towns.', "the “best” of 15 towns"),
        ("sci-tech got 12 yuan", "So sci-\ntech got 13\nyuan.", "sci-tech got 13 yuan"),
        ("rose to 12 visits", "It rose to 14 visits. Yes, it rose to 14 visits.",
         "rose to 14 visits"),
        ("rose to 12 visits", "It rose to 14 visits. There it rose to 15 visits.",
         "? its sentence stands there more than once, with other numbers"),
        ("rose to 12 visits", "It fell to 11 visits.", "? its sentence is not there"),
        ("rose to 12 visits", "It rose to many visits.", "? its sentence is not there"),
        ("rose to 12 visits", "", "? its sentence is not there"),
    ],
)  # fmt: skip
def test_a_sentence_is_found_again_with_other_numbers(words: str, text: str, again: str) -> None:
    assert found(words, text) == again


def test_what_is_most_alike_is_named() -> None:
    text = "Nothing here. Visits to the library fell to 11 visits. Books were 3."
    lost = refind("Visits to the library rose to 12 visits", edition(text))
    assert isinstance(lost, Lost)
    assert lost.candidates == ("Visits to the library fell to 11 visits",)


@pytest.mark.parametrize(
    ("old", "new", "address", "again"),
    [
        ("Year,Staff\n2023,1\n2024,2\n", "Year,Staff\n2023,1\n2024,3\n", "B3", "B3"),
        ("Year,Staff\n2023,1\n2024,2\n", "Year,Staff\n2022,9\n2023,1\n2024,3\n", "B3", "B4"),
        ("Year,Staff\n2023,1\n", "Year,Loans,Staff\n2023,5,1\n", "$B$2", "C2"),
        ("Town,Staff\nHill,1\n", "Town,Staff\nMill,1\n", "B2", "? no cells stand"),
        ("Town,Staff\nHill,1\n", "Town,Staff\nHill,1\nHill,2\n", "B2", "? 2 cells stand"),
        ("Town,Staff\nHill,1\n", "Town,People\nHill,1\n", "B2", "? no cells stand"),
    ],
)
def test_a_cell_by_its_address_is_found_by_its_heads(
    old: str, new: str, address: str, again: str
) -> None:
    made = readdress(edition(old, "csv"), edition(new, "csv"), Asked(), address)
    assert (f"? {made.why}" if isinstance(made, Lost) else made).startswith(again)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A story with a report and a table, released."""
    made = Place(tmp_path / "town")
    source = "  counts: {title: Counts, file: seeds/counts.csv}\nfacts:\n"
    data = minimal.DATA.replace("facts:\n", source, 1) + FACTS
    made.file("data.yaml").write_text(f"# a comment\n{data}")
    made.file("seeds/counts.csv").write_text(TABLE)
    made.edit(minimal.FIRST, "on research.", "on research. Visits [rose](fact:visits_rose).")
    assert made.run("release") == 0
    return made


def update(place: Place, source: str, text: str, today: datetime.date = DAY) -> int:
    file = place.root.parent / f"new.{'csv' if source == 'counts' else 'txt'}"
    file.write_text(text)
    return place.run("update", source, str(file), today=today)


def changed(place: Place, before: str) -> list[str]:
    """The lines of data.yaml that are other than before."""
    pairs = zip(before.split("\n"), place.file("data.yaml").read_text().split("\n"), strict=False)
    return [now.strip() for old, now in pairs if old != now]


def test_quotations_values_and_history_are_written_and_nothing_else(place: Place) -> None:
    before = place.file("data.yaml").read_text()
    report = minimal.REPORT.replace("12 million", "13.5 million").replace("75%", "77%")
    assert update(place, "report", report) == 1  # the chapter still says 12 million yuan
    now = place.file("data.yaml").read_text()
    for old, new in (
        ("    file: seeds/report.txt\n", "    file: seeds/report.txt\n    retrieved: 2026-05-04\n"),
        ("to 12 million yuan in 2024", "to 13.5 million yuan in 2024"),
        (
            "2024: 12 million yuan",
            "2024: {value: 13.5 million yuan, history: [{value: 12 million yuan, "
            "until: 2026-05-04, kind: revision}]}",
        ),
        ("value: over 75%", "value: over 77%"),
        (
            "quote: over 75% of it went to schools\n",
            "quote: over 77% of it went to schools\n"
            "    history: [{value: over 75%, until: 2026-05-04, kind: revision}]\n",
        ),
    ):
        assert before.count(old) == 1
        before = before.replace(old, new)
    assert now == before
    assert place.file("seeds/report.txt").read_text() == report
    assert place.run("fix") == 0 and place.run("check") == 0


def test_what_is_told_comes_in_order(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    table = TABLE.replace("1010", "890") + "2024-05,1020,340\n"
    assert update(place, "counts", table) == 1
    said = capsys.readouterr()
    assert said.out == (
        "counts: visits.2024-04: 1,010 visits → 890 visits (revised)\n\n"
        "Claims that no longer hold:\n    visits_rose: Visits rose\n\n"
        "Substantial: conclusions that rest on what changed:\n"
        "    the claim visits_rose, which turned\n\n"
        "Points added:\n    visits.2024-05: 1,020 visits\n"
    )
    assert "this is not true: 890 visits > 900 visits" in said.err
    assert "rows: 5" in place.file("data.yaml").read_text()


def test_a_summary_that_states_it_is_substantial(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.edit(minimal.FIRST, "Where the money goes.", "It is [12 million yuan](fact:rd.2024).")
    assert place.run("release") == 0
    capsys.readouterr()
    report = minimal.REPORT.replace("12 million", "13 million")
    assert update(place, "report", report) == 1
    said = capsys.readouterr().out
    order = ["Words that say something else now:", "Substantial:", "Still of the edition before"]
    assert sorted(order, key=said.index) == order
    assert "    content/01-research.md:3:17: '12 million yuan' does not say 13 million yuan" in said
    assert "    the summary of #research (rd.2024)\n" in said


def test_many_revised_points_are_one_entry_and_one_line(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    table = TABLE
    for old, new in (("900", "901"), ("950", "951"), ("990", "991"), ("1010", "1,011")):
        table = table.replace(old, f'"{new}"')
    assert update(place, "counts", table) == 0
    assert capsys.readouterr().out.startswith(
        "counts: visits: 4 points revised, 2024-01 to 2024-04\n"
    )
    assert place.file("data.yaml").read_text().count("kind: revision") == 1
    assert (
        "    history: [{values: {2024-01: 900 visits, 2024-02: 950 visits, 2024-03: 990 visits, "
        '2024-04: "1,010 visits"}, until: 2026-05-04, kind: revision}]\n'
    ) in place.file("data.yaml").read_text()
    assert place.run("check") == 0
    # A second one comes behind it, and the first stands as it was.
    assert place.run("release", today=DAY) == 0
    later = datetime.date(2026, 6, 1)
    assert update(place, "counts", table.replace("951", "952"), later) == 0
    assert "}, {values: {2024-02: 951 visits}, until: 2026-06-01, kind: revision}]\n" in (
        place.file("data.yaml").read_text()
    )
    assert place.run("release", today=later) == 0


def test_single_cells_keep_their_form_and_follow_their_row(place: Place) -> None:
    table = TABLE.replace("Loans\n", "Loans\n2023-12,880,290\n").replace(",300\n", ",305\n")
    assert update(place, "counts", table) == 0
    now = place.file("data.yaml").read_text()
    assert "value: 305 loans" in now and "cell: C3" in now
    assert "history: [{value: 300 loans, until: 2026-05-04, kind: revision}]" in now
    assert place.run("release", today=DAY) == 0


def test_a_cell_in_millions_of_a_currency_keeps_its_scale(place: Place) -> None:
    fact = (
        "  budget: {what: Budget of the library, value: £310 million, when: 2024-02, "
        "source: counts, cell: {row: {Month: 2024-02}, column: Loans, in: £m}}\n"
    )
    place.edit("data.yaml", "  visits_rose:\n", f"{fact}  visits_rose:\n")
    assert place.run("release", today=DAY) == 0
    assert update(place, "counts", TABLE.replace(",310\n", ",315\n")) == 0
    assert 'value: "£315 million"' in place.file("data.yaml").read_text()
    assert place.run("release", today=DAY) == 0


def test_what_is_not_sure_is_listed_and_nothing_is_lost(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    before = place.file("data.yaml").read_text()
    report = minimal.REPORT.replace("and over 75% of it went", "and over 77% of all that went")
    assert update(place, "report", report) == 1
    said = capsys.readouterr()
    assert changed(place, before)[:1] == ["retrieved: 2026-05-04"]
    assert "Not sure, and left as it was:\n    data.yaml:" in said.out
    assert "share: its sentence is not there" in said.out
    assert "perhaps: Spending on research rose from 10 million yuan in 2020 to 12" in said.out
    assert "this quotation does not stand in seeds/report.txt" in said.err
    place.file("data.yaml").write_text(before)


def test_a_new_period_moves_a_figure_of_one_time(place: Place) -> None:
    place.edit("seeds/report.txt", "schools.", "schools. In 2024 the town had 4,100 trees.")
    entry = (
        "  trees: {what: Trees of the town, value: 4100 trees, when: 2024, source: report, "
        "quote: 'In 2024 the town had 4,100 trees'}\n"
    )
    place.file("data.yaml").write_text(place.file("data.yaml").read_text() + entry)
    place.edit("data.yaml", "    published: 2025-12\n", "")
    assert place.run("release") == 0
    report = place.file("seeds/report.txt").read_text()
    report = report.replace("In 2024 the town had 4,100", "In 2025 the town had 4,350")
    assert update(place, "report", report) == 0
    now = place.file("data.yaml").read_text()
    assert (
        'value: 4350 trees, when: 2025, source: report, quote: "In 2025 the town had 4,350 '
        'trees", history: [{value: 4100 trees, until: 2026-05-04, kind: update}]}'
    ) in now


@pytest.mark.parametrize(
    ("source", "name", "message"),
    [
        ("reprot", "new.txt", "data.yaml: there is no source 'reprot'; did you mean 'report'?"),
        ("report", "new.pdf", "new.pdf is of another kind than seeds/report.txt; save it as that"),
        ("report", "nowhere.txt", "nowhere.txt: "),
        ("counts", "empty.csv", "data.yaml:14:3: the new edition "),
    ],
)
def test_what_cannot_be_put_in_place_changes_nothing(
    place: Place, source: str, name: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = place.file("data.yaml").read_bytes(), place.file("seeds/report.txt").read_bytes()
    for made in ("new.txt", "new.pdf"):
        (place.root.parent / made).write_text("Words.")
    (place.root.parent / "empty.csv").write_bytes(b"\xff\xfe\xff")
    capsys.readouterr()
    assert place.run("update", source, str(place.root.parent / name)) == 1
    assert message in capsys.readouterr().err
    assert before == (
        place.file("data.yaml").read_bytes(),
        place.file("seeds/report.txt").read_bytes(),
    )


def test_a_source_that_is_not_kept_and_a_story_that_does_not_build_are_told(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update(place, "report", minimal.REPORT) == 0  # in place already
    capsys.readouterr()
    place.edit("data.yaml", "sources:\n", "sources:\n  page: {title: A page}\n")
    assert update(place, "page", "Words.") == 1
    assert "'page' is not kept; keep it first: build.py keep page FILE" in capsys.readouterr().err
    place.edit(minimal.FIRST, "12 million", "11 million")
    assert update(place, "report", minimal.REPORT.replace("12", "13")) == 1
    said = capsys.readouterr().err
    assert "does not say 12 million yuan" in said and "mend these first" in said


def test_programs_get_it_as_json(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    file = place.root.parent / "new.csv"
    file.write_text(TABLE + "2024-05,1020,340\n")
    capsys.readouterr()
    assert place.run("update", "counts", str(file), "--format", "json", today=DAY) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["added"] == ["visits.2024-05: 1,020 visits"]
    assert said["figures"] == said["fell"] == said["touched"] == []
