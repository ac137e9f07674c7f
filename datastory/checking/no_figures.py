"""Words that need no fact hold no figure: `names`, credits, notes of changes and plain words."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from ..model import BOUND, Story
from ..numbers import hanzi
from ..numbers.languages.english.number_words import COUNTS
from ..numbers.languages.english.reading import find_numbers
from ..numbers.qualifiers import BEFORE
from ..numbers.quantity import Figure
from ..numbers.statements import figures
from ..numbers.units import MONEY, PERCENT, POINTS
from ..problem import Location, Problem
from ..story_prose import linked_runs

# A capital, a letter joined to digits ("post-95s"), or quotation marks make a name.
NAME = re.compile(
    r"[A-ZÀ-ÞΑ-ΩА-Я\u2e80-\u9fff\uac00-\ud7af]|[^\W\d_][-‑]?\d|\d[-‑]?[^\W\d_]|[\"“”‘’„«]"
)

# What a number counts, behind it: "13 people".
COUNTED = re.compile(
    r"[\s-](?:(?!was|is|has|as|its|his|this|us)[a-z]+[a-rt-z]s|people|men|women|children|per\s?cent"
    r"|of|million|billion)\b"
)

YEAR = re.compile(r"(?:19|20)\d\d")


def names_are_names(story: Story) -> Iterator[Problem]:
    """site.names holds names, never a bare figure, a percentage, money, a multiple, a fraction."""
    for name in story.site.names:
        if wrong := _no_name(name):
            message = f"'{name}' {wrong}; names hold names, such as \"14th Five-Year Plan\": "
            message += "link a figure to a fact where it stands"
            yield Problem(story.site.where, message, name)


def _no_name(name: str) -> str:
    if not NAME.search(name):
        return "is no name: it has no capital, no letter joined to digits and no quotation marks"
    for figure in find_numbers(name):
        quantity, core = figure.quantity, figure.core
        measured = quantity and (quantity.qualifier or quantity.unit in MONEY | {PERCENT, POINTS})
        whole = quantity and figure.text.strip() == name.strip()
        counts = core.kind in ("fraction", "multiple") or core.scale >= 1000
        if measured or whole or counts:
            return f"hides the figure '{figure.text.strip()}'"
    return ""


def credits_hold_no_figures(story: Story) -> Iterator[Problem]:
    """An author or a publisher is a name: a number in it that is no name's own is a figure."""
    credits = [(word, story.site.where) for word in (story.site.author, story.site.publisher)]
    credits += [(source.publisher, source.where) for source in story.sources.values()]
    for words, where in dict.fromkeys(credits):
        for figure in figures(words, story.site.names, story.site.language):
            message = f"'{figure.text}' stands in a name and is bound to no fact; leave it out"
            if not _no_name(words) and not COUNTED.match(words, figure.core.end):
                message += f', or, if it is part of the name, add that to site.names: ["{words}"]'
            yield Problem(where, message, figure.text)


def notes_of_change_hold_no_figures(story: Story) -> Iterator[Problem]:
    """A note of history gives no figure but the fact's own, now or before, and those of its
    series; why an address is gone gives none. Ordinals and years are let through."""
    values = functools.cache(_values)  # the points of a series share their texts
    for fact in story.facts.values():
        if not fact.history:
            continue
        texts = [fact.text, *(one.value for one in fact.history)]
        texts += [point.text for point in story.points(fact.series)]
        own = {value for text in texts for value in values(text)}
        for one in dict.fromkeys(fact.history):
            yield from _told(one.note, one.where, own, story)
    for move in story.moved:
        yield from _told(move.gone, move.where, set(), story)


def _values(text: str) -> set[Decimal]:
    return {number.quantity.value for number in find_numbers(text) if number.quantity}


def _told(words: str, where: Location, own: set[Decimal], story: Story) -> Iterator[Problem]:
    for figure in figures(words, story.site.names, story.site.language):
        if figure.core.kind == "ordinal" or YEAR.fullmatch(figure.text):
            continue  # "the first print", "the report of 2025 restates it"
        if figure.quantity is None or figure.quantity.value not in own:
            message = f"'{figure.text}' in these words is bound to no fact; leave it out"
            yield Problem(where, message, figure.text)


def plain_words_count_nothing(story: Story) -> Iterator[Problem]:
    """[first](plain:) is a word that counts nothing: no part, multiple or number but one."""
    for run, uses in linked_runs(story):
        for at, use in uses:
            if use.kind != "plain" or any(map(str.isdigit, use.words)):
                continue
            if counted := counted_in(use.words, story.site.language):
                message = f"'{counted}' counts, so it is no plain word; link it to a fact: "
                message += f"[{use.words}](fact:id), or say what you mean without a number"
                yield Problem(use.where, message, use.words)
            elif _turns(use.words, run.text, at):
                message = f"'{use.words}' belongs to the number; put it inside the link"
                yield Problem(use.where, message, use.words)


def counted_in(words: str, language: str = "en") -> str:
    """The part of plain words that counts: "halved", "three quarters", "twelve", "dozens"."""
    if hanzi.ALONE.fullmatch(words):
        return words
    idle = language != "en" and not figures(words, (), language)
    if idle or hanzi.SCALE_OF_UNIT.fullmatch(words):
        return ""
    found = (figure for figure in find_numbers(words) if _counts(figure, words))
    return next((figure.text.strip() for figure in found), "")


def _counts(figure: Figure, words: str) -> bool:
    core, quantity = figure.core, figure.quantity
    if core.kind == "vague":
        return words.lower().split()[0] not in COUNTS
    if core.kind in ("fraction", "multiple") or (quantity and core.scale >= 1000):
        return True
    plain = core.kind in ("words", "digits")
    return plain and quantity is not None and quantity.value not in (1, 2)


def _turns(words: str, text: str, at: int) -> bool:
    """[over](plain:) right before a figure, with no word before it that it could belong to."""
    belongs = re.match(f"{BOUND}\\s{BOUND}", text[at:]) and not re.search(r"\w\s$", text[:at])
    return bool(belongs) and " ".join(words.lower().split()) in BEFORE
