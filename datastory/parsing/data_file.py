"""All of a story but its chapters: data.yaml and the charts, to a `Story` without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from ..evidence import documents
from ..evidence.cells import Asked
from ..evidence.kept import FOLDER, Kept, unreadable
from ..model import Fact, Limit, Link, Move, Notice, Site, Source, Story
from ..numbers.languages import LANGUAGES, grammar
from ..numbers.languages.grammar import Grammar
from ..problem import Location, Problem, did_you_mean
from .cells import KeptSource
from .chapters import read_charts
from .facts import read_facts
from .markup import read_inline, worded
from .nodes import Mapping as Keys
from .nodes import Node, Scalar, Sequence
from .shape import (
    DataShape,
    GoneShape,
    NoticeShape,
    SiteShape,
    SourceShape,
    TableShape,
    fields,
    items,
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


def read_frame(
    texts: Mapping[str, str], url: str, kept: Mapping[str, Kept]
) -> tuple[Story, list[Problem]]:
    """The story without its chapters, and what is wrong; as `read_story`, from the other files.

    `kept` are the files in seeds/ by their path.
    """
    problems: list[Problem] = []
    if DATA not in texts:
        problems.append(Problem(Location(DATA), MISSING))
    node, found = read_yaml(texts.get(DATA, ""), DATA)
    problems += found
    top = Location(DATA, 1, 1)
    if node is None and not problems:
        problems.append(Problem(top, "this file is empty; it needs 'site:' and 'facts:'"))
    said = fields(node, DataShape, "data.yaml", problems) if node else {}
    listed = said.get("sources")
    sources, library = _sources(listed, kept, problems)
    known = listed.items if isinstance(listed, Keys) else ()
    facts, series, unread = read_facts(
        said.get("facts"), known, library, problems, said.get("checks")
    )
    charts, halves, found = read_charts(
        {path: text for path, text in texts.items() if path.startswith("content/charts/")}
    )
    problems += found
    site = _site(said.get("site"), url, {*charts, *halves}, problems)
    facts = {id: in_language(fact, grammar(site.language)) for id, fact in facts.items()}
    story = Story(
        site=replace(
            worded(site, facts), notices=tuple(worded(one, facts) for one in site.notices)
        ),
        sources=sources,
        facts={id: worded(fact, facts) for id, fact in facts.items()},
        series={id: worded(one, facts) for id, one in series.items()},
        chapters=(),
        charts={name: worded(chart, facts) for name, chart in charts.items()},
        moved=_moved(said.get("moved"), problems),
        unread=unread | halves if isinstance(node, Keys) else None,
        checks=_checks(said.get("checks")),
    )
    return story, problems


def _checks(node: Node | None) -> tuple[tuple[str, str], ...]:
    statements = node.items if isinstance(node, Sequence) else ()
    return tuple((str(one.where), one.text) for one in statements if isinstance(one, Scalar))


def _site(node: Node | None, url: str, charts: Collection[str], problems: list[Problem]) -> Site:
    where = node.where if node else Location(DATA, 1, 1)
    if url and isinstance(node, Keys):
        node = Keys({**node.items, "url": Scalar(url, where)}, node.keys, node.where)
    said = fields(node, SiteShape, "site", problems) if node else {}
    text = scalars(said)
    if (opening := text.get("opening", "")) and opening not in charts:
        message = f"there is no chart '{opening}'{did_you_mean(opening, charts)}"
        problems.append(Problem(said["opening"].where, message, opening))
    sizes, limits = _budgets(said.get("budgets"), problems)
    return Site(
        title=read_inline(said.get("title"), problems),
        description=read_inline(said.get("description"), problems),
        url=text.get("url", "http://localhost").rstrip("/") + "/",
        repository=text.get("repository", "").rstrip("/"),
        language=_language(said.get("language"), problems),
        author=text.get("author", ""),
        publisher=text.get("publisher", "") or text.get("author", ""),
        license=text.get("license", ""),
        published=text.get("published", ""),
        opening=opening,
        names=items(said.get("names")),
        languages=_languages(said, _language(said.get("language"), []), problems),
        budgets=BUDGETS | sizes,
        limits=limits,
        notices=tuple(_notices(said.get("notices"), problems)),
        where=where,
    )


def _notices(node: Node | None, problems: list[Problem]) -> Iterator[Notice]:
    for item in node.items if isinstance(node, Sequence) else ():
        said = fields(item, NoticeShape, "a notice", problems)
        text = scalars(said)
        words = read_inline(said.get("text"), problems)
        if anchor := text.get("anchor", ""):
            link = Link("link", f"#{anchor}", "", said["anchor"].where)
            words = replace(words, links=(*words.links, link))
        if words and "date" in text:
            yield Notice(text["date"], words, anchor)
    if node is not None and not isinstance(node, Sequence):
        message = "notices: a list of entries, each beginning with '- date:'"
        problems.append(Problem(node.where, message))


def _language(node: Node | None, problems: list[Problem]) -> str:
    code = node.text if isinstance(node, Scalar) else "en"
    if code in LANGUAGES:
        return code
    assert node is not None
    problems.append(_unread(code, node.where))
    return "en"


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


def _languages(said: Mapping[str, Node], main: str, problems: list[Problem]) -> tuple[str, ...]:
    """The languages of the editions, the main one first; () where there is one alone."""
    node = said.get("languages")
    listed = (
        [one for one in node.items if isinstance(one, Scalar)] if isinstance(node, Sequence) else []
    )
    for index, one in enumerate(listed):
        if one.text not in LANGUAGES:
            problems.append(_unread(one.text, one.where))
        elif one.text in [other.text for other in listed[:index]]:
            problems.append(Problem(one.where, f"'{one.text}' is listed twice", one.text))
    codes = [one.text for one in listed]
    if node and listed and main not in codes:
        message = f"the main edition's language, '{main}', is missing in this list"
        problems.append(Problem(node.where, message))
    others = [code for code in dict.fromkeys(codes) if code != main and code in LANGUAGES]
    return (main, *others) if others else ()


def _budgets(
    node: Node | None, problems: list[Problem]
) -> tuple[dict[str, int], tuple[Limit, ...]]:
    """Weights in bytes, and how much of weak evidence there may be."""
    sizes: dict[str, int] = {}
    limits: list[Limit] = []
    for key, where, value in names(node, "budgets", problems):
        text = value.text.strip() if isinstance(value, Scalar) else ""
        match = SIZE.fullmatch(text)
        if key in LIMITED and COUNT.fullmatch(text):
            limits.append(Limit(key, int(text), value.where))
        elif key in LIMITED:
            problems.append(Problem(value.where, "write a number such as 95: at most so many"))
        elif key not in BUDGETS:
            known = (*BUDGETS, *LIMITED)
            near = did_you_mean(key, known) or f"; there are {', '.join(known)}"
            problems.append(Problem(where, f"there is no budget '{key}'{near}", key))
        elif match is None:
            problems.append(Problem(value.where, "write a size such as 100 KiB"))
        else:
            sizes[key] = int(match[1]) * FACTOR[match[2].lower()]
    return sizes, tuple(limits)


def _sources(
    node: Node | None, kept: Mapping[str, Kept], problems: list[Problem]
) -> tuple[dict[str, Source], dict[str, KeptSource | None]]:
    """The sources by id; and those that have a file, None where it cannot be read."""
    sources: dict[str, Source] = {}
    library: dict[str, KeptSource | None] = {}
    for name, where, entry in names(node, "sources", problems):
        said = fields(entry, SourceShape, f"the source '{name}'", problems)
        text = scalars(said)
        if file := text.get("file", ""):
            wrong = _misplaced(file, kept)
            known = None if wrong else kept[file].named(text.get("encoding", ""))
            if known and (reason := unreadable(known)):
                wrong, known = f"{file} {reason}", None
            if wrong:
                problems.append(Problem(said["file"].where, wrong, file))
            asked, asked_at = _asked(said.get("table"), problems)
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


def _asked(node: Node | None, problems: list[Problem]) -> tuple[Asked, Location]:
    """Which table of a file is meant."""
    if node is None:
        return Asked(), Location("")
    text = scalars(fields(node, TableShape, "table", problems))
    return Asked(**text), node.where


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


def _moved(node: Node | None, problems: list[Problem]) -> tuple[Move, ...]:
    if node is None:
        return ()
    if not isinstance(node, Keys):
        message = 'moved: a list of old addresses, as in  "/charts/old/": "/charts/new/"'
        problems.append(Problem(node.where, message))
        return ()
    moves = []
    for old, value in node.items.items():
        where = node.keys[old]
        if isinstance(value, Scalar):
            moves.append(Move(old, value.text, "", "", where))
            continue
        said = fields(value, GoneShape, f"the entry '{old}'", problems)
        text = scalars(said)
        moves.append(Move(old, "", text.get("gone", ""), text.get("on", ""), where))
    return tuple(moves)
