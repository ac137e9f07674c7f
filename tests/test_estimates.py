"""Estimates with their intervals, powers of ten, p and n: in values, quotations and prose."""

from decimal import Decimal

import drawn
import pytest
from minimal import DATA, REPORT, STORY, body, story, told

from datastory.numbers.estimates import Estimate, parse_estimate
from datastory.numbers.quantity import Quantity
from datastory.numbers.statements import figures, misstatement, quotation_mismatch
from datastory.numbers.values import parse_value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "12.3 (95% CI 10.1 to 14.5) per 100,000",
            ("12.3 per 100,000", "10.1 per 100,000", "14.5 per 100,000", ""),
        ),
        ("12.3% (95% CI 10.1% to 14.5%)", ("12.3%", "10.1%", "14.5%", "")),
        ("12.3% (10.1–14.5)", ("12.3%", "10.1%", "14.5%", "")),
        ("1.2 [1.1, 1.4]", ("1.2", "1.1", "1.4", "")),
        ("1.2 (90% CrI: 1.1 to 1.4)", ("1.2", "1.1", "1.4", "")),
        ("-0.4 (−0.9 to 0.1)", ("-0.4", "−0.9", "0.1", "")),
        (
            "5.2 million people (4.9 million to 5.5 million)",
            ("5.2 million people", "4.9 million", "5.5 million", ""),
        ),
        ("98.6 ± 12.1", ("98.6", "", "", "12.1")),
        ("98.6 ± 12.1 mg", ("98.6 mg", "", "", "12.1 mg")),
        ("10.1 to 14.5", ("", "10.1", "14.5", "")),
        ("10.1 to 14.5 km", ("", "10.1 km", "14.5 km", "")),
        ("5 to 7 million", ("", "5 million", "7 million", "")),
        ("10–14%", ("", "10%", "14%", "")),
        ("12.3", None),
        ("12.3 (provisional)", None),
        ("second", None),
        ("300 or more", None),
        ("2017-18", None),
    ],
)
def test_an_estimate_has_parts(text: str, parts: tuple[str, str, str, str] | None) -> None:
    assert parse_estimate(text) == (Estimate(*parts) if parts else None)


RATE = """\
  rate:
    what: Deaths in a year
    value: {}
    when: 2024
    source: report
    quote: {}
"""
CI = "12.3 (95% CI 10.1 to 14.5) per 100,000"


def rate(value: str) -> dict[str, str]:
    report = f"{STORY['seeds/report.txt']}It was {value} as told."
    return {"data.yaml": DATA + RATE.format(value, f"It was {value}"), "seeds/report.txt": report}


def test_an_estimate_is_three_facts() -> None:
    made = story(rate(CI))
    facts = {id: fact for id, fact in made.facts.items() if id.startswith("rate")}
    assert {id: fact.text for id, fact in facts.items()} == {
        "rate": CI,
        "rate.low": "10.1 per 100,000",
        "rate.high": "14.5 per 100,000",
    }
    assert facts["rate"].quantity and facts["rate"].quantity.value == Decimal("12.3")
    assert {fact.evidence for fact in facts.values()} == {"document"}
    assert facts["rate.low"].what.text == "Deaths in a year: lower end of the interval"
    assert told(rate(CI)) == []


@pytest.mark.parametrize(
    "words",
    [
        "It was [12.3](fact:rate) per 100,000.",
        "It was [](fact:rate).",
        f"It was [{CI}](fact:rate).",
        "It was [12.3](fact:rate) (95% CI [10.1](fact:rate.low) to [14.5](fact:rate.high)).",
        "It was [12.3 per 100,000](fact:rate), at least [10.1](fact:rate.low).",
        "It was [about 12](fact:rate) per 100,000.",
    ],
)
def test_prose_states_an_estimate_or_an_end_of_it(words: str) -> None:
    assert told(rate(CI) | body(words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "It was [12.3](fact:rate) (95% CI 10.1 to 14.5).",
        "It was [12.3 (95% CI 10.1 to 15.5) per 100,000](fact:rate).",
        "It was [11.3](fact:rate) per 100,000.",
        "It was [14.5](fact:rate.low) per 100,000.",
        "It was [12.3 per 1,000](fact:rate).",
    ],
)
def test_prose_that_states_another_is_refused(words: str) -> None:
    assert told(rate(CI) | body(words)) != []


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("15.3 (95% CI 10.1 to 14.5) per 100,000", "does not hold 15.3"),
        ("12.3 (95% CI 14.5 to 10.1) per 100,000", "the interval from 14.5 per 100,000 to"),
        ("9.3% (95% CI 10.1% to 14.5%)", "the interval from 10.1% to 14.5% does not hold 9.3%"),
    ],
)
def test_an_interval_holds_its_estimate(value: str, problem: str) -> None:
    said = told(rate(value))
    assert len(said) == 1 and problem in said[0], said


def test_an_error_gives_the_ends_by_formula() -> None:
    made = story(rate("98.6 ± 12.1 mg"))
    assert {id: fact.text for id, fact in made.facts.items() if id.startswith("rate")} == {
        "rate": "98.6 ± 12.1 mg",
        "rate.error": "12.1 mg",
        "rate.low": "86.5 milligrams",
        "rate.high": "110.7 milligrams",
    }
    assert made.facts["rate.low"].evidence == "formula"
    assert told(rate("98.6 ± 12.1 mg")) == []


def test_a_range_alone_is_a_series_of_its_ends() -> None:
    made = story(rate("10.1 to 14.5 km"))
    assert made.series["rate"].points == ("rate.low", "rate.high")
    assert [made.facts[id].text for id in made.series["rate"].points] == ["10.1 km", "14.5 km"]
    assert told(rate("10.1 to 14.5 km")) == []


def test_the_ends_of_a_series_are_read_key_by_key() -> None:
    lines = (
        "  rates: {what: Rates, source: report, quote: 'x 5 (4 to 6) and 7 (6.5 to 7.5)', values: "
        "{2020: 5 (4 to 6), 2021: 7 (6.5 to 7.5)}}\n"
        "  width: {what: Width, formula: '{rates.high} - {rates.low}'}\n"
    )
    report = STORY["seeds/report.txt"] + " x 5 (4 to 6) and 7 (6.5 to 7.5)"
    checks = "checks: ['{rates.low} <= {rates} <= {rates.high}']\n"
    made = story({"data.yaml": DATA + lines + checks, "seeds/report.txt": report})
    assert [made.facts[f"width.{year}"].text for year in (2020, 2021)] == ["2", "1"]
    wrong = "checks: ['{rates.low} > 4.5']\n"
    said = told({"data.yaml": DATA + lines + wrong, "seeds/report.txt": report})
    assert len(said) == 1 and "this is not true at 2020: 4 > 4.5" in said[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("3.2 × 10^6", "3200000", "", ""),
        ("3.2×10⁶ people", "3200000", "people", ""),
        ("3.2 x 10**6", "3200000", "", ""),
        ("1e-5", "0.00001", "", ""),
        ("2.5E+9 yuan", "2500000000", "yuan", ""),
        ("4 × 10⁻³", "0.004", "", ""),
        ("p < 0.001", "0.001", "", "under"),
        ("p = 0.03", "0.03", "", ""),
        ("n = 1,204", "1204", "", ""),
        ("12.3 per 100,000", "12.3", "per 100,000", ""),
    ],
)
def test_values_as_statisticians_write_them(
    text: str, value: str, unit: str, qualifier: str
) -> None:
    quantity = parse_value(text)
    assert isinstance(quantity, Quantity), quantity
    assert (quantity.value, quantity.unit, quantity.qualifier) == (Decimal(value), unit, qualifier)
    assert quotation_mismatch(f"it gave {text} there", quantity) is None
    assert misstatement(text, quantity) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was 12.3 (95% CI 10.1 to 14.5).", ["12.3", "10.1", "14.5"]),
        ("With a 95% confidence interval from 3 to 5.", ["3", "5"]),
        ("Of them 95% came.", ["95%"]),
        ("It had 3.2 × 10^6 cells.", ["3.2 × 10^6"]),
        ("It had 1e-5 of them and 4x4 cars.", ["1e-5", "4x4"]),
    ],
)
def test_the_level_of_an_interval_is_no_figure(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in figures(text)] == expected


WAITS = (
    DATA
    + """  wait:
    what: Days that a reader waits
    source: report
    quote: 9.1 days (95% CI 8.0 to 10.5) in 2020 and 12.3 days (95% CI 10.1 to 14.5) in 2024
    values:
      2020: 9.1 days (95% CI 8.0 to 10.5)
      2024: 12.3 days (95% CI 10.1 to 14.5)
"""
)
WAITED = (
    f"{REPORT}\nReaders waited 9.1 days (95% CI 8.0 to 10.5) in 2020 and 12.3 days (95% CI 10.1 to "
    "14.5) in 2024.\n"
)


def charted(marks: str, change: str = "pass") -> list[str]:
    """What is wrong with a chart of the waits, each with its interval."""
    text = f'rows = facts.rows("wait")\n{change}\nrows = alt.Data(values=rows)\n'
    text += f'base = alt.Chart(rows).encode(x="key:O")\nreturn {marks}'
    return drawn.told(drawn.code(text) | {"data.yaml": WAITS, "seeds/report.txt": WAITED})


ENDS = 'encode(y="low:Q", y2="high:Q")'


@pytest.mark.parametrize(
    "marks",
    [
        f'base.mark_rule().{ENDS} + base.mark_point().encode(y="value:Q")',
        f'base.mark_errorbar().{ENDS} + base.mark_point().encode(y="value:Q")',
        f'base.mark_area(opacity=0.3).{ENDS} + base.mark_line().encode(y="value:Q")',
    ],
    ids=["rules", "error bars", "a band"],
)
def test_intervals_are_drawn(marks: str) -> None:
    assert charted(marks) == []


def test_an_end_that_no_fact_says_is_not_drawn() -> None:
    (problem,) = charted(f"base.mark_rule().{ENDS}", 'rows[0]["low"] = 7')
    assert "7 is plotted, but no fact that this chart read has that value" in problem
