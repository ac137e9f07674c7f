"""Which of several values of a quotation is the fact's: the one whose clause says what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Fact
from ...numbers.quantity import Figure
from ...numbers.units import SPELLINGS
from .vocabulary import COMMON, GENERIC_STEMS, MEASURED, WORD, stem, stems

SEVERAL = re.compile(r"\d[^\dA-Za-z]*[A-Za-z]\D*\d")
CLAUSE = re.compile(r"[,;:()]|\.\s|\s(?:and|but|while|whereas|or|against)\s|\s[–—]\s")
NAME = re.compile(r"\b[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)*")
DATES = stems(
    "January February March April May June July August September October November December Monday"
    " Tuesday Wednesday Thursday Friday Saturday Sunday quarter half month week day end start early"
    " late mid average total about over nearly almost more less than up down same then now"
)
OF_WHICH = re.compile(r"\s*(?:of\s+(?:which|whom|them|these|those)|including|among\s+them)\b", re.I)
COMPARED = r"\b(?:ahead\s+of|behind|than|unlike|after|against|above|below)\s+(?:in\s+)?(?:the\s+)?"
RELATIVE = re.compile(r"\s*(?:which|who)\b")
FOR_WHAT = re.compile(r"(?:\s+[a-z]+)?\s+for\s+(?:the\s+|a\s+|an\s+)?(?P<what>[a-z]{3,})\b")


def other_value(quote: str, figure: Figure, figures: Sequence[Figure], fact: Fact) -> str:
    """Why a figure of a quotation is not the fact's, but another of its figures; or "".

    `("48% were in favour; 11% did not know", 11%)` is not what a share in favour is.
    """
    if fact.id.endswith((".low", ".high")):
        return ""  # the ends of an interval stand in its clause
    what = f"{fact.what.text} {fact.label.text}"
    said = stems(f"{what} {fact.key}") - COMMON
    spans = {one.start: clause_around(quote, one) for one in figures}
    own = quote[slice(*spans[figure.start])]
    others = [one for one in figures if spans[one.start] != spans[figure.start]]
    here = _content(quote, spans[figure.start], figures)
    name = _other_name(quote, own, what, [quote[slice(*spans[one.start])] for one in others])
    if name:
        return f"there '{figure.text}' stands with {name}"
    for one in others:
        clause = quote[slice(*spans[one.start])]
        there = _content(quote, spans[one.start], figures)
        alone = (there - here) & said
        shown = f"there '{one.text}' is what the fact's 'what' says"
        if OF_WHICH.match(clause) and alone and not OF_WHICH.match(own):
            return shown
        if there and there <= said and alone and not here & there and here - said:
            return shown
        behind = FOR_WHAT.match(quote, figure.end)
        if behind and stem(behind["what"]) not in said and not here & said and there & said:
            return f"there '{figure.text}' is for {behind['what']}"
    return ""


def clause_around(quote: str, figure: Figure) -> tuple[int, int]:
    """Where the clause of a quotation begins and ends in which a figure stands."""
    cuts = [match.end() for match in CLAUSE.finditer(quote, 0, figure.start)]
    cut = CLAUSE.search(quote, figure.end)
    return cuts[-1] if cuts else 0, cut.start() if cut else len(quote)


def _content(quote: str, span: tuple[int, int], figures: Sequence[Figure]) -> frozenset[str]:
    """The roots of the words of a clause that say what is counted there."""
    start, end = span
    pieces, at = [], start
    for one in figures:
        if start <= one.start < end:
            pieces.append(quote[at : one.start])
            at = max(at, one.end)
    pieces.append(quote[at:end])
    words = [word for word in WORD.findall(" ".join(pieces)) if word.lower() not in SPELLINGS]
    return frozenset(map(stem, words)) - COMMON - MEASURED - DATES - GENERIC_STEMS


def _other_name(quote: str, own: str, what: str, others: Sequence[str]) -> str:
    """The name with which a figure stands, where another figure stands with that of `what`."""
    wanted = [name for name in NAME.findall(what[1:]) if name in quote]
    if not wanted:
        named = re.search(rf"{COMPARED}(?P<name>[A-Z][\w’-]+),\s*(?:which|who)\b", quote)
        led = named and named.end() <= quote.find(own.strip() or quote) + len(own)
        return f"{named['name']}" if named and led and RELATIVE.match(own) else ""
    if any(name in own for name in wanted) or RELATIVE.match(own):
        return ""
    mine: list[str] = NAME.findall(own)
    mine = [name for name in mine if name not in what and not _is_date(name)]
    if mine and any(name in clause for name in wanted for clause in others):
        return mine[-1]
    compared = [re.search(rf"{COMPARED}{re.escape(name)}\b", quote) for name in wanted]
    return "another" if all(compared) and quote.count(wanted[0]) == 1 else ""


def _is_date(name: str) -> bool:
    return stem(name) in DATES
