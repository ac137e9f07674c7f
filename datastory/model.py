"""The story as frozen values, each with the place it came from.

Parsed and trusted: what the rooms behind this one receive needs no second look at its shape.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from .evidence.proof import Assumed, Evidence, Formula, Place, Proof, Quotation, Reading
from .numbers.quantity import Quantity
from .phrases import Phrases
from .problem import Location

Kind = Literal["update", "revision", "correction", "clarification"]  # of a change

# In `Prose.html` a hole marks where a use stands: HOLE_OPEN, its index in `Prose.uses`, HOLE_CLOSE.
HOLE_OPEN, HOLE_CLOSE = "\ue002", "\ue003"
HOLE = re.compile(f"{HOLE_OPEN}(\\d+){HOLE_CLOSE}")
# In `Prose.markdown` the address of a link that leads inside the site stands between these.
ADDRESS_OPEN, ADDRESS_CLOSE = "\ue008", "\ue009"
# In the text of a `Run`, words that are bound (to a fact, a claim, or `plain:`) and code.
BOUND, CODE = "\ufffc", "\ufffb"


class Run(Struct, frozen=True):
    """The words of one block (a paragraph, a cell, a heading) as plain text.

    Bound words are replaced by `BOUND`, code by `CODE`. `places` are (offset, location) pairs in
    order of offset, one for every spot at which a number may begin. `heads` are the words that
    head a cell of a table: its column's and its row's. `lead` is the line that leads to its list,
    "In 2023:", or ""; `numbered` says that it stands in a list with numbers. `code` are the words
    for which each `CODE` stands, in order; "…" for a formula.
    """

    text: str
    places: tuple[tuple[int, Location], ...]
    heads: tuple[str, ...] = ()
    lead: str = ""
    numbered: bool = False
    code: tuple[str, ...] = ()

    def at(self, offset: int) -> Location:
        """The place of the character at `offset`, counted from the nearest known place."""
        i = bisect.bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        start, known = self.places[max(i, 0)]
        if offset < start:
            lines = self.text[offset:start].split("\n")
            column = max(known.column - len(lines[0]), 1) if len(lines) == 1 else 1
            return Location(known.path, known.line - len(lines) + 1, column)
        return known.after(self.text[start:offset])


class Use(Struct, frozen=True):
    """A place that states a fact (or claim), marks words as plain, or shows a chart.

    An "anchor" stands at the end of a heading, for its link to itself.
    """

    kind: Literal["fact", "plain", "chart", "anchor"]
    target: str  # id of the fact, name of the chart, id of the heading, "" for plain words
    words: str  # as written; "" asks for the fact's own form
    where: Location


class Heading(Struct, frozen=True):
    level: int
    id: str
    text: str
    explicit: bool  # the author wrote {#id}
    where: Location


class Link(Struct, frozen=True):
    """A link or an image as written: `target` is the address, `text` its words or alternative."""

    kind: Literal["link", "image"]
    target: str
    text: str
    where: Location


class Prose(Struct, frozen=True):
    """Markdown that has been read: HTML with holes for its uses, and what checks need to know."""

    html: str
    text: str  # plain words, uses included; for titles, attributes, feeds
    where: Location = Location("")
    runs: tuple[Run, ...] = ()
    uses: tuple[Use, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    markdown: str = ""  # as typed, without comments; with the same holes, but for headings' links
    code: tuple[Run, ...] = ()  # code spans and blocks, which checks leave alone

    def __bool__(self) -> bool:
        return bool(self.html)


class Source(Struct, frozen=True):
    id: str
    title: str
    publisher: str
    published: str  # a year, a month or a day, as far as known; "" if unknown
    url: str
    file: str  # path of the kept document; "" makes the source an excerpt
    encoding: str  # of the kept document, where it is not UTF-8
    retrieved: str  # the day it was kept; "" if unknown
    next: str  # when its publisher is due to publish again; "" if unknown
    where: Location
    url_at: Location
    next_at: Location

    @property
    def name(self) -> str:
        """Who is credited with it: its publisher, or its title where none is named."""
        return self.publisher or self.title


class Change(Struct, frozen=True):
    """One entry of a fact's history: what it said until a day, and why it changed."""

    value: str
    until: str
    kind: Kind
    note: str
    where: Location


class Other(Struct, frozen=True):
    """What another source says of the same thing and time as a fact."""

    quantity: Quantity
    proof: Quotation
    where: Location


class Fact(Struct, frozen=True):
    """One value with its proof. A claim's `quantity` is None and its text 'true'."""

    id: str
    series: str  # id of the series it is a point of, or ""
    key: str  # its key in the series, or ""
    what: Prose
    label: Prose  # a short name, for charts and tables
    note: Prose
    when: str
    text: str  # as a newspaper prints it: "over 75%"
    quantity: Quantity | None
    proof: Proof
    agrees: str
    words: tuple[str, ...]
    history: tuple[Change, ...]
    where: Location
    value_at: Location
    also: str = ""  # why another fact says something else of the same thing and time
    paged: bool = True  # has a page of its own; points of a series of cells stand on the series'
    todo: str = ""  # what an author has still to look at; `draft` writes it
    todo_at: Location = Location("")
    within: str = ""  # by how much a formula may differ from the fact that it `agrees` with
    others: tuple[Other, ...] = ()
    tolerance: str = ""  # how far from the value `others` may be
    tolerance_at: Location = Location("")

    @property
    def evidence(self) -> Evidence:
        return self.proof.evidence

    @property
    def formula(self) -> Formula | None:
        return self.proof if isinstance(self.proof, Formula) else None

    @property
    def source(self) -> str:
        """The id of the source that says it, or ""."""
        return "" if isinstance(self.proof, Formula | Assumed) else self.proof.source

    @property
    def quote(self) -> str:
        """The words of the source that say it, or ""."""
        return self.proof.words if isinstance(self.proof, Quotation | Reading) else ""

    @property
    def reading(self) -> str:
        return self.proof.how if isinstance(self.proof, Reading) else ""

    @property
    def place(self) -> Place | None:
        """Where in the kept document it stands."""
        return None if isinstance(self.proof, Formula | Assumed) else self.proof.place

    @property
    def assumed(self) -> str:
        """Why the author assumes the value, or ""."""
        return self.proof.why if isinstance(self.proof, Assumed) else ""

    @property
    def claim(self) -> bool:
        return self.quantity is None

    @property
    def name(self) -> str:
        """What charts and tables call it."""
        return (self.label or self.what).text


class Series(Struct, frozen=True):
    id: str
    what: Prose
    points: tuple[str, ...]  # ids of its facts, in order
    labelled: bool  # labels name its points, each its own, and not their keys or dates
    where: Location
    table: bool = False  # its points are cells of a table, and stand on its page
    gaps: tuple[str, ...] = ()  # the keys of empty cells, in the table's words


class Chapter(Struct, frozen=True):
    path: str
    slug: str
    title: Prose
    summary: Prose
    body: Prose


class Label(Struct, frozen=True):
    """What an edition letters, `words`, where the code of a chart letters `text`.

    `{}` in `text` stands for what the code fills in; `words` put it at their own `{}`, or `{2}`.
    """

    text: str
    words: str
    where: Location


class Chart(Struct, frozen=True):
    """A chart's words and code; what is drawn from them is a `Drawing`."""

    name: str
    title: Prose
    subtitle: Prose
    alt: Prose
    note: Prose
    code: str
    code_path: str
    words_path: str
    labels: tuple[Label, ...] = ()  # of an edition


class MarkArea(Struct, frozen=True):
    """Where a mark of a drawing is pointed at: a box in its units, and the facts that it states."""

    facts: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


class Drawing(Struct, frozen=True):
    """A chart, drawn and proved: two inline SVGs and the facts it read."""

    wide: str
    narrow: str
    facts: tuple[str, ...]
    spec: str  # Vega-Lite JSON of the wide drawing, with real colours
    svg: str  # self-contained, with real colours
    simplest: str  # the drawing that an author made for share images, or else the narrow one
    computed: str = ""  # what was computed in it: "Means, regression"
    rows: int = 0  # from how many rows of data
    wide_marks: tuple[MarkArea, ...] = ()
    narrow_marks: tuple[MarkArea, ...] = ()


class Limit(Struct, frozen=True):
    """At most so many of a kind: facts by weak evidence, entries of site.names, `plain:` words."""

    kind: str
    most: int
    where: Location


class Notice(Struct, frozen=True):
    """A correction of words: on which day, what it was, and at which anchor of the story."""

    date: str
    text: Prose
    anchor: str


class Site(Struct, frozen=True):
    title: Prose
    description: Prose
    url: str  # always ends with "/"
    repository: str
    language: str
    author: str
    publisher: str
    license: str
    published: str
    opening: str
    names: tuple[str, ...]
    budgets: dict[str, int]  # bytes
    limits: tuple[Limit, ...]  # of weak evidence
    notices: tuple[Notice, ...]  # of corrected words
    where: Location
    phrases: Phrases = Phrases()  # the words for readers in its language
    languages: tuple[str, ...] = ()  # of the editions, the main one first; () of one alone
    folder: str = ""  # "zh/" of an edition that stands beside the main one

    @property
    def root(self) -> str:
        """The public address of the main edition; `url` is that of this one."""
        return self.url.removesuffix(self.folder)


class Unproved(Struct, frozen=True):
    """Words that no check proves, at a place; `kind`: "plain", "name", "code", "told", "trend"."""

    kind: str
    place: str
    words: str
    sentence: str  # in which they stand; of a block of code, their line


class Move(Struct, frozen=True):
    """An address or anchor that was released and is no more: it leads to `to`, or is gone."""

    old: str  # "/charts/old/" or "#anchor"
    to: str  # "" when it is gone
    gone: str  # why
    on: str  # since when
    where: Location


class Story(Struct, frozen=True):
    site: Site
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]  # points of a series stand as themselves, in the order of the file
    series: Mapping[str, Series]
    chapters: tuple[Chapter, ...]
    charts: Mapping[str, Chart]
    moved: tuple[Move, ...]
    # Ids of facts, series and charts that are written but could not be read, so that nobody misses
    # them a second time; None when data.yaml itself could not be read.
    unread: frozenset[str] | None = frozenset()
    checks: tuple[tuple[str, str], ...] = ()  # the author's statements, each with its place
    editions: tuple[str, ...] = ()  # the days on which it was released, in order

    def points(self, series: str) -> list[Fact]:
        """The points of a series that could be read, in order; none of an id that is no series."""
        found = self.series.get(series)
        return [self.facts[id] for id in (found.points if found else ()) if id in self.facts]
