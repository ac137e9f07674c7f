"""Words outside a link that its number reads with: "over [43](fact:x)", "[43](fact:x) or more"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..problem import Refused
from .languages import grammar
from .quantity import Quantity
from .statements import mismatch, only_figure

REACH = 60
RATIO = re.compile(r"\b(?:in|out of)\b")


class Adjoining(Struct, frozen=True):
    """`words` begin `offset` characters behind the link's end or, less than 0, before its start.

    `reason` says why they and the link together do not state the fact, or is "". A `qualifier`
    may have nothing to do with the number: "it grew over [12 years]".
    """

    words: str
    offset: int
    reason: str
    qualifier: bool


def adjoining(
    before: str,
    words: str,
    after: str,
    fact: Quantity,
    names: Sequence[str] = (),
    language: str = "en",
) -> Adjoining | None:
    """What in `before` or `after`, right beside linked words, belongs to their number.

    No more than `REACH` characters of either are needed.
    `("grew over ", "43", " firms", 43)` -> "over", which makes 43 say something else.
    """
    alone, by = only_figure(words, language), grammar(language)
    if isinstance(alone, Refused):
        return None  # `misstatement` gives the reason
    text = by.masked(before + words + after, names)
    start, end = len(before), len(before) + len(words)
    core = alone.core
    figure = next((f for f in by.read(text) if f.core.start == start + core.start), None)
    if figure is None or figure.core.end != start + core.end:
        return None  # digits of another number, or of a date
    if core.kind == "ordinal" != figure.core.kind:
        return None  # "a [third] came in" may be a part or the one after the second
    two, begin = by.leading(text, figure.start)  # "over over 75%"
    qualified = figure.quantity and figure.quantity.qualifier
    last = by.late(text, figure.end) if qualified else figure.end
    whole = " ".join(text[begin:last].split())
    if core.kind == "fraction" and figure.quantity and alone.quantity and RATIO.search(words):
        # "three in four yuan": the unit is what the ratio counts
        figure = replace(figure, quantity=replace(figure.quantity, unit=alone.quantity.unit))
    if figure.quantity is None or two:
        reason = f"'{whole}' says two things about its number; say one"
    else:
        reason = mismatch(figure.quantity, fact, by) or ""
    if begin < start:
        outside = " ".join(text[begin:start].split())
        return Adjoining(outside, begin - start, reason, outside.lower() in by.qualifiers)
    outside = text[end:last]
    gap = len(outside) - len(outside.lstrip())
    return Adjoining(outside.strip(), gap, reason, False) if outside.strip() else None
