"""A word that ranks or trends follows from the facts in the sentence, or is bound to a claim."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from ...model import Story
from ...numbers.units import KNOWN
from .direction import NEGATED, against_series, before_it, goes, harms
from .finding import Finding, plainly
from .meaning import Meaning, Meanings, named
from .passages import Passage, Statement
from .time_expressions import times
from .vocabulary import (
    AS_MANY,
    COMMON,
    COMPARED_PAIR,
    EVENLY,
    FUTURE,
    MAJORITY,
    MAJORITY_SAID,
    MAX,
    MAX_SAID,
    MIN,
    MIN_SAID,
    MINORITY,
    MOST,
    NEVER_SO,
    NOUN_BEFORE,
    QUANTIFIED,
    RANK_WORDS,
    RANKED_TIMES,
    RECORD,
    RECORD_SAID,
    STEADILY,
    STEADY_RISE,
    THAN_BEFORE,
    THE_LEAST,
    THE_MOST,
    TREND,
    TREND_WORDS,
    UP,
    stems,
    words_of,
)

Open = Callable[[re.Match[str]], bool]  # whether a word is the author's own and no idiom
Stated = list[tuple[Statement, Meaning]]

RECORD_HEAD = re.compile(
    r"^\W*(?:all-time\s+)?(?:record|peak|maximum|max\.?|all-time\s+high)\b", re.I
)
RANKED_HEAD = re.compile(rf"{MAX.pattern}|{MIN.pattern}|{RECORD_HEAD.pattern}", re.I)

# Idioms with such words that speak of no figure.
IDLE = re.compile(
    r"\b(?:rise\s+to\s+(?:the|power|speak)|rose\s+to\s+(?:speak|power|fame|his\s+feet)"
    r"|fell\s+(?:ill|asleep|in\s+love|apart|silent|out|over|into|on|under)|falls?\s+(?:under"
    r"|into|on|within|to\s+the)|grew\s+(?:up|out|old|tired)|grow\s+up|growing\s+up"
    r"|dropped\s+(?:out|off|by|in)|drop\s+(?:out|off|in)|climbed\s+(?:out|into|onto|aboard)"
    r"|jumped\s+(?:out|into|ship|off|on)|slipped\s+(?:away|out|into|past)"
    r"|contracted\s+(?:a|an|the|with|by|for)|eased\s+(?:into|out)|declined\s+(?:to|an?|the"
    r"|comment)|declines\s+to|decline\s+to|falling\s+(?:in|out|asleep)|sank\s+(?:the|a|in|into)"
    r"|collapsed\s+(?:on|in|into)"
    r"|crashed\s+(?:into|in|on|near)|advanced\s+(?:to|on|into)|mounted\s+(?:on|a|an|the)"
    r"|picked\s+up\s+(?:a|an|the|by)|dips\s+into|to\s+grow\s+up|most\s+(?:of\s+the\s+time|likely"
    r"|importantly|recently|of\s+all)|falling\s+(?:ill|behind|short|apart|over|off)"
    r"|rising\s+(?:early|stars?)|fell\s+(?:behind|off|back\s+on)|slowed\s+(?:by\s+the|for))\b",
    re.I,
)


def ranking(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """Superlatives, majorities and verbs of change are true of a figure in the sentence."""
    text = passage.text
    words = passage.vocabulary
    headed = any(RANKED_HEAD.search(head) for head in passage.heads)
    stated = [(one, meanings.of(one.fact)) for one in passage.statements]
    if "than" in words:
        yield from _compared(passage, stated)
    if words & AHEAD_WORDS:
        yield from _ahead(passage, stated, meanings)
    if "than" in words:
        yield from _than_before(passage, stated, meanings)
        yield from _larger_than(passage, stated)
    if len(stated) > 1:
        yield from _even(passage, stated)
    yield from _pair(passage, stated)
    yield from _steadily(passage, stated, meanings)
    if not headed and not words & RANK_WORDS and not words & TREND_WORDS:
        return
    said = " ".join(meaning.text for _, meaning in stated)
    idle = [match.span() for match in IDLE.finditer(text)]

    def open_(match: re.Match[str]) -> bool:
        inside = any(a <= match.start() < b for a, b in idle)
        return not inside and passage.free(match.start(), match.end())

    if headed:
        yield from _headed(passage, stated)
    for match in RECORD.finditer(text):
        if open_(match) and not RECORD_SAID.search(said):
            reason = "is a record that no figure of this sentence proves"
            yield unproved(match, reason, meanings.story)
            return
    if words & RANK_WORDS:
        yield from _extremes(passage, stated, said, open_, meanings.story)
        yield from _majorities(passage, stated, said, open_, meanings.story)
        yield from _quantified(passage)
        yield from _top(passage, stated)
    yield from _trends(passage, stated, meanings, open_)


MORE = re.compile(r"\b(?P<more>more|fewer|less)\s+(?!than\b|or\b|and\b)(?![a-z]+ly\b)", re.I)
DENIED_MORE = re.compile(r"\b(?:no|not|any|once|never|far)\s+$", re.I)


def _compared(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """ "More ships were scrapped, [7], than bought, [11]": of two counts the first is larger."""
    for i, ((one, mine), (two, other)) in enumerate(itertools.pairwise(stated)):
        a, b = one.fact.quantity, two.fact.quantity
        if a is None or b is None or (a.unit in KNOWN and a.unit != b.unit):
            continue
        if mine.change or other.change or mine.ordinal or other.ordinal:
            continue
        before = passage.text[: one.start]
        found = list(MORE.finditer(before))
        if not found or not re.search(r"\bthan\b", passage.gap(i)):
            continue
        match, span = found[-1], found[-1].span("more")
        if re.search(r"[.;:]|\bthan\b", before[match.end() :]) or not passage.free(*span):
            continue
        if DENIED_MORE.search(before[: match.start()]):
            continue
        if (a.value > b.value) != (match["more"].lower() == "more"):
            message = f"'{match['more']}' is not so: {one.fact.text} is compared with "
            message += f"{two.fact.text}; reword it, or write {plainly(match['more'])}"
            yield Finding(*span, message)


MORE_THAN = re.compile(r"[^;.]{0,30}?,\s+(?P<how>more|fewer|less)\s+than\s+(?:in\s+)?(?:the\s+)?")
KEPT = re.compile(
    r"\b(?P<how>kept|keeps|retained|held|defended|lost|gave\s+up|ceded)\s+(?:its\s+)?$"
)
AHEAD_WORDS = words_of("""
than kept keeps retained held defended lost gave ceded leads led trails trailed beats beat
outstrips ahead behind lags tops topped overtook
""")
AHEAD_OF = re.compile(
    r"\b(?:(?P<ahead>leads|led|beats|beat|outstrips|tops|topped|overtook|(?:is|was)\s+(?:well\s+|far\s+"
    r"|just\s+)?ahead\s+of)|(?P<behind>trails|trailed|lags\s+behind|(?:is|was)\s+(?:well\s+|far\s+|just\s+)?"
    r"behind))\s+(?:the\s+|only\s+)?"
)
APART = re.compile(r"[;:]|\s(?:and|but|while|whereas|which|who|that)\s")


def _ahead(passage: Passage, stated: Stated, meanings: Meanings) -> Iterator[Finding]:
    """ "Beijing, with [1,210], leads Shenzhen": of two that are named, the first has more."""
    facts, text = meanings.story.facts, passage.text
    for one, meaning in stated:
        yield from _more_than(passage, one, meaning, meanings)
    for match in AHEAD_OF.finditer(text):
        for _, meaning in stated:
            group = [*((name, meaning.fact.id) for name in meaning.names), *meaning.rivals]
            named_at = sorted((at, name, id) for name, id in group for at in named(name, text))
            before = [one for one in named_at if one[0] < match.start()]
            whom = [one for one in named_at if one[0] == match.end()]
            if not before or not whom or APART.search(text[before[-1][0] : match.start()]):
                continue
            a, b = (facts[one[2]].quantity for one in (before[-1], whom[0]))
            if not a or not b or a.unit != b.unit or a.value == b.value:
                continue
            if ((a.value > b.value) != meaning.ordinal) != bool(match["ahead"]):
                said = f"{before[-1][1]} has {facts[before[-1][2]].text}, {whom[0][1]} "
                message = f"'{match[0].strip()}' is not so: {said}{facts[whom[0][2]].text}"
                if passage.free(match.start(), match.end()):
                    yield Finding(match.start(), match.end() - 1, f"{message}; reword it")
                return


def _more_than(
    passage: Passage, one: Statement, meaning: Meaning, meanings: Meanings
) -> Iterator[Finding]:
    """ "Beijing has [1,210], more than Shenzhen", "kept [second] place" after a third."""
    facts, text = meanings.story.facts, passage.text
    if match := MORE_THAN.match(text, one.end):
        for name, id in meaning.rivals:
            other = facts[id].quantity
            if not other or not one.fact.quantity or match.end() not in named(name, text):
                continue
            if (one.fact.quantity.value > other.value) != (match["how"] == "more"):
                message = f"'{match['how']}' is not so: {name} has {facts[id].text}; reword it"
                if passage.free(*match.span("how")):
                    yield Finding(*match.span("how"), message)
            return
    if meaning.ordinal and (match := KEPT.search(text, 0, one.start)):
        earlier = before_it(meaning, meanings)
        same = earlier and earlier[-1].quantity == one.fact.quantity
        kept = match["how"] in ("kept", "keeps", "retained", "held", "defended")
        if passage.free(*match.span("how")) and (not kept or (earlier and not same)):
            before = f"it was {earlier[-1].text} before" if earlier else ""
            said = before or "the fact says that it has it"
            yield Finding(*match.span("how"), f"'{match['how']}' is not so: {said}; reword it")


def _headed(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """A cell below "Largest" or "Record" holds the largest of its series, where it has one."""
    for head in passage.heads:
        for pattern, largest in ((MAX, True), (RECORD_HEAD, True), (MIN, False)):
            match = pattern.search(head)
            if not match:
                continue
            for one, meaning in stated:
                said_so = (MAX_SAID if largest else MIN_SAID).search(meaning.said) or meaning.rank
                if is_extreme(meaning, largest) is False and not said_so:
                    message = f"the head '{head}' is not so of {one.fact.text}: in its series it "
                    message += f"is {extreme_of(meaning, largest)}"
                    yield Finding(one.start, one.end, message)
                    return


def _quantified(passage: Passage) -> Iterator[Finding]:
    """ "Nearly all patients, [75%],": the words right before a share are true of it."""
    for i, one in enumerate(passage.statements):
        quantity = one.fact.quantity
        if quantity is None or quantity.unit != "%":
            continue
        for pattern, least, most in QUANTIFIED:
            match = pattern.search(passage.before(i))
            span = passage.own(match, 0, passage.before_start(i)) if match else None
            if not match or not span:
                continue
            if not least <= quantity.value <= most:
                words = match[0].strip(" ,(–")
                message = f"'{words}' is not so of {one.fact.text}; reword it"
                yield Finding(span[0], span[0] + len(words), message)
            break


TOP = re.compile(
    r"\bthe\s+(?:top|leading|foremost|number-one|number\s+one)\s+(?!\d)(?=[a-z])"
    r"(?!(?:two|three|four|five|six|seven|eight|nine|ten|end|half|of|few|tier|flight)\b)[a-z]+[a-rt-z]\b",
    re.I,
)


def _top(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """ "The top exporter" is first, where the sentence gives a rank."""
    (one, meaning), *others = stated
    rank, match = one.fact.quantity, TOP.search(passage.text)
    if others or not meaning.ordinal or rank is None or rank.value <= 1:
        return
    if match and passage.free(*match.span()):
        message = f"'{match[0]}' is not so: the fact says {one.fact.text}; reword it"
        yield Finding(*match.span(), message)


# "St Anne’s is larger than Mercy: [415] beds against [860]."
LARGER_THAN = re.compile(
    r"\b(?:(?P<larger>larger|bigger|higher|greater|richer|busier|dearer|longer|taller|hotter)"
    r"|(?P<smaller>smaller|lower|cheaper|quieter|poorer|shorter|cooler))\s+than\b[^,;:.(]*[:,(]\s*(?:with\s+|at\s+)?$"
)
AGAINST = re.compile(r"(?:\s+[a-z]+){0,2}\s*,?\s+(?:against|versus|to|compared\s+(?:with|to))\s+$")


def _larger_than(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """ "Larger than Mercy: [415] against [860]": of two numbers the first is larger."""
    for i, ((one, mine), (two, other)) in enumerate(itertools.pairwise(stated)):
        a, b = one.fact.quantity, two.fact.quantity
        match = LARGER_THAN.search(passage.before(i))
        if not match or a is None or b is None or a.unit != b.unit or a.value == b.value:
            continue
        ranks = mine.ordinal or other.ordinal or mine.change or other.change
        if ranks or not AGAINST.fullmatch(passage.gap(i)):
            continue
        if DENIED_MORE.search(passage.before(i)[: match.start()]):
            continue
        group = "larger" if match["larger"] else "smaller"
        span = passage.own(match, group, passage.before_start(i))
        if span and (a.value > b.value) != (group == "larger"):
            message = f"'{match[group]}' is not so: {one.fact.text} stands against {two.fact.text}"
            yield Finding(*span, f"{message}; reword it")


def _than_before(passage: Passage, stated: Stated, meanings: Meanings) -> Iterator[Finding]:
    """ "Fewer voters than before, [57%]": as a verb of change would say it."""
    match = THAN_BEFORE.search(passage.text)
    if not match or not passage.free(*match.span()):
        return
    if any(one.end <= match.start() <= one.end + 2 for one, _ in stated):
        return  # "[17%] more than the year before" is the change itself
    before = passage.text[: match.start()]
    if DENIED_MORE.search(before) or FUTURE.search(before):
        return
    word = (match["sign"] or match["other"]).lower()
    sign = "up" if word in ("more", "higher", "larger", "bigger") else "down"
    if wrong := trend_finding(match, sign, stated, meanings, meanings.story):
        yield wrong


EVEN_WORDS = words_of("evenly equally middle neck level tied as")


def _even(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """ "Evenly split, [57%] to [38%]", "as many were scrapped, [7], as bought, [11]"."""
    if passage.vocabulary.isdisjoint(EVEN_WORDS):
        return
    for i, ((one, mine), (two, other)) in enumerate(itertools.pairwise(stated)):
        a, b = one.fact.quantity, two.fact.quantity
        if a is None or b is None or a.unit != b.unit or mine.ordinal or other.ordinal:
            continue
        match = EVENLY.search(passage.text, 0, two.end)
        if not match and re.search(r"\bas\b", passage.gap(i)):
            match = AS_MANY.search(passage.text, 0, one.start)
            if match and NEGATED.search(passage.text, 0, match.start()):
                match = None
        far = abs(a.value - b.value) > max(abs(a.value), abs(b.value)) / 20
        if match and far and passage.free(*match.span()):
            message = f"'{match[0]}' is not so of {one.fact.text} and {two.fact.text}; reword it"
            yield Finding(*match.span(), message)
            return


def _pair(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """ "South Quay, the larger," of the two that its series has."""
    if passage.vocabulary.isdisjoint(PAIR_WORDS):
        return
    of_two = [(one, known) for one, known in stated if len(known.values) == 2 and known.names]
    for pattern, largest in COMPARED_PAIR if len(of_two) == 1 else ():
        match = pattern.search(passage.text)
        if match and passage.free(*match.span()) and is_extreme(of_two[0][1], largest) is False:
            one, meaning = of_two[0]
            message = f"'{match[0]}' is not so of {one.fact.text}: of the two that is "
            yield Finding(*match.span(), f"{message}{extreme_of(meaning, largest)}")


PAIR_WORDS = words_of(
    "larger bigger greater higher busier richer smaller lesser lower quieter poorer"
)


def _steadily(passage: Passage, stated: Stated, meanings: Meanings) -> Iterator[Finding]:
    """ "Has grown every year, to [45,200]", where it fell in one of them."""
    if passage.vocabulary.isdisjoint(STEADY_RISE):
        return
    verb, match = TREND.search(passage.text), STEADILY.search(passage.text)
    if not verb or not match or not passage.free(*match.span()) or not passage.free(*verb.span()):
        return
    if FUTURE.search(passage.text, 0, verb.start()) or DENIED_MORE.search(match[0]):
        return
    between = passage.text[min(verb.end(), match.end()) : max(verb.start(), match.start())]
    if re.search(r"[,;:.]", between):
        return
    sign = "up" if UP.fullmatch(verb[0]) else "down"
    for one, meaning in stated:
        points = [*before_it(meaning, meanings), one.fact]
        years = [t.first // 12 for t in times(passage.text) if t.open or t.range]
        points = [p for p in points if not years or p.key[:4] >= str(min(years))]
        for old, new in itertools.pairwise(points):
            a, b = old.quantity, new.quantity
            if a and b and a.value != b.value and not goes(sign, a, b, meaning):
                message = f"'{match[0]}' is not so: it was {old.text} in {old.key}, then "
                yield Finding(*match.span(), f"{message}{new.text} in {new.key}; reword it")
                return


POSSIBLE = re.compile(r"\s*-?\s*(?:possible|common)\b")
HAD = re.compile(r"\b(?:had|having)\s+(?:\w+ly\s+|once\s+|already\s+)?$", re.I)


def _claims(words: str, sentence: str, story: Story) -> Iterator[str]:
    """The ids of claims that are worded so, and speak of what the sentence does."""
    near = stems(sentence) - COMMON - stems(words)
    whole = re.compile(rf"\b{re.escape(words)}\b", re.I)
    for fact in story.facts.values():
        worded = fact.claim and any(map(whole.search, (fact.what.text, *fact.words)))
        if worded and near & stems(fact.what.text):
            yield fact.id


WANTS_A_CLAIM = "bind it to a claim"
NO_FIGURE = "follows from no figure of this sentence"


def unproved(match: re.Match[str], reason: str, story: Story | None = None) -> Finding:
    """What to write of a word that nothing proves; a claim of the story that is worded so."""
    words = " ".join(match[0].split())
    claim = next(_claims(words, match.string, story), "id") if story else "id"
    message = f"'{words}' {reason}; {WANTS_A_CLAIM}: [{words}](fact:{claim})"
    message += f", or write {plainly(words)}"
    return Finding(*match.span(), message)


def _extremes(
    passage: Passage, stated: Stated, said: str, open_: Open, story: Story
) -> Iterator[Finding]:
    for pattern, said_so, largest in (
        (MAX, MAX_SAID, True),
        (THE_MOST, MAX_SAID, True),
        (MIN, MIN_SAID, False),
        (THE_LEAST, MIN_SAID, False),
    ):
        for match in pattern.finditer(passage.text):
            idiom = POSSIBLE.match(passage.text, match.end())
            if open_(match) and not idiom and not said_so.search(said):
                yield from superlative(match, stated, largest, story)
    for pattern, most, valued in RANKED_TIMES:
        for match in pattern.finditer(passage.text):
            largest = most != (valued and any(harms(meaning) for _, meaning in stated))
            known = {is_extreme(meaning, largest) for _, meaning in stated}
            if open_(match) and False in known and True not in known:
                yield from superlative(match, stated, largest, story)
    never = NEVER_SO.search(passage.text) if "never" in passage.vocabulary else None
    if never is not None:
        word = (never["so"] or never["than"]).lower()
        largest = word in ("many", "much", "high", "large", "more", "higher", "larger")
        known = {is_extreme(meaning, largest) for _, meaning in stated if meaning.point}
        if open_(never) and False in known and True not in known:
            yield from superlative(never, stated, largest, story)


def superlative(
    match: re.Match[str], stated: Stated, largest: bool, story: Story | None = None
) -> Iterator[Finding]:
    """A word for the largest or smallest is right of one of the facts stated, or is told."""
    verdicts = [is_extreme(meaning, largest) for _, meaning in stated]
    if True in verdicts:
        return
    if False in verdicts:
        one, meaning = stated[verdicts.index(False)]
        best = extreme_of(meaning, largest)
        reason = f"is not so of {one.fact.text}: in its series it is {best}"
        yield Finding(*match.span(), f"'{match[0]}' {reason}")
    else:
        yield unproved(match, NO_FIGURE, story)


def is_extreme(meaning: Meaning, largest: bool) -> bool | None:
    """Whether a point is the largest (smallest) of its series; None if it has none."""
    quantity = meaning.fact.quantity
    if quantity is None or len(meaning.values) < 2:
        return None
    best, _ = max(meaning.values) if largest else min(meaning.values)
    return quantity.value == best


def extreme_of(meaning: Meaning, largest: bool) -> str:
    """The largest (smallest) value of a point's series, as it is printed."""
    _, text = max(meaning.values) if largest else min(meaning.values)
    return text


def _majorities(
    passage: Passage, stated: Stated, said: str, open_: Open, story: Story
) -> Iterator[Finding]:
    said_so = bool(MAJORITY_SAID.search(said) or MAX_SAID.search(said))
    for pattern, over in ((MAJORITY, True), (MOST, True), (MINORITY, False)):
        for match in filter(open_, pattern.finditer(passage.text)):
            yield from majority(match, stated, over, said_so, story)


def majority(
    match: re.Match[str], stated: Stated, over: bool, said_so: bool, story: Story | None = None
) -> Iterator[Finding]:
    """A word for more (less) than half is right of one of the shares stated, or is told.

    Where none is stated, `said_so` tells whether the facts' own words bear it out.
    """
    facts = [one.fact for one, _ in stated]
    shares = [
        (fact, fact.quantity.value) for fact in facts if fact.quantity and fact.quantity.unit == "%"
    ]
    if any((value > 50) == over and value != 50 for _, value in shares):
        return
    if shares:
        message = f"'{match[0]}' is not so of {shares[0][0].text}, which is not "
        yield Finding(*match.span(), f"{message}{'more' if over else 'less'} than half; reword it")
    elif not said_so:
        yield unproved(match, NO_FIGURE, story)


def _trends(passage: Passage, stated: Stated, meanings: Meanings, open_: Open) -> Iterator[Finding]:
    for match in TREND.finditer(passage.text):
        before = passage.text[max(0, match.start() - 30) : match.start()]
        if not open_(match) or FUTURE.search(before) or NOUN_BEFORE.search(before):
            continue
        if HAD.search(before):
            continue  # "after it had grown" tells of a time before the figure's
        sign = "up" if UP.fullmatch(match[0]) else "down"
        if wrong := trend_finding(match, sign, stated, meanings, meanings.story):
            yield wrong
            return


def trend_finding(
    match: re.Match[str], sign: str, stated: Stated, meanings: Meanings, story: Story | None = None
) -> Finding | None:
    """What is wrong with a word that tells a trend, beside the figures of its sentence; or None.

    `sign` is "up" or "down". A claim that is worded so is named where a `story` is given.
    """
    numbers = [(one, meaning) for one, meaning in stated if one.fact.quantity]
    if any(meaning.change in (sign, "either") for _, meaning in numbers):
        return None
    for (one, meaning), (other, known) in itertools.permutations(numbers, 2):
        a, b = one.fact.quantity, other.fact.quantity
        alike = a and b and a.unit == b.unit and meaning.spans and known.spans
        if alike and meaning.spans[0] < known.spans[0] and goes(sign, a, b, meaning):
            return None
    points = [(one, meaning) for one, meaning in numbers if before_it(meaning, meanings)]
    denials = [against_series(one, sign, meaning, meanings) for one, meaning in points]
    if denials and all(denials):
        return Finding(*match.span(), f"'{match[0]}' {denials[-1]}")
    same = meanings.words.up if sign == "up" else meanings.words.down
    if denials or any(same.search(meaning.text) for _, meaning in stated):
        return None
    return unproved(match, NO_FIGURE, story)
