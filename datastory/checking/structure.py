"""Chapters, headings, charts and links stand where they can, and each has its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..model import Link, Story
from ..problem import Location, Problem, did_you_mean
from ..story_prose import proses

OUTSIDE = re.compile(
    r"""https?://[^\s/?#@:<>"\\\[\]]+(:\d{1,5})?([/?#][^\s<>"\\]*)?|mailto:[^\s@<>"\\]+@[^\s@<>"\\]+"""
)
INSIDE = re.compile(r"(?!//)(?![A-Za-z][A-Za-z0-9+.-]*:)[^\s<>\"\\]+")
# Pictures whose figures nobody could read back.
CHART_WORD = re.compile(r"\b(?:bar |line |pie )?(?:charts?|graphs?|plots?|histograms?)\b", re.I)
PICTURE = re.compile(r"[\w-][\w./-]*\.(avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
RESERVED = ("fact-", "note-", "chart-", "after-")  # the page's own
SCHEMES = ("fact", "plain", "chart", "https", "http", "mailto")


# "We had misread the table": an error of the story's own.
OWN_ERROR = re.compile(
    r"\b(?:we|our|us|I|my)\b[^.]{0,60}?\b(?:misread|mistook|mistaken?|mistakes?|errors?|wrong(?:ly)?|slips?|typos?"
    r"|mixed\s+up|confused|miscopied|miscounted|mistyped|misprint\w*|swapped)\b"
    r"|\b(?:misread|miscopied|mistyped|typo|misprint)\b",
    re.I,
)


SHOWN_NOWHERE = "this chart is shown nowhere"


def histories(story: Story) -> Iterator[Problem]:
    """A change that mends an error of the story's own is a correction."""
    for fact in story.facts.values():
        for change in fact.history:
            if change.kind != "correction" and (match := OWN_ERROR.search(change.note)):
                message = f"'{match[0]}' tells of an error of your own, and this entry is "
                message += f"'{change.kind}'; write kind: correction"
                yield Problem(change.where, message, change.note)


def anchors(story: Story) -> Iterator[Problem]:
    """Chapters and headings have anchors, each its own."""
    taken = {"main"}
    for chapter in story.chapters:
        places = [(chapter.slug, Location(chapter.path, 1, 1), "id: words")] * bool(chapter.slug)
        places += [(each.id, each.where, "{#words}") for each in chapter.body.headings]
        for name, where, example in places:
            if not ANCHOR.fullmatch(name):
                message = f"'{name}' is no anchor; give one that begins with a letter: {example}"
                yield Problem(where, message, name)
            elif name in taken or name.startswith(RESERVED):
                message = f"the anchor '#{name}' is taken; give another: {example}"
                yield Problem(where, message, name)
            taken |= {name, f"{name}-title"}


def places_of_charts(story: Story) -> Iterator[Problem]:
    """A chart stands in a chapter, once, as headings do; every chart does, or is the opening."""
    placed = {story.site.opening}
    bodies = {id(chapter.body) for chapter in story.chapters}
    for prose in proses(story):
        for use in prose.uses:
            message = ""
            if use.kind == "chart" and id(prose) in bodies:
                if use.target in placed:
                    message = f"the chart '{use.target}' is placed twice"
                placed.add(use.target)
            elif use.kind == "chart":
                message = "a chart stands in a chapter, not in other words"
            elif use.kind == "anchor" and id(prose) not in bodies:
                message = "headings stand in chapters only; write plain words"
            if message:
                yield Problem(use.where, message, use.target if use.kind == "chart" else use.words)
    for chart in story.charts.values():
        if chart.name not in placed:
            message = f"{SHOWN_NOWHERE}; place it with ![](chart:{chart.name})"
            yield Problem(Location(chart.words_path), message)


def headings(story: Story) -> Iterator[Problem]:
    """The headings of a chapter begin with '##' and skip no level."""
    for chapter in story.chapters:
        level = 1
        for heading in chapter.body.headings:
            if heading.level == 1:
                message = "headings in a chapter begin with '##'"
                yield Problem(heading.where, message, heading.text)
            elif heading.level > level + 1:
                message = f"this heading skips a level; use '{'#' * (level + 1)}'"
                yield Problem(heading.where, message, heading.text)
            level = max(heading.level, 2)


def links(story: Story) -> Iterator[Problem]:
    """Links go to http(s):, mailto: and places inside the site; pictures are the story's own."""
    for prose in proses(story):
        for link in prose.links:
            image = link.kind == "image"
            wrong = _wrong_picture(link) if image else _wrong_link(link.target, story)
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
    if "{{" in target or "{%" in target:
        return ""  # told by name, as a mark of another dialect
    if not target:
        return "this link leads nowhere; write its address in the round brackets"
    if target.startswith(tuple(f"{scheme} " for scheme in SCHEMES)):
        return f"a colon is missing here: {target.replace(' ', ':', 1)}"
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


def _wrong_picture(link: Link) -> str:
    target, words = link.target, link.text
    if target.startswith("fact:"):
        return "a figure is linked without the '!', as in [words](fact:id)"
    if " " in target or "%20" in target:
        return "the name of a picture has no spaces here; rename the file, and write the new name"
    if target.startswith("content/"):
        return f"a picture is named from content/ on; write {target.removeprefix('content/')}"
    if not PICTURE.fullmatch(target) or ".." in target:
        return "a picture lies in content/, and is named from there: ![what it shows](name.png)"
    if drawn := CHART_WORD.search(words):
        return (
            f"a {drawn[0].lower()} in a picture proves nothing; draw it from facts, in "
            "content/charts/, and place it by ![](chart:name)"
        )
    if not words:
        return "say in the brackets what the picture shows, for those who cannot see it"
    return ""


def chapters(story: Story) -> Iterator[Problem]:
    """A story has chapters."""
    if not story.chapters:
        yield Problem(Location("content"), "a story needs a chapter: content/01-name.md")


def one_address_each(story: Story) -> Iterator[Problem]:
    """No two pages share an address, not even on a disk where case does not count."""
    facts = [(fact.id, fact.where) for fact in story.facts.values() if fact.paged]
    series = [(series.id, series.where) for series in story.series.values()]
    charts = [(chart.name, Location(chart.words_path)) for chart in story.charts.values()]
    for pages in ([*facts, *series], charts):
        taken: dict[str, str] = {}
        for id, where in sorted(pages, key=lambda page: page[1]):
            other = taken.setdefault(id.casefold(), id)
            if other != id:
                message = f"'{id}' and '{other}' are one address where case does not count; "
                yield Problem(where, f"{message}rename one", id)
