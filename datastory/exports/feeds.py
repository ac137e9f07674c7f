"""Files that machines fetch again and again: the Atom feed, the sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as xml

from msgspec import Struct

from ..model import Drawing, Story
from ..site import references, routes, wording

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(Struct, frozen=True):
    """`name` ends the entry's permanent id; dates are days."""

    name: str
    address: str
    title: str
    summary: str
    category: str
    published: str
    updated: str


def feed(story: Story, drawings: Mapping[str, Drawing], tag: str) -> bytes:
    """Atom: the story, its charts and every change of a figure, the latest first.

    `tag` begins every id, as in `"tag:a.example,2026-01-05:/repo/charts/rd/"`.
    """
    site = story.site
    entries = sorted(_entries(story, drawings), key=lambda entry: entry.updated, reverse=True)
    root = xml.Element("feed", {"xmlns": ATOM, "xml:lang": site.language})
    _add(root, "id", text=tag + routes.FEED)
    _add(root, "title", text=site.title.text)
    _add(root, "subtitle", text=site.description.text)
    _add(root, "updated", text=wording.moment(entries[0].updated))
    _add(root, "link", rel="self", href=routes.permalink(routes.FEED, site.url))
    _add(root, "link", rel="alternate", type="text/html", href=site.url)
    _add(_add(root, "author"), "name", text=site.author or site.title.text)
    if wording.license_url(site.license):
        _add(root, "link", rel="license", href=wording.license_url(site.license))
    for entry in entries:
        _entry(root, entry, story, tag)
    return _document(root)


def sitemap(story: Story, drawings: Mapping[str, Drawing]) -> bytes:
    """The pages that people read, in all editions, each with the day of its latest change."""
    site = story.site
    languages = site.languages or (site.language,)
    spaces = {"xmlns": SITEMAP} | ({"xmlns:xhtml": XHTML} if site.languages else {})
    root = xml.Element("urlset", spaces)
    changed = _days(story, drawings)
    for address in routes.pages(references.paged(story), story.series, story.charts):
        for language in languages:
            at = routes.in_edition(address, routes.folder(language, languages))
            page = _add(root, "url")
            _add(page, "loc", text=routes.permalink(at, site.root))
            if day := changed.get(address, changed[routes.STORY]):
                _add(page, "lastmod", text=day)
            for other in references.alternates(address, site):
                _add(page, "xhtml:link", rel="alternate", hreflang=other.language, href=other.href)
    return _document(root)


def robots(story: Story) -> bytes:
    address = routes.permalink(routes.SITEMAP, story.site.url)
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}\n".encode()


def _entries(story: Story, drawings: Mapping[str, Drawing]) -> Iterator[Entry]:
    site, days = story.site, _days(story, drawings)
    born = site.published or routes.NEVER
    yield Entry(
        routes.STORY, routes.STORY, site.title.text, site.description.text, "story",
        born, days[routes.STORY] or born,
    )  # fmt: skip
    for day in story.editions:
        address, spoken = routes.edition(day), site.phrases
        title = spoken.say("edition.named", date=wording.date_words(day, spoken))
        yield Entry(address, address, title, spoken.say("edition.that_day"), "edition", day, day)
    for chart in story.charts.values():
        address = routes.chart(chart.name)
        updated = days[address] or born
        yield Entry(address, address, chart.title.text, chart.alt.text, "chart", born, updated)
    yield from _changes(story)
    for number, notice in enumerate(story.site.notices, 1):
        address = routes.STORY + (f"#{notice.anchor}" if notice.anchor else "")
        title = site.phrases.say("change.notice")
        yield Entry(
            f"{routes.CORRECTIONS}notice/{number}", address, title, notice.text.text, "notice",
            notice.date, notice.date,
        )  # fmt: skip


def _changes(story: Story) -> Iterator[Entry]:
    """One entry for each change, and one for all points of a series that changed together."""
    phrases = story.site.phrases
    for entry in references.changes(story):
        fact, change = entry.fact, entry.change
        name = f"{routes.fact(fact.id)}history/{fact.history.index(change) + 1}"
        address = routes.figure(fact)
        if entry.together:
            name = f"{routes.fact(fact.series)}history/{change.until}/{name.rpartition('/')[2]}"
            address = routes.fact(fact.series)
        title = phrases.say(
            "change.named", kind=phrases.say(f"change.{change.kind}"),
            what=wording.change_name(entry, story),
        )  # fmt: skip
        words = wording.changed(entry, phrases)
        yield Entry(name, address, title, words, change.kind, change.until, change.until)


def _entry(root: xml.Element, entry: Entry, story: Story, tag: str) -> None:
    made = _add(root, "entry")
    _add(made, "id", text=tag + entry.name)
    _add(made, "title", text=entry.title)
    address = routes.permalink(entry.address, story.site.url)
    _add(made, "link", rel="alternate", type="text/html", href=address)
    _add(made, "published", text=wording.moment(entry.published))
    _add(made, "updated", text=wording.moment(entry.updated))
    _add(made, "category", term=entry.category)
    _add(made, "summary", text=entry.summary)


def _days(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, str]:
    """When pages last changed, by address: the story's day, or that of a later change."""

    def latest(facts: Iterable[str]) -> str:
        changed = [
            entry.change.until
            for id in facts
            for entry in references.changes_of(story.facts[id], story)
        ]
        return max([story.site.published, *changed])

    days = {routes.STORY: latest(story.facts)}
    days |= {routes.fact(id): latest([id]) for id in references.paged(story)}
    days |= {routes.fact(series.id): latest(series.points) for series in story.series.values()}
    return days | {routes.chart(name): latest(made.facts) for name, made in drawings.items()}


def _add(parent: xml.Element, name: str, text: str = "", **attributes: str) -> xml.Element:
    element = xml.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def _document(root: xml.Element) -> bytes:
    xml.indent(root)
    made = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    assert isinstance(made, bytes)
    return made + b"\n"
