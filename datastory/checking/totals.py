"""Parts and their total, and means that no whole numbers can have."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..model import Fact, Series, Story
from ..numbers.quantity import Quantity
from ..numbers.units import PERCENT, same_units
from ..problem import Problem

# What names a total of something: "Total votes", "Votes in all", "All votes".
TOTAL = re.compile(
    r"^(?:(?:grand\s+)?totals?(?:\s+(?:number|amount|sum))?(?:\s+of)?|all|sum\s+of)\s+(?:the\s+)?(?=\S)"
    r"|,?\s+(?:in\s+(?:all|total)|altogether|total|all\s+told|taken\s+together)$",
    re.I,
)
# What says that the points of a series are all parts of something: "Breakdown of votes".
PARTS = re.compile(
    r"^(?:breakdown|composition|make-?up|structure|parts|division)\s+(?:of|by)\s+(?:the\s+)?"
    r"|^what\s+(?:makes|made)\s+up\s+(?:the\s+)?|,?\s+(?:part\s+by\s+part|in\s+all\s+its\s+parts)$",
    re.I,
)
# What the row of a total is called among the others.
ALL = re.compile(
    r"(?:grand\s+|sub)?totals?\b|all\b|sum\b|overall\b|whole\b|altogether\b|both\b|together\b", re.I
)
OVER_ALL = re.compile(
    r"\b(?:sum|mean|median|quantile|sd|count|max|rank)\s*\([^()]*\{\s*([^{}]*?)\.\*\s*\}"
)
ONE = re.compile(r"\{([^{}]*)\}")
DATE = re.compile(r"\d{4}(?:-\d\d)*")
MEAN = re.compile(r"^(?:arithmetic\s+)?(?:mean|average)\b", re.I)
CASES = re.compile(
    r"\b(?:sample\s+size|number\s+of\s+(?:cases|respondents|participants|answers|patients"
    r"|subjects|people\s+asked)|(?:respondents|participants|people\s+asked))\b",
    re.I,
)
N = re.compile(r"n\s?=", re.I)
WHOLE = re.compile(r"\b(?:whole[\s-]numbers?|integers?)\b", re.I)
MOST_SHOWN = 6


def parts_make_the_total(story: Story) -> Iterator[Problem]:
    """Parts are no more than their total, and make it where a `what` says that they are all.

    A series "Votes" by district and a fact "Total votes" or "Votes in all" belong together where
    unit and time are the same; those of "Breakdown of votes" are all parts, and in % they are 100%.
    """
    totals: dict[str, list[Fact]] = defaultdict(list)
    for fact in story.facts.values():
        name = _bare(TOTAL, fact.what.text)
        if name and fact.quantity and not fact.series:
            totals[name].append(fact)
    for series in story.series.values():
        points = story.points(series.id)
        whole = _total_among(points)
        points = [point for point in points if point is not whole]
        quantities = [point.quantity for point in points if point.quantity]
        over_time = all(DATE.fullmatch(point.key) for point in points)
        if len(points) > 1 and len(quantities) == len(points) and not over_time:
            yield from _against_totals(series, points, quantities, totals)


def _total_among(points: Sequence[Fact]) -> Fact | None:
    """The point of a series that is the sum of all others, as its key or label says too; or None.

    The row "Total" below those of the regions.
    """
    for point in points:
        rest = [other.quantity for other in points if other is not point]
        named = ALL.match(point.label.text) or ALL.match(point.key)
        if not named or point.quantity is None or len(rest) < 2:
            continue
        parts = [one for one in rest if one is not None]
        off = sum((one.step / 2 for one in (*parts, point.quantity)), Decimal(0))
        total = sum((one.value for one in parts), Decimal(0))
        if len(parts) == len(rest) and abs(total - point.quantity.value) <= off:
            return point
    return None


def totals_are_no_members(story: Story) -> Iterator[Problem]:
    """A formula over all points of a series does not count the row of their total as one more.

    It may name that point as well, to take it away: `sum({jobs.*}) - {jobs.Total}`.
    """
    for fact in story.facts.values():
        text = fact.formula.text if fact.formula else ""
        for name in dict.fromkeys(match[1] for match in OVER_ALL.finditer(text)):
            whole = _total_among(story.points(name))
            named = {match[1].strip() for match in ONE.finditer(text)}
            if whole is not None and fact.formula and whole.id not in named:
                message = (
                    f"{{{name}.*}} holds {{{whole.id}}}, the sum of the others, as one more of "
                    f"them; take it away, as in sum({{{name}.*}}) - {{{whole.id}}}"
                )
                yield Problem(fact.formula.where, message, text)


def _bare(pattern: re.Pattern[str], what: str) -> str:
    """`what` without what makes it a total or a breakdown, or "" where nothing does."""
    bare = pattern.sub("", what.strip())
    return bare.strip().casefold() if bare != what.strip() else ""


def _against_totals(
    series: Series,
    points: list[Fact],
    quantities: list[Quantity],
    totals: dict[str, list[Fact]],
) -> Iterator[Problem]:
    name = _bare(PARTS, series.what.text)
    total = sum((one.value for one in quantities), Decimal(0))
    off = sum((one.step / 2 for one in quantities), Decimal(0))
    units = {one.unit for one in quantities}
    exact = not any(one.qualifier for one in quantities)
    whens = {point.when for point in points}
    if len(units) > 1 or len(whens) > 1:
        return
    unit, when = units.pop(), whens.pop()
    shown = " + ".join(point.text for point in points[:MOST_SHOWN])
    shown += " + …" if len(points) > MOST_SHOWN else ""
    if name and unit == PERCENT and exact and abs(total - 100) > off:
        message = f"{shown} is {_number(total)}%: a breakdown is 100%"
        yield Problem(points[-1].value_at, message, points[-1].text)
    for fact in totals.get(name or series.what.text.casefold(), ()):
        whole = fact.quantity
        if whole is None or fact.when != when or not same_units(whole.unit, unit):
            continue
        allowed = off + whole.step / 2
        more = total - whole.value > allowed and whole.qualifier not in ("over", "at least", "plus")
        less = whole.value - total > allowed and bool(name) and exact and not whole.qualifier
        if (more and exact) or less:
            message = (
                f"{shown} is {_number(total)}, {'more' if more else 'less'} than {fact.text}, "
                f"which '{fact.id}' says is all of it"
            )
            yield Problem(points[-1].value_at, message, points[-1].text)


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def means_are_possible(story: Story) -> Iterator[Problem]:
    """A mean of so many whole numbers is one that they can have, and lies on its scale.

    Where a mean, the number of cases ("n = 25") and a scale in whole numbers are facts of one
    source and time: 3.47 is no mean of 25 whole numbers (Brown and Heathers 2017, the GRIM test).
    """
    by_place: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in story.facts.values():
        if fact.quantity and fact.source:
            by_place[fact.source, fact.when].append(fact)
    for facts in by_place.values():
        cases = [fact for fact in facts if N.match(fact.text) or CASES.search(fact.what.text)]
        scales = [fact for fact in facts if WHOLE.search(fact.what.text) and fact not in cases]
        if len(cases) == 1 and scales:
            yield from _means(facts, cases[0], scales)


def _means(facts: list[Fact], cases: Fact, scales: list[Fact]) -> Iterator[Problem]:
    n = cases.quantity.value if cases.quantity else Decimal(0)
    ends = [scale.quantity.value for scale in scales if scale.quantity]
    for fact in facts:
        mean = fact.quantity
        if mean is None or fact in scales or not MEAN.match(fact.what.text) or mean.qualifier:
            continue
        if not 0 < n <= 10_000 or n % 1 or mean.unit == PERCENT:
            continue
        if len(ends) > 1 and not min(ends) <= mean.value <= max(ends):
            message = f"{fact.text} lies outside of its scale, {min(ends)} to {max(ends)}"
            yield Problem(fact.value_at, message, fact.text)
            continue
        least = ((mean.value - mean.step / 2) * n).to_integral_value(ROUND_CEILING)
        most = ((mean.value + mean.step / 2) * n).to_integral_value(ROUND_FLOOR)
        if least > most:
            below, above = _rounded(most / n, mean.step), _rounded(least / n, mean.step)
            message = f"no {n} whole numbers have the mean {fact.text}: "
            message += f"{most} / {n} is {below}, {least} / {n} is {above}"
            yield Problem(fact.value_at, message, fact.text)


def _rounded(value: Decimal, step: Decimal) -> str:
    return f"{value.quantize(step / 10):f}"
