"""Facts drafted from a document's sentences: one for each figure that no fact captures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..checking.sentences.vocabulary import COMMON, stems
from ..evidence import out_of_context
from ..evidence.documents import Document
from ..model import Fact, Source
from ..numbers.languages import language_of
from ..numbers.languages.english.number_words import SCALES
from ..numbers.quantity import Figure, Quantity
from ..numbers.units import PERCENT, called
from ..numbers.values import parse_value
from ..problem import Refused
from . import chinese
from .dates import times_of
from .prose import Sentence, sentences, stated
from .wording import wordings

FEWEST = 6  # words of a quotation, where its sentence has as many
PARTS = re.compile(r"[;:]\s|,\s|\s[–—]\s|\s(?:and|but|while|whereas)\s|[，；：]")
FEWEST_LETTERS = 14  # of a quotation in Chinese


LED = re.compile(r"^(?:and|but|while|whereas|or)\s+")


class Draft(Struct, frozen=True):
    """A figure of a document with all that may be written of it, the best of each first.

    `quotes` are parts of its sentence, the shortest first; `place` is where it stands: "line 14".
    """

    source: str
    value: str
    whats: tuple[str, ...]
    whens: tuple[str, ...]
    quotes: tuple[str, ...]
    place: str

    def attempts(self) -> Iterator[tuple[str, str, str]]:
        """(what, when, quotation) in the order in which they are to be tried."""
        for when in dict.fromkeys((*self.whens[:2], "")):
            for quote in self.quotes:
                for what in self.whats:
                    yield what, when, quote


def drafts(
    document: Document, source: Source, facts: Mapping[str, Fact], names: Sequence[str] = ()
) -> tuple[list[Draft], list[tuple[str, str]]]:
    """A draft for each figure in a sentence that none of the facts of the source captures.

    `names` are those that hold a number and state none. Beside the drafts come the figures that no
    value can be written for, as (place, words).
    """
    found: list[Draft] = []
    left: list[tuple[str, str]] = []
    said: list[tuple[Quantity, frozenset[str]]] = [
        (fact.quantity, _telling(f"{fact.quote} {fact.what.text}"))
        for fact in facts.values()
        if fact.source == source.id and fact.quantity
    ]
    for sentence in sentences(document):
        every = list(stated(sentence, names))
        for figure in every:
            quantity = figure.quantity
            if quantity is None or _captured(quantity, sentence.text, said):
                continue
            value, place = _value(figure), document.place(sentence.line)
            if _begins_range(sentence.text, figure, every):
                continue  # it is drafted with its other end
            if led := _range_before(sentence.text, figure, every):
                value = f"{led} to {value}" if value else ""
            if language_of(sentence.text) == "zh":
                whats = tuple(chinese.wordings(sentence.text, figure, every))
            else:
                whats = tuple(wordings(sentence.text, figure, every, sentence.heading))
            if not value or not whats:
                left.append((place, figure.text))
                continue
            whens = tuple(times_of(sentence, figure, every, source.published))
            quotes = tuple(_quotes(sentence, figure, every))
            found.append(Draft(source.id, value, whats, whens, quotes, place))
            said.append((quantity, _telling(sentence.text)))
    return found, left


def _begins_range(text: str, figure: Figure, every: Sequence[Figure]) -> bool:
    """Whether a figure is the lower end of a range: 40 in "between 40 and 60 farms"."""
    return any(_range_before(text, other, [figure]) for other in every if other is not figure)


def _range_before(text: str, figure: Figure, every: Sequence[Figure]) -> str:
    """The digits of the lower end of a range whose upper end a figure is; or ""."""
    if not out_of_context.end_of_range(text, figure.start, figure.end):
        return ""
    lower = [one for one in every if 0 < figure.start - one.end <= len(" and ")]
    return text[lower[-1].core.start : lower[-1].core.end] if lower else ""


def _captured(
    quantity: Quantity, sentence: str, said: Sequence[tuple[Quantity, frozenset[str]]]
) -> bool:
    """Whether a fact of the source says the figure, in words of this sentence."""
    telling = _telling(sentence)
    return any(
        known.value == quantity.value
        and known.unit in ("", quantity.unit)
        and len(words & telling) >= min(1 if _distinct(known) else 2, len(telling))
        for known, words in said
    )


def _distinct(quantity: Quantity) -> bool:
    """Whether a number has three figures or more, and so says by itself which it is."""
    return len(quantity.value.normalize().as_tuple().digits) >= 3


def _telling(text: str) -> frozenset[str]:
    return stems(text) - COMMON


def _value(figure: Figure) -> str:
    """The figure as a value of data.yaml, or "" where its words alone do not say it.

    In "5 to 7 million" the first is 5 million.
    """
    quantity = figure.quantity
    if quantity is None:
        return ""
    text = " ".join(figure.text.split())
    scale = next((word for word, value in SCALES.items() if value == figure.core.scale), "")
    unit = "" if quantity.unit == PERCENT else called(quantity.unit)
    ways = [text, f"{text}{PERCENT}", f"{text} {scale}", f"{text} {scale} {unit}", f"{text} {unit}"]
    for way in ways:
        read = parse_value(" ".join(way.split()))
        if not isinstance(read, Refused) and _key(read) == _key(quantity):
            return " ".join(way.split())
    return ""


def _key(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.unit, quantity.qualifier, quantity.step


def _quotes(sentence: Sentence, figure: Figure, every: Sequence[Figure]) -> Iterator[str]:
    """Parts of a sentence that hold a figure, from one part between commas to all of it."""
    text = sentence.text
    inside = [(one.start, one.end) for one in every]
    cuts = [
        match
        for match in PARTS.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in inside)
    ]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(text)]
    spans = [
        (start, end)
        for start in starts
        for end in ends
        if start <= figure.start and figure.end <= end
    ]
    least = min(FEWEST, len(text.split()))
    letters = min(FEWEST_LETTERS, len(text)) if language_of(text) == "zh" else 0
    shortest = sorted(spans, key=lambda span: span[1] - span[0])[:6]
    parts = [text[start:end].strip().rstrip(".。") for start, end in (*shortest, (0, len(text)))]
    found = [LED.sub("", part) for part in parts]
    long = [words for words in found if len(words.split()) >= least and len(words) >= letters]
    yield from dict.fromkeys((*long, text))
