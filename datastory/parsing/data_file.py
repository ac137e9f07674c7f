"""All of a story but its chapters: data.yaml and the charts, to a `Story` without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from msgspec.structs import replace

from ..evidence import documents
from ..evidence.cells import Asked
from ..evidence.kept import FOLDER, Kept, unreadable
from ..model import Fact, Limit, Link, Move, Notice, Site, Source, Story
from ..numbers.languages import LANGUAGES, grammar
from ..numbers.languages.grammar import Grammar
from ..problem import Checked, Location, Problem, did_you_mean
from .cells import KeptSource
from .chapters import read_charts
from .facts import read_facts
from .markup import read_inline, worded
from .nodes import Mapping as Keys
from .nodes import Node, Scalar, listed, text_of
from .shape import (
    DataShape,
    GoneShape,
    NoticeShape,
    SiteShape,
    SourceShape,
    TableShape,
    entries,
    fields,
    items,
    keyed,
    names,
    scalars,
)
from .yaml_file import read_yaml

DATA = "data.yaml"
MISSING = "this file is missing; it holds the story's facts (the command new begins a story)"
SIZE = re.compile(r"(\d{1,9})\s*(B|KiB|MiB)", re.IGNORECASE)
COUNT = re.compile(r"[0-9]{1,9}")
FACTOR = {"b": 1, "kib": 1024, "mib": 1024**2}
BUDGETS = {"page": 100 * 1024, "html": 90 * 1024, "script": 5 * 1024}
LIMITED = ("excerpt", "reading", "assumed", "names", "plain")


def read_frame(texts: Mapping[str, str], url: str, kept: Mapping[str, Kept]) -> Checked[Story]:
    """The story without its chapters; as `read_story`, from the other files.

    `kept` are the files in seeds/ by their path.
    """
    if DATA not in texts:
        yield Problem(Location(DATA), MISSING)
    node, found = read_yaml(texts.get(DATA, ""), DATA)
    yield from found
    if node is None and not found and DATA in texts:
        message = "this file is empty; it needs 'site:' and 'facts:'"
        yield Problem(Location(DATA, 1, 1), message)
    said = (yield from fields(node, DataShape, "data.yaml")) if node else {}
    node_of_sources = said.get("sources")
    sources, library = yield from _sources(node_of_sources, kept)
    known = node_of_sources.items if isinstance(node_of_sources, Keys) else ()
    facts, series, unread = yield from read_facts(
        said.get("facts"), known, library, said.get("checks")
    )
    charts, halves, found = read_charts(
        {path: text for path, text in texts.items() if path.startswith("content/charts/")}
    )
    yield from found
    site = yield from _site(said.get("site"), url, {*charts, *halves})
    facts = {id: in_language(fact, grammar(site.language)) for id, fact in facts.items()}
    return Story(
        site=replace(
            worded(site, facts), notices=tuple(worded(one, facts) for one in site.notices)
        ),
        sources=sources,
        facts={id: worded(fact, facts) for id, fact in facts.items()},
        series={id: worded(one, facts) for id, one in series.items()},
        chapters=(),
        charts={name: worded(chart, facts) for name, chart in charts.items()},
        moved=(yield from _moved(said.get("moved"))),
        unread=unread | halves if isinstance(node, Keys) else None,
        checks=_checks(said.get("checks")),
    )


def _checks(node: Node | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.where), one.text) for one in listed(node))


def _site(node: Node | None, url: str, charts: Collection[str]) -> Checked[Site]:
    where = node.where if node else Location(DATA, 1, 1)
    if url and isinstance(node, Keys):
        node = Keys({**node.items, "url": Scalar(url, where)}, node.keys, node.where)
    said = (yield from fields(node, SiteShape, "site")) if node else {}
    text = scalars(said)
    if (opening := text.get("opening", "")) and opening not in charts:
        message = f"there is no chart '{opening}'{did_you_mean(opening, charts)}"
        yield Problem(said["opening"].where, message, opening)
    sizes, limits = yield from _budgets(said.get("budgets"))
    language = yield from _language(said.get("language"))
    return Site(
        title=(yield from read_inline(said.get("title"))),
        description=(yield from read_inline(said.get("description"))),
        url=text.get("url", "http://localhost").rstrip("/") + "/",
        repository=text.get("repository", "").rstrip("/"),
        language=language,
        author=text.get("author", ""),
        publisher=text.get("publisher", "") or text.get("author", ""),
        license=text.get("license", ""),
        published=text.get("published", ""),
        opening=opening,
        names=items(said.get("names")),
        languages=(yield from _languages(said, language)),
        budgets=BUDGETS | sizes,
        limits=limits,
        notices=(yield from _notices(said.get("notices"))),
        where=where,
    )


def _notices(node: Node | None) -> Checked[tuple[Notice, ...]]:
    notices = []
    advice = "notices: a list of entries, each beginning with '- date:'"
    for item in (yield from entries(node, advice)):
        said = yield from fields(item, NoticeShape, "a notice")
        text = scalars(said)
        words = yield from read_inline(said.get("text"))
        if anchor := text.get("anchor", ""):
            link = Link("link", f"#{anchor}", "", said["anchor"].where)
            words = replace(words, links=(*words.links, link))
        if words and "date" in text:
            notices.append(Notice(text["date"], words, anchor))
    return tuple(notices)


def _language(node: Node | None) -> Checked[str]:
    code = text_of(node)
    if node and code not in LANGUAGES:
        yield _unread(code, node.where)
    return code if code in LANGUAGES else "en"


def _unread(code: str, where: Location) -> Problem:
    known = " and ".join(LANGUAGES)
    return Problem(where, f"no grammar reads '{code}'; there are {known}", code)


def in_language(fact: Fact, by: Grammar) -> Fact:
    """The fact with its value in the words of a story's language: as typed, where that is in it."""
    if fact.quantity is None:
        return fact
    typed = not (by.strange and by.strange.search(fact.text))
    computed = fact.formula is not None and by.code != "en"
    return fact if typed and not computed else replace(fact, text=by.written(fact.quantity))


def _languages(said: Mapping[str, Node], main: str) -> Checked[tuple[str, ...]]:
    """The languages of the editions, the main one first; () where there is one alone."""
    node = said.get("languages")
    codes: list[str] = []
    for one in listed(node):
        if one.text not in LANGUAGES:
            yield _unread(one.text, one.where)
        elif one.text in codes:
            yield Problem(one.where, f"'{one.text}' is listed twice", one.text)
        codes.append(one.text)
    if node and codes and main not in codes:
        message = f"the main edition's language, '{main}', is missing in this list"
        yield Problem(node.where, message)
    others = [code for code in dict.fromkeys(codes) if code != main and code in LANGUAGES]
    return (main, *others) if others else ()


def _budgets(node: Node | None) -> Checked[tuple[dict[str, int], tuple[Limit, ...]]]:
    """Weights in bytes, and how much of weak evidence there may be."""
    sizes: dict[str, int] = {}
    limits: list[Limit] = []
    for key, where, value in (yield from names(node, "budgets")):
        text = text_of(value).strip()
        match = SIZE.fullmatch(text)
        if key in LIMITED and COUNT.fullmatch(text):
            limits.append(Limit(key, int(text), value.where))
        elif key in LIMITED:
            yield Problem(value.where, "write a number such as 95: at most so many")
        elif key not in BUDGETS:
            known = (*BUDGETS, *LIMITED)
            near = did_you_mean(key, known) or f"; there are {', '.join(known)}"
            yield Problem(where, f"there is no budget '{key}'{near}", key)
        elif match is None:
            yield Problem(value.where, "write a size such as 100 KiB")
        else:
            sizes[key] = int(match[1]) * FACTOR[match[2].lower()]
    return sizes, tuple(limits)


def _sources(
    node: Node | None, kept: Mapping[str, Kept]
) -> Checked[tuple[dict[str, Source], dict[str, KeptSource | None]]]:
    """The sources by id; and those that have a file, None where it cannot be read."""
    sources: dict[str, Source] = {}
    library: dict[str, KeptSource | None] = {}
    for name, where, entry in (yield from names(node, "sources")):
        said = yield from fields(entry, SourceShape, f"the source '{name}'")
        text = scalars(said)
        if file := text.get("file", ""):
            wrong = _misplaced(file, kept)
            known = None if wrong else kept[file].named(text.get("encoding", ""))
            if known and (reason := unreadable(known)):
                wrong, known = f"{file} {reason}", None
            if wrong:
                yield Problem(said["file"].where, wrong, file)
            asked, asked_at = yield from _asked(said.get("table"))
            library[name] = KeptSource(file, known, asked, asked_at) if known else None
        sources[name] = Source(
            id=name,
            title=text.get("title", name),
            publisher=text.get("publisher", ""),
            published=text.get("published", ""),
            url=text.get("url", ""),
            file=file,
            encoding=text.get("encoding", ""),
            retrieved=text.get("retrieved", ""),
            next=text.get("next", ""),
            where=where,
            url_at=said["url"].where if "url" in said else where,
            next_at=said["next"].where if "next" in said else where,
        )
    return sources, library


def _asked(node: Node | None) -> Checked[tuple[Asked, Location]]:
    """Which table of a file is meant."""
    if node is None:
        return Asked(), Location("")
    said = yield from fields(node, TableShape, "table")
    return Asked(**scalars(said)), node.where


def _misplaced(file: str, kept: Mapping[str, Kept]) -> str:
    """Why no kept document can be read at this path, or ""."""
    if not file.startswith(FOLDER):
        return "a kept document lies in seeds/; move it there"
    if file not in kept:
        return f"there is no file {file}{did_you_mean(file, kept)}"
    if not kept[file].kind:
        kinds = " ".join(f".{ending}" for ending in documents.ENDINGS)
        return f"{file} cannot be read as a source; keep it as one of {kinds}"
    return ""


def _moved(node: Node | None) -> Checked[tuple[Move, ...]]:
    moves = []
    advice = 'moved: a list of old addresses, as in  "/charts/old/": "/charts/new/"'
    for old, where, value in (yield from keyed(node, advice)):
        if isinstance(value, Scalar):
            moves.append(Move(old, value.text, "", "", where))
            continue
        said = yield from fields(value, GoneShape, f"the entry '{old}'")
        text = scalars(said)
        moves.append(Move(old, "", text.get("gone", ""), text.get("on", ""), where))
    return tuple(moves)
