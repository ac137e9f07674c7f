"""A fact's value, its unit, its date, as Chinese prints them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from ...estimates import parse_estimate
from ...hanzi import HAN
from ...qualifiers import ABOUT, AT_LEAST, NEARLY, OVER, PLUS, UNDER, UP_TO
from ...quantity import Quantity
from ...units import KNOWN, called, parts, singular
from ..english.exemptions import MONTHS
from ..english.reading import find_numbers
from . import words

QUALIFIERS = {
    OVER: "超过", AT_LEAST: "至少", PLUS: "超过", ABOUT: "约", NEARLY: "近", UP_TO: "至多",
    UNDER: "不足", "": "",
}  # fmt: skip
# The largest whose number has no more than two decimals is taken.
SCALES = (("万亿", 12), ("亿", 8), ("万", 4))
NUMERALS = "零一二三四五六七八九"
NAMES = {unit: spelt.split(", ")[0] for unit, spelt in words.UNITS.items()} | {
    "yuan": "元", "seconds": "秒", "decades": "个十年", "quarters": "个季度", "dollars": "$",
    "megabytes": "MB", "gigabytes": "GB", "terabytes": "TB", "petabytes": "PB",
    "parts per million": "ppm", "parts per billion": "ppb", "pounds per square inch": "psi",
    "megabits per second": "Mbps", "gigabits per second": "Gbps",
}  # fmt: skip
# What a value counts, by the singular of its last word: counter and noun are one here.
COUNTED = {
    "person": "人", "people": "人", "man": "人", "woman": "人", "child": "人", "worker": "人",
    "student": "人", "resident": "人", "person-year": "人年", "visit": "人次", "passenger": "人次",
    "company": "家", "firm": "家", "enterprise": "家", "business": "家", "hospital": "家",
    "institution": "家", "shop": "家", "store": "家", "bank": "家", "country": "个国家",
    "patent": "件", "application": "件", "trademark": "件", "paper": "篇", "article": "篇",
    "book": "册", "copy": "册", "car": "辆", "vehicle": "辆", "bus": "辆", "aircraft": "架",
    "ship": "艘", "home": "套", "house": "套", "flat": "套", "household": "户", "case": "例",
    "death": "例", "time": "次", "school": "所", "university": "所", "bed": "张", "word": "字",
}  # fmt: skip
BELOW = {
    "person": "人", "household": "户", "year": "年", "month": "月", "day": "天", "hour": "小时",
    "square kilometre": "平方公里", "square metre": "平方米", "hectare": "公顷", "tonne": "吨",
    "kilogram": "公斤", "litre": "升", "second": "秒", "minute": "分钟", "week": "周",
    "100,000": "10万", "1,000": "千人", "1,000,000": "百万", "10,000": "万人",
}  # fmt: skip


def unit(name: str) -> str:
    """`"yuan per person"` -> `"元/人"`; what is counted and has no counter here, by 个.

    A known unit that has no name here keeps its own, as " megabits".
    """
    if HAN.match(name):
        return name  # a fact that was written in Chinese: 25,000家
    above, below = parts(name)
    found = NAMES.get(name)
    if found is None:
        found = NAMES.get(above) or COUNTED.get(singular(above).rpartition(" ")[2], "")
        found = found or (f" {called(above)}" if above in KNOWN else "个" if above else "")
        if below and found in ("个", "例"):
            found = ""
        found += "".join(f"/{BELOW.get(one, one)}" for one in below)
    return found


def written(quantity: Quantity) -> str:
    """`245.31 billion yuan` -> `"2453.1亿元"`: at the fact's own precision, with its qualifier."""
    if text := _estimate(quantity):
        return text
    kind = quantity.kind
    before = QUALIFIERS[quantity.qualifier]
    if kind == "ordinal":
        return before + _place(quantity.value)
    if kind == "fraction" and not quantity.unit:
        return before + _fraction(quantity.value)
    if kind == "multiple":
        half = quantity.value == Decimal("0.5")
        return before + ("一半" if half else f"{_plain(quantity.value)}倍")
    name = unit(quantity.unit)
    if kind == "words" and not name and quantity.value == quantity.value.to_integral_value():
        name = "个"
    digits = number(quantity.value, quantity.step, quantity.scale)
    if name.startswith("$"):  # no name tells whose dollars these are
        minus = "−" if digits.startswith("−") else ""
        return f"{before}{minus}${digits.removeprefix('−')}{name[1:]}"
    return before + digits + name


def number(value: Decimal, step: Decimal, scale: Decimal = Decimal(1)) -> str:
    """`(245310000000, 10000000, 1000000000)` -> `"2453.1亿"`; no digit is lost and none is added.

    `scale` is what the written digits were multiplied by: decimals of those are claimed, zeros at
    the end of a whole number are not.
    """
    sign, size = ("−" if value < 0 else ""), abs(value)
    place = int(step.normalize().as_tuple().exponent) if step < scale else _last(size)
    for word, power in SCALES:
        decimals = max(0, power - place)
        if size >= Decimal(10) ** power and decimals <= 2:
            return f"{sign}{size.scaleb(-power):.{decimals}f}{word}"
    decimals = max(0, -int(step.as_tuple().exponent))
    return f"{sign}{size:.{decimals}f}"


def _last(value: Decimal) -> int:
    """The power of ten of the last digit that is not zero: 3 for 22000."""
    return int(value.normalize().as_tuple().exponent) if value else 0


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _place(value: Decimal) -> str:
    n = int(value)
    return f"第{numeral(n)}" if 0 < n < 100 else f"第{n}"


def numeral(n: int) -> str:
    """`23` -> `"二十三"`, for 0 to 99."""
    tens, ones = divmod(n, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def _fraction(value: Decimal) -> str:
    ratio = Fraction(value).limit_denominator(99)
    if ratio == Fraction(1, 2):
        return "一半"
    if ratio.numerator < 100 and 1 < ratio.denominator < 100 and ratio < 1:
        return f"{numeral(ratio.denominator)}分之{numeral(ratio.numerator)}"
    return _plain(value)


def _estimate(quantity: Quantity) -> str:
    """`12.3 (95% CI 10.1 to 14.5)` -> `"12.3（95%置信区间10.1至14.5）"`; "" of no estimate."""
    whole = parse_estimate(quantity.text)
    if whole is None or not whole.value:
        return ""
    value = written(replace(quantity, text=whole.value))
    low, high, error = (
        [figure.quantity for figure in find_numbers(text) if figure.quantity]
        for text in (whole.low, whole.high, whole.error)
    )
    if error:
        size = number(error[0].value, error[0].step, error[0].scale)
        return f"{value}±{size}{unit(quantity.unit)}"
    if not low or not high:
        return ""
    level = re.search(r"\d{2}(?:\.\d+)?\s?%(?=\s*C)", quantity.text)
    interval = f"{level[0] if level else ''}置信区间" if "CI" in quantity.text else ""
    ends = [number(end.value, end.step) for end in (low[0], high[0])]
    return f"{value}（{interval}{ends[0]}至{ends[1]}）"


_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_QUARTER = re.compile(r"(\d{4})[\s-]?Q([1-4])|Q([1-4])\s(\d{4})")
_HALF = re.compile(r"(\d{4})[\s-]?H([12])")
_WRITTEN = re.compile(rf"(?:(\d\d?)\s)?({'|'.join(MONTHS)})\s(\d{{4}})")
_RANGE = re.compile(r"(.+?)\s?(?:\sto\s|[-–—])\s?(.+)")
# What may stand around a date of data.yaml, and where it stands in Chinese.
_AROUND = tuple(
    (re.compile(english), chinese)
    for english, chinese in {
        "since (.+)": "{}以来", "until (.+)": "截至{}", "end of (.+)": "{}底",
        "start of (.+)": "{}初", "(?:beginning of|early) (.+)": "{}初", "late (.+)": "{}末",
        "(.+) edition": "{}版", "plan of (.+)": "{}规划", "as reported in (.+)": "据{}报道",
        "as of (.+)": "截至{}", "by (.+)": "到{}", r"(?:about|around|c\.) (.+)": "约{}",
        "first half of (.+)": "{}上半年", "second half of (.+)": "{}下半年",
    }.items()
)  # fmt: skip


def date(when: str) -> str:
    """`"2024-03"` -> `"2024年3月"`, `"2020 to 2024"` -> `"2020年至2024年"`; else as it is."""
    if match := _ISO.fullmatch(when):
        year, month, day = match.groups()
        found = f"{year}年" + (f"{int(month)}月" if month else "")
        return found + (f"{int(day)}日" if day else "")
    if match := _QUARTER.fullmatch(when):
        year, quarter = (match[1], match[2]) if match[1] else (match[4], match[3])
        return f"{year}年第{numeral(int(quarter))}季度"
    if match := _HALF.fullmatch(when):
        return f"{match[1]}年{'上' if match[2] == '1' else '下'}半年"
    if match := _WRITTEN.fullmatch(when):
        day = f"{match[1]}日" if match[1] else ""
        return f"{match[3]}年{MONTHS.index(match[2]) + 1}月{day}"
    if (match := _RANGE.fullmatch(when)) and (
        date(match[1]) != match[1] and date(match[2]) != match[2]
    ):
        return f"{date(match[1])}至{date(match[2])}"
    for pattern, form in _AROUND:
        if (match := pattern.fullmatch(when)) and date(match[1]) != match[1]:
            return form.format(date(match[1]))
    return when
