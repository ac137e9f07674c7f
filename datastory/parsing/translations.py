"""The story in another language: content/zh/, whose words stand over the facts of the main one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec.structs import replace

from ..evidence.proof import Assumed, Reading
from ..model import Chapter, Chart, Fact, Move, Notice, Prose, Series, Site, Source, Story
from ..numbers.languages import grammar
from ..numbers.languages.grammar import Grammar
from ..numbers.quantity import Quantity
from ..numbers.statements import misstatement, only_figure
from ..numbers.values import parse_value
from ..phrases import Phrases
from ..problem import Checked, Location, Problem, Refused, collect, did_you_mean
from .chapters import read_chapters, read_chart
from .markup import read_inline, worded
from .nodes import Node, Scalar, text_of
from .shape import (
    EditionChangeShape,
    EditionFactShape,
    EditionNoticeShape,
    EditionShape,
    EditionSiteShape,
    EditionSourceShape,
    entries,
    fields,
    items,
    keyed,
    names,
    scalars,
)
from .yaml_file import read_yaml

Said = Mapping[str, Node]
CHAPTER = re.compile(r"content/[^/]+/[^/]+\.md")
PROSES = ("what", "label", "note")
SENTENCES = ("reading", "also", "assumed")


class Dated(NamedTuple):
    """An entry of a list in the edition's data.yaml, by which it is told from its neighbours."""

    day: str
    where: Location
    words: Node


class FactWords(NamedTuple):
    """What the edition says of a fact or a series, by key, and where its entry begins."""

    where: Location
    said: Said
    history: tuple[Dated, ...]


def read_edition(
    story: Story, language: str, texts: Mapping[str, str], phrases: Phrases
) -> Checked[Story]:
    """The edition of `story` in a language, from the files of its folder by path.

    It has the story's values, proofs and drawings, and words of its own. What has no words there
    is a problem, as are words for what the story does not have.
    """
    folder, path = f"content/{language}/", f"content/{language}/data.yaml"
    if path not in texts:
        message = "this file is missing; it holds the words of data.yaml in this language"
        yield Problem(Location(path), message)
    node, found = read_yaml(texts.get(path, ""), path)
    yield from found
    said = (yield from fields(node, EditionShape, path)) if node else {}
    words = yield from _fact_words(said.get("facts"), story)
    nothing = FactWords(Location(path), {}, ())
    by = grammar(language)
    facts = {}
    for id, fact in story.facts.items():
        own, shared = words.get(id, nothing), words.get(fact.series, nothing)
        facts[id] = yield from _fact(fact, own, shared, by, phrases)
    yield from _needless(story, words)
    if path in texts:
        yield from _untold(story, facts, words, path)
        yield from _times_untold(facts, words, by, path)
    charts = yield from _charts(story, folder, texts)
    chapters = yield from _chapters(story, folder, texts)
    site = yield from _site(story.site, said.get("site"), phrases, language)
    moved = yield from _moved(story, said.get("moved"), path)
    return Story(
        site=replace(
            worded(site, facts), notices=tuple(worded(one, facts) for one in site.notices)
        ),
        sources=(yield from _sources(story, said.get("sources"))),
        facts={id: worded(fact, facts) for id, fact in facts.items()},
        series={
            id: _series(one, words.get(id, nothing).said, facts) for id, one in story.series.items()
        },
        chapters=tuple(worded(chapter, facts) for chapter in chapters),
        charts={name: worded(chart, facts) for name, chart in charts.items()},
        moved=moved,
        unread=story.unread,
    )


def _site(main: Site, node: Node | None, phrases: Phrases, language: str) -> Checked[Site]:
    said = (yield from fields(node, EditionSiteShape, "site")) if node else {}
    author, publisher = (
        text_of(said.get(key)) or getattr(main, key) for key in ("author", "publisher")
    )
    return replace(
        main,
        title=(yield from read_inline(said.get("title"))),
        description=(yield from read_inline(said.get("description"))),
        url=f"{main.url}{language}/",
        folder=f"{language}/",
        language=language,
        phrases=phrases,
        author=author,
        publisher=author
        if main.publisher == main.author and "publisher" not in said
        else publisher,
        names=items(said.get("names")),
        limits=(),
        notices=(yield from _notices(main, said.get("notices"), node.where if node else None)),
        where=node.where if node else main.where,
    )


def _notices(main: Site, node: Node | None, site: Location | None) -> Checked[tuple[Notice, ...]]:
    """The notices of the main edition in the words that are given for their days, in order."""
    told = yield from _dated(node, EditionNoticeShape, "date", "text", "a notice")
    notices = []
    for notice in main.notices:
        found = next((one for one in told if one.day == notice.date), None)
        if found:
            told.remove(found)
            words = yield from read_inline(found.words)
            links = (*words.links, *(one for one in notice.text.links if not one.text))
            notices.append(replace(notice, text=replace(words, links=links)))
        elif site:
            message = f"the notice of {notice.date} needs its words here; it is "
            message += f"“{notice.text.text}”:  notices: [{{date: {notice.date}, text: …}}]"
            yield Problem(site, message)
    for one in told:
        more = " more" if any(notice.date == one.day for notice in notices) else ""
        message = f"site.notices of data.yaml has no{more} notice of {one.day}"
        yield Problem(one.where, message, one.day)
    return tuple(notices)


def _dated(
    node: Node | None,
    shape: type[EditionNoticeShape | EditionChangeShape],
    day: str,
    words: str,
    what: str,
) -> Checked[list[Dated]]:
    """The entries of a list of words, each of a day: `[{until: 2026-03-01, note: …}]`."""
    found = []
    advice = f"write a list of entries, each beginning with '- {day}:'"
    for item in (yield from entries(node, advice)):
        said = yield from fields(item, shape, what)
        text = scalars(said)
        if {day, words} <= text.keys():
            found.append(Dated(text[day], said[day].where, said[words]))
    return found


def _moved(story: Story, node: Node | None, path: str) -> Checked[tuple[Move, ...]]:
    """What moved, and in the edition's words why the rest is gone: `"/charts/old/": …`.

    Those words are "" where it has none; whether they are needed tells the ledger.
    """
    gone = {move.old for move in story.moved if move.gone}
    own: dict[str, tuple[str, Location]] = {}
    advice = 'moved: a list of addresses, each with why it is gone:  "/charts/old/": …'
    for address, where, said in (yield from keyed(node, advice)):
        if address not in gone:
            message = f"moved: of data.yaml does not say that '{address}' is gone"
            yield Problem(where, message + did_you_mean(address, gone), address)
        elif text_of(said).strip():
            own[address] = text_of(said), where
        else:
            yield Problem(where, f"'{address}' needs words: why it is gone", address)
    elsewhere = node.where if node else Location(path)
    moves = []
    for move in story.moved:
        why, where = own.get(move.old, ("", elsewhere))
        moves.append(replace(move, gone=why, where=where))
    return tuple(moves)


def _sources(story: Story, node: Node | None) -> Checked[dict[str, Source]]:
    """Names of documents stay as they are where an edition gives them no other."""
    sources = dict(story.sources)
    for name, where, entry in (yield from names(node, "sources")):
        if name not in sources:
            message = f"there is no source '{name}'{did_you_mean(name, sources)}"
            yield Problem(where, message, name)
            continue
        said = yield from fields(entry, EditionSourceShape, f"the source '{name}'")
        sources[name] = replace(sources[name], where=where, **scalars(said))
    return sources


def _fact_words(node: Node | None, story: Story) -> Checked[dict[str, FactWords]]:
    """The words that an edition gives to facts and series, by id."""
    found: dict[str, FactWords] = {}
    advice = "facts: the words of each fact, by its id:  rd: {what: …}"
    for id, where, entry in (yield from keyed(node, advice)):
        if id not in story.facts and id not in story.series:
            message = f"there is no fact '{id}'{did_you_mean(id, (*story.facts, *story.series))}"
            yield Problem(where, message, id)
            continue
        said = yield from fields(entry, EditionFactShape, f"the fact '{id}'")
        history = yield from _dated(
            said.get("history"), EditionChangeShape, "until", "note", "an entry of history"
        )
        found[id] = FactWords(where, said, tuple(history))
    return found


def _needless(story: Story, words: Mapping[str, FactWords]) -> Iterator[Problem]:
    """Words for what data.yaml does not have: they would be read by nobody."""
    for id, own in words.items():
        facts = [one for one in story.facts.values() if id in (one.id, one.series)]
        for key in (*PROSES, *SENTENCES, "when"):
            if key in own.said and not any(getattr(fact, key) for fact in facts):
                message = f"'{id}' has no '{key}' in data.yaml; take it out here, or write it there"
                yield Problem(own.said[key].where, message)
        days = [change.until for fact in facts for change in fact.history if change.note]
        for one in own.history:
            if one.day not in days:
                message = f"'{id}' has no entry of history with a note until {one.day} in data.yaml"
                yield Problem(one.where, f"{message}{did_you_mean(one.day, days)}", one.day)


def _fact(
    fact: Fact, of_fact: FactWords, of_series: FactWords, by: Grammar, phrases: Phrases
) -> Checked[Fact]:
    """The fact in the words of the edition; those of its series hold where it has none."""
    own, series = of_fact.said, of_series.said

    def prose(key: str) -> Checked[Prose]:
        if not getattr(fact, key):
            return Prose("", "")
        return (yield from read_inline(own.get(key) or series.get(key)))

    def sentence(key: str, main: str) -> str:
        node = own.get(key) or series.get(key)
        return text_of(node) if main else ""

    proof = fact.proof
    if isinstance(proof, Reading):
        proof = replace(proof, how=sentence("reading", proof.how))
    elif isinstance(proof, Assumed):
        proof = replace(proof, why=sentence("assumed", proof.why))
    notes = [*of_fact.history, *of_series.history]
    history = []
    for change in fact.history:
        note = next((one for one in notes if change.note and one.day == change.until), None)
        if note:
            notes.remove(note)
        words = text_of(note.words) if note else ""
        history.append(replace(change, value=_printed(change.value, by), note=words))
    return replace(
        fact,
        when=sentence("when", fact.when) or fact.when,
        what=(yield from prose("what")),
        label=(yield from prose("label")),
        note=(yield from prose("note")),
        also=sentence("also", fact.also),
        text=(yield from _text(fact, own.get("text"), by, phrases)),
        words=items(own.get("words")),
        proof=proof,
        history=tuple(history),
    )


def _text(fact: Fact, node: Node | None, by: Grammar, phrases: Phrases) -> Checked[str]:
    """The fact's value as the language prints it, or in the form that the edition gives it."""
    if fact.quantity is None:
        return phrases.said.get("figure.true", fact.text)
    if not isinstance(node, Scalar):
        return by.written(fact.quantity)
    said = only_figure(node.text, by.code)
    reason = misstatement(node.text, fact.quantity, by.code)
    exact = not isinstance(said, Refused) and said.quantity and said.quantity.value
    if reason or exact != fact.quantity.value:
        form = by.written(fact.quantity)
        message = f"text: {reason or f'this is not the whole value, {form}'}"
        yield Problem(node.where, message, node.text)
    return node.text


def _printed(value: str, by: Grammar) -> str:
    """An old value as the language prints it; what is no value stays as it is."""
    read = parse_value(value)
    return by.written(read) if isinstance(read, Quantity) else value


def _untold(
    story: Story, facts: Mapping[str, Fact], words: Mapping[str, FactWords], path: str
) -> Iterator[Problem]:
    """Words of the main edition that have none in this one; what points share is told once."""
    lacking: dict[tuple[str, str], str] = {}
    for id, fact in story.facts.items():
        series = story.series.get(fact.series)
        for key in PROSES:
            main: Prose = getattr(fact, key)
            if main and not getattr(facts[id], key):
                shared = series and key == "what" and main.where == series.what.where
                lacking.setdefault((fact.series if shared else id, key), main.text)
        for key in SENTENCES:
            if getattr(fact, key) and not getattr(facts[id], key):
                lacking[id, key] = getattr(fact, key)
        if fact.claim and fact.words and not facts[id].words:
            lacking[id, "words"] = ", ".join(fact.words)
    for (id, key), text in lacking.items():
        where = words[id].where if id in words else Location(path)
        yield Problem(where, f"'{id}' needs '{key}' here; it is “{text}”", id)
    yield from _notes_untold(story, facts, words, path)


def _times_untold(
    facts: Mapping[str, Fact], words: Mapping[str, FactWords], by: Grammar, path: str
) -> Iterator[Problem]:
    """Times in words of another language that the grammar cannot say in this one."""
    told: set[tuple[str, str]] = set()
    for id, fact in facts.items():
        group = fact.series or id, fact.when
        if group not in told and by.strange and by.strange.search(by.date(fact.when)):
            told.add(group)
            where = words[id].where if id in words else Location(path)
            yield Problem(where, f"'{group[0]}' needs 'when' here; it is “{fact.when}”", id)


def _notes_untold(
    story: Story, facts: Mapping[str, Fact], words: Mapping[str, FactWords], path: str
) -> Iterator[Problem]:
    """Notes of history that have no words here; one that points of a series share is told once."""
    changes = [(fact, change) for fact in story.facts.values() for change in fact.history]
    points = Counter((fact.series, change.where) for fact, change in changes)
    own = (change for id in story.facts for change in facts[id].history)
    lacking: dict[tuple[str, str], str] = {}
    for (fact, change), ours in zip(changes, own, strict=True):
        if change.note and not ours.note:
            shared = fact.series and points[fact.series, change.where] > 1
            lacking.setdefault((fact.series if shared else fact.id, change.until), change.note)
    for (id, day), note in lacking.items():
        where = words[id].where if id in words else Location(path)
        message = f"'{id}' needs the note of {day} here; it is “{note}”:  "
        yield Problem(where, f"{message}history: [{{until: {day}, note: …}}]", id)


def _series(series: Series, said: Said, facts: Mapping[str, Fact]) -> Series:
    what, _ = collect(read_inline(said.get("what")))  # its first fact has the same problems
    return worded(replace(series, what=what or facts[series.points[0]].what), facts)


def _charts(story: Story, folder: str, texts: Mapping[str, str]) -> Checked[dict[str, Chart]]:
    """The charts of the story with their words in `content/zh/charts/NAME.md`."""
    charts: dict[str, Chart] = {}
    wanted = {f"{folder}charts/{name}.md": chart for name, chart in story.charts.items()}
    for path, chart in wanted.items():
        if path not in texts:
            message = f"this file is missing; it holds the words of {chart.words_path} here"
            yield Problem(Location(path), message)
            charts[chart.name] = chart
            continue
        charts[chart.name], found = read_chart(chart.name, chart.code, path, texts[path], True)
        yield from found
    for path in texts:
        if path.startswith(f"{folder}charts/") and path not in wanted:
            name = PurePosixPath(path).stem
            message = f"there is no chart '{name}' in content/charts/{did_you_mean(name, charts)}"
            yield Problem(Location(path), message)
    return charts


def _chapters(story: Story, folder: str, texts: Mapping[str, str]) -> Checked[list[Chapter]]:
    """Chapters by the same file names as in the main edition, and so with the same anchors."""
    mains = {PurePosixPath(chapter.path).name: chapter for chapter in story.chapters}
    own = {path: text for path, text in texts.items() if CHAPTER.fullmatch(path)}
    read, found = read_chapters(own)
    yield from found
    chapters = []
    for chapter in read:
        name = PurePosixPath(chapter.path).name
        if name not in mains:
            message = f"there is no chapter content/{name}{did_you_mean(name, mains)}"
            yield Problem(Location(chapter.path), message)
            continue
        chapters.append(replace(chapter, slug=mains.pop(name).slug))
    for chapter in mains.values():
        path = chapter.path.replace("content/", folder, 1)
        message = f"this file is missing; it holds the words of {chapter.path} here"
        yield Problem(Location(path), message)
    return chapters
