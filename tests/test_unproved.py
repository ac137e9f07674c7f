"""What no check proves is listed for an author, and shown anew to a reviewer."""

import minimal
import pytest
from msgspec.structs import replace
from test_changes import state

from datastory.checking.checks import check
from datastory.checking.unproved import unproved
from datastory.model import Unproved
from datastory.releases import changes, changes_text

FIRST = "content/01-first.md"


def listed(words: str, names: str = "") -> list[tuple[str, str]]:
    """(kind, words) of what is listed of a chapter that says `words`."""
    files = {FIRST: f"---\ntitle: Words\n---\n\n{words}\n"}
    if names:
        files["data.yaml"] = minimal.DATA.replace("site:\n", f"site:\n  names: {names}\n", 1)
    story = minimal.story(files)
    return [(one.kind, one.words) for one in unproved(story)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("A majority of firms closed.", "majority"),
        ("Spending hit a record.", "a record"),
        ("Spending was the highest ever.", "highest ever"),
        ("Nearly all firms closed.", "Nearly all"),
        ("No firm closed.", "No firm"),
        ("None of them closed.", "None of"),
        ("Most firms closed.", "Most"),
        ("Spending fell.", "fell"),
        ("It is the biggest city.", "the biggest"),
        ("Rents are higher than in Osaka.", "higher than"),
        ("It is above the median.", "above the median"),
        ("Several firms closed.", "Several"),
    ],
)
def test_words_that_rank_or_trend_without_a_figure_are_listed_and_pass(
    words: str, found: str
) -> None:
    story = minimal.story({FIRST: f"---\ntitle: Words\n---\n\n{words}\n"})
    assert [p for p in check(story) if p.where.path == FIRST] == []
    assert listed(words) == [("trend", found)]


@pytest.mark.parametrize(
    "words",
    [
        "Firms closed.",
        "The interest in the forest is honest.",
        "Spending was [12 million yuan](fact:rd.2024), the highest.",
        "Spending [rose](fact:rose).",
        "They came on foot.",
    ],
)
def test_other_words_are_not_listed(words: str) -> None:
    assert [one for one in listed(words) if one[0] == "trend"] == []


def test_each_is_listed_with_its_place_and_its_sentence() -> None:
    words = "It ran. Its [first](plain:) year, on the\nA380 of `13 yuan`, was good. It fell."
    files = {
        FIRST: f"---\ntitle: Words\n---\n\n{words}\n",
        "data.yaml": minimal.DATA.replace("site:\n", "site:\n  names: [A380]\n", 1),
    }
    sentence = "Its first year, on the A380 of 13 yuan, was good."
    assert unproved(minimal.story(files)) == (
        Unproved("plain", f"{FIRST}:5:14", "first", sentence),
        Unproved("name", f"{FIRST}:6:1", "A380", sentence),
        Unproved("code", f"{FIRST}:6:10", "13 yuan", sentence),
        Unproved("trend", f"{FIRST}:6:33", "fell", "It fell."),
    )


def test_figures_in_code_are_listed_with_their_sentence_or_their_line() -> None:
    words = (
        "One. Of <https://a.org/1>, **`14` and** $x$ `15`. Two.\n\n| a |\n|---|\n| of `16` |\n\n"
        "```\nx = 99\ny = 2 * 100\n```\n\nThen `17`.\n"
    )
    story = minimal.story({FIRST: f"---\ntitle: Words\n---\n\n{words}"})
    assert [(one.words, one.sentence) for one in unproved(story) if one.kind == "code"] == [
        ("14", "Of https://a.org/1, 14 and … 15."),
        ("15", "Of https://a.org/1, 14 and … 15."),
        ("16", "of 16"),
        ("17", "Then 17."),
        ("99", "x = 99"),
        ("2", "y = 2 * 100"),
        ("100", "y = 2 * 100"),
    ]


def test_a_reviewer_is_shown_each_new_one_alone() -> None:
    old, now = (
        state({FIRST: f"---\ntitle: Words\n---\n\nIts [first](plain:) year.{more}\n"})
        for more in ("", " It fell. The [first](plain:) `13`.")
    )
    old, now = (replace(one, unproved=unproved(one.story)) for one in (old, now))
    found = changes.compare(old, now)
    assert [(one.kind, one.words) for one in found.unproved] == [
        ("plain", "first"),
        ("code", "13"),
        ("trend", "fell"),
    ]
    told = changes_text.written(found, "since main", "text")
    assert told.endswith(
        "\n\nWords that no check proves, new:\n"
        f"    {FIRST}:5:41  marked as plain: first\n"
        f"    {FIRST}:5:57  a figure in code: 13\n"
        f"    {FIRST}:5:30  a trend without a figure: fell"
    )
    assert "| a trend without a figure | fell | It fell. |" in changes_text.written(
        found, "since main", "markdown"
    )
    assert not changes.compare(old.ledger, now).unproved


def _with_history(note: str) -> str:
    entry = f"{{value: over 70%, until: 2026-03-01, kind: correction, note: {note}}}"
    value = "    value: over 75%\n"
    return minimal.DATA.replace(value, f"{value}    history: [{entry}]\n")


def _with_gone(why: str) -> str:
    return f'{minimal.DATA}moved:\n  "/old/": {{gone: {why}, on: 2026-01-05}}\n'


@pytest.mark.parametrize(
    "data",
    [
        _with_history("9 wrote."),
        _with_history("999 readers complained."),
        _with_history("We read 85% where it says 75%."),
        _with_history("Two thirds of it was lost."),
        _with_gone("999 firms asked us to withdraw it."),
        _with_gone("Half of it was wrong."),
        _with_gone("It said over 75%."),
    ],
)
def test_notes_of_changes_hold_no_figure_of_something_else(data: str) -> None:
    found = check(minimal.story({"data.yaml": data}))
    assert len(found) == 1 and "is bound to no fact; leave it out" in found[0].message


@pytest.mark.parametrize(
    "data",
    [
        _with_history("The first print misread the table."),
        _with_history("We wrote 70% where the report says 75%."),
        _with_history("The report of 2025 restates it."),
        _with_history("It was misread until 3 March 2026."),
        _with_gone("A court asked for it."),
        _with_gone("The town withdrew its report of 2024."),
    ],
)
def test_notes_of_changes_may_give_the_figures_own_values_and_dates(data: str) -> None:
    assert check(minimal.story({"data.yaml": data})) == []


def test_notes_of_a_series_are_read_beside_a_point_that_could_not_be_read() -> None:
    was = "{value: 9 million yuan, until: 2026-03-01, kind: correction, note: Misread.}"
    values = f"    history: [{was}]\n    values:\n      2022: eleventy\n"
    told = minimal.told(minimal.data("    values:\n      2020", f"{values}      2020"))
    assert len(told) == 1 and "eleventy" in told[0], told


def test_figures_in_titles_are_listed_and_names_of_people_hold_none() -> None:
    data = minimal.DATA.replace("title: Annual report", "title: 42 towns")
    story = minimal.story({"data.yaml": data})
    told = [(one.words, one.sentence) for one in unproved(story) if one.kind == "told"]
    assert told == [("42", "42 towns")]
    assert check(story) == []
    for old, new in (("author: The desk", "author: 500 experts"),
                     ("publisher: The town", "publisher: The town, 99% trusted")):  # fmt: skip
        found = check(minimal.story({"data.yaml": minimal.DATA.replace(old, new)}))
        assert len(found) == 1 and "stands in a name and is bound to no fact" in found[0].message
    named = minimal.DATA.replace("publisher: The town", "publisher: Channel 4")
    assert check(minimal.story({"data.yaml": named})) == []
