"""The time agrees: a year, quarter or month in the sentence is that of the fact beside it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ...numbers.units import KNOWN
from .finding import Finding, plainly
from .meaning import Meaning, Meanings
from .passages import Passage, Statement
from .time_expressions import LAST, MONTH_WORDS, Span, Time, agree, times
from .vocabulary import (
    BEGUN,
    CHANGE_NOUNS,
    DONE,
    DONE_TO,
    FLOWS,
    LASTING_STATES,
    PLANNED,
    REPORTED,
    TREND,
    stem,
    stems,
    words_of,
)

# Between a number and the time that is its own: "[12 firms] closed in 2023".
DIRECT = re.compile(
    r"(?:\s+(?!than\b|from\b|over\b|on\b|against\b|since\b|to\b|compared\b|versus\b|after\b"
    r"|before\b|until\b|and\b|but\b|while\b|as\b|up\b|down\b)"
    r"[a-z][\w’'-]*){0,5}?\s+(?:in|for|of|during|by|at)\s+(?:the\s+)?(?:end\s+of\s+"
    r"|whole\s+of\s+|early\s+|late\s+|mid-?)?$|\s*\(\s*$"
)
AGAINST = re.compile(
    r"\b(?:than|from|over|against|compared\s+(?:with|to)|versus|after|before|replac\w+|once|earlier"
    r"|previous(?:ly)?|until\s+then|had\s+been|was\s+then|up\s+on|down\s+on)\b[^,;]{0,40}$",
    re.I,
)
COMPARISON = re.compile(
    r"(?:\bthan|\bfrom|\bover|\bon|\bagainst|\bsince|\bto|\bcompared\s+(?:with|to)|\bversus"
    r"|\bafter|\bbefore|\bagainst\s+that\s+of|\bthan\s+in)\s+(?:in\s+)?$",
    re.I,
)


# "In the last decade", "over a fortnight": how long it took, in months.
LASTING = re.compile(
    r"\b(?:in|over|within|during|throughout)\s+(?:just\s+|only\s+|less\s+than\s+)?"
    r"(?P<how>(?:(?:the|this|that)\s+)?(?:last|past|previous|preceding|entire|space\s+of\s+(?:a|one)"
    r"|a\s+single|single|one|a|an)\s+(?:single\s+)?(?P<what>century|decade|month|fortnight|week|weekend"
    r"|day|night|hour))\b(?!\s+(?:or|and|of|when|that|since|before|after|ago|earlier|later|like|where)\b|[-’'])",
    re.I,
)
LASTED = words_of("century decade month fortnight week weekend day night hour")
LASTS = {"century": 1200, "decade": 120, "month": 1}  # in months; what is shorter counts as 0
WHOLE_YEAR = re.compile(
    r"\b(?:(?:the\s+)?(?:whole|all|entirety)\s+of|throughout|the\s+(?:whole|entire|full)\s+year"
    r"|(?:the\s+)?full[-\s]year)\s+$",
    re.I,
)
THAN = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|from)\s+(?:in\s+|that\s+of\s+|those\s+of\s+)?$",
    re.I,
)
LISTED = re.compile(r"\s*(?:,|,?\s+and|;)\s+(?:in\s+)?")


def dates(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A sentence that names times names one of each fact's; each number's own time is its own."""
    published = meanings.story.site.published
    named = [time for time in times(passage.text, published) if _meant(passage, time, meanings)]
    heads = [time for head in passage.heads for time in times(head, published)]
    above = next(filter(None, (times(heading, published) for heading in passage.headings)), [])
    yield from _planned(passage, meanings, named)
    dated = [(one, meanings.of(one.fact)) for one in passage.statements]
    dated = [(one, meaning) for one, meaning in dated if meaning.spans]
    told: set[int] = set()
    for one, meaning in dated:
        if finding := (
            _now(passage, one, meaning, meanings, [*named, *heads, *above])
            or _every_year(passage, one, meaning, named)
            or _next_year(passage, one, meaning)
            or _over_years(passage, one, meaning, named)
            or _lasting(passage, one, meaning)
            or _covers(passage, one, meaning, named)
            or _summed(passage, one, meaning, named)
        ):
            told.add(one.start)
            yield finding
    for one, meaning in dated:
        if one.start in told:
            continue
        if time := _other_length(passage, one, meaning, meanings, named, [*heads, *above]):
            told.add(one.start)
            yield wrong_time(time, one, meaning)
            continue
        time = _direct(passage, one, named)
        if time and (not _agree(time, meaning.spans) or _month_of_year(time, meaning, meanings)):
            told.add(one.start)
            yield wrong_time(time, one, meaning)
    numbers = [(one, meaning) for one, meaning in dated if one.fact.quantity]
    if len(numbers) == len(named) > 1 and not told:
        pairs = [(*number, time) for number, time in zip(numbers, named, strict=True)]
        wrong = [pair for pair in pairs if not _agree(pair[2], pair[1].spans)]
        near = [(_direct(passage, one, named), meaning.spans) for one, meaning, _ in wrong]
        settled = any(time and _agree(time, spans) for time, spans in near)
        if len(wrong) > 1 and not settled:
            told |= {one.start for one, _, _ in wrong}
            one, meaning, time = wrong[0]
            yield wrong_time(time, one, meaning)
    for one, meaning in dated:
        if one.start in told:
            continue
        fine = [t for t in heads if t.first == t.last or len(t.months) == 1]
        summed = one.fact.quantity and not meaning.change and flow(meaning.fact.what.text)
        years = all(last - first >= 11 for first, last in meaning.spans)
        months = fine and len(fine) == len(heads) and summed and years
        if months or (heads and not any(_agree(time, meaning.spans) for time in heads)):
            yield wrong_time(heads[0], one, meaning, above=True)
        elif _others(passage, one, named, dated) or _relative(passage, one):
            continue
        elif named and not any(_agree(time, meaning.spans) for time in (*named, *heads, *above)):
            if all(THAN.search(passage.text, 0, time.start) for time in named):
                continue  # "fewer than in 2023"
            yield wrong_time(min(named, key=lambda t: abs(t.start - one.start)), one, meaning)
        elif above and not named and not heads and not any(_agree(t, meaning.spans) for t in above):
            yield wrong_time(above[0], one, meaning, above=True)


def _agree(time: Time, spans: tuple[Span, ...]) -> bool:
    """Whether a named time can be that of a fact. A number of a year is none of its half.

    A day or a month may be when a thing of that year was done.
    """
    quarter_or_half = time.last - time.first in (2, 5)
    if quarter_or_half and all(last - first >= 11 for first, last in spans):
        return False
    return agree(time, spans)


def _month_of_year(time: Time, meaning: Meaning, meanings: Meanings) -> bool:
    """Whether a time is a month, and the fact one of a series of years that names no such month."""
    if not (time.months and len(time.months) == 1) and time.first != time.last:
        return False
    series = meanings.story.series.get(meaning.fact.series)
    if series is None or not YEAR.fullmatch(meaning.fact.key):
        return False
    if any(last - first < 11 for first, last in meaning.spans):
        return False
    return MONTH_WORDS.search(meaning.text) is None


YEAR = re.compile(r"\d{4}")


def _other_length(
    passage: Passage,
    one: Statement,
    meaning: Meaning,
    meanings: Meanings,
    named: list[Time],
    around: list[Time],
) -> Time | None:
    """The month that is said of what was counted over a year, or the year of what a month had."""
    if one.fact.quantity is None or meaning.change or meaning.ordinal:
        return None
    months = [last - first for first, last in meaning.spans]
    for time in named:
        if time.open or REPORTED.search(passage.text):
            continue
        if not (time is _direct(passage, one, named) or _leads(passage, time, one)):
            continue
        fine = time.first == time.last or len(time.months) == 1
        if fine and all(length >= 11 for length in months):
            known = flow(meaning.fact.what.text) or _month_of_year(time, meaning, meanings)
            year = any(other.last - other.first >= 11 for other in named if other is not time)
            if known and not year and MONTH_WORDS.search(meaning.text) is None:
                return time
        if time.last - time.first == 11 and all(length < 11 for length in months):
            finer = any(other.last - other.first < 11 for other in (*named, *around))
            if flow(meaning.fact.what.text) and not finer and _agree(time, meaning.spans):
                return time
    return None


# "[45,200] came and [38,500] the year after."
THE_YEAR = (
    r"(?:(?P<after>the\s+year\s+after|a\s+year\s+later|the\s+following\s+year|the\s+next\s+year)"
    r"|(?P<before>the\s+year\s+before|a\s+year\s+(?:before|earlier)|the\s+previous\s+year))"
)
YEAR_BEHIND = re.compile(rf"(?:\s+[a-z]+){{0,2}}?\s+{THE_YEAR}(?=\s*(?:[.,;:)]|$))")
YEAR_AHEAD = re.compile(rf"\b{THE_YEAR}(?:,|\s+[a-z]+)?(?:\s+[a-z]+){{0,3}}\s*$", re.I)


def _relative(passage: Passage, one: Statement) -> bool:
    """Whether its time is told from that of the figure before it: "and a year later [38,500]"."""
    at = passage.statements.index(one)
    if at == 0 or "year" not in passage.vocabulary:
        return False
    return bool(YEAR_BEHIND.match(passage.after(at)) or YEAR_AHEAD.search(passage.before(at)))


def _next_year(passage: Passage, one: Statement, meaning: Meaning) -> Finding | None:
    """ "[45,200] came, and [38,500] the year after", where that was the year before."""
    if "year" not in passage.vocabulary or not meaning.point:
        return None
    at = passage.statements.index(one)
    fellows = [s for s in passage.statements if s.fact.series == one.fact.series]
    if len(fellows) != 2 or fellows[1] is not one:
        return None
    first = fellows[0].fact.key
    match = YEAR_BEHIND.match(passage.after(at)) or YEAR_AHEAD.search(passage.before(at))
    if not match or first == one.fact.key:
        return None
    group = "after" if match["after"] else "before"
    begin = one.end if match.string == passage.after(at) else passage.before_start(at)
    span = passage.own(match, group, begin)
    if not span or (one.fact.key > first) == (group == "after"):
        return None
    message = f"'{match[group]}' is not so: {fellows[0].fact.text} is of {first}, "
    return Finding(*span, f"{message}{one.fact.text} of {one.fact.key}; exchange the links")


def _leads(passage: Passage, time: Time, one: Statement) -> bool:
    """Whether a time begins the sentence, and only words of one clause stand before the number."""
    between = passage.text[time.end : one.start]
    return (
        len(passage.text[: time.start].split()) < 3
        and not any(time.end <= other.start < one.start for other in passage.statements)
        and re.fullmatch(r"(?:\s+alone)?,?[^,;:–—]*", between) is not None
    )


@functools.lru_cache(maxsize=4096)
def flow(what: str) -> bool:
    """Whether what is counted is summed over a time: "Ferry passengers", "Firms that closed"."""
    done = DONE_TO.search(what)
    return bool(
        (done and done["done"] not in LASTING_STATES)
        or (FLOW_STEMS & stems(re.split(r"\s(?:in|at|on|per|for)\s", what)[0]) and "%" not in what)
    ) and not NO_FLOW.search(what)


FLOW_STEMS = stems(FLOWS)
NO_FLOW = re.compile(
    r"\b(?:rates?|share|price|cost|average|median|highest|lowest|number\s+of\s+seats|rank|per|a\s+"
    r"(?:head|day|week|month|year))\b",
    re.I,
)
NOW = re.compile(
    r"(?<!\buntil\s)(?<!\bthan\s)(?<!\bby\s)(?<!\bfrom\s)(?<!\bunlike\s)(?<!\bas\s)(?<!\bto\s)\b"
    r"(?P<now>today|now|currently|nowadays|at\s+present|at\s+the\s+moment|these\s+days"
    r"|(?:the|its|their)\s+(?:latest|most\s+recent|newest))\b(?!\s+that\b|[’'-])",
    re.I,
)
NOW_WORDS = words_of("today now currently nowadays present moment these latest recent newest")


def _now(
    passage: Passage, one: Statement, meaning: Meaning, meanings: Meanings, near: list[Time]
) -> Finding | None:
    """ "Today [41,000]", of a point of a series that has a later one."""
    if passage.vocabulary.isdisjoint(NOW_WORDS) or not meaning.point:
        return None
    if len(passage.statements) > 1 or any(_agree(time, meaning.spans) for time in near):
        return None
    match = NOW.search(passage.text)
    points = meanings.story.points(one.fact.series)
    last = max(points, key=lambda point: point.key, default=one.fact)
    if not match or not passage.free(*match.span()) or last.key <= one.fact.key:
        return None
    message = f"'{match['now']}' is not the time of {one.fact.text}, which is {_said(meaning)}: in "
    message += f"{last.key} it was {last.text}; write the time, or state {last.id}"
    return Finding(*match.span("now"), message)


EVERY_YEAR = re.compile(
    r"(?<!\bthan\s)(?<!\bthan\sin\s)\b(?:(?:every|each|any)(?:\s+single)?\s+year|year\s+(?:after|in,?)\s+year"
    r"(?:\s+out)?|(?:every|each)\s+January)\b",
    re.I,
)


def _every_year(
    passage: Passage, one: Statement, meaning: Meaning, named: list[Time]
) -> Finding | None:
    """ "Every year [45,200] came", where the other years of the series had other numbers."""
    if "year" not in passage.vocabulary or not meaning.point or len(passage.statements) > 1:
        return None
    if meaning.change or TREND.search(passage.text) or one.fact.quantity is None:
        return None
    if any(_agree(time, meaning.spans) for time in named):
        return None
    match = EVERY_YEAR.search(passage.text)
    value = one.fact.quantity.value
    far = [text for known, text in meaning.values if abs(known - value) > abs(value) / 20]
    if not match or not far or not passage.free(*match.span()):
        return None
    message = f"'{match[0]}' is not so of {one.fact.text}, which is {_said(meaning)}: another "
    return Finding(*match.span(), f"{message}year of its series has {far[0]}; leave it out")


def _over_years(
    passage: Passage, one: Statement, meaning: Meaning, named: list[Time]
) -> Finding | None:
    """ "From 2022 to 2024 [11 ships] were bought", of what one of these years had."""
    if one.fact.quantity is None or meaning.change or len(passage.statements) > 1:
        return None
    if len(named) != 1 or not flow(meaning.fact.what.text):
        return None
    time = named[0]
    over = time.range or (time.open and time.last >= LAST)
    inside = all(time.first <= a and b <= time.last for a, b in meaning.spans)
    short = all(b - a < 12 for a, b in meaning.spans)
    if not over or not inside or not short:
        return None
    if time.open and all(time.first == a for a, _ in meaning.spans):
        return None
    if not (time is _direct(passage, one, named) or _leads(passage, time, one)):
        return None
    if _tells_change(passage) or not passage.vocabulary.isdisjoint(LEVELLED):
        return None  # "reached [45,200]" is where it came to
    return wrong_time(time, one, meaning)


def _tells_change(passage: Passage) -> bool:
    return bool(TREND.search(passage.text) or CHANGE_NOUNS.search(passage.text))


LEVELLED = words_of(
    "average averaged reached reach hit ended peaked year each every annual annually"
)


def _lasting(passage: Passage, one: Statement, meaning: Meaning) -> Finding | None:
    """ "In the last decade" beside a number of one year, "in a single week" beside one of a year.

    Not of levels, which a decade may lead to, nor of changes that say over what time they are.
    """
    if one.fact.quantity is None or meaning.change or meaning.ordinal:
        return None
    match = None if passage.vocabulary.isdisjoint(LASTED) else LASTING.search(passage.text)
    if not match or not passage.free(*match.span()) or _tells_change(passage):
        return None
    before = passage.text[: match.start()]
    gap = passage.text[one.end : match.start()] or passage.text[match.end() : one.start]
    if re.search(r"[;:]|\s(?:and|but|while)\s" + (r"|," if match.start() >= one.end else ""), gap):
        return None  # of another clause
    if re.search(r"\b(?:time|first|highest|lowest|most|least|never|once)\s+$", before, re.I):
        return None
    what = match["what"].lower()
    if re.search(rf"\b{what}s?\b", meaning.text, re.I):
        return None
    spans = [last - first + 1 for first, last in meaning.spans if last < LAST and first > 0]
    said = LASTS.get(what, 0)
    if not spans or any(said / 2 <= span <= max(2 * said, 1) for span in spans):
        return None
    words = " ".join(match[0].split())
    message = f"'{words}' is not the time of {one.fact.text}, which is {_said(meaning)}; "
    return Finding(*match.span(), f"{message}write that time, or {plainly(words)}")


def _covers(
    passage: Passage, one: Statement, meaning: Meaning, named: list[Time]
) -> Finding | None:
    """ "In all of 2024" beside a number of March; "from 2019" beside a change since 2021."""
    for time in named:
        since = time.open and time.last >= LAST and len(named) == 1 and meaning.change
        begun = [a // 12 for a, b in meaning.spans if b - a > 12]
        if since and begun and time.first // 12 not in begun:
            return wrong_time(time, one, meaning)
        if not time.first <= time.last < LAST or time.open:
            continue
        whole = WHOLE_YEAR.search(passage.text, 0, time.start)
        within = all(time.first <= a and b <= time.last and b - a < 11 for a, b in meaning.spans)
        if whole and within and time.last - time.first == 11:
            return wrong_time(time, one, meaning)
        gap = passage.text[one.end : time.start]
        near = time.start >= one.end and len(gap.split()) < 5 and not re.search(r"[,;:]", gap)
        near = near or (len(passage.statements) == 1 and bool(IN_ALL.search(passage.text)))
        if time.range and not meaning.change and near:
            shorter = all(last - first < 12 for first, last in meaning.spans)
            level = one.fact.quantity and not meaning.ordinal and not _tells_change(passage)
            if shorter and level:
                return wrong_time(time, one, meaning)
        if not meaning.change or len(named) > 1:
            continue
        long = [(a, b) for a, b in meaning.spans if b - a > 12]
        own = times(f"{one.fact.when} {one.fact.what.text}")
        if any(not known.range and known.first == time.first for known in own):
            continue
        first, last = time.first // 12, time.last // 12
        near = any(abs(a // 12 - first) <= 1 and abs(b // 12 - last) <= 1 for a, b in long)
        if long and time.range and not near:
            return wrong_time(time, one, meaning)
        inside = long and all(a <= time.first and time.last <= b for a, b in long)
        if inside and time.last - time.first <= 11 and time is _direct(passage, one, named):
            message = f"'{time.words.strip()}' is not the time of {one.fact.text}, which is from "
            message += f"{long[0][0] // 12} to {long[0][1] // 12}; write these years"
            return Finding(time.start, time.end, message)
    return None


IN_ALL = re.compile(r"\b(?:in\s+all|in\s+total|altogether|combined)\b", re.I)
HAS_DONE = re.compile(r"\b(?:has|have)\s+(?:now\s+|since\s+)?(?P<verb>[a-z]+)\b", re.I)


def _summed(
    passage: Passage, one: Statement, meaning: Meaning, named: list[Time]
) -> Finding | None:
    """ "Since 2019 it has bought [11 ships]", of a number of 2024 alone.

    Not of levels, which have been what they are since; nor of ranks, changes and records.
    """
    if one.fact.quantity is None or meaning.change or meaning.ordinal:
        return None
    if one.fact.quantity.unit in KNOWN:
        return None  # what it costs or measures may be so since
    if passage.vocabulary.isdisjoint(("has", "have")) or _tells_change(passage):
        return None
    done = HAS_DONE.search(passage.text, 0, one.start)
    if done is None or done["verb"] in ("been", "had", "stood", "reached", "become", "remained"):
        return None
    for time in named:
        since = time.open and time.last >= LAST
        earlier = all(time.first < a and b - a < 12 for a, b in meaning.spans)
        if since and earlier and not re.search(r"\bsince\b", meaning.text, re.I):
            return wrong_time(time, one, meaning)
    return None


def _others(
    passage: Passage, one: Statement, named: list[Time], dated: list[tuple[Statement, Meaning]]
) -> bool:
    """Whether the times are those of other figures: "[second] before it came [first] in 2025".

    A time that begins the sentence is that of all its figures, but for one that is compared.
    """
    for time in named:
        owners = [other for other, meaning in dated if _agree(time, meaning.spans)]
        leads = len(passage.text[: time.start].split()) < 3
        if not owners or (leads and not AGAINST.search(passage.text, 0, one.start)):
            return False
    return bool(named)


def wrong_time(time: Time, one: Statement, meaning: Meaning, above: bool = False) -> Finding:
    """A time of the sentence, or of a head or heading above it, is none of the fact's."""
    shown = f"'{one.use.words}'" if one.fact.claim else one.fact.text
    message = f"'{time.words.strip()}'{' above' if above else ''} is not the time of {shown}, "
    message += f"which is {_said(meaning)}; write that time, or state the fact of the other"
    return Finding(one.start, one.end, message) if above else Finding(time.start, time.end, message)


def _said(meaning: Meaning) -> str:
    fact = meaning.fact
    if fact.when or fact.key:
        return fact.when or fact.key
    first, last = min(a for a, _ in meaning.spans), max(b for _, b in meaning.spans)
    return str(first // 12) if first // 12 == last // 12 else f"{first // 12} to {last // 12}"


def _meant(passage: Passage, time: Time, meanings: Meanings) -> bool:
    """Not a number's own digits, not when something began, not when the source was published."""
    for one in passage.statements:
        if one.start <= time.start < one.end:
            lead = passage.text[one.start : time.start].rstrip().lower()
            if not lead.endswith(
                (" in", " for", " of", " since", " by", " during", " at", "(", ",", " until")
            ):
                return False
    begun = BEGUN.search(passage.text, max(0, time.start - 48), time.start)
    counted = [meaning for one in passage.statements if (meaning := meanings.of(one.fact)).point]
    if begun and not any(stem(begun[0].split()[0]) in meaning.own for meaning in counted):
        return False
    if REPORTED.search(passage.text) and names_publication(time, passage, meanings):
        spans = [meanings.of(one.fact).spans for one in passage.statements]
        return any(_agree(time, span) for span in spans if span)
    return True


def names_publication(time: Time, passage: Passage, meanings: Meanings) -> bool:
    """Whether a time names the year in which a source of the sentence was published."""
    sources = [meanings.story.sources.get(one.fact.source) for one in passage.statements]
    years = [source.published[:4] for source in sources if source]
    return any(year and year in time.words for year in years)


def _direct(passage: Passage, one: Statement, named: list[Time]) -> Time | None:
    """The time that stands right behind a number or inside its link."""
    for time in named:
        if one.start <= time.start < one.end:
            return time
    later = [time for time in named if time.start >= one.end]
    if not later:
        return None
    time, *others = later
    if others and LISTED.fullmatch(passage.text[time.end : others[0].start]):
        return None  # "9 and 12 in 2023 and 2024"
    gap = passage.text[one.end : time.start]
    if any(one.end <= other.start < time.start for other in passage.statements):
        return None
    if COMPARISON.search(gap) or time.open or not DIRECT.fullmatch(gap):
        return None
    return time


def _planned(passage: Passage, meanings: Meanings, named: list[Time]) -> Iterator[Finding]:
    """A plan is not said as if it were done."""
    for one in passage.statements:
        meaning = meanings.of(one.fact)
        if one.fact.quantity is None or not meaning.plan:
            continue
        words = passage.text[: one.start] + passage.text[one.end :]
        if DONE.search(words) and not PLANNED.search(words):
            message = f"{one.fact.text} is planned: '{one.fact.what.text}'; say so in the sentence"
            yield Finding(one.start, one.end, message)
