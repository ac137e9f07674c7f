"""What is counted agrees: "52,300 visits" is not "52,300 books", and a rank is no count."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...numbers.units import KNOWN, RATIO, SPELLINGS
from .fact_words import has_ordinal
from .finding import Finding, plainly
from .meaning import Meaning, Meanings
from .passages import Passage, Statement
from .vocabulary import (
    ADJUSTED,
    ADJUSTING,
    ALIKE,
    AT_AN_END,
    COMMON,
    COUNTABLE,
    DONE_TO,
    GENERIC_STEMS,
    HUMAN_STEMS,
    LASTING_STATES,
    MEASURES,
    OPPOSITES,
    SIBLINGS,
    STATISTIC_WORDS,
    STATISTICS,
    UN_WORDS,
    WORD,
    stem,
    stems,
    words_of,
)

# A noun phrase ends at one of these, or at a mark.
STOP = words_of("""
of in on at by for to from with and or but than that which who whom whose was were is are be
been had has have did do does as after before while when where since until per a an the this
these those his her its their our my your into over under between among within during against
toward towards about around went came took made said fell rose will would could can may might
shall should not no yet still also now then there here so if because though although plus minus
each every both all any some such via near like unlike compared apiece altogether together
respectively ago later earlier alone only too either
""")
COMPARED = words_of("""
more fewer less further additional other extra
""")
PLURAL = re.compile(
    r"(?:[a-z’'-]{2,}(?<!s)(?<!u)(?<!i)s|people|men|women|children|feet|mice|teeth|staff|police"
    r"|cattle|wives|lives|businesses|buses|gases|losses|classes|crosses|passes|addresses"
    r"|processes|illnesses|witnesses|bosses|successes)$"
)
VERB_S = words_of("""
closes opens comes goes makes takes gives shows says means needs wants gets puts lets keeps
holds stands stays lies works lives leads follows remains seems looks feels turns begins starts
ends stops helps allows costs falls rises grows years’ times
""")
NUMBER = re.compile(r"[\d½⅓⅔¼¾][\d,.’' \u00a0]*\d|\d|[½⅓⅔¼¾]")
LEADERS = re.compile(
    r"\b(?:leading|top|first|best|largest|biggest|highest|foremost|last|worst"
    r"|bottom)\s+(?:the\s+)?$|^\s*(?:ranked|leaders|leading|best|largest)\b",
    re.I,
)
RANKING = re.compile(
    r"\b(?:No\.?|number|Nr\.?|rank(?:ed|s)?(?:\s+(?:at|as))?|place|position|#)\s*#?$", re.I
)
MULTIPLE = re.compile(
    r"fold\b|\d\s?[x×]$|\btimes\b|\b(?:twice|thrice|doubled|tripled|trebled|quadrupled)\b"
)
MULTIPLE_SAID = re.compile(r"\b(?:times|multiple|ratio|factor|fold|often|twice|occasions?)\b", re.I)
PLACE = re.compile(r"\b(?:rank|place|position|order|which time|edition|number)\b", re.I)
OF_SOME = re.compile(
    r"\s+of\s+(?:the\s+|all\s+|its\s+|their\s+|these\s+|those\s+|our\s+)?(?:[a-z]+\s+)?[a-z]+s\b"
)
SPLIT = re.compile(r"[,;:()]|\s+(?:and|but|while|whereas|or|as)\s+|\s[–—]\s")


def counting(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """The noun behind a number is one that its fact's value, `what`, label or quotation names."""
    for i, one in enumerate(passage.statements):
        quantity = one.fact.quantity
        if quantity is None:
            continue
        meaning = meanings.of(one.fact)
        said = has_ordinal(one.use.words)
        yield from _kind(passage, i, meaning, said)
        yield from _ratio_turned(passage, one, meaning)
        yield from _significance(passage, one)
        yield from _multiple_of(passage, one, meaning)
        if meaning.ordinal:
            yield from _opposite(passage, i, meaning)
        if meaning.ordinal or said:
            continue
        noun = _noun(passage, i, known=bool(quantity.unit and quantity.unit in KNOWN))
        if noun and not _counts(noun[0], meaning):
            yield _uncounted(*noun, one)
        yield from _part_of(passage, i, meaning)
        yield from _substance(passage, i, meaning)
        yield from _headed(passage, one, meaning)
        yield from _subject(passage, i, meaning)
        yield from _number_of(passage, i, meaning)
        yield from _adjusted(passage, one, meaning)
        yield from _statistic(passage, i, meaning)
        yield from _has(passage, i, meaning)
        yield from _opposite(passage, i, meaning)


def _uncounted(noun: str, start: int, one: Statement) -> Finding:
    message = f"'{noun}' is not what {one.fact.text} counts: '{one.fact.what.text}'; reword it"
    message += f", or add 'words: [{noun}]' to the fact, or write {plainly(noun)}"
    return Finding(start, start + len(noun), message)


# "Share of patients who", "[75%] of doctors".
SHARE_OF = re.compile(
    r"\b(?:share|percentage|proportion|part)\s+of\s+(?:the\s+|all\s+)?(?P<nouns>(?:[a-z’'-]+\s+){0,2}?[a-z]+)"
    r"(?=$|\s+(?:who|that|which|in|with|at|by|on|for|to|from|without|against|over|under|above"
    r"|below|aged|not|never|between|after|before|since|[a-z]+ing|[a-z]+ed)\b|,)",
    re.I,
)
OF_NOUN = re.compile(r"\s+of\s+(?:the\s+|all\s+|its\s+|their\s+|our\s+)?(?P<noun>[a-z]+)\b(?!-)")
HEAD_NOUN = re.compile(r"^(?:[A-Za-z’'-]+\s+){0,2}?(?P<noun>[A-Za-z’'-]+)$")
# "Cars carried", "Books on loan": what is counted stands before what was done with it.
HEAD_DONE = re.compile(
    r"^(?:[A-Za-z’'-]+\s+){0,2}?(?P<noun>[A-Za-z’'-]+s|[Pp]eople|[Mm]en|[Ww]omen|[Cc]hildren)\s+"
    r"(?:[a-z]+ed|sold|bought|built|born|made|lost|won|paid|caught|held|left|driven|drawn|sunk"
    r"|(?:on|in|at|by|per|a)\s+[a-z]+)$"
)
NUMBER_OF = re.compile(
    r"\b(?:number|total|count|tally)\s+of\s+(?:(?:the|all|new|its|their|our)\s+)?(?:[a-z’'-]+\s+){0,2}?"
    r"(?P<noun>[a-z’'-]+s|people|men|women|children)\b(?:\s+(?:[a-z’'-]+\s+){0,4}?)?$"
)
LABELLED = re.compile(r"^\W*(?P<head>(?:[A-Za-z][\w’'-]*\s+){0,2}[A-Za-z][\w’'-]*):\s*[£$€¥]?$")
OBJECT = re.compile(
    r"\b(?:in|on|at|to|across|inside|near)\s+(?:the\s+|a\s+|an\s+)?(?P<nouns>[a-z]+(?:\s+[a-z]+)?)"
)


def _part_of(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "[75%] of doctors", for a share of patients."""
    one = passage.statements[i]
    share = SHARE_OF.search(one.fact.what.text)
    match = OF_NOUN.match(passage.text, one.end)
    if not share or not match or not one.fact.quantity or one.fact.quantity.unit != "%":
        return
    noun, span = match["noun"], passage.own(match, "noun")
    if not span or not PLURAL.fullmatch(noun.lower()):
        return
    of = [word for word in share["nouns"].split() if PLURAL.fullmatch(word.lower())]
    other = of or is_measure(noun, meaning)
    if other and not _counts(noun, meaning) and not _human_both(noun, of):
        message = f"'{noun}' is not what {one.fact.text} is a part of: '{one.fact.what.text}'"
        yield Finding(*span, f"{message}; reword it, or write {plainly(noun)}")


STUFF = words_of("""
tonnes tons kilograms grams milligrams kilotonnes megatonnes gigatonnes barrels litres hectolitres
gallons ounces carats
""")
OF_STUFF = re.compile(
    r"\s+of\s+(?:(?:the|its|their|all|fresh|new|old|raw|pure)\s+)*(?P<noun>[a-z]+)(?:\s+(?P<next>[a-z]+))?"
)


def _substance(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "[310 tonnes] of coal", for fish landed: what is weighed is one that the fact names."""
    one = passage.statements[i]
    match = OF_STUFF.match(passage.text, one.end)
    if not match or not one.fact.quantity or one.fact.quantity.unit not in STUFF:
        return
    noun, following, span = match["noun"], match["next"] or "", passage.own(match, "noun")
    if noun in STOP or not span:
        return
    said = [noun] if not following or following in STOP else [noun, following]
    if any(_counts(word, meaning) or stem(word) in meaning.own for word in said):
        return
    message = f"'{' '.join(said)}' is not what {one.fact.text} measures: '{one.fact.what.text}'"
    message += f"; reword it, or add 'words: [{said[-1]}]' to the fact, or write {plainly(noun)}"
    yield Finding(*span, message)


def _human_both(noun: str, of: list[str]) -> bool:
    """Whether "people" stands for those of whom the fact is a share."""
    return stem(noun) == "person" and any(stem(word) in HUMAN_STEMS for word in of)


def _headed(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """A head "Nurses" above beds, "Births:" before deaths; where no head names what is counted."""
    quantity = one.fact.quantity
    before = passage.text[: one.start]
    match = LABELLED.match(before) if ":" in before else None
    heads = [*passage.heads, *([match["head"]] if match else [])]
    if quantity is None or not heads:
        return
    what = one.fact.what.text
    if turned := next((head for head in heads if any(opposed(what, head))), ""):
        message = f"'{turned}' is the opposite of what {one.fact.text} counts: '{what}'"
        yield Finding(one.start, one.end, f"{message}; reword it")
        return
    if any(_names(head, meaning) for head in heads):
        return
    if NOUN_INSIDE.search(one.use.words):
        return  # "[1,240 beds]" says it
    rivals = {name.lower() for name, _ in meaning.rivals} | {n.lower() for n in meaning.names}
    for head in heads:
        bare = re.split(r"[,(:]", head)[0].strip()
        found = HEAD_DONE.match(bare) or HEAD_NOUN.match(bare)
        if found is None or bare.lower() in rivals:
            continue
        if meaning.human and stem(found["noun"]) in SEXES:
            continue  # the deaths of men, in a column of men
        noun = found["noun"]
        wrong = is_measure(bare, meaning)
        if not wrong and (quantity.unit in KNOWN or quantity.unit == "%"):
            continue
        if not wrong and not (
            PLURAL.fullmatch(noun.lower())
            and not _counts(noun.lower(), meaning)
            and stem(noun) in COUNTABLE
        ):
            continue
        message = f"'{bare}' is not what {one.fact.text} counts: '{one.fact.what.text}'"
        yield Finding(one.start, one.end, f"{message}; reword it, or add 'words: [{noun.lower()}]'")
        return


SEXES = stems("men women boys girls children adults males females people")
DENIED_OWN = re.compile(r"\b(?:not|never)\s+(?!only\b)(?:\w+ly\s+)?(?P<root>[a-z]{4,})\b")
WERE = re.compile(r"\b(?:was|were|is|are|been)\s*$")
NOUN_INSIDE = re.compile(
    r"\d\s+(?:(?:m|b|tr)illion\s+|thousand\s+)?(?!(?:m|b|tr)illion|thousand)[a-z]{3,}$"
)


def _names(head: str, meaning: Meaning) -> bool:
    """Whether a head has a word of what is counted."""
    own = meaning.own - COMMON - stems(meaning.fact.label.text)
    return any(root in own or ALIKE.get(root, frozenset()) & own for root in stems(head))


def is_measure(words: str, meaning: Meaning) -> bool:
    """Whether words are a measure that the fact does not name."""
    said = " ".join(words.lower().split())
    for line in MEASURES:
        if said in line or said.removesuffix(" rate") in line:
            return not re.search(rf"\b(?:{'|'.join(line)})\b", meaning.text, re.I)
    return False


SUBJECT = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but|while|whereas)\s)\W*"
    r"(?:(?:the|its|their|annual|total|[A-Za-z]+[’']s|(?<=the )[a-z]+[’']s)\s+){0,3}"
    r"(?P<what>[A-Za-z]+(?:\s[a-z]+){0,2}?)\s+"
    r"(?:was|were|is|are|stood\s+at|stands\s+at|came\s+to|amounted\s+to|reached|hit|totalled"
    r"|totaled|(?:was|were)\s+(?:cut|reduced|raised|lifted|increased)\s+(?:to|by)"
    r"|(?:rose|fell|grew|dropped|climbed|shrank|increased|decreased|declined)\s+(?:to|by))\s+(?:about\s+|over\s+|nearly\s+|just\s+|only\s+)?$",
    re.I,
)


def _subject(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "Unemployment was [2.5%]", of a fact about inflation."""
    one, match = passage.statements[i], SUBJECT.search(passage.before(i))
    span = passage.own(match, "what", passage.before_start(i)) if match else None
    if match and span and is_measure(match["what"], meaning):
        message = f"'{match['what']}' is not what {one.fact.text} is: '{one.fact.what.text}'"
        yield Finding(*span, f"{message}; reword it, or write {plainly(match['what'])}")


def _number_of(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "The number of cars was [45,200]", for passengers."""
    if "of" not in passage.vocabulary or passage.vocabulary.isdisjoint(NUMBERING):
        return
    one, match = passage.statements[i], NUMBER_OF.search(passage.before(i))
    quantity = one.fact.quantity
    if not match or quantity is None or (quantity.unit in KNOWN and not meaning.change):
        return
    span = passage.own(match, "noun", passage.before_start(i))
    if span and not _counts(match["noun"], meaning):
        yield _uncounted(match["noun"], span[0], one)


NUMBERING = words_of("number total count tally")


def _adjusted(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "[£2,900] after tax", "up [8%] in real terms", where no word of the fact says so."""
    if passage.vocabulary.isdisjoint(ADJUSTING) or one is not passage.statements[-1]:
        return
    for adjusted, known in ADJUSTED:
        match = adjusted.search(passage.text)
        if match and not known.search(meaning.text) and passage.free(*match.span()):
            message = f"'{match[0]}' is not what {one.fact.text} is: '{one.fact.what.text}'; leave "
            message += f"it out, or say it in the fact's 'what', or write {plainly(match[0])}"
            yield Finding(*match.span(), message)
            return


def _statistic(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "The average fare is [£12]", "fares start at [£12]", of a fare; "at least" an upper end."""
    one, before, offset = passage.statements[i], passage.before(i), passage.before_start(i)
    for at_end, end in () if passage.vocabulary.isdisjoint(("at", "up", "no")) else AT_AN_END:
        match = at_end.search(before)
        if match and end.search(one.fact.what.text):
            message = f"'{match[0].strip()}' turns {one.fact.text}: '{one.fact.what.text}'"
            yield Finding(offset + match.start(), one.start, f"{message}; reword it")
            return
    if passage.vocabulary.isdisjoint(STATISTIC_WORDS) or one.fact.formula is not None:
        return
    for adjective, verb, known in STATISTICS:
        match = adjective.search(before)
        if match and stem(match["noun"]) not in meaning.own - COMMON:
            match = None
        match = match or (verb.search(before) if verb else None)
        if match is None or known.search(meaning.text):
            continue
        if span := passage.own(match, "stat", offset):
            message = f"'{match['stat']}' is not what the fact says of {one.fact.text}: "
            message += f"'{one.fact.what.text}'; leave it out, or say it in the fact's 'what'"
            yield Finding(*span, message)
            return


# "The fleet has [11 ships]", of those that were bought.
HAS = re.compile(
    r"\b(?P<has>(?:still\s+)?(?:has|have|owns?|possess(?:es)?|operates?))\s+(?:only\s+|just\s+|now\s+)?$"
)
HAD = re.compile(r"(?:\s+[a-z]+)?\s*(?:[.,;:)]|$)")


def _has(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    one, what = passage.statements[i], passage.statements[i].fact.what.text
    match = None if passage.vocabulary.isdisjoint(HAVING) else HAS.search(passage.before(i))
    done = DONE_TO.search(what) if match else None
    if not match or not done or done["done"] in LASTING_STATES:
        return
    if len(what[: done.end()].split()) > 4 or not HAD.match(passage.after(i)):
        return
    if one.fact.quantity and one.fact.quantity.unit in KNOWN:
        return  # "North Quay has [310 tonnes]"
    if span := passage.own(match, "has", passage.before_start(i)):
        message = f"'{match['has']}' makes a stock of {one.fact.text}, which counts what was done: "
        yield Finding(*span, f"{message}'{what}'; reword it")


HAVING = words_of("has have own owns possess possesses operate operates")
SIGNIFICANT = re.compile(r"\b(?P<no>not\s+(?:\w+ly\s+)?|in|no\s+)?significan(?:t|ce|tly)\b", re.I)
P_VALUE = re.compile(r"p\s?[<>=≤≥]", re.I)


def _significance(passage: Passage, one: Statement) -> Iterator[Finding]:
    """ "Not significant" beside p < 0.001, "significant" beside p = 0.4."""
    quantity = one.fact.quantity
    if quantity is None or not P_VALUE.match(one.fact.text):
        return
    match = SIGNIFICANT.search(passage.text)
    small = quantity.value <= Decimal("0.05") and not re.match(r"p\s?[>≥]", one.fact.text, re.I)
    clear = small or quantity.value > Decimal("0.1")
    if match and clear and bool(match["no"]) == small and passage.free(*match.span()):
        message = f"'{match[0]}' is not so of {one.fact.text}; reword it, or write "
        yield Finding(*match.span(), f"{message}{plainly(match[0])}")


RATIO_OF = re.compile(r"\b(?P<one>[a-z]+)\s+to\s+(?P<other>[a-z]+)\b", re.I)


def _ratio_turned(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "Men outnumber women [3:2]", for the ratio of women to men."""
    if not one.fact.quantity or one.fact.quantity.unit != RATIO:
        return
    of = RATIO_OF.search(one.fact.what.text)
    if not of:
        return
    between = r"(?:outnumber\w*|to|for\s+(?:each|every)|per|over|against)"
    turned = rf"\b{of['other']}\s+{between}\s+{of['one']}\b"
    match = re.search(turned, passage.text, re.I)
    if match and passage.free(*match.span()):
        message = f"'{match[0]}' turns the fact: '{one.fact.what.text}' is {one.fact.text}"
        yield Finding(*match.span(), f"{message}; name them in that order")


TIMES_OF = re.compile(
    r"\s*(?:times\s+)?(?:(?:as|more|larger|higher|bigger)\s+\w+\s+(?:as|than)\s+)?(?:that|those)\s+(?:of|in)\s+"
    r"(?:the\s+)?(?P<whom>[A-Z][\w’'-]+|(?:year|month|quarter|decade)\s+(?:before|earlier)|[a-z]{3,})"
)


def _multiple_of(passage: Passage, one: Statement, meaning: Meaning) -> Iterator[Finding]:
    """ "[5.55] times those of Westland", for a multiple of those of Sudland."""
    if not MULTIPLE_SAID.search(one.fact.what.text):
        return
    yield from _turned(passage, one)
    match = TIMES_OF.match(passage.text, one.end)
    if not match:
        return
    whom = match["whom"]
    generic = GENERIC_STEMS if whom.islower() and " " not in whom else frozenset()
    if stems(whom) & (stems(meaning.text) | generic) or not passage.free(*match.span("whom")):
        return
    message = f"'{whom}' is not of what {one.fact.text} is a multiple: '{one.fact.what.text}'"
    yield Finding(*match.span("whom"), f"{message}; reword it")


# "The traffic of the port as a multiple of its neighbour’s", "exports as a multiple of those of".
MULTIPLE_OF = re.compile(
    r"\bmultiple\s+of\s+(?:(?:that|those)\s+(?:of|in)\s+)?(?:the\s+|its\s+|their\s+)?(?P<whom>[A-Za-z]+)"
)
TIMES_BEFORE = re.compile(
    r"\s*(?:times\s+)?(?P<how>(?:what\s+(?:it\s+was|they\s+were)|(?:as\s+)?(?:much|many|high|large|higher|more|larger)"
    r"\s+(?:as|than))(?:\s+it\s+was)?\s+(?:in\s+\d{4}|a\s+(?:year|decade)\s+(?:ago|before|earlier)"
    r"|the\s+year\s+before))\b"
)


AS_MUCH_AS = re.compile(r"\s*(?:times\s+)?(?:as\s+[a-z]+\s+as|that|those|the|[A-Z])")


def _turned(passage: Passage, one: Statement) -> Iterator[Finding]:
    """ "Sudland’s exports are [5.55] times Norland’s", for a multiple of those of Sudland."""
    of = MULTIPLE_OF.search(one.fact.what.text)
    if not of:
        return
    if (match := TIMES_BEFORE.match(passage.text, one.end)) and passage.free(*match.span("how")):
        message = f"'{match['how']}' is not of what {one.fact.text} is a multiple: "
        yield Finding(*match.span("how"), f"{message}'{one.fact.what.text}'; reword it")
        return
    whom = re.compile(rf"\b{of['whom']}(?=[’'\s])", re.I)
    found = whom.search(passage.text, 0, one.start)
    if found and not whom.search(passage.text, one.end) and "times" in passage.vocabulary:
        behind = AS_MUCH_AS.match(passage.text, one.end)
        between = passage.text[found.end() : one.start]
        if behind and not re.search(r"[,;:.]|\bthan\b", between) and passage.free(*found.span()):
            message = f"'{found[0]}' is that of which {one.fact.text} is a multiple: "
            yield Finding(*found.span(), f"{message}'{one.fact.what.text}'; exchange the two")


def _noun(passage: Passage, i: int, known: bool) -> tuple[str, int] | None:
    """The plural noun that ends the phrase behind a number, and where in the passage it begins.

    It stands inside the link or right after it; where the unit is `known`, behind "more" alone.
    """
    one = passage.statements[i]
    words = one.use.words or one.fact.text
    digits = list(NUMBER.finditer(words))
    inside = words[digits[-1].end() :] if digits and not known else ""
    start = one.end - len(inside)
    behind = passage.text[start : one.end] + passage.after(i)
    if known and not re.match(r"\s+(?:more|fewer|less)\s", behind):
        return None
    seen = 0
    for token in re.finditer(r"[^\s]+", behind[:80]):
        word = token[0].strip(".,;:!?()[]“”\"’'\ufffb\ufffc")
        low = word.lower()
        if re.search(r"[.,;:!?()“”\"]\s*$", behind[: token.start()]):
            return None
        if low in STOP or not WORD.fullmatch(word) or seen >= 4:
            return None
        if low in SCALES_AND_QUALIFIERS or low in COMPARED:
            continue
        seen += 1
        if PLURAL.fullmatch(low) and low not in VERB_S:
            at = start + token.start() + token[0].find(word)
            linked = start + token.start() < one.end
            free = linked or passage.free(at, at + len(word))
            return (word, at) if free and not word[0].isupper() else None
    return None


SCALES_AND_QUALIFIERS = words_of("""
thousand million billion trillion bn tn m k hundred dozen or so plus odd per cent percent
""")


def _counts(noun: str, meaning: Meaning) -> bool:
    root = stem(noun)
    if root in places_of(meaning):
        return False  # "1,240 hospitals", for the beds in them
    if root in GENERIC_STEMS or (ALIKE.get(root, frozenset()) | {root}) & meaning.nouns:
        return True
    long = [known for known in meaning.nouns if len(known) > 4 and len(root) > 4]
    if any(root.startswith(known) or known.startswith(root) for known in long):
        return True
    if noun.lower() in SPELLINGS or noun.lower().rstrip("s") in SPELLINGS:
        return True  # a known unit, which the reader of numbers compares
    if root == "person":
        return meaning.human
    return (
        root in HUMAN_STEMS
        and meaning.human
        and not (meaning.own & HUMAN_STEMS - {"person", "head", "case"})
    )


def places_of(meaning: Meaning) -> frozenset[str]:
    """The roots of where a thing is counted: of "Beds in hospital", hospital.

    None of a long `what`, of what the unit or `words` name, nor of what the quotation counts.
    """
    fact = meaning.fact
    what = fact.what.text
    if len(what.split()) > 8 or what.endswith(".") or not (match := OBJECT.search(what)):
        return frozenset()
    if not PLURAL.fullmatch((what[: match.start()].split() or [""])[-1].lower()):
        return frozenset()
    unit = fact.quantity.unit if fact.quantity else ""
    said = stems(f"{what[: match.start()]} {unit} {fact.label.text} {' '.join(fact.words)}")
    number = fact.quote.find(fact.text.split()[0]) if fact.quote else -1
    behind = fact.quote[number + len(fact.text.split()[0]) :][:40] if number >= 0 else ""
    roots = {stem(word) for word in match["nouns"].split()}
    return frozenset(roots - said - stems(re.split(r"[,;.]", behind)[0]))


def _kind(passage: Passage, i: int, meaning: Meaning, said: bool) -> Iterator[Finding]:
    """A rank is said as a rank, a count as a count, a part as a part.

    `said` says whether the linked words hold an ordinal.
    """
    one = passage.statements[i]
    words = one.use.words
    if not words:
        return
    before, after = passage.text[: one.start], passage.text[one.end :]
    if meaning.ordinal and said and OF_SOME.match(after) and re.search(r"\b[Aa]n?\s+$", before):
        message = f"'{words}' is a part here; the fact is a rank: {one.fact.text}"
        yield Finding(one.start, one.end, message)
    elif meaning.ordinal and not said:
        near = LEADERS.search(before[-24:]) or LEADERS.search(after[:16])
        if not near and not RANKING.search(before[-16:]) and not re.search(r"\d|#", words):
            message = f"'{words}' is a count here; the fact is a rank: {one.fact.text}"
            yield Finding(one.start, one.end, message)
    elif said and not meaning.ordinal and not FRACTION.search(words) and not _ranks(meaning):
        message = f"'{words}' is a rank; the fact is a count: {one.fact.text}"
        yield Finding(one.start, one.end, message)
    if not MULTIPLE.search(words):
        return
    known = MULTIPLE.search(one.fact.text) or MULTIPLE_SAID.search(meaning.text)
    quantity, formula = one.fact.quantity, one.fact.formula
    ratio = formula is not None and "/" in formula.text and quantity and not quantity.unit
    if not known and not ratio and not happened(one, before):
        message = f"'{words}' is a multiple; the fact says {one.fact.text}"
        yield Finding(one.start, one.end, message)


def happened(one: Statement, before: str) -> bool:
    """Whether "was visited [49,800 times]" counts what the unit does, as visits."""
    clause = SPLIT.split(before)[-1]
    unit = one.fact.quantity.unit if one.fact.quantity else ""
    return bool(unit) and stem(unit) in map(stem, WORD.findall(clause))


def _ranks(meaning: Meaning) -> bool:
    """Whether a bare number can be meant as a rank."""
    unit = meaning.fact.quantity.unit if meaning.fact.quantity else ""
    return not unit and bool(PLACE.search(meaning.said))


FRACTION = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|nine)[\s-]+(?:\w+)(?:rds?|ths?|ters?)\b|half|halves",
    re.I,
)


def _opposite(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """ "12 firms opened" for firms that closed: the clause names the opposite of the fact."""
    one = passage.statements[i]
    clause, start = _clause(passage, i)
    if opening := AMONG.search(passage.text, 0, start):
        clause, start = passage.text[opening.start() : start] + clause, opening.start()
    what = one.fact.what.text
    for found in opposed(what, clause):
        if span := passage.own(found, 0, start):
            message = f"'{found[0]}' is the opposite of what {one.fact.text} counts: '{what}'"
            yield Finding(*span, f"{message}; reword it, or write {plainly(found[0])}")
            return
    own = stems(what)
    share = one.fact.quantity is not None and one.fact.quantity.unit == "%"
    denied = "not" in passage.vocabulary or "never" in passage.vocabulary
    for found in DENIED_OWN.finditer(clause) if denied else ():
        if not share and not WERE.search(clause, 0, found.start()):
            continue
        span = passage.own(found, 0, start)
        if not span or span[0] < one.end or stem(found["root"]) not in own - COMMON:
            continue
        if not DENIES.search(what):
            message = f"'{found[0]}' denies what {one.fact.text} counts: '{what}'"
            yield Finding(*span, f"{message}; leave it out")
            return
    if (other := unlike(what, clause)) and (span := passage.own(other, 0, start)):
        message = f"'{other[0]}' is the opposite of what {one.fact.text} counts: "
        yield Finding(*span, f"{message}'{what}'; reword it, or write {plainly(other[0])}")


# "Among women, unemployment was [6%]": who it is of stands before the clause.
AMONG = re.compile(r"(?:(?<=[.!?;:]\s)|\A)\s*(?:among|amongst|of|for)\s+[\w’' -]{2,40},\s*\Z", re.I)


def unlike(what: str, clause: str) -> re.Match[str] | None:
    """ "unsatisfied" in a clause about the satisfied of `what`, where neither has the other."""
    own = stems(what)
    for denied in _denials(what):  # "Employment was" for unemployment
        said = denied["root"].lower()
        subject = re.compile(rf"(?<![\w-]){said}(?=\s+(?:rate\s+)?{STANDS_AT})", re.I)
        found = subject.search(clause)
        if found and stem(denied[0]) not in stems(clause) and stem(said) not in own:
            return found
    for found in _denials(clause):
        root = stem(found["root"])
        if root in own and stem(found[0]) not in own and root not in stems(clause):
            return None if DENIES.search(what) else found  # who never paid are the unpaid
    return None


def _denials(text: str) -> Iterable[re.Match[str]]:
    low = text.lower()
    return UN_WORDS.finditer(text) if "un" in low or "dis" in low or "non" in low else ()


STANDS_AT = r"(?:was|were|is|stood|stands|reached|hit|fell|rose|dropped|climbed)\b"
DENIES = re.compile(r"\b(?:not|no|never|without|non|un\w+|dis\w+)\b", re.I)


@functools.lru_cache(maxsize=4096)
def opposites(what: str) -> tuple[tuple[str, str], ...]:
    """The pairs of which `what` names the first."""
    both = [two for pair in OPPOSITES for two in (pair, pair[::-1])]
    words = what.lower()
    # Most are plain roots, of which none is made a pattern before it is needed.
    tried = [two for two in both if two[0] in words or not two[0].isalpha()]
    found = [two for two in tried if opposite_word(two[0]).search(what)]
    for any_of, line in _siblings():
        if any_of.search(what):
            found += [
                (one, other)
                for one, other in itertools.permutations(line, 2)
                if opposite_word(one).search(what)
            ]
    return tuple(found)


@functools.cache
def _siblings() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The lines of `SIBLINGS`: a pattern of any of its words, and one of each in any number."""
    lines = [
        tuple("|".join(map(_in_any_number, word.split("|"))) for word in line) for line in SIBLINGS
    ]
    return tuple((re.compile(rf"\b(?:{'|'.join(line)})", re.I), line) for line in lines)


def _in_any_number(word: str) -> str:
    """ "ferry" -> a pattern of "ferry" and "ferries"."""
    if re.search("[^aeiou]y$", word):
        return rf"{word[:-1]}(?:y|ies)\b"
    return rf"{word}(?:e?s)?\b"


def opposed(what: str, clause: str) -> Iterator[re.Match[str]]:
    """Words of `clause` that are the opposite of one in `what`, where neither names the other."""
    for mine, other in opposites(what):
        own, against = opposite_word(mine), opposite_word(other)
        neither = not against.search(what) and not own.search(clause)
        if neither and (found := against.search(clause)):
            yield found


@functools.cache
def opposite_word(root: str) -> re.Pattern[str]:
    """`"clos"` -> "closed", "closing", "closures"; a whole word of three letters or fewer."""
    ending = r"(?:\w{0,6})\b"
    if len(root) <= 3 or root in WHOLE or root.endswith(r"\b"):
        ending = r"\b"
    return re.compile(rf"\b(?:{root}){ending}", re.I)


WHOLE = words_of("""
against for day night gross rich poor born lost sold woman women male east west north south
""")


def _clause(passage: Passage, i: int) -> tuple[str, int]:
    """The words of its clause: between the marks, "and"s and other statements around it."""
    one, after = passage.statements[i], passage.after(i)
    cuts = [m.end() for m in SPLIT.finditer(passage.before(i))]
    begin = passage.before_start(i) + (cuts[-1] if cuts else 0)
    cut = SPLIT.search(after)
    end = one.end + (cut.start() if cut else len(after))
    return passage.text[begin:end], begin
