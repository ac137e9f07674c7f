"""Whose it is agrees: beside a point of a series no other point is named in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .fact_words import has_ordinal
from .finding import Finding, plainly
from .meaning import Meaning, Meanings, named
from .passages import Passage, Statement
from .vocabulary import stems, words_of

# What stands before the name of one with whom a number is compared.
COMPARED = re.compile(
    r"(?:\bthan|\bthan\s+in|\bagainst|\bahead\s+of|\bbehind|\bafter|\bover|\bbeside|\bunlike"
    r"|\blike|\bcompared\s+(?:with|to)|\bfrom|\bto|\bby"
    r"|\bbefore|\bpast|\bovertook|\bovertaking|\bpassed|\bbeat|\bbeating|\brivals?|\bsurpass\w*"
    r"|\bwith|\bexcept|\bbesides|\bnear|\bbetween|\bor|\bnor"
    r"|\boutside|\bbut\s+not|\bnot|\bversus|\bbelow|\babove|\bnext\s+to|\bcloser\s+to|\btrail\w*"
    r"|\blead\w*|\bexceed\w*|\boutstrip\w*|\boutnumber\w*)\s+"
    r"(?:the\s+|that\s+of\s+|those\s+of\s+|in\s+|(?:all|both|its)\s+|\S+\s+(?:and|or)\s+)?$",
    re.I,
)
SOURCE = re.compile(
    r"(?:\b[Aa]ccording\s+to\s+(?:the\s+)?|\b(?:says|said|reports|reported)\s+(?:the\s+)?)"
    r"(?P<who>(?:[A-Z][\w&.’'-]*|of|for|and|the)(?:\s+(?:[A-Z][\w&.’'-]*|of|for|and|the))*)"
)
# "..., the OECD says", "figures from the World Bank".
SAYS = re.compile(
    r"(?:\b[Tt]he\s+)?(?P<who>[A-Z][\w&.’'-]*(?:\s+(?:[A-Z][\w&.’'-]*|of|for|and|the))*)\s+"
    r"(?:says|said|reports|reported|estimates|estimated|found|puts|calculates)\b"
    r"|\b(?:figures|data|numbers|statistics|estimates)\s+(?:from|of|by)\s+(?:the\s+)?"
    r"(?P<from>[A-Z][\w&.’'-]*(?:\s+(?:[A-Z][\w&.’'-]*|of|for|and|the))*)"
)
SAYING = words_of("""
according says said reports reported estimates estimated found puts calculates figures data numbers
statistics
""")
# What leads on from a name to a number that is its own: "Northgate’s [1,240]", "Northgate, with".
LEADS_ON = re.compile(
    r"(?:[’']s?)?[\s,(]*(?:which|who|that|with|at|has|had|have|counts?|its|only|just|is|and|\s)*[\s,(]*",
    re.I,
)
BODY = re.compile(
    r"\b(?:Bank|Nations|Organi[sz]ation|Ministry|Bureau|Office|Institute|University|Commission"
    r"|Department|Agency|Council|Fund|Union"
    r"|Association|Daily|Times|News|Post|Journal|Herald|Gazette|Guardian|Reuters|Bloomberg"
    r"|Xinhua|AFP|UN|OECD|IMF|WHO|EU|NATO|WTO|Eurostat|Unesco|UNESCO|Unicef)\b"
)


def named_entities(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """The sentence or table row does not name another point in the place of the one it states."""
    # "The [ten] leading clusters", for a fact that is the tenth, is nobody's own rank.
    numbers = [
        (one, meaning)
        for one in passage.statements
        if one.fact.quantity and (meaning := meanings.of(one.fact))
        if not meaning.ordinal or has_ordinal(one.use.words or one.fact.text)
    ]
    by_group: dict[frozenset[str], list[tuple[Statement, Meaning]]] = {}
    for one, meaning in numbers:
        if meaning.rivals:
            group = frozenset({id for _, id in meaning.rivals} | {one.fact.id})
            by_group.setdefault(group, []).append((one, meaning))
    for stated in by_group.values():
        ids = {one.fact.id for one, _ in stated}
        places = _places(passage, stated[0][1])
        if len(ids) == len(stated) == len(places) > 1 and {id for _, id in places} == ids:
            yield from _exchanged(passage, stated, places)
            continue
        for one, meaning in stated:
            others = [rival for rival in meaning.rivals if len(ids) < 2 or rival[1] not in ids]
            if finding := _of_rival(passage, one, meaning, others):
                yield finding
    for one, meaning in numbers:
        yield from _elsewhere(passage, one, meaning, meanings)
    yield from _source(passage, meanings)


def _exchanged(
    passage: Passage,
    stated: list[tuple[Statement, Meaning]],
    places: list[tuple[int, str]],
) -> Iterator[Finding]:
    """ "Ashford and Bexley have [31] and [12]", for 12 of Ashford's and 31 of Bexley's."""
    for (one, meaning), (at, id) in zip(stated, places, strict=True):
        if one.fact.id != id and not COMPARED.search(passage.text, 0, at):
            message = f"{one.fact.text} is {meaning.names[0]}’s, and the names here come in another"
            yield Finding(one.start, one.end, f"{message} order; exchange the links, or the names")
            return


def _of_rival(
    passage: Passage, one: Statement, meaning: Meaning, others: list[tuple[str, str]]
) -> Finding | None:
    """ "Bexley has [12]", for 12 of Ashford's; `others` are the rivals that are not stated too."""
    around = " ".join(passage.heads)
    if stranger := _stranger(passage, one, meaning, around):
        return stranger
    own = meaning.names[0] if meaning.names else one.fact.what.text
    if any(named(name, passage.text) or named(name, around) for name in meaning.names):
        if not _contrasted(passage, one, meaning, around):
            return None
    elif _partly(meaning, f"{passage.text} {around}"):
        return None
    elif heading := _other_heading(passage, meaning):
        message = f"the heading names '{heading[0]}' where {one.fact.text} is {own}’s; "
        return Finding(one.start, one.end, f"{message}say whose it is, or state {heading[1]}")
    for name, id in others:
        places = [at for at in named(name, passage.text) if passage.free(at, at + len(name))]
        places = [at for at in places if not COMPARED.search(passage.text, 0, at)]
        if places or named(name, around):
            at = places[0] if places else one.start
            message = (
                f"'{name}' stands where {one.fact.text} is {own}’s; write {own}, or state {id}"
            )
            return Finding(at, at + len(name), message)
    return None


# "China has [1,333]": whose it is said to be.
OWNER = re.compile(
    r"(?:^|[,;:]\s|\b(?:and|but|while)\s)(?P<name>(?!(?:It|They|This|That|There|These|Those|Who|What|Which|Nobody"
    r"|Everyone|Everybody|Each|Every|All|Both|None|She|He|We|You|One|Another|Other|Some|Many)\b)"
    r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)*)(?<!s)\s+(?:has|had|counts|counted|boasts|hosts|is\s+home\s+to"
    r"|was\s+home\s+to)\s+(?:about\s+|over\s+|nearly\s+|some\s+|only\s+|just\s+)?$"
)
IN_PLACE = re.compile(
    r"(?:\s+(?!than\b|as\b|and\b|but\b|from\b)[a-z]+){0,3}\s+in\s+(?P<name>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)*)"
)


def _stranger(passage: Passage, one: Statement, meaning: Meaning, around: str) -> Finding | None:
    """ "China has [1,333]", for a number of Shenzhen's, where no member of its group is named."""
    before = passage.text[: one.start]
    match = OWNER.search(before)
    if not match or not meaning.names or not passage.free(*match.span("name")):
        return None
    members = (*meaning.names, *(name for name, _ in meaning.rivals))
    if any(named(name, passage.text) or named(name, around) for name in members):
        return None
    if named(match["name"], meaning.text) or stems(match["name"]) <= meaning.nouns:
        return None
    own = meaning.names[0]
    message = f"'{match['name']}' stands where {one.fact.text} is {own}’s; write {own}, or "
    return Finding(*match.span("name"), f"{message}{plainly(match['name'])}")


def _elsewhere(
    passage: Passage, one: Statement, meaning: Meaning, meanings: Meanings
) -> Iterator[Finding]:
    """ "[12 firms] closed in Beijing", where Beijing is one of whom other facts are."""
    match = IN_PLACE.match(passage.text, one.end)
    if not match or meaning.names or not passage.free(*match.span("name")):
        return
    places = {name for group in meanings.groups.values() for name, _ in group}
    if match["name"] not in places or named(match["name"], meaning.text):
        return
    message = f"'{match['name']}' is not where {one.fact.text} is of: '{one.fact.what.text}'"
    yield Finding(*match.span("name"), f"{message}; leave it out, or {plainly(match['name'])}")


LEAD_IN = re.compile(r"^(?:in|at|for|of|on|around|near)\s+(?:the\s+)?", re.I)


def _contrasted(passage: Passage, one: Statement, meaning: Meaning, around: str) -> bool:
    """Whether its own name stands only as that of one with whom another is compared.

    "Unlike Ashford, Bexley has [31]": not so of "fewer than Ashford’s [31]", nor of a table.
    """
    if any(named(name, around) for name in meaning.names):
        return False
    for name in meaning.names:
        for at in named(name, passage.text):
            if not CONTRAST.search(passage.text, 0, at):
                return False
            denied, end = passage.text[:at].endswith("not "), at + len(name)
            if not denied and LEADS_ON.fullmatch(passage.text[end : max(one.start, end)]):
                return False
    return any(
        not COMPARED.search(passage.text, 0, at) and passage.free(at, at + len(name))
        for name, _ in meaning.rivals
        for at in named(name, passage.text)
        if at < one.start
    )


CONTRAST = re.compile(
    r"\b(?:unlike|neither|nor|than|than\s+in|than\s+at|compared\s+(?:with|to)|not|but\s+not|behind|ahead\s+of)\s+"
    r"(?:the\s+|in\s+|at\s+)?$",
    re.I,
)


def _other_heading(passage: Passage, meaning: Meaning) -> tuple[str, str] | None:
    """The other point (name, id) that is the whole heading above, where the text names none."""
    if not passage.headings or not meaning.rivals or not passage.run.text:
        return None
    heading = passage.headings[0].strip()
    if passage.run.lead:  # "At North Quay:" leads to a list as a heading does
        heading = LEAD_IN.sub("", heading.rstrip(":")).strip()
    names = [*meaning.names, *(name for name, _ in meaning.rivals)]
    if any(named(name, passage.run.text) for name in names):
        return None
    return next((one for one in meaning.rivals if one[0].lower() == heading.lower()), None)


def _places(passage: Passage, meaning: Meaning) -> list[tuple[int, str]]:
    """Where members of the group are named, in order: (offset, id), each member once."""
    found: dict[str, int] = {}
    for name, id in (*((name, meaning.fact.id) for name in meaning.names), *meaning.rivals):
        for at in named(name, passage.text)[:1]:
            if passage.free(at, at + len(name)):
                found[id] = min(at, found.get(id, at))
    return sorted((at, id) for id, at in found.items())


def _partly(meaning: Meaning, text: str) -> bool:
    """Whether a word that only its own name has stands in the text: "the Shenzhen area"."""
    others = {word.lower() for name, _ in meaning.rivals for word in re.findall(r"\w+", name)}
    own = {word for name in meaning.names for word in re.findall(r"\w{4,}", name)}
    return any(
        word.lower() not in others and re.search(rf"\b{re.escape(word)}\b", text, re.I)
        for word in own
    )


def _source(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """ "According to the World Bank" stands beside a figure of the World Bank's."""
    if passage.vocabulary.isdisjoint(SAYING):
        return
    match, group = SOURCE.search(passage.text), "who"
    if not match and (match := SAYS.search(passage.text)):
        group = "who" if match["who"] else "from"
    if not match or not BODY.search(match[group]) or not passage.free(*match.span(group)):
        return
    start, end = match.span()
    if all(";" in passage.text[min(end, s.end) : max(start, s.start)] for s in passage.statements):
        return  # it says another thing
    texts: list[str] = []
    for one in passage.statements:
        source, text = meanings.story.sources.get(one.fact.source), meanings.of(one.fact).text
        if source is None:
            return
        texts += [source.title, source.publisher, source.id, text, one.fact.reading, source.url]
    whole = " ".join(texts).lower()
    if not any(word.lower() in whole for word in re.findall(r"[A-Z][\w&]{2,}", match[group])):
        name = match[group].strip(" .")
        first = passage.statements[0].fact
        publisher = meanings.story.sources[first.source].publisher
        message = f"'{name}' is not the source of {first.text}, which is {publisher}; name that"
        yield Finding(*match.span(group), f"{message}, or write {plainly(name)}")
