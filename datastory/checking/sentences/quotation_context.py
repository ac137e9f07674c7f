"""What a quotation says around the value agrees with a fact's `what`, unit and label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...cache import cached, once
from ...model import Fact, Story
from ...numbers.languages.english.exemptions import is_year, masked
from ...numbers.languages.english.reading import find_numbers
from ...numbers.quantity import Figure
from ...numbers.units import KNOWN, PERCENT, POINTS
from ...problem import Problem
from .counting import PLURAL, VERB_S, opposed, opposite_word, opposites, unlike
from .direction import TO, by_change
from .meaning import meanings_of, year_after_source
from .modifiers import BASE_STEMS, names_period
from .parts_and_wholes import BY_WHOM
from .quotation_values import CLAUSE, SEVERAL, clause_around, other_value
from .vocabulary import (
    ALIKE,
    CHANGE_NOUNS,
    COMMON,
    COUNTABLE,
    DISAGREEING,
    DOWN_SAID,
    GROWTH_SUBJECT,
    MEASURED,
    MEASURES,
    PERIOD_OF,
    PLANNED,
    UP_SAID,
    stem,
    stems,
)

PER = re.compile(
    r"^(?:\s+[a-z]+){0,2}?\s*\b(?:(?P<per>per|each|every)\s+(?P<what>(?:square\s+|cubic\s+)?[a-z]+)"
    r"|an?\s+(?P<period>second|minute|hour|day|night|week|month|quarter|year|head)\b)"
)
SAID_OF = re.compile(
    rf"\b(?P<what>{'|'.join(line[0] for line in MEASURES)})(?:\s+rate)?\s+"
    r"(?:was|were|is|are|stood\s+at|came\s+to|reached|totalled|amounted\s+to|(?:rose|fell)\s+(?:to|by))\s+$",
    re.I,
)
DENYING = re.compile(r"\b(?:un|dis|non)[a-z]{4}", re.I)
FURTHER = re.compile(r"^\s+an?\s+(?P<period>second|minute|hour|day|week|month|quarter|year|head)\b")
BESIDE = re.compile(r"\s+([a-z’'-]+)")
LATIN = re.compile(r"[A-Za-z]{3}|^[\x00-\x7f]*$")


def quotations_mean(story: Story) -> Iterator[Problem]:
    """A quotation counts what the fact counts, by the same period, and not its opposite."""
    meanings = meanings_of(story)
    for fact in story.facts.values():
        if not fact.quote or not fact.quantity or fact.evidence == "reading":
            continue
        reason = _planned(fact, story) or _averaged(fact) or _extreme(fact) or _by_whom(fact)
        if not reason and LATIN.search(fact.quote) and _may_disagree(fact, fact.quantity.unit):
            reason = _misfit(fact, meanings.of(fact).said)
        if reason:
            yield Problem(fact.proof.where, reason, fact.quote)


OF_CHANGE = re.compile(
    r"(?:rise|growth|increase|fall|decline|decrease|drop|reduction|cut|change)\s+(?:of|in)\b", re.I
)
AVERAGED = re.compile(
    r"(?<!above\s)(?<!below\s)(?<!above the\s)(?<!below the\s)"
    r"\b(?:average|averaged|averaging|median)\b",
    re.I,
)
AVERAGE_SAID = re.compile(r"\b(?:averag\w*|mean|median|typical\w*)\b", re.I)
EXTREME = re.compile(r"^\W*(?:the\s+)?(?P<word>highest|lowest|maximum|minimum|record|peak)\b", re.I)
EXTREME_SAID = re.compile(
    r"\b(?:\w+est|most|least|record|max\w*|min\w*|peak\w*|top|tops|topped|high|low|best|worst|up\s+to"
    r"|at\s+most|at\s+least|never|first|last|ever|between|from)\b",
    re.I,
)


def _planned(fact: Fact, story: Story) -> str:
    """Why a number of a time after its source was published is not said to be planned; or ""."""
    year = year_after_source(fact, story)
    said = f"{fact.what.text} {fact.label.text} {fact.note.text} {fact.when} {fact.quote}"
    if not year or PLANNED.search(said) or not PLANNED.search(_sentence(fact)):
        return ""
    return (
        f"this is of {year}, after its source was published, and the quotation leaves out that "
        "it is planned; quote that too, or say it in 'what'"
    )


def _sentence(fact: Fact) -> str:
    """The quotation of a fact in the sentences of its document."""
    place = fact.place
    return f"{place.before} {fact.quote} {place.after}" if place else fact.quote


def _averaged(fact: Fact) -> str:
    """ "The average household paid", for what a household paid."""
    words = f"{fact.what.text} {fact.label.text} {fact.note.text} {' '.join(fact.words)}"
    quantity = fact.quantity
    if AVERAGE_SAID.search(words) or quantity is None:
        return ""
    at = fact.quote.find(quantity.text)
    if at < 0:
        return ""
    led = fact.place.before if fact.place else ""
    cut = CLAUSE.search(fact.quote, at + len(quantity.text))
    before = CLAUSE.split(led + fact.quote[:at])[-1]
    match = AVERAGED.search(before + fact.quote[at : cut.start() if cut else None])
    return f"its source says '{match[0]}'; say that in 'what'" if match else ""


def _extreme(fact: Fact) -> str:
    """ "Highest pay", where the source says nothing of a highest."""
    match = EXTREME.search(fact.what.text)
    if match and not EXTREME_SAID.search(_sentence(fact)):
        return f"nothing in the quotation says that this is the {match['word'].lower()}"
    return ""


def _by_whom(fact: Fact) -> str:
    """ "Paid by schools", where the quotation says that firms paid."""
    match = BY_WHOM.search(fact.what.text)
    if match is None:
        return ""
    said = stems(_sentence(fact))
    root = stem(match["whom"].split()[-1])
    if (ALIKE.get(root, frozenset()) | {root}) & said or not said & COUNTABLE:
        return ""
    return f"the quotation says nothing of {match['whom']}; say in 'what' whom it names"


def _may_disagree(fact: Fact, unit: str) -> bool:
    """Whether a quotation has a word or number by which it can disagree with its fact."""
    quote = fact.quote
    return bool(
        (unit and unit not in KNOWN)
        or SEVERAL.search(quote)
        or not DISAGREEING.isdisjoint(re.findall(r"[a-z]+", quote.lower()))
        or DENYING.search(quote)
        or any(opposite_word(other).search(quote) for _, other in opposites(fact.what.text))
    )


@cached(lambda fact, said: (once(fact), said))
def _misfit(fact: Fact, said: str) -> str:
    """Why each number of a quotation that has the fact's value is of something else, or "".

    `said` is what names the fact.
    """
    quote = fact.quote
    hidden = masked(quote)
    figures = [f for f in find_numbers(hidden) if f.quantity and not is_year(f, hidden)]
    value, unit = (fact.quantity.value, fact.quantity.unit) if fact.quantity else (None, "")
    here = [f for f in figures if f.quantity and f.quantity.value == value]
    here = [f for f in here if f.quantity and f.quantity.unit == unit] or here
    reasons = []
    for figure in here:
        reason = _period(quote, figure, said) or _subject(quote, figure, fact)
        reason = reason or _neighbour(quote, figure, figures, fact) or _turned(quote, figure, fact)
        if not reason and (other := other_value(quote, figure, figures, fact)):
            reason = f"{other}; the fact is '{fact.what.text}': state that value, or say in "
            reason += "'what' what this one is"
        if not reason:
            return ""
        reasons.append(reason)
    return reasons[0] if reasons else ""  # one without the value is told by another check


def _period(quote: str, figure: Figure, said: str) -> str:
    """ "a month", "per square metre" behind the number stand in the unit or in `what`."""
    after = quote[figure.core.end :]
    match = PER.match(after)
    if not match:
        return ""
    words = [match["what"] or match["period"]]
    if more := FURTHER.match(after[match.end() :]):
        words.append(more["period"])
    for what in words:
        last = what.split()[-1]
        if last in PERIOD_OF:
            missing = not names_period(last, said)
        else:
            missing = stem(last) in BASE_STEMS and not stems(what) & stems(said)
        if missing:
            counted = f"'{match[0].strip()}'"
            return f"the quotation counts {counted}; say it in the fact's 'what' or in its unit"
    return ""


def _neighbour(quote: str, figure: Figure, figures: Sequence[Figure], fact: Fact) -> str:
    """ "70 people and 30 dogs" are no 30 people."""
    unit = fact.quantity.unit if fact.quantity else ""
    said = BESIDE.match(quote, figure.core.end)
    if not unit or unit in KNOWN or " per " in unit or not said or not PLURAL.fullmatch(said[1]):
        return ""
    root, own = stem(unit.split()[-1]), stem(said[1])
    counted = (BESIDE.match(quote, one.core.end) for one in figures if one is not figure)
    if root == own or own in ALIKE.get(root, frozenset()) or said[1] in VERB_S:
        return ""
    if root not in {stem(match[1]) for match in counted if match}:
        return ""
    return f"the quotation counts {said[1]}, the fact {unit}; write the unit of the quotation"


def _turned(quote: str, figure: Figure, fact: Fact) -> str:
    """ "fell by" in the quotation of a rise, "rose by 5 million" in that of a level."""
    before = quote[: figure.start]
    level = TO.search(before)
    if level and OF_CHANGE.match(fact.what.text) and not GROWTH_SUBJECT.search(before):
        return (
            f"the quotation says '{' '.join(level[0].split())} {figure.text}', a level; the fact "
            f"'{fact.what.text}' is a change"
        )
    change = by_change(before)
    if change is None or fact.quantity is None or fact.formula:
        return ""
    word, sign, by = change
    what = f"{fact.what.text} {fact.label.text} {' '.join(fact.words)}"
    up, down = bool(UP_SAID.search(what)), bool(DOWN_SAID.search(what))
    if up != down and fact.quantity.value > 0 and up == (sign == "down"):
        return f"the quotation says '{word}' of '{figure.text}', and the fact '{fact.what.text}'"
    still = not (up or down or CHANGE_NOUNS.search(what))
    if by and still and fact.quantity.unit not in (PERCENT, POINTS):
        return (
            f"the quotation says '{word} by {figure.text}', a change; the fact '{fact.what.text}' "
            "is a level"
        )
    return ""


def _other_measure(what: str, quote: str, before: str) -> str:
    """The measure whose number a quotation says, where it has no word for that of `what`, or ""."""
    own = [line for line in MEASURES if re.search(rf"\b{line[0]}\b", what, re.I)]
    if len(own) != 1 or re.search(rf"\b(?:{'|'.join(own[0])})\b", quote, re.I):
        return ""
    if stems(what) & stems(quote) - COMMON - MEASURED:
        return ""
    said = SAID_OF.search(before)
    return next((line[0] for line in MEASURES if said and said["what"].lower() == line[0]), "")


def _subject(quote: str, figure: Figure, fact: Fact) -> str:
    """What the quotation counts is what the fact's unit and `what` count, not the opposite."""
    start, end = clause_around(quote, figure)
    clause = quote[start:end]
    what = fact.what.text
    for found in opposed(what, clause):
        return (
            f"the quotation says '{found[0]}' of '{figure.text}', and the fact counts "
            f"'{what}'; quote the words about that"
        )
    if denied := unlike(what, clause):
        return (
            f"the quotation says '{denied[0]}', and the fact '{what}'; quote the words about that"
        )
    if other := _other_measure(what, quote, quote[: figure.start]):
        return (
            f"the quotation speaks of {other}, and the fact of '{what}'; quote the words about that"
        )
    unit = fact.quantity.unit if fact.quantity else ""
    if not unit or unit in KNOWN or " per " in unit:
        return ""
    noun = unit.split()[-1]
    root = stem(noun)
    heard = stems(quote) | stems(what) | stems(fact.label.text)
    if root in heard or ALIKE.get(root, frozenset()) & heard:
        return ""
    after = quote[figure.end :]
    if not after.strip() and fact.place:
        after = fact.place.after  # "There were 12", behind which the source says "farms"
    behind = re.match(r"\s+(?:[a-z-]+\s+){0,2}?([a-z’'-]+)", after)
    if behind and PLURAL.fullmatch(behind[1]) and behind[1] not in VERB_S:
        return f"the quotation counts {behind[1]}, the fact {noun}; write the unit of the quotation"
    if not re.search(r"[A-Za-z]{3}", quote.replace(figure.text, "")):
        return f"the quotation does not say that these are {noun}; quote more of it"
    return ""
