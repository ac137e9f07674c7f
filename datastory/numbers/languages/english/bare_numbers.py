"""The bare number in a text: digits, number words, ordinals, fractions, multiples.

What stands around it (sign, currency, per cent, unit, qualifier) is read by `reading`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from ...quantity import ONE, PRECISE, BareNumber, Kind, two_figures
from .number_words import COUNTS, SCALES
from .tokens import Token, Tokens, tokens

HANZI: dict[str, Kind] = {f"hanzi {kind}": kind for kind in ("digits", "ordinal", "fraction")}


Found = tuple[BareNumber | None, int]  # a number, and the token after it
ARTICLE = re.compile(r"\b(?:an?|A[Nn]?)[\s-]+$")
LED = frozenset({"count", "half", "quarter", "ordinal"})  # kinds to which an article belongs
# Words after "a third" that show it to be a part; before any other word it is an ordinal.
AFTER_PART = re.compile(
    r"\s+(?:of|more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|cheaper|in|to|from"
    r"|by|on|as|at|since|over|between|and|or|but|than|compared|when|while|during|within|after|was"
    r"|were|is|are|had|has|have|came|come|goes|went|go)\b|\s*(?:$|[^\s\w-])|\s*\n\s*\n",
)
GLUED = re.compile(r"[A-Za-z_‑-]")
# "A ratio of 3 to 2", "outnumbered by 3 to 2", "a 2-to-1 majority".
OF_RATIO = re.compile(
    r"\b(?:ratios?|odds|outnumber(?:s|ed|ing)?|proportions?)\b(?:\s(?!from\b)[\w’-]+){0,4}\s$",
    re.I,
)
IS_RATIO = re.compile(r"[\s-](?:ratio|majority|margin|odds|lead|vote)\b")
ALONE = re.compile(r"\s*(?:(?:about|nearly|almost|over|under|more than|roughly|around)\s+)?", re.I)
RATIO_LINKS = frozenset({"in", "in every", "in each", "out of", "out of every", "of every"})


def bare_numbers(text: str) -> Iterator[BareNumber]:
    """Every bare number in the text, in order, none inside another."""
    line = tokens(text)
    i = 0
    while i < len(line.all):
        first = line.all[i]
        article = ARTICLE.search(text, max(0, first.start - 4), first.start)
        core, i = _number(line, i, article is not None)
        if core and article and first.kind in LED and core.kind != "ordinal":
            yield replace(core, head=article.start())
        elif core:
            yield core


def _number(line: Tokens, i: int, article: bool) -> Found:
    """The number that begins at token i."""
    token = line.all[i]
    kind, value = token.kind, token.value
    part = value > 2 and article and AFTER_PART.match(line.text, token.end)
    if kind in ("digits", "cardinal") or (kind == "count" and article):
        return _counted(line, i)
    if kind == "half" or (kind == "quarter" and article) or (kind == "ordinal" and part):
        return _part(line, i, i, ONE)
    if kind in ("ordinal", "th"):
        return _core(line, i, i, "ordinal", value), i + 1
    if kind == "vulgar":
        return _scaled(line, i, i, "fraction", value)
    if kind == "multiple":
        return _core(line, i, i, "multiple", value), i + 1
    if kind == "quarter" or line.text[token.start : token.end].lower() == "quarters":
        return None, i + 1
    if kind in ("part", "vague", "count"):
        return _vague(line, i)
    if kind in HANZI:
        return _core(line, i, i, HANZI[kind], value, token.step), i + 1
    return _core(line, i, i, "unreadable", None), i + 1


def _core(
    line: Tokens, i: int, j: int, kind: Kind, value: Decimal | None,
    step: Decimal = ONE, scale: Decimal = ONE,
) -> BareNumber:  # fmt: skip
    start, end = line.all[i].start, line.all[j].end
    return BareNumber(start, start, end, kind, value, step, scale)


def _vague(line: Tokens, i: int) -> Found:
    """ "hundreds", "tens of thousands", a scale that stands alone."""
    j = i
    while line.link(j) in ("", "of") and line.all[j + 1].kind in ("vague", "count"):
        j += 1
    return _core(line, i, j, "vague", None), j + 1


def _counted(line: Tokens, i: int) -> Found:
    """A count, and what may follow: a scale, "and a half", "thirds", "in five"."""
    first = line.all[i]
    value, step, j = first.value, first.step, i
    kind: Kind = "digits"
    if first.kind != "digits":
        (value, step, j), kind = _cardinal(line, i), "words"
    if not _glued(line.text, first) and (to := _to(line, i, j, value)):
        return to
    if value == value.to_integral_value() and not _glued(line.text, first):
        if fraction := _fraction(line, i, j, value):
            return fraction
        if mixed := _mixed(line, j):
            part, j = mixed
            return _scaled(line, i, j, kind, value + part, Decimal("0.1"))
    if kind == "digits":
        return _scaled(line, i, j, kind, value, step)
    if line.link(j) in ("", "and") and line.all[j + 1].kind == "ordinal":
        last = line.all[j + 1].value
        if _ends(value, last, line.link(j)):
            whole = value * last if last in COUNTS.values() else value + last
            return _core(line, i, j + 1, "ordinal", whole), j + 2
    return _core(line, i, j, kind, value, step, step), j + 1


def _glued(text: str, token: Token) -> bool:
    """Letters or a hyphen touch the digits: "H200 and a third" holds no 200 and a third."""
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    return token.kind == "digits" and (bool(GLUED.match(before)) or after.isalpha())


def _ends(value: Decimal, ordinal: Decimal, link: str) -> bool:
    """Whether "twenty" + "first", "hundred" and "fifth", "two" + "hundredth" are one ordinal."""
    if ordinal in COUNTS.values():
        return link == "" and value < ordinal
    if value % 100 == 0:
        return value > 0 and link == "and"
    return link == "" and value % 10 == 0 and value % 100 >= 20 and ordinal < 10


def _cardinal(line: Tokens, i: int) -> tuple[Decimal, Decimal, int]:
    """(value, step, last token) of "three hundred and five", "hundred thousand", "dozen"."""
    total, current, scale, j = Decimal(0), line.all[i].value, Decimal(0), i
    if line.all[i].kind == "count":
        current, j = ONE, i - 1
    while j < i or line.link(j) in ("", "and"):
        word, link = line.all[j + 1], line.link(j) if j >= i else ""
        if word.kind == "cardinal" and _continues(total, current, word.value, link):
            current += word.value
        elif word.kind != "count" or link:
            break
        elif word.value not in SCALES.values():
            if not 0 < current < 100:
                break
            current *= word.value
        elif current:
            greater = 0 < scale < word.value  # "two hundred thousand million"
            total = (total + current) * word.value if greater else total + current * word.value
            current, scale = Decimal(0), word.value
        elif total:
            total, scale = total * word.value, word.value
        else:
            break
        j += 1
    return total + current, (scale if scale and not current else ONE), j


def _continues(total: Decimal, current: Decimal, word: Decimal, link: str) -> bool:
    """Whether a number word below a hundred goes on with the number before it."""
    if current % 100 == 0 and (current or total):
        return word > 0 and link in ("", "and") and word < 100
    return link == "" and current % 10 == 0 and current % 100 >= 20 and 0 < word < 10


def _scaled(
    line: Tokens, i: int, j: int, kind: Kind, value: Decimal, step: Decimal = ONE
) -> tuple[BareNumber, int]:
    """`value` times the scales that follow: "2.45 billion", "a quarter of a million"."""
    scale = ONE
    links = ("", "a", "of a") if kind == "fraction" else ("",)
    while line.link(j) in links and line.all[j + 1].kind == "count":
        scale *= line.all[j + 1].value
        j, links = j + 1, ("",)
    if kind == "fraction" and scale == 1:
        return _core(line, i, j, kind, value, two_figures(value)), j + 1
    if kind == "fraction":  # a quarter is 0.25, half is 0.5
        kind, step = "digits", max(_last_place(value), Decimal("0.01"))
    return _core(line, i, j, kind, value * scale, step * scale, scale), j + 1


def _last_place(value: Decimal) -> Decimal:
    return ONE.scaleb(int(value.normalize().as_tuple().exponent))


def _part(line: Tokens, i: int, j: int, over: Decimal) -> tuple[BareNumber, int]:
    """The fraction whose denominator is token j."""
    return _scaled(line, i, j, "fraction", PRECISE.divide(over, line.all[j].value))


def _divides(token: Token) -> bool:
    """Whether "one" before it makes it a part: one half, one third, but not one second."""
    return token.kind in ("half", "quarter") or (token.kind == "ordinal" and token.value > 2)


def _fraction(line: Tokens, i: int, j: int, value: Decimal) -> Found | None:
    """ "three quarters", "one third", "one in five", "3/4", behind a count that ends at token j."""
    link = line.link(j)
    if link == "…" or value <= 0:
        return None
    below = line.all[j + 1]
    single = value == 1 and _divides(below) and line.all[i].kind != "digits"
    if link == "" and (below.kind == "part" or single):
        return _part(line, i, j + 1, value)
    if link == "/" and below.kind == "digits" and line.link(j + 1) != "/":
        return _part(line, i, j + 1, value) if value < below.value <= 1000 else None
    if link.removesuffix(" a") in RATIO_LINKS:
        return _ratio(line, i, j, value)
    return None


def _ratio(line: Tokens, i: int, j: int, value: Decimal) -> Found | None:
    """ "one in five", "nine out of ten"; but "12 in 15 cities" and "two in 2024" are no ratio."""
    below, link, last = line.all[j + 1], line.link(j), j + 1
    under = below.value
    if below.kind == "cardinal" or (below.kind == "count" and link.endswith(" a")):
        under, _, last = _cardinal(line, j + 1)
    elif below.kind != "digits" or link.endswith(" a") or 1900 <= under <= 2100 or under % 1:
        return None
    usual = 3 <= under <= 10 or under in (100, 1000)
    if not value < under or (value != 1 and link == "in" and not usual):
        return None
    ratio = PRECISE.divide(value, under)
    return _core(line, i, last, "fraction", ratio, two_figures(ratio)), last + 1


def _to(line: Tokens, i: int, j: int, value: Decimal) -> Found | None:
    """A ratio: "2:1"; and "3 to 2", where the words around say so or there are none."""
    link = line.link(j)
    if link not in (":", "to") or value <= 0:
        return None
    below, last = line.all[j + 1], j + 1
    under = below.value
    if below.kind == "cardinal":
        under, _, last = _cardinal(line, j + 1)
    elif below.kind != "digits":
        return None
    text, start, end = line.text, line.all[i].start, line.all[last].end
    if link == ":":
        if text[line.all[j].end : below.start] == ": ":
            return None  # "In 2024: 13.3"
        digits = line.all[i].kind == below.kind == "digits"
        if not digits or line.link(last) == ":" or text[start - 1 : start] == ":":
            return None
    elif not OF_RATIO.search(text[max(0, start - 60) : start]) and not IS_RATIO.match(text, end):
        alone = ALONE.fullmatch(text, 0, start) and not text[end:].strip(" .")
        if not alone or value <= under != 1:
            return None
    if under <= 0 or text[end : end + 1].isalpha():
        return None
    ratio = PRECISE.divide(value, under)
    step = line.all[i].step if under == 1 else two_figures(ratio)
    return _core(line, i, last, "ratio", ratio, step), last + 1


def _mixed(line: Tokens, j: int) -> tuple[Decimal, int] | None:
    """The part in "two and a half", "3½", "3 1/2": its value and its last token."""
    link = line.link(j)
    if link == "…":
        return None
    part = line.all[j + 1]
    if part.kind == "vulgar" and link == "":
        return part.value, j + 1
    if link in ("and a", "and an") and _divides(part):
        return PRECISE.divide(ONE, part.value), j + 1
    below = line.all[j + 2] if line.link(j + 1) in ("", "/") else None
    if not below:
        return None
    spelt = link == "and" and part.kind == "cardinal" and below.kind == "part"
    slash = link == "" and part.kind == "digits" and line.link(j + 1) == "/"
    slash = slash and line.all[j].kind == "digits" and line.link(j + 2) != "/"
    if (spelt and line.link(j + 1) == "") or (slash and part.value < below.value <= 16):
        return PRECISE.divide(part.value, below.value), j + 2
    return None
