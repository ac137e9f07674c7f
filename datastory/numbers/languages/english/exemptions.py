"""What in prose looks like a number and is no figure: dates, times, versions, addresses, names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from decimal import Decimal

from ...codes import filler, hidden
from ...estimates import LEVEL
from ...quantity import Figure
from ...units import PERCENT, POINTS
from .number_words import CARDINALS, SCALES
from .reading import LIKE_YEAR

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
# Begins with a class, not with a word boundary, so that the search is quick.
_MONTH = (
    r"[JFMASOND](?:(?<=J)(?:an|un|ul)|(?<=F)eb|(?<=M)a[ry]|(?<=A)(?:pr|ug)|(?<=S)ept?|(?<=O)ct"
    r"|(?<=N)ov|(?<=D)ec)"
    r"(?:(?<=Jan)uary|(?<=Feb)ruary|(?<=Mar)ch|(?<=Apr)il|(?<=Jun)e|(?<=Jul)y|(?<=Aug)ust|(?<=Sept)ember"
    r"|(?<=Oct)ober|(?<=Nov|Dec)ember)?\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?[-–]\s?{_DAY}|,?\s(?:and|to|or)\s(?:the\s)?{_DAY})?"
_TIME = r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d(?::[0-5]\d)?)?"
_HOURS = "|".join(list(CARDINALS)[1:13])
_MINUTES = "half|quarter|five|ten|twenty(?:-five)?"
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|[a-z]{3,}th))"
# What makes a figure of the digits before it.
_MORE = rf"(?![\d%％]|[.,:]\d|\s?[%％]|[\s-]per[\s-]?cent|[\s-](?:{'|'.join(SCALES)}|bn|tn)\b)"
DATED = re.compile(
    r"(?<![\d.,$€£¥A-Za-z_])(?=\d)(?:"
    rf"{_DAYS}\s(?:of\s)?{_MONTH}(?:,?\s\d{{4}}\b)?"
    r"|\d{1,2}([-./])\d{1,2}\1(?:\d{4}|\d\d)\b(?![./]\d)"
    r"|(?:19|20)\d\d([-–/])(?:0[1-9]|1[0-2])\2[0-3]\d(?:T[\d:]+Z?)?\b"
    r"|(?:19|20)\d\d[-–/]\d\d\b"
    r"|(?:19|20)\d\d\s?-?[QH][1-4]\b|[1-4][QH](?:\d\d){1,2}\b|(?:1\d|20)\d0s\b"
    rf"|{_TIME}(?:\s?(?:[-–]|to|and|or)\s?{_TIME})?\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?)"
    r"|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?\b(?!:\d)"
    r"|\d{1,2}h[0-5]\d\b|\d{4}\s(?:GMT|UTC)\b|\d{1,2}\so['’]clock\b|12\s(?:noon|midnight)\b"
    r"|\d{1,4}\s?(?:BCE?|CE|AD)\b(?!\s[a-z]+s\b)"
    r"|(?!\d{1,3}(?:\.\d{3})+(?!\.?\d))\d+(?:\.\d+){2,}\b"
    r"|(?:(?<=[Vv]ersion\s)|(?<=[Vv]ersions\s))\d+(?:\.\d+)*\b"
    r"|(?<=['’])\d0s\b|(?<=\bthe\s)\d0s\b|(?<=\bAD\s)\d{1,4}\b|(?<=(?:GMT|UTC)[+−-])\d{1,2}\b"
    rf"){_MORE}"
)
MONTH_FIRST = re.compile(
    rf"(?:(?<=\b[Tt]he\s){_MONTH}\s{_DAYS}(?!\w)(?:,?\s\d{{4}}\b)?|{_MONTH}\s{_DAYS},\s\d{{4}}\b"
    rf"|(?<!\b[Ii]n\s){_MONTH}\s(?:the\s)?{_DAYS}(?!\w)(?:,?\s\d{{4}}\b)?"
    r"(?!\s(?!this\b|is\b|was\b|has\b|as\b)(?:[a-z]+s|people|men|women|children)\b)"
    rf"|{_MONTH},?\s\d{{4}}\b|FY\s?(?:19|20)?\d\d(?:[-–/]\d\d)?\b){_MORE}"
)
HANZI_DATE = re.compile(
    r"\d{4}\s?[年년](?:\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日号일])?)?"
    r"|(?<!\d)\d{1,2}\s?[月월](?!间|間)(?:\s?\d{1,2}\s?[日号일])?"
    r"|(?<!\d)\d{1,2}[日号](?!间|間|内)"
)
# Begin with any word, so they are looked for (and compiled) only where their last word stands.
CLOCK = (
    rf"(?i)\b(?:{_HOURS})\so['’]clock\b"
    rf"|\b(?:(?:{_MINUTES}|\d{{1,2}})\spast|quarter\sto)\s(?:{_HOURS}|\d{{1,2}})\b{_MORE}"
)
CENTURY = rf"(?i)\b{_ORDINAL}(?:,?\s(?:and|or|to)\s{_ORDINAL})?[\s-]centur(?:y|ies)\b"
SPELT_DAY = rf"\b(?i:{_ORDINAL})\sof\s{_MONTH}(?:,?\s\d{{4}}\b)?"
ADDRESS = r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\S+"
_ENDING = r"\.(?:com|org|net|io|gov|edu|cn|jp|kr|eu|uk|de)\b"
DOMAIN = rf"\b[\w-]+(?:\.[\w-]+)*{_ENDING}(?:/\S*)?"
HAS_DOMAIN = re.compile(_ENDING)
OF_MONTH = re.compile(rf"\sof\s{_MONTH}")

DIGIT = re.compile(r"\d")
BASES = frozenset(Decimal(10) ** power for power in range(2, 7))
# A plural behind a year is what the number counts ("hired 2000 workers"), unless it goes well with
# a year ("the 2024 figures"), or the words before speak of time ("in 2024 prices fell").
COUNTED = re.compile(
    r"\s(?:(?:new|more|extra|additional|further|other|young|local|foreign|skilled|full-time)\s)?(?!(?:was|is|has|as|its|his|this|us|thus|yes|plus|across|always|perhaps|besides|does|sees"
    r"|brings|marks|shows|begins|ends|starts|remains|says|makes|comes|goes|gets|takes|gives|seems"
    r"|means|looks|feels|proves|promises|follows|turns|keeps|leads|leaves|stands|lies|towards|afterwards|versus|unless|figures"
    r"|counts|puts|lists|finds|tells|prices|results|estimates|levels|sales|statistics|rankings|elections|editions|games"
    r"|accounts|returns|targets|plans|goals|rates|totals|values|awards|rules|terms|reports)\b)"
    r"(?:[a-z]+[a-rt-z]s|people|men|women|children)\b"
)
OF_TIME = re.compile(
    r"\b(?:(?:in|by|since|from|until|till|before|after|during|throughout|the|an?|its|their|our|his"
    r"|her|this|that|each|\d{4},?(?: and| or| to)?|fiscal|late|early|mid|year|[Ss]pring|[Ss]ummer"
    rf"|[Aa]utumn|[Ww]inter|{_MONTH}|(?!With|Of|For|To|At|And|But|All|Has)[A-Z]\w*|(?:spring|summer|autumn|winter|end|start|beginning|middle"
    r"|class|half|season)\sof)\s|['’]s?\s)$"
)
# "Growth over 2023" tells the time, "over 2023 firms", "over 2023 of them" and "nearly 2023" count.
TIMELY = frozenset({"over", "under", "about", "around", "circa", "c", "c.", "ca", "ca."})
PART_OF = re.compile(r"\s(?:of|in\s(?:all|total)|altogether|each|apiece|per)\b")
# What costs, pays or adds up to a number rules it: "it cost 1999", "a loss of 2000" are figures.
_AMOUNT_VERB = (
    r"costs?|costing|pa(?:ys?|id|ying)|charg(?:es?|ed|ing)|earn(?:s|ed|ing)?|ow(?:es?|ed|ing)|worth"
    r"|total(?:s|led|ed|ling|ing)?|number(?:s|ed|ing)|amount(?:s|ed|ing)?\sto|c[ao]mes?\sto|adds?\sup\sto"
    r"|valued\sat|priced\sat|stood\sat|stands\sat|sold(?:\sfor)?|sells\sfor|fetch(?:es|ed)|employ(?:s|ed)"
    r"|hir(?:es|ed)|exceed(?:s|ed|ing)|averag(?:es|ed|ing)|weigh(?:s|ed|ing)|measur(?:es|ed)|reach(?:es|ed)"
    r"|count(?:s|ed)|kill(?:s|ed|ing)|injur(?:es|ed|ing)|collect(?:s|ed)|donated|borrowed|lent"
)
_AMOUNT_NOUN = (
    r"loss|gain|profit|deficit|surplus|total|sum|average|mean|median|price|cost|fee|fine|bill|salary"
    r"|wage|income|revenue|turnover|budget|debt|population|crowd|staff|workforce|audience|rise|fall"
    r"|increase|decrease|drop|decline|balance|payment|bonus|premium|reward|prize|score|toll|majority"
    r"|lead|margin|minimum|maximum|number|quota|capacity|length|height|weight|distance|area"
)
AMOUNT = re.compile(
    rf"(?:\b(?:{_AMOUNT_VERB})\s(?:(?:it|us|him|her|me|you|them)\s)?"
    rf"|\ban?\s(?:[a-z-]+\s){{0,2}}(?:{_AMOUNT_NOUN})\sof\s)$",
    re.I,
)
# Words before what looks like a time or a decade, by which it is none: see `_hide_date`.
OF_RATIO = re.compile(r"\b(?:ratios?|odds|proportions?|split)\b(?:\s[a-z]+){0,4}\s$", re.I)
OF_SHARE = re.compile(
    r"\b(?:support|approval|temperatures?|shares?|ratings?|scores?|turnout|marks?|percentages?|humidity)"
    r"\b[^.;,]{0,30}\sin\sthe\s(?:low\s|mid[\s-]|high\s|upper\s)?$",
    re.I,
)
# "In all, 2050 closed", "the number rose to 2000", "the 2000 workers left".
IN_ALL = re.compile(r"\b(?:in all|in total|altogether|all told),?\s$", re.I)
_MOVED = (
    r"(?<!had )(?<!has )(?<!have )(?<!been )(?:rose|fell|grew|shrank|climbed|dropped|jumped"
    r"|increased|decreased|declined|dwindled|swelled|slid|surged|soared|plunged|went up|went down"
    r"|was cut|were cut)"
)
MOVED_TO = re.compile(
    rf"\b(?:numbers?|count|total|staff|workforce|membership|figures?)\b[^.;]{{0,40}}\b{_MOVED}\sto\s$",
    re.I,
)
MOVED_BY = re.compile(rf"\b{_MOVED}\sby\s$")
CLAUSE_ENDS = re.compile(r"\s*(?:[.,;:)]|$)")
THE = re.compile(r"\b[Tt]he\s$")
STAFF = re.compile(
    r"\s(?:workers|employees|staff|jobs|people|men|women|children|soldiers|troops|residents|firms"
    r"|companies|shops|homes|houses|patients|pupils|prisoners|refugees|migrants)\b"
)
STRONG = re.compile(r"[-‑](?:strong|person|member|seat|bed|room|page|word|day|hour)\b")
ONE_IN_BOUND = re.compile(r"[\s-]+(?:in|out\s+of)(?:\s+every)?\s+\ufffc")


def masked(text: str, names: Sequence[str] = ()) -> str:
    """The text with dates, times, versions, addresses and `names` hidden, as long as before."""
    if names:
        text = _named(tuple(names)).sub(filler, text)
    if "%" in text and LEVEL.search(text):
        text = LEVEL.sub(filler, text)
    if "//" in text or "www." in text or "@" in text:
        text = re.sub(ADDRESS, filler, text)
    if HAS_DOMAIN.search(text):
        text = re.sub(DOMAIN, filler, text)
    if "centur" in text.lower():
        text = re.sub(CENTURY, filler, text)
    if OF_MONTH.search(text):
        text = re.sub(SPELT_DAY, filler, text)
    if "clock" in text or "past" in text or "uarter to" in text:
        text = re.sub(CLOCK, filler, text)
    if DIGIT.search(text):
        text = hidden(MONTH_FIRST.sub(filler, DATED.sub(_hide_date, HANZI_DATE.sub(filler, text))))
    return text


def _hide_date(match: re.Match[str]) -> str:
    """A date or time is hidden, unless the words before it make a ratio, a price or a share of it:
    "the ratio is 5:30", "it costs 12.05.24", "support is in the 90s"."""
    before = match.string[max(0, match.start() - 60) : match.start()]
    if ":" in match[0] and OF_RATIO.search(before):
        return match[0]
    if match[0].count(".") == 2 and AMOUNT.search(before):
        return match[0]
    if match[0].endswith("0s") and len(match[0]) == 3 and OF_SHARE.search(before):
        return match[0]
    return filler(match)


@functools.cache
def _named(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first; a name may begin a sentence."""
    patterns = []
    for name in sorted(filter(str.strip, names), key=len, reverse=True):
        first, *rest = name.split()
        begun = f"[{re.escape(first[0])}{re.escape(first[0].upper())}]{re.escape(first[1:])}"
        patterns.append(r"\s+".join((begun, *map(re.escape, rest))))
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})(?!\w){_MORE}")


def is_year(figure: Figure, text: str) -> bool:
    """A bare year, 1900 to 2100: no sign, currency, scale or unit beside it.

    Behind "over" or "about" it is one where nothing is counted after it. Behind a verb or noun of
    amount it is none.
    """
    quantity, core = figure.quantity, figure.core
    if not quantity or not LIKE_YEAR.fullmatch(text[core.start : core.end]):
        return False
    rate = quantity.unit.startswith("per ")  # "in 2024 deaths per 100,000 fell"
    if (quantity.unit and not rate) or core.scale != 1 or quantity.value < 0:
        return False
    if STRONG.match(text, figure.end) or AMOUNT.search(
        text, max(0, figure.start - 48), figure.start
    ):
        return False
    if _amounts(figure, text):
        return False
    counted = rate or COUNTED.match(text, figure.end)
    if quantity.qualifier:
        timely = text[figure.start : core.head].strip().lower() in TIMELY and figure.end == core.end
        return timely and not counted and not PART_OF.match(text, figure.end)
    return not counted or OF_TIME.search(text, max(0, figure.start - 16), figure.start) is not None


def _amounts(figure: Figure, text: str) -> bool:
    """Whether words before or behind a number that may be a year make it an amount."""
    start, end, reach = figure.start, figure.end, max(0, figure.start - 80)
    value = figure.quantity.value if figure.quantity else None
    if IN_ALL.search(text, reach, start) or MOVED_TO.search(text, reach, start):
        return True
    if value is None or value % 100:
        return False
    if MOVED_BY.search(text, reach, start) and CLAUSE_ENDS.match(text, end):
        return True
    return bool(THE.search(text, reach, start) and STAFF.match(text, end))


NO_MORE_AND_NO_LESS = re.compile(
    r"(?i)\b(?:only|just|exactly|precisely|at (?:least|most)|(?:no )?(?:more|fewer|less) than"
    r"|up to) $"
)
COUNTED_THING = re.compile(
    r"(?i) (?!(?:thing|way|side|reason|question|problem|answer|point|part|aspect|example|step"
    r"|option|who|that|which|in|to|for|with|day|time|and|or|more|another|left|such|kind|sort"
    r"|place|man|person|word|look)s?\b)[a-z]{3}"
)


def is_idle_one(figure: Figure, text: str) -> bool:
    """ "one" that counts nothing: not in "one in five", before a scale, in a fraction, or of %,
    and not where words before it tell that others would be too many or too few.
    """
    core, quantity = figure.core, figure.quantity
    if core.kind != "words" or text[core.start : core.end].lower() != "one" or core.scale != 1:
        return False
    counts = quantity is not None and quantity.unit in (PERCENT, POINTS)
    if counts or ONE_IN_BOUND.match(text, core.end):
        return False
    before = text[max(0, core.start - 20) : core.start]
    return not (NO_MORE_AND_NO_LESS.search(before) and COUNTED_THING.match(text, core.end))


def is_rate_base(figure: Figure, text: str) -> bool:
    """The 100,000 of "per 100,000": a power of ten, 100 to a million, that a rate is counted by."""
    value = figure.quantity and figure.quantity.value
    return value in BASES and text[max(0, figure.core.head - 4) : figure.core.head] == "per "
