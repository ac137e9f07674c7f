import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datastory.numbers.numerals import Quantity
from datastory.parsing.formulas import Result, evaluate, inputs


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


def result(text: str) -> tuple[str, str] | bool | str:
    made = evaluate(text, FACTS)
    if isinstance(made, tuple):
        return f"{made[0]}: {made[1]}"
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
        (" {places}\n+ 1 ", "8", ""),
    ],
)
def test_a_formula_is_computed_exactly(text: str, value: str | bool, unit: str) -> None:
    if isinstance(value, str):
        assert result(text) == (value, unit)
    else:
        assert result(text) is value


FORM = "a formula knows {id}, + - * / **, comparison, min max sum round abs"
CALLS = "a formula knows only min, max, sum, round and abs, of something"
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
        ("1 + (2 < 3)", f"5: {FORM}"),
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
    evaluate(text, FACTS)


def test_no_formula_takes_long() -> None:
    start = time.monotonic()
    for text in ("9 ** 999", "1.000001 ** 999.9", "(((9 ** 99) ** 0.5) ** 999) ** 0.001",
                 "7 ** 0.123456789012345678901234567890" + " * 7 ** 0.1" * 60):  # fmt: skip
        evaluate(text, FACTS)
    assert time.monotonic() - start < 1


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
    known = {name: FACTS.get(name, FACTS["places"]) for name, _ in inputs(text)}
    made = evaluate(text, known)
    if isinstance(made, Result):
        assert isinstance(made.value, bool) or made.value.is_finite()
    else:
        assert 0 <= made[0] <= len(text) and made[1]
