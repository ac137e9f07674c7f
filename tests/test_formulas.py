import statistics
import time
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datastory.numbers.quantity import Quantity
from datastory.parsing.formulas import (
    FUNCTIONS,
    Parsed,
    Result,
    evaluate,
    idle_input,
    input_term,
    input_terms,
    inputs,
    parse,
)
from datastory.problem import Refused


def quantity(value: str, unit: str = "") -> Quantity:
    return Quantity(Decimal(value), unit, "", Decimal(1), f"{value} {unit}")


FACTS = {
    "rd.2020": quantity("151080000000", "yuan"),
    "rd.2024": quantity("245310000000", "yuan"),
    "staff": quantity("1000", "people"),
    "share": quantity("48", "%"),
    "last_year": quantity("45", "%"),
    "gap": quantity("3", "percentage points"),
    "places": quantity("7"),
    "none": quantity("0"),
    "loss": quantity("-4"),
}


RD = [quantity(f"{n}", "yuan") for n in (10, 12, 11, 19, 14)]
TERMS = {id: input_term(fact) for id, fact in FACTS.items()}
for id, points in {
    "rd": RD,
    "shares": [quantity(f"{n}", "%") for n in (10, 20, 45)],
    "plan": [quantity(f"{n}", "yuan") for n in (9, 13, 11, 18, 15)],
    "short": RD[:2],
    "one": RD[:1],
    "places": [quantity("7"), quantity("3")],
}.items():
    whole = input_terms(points)
    assert not isinstance(whole, Refused)
    TERMS[f"{id}.*"] = whole


def made(text: str) -> Result | Refused:
    parsed = parse(text)
    if not isinstance(parsed, Parsed):
        return parsed
    return evaluate(parsed, [TERMS.get(id, TERMS["places"]) for id in parsed.inputs])


def result(text: str) -> tuple[str, str] | bool | str:
    return shown(made(text))


def shown(made: Result | Refused) -> tuple[str, str] | bool | str:
    if isinstance(made, Refused):
        return f"{made.offset}: {made.message}"
    if isinstance(made.value, bool):
        return made.value
    return format(made.value.normalize(), "f"), made.unit


def test_inputs_are_named_with_their_offsets() -> None:
    assert inputs("{rd.2024} / { rd.2020 } - 1") == (("rd.2024", 0), ("rd.2020", 12))
    assert inputs("1 + 1") == ()
    assert inputs("{a}{a}{}") == (("a", 0), ("a", 3), ("", 6))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1 + 2 * 3", "7", ""),
        ("(1 + 2) * 3", "9", ""),
        ("-{places} + +8", "1", ""),
        ("0.1 + 0.2", "0.3", ""),
        ("2 ** 0.5 * 2 ** 0.5 - 2 < 1", True, ""),
        ("{rd.2024}", "245310000000", "yuan"),
        ("{rd.2024} + {rd.2020}", "396390000000", "yuan"),
        ("{rd.2024} - {rd.2020}", "94230000000", "yuan"),
        ("{rd.2024} + 1", "245310000001", "yuan"),
        ("{rd.2024} / {staff}", "245310000", "yuan per person"),
        ("{rd.2024} / {rd.2024}", "1", ""),
        ("{rd.2024} * 2", "490620000000", "yuan"),
        ("{rd.2024} / 2", "122655000000", "yuan"),
        # Percentages are their ratios
        ("{share}", "48", "%"),
        ("{share} * {rd.2024}", "117748800000", "yuan"),
        ("{rd.2024} * {share}", "117748800000", "yuan"),
        ("{rd.2024} / {share}", "511062500000", "yuan"),
        ("{share} * 2", "0.96", ""),
        ("{share} * {share}", "0.2304", ""),
        ("1 - {share}", "0.52", ""),
        ("{share} + {last_year}", "93", "%"),
        ("{share} - {last_year}", "3", "percentage points"),
        ("({share} - {last_year}) / {last_year} == 3 / 45", True, ""),
        ("({share} - {last_year}) / {share}", "0.0625", ""),
        ("({share} - {last_year}) * 2", "6", "percentage points"),
        ("2 * ({share} - {last_year})", "6", "percentage points"),
        ("({share} - {last_year}) / 2", "1.5", "percentage points"),
        ("{gap} + ({share} - {last_year})", "6", "percentage points"),
        ("{gap} / {gap}", "1", ""),
        ("{share} / {rd.2024} * {rd.2024}", "0.48", ""),
        ("{share} == 0.48", True, ""),
        ("{share} > {last_year}", True, ""),
        # Calls
        ("min({places}, 3, 9)", "3", ""),
        ("max({rd.2020}, {rd.2024})", "245310000000", "yuan"),
        ("sum({rd.2020}, {rd.2024})", "396390000000", "yuan"),
        ("sum({share}, {last_year})", "93", "%"),
        ("abs({loss})", "4", ""),
        ("abs({last_year} - {share})", "3", "percentage points"),
        ("round(2.5)", "3", ""),
        ("round(3.5)", "4", ""),
        ("round(-2.5)", "-3", ""),
        ("round(1234.567, 1)", "1234.6", ""),
        ("round({rd.2024}, 0 - 9)", "245000000000", "yuan"),
        # Comparisons
        ("{rd.2024} > {rd.2020}", True, ""),
        ("{rd.2024} < {rd.2020}", False, ""),
        ("1 < {places} <= 7 != 8", True, ""),
        ("1 < {places} < 7", False, ""),
        ("{places} >= 7", True, ""),
        ("1 + (2 < 3)", "2", ""),
        ("({rd.2024} > {rd.2020}) + ({places} > 8)", "1", ""),
        ("{rd.2024} * ({places} == 7)", "245310000000", "yuan"),
        # Whole series
        ("sum({rd.*})", "66", "yuan"),
        ("mean({rd.*})", "13.2", "yuan"),
        ("median({rd.*})", "12", "yuan"),
        ("median({short.*})", "11", "yuan"),
        ("quantile({rd.*}, 0.9)", "17", "yuan"),
        ("quantile({rd.*}, 0)", "10", "yuan"),
        ("quantile({rd.*}, 1)", "19", "yuan"),
        ("round(sd({rd.*}), 4)", "3.5637", "yuan"),
        ("sd({shares.*})", None, "percentage points"),
        ("mean({shares.*})", "25", "%"),
        ("sum({shares.*}) == 0.75", True, ""),
        ("count({rd.*})", "5", ""),
        ("count({rd.*} > 11)", "3", ""),
        ("sum({rd.*} > {plan.*})", "2", ""),
        ("sum({rd.*} - {plan.*})", "0", "yuan"),
        ("max(abs({rd.*} - {plan.*}))", "1", "yuan"),
        ("max({rd.*}) / min({rd.*})", "1.9", ""),
        ("rank(max({rd.*}), {rd.*})", "1", ""),
        ("rank(min({rd.*}), {rd.*})", "5", ""),
        ("sum({rd.*} / sum({rd.*}))", "1", ""),
        ("sqrt({places} + 2)", "3", ""),
        ("round(log({places}), 6)", "1.94591", ""),
        ("log(1000, 10)", "3", ""),
        ("round(exp(1), 9)", "2.718281828", ""),
        ("round(sqrt({share}), 3)", "0.693", ""),
        (" {places}\n+ 1 ", "8", ""),
    ],
)
def test_a_formula_is_computed_exactly(text: str, value: str | bool | None, unit: str) -> None:
    if isinstance(value, str):
        assert result(text) == (value, unit)
    elif value is None:
        assert result(text)[1] == unit  # type: ignore[index]
    else:
        assert result(text) is value


FORM = f"a formula knows {{id}}, + - * / **, comparison, {FUNCTIONS}"
CALLS = f"a formula knows only {FUNCTIONS}, of something"
BROKEN = "this is no formula; are its brackets closed, its operators + - * / **?"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1 / 0", "0: this formula divides by zero"),
        ("{rd.2024} / {none}", "0: this formula divides by zero"),
        ("0 / 0", "0: this formula has no result (a root of a negative number, or zero by zero)"),
        ("{loss} ** 0.5", "0: this formula has no result (a root of a negative number, or zero by "
                          "zero)"),
        ("10 ** 101", "0: this formula's result is too large to be a figure"),
        ("9 ** 9 ** 9", "0: a power above 1000 is no figure"),
        ("2 ** (0 - 999)", "0: this formula's result is too small to be a figure"),
        ("2 ** 1001", "0: a power above 1000 is no figure"),
        ("{rd.2024} ** 2", "0: a power is taken of a ratio; divide by the same unit first"),
        ("2 ** {rd.2024}", "0: a power above 1000 is no figure"),
        ("2 ** ({rd.2024} / 1000000000000)", "0: a power is taken of a ratio; divide by the same "
                                             "unit first"),
        # Units
        ("1 + {rd.2024} + {staff}", "0: yuan and people cannot be added or subtracted"),
        ("{rd.2024} - {share}", "0: yuan and % cannot be added or subtracted"),
        ("{share} + {gap}", "0: % and percentage points cannot be added or subtracted"),
        ("{rd.2024} > {staff}", "0: yuan and people cannot be compared"),
        ("{rd.2024} * {staff}", "0: yuan cannot be multiplied by people"),
        ("max({rd.2024}, {staff})", "0: yuan and people cannot be put together"),
        ("{rd.2024} + {places}", "0: yuan and a number without a unit cannot be added or "
                                 "subtracted; give both a unit"),
        ("{rd.2024} > {places}", "0: yuan and a number without a unit cannot be compared; give "
                                 "both a unit"),
        # Whole series
        ("{rd.*}", "1: this is one value for each point; say the sum, mean or max of them"),
        ("{rd.*} * 2", "0: this is one value for each point; say the sum, mean or max of them"),
        ("sum({rd.*} - {short.*})", "4: these series have not the same number of points"),
        ("count({rd.*} < {rd.2020} < {short.*})",
         "6: these series have not the same number of points"),
        ("sd({one.*})", "0: this formula has no result (a root of a negative number, or zero by "
                        "zero)"),
        ("quantile({rd.*})", "0: quantile takes two things, as in quantile({rd.*}, 0.9)"),
        ("quantile({rd.*}, 2)", "0: quantile takes points, and a part of them from 0 to 1"),
        ("rank({rd.*})", "0: rank takes two things, as in rank({rd.2024}, {rd.*})"),
        ("rank({rd.2024}, {rd.*})", "0: rank takes one of the points, and all of them: "
                                    "rank({a.x}, {a.*})"),
        ("sum({rd.*}, {places.*})", "0: yuan and a number without a unit cannot be put together; "
                                    "give both a unit"),
        ("sqrt({rd.2024})", "0: sqrt is taken of a ratio; divide by the same unit first"),
        ("log({places}, 2, 3)", "0: log takes one number"),
        ("log(0 - 1)", "0: this formula has no result (a root of a negative number, or zero by "
                       "zero)"),
        # Slips
        ("{places} × 2", "9: write * for ×"),
        ("{places} · 2", "9: write * for ·"),
        ("{places} ÷ 2", "9: write / for ÷"),
        ("{places} − 2", "9: write - for −"),
        ("{places} – 2", "9: write - for –"),
        ("{places} ^ 2", "9: write ** for ^"),
        ("{places} = 7", "9: write == for ="),
        ("{share} > 40%", "12: write a percentage as its ratio: 12% is 0.12"),
        ("“{places}”", "0: a formula has no quotation marks; delete these"),
        ("{places}\xa0/ 2", "8: a no-break space stands here; type a plain one"),
        ("1 + rd.2024", "4: write facts in braces: {rd.2024}"),
        ("1 + rd", "4: 'rd' is no fact; write facts in braces: {rd}"),
        ("一 + {places}", "0: '一' means nothing in a formula; write {id}, digits, ( ) + - * /"),
        ("({places} / 2", f"0: {BROKEN}"),
        ("{places} / 2)", f"12: {BROKEN}"),
        ("1 +", f"0: {BROKEN}"),
        ("", f"0: {BROKEN}"),
        ("{places} 2", f"9: {BROKEN}"),
        ("1\n2", f"2: {BROKEN}"),
        ("{places", f"0: {BROKEN}"),
        # Numbers are written in digits
        ("1 + 1e5", "4: write the number 1e5 with digits and a point only"),
        ("1_000", "0: write the number 1_000 with digits and a point only"),
        ("0x1F", "0: write the number 0x1F with digits and a point only"),
        (".5", "0: write the number .5 with digits and a point only"),
        ("1,000 + 1", f"0: {FORM}"),
        # Nothing else is known
        ("1 + True", f"4: {FORM}"),
        ("1j", f"0: {FORM}"),
        ("'a'", f"0: {FORM}"),
        ("None", f"0: {FORM}"),
        ("1 if 2 else 3", f"0: {FORM}"),
        ("1 and 2", f"0: {FORM}"),
        ("not 1", f"0: {FORM}"),
        ("~1", f"0: {FORM}"),
        ("[1]", f"0: {FORM}"),
        ("[1][0]", f"0: {FORM}"),
        ("(lambda: 1)()", f"0: {FORM}"),
        ("{places}.real", f"0: {FORM}"),
        ("min(*{places})", f"4: {FORM}"),
        ("7 // 2", "0: a formula knows + - * / and **"),
        ("7 @ 2", "0: a formula knows + - * / and **"),
        ("1 in {places}", "0: compare with < <= > >= == or !="),
        ("1 is 1", "0: compare with < <= > >= == or !="),
        ("__import__('os')", f"11: {FORM}"),
        ("open(1)", f"0: {CALLS}"),
        ("pow(2, 3)", f"0: {CALLS}"),
        ("min()", f"0: {CALLS}"),
        ("{places}({places})", f"0: {CALLS}"),
        ("abs(1, 2)", "0: abs takes one number"),
        ("round(1, 2, 3)", "0: round takes a number, and how many places behind the point"),
        ("round(1, 0.5)", "0: round takes a number, and how many places behind the point"),
        ("round(1, 99)", "0: round takes a number, and how many places behind the point"),
        # Runaways
        ("1" + " + 1" * 400, "0: a formula has at most 1000 characters; compute it in steps"),
        ("9" * 999 + " ** 2", "0: a formula has at most 1000 characters; compute it in steps"),
        ("9" * 900 + " + 1", "0: this formula's result is too large to be a figure"),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_told_at_its_place(text: str, told: str) -> None:
    assert result(text) == told


@pytest.mark.parametrize("text", ["(" * 499 + ")" * 499, "-" * 999 + "1", "1" + "+1" * 499])
def test_a_formula_nested_too_deeply_is_refused_or_read(text: str) -> None:
    made(text)


def test_no_formula_takes_long() -> None:
    start = time.process_time()
    for text in ("9 ** 999", "1.000001 ** 999.9", "(((9 ** 99) ** 0.5) ** 999) ** 0.001",
                 "7 ** 0.123456789012345678901234567890" + " * 7 ** 0.1" * 60):  # fmt: skip
        made(text)
    assert time.process_time() - start < 3


PIECES = st.sampled_from(
    ["{share}", "{rd.2024}", "{places}", "{none}", "1", "0.5", "999", "+", "-", "*", "/", "**",
     "(", ")", "<", "==", "min(", "sum(", "round(", ",", " ", "abs(", "%", "!", "中", "lambda",
     "if", "[", "]", "'", '"', "\\", "#", ":", "=", "e9", "_", "\x00", "{", "}", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
@example("'\\d'")
@example("1if 2else 3")
@example("\udc80")
@example("0777")
def test_whatever_is_written_there_is_a_value_or_a_reason(text: str) -> None:
    computed = made(text)
    if isinstance(computed, Result):
        assert isinstance(computed.value, bool) or computed.value.is_finite()
    else:
        assert 0 <= computed.offset <= len(text) and computed.message


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("{places} * 0 + 99.7", "places"),
        ("{places} ** 0 + 4", "places"),
        ("{rd.2024} / {rd.2024}", "rd.2024"),
        ("{share} + {last_year} - {last_year}", "last_year"),
        ("{places} > 3 + {loss} * 0", "loss"),
        ("sum({rd.*}) * 0 + {places}", "rd.*"),
        ("{places} + 99.7", None),
        ("min({places}, {loss}, 3)", None),
        ("max({share}, {last_year}) < 1", None),
        ("count({rd.*}) * {places}", None),
        ("rank({places}, {places.*})", None),
        ("median({rd.*})", None),
        ("round({places} / 1000)", None),
        ("{none} + 1", None),
    ],
)
def test_a_formula_rests_on_what_it_reads(text: str, idle: str | None) -> None:
    parsed = parse(text)
    assert isinstance(parsed, Parsed)
    assert idle_input(parsed, [TERMS[id] for id in parsed.inputs]) == idle


def test_all_points_of_a_series_are_in_one_unit() -> None:
    message = "its points are in yuan and in people; a formula takes all of one series in one unit"
    assert input_terms([FACTS["rd.2020"], FACTS["staff"]]) == Refused(message)


LISTS = st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=40)


@given(LISTS, st.integers(1, 99))
def test_statistics_are_those_of_the_standard_library(values: list[int], part: int) -> None:
    """The mean, median, standard deviation of a sample and inclusive quantiles, to 20 digits."""
    whole = input_terms([quantity(f"{value}") for value in values])
    assert not isinstance(whole, Refused)
    decimals = [Decimal(value) for value in values]
    with localcontext(prec=40):
        expected = {
            "mean({x.*})": statistics.mean(decimals),
            "median({x.*})": statistics.median(decimals),
            "sd({x.*})": statistics.stdev(decimals),
            f"quantile({{x.*}}, {part / 100})": statistics.quantiles(
                decimals, n=100, method="inclusive"
            )[part - 1],
        }
    for text, value in expected.items():
        parsed = parse(text)
        assert isinstance(parsed, Parsed)
        computed = evaluate(parsed, [whole])
        assert isinstance(computed, Result)
        assert abs(computed.value - value) <= Decimal("1e-20")
