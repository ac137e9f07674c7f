"""Story, drawings and templates to pages and static files."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import TemplateNotFound
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict, astuple, replace

from ..cache import cached, digest, once, shared
from ..evidence.proof import opened_at
from ..exports import citation, embeds, linked_data
from ..model import Drawing, Fact, Story, Use
from ..phrases import FOLDER
from ..site import chart_style, references, routes, wording
from ..site.templates import STATIC, TEMPLATES, TOKENS, among, environment
from .contexts import Page, all_pages
from .dependency_cache import found, shared_by_all
from .filled_prose import FilledChapter, FilledChart, fill, linked
from .inlined import HOLES, Inlined, embedded, inlined, is_inlined, with_inlined

SHARED = ("/static/", "/content/")
CONTENT = "content/"
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class RenderContext(Struct, frozen=True):
    """What all pages share.

    The story has no chapters and no code of charts, which only single pages show. `drawn` holds
    the ids of the facts in each chart, `corrected` is the day of the latest correction. `digest`
    is made of all of it but the values of the story's parts that are traced, and the static files
    that stand inside of pages, of which `inside` is made.
    """

    story: Story
    drawn: Mapping[str, tuple[str, ...]]
    templates: Mapping[str, bytes]
    corrected: str
    digest: bytes
    inside: bytes


def render(
    story: Story,
    drawings: Mapping[str, Drawing],
    files: Mapping[str, bytes],
    first: Callable[[bytes], None] = lambda page: None,
) -> dict[str, bytes]:
    """All pages and static files, by output path. `first` gets the story's page before all others.

    `files` are the story's own by their paths: `templates/…` and the pictures in `content/`.
    """
    site = _site(story, drawings, files)
    figure, section = functools.partial(_figure, site), functools.partial(_section, site)
    return _static(files) | _written(site, all_pages(story, drawings, figure, section), first)


def render_also(
    story: Story, files: Mapping[str, bytes], pages: Iterable[Page]
) -> dict[str, bytes]:
    """Pages that `render` does not know of, by output path; they show no charts."""
    return _written(_site(story, {}, files), pages)


def _site(
    story: Story, drawings: Mapping[str, Drawing], files: Mapping[str, bytes]
) -> RenderContext:  # fmt: skip
    charts = {name: replace(chart, code="") for name, chart in story.charts.items()}
    bare, templates = replace(story, chapters=(), charts=charts), among(files, TEMPLATES)
    drawn = {name: drawing.facts for name, drawing in drawings.items()}
    corrected = references.corrected(story)
    inside = {path: data for path, data in templates.items() if is_inlined(path)}
    asked = {path: data for path, data in templates.items() if path not in inside}
    rest, ids = shared_by_all(bare)
    whole = digest(*shared(rest, asked), ids, drawn, corrected)
    return RenderContext(bare, drawn, templates, corrected, whole, digest(*shared(inside)))


def _written(
    site: RenderContext,
    pages: Iterable[Page],
    first: Callable[[bytes], None] = lambda page: None,
) -> dict[str, bytes]:
    made: dict[tuple[str, int], Inlined] = {}
    written: dict[str, bytes] = {}
    for page in pages:
        if (alike := _alike(page)) not in made:
            made[alike] = _inlined(site, page)
        whole = with_inlined(_html(site, page), made[alike])
        if page.address == routes.STORY:
            first(whole)
        written[routes.output_path(page.address)] = whole
    return written


def _alike(page: Page) -> tuple[str, int]:
    """Pages with the same key have the same style and script, which may lead to pictures: their
    kind, and how many folders deep they stand."""
    return page.kind, page.address.count("/")


@cached(lambda site, page: (site.digest, site.inside, _alike(page)))
def _inlined(site: RenderContext, page: Page) -> Inlined:
    face = functools.partial(embedded, templates=site.templates)
    bare, _ = shared_by_all(site.story)
    tokens = _said(site, bare, TOKENS, page.address, kind=page.kind, embedded=face)
    return inlined(tokens, page.kind, site.templates)


def _html(site: RenderContext, page: Page) -> bytes:
    """The page with holes for what it has inside."""

    def context(story: Story) -> dict[str, Any]:
        meta, own = page.fill(story)
        holes = {name: Markup(hole) for name, hole in HOLES._asdict().items()}
        return {**own, **holes, "meta": meta, "kind": page.kind}

    return _found(site, page.template, page.address, page.known, context)


def _found(
    site: RenderContext,
    template: str,
    address: str,
    known: object,
    context: Callable[[Story], Mapping[str, Any]],
) -> bytes:
    """The text of a template, rendered once while all that it reads of the story lasts, and what
    is `known` besides: of both `context` makes what fills the template.
    """
    return found(
        digest(__name__, template, address, known, site.digest),
        site.story,
        lambda story: _said(site, story, template, address, **context(story)),
    )


def _said(
    site: RenderContext, story: Story, template: str, address: str, **context: Any
) -> str:  # fmt: skip
    """The text of a template, rendered for the page at `address`."""
    jinja = environment(site.templates)
    values = _common(site, story) | _views(site, story, address) | context
    return jinja.get_template(template).render(values)


def _common(site: RenderContext, story: Story) -> dict[str, Any]:
    """What each template may say, whatever its page."""
    phrases = story.site.phrases
    edition = story.editions[-1] if story.editions else ""
    return {
        "story": story,
        "site": story.site,
        "routes": routes,
        "citation": citation,
        "linked_data": linked_data,
        "references": references,
        "wording": wording,
        "phrases": phrases,
        "say": phrases.html,
        "count": phrases.count,
        "date": lambda day: wording.date_words(day, phrases),
        "codes": embeds.codes,
        "size": chart_style.size,
        "opened_at": opened_at,
        "palette": json.loads(site.templates[TEMPLATES + "palette.json"]),
        "corrected": site.corrected,
        "cite": lambda words, address: wording.citation(
            words,
            routes.permalink(address, story.site.url),
            story.site,
            edition,
            routes.permalink(routes.edition(edition), story.site.url),
        ),
        "permalink": lambda address: routes.permalink(address, story.site.url),
        "shorten": lambda text, most: wording.shortened(
            " ".join(text.split()), lambda words: len(words) <= most
        ),
        "shown_in": lambda chart: references.shown_in(site.drawn[chart.name], story),
    }


def _views(site: RenderContext, story: Story, address: str) -> dict[str, Any]:
    """How the page at `address` links, and fills prose that states facts."""
    facts, own = story.facts, story.site
    here = routes.in_edition(address, own.folder)

    def link(target: str) -> str:
        shared = target.startswith(SHARED)  # stands once, whatever the languages
        if address == routes.NOT_FOUND:
            return routes.rooted(target, own.root if shared else own.url)
        return routes.relative_url(target, here if shared else address)

    def other(language: str) -> dict[str, str]:
        lost = address == routes.NOT_FOUND  # it stands once, whatever the languages
        folder = routes.folder(language, own.languages)
        there = routes.in_edition(routes.STORY if lost else address, folder)
        href = routes.rooted(there, own.root) if lost else routes.relative_url(there, here)
        words = site.templates[f"{FOLDER}{language}.yaml"].decode()
        told = {key: found[1].strip() for key in ("name", "locale") if (
            found := re.search(rf"^{key}:(.+)$", words, re.MULTILINE))}  # fmt: skip
        return {"language": language, "href": href, **told}

    def asset(path: str) -> str:
        name = STATIC + path
        if TEMPLATES + name not in site.templates:
            raise TemplateNotFound(name)
        return link(f"{routes.static(path)}?v={_version(site.templates[TEMPLATES + name])}")

    def at(fact: Fact) -> str:
        noted = address == routes.STORY and fact.paged
        return link(routes.note(fact.id) if noted else routes.figure(fact))

    def place(use: Use) -> Markup:
        return linked(use, facts, at)

    return {
        "link": link,
        "asset": asset,
        "others": [other(code) for code in own.languages if code != own.language],
        "alternates": lambda at: references.alternates(at, own),
        "at": at,
        "fill": lambda prose: fill(prose, place, link),
    }


@functools.lru_cache(maxsize=16)  # every page asks for the same few files
def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _figure(site: RenderContext, filled: FilledChart) -> Markup:
    return _part(site, "figure.html", [*map(once, astuple(filled))], asdict(filled))


def _section(site: RenderContext, filled: FilledChapter) -> Markup:
    """A chapter, whose notes are most of its work and stay the same while only its words change."""
    empty = Markup()
    noted = replace(filled, title=empty, summary=empty, body=empty, charts=())
    notes = _part(site, "notes.html", noted.known(), {"chapter": noted})
    known = filled.known(), once(notes)
    return _part(site, "chapter.html", known, {"chapter": filled, "notes": notes})


def _part(site: RenderContext, template: str, known: object, context: dict[str, Any]) -> Markup:
    """A part of the story's page, as HTML."""
    return Markup(_found(site, template, routes.STORY, known, lambda _: context).decode())


def _static(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Icons, licences of fonts and the author's pictures, as they are."""
    return {
        path.removeprefix(TEMPLATES): data
        for path, data in files.items()
        if (path.startswith(TEMPLATES + STATIC) and not is_inlined(path))
        or (path.startswith(CONTENT) and path.lower().endswith(PICTURES))
    }
