"""What must hold before a page is written. A check is a generator; its docstring is the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import urlsplit

from . import quotations
from .formulas import INPUT
from .model import Chart, Fact, Prose, Story
from .numerals import parse_value
from .problem import Location, Problem, did_you_mean
from .statements import figures, quoted, says

Check = Callable[[Story], Iterator[Problem]]
OUTSIDE = re.compile(
    r"""https?://[^\s/?#@:<>"\\\[\]]+(:\d{1,5})?([/?#][^\s<>"\\]*)?|mailto:[^\s@<>"\\]+@[^\s@<>"\\]+"""
)
INSIDE = re.compile(r"(?!//)(?![A-Za-z][A-Za-z0-9+.-]*:)[^\s<>\"\\]+")
PICTURE = re.compile(r"[\w-][\w./-]*\.(avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
SCHEMES = ("fact", "plain", "chart", "https", "http", "mailto")


def check(story: Story) -> list[Problem]:
    """All problems of all checks."""
    return [problem for one in CHECKS for problem in one(story)]


def proses(story: Story) -> Iterator[Prose]:
    """Everything readers read: the site's words, chapters, charts, facts."""
    yield story.site.title
    yield story.site.description
    for chapter in story.chapters:
        yield from filter(None, (chapter.title, chapter.summary, chapter.body))
    for chart in story.charts.values():
        yield from chart_proses(chart)
    for fact in story.facts.values():
        if not fact.series or fact.id == story.series[fact.series].points[0]:
            yield fact.what  # the points of a series share their words
        yield from filter(None, (fact.label, fact.note))


def chart_proses(chart: Chart) -> Iterator[Prose]:
    yield from filter(None, (chart.title, chart.subtitle, chart.alt, chart.note))


def quotations_stand(story: Story) -> Iterator[Problem]:
    """A quotation stands in its source's kept document."""
    documents = {
        name: quotations.read(source.document)
        for name, source in story.sources.items()
        if source.document
    }
    for fact in story.facts.values():
        document = documents.get(fact.source)
        if fact.quote and document and quotations.find(fact.quote, document) is None:
            file = story.sources[fact.source].file
            message = f"this quotation does not stand in {file}; copy it from there, word for word"
            yield Problem(fact.quote_at, message, fact.quote)


def quotations_say(story: Story) -> Iterator[Problem]:
    """A quotation says its fact's value, or `reading` says how it does."""
    for fact in story.facts.values():
        if fact.quote and fact.quantity and fact.evidence != "reading":
            reason = quoted(fact.quote, fact.quantity)
            if reason:
                yield Problem(fact.quote_at, reason, fact.quote)


def formulas_hold(story: Story) -> Iterator[Problem]:
    """A claim is true; a derived fact equals the one it `agrees` with, as that one is rounded."""
    for fact in story.facts.values():
        if fact.formula is None:
            continue
        if fact.formula.exact is False:
            said = INPUT.sub(lambda id: story.facts[id[1].strip()].text, fact.formula.text)
            yield Problem(fact.formula.where, f"this is not true: {said}", fact.formula.text)
        if fact.agrees:
            yield from _agrees(fact, story)


def _agrees(fact: Fact, story: Story) -> Iterator[Problem]:
    other = story.facts.get(fact.agrees)
    if other is None or other.quantity is None or fact.quantity is None or fact.formula is None:
        return  # told when it was read
    units = {fact.quantity.unit, other.quantity.unit} - {""}
    off = abs(fact.formula.exact - other.quantity.value)
    if off * 2 > other.quantity.step or len(units) > 1:
        message = f"the formula gives {fact.text}, but '{other.id}' says {other.text}"
        yield Problem(fact.formula.where, message, fact.formula.text)


def uses(story: Story) -> Iterator[Problem]:
    """Linked words say their fact; a claim's words are among its own."""
    for prose in proses(story):
        for use in prose.uses:
            if use.kind == "fact":
                reason = _use(story, use.target, use.words)
                if reason:
                    yield Problem(use.where, reason, use.words)
            elif use.kind == "plain" and re.search(r"\d", use.words):
                message = "digits are a figure; link them to a fact: [{0}](fact:id)"
                yield Problem(use.where, message.format(use.words), use.words)
            elif use.kind == "chart" and _missing(use.target, story.charts, story):
                near = did_you_mean(use.target, story.charts)
                yield Problem(use.where, f"there is no chart '{use.target}'{near}", use.target)


def _missing(name: str, known: Collection[str], story: Story) -> bool:
    """Not there, and not because it could not be read, which has been told."""
    return name not in known and story.unread is not None and name not in story.unread


def _use(story: Story, name: str, words: str) -> str | None:
    fact = story.facts.get(name)
    if fact is None and not _missing(name, (), story):
        return None
    if fact is None and name in story.series:
        points = ", ".join(story.series[name].points[:3])
        return f"'{name}' is a series; state one of its points: {points} …"
    if fact is None:
        return f"there is no fact '{name}'{did_you_mean(name, (*story.facts, *story.series))}"
    if fact.quantity is not None:
        return says(words, fact.quantity)
    if figures(words, story.site.names):
        return "the words of a claim hold no number; link the number to its own fact"
    allowed = (fact.what.text, *fact.words)
    spoken = f" {_spoken(words)} "
    if not words or not any(spoken in f" {_spoken(text)} " for text in allowed):
        choices = ", ".join(f"'{text}'" for text in allowed)
        return f"the claim '{name}' is worded {choices}; use these, or add yours to its 'words'"
    return None


def _spoken(text: str) -> str:
    return " ".join(re.findall(r"[\w’'-]+", text.lower()))


def figures_bound(story: Story) -> Iterator[Problem]:
    """Every number in words is linked to a fact, or is no figure."""
    for prose in proses(story):
        for run in prose.runs:
            for figure in figures(run.text, story.site.names):
                # What belongs to a bound number is told where it stands, not at the link.
                word = re.search(r"\w", figure.text) if "\ufffc" in figure.text else None
                where = run.at(figure.start + (word.start() if word else 0))
                yield Problem(where, _unbound(figure.text, story), figure.text)


def _unbound(text: str, story: Story) -> str:
    if "\ufffc" in text:
        word = text.replace("\ufffc", "").strip(" -")
        return f"'{word}' belongs to the number; put it inside the link"
    quantity = parse_value(text)
    matches = [
        fact.id
        for fact in story.facts.values()
        if not isinstance(quantity, str) and fact.quantity and fact.quantity.value == quantity.value
    ]
    hint = f" (it says {', '.join(matches[:3])})" if matches else ""
    way_out = "" if re.search(r"\d", text) else f"; if it is no figure, write [{text}](plain:)"
    return f"'{text}' is bound to no fact{hint}; write [{text}](fact:id){way_out}"


def structure(story: Story) -> Iterator[Problem]:
    """Chapters, headings and anchors: each has a name of its own, in order."""
    anchors: dict[str, Location] = {f"chart-{name}": story.site.where for name in story.charts}
    for chapter in story.chapters:
        places = [(chapter.slug, Location(chapter.path, 1, 1))]
        places += [(heading.id, heading.where) for heading in chapter.body.headings]
        for name, where in places:
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
                message = f"'{name}' is no anchor; write one: {{#words-with-hyphens}}"
                yield Problem(where, message, name)
            elif name in anchors or name.startswith(("fact-", "note-")):
                yield Problem(where, f"the anchor '#{name}' is taken; give another: {{#id}}", name)
            anchors[name] = where
        yield from _heading_levels(chapter.body)
    placed = {story.site.opening}
    for chapter in story.chapters:
        for use in chapter.body.uses:
            if use.kind == "chart" and use.target in placed:
                yield Problem(use.where, f"the chart '{use.target}' is placed twice", use.target)
            if use.kind == "chart":
                placed.add(use.target)


def _heading_levels(body: Prose) -> Iterator[Problem]:
    level = 1
    for heading in body.headings:
        if heading.level == 1:
            yield Problem(heading.where, "headings in a chapter begin with '##'", heading.text)
        elif heading.level > level + 1:
            marks = "#" * (level + 1)
            yield Problem(heading.where, f"this heading skips a level; use '{marks}'", heading.text)
        level = max(heading.level, 2)


def links(story: Story) -> Iterator[Problem]:
    """Links go to http(s):, mailto: and places inside the site; pictures are the story's own."""
    for prose in proses(story):
        for link in prose.links:
            wrong = _wrong_link(link.target, story)
            if link.kind == "image":
                wrong = _wrong_picture(link.target, link.text)
            if wrong:
                yield Problem(link.where, wrong, link.text or link.target)


def _wrong_link(target: str, story: Story) -> str:
    scheme = target.partition(":")[0].lower() if ":" in target else ""
    if target in story.facts or target in SCHEMES:
        id = target if target in story.facts else "id"
        return f"a figure is linked as in [words](fact:{id})"
    if target.startswith("www."):
        return f"write https:// in front: https://{target}"
    if (OUTSIDE.fullmatch(target) and _splits(target)) or INSIDE.fullmatch(target):
        return ""
    if not target:
        return "this link leads nowhere; write its address in the round brackets"
    if " " in target:
        return "an address has no spaces; write %20 for each"
    if scheme in ("http", "https", "mailto"):
        return "this is no address; write it as in https://example.org/page or mailto:a@b.org"
    near = did_you_mean(scheme, SCHEMES)
    return f"links go to https://, mailto: or a place in this story, as in #chapter{near}"


def _splits(target: str) -> bool:
    try:
        urlsplit(target)
    except ValueError:
        return False
    return True


def _wrong_picture(target: str, words: str) -> str:
    if target.startswith("fact:"):
        return "a figure is linked without the '!', as in [words](fact:id)"
    if " " in target or "%20" in target:
        return "the name of a picture has no spaces here; rename the file, and write the new name"
    if not PICTURE.fullmatch(target) or ".." in target:
        return "a picture lies in content/, and is named from there: ![what it shows](name.png)"
    if not words:
        return "say in the brackets what the picture shows, for those who cannot see it"
    return ""


def opening(story: Story) -> Iterator[Problem]:
    """A story has chapters; every chart of it is shown."""
    if not story.chapters:
        yield Problem(Location("content"), "a story needs a chapter: content/01-name.md")
    placed = {
        use.target for chapter in story.chapters for use in chapter.body.uses if use.kind == "chart"
    }
    for chart in story.charts.values():
        if chart.name not in placed and chart.name != story.site.opening:
            message = f"this chart is shown nowhere; place it with ![](chart:{chart.name})"
            yield Problem(Location(chart.words_path), message)


def one_address_each(story: Story) -> Iterator[Problem]:
    """No two pages share an address, not even on a disk where case does not count."""
    facts = [(fact.id, fact.where) for fact in story.facts.values()]
    series = [(series.id, series.where) for series in story.series.values()]
    charts = [(chart.name, Location(chart.words_path)) for chart in story.charts.values()]
    for pages in ([*facts, *series], charts):
        taken: dict[str, str] = {}
        for id, where in sorted(pages, key=lambda page: page[1]):
            other = taken.setdefault(id.casefold(), id)
            if other != id:
                message = f"'{id}' and '{other}' are one address where case does not count; "
                yield Problem(where, f"{message}rename one", id)


CHECKS: tuple[Check, ...] = (
    quotations_stand,
    quotations_say,
    formulas_hold,
    uses,
    figures_bound,
    structure,
    links,
    opening,
    one_address_each,
)
