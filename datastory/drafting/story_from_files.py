"""A whole story from what a desk has: files as kept sources, drafted; an article, bound."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ..evidence import documents
from ..evidence.kept import FOLDER
from ..numbers.hanzi import HAN
from ..numbers.languages import grammar, language_of
from ..numbers.statements import figures
from ..parsing.data_file import DATA
from ..parsing.prose_builder import slug
from ..parsing.story import read_story
from ..problem import Location, Problem, Refused
from . import article, binding, source_draft
from .article import Article, Section
from .binding import Bound
from .data_edits import quoted
from .wording import free

LONGEST = 155  # characters of a description
EMPTY = Article("A story of figures", (Section("The figures", "Write here what they say."),), 0)
HEAD = """\
# yaml-language-server: $schema=./data.schema.json
#
# Drafted from the files in seeds/. Read each fact, and take its 'todo' away: until then the build
# fails at it, with its line.

site:
  title: {title}
  description: {description}
  url: https://example.org/            # where the site will stand
  author: Your name
  publisher: Your name
  language: {language}
  published: {today}

sources:
"""


class KeptFile(Struct, frozen=True):
    """A source: its kind ("pdf"), its bytes, a title made of its name, and its running text."""

    kind: str
    data: bytes
    title: str
    text: str


class Desk(Struct, frozen=True):
    """The files of a story by path, and what became of the figures of its sources and article.

    `left` are (file, place, words) of what could not be drafted, `bound` the article's figures.
    """

    files: dict[str, bytes]
    facts: int
    left: tuple[tuple[str, str, str], ...]
    bound: tuple[Bound, ...]
    pictures: int


def desk_story(
    sources: Sequence[tuple[str, bytes]],
    text: tuple[str, bytes] | None,
    today: datetime.date,
) -> tuple[Desk | None, list[Problem]]:
    """The story of some files, each by its name and bytes, and of an article, if there is one."""
    kept, problems = _kept(sources)
    made = article.read_article(text[1], _ending(text[0])) if text else EMPTY
    if isinstance(made, Refused):
        problems.append(Problem(Location(text[0] if text else ""), made.message))
    if problems or isinstance(made, Refused):
        return None, problems
    files = {f"{FOLDER}{id}.{file.kind}": file.data for id, file in kept.items()}
    chapters = dict(_chapters(made))
    bodies = [section.body for section in made.sections]
    written = bodies if text else [file.text for file in kept.values()]
    data = _data(kept, made, today, language_of(" ".join(written)))
    count = 0
    left: list[tuple[str, str, str]] = []
    for id in kept:
        story, _ = read_story({DATA: data}, files=files)
        drafted = source_draft.draft(story.sources[id], story, files, data)
        if isinstance(drafted, Refused):
            problems.append(Problem(Location(DATA), drafted.message, id))
            continue
        data, count = drafted.text, count + len(drafted.ids)
        left += [(f"{FOLDER}{id}.{kept[id].kind}", *one) for one in drafted.left]
    texts = {DATA: data, **chapters}
    story, _ = read_story(texts, files=files)
    bound, changed = binding.bind(story, texts, files)
    edited = {path: words.encode() for path, words in (texts | changed).items()}
    return Desk(files | edited, count, tuple(left), bound, made.pictures), problems


def as_text(desk: Desk) -> str:
    """For a terminal: what was drafted and bound, then all that is left to the author."""
    linked = sum(bool(one.fact) for one in desk.bound)
    facts = f"{desk.facts} fact{'s' * (desk.facts != 1)} drafted"
    lines = [f"{facts}, {linked} of {len(desk.bound)} figures bound" if desk.bound else facts]
    if desk.pictures:
        some = "1 picture was" if desk.pictures == 1 else f"{desk.pictures} pictures were"
        lines.append(f"{some} left out; put your own into content/")
    if desk.left:
        lines += ["", "Not drafted:"]
        lines += [f"    {path}, {place}  {words}" for path, place, words in desk.left]
    others = tuple(one for one in desk.bound if not one.fact)
    if others:
        lines += ["", *binding.as_text(others).splitlines()[:-2]]
    return "\n".join(lines)


def _kept(
    sources: Sequence[tuple[str, bytes]],
) -> tuple[dict[str, KeptFile], list[Problem]]:
    """The files by the id of their source, and those that are none."""
    kept: dict[str, KeptFile] = {}
    problems = []
    for name, data in sources:
        kind = documents.ending(name)
        if not kind:
            kinds = " ".join(f".{one}" for one in documents.ENDINGS)
            problems.append(
                Problem(Location(name), f"this is no source; keep it as one of {kinds}")
            )
            continue
        read = documents.read(kind, data)
        if isinstance(read, Refused):
            problems.append(Problem(Location(name), f"this {read.message}"))
            continue
        words = re.sub(r"[-_]+", " ", name.rpartition("/")[2].rpartition(".")[0]).strip()
        id = base = slug(words) or "source"
        while id in kept:
            id = f"{base}-{len(kept) + 1}"
        kept[id] = KeptFile(kind, data, words[:1].upper() + words[1:], read.text)
    return kept, problems


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _data(kept: Mapping[str, KeptFile], made: Article, today: datetime.date, language: str) -> str:
    head = HEAD.format(
        title=quoted(made.title or "A story of figures"),
        description=quoted(_description(made, language)),
        language=language,
        today=today.isoformat(),
    )
    entries = [
        f"  {id}:\n    title: {quoted(file.title)}\n    file: {FOLDER}{id}.{file.kind}\n"
        f"    retrieved: {today.isoformat()}\n"
        for id, file in kept.items()
    ]
    return head + "\n".join(entries)


def _description(made: Article, language: str) -> str:
    """The first sentence that holds no figure, or else the title."""
    by = grammar(language)
    text = " ".join(article.MARKS.sub("", section.body) for section in made.sections)
    text = " ".join(re.sub(r"^[#>|-].*$", "", text, flags=re.M).split())
    parts = [
        part.strip()
        for part in by.sentence_end.sub(lambda match: match[0].strip() + "\n", text).split("\n")
    ]
    said = [part for part in parts if len(part.split()) + len(HAN.findall(part)) // 3 > 3]
    plain = [part for part in said if not figures(part, (), by.code)]
    chosen = plain[0] if plain else made.title or EMPTY.title
    if len(chosen) > LONGEST:
        chosen = chosen[: chosen.rfind(" ", 0, LONGEST - 2)] + " …"
    return chosen


def _chapters(made: Article) -> list[tuple[str, str]]:
    """The chapters by their paths, each with its front matter."""
    found = []
    names: set[str] = set()
    for number, section in enumerate(made.sections, 1):
        name = free("-".join(slug(section.title).split("-")[:6]) or "story", names, "-")
        names.add(name)
        front = f"---\ntitle: {quoted(section.title)}\n---\n\n"
        found.append((f"content/{number:02}-{name}.md", f"{front}{section.body}\n"))
    return found
