"""A numbered list below a line that announces a ranking: each of its lines states a fact."""

import minimal
import pytest

from datastory.checking.checks import check

CHAPTER = "content/01-money.md"


def _told(text: str) -> list[str]:
    whole = f"---\ntitle: Money\n---\n\n{text}\n"
    return [p.message for p in check(minimal.story({CHAPTER: whole})) if p.where.path == CHAPTER]


@pytest.mark.parametrize(
    "lead",
    [
        "The ranking:",
        "The ranking of cities by spending:",
        "They are ranked as follows:",
        "Schools in the league table for 2024:",
        "In order of size:",
        "The firms, from largest to smallest:",
        "The final standings were:",
        "Cities in descending order:",
    ],
)
def test_a_ranking_without_facts_is_refused(lead: str) -> None:
    found = _told(f"{lead}\n\n1. Millbrook\n2. Osaka")
    assert len(found) == 2
    assert all("its number ranks this line" in message for message in found)


@pytest.mark.parametrize(
    "text",
    [
        "The ranking:\n\n- Millbrook\n- Osaka",
        "How we made the ranking:\n\n1. We read the report.\n2. We asked the town.",
        "Notes on the ranking:\n\n1. It is yearly.\n2. It is public.",
        "To register:\n\n1. Open the page.\n2. Sign.",
        "The fastest way to register:\n\n1. Open the page.\n2. Sign.",
        "The ranking rests on two of these:\n\n- Spending\n- Staff".replace("two of ", ""),
        "The ranking:\n\n1. Firms, with [over 75%](fact:share) in 2024",
        "The ranking leaves out the rest. To see it:\n\n1. Open the page.",
        "The ranking:\n\n- Firms\n- Schools\n\nTo see more:\n\n1. Open the page.",
    ],
)
def test_steps_dashes_and_lines_with_facts_pass(text: str) -> None:
    assert not [message for message in _told(text) if "ranks this line" in message]
