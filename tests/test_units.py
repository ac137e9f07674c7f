"""Units are told apart, families convert, quotients are named in the singular; bare years."""

from decimal import Decimal
from fractions import Fraction

import pytest
from minimal import DATA, FIRST, PHRASES, STORY, body, story, told
from test_render import made as rendered

from datastory.numbers.quantity import Quantity
from datastory.numbers.statements import figures, misstatement, quotation_mismatch
from datastory.numbers.units import factor, formerly, plural, singular
from datastory.numbers.values import parse_form, parse_value, shown
from datastory.parsing.story import read_story
from datastory.problem import Refused
from datastory.releases import ledger, promises
from datastory.site.wording import conversion, exact


def quantity(text: str) -> Quantity:
    parsed = parse_value(text)
    assert isinstance(parsed, Quantity), parsed
    return parsed


SAME = [
    # words, fact
    ("3.5 °C", "3.5 degrees Celsius"),
    ("3.5 degrees", "3.5 °C"),
    ("3.5℃", "3.5 °C"),
    ("NT$5 billion", "5 billion Taiwan dollars"),
    ("C$5 billion", "CA$5bn"),
    ("$5 billion", "C$5 billion"),
    ("A$800", "$A800"),
    ("5 GB", "5 gigabytes"),
    ("5 GiB", "5 GiB"),
    ("5 metric tons", "5 tonnes"),
    ("5 tons", "5 tons"),
    ("5 pounds", "£5"),
    ("5 pounds", "5 lb"),
    ("Rs 500", "₹500"),
    ("80 km/h", "80 kilometres per hour"),
    ("80 kph", "80 km per hour"),
    ("80 km an hour", "80 km/h"),
    ("100 mg/dl", "100 mg/dL"),
    ("100 milligrams per decilitre", "100 mg/dl"),
    ("21,500 yuan", "21,500 yuan per person"),
    ("21,500 yuan per head", "21,500 yuan per person"),
    ("21,500 yuan per capita", "21,500 yuan per person"),
    ("$15", "$15 an hour"),
    ("120 yuan per square metre a month", "120 yuan per square metre"),
    ("12.3", "12.3 per 100,000"),
    ("12.3 deaths per 100,000", "12.3 per 100,000 people"),
    ("12.3 per 100,000", "12.3 deaths per 100,000 people"),
    ("88 beds", "88"),
    # in another unit of the family
    ("4.1 Mt", "4,100 kt"),
    ("4.1 Mt", "4.12 million tonnes"),
    ("62 miles", "100 km"),
    ("2.5 metres", "250 cm"),
    ("1.5 TWh", "1,500 GWh"),
    ("1 g/l", "100 mg/dl"),
    ("36 km/h", "10 metres per second"),
    ("5 decades", "50 years"),
    ("500 ppb", "0.5 ppm"),
]
OTHERS = [
    ("3.5 °F", "3.5 °C"),
    ("3.5 °C", "3.5 degrees"),
    ("NT$5 billion", "C$5 billion"),
    ("R$5 billion", "$5 billion"),
    ("MX$5 billion", "$5 billion"),
    ("MX$5 billion", "R$5 billion"),
    ("A$5 billion", "NZ$5 billion"),
    ("US$5 billion", "$5 billion"),
    ("HK$5 billion", "S$5 billion"),
    ("5 GB", "5 GiB"),
    ("5 tons", "5 tonnes"),
    ("5 short tons", "5 tonnes"),
    ("£5", "5 lb"),
    ("5 lb", "£5"),
    ("80 km", "80 km/h"),
    ("80 km/h", "80 km"),
    ("80 km/h", "80 mph"),
    ("80 km", "80 square kilometres"),
    ("4.1 Mt", "4.1 kt"),
    ("4.1 Gt", "4.1 Mt"),
    ("4.1 Mt", "4,100 tonnes"),
    ("5 ppm", "5 ppb"),
    ("100 mg/dl", "100 mmol/l"),
    ("5 mg", "5 µg"),
    ("120 yuan per square metre", "120 yuan"),
    ("120 yuan", "120 yuan per square metre"),
    ("21,500 yuan per month", "21,500 yuan per year"),
    ("21,500 yuan per household", "21,500 yuan per person"),
    ("12.3 per 1,000", "12.3 per 100,000"),
    ("12.3 per 100,000", "12.3"),
    ("5 kWh", "5 kW"),
    ("5 hours", "5 days"),
    ("5 kroner", "5 kronor"),
    ("62 km", "100 miles"),
    ("4.2 Mt", "4,100 kt"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "fact"), SAME)
def test_words_in_the_facts_unit_say_it(words: str, fact: str) -> None:
    assert misstatement(words, quantity(fact)) is None


@pytest.mark.parametrize(("words", "fact"), OTHERS)
def test_words_in_another_unit_do_not(words: str, fact: str) -> None:
    reason = misstatement(words, quantity(fact))
    assert reason and quantity(fact).text in reason


@pytest.mark.parametrize(
    ("quotation", "value", "stands"),
    [
        ("it was 3.5 °F", "3.5 °C", False),
        ("worth NT$5 billion", "C$5 billion", False),
        ("worth $5 billion", "US$5 billion", True),
        ("worth US$5 billion", "$5 billion", False),
        ("emitted 4,100 kt", "4.1 Mt", True),
        ("emitted 4,100 kt", "4.2 Mt", False),
        ("emitted 4,120 kt", "4.1 Mt", False),  # a quotation says it exactly
        ("drove at 80 km/h", "80 km", False),
        ("paid 6,800 yuan a month", "6,800 yuan", True),
        ("paid 120 yuan per square metre a month", "120 yuan", False),
        ("12.3 deaths per 100,000 people", "12.3 per 100,000", True),
        ("12.3 deaths per 1,000 people", "12.3 per 100,000", False),
        ("the tunnel is 12 km long", "12", False),
        ("in 12 of the schools", "12", True),
        ("三成企业", "30%", True),
        ("三成企业", "3%", False),
        ("约七成五", "about 75%", True),
        ("公司成立于三月，有3成员工", "30%", False),
        ("es waren 12.500 Besucher", "12,500 Besucher", True),
        ("es waren 12.500 Besucher", "12.5 Besucher", False),
        ("12.500 billion yuan", "12.5 billion yuan", True),
        ("a rate of 12.500%", "12.5%", True),
        ("a factor of 0.125", "0.125", True),
    ],
)
def test_a_quotation_is_read_in_its_own_unit(quotation: str, value: str, stands: bool) -> None:
    assert (quotation_mismatch(quotation, quantity(value)) is None) is stands


@pytest.mark.parametrize(
    ("said", "meant", "by"),
    [
        ("kilotonnes", "megatonnes", Fraction(1, 1000)),
        ("metres per second", "kilometres per hour", Fraction(36, 10)),
        ("grams per litre", "milligrams per decilitre", Fraction(100)),
        ("per 1,000", "per 100,000", Fraction(100)),
        ("years", "months", Fraction(12)),
        ("pounds", "pence", Fraction(100)),
        ("pence", "pounds", Fraction(1, 100)),
        ("pence", "euros", None),
        ("tonnes per person", "kilograms per person", Fraction(1000)),
        ("degrees Celsius", "degrees Fahrenheit", None),
        ("milligrams per decilitre", "millimoles per litre", None),
        ("tonnes per person", "kilograms per household", None),
        ("days", "months", None),
        ("US dollars", "euros", None),
        ("firms", "visits", None),
        ("%", "percentage points", None),
        ("tons", "tonnes", None),
    ],
)
def test_a_family_has_factors(said: str, meant: str, by: Fraction | None) -> None:
    assert factor(said, meant) == by


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("person", "people"),
        ("US dollar", "US dollars"),
        ("company", "companies"),
        ("business", "businesses"),
        ("square foot", "square feet"),
        ("kilometre per hour", "kilometres per hour"),
        ("degree Celsius", "degrees Celsius"),
        ("pound of weight", "pounds of weight"),
        ("yuan per person", "yuan per person"),
        ("little giant", "little giants"),
    ],
)
def test_a_unit_has_a_singular(one: str, many: str) -> None:
    assert (singular(many), plural(one)) == (one, many)


YEARS = [
    # text, the figures in it
    ("Growth over 2023 was slow.", []),
    ("Sales were down about 2019, and up since 2020.", []),
    ("It was built c. 1950, or around 1960.", []),
    ("Growth over 2023 levels", []),
    ("In 2024 deaths per 100,000 fell.", []),
    ("the winter of 1985, at prices of 2015", []),
    ("By 2030 all cost less; a plan for 2030", []),
    ("It cost 1999.", ["1999"]),
    ("The bill came to 1999 and it paid 2000.", ["1999", "2000"]),
    ("a loss of 2000, a total of 1950, an average net gain of 2010", ["2000", "1950", "2010"]),
    ("It cost them over 2000.", ["over 2000"]),
    ("It created 2000 new jobs, for over 2000 people.", ["2000", "over 2000"]),
    ("over 2000 of them, nearly 2000, 2000+", ["over 2000", "nearly 2000", "2000+"]),
    ("Deaths per 100,000 rose, and per 1,000 too.", []),
    ("It paid 100,000 per head.", ["100,000"]),
]


@pytest.mark.parametrize(("text", "expected"), YEARS)
def test_a_bare_year_is_one_where_nothing_is_counted(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in figures(text)] == expected


FACT = """\
  more:
    what: Visitors
    source: report
    quote: es waren 12.500 Besucher, nach 3.142 im Jahr zuvor
    value: {}
"""


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("12.500 Besucher", "'12.500' can be read in two ways; write thousands as 1,234"),
        ("over 3.142", "'over 3.142' can be read in two ways; write thousands as 1,234"),
        ("12,500 Besucher", ""),
        ("12.500 Besucher\n    reading: The point begins decimals.", ""),
    ],
)
def test_a_point_before_three_digits_is_told_unless_something_says_what_it_is(
    value: str, problem: str
) -> None:
    report = STORY["seeds/report.txt"] + "es waren 12.500 Besucher, nach 3.142 im Jahr zuvor"
    said = told({"data.yaml": DATA + FACT.format(value), "seeds/report.txt": report})
    assert len(said) == bool(problem) and all(problem in line for line in said)


def test_prose_may_write_three_decimals_only_where_the_fact_does() -> None:
    assert misstatement("3.142 km", quantity("3.142 km")) is None
    assert "in two ways" in (misstatement("12.500 km", quantity("12.5 km")) or "")
    assert "thousands take a comma" in (misstatement("12.500 km", quantity("12,500 km")) or "")


def derived(formula: str, show: str) -> dict[str, str]:
    lines = f'  new:\n    what: Something\n    formula: "{formula}"\n    show: {show}\n'
    people = "  people:\n    what: People\n    value: 400 people\n    source: report\n"
    quote = "    quote: 400 people\n"
    trip = "  trip:\n    what: Trip\n    values: {km: 120 km, h: 1.5 hours}\n    source: report\n"
    cell = "    quote: 120 km in 1.5 hours\n"
    report = STORY["seeds/report.txt"] + "400 people went 120 km in 1.5 hours"
    return {"data.yaml": DATA + people + quote + trip + cell + lines, "seeds/report.txt": report}


@pytest.mark.parametrize(
    ("formula", "show", "text", "unit"),
    [
        ("{rd.2024} / {people}", "1 yuan per person", "30,000 yuan per person", "yuan per person"),
        ("{rd.2024} / {people}", "1 yuan", None, ""),
        ("{rd.2024} / {people}", "1 yuan a head", "30,000 yuan per person", "yuan per person"),
        ("{rd.2024} / {people}", "1", "30,000 yuan per person", "yuan per person"),
        ("{trip.km} / {trip.h}", "1 km/h", "80 kilometres per hour", "kilometres per hour"),
        ("{trip.km} / {trip.h}", "1 mph", None, ""),
        ("{trip.km} / {trip.h} * ({trip.h} + 1)", "1 km", "200 kilometres", "kilometres"),
        (
            "({trip.km} + 60) / ({trip.km} / {trip.h})",
            "0.01 hours",
            "2.25 hours",
            "hours",
        ),
        ("{rd.2020} / {rd.2024} * -0.0001 / 0.9", "0.1%", "0.0%", "%"),
    ],
)
def test_a_quotient_is_named_in_the_singular(
    formula: str, show: str, text: str | None, unit: str
) -> None:
    story, problems = read_story(STORY | derived(formula, show))
    assert bool(problems) is (text is None)
    if text is not None:
        made = story.facts["new"]
        assert made.quantity and (made.text, made.quantity.unit) == (text, unit)


def test_nothing_is_minus_zero() -> None:
    form = parse_form("0.1%")
    assert not isinstance(form, Refused)
    nothing = shown(Decimal("-0.01"), form)
    assert (nothing.text, str(nothing.value)) == ("0.0%", "0.0")
    story, problems = read_story(STORY | derived("{rd.2020} / {rd.2024} * -0.0001 / 0.9", "0.1%"))
    assert not problems
    assert exact(story.facts["new"]) == "0"  # in data.json, facts.csv and <data value>


@pytest.mark.parametrize(
    ("unit", "released", "same"),
    [
        ("yuan per person", "yuan per people", True),
        ("yuan per month", "yuan a month", True),
        ("degrees Celsius", "degrees", True),
        ("Canadian dollars", "other dollars", True),
        ("tons", "tonnes", True),
        ("gibibytes", "gigabytes", True),
        ("yuan per person", "yuan per household", False),
        ("degrees", "degrees Celsius", False),
        ("US dollars", "euros", False),
        ("tonnes", "tons", False),
    ],
)
def test_a_ledger_may_name_units_as_earlier_versions_did(
    unit: str, released: str, same: bool
) -> None:
    assert formerly(unit, released) is same


def test_a_released_figure_is_not_changed_by_a_better_name_of_its_unit() -> None:
    texts = STORY | derived("{rd.2024} / {people}", "1 yuan a head")
    story, problems = read_story(texts, files=PHRASES)
    assert not problems
    now = ledger.record(story, {}, {})
    old = now.facts["new"].__class__("30000", "yuan per people", "30,000 yuan per people", "It")
    released = ledger.Ledger(facts=now.facts | {"new": old})
    assert list(promises.check(story, now, released, {}, "2026-03-01")) == []
    other = ledger.Ledger(facts=now.facts | {"new": old.__class__("1", "yuan", "1 yuan", "It")})
    assert len(list(promises.check(story, now, other, {}, "2026-03-01"))) == 1


def test_a_bare_value_is_stated_in_a_unit_that_its_own_words_name() -> None:
    fact = "  years:\n    what: {}\n    value: four\n    source: report\n    quote: four of them\n"
    report = {"seeds/report.txt": STORY["seeds/report.txt"] + "four of them"}
    words = body("It took [four years](fact:years).")
    assert told(words | report | {"data.yaml": DATA + fact.format("Years of growth")}) == []
    said = told(words | report | {"data.yaml": DATA + fact.format("Schools")})
    assert len(said) == 1 and said[0].startswith(f"{FIRST}:6:")
    assert "'four years' has a unit: the fact says four and no unit" in said[0]


def test_a_conversion_is_said_where_the_proof_is_shown() -> None:
    lines = "  co: {what: Emissions, value: 4.1 Mt, source: report, quote: 'emitted 4,100 kt'}\n"
    report = STORY["seeds/report.txt"] + "emitted 4,100 kt"
    changed = {"data.yaml": DATA + lines, "seeds/report.txt": report}
    made = story(changed)
    assert told(changed) == []
    assert conversion(made.facts["co"], made.site.phrases) == "4,100 kt is 4.1 Mt."
    assert conversion(made.facts["rd.2020"], made.site.phrases) == ""
    assert "4,100 kt is 4.1 Mt." in rendered(changed)["facts/co/index.html"]
