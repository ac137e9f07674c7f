"""`bind`: what is sure is linked, the rest is listed with its reason; nothing else changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from drawn import ROOT

from datastory.command_line import main
from datastory.disk import files
from datastory.drafting.binding import Bound, as_text, bind
from datastory.parsing.story import read_editions, read_story

DATA = """\
site:
  title: A town that counts
  description: What the town counts.
  url: https://example.org/town/
  published: 2026-01-05
  names: [Radio 4]
sources:
  report: {title: Annual report, published: 2025-12, file: seeds/report.txt}
  visits: {title: Visits, published: 2025-12, file: seeds/visits.csv}
facts:
  rd:
    what: Spending on research
    source: report
    quote: rose from 10 million yuan in 2020 to 12 million yuan in 2024
    values: {2020: 10 million yuan, 2024: 12 million yuan}
  schools:
    what: Share of the money that went to schools
    value: over 75%
    when: 2024
    source: report
    quote: over 75% of it went to schools
  closed: {what: Firms that closed, value: "12", when: 2023, source: report, quote: 12 firms closed in 2023}
  opened: {what: Firms that opened, value: "40", when: 2023, source: report, quote: and 40 firms opened}
  rent: {what: Rise of rents, value: 6%, when: 2024, source: report, quote: Rents rose by 6% in 2024}
  prices: {what: Rise of prices, value: 6%, when: 2024, source: report, quote: prices by 6%}
  rank: {what: Rank of the town by parks, value: second, when: 2024, source: report, quote: The town is second by parks in 2024}
  car: {what: Share of households that own a car, value: 41%, when: 2024, source: report, quote: 41% of households own a car}
  visits:
    what: Visits to libraries, by library
    source: visits
    cells: {key: Library, column: "2024", rows: 3}
"""  # noqa: E501
REPORT = """\
Spending on research rose from 10 million yuan in 2020 to 12 million yuan in 2024, and over 75% of
it went to schools. In all, 12 firms closed in 2023, and 40 firms opened. Rents rose by 6% in 2024,
and prices by 6%. The town is second by parks in 2024. In 2024, 41% of households own a car.
"""
VISITS = "Library,2024\nCentral,52300\nHarbour,31250\nHillside,840\n"
FIRST = "content/01-research.md"


def tree(body: str, front: str = "title: Research") -> dict[str, str]:
    chapter = f"---\n{front}\n---\n\n{body}\n"
    seeds = {"seeds/report.txt": REPORT, "seeds/visits.csv": VISITS}
    return {"data.yaml": DATA, FIRST: chapter} | seeds


def bound(body: str, front: str = "title: Research") -> tuple[tuple[Bound, ...], dict[str, str]]:
    texts = tree(body, front)
    kept = {path: text.encode() for path, text in texts.items()}
    story, problems = read_story(texts, files=kept)
    assert problems == []
    return bind(story, texts, kept)


SURE = [
    ("The town spent 12 million yuan on research in 2024.",
     "The town spent [12 million yuan](fact:rd.2024) on research in 2024."),
    ("Research cost 10 million yuan in 2020.",
     "Research cost [10 million yuan](fact:rd.2020) in 2020."),
    ("More than 75% of the money went to schools.",
     "[More than 75%](fact:schools) of the money went to schools."),
    ("In 2023, 12 firms closed and 40 firms opened.",
     "In 2023, [12](fact:closed) firms closed and [40](fact:opened) firms opened."),
    ("Rents rose by 6% in 2024.", "Rents rose by [6%](fact:rent) in 2024."),
    ("In 2024 prices were 6% higher.", "In 2024 prices were [6%](fact:prices) higher."),
    ("The Central library had 52,300 visits in 2024.",
     "The Central library had [52,300](fact:visits.Central) visits in 2024."),
    ("The Harbour library had some 31,000 visits.",
     "The Harbour library had [some 31,000](fact:visits.Harbour) visits."),
    ("By parks, the town is second.", "By parks, the town is [second](fact:rank)."),
    ("Of all households, 41% own a car.", "Of all households, [41%](fact:car) own a car."),
    ("## Firms in 2023\n\nWhile 12 closed, 40 opened.",
     "## Firms in 2023\n\nWhile [12](fact:closed) closed, [40](fact:opened) opened."),
    ("| Library | Visits in 2024 |\n|---|---|\n| Central | 52,300 |\n| Hillside | 840 |",
     "| Library | Visits in 2024 |\n|---|---|\n| Central | [52,300](fact:visits.Central) |\n"
     "| Hillside | [840](fact:visits.Hillside) |"),
    ("The town spent **12 million\nyuan** on research in 2024.",
     "The town spent **[12 million\nyuan](fact:rd.2024)** on research in 2024."),
    ("Research took 12&nbsp;million yuan in 2024.",
     "Research took [12&nbsp;million yuan](fact:rd.2024) in 2024."),
    ("Then [12](fact:closed) firms closed, and 40 firms opened in 2023.",
     "Then [12](fact:closed) firms closed, and [40](fact:opened) firms opened in 2023."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), SURE, ids=[one[0][:30] for one in SURE])
def test_what_is_sure_is_linked(body: str, expected: str) -> None:
    found, changed = bound(body)
    assert [one.reason for one in found if not one.fact] == []
    assert changed == {FIRST: tree(expected)[FIRST]}


UNSURE = [
    # another time, another noun, the opposite, another subject, another unit, another point
    ("The town spent 12 million yuan on research in 2020.", "rd.2024", "another time"),
    ("In 2023, 12 schools closed.", "closed", "'schools' is not what"),
    ("In 2023, 40 firms closed.", "opened", "'closed'"),
    ("Wages rose by 6% in 2024.", "rent", "'Wages' is not what 6% is"),
    ("It rose by 6%.", "rent", "nothing in the sentence says"),
    ("The town spent 12 million euros on research.", "", "no fact says it"),
    ("The Harbour library had 52,300 visits in 2024.", "visits.Central", "Central"),
    ("There were 840 visits on a Sunday.", "visits.Hillside", "nothing around it names"),
    ("Rents and prices rose by 6% in 2024.", "rent", "which of these facts"),
    ("75% of the money went to schools.", "schools", "loses 'over'"),
    ("In 2024, 41% of households own a boat and a house.", "car", ""),
    ("On the second day it rained.", "rank", ""),
    ("Dozens of firms closed in 2023.", "", "no definite number"),
    ("The town spent 1*2* million yuan on research in 2024.", "", ""),
    ("In 2023 there were 12 firms.", "closed", ""),
]


@pytest.mark.parametrize(("body", "candidate", "reason"), UNSURE, ids=[one[0] for one in UNSURE])
def test_what_is_not_sure_is_left_and_told(body: str, candidate: str, reason: str) -> None:
    found, changed = bound(body)
    assert changed == {}
    assert found and all(one.fact == "" and one.reason for one in found)
    assert candidate in (*found[0].candidates, "")
    assert reason in found[0].reason


@pytest.mark.parametrize(
    "body",
    ["Radio 4 was there in 2024.", "`12 million yuan` of research", "See [12 firms](https://a.org).",
     "It began on 3 May 2024.", "![](chart:rd)"],
)  # fmt: skip
def test_what_is_no_figure_is_not_bound(body: str) -> None:
    assert [one.fact for one in bound(body)[0] if one.fact] == []
    assert bound(body)[1] == {}


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("title: In 2023, 12 firms closed", "title: In 2023, [12](fact:closed) firms closed"),
        ("title: 12 firms closed in 2023", 'title: "[12](fact:closed) firms closed in 2023"'),
        ("title: '12 firms closed in 2023'", "title: '[12](fact:closed) firms closed in 2023'"),
        (
            "title: Firms\nsummary: 12 firms closed in 2023   # so far",
            'title: Firms\nsummary: "[12](fact:closed) firms closed in 2023"   # so far',
        ),
    ],
)
def test_titles_are_bound_and_stay_yaml(front: str, expected: str) -> None:
    found, changed = bound("Words.", front)
    assert [one.fact for one in found] == ["closed"]
    assert changed == {FIRST: tree("Words.", expected)[FIRST]}


def test_the_storys_own_title_is_bound() -> None:
    texts = tree("Words.")
    texts["data.yaml"] = texts["data.yaml"].replace("A town that counts", "Where 40 firms opened")
    kept = {path: text.encode() for path, text in texts.items()}
    _, changed = bind(read_story(texts, files=kept)[0], texts, kept)
    linked = texts["data.yaml"].replace("Where 40 firms", "Where [40](fact:opened) firms")
    assert changed["data.yaml"] == linked


def test_words_that_want_a_claim_do_not_keep_a_figure_from_its_fact() -> None:
    body = "Spending on research hit a record of 12 million yuan in 2024."
    assert bound(body)[1][FIRST].count("](fact:rd.2024)") == 1


SHOWN = f"""\
{FIRST}:5:9: [12](fact:closed)

Not bound:
{FIRST}:5:39: '6%' may be rent, prices: """


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_command_writes_what_it_lists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ends: str
) -> None:
    texts = tree("In 2023 12 firms closed. Then it rose by 6%.")
    texts[FIRST] = texts[FIRST].replace("2023 12", "2023, 12")
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.replace("\n", ends).encode())
    before = (tmp_path / FIRST).read_bytes()
    root = ["--root", str(tmp_path)]
    assert main(["bind", "--dry-run", *root]) == 1
    said = capsys.readouterr()
    assert (tmp_path / FIRST).read_bytes() == before
    assert said.out.endswith("1 of 2 figures would be bound\n") and said.err == ""
    assert main(["bind", "--dry-run", "--format", "json", *root]) == 1
    listed = json.loads(capsys.readouterr().out)
    assert [(one["words"], one["fact"]) for one in listed] == [("12", "closed"), ("6%", "")]
    assert main(["bind", *root]) == 1
    out = capsys.readouterr().out
    assert "[12](fact:closed)\n\nNot bound:\n" in out and out.endswith("1 of 2 figures bound\n")
    linked = before.replace(b" 12 firms", b" [12](fact:closed) firms")
    assert (tmp_path / FIRST).read_bytes() == linked
    (tmp_path / FIRST).write_bytes(linked.replace(b" Then it rose by 6%.", b""))
    assert main(["bind", *root]) == 0
    assert capsys.readouterr().out == "every figure is bound to a fact\n"


def test_where_facts_cannot_be_read_nothing_is_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tree("In 2023, 12 firms closed.") | {
        "data.yaml": DATA.replace("what: Firms", "waht: x")
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert main(["bind", "--root", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.out == "" and "has no key 'waht'" in told.err
    assert (tmp_path / FIRST).read_text() == texts[FIRST]


LINK = re.compile(r"\[([^\[\]]+)\]\(fact:([^)\s]+)\)")


def linked(text: str, figures: frozenset[str]) -> list[tuple[int, str, str]]:
    """Links to figures as (offset in the text without them, words, fact)."""
    found, shift = [], 0
    for link in LINK.finditer(text):
        if link[2] in figures:
            found.append((link.start() - shift, link[1], link[2]))
            shift += len(link[0]) - len(link[1])
    return found


@pytest.mark.parametrize(("language", "share"), [("en", 0.65), ("zh", 0.8)])
def test_this_story_without_its_links_gets_most_of_them_back_and_none_wrong(
    language: str, share: float
) -> None:
    """An edition gets more of them, as the main one tells which facts a chapter states."""
    given, _ = files.read_tree(ROOT, ROOT)
    texts, _ = files.decode(given)
    story, _ = read_story(texts, files=given)
    figures = frozenset(id for id, fact in story.facts.items() if not fact.claim)
    folder = "content/zh/" if language == "zh" else "content/"
    chapters = [chapter.path.replace("content/", folder) for chapter in story.chapters]
    bare = {
        path: LINK.sub(lambda link: link[1] if link[2] in figures else link[0], texts[path])
        for path in chapters
    }
    stripped = texts | bare
    bound, main = read_story(stripped, files=given)[0], None
    if language == "zh":
        bound, main = read_editions(story, stripped, given)[0][0], story
    _, changed = bind(bound, stripped, given, main=main)
    right = wrong = all_ = 0
    for path in chapters:
        were = linked(texts[path], figures)
        all_ += len(were)
        for at, words, fact in linked(changed.get(path, stripped[path]), figures):
            same = [one for one in were if one[0] <= at + len(words) and at <= one[0] + len(one[1])]
            right += any(one[2] == fact for one in same)
            wrong += not any(one[2] == fact for one in same)
    shares = f"{right} of {all_} right, {wrong} wrong, {all_ - right - wrong} unsure"
    assert wrong == 0, shares
    assert right >= share * all_, shares


def test_the_list_says_how_many() -> None:
    one = Bound("a.md:1:1", "12", "x", ("x",), "")
    other = Bound("a.md:2:1", "13", "", ("y", "z", "u", "v"), "no")
    assert as_text((one, other)) == (
        "a.md:1:1: [12](fact:x)\n\nNot bound:\na.md:2:1: '13' may be y, z, u …: no\n\n"
        "1 of 2 figures bound"
    )
    assert as_text(()) == "every figure is bound to a fact"
