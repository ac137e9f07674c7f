"""Values and forms of data.yaml: read, printed, and read back."""

import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datastory.numbers.languages.english.reading import find_numbers
from datastory.numbers.quantity import Quantity
from datastory.numbers.values import Form, parse_form, parse_value, shown
from datastory.problem import Refused

VALUES = [
    # text, value, unit, qualifier, step
    ("245.31 billion yuan", "245310000000", "yuan", "", "10000000"),
    ("over 75%", "75", "%", "over", "1"),
    ("more than 93 per cent", "93", "%", "over", "1"),
    ("exceeding 360 billion yuan", "360000000000", "yuan", "over", "1000000000"),
    ("at least 300", "300", "", "at least", "1"),
    ("300 or more", "300", "", "at least", "1"),
    ("300 firms or more", "300", "firms", "at least", "1"),
    ("400+", "400", "", "plus", "1"),
    ("300-plus", "300", "", "plus", "1"),
    ("about 100 billion yuan", "100000000000", "yuan", "about", "1000000000"),
    ("nearly 7 million", "7000000", "", "nearly", "1000000"),
    ("almost one in five", "0.2", "", "nearly", "0.01"),
    ("up to 16,000 petaflops", "16000", "petaflops", "up to", "1"),
    ("fewer than 20", "20", "", "under", "1"),
    ("no more than 5%", "5", "%", "up to", "1"),
    ("25,000", "25000", "", "", "1"),
    ("25 000", "25000", "", "", "1"),
    ("25’000", "25000", "", "", "1"),
    ("1,333 little giants", "1333", "little giants", "", "1"),
    ("1 little giant", "1", "little giants", "", "1"),
    ("one national laboratory", "1", "national laboratories", "", "1"),
    ("474,000 person-years", "474000", "person-years", "", "1"),
    ("6.67%", "6.67", "%", "", "0.01"),
    ("6.67% of GDP", "6.67", "%", "", "0.01"),
    ("9.0%", "9", "%", "", "0.1"),
    ("0.11 percentage points", "0.11", "percentage points", "", "0.01"),
    ("1 percentage point", "1", "percentage points", "", "1"),
    ("7.5‰", "0.75", "%", "", "0.01"),
    ("first", "1", "", "", "1"),
    ("second-highest", "2", "", "", "1"),
    ("22nd", "22", "", "", "1"),
    ("six", "6", "", "", "1"),
    ("three hundred and five", "305", "", "", "1"),
    ("three quarters", "0.75", "", "", "0.01"),
    ("half a million", "500000", "", "", "100000"),
    ("twice", "2", "", "", "1"),
    ("tenfold", "10", "", "", "1"),
    ("a 100-billion-yuan fund", "100000000000", "yuan", "", "1000000000"),
    ("¥245.31bn", "245310000000", "¥", "", "10000000"),
    ("RMB 245.31 bn", "245310000000", "yuan", "", "10000000"),
    ("US$2.36bn", "2360000000", "US dollars", "", "10000000"),
    ("2.36 billion US dollars", "2360000000", "US dollars", "", "10000000"),
    ("$5m", "5000000", "dollars", "", "1000000"),
    ("5 million pounds", "5000000", "pounds", "", "1000000"),
    ("5 yuan per person", "5", "yuan per person", "", "1"),
    ("−0.42", "-0.42", "", "", "0.01"),
    ("-0.42%", "-0.42", "%", "", "0.01"),
    ("minus five", "-5", "", "", "1"),
    ("100 km", "100", "kilometres", "", "1"),
    ("12 °C", "12", "degrees Celsius", "", "1"),
    ("2024", "2024", "", "", "1"),
    ("2236.61亿元", "223661000000", "yuan", "", "1000000"),
    ("1.63万件", "16300", "件", "", "100"),
    ("三百零五家", "305", "家", "", "1"),
    ("三百五家", "350", "家", "", "10"),
    ("一万二元", "12000", "yuan", "", "1000"),
    ("4万2元", "42000", "yuan", "", "1000"),
    ("4万1218元", "41218", "yuan", "", "1"),
    ("百分之五点五", "0.055", "", "", "0.001"),
    ("one hundred and fifth", "105", "", "", "1"),
    ("two hundredth", "200", "", "", "1"),
    ("two and three quarters", "2.75", "", "", "0.1"),
]


@pytest.mark.parametrize(("text", "value", "unit", "qualifier", "step"), VALUES)
def test_a_value_is_read(text: str, value: str, unit: str, qualifier: str, step: str) -> None:
    read = parse_value(text)
    assert isinstance(read, Quantity)
    assert (read.value, read.unit, read.qualifier) == (Decimal(value), unit, qualifier)
    assert (read.step, read.text) == (Decimal(step), text)


@pytest.mark.parametrize(
    ("text", "number", "scale", "kind"),
    [
        ("over 245.31 billion yuan", "245.31 billion", "1000000000", "digits"),
        ("−$1.2m", "1.2", "1000000", "digits"),
        ("a 12,345", "12,345", "1", "digits"),
        ("two thirds", "two thirds", "1", "fraction"),
        ("23.5亿元", "23.5亿", "1", "digits"),
        ("75%", "75", "1", "digits"),
    ],
)
def test_a_value_knows_its_number(text: str, number: str, scale: str, kind: str) -> None:
    read = parse_value(text)
    assert isinstance(read, Quantity)
    assert (read.text[slice(*read.span)], read.kind) == (number, kind)
    assert read.scale == Decimal(scale)
    assert read.printed(f"it was {number}.").span == (7, 7 + len(number))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("$10 to 20", [("10", "dollars"), ("20", "dollars")]),
        ("5 to 7 million", [("5000000", ""), ("7000000", "")]),
        ("by 50 to 1.5 million", [("50", ""), ("1500000", "")]),
        ("5% to 6 yuan", [("5", "%"), ("6", "yuan")]),
        ("12 in 15 cities", [("12", ""), ("15", "")]),
        ("two in 2024", [("2", ""), ("2024", "")]),
        ("seven second", [("7", ""), ("2", "")]),
        ("two hundred thousand dozen", [("200000", ""), None]),
        ("zero million", [("0", ""), None]),
        ("十四五年", [None]),  # the name of a plan
        ("零分之五", [None]),
    ],
)
def test_numbers_side_by_side_are_told_apart(
    text: str, numbers: list[tuple[str, str] | None]
) -> None:
    quantities = [figure.quantity for figure in find_numbers(text)]
    assert [one and (f"{one.value:f}", one.unit) for one in quantities] == numbers


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "write a value as a newspaper would print it, such as 245.31 billion yuan"),
        ("many", "'many' holds no number; write one, such as 245.31 billion yuan"),
        ("5G", "'5G' holds no number; write one, such as 245.31 billion yuan"),
        (
            "5 to 7 million",
            "'5 to 7 million' holds more than one number: '5' and '7 million'; "
            "give each a fact of its own",
        ),
        (
            "1,2",
            "'1,2' can be read in two ways; write thousands as 1,234 and decimals as 1.2",
        ),
        (
            "12.345.678",
            "'12.345.678' is no number that can be read; write it as 1,234 or 1.2 million",
        ),
        ("hundreds", "'hundreds' says no definite number; write one, such as 1.2 million"),
        (
            "roughly over 75%",
            "'roughly' before the number is not understood; write over, about or up to",
        ),
        (
            "43 billion yuan; or so",
            "'; or so' behind the number is not understood; write its unit: 43 billion yuan",
        ),
        ("9" * 10_000, "this is too long for a value; write one number and its unit"),
        (
            "9" * 60,
            f"'{'9' * 60}' is no number that can be read; write it as 1,234 or 1.2 million",
        ),
    ],
)
def test_what_is_no_value_says_why(text: str, message: str) -> None:
    assert parse_value(text) == Refused(message)


SHOWN = [
    ("0.1%", "12.8838", "", "12.9%"),
    ("1%", "25", "about", "about 25%"),
    ("1", "413", "about", "about 413"),
    ("1", "6866500", "", "6,866,500"),
    ("10", "6866500", "", "6,866,500"),
    ("100", "6866450", "", "6,866,500"),
    ("1 billion yuan", "511062500000", "about", "about 511 billion yuan"),
    ("0.1 billion yuan", "188109335576", "", "188.1 billion yuan"),
    ("0.01 million", "6866500", "about", "about 6.87 million"),
    ("0.01 percentage points", "0.09", "", "0.09 percentage points"),
    ("1 percentage point", "1.2", "", "1 percentage point"),
    ("0.01", "9.873", "", "9.87"),
    ("1", "2.5", "", "3"),  # halves away from zero
    ("1", "-2.5", "", "−3"),
    ("0.1%", "-0.04", "", "0.0%"),
    ("0.1 million US dollars", "1550000", "", "1.6 million US dollars"),
    ("1 firm", "1", "", "1 firm"),
    ("1 firm", "2", "over", "over 2 firms"),
    ("1 laboratory", "1", "", "1 laboratory"),
    ("1 laboratory", "2", "", "2 laboratories"),
    ("1", "400", "plus", "400+"),
    ("£1 million", "3000000", "", "£3 million"),  # with the sign that was asked for
    ("€0.1 billion", "-1234000000", "about", "about −€1.2 billion"),
    ("US$10", "1250", "over", "over US$1,250"),
    ("HK$1 billion", "4200000000", "plus", "HK$4 billion+"),
    ("1 million pounds sterling", "3000000", "", "3 million pounds"),
]


@pytest.mark.parametrize(("form", "value", "qualifier", "text"), SHOWN)
def test_a_computed_value_is_printed(form: str, value: str, qualifier: str, text: str) -> None:
    parsed = parse_form(form)
    assert isinstance(parsed, Form)
    quantity = shown(Decimal(value), parsed, qualifier)
    assert quantity.text == text
    assert parse_value(text) == quantity


@pytest.mark.parametrize("form", ["", "0.5%", "2", "about 1", "0", "-1", "one in five", "yuan"])
def test_what_is_no_form_says_why(form: str) -> None:
    assert isinstance(parse_form(form), Refused)


def test_a_form_says_what_to_write() -> None:
    message = "'0.5%' is no precision; write 1, 0.1, 0.01 or 10, as in 0.1 billion yuan"
    assert parse_form("0.5%") == Refused(message)


FORMS = st.builds(
    lambda step, scale, unit: unit + step + scale if unit in "£US$" else step + scale + unit,
    st.sampled_from(["1", "10", "1000", "0.1", "0.01", "0.001"]),
    st.sampled_from(["", " thousand", " million", " billion", " trillion"]),
    st.sampled_from(["", "%", " yuan", " percentage points", " US dollars", " firms", "£", "US$"]),
)
QUALIFIERS = st.sampled_from(["", "over", "at least", "plus", "about", "nearly", "up to", "under"])


@given(st.decimals(-(10**15), 10**15, places=6), FORMS, QUALIFIERS)
def test_what_is_printed_is_read_back(value: Decimal, text: str, qualifier: str) -> None:
    form = parse_form(text)
    assert isinstance(form, Form)
    quantity = shown(value, form, qualifier)
    assert parse_value(quantity.text) == quantity
    place = quantity.step * max(form.step, Decimal(1))
    assert abs(quantity.value - value) * 2 <= place


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u202f", "\u00a0", "’", "'", ""]))
def test_thousands_may_be_grouped_in_any_way(value: int, separator: str) -> None:
    quantity = parse_value(f"{value:,}".replace(",", separator))
    assert isinstance(quantity, Quantity)
    assert quantity.value == value


PIECES = (Path(__file__).parent / "data" / "pieces.txt").read_text(encoding="utf-8").split()
HEAPS = st.lists(st.sampled_from(PIECES), max_size=14)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), HEAPS.map(" ".join), HEAPS.map("".join)))
def test_no_text_breaks_the_reader(text: str) -> None:
    last = 0
    for figure in find_numbers(text):
        assert last <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        last = figure.core.end
    parse_value(text)
    parse_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 50_000, "1," * 50_000, "1 000 " * 10_000, "one " * 10_000, "one-" * 10_000,
        "hundred thousand " * 5_000, "over " * 10_000 + "5", "-" * 50_000, "$" * 50_000,
        "a " * 20_000, "1/" * 20_000, "亿" * 20_000, "一" * 20_000, "1 to " * 10_000, "." * 50_000,
        "half of a " * 5_000, "5 or " * 10_000, "A-" * 20_000 + "5", "x " * 20_000 + "or more",
    ],
)  # fmt: skip
def test_a_long_text_is_read_at_once(text: str) -> None:
    start = time.process_time()
    find_numbers(text)
    assert time.process_time() - start < 3


ONES = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SIZES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def spelt(number: int, link: str, hyphen: str) -> str:
    """`(1205, " and ", "-")` -> "one thousand two hundred and five", as English has it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        rest = f"{hyphen}{ONES[number % 10]}" if number % 10 else ""
        return TENS[number // 10 - 2] + rest
    for size, word in SIZES:
        if number >= size:
            rest = number % size
            gap = link if rest < 100 else " "
            tail = gap + spelt(rest, link, hyphen) if rest else ""
            return f"{spelt(number // size, link, hyphen)} {word}{tail}"
    raise AssertionError


@settings(deadline=None)
@given(
    st.one_of(st.integers(0, 2000), st.integers(0, 10**12 - 1)),
    st.sampled_from([" and ", " "]),
    st.sampled_from(["-", " "]),
)
def test_number_words_are_read_as_one_number(number: int, link: str, hyphen: str) -> None:
    words = spelt(number, link, hyphen)
    quantity = parse_value(words)
    assert isinstance(quantity, Quantity), words
    assert quantity.value == number
    figures = find_numbers(f"It has {words} firms, not two, nor a third.")
    assert [figure.quantity and figure.quantity.value for figure in figures[:2]] == [number, 2]


@given(st.integers(0, 99), st.integers(0, 99))
def test_two_numbers_in_words_stay_two(one: int, other: int) -> None:
    text = f"{spelt(one, ' ', '-')}, {spelt(other, ' ', '-')} and {spelt(other, ' ', '-')}"
    figures = find_numbers(text)
    assert [figure.quantity and figure.quantity.value for figure in figures] == [one, other, other]
