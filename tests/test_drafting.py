"""`draft`: facts of every kind of source, in words that say what is counted, past all checks."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest
from desks import BUDGET, DESKS, HOMES_CSV, LIBRARIES, SOLAR, WATER
from kept_files import Cell, docx, heading, ods, paragraph, pdf, table, xlsx
from minimal import DATA, STORY

from datastory.checking.checks import check
from datastory.command_line import main
from datastory.drafting.dates import times_of
from datastory.drafting.prose import sentences, stated
from datastory.drafting.source_draft import Drafted, draft
from datastory.drafting.wording import identifier, wordings
from datastory.evidence import documents
from datastory.model import Story
from datastory.parsing.story import read_story
from datastory.problem import Problem, Refused

BASE = """\
# The figures of a town.
site: {{title: A town, description: What it counts., url: https://example.org/}}
sources:
  kept:
    title: "{title}"   # a comment
    published: 2026-02
    file: seeds/{name}
"""
TODO = re.compile(r"^ +todo: .*\n", re.M)
SHEET: list[list[Cell]] = [["City", "Visits"], ["Alden", 512], ["Brook", 1204]]
MINUTES = """\
# Minutes of the council

The council met on 3 March 2026. It approved a budget of £4.2 million for schools.

- In all 31 members voted for the plan.
- The library had 52,300 visits in 2025.

Rents are 6% to 8% higher than in 2024.
"""
LETTER = """\
Dear reader,

Exports grew 4.5% to $2.3 billion in the first quarter of 2025. Between 5 and 7 million people
live in the delta.
The harbour handled 1.2 million tonnes of grain in 2024 and 1.4 million tonnes in 2025.
"""
# By kind, the sources: the name of the file, its bytes, and values that are drafted of it.
SOURCES: list[tuple[str, bytes, list[str]]] = [
    ("a.txt", dict(DESKS["news"].sources)["release.txt"], ["8,412", "9.1 minutes"]),
    ("b.txt", LETTER.encode(), ["4.5%", "$2.3 billion", "5 million", "7 million"]),
    ("c.md", MINUTES.encode(), ["£4.2 million", "31", "52,300"]),
    ("d.md", b"The town has 31,400 people. It is 12 km long.\n", ["31,400", "12 km"]),
    ("e.html", WATER.encode(), ["1,840", "78%", "268", "212 million euros"]),
    ("f.html", b"<h1>Rain</h1><p>In 2025, 612 mm of rain fell.<p>It rained on 140 days.",
     ["612 mm", "140 days"]),
    ("g.csv", HOMES_CSV.encode(), ["4,210", "438,000 euros"]),
    ("h.csv", "Région;2024;2025\nNord;12,5;13,1\nSud;8,5;9,25\n".encode(), ["13.1", "8.5"]),
    ("i.tsv", b"Year\tTrains (number)\tPunctual (%)\n2024\t3,100\t91.5\n2025\t3,240\t89.7\n",
     ["3,240", "91.5%"]),
    ("j.xlsx", BUDGET, ["43.8 million euros", "9.4 million euros"]),
    ("k.xlsx", xlsx({"Visits": SHEET, "Notes": [["Nothing here", None]]}), ["512", "1,204"]),
    ("l.ods", ods({"One": SHEET, "Two": [["Town", "Loans"], ["Cove", 77], ["Dell", 81]]}),
     ["1,204", "81"]),
    ("m.docx", LIBRARIES, ["3.42 million", "6.5%", "48,300", "127"]),
    ("n.docx", docx(heading("Schools"), paragraph("The town has 12 schools with 3,400 pupils."),
                    table(["School", "Pupils"], ["East", "410"], ["West", "388"])),
     ["12", "3,400", "388"]),
    ("o.json", b'{"data": [{"year": "2024", "rate": 4.5}, {"year": "2025", "rate": 5.25}]}',
     ["5.25"]),
    ("p.json", dict(DESKS["blog"].sources)["plants.json"],
     ["184 megawatts", "44.7 gigawatt-hours"]),
    ("q.pdf", SOLAR, ["214,600", "11.4%", "40 million euros"]),
    ("r.pdf", pdf([["The harbour handled 1,310 ships in 2025. Each stayed for", "18 hours."]]),
     ["1,310", "18 hours"]),
]  # fmt: skip


def told(text: str, files: dict[str, bytes]) -> list[Problem]:
    story, problems = read_story({"data.yaml": text}, files=files)
    return [one for one in (*problems, *check(story)) if one.where.path == "data.yaml"]


def drafted(name: str, data: bytes, text: str = "") -> tuple[Drafted, Story, str]:
    """What is drafted of a file, the story with it, and data.yaml as it was before."""
    text = text or BASE.format(name=name, title="The report")
    files = {f"seeds/{name}": data}
    story, problems = read_story({"data.yaml": text}, files=files)
    assert not problems
    made = draft(story.sources["kept"], story, files, text)
    assert isinstance(made, Drafted)
    return made, read_story({"data.yaml": made.text}, files=files)[0], text


@pytest.mark.parametrize(("name", "data", "values"), SOURCES, ids=[one[0] for one in SOURCES])
def test_facts_of_every_kind_pass_every_check_but_their_todo(
    name: str, data: bytes, values: list[str]
) -> None:
    made, story, before = drafted(name, data)
    files = {f"seeds/{name}": data}
    printed = {fact.text.replace(" kilometres", "") for fact in story.facts.values()}
    assert [one for one in values if one not in printed] == [], sorted(printed)
    todos = told(made.text, files)
    assert {one.message.partition(" '")[0] for one in todos} == {"to do for"}
    assert len(todos) == len(made.ids) == len(TODO.findall(made.text))
    assert told(TODO.sub("", made.text), files) == []
    proofs = {fact.evidence for fact in story.facts.values()}
    assert proofs <= {"document", "cell"}
    changes = difflib.ndiff(before.splitlines(), made.text.splitlines())
    assert [line for line in changes if line[:1] == "-"] == []


@pytest.mark.parametrize(("name", "data", "values"), SOURCES, ids=[one[0] for one in SOURCES])
def test_what_is_drafted_is_captured(name: str, data: bytes, values: list[str]) -> None:
    made, _, _ = drafted(name, data)
    again, _, _ = drafted(name, data, made.text)
    assert (again.ids, again.text) == ((), made.text)


# A sentence; then for each of its figures its words, what it counts, and its time.
WORDED: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("Spending on research rose from 10 million yuan in 2020 to 12 million yuan in 2024.",
     [("10 million yuan", "Spending on research", "2020"),
      ("12 million yuan", "Spending on research", "2024")]),
    ("There were 52,300 visits to the library in 2025.",
     [("52,300", "Visits to the library", "2025")]),
    ("The bureau employs 1,204 people.", [("1,204", "People that the bureau employs", "")]),
    ("12 firms closed in 2023.", [("12", "Firms that closed", "2023")]),
    ("More than 300 scientists work at the institute.",
     [("More than 300", "Scientists who work at the institute", "")]),
    ("The council spent 18% of its budget on schools.",
     [("18%", "Share of its budget that the council spent on schools", "")]),
    ("Millbrook has a population of 31,400.", [("31,400", "Population of Millbrook", "")]),
    ("Unemployment fell by 0.4 percentage points to 5.1% in March 2024.",
     [("0.4 percentage points", "Fall of Unemployment", "2024-03"),
      ("5.1%", "Unemployment", "2024-03")]),
    ("The average rent was £1,250 a month in 2024, 6% more than in 2023.",
     [("£1,250 a month", "The average rent", "2024"),
      ("6%", "Rise of the average rent", "2024")]),
    ("Exports grew 4.5% to $2.3 billion in the first quarter of 2024.",
     [("4.5%", "Rise of Exports", "2024-Q1"), ("$2.3 billion", "Exports", "2024-Q1")]),
    ("In 2024 the number of visitors was 61,200, compared with 52,300 in 2023.",
     [("61,200", "The number of visitors", "2024"),
      ("52,300", "The number of visitors was …, compared with …", "2023")]),
    ("Emissions from transport were 4.1 Mt in 2022, down 12% from 2019.",
     [("4.1 Mt", "Emissions from transport", "2022"),
      ("12%", "Fall of Emissions from transport", "2022")]),
    ("Visits: 52,300", [("52,300", "Visits", "")]),
    ("Last year the town bought 40 buses.", [("40", "Buses that the town bought", "2025")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), WORDED, ids=[one[0][:30] for one in WORDED])
def test_a_figure_is_called_what_its_sentence_says(
    sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    document = documents.read("txt", sentence.encode())
    assert not isinstance(document, Refused)
    (read,) = sentences(document)
    every = list(stated(read))
    said = []
    for figure in every:
        time = next(times_of(read, figure, every, "2026-02"), "")
        said.append((figure.text, next(wordings(read.text, figure, every)), time))
    assert said == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Table 3 on page 12, and section 4.", []),
        ("It began in 2019.\n\n12\n\nIt ended in 2021.", []),
        ("Five firms, of whom\n2 have closed, are left.", ["Five", "2"]),
        ("1. Open the door\n2. Count 14 people", ["14"]),
        ("The re-\nsearch cost 5 euros.", ["5 euros"]),
    ],
)
def test_numbers_of_pages_tables_and_lists_are_no_figures(text: str, expected: list[str]) -> None:
    document = documents.read("txt", text.encode())
    assert not isinstance(document, Refused)
    said = [figure.text for one in sentences(document) for figure in stated(one)]
    assert said == expected


def test_a_time_that_the_sentences_before_leave_open_is_not_guessed() -> None:
    text = "There were 90 calls in 2025, and 80 calls in 2024. Of these, 30 were fires."
    made, story, _ = drafted("a.txt", text.encode())
    assert [(fact.text, fact.when) for fact in story.facts.values()] == [
        ("80", "2024"), ("90", "2025"), ("30", ""),
    ]  # fmt: skip
    assert "'when' is missing" in made.text


@pytest.mark.parametrize(
    ("csv", "expected"),
    [
        ("Year,Visits\n2024,5\n2025,6\n", [("Visits", "visits.2024"), ("Visits", "visits.2025")]),
        ("Visits of the year\n\nYear,Visits\n2024,5\n2025,6\n", [("Visits", "visits.2024")]),
        ("City,Staff (thousand)\nAlden,5\n", [("Staff, by city", "staff_city.Alden")]),
        (
            "City,Unit,2025\nAlden,km,5\nBrook,km,6\n",
            [("The report, 2025, by city", "report_2025_city.Alden")],
        ),
        ("Code,City\n1,Alden\n2,Brook\n", []),
        ("City,Note\nAlden,old\nBrook,new\n", []),
    ],
)
def test_a_column_of_numbers_is_a_series(csv: str, expected: list[tuple[str, str]]) -> None:
    _, story, _ = drafted("a.csv", csv.encode())
    made = [(fact.what.text, fact.id) for fact in story.facts.values()]
    assert len(made) == 0 if not expected else made
    for what, id in expected:
        assert any(one == what and id in (name, "") for one, name in made), made


def test_each_further_table_of_a_file_gets_a_source_of_its_own() -> None:
    sheets = {"Staff 2025": SHEET, "Loans": [["Town", "Loans"], ["Cove", 77], ["Dell", 81]]}
    made, story, _ = drafted("a.xlsx", xlsx(sheets))
    assert "    table: {sheet: Staff 2025}\n" in made.text
    assert story.sources["kept-loans"].title == "The report: Loans"
    assert story.facts["loans_town.Dell"].source == "kept-loans"


def test_ids_are_new_and_whole_words() -> None:
    assert identifier("Spending on research", frozenset()) == "spending_research"
    assert identifier("Spending on research", frozenset({"spending_research"})) == (
        "spending_research_2"
    )
    assert identifier("它", frozenset()) == "figure"


def test_the_command_drafts_and_the_build_fails_at_each_todo(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = STORY["seeds/report.txt"] + "\nThe town has 31 parks. Trams carried 5,200 riders.\n"
    for path, text in (STORY | {"seeds/report.txt": report}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    root = ["--root", str(tmp_path)]
    assert main(["draft", "report", *root]) == 0
    assert "report: 2 facts drafted; read each, and take its 'todo' away" in capsys.readouterr().out
    data = (tmp_path / "data.yaml").read_text()
    assert data.startswith(DATA) and data.count("todo:") == 2
    assert main(["check", *root]) == 1
    said = capsys.readouterr().err
    assert said.count("to do for '") == 2 == said.count("\n")
    (tmp_path / "data.yaml").write_text(TODO.sub("", data))
    assert main(["check", *root]) == 0
    assert main(["draft", "report", *root]) == 0
    assert "report: there is nothing to draft" in capsys.readouterr().out
    assert main(["draft", "reprot", *root]) == 1
    assert "there is no source 'reprot'; did you mean 'report'?" in capsys.readouterr().err


def test_a_source_that_is_not_kept_has_nothing_to_draft() -> None:
    text = BASE.format(name="x", title="A").replace("    file: seeds/x\n", "")
    story, _ = read_story({"data.yaml": text})
    refused = draft(story.sources["kept"], story, {}, text)
    assert isinstance(refused, Refused)
    assert refused.message == "'kept' has no kept document; keep it first"
