"""Links each figure of the chapters whose fact is sure; tells of the others why they are not.

A fact is sure where it alone says the figure, and the sentence, its headings or its row of a table
speak of what the fact counts. What a sentence may say around a figure is judged by the rules of
`checking/sentences`, and the whole story is checked before a link is kept.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from ..checking.checks import check, check_edition
from ..checking.sentences.fact_words import FactWords
from ..checking.sentences.meaning import DATE, Meaning, Meanings, named
from ..checking.sentences.passages import Passage, headings_of, in_run
from ..checking.sentences.ranking import WANTS_A_CLAIM
from ..checking.sentences.rules import headings_above, rules_of
from ..checking.sentences.time_expressions import MONTH_WORDS, Time, agree, times
from ..checking.sentences.vocabulary import ALIKE, stems
from ..evidence.documents import Document
from ..evidence.kept import document, shelf
from ..model import BOUND, Fact, Prose, Run, Story, Use
from ..numbers.languages import grammar
from ..numbers.quantity import Figure
from ..numbers.statements import figures, misstatement
from ..numbers.units import PERCENT, POINTS
from ..parsing.story import read_editions, read_story
from ..problem import Location, Problem

ROUNDS = 12  # in which links that a check refuses are taken back
HALF, MOST = 0.5, 0.75  # of the words of a fact
MANY = 3  # words that a sentence shares with a fact
SHOWN = 3  # candidates that are listed
# A word with a capital inside a sentence.
NAME = re.compile(r"(?<=[^.!?:\s“\"]\s)[A-Z][a-z][\w’'-]+")
DAY = re.compile(rf"{MONTH_WORDS.pattern}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?")
MARKUP = re.compile(r"[\[\]()*_`<>\\]")
VALUE = re.compile(r"(?P<head>\s*(?:- )?[\w-]+:\s+)(?P<value>[^\"'|>\s].*?)(?P<tail>\s+#.*)?$")
# Words that say how a number is meant, and not of what.
MEASURES = stems(
    "share number total rise fall growth increase decrease change average value percent percentage"
    " point figure amount level rate what more less fewer than there had been has have are it they"
    " who will would be as up down about all some by"
)


class Bound(Struct, frozen=True):
    """A figure at a place, with the fact it is linked to; "" and why not, where that is not sure.

    `candidates` are facts that its words say.
    """

    where: str
    words: str
    fact: str
    candidates: tuple[str, ...]
    reason: str


class _Open(Struct, frozen=True):
    """A figure that is linked to nothing: its run, the uses of that, the headings above it."""

    prose: Prose
    run: Run
    uses: tuple[Use, ...]
    above: tuple[str, ...]
    before: str  # what its paragraph and the one before say ahead of it
    figure: Figure


class _Likely(Struct, frozen=True):
    """A fact that a figure may state: how many of its words stand around, and how exactly."""

    fact: Fact
    hits: int
    part: float
    exact: bool
    timed: bool
    reason: str  # what speaks against it, or that too little speaks for it, or ""
    against: bool  # whether something speaks against it


class _Link(Struct, frozen=True):
    """Words of a file, from one offset to another, to be linked to a fact."""

    path: str
    start: int
    end: int
    fact: str
    line: int


def bind(
    story: Story,
    texts: Mapping[str, str],
    files: Mapping[str, bytes],
    dry: bool = False,
    main: Story | None = None,
) -> tuple[tuple[Bound, ...], dict[str, str]]:
    """Every figure that is bound to no fact, with what becomes of it; the new text of each file.

    `texts` are the author's files, `files` all of the story by path. Places are those of the new
    texts, or of the old ones if nothing shall be written: `dry`. Where `story` is an edition, its
    chapters state what those of the `main` one do.
    """
    meanings = Meanings(story)
    said = _said_in(story, files)
    judged: dict[int, tuple[_Open, str, tuple[str, ...], str]] = {}
    links: dict[int, _Link] = {}
    for n, one in enumerate(_open(story)):
        fact, candidates, reason = _judge(one, meanings, said, _stated(one, main))
        judged[n] = (one, fact, candidates, reason)
        if fact and (link := _link(one, fact, texts)):
            links[n] = link
        elif fact:
            judged[n] = (one, "", candidates, "marks stand in its words; link it by hand")
    kept, refused = _kept(links, texts, files, story.site.language if main else "")
    found = []
    for n, (one, fact, candidates, reason) in judged.items():
        sure = fact if n in kept else ""
        found.append(
            Bound(
                str(_place(one, {} if dry else kept, texts)),
                " ".join(one.figure.text.split()),
                sure,
                candidates,
                "" if sure else refused.get(n, reason),
            )
        )
    changed = _edited(list(kept.values()), texts)
    return tuple(found), {path: text for path, text in changed.items() if text != texts[path]}


def as_text(found: Sequence[Bound], dry: bool = False) -> str:
    """For a terminal: what was linked, then what was not and why."""
    bound = [one for one in found if one.fact]
    others = [one for one in found if not one.fact]
    if not found:
        return "every figure is bound to a fact"
    lines = [f"{one.where}: [{one.words}](fact:{one.fact})" for one in bound]
    if others:
        lines += ["", "Not bound:"] if lines else ["Not bound:"]
        lines += [f"{one.where}: '{one.words}'{_may_be(one)}: {one.reason}" for one in others]
    would = "would be bound" if dry else "bound"
    return "\n".join([*lines, "", f"{len(bound)} of {len(found)} figures {would}"])


def unbound(found: Sequence[Bound]) -> list[Problem]:
    """A problem for each figure that could not be bound."""
    return [Problem(Location(one.where), one.reason, one.words) for one in found if not one.fact]


def _may_be(one: Bound) -> str:
    shown = ", ".join(one.candidates[:SHOWN])
    more = " …" if len(one.candidates) > SHOWN else ""
    return f" may be {shown}{more}" if shown else ""


def _place(one: _Open, kept: Mapping[int, _Link], texts: Mapping[str, str]) -> Location:
    """Where a figure stands once the links that are kept have been written."""
    where = one.run.at(one.figure.start)
    at = _offset(texts.get(where.path, ""), where)
    shift = 0
    for link in kept.values():
        if link.path == where.path:
            written = ((link.start, 1), (link.end, len(f"](fact:{link.fact})")))
            shift += sum(n for start, n in written if at - where.column < start <= at)
    return Location(where.path, where.line, where.column + shift)


# What is to be bound


def _open(story: Story) -> Iterator[_Open]:
    """The figures of the chapters, and of the story's own title and description, without a link."""
    proses = [story.site.title, story.site.description]
    for chapter in story.chapters:
        proses += [chapter.title, chapter.summary, chapter.body]
    above = headings_above(story)
    for prose in proses:
        stated = iter([use for use in prose.uses if use.kind in ("fact", "plain")])
        last = ""
        for run in prose.runs:
            uses = tuple(next(stated) for _ in range(run.text.count(BOUND)))
            headings = headings_of(run, above.get(id(prose), {}))
            for figure in figures(run.text, story.site.names, story.site.language):
                if BOUND not in figure.text:
                    ends = grammar(story.site.language).sentence_end
                    before = _before(f"{last}\n\n{run.text[: figure.start]}", figure, ends)
                    yield _Open(prose, run, uses, headings, before, figure)
            last = run.text


def _before(text: str, figure: Figure, sentence_end: re.Pattern[str]) -> str:
    """The sentences of a text but those that hold the figure's words: they speak of another use."""
    ends = [0, *(match.end() for match in sentence_end.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in itertools.pairwise(ends)]
    return " ".join(part for part in parts if figure.text not in part)


# Which fact it is


def _stated(one: _Open, main: Story | None) -> frozenset[str] | None:
    """The facts that the main edition states in the same chapter, or in its title; None if none."""
    if main is None:
        return None
    name = PurePosixPath(one.run.at(0).path).name
    proses = [main.site.title, main.site.description] if name == "data.yaml" else []
    for chapter in main.chapters:
        if PurePosixPath(chapter.path).name == name:
            proses += [chapter.title, chapter.summary, chapter.body]
    return frozenset(use.target for prose in proses for use in prose.uses if use.kind == "fact")


def _judge(
    one: _Open, meanings: Meanings, sources: Mapping[str, str], stated: frozenset[str] | None
) -> tuple[str, tuple[str, ...], str]:
    """The id of the one fact that is sure, or ""; all that the words say; why none is sure.

    `stated` are the facts that may be meant, where the main edition tells which.
    """
    if one.figure.quantity is None:
        return "", (), "this is no definite number"
    language = meanings.story.site.language
    said = [
        fact
        for fact in meanings.story.facts.values()
        if fact.quantity
        and (stated is None or fact.id in stated)
        and misstatement(one.figure.text, fact.quantity, language) is None
    ]
    likely = [_likely(one, fact, meanings, sources.get(fact.source, "")) for fact in said]
    likely.sort(key=lambda each: (bool(each.reason), not each.exact, -each.hits, -each.part))
    candidates = tuple(each.fact.id for each in likely)
    if not likely:
        return _nearly(one, meanings.story)
    alone = stated is not None and len(said) == 1 and not likely[0].against
    if alone and (likely[0].hits or not _plain(said[0])):
        return said[0].id, candidates, ""
    sure = [each for each in likely if not each.reason]
    if not sure:
        return "", candidates, likely[0].reason
    best = sure[0]
    rivals = [
        each
        for each in sure[1:]
        if not _same(best.fact, each.fact, meanings) and not _better(best, each)
    ]
    if rivals:
        return "", candidates, "the sentence does not tell which of these facts it states"
    return best.fact.id, candidates, ""


def _nearly(one: _Open, story: Story) -> tuple[str, tuple[str, ...], str]:
    """For a figure that no fact says: the ids of facts with its value, and what differs."""
    figure, language = one.figure, story.site.language
    near = {
        id: said
        for id, fact in story.facts.items()
        if (said := fact.quantity)
        and figure.quantity
        and (said.value, said.unit) == (figure.quantity.value, figure.quantity.unit)
    }
    reasons = (misstatement(figure.text, said, language) for said in near.values())
    return "", tuple(near), next(reasons, None) or "no fact says it"


def _said_in(story: Story, files: Mapping[str, bytes]) -> dict[str, str]:
    """All words of each kept source, in small letters, by its id."""
    kept = shelf(files)
    found = {}
    for source in story.sources.values():
        read = document(kept[source.file].named(source.encoding)) if source.file in kept else None
        if isinstance(read, Document):
            cells = (cell for table in read.tables for row in table.rows for cell in row)
            words = " ".join((source.title, source.publisher, source.id, read.text, *cells))
            found[source.id] = words.lower()
    return found


def _stranger(sentence: str, fact: Fact, source: str) -> str:
    """A name in a sentence that the fact's kept source never says, so it is another's; or ""."""
    for match in NAME.finditer(sentence) if source else ():
        name = match[0].lower().removesuffix("’s").removesuffix("'s")
        known = f"{source} {fact.what.text} {fact.label.text}".lower()
        if name not in known and not DAY.fullmatch(match[0]):
            return match[0]
    return ""


def _likely(one: _Open, fact: Fact, meanings: Meanings, source: str) -> _Likely:
    meaning = meanings.of(fact)
    story = meanings.story
    passage = _linked(one, fact, story.site.language)
    quantity, figure = fact.quantity, one.figure.quantity
    exact = bool(quantity and figure and quantity.value == figure.value)
    if passage is None:
        return _Likely(fact, 0, 0, exact, False, "the sentence around it cannot be read", True)
    hits, part, little = _agreement(one, passage, meaning, meanings.words)
    spoken = _times(one, passage, meanings)
    timed = any(agree(time, meaning.spans) for time in spoken)
    rules = rules_of(story.site.language)
    findings = (finding for rule in rules for finding in rule(passage, meanings))
    reason = next((one.message for one in findings if WANTS_A_CLAIM not in one.message), "")
    if name := _stranger(passage.text, fact, source):
        reason = f"its source names no {name}"
    ordinal = bool(meanings.words.ordinal.search(fact.text))
    if ordinal != (one.figure.core.kind == "ordinal"):
        reason = f"a rank is no count: the fact says {fact.text}"
    elif spoken and meaning.spans and not timed:
        reason = f"the fact is of {fact.when or fact.key}, and the sentence names another time"
    return _Likely(fact, hits, part, exact, timed, reason or little, bool(reason))


def _linked(one: _Open, fact: Fact, language: str) -> Passage | None:
    """The sentence as if the figure were linked to the fact, its other figures to nothing."""
    text, figure = one.run.text, one.figure
    at = text[: figure.start].count(BOUND)
    use = Use("fact", fact.id, " ".join(figure.text.split()), one.run.at(figure.start))
    run = replace(one.run, text=text[: figure.start] + BOUND + text[figure.end :])
    uses = [*one.uses[:at], use, *one.uses[at:]]
    found = in_run(run, uses, {fact.id: fact}, one.above, language)
    return next((p for p in found if any(said.use is use for said in p.statements)), None)


def _agreement(
    one: _Open, passage: Passage, meaning: Meaning, words: FactWords
) -> tuple[int, float, str]:
    """How many words of a fact stand around, which part of them that is, and why it is too little.

    Names of points are looked for first: a point by name is meant only where it is named.
    """
    fact = meaning.fact
    around = " ".join((*passage.heads, *one.above))
    near = words.roots(passage.text) | words.roots(around)
    far = near | words.roots(one.before)
    point = bool(fact.series) and not DATE.fullmatch(fact.key)
    names = [*meaning.names, fact.label.text] if fact.label else [*meaning.names]
    where = f"{passage.text} {around} {one.before}"
    by_name = any(name and named(name, where) for name in names)
    if point and names and not by_name:
        return 0, 0, f"nothing around it names {names[0]}, whose figure {fact.id} is"
    own = _telling(f"{fact.what.text} {fact.label.text}", words)
    close = _shared(own, near)
    wide = _shared(own, far)
    quote = _telling(fact.quote, words)
    copied = len(_shared(quote, words.roots(passage.text))) / max(min(len(quote), 12), 1)
    part = max(len(wide) / max(len(own), 1), copied if fact.quote else 0)
    hits = len(close) + by_name
    if not hits:
        return 0, part, f"nothing in the sentence says that it is: {fact.what.text}"
    alone = _plain(fact) and bool(fact.quantity and not fact.quantity.unit)
    wanted = MOST if _plain(fact) and not by_name else HALF
    enough = part >= wanted or (len(wide) >= MANY and hits > 1 and part >= HALF)
    if not enough or (alone and hits < 2 and part < 1):
        return hits, part, f"too little in the sentence says that it is: {fact.what.text}"
    return hits, part, ""


def _plain(fact: Fact) -> bool:
    """Whether many things may have this number: two figures or fewer, a percentage or no unit."""
    value = fact.quantity.value if fact.quantity else Decimal(0)
    few = len(value.normalize().as_tuple().digits) < MANY
    return few and (fact.quantity is None or fact.quantity.unit in ("", PERCENT, POINTS))


def _telling(text: str, words: FactWords) -> frozenset[str]:
    return words.roots(text) - words.common - MEASURES


def _shared(words: frozenset[str], near: frozenset[str]) -> frozenset[str]:
    """The words that also stand in `near`, or of which a synonym does."""
    return frozenset(word for word in words if word in near or ALIKE.get(word, frozenset()) & near)


def _times(one: _Open, passage: Passage, meanings: Meanings) -> list[Time]:
    """The times that the sentence names, or else its row of a table or its headings."""
    published = meanings.story.site.published
    for text in (passage.text, *passage.heads, *one.above):
        if found := [time for by in (*meanings.words.times, times) for time in by(text, published)]:
            return found
    return []


def _same(one: Fact, other: Fact, meanings: Meanings) -> bool:
    """Whether two facts say the same of the same thing, as a text and its table do."""
    a, b = one.quantity, other.quantity
    if a is None or b is None or (a.value, a.qualifier) != (b.value, b.qualifier):
        return False
    if a.unit != b.unit and "" not in (a.unit, b.unit):
        return False
    mine, theirs = meanings.of(one).spans, meanings.of(other).spans
    apart = bool(mine) != bool(theirs) or (
        mine and not any(x <= q and p <= y for x, y in mine for p, q in theirs)
    )
    words, others = (_telling(fact.what.text, meanings.words) for fact in (one, other))
    few = min(len(words), len(others))
    return not apart and len(_shared(words, others)) * 2 > few


def _better(best: _Likely, other: _Likely) -> bool:
    """Whether one candidate is so much likelier that the other is not meant."""
    surer = (best.exact and not other.exact) or (best.timed and not other.timed)
    if surer and best.hits >= other.hits:
        return True
    nearer = best.hits > other.hits and best.part > other.part
    return nearer and (best.hits >= other.hits + 2 or best.part > other.part + HALF)


# What is written


def _link(one: _Open, fact: str, texts: Mapping[str, str]) -> _Link | None:
    """Where the words stand in their file; None where marks stand in or between them."""
    first, last = one.run.at(one.figure.start), one.run.at(one.figure.end - 1)
    text = texts.get(first.path, "")
    start, end = _offset(text, first), _offset(text, last)
    written = text[start : end + 1]
    rest = re.match(r"[\w;]*;", text[end:]) if text[end : end + 1] == "&" else None
    written += rest[0][1:] if rest else ""
    spoken = " ".join(html.unescape(written).split())
    if MARKUP.search(written) or spoken != " ".join(one.figure.text.split()):
        return None
    return _Link(first.path, start, start + len(written), fact, first.line)


def _offset(text: str, where: Location) -> int:
    before = text.split("\n")[: where.line - 1]
    return sum(len(line) + 1 for line in before) + where.column - 1


def _edited(links: Sequence[_Link], texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with the words linked, from the end of each file to its start."""
    edited = dict(texts)
    for link in sorted(links, key=lambda one: (one.path, one.start), reverse=True):
        text = edited[link.path]
        words = text[link.start : link.end]
        before, after = text[: link.start], text[link.end :]
        edited[link.path] = f"{before}[{words}](fact:{link.fact}){after}"
    return {path: _quoted_heads(text, texts[path]) for path, text in edited.items()}


def _quoted_heads(text: str, before: str) -> str:
    """YAML reads a value that begins with a bracket as a list: such a value comes into quotes."""
    if text == before:
        return text
    lines = text.split("\n")
    for n, (line, old) in enumerate(zip(lines, before.split("\n"), strict=True)):
        if n and lines[n - 1] != "" and line == "---":
            break
        match = VALUE.fullmatch(line) if line != old else None
        if match and match["value"].startswith("[") and '"' not in match["value"]:
            lines[n] = f'{match["head"]}"{match["value"]}"{match["tail"] or ""}'
    return "\n".join(lines)


def _kept(
    links: Mapping[int, _Link], texts: Mapping[str, str], files: Mapping[str, bytes], edition: str
) -> tuple[dict[int, _Link], dict[int, str]]:
    """The links at which no check finds anything new; of the others what was found.

    `edition` is the language of the one that is bound, or "" for the main one.
    """
    kept, refused = dict(links), dict[int, str]()
    before = _problems(texts, files, edition) if links else []
    known = {(one.where.path, one.message) for one in before}
    for _ in range(ROUNDS):
        found = _problems(_edited(list(kept.values()), texts), files, edition) if kept else []
        new = [
            one
            for one in found
            if (one.where.path, one.message) not in known and WANTS_A_CLAIM not in one.message
        ]
        guilty = {n: one.message for one in new if (n := _nearest(one, kept)) is not None}
        if not guilty:
            break
        refused |= guilty
        kept = {n: link for n, link in kept.items() if n not in guilty}
    return kept, refused


def _nearest(problem: Problem, links: Mapping[int, _Link]) -> int | None:
    """The link that is nearest to a problem, in lines, of those of its file."""
    near = [
        (abs(link.line - problem.where.line), n)
        for n, link in links.items()
        if link.path == problem.where.path
    ]
    return min(near)[1] if near else None


def _problems(texts: Mapping[str, str], files: Mapping[str, bytes], edition: str) -> list[Problem]:
    story, problems = read_story(texts, files=files)
    if not edition:
        return [*problems, *check(story)]
    others, found = read_editions(story, texts, files)
    other = next(each for each in others if each.site.language == edition)
    return [*problems, *found, *check_edition(other, story)]
