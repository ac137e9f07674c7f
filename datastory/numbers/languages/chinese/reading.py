"""Chinese numbers in a text: 2453.1亿, 二十三, 百分之七十五, 七成, 三分之二, 翻两番, 第二."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...hanzi import LARGE, ONES, SMALL, behind
from ...qualifiers import NEARLY, OVER, phrases
from ...quantity import MOST_DIGITS, ONE, PRECISE, BareNumber, Figure, two_figures
from ...units import PERCENT, unit_at
from ..tables import Found, Tables, reader
from . import words

TENS = {**SMALL, "廿": 1}
LARGE = {sign: power for sign, power in LARGE.items() if sign not in "兆조"}  # 兆 is mega here
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_ONE, _SMALL, _LARGE = "〇零一二两兩三四五六七八九", "十百千廿", "万萬亿億"
_HAN = f"{_ONE}{_SMALL}{_LARGE}"
_NO_SCALE = r"(?!瓦|米(?![元])|克|赫|伏|卡|焦|分[之点])"  # 千瓦, 百分点
_NO_TENTHS = "立为為员員果功长長本就熟交绩績分形套品都人年语因见"
NUMBER = re.compile(
    rf"(?P<of>百分之|千分之|万分之)(?P<share>{DIGITS}|[{_HAN}]+(?:点[{_ONE}]+)?)"
    rf"|(?P<under>[{_HAN}]{{1,4}}|\d{{1,4}})分之(?P<above>[{_HAN}]{{1,3}}|\d{{1,3}})"
    rf"|(?P<slash>(?<![\d./])(?P<num>\d{{1,2}})/(?P<den>\d{{1,2}})(?![\d./年月]))"
    rf"|(?P<tenths>(?<![{_HAN}\d.])(?:[一二两三四五六七八九十]|\d(?:\.\d)?))成"
    rf"(?:(?P<more>半|[一二三四五六七八九]{{1,2}})(?![{_HAN}个])|(?![{_NO_TENTHS}]))"
    rf"|翻了?(?P<grown>近|将近|约|超过|超|逾|不止)?(?:了)?(?P<fold>[一两二三四]|\d)?(?:番|倍)"
    r"|(?P<double>双倍|加倍)|(?P<halved>减半|折半|腰斩)"
    r"|(?P<half>一半|半数)|(?P<side>过|超|逾|近)半数?(?!年|个|天|小|导|岛|径)"
    r"|(?P<halfof>(?<![上下前后一二两三四五六七八九十\d年个天月倍])半(?=年|个(?!月)|个月|天|日|小时|价))"
    rf"|第(?P<place>\d+|[{_HAN}]+)"
    r"|(?P<first>首(?=[次个家位批条座例款届名艘台套项架支只份笔])|榜首|居首(?!位))"
    rf"|(?P<vague>(?<![{_HAN}])(?:[数几]|好几|上|成|一两|[一二两三四五六七八](?=[二三四五六七八九](?![{_SMALL}{_LARGE}]*[{_ONE}])))"
    rf"(?P<manyof>[二三四五六七八九]?[{_SMALL}{_LARGE}]+)|[{_SMALL}]几[{_LARGE}]?|百万千万|成百上千|成千上万|千千万万|数以[百千万亿]计|成倍|倍增)"
    rf"|(?P<either>(?<![{_HAN}])[一二两三四五六七八][二两三四五六七八九](?=(?:{words.COUNTERS})))"
    rf"|(?P<digits>(?<![\d.A-Za-z_])(?<![A-Za-z][-‑]){DIGITS}(?:\s?(?P<further>[余餘多])?\s?"
    rf"(?P<scale>(?:[十百千]{_NO_SCALE})?[{_LARGE}]+(?![瓦赫])|[十百千]{_NO_SCALE}))?"
    rf"(?P<tail>(?:(?:\d+|[{_ONE}])[{_SMALL}{_LARGE}]+)*(?:(?<=[{_LARGE}{_SMALL}])\d+(?![.\d]))?)"
    rf"(?P<percent>\s?(?:[%％‰]))?)"
    rf"|(?P<han>(?<![{_HAN}第])(?P<body>[{_HAN}]+)(?:点(?P<decimals>[{_ONE}]+)(?P<big>[{_LARGE}]*))?)"
)
_COUNTED = re.compile(rf"[余餘多几来]?(?:{words.COUNTERS})|[余餘多](?:{words.COUNTERS})|[%％]")
_LABEL = re.compile(r"(?:^|[（(：:，,、/]\s?)$")
_LABELLED = re.compile(r"(?:美元|港元|元|人次|人|吨|户|家|件|辆|千瓦时)(?:$|[）)，,。；;、/\s])")
_LETTERS = re.compile(r"[A-Za-z]+")
_INCREASE = re.compile(
    r"(?:增长|增加|增多|提高|提升|上升|上涨|扩大|扩张|扩容|攀升|激增|猛增|增|涨|多|高|大)(?:了|出|近|约|超过|超|逾|将近|不止){0,2}$"
)
_HALVES = re.compile(r"(?P<counter>个|年|天|倍|小时)半(?![导岛径决年])")
_HALVED = {"年": "years", "天": "days", "小时": "hours"}


def bare_numbers(text: str) -> Iterator[Found]:
    """Every bare number of the text, in order, none inside another."""
    for match in NUMBER.finditer(text):
        found = _found(match, text)
        if found is not None:
            yield found


def _found(match: re.Match[str], text: str) -> Found | None:
    if match["of"]:
        power = {"百": 0, "千": -1, "万": -2}[match["of"][0]]
        read = amount(match["share"])
        if read is None:
            return _core(match, "unreadable", None)
        return _core(match, "digits", read[0].scaleb(power), read[1].scaleb(power), unit=PERCENT)
    if match["under"] or match["slash"]:
        above, under = (
            (match["above"], match["under"]) if match["under"] else match.group("num", "den")
        )
        one, other = amount(above), amount(under)
        if not one or not other or not other[0] or (match["slash"] and one[0] >= other[0]):
            return _core(match, "unreadable", None)
        ratio = PRECISE.divide(one[0], other[0])
        return _core(match, "fraction", ratio, two_figures(ratio))
    if match["tenths"]:
        read, more = amount(match["tenths"]), (match["more"] or "").replace("半", "五")
        if read is None or read[0] > 10:
            return None
        step = Decimal("0.01").scaleb(-1 if len(more) > 1 else 0)
        return _core(match, "fraction", (read[0] + behind(more)) / 10, step)
    if match[0].startswith("翻"):
        return _grown(match)
    if match["double"] or match["halved"]:
        return _core(match, "multiple", Decimal(2) if match["double"] else Decimal("0.5"))
    if match["half"] or match["side"]:
        side = {"过": OVER, "超": OVER, "逾": OVER, "近": NEARLY}.get(match["side"] or "", "")
        return _core(match, "fraction", Decimal("0.5"), Decimal("0.01"), qualifier=side)
    if match["halfof"]:
        return _core(match, "fraction", Decimal("0.5"), Decimal("0.01"))
    if match["place"] or match["first"]:
        read = amount(match["place"]) if match["place"] else (ONE, ONE)
        return _core(match, "ordinal", read[0]) if read else None
    if match["vague"] or match["either"]:
        return _core(match, "vague", None)
    return _digits(match, text) if match["digits"] else _characters(match, text)


def _core(
    match: re.Match[str], kind: str, value: Decimal | None, step: Decimal = ONE,
    scale: Decimal = ONE, unit: str = "", qualifier: str = "", end: int = 0,
) -> Found:  # fmt: skip
    start = match.start()
    core = BareNumber(start, start, end or match.end(), kind, value, step, scale)  # type: ignore[arg-type]
    return Found(core, unit, qualifier)


def _grown(match: re.Match[str]) -> Found | None:
    """翻番 and 翻一番 are twofold, 翻两番 fourfold; 翻倍 twofold, 翻三倍 fourfold."""
    if match[0].endswith("番") and not match["fold"] and match[0] not in ("翻番", "翻了番"):
        return None
    read = amount(match["fold"] or "一")
    if read is None:
        return None
    times = Decimal(2) ** int(read[0]) if match[0].endswith("番") else read[0] + 1
    if match[0].endswith("倍") and (match["fold"] or "一") in "一1":
        times = Decimal(2)
    qualifier = BEFORE.get(match["grown"] or "", "")
    return _core(match, "multiple", times, qualifier=qualifier)


def _digits(match: re.Match[str], text: str) -> Found | None:
    written = re.match(DIGITS, match["digits"])
    assert written is not None
    digits = written[0].replace(",", "")
    if len(digits) > MOST_DIGITS:
        return _core(match, "unreadable", None)
    value = Decimal(digits)
    step = ONE.scaleb(int(value.as_tuple().exponent))
    scale = ONE
    for sign in match["scale"] or "":
        scale = scale.scaleb(TENS.get(sign) or LARGE[sign])
    value, step = value * scale, step * scale
    if match["tail"]:
        tail = amount(match["tail"], below=scale)
        if tail is None or scale == 1:
            if scale != 1 or not match["tail"].isdigit():
                return _core(match, "unreadable", None)
        else:
            value, step = value + tail[0], tail[1]
    qualifier = OVER if match["further"] else ""
    if match["percent"]:
        unit = match["percent"].strip().replace("％", "%")
        return _core(match, "digits", value, step, scale, unit=unit, qualifier=qualifier)
    if scale == 1 and _LETTERS.match(text, match.end()) and not measure(text, match.end())[0]:
        return None  # 5G, 4K: a name
    return _counted(match, text, "digits", value, step, scale, qualifier)


def _counted(
    match: re.Match[str], text: str, kind: str, value: Decimal, step: Decimal, scale: Decimal,
    qualifier: str = "",
) -> Found:  # fmt: skip
    """With the half behind its counter: 三年半; and 增长1倍 is twice as much, as 是2倍 is."""
    start, end = match.span()
    if half := _HALVES.match(text, end):
        value, step = value + Decimal("0.5"), Decimal("0.1")
        if half["counter"] != "倍":
            unit = _HALVED.get(half["counter"], "")
            return _core(match, kind, value, step, ONE, unit, qualifier, half.end())
    times = text.startswith(("倍", "多倍", "余倍"), end)
    if times and _INCREASE.search(text, max(0, start - 8), start):
        value += 1
    return _core(match, kind, value, step, scale, qualifier=qualifier)


def _characters(match: re.Match[str], text: str) -> Found | None:
    body, end = match["body"], match.end()
    after = text[end : end + 1]
    if match["decimals"]:
        read = amount(match["han"])
        return _core(match, "words", *read) if read else None
    counted = _COUNTED.match(text, end)
    scaled = set(body) & {*TENS, *LARGE}
    bare = len(scaled) == len(set(body))
    if not scaled and (not counted or len(body) > 1):
        return None  # 一 of 统一, 二〇二四, 三四
    if body in ("万", "亿", "万亿") and _is_label(text, match.start(), end):
        return None
    if body in TENS and not counted:
        return None
    if body in LARGE and not counted and after not in "余多餘级":
        return None
    if not counted and len(body) == 2 and body[0] == "十" and after not in "多余几":
        return None  # 十一, 十五: days, plans, parts of words
    if bare and len(body) > 1 and not counted and not re.match(r"[级大余多餘]", after or "。"):
        return None
    read = amount(body)
    if read is None:
        return None
    value, step = read
    return _counted(match, text, "words", value, step, step)


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether a scale names a unit, as in （亿元）, and multiplies nothing."""
    return bool(_LABEL.search(text[:start]) and _LABELLED.match(text, end))


def amount(text: str, below: Decimal | None = None) -> tuple[Decimal, Decimal] | None:
    """`"二十三"` -> value and step: `(23, 1)`; "三百五" is 350; None of what makes no number.

    `below` is the scale of a number whose tail this is: in "4万1218" the tail is 1218, in "1万2" it
    is 2000.
    """
    if re.fullmatch(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        value = Decimal(text.replace(",", ""))
        if below is not None and len(text) == 1 and below > 1:
            return value * below / 10, below / 10
        return value, ONE.scaleb(int(value.as_tuple().exponent))
    whole, point, tail = text.partition("点")
    if point:
        decimals = re.match(f"[{_ONE}]+", tail)
        base = amount(whole)
        if not decimals or base is None:
            return None
        big = ONE
        for sign in tail[decimals.end() :]:
            big = big.scaleb(LARGE[sign])
        return (base[0] + behind(decimals[0])) * big, ONE.scaleb(-len(decimals[0])) * big
    total = section = Decimal(0)
    pending: Decimal | None = None
    step = last = ONE
    for token in re.finditer(r"\d+|.", text):
        sign = token[0]
        if sign.isdigit() or sign in ONES:
            if pending is not None:
                return None  # 十四五 is a name, no number
            pending = ONES[sign] if sign in ONES else Decimal(sign)
            step = ONE
            if sign in "零〇":
                pending, last = None, ONE
                continue
        elif sign in TENS:
            power = ONE.scaleb(TENS[sign])
            section += (ONE if pending is None else pending) * power
            pending, step, last = None, power, power
        else:
            power = ONE.scaleb(LARGE[sign])
            here = section + (pending or 0)
            total = (total + here) * power if here or not total else total * power
            if not total:
                total = power
            pending, section, step, last = None, Decimal(0), power, power
    if pending is not None and last >= 100 and text[-2:-1] not in ("零", "〇"):
        last /= 10  # 三百五 is 350, 一万二 is 12000
        return total + section + pending * last, last
    return total + section + (pending or 0), step


BEFORE = phrases(words.BEFORE)
_AFTER = {name: re.compile(pattern) for name, pattern in words.AFTER.items()}
_ANY = "|".join(sorted(BEFORE, key=len, reverse=True))
_LEADING = re.compile(rf"(?P<word>{_ANY}){words.LINKING}\s?$")
_MANIFOLD = re.compile(rf"多(?:[{words.MANY}]|\Z)")
_COUNTER = re.compile(rf"(?:{words.COUNTERS})")
_DURATION = re.compile(r"(?:年|个月|天|日|周|个星期|个季度|届|期|次|轮)")
SPELLINGS = {
    spelling: unit for unit, spelt in words.UNITS.items() for spelling in spelt.split(", ")
}
_SPELT = re.compile(
    r"\s?(?:" + "|".join(map(re.escape, sorted(SPELLINGS, key=len, reverse=True))) + ")"
)
_BELOW = re.compile(
    r"/(?:(?P<many>10万|十万|百万|千|万)(?:人|活产)?|(?P<person>人|户)(?!次)|(?P<time>年|月|天|日|小时|平方公里|平方米|吨|公斤))"
)
_BELOW_NAMES = {
    "人": "person", "户": "household", "年": "year", "月": "month", "天": "day", "日": "day",
    "小时": "hour", "平方公里": "square kilometre", "平方米": "square metre", "吨": "tonne",
    "公斤": "kilogram",
}  # fmt: skip
_MANY = {"10万": "100,000", "十万": "100,000", "百万": "1,000,000", "千": "1,000", "万": "10,000"}
_MONEY = re.compile(r"(?:" + "|".join(map(re.escape, words.MONEY_BEFORE)) + r")\s?$")


def leading(text: str, start: int) -> tuple[str, int]:
    """The qualifier that ends at `start`, and where it begins: `("", start)` if there is none."""
    window = text[max(0, start - 10) : start]
    match = _LEADING.search(window)
    if not match:
        return "", start
    word, begin = match["word"], start - len(window) + match.start()
    if text[begin - 1 : begin] in words.PART_OF_WORD.get(word, "\0") and begin:
        return "", start
    if word == "近" and _recent(text, start):
        return "", start
    return BEFORE[word], begin


def _recent(text: str, start: int) -> bool:
    """近三年 is the last three years, 近三十家 nearly thirty."""
    number = NUMBER.match(text, start)
    return bool(number and number.end() > start and _DURATION.match(text, number.end()))


def following(text: str, end: int) -> tuple[str, int]:
    """The qualifier that begins at `end`, behind a counter or not, and where it ends."""
    counter = _COUNTER.match(text, end)
    for begin in (end, counter.end()) if counter else (end,):
        for name, pattern in _AFTER.items():
            match = pattern.match(text, begin)
            if match and not (begin > end and _MANIFOLD.match(text, match.start())):
                return name, match.end()
    return "", end


def measure(text: str, end: int) -> tuple[str, int]:
    """The longest known unit behind `end`, with what stands below it, and where it ends."""
    match = _SPELT.match(text, end)
    if match:
        spelt = match[0].strip()
        if text.startswith(tuple(words.UNIT_PART_OF.get(spelt, "")), match.end()):
            return "", end
        name, end = SPELLINGS[spelt], match.end()
    else:
        name, end = unit_at(text, end)
    if below := _BELOW.match(text, end):
        if below["many"]:
            return f"{name} per {_MANY[below['many']]}".strip(), below.end()
        if name:
            return f"{name} per {_BELOW_NAMES[below['person'] or below['time']]}", below.end()
    return name, end


def money(text: str, start: int) -> tuple[str, int]:
    """The currency that ends at `start`, and where it begins."""
    match = _MONEY.search(text, max(0, start - 5), start)
    return (words.MONEY_BEFORE[match[0].strip()], match.start()) if match else ("", start)


TABLES = Tables(
    bare_numbers=bare_numbers,
    leading=leading,
    following=following,
    unit_at=measure,
    money=money,
    sign=re.compile(r"(?:(?<![0-9A-Za-z)%\ufffc\ufffb])[-−–]|负增长|负|零下)\s?$"),
    times=re.compile(r"[余多]?倍"),
    between=re.compile(r"\s*(?:[-–—~～至到]|——)\s*"),
)
_read = reader(TABLES)


def read(text: str) -> list[Figure]:
    """Every number in the text, in order; digits may be as wide as characters."""
    return _read(text.translate(words.NARROW))
