"""The direction agrees: "rose by" with a change, "from A to B" with its times and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import Fact
from ...numbers.quantity import Quantity
from ...numbers.units import MONEY
from .finding import Finding
from .meaning import Meaning, Meanings
from .passages import Passage, Statement
from .vocabulary import (
    CHANGE_NOUNS,
    DOWN,
    DOWN_NOUNS,
    DOWN_SAID,
    FUTURE,
    GROWTH_SUBJECT,
    HARMFUL,
    MOVING,
    TREND,
    UP,
    UP_NOUNS,
    UP_SAID,
    alternatives,
    stem,
    stems,
    words_of,
)

# Of inflation, what is a change of it: "Rise of inflation".
PERCENT_OF = re.compile(
    r"\b(?:rise|fall|increase|decrease|change|drop|difference)\s+(?:of|in)\b", re.I
)

_UP, _DOWN = UP.pattern, DOWN.pattern
FILL = (
    r"(?:\s+(?!followed|led|caused|driven|hit|owned|run|made|paid|because|when|as|and|but|while"
    r"|after)[\w’'%-]+){0,4}?"
)
# Verbs that lead to a change alone, too common to be judged elsewhere: "GDP lost [0.3%]".
_GAINED, _LOST = r"\b(?:gained|gains|added|put\s+on)", r"\b(?:lost|loses|shed|sheds)"
BY = re.compile(
    rf"(?:(?P<up>{_UP}|\bup|\bhigher)|(?P<down>{_DOWN}|\bdown|\blower|\bcut)){FILL}\s+by\s+(?:a\s+|an\s+|only\s+|just\s+|some\s+"
    rf"|another\s+|a\s+further\s+)?$",
    re.I,
)
RIGHT = re.compile(
    rf"(?:(?P<up>{_UP}|{_GAINED}"
    rf"|(?<!ma[dk]e\s)(?<!makes\s)(?<!making\s)(?<!takes\s)(?<!taking\s)(?<!take\s)(?<!took\s)(?<!adds\s)(?<!add\s)(?<!set\s)(?<!ends\s)(?<!ended\s)\bup)"
    rf"|(?P<down>{_DOWN}|{_LOST}|\bdown))\s+(?:only\s+|just\s+|some\s+|another\s+|a\s+further\s+"
    rf"|an?\s+)?$",
    re.I,
)
NOUN_OF = re.compile(
    rf"(?:\b(?P<up>{alternatives(UP_NOUNS)})"
    rf"|\b(?P<down>{alternatives(DOWN_NOUNS)}))\s+of\s+(?:only\s+|just\s+|some\s+)?$",
    re.I,
)
NOUN_AFTER = re.compile(
    rf"[\s-]+(?:(?:year-on-year|annual|yearly|further|net"
    rf"|overall)\s+)?(?:(?P<up>{alternatives(UP_NOUNS)})"
    rf"|(?P<down>{alternatives(DOWN_NOUNS)}))s?\b(?!\s+(?:fund|funds))",
    re.I,
)
MORE_AFTER = re.compile(
    r"(?:\s+an?\s+(?:day|week|month|year))?\s+(?:(?P<up>more|higher|greater|larger|bigger)|(?P<down>fewer|less|lower|smaller))\b",
    re.I,
)
TO = re.compile(
    rf"(?:(?P<up>{_UP}|\bup|\b(?:raised|lifted|boosted))|(?P<down>{_DOWN}"
    rf"|\b(?:down|cut|reduced|lowered|trimmed|slashed)))\b(?P<middle>,?[^,;.:]{{0,70}}?,?)\s+to\s+(?:only\s+|just\s+|a\s+|an\s+|the\s+"
    rf"|its\s+)?$",
    re.I,
)
PRICES_FELL = re.compile(
    r"\b(?:consumer\s+)?prices\s+(?:fell|dropped|declined|decreased|came\s+down|went\s+down|are\s+falling)\b",
    re.I,
)
FROM_END = re.compile(r"\bfrom\s+(?:only\s+|just\s+|a\s+|an\s+|the\s+|its\s+)?$", re.I)
TO_GAP = re.compile(r"^[^.;:]{0,40}?\bto\s+(?:only\s+|just\s+|a\s+|an\s+|the\s+|its\s+)?$", re.I)
FROM_GAP = re.compile(r"\bfrom\s+(?:only\s+|just\s+|a\s+|an\s+|the\s+|its\s+)?$", re.I)
TIMES_SAID = re.compile(r"\b(?:times|twice)\b|fold\b|\d\s?[x×]$", re.I)
INTERVAL_GAP = re.compile(r"\s*(?:to|and|[-–—])\s*")
VERB = re.compile(rf"(?:(?P<up>{_UP}|\bup)|(?P<down>{_DOWN}|\bdown))\b", re.I)
ABOVE = re.compile(
    r"\b(?:(?:was|were|is|are|stood|remained|stayed|ran|comes?|came)\s+(?:\w+ly\s+|well\s+|far\s+)?(?:above|over)"
    r"|(?:exceed|outnumber|surpass|outpac|outstrip|overtak)\w*(?!\s+by\b)|overtook|tops"
    r"|topped|higher\s+than|larger\s+than|greater\s+than|bigger\s+than)\b",
    re.I,
)
BELOW = re.compile(
    r"\b(?:(?:was|were|is|are|stood|remained|stayed|ran|comes?|came)\s+(?:\w+ly\s+|well\s+|far\s+)?(?:below|under)"
    r"|lower\s+than|smaller\s+than|fewer\s+than|fell\s+short\s+of|falls\s+short\s+of"
    r"|trail\w*|lag\w*\s+behind)\b",
    re.I,
)
# "A ([24]) has more schools than B ([31])"; of ranks, the first is ahead.
MORE_THAN = re.compile(r"\bmore\s+(?P<what>(?:[a-z’'-]+\s+){0,3})than\b", re.I)
FEWER_THAN = re.compile(r"\b(?:fewer|less)\s+(?P<what>(?:[a-z’'-]+\s+){0,3})than\b", re.I)
AHEAD = re.compile(
    r"\b(?:is|was|are|were|stays?|stayed|remains?|remained|came|comes)\s+(?:well\s+|far\s+|just\s+)?ahead\s+of\b",
    re.I,
)
BEHIND = re.compile(
    r"\b(?:is|was|are|were|stays?|stayed|remains?|remained|came|comes)\s+(?:well\s+|far\s+|just\s+)?behind\b",
    re.I,
)
# "Exports were flat at [53.7]": as in the point before.
STEADY = re.compile(
    r"\b(?:was|were|is|are|remain(?:s|ed)?|stay(?:s|ed)?|held|holds|kept)\s+"
    r"(?:(?:roughly|broadly|largely|almost|nearly|quite|fairly)\s+)?"
    r"(?P<same>flat|unchanged|steady|stable|the\s+same|constant)(?:,?\s+at)?\s*$"
    r"|\b(?P<still>stagnated|plateaued|flatlined|steadied|held|stayed|remained|stuck|le?vell?ed\s+off)"
    r"\s+at\s*$",
    re.I,
)
STEADY_WORDS = words_of("""
flat unchanged steady stable same constant stagnated plateaued flatlined steadied held stayed
remained stuck off
""")
LEVEL_SAID = re.compile(
    r"\b(?P<noun>[a-z]+)\s+(?:is|are|was|were|stood\s+at|stands\s+at|amounted\s+to|came\s+to)\s+"
    r"(?:about\s+|over\s+|nearly\s+|just\s+)?$",
    re.I,
)
INFLATION = re.compile(r"\binflation(?:\s+rate)?(?:\s+[a-z]+ly)?\s+$", re.I)
MINUS = re.compile(r"^\s*(?:[-−–]\s?\d|minus\b)", re.I)  # noqa: RUF001
HEAD_CHANGE = re.compile(
    r"(?:^|\s)(?:(?P<up>rise|growth|increase)|(?P<down>fall|decline|decrease|drop|reduction))s?"
    r"(?=\s*(?:$|,|\(|%|:|of\b|in\b|since\b|from\b|over\b|on\b))",
    re.I,
)
NEGATED = re.compile(r"\b(?:not|never|n[’']t|nor|neither|no)\b", re.I)
PLUS_SIGN = re.compile(r"\+\s?$")


def direction(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A verb beside a figure has the figure's own direction; a change is no level."""
    numbers = [i for i, one in enumerate(passage.statements) if one.fact.quantity]
    for i in numbers:
        one = passage.statements[i]
        meaning = meanings.of(one.fact)
        yield from _change(passage, i, meaning)
        yield from _level(passage, i, meanings)
        yield from _steady(passage, i, meanings)
        yield from _valued(passage, i, meanings)
        yield from _said_as_level(passage, i, meaning)
        yield from _prices(passage, one, meaning)
        yield from _headed(passage, one, meaning)
    for i in numbers:
        if i + 1 in numbers:
            yield from _pair(passage, i, meanings)
            yield from _led(passage, i, meanings)


def _prices(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "Prices fell", where inflation came down and is still above nought."""
    quantity, what = one.fact.quantity, one.fact.what.text
    if "inflation" not in meaning.said.lower() or PERCENT_OF.search(what):
        return
    if not quantity or quantity.unit != "%" or quantity.value <= 0:
        return
    if (match := PRICES_FELL.search(passage.text)) and passage.free(*match.span()):
        message = f"'{match[0]}' is not so at inflation of {one.fact.text}: prices rose more slowly"
        yield Finding(*match.span(), f"{message}; write that they did")


def is_fall(before: str, after: str, heads: Sequence[str] = ()) -> bool:
    """Whether the words around a number say that it is a fall: "fell by", "down", "a fall of".

    `heads` are those of its cell in a table.
    """
    if any((match := HEAD_CHANGE.search(head)) and match["down"] for head in heads):
        return True
    match = BY.search(before) or NOUN_OF.search(before) or RIGHT.search(before)
    match = match or NOUN_AFTER.match(after) or MORE_AFTER.match(after)
    return bool(match and match["down"])


def by_change(before: str) -> tuple[str, str, bool] | None:
    """The verb that leads to a number as to a change, "up" or "down", and whether "by" does.

    `"exports fell by "` -> ("fell", "down", True); None where none does.
    """
    by = BY.search(before)
    match = by or RIGHT.search(before)
    return (verb_of(match), sign_of(match), by is not None) if match else None


def sign_of(match: re.Match[str]) -> str:
    return "up" if match["up"] else "down"


def verb_of(match: re.Match[str]) -> str:
    return match["up"] or match["down"]


def _change(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "rose by", "up", "a fall of", "more": the number is a change, of that sign."""
    one = passage.statements[i]
    before, after = passage.before(i), passage.after(i)
    offset = passage.before_start(i)
    measured = _measured(one)
    moving = not passage.vocabulary.isdisjoint(MOVING)
    match = (BY.search(before) or NOUN_OF.search(before)) if moving else None
    level = re.match(r"(?:below|above|under|past|beyond)\b", one.use.words, re.I)
    if moving and not match and (measured or _money(one)) and not meaning.ordinal and not level:
        match = RIGHT.search(before)
        if match and not measured and not TREND.fullmatch(verb_of(match)):
            match = None  # "to free up [42 million]"
    if match:
        start, end = offset + match.start(), offset + match.end()
    elif match := NOUN_AFTER.match(after):
        start, end = one.end + match.start(), one.end + match.end()
        if meaning.change == "" and not measured:
            return  # "12 cuts" are counted
    elif match := MORE_AFTER.match(after):
        start, end = one.end + match.start(), one.end + match.end()
        than = re.match(r"\s+than\b", after[match.end() :])
        if verb_of(match).lower() == "more" and not (measured or meaning.point or than):
            return  # "12 more firms" are counted
        if not meaning.change and (one.fact.formula or TIMES_SAID.search(one.use.words)):
            return  # "3 times larger"
        higher = verb_of(match).lower() in ("more", "higher")
        if meaning.change not in ("", "down") and measured and higher:
            return
    elif PLUS_SIGN.search(before) or one.use.words.startswith("+"):
        if meaning.change == "down" or (one.fact.quantity and one.fact.quantity.value < 0):
            message = f"'+' turns the fact, which is a fall: {one.fact.what.text}, {one.fact.text}"
            yield Finding(one.start, one.end, f"{message}; take it away")
        return
    if not match:
        return
    last = min(end, one.start) if start < one.start else end
    if not passage.free(start, max(start + 1, last)):
        return
    word, whole = verb_of(match), (start, start + len(match[0].rstrip()))
    inflation = passage.text[:start] if BY.search(before) or RIGHT.search(before) else ""
    if INFLATION.search(inflation) and not PERCENT_OF.search(meaning.fact.what.text):
        message = f"'{word}' makes a change of {one.fact.text}, which is inflation itself; write "
        message += "that prices did, or 'to'"
        yield Finding(*whole, message)
        return
    if MINUS.match(one.use.words) and sign_of(match) == "down" and meaning.change:
        message = f"'{word}' and the minus of {one.fact.text} say it twice; write the number "
        message += "without its minus"
        yield Finding(*whole, message)
        return
    if not meaning.change:
        if meaning.ordinal or is_ratio(one):
            return
        message = f"'{word}' makes a change of {one.fact.text}, which is a level: "
        message += f"'{one.fact.what.text}'; write 'to', or state a fact that is a change"
        yield Finding(*whole, message)
    elif meaning.change != "either" and meaning.change != sign_of(match):
        turned = "rose" if meaning.change == "up" else "fell"
        message = f"'{word}' turns the fact: '{one.fact.what.text}' is {one.fact.text}; "
        yield Finding(*whole, f"{message}write that it {turned}")


def is_ratio(one: Statement) -> bool:
    formula = one.fact.formula
    return bool(formula and ("/" in formula.text or "-" in formula.text))


def _measured(one: Statement) -> bool:
    unit = one.fact.quantity.unit if one.fact.quantity else ""
    return unit in ("%", "percentage points", "basis points")


def _money(one: Statement) -> bool:
    return bool(one.fact.quantity and one.fact.quantity.unit in MONEY)


def _steady(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "unchanged at": the number is that of the point before."""
    one = passage.statements[i]
    steady = not passage.vocabulary.isdisjoint(STEADY_WORDS)
    match = STEADY.search(passage.before(i)) if steady else None
    earlier = before_it(meanings.of(one.fact), meanings) if match else []
    if not match or not earlier or one.fact.quantity is None:
        return
    when, known = earlier[-1].key, earlier[-1].quantity
    if known is None:
        return
    group = "same" if match["same"] else "still"
    span = passage.own(match, group, passage.before_start(i))
    least = max(known.step, one.fact.quantity.step, abs(known.value) / 50)
    if span and abs(known.value - one.fact.quantity.value) > least:
        message = f"'{match[group]}' is not so: it was {known.text} in {when}, then "
        yield Finding(*span, f"{message}{one.fact.text}")


# "Unemployment improved to": better is less of what harms, and more of anything else.
VALUED = re.compile(
    r"\b(?:(?P<better>improved|improves|got\s+better|recovered)|(?P<worse>worsened|worsens"
    r"|deteriorated|deteriorates|got\s+worse))\b(?:\s+[a-z]+ly)?[^,;.:]{0,40}?\s+to\s+(?:a\s+|an\s+)?$",
    re.I,
)
VALUING = words_of("improved improves better recovered worsened worsens deteriorated worse")


def _valued(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "Unemployment worsened to [4.6%]", where it fell."""
    if passage.vocabulary.isdisjoint(VALUING):
        return
    one, match = passage.statements[i], VALUED.search(passage.before(i))
    meaning = meanings.of(one.fact)
    if not match or not meaning.point:
        return
    if meaning.change and "inflation" not in meaning.said.lower():
        return
    group = "better" if match["better"] else "worse"
    sign = "up" if (group == "better") != harms(meaning) else "down"
    span = passage.own(match, group, passage.before_start(i))
    if span and (wrong := against_series(one, sign, meaning, meanings)):
        yield Finding(*span, f"'{match[group]}' {wrong}")


def harms(meaning: Meaning) -> bool:
    """Whether less of it is better: of unemployment, deaths, debt."""
    return bool(HARMFUL_STEMS & stems(meaning.fact.what.text)) and not meaning.rank


HARMFUL_STEMS = stems(HARMFUL)


def _said_as_level(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "Exports are [11%]" of a growth of exports: nothing in the sentence says that it changed."""
    one = passage.statements[i]
    if meaning.change not in ("up", "down") or not _measured(one):
        return
    match = LEVEL_SAID.search(passage.before(i))
    if not match or stem(match["noun"]) not in meaning.own:
        return
    if not CHANGE_NOUNS.search(meaning.fact.what.text):
        return
    if passage.headings and any(CHANGE_NOUNS.search(head) for head in passage.headings):
        return
    words = f"{passage.text[: one.start]} {passage.text[one.end :]}"
    if any(said.search(words) for said in (CHANGE_NOUNS, UP_SAID, DOWN_SAID, GROWTH_SUBJECT)):
        return
    if span := passage.own(match, 0, passage.before_start(i)):
        message = f"'{match[0].strip()}' makes a level of {one.fact.text}, which is a change: "
        yield Finding(span[0], one.start - 1, f"{message}'{meaning.fact.what.text}'; say so")


def _headed(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """A cell below "Growth" or "Fall" holds a change of that sign."""
    quantity = one.fact.quantity
    if quantity is None or MINUS.match(one.use.words or one.fact.text):
        return
    for head in passage.heads:
        match = HEAD_CHANGE.search(head)
        if not match:
            continue
        if meaning.change in ("up", "down") and meaning.change != sign_of(match):
            turned = "a rise" if meaning.change == "up" else "a fall"
            message = f"the head '{head}' turns the fact: '{one.fact.what.text}' is {turned}"
            yield Finding(one.start, one.end, f"{message}; reword it")
            return
        if not meaning.change and not meaning.ordinal and not is_ratio(one):
            message = f"the head '{head}' makes a change of {one.fact.text}, which is a level: "
            message += f"'{one.fact.what.text}'; reword it"
            yield Finding(one.start, one.end, message)
            return


def _level(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "rose to": the number is a level, and in its series on that side of those before."""
    one, meaning = passage.statements[i], meanings.of(passage.statements[i].fact)
    moving = "to" in passage.vocabulary and not passage.vocabulary.isdisjoint(MOVING)
    match = TO.search(passage.before(i)) if moving else None
    span = passage.own(match, sign_of(match), passage.before_start(i)) if match else None
    if not match or not span or FUTURE.search(passage.text, 0, span[0]):
        return  # "the aim is to cut it to 1%"
    growth = GROWTH_SUBJECT.search(passage.text[: one.start])
    if meaning.change and not growth and not GROWTH_SUBJECT.search(meaning.fact.label.text):
        message = f"'{verb_of(match)} … to' makes a level of {one.fact.text}, which is a change: "
        message += f"'{one.fact.what.text}'; write 'by'"
        yield Finding(span[0], one.start - 1, message)
        return
    if i and FROM_END.search(passage.before(i - 1)):
        return  # the pair is compared
    if wrong := against_series(one, sign_of(match), meaning, meanings):
        yield Finding(*span, f"'{verb_of(match)}' {wrong}")


def against_series(one: Statement, sign: str, meaning: Meaning, meanings: Meanings) -> str:
    """Why a direction does not hold of a point of a series, or "": all points before it deny it."""
    earlier, quantity = before_it(meaning, meanings), one.fact.quantity
    if not earlier or quantity is None:
        return ""
    if any(goes(sign, point.quantity, quantity, meaning) for point in earlier):
        return ""
    last = earlier[-1]
    turned = "fell" if sign == "up" else "rose"
    if last.quantity and last.quantity.value == quantity.value:
        turned = "stayed"
    then = f"it was {last.text} in {last.key}, then {one.fact.text}"
    return f"turns the series: {then}; write that it {turned}"


def before_it(meaning: Meaning, meanings: Meanings) -> list[Fact]:
    """The points of a fact's series that come before it, in order."""
    fact = meaning.fact
    points = meanings.story.points(fact.series) if meaning.point else []
    earlier = [point for point in points if point.quantity and point.key < fact.key]
    return sorted(earlier, key=lambda point: point.key)


def _pair(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "from A to B", "B, up from A", "A exceeded B": values and times in that order."""
    left, right = passage.statements[i], passage.statements[i + 1]
    one, other = meanings.of(left.fact), meanings.of(right.fact)
    a, b = left.fact.quantity, right.fact.quantity
    assert a is not None and b is not None
    if a.unit != b.unit or one.ordinal != other.ordinal:
        return
    before, gap = passage.before(i), passage.gap(i)
    whole, _, end = left.fact.id.rpartition(".")
    if end == "high" and right.fact.id == f"{whole}.low" and INTERVAL_GAP.fullmatch(gap):
        message = f"an interval is said from the lower end, {right.fact.text}, to the upper"
        yield Finding(left.start, right.end, message)
        return
    if FROM_END.search(before) and TO_GAP.search(gap):
        yield from moved(passage, i, last_of(VERB, before), passage.before_start(i), meanings)
    elif FROM_GAP.search(gap) and (match := last_of(VERB, gap) or TO.search(before)):
        begin = left.end if match.string is gap else passage.before_start(i)
        yield from _up_from(passage, i, match, begin, meanings)
    elif not NEGATED.search(gap) and len(gap) < 60:
        for pattern, sign in COMPARISONS:
            if not (match := pattern.search(gap)):
                continue
            counted = match.groupdict().get("what")
            if counted and not stems(counted) & (one.nouns | other.nouns):
                continue
            if pattern in (AHEAD, BEHIND) and (one.ordinal or one.rank):
                sign = "below" if sign == "above" else "above"
            span = passage.own(match, 0, left.end)
            if span and (a.value > b.value) != (sign == "above"):
                message = f"'{match[0]}' is not so: {left.fact.text} is not {sign} "
                yield Finding(*span, f"{message}{right.fact.text}; reword it")


LED_TO = re.compile(r"\s*,?\s*to\s+(?:only\s+|just\s+|about\s+)?")
LED_FROM = re.compile(r"\s+from\s+(?:only\s+|just\s+|about\s+)?")
LED_BY = re.compile(r"\s+by\s+(?:only\s+|just\s+|about\s+)?")


def _led(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "Shrank [8%] to [4,600]": a change leads to the level at its end, not to another."""
    left, right = passage.statements[i], passage.statements[i + 1]
    one, other = meanings.of(left.fact), meanings.of(right.fact)
    gap = passage.gap(i)
    if one.change and not other.change and (to := LED_TO.fullmatch(gap) or LED_FROM.fullmatch(gap)):
        change, level, ends = one, other, "to" in to[0]
    elif other.change and not one.change and LED_BY.fullmatch(gap):
        change, level, ends = other, one, False
        if not FROM_END.search(passage.before(i)):
            return
    else:
        return
    if not change.spans or not level.spans or level.ordinal:
        return
    end = max(last for _, last in change.spans)
    at_end = any(first <= end and end - 11 <= last for first, last in level.spans)
    if at_end != ends:
        word = "to" if ends else "from"
        message = (
            f"'{word}' is not so: {change.fact.text} is the change to the end of {end // 12}, "
        )
        message += f"and {level.fact.text} is of {level.fact.when or level.fact.key}; reword it"
        yield Finding(left.start, right.end, message)


COMPARISONS = (
    (ABOVE, "above"), (MORE_THAN, "above"), (AHEAD, "above"),
    (BELOW, "below"), (FEWER_THAN, "below"), (BEHIND, "below"),
)  # fmt: skip


def last_of(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = [*pattern.finditer(text)]
    return found[-1] if found else None


def moved(
    passage: Passage, i: int, verb: re.Match[str] | None, begin: int, meanings: Meanings
) -> Iterator[Finding]:
    """ "Rose from [9] to [12]": from the earlier to the later, and as the verb says.

    `begin` is where the text of the verb begins in the passage.
    """
    left, right = passage.statements[i], passage.statements[i + 1]
    one, other = meanings.of(left.fact), meanings.of(right.fact)
    if _is_later(one, other):
        message = f"{left.fact.text} is of {left.fact.key} and {right.fact.text} of "
        message += f"{right.fact.key}; say from the earlier to the later"
        yield Finding(left.start, right.end, message)
        return
    span = passage.own(verb, 0, begin) if verb else None
    if verb and span and not goes(sign_of(verb), left.fact.quantity, right.fact.quantity, one):
        turned = "fell" if sign_of(verb) == "up" else "rose"
        message = f"'{verb[0]}' is not so: it {turned} from {left.fact.text} to {right.fact.text}"
        yield Finding(*span, message)


def _up_from(
    passage: Passage, i: int, verb: re.Match[str], begin: int, meanings: Meanings
) -> Iterator[Finding]:
    """ "[12], up from [9]" """
    left, right = passage.statements[i], passage.statements[i + 1]
    one, other = meanings.of(left.fact), meanings.of(right.fact)
    sign, word, span = sign_of(verb), verb_of(verb), passage.own(verb, sign_of(verb), begin)
    if span and not goes(sign, right.fact.quantity, left.fact.quantity, one):
        message = f"'{word}' is not so: from {right.fact.text} to {left.fact.text} it "
        yield Finding(*span, message + ("fell" if sign == "up" else "rose"))
    elif span and _is_later(other, one):
        message = f"'{word} from' leads back in time: {right.fact.text} is of {right.fact.key}, "
        yield Finding(*span, f"{message}later than {left.fact.text}")


def _is_later(one: Meaning, other: Meaning) -> bool:
    """Whether a point of a series over time is of a later one than another."""
    same = one.point and other.point and one.fact.series == other.fact.series
    return same and one.fact.key > other.fact.key


def goes(sign: str, old: Quantity | None, new: Quantity | None, meaning: Meaning) -> bool:
    """Whether a number goes "up" or "down"; where it is a rank, a smaller one is up."""
    if old is None or new is None or old.value == new.value:
        return False
    rises = (new.value > old.value) != (meaning.ordinal or meaning.rank)
    return rises == (sign == "up")
