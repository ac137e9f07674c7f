"""Story, drawings and templates to pages and static files."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict, astuple, replace

from ..cache import cached, digest, once, shared
from ..evidence.proof import opened_at
from ..exports import citation, embeds, linked_data
from ..model import Drawing, Fact, Story, Use
from ..phrases import FOLDER
from ..site import chart_style, references, routes, wording
from ..site.policy import hashed
from ..site.templates import TEMPLATES, among, environment
from .filling import FilledChapter, FilledChart, fill, linked
from .pages import Page, all_pages

STATIC, CONTENT = "templates/static/", "content/"
SHARED = ("/static/", "/content/")
INLINED = (".css", ".js", ".woff2")  # kinds of files that pages hold inside and never request
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
# Further styles and scripts, by name, that only the pages of these templates hold.
FURTHER = {"story": ("marks", "tables"), "chart": ("marks", "share", "tables"), "embed": ("marks",),
           "facts": ("figures", "tables"), "series": ("figures", "tables")}  # fmt: skip


class RenderContext(Struct, frozen=True, eq=False):
    """What all pages share.

    The story has no chapters and no code of charts, which only single pages show. `drawn` holds
    the ids of the facts in each chart. Two contexts are equal if their `digest`, which is made of
    everything else, is.
    """

    story: Story
    drawn: Mapping[str, tuple[str, ...]]
    templates: Mapping[str, bytes]
    digest: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RenderContext) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def render(
    story: Story, drawings: Mapping[str, Drawing], files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """All pages and static files, by output path.

    `files` are the story's own by their paths: `templates/…` and the pictures in `content/`.
    """
    site = _site(story, drawings, files)
    figure, section = functools.partial(_figure, site), functools.partial(_section, site)
    return _static(files) | _written(site, all_pages(story, drawings, figure, section))


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
    return RenderContext(bare, drawn, templates, digest(*shared(bare, templates), drawn))


def _written(site: RenderContext, pages: Iterable[Page]) -> dict[str, bytes]:
    return {routes.output_path(page.address): _html(site, page) for page in pages}


@functools.lru_cache(maxsize=2)  # `render` and `render_also` each use one site
def _surroundings(site: RenderContext) -> tuple[Environment, dict[str, Any]]:
    """The templates, and what each of them may say, whatever its page."""
    story, drawn, templates = site.story, site.drawn, site.templates
    phrases = story.site.phrases
    edition = story.editions[-1] if story.editions else ""
    return environment(templates), {
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
        "palette": json.loads(templates[TEMPLATES + "palette.json"]),
        "corrected": references.corrected(story),
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
        "shown_in": lambda chart: references.shown_in(drawn[chart.name], story),
    }


@cached(lambda site, page: (site.digest, page.address, page.template, page.meta, _more(page)))
def _html(site: RenderContext, page: Page) -> bytes:
    """The page as HTML, with its style and script inside: its template's own, else the site's.

    `FURTHER` names those that some pages hold besides.
    """
    kind = page.template.removesuffix(".html")
    tokens = _said(site, "tokens.css", page.address, kind=kind)
    style, script = (
        "".join(_own(site, name, ending) for name in FURTHER.get(kind, ()))
        + (_own(site, kind, ending) or _joined(site, ending))
        for ending in (".css", ".js")
    )
    style, script = _small(tokens) + _small(style), _unspaced(script)
    return _said(
        site,
        page.template,
        page.address,
        **page.context,
        meta=page.meta,
        kind=kind,
        style=Markup(style),
        script=Markup(script),
        policy="default-src 'none'; connect-src 'self'; img-src 'self' data:; font-src data:; "
        f"style-src {hashed(style)}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'",
    ).encode()


def _own(site: RenderContext, name: str, ending: str) -> str:
    """The style or the script that stands among the templates under a name; "" if there is none."""
    return site.templates.get(f"{TEMPLATES}{name}{ending}", b"").decode()


def _more(page: Page) -> dict[str, Any]:
    """The context of a page as the cache compares it, with drawings as their digests."""
    return {
        name: once(it) if isinstance(it, Drawing) else it for name, it in page.context.items()
    }


def _said(site: RenderContext, template: str, address: str, **context: Any) -> str:
    """The text of a template, rendered for the page at `address`."""
    jinja, shared = _surroundings(site)
    return jinja.get_template(template).render(**shared, **_views(site, address), **context)


def _views(site: RenderContext, address: str) -> dict[str, Any]:
    """How the page at `address` links, and fills prose that states facts."""
    facts, own = site.story.facts, site.story.site
    here = routes.in_edition(address, own.folder)

    def link(target: str) -> str:
        shared = target.startswith(SHARED)  # stands once, whatever the languages
        if address == routes.NOT_FOUND:
            return routes.rooted(target, own.root if shared else own.url)
        return routes.relative_url(target, here if shared else address)

    def other(language: str) -> dict[str, str]:
        there = routes.in_edition(address, routes.folder(language, own.languages))
        if address == routes.NOT_FOUND:
            there = routes.in_edition(routes.STORY, routes.folder(language, own.languages))
        at_root = address == routes.NOT_FOUND
        href = routes.rooted(there, own.root) if at_root else routes.relative_url(there, here)
        words = site.templates[f"{FOLDER}{language}.yaml"].decode()
        told = {key: found[1].strip() for key in ("name", "locale") if (
            found := re.search(rf"^{key}:(.+)$", words, re.MULTILINE))}  # fmt: skip
        return {"language": language, "href": href, **told}

    def asset(path: str) -> str:
        if STATIC + path not in site.templates:
            raise TemplateNotFound(STATIC.removeprefix(TEMPLATES) + path)
        return link(f"{routes.static(path)}?v={_version(site.templates[STATIC + path])}")

    def embedded(path: str) -> str:
        """A font file as a `data:` URL; "" where there is none."""
        return _as_data(site.templates.get(STATIC + path, b""))

    def at(fact: Fact) -> str:
        noted = address == routes.STORY and fact.paged
        return link(routes.note(fact.id) if noted else routes.figure(fact))

    def place(use: Use) -> Markup:
        return linked(use, facts, at)

    return {
        "link": link,
        "asset": asset,
        "embedded": embedded,
        "others": [other(code) for code in own.languages if code != own.language],
        "alternates": lambda at: references.alternates(at, own),
        "at": at,
        "fill": lambda prose: fill(prose, place, link),
    }


@functools.lru_cache(maxsize=16)  # every page asks for the same few faces
def _as_data(font: bytes) -> str:
    return f"data:font/woff2;base64,{b64encode(font).decode()}" if font else ""


@functools.lru_cache(maxsize=16)  # every page asks for the same few files
def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]


def _figure(site: RenderContext, filled: FilledChart) -> Markup:
    return Markup(_figure_html(site, filled))


@cached(lambda site, filled: (site.digest, [*map(once, astuple(filled))]))
def _figure_html(site: RenderContext, filled: FilledChart) -> str:
    return _said(site, "figure.html", routes.STORY, **asdict(filled))


def _section(site: RenderContext, filled: FilledChapter) -> Markup:
    return Markup(_section_html(site, filled))


@cached(lambda site, filled: (site.digest, filled))
def _section_html(site: RenderContext, filled: FilledChapter) -> str:
    return _said(site, "chapter.html", routes.STORY, chapter=filled)


def _static(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Icons, licences of fonts and the author's pictures, as they are."""
    return {
        path.removeprefix(TEMPLATES): data
        for path, data in files.items()
        if (path.startswith(STATIC) and not path.endswith(INLINED))
        or (path.startswith(CONTENT) and path.lower().endswith(PICTURES))
    }


@functools.lru_cache(maxsize=4)  # nearly every page has the same
def _joined(site: RenderContext, ending: str) -> str:
    """The static files whose names end so, in order of their names."""
    files = site.templates
    paths = sorted(path for path in files if path.startswith(STATIC) and path.endswith(ending))
    return "".join(files[path].decode() for path in paths).strip()


@functools.lru_cache(maxsize=16)  # every page has the same few scripts
def _unspaced(script: str) -> str:
    """The script without indents and comment lines, which would weigh on every page."""
    return re.sub(r"^\s*(?://.*\n\s*)*", "", script, flags=re.M).strip()


@functools.lru_cache(maxsize=16)  # every page has the same few styles
def _small(css: str) -> str:
    """The style without comments and white space around punctuation, for the page's weight."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip()
