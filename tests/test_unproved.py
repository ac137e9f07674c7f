"""What no check proves is listed for an author, and shown anew to a reviewer."""

import minimal
import pytest
from test_changes import state

from datastory.checking.checks import check
from datastory.checking.unproved import unproved
from datastory.model import Unproved
from datastory.releases import changes, changes_told

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
    sentence = "Its first year, on the A380 of …, was good."
    assert unproved(minimal.story(files)) == (
        Unproved("plain", f"{FIRST}:5:14", "first", sentence),
        Unproved("name", f"{FIRST}:6:1", "A380", sentence),
        Unproved("code", f"{FIRST}:6:10", "13 yuan", ""),
        Unproved("trend", f"{FIRST}:6:33", "fell", "It fell."),
    )


def test_a_reviewer_is_shown_each_new_one_alone() -> None:
    old, now = (
        state({FIRST: f"---\ntitle: Words\n---\n\nIts [first](plain:) year.{more}\n"})
        for more in ("", " It fell. The [first](plain:) `13`.")
    )
    assert old.story and now.story
    side = changes.Side(old.ledger, old.story, old.drawings, unproved(old.story))
    found = changes.compare(side, now.ledger, now.story, now.drawings, unproved(now.story))
    assert [(one.kind, one.words) for one in found.unproved] == [
        ("plain", "first"),
        ("code", "13"),
        ("trend", "fell"),
    ]
    told = changes_told.told(found, "since main", "text")
    assert told.endswith(
        "\n\nWords that no check proves, new:\n"
        f"    {FIRST}:5:41  marked as plain: first\n"
        f"    {FIRST}:5:57  a figure in code: 13\n"
        f"    {FIRST}:5:30  a trend without a figure: fell"
    )
    assert "| a trend without a figure | fell | It fell. |" in changes_told.told(
        found, "since main", "markdown"
    )
    side = changes.Side(old.ledger)  # what the ledger alone knows
    assert not changes.compare(side, now.ledger, now.story, {}, unproved(now.story)).unproved


def test_figures_in_titles_and_notes_are_listed_and_names_of_people_hold_none() -> None:
    history = "history: [{value: over 70%, until: 2026-03-01, kind: correction, note: 9 wrote.}]"
    data = minimal.DATA.replace("title: Annual report", "title: 42 towns")
    data = data.replace("    value: over 75%\n", f"    value: over 75%\n    {history}\n")
    story = minimal.story({"data.yaml": data})
    told = [(one.words, one.sentence) for one in unproved(story) if one.kind == "told"]
    assert told == [("42", "42 towns"), ("9", "9 wrote.")]
    assert check(story) == []
    for old, new in (("author: The desk", "author: 500 experts"),
                     ("publisher: The town", "publisher: The town, 99% trusted")):  # fmt: skip
        found = check(minimal.story({"data.yaml": minimal.DATA.replace(old, new)}))
        assert len(found) == 1 and "stands in a name and is bound to no fact" in found[0].message
    named = minimal.DATA.replace("publisher: The town", "publisher: Channel 4")
    assert check(minimal.story({"data.yaml": named})) == []
