"""The bare number in a text: digits, number words, ordinals, fractions, multiples.

What stands around it (sign, currency, per cent, unit, qualifier) is read by `numerals`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Literal, NamedTuple

from . import hanzi
from .lexicon import (
    CARDINALS,
    COUNTS,
    MULTIPLES,
    ORDINALS,
    PLURAL_PARTS,
    SCALES,
    VAGUE,
)  # fmt: skip

Kind = Literal["digits", "words", "ordinal", "fraction", "multiple", "vague", "unreadable"]
MOST_DIGITS = 24  # within the 28 that Decimal keeps exactly
PRECISE = Context(prec=28)
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"


@dataclass(frozen=True)
class Core:
    """A bare number at `text[head:end]`; `start` is behind its article ("a hundred").

    `scale` is what the written digits were multiplied by. A vague or unreadable number, such as
    "hundreds" or "1,2", has no value.
    """

    head: int
    start: int
    end: int
    kind: Kind
    value: Decimal | None
    step: Decimal = Decimal(1)
    scale: Decimal = Decimal(1)


class Token(NamedTuple):
    kind: str
    value: Decimal
    step: Decimal
    start: int
    end: int


def _lexicon() -> Iterator[tuple[str, tuple[str, Decimal]]]:
    for kind, table in (
        ("part", PLURAL_PARTS), ("ordinal", ORDINALS), ("cardinal", CARDINALS),
        ("count", COUNTS), ("multiple", MULTIPLES),
    ):  # fmt: skip
        for word, value in table.items():
            yield word, (kind, value)
    for word in VAGUE:
        yield word, ("vague", Decimal(1))
    yield from (("half", ("half", Decimal(2))), ("quarter", ("quarter", Decimal(4))))


LEXICON = dict(_lexicon())
# Three letters decide quickly about the many words that are no number words.
_BEGINNINGS = "|".join(
    "".join(f"[{c}{c.upper()}]" for c in start) for start in sorted({w[:3] for w in LEXICON})
)
SPACE = "[ \u00a0\u2007\u2009\u202f]"
DIGITS = (
    rf"(?:[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,2}}(?P<gap>{SPACE})\d{{3}}(?:(?P=gap)\d{{3}})*"
    rf"|[1-9]\d{{0,2}}(?:['’]\d{{3}})+|\d+)(?:\.\d+)?"
)
_ATOM = (
    rf"(?=[.\d])(?:(?P<digits>(?:(?<!\d){DIGITS}|(?<![\w.])\.\d+)(?![.,'’．]?\d|[⁰¹²³⁴-⁹]))"
    r"(?P<th>(?:st|nd|rd|th)\b)?|(?P<run>\d(?:[.,'’．]?\d)*))"
    rf"|\b(?P<word>(?:{_BEGINNINGS})[A-Za-z]*)\b"
    rf"|(?P<vulgar>[{VULGAR}])"
    r"|(?P<sign>[\u2160-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793])"
)
ATOM = re.compile(_ATOM)
HAN_ATOM = re.compile(rf"(?P<han>(?<![\d.,])(?:{hanzi.NUMBER}))|{_ATOM}")
NUMBERISH = re.compile(rf"\d|(?i:{_BEGINNINGS})|{hanzi.BESIDE.pattern}")
ARTICLE = re.compile(r"\b(?:an?|A[Nn]?)[\s-]+$")
# Words after "a third" that show it to be a part; before any other word it is an ordinal.
AFTER_PART = re.compile(
    r"\s+(?:of|more|less|fewer|higher|lower|larger|smaller|bigger|faster|slower|cheaper|in|to|from"
    r"|by|on|as|at|since|over|between|and|or|but|than|compared|when|while|during|within|after|was"
    r"|were|is|are|had|has|have|came|come|goes|went|go)\b|\s*(?:$|[^\s\w-])|\s*\n\s*\n",
)
RATIO_LINKS = frozenset(
    f"{word}{every}" for word in ("in", "out of", "of") for every in ("", " every", " each")
) - {"of"}
Gap = Callable[[int], str]


def cores(text: str) -> list[Core]:
    """Every bare number in the text, in order, none inside another."""
    atom = HAN_ATOM if hanzi.BESIDE.search(text) else ATOM
    tokens = [token for match in atom.finditer(text) if (token := _token(match))]
    return list(_cores(text, tokens))


def _token(match: re.Match[str]) -> Token | None:
    start, end = match.span()
    one = Decimal(1)
    if match["word"]:
        known = LEXICON.get(match["word"].lower())
        return Token(*known, one, start, end) if known else None
    if match["vulgar"]:
        over, under = unicodedata.normalize("NFKC", match["vulgar"]).split("\u2044")
        return Token("vulgar", PRECISE.divide(Decimal(over), Decimal(under)), one, start, end)
    if match.re is HAN_ATOM and match["han"]:
        value_step = hanzi.value(match["han"])
        if value_step is None:
            return Token("unreadable", one, one, start, end)
        return Token(hanzi.kind(match["han"]), *value_step, start, end)
    written = re.sub(rf"[,'’]|{SPACE}", "", match["digits"] or "")
    if not written or len(written) > MOST_DIGITS:
        return Token("unreadable", one, one, start, end)
    value = Decimal(written)
    if match["th"]:
        return Token("th", value, one, start, end)
    return Token("digits", value, one.scaleb(int(value.as_tuple().exponent)), start, end)


def _cores(text: str, tokens: Sequence[Token]) -> Iterator[Core]:
    def gap(i: int) -> str:
        """What links token i to the next: "" for a space or hyphen, else its words."""
        if not 0 <= i < len(tokens) - 1:
            return "…"
        between = text[tokens[i].end : tokens[i + 1].start]
        if len(between) < 2:
            return "" if between in ("", " ", "-", "‑", "\n", "\u00a0") else between
        return " ".join(re.split(r"[\s‑-]+", between.lower())).strip() if len(between) < 16 else "…"

    i = 0
    while i < len(tokens):
        article = ARTICLE.search(text, max(0, tokens[i].start - 4), tokens[i].start)
        leads = tokens[i].kind in ("count", "half", "quarter", "ordinal")
        core, i = _one(text, tokens, i, gap, article is not None)
        if core:
            whole = article and leads and core.kind != "ordinal"
            yield replace(core, head=article.start()) if article and whole else core


def _one(
    text: str, tokens: Sequence[Token], i: int, gap: Gap, article: bool
) -> tuple[Core | None, int]:
    """The number that begins at token i, and the token after it."""
    token = tokens[i]
    match token.kind:
        case "digits" | "cardinal":
            return _counted(text, tokens, i, gap)
        case "count" if article:
            return _counted(text, tokens, i, gap)
        case "half":
            return _part(tokens, i, i, gap, Decimal(1))
        case "quarter":
            return _part(tokens, i, i, gap, Decimal(1)) if article else (None, i + 1)
        case "ordinal" if article and token.value > 2 and AFTER_PART.match(text, token.end):
            return _part(tokens, i, i, gap, Decimal(1))
        case "ordinal" | "th":
            return _core(tokens, i, i, "ordinal", token.value), i + 1
        case "vulgar":
            return _scaled(tokens, i, i, gap, token.value, "fraction")
        case "multiple":
            return _core(tokens, i, i, "multiple", token.value), i + 1
        case "part" if text[token.start : token.end].lower() == "quarters":
            return None, i + 1
        case "part" | "vague" | "count":
            return _vague(tokens, i, gap)
        case "han digits" | "han ordinal" | "han fraction":
            kind: Kind = "digits"
            if token.kind != "han digits":
                kind = "ordinal" if token.kind == "han ordinal" else "fraction"
            return _core(tokens, i, i, kind, token.value, token.step), i + 1
    return _core(tokens, i, i, "unreadable", None), i + 1


def _core(
    tokens: Sequence[Token], i: int, j: int, kind: Kind, value: Decimal | None,
    step: Decimal = Decimal(1), scale: Decimal = Decimal(1),
) -> Core:  # fmt: skip
    start, end = tokens[i].start, tokens[j].end
    return Core(start, start, end, kind, value, step, scale)


def _vague(tokens: Sequence[Token], i: int, gap: Gap) -> tuple[Core, int]:
    """"hundreds", "tens of thousands", a scale that stands alone."""
    j = i
    while gap(j) in ("", "of") and tokens[j + 1].kind in ("vague", "count"):
        j += 1
    return _core(tokens, i, j, "vague", None), j + 1


def _counted(text: str, tokens: Sequence[Token], i: int, gap: Gap) -> tuple[Core, int]:
    """A count, and what may follow: "and a half", "thirds", "in five", a scale."""
    if tokens[i].kind == "digits":
        value, step, j, kind = tokens[i].value, tokens[i].step, i, "digits"
    else:
        value, step, j = _cardinal(tokens, i, gap)
        kind = "words"
    plain = value == value.to_integral_value() and not _glued(text, tokens[i])
    if plain and (fraction := _fraction(text, tokens, i, j, gap, value)):
        return fraction
    if plain and (mixed := _mixed(tokens, j, gap)):
        part, j = mixed
        return _scaled(tokens, i, j, gap, value + part, kind, Decimal("0.1"))
    if kind == "digits":
        return _scaled(tokens, i, j, gap, value, "digits", step)
    following = tokens[j + 1] if gap(j) in ("", "and") else None
    if following and following.kind == "ordinal" and _ends(value, following.value, gap(j)):
        whole = value * following.value if following.value in COUNTS.values() else value + following.value
        return _core(tokens, i, j + 1, "ordinal", whole), j + 2
    return _core(tokens, i, j, "words", value, step, step if step > 1 else Decimal(1)), j + 1


def _glued(text: str, token: Token) -> bool:
    """Whether letters or a hyphen touch the digits: "H200 and a third" holds no 200 and a third."""
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    return token.kind == "digits" and bool(re.match(r"[A-Za-z_‑-]", before) or after.isalpha())


def _ends(value: Decimal, ordinal: Decimal, link: str) -> bool:
    """Whether "twenty" + "first", "hundred" and "fifth", "two" + "hundredth" are one ordinal."""
    if ordinal in COUNTS.values():
        return link == "" and value < ordinal
    if value % 100 == 0:
        return value > 0 and link == "and"
    return link == "" and value % 10 == 0 and value % 100 >= 20 and ordinal < 10


def _cardinal(tokens: Sequence[Token], i: int, gap: Gap) -> tuple[Decimal, Decimal, int]:
    """(value, step, last token) of "three hundred and five", "a hundred thousand", "dozen"."""
    total, current, scale = Decimal(0), Decimal(0), Decimal(0)
    if tokens[i].kind == "count":
        current, j = Decimal(1), i - 1
    else:
        current, j = tokens[i].value, i
    while j == i - 1 or gap(j) in ("", "and"):
        word = tokens[j + 1]
        link = "" if j == i - 1 else gap(j)
        if word.kind == "cardinal" and _continues(total, current, word.value, link):
            current += word.value
        elif word.kind != "count" or link:
            break
        elif word.value not in SCALES.values():
            if not 0 < current < 100 or current % 1:
                break
            current *= word.value
        elif current:
            total = (total + current) * word.value if 0 < scale < word.value else total + current * word.value
            current, scale = Decimal(0), word.value
        elif total:
            total, scale = total * word.value, word.value
        else:
            break
        j += 1
    return total + current, (scale if scale and not current else Decimal(1)), j


def _continues(total: Decimal, current: Decimal, word: Decimal, link: str) -> bool:
    """Whether a number word below a hundred goes on with the number before it."""
    if current % 100 == 0 and (current or total):
        return word > 0 and link in ("", "and") and word < 100
    return link == "" and current % 10 == 0 and current % 100 >= 20 and 0 < word < 10


def _scaled(
    tokens: Sequence[Token], i: int, j: int, gap: Gap, value: Decimal, kind: str,
    step: Decimal = Decimal(1),
) -> tuple[Core, int]:  # fmt: skip
    """`value` times the scales that follow: "2.45 billion", "a quarter of a million"."""
    scale = Decimal(1)
    links = ("", "a", "of a") if kind == "fraction" else ("",)
    while gap(j) in links and tokens[j + 1].kind == "count":
        scale *= tokens[j + 1].value
        j, links = j + 1, ("",)
    if kind == "fraction":
        whole: Kind = "digits" if scale > 1 else "fraction"
        step = Decimal("0.01") if scale == 1 else Decimal("0.1")
        step = step if scale > 1 else _two_figures(value)
        return _core(tokens, i, j, whole, value * scale, step * scale, scale), j + 1
    plain: Kind = "words" if kind == "words" else "digits"
    return _core(tokens, i, j, plain, value * scale, step * scale, scale), j + 1


def _two_figures(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(value.adjusted() - 1) if value else Decimal(1)


def _part(
    tokens: Sequence[Token], i: int, j: int, gap: Gap, over: Decimal
) -> tuple[Core, int]:
    """The fraction whose denominator is token j."""
    return _scaled(tokens, i, j, gap, PRECISE.divide(over, tokens[j].value), "fraction")


def _fraction(
    text: str, tokens: Sequence[Token], i: int, j: int, gap: Gap, value: Decimal
) -> tuple[Core, int] | None:
    """"three quarters", "one third", "one in five", "3/4", behind a count that ends at token j."""
    link = gap(j)
    if link == "…":
        return None
    below = tokens[j + 1]
    if link == "" and value > 0:
        if below.kind == "part":
            return _part(tokens, i, j + 1, gap, value)
        single = below.kind in ("half", "quarter") or (below.kind == "ordinal" and below.value > 2)
        if value == 1 and single and tokens[i].kind != "digits":
            return _part(tokens, i, j + 1, gap, value)
    if link == "/" and below.kind == "digits" and gap(j + 1) != "/" and value < below.value <= 1000:
        return _part(tokens, i, j + 1, gap, value)
    if link.removesuffix(" a") in RATIO_LINKS and below.kind in ("digits", "cardinal", "count"):
        return _ratio(tokens, i, j, gap, value, link)
    return None


def _ratio(
    tokens: Sequence[Token], i: int, j: int, gap: Gap, value: Decimal, link: str
) -> tuple[Core, int] | None:
    """"one in five", "nine out of ten"; but "12 in 15 cities" and "two in 2024" are no ratio."""
    below = tokens[j + 1]
    if (below.kind == "count") != link.endswith(" a"):
        return None
    if below.kind == "digits":
        under, last = below.value, j + 1
    else:
        under, _, last = _cardinal(tokens, j + 1, gap)
    if below.kind == "digits" and (1900 <= under <= 2100 or under % 1):
        return None
    round_base = 3 <= under <= 10 or under in (100, 1000)
    if not 0 < value < under or (value != 1 and link == "in" and not round_base):
        return None
    ratio = PRECISE.divide(value, under)
    return _core(tokens, i, last, "fraction", ratio, _two_figures(ratio)), last + 1


def _mixed(tokens: Sequence[Token], j: int, gap: Gap) -> tuple[Decimal, int] | None:
    """The part in "two and a half", "3½", "3 1/2": its value and its last token."""
    link = gap(j)
    if link == "…":
        return None
    part = tokens[j + 1]
    if part.kind == "vulgar" and link == "":
        return part.value, j + 1
    singular = part.kind in ("half", "quarter") or (part.kind == "ordinal" and part.value > 2)
    if link in ("and a", "and an") and singular:
        return PRECISE.divide(Decimal(1), part.value), j + 1
    if link == "and" and part.kind == "cardinal" and gap(j + 1) == "" and tokens[j + 2].kind == "part":
        return PRECISE.divide(part.value, tokens[j + 2].value), j + 2
    slash = part.kind == "digits" and link == "" and gap(j + 1) == "/" and gap(j + 2) != "/"
    if slash and tokens[j].kind == "digits" and part.value < tokens[j + 2].value <= 16:
        return PRECISE.divide(part.value, tokens[j + 2].value), j + 2
    return None
