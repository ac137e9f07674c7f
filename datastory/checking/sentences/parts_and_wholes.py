"""Whole and part agree: whose share it is, what is lost or won of it, and how many of how many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...numbers.units import KNOWN
from .counting import places_of
from .finding import Finding, plainly
from .meaning import Meaning, Meanings
from .passages import Passage, Statement
from .vocabulary import ALIKE, AVERAGE_SAID, COMMON, GENERIC_STEMS, stem, stems, words_of

# "Share of research spending paid by firms": the firms are no part of it.
BY_WHOM = re.compile(
    r"\b(?:share|percentage|proportion|part)\s+of\s+.+?\b(?:[a-z]+ed|paid|bought|sold|built|held|made"
    r"|won|done|met|borne|led|run)\s+by\s+(?:the\s+)?(?P<whom>(?:[a-z]+\s+)?[a-z]+)(?=$|[\s,]*$|\s+in\b)",
    re.I,
)
PAYER = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but|the)\s)(?P<who>[A-Za-z]+(?<!s)s)\s+"
    r"(?:paid|pay|bore|bear|met|meet|financed|finance|funded|fund|covered|cover|did|do)\s+(?:for\s+)?"
    r"(?:some\s+|about\s+)?$"
)
OF_WHOM = re.compile(
    r"\s+of\s+(?:the\s+|all\s+|our\s+|its\s+|these\s+)?(?P<noun>[a-z]+)\b(?![’'-])"
)
# "Lost [8%] of their budget", for a change of staff; "[62%] of GDP", for a growth.
OF_OTHER = re.compile(
    r"\s+of\s+(?:(?:its|their|his|her|our|the|all|total)\s+)?(?P<noun>[A-Za-z]+)\b"
    r"(?!\s+of\b)"
)
REACHED = re.compile(
    r"\b(?:reach\w*|stood\s+at|ma[dk]es?\s+up|account\w*\s+for)\s+(?:about\s+|over\s+)?$"
)
PART_OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|their\s+|all\s+|those\s+|these\s+)?$")
# "For every firm that opened, [12] closed."
FOR_EVERY = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but)\s)(?P<every>[Ff]or\s+(?:every|each)\s+(?!time\b)[a-z]+)\b[^,;.]{0,50},?"
    r"(?:\s+[a-z]+){0,3}\s*$"
)
RATIO_SAID = re.compile(r"\b(?:per|each|every|ratio|times|multiple|for\s+an?|average)\b|/", re.I)
EVERY = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but|that)\s)(?P<every>(?:every|each|all)(?:\s+of)?(?:\s+the|\s+its|\s+their)?)"
    r"\s+(?P<noun>[a-z]+)\s+(?:[a-z]+\s+){0,2}$",
    re.I,
)
AVERAGE_FACT = re.compile(r"\b(?:average|mean|median|typical)\b", re.I)
# What makes fewer of those whom a fact counts.
NARROWING = words_of("""
foreign private state-owned small smaller large larger big bigger young younger older elderly
female male rural urban poor poorer rich richer wealthy wealthier listed domestic overseas
poorest richest wealthiest largest smallest biggest youngest oldest
single married unmarried retired disabled unemployed self-employed
""")
BEHIND = re.compile(r"(?:\s+of)?(?:\s+(?:the|all))?\s+[a-z-]+\s+[a-z]+")
NO_NOUNS = words_of("late course those them it its their his her our the all total")
SIZES = words_of(  # "[31] small schools", "the [100] largest centres"
    "small smaller large larger big bigger young younger older largest smallest biggest youngest"
    " oldest"
)
# "Among men", "the rate of women".
OF_SEX = re.compile(
    r"\b(?:among|amongst|of)\s+(?:the\s+|all\s+)?(?P<which>women|men|girls|boys|children|teenagers"
    r"|pensioners|migrants|immigrants|foreigners|graduates|blacks|whites)\b",
    re.I,
)
GROUP = re.compile(
    r"\s+of\s+the\s+(?P<which>young|old|elderly|poor|rich|wealthy|sick|homeless|unskilled|low-paid"
    r"|well-off|under-\w+|over-\w+)\b(?!\s+(?:[a-z]+s|people|men|women)\b)"
)
OF_OTHERS = re.compile(r"\b(?:than|unlike|and|or|not|by|from|for|to)\s+(?:the\s+)?$")
NARROWED = re.compile(rf"\b(?P<which>{'|'.join(sorted(NARROWING))})\s+(?P<noun>[a-z]+)\b", re.I)
# Verbs by which a stock is less or more, and the roots that a fact has which counts such a loss.
LOSING = re.compile(
    r"\b(?P<verb>lost|loses|losing|shed|sheds|shedding|sacked|dismissed|fired|laid\s+off"
    r"|closed|closes|sold|sells)\s+"
    r"(?:only\s+|just\s+|some\s+|another\s+|about\s+|around\s+|nearly\s+|almost\s+|over\s+)?$",
    re.I,
)
GAINING = re.compile(
    r"\b(?P<verb>gained|gains|hired|hires|hiring|added|adds|adding|founded|founds|opened|opens"
    r"|built|builds|bought|buys)\s+"
    r"(?:only\s+|just\s+|some\s+|another\s+|about\s+|around\s+|nearly\s+|almost\s+|over\s+)?$",
    re.I,
)
NEAR = 24  # characters before a number in which such a verb may begin
LESS = stems(
    "loss lose shed close shut cut fall fell drop decline fewer shrink leave left gone quit resign"
    " redundant redundancy dismiss sack fire laid layoff scrap die death kill dead missing stolen"
    " destroy wreck sink sunk withdraw emigrate emigrant default fail bankrupt insolvent insolvency"
    " vanish cancel demolish reduce reduction decrease write-off damage minus down eliminate defeat"
)
MORE = stems(
    "gain hire recruit add addition additional join new found founder open start create win won"
    " rise rose grow increase more immigrate immigrant arrive arrival birth buy build launch extra"
    " net swing pick enter entrant entry plus up acquire acquisition expand expansion install"
    " register"
)


def parts_and_wholes(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A part is said of what it is a part of, and a number of all is said of no fewer."""
    for i, one in enumerate(passage.statements):
        quantity = one.fact.quantity
        if quantity is None:
            continue
        meaning = meanings.of(one.fact)
        if quantity.unit == "%":
            yield from _by_whom(passage, one)
            yield from _payer(passage, i, meaning)
            yield from _of_other(passage, one, meaning)
            yield from _of_group(passage, one, meaning)
        else:
            yield from _flow(passage, i, meaning)
            yield from _for_every(passage, i, meaning)
        yield from _every(passage, i, meaning)
        yield from _narrowed(passage, i, meaning)
        if i + 1 < len(passage.statements):
            yield from _of_fewer(passage, i, meanings)


def _by_whom(passage: Passage, one: Statement) -> Iterator[Finding]:
    """ "[75%] of firms", for a share of research that is paid by firms."""
    share, match = BY_WHOM.search(one.fact.what.text), OF_WHOM.match(passage.text, one.end)
    if not share or not match or not passage.free(*match.span("noun")):
        return
    if stem(match["noun"]) == stem(share["whom"].split()[-1]):
        message = f"'{match['noun']}' are not what {one.fact.text} is a part of: "
        message += f"'{one.fact.what.text}'"
        yield Finding(*match.span("noun"), f"{message}; write what it is that they have a share of")


def _payer(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "Universities paid [75%]", for a share that is paid by firms."""
    one, share = passage.statements[i], BY_WHOM.search(passage.statements[i].fact.what.text)
    match = PAYER.search(passage.before(i)) if share else None
    if not share or not match:
        return
    root, whom = stem(match["who"]), stem(share["whom"].split()[-1])
    if root == whom or ALIKE.get(root, frozenset()) & {whom} or root in meaning.own:
        return
    if span := passage.own(match, "who", passage.before_start(i)):
        message = f"'{match['who']}' stands where {one.fact.text} is by {share['whom']}: "
        message += f"'{one.fact.what.text}'; reword it, or write {plainly(match['who'])}"
        yield Finding(*span, message)


def _of_other(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "Shed [8%] of their budget", for a fall of staff."""
    match = OF_OTHER.match(passage.text, one.end)
    if not match or not meaning.change or not passage.free(*match.span("noun")):
        return
    root = stem(match["noun"])
    level = REACHED.search(passage.text, 0, one.start)
    alike = ALIKE.get(root, frozenset()) | {root}
    if not level and (match["noun"] in NO_NOUNS or alike & (meaning.nouns | GENERIC_STEMS)):
        return
    message = f"'{match['noun']}' is not what {one.fact.text} is a change of: "
    message += f"'{one.fact.what.text}'; reword it, or write {plainly(match['noun'])}"
    yield Finding(*match.span("noun"), message)


def _flow(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "Hired [4,600] people", for all the staff that there are."""
    one = passage.statements[i]
    if meaning.change or meaning.ordinal or (one.fact.quantity and one.fact.quantity.unit in KNOWN):
        return
    near = max(one.start - NEAR, passage.before_start(i))
    for pattern, roots in ((LOSING, LESS), (GAINING, MORE)):
        match = pattern.search(passage.text, near, one.start)
        if not match or any(_is_of(noun, roots) for noun in meaning.nouns):
            continue
        if passage.free(*match.span("verb")):
            message = f"'{match['verb']}' makes a change of {one.fact.text}, which is a level: "
            message += f"'{one.fact.what.text}'; reword it, or write {plainly(match['verb'])}"
            yield Finding(*match.span("verb"), message)
            return


def _is_of(noun: str, roots: frozenset[str]) -> bool:
    """Whether a noun begins with one of the roots, or is one: "scrapp" with "scrap"."""
    return noun in roots or any(len(root) > 3 and noun.startswith(root) for root in roots)


def _for_every(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "For every firm that opened, [12] closed", for a count."""
    one = passage.statements[i]
    before = passage.before(i)
    match = FOR_EVERY.search(before) if "or e" in before else None
    if not match or RATIO_SAID.search(meaning.said) or meaning.ordinal:
        return
    quantity, formula = one.fact.quantity, one.fact.formula
    if (quantity and quantity.unit in KNOWN) or (formula and "/" in formula.text):
        return
    if span := passage.own(match, "every", passage.before_start(i)):
        message = f"'{match['every']}' makes a ratio of {one.fact.text}, which counts all: "
        yield Finding(*span, f"{message}'{one.fact.what.text}'; reword it")


def _every(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "Every household paid [6,800 yuan]", for what the average one paid."""
    one = passage.statements[i]
    if not AVERAGE_FACT.search(one.fact.what.text):
        return
    before = passage.before(i)
    match = EVERY.search(before)
    if not match or AVERAGE_SAID.search(before[match.start("noun") :]):
        return
    span = passage.own(match, "every", passage.before_start(i))
    if span and stem(match["noun"]) in meaning.nouns:
        message = f"'{match['every']}' is not so of {one.fact.text}, which is an average: "
        yield Finding(*span, f"{message}'{one.fact.what.text}'; say so")


def _narrowed(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "Foreign firms paid [75%]", for what all firms paid."""
    one = passage.statements[i]
    before = passage.before(i)
    said = before.rstrip(" ,:(")  # "Young voters, [57%]"
    begin = passage.before_start(i) + 1 + max(map(said.rfind, ",;:.()"))
    behind = BEHIND.match(passage.text, one.end)
    end = behind.end() if behind else one.end
    if NARROWING.isdisjoint(passage.text[begin:end].lower().split()):
        return
    for match in NARROWED.finditer(passage.text, begin, end):
        which, noun = match["which"].lower(), stem(match["noun"])
        if noun not in meaning.own - COMMON - places_of(meaning):
            continue
        if not passage.free(*match.span()) or OF_OTHERS.search(passage.text, 0, match.start()):
            continue
        if stems(which) & stems(meaning.text) or (match.start() >= one.end and which in SIZES):
            continue
        message = f"'{match[0]}' are fewer than those whom {one.fact.text} is of: "
        message += f"'{one.fact.what.text}'; leave '{match['which']}' out, or write "
        yield Finding(*match.span("which"), f"{message}{plainly(match['which'])}")
        return


def _of_group(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "[4.1%] of the young", for a rate of all."""
    match = GROUP.match(passage.text, one.end) or _sex(passage, one)
    if match and passage.free(*match.span("which")) and not stems(match["which"]) & meaning.nouns:
        message = f"'{match[0].strip()}' are fewer than those whom {one.fact.text} is of: "
        message += f"'{one.fact.what.text}'; reword it, or write {plainly(match['which'])}"
        yield Finding(*match.span("which"), message)


def _sex(passage: Passage, one: Statement) -> re.Match[str] | None:
    """Whom the clause around a number is of: "among men"."""
    before = passage.text[: one.start].rstrip(" ,:(")
    start = max(map(before.rfind, ",;:(")) + 1
    ends = [at for mark in ",;:)" if (at := passage.text.find(mark, one.end)) >= 0]
    return OF_SEX.search(passage.text, start, min(ends, default=len(passage.text)))


def _of_fewer(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "[245] billion of the [151] billion": a part is not more than the whole."""
    left, right = passage.statements[i], passage.statements[i + 1]
    one, other = meanings.of(left.fact), meanings.of(right.fact)
    a, b = left.fact.quantity, right.fact.quantity
    if a is None or b is None or a.unit != b.unit or one.change or one.ordinal or other.ordinal:
        return
    if a.value > b.value and a.unit != "%" and PART_OF.fullmatch(passage.gap(i)):
        message = f"{left.fact.text} is no part of {right.fact.text}, which is less; reword it"
        yield Finding(left.start, right.end, message)
