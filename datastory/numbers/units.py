"""Units: those with a known spelling, how they stand beside a number, and which agree.

A unit is its name, in the plural, as a result is printed: "kilometres", "US dollars". Two units
are the same where their names are. Those of one family differ by a factor (4,100 kilotonnes are
4.1 megatonnes); a quotient is named by both ("kilometres per hour", "yuan per person").
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from fractions import Fraction

PERCENT, POINTS, PERMILLE = "%", "percentage points", "‰"
RATIO = "to 1"  # the unit of "3:2", which is 1.5 to 1; only the reader of ratios gives it
POUNDS, POUNDS_OR_WEIGHT = "pounds", "pounds (money or weight)"
_MONEY = {
    "yuan": "yuan, yuan renminbi, renminbi, RMB, Rmb, CNY, CN¥, RMB¥, 元, 人民币",
    "US dollars": "US dollar, US-dollar, U.S. dollar, American dollar, USD, US$, $US, 美元, 美金, "
    "米ドル, 달러",
    "Hong Kong dollars": "Hong Kong dollar, HKD, HK$, 港元, 港币, 港幣",
    "Australian dollars": "Australian dollar, AUD, A$, AU$, $A",
    "Canadian dollars": "Canadian dollar, CAD, C$, CA$, CDN$, Can$, $C",
    "New Zealand dollars": "New Zealand dollar, NZD, NZ$, $NZ",
    "Singapore dollars": "Singapore dollar, SGD, S$, SG$",
    "New Taiwan dollars": "New Taiwan dollar, Taiwan dollar, Taiwanese dollar, TWD, NT$, NTD, "
    "新台币, 新臺幣, 台币, 臺幣",
    "Jamaican dollars": "Jamaican dollar, JMD, J$",
    "Fijian dollars": "Fijian dollar, FJD, FJ$",
    "Namibian dollars": "Namibian dollar, NAD, N$",
    "Trinidad and Tobago dollars": "Trinidad and Tobago dollar, TTD, TT$",
    "East Caribbean dollars": "East Caribbean dollar, XCD, EC$",
    "dollars": "dollar, $, ＄",
    "reais": "Brazilian real, Brazilian reais, reais, BRL, R$",
    "Mexican pesos": "Mexican peso, MXN, MX$, Mex$",
    "Argentine pesos": "Argentine peso, ARS, AR$",
    "Chilean pesos": "Chilean peso, CLP, CLP$",
    "Colombian pesos": "Colombian peso, COL$",
    "Philippine pesos": "Philippine peso, ₱",
    "euros": "euro, EUR, €, 欧元, 歐元, ユーロ, 유로",
    POUNDS: "pounds sterling, pound sterling, GBP, £, 英镑, 英鎊",
    "Egyptian pounds": "Egyptian pound, EGP, E£",
    "yen": "yen, JPY, JP¥, 日元, 円, 엔",
    "¥": "¥, ￥",  # yuan or yen
    "won": "KRW, ₩, 韩元, 원, Korean won",
    "rupees": "rupee, Rs",
    "Indian rupees": "Indian rupee, INR, ₹",
    "Pakistani rupees": "Pakistani rupee, PKR",
    "Sri Lankan rupees": "Sri Lankan rupee, LKR",
    "roubles": "rouble, ruble, RUB, ₽",
    "francs": "franc",
    "Swiss francs": "Swiss franc, CHF, SFr",
    "CFA francs": "CFA franc, XOF, XAF",
    "kronor": "krona, kronor, Swedish krona, Swedish kronor, SEK",
    "Danish kroner": "Danish krone, Danish kroner, DKK",
    "Norwegian kroner": "Norwegian krone, Norwegian kroner, NOK",
    "kroner": "krone, kroner",
    "Turkish liras": "Turkish lira, ₺",
    "hryvnias": "hryvnia, UAH, ₴",
    "shekels": "shekel, ILS, ₪",
    "zlotys": "zloty, PLN",
    "naira": "naira, NGN, ₦",
    "dong": "dong, VND, ₫",
    "baht": "baht, THB, ฿",
}
# By family, each unit with what one of it is in the family's first, and its spellings.
_FAMILIES: dict[str, dict[str, tuple[str, str]]] = {
    "length": {
        "metres": ("1", "metre, meter"),
        "kilometres": ("1000", "kilometre, kilometer, km, 公里"),
        "centimetres": ("0.01", "centimetre, centimeter, cm"),
        "millimetres": ("0.001", "millimetre, millimeter, mm"),
        "micrometres": ("0.000001", "micrometre, micrometer, µm, μm"),
        "nanometres": ("0.000000001", "nanometre, nanometer, nm"),
        "miles": ("1609.344", "mile"),
        "nautical miles": ("1852", "nautical mile"),
        "yards": ("0.9144", "yard"),
        "feet": ("0.3048", "feet, foot, ft"),
        "inches": ("0.0254", "inch, inches"),
        "light years": ("9460730472580800", "light year, light-year"),
    },
    "area": {
        "square metres": ("1", "square metre, square meter, sq m, m², m2, 平方米"),
        "square kilometres": (
            "1000000",
            "square kilometre, square kilometer, square km, sq km, km², km2, 平方公里",
        ),
        "square centimetres": ("0.0001", "square centimetre, square centimeter, cm², cm2"),
        "hectares": ("10000", "hectare, ha, 公顷"),
        "acres": ("4046.8564224", "acre"),
        "square miles": ("2589988.110336", "square mile, sq mi"),
        "square feet": ("0.09290304", "square foot, square feet, sq ft"),
        "mu": ("", "亩, 畝"),
    },
    "volume": {
        "cubic metres": ("1", "cubic metre, cubic meter, m³, m3, 立方米"),
        "cubic kilometres": ("1000000000", "cubic kilometre, cubic kilometer, km³, km3"),
        "litres": ("0.001", "litre, liter, l, L"),
        "hectolitres": ("0.1", "hectolitre, hectoliter, hl"),
        "decilitres": ("0.0001", "decilitre, deciliter, dl, dL"),
        "millilitres": ("0.000001", "millilitre, milliliter, ml, mL"),
        "microlitres": ("0.000000001", "microlitre, microliter, µl, μl, µL, μL"),
        "cubic feet": ("0.028316846592", "cubic foot, cubic feet, cu ft"),
        "barrels": ("", "barrel, bbl"),
        "gallons": ("", "gallon"),
    },
    "mass": {
        "grams": ("1", "gram, gramme, g"),
        "kilograms": ("1000", "kilogram, kilogramme, kilo, kg, kgs, 公斤"),
        "milligrams": ("0.001", "milligram, milligramme, mg"),
        "micrograms": ("0.000001", "microgram, microgramme, µg, μg, mcg"),
        "nanograms": ("0.000000001", "nanogram, ng"),
        "tonnes": ("1000000", "tonne, t, metric ton, 吨, 噸"),
        "kilotonnes": ("1000000000", "kilotonne, kiloton, kt"),
        "megatonnes": ("1000000000000", "megatonne, megaton, Mt"),
        "gigatonnes": ("1000000000000000", "gigatonne, gigaton, Gt"),
        "tons": ("", "ton"),  # short (907 kg), long (1,016 kg) or metric
        "short tons": ("907184.74", "short ton"),
        "long tons": ("1016046.9088", "long ton, imperial ton"),
        "pounds of weight": ("453.59237", "pound of weight, pound-weight, lb, lbs"),
        "ounces": ("28.349523125", "ounce, oz"),
    },
    "energy": {
        "joules": ("1", "joule"),
        "kilojoules": ("1000", "kilojoule, kJ"),
        "megajoules": ("1000000", "megajoule, MJ"),
        "gigajoules": ("1000000000", "gigajoule, GJ"),
        "terajoules": ("1000000000000", "terajoule, TJ"),
        "petajoules": ("1000000000000000", "petajoule, PJ"),
        "exajoules": ("1000000000000000000", "exajoule, EJ"),
        "watt-hours": ("3600", "watt-hour, watt hour, Wh"),
        "kilowatt-hours": ("3600000", "kilowatt-hour, kilowatt hour, kWh, 千瓦时"),
        "megawatt-hours": ("3600000000", "megawatt-hour, megawatt hour, MWh"),
        "gigawatt-hours": ("3600000000000", "gigawatt-hour, gigawatt hour, GWh"),
        "terawatt-hours": ("3600000000000000", "terawatt-hour, terawatt hour, TWh"),
        "kilocalories": ("4184", "kilocalorie, kcal"),
        "calories": ("", "calorie"),  # often a thousand of the physicists'
    },
    "power": {
        "watts": ("1", "watt, W, 瓦"),
        "kilowatts": ("1000", "kilowatt, kW, 千瓦"),
        "megawatts": ("1000000", "megawatt, MW, 兆瓦"),
        "gigawatts": ("1000000000", "gigawatt, GW, 吉瓦"),
        "terawatts": ("1000000000000", "terawatt, TW"),
        "horsepower": ("", "horsepower, hp, bhp, 马力"),
    },
    "voltage": {
        "volts": ("1", "volt, V"),
        "kilovolts": ("1000", "kilovolt, kV"),
        "millivolts": ("0.001", "millivolt, mV"),
    },
    "pressure": {
        "pascals": ("1", "pascal, Pa"),
        "hectopascals": ("100", "hectopascal, hPa"),
        "kilopascals": ("1000", "kilopascal, kPa"),
        "megapascals": ("1000000", "megapascal, MPa"),
        "millibars": ("100", "millibar, mbar"),
        "millimetres of mercury": ("", "mmHg, mm Hg, millimetre of mercury, millimeter of mercury"),
        "pounds per square inch": ("", "pounds per square inch, psi"),
    },
    "temperature": {  # no factor leads from one to another
        "degrees": ("", "degree, °, 度"),
        "degrees Celsius": (
            "",
            "degree Celsius, degrees Celsius, degrees C, degree centigrade, degrees centigrade, "
            "°C, ℃, º C, ° C, 摄氏度",
        ),
        "degrees Fahrenheit": (
            "",
            "degree Fahrenheit, degrees Fahrenheit, degrees F, °F, ℉, ° F, 华氏度",
        ),
        "kelvins": ("", "kelvin"),
    },
    "amount": {
        "moles": ("1", "mol"),
        "millimoles": ("0.001", "mmol, millimole"),
        "micromoles": ("0.000001", "micromole, µmol, μmol"),
        "nanomoles": ("0.000000001", "nanomole, nmol"),
    },
    "parts": {
        "parts per million": ("1", "parts per million, part per million, ppm"),
        "parts per billion": ("0.001", "parts per billion, part per billion, ppb"),
        "parts per trillion": ("0.000001", "parts per trillion, part per trillion"),
    },
    "radiation": {
        "sieverts": ("1", "sievert, Sv"),
        "millisieverts": ("0.001", "millisievert, mSv"),
        "microsieverts": ("0.000001", "microsievert, µSv, μSv"),
        "becquerels": ("", "becquerel, Bq"),
    },
    "data": {
        "bytes": ("1", "byte"),
        "kilobytes": ("1000", "kilobyte, KB, kB"),
        "megabytes": ("1000000", "megabyte, MB"),
        "gigabytes": ("1000000000", "gigabyte, GB"),
        "terabytes": ("1000000000000", "terabyte, TB"),
        "petabytes": ("1000000000000000", "petabyte, PB"),
        "exabytes": ("1000000000000000000", "exabyte, EB"),
        "kibibytes": ("1024", "kibibyte, KiB"),
        "mebibytes": ("1048576", "mebibyte, MiB"),
        "gibibytes": ("1073741824", "gibibyte, GiB"),
        "tebibytes": ("1099511627776", "tebibyte, TiB"),
        "pebibytes": ("1125899906842624", "pebibyte, PiB"),
        "megabits": ("125000", "megabit, Mbit, Mb"),
        "gigabits": ("125000000", "gigabit, Gbit, Gb"),
    },
    "frequency": {
        "hertz": ("1", "hertz, Hz"),
        "kilohertz": ("1000", "kilohertz, kHz, khz"),
        "megahertz": ("1000000", "megahertz, MHz, mhz, Mhz"),
        "gigahertz": ("1000000000", "gigahertz, GHz, ghz, Ghz"),
        "terahertz": ("1000000000000", "terahertz, THz"),
    },
    "time": {
        "seconds": ("1", "seconds, sec, secs, s"),
        "milliseconds": ("0.001", "millisecond, ms"),
        "microseconds": ("0.000001", "microsecond, µs, μs"),
        "nanoseconds": ("0.000000001", "nanosecond, ns"),
        "minutes": ("60", "minute, min, mins"),
        "hours": ("3600", "hour, hr, hrs, h"),
        "days": ("86400", "day, 天"),
        "weeks": ("604800", "week"),
    },
    "calendar": {
        "months": ("1", "month, 个月"),
        "years": ("12", "year, yr, yrs"),
        "decades": ("120", "decade"),
    },
}
# Without a family; each is only itself.
_OTHERS = {
    PERCENT: "%, ％, percent, per cent, per-cent, pct, pc, p.c., 퍼센트, パーセント",
    PERMILLE: "‰, per mille, per mil",
    POINTS: "percentage point, percentage-point, percent point, per cent point, pct point, "
    "% point, %-point, ppt, ppts, pp, pps, p.p., 个百分点, 個百分點, 百分点, ポイント, %p, %포인트",
    "basis points": "basis point, bp, bps",
    "kilometres per hour": "km/h, kph, kmh, km/hr, 公里/小时",
    "miles per hour": "mph",
    "kilobits per second": "kilobits per second, kbps, Kbps",
    "barrels per day": "barrels per day, bpd, b/d",
    "pence": "pence, penny",
    "megabits per second": "Mbps, mbps",
    "gigabits per second": "Gbps",
    "petaflops": "petaflop, petaflops",
    "pixels": "pixel, px",
    POUNDS_OR_WEIGHT: "pound",
}
# Currencies and measures with one name, which stands for itself.
_NAMED = (
    "peso, koruna, crown, lira, dirham, riyal, rial, "
    "forint, ringgit, rupiah, taka, rand, decibel, lumen, cent, carat, knot"
)

# What the vaguer name may stand for: a source's "$5" proves a fact of "US$5", but no text that
# says US$5 states a fact of "$5".
_VAGUE = {
    "dollars": tuple(name for name in _MONEY if name.endswith(" dollars")),
    "¥": ("yuan", "yen"),
    "pesos": tuple(name for name in _MONEY if name.endswith(" pesos")),
    "rupees": tuple(name for name in _MONEY if name.endswith(" rupees")),
    "francs": ("Swiss francs", "CFA francs"),
    "kroner": ("Danish kroner", "Norwegian kroner"),
    "liras": ("Turkish liras",),
    POUNDS_OR_WEIGHT: (POUNDS, "Egyptian pounds", "pounds of weight"),
    "tons": ("short tons", "long tons"),
    "degrees": ("degrees Celsius", "degrees Fahrenheit"),
}
MEANINGS = {name: frozenset(meant) for name, meant in _VAGUE.items()}
# Names of units in ledgers of earlier versions, and what stands in their place now.
_FORMERLY = {
    "other dollars": tuple(name for name in _MONEY if "$" in _MONEY[name]),
    "degrees": ("degrees Celsius", "degrees Fahrenheit"),
    "tonnes": ("tons",),
    "kilobytes": ("kibibytes",),
    "megabytes": ("mebibytes",),
    "gigabytes": ("gibibytes",),
    "terabytes": ("tebibytes",),
    "petabytes": ("pebibytes",),
    POUNDS: (POUNDS_OR_WEIGHT, "Egyptian pounds"),
    "rupees": ("Indian rupees",),
    "francs": ("Swiss francs",),
    "kronas": ("kronor",),
    "krones": ("kroner",),
    "liras": ("Turkish liras",),
}


def _spelt() -> Iterable[tuple[str, str]]:
    measures = {name: said for units in _FAMILIES.values() for name, (_, said) in units.items()}
    named = {plural(one): one for one in _NAMED.split(", ")}
    for name, spellings in (measures | _OTHERS | _MONEY | named).items():
        for one in spellings.split(", "):
            yield one, name
            if one.isascii() and one[-3:].isalpha() and one[-2:].islower() and len(one) > 2:
                yield plural(one), name


PEOPLE = {"people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot"}
MANY_OF = {one: many for many, one in PEOPLE.items()}
SAME_IN_BOTH = frozenset({"1", "yuan", "yen", "won", "baht", "series", "species", "means", "hertz"})
HEAD = re.compile(r"^(.+?)( (?:per|of|Celsius|Fahrenheit)\b.*| \(.*)$")


def plural(unit: str) -> str:
    """`"national laboratory"` -> `"national laboratories"`; what looks plural stays."""
    if head := HEAD.match(unit):
        return plural(head[1]) + head[2]
    before, _, last = unit.rpartition(" ")
    if last in MANY_OF:
        return f"{before} {MANY_OF[last]}".strip()
    if last in PEOPLE or last in SAME_IN_BOTH:
        return unit
    if re.search(r"[^aeiou]y$", unit):
        return f"{unit[:-1]}ies"
    if re.search(r"(?:x|ch|sh|ss)$", unit):
        return f"{unit}es"
    return unit if not unit or unit.endswith("s") else f"{unit}s"


def singular(unit: str) -> str:
    """`"percentage points"` -> `"percentage point"`, `"yuan per person"` stays."""
    if head := HEAD.match(unit):
        return singular(head[1]) + head[2]
    before, _, last = unit.rpartition(" ")
    if last in PEOPLE:
        return f"{before} {PEOPLE[last]}".strip()
    if last in SAME_IN_BOTH:
        return unit
    if unit.endswith("ies") and last not in ("movies", "cookies", "ties", "lies"):
        return f"{unit[:-3]}y"
    if re.search(r"(?:x|ch|sh|ss)es$", unit):
        return unit[:-2]
    return unit[:-1] if re.search(r"[^su]s$", unit) else unit


SPELLINGS = dict(_spelt())
KNOWN, MONEY = frozenset({RATIO, *SPELLINGS.values()}), frozenset(_MONEY)
# By unit its family, and what one of it is in the family's first unit.
_SIZES = {
    name: (family, Fraction(size))
    for family, units in _FAMILIES.items()
    for name, (size, _) in units.items()
    if size
}
_BELOW = {singular(name): name for name in KNOWN}  # as units stand behind "per"
LONGEST = max(map(len, SPELLINGS)) + 1
GAP = re.compile(r"(?:\s{1,4}|[-‑])?")
FIRST_WORD = re.compile(r"[A-Za-z]+|\S")
FIRST_WORDS = {match[0] for one in SPELLINGS if (match := FIRST_WORD.match(one))}
PIECE = re.compile(r"[A-Za-z0-9_²³]+|\S")
SPACE = re.compile(r"\s")
_SIGNS = "$¥€£₩₹₽￥＄₺₴₪₦₫฿₱"
CURRENCY = re.compile(
    rf"(?<![A-Za-z])(?:(?:(?:[A-Z]{{1,3}}|Can|Mex) ?)?[{_SIGNS}](?:US|NZ|[AC])?"
    r"|[A-Z]{3}|Rmb|SFr|Rs\.?)\s?$|人民币$"
)
CURRENCY_ENDS = frozenset(f"{_SIGNS}币brs.")
# What one of the number stands for: "per hour", "/h", "an hour". Behind "a" only what is usual.
PER = re.compile(r"(?P<per>[\s-]per[\s-])|(?P<slash>\s?/\s?)|(?P<a>\s(?:an?|each|every)\s)")
EACH = re.compile(
    r"(?:second|minute|hour|day|night|week|month|quarter|year|decade|head|person|household|family"
    r"|pupil|student|worker|employee|share|barrel|tonne|ton|litre|liter|gallon|kilo|kilogram"
    r"|kilogramme|mile|kilometre|kilometer|bottle|piece|ticket|unit)\b"
    r"(?!\s(?:ago|earlier|later|before|after|old|long|on|or|since|and a)\b|[-‑])"
)
BELOW_WORD = re.compile(r"(?!cent\b|mille?\b|se\b)[a-z]{3,}(?:[-‑][a-z]+)?\b|人")
RATE = re.compile(
    r"(?:\s[A-Za-z-]+){0,3}?\sper\s"
    r"(?P<many>1(?:0{2,6}|0{0,2}(?:[,\u00a0\u202f ]000){1,2})(?![\d,.]*\d)"
    r"|(?:(?:a|one|1|ten|10|a hundred|one hundred|100)\s)?(?:thousand|million)\b|hundred\b)"
)
_MANY = {"a": 1, "one": 1, "ten": 10, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_AS_PERSON = frozenset({"capita", "head", "inhabitant", "人"})
# What a writer may leave to the sentence: "each of them earns [21,500 yuan]" per person.
_LOOSE = {
    *("person", "household", "family", "worker", "employee", "pupil", "student", "child", "adult"),
    *("patient", "resident", "citizen", "user", "customer", "visitor", "passenger", "company"),
    *("firm", "day", "night", "week", "month", "quarter", "year", "decade"),
}


# Units that stand only right behind digits: elsewhere these letters are words.
_GLUED = {
    "p": "pence", "c": "cents", "C": "degrees Celsius", "F": "degrees Fahrenheit", "in": "inches",
}  # fmt: skip
GLUED = re.compile(r"(?:in|[pcCF])(?![\w²³&])")
SCREEN = re.compile(r"(?<!\d)(?:240|360|480|540|720|1080|1440|2160|4320)$")  # "1080p" is no price


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


def glued_at(text: str, end: int) -> tuple[str, int]:
    """The unit of one letter or two that touches digits ("8.5p", "42in"), else ("", end)."""
    match = GLUED.match(text, end)
    if not match or (match[0] == "p" and SCREEN.search(text, max(0, end - 5), end)):
        return "", end
    return _GLUED[match[0]], match.end()


def _known(words: str) -> str:
    """The unit that is spelt so; longer words in any case, but PCT is not "pct"."""
    unit = SPELLINGS.get(words, "")
    if not unit and len(words) > (3 if words.isupper() else 2):
        unit = SPELLINGS.get(words.lower(), "")
    return unit


def below_at(text: str, end: int) -> tuple[str, int]:
    """What stands under a known unit that ends at `end`: `" per head"` -> `" per person"`."""
    below = ""
    for _ in range(2):
        link = PER.match(text, end)
        if not link:
            break
        begin = link.end()
        unit, last = unit_at(text, begin) if text[begin : begin + 1] not in " -" else ("", begin)
        word = EACH.match(text, begin) if link["a"] else BELOW_WORD.match(text, begin)
        if link["a"] and not word:
            break
        if unit in (PERCENT, PERMILLE, POINTS) or not (unit or (word and not link["slash"])):
            break
        if not unit and word:
            last = word.end()
        name = singular(unit) if unit else text[begin:last]
        below += f" per {'person' if name in _AS_PERSON else singular(name)}"
        end = last
    return below, end


def rate_at(text: str, end: int) -> tuple[str, int]:
    """`" deaths per 100,000 people"` -> `("per 100,000", 19)`: what a rate counts, and its end."""
    match = RATE.match(text, end) if " per" in text[end : end + 60] else None
    if not match:
        return "", end
    return f"per {_many(match['many']):,}", match.end()


def _many(words: str) -> int:
    """`"100,000"` -> 100000, `"ten thousand"` -> 10000"""
    digits = re.sub(r"(?<=\d)[,\s](?=\d)", "", words)
    return math.prod(int(word) if word.isdigit() else _MANY[word] for word in digits.split())


def currency_before(text: str, start: int) -> tuple[str, int]:
    """The currency that ends at `start`, and where it begins: `("", start)` if there is none."""
    window = text[max(0, start - 9) : start]
    last = window.rstrip()[-1:]
    match = CURRENCY.search(window) if last in CURRENCY_ENDS or last.isupper() else None
    if not match:
        return "", start
    written = SPACE.sub("", match[0]).rstrip(".")
    sign = next((c for c in written if c in _SIGNS), "")
    unit = SPELLINGS.get(written) or SPELLINGS.get(sign, "")
    return (unit, start - len(match[0])) if unit in MONEY else ("", start)


def parts(unit: str) -> tuple[str, tuple[str, ...]]:
    """`"yuan per square metre per month"` -> `("yuan", ("square metre", "month"))`."""
    if unit in _FAMILIES["parts"]:
        return unit, ()
    above, *below = f" {unit}".split(" per ")
    return above.strip(), tuple(below)


def known(unit: str) -> bool:
    """Whether the unit, or what stands above its "per", is one with a known spelling; or a rate."""
    above, below = parts(unit)
    return above in KNOWN or any(_count(name) for name in below)


def _count(below: str) -> Fraction:
    """`"100,000 people"` -> 100000; 0 where no number stands below."""
    number = re.match(r"1[0,]*(?!\S)", below)
    return Fraction(number[0].replace(",", "")) if number else Fraction(0)


def rate_base(unit: str) -> int:
    """`"deaths per 100,000 people"` -> 100000; 0 of a unit that is no rate."""
    return next((int(many) for name in parts(unit)[1] if (many := _count(name))), 0)


def units_agree(said: str, meant: str) -> bool:
    """Whether words in the unit `said` can say a quantity in the unit `meant`.

    "years" says "consecutive years", "dollars" says "US dollars"; no unit says any but %, which is
    part of a number. A quantity without a unit takes any noun, and no known unit. Units that are
    not known are only words that stand beside a number, and agree with each other. Of "yuan per
    person" and the like either may leave out what is below; not of "kilometres per hour".
    """
    if PERCENT in (said, meant):
        return said == meant
    if said == meant or not said:
        return True
    if not meant:
        return not known(said)
    (above, below), (other, under) = parts(said), parts(meant)
    return _above_agrees(above, other) and _below_agrees(below, under, above or other)


def same_units(one: str, other: str) -> bool:
    """Whether two quantities are in one unit: as they are, or in words that name it otherwise.

    ("yuan per person", "yuan per resident"), ("visits", "library visits").
    """
    (above, below), (over, under) = parts(one), parts(other)
    words = above not in KNOWN and over not in KNOWN and PERCENT not in (one, other)
    return (
        (above == over or words)
        and len(below) == len(under)
        and all(map(_same_words_below, below, under))
    )


def _same_words_below(one: str, other: str) -> bool:
    return one == other or (_count(one) == _count(other) and not {one, other} & _BELOW.keys())


def _above_agrees(said: str, meant: str) -> bool:
    if said == meant or meant in MEANINGS.get(said, ()):
        return True
    if said in KNOWN and meant in KNOWN:
        return False
    if said.endswith(f" {meant}") or meant.endswith(f" {said}"):
        return True
    return said not in KNOWN and meant not in KNOWN


def _below_agrees(said: tuple[str, ...], meant: tuple[str, ...], above: str) -> bool:
    if said and meant and len(said) == len(meant):
        return all(map(_same_below, said, meant))
    longer, shorter = (said, meant) if len(said) > len(meant) else (meant, said)
    spare = longer[len(shorter) :]
    loose = all(name in _LOOSE or (name == "hour" and above in MONEY) for name in spare)
    return loose and all(map(_same_below, longer, shorter))


def _same_below(said: str, meant: str) -> bool:
    if _count(said) or _count(meant):
        return _count(said) == _count(meant)
    return said == meant or not {said, meant} & (_LOOSE | _BELOW.keys())


@functools.lru_cache(maxsize=1024)
def _measure(unit: str) -> tuple[tuple[str, ...], Fraction]:
    """What is measured, and the size of one: `"kilometres per hour"` -> length, time; 1000/3600."""
    above, below = parts(unit)
    family, size = _SIZES.get(above, (above, Fraction(1)))
    kinds = [family]
    for name in below:
        many = _count(name)
        kind, by = ("", many) if many else _SIZES.get(_BELOW.get(name, name), (name, Fraction(1)))
        kinds.append(kind)
        size /= by
    return tuple(kinds), size


_COINS = {(POUNDS, "pence"): Fraction(100), ("pence", POUNDS): Fraction(1, 100)}


def factor(said: str, meant: str) -> Fraction | None:
    """By what a number in the unit `said` is multiplied to stand in `meant`.

    `("kilotonnes", "megatonnes")` -> 1/1000; None where the two measure different things, or where
    no factor leads from one to the other (°C, °F).
    """
    if said == meant or PERCENT in (said, meant):
        return None
    if (said, meant) in _COINS:
        return _COINS[said, meant]
    (kinds, size), (other_kinds, other_size) = _measure(said), _measure(meant)
    if kinds != other_kinds or (len(kinds) == 1 and not {said, meant} <= _SIZES.keys()):
        return None
    return size / other_size


def is_named(unit: str, words: str) -> bool:
    """Whether words name a unit or one that may stand for it: "(km)" names kilometres."""
    return _spellings(unit).search(words) is not None


@functools.lru_cache(maxsize=64)
def _spellings(unit: str) -> re.Pattern[str]:
    above = parts(unit)[0]
    meant = [spelt for spelt, name in SPELLINGS.items() if units_agree(name, above)]
    worded = [rf"(?<![^\W\d_]|['’]){re.escape(one)}(?![^\W\d_])" for one in meant if one.isalpha()]
    others = [re.escape(one) for one in meant if not one.isascii() or not one.isalpha()]
    return re.compile("|".join([*worded, *others]) or r"(?!)", re.I)


def has_size(unit: str) -> bool:
    """Whether a factor leads from the unit to others of its family."""
    return parts(unit)[0] in _SIZES


def called(unit: str) -> str:
    """The unit as it is printed behind a number: for "pounds (money or weight)", "pounds"."""
    return unit.replace(POUNDS_OR_WEIGHT, "pounds")


def formerly(unit: str, released: str) -> bool:
    """Whether a ledger that says `released` means `unit`: earlier versions had fewer names."""
    if released == unit:
        return True
    said, now = parts(re.sub(r" an? ", " per ", released)), parts(unit)
    above = said[0] == now[0] or now[0] in _FORMERLY.get(said[0], ())
    below = [singular(name) for name in said[1]]
    return above and ["person" if name in _AS_PERSON else name for name in below] == list(now[1])
