"""Formulas over whole series: key by key, or of all their points."""

import pytest
from minimal import DATA, STORY, story, told
from test_render import made as rendered

from datastory.parsing.story import read_story
from datastory.site import wording

SERIES = """\
  deaths:
    what: Deaths
    source: report
    quote: 24 deaths among 200,000 people in 2020, 33 among 220,000 in 2021, 12 in 2022
    values: {2020: 24 deaths, 2021: 33 deaths, 2022: 12 deaths}
  population:
    what: Population
    source: report
    quote: 24 deaths among 200,000 people in 2020, 33 among 220,000 in 2021, 12 in 2022
    values: {2020: "200,000 people", 2021: "220,000 people"}
  towns:
    what: Visits
    source: report
    quote: Lake had 300 visits and Hill 100
    values:
      lake: {value: 300 visits, label: Lake}
      hill: {value: 100 visits, label: Hill}
"""
REPORT = (
    STORY["seeds/report.txt"]
    + "24 deaths among 200,000 people in 2020, 33 among 220,000 in 2021, 12 in 2022. "
    "Lake had 300 visits and Hill 100."
)


def with_facts(lines: str) -> dict[str, str]:
    return {"data.yaml": DATA + SERIES + lines, "seeds/report.txt": REPORT}


RATE = """\
  rate:
    what: Deaths per 100,000 people
    formula: 100000 * {deaths} / {population}
    show: 0.1 deaths per 100,000 people
"""


def test_a_formula_over_series_is_a_series_at_the_keys_that_all_have() -> None:
    made = story(with_facts(RATE))
    assert made.series["rate"].points == ("rate.2020", "rate.2021")
    point = made.facts["rate.2021"]
    assert point.text == "15.0 deaths per 100,000 people"
    assert (point.series, point.key, point.when) == ("rate", "2021", "2021")
    assert point.formula and point.formula.text == "100000 * {deaths.2021} / {population.2021}"
    assert point.formula.inputs == ("deaths.2021", "population.2021")


def test_such_a_series_is_read_by_further_formulas() -> None:
    lines = RATE + (
        "  twice:\n    what: Twice that\n    formula: 2 * {rate}\n"
        "  most:\n    what: The most\n    formula: max({twice.*})\n"
    )
    made = story(with_facts(lines))
    assert made.facts["twice.2020"].text == "24 deaths per 100,000 people"
    assert made.facts["most"].text == "30 deaths per 100,000 people"
    assert made.facts["most"].formula and made.facts["most"].formula.inputs == (
        "twice.2020",
        "twice.2021",
    )


def test_its_points_have_the_labels_of_what_they_are_computed_from() -> None:
    lines = "  parts:\n    what: Share\n    formula: '{towns} / sum({towns.*})'\n    show: 1%\n"
    made = story(with_facts(lines))
    shares = {point: made.facts[point] for point in made.series["parts"].points}
    assert {id: (fact.name, fact.text) for id, fact in shares.items()} == {
        "parts.lake": ("Lake", "75%"),
        "parts.hill": ("Hill", "25%"),
    }
    assert made.series["parts"].labelled


def test_a_page_tells_the_number_of_points_and_lists_none() -> None:
    lines = "  all:\n    what: All visits\n    formula: sum({towns.*})\n"
    made = story(with_facts(lines))
    page = rendered(with_facts(lines))["facts/all/index.html"]
    assert 'the sum of (<a href="../towns/">all 2 figures of “Visits”</a>)' in page
    assert 'href="../towns.lake/"' not in page
    words = wording.formula_words(made.facts["all"], made)
    assert words[0] == "the sum of (" and made.series["towns"] in words


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            "  x:\n    what: X\n    formula: '{deaths} / {towns}'\n",
            "these series have no key in common, so nothing can be computed",
        ),
        (
            "  x:\n    what: X\n    formula: '{deaths} * 0 + 5'\n",
            "this gives the same without {deaths}, so it proves nothing of it",
        ),
        (
            "  x:\n    what: X\n    formula: '{x} + {deaths}'\n",
            "a formula cannot need its own result: x → x",
        ),
        (
            "  x:\n    what: X\n    formula: '{deaths} + {population}'\n",
            "deaths and people cannot be added or subtracted",
        ),
        (
            "  x:\n    what: X\n    formula: 'mean({deaths})'\n",
            "'deaths' is a series; name one of its points (deaths.2020, deaths.2021, deaths.2022 "
            "…), or all: {deaths.*}",
        ),
    ],
)
def test_what_is_wrong_with_a_series_is_told_once(lines: str, problem: str) -> None:
    said = told(with_facts(lines))
    assert len(said) == 1 and problem in said[0], said


def test_a_thousand_formulas_over_a_series_of_300_points_read_it_once() -> None:
    """Each formula that takes all points shares them: 300,000 inputs, and not as many objects."""
    points = "".join(f"      p{n}: {n} firms\n" for n in range(100, 400))
    quote = "; ".join(f"{n} firms" for n in range(100, 400))
    long = (
        f"  long:\n    what: Firms\n    source: report\n    quote: {quote}\n    values:\n{points}"
    )
    sums = "".join(
        f"  s{n}:\n    what: Sum\n    formula: sum({{long.*}}) + {n}\n" for n in range(200)
    )
    read, problems = read_story(
        STORY | {"data.yaml": DATA + long + sums, "seeds/report.txt": f"{REPORT} {quote}."}
    )
    assert not problems
    facts = [fact.formula for id, fact in read.facts.items() if id.startswith("s") and fact.formula]
    wholes = {id(formula.inputs) for formula in facts if len(formula.inputs) == 300}
    assert len(wholes) == 1
    assert read.facts["s199"].text == "75,049 firms"
