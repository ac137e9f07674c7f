"""Formula functions give the certified answers of public data sets, to the last digit shown.

NumAcc1 to NumAcc4 are of the Statistical Reference Datasets (univariate summary
statistics) of the National Institute of Standards and Technology, which certifies 15 digits. The
quartet is Anscombe's (1973), with the summaries that he prints.
"""

from decimal import Decimal

import pytest

from datastory.parsing import formulas
from datastory.parsing.formulas import Parsed, Term


def computed(text: str, *values: Decimal) -> Decimal:
    parsed = formulas.parse(text)
    assert isinstance(parsed, Parsed)
    made = formulas.evaluate(parsed, [Term(values)])
    assert isinstance(made, formulas.Result) and isinstance(made.value, Decimal)
    return made.value


def digits(value: Decimal, many: int) -> str:
    """Rounded to so many significant digits."""
    step = Decimal(1).scaleb(value.adjusted() - many + 1)
    return f"{value.quantize(step):f}"


def alternating(middle: str, low: str, high: str, pairs: int = 500) -> list[Decimal]:
    return [Decimal(middle), *([Decimal(low), Decimal(high)] * pairs)]


@pytest.mark.parametrize(
    ("values", "mean", "sd"),
    [
        ([Decimal(n) for n in (10000001, 10000003, 10000002)],
         "10000002.0000000", "1.00000000000000"),
        (alternating("1.2", "1.1", "1.3"), "1.20000000000000", "0.100000000000000"),
        (alternating("1000000.2", "1000000.1", "1000000.3"),
         "1000000.20000000", "0.100000000000000"),
        (alternating("10000000.2", "10000000.1", "10000000.3"),
         "10000000.2000000", "0.100000000000000"),
    ],
    ids=["NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4"],
)  # fmt: skip
def test_means_and_deviations_are_the_certified_ones(
    values: list[Decimal], mean: str, sd: str
) -> None:
    assert digits(computed("mean({a.*})", *values), 15) == mean
    assert digits(computed("sd({a.*})", *values), 15) == sd


X = "10 8 13 9 11 14 6 4 12 7 5"
QUARTET = [
    (X, "8.04 6.95 7.58 8.81 8.33 9.96 7.24 4.26 10.84 4.82 5.68"),
    (X, "9.14 8.14 8.74 8.77 9.26 8.10 6.13 3.10 9.13 7.26 4.74"),
    (X, "7.46 6.77 12.74 7.11 7.81 8.84 6.08 5.39 8.15 6.42 5.73"),
    ("8 8 8 8 8 8 8 19 8 8 8", "6.58 5.76 7.71 8.84 8.47 7.04 5.25 12.50 5.56 7.91 6.89"),
]


@pytest.mark.parametrize(("x", "y"), QUARTET)
def test_the_four_of_anscombe_have_one_summary(x: str, y: str) -> None:
    one, other = (list(map(Decimal, text.split())) for text in (x, y))
    assert computed("mean({a.*})", *one) == 9
    assert computed("sd({a.*}) ** 2", *one).quantize(Decimal("0.0001")) == 11
    assert digits(computed("mean({a.*})", *other), 3) == "7.50"
    assert digits(computed("sd({a.*})", *other), 3) == "2.03"
    assert computed("sum({a.*})", *one) == 99 and computed("count({a.*})", *one) == 11


def test_medians_and_quartiles_of_the_first_of_anscombe() -> None:
    values = list(map(Decimal, QUARTET[0][1].split()))
    assert computed("median({a.*})", *values) == Decimal("7.58")
    assert computed("quantile({a.*}, 0.25)", *values) == Decimal("6.315")
    assert computed("quantile({a.*}, 0.75)", *values) == Decimal("8.57")
    assert computed("max({a.*})", *values) == Decimal("10.84")
