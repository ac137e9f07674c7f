"""The words around and inside numbers: number words, scales, qualifiers, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ORDINAL_ONES = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
ORDINAL_TENS = [f"{ten[:-1]}ieth" for ten in TENS]

# Powers of ten, but for the dozen.
SCALES = {
    word: Decimal(10) ** power
    for word, power in (("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12))
}
COUNTS = {"hundred": Decimal(100), "dozen": Decimal(12), **SCALES}
COUNTS |= {word: Decimal(10) ** n for word, n in
           (("lakh", 5), ("crore", 7), ("quadrillion", 15), ("quintillion", 18))}  # fmt: skip
SHORT_SCALES = {
    **dict.fromkeys(("k", "K"), SCALES["thousand"]),
    **dict.fromkeys(("m", "M", "mn", "mln", "Mio"), SCALES["million"]),
    **dict.fromkeys(("b", "B", "bn", "bln", "Bn"), SCALES["billion"]),
    **dict.fromkeys(("tn", "trn", "Tn"), SCALES["trillion"]),
}

CARDINALS = {word: Decimal(n) for n, word in enumerate(ONES)}
CARDINALS |= {word: Decimal(n * 10) for n, word in enumerate(TENS, start=2)}
CARDINALS["fourty"] = Decimal(40)  # a common slip; read, so that it cannot pass unseen
ORDINALS = {word: Decimal(n) for n, word in enumerate(ORDINAL_ONES)}
ORDINALS |= {word: Decimal(n * 10) for n, word in enumerate(ORDINAL_TENS, start=2)}
ORDINALS |= {f"{word}th": value for word, value in COUNTS.items() if word != "dozen"}
# What a denominator divides by; "second" divides nothing, "half" and "quarter" do.
PARTS = {word: value for word, value in ORDINALS.items() if value > 2}
PARTS |= {"half": Decimal(2), "quarter": Decimal(4)}
PLURAL_PARTS = {f"{word}s": value for word, value in PARTS.items() if word != "half"}
PLURAL_PARTS["halves"] = Decimal(2)
VAGUE = frozenset({"tens", *(f"{word}s" for word in COUNTS)})


def _multiples() -> Iterable[tuple[str, Decimal]]:
    yield from (("twice", Decimal(2)), ("thrice", Decimal(3)))
    yield from ((word, Decimal("0.5")) for word in ("halve", "halved", "halving"))
    stems = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}
    for stem, times in stems.items():
        for ending in ("e", "ed", "es", "ing"):
            yield stem + ending, Decimal(times)
    for word, value in (*CARDINALS.items(), *COUNTS.items()):
        if value > 1:
            yield f"{word}fold", value


MULTIPLES = dict(_multiples())

# Each direction of a qualifier: over, at least, about, nearly, up to, under; and "plus", as in
# "400+", which some read as over and some as at least.
OVER, AT_LEAST, PLUS, ABOUT = "over", "at least", "plus", "about"
NEARLY, UP_TO, UNDER = "nearly", "up to", "under"
UPWARD, DOWNWARD = frozenset({OVER, AT_LEAST, PLUS}), frozenset({NEARLY, UNDER, UP_TO})


def _keys(table: Mapping[str, str]) -> dict[str, str]:
    """Each spelling of a table of spellings, with the key it stands for."""
    return {one: name for name, many in table.items() for one in many.split(", ")}


BEFORE = _keys({
    OVER: "over, more than, greater than, higher than, larger than, above, exceed, exceeds, "
    "exceeded, exceeding, in excess of, upward of, upwards of, north of, beyond, surpassed, "
    "surpasses, surpassing, topped, topping",
    AT_LEAST: "at least, at the least, at the very least, no fewer than, no less than, "
    "no lower than, not fewer than, not less than, not lower than, never less than, "
    "never fewer than, not under, not below, never below, never under, minimum, a minimum of, "
    "minimum of, a minimum",
    UP_TO: "up to, at most, at the most, at the very most, no more than, no greater than, "
    "no higher than, no larger than, not more than, not greater than, not higher than, "
    "never more than, not over, not above, never over, never above, maximum, a maximum of, "
    "maximum of, a maximum, as many as, as much as, as high as",
    NEARLY: "nearly, almost, close to, very close to, near to, close on, approaching, not quite, "
    "just short of, just under, just below, just less than, slightly under, slightly below, "
    "slightly less than, a little under, a little less than, only just under, just shy of",
    UNDER: "under, less than, fewer than, lower than, smaller than, below, south of, short of",
    ABOUT: "about, around, approximately, approx, approx., roughly, some, circa, c., ca, ca., "
    "estimated, an estimated, in the region of, in the order of, of the order of, "
    "on the order of",
    # Ends like a qualifier, but is none.
    "": "add up to, adds up to, added up to, adding up to",
})  # fmt: skip
SIGNS_BEFORE = _keys({
    OVER: ">, 超过, 超過, 超, 逾, 突破, 高于, 高於, 多于, 多於", UNDER: "<, 不到, 不足, 低于, 低於, 少于, 少於, 未满",
    AT_LEAST: "≥, 至少, 不低于, 不低於, 不少于, 不少於, 최소", UP_TO: "≤, 不超过, 不超過, 至多, 最多, 최대",
    NEARLY: "接近, 将近, 將近, 近, ほぼ", ABOUT: "~, ≈, ∼, ～, 大约, 大約, 约, 約, およそ, 약",
})  # fmt: skip
# After a number: "400+", "300-plus", "300 or more", "a hundred or so".
AFTER = {
    PLUS: r"\s?\+(?!\s*\d)|[-‑]plus\b|\s+plus\b(?=\s*(?:[.,;:)]|$))",
    AT_LEAST: r"\s+or (?:more|over|above|upwards?|higher|greater)\b|\s+and (?:above|over|upwards?)\b"
    r"|\s+at (?:the very )?least\b|\s+minimum\b|以上|이상",
    ABOUT: r"[-‑]odd\b|\s+or (?:so|thereabouts)\b|\s+more or less\b|左右|前后|안팎",
    UP_TO: r"\s+or (?:less|fewer|under|below|lower)\b|\s+at (?:the very )?most\b"
    r"|\s+max(?:imum)?\b|以下|이하",
    OVER: r"[余餘多]|여(?=\s)",
    UNDER: "未満|미만",
}  # fmt: skip

PERCENT, POINTS, PERMILLE = "%", "percentage points", "‰"
_UNITS = {
    PERCENT: "%, ％, percent, per cent, per-cent, pct, p.c., 퍼센트, パーセント",
    PERMILLE: "‰, per mille, per mil",
    POINTS: "percentage point, percentage-point, percent point, per cent point, pct point, % point, "
    "%-point, ppt, ppts, pp, pps, p.p., 个百分点, 個百分點, 百分点, ポイント, %p, %포인트",
    "yuan": "yuan, yuan renminbi, renminbi, RMB, CNY, CN¥, RMB¥, 元, 人民币",
    "US dollars": "US dollar, US-dollar, U.S. dollar, American dollar, USD, US$, 美元, 美金, 米ドル, 달러",
    "Hong Kong dollars": "Hong Kong dollar, HKD, HK$, 港元, 港币, 港幣",
    "other dollars": "Australian dollar, Canadian dollar, Singapore dollar, A$, AU$, C$, CA$, NT$, "
    "NZ$, S$, R$, MX$, AUD, CAD, SGD",
    "dollars": "dollar, $, ＄",
    "euros": "euro, EUR, €, 欧元, 歐元, ユーロ, 유로",
    "pounds": "pound, pounds sterling, GBP, £, 英镑",
    "yen": "yen, JPY, JP¥, 日元, 円, 엔",
    "¥": "¥, ￥",  # yuan or yen
    "won": "KRW, ₩, 韩元, 원",
    "rupees": "rupee, INR, ₹",
    "roubles": "rouble, ruble, RUB, ₽",
    "francs": "franc, Swiss franc, CHF",
    "square kilometres": "square kilometre, square kilometer, square km, sq km, km², km2, 平方公里",
    "square metres": "square metre, square meter, sq m, m², m2, 平方米",
    "kilometres": "kilometre, kilometer, km, 公里",
    "metres": "metre, meter",
    "centimetres": "centimetre, centimeter, cm",
    "millimetres": "millimetre, millimeter, mm",
    "nanometres": "nanometre, nanometer, nm",
    "miles": "mile",
    "feet": "feet, foot, ft",
    "hectares": "hectare, ha, 公顷",
    "acres": "acre",
    "tonnes": "tonne, ton, t, 吨",
    "kilograms": "kilogram, kilogramme, kilo, kg",
    "grams": "gram, gramme, g",
    "litres": "litre, liter, l",
    "watts": "watt, W",
    "kilowatts": "kilowatt, kW, 千瓦",
    "megawatts": "megawatt, MW, 兆瓦",
    "gigawatts": "gigawatt, GW",
    "kilowatt-hours": "kilowatt-hour, kilowatt hour, kWh",
    "megawatt-hours": "megawatt-hour, megawatt hour, MWh",
    "gigawatt-hours": "gigawatt-hour, gigawatt hour, GWh",
    "terawatt-hours": "terawatt-hour, terawatt hour, TWh",
    "volts": "volt, V",
    "kilobytes": "kilobyte, KB, kB, KiB",
    "megabytes": "megabyte, MB, MiB",
    "gigabytes": "gigabyte, GB, GiB",
    "terabytes": "terabyte, TB, TiB",
    "petaflops": "petaflop, petaflops",
    "hertz": "hertz, Hz",
    "degrees": "degree, °, °C, °F, ℃, ℉",
    "milliseconds": "millisecond, ms",
    "seconds": "seconds, sec, s",
    "minutes": "minute, min",
    "hours": "hour, hr, h",
    "days": "day, 天",
    "weeks": "week",
    "months": "month, 个月",
    "years": "year",
    "decades": "decade",
    "basis points": "basis point, bp, bps",
}
KNOWN = frozenset(_UNITS)
MONEY = frozenset(list(_UNITS)[3:15])


def _spelt() -> Iterable[tuple[str, str]]:
    for one, name in _keys(_UNITS).items():
        yield one, name
        if one.isascii() and one[-3:].isalpha() and one[-2:].islower() and len(one) > 2:
            yield plural(one), name


_ALIKE = ({"¥", "yuan"}, {"¥", "yen"}, {"dollars", "US dollars"}, {"dollars", "Hong Kong dollars"},
          {"dollars", "other dollars"})  # fmt: skip


def units_agree(said: str, meant: str) -> bool:
    """Whether two units can be the same: "years" agrees with "consecutive years", % with % only.

    No unit agrees with any but %, which is part of a number. Units that the lexicon does not know
    are only words that stand beside a number, and agree with each other.
    """
    if PERCENT in (said, meant):
        return said == meant
    if said == meant or not said or not meant or {said, meant} in _ALIKE:
        return True
    if said.endswith(f" {meant}") or meant.endswith(f" {said}") or meant.startswith(f"{said} per "):
        return True
    return said not in KNOWN and meant not in KNOWN


def plural(unit: str) -> str:
    """`"national laboratory"` -> `"national laboratories"`; what looks plural stays."""
    if re.search(r"[^aeiou]y$", unit):
        return f"{unit[:-1]}ies"
    if re.search(r"(?:x|ch|sh|ss)$", unit):
        return f"{unit}es"
    return unit if not unit or unit.endswith("s") else f"{unit}s"


def singular(unit: str) -> str:
    """`"percentage points"` -> `"percentage point"`."""
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit[:-1] if re.search(r"[^su]s$", unit) else unit


UNITS = dict(_spelt())


def spelt(words: str, table: Mapping[str, str]) -> str | None:
    """The key that `words` stand for in a table; longer words in any case, PCT is not "pct"."""
    found = table.get(words)
    if found is None and len(words) > (3 if words.isupper() else 2):
        return table.get(words.lower())
    return found
