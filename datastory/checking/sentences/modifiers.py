"""What touches a link belongs to its number: "not", "-fold", "times", a letter, "per week"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...numbers.units import PERCENT, POINTS, factor, unit_at, units_agree
from .counting import happened
from .finding import Finding, plainly
from .meaning import Meaning, Meanings
from .passages import Passage, Statement
from .vocabulary import (
    ADVERBS_OF_PERIOD,
    AVERAGE_SAID,
    AVERAGED,
    COMMON,
    DENIED,
    DENIED_INSIDE,
    DENYING_WORDS,
    NOT_ONLY,
    PERIOD_OF,
    PERIODS,
    stem,
    stems,
    words_of,
)

OFTEN = re.compile(r"\s+times\s+(?:as|more|less|that|those|the)\b")
TIMES = re.compile(r"-?fold\b|\s?[x×](?![\w-])|\s+times\b")
MULTIPLE = re.compile(
    r"\b(?:times|multiple|ratio|factor|fold|how\s+often|frequency|occasions?)\b", re.I
)
LETTERS = re.compile(r"(?![’'][st]?\b)[A-Za-z]+(?:\s+points?)?")
ORDINAL_END = re.compile(r"-?(?:st|nd|rd|th)\b")
FROM_LAST = re.compile(
    r"\s+(?:from|to)\s+(?:the\s+)?(?:last|bottom|none)\b"
    r"|[-\s](?:worst|last|lowest|smallest|slowest|poorest|least|weakest|bottom)\b"
)
MONEY_BEFORE = re.compile(
    r"(?<![\w.])(?:Rs\.?|Rp|Fr\.?|Kč|zł|Ft|kr\.?|lei|RM|KSh|USh|TSh|₺|₦|₴|₱|₫|৳|฿)\s?$"
)
PER = re.compile(
    r"^(?P<unit>(?:[\s-]+[a-z][\w’'-]*){0,3}?)\s*(?:,\s*)?\b(?P<per>per|a|an|each"
    r"|every)\s+(?P<what>(?:[a-z]+\s+)?[a-z]+)\b"
)
SLASH = re.compile(
    r"\s?/\s?(?P<what>second|minute|hour|hr|day|week|month|quarter|year|yr|person|head)\b"
)
INSIDE = re.compile(r"\d.*\b(?P<per>per|an?|each|every)\s+(?P<what>[a-z]+(?:\s+[a-z]+)?)$")
EVERY = re.compile(
    r"\b(?P<per>every|each|per)\s+(?P<what>second|minute|hour|day|night|week|fortnight|month"
    r"|quarter|year|season)\b"
)
AT_END = re.compile(
    r"\b(?P<per>a|an)\s+(?P<what>second|minute|hour|day|night|week|fortnight|month|quarter"
    r"|year)\b(?=\s*(?:[.,;:)!?]|$))"
)
ADVERB = re.compile(
    rf"(?<!-)\b(?P<what>{'|'.join(sorted(ADVERBS_OF_PERIOD))})\b(?=\s*(?:[.,;:)!?]|$|and\b|in\b))"
)
LATER = re.compile(
    r"\s+(?:ago|earlier|later|before|after|old|long|on\s+year|in\s+a\s+row|running|apart|ahead"
    r"|away)\b"
)
# "A monthly [£640]", "[188] daily deaths"; "a year" is said of what is counted by the year anyhow.
_ADJECTIVE = "|".join(sorted(ADVERBS_OF_PERIOD | {"annual", "fortnightly"}))
ADJECTIVE_BEFORE = re.compile(
    rf"\b(?P<what>{_ADJECTIVE})\s+(?:sum\s+of\s+|average\s+of\s+|total\s+of\s+)?$", re.I
)
ADJECTIVE_AFTER = re.compile(rf"[\s-]+(?P<what>{_ADJECTIVE})\s+(?P<noun>[a-z]+)\b")
ADJECTIVE = re.compile(rf"\b(?P<what>{_ADJECTIVE})\s+(?P<noun>[a-z]+)\b", re.I)
_PER_PERIOD = (
    r"\b(?P<per>per|each|every|an?)\s+(?P<what>hour|day|night|week|fortnight|month|quarter|year)\b"
)
PER_HEAD = re.compile(_PER_PERIOD, re.I)
NOUN_PER = re.compile(rf"\b(?P<noun>[a-z]+)\s+{_PER_PERIOD}", re.I)
ANNUAL = ("annual", "yearly", "year")
EVERY_BEFORE = re.compile(
    r"^\W*(?P<per>every|each)\s+(?P<what>second|minute|hour|day|night|week|fortnight|month"
    r"|quarter|season)\b(?!\s+(?:of|in|since|that)\b)",
    re.I,
)
INEXACT = re.compile(r"-(?:odd|ish|something)\b")
WORD_BEFORE = re.compile(
    r"(?<![\w-])(?!(?:top|mid|pre|post|under|over|sub|rank|non|early|late|half|inter)[-/])"
    r"[A-Za-z]{3,}[-/]$",
    re.I,
)
BASE_STEMS = stems("""
head capita person people household inhabitant resident worker employee student pupil patient
child family firm company school city town shop car vehicle house home flat square metre
kilometre kilogram litre tonne acre hectare mile barrel member customer user visitor voter
taxpayer citizen pint gallon ounce pound gram bottle pack packet tin box bag hectare shift
""")
# Words without one of which a sentence says nothing of a period or an average.
BY_PERIOD = ADVERBS_OF_PERIOD | words_of(
    "per a an each every average averaged averages averaging annual fortnightly"
)
HEAD_UNIT = re.compile(r"(?:,\s*|\(\s*)(?:in\s+)?([^(),]+?)\s*\)?$")
PER_CENT = re.compile(r"[%％]|\bper\s?cent\b(?!\s+points?)|\bpercent(?!\w|\s+points?)")


def modifiers(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """What stands at a link says the same of its number as the fact does."""
    for i, one in enumerate(passage.statements):
        if one.fact.quantity is None:
            continue
        text, meaning = passage.text, meanings.of(one.fact)
        before, after = text[: one.start], text[one.end :]
        yield from _denied(passage, i)
        yield from _headed(passage, one)
        yield from _headed_by_period(passage, one, meaning)
        match = TIMES.match(after)
        again = happened(one, before) and not OFTEN.match(after)  # "flooded [three] times"
        if match and not again and passage.free(one.end, one.end + match.end()):
            if one.fact.quantity.unit or not MULTIPLE.search(meaning.text):
                message = f"'{match[0].strip()}' makes a multiple of {one.fact.text}; "
                message += "put it inside the link of a fact that is a multiple"
                yield Finding(one.end, one.end + match.end(), message)
            continue
        if match := ORDINAL_END.match(after) if not meaning.ordinal else None:
            message = f"'{match[0]}' makes a rank of {one.fact.text}; take it away"
            yield Finding(one.end, one.end + match.end(), message)
        elif match := LETTERS.match(after):
            message = f"'{match[0]}' touches the link and belongs to the number; take it away"
            yield Finding(one.end, one.end + match.end(), f"{message}, or put it inside the link")
        match = FROM_LAST.match(after) if meaning.ordinal or meaning.rank else None
        if match and not stems(match[0]) & meaning.nouns - COMMON:
            message = f"'{match[0].strip()}' counts from the other end: the fact says "
            yield Finding(one.end, one.end + match.end(), f"{message}{one.fact.text}")
        if match := INEXACT.match(after):
            message = f"'{match[0]}' makes {one.fact.text} inexact; take it away"
            yield Finding(one.end, one.end + match.end(), message)
        digits = re.match(r"\W?\d", one.use.words)
        if match := WORD_BEFORE.search(before) if digits else None:
            message = f"'{match[0]}' touches the link and belongs to the number; put a space"
            yield Finding(match.start(), one.start, f"{message} between them, or take it away")
        if match := MONEY_BEFORE.search(before):
            message = f"'{match[0].strip()}' is a currency: the fact says {one.fact.text}"
            yield Finding(match.start(), one.start, message)
        following = passage.statements[i + 1 : i + 2]
        if following and following[0].fact.quantity and passage.gap(i) == ":":
            message = "these read as a ratio; state a fact that is one, or put words between"
            yield Finding(one.end, one.end + 1, message)
        yield from _per(passage, i, meaning)


def _headed(passage: Passage, one: Statement) -> Iterator[Finding]:
    """The unit that the head of a table's column or row names is the fact's."""
    quantity = one.fact.quantity
    if not passage.heads or quantity is None or quantity.unit in (PERCENT, POINTS):
        return
    if PER_CENT.search(one.use.words):
        return
    for head in passage.heads:
        named = HEAD_UNIT.search(head)
        unit = PERCENT if PER_CENT.search(head) else unit_at(f" {named[1]}", 0)[0] if named else ""
        if unit and not units_agree(unit, quantity.unit) and factor(unit, quantity.unit) is None:
            message = f"the head '{head}' says {unit}: the fact says {one.fact.text}"
            yield Finding(one.start, one.end, message)
            return


# "Neither Ashford nor Bexley has [31]", "nobody paid [12]".
NEITHER = re.compile(
    r"\b(?P<no>neither|nobody|no\s+one|nowhere)\b"
    r"(?:(?!\b(?:but|and|that|how|why|if|whether|who|which|as|because|when|since|while|before|after|until|for|except|besides"
    r"|more|fewer|less)\b)[^,;:.])*$",
    re.I,
)


def _denied(passage: Passage, i: int) -> Iterator[Finding]:
    one = passage.statements[i]
    denied = not passage.vocabulary.isdisjoint(DENYING_WORDS)
    match = DENIED.search(passage.text, 0, one.start) if denied else None
    if match and not passage.free(match.start(), match.end()):
        return
    if passage.after(i).startswith(" time"):
        return  # "not for the first time"
    if match and match[0].strip().lower() == "no" and not re.search(r"\d", one.use.words):
        return  # "no two are alike"
    if match and not (NOT_ONLY.search(passage.text, 0, one.start) or " but " in passage.after(i)):
        words = match[0].strip()
        message = f"'{words}' denies {one.fact.text}, which the fact says; leave it out"
        yield Finding(match.start(), one.start, f"{message}, or write {plainly(words)}")
    elif neither := NEITHER.search(passage.before(i)) if denied else None:
        if span := passage.own(neither, "no", passage.before_start(i)):
            message = f"'{neither['no']}' denies {one.fact.text}, which the fact says; leave it out"
            yield Finding(*span, message)
    elif inside := DENIED_INSIDE.match(one.use.words):
        message = f"'{inside[0]}' denies {one.fact.text}, which the fact says; leave it out"
        yield Finding(one.start, one.end, message)


def _per(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "a week" beside a monthly sum, "a head" beside a total, "every month" beside one count."""
    one = passage.statements[i]
    if match := SLASH.match(passage.text, one.end):
        what = {"hr": "hour", "yr": "year"}.get(match["what"], match["what"])
        if _disagrees("per", what, meaning.text):
            message = f"'{match[0]}' is not what {one.fact.text} is counted by: "
            yield Finding(*match.span(), f"{message}'{one.fact.what.text}'; leave it out")
            return
    if passage.vocabulary.isdisjoint(BY_PERIOD):
        return
    for start, per, what in _periods(passage, i, meaning):
        shown = f"{per} {what}".strip()
        linked = one.start <= start < one.end
        if not linked and not passage.free(start, start + len(shown)):
            continue
        if not _disagrees(per, what, meaning.text):
            continue
        if start < one.start and what.lower() in ANNUAL and _yearly(meaning):
            continue
        if what == "year" and WITHIN.search(passage.text, 0, start) and _of_a_year(meaning):
            continue
        base = what.split()[0] if what.split()[0] in PERIOD_OF else what
        shown = f"{per} {base}".strip()
        message = f"'{shown}' is not what {one.fact.text} is counted by: '{one.fact.what.text}'"
        message += f"; leave it out, or say it in the fact's 'what', or write {plainly(shown)}"
        yield Finding(start, start + len(shown), message)
        return
    match = AVERAGED.search(passage.before(i)[-60:])
    if match and not AVERAGE_SAID.search(meaning.text) and one.fact.formula is None:
        message = f"'{match[0]}' is not what the fact says of {one.fact.text}; leave it out"
        at = passage.text.find(match[0], max(0, one.start - 60))
        if passage.free(at, at + len(match[0])):
            yield Finding(at, at + len(match[0]), f"{message}, or say it in the fact's 'what'")


def _periods(passage: Passage, i: int, meaning: Meaning) -> Iterator[tuple[int, str, str]]:
    """Where words say by what a number is counted: `(12, "per", "week")`, `(40, "", "daily")`."""
    one, before, after = passage.statements[i], passage.before(i), passage.after(i)
    offset = passage.before_start(i)
    inside = INSIDE.search(one.use.words)
    if inside:
        yield one.start, inside["per"], inside["what"]
    match = PER.match(after)
    if match and not LATER.match(after, match.start("what") + len(match["what"].split()[0])):
        yield one.end + match.start("per"), match["per"], match["what"]
    for pattern in (EVERY, AT_END):
        if (match := pattern.search(after)) and not LATER.match(after, match.end()):
            yield one.end + match.start("per"), match["per"], match["what"]
    if match := ADVERB.search(after):
        yield one.end + match.start(), "", match["what"]
    if match := ADJECTIVE_BEFORE.search(before):
        yield offset + match.start("what"), "", match["what"]
    elif (match := ADJECTIVE_AFTER.match(after)) and _measures(match["noun"], meaning):
        yield one.end + match.start("what"), "", match["what"]
    elif (match := ADJECTIVE.search(before)) and (
        stem(match["noun"]) in meaning.own or PAY_OF.search(before, match.start("noun"))
    ):
        yield offset + match.start("what"), "", match["what"]
    if (match := NOUN_PER.search(before)) and stem(match["noun"]) in meaning.own:
        yield offset + match.start("per"), match["per"], match["what"]
    if i == 0 and not inside and (match := EVERY_BEFORE.match(before)):
        yield match.start("per"), match["per"], match["what"]


# "A daily wage of [£640]".
PAY_OF = re.compile(
    r"(?:wage|pay|salary|income|rent|bill|fee|sum|cost|total|average|toll)\s+(?:of|was|is|came\s+to)\s+$",
    re.I,
)
PAID = words_of("wage pay salary income earnings rent bill fee sum cost total average toll")


def _measures(noun: str, meaning: Meaning) -> bool:
    """Whether a noun is of what the fact measures: its own, or a sum of money."""
    return stem(noun) in meaning.nouns or noun.lower() in PAID


WITHIN = re.compile(r"\b(?:in|within|over)\s+$")


def _of_a_year(meaning: Meaning) -> bool:
    """Whether what a fact is of took a year at most: "fell [8%] in a year"."""
    return bool(meaning.spans) and all(last - first < 12 for first, last in meaning.spans)


def _yearly(meaning: Meaning) -> bool:
    """Whether a fact is of whole years, and counted by no shorter period: "annual exports"."""
    shorter = re.compile(r"\b(?:hour|dai|day|week|fortnight|month|quarter)", re.I)
    whole = all((last - first) % 12 == 11 for first, last in meaning.spans)
    return bool(meaning.spans) and whole and not shorter.search(meaning.said)


def _headed_by_period(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "Pay per month", "Monthly pay" above a cell: the period that its fact is counted by."""
    for head in passage.heads:
        adjective = ADJECTIVE.search(head)
        own = adjective if adjective and stem(adjective["noun"]) in meaning.own else None
        match = PER_HEAD.search(head) or own
        if match is None or (match["what"].lower() in ANNUAL and _yearly(meaning)):
            continue
        if _disagrees("per", match["what"], meaning.text):
            message = f"the head '{head}' counts by another period than {one.fact.text}: "
            yield Finding(one.start, one.end, f"{message}'{one.fact.what.text}'; reword it")
            return


def names_period(word: str, text: str) -> bool:
    """Whether a text names the period of a word: `("monthly", "Rent a month")`."""
    spelt = "|".join(map(re.escape, PERIODS[PERIOD_OF[word]].split(", ")))
    return re.search(rf"\b(?:{spelt})\b", text, re.I) is not None


def _disagrees(per: str, what: str, text: str) -> bool:
    """Whether a period or a base, as in "per", "week", is none that a fact's own words name."""
    first, *rest = what.lower().split()
    if first in PERIOD_OF:
        return not names_period(first, text)
    if first == "overnight":
        return not re.search(r"\bovernight\b", text, re.I)
    bases = {stem(word) for word in (first, *rest)} & BASE_STEMS
    if not bases or (per in ("a", "an", "each", "every") and stem(first) not in BASE_STEMS):
        return False
    return not bases & stems(text)
