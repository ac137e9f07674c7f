"""What a fact says it is agrees with its quotation's clause, or with what it is computed from."""

from __future__ import annotations

import json

import pytest
from minimal import DATA, told

HEAD = DATA.partition("facts:\n")[0]


def quoted(what: str, value: str, when: str, quote: str, rest: str = "") -> list[str]:
    """What is said of one fact; `rest` of the sentence stands around the quotation: "All … in"."""
    before, _, after = rest.partition("…")
    fact = {"what": what, "value": value, "when": when, "source": "report", "quote": quote}
    report = f"{before}{quote}{after}\n"
    data = f"{HEAD}facts:\n  one: {json.dumps(fact, ensure_ascii=False)}\n"
    said = told({"data.yaml": data, "seeds/report.txt": report})
    return [one for one in said if one.startswith("data.yaml") and ": 'one'" not in one]


BUSES = "the number of buses rose to 1,850, of which 1,200 were electric"
PAY = "Men earned £680 a week on average, women £510"
TUNNEL = "The tunnel is 12 km long and cost £12 billion"
ASKED = "48% were in favour, 41% against; 11% did not know"
GIANTS = "Beijing had 1,210 firms and Shanghai 1,032"
RENT = "The average household paid £680 a month, and £12 for water"
SOLD = "Exports were £48.2 billion in 2021, £50.9 billion in 2022"
VOTES = "52% of voters backed the bridge and 39% opposed it"
RANKS = "in 2023 it came third, ahead of Osaka, which was second in 2022"


@pytest.mark.parametrize(
    ("what", "value", "when", "quote"),
    [
        ("Electric buses", "1,850 buses", "2024", BUSES),
        ("Average pay of women a week", "£680", "2024", PAY),
        ("Cost of the tunnel", "12 km", "2024", TUNNEL),
        ("Share of those asked who were against", "11%", "2024", ASKED),
        ("Firms in Beijing", "1,032 firms", "2024", GIANTS),
        ("Average rent of a household a month", "£12", "2024", RENT),
        ("Rent of a household a month", "£680", "2024", RENT),
        ("Average rent of a person a month", "£680", "2024", RENT),
        ("Rank of Osaka", "third", "2023", "in 2023 it came third, ahead of Osaka"),
        ("Rank of the city", "second", "2022", RANKS),
        ("Highest pay of a docker", "£2,900", "2024", "A docker earned £2,900 in 2024"),
        ("Share of research paid by spies", "over 75%", "2024", "Firms paid over 75% of it"),
        ("Fall of staff", "4,600 people", "2024", "Staff fell by 8% to 4,600 people in 2024"),
    ],
)
def test_a_quotation_that_says_another_thing_is_refused(
    what: str, value: str, when: str, quote: str
) -> None:
    assert quoted(what, value, when, quote) != []


@pytest.mark.parametrize(
    ("what", "value", "when", "quote"),
    [
        ("Buses", "1,850 buses", "2024", BUSES),
        ("Electric buses", "1,200 buses", "2024", BUSES),
        ("Average pay of women a week", "£510", "2024", PAY),
        ("Average pay of men a week", "£680", "2024", PAY),
        ("Length of the tunnel", "12 km", "2024", TUNNEL),
        ("Cost of the tunnel", "£12 billion", "2024", TUNNEL),
        ("Share of those asked who were against", "41%", "2024", ASKED),
        ("Share of those asked who did not know", "11%", "2024", ASKED),
        ("Firms in Shanghai", "1,032 firms", "2024", GIANTS),
        ("Firms in Beijing", "1,210 firms", "2024", GIANTS),
        ("Average rent of a household a month", "£680", "2024", RENT),
        ("Average cost of water a month", "£12", "2024", RENT),
        ("Rank of Osaka", "second", "2022", RANKS),
        ("Rank of the city", "third", "2023", "in 2023 it came third, ahead of Osaka"),
        ("Highest temperature", "40.3 °C", "2022", "The highest of 2022 was 40.3 °C"),
        ("Staff", "4,600 people", "2024", "Staff fell by 8% to 4,600 people in 2024"),
        ("Share of research paid by companies", "over 75%", "2024", "Firms paid over 75% of it"),
        ("Share of research paid by firms", "75%", "2024", "The private sector paid 75% of it"),
        ("Fall of staff", "8%", "2024", "Staff fell by 8% to 4,600 people in 2024"),
        ("Growth of output", "3%", "2024", "In 2024 growth slowed to 3%"),
        ("Exports", "£50.9 billion", "2022", SOLD),
        ("Voters against the bridge", "39%", "2024", VOTES),
    ],
)  # fmt: skip
def test_a_quotation_that_says_so_is_taken(what: str, value: str, when: str, quote: str) -> None:
    assert quoted(what, value, when, quote) == []


@pytest.mark.parametrize(
    ("what", "rest", "problems"),
    [
        ("Cost of dredging", "The plan expects that ….", 1),
        ("Cost of dredging that is planned", "The plan expects that ….", 0),
        ("Cost of dredging", "Nobody doubts that ….", 0),
    ],
)
def test_a_plan_is_called_one(what: str, rest: str, problems: int) -> None:
    for words, expected in (("cost", problems), ("will have cost", 0)):
        said = quoted(what, "£90 million", "2030", f"dredging {words} £90 million in 2030", rest)
        assert sum("leaves out that it is planned" in one for one in said) == expected


COMPUTED = """\
  growth:
    what: {}
    formula: "{{rd.2024}} / {{rd.2020}} - 1"
    show: 1%
"""
CLAIM = """\
  rose:
    what: {}
    formula: "{{rd.2024}} > {{rd.2020}}"
    words: [grew]
"""


@pytest.mark.parametrize(
    ("kind", "what", "good"),
    [
        (COMPUTED, "Growth of spending on research", True),
        (COMPUTED, "Rise of the town’s spending on research since 2020", True),
        (COMPUTED, "Growth of spending on schools", False),
        (COMPUTED, "Growth of exports", False),
        (COMPUTED, "Annual growth of spending on research", False),
        (COMPUTED, "Fall of spending on research", False),
        (CLAIM, "Spending on research rose", True),
        (CLAIM, "More money went into research than before", True),
        (CLAIM, "Spending on research rose every year", False),
        (CLAIM, "Share of the money rose", False),
        (CLAIM, "Spending on roads rose", False),
    ],
)
def test_a_formula_is_of_what_its_inputs_are(kind: str, what: str, good: bool) -> None:
    changed = DATA
    start = changed.index(f"  {kind.strip().split(':')[0]}:\n")
    end = changed.find("\n  ", changed.index("formula:", start))
    while end >= 0 and changed[end + 3] == " ":
        end = changed.find("\n  ", end + 1)
    whole = changed[:start] + kind.format(what) + (changed[end + 1 :] if end >= 0 else "")
    said = told({"data.yaml": whole})
    assert (said == []) == good, said
