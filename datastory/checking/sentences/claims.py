"""What is said around a claim leaves it as it is: it is not denied, nor said of another thing."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ...model import Fact, Story
from .counting import is_measure, opposed
from .finding import Finding, plainly
from .meaning import Meaning, Meanings
from .passages import Passage
from .vocabulary import COMMON, WORD, stem, stems

DENIED = re.compile(
    r"\b(?P<no>never|hardly|barely|scarcely|nearly|almost|not|no\s+longer|seldom|rarely"
    r"|[a-z]+n[’']t|cannot)\s+(?:\w+ly\s+|even\s+|yet\s+|really\s+)?$",
    re.I,
)
NONE = re.compile(
    r"(?:^|[.;:,]\s+|\b(?:and|but|while)\s+)(?P<no>none\s+of|(?:hardly|scarcely)\s+any|neither"
    r"|no(?!\s+(?:wonder|doubt|surprise|sooner|matter|longer|question|less|one)\b))"
    r"\s+(?:(?!(?:that|which|who|as|because)\b)[\w’'-]+\s+){1,4}$",
    re.I,
)
NOT_AT_ALL = re.compile(r"\s+(?P<no>not\s+at\s+all|in\s+no\s+(?:way|year|case)|nowhere)\b", re.I)
EVERY = re.compile(r"\s+(?P<every>(?:every|each)\s+(?:day|week|month|quarter|year|decade|time))\b")
# "Staff [grew]", "the staff has also [grown]": a short subject right before the claim.
SUBJECT = re.compile(
    r"(?:^|[.;:,]\s+|\b(?:and|but|while|whereas|as|because)\s+)[\s“\"(]*"
    r"(?:(?:the|its|their|our|total|overall)\s+)*"
    r"(?P<what>(?!(?:it|they|this|that|these|those|he|she|we|who|which|there|what|all|both)\b)[A-Za-z]+(?:\s+[a-z]+)?)\s+"
    r"(?:(?:has|have|also|too|again|still|steadily|sharply|slowly|even)\s+)*$",
    re.I,
)
CLAUSE = re.compile(r"[,;:()]|\s+(?:and|but|while|whereas|as)\s+")


def claims(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A claim is not denied, nor said of another thing or of every year."""
    for i, one in enumerate(passage.statements):
        if one.fact.quantity is None:
            yield from _denied(passage, i)
            yield from _every(passage, i, meanings.of(one.fact))
            yield from _of_another(passage, i, meanings)


def _denied(passage: Passage, i: int) -> Iterator[Finding]:
    """ "Spending never [grew]", "none of the spending [grew]", "spending [grew] not at all" """
    one, before = passage.statements[i], passage.before(i)
    if re.search(r"(?:\bnot|n[’']t)\s+(?:only|just)\s+$", before):
        return
    what, offset = one.fact.what.text, passage.before_start(i)
    match = DENIED.search(before) or NONE.search(before)
    if not match:
        match, offset = NOT_AT_ALL.match(passage.after(i)), one.end
    said = f"{what} ".partition(one.use.words)[0]
    if not match or DENIED.search(said) or NONE.search(said):
        return
    if span := passage.own(match, "no", offset):
        message = f"'{match['no']}' denies '{one.use.words}', which is so: '{what}'; "
        yield Finding(*span, f"{message}leave it out")


def _every(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "[Grew] every year", for a claim about two years."""
    one, match = passage.statements[i], EVERY.match(passage.after(i))
    if not match or re.search(r"\b(?:every|each|annual\w*)\b", meaning.said, re.I):
        return
    if span := passage.own(match, "every", one.end):
        message = f"'{match['every']}' is more than '{one.fact.what.text}' says; leave it out, or "
        yield Finding(*span, f"{message}state a claim that says so")


def _of_another(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """ "Staff [grew]", "[grew] on schools", for a claim about spending on research."""
    one, before = passage.statements[i], passage.before(i)
    meaning, what = meanings.of(one.fact), one.fact.what.text
    match = SUBJECT.search(before)
    if match:
        roots = stems(match["what"]) - COMMON
        others = counted(meanings.story) & roots
        known = others or is_measure(match["what"], meaning)
        span = passage.own(match, "what", passage.before_start(i))
        if known and span and not roots & (meaning.nouns | related(meanings.story, one.fact)):
            message = f"'{match['what']}' is not of what '{one.use.words}' is so: '{what}'"
            yield Finding(*span, f"{message}; reword it, or write {plainly(match['what'])}")
            return
    cut = CLAUSE.search(passage.after(i))
    end = one.end + (cut.start() if cut else len(passage.after(i)))
    for found in opposed(what, passage.text[one.start : end]):
        if span := passage.own(found, 0, one.start):
            message = f"'{found[0]}' is another thing than '{one.use.words}' is said of: "
            yield Finding(*span, f"{message}'{what}'; reword it")
            return


def related(story: Story, claim: Fact) -> frozenset[str]:
    """The roots of what is said of facts that are computed from what the claim is."""
    inputs = frozenset(claim.formula.inputs if claim.formula else ())
    computed = story.facts.values()
    alike = [f for f in computed if f.formula and inputs & frozenset(f.formula.inputs)]
    return frozenset().union(*(stems(f.what.text) for f in alike))


def counted(story: Story) -> frozenset[str]:
    """The roots of the nouns with which facts that have a value begin: "Ferry fare for a trip"."""
    return _first_nouns(tuple(fact.what.text for fact in story.facts.values() if fact.quantity))


@functools.lru_cache(maxsize=8)
def _first_nouns(whats: tuple[str, ...]) -> frozenset[str]:
    """The roots of the first three words of each text that stand before a preposition."""
    firsts = (re.split(r"\s(?:of|in|for|on|at|to|that|who|by)\s", what)[0] for what in whats)
    return frozenset(stem(word) for first in firsts for word in WORD.findall(first)[:3]) - COMMON
