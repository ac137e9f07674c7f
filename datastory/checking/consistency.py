"""Whether figures can be true together, and whether a formula computes what its words say."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ..evidence.proof import Formula
from ..model import Fact, Story
from ..numbers.quantity import Quantity
from ..numbers.units import PERCENT, factor, parts, plural, same_units
from ..parsing import formulas
from ..problem import Problem, Refused
from .sentences.computed_facts import CHANGED

SHARE = re.compile(
    r"\bshares?\b(?! (?:price|capital|index))|\b(?:percentage|proportion)s? (?:of|who|that|with)\b",
    re.I,
)
CHANGE = re.compile(
    r"\b(?:growth|change|rise|increase|fall|decline|decrease|drop|gain|difference|gap|rose|fell|grew"
    r"|net|balance|loss|losses|deficit|surplus|relative|index|ratio|times|compared)\b",
    re.I,
)
GROWTH = re.compile(r"\b(?:growth|rise|increase|growing|rose|grew|gain|change|grown|risen)\b", re.I)
RELATIVE = re.compile(r"\bper[ -]?cent\b|%|\brelative|\bproportional|\bas a (?:share|part)\b", re.I)
AVERAGE = re.compile(
    r"\b(?:average|mean|median|per|rate|estimate[ds]?|expected|index|score|equivalents?|weighted"
    r"|typical|projected|modelled|a (?:day|week|month|year|head))\b",
    re.I,
)
PER_HEAD = re.compile(
    r"\bper (?:head|capita|person|inhabitant|resident|household)\b|\ba head\b", re.I
)
# What comes in whole numbers and never less than none.
_ONES = (
    *("person", "man", "woman", "child", "firm", "company", "school", "death"),
    *("birth", "case", "patient", "household", "voter", "vote", "visit", "visitor"),
    *("pupil", "student", "worker", "employee", "book", "house", "home", "car"),
    *("town", "city", "country", "library", "loan", "patent", "application", "laboratory"),
    *("hospital", "bed", "ticket", "passenger", "job"),
)
WHOLE = frozenset(map(plural, _ONES))
RANK = re.compile(r"\b(?:ranks?|ranking|place)\b", re.I)
RISE = re.compile(
    r"\b(?:rose|rises?|rising|grew|grows?|growing|increas\w+|climb\w*|jump\w*|soar\w*|surg\w+|up|more"
    r"|higher|gain\w*|expand\w*|larger|greater|explod\w*)\b",
    re.I,
)
FALL = re.compile(
    r"\b(?:fell|falls?|falling|dropp?\w*|declin\w+|decreas\w+|shrank|shrinks?|sank|sinks?|slump\w*"
    r"|plung\w+|plummet\w*|collaps\w+|down|fewer|less|lower|lost|smaller|tumbl\w+|halv\w+)\b",
    re.I,
)
EXTREME = re.compile(
    r"\b(?:record|highest|lowest|largest|smallest|best|worst|peak\w*|all-time|majority)\b"
    r"|(?<!at )\b(?:most|least)\b",
    re.I,
)
FACTORS = {
    "doubl": ("2", "0.5"), "tripl": ("3",), "trebl": ("3",), "quadrupl": ("4",),
    "halv": ("0.5", "2"), "tenfold": ("10",), "twice": ("2",),
}  # fmt: skip
ALL_POINTS = re.compile(r"\b(?:max|min|rank|quantile|median)\b|\.\*|0\.5|/ 2")
COMPARED = re.compile(r"\s*\{([^{}]*)\}\s*(<=?|>=?)\s*\{([^{}]*)\}\s*")
RATIO = re.compile(r"[\s(]*\{([^{}]*)\}\s*/\s*\{([^{}]*)\}[\s)]*(?:-\s*1\s*)?")
SUM = re.compile(r"\s*\{[^{}]*\}(?:\s*\+\s*\{[^{}]*\})+\s*")


def one_meaning(story: Story) -> Iterator[Problem]:
    """Two facts with the same `what`, `when` and label agree, or one says why not (`also`)."""
    first: dict[tuple[str, ...], Fact] = {}
    for fact in story.facts.values():
        quantity = fact.quantity
        if not fact.when or quantity is None:
            continue
        key = "" if re.match(r"\d{4}", fact.key) else fact.key
        meaning = (fact.what.text.casefold(), fact.when, fact.label.text, fact.label.text or key)
        other = first.setdefault(meaning, fact)
        owned = fact.also or other.also or fact.others or other.others
        if other.quantity and not owned and not agree(quantity, other.quantity):
            message = (
                f"'{other.id}' says {other.text} of the same thing and time, and this {fact.text}; "
                "correct one, tell their 'what' apart, or say why in 'also'"
            )
            yield Problem(fact.formula.where if fact.formula else fact.value_at, message, fact.text)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can be one, each as it is rounded; other units are not compared."""
    by = Fraction(1) if same_units(one.unit, other.unit) else factor(one.unit, other.unit)
    if by is None or one.qualifier or other.qualifier:
        return True
    off = abs(Fraction(one.value) * by - Fraction(other.value))
    return off <= max(Fraction(one.step) * by, Fraction(other.step)) / 2


def shares(story: Story) -> Iterator[Problem]:
    """A share of a whole is at most 100%, and so is a sum of them; none is negative."""
    for fact in story.facts.values():
        quantity = fact.quantity
        if quantity is None or quantity.unit != PERCENT or 0 <= quantity.value <= 100:
            continue
        formula = fact.formula
        added = [story.facts[id] for id in formula.inputs] if formula else []
        summed = formula and SUM.fullmatch(formula.text) and all(map(_is_share, added))
        if _is_share(fact) or summed:
            bound = "less than none" if quantity.value < 0 else "more than the whole"
            message = f"{fact.text} is {bound}: a share is from 0% to 100%"
            if summed:
                message += f"; {' + '.join(one.text for one in added)} is {fact.text}"
            yield Problem(formula.where if formula else fact.value_at, message, fact.text)


def _is_share(fact: Fact) -> bool:
    return bool(SHARE.search(fact.what.text)) and not CHANGE.search(fact.what.text)


def whole_counts(story: Story) -> Iterator[Problem]:
    """People, firms and the like are counted in whole numbers, and there are none or more."""
    for fact in story.facts.values():
        quantity, what = fact.quantity, f"{fact.what.text} {fact.label.text}"
        if quantity is None or fact.formula or AVERAGE.search(what) or CHANGE.search(what):
            continue
        counts = quantity.unit.rpartition(" ")[2] in WHOLE
        if counts and (quantity.value < 0 or quantity.value % 1):
            problem = "negative" if quantity.value < 0 else "no whole number"
            message = f"{fact.text} is {problem}; if it is an average or a change, say so in 'what'"
            yield Problem(fact.value_at, message, fact.text)


def ranks(story: Story) -> Iterator[Problem]:
    """Where a series ranks what another counts, the order of both is the same."""
    for ranking in story.series.values():
        counted = re.sub(r"^ranks?_|_ranks?$", "", ranking.id)  # `rank_patents`, `patents_rank`
        if RANK.search(ranking.what.text) and counted != ranking.id:
            yield from _misranked(story.points(ranking.id), story.points(counted))


def _misranked(ranks: Sequence[Fact], counts: Sequence[Fact]) -> Iterator[Problem]:
    counted = {fact.key: (fact, fact.quantity.value) for fact in counts if fact.quantity}
    pairs = [
        (rank.quantity.value, rank, *counted[rank.key])
        for rank in ranks
        if rank.quantity and rank.key in counted
    ]
    pairs.sort(key=lambda pair: pair[0])
    neighbours = list(itertools.pairwise(pairs))
    if all(before[3] <= after[3] for before, after in neighbours):
        return  # the least is ranked first
    for (place, rank, fact, value), (next_place, next_rank, next_fact, next_value) in neighbours:
        if value < next_value and place != next_place:
            message = f"'{rank.id}' is {rank.text} with {fact.text}, and this {next_rank.text} "
            yield Problem(next_rank.value_at, f"{message}with {next_fact.text}", next_rank.text)
            return


def formulas_say(story: Story) -> Iterator[Problem]:
    """A formula computes what its `what` and `words` say: growth, a share of one time, per head."""
    for fact in story.facts.values():
        formula = fact.formula
        if formula and _first(fact, story):
            for message in (*_of_time(fact, formula, story), *_of_words(fact, formula, story)):
                yield Problem(formula.where, message, formula.text)


def _first(fact: Fact, story: Story) -> bool:
    """A formula of a series is looked through once."""
    series = story.series.get(fact.series)
    return series is None or series.points[0] == fact.id or fact.where != series.where


def _of_time(fact: Fact, formula: Formula, story: Story) -> Iterator[str]:
    """A growth is from the earlier to the later time; what is divided is of one time."""
    what = fact.what.text
    if (match := CHANGED.fullmatch(formula.text)) and GROWTH.search(what):
        new, old = match[1], match[2] or match[3]
        one, other = story.facts[new], story.facts[old]
        same = bool(one.series) and one.series == other.series and _dated(one, other)
        percents = all(_unit(each) == PERCENT for each in (one, other, fact))
        if same and one.when < other.when:
            way = formula.text.replace(new, "\0").replace(old, new).replace("\0", old)
            yield f"this takes {other.when} for the earlier time; growth is  {way}"
        elif same and match[2] and percents and not RELATIVE.search(what):
            yield (
                f"from {other.text} to {one.text} is a rise in percentage points: "
                f"{{{new}}} - {{{old}}}; or say in 'what' that it is in per cent"
            )
    if match := RATIO.fullmatch(formula.text):
        one, other = story.facts[match[1]], story.facts[match[2]]
        named = one.when in what and other.when in what
        apart = one.series != other.series and _dated(one, other) and not named
        if apart and one.when[:4] != other.when[:4]:
            yield (
                f"this divides a figure of {one.when} by one of {other.when}; take both of one "
                "time, or name both in 'what'"
            )


def _unit(fact: Fact) -> str:
    return fact.quantity.unit if fact.quantity else ""


def _dated(one: Fact, other: Fact) -> bool:
    return all(re.match(r"\d{4}(?:-\d\d)*$", fact.when) for fact in (one, other))


def _of_words(fact: Fact, formula: Formula, story: Story) -> Iterator[str]:
    """What is said per head is divided; the words of a claim go with what it compares."""
    if fact.claim:
        for text in (fact.what.text, *fact.words):
            yield from _of_claim(text, formula, story)
    elif PER_HEAD.search(fact.what.text):
        read = [story.facts[id] for id in formula.inputs]
        divided = any(parts(_unit(one))[1] for one in (fact, *read))
        named = any(PER_HEAD.search(one.what.text) for one in read)
        units = {_unit(one) for one in read}
        if not divided and not named and ("/" not in formula.text or len(units) == 1):
            yield "its 'what' says per head, and nothing is divided by a number of heads"


def _of_claim(text: str, formula: Formula, story: Story) -> Iterator[str]:
    """What in the words of a claim is not what its formula compares."""
    if match := COMPARED.fullmatch(formula.text):
        one, other = story.facts[match[1]], story.facts[match[3]]
        same = bool(one.series) and one.series == other.series and one.when != other.when
        later = (match[2][0] == ">") == (one.when > other.when)
        right, wrong = (RISE, FALL) if later else (FALL, RISE)
        found = wrong.search(text)
        if found and same and _dated(one, other) and not right.search(text):
            yield f"'{found[0]}' is not what this compares; take it out of the claim's words"
    if (found := EXTREME.search(text)) and not ALL_POINTS.search(formula.text):
        yield f"'{found[0]}' wants all points compared, as in {{a.x}} == max({{a.*}})"
    for stem, numbers in FACTORS.items():
        factors = rf"(?<![\d.])(?:{'|'.join(map(re.escape, numbers))})(?![\d.])"
        if re.search(rf"\b{stem}", text, re.I) and not re.search(factors, formula.text):
            way = f"{{a.y}} >= {numbers[0]} * {{a.x}}"
            yield f"'{text}' wants a factor in the formula, as in {way}"


def precision(story: Story) -> Iterator[Problem]:
    """A result has no figures that the rounding of its inputs makes more than doubtful."""
    for fact in story.facts.values():
        quantity, formula = fact.quantity, fact.formula
        if not quantity or not formula or formula.exact == quantity.value:
            continue  # a claim, or nothing was rounded, so nothing is claimed
        read = [one for id in formula.inputs if (one := story.facts[id].quantity)]
        rounded = [one for one in read if not _exact(one)]
        most = max([2, *map(_figures, rounded)])
        if not rounded or _figures(quantity) <= most or not _first(fact, story):
            continue
        unsure = _unsure(formula, story, _unit(fact) == PERCENT)
        if unsure is not None and unsure > 20 * quantity.step:
            reason = f"{fact.text} has more figures than what it is computed from"
            yield Problem(formula.where, f"{reason}; show {most} or fewer", formula.text)


def _exact(quantity: Quantity) -> bool:
    """A count in full: no rounding stands behind it."""
    return quantity.step == 1 and parts(quantity.unit)[0] not in formulas.BARE[1:] and (
        not quantity.unit or quantity.unit.rpartition(" ")[2] in WHOLE
    )  # fmt: skip


def _figures(quantity: Quantity) -> int:
    """How many figures a number has, its last place being as written."""
    if not quantity.value:
        return 1
    return max(1, quantity.value.adjusted() - quantity.step.adjusted() + 1)


def _unsure(formula: Formula, story: Story, percent: bool) -> Decimal | None:
    """How far a result may be off if each rounded input is off by half its last place."""
    parsed = formulas.parse(formula.text)
    if not isinstance(parsed, formulas.Parsed) or not story.facts.keys() >= {*parsed.inputs}:
        return None
    quantities = [story.facts[id].quantity for id in parsed.inputs]
    terms = [formulas.input_term(one) for one in quantities if one]
    base = _value(parsed, terms)
    total = Decimal(0)
    for place, one in enumerate(quantities):
        if one and not _exact(one) and base is not None:
            half = Quantity(one.value + one.step / 2, one.unit, "", one.step, one.text)
            other = [*terms[:place], formulas.input_term(half), *terms[place + 1 :]]
            moved = _value(parsed, other)
            total += abs(moved - base) if moved is not None else 0
    return total * 100 if percent else total


def _value(parsed: formulas.Parsed, terms: Sequence[formulas.Term]) -> Decimal | None:
    made = formulas.evaluate(parsed, terms)
    if isinstance(made, Refused) or isinstance(made.value, bool):
        return None
    return made.value / 100 if made.unit in (formulas.RATIO, formulas.POINTS) else made.value
