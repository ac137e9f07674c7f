"""Chinese: what its prose says of a fact, which figures it holds, how it prints a value."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_statements import quantity

from datastory.numbers.adjoining import adjoining
from datastory.numbers.languages import grammar
from datastory.numbers.languages.chinese.writing import written
from datastory.numbers.quantity import Figure, Quantity
from datastory.numbers.rewriting import rewritten
from datastory.numbers.statements import (
    figures,
    misstatement,
    numbers,
    only_figure,
    quotation_mismatch,
)
from datastory.numbers.units import KNOWN, units_agree

DATA = Path(__file__).parent / "data" / "chinese"


def table(name: str) -> list[tuple[str, ...]]:
    """The rows of a table: cells apart by " | "; lines that begin with "# " are headings."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" | ")) for line in lines if line and not line.startswith("# ")]


TRUE, FALSE = table("true_statements.txt"), table("false_statements.txt")


def test_the_tables_are_long_enough() -> None:
    assert len(set(TRUE)) >= 150
    assert len(set(FALSE)) >= 150
    assert not set(TRUE) & set(FALSE)


@pytest.mark.parametrize(("words", "fact"), TRUE)
def test_true_words_are_let_through(words: str, fact: str) -> None:
    assert misstatement(words, quantity(fact), "zh") is None


@pytest.mark.parametrize(("words", "fact"), FALSE)
def test_false_words_are_refused(words: str, fact: str) -> None:
    assert misstatement(words, quantity(fact), "zh") is not None


def prose() -> list[tuple[str, list[str]]]:
    """Each line of prose.txt without its marks, and the figures that it holds."""
    found = []
    for line in (DATA / "prose.txt").read_text(encoding="utf-8").splitlines():
        if line[:2] in ("- ", "+ "):
            held = re.findall(r"\[(.+?)\]", line) if line[0] == "-" else []
            found.append((re.sub(r"[\[\]]", "", line[2:]), held))
    return found


@pytest.mark.parametrize(("text", "expected"), prose())
def test_prose_holds_these_figures(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in figures(text, (), "zh")] == expected


@pytest.mark.parametrize(
    ("words", "fact", "message"),
    [
        (
            "2453.1万元",
            "245.31 billion yuan",
            "'2453.1万元' does not say 2453.1亿元; it is ten thousand times too small; "
            "万 is ten thousand, 亿 a hundred million",
        ),
        (
            "24531亿元",
            "245.31 billion yuan",
            "'24531亿元' does not say 2453.1亿元; it is ten times too large",
        ),
        (
            "2453.1",
            "245.31 billion yuan",
            "'2453.1' does not say 2453.1亿元; put the scale inside the link",
        ),
        ("75%", "over 75%", "'75%' loses '超过': the fact says 超过75%"),
        ("近75%", "over 75%", "'近75%' turns the fact, which says 超过75%"),
        ("75", "75%", "'75' is no percentage; put the % inside the link: the fact says 75%"),
        (
            "2453.1亿美元",
            "245.31 billion yuan",
            "'2453.1亿美元' is not in 元: the fact says 2453.1亿元",
        ),
        (
            "2000亿元",
            "215.31 billion yuan",
            "'2000亿元' does not say 2153.1亿元; with one figure, say 约, 近 or 超过",
        ),
        ("增长", "12.9%", "'增长' holds no number; the fact says 12.9%"),
    ],
)
def test_messages_speak_of_what_the_writer_sees(words: str, fact: str, message: str) -> None:
    assert misstatement(words, quantity(fact), "zh") == message


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        ("245.31 billion yuan", "2453.1亿元"),
        ("43 billion yuan", "430亿元"),
        ("3,632.68 billion yuan", "36326.8亿元"),
        ("3.68 trillion yuan", "3.68万亿元"),
        ("2.50 billion yuan", "25.0亿元"),
        ("1,234,567", "1234567"),
        ("18,650", "18650"),
        ("17,600", "1.76万"),
        ("7.19 million", "719万"),
        ("nearly 7 million", "近700万"),
        ("over 75%", "超过75%"),
        ("at least 3,000 companies", "至少3000家"),
        ("up to 3,000 yuan", "至多3000元"),
        ("about 20 million people", "约2000万人"),
        ("under 5 years", "不足5年"),
        ("400+", "超过400"),
        ("12.9%", "12.9%"),
        ("9.0%", "9.0%"),
        ("−1.2%", "−1.2%"),
        ("0.11 percentage points", "0.11个百分点"),
        ("second", "第二"),
        ("22nd", "第二十二"),
        ("twelve", "12个"),
        ("12 national laboratories", "12个"),
        ("474,000 person-years", "47.4万人年"),
        ("three quarters", "四分之三"),
        ("half", "一半"),
        ("doubled", "2倍"),
        ("82,000 yuan per person", "8.2万元/人"),
        ("120 km/h", "120公里/小时"),
        ("1,997.47 square kilometres", "1997.47平方公里"),
        ("12.3 deaths per 100,000", "12.3/10万"),
    ],
)
def test_a_value_is_printed_as_chinese_prints_it(fact: str, printed: str) -> None:
    assert grammar("zh").written(quantity(fact)) == printed
    assert misstatement(printed, quantity(fact), "zh") is None


QUALIFIERS = ["", "over ", "at least ", "about ", "nearly ", "up to ", "under "]
UNITS = ["", " yuan", "%", " US dollars", " people", " square kilometres", " percentage points"]


@given(
    number=st.decimals(min_value=0, max_value=10**6, allow_nan=False, places=2),
    places=st.integers(0, 2),
    scale=st.sampled_from(["", " thousand", " million", " billion", " trillion"]),
    unit=st.sampled_from(UNITS),
    qualifier=st.sampled_from(QUALIFIERS),
)
def test_what_is_printed_says_the_fact_and_no_digit_more(
    number: Decimal, places: int, scale: str, unit: str, qualifier: str
) -> None:
    if unit in ("%", " percentage points"):
        scale = ""
    fact = quantity(f"{qualifier}{number:.{places}f}{scale}{unit}")
    printed = grammar("zh").written(fact)
    assert misstatement(printed, fact, "zh") is None
    read = only_figure(printed, "zh")
    assert isinstance(read, Figure)
    assert read.quantity is not None
    assert read.quantity.value == fact.value
    digits = re.sub(r"[^\d]", "", printed).strip("0")
    assert digits == str(fact.value).replace(".", "").strip("0")


@pytest.mark.parametrize("power", range(-8, 9))
@pytest.mark.parametrize("fact", ["245.31 billion yuan", "7.19 million", "17,600"])
def test_a_slip_by_any_power_of_ten_is_refused(fact: str, power: int) -> None:
    value = quantity(fact)
    slipped = replace(value, value=value.value.scaleb(power), step=value.step.scaleb(power))
    plain = replace(slipped, text=f"{slipped.value:f}")
    reason = misstatement(grammar("zh").written(plain), value, "zh")
    assert (reason is None) == (power == 0)


@pytest.mark.parametrize(
    ("when", "printed"),
    [
        ("2024", "2024年"),
        ("2024-03", "2024年3月"),
        ("2024-03-05", "2024年3月5日"),
        ("2024-Q1", "2024年第一季度"),
        ("2024-H2", "2024年下半年"),
        ("2020 to 2024", "2020年至2024年"),
        ("2020–2024", "2020年至2024年"),
        ("December 2025", "2025年12月"),
        ("5 March 2024", "2024年3月5日"),
        ("end of 2025", "2025年底"),
        ("since 2008", "2008年以来"),
        ("2025 edition", "2025年版"),
        ("plan of 2022", "2022年规划"),
        ("as reported in December 2025", "据2025年12月报道"),
        ("the Ming dynasty", "the Ming dynasty"),
    ],
)
def test_dates_and_periods(when: str, printed: str) -> None:
    assert grammar("zh").date(when) == printed


def test_names_are_hidden_without_spaces_around_them() -> None:
    names = ["12号线", "T20", "三十六行"]
    text = "乘12号线和T20，三十六行，另有T205和12家企业"
    assert [f.text for f in figures(text, names, "zh")] == ["12"]
    assert [f.text for f in figures(text, (), "zh")] == ["12", "三十六", "12"]


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("达\ufffc亿元", "\ufffc亿"),
        ("达\ufffc万亿元", "\ufffc万亿"),
        ("占\ufffc%", "\ufffc%"),
        ("提高\ufffc个百分点", "\ufffc个百分点"),
        ("是\ufffc倍", "\ufffc倍"),
        ("排名第\ufffc", "第\ufffc"),
        ("百分之\ufffc", "百分之\ufffc"),
        ("￥\ufffc", "￥\ufffc"),
    ],
)
def test_a_scale_beside_a_link_belongs_inside(text: str, beside: str) -> None:
    assert [figure.text for figure in figures(text, (), "zh")] == [beside]


@pytest.mark.parametrize(
    ("before", "words", "after", "fact", "outside", "wrong"),
    [
        ("超过", "75%", "", "75%", "超过", True),
        ("超过", "75%", "", "over 75%", "超过", False),
        ("约", "2453亿元", "", "245.31 billion yuan", "约", False),
        ("", "300家", "以上", "300", "以上", False),
        ("占", "75%", "左右", "75.3%", "左右", False),
    ],
)
def test_words_beside_a_link_that_belong_to_its_number(
    before: str, words: str, after: str, fact: str, outside: str, wrong: bool
) -> None:
    found = adjoining(before, words, after, quantity(fact), (), "zh")
    assert found is not None
    assert found.words == outside
    assert bool(found.reason) == wrong


@pytest.mark.parametrize(
    ("words", "fact", "new"),
    [
        ("2453.1亿元", "261.9 billion yuan", "2619亿元"),
        ("2453.1亿", "261.9 billion yuan", "2619亿"),
        ("研发投入2453.1亿元", "261.9 billion yuan", "研发投入2619亿元"),
        ("12家企业", "14", "14家企业"),
        ("十二家企业", "14 companies", "14家企业"),
        ("75%", "over 75%", "超过75%"),
        ("第三", "second", "第二"),
        ("3个百分点", "0.1 percentage points", "0.1个百分点"),
        ("增长", "12.9%", None),
    ],
)
def test_stale_words_are_written_anew(words: str, fact: str, new: str | None) -> None:
    assert rewritten(words, quantity(fact), "zh") == new


@pytest.mark.parametrize(
    ("quotation", "fact", "proved"),
    [
        ("企业数量五年间翻了两番", "quadrupled", True),
        ("近一半的受访者表示满意", "nearly half", True),
        ("企业数量五年间翻了一番", "quadrupled", False),
        ("全社会研发投入2453.1亿元", "245.31 billion yuan", True),
        ("全社会研发投入2453.1万元", "245.31 billion yuan", False),
        ("增速达到百分之十二点九", "12.9%", True),
    ],
)
def test_quotations_are_read_in_chinese_too(quotation: str, fact: str, proved: bool) -> None:
    assert (quotation_mismatch(quotation, quantity(fact)) is None) == proved


@pytest.mark.parametrize(
    ("when", "printed"),
    [
        ("2024年", "2024"),
        ("2024年3月", "March 2024"),
        ("2024年3月5日", "5 March 2024"),
        ("2024年第一季度", "first quarter of 2024"),
        ("2024年3季度", "third quarter of 2024"),
        ("2024年上半年", "first half of 2024"),
        ("2024年底", "end of 2024"),
        ("2024年6月末", "end of June 2024"),
        ("2020年至2024年", "2020 to 2024"),
        ("2008年以来", "since 2008"),
        ("截至2024年6月30日", "as of 30 June 2024"),
        ("2022年规划", "plan of 2022"),
        ("2025年版", "2025 edition"),
        ("“十四五”时期", "14th Five-Year Plan"),
        ("本学年", "本学年"),
    ],
)
def test_a_time_in_chinese_is_printed_in_english(when: str, printed: str) -> None:
    assert grammar("en").date(when) == printed


@pytest.mark.parametrize(
    ("value", "text", "printed"),
    [
        ("12.3 per 100,000", "12.3 (95% CI 10.1 to 14.5) per 100,000",
         "12.3/10万（95%置信区间10.1至14.5）"),
        ("12.3", "12.3 (95% CI −10.1 to 14.5)", "12.3（95%置信区间−10.1至14.5）"),
        ("12.5 million yuan", "12.5 million yuan (10 to 15)", "1250万元（1000万至1500万）"),
        ("about 12 visits", "about 12 (10 to 14) visits", "约12人次（10至14）"),
        ("98.6 mg", "98.6 ± 12.1 mg", "98.6毫克±12.1毫克"),
        ("12%", "12 ± 1%", "12%±1%"),
    ],
)  # fmt: skip
def test_an_estimate_is_printed_with_its_interval(value: str, text: str, printed: str) -> None:
    assert grammar("zh").written(replace(quantity(value), text=text)) == printed


@pytest.mark.parametrize("name", sorted(KNOWN - {"to 1", "¥", "decades", "‰"}))
def test_a_known_unit_keeps_its_name(name: str) -> None:
    """Never 个, which would make pieces of what is measured."""
    (read,) = numbers(written(Quantity(Decimal(500), name, "", Decimal(1), f"500 {name}")), "zh")
    assert read.quantity is not None and read.quantity.value == 500
    assert units_agree(read.quantity.unit, name) or units_agree(name, read.quantity.unit)
