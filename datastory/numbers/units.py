"""Units: those with a known spelling, how they stand beside a number, and which agree."""

from __future__ import annotations

import re
from collections.abc import Iterable

PERCENT, POINTS, PERMILLE = "%", "percentage points", "‰"
_MONEY = {
    "yuan": "yuan, yuan renminbi, renminbi, RMB, Rmb, CNY, CN¥, RMB¥, 元, 人民币",
    "US dollars": "US dollar, US-dollar, U.S. dollar, American dollar, USD, US$, $US, 美元, 美金, "
    "米ドル, 달러",
    "Hong Kong dollars": "Hong Kong dollar, HKD, HK$, 港元, 港币, 港幣",
    "other dollars": "Australian dollar, Canadian dollar, Singapore dollar, A$, AU$, C$, CA$, NT$, "
    "NZ$, S$, R$, MX$, AUD, CAD, SGD",
    "dollars": "dollar, $, ＄",
    "euros": "euro, EUR, €, 欧元, 歐元, ユーロ, 유로",
    "pounds": "pound, pounds sterling, GBP, £, 英镑",
    "yen": "yen, JPY, JP¥, 日元, 円, 엔",
    "¥": "¥, ￥",  # yuan or yen
    "won": "KRW, ₩, 韩元, 원, Korean won",
    "rupees": "rupee, INR, ₹",
    "roubles": "rouble, ruble, RUB, ₽",
    "francs": "franc, Swiss franc, CHF",
}
_UNITS = {
    PERCENT: "%, ％, percent, per cent, per-cent, pct, pc, p.c., 퍼센트, パーセント",
    PERMILLE: "‰, per mille, per mil",
    POINTS: "percentage point, percentage-point, percent point, per cent point, pct point, "
    "% point, %-point, ppt, ppts, pp, pps, p.p., 个百分点, 個百分點, 百分点, ポイント, %p, %포인트",
    "square kilometres": "square kilometre, square kilometer, square km, sq km, km², km2, 平方公里",
    "square metres": "square metre, square meter, sq m, m², m2, 平方米",
    "kilometres": "kilometre, kilometer, km, 公里",
    "kilometres per hour": "kilometres per hour, kilometers per hour, km/h, kph",
    "metres": "metre, meter",
    "centimetres": "centimetre, centimeter, cm",
    "millimetres": "millimetre, millimeter, mm",
    "micrometres": "micrometre, micrometer, µm, μm",
    "nanometres": "nanometre, nanometer, nm",
    "miles": "mile",
    "miles per hour": "miles per hour, mph",
    "feet": "feet, foot, ft",
    "inches": "inch",
    "hectares": "hectare, ha, 公顷",
    "acres": "acre",
    "tonnes": "tonne, ton, t, 吨",
    "megatonnes": "megatonne, megaton, Mt",
    "gigatonnes": "gigatonne, gigaton, Gt",
    "kilograms": "kilogram, kilogramme, kilo, kg, 公斤",
    "grams": "gram, gramme, g",
    "milligrams": "milligram, mg",
    "litres": "litre, liter, l, L",
    "millilitres": "millilitre, milliliter, ml",
    "barrels": "barrel, bbl",
    "watts": "watt, W",
    "kilowatts": "kilowatt, kW, 千瓦",
    "megawatts": "megawatt, MW, 兆瓦",
    "gigawatts": "gigawatt, GW",
    "terawatts": "terawatt, TW",
    "watt-hours": "watt-hour, watt hour, Wh",
    "kilowatt-hours": "kilowatt-hour, kilowatt hour, kWh",
    "megawatt-hours": "megawatt-hour, megawatt hour, MWh",
    "gigawatt-hours": "gigawatt-hour, gigawatt hour, GWh",
    "terawatt-hours": "terawatt-hour, terawatt hour, TWh",
    "volts": "volt, V",
    "kilovolts": "kilovolt, kV",
    "kilojoules": "kilojoule, kJ",
    "megajoules": "megajoule, MJ",
    "kilocalories": "kilocalorie, kcal",
    "kilobytes": "kilobyte, KB, kB, KiB",
    "megabytes": "megabyte, MB, MiB",
    "gigabytes": "gigabyte, GB, GiB",
    "terabytes": "terabyte, TB, TiB",
    "petabytes": "petabyte, PB, PiB",
    "megabits per second": "megabits per second, Mbps, Mbit/s",
    "gigabits per second": "gigabits per second, Gbps, Gbit/s",
    "petaflops": "petaflop, petaflops",
    "hertz": "hertz, Hz",
    "kilohertz": "kilohertz, kHz",
    "megahertz": "megahertz, MHz",
    "gigahertz": "gigahertz, GHz",
    "pixels": "pixel, px",
    "parts per million": "parts per million, ppm",
    "degrees": "degree, °, °C, °F, ℃, ℉",
    "milliseconds": "millisecond, ms",
    "seconds": "seconds, sec, s",
    "minutes": "minute, min",
    "hours": "hour, hr, h",
    "days": "day, 天",
    "weeks": "week",
    "months": "month, 个月",
    "years": "year, yr",
    "decades": "decade",
    "basis points": "basis point, bp, bps",
}
# Currencies and measures with one name, which stands for itself.
_NAMED = (
    "peso, krona, kronor, krone, kroner, koruna, crown, baht, lira, dirham, riyal, rial, shekel, "
    "zloty, forint, dong, ringgit, rupiah, taka, naira, rand, decibel, lumen, joule, calorie, "
    "ounce, gallon, yard, cent, byte, carat, knot, exabyte"
)


def _spelt() -> Iterable[tuple[str, str]]:
    named = {plural(one): one for one in _NAMED.split(", ")}
    for name, spellings in (_UNITS | _MONEY | named).items():
        for one in spellings.split(", "):
            yield one, name
            if one.isascii() and one[-3:].isalpha() and one[-2:].islower() and len(one) > 2:
                yield plural(one), name


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


SPELLINGS = dict(_spelt())
KNOWN, MONEY = frozenset(SPELLINGS.values()), frozenset(_MONEY)
LONGEST = max(map(len, SPELLINGS)) + 1
GAP = re.compile(r"(?:\s{1,4}|[-‑])?")
FIRST_WORD = re.compile(r"[A-Za-z]+|\S")
FIRST_WORDS = {match[0] for one in SPELLINGS if (match := FIRST_WORD.match(one))}
PIECE = re.compile(r"[A-Za-z0-9_²³]+|\S")
SPACE = re.compile(r"\s")
CURRENCY = re.compile(
    r"(?<![A-Za-z])(?:(?:[A-Z]{1,3} ?)?[$¥€£₩₹₽￥＄](?:US)?|[A-Z]{3}|Rmb)\s?$|人民币$"
)
CURRENCY_ENDS = frozenset("$¥€£₩₹₽￥＄币b")
# "Dollars" may be any; the sign ¥ is that of yuan and of yen.
_ALIKE = [{"¥", "yuan"}, {"¥", "yen"}]
_ALIKE += [{"dollars", f"{whose} dollars"} for whose in ("US", "Hong Kong", "other")]


def unit_at(text: str, end: int) -> tuple[str, int]:
    """The longest known unit behind `end`, and where it ends; it cuts no word in two."""
    gap = GAP.match(text, end)
    begin = gap.end() if gap else end
    first = FIRST_WORD.match(text, begin)
    if not first or not {first[0], first[0].lower()} & FIRST_WORDS:
        return "", end
    tail = SPACE.sub(" ", text[begin : begin + LONGEST])
    for piece in reversed(list(PIECE.finditer(tail))):
        if unit := _known(tail[: piece.end()]):
            return unit, begin + piece.end()
    return "", end


def _known(words: str) -> str:
    """The unit that is spelt so; longer words in any case, but PCT is not "pct"."""
    unit = SPELLINGS.get(words, "")
    if not unit and len(words) > (3 if words.isupper() else 2):
        unit = SPELLINGS.get(words.lower(), "")
    return unit


def currency_before(text: str, start: int) -> tuple[str, int]:
    """The currency that ends at `start`, and where it begins: `("", start)` if there is none."""
    window = text[max(0, start - 9) : start]
    last = window.rstrip()[-1:]
    match = CURRENCY.search(window) if last in CURRENCY_ENDS or last.isupper() else None
    if not match:
        return "", start
    written = SPACE.sub("", match[0])
    unit = SPELLINGS.get(written) or SPELLINGS.get(written[-1], "")
    return (unit, start - len(match[0])) if unit in MONEY else ("", start)


def units_agree(said: str, meant: str) -> bool:
    """Whether two units can be the same: "years" agrees with "consecutive years", % with % only.

    No unit agrees with any but %, which is part of a number. Units that are not known are only
    words that stand beside a number, and agree with each other.
    """
    if PERCENT in (said, meant):
        return said == meant
    if said == meant or not said or not meant or {said, meant} in _ALIKE:
        return True
    if said.endswith(f" {meant}") or meant.endswith(f" {said}") or meant.startswith(f"{said} per "):
        return True
    return said not in KNOWN and meant not in KNOWN
