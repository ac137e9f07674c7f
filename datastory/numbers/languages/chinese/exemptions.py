"""What in Chinese prose looks like a number and is no figure: dates, plans, phrases, names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...codes import filler, hidden
from ...quantity import Figure
from ...units import POINTS
from ..english.exemptions import ADDRESS, DOMAIN, HAS_DOMAIN
from ..tables import hide
from . import words

_ONE = "〇零一二三四五六七八九"
_MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_YEAR = rf"(?:(?:1[5-9]|20)\d\d|[{_ONE}]{{4}})"
_TO = r"\s?(?:[-–—―~～至到、和与]|——)\s?"
_QUARTER = "[一二三四1-4]"
DATES = (
    re.compile(
        rf"{_YEAR}\s?年(?!均)(?:度|代|初|底|末|中期?|下半年|上半年|以来|版|起)?"
        rf"(?:\s?{_MONTH}\s?月(?:份|底|初|末|中旬|上旬|下旬)?(?:\s?{_DAY}\s?[日号])?)?"
        rf"|(?:1[5-9]|20)\d\d\s?年?(?:[-–—―~～至到]|——)\s?(?:(?:1[5-9]|20)\d\d|\d\d)(?!\d)(?:\s?年度?)?(?![\d.,%])"
        rf"|{_MONTH}(?:{_TO}{_MONTH})?\s?月(?![间饼亮球])(?:份|底|初|末|中旬|上旬|下旬)?(?:\s?{_DAY}(?:{_TO}{_DAY})?\s?[日号])?"
        rf"|(?<![\d.]){_DAY}(?:{_TO}{_DAY})?\s?[日号](?![间内线楼院])"
        rf"|前?第?{_QUARTER}(?:{_TO}{_QUARTER})?\s?季度|前[一二三]季度|首季度?|[上下]半年"
        r"|前(?:[二两三四五六七八九十]|十一|\d\d?)个?月"
        r"|[12]\d世纪(?:\d0年代)?|[一二]?十[一二三四五六七八九]?世纪(?:[二三四五六七八九]十年代)?"
        r"|(?<!\d)\d0年代|[二三四五六七八九]十年代|(?<!\d)\d[05]后|[七八九〇零]十?[五〇零]?后(?=[一-鿿]{0,2}[，。、青人群创])"
        r"|(?<![\d:：.])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：.])"
        r"|(?:上午|下午|晚上|凌晨|早上|中午|傍晚|晚|当日|当天)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[时点](?:\d{1,2}分|半|整|许)?"
        r"|(?<![\d.])(?:1\d|2[0-4]|\d)时(?![间候代段机空])(?:\d{1,2}分|许|整)?"
        rf"|(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])(?:[-/.](?:0?[1-9]|[12]\d|3[01]))?(?!\d)"
        r"|(?:19|20)\d\d\s?Q[1-4]|Q[1-4]"
    ),
    # Plans, congresses, numbered names.
    re.compile(
        r"(?<![〇零一二两三四五六七八九十百千万亿之])[“\"‘「]?[一二]?十[一二三四五六七八九]五[”\"’」]?"
        r"(?=规划|时期|期间|末|以来|开局|计划|收官|和|、|，|。|[”’」])"
        r"|(?<![〇零一二两三四五六七八九十百千万亿之])[“\"‘「]?十五[”\"’」]?(?=规划|时期|期间|以来|计划)"
        r"|[“‘「][一二三四五六七八九十]{2,4}[”’」]"
        r"|(?:第[一二三四五六七八九十]+个)?五年(?:规划|计划)"
        r"|十[六七八九]大(?!的)|二十大|[一二三四五六七八]中全会|十?[一二三四五六七八九十]届(?=[一二三四五六七]中)"
        r"|(?:世界|财富|中国|全球|民营企业|中国企业|制造业企业?|服务业)\s?500\s?强|(?<=[《“])500强"
        r"|(?:工业|版本|[Vv])\s?\d\.\d|\d\.0(?=版|时代)|第\s?\d+\s?号令|(?<!\d)(?:24/7|9·11|618|双11|双12|996)(?!\d)"
    ),
    re.compile(
        rf"第(?:\d+|[{_ONE}十百两]+)(?:{words.NUMBERED})"
        rf"|第(?:\d+|[{_ONE}十百]+)(?:次|届)?(?:全国代表大会|全体会议|会议|代表大会)"
        rf"|(?:(?<=^)|(?<=[。；;：:\n]))\s*第?[{_ONE}十](?=是|，|、)|(?:(?<=^)|(?<=[。；;：:，\n]))第[{_ONE}十](?=，|、)"
        r"|[（(][一二三四五六七八九十]{1,2}[）)]|(?:附?图|附?表|图表|专栏|附件|注)\s?\d{1,2}(?![\d.%])"
    ),
    words.SET_PHRASE,
)
_QUICK = re.compile(r"[0-9０-９〇零一二两三四五六七八九十百千万亿半首]")
_RATE = re.compile(
    r"每(?:10万|十万|百万|1万|万|1000|千|百|100|1?亿|10|十)(?=人|名|户|例|个|辆|[，,]|活产|居民|人口)"
)
_YEAR_LIKE = re.compile(r"(?:19|20)\d\d|2100")
_COUNTS = re.compile(rf"\s?(?:{words.COUNTERS})")


def masked(text: str, names: Sequence[str] = ()) -> str:
    """The text with dates, plans, set phrases, addresses and `names` hidden, as long as before."""
    if names:
        text = hide(text, (), names)
    if not _QUICK.search(text):
        return text
    if "//" in text or "www." in text or "@" in text:
        text = re.sub(ADDRESS, filler, text)
    if HAS_DOMAIN.search(text):
        text = re.sub(DOMAIN, filler, text)
    text = text.translate(words.NARROW)
    text = hide(text, (_RATE, *DATES))
    return hidden(text)


def is_year(figure: Figure, text: str) -> bool:
    """A bare year, 1900 to 2100: no qualifier, unit, scale or counter beside it."""
    quantity, core = figure.quantity, figure.core
    if not quantity or not _YEAR_LIKE.fullmatch(text[core.start : core.end]):
        return False
    if quantity.unit or quantity.qualifier or core.scale != 1 or quantity.value < 0:
        return False
    return not _COUNTS.match(text, core.end)


def is_idle(figure: Figure, text: str) -> bool:
    """Whether a number in prose is no figure: a bare year, 居首 (leads), 一 that counts nothing."""
    core, quantity = figure.core, figure.quantity
    word = text[core.start : core.end]
    if word == "居首" or is_year(figure, text):
        return True
    counts = text.startswith(("倍", "成"), core.end) or (quantity and quantity.unit == POINTS)
    return core.kind == "words" and word == "一" and not counts
