"""Numbers beside Chinese, Japanese and Korean characters: 2236.61亿, 4万1218, 第六, 百分之五."""

from __future__ import annotations

import re
from decimal import Decimal

HAN = re.compile("[\u3400-\u9fff]")  # a Chinese character
ONES = {c: Decimal(n) for n, c in enumerate("零一二三四五六七八九")}
ONES |= {"〇": Decimal(0), "两": Decimal(2), "兩": Decimal(2)}
SMALL = {"十": 1, "百": 2, "千": 3, "십": 1, "백": 2, "천": 3}
LARGE = {"万": 4, "萬": 4, "만": 4, "亿": 8, "億": 8, "억": 8, "兆": 12, "조": 12}
_ONE = "".join(ONES)
_UNIT = "".join((*SMALL, *LARGE))
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
# What a count in characters is counted by; without one, 一 and 十 are parts of words.
_COUNTER = "[家个個名位年次届項项所座倍件种種级級人元美港台台套篇大％%]|欧元|人民币|つ"
_NO_TENTHS = "立为為员員果功长長本就熟交绩績分形套品"  # 成 begins a word of its own
NUMBER = (
    rf"{_DIGITS} ?[余餘多]?(?:[{''.join(LARGE)}](?![瓦赫])|[千천百백](?!分)[{''.join(LARGE)}])+"
    rf"(?:{_DIGITS} ?[{_UNIT}]+(?![瓦赫]))*(?:\d[\d,]*(?![.\d]))?"
    rf"|第[{_ONE}{''.join(SMALL)}]+"
    rf"|百分之(?:{_DIGITS}|[{_ONE}{_UNIT}]+(?:点[{_ONE}]+)?)"
    rf"|[{_ONE}十]+分之[{_ONE}十]+"
    rf"|(?:[{_ONE}十]|10|\d(?:\.\d)?)成(?:(?:半|[{_ONE}]{{1,2}})(?![{_ONE}{_UNIT}])|(?![{_NO_TENTHS}]))"
    rf"|(?<![{_ONE}{_UNIT}])[{_ONE}{_UNIT}]{{1,24}}+(?=(?:余|多)?(?:{_COUNTER}))"
)
# A text without any of these holds no such number.
BESIDE = re.compile(rf"[第分{_ONE}{_UNIT}]|\d成")
# Characters that are a number by themselves, whatever they count: 三, 一百二十.
ALONE = re.compile(f"[{_ONE}{_UNIT}]+")
# The unit of a table or a chart, which counts nothing: 亿元, 万人.
SCALE_OF_UNIT = re.compile(rf"[{''.join(LARGE)}]+[^\d{_ONE}{_UNIT}]+")
_PART = re.compile(rf"({_DIGITS})|([{_ONE}])|([{''.join(SMALL)}])|([{''.join(LARGE)}])")


def kind(text: str) -> str:
    """The token kind of a match of NUMBER."""
    if "分之" in text or "成" in text:
        return "hanzi fraction"
    return "hanzi ordinal" if text.startswith("第") else "hanzi digits"


def value(text: str) -> tuple[Decimal, Decimal] | None:
    """`"2236.61亿"` -> value and step: `(223661000000, 1000000)`; None if it makes no number."""
    if text.startswith("百分之"):
        whole, _, decimals = text[3:].partition("点")
        read = _read(whole)
        if read is None or not decimals:
            return read and (read[0].scaleb(-2), read[1].scaleb(-2))
        return (read[0] + behind(decimals)).scaleb(-2), Decimal(1).scaleb(-2 - len(decimals))
    if "成" in text:  # tenths: 三成 is 30%, 三成五 is 35%, 九成三五 is 93.5%
        tenths, _, more = text.partition("成")
        more = more.replace("半", "五")
        read = _read(tenths)
        return read and ((read[0] + behind(more)) / 10, read[1].scaleb(-1 - len(more)))
    if "分之" in text:
        under, over = (_read(part) for part in text.split("分之"))
        if not under or not over or not under[0]:
            return None
        return over[0] / under[0], Decimal("0.01")
    return _read(text.removeprefix("第"))


def behind(ones: str) -> Decimal:
    """The digits behind a point: `"三五"` -> 0.35."""
    return sum((ONES[one].scaleb(-at) for at, one in enumerate(ones, 1)), Decimal(0))


def _read(text: str) -> tuple[Decimal, Decimal] | None:
    """`"三百零五"` -> 305, and its step; 三百五 is 350: a last digit counts tenths of its unit."""
    total, section, step = Decimal(0), Decimal(0), Decimal(1)
    pending: Decimal | None = None
    unit = Decimal(1)  # that stands right before what is pending
    for digits, one, small, large in _PART.findall(text):
        if digits or one:
            if pending is not None or len(digits) > 24:
                return None  # 十四五 is a name, no number
            pending = ONES[one] if one else Decimal(digits.replace(",", ""))
            step = Decimal(1).scaleb(int(pending.as_tuple().exponent))
            if one in ("零", "〇"):
                pending = None if section or total else pending
            if one in ("零", "〇") or len(digits) > 1:
                unit = Decimal(1)
        elif small:
            unit = Decimal(1).scaleb(SMALL[small])
            section += (Decimal(1) if pending is None else pending).scaleb(SMALL[small])
            pending, step = None, step.scaleb(SMALL[small])
        else:
            unit = Decimal(1).scaleb(LARGE[large])
            here = section + (pending or 0)
            if here:
                total += here.scaleb(LARGE[large])
            else:
                total = (total or Decimal(1)).scaleb(LARGE[large])
            pending, section, step = None, Decimal(0), step.scaleb(LARGE[large])
    if pending is not None and unit >= 100:
        pending, step = pending * unit / 10, unit / 10
    return total + section + (pending or 0), step
