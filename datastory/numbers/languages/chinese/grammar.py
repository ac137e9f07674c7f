"""The grammar of Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

from ...quantity import Figure, Quantity
from ...units import PERCENT
from ..grammar import Grammar
from .charts import CHARTS, WORDS
from .exemptions import is_idle, is_year, masked
from .reading import BEFORE, following, leading, read
from .writing import QUALIFIERS, date, unit, written

BESIDE = re.compile(
    r"\ufffc\s?(?:[十百千]?[万萬亿億]+|[%％‰]|个?百分点|[成倍](?![为立果功员长增数率]|对的|对出现)|[余多](?=[家个名位人项件元万亿年台辆])|[百千](?![瓦米克]))"
    r"|(?:百分之|千分之|万分之|分之|第)\s?\ufffc|[$€£¥￥]\s?\ufffc|(?<![0-9A-Za-z)\ufffc])[-−]\ufffc|(?:负|零下)\ufffc"
)
DENIED = re.compile(r"(?:不是|并非|绝非|并不是|没有|不|未|没|非)$")
SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*\s*|\n\s*\n|(?<=[^\d\s])\.\s+")
SCALES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}
_TIMES = {
    1: "ten", 2: "a hundred", 3: "a thousand", 4: "ten thousand", 5: "a hundred thousand",
    6: "a million", 7: "ten million", 8: "a hundred million",
}  # fmt: skip


def late(text: str, end: int) -> int:
    return following(text, end)[1]


def slip(factor: Decimal) -> str:
    """`10000` -> that the words are ten thousand times too small; "" of no power of ten."""
    size = max(abs(factor), 1 / abs(factor))
    for times in (size.adjusted(), size.adjusted() + 1):
        near = size / Decimal(10) ** times
        if times in _TIMES and Decimal("0.99") <= near <= Decimal("1.01"):
            side = "small" if abs(factor) > 1 else "large"
            scales = "; 万 is ten thousand, 亿 a hundred million" if times != 1 else ""
            return f"it is {_TIMES[times]} times too {side}{scales}"
    return ""


def rewritten(linked: str, figure: Figure, fact: Quantity) -> str:
    """The linked words with their number as the fact says it; counters and nouns stay."""
    new, said = written(fact), figure.quantity.unit if figure.quantity else ""
    if not said and fact.unit != PERCENT:
        new = new.removesuffix(unit(fact.unit) or "个")
    if figure.core.kind == "multiple" and not fact.unit and not new.endswith("倍"):
        new += "倍"
    return linked[: figure.start] + new + linked[figure.end :]


GRAMMAR = Grammar(
    code="zh", read=read, masked=masked, is_year=is_year, is_idle=is_idle, leading=leading,
    late=late, qualifiers=frozenset(BEFORE), disguises=lambda text: (), beside=BESIDE,
    denied=DENIED, written=written, qualifier=QUALIFIERS.__getitem__, unit=unit, date=date,
    scales=SCALES, slip=slip, rewritten=rewritten, sentence_end=SENTENCE_END,
    strange=re.compile("[A-Za-z]{2,}"), charts=CHARTS, chart_words=WORDS,
)  # fmt: skip
