"""Drafts facts of a kept source, and writes none that a check of the story would refuse."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

import yaml
from msgspec import Struct

from ..checking.checks import check
from ..evidence.cells import Asked
from ..evidence.documents import Document
from ..evidence.kept import Kept, document, shelf
from ..evidence.proof import Cell
from ..model import Source, Story
from ..parsing.data_file import DATA
from ..parsing.story import read_story
from ..problem import Problem, Refused
from .data_edits import quoted, with_entries, with_keys
from .entries import Cells, Entry, Point, merged, table_lines
from .from_tables import label, table_drafts
from .from_text import Draft, drafts
from .wording import free, identifier

ROUNDS = 40  # in which other words are tried for the drafts that were refused
SITE = "site: {{title: Draft, description: Draft, url: https://example.org/, language: {}}}\n"


class Drafted(Struct, frozen=True):
    """The text of data.yaml with the new facts, their ids, and what could not be drafted.

    `left` are (place, words) of figures for which no fact was found that holds.
    """

    text: str
    ids: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def draft(source: Source, story: Story, files: Mapping[str, bytes], text: str) -> Drafted | Refused:
    """Facts for what a kept source says and no fact captures, behind those of data.yaml.

    `files` are those of the story by path, `text` is that of data.yaml.
    """
    kept = _kept(source, files)
    read = document(kept) if kept else Refused("has no kept document; keep it first")
    if isinstance(read, Refused):
        return Refused(f"'{source.id}' {read.message}")
    taken = {id.lower() for id in (*story.facts, *story.series, *(story.unread or ()))}
    tabled = _of_tables(source, story, read, text, taken, ())
    refused = _refused(tabled.text, tabled.entries, files)
    if refused:  # without the tables of which nothing holds
        good = [entry.cells for entry in tabled.entries if entry.id not in refused and entry.cells]
        tabled = _of_tables(source, story, read, text, taken, good)
    found, unsaid = drafts(read, source, story.facts, story.site.names)
    proved, quotes, unproved = _proved(found, source, story.site.language, files, taken)
    entries = merged(proved, quotes)
    text, ids, wrong = _written(tabled.text, [*tabled.entries, *entries], files)
    again = [
        one for entry in entries if entry.id in wrong for one in proved if one.what == entry.what
    ]
    text, more, lost = _written(text, again, files)
    left = [*unsaid, *unproved, *_left(tabled.all, refused), *_left(again, lost)]
    left += _left(tabled.entries, wrong)
    return Drafted(text, (*ids, *more), tuple(left))


def as_text(source: str, drafted: Drafted) -> str:
    """For a terminal: how many facts were drafted, and each figure that was left out."""
    count = f"{len(drafted.ids)} fact{'s' * (len(drafted.ids) != 1)}"
    if not drafted.ids:
        lines = [f"{source}: there is nothing to draft; every figure in a sentence has its fact"]
    else:
        lines = [f"{source}: {count} drafted; read each, and take its 'todo' away"]
    if drafted.left:
        lines += ["", "Not drafted:"]
        lines += [f"    {place}  {words}" for place, words in drafted.left]
    return "\n".join(lines)


def _left(entries: Sequence[Entry], refused: Mapping[str, str]) -> list[tuple[str, str]]:
    """(place, what cannot be drafted, and why)."""
    return [
        (
            entry.cells.place if entry.cells else entry.points[0].place,
            f"{'its cells' if entry.cells else entry.points[0].value}: {refused[entry.id]}",
        )
        for entry in entries
        if entry.id in refused
    ]


def _kept(source: Source, files: Mapping[str, bytes]) -> Kept | None:
    known = shelf({source.file: files[source.file]}) if source.file in files else {}
    kept = known.get(source.file)
    return kept.named(source.encoding) if kept and kept.kind else None


# Text


def _proved(
    found: Sequence[Draft],
    source: Source,
    language: str,
    files: Mapping[str, bytes],
    taken: Collection[str],
) -> tuple[list[Entry], dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """An entry for each draft in the first of its wordings that holds; their quotations by id.

    Third is what was left out: its place, and its value with the reason. `taken` are ids in use.
    """
    pending = {n: one.attempts() for n, one in enumerate(found)}
    held: dict[int, tuple[str, str, str]] = {}
    meant: dict[tuple[str, str], str] = {}
    why: dict[int, str] = {}
    for _ in range(ROUNDS):
        tried: dict[int, tuple[str, str, str]] = {}
        said = dict(meant)
        for n, attempts in pending.items():
            for attempt in attempts:
                key = (attempt[0].casefold(), attempt[1])
                if said.setdefault(key, found[n].value) == found[n].value:
                    tried[n] = attempt
                    break
        if not tried:
            break
        entries = [_single(f"d{n}", found[n], tried[n]) for n in tried]
        refused = _refused(f"{SITE.format(language)}{_source(source)}", entries, files)
        for n, attempt in tried.items():
            why[n] = refused.get(f"d{n}", "")
            if not why[n]:
                held[n] = attempt
                meant[attempt[0].casefold(), attempt[1]] = found[n].value
        pending = {n: attempts for n, attempts in pending.items() if n in tried and n not in held}
    made: list[Entry] = []
    quotes: dict[str, tuple[str, ...]] = {}
    for n in sorted(held):
        id = identifier(held[n][0], {*taken, *quotes})
        made.append(_single(id, found[n], held[n]))
        quotes[id] = found[n].quotes
    lost = [
        (one.place, f"{one.value}: {why[n]}" if why.get(n) else one.value)
        for n, one in enumerate(found)
        if n not in held
    ]
    return made, quotes, lost


def _single(id: str, draft: Draft, attempt: tuple[str, str, str]) -> Entry:
    what, when, quote = attempt
    return Entry(id, what, draft.source, (Point(draft.value, when, quote, draft.place),))


def _source(source: Source) -> str:
    said = {"title": source.title, "published": source.published, "file": source.file,
            "encoding": source.encoding}  # fmt: skip
    lines = [f"    {key}: {quoted(words)}\n" for key, words in said.items() if words]
    return f"sources:\n  {source.id}:\n{''.join(lines)}"


# Tables


class _Tabled(Struct, frozen=True):
    """The text with what names the tables, their entries, and those that were not wanted too."""

    text: str
    entries: list[Entry]
    all: list[Entry]


def _of_tables(
    source: Source,
    story: Story,
    read: Document,
    text: str,
    taken: Collection[str],
    only: Collection[Cells],
) -> _Tabled:
    """Series of the columns of a source's tables that no fact captures; or of `only` some cells.

    The first table is named at the source, each further one by a source of its own.
    """
    captured = {
        fact.proof.place.name
        for fact in story.facts.values()
        if isinstance(fact.proof, Cell) and _file(story, fact.source) == source.file
    }
    asked, used, named = _asked(text, source.id), set(taken), False
    made: list[Entry] = []
    every: list[Entry] = []
    found = table_drafts(read, asked, source.title)
    for table, group in groupby(found, key=lambda one: one.table):
        free_columns = [one for one in group if not _held(one.cells, captured)]
        wanted = [one for one in free_columns if not only or one.cells in only]
        owner = source.id
        if wanted and table != asked:
            if named or asked != Asked():
                owner = free(f"{source.id}-{label(table)}", story.sources, "-")
                edited = with_entries(text, "sources", _another(owner, source, table))
            else:
                edited = with_keys(text, ("sources", owner), table_lines(table))
            text = text if isinstance(edited, Refused) else edited
        named = named or bool(wanted)
        for one in free_columns:
            entry = Entry(identifier(one.what, used), one.what, owner, (), one.cells)
            every.append(entry)
            if one in wanted:
                made.append(entry)
                used.add(entry.id)
    return _Tabled(text, made, every)


def _file(story: Story, source: str) -> str:
    return story.sources[source].file if source in story.sources else ""


def _asked(text: str, source: str) -> Asked:
    """The `table` of a source as data.yaml says it."""
    said = (yaml.load(text, Loader=yaml.CBaseLoader)["sources"][source] or {}).get("table") or {}
    return Asked(**said) if isinstance(said, dict) else Asked()


def _held(one: Cells, captured: set[str]) -> bool:
    """Whether facts capture a column already."""
    tail = f", {one.column}"
    return any(
        place.endswith(tail)
        and f"{one.key} " in place
        and all(f"{name} {value}" in place for name, value in one.where)
        for place in captured
    )


def _another(id: str, source: Source, table: Asked) -> list[str]:
    """A source for another table of the same file."""
    name = table.sheet or table.pointer or f"table {table.number}"
    said = {
        "title": quoted(f"{source.title}: {name}"), "publisher": quoted(source.publisher),
        "published": source.published, "url": quoted(source.url), "file": source.file,
        "encoding": source.encoding, "retrieved": source.retrieved, **table_lines(table),
    }  # fmt: skip
    keys = [f"  {key}: {words}" for key, words in said.items() if words not in ("", '""')]
    return [f"{id}:", *keys]


# Proof


def _written(
    text: str, entries: Sequence[Entry], files: Mapping[str, bytes]
) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """data.yaml with the entries that hold beside all that stands there; why others do not."""
    refused = _refused(text, entries, files)
    good = [entry for entry in entries if entry.id not in refused]
    edited = with_entries(text, "facts", _lines(good, todo=True)) if good else text
    if isinstance(edited, Refused):
        return text, (), dict.fromkeys((entry.id for entry in entries), edited.message)
    return edited, tuple(entry.id for entry in good), refused


def _refused(text: str, entries: Sequence[Entry], files: Mapping[str, bytes]) -> dict[str, str]:
    """What a check of the story finds at an entry, by its id."""
    if not entries:
        return {}
    edited = with_entries(text, "facts", _lines(entries, todo=False))
    if isinstance(edited, Refused):
        return dict.fromkeys((entry.id for entry in entries), edited.message)
    first = _first_line(edited, entries[0])
    owners = [entry.id for entry in entries for _ in ("", *entry.lines(todo=False))]  # by line
    found: dict[str, str] = {}
    for problem in _problems(edited, files):
        line = problem.where.line - first
        if 0 <= line < len(owners):
            found.setdefault(owners[line], problem.message)
    return found


def _lines(entries: Sequence[Entry], todo: bool) -> list[str]:
    """Entries with an empty line between them."""
    return [line for entry in entries for line in ("", *entry.lines(todo))][1:]


def _problems(text: str, files: Mapping[str, bytes]) -> list[Problem]:
    seeds = {path: data for path, data in files.items() if path.startswith("seeds/")}
    story, problems = read_story({DATA: text}, files=seeds)
    return [one for one in (*problems, *check(story)) if one.where.path == DATA]


def _first_line(text: str, entry: Entry) -> int:
    """The line, from 1, at which the first of the entries just added begins."""
    lines = text.split("\n")
    return len(lines) - next(
        n for n, line in enumerate(lines[::-1]) if line.strip() == f"{entry.id}:"
    )
