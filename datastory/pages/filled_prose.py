"""Prose with its holes filled: figures linked to their notes, charts in their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urljoin

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from ..cache import once
from ..model import HOLE, Chart, Drawing, Fact, Prose, Story, Use
from ..site import references
from ..site.chart_style import size
from ..site.references import Place
from ..site.wording import TOGETHER, figure

HEADING = re.compile(r"<(/?)h([2-5])(?=[ >])")
# Wide tables, code and formulas scroll on their own and take the focus, so that keys scroll them.
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
WIDE = re.compile(r'<(pre|math display="block")')
# A paragraph of the text itself; what is first another block, as a chart with its notes, is none.
PARAGRAPH = re.compile(
    r"<(figure|blockquote|ul|ol|dl|div|details|table)\b.*?</\1>|<p>(?P<words>.*?)</p>", re.DOTALL
)
NOTED = re.compile(r'href="#note-([^"]+)"')
NAMED = 2  # publishers beside a paragraph; the rest are counted
INTERNAL = re.compile(r' (href|src)="(?!https?:|mailto:)([^"]*)"')
HOLE_AND_WORD = re.compile(rf"{HOLE.pattern}( [^\W\d_]{{1,14}}\b)?")
# What follows a number and is not what it counts.
NO_UNITS = {
    "a", "an", "and", "are", "as", "at", "but", "by", "for", "from", "had", "has", "have", "in",
    "into", "is", "it", "its", "more", "of", "off", "on", "or", "out", "over", "per", "so",
    "than", "that", "the", "their", "then", "there", "these", "this", "those", "to", "under",
    "up", "was", "were", "when", "where", "which", "while", "who", "will", "with", "would",
}  # fmt: skip
BASE = {"href": "/", "src": "/content/"}
COLUMN = 640  # units of a drawing's width that the text column can hold

Link = Callable[[str], str]


def fill(prose: Prose, place: Callable[[Use], Markup], link: Link) -> Markup:
    """The HTML of some prose: `place` says what stands in a hole, `link` leads inside the site."""

    def inside(match: re.Match[str]) -> str:
        target = urljoin(BASE[match[1]], Markup(match[2]).unescape())
        target = target if target.startswith("/") else f"/{target}"  # `../a` from the top
        return f' {match[1]}="{escape(link(target))}"'

    def placed(hole: re.Match[str]) -> str:
        use = prose.uses[int(hole[1])]
        unit = hole[2] or ""
        if unit and use.kind == "fact" and use.words[-1:].isdigit() and unit[1:] not in NO_UNITS:
            return TOGETHER % (place(use) + Markup(unit))
        return place(use) + Markup(unit)

    html = HOLE_AND_WORD.sub(placed, INTERNAL.sub(inside, prose.html))
    html = TABLE.sub(r'<div class="table" tabindex="0">\g<0></div>', html)
    return Markup(WIDE.sub(r'<\1 tabindex="0"', html))


def linked(use: Use, facts: Mapping[str, Fact], at: Callable[[Fact], str]) -> Markup:
    """A figure away from the story: words that lead to its page."""
    if use.kind != "fact":
        return escape(use.words)
    fact = facts[use.target]
    return Markup(f'<a class="fig" href="{escape(at(fact))}">{figure(fact, use.words)}</a>')


class Note(Struct, frozen=True):
    """A fact's place among the notes; one that no words state carries the fact's anchor itself."""

    number: int
    fact: Fact
    stated: bool


class FilledOpening(Struct, frozen=True):
    title: Markup
    description: Markup
    chart: Markup | None


class FilledChart(Struct, frozen=True):
    """A chart for its template: `level` of its heading, and whether it `spans` the page."""

    chart: Chart
    drawing: Drawing
    level: int
    spans: bool
    title: Markup
    subtitle: Markup
    note: Markup


class FilledChapter(Struct, frozen=True):
    """A chapter for its template: `number` of `count`; `places` tell where facts of notes stand."""

    slug: str
    name: str
    number: int
    count: int
    title: Markup
    summary: Markup
    body: Markup
    charts: tuple[Chart, ...]
    notes: tuple[Note, ...]
    places: dict[str, tuple[Place, ...]]

    def known(self) -> object:
        """All of it, with digests for what others hold too."""
        notes = [(note.number, once(note.fact), note.stated) for note in self.notes]
        return replace(self, charts=(), notes=()), [*map(once, self.charts)], notes


Figure = Callable[[FilledChart], Markup]
Section = Callable[[FilledChapter], Markup]


class Text(Struct):
    """The story filled from top to bottom, as what came before decides what stands at a place.

    A fact's first statement bears its anchor, and its note stands at the end of that chapter.
    """

    story: Story
    drawings: Mapping[str, Drawing]
    figure: Figure
    link: Link
    stated: frozenset[str] = frozenset()
    numbers: dict[str, int] = {}  # of notes
    anchored: set[str] = set()
    placed: dict[str, Chart] = {}

    def __post_init__(self) -> None:
        self.stated = references.stated_in(self.story)

    def fill(self, prose: Prose) -> Markup:
        return fill(prose, self._place, self.link)

    def opening(self) -> FilledOpening:
        site = self.story.site
        title, description = self.fill(site.title), self.fill(site.description)
        chart = self.chart(site.opening, 2) if site.opening else None
        return FilledOpening(title, description, chart)

    def chapters(self) -> tuple[FilledChapter, ...]:
        """The last chapter's notes include the facts that no chapter shows."""
        done, noted = 0, 0
        filled = []
        places = references.used_in(self.story, self.drawings)
        for number, chapter in enumerate(self.story.chapters, 1):
            title, summary = self.fill(chapter.title), self.fill(chapter.summary)
            # The chapter's own title is the page's second level, so headings in it are the third.
            html = HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", chapter.body.html)
            body = self._credited(self.fill(replace(chapter.body, html=html)))
            if chapter is self.story.chapters[-1]:
                self._number(references.paged(self.story))
            notes = self._notes(noted)
            filled.append(
                FilledChapter(
                    chapter.slug, chapter.title.text, number, len(self.story.chapters),
                    title, summary, body, tuple(self.placed.values())[done:], notes,
                    {note.fact.id: places[note.fact.id] for note in notes},
                )
            )  # fmt: skip
            done, noted = len(self.placed), len(self.numbers)
        return tuple(filled)

    def _credited(self, body: Markup) -> Markup:
        """Each paragraph with the publishers that prove its facts, for the margin of a wide screen.

        A paragraph with the same publishers as the one before it names none.
        """
        said, last = self.story.site.phrases, ""

        def credited(paragraph: re.Match[str]) -> str:
            nonlocal last
            words = paragraph["words"] or ""
            facts = [self.story.facts[id] for id in dict.fromkeys(NOTED.findall(words))]
            by = references.credit(facts, self.story).words(said, NAMED)
            if not by or by == last:
                return paragraph[0]
            last = by
            return f'<p data-by="{said.html("credit.source", sources=by)}">{words}</p>'

        return Markup(PARAGRAPH.sub(credited, body))

    def _number(self, ids: tuple[str, ...]) -> None:
        for id in ids:
            self.numbers.setdefault(id, len(self.numbers) + 1)

    def _notes(self, after: int) -> tuple[Note, ...]:
        facts = self.story.facts
        return tuple(
            Note(number, facts[id], id in self.stated)
            for id, number in self.numbers.items()
            if number > after
        )

    def _place(self, use: Use) -> Markup:
        match use.kind:
            case "fact":
                return self._fact(use)
            case "chart":
                return self.chart(use.target, 3)
            case "anchor":
                label = self.story.site.phrases.html("copy.link", name=use.words)
                at = escape(use.target)
                return Markup(f'<a class="copy" href="#{at}" aria-label="{label}"></a>')
        return escape(use.words)

    def _fact(self, use: Use) -> Markup:
        fact = self.story.facts[use.target]
        self._number((fact.id,))
        anchor = "" if fact.id in self.anchored else f' id="fact-{fact.id}"'
        self.anchored.add(fact.id)
        at = f'{anchor} href="#note-{fact.id}" data-n="{self.numbers[fact.id]}"'
        return Markup(f'<a class="fig"{at}>{figure(fact, use.words)}</a>')

    def chart(self, name: str, level: int) -> Markup:
        """The whole figure, which stands once."""
        chart = self.story.charts[name]
        self.placed[name] = chart
        drawing = self.drawings[name]
        title, subtitle, note = map(self.fill, (chart.title, chart.subtitle, chart.note))
        shown = (id for id in drawing.facts if id not in self.stated)
        self._number(tuple(id for id in shown if self.story.facts[id].paged))
        spans = size(drawing.wide)[0] > COLUMN
        return self.figure(FilledChart(chart, drawing, level, spans, title, subtitle, note))
