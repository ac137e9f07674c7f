"""Facts are proved, and every number in words is one of them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from ..cache import cached
from ..evidence import out_of_context, pairing
from ..evidence.proof import Quotation, Reading
from ..model import BOUND, Fact, Prose, Run, Site, Story, Use
from ..numbers import statements
from ..numbers.adjoining import REACH, adjoining
from ..numbers.languages.english.number_words import SCALES
from ..numbers.qualifiers import BEFORE
from ..numbers.quantity import Figure, Quantity
from ..numbers.units import factor, known, same_units, units_agree
from ..numbers.values import form_of, parse_value
from ..parsing.formulas import INPUT
from ..problem import Problem, Refused, did_you_mean
from ..story_prose import linked, linked_runs, proses
from .no_figures import COUNTED, counted_in
from .sentences.direction import is_fall
from .sentences.vocabulary import COMMON, stems

SIMPLE = re.compile(r"\s*\{[^{}]*\}\s*[<>=!]=?\s*\{[^{}]*\}\s*")  # its values stand in it
MOST_SENTENCES = 3  # of a quotation, besides the first
# In words about one end of a range: "Lowest estimate", "At most".
ENDS = re.compile(
    r"\b(?:low(?:er|est)?|high(?:er|est)?|upper|least|most|min(?:imum)?|max(?:imum)?|ends?|up to"
    r"|range|bound|limit|start|first|last|early|late|(?:small|larg|few|short|long|young|old|earli|lat|cheap"
    r")est|optimistic|pessimistic|worst|best)\b",
    re.I,
)
RANGE = re.compile(r"\s?(?:to|and|or|through|[-–—])\s?")
BETWEEN = re.compile(r"\W?")
# Builds check the same words again and again; what was found out about them is remembered.
figures = functools.lru_cache(maxsize=2048)(cached(lambda *asked: asked)(statements.figures))
quotation_mismatch = cached(lambda *asked: asked)(statements.quotation_mismatch)
misstatement = cached(lambda *asked: asked)(statements.misstatement)
beside = cached(lambda *asked: asked)(adjoining)
unread_digits = cached(lambda *asked: asked)(out_of_context.unread_digits)


def quotations_say(story: Story) -> Iterator[Problem]:
    """A quotation says its fact's value, or `reading` says how it does."""
    for fact in story.facts.values():
        proof = fact.proof
        if not isinstance(proof, Quotation) or not proof.words or not fact.quantity:
            continue
        if reason := quotation_mismatch(proof.words, fact.quantity) or _misread(fact, story):
            yield Problem(proof.where, reason, proof.words)


def _misread(fact: Fact, story: Story) -> str | None:
    """Why the value that a quotation says is not the fact's own, or None."""
    points = story.points(fact.series)
    others = tuple(point.label.text for point in points if point.id != fact.id and point.label)
    source = story.sources.get(fact.source)
    published = source.published if source else ""
    place = fact.place
    around = (place.before, place.after) if place else ("", "")
    reason = misread(
        fact.quote, fact.quantity, fact.when, fact.label.text, others, published, around
    )
    if reason or fact.quantity is None or fact.id.endswith((".low", ".high")):
        return reason
    words = f"{fact.what.text} {fact.label.text} {fact.note.text}"
    return None if ENDS.search(words) else one_end(fact.quote, fact.quantity, around[0])


@cached(lambda *asked: asked)
def one_end(quotation: str, value: Quantity, before: str) -> str | None:
    """Why a value that is one end of a range is not what the quotation says, or None.

    `before` is the beginning of its sentence, which may hold the other end.
    """
    said, _ = statements.sayings(quotation, value)
    shift = len(before)
    ranges = [
        out_of_context.end_of_range(f"{before}{quotation}", start + shift, end + shift)
        for start, end in said
    ]
    if value.qualifier or not ranges or not all(ranges) or ENDS.search(value.text):
        return None
    return (
        f"the quotation says '{ranges[0]}', and {value.text} is one end of that; write the whole "
        "range as the value, or say in 'what' that it is the least or the most"
    )


@cached(lambda *asked: asked)
def misread(
    quotation: str,
    value: Quantity | None,
    when: str,
    label: str,
    others: tuple[str, ...],
    published: str,
    around: tuple[str, str] = ("", ""),
) -> str | None:
    """Why a quotation that holds a value does not say it of this time and name, or None.

    `others` are the labels of the other points of a series; `published` is the source's date;
    `around` the rest of the sentence before and behind the quotation.
    """
    if value is None:
        return None
    said, every = statements.sayings(quotation, value)
    denials = [out_of_context.denied(quotation, start) for start, _ in said]
    if denials and all(denials):
        return f"the quotation denies it: '{denials[0]} {value.text}'"
    named = [out_of_context.name_of_place(quotation, *place) for place in said]
    if named and all(named):
        return f"in this quotation '{named[0]}' names something and counts nothing"
    if year := pairing.wrong_year(quotation, said, every, when):
        return f"in this quotation {value.text} stands with {year}, not with {when}"
    if name := pairing.wrong_name(quotation, said, every, label, others):
        return f"in this quotation {value.text} stands with {name}, not with {label}"
    years = pairing.YEAR.findall(when)
    if published and years and min(years) > published[:4] and years[0] not in quotation:
        return f"the source was published in {published[:4]} and names no {years[0]}"
    if year := pairing.year_left_out(around[0], quotation, around[1], said, when):
        return f"in its sentence {value.text} stands with {year}, not with {when}; quote that too"
    bare = "".join(f"{quotation[:start]} {quotation[end:]}" for start, end in said[:1])
    if said and not re.search(r"[^\W\d_]", bare) and not value.unit:
        return "quote the words around the number too: they say what it counts"
    if (sentences := len(pairing.PART.findall(quotation))) > MOST_SENTENCES:
        return f"quote the sentence that says it, not {sentences + 1}"
    return None


def readings_keep_digits(story: Story) -> Iterator[Problem]:
    """Where the quotation of a reading has digits, the value's digits are among them."""
    for fact in story.facts.values():
        proof = fact.proof
        if not isinstance(proof, Reading) or fact.quantity is None:
            continue
        if re.search(r"\d", fact.text) and unread_digits(proof.words, fact.quantity.value):
            message = (
                f"this quotation has other digits than {fact.text}; a reading supplies a unit, a "
                "place in a list or another script, never another number"
            )
            yield Problem(proof.where, message, proof.words)
        elif said := other_unit(proof.words, fact.quantity):
            message = (
                f"this quotation says '{said}', and the fact {fact.text}; a reading supplies a "
                "unit only where the quotation has none"
            )
            yield Problem(proof.where, message, proof.words)


@cached(lambda *asked: asked)
def other_unit(quotation: str, value: Quantity) -> str:
    """What a reading's quotation says with the value's digits in another known unit; or "".

    `("The tower is 300 feet high", 300 metres)` -> "300 feet".
    """
    if not known(value.unit):
        return ""
    said = [
        one
        for one in statements.numbers(quotation)
        if one.quantity and not unread_digits(one.quantity.text, value.value)
    ]
    return said[0].text if said and all(_is_other(one.quantity, value) for one in said) else ""


def _is_other(said: Quantity | None, value: Quantity) -> bool:
    """Whether a number is in a known unit that neither agrees with the value's nor converts."""
    if said is None or not known(said.unit):
        return False
    if units_agree(said.unit, value.unit) or units_agree(value.unit, said.unit):
        return False
    by = factor(said.unit, value.unit)
    return by is None or Fraction(said.value) * by != Fraction(value.value)


def formulas_hold(story: Story) -> Iterator[Problem]:
    """A claim is true; a derived fact equals the one it `agrees` with, as that one is rounded."""
    for fact in story.facts.values():
        if fact.formula is None:
            continue
        if fact.formula.exact is False:
            said = INPUT.sub(lambda id: _printed(id[1].strip(), story), fact.formula.text)
            message = f"this is not true: {said}"
            if not SIMPLE.fullmatch(fact.formula.text):
                message += f"; it compares {' with '.join(fact.formula.compared)}"
            yield Problem(fact.formula.where, message, fact.formula.text)
        if fact.agrees:
            yield from _agrees(fact, story)


def _printed(id: str, story: Story) -> str:
    """What stands for an id of a formula in a message."""
    return story.facts[id].text if id in story.facts else f"{{{id}}}"


def _agrees(fact: Fact, story: Story) -> Iterator[Problem]:
    other = story.facts.get(fact.agrees)
    if other is None or other.quantity is None or fact.quantity is None or fact.formula is None:
        return  # its reader yielded that problem
    units = {fact.quantity.unit, other.quantity.unit} - {""}
    off = abs(fact.formula.exact - other.quantity.value)
    allowed = _within(fact.within, other.quantity)
    most = other.quantity.step / 2 if allowed is None else allowed
    if off > most or (len(units) > 1 and not same_units(*units)):
        message = f"the formula gives {fact.text}, but '{other.id}' says {other.text}"
        if allowed is not None:
            message += f", which is not within {fact.within}"
        yield Problem(fact.formula.where, message, fact.formula.text)


def _within(text: str, other: Quantity) -> Decimal | None:
    """`("0.1", 245.31 billion yuan)` -> 100000000: a bare number counts as the fact is printed."""
    within = parse_value(text)
    if isinstance(within, Refused):
        return None
    form = form_of(other)
    bare = not within.unit and form_of(within).scale == ""
    return within.value * (SCALES.get(form.scale, Decimal(1)) if bare else 1)


def uses(story: Story) -> Iterator[Problem]:
    """Linked words say their fact; a claim's words are among its own."""
    for prose in proses(story):
        for use in prose.uses:
            if use.kind == "fact":
                reason = _use(story, use.target, use.words)
                if reason and not _falls(story, prose, use) and not _shares(story, prose, use):
                    yield Problem(use.where, reason, use.words)
            elif use.kind == "plain" and any(map(_is_digit, use.words)):
                message = f"digits are a figure; link them to a fact: [{use.words}](fact:id)"
                yield Problem(use.where, message, use.words)
            elif use.kind == "chart" and _missing(use.target, story.charts, story):
                near = did_you_mean(use.target, story.charts)
                yield Problem(use.where, f"there is no chart '{use.target}'{near}", use.target)


def _falls(story: Story, prose: Prose, use: Use) -> bool:
    """Whether "fell by [0.3%]" states a fact of −0.3%."""
    fact = story.facts.get(use.target)
    if fact is None or fact.quantity is None or fact.quantity.value >= 0:
        return False
    if misstatement(use.words, replace(fact.quantity, value=-fact.quantity.value)) is not None:
        return False
    before, after, _, heads = _around(prose, use)
    return is_fall(before[-80:], after[:40], heads)


def _shares(story: Story, prose: Prose, use: Use) -> bool:
    """Whether "from [3.4] to [4.1%]" states a fact of 3.4%: both have the unit."""
    fact = story.facts.get(use.target)
    _, between, other, _ = _around(prose, use)
    if fact is None or fact.quantity is None or other is None or not RANGE.fullmatch(between):
        return False
    shared = re.search(r"(?<=\d)[^\d]+$", other.words)
    whole = f"{use.words}{shared[0]}" if shared and re.search(r"\d$", use.words) else ""
    return bool(whole) and misstatement(whole, fact.quantity) is None


def _around(prose: Prose, use: Use) -> tuple[str, str, Use | None, tuple[str, ...]]:
    """The words before a linked one, those behind it up to the next, that next one, its heads."""
    for run, uses in linked(prose):
        for (start, one), (end, following) in itertools.pairwise([*uses, (len(run.text), None)]):
            if one is use:
                return run.text[:start], run.text[start + 1 : end], following, run.heads
    return "", "", None, ()


def _is_digit(character: str) -> bool:
    """Digits of all scripts, and ½, ², Ⅻ and ①; 三 is a word."""
    return character.isdigit() or (character.isnumeric() and not character.isalpha())


def _missing(name: str, known: Collection[str], story: Story) -> bool:
    """Whether no fact has this name; one that could not be read has its own problem already.

    So has a series of which no point could be read.
    """
    if name in known or story.unread is None:
        return False
    return name not in story.unread and name.partition(".")[0] not in story.unread


def _use(story: Story, name: str, words: str) -> str | None:
    fact = story.facts.get(name)
    if fact is None:
        if not _missing(name, (), story):
            return None
        if name in story.series:
            points = ", ".join(story.series[name].points[:3])
            return f"'{name}' is a series; state one of its points: {points} …"
        return f"there is no fact '{name}'{did_you_mean(name, (*story.facts, *story.series))}"
    if fact.quantity is not None:
        return misstatement(words, fact.quantity, story.site.language)
    if figures(words, story.site.names, story.site.language):
        return "the words of a claim hold no number; link the number to its own fact"
    allowed = (fact.what.text, *fact.words)
    spoken = f" {_spoken(words)} "
    if not words.isascii():  # some languages have no spaces between words
        spoken = spoken.strip()
    if not words or not any(spoken in f" {_spoken(text)} " for text in allowed):
        choices = ", ".join(f"'{text}'" for text in allowed)
        return f"the claim '{name}' is worded {choices}; use these, or add yours to its 'words'"
    return None


def _spoken(text: str) -> str:
    return " ".join(re.findall(r"[\w’'-]+", text.lower()))


def figures_bound(story: Story) -> Iterator[Problem]:
    """Every number in words is linked to a fact, or is no figure."""
    said: dict[Decimal, list[Fact]] = {}
    for fact in story.facts.values():
        if fact.quantity is not None:
            said.setdefault(fact.quantity.value, []).append(fact)
    for prose in proses(story):
        for run in prose.runs:
            for figure in figures(run.text, story.site.names, story.site.language):
                # What belongs to a bound number is told where it stands, not at the link.
                word = re.search(r"[^\s\ufffc]", figure.text) if BOUND in figure.text else None
                where = run.at(figure.start + (word.start() if word else 0))
                yield Problem(where, _unbound(figure, run.text, said), figure.text)


def qualifiers_inside(story: Story) -> Iterator[Problem]:
    """What stands right beside a link and belongs to its number, as in "over [43]", agrees."""
    language = story.site.language
    for run, uses in linked_runs(story):
        told = [f for f in figures(run.text, story.site.names, language) if BOUND in f.text]
        for offset, use in uses:
            fact = story.facts.get(use.target)
            if fact and fact.quantity and not any(f.start <= offset < f.end for f in told):
                yield from _outside(run, offset, use, fact, fact.quantity, story.site)


# "Milk costs [30.1p] a litre", for a fact about the price of a litre.
EACH = re.compile(r"(?:an?|per|each|every)\s+(?P<what>[a-z]+)")


def _outside(
    run: Run, offset: int, use: Use, meant: Fact, fact: Quantity, site: Site
) -> Iterator[Problem]:
    around = run.text[max(0, offset - REACH) : offset], run.text[offset + 1 : offset + 1 + REACH]
    found = beside(around[0], use.words, around[1], fact, site.names, site.language)
    if found is None:
        return
    each = EACH.fullmatch(found.words)
    if each and found.offset >= 0 and stems(each["what"]) & stems(meant.what.text):
        return
    where = run.at(offset + found.offset + (found.offset >= 0))
    alone = misstatement(use.words, fact, site.language)
    if alone and not found.reason:
        message = f"'{found.words}' belongs to the number; put it inside the link"
        yield Problem(where, message, found.words)
    elif found.reason and not alone:
        message = f"{found.reason}; reword it, with '{found.words}' inside the link"
        way_out = f", or, if that is no part of the number, write [{found.words}](plain:)"
        yield Problem(where, message + (way_out if found.qualifier else ""), found.words)


def _unbound(figure: Figure, text: str, said: Mapping[Decimal, list[Fact]]) -> str:
    """What to do about a number that is linked to nothing, with the ways out that fit it."""
    words = figure.text
    if BOUND in words:
        word = words.replace(BOUND, "").strip()
        return f"'{word}' belongs to the number; put it inside the link"
    if figure.core.kind == "disguised" and GLUED.fullmatch(words):
        return f"letters touch the number of '{words}'; put a space between them, and link it"
    if figure.core.kind == "disguised":
        words = " ".join(words.split())
        message = f"'{words}' reads as a number and is spelt as none; write it in digits or "
        return f"{message}plain words"
    if figure.core.kind == "vague" and figure.quantity is None:
        message = f"'{words}' is an amount without its number; write the number, linked to its fact"
        return message + ("" if counted_in(words) else f", or mark it as plain: [{words}](plain:)")
    value = figure.quantity.value if figure.quantity else Decimal(0)
    same = said.get(value, ()) if value else ()  # zero says too little to name its fact
    facts = [fact.id for fact in same if _likely(figure, text, fact)]
    way_out = ""
    if name := _name_around(figure, text):
        way_out = f'; if it is part of a name, add it to site.names: ["{name}"]'
    elif not any(map(_is_digit, words)) and not counted_in(words):
        way_out = f"; if it is no figure, write [{words}](plain:)"
    told = f"'{words}' is bound to no fact"
    if not facts:
        return f"{told}; write [{words}](fact:id){way_out}"
    others = f"; {', '.join(facts[1:3])} too" if facts[1:] else ""
    return f"{told}, and {facts[0]} says it{others}: write [{words}](fact:{facts[0]}){way_out}"


def _likely(figure: Figure, text: str, fact: Fact) -> bool:
    """Whether a fact of the same value may be meant: a small number says too little alone."""
    if fact.quantity is None or figure.quantity is None:
        return False
    if (figure.core.kind == "ordinal") != (fact.quantity.kind == "ordinal"):
        return False
    if figure.quantity.unit:
        return units_agree(figure.quantity.unit, fact.quantity.unit)
    if abs(figure.quantity.value) >= 100:
        return True
    near = text[max(0, figure.start - 60) : figure.end + 60]
    return bool(stems(near) & stems(f"{fact.what.text} {fact.label.text}") - COMMON)


NAME_BEFORE = re.compile(r"(?<=\w\s)(?:[A-Z][\w&’'-]*\s){1,2}$")
GLUED = re.compile(r"\d[\d,.]*[a-z]{4,}|[A-Za-z]{3,}-\d[\d,.]*")
NAME_BEHIND = re.compile(r"\s[A-Z][\w’'-]+")


def _name_around(figure: Figure, text: str) -> str:
    """The name that a number may be part of: "Radio 4" where a capital stands beside it, or ""."""
    quantity, core = figure.quantity, figure.core
    if quantity is None or quantity.unit or quantity.qualifier or core.scale != 1:
        return ""
    written = text[core.start : core.end]
    before = NAME_BEFORE.search(text, 0, core.start)
    if COUNTED.match(text, core.end):
        return ""
    if before and (written.isdigit() or written[:1].isupper()):
        return f"{before[0]}{written}"
    behind = NAME_BEHIND.match(text, core.end)
    if behind and written[:1].isupper() and re.search(r"[a-z,]\s$", text[: core.start]):
        return f"{written}{behind[0]}"
    return ""


def run_together(story: Story) -> Iterator[Problem]:
    """Two figures side by side do not read as one: "1" and "2" as "12", "two" "hundred"."""
    for run, uses in linked_runs(story):
        for (start, left), (end, right) in itertools.pairwise(uses):
            gap = run.text[start + 1 : end]
            meant = left.kind == "plain" and " ".join(left.words.lower().split()) in BEFORE
            if not meant and _reads_as_one(left.words, gap, right.words):
                shown = f"{left.words}{gap}{right.words}"
                message = f"side by side these read as '{shown}'; put words between them"
                yield Problem(right.where, message, right.words)


def _reads_as_one(left: str, gap: str, right: str) -> bool:
    """Whether a number begins in the words at the left and goes on in those at the right."""
    if not left or not right or not BETWEEN.fullmatch(gap):
        return False
    middle = len(left)
    found = figures(left + gap + right)
    return any(figure.start < middle and figure.end > middle + len(gap) for figure in found)
