"""Checks on what was rendered: each page by itself, and what pages say of one another."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from ..cache import cached, once
from ..model import Story
from ..problem import Location, Problem, did_you_mean
from ..releases import ledger
from ..site import routes
from ..story_prose import proses
from . import files, heads
from .html_page import InspectedPage, ParsedPage, parse

PICTURES = "/content/"  # where authors' pictures stand, and what their names are relative to


def inspect(
    story: Story, pages: Mapping[str, bytes], editions: Sequence[Story] = ()
) -> list[Problem]:
    """All problems of the pages and files of a site, in all editions, by output path."""
    promised = ledger.promised(story, editions)
    inspected = dict(each_page(story, pages, editions))
    problems = [problem for page in inspected.values() for problem in page.problems]
    problems += _dead_links((story, *editions), pages, inspected, promised)
    return problems + files.inspect(story, pages, inspected)


def each_page(
    story: Story, pages: Mapping[str, bytes], editions: Sequence[Story] = ()
) -> Iterator[tuple[str, InspectedPage]]:
    """Each page by itself. `inspect` finds again what was inspected before."""
    promised = ledger.promised(story, editions)
    for path, page in pages.items():
        address = routes.address(path)
        # An edition stays as it was released, whatever is asked of pages since.
        if path.endswith(".html") and not address.startswith(routes.EDITIONS):
            yield path, _inspected(path, page, promised.get(address, ()), story.site.url)


# After a save most pages are what they were.
@cached(lambda path, html, promised, site_url: (path, once(html), promised, site_url))
def _inspected(path: str, html: bytes, promised: tuple[str, ...], site_url: str) -> InspectedPage:
    page = parse(routes.address(path), html, site_url)
    said = [said for check in (*CHECKS, *heads.CHECKS) for said in check(page)]
    said += anchors(page, promised)
    scripts = (one.text for one in page.all("script") if "json" not in one.get("type"))
    image = page.metas.get("og:image", "").partition("?")[0]
    return InspectedPage(
        problems=tuple(Problem(Location(path), message) for message in said),
        ids=frozenset(page.ids),
        leads=_leads(page.address, (*page.urls, page.refresh), site_url),
        loaded=files.loaded(page),
        scripts=sys.intern("".join(scripts)),  # nearly every page has the same
        image=unquote(image.removeprefix(site_url)) if image.startswith(site_url) else "",
        open=not page.hidden and not page.refresh,
    )


def _dead_links(
    editions: Sequence[Story],
    pages: Mapping[str, bytes],
    inspected: Mapping[str, InspectedPage],
    promised: Mapping[str, tuple[str, ...]],
) -> Iterator[Problem]:
    """Links, and this site's addresses wherever they stand, lead to something that is there."""
    targets = {target for page in inspected.values() for _, target in page.leads}
    dead = {target for target in targets if not _is_there(target, pages, inspected)}
    if not dead:
        return
    written: dict[str, Location] = {}
    for story in editions:
        top = routes.in_edition(routes.STORY, story.site.folder)
        for link in (link for prose in proses(story) for link in prose.links):
            target = urljoin(PICTURES if link.kind == "image" else top, link.target)
            written["/" + unquote(target).removeprefix("/")] = link.where
    known = [f"{page}#{id}" for page, ids in promised.items() for id in ids]
    known = [*map(routes.address, pages), *known]
    for path, page in inspected.items():
        for url, target in page.leads:
            if target in dead and (where := written.get(target) if target else None):
                hint = did_you_mean(target, known)
                yield Problem(where, f"'{target}' is nowhere in this story{hint}", url)
            elif target in dead:
                yield Problem(Location(path), f"the link '{url}' leads nowhere", url)


@cached(lambda *asked: asked)  # most saves change words, and no links
def _leads(address: str, urls: tuple[str, ...], site_url: str) -> tuple[tuple[str, str], ...]:
    """The links of a page, each with where in the site it leads."""
    leads = ((url, _target(url, address, site_url)) for url in urls)
    return tuple((url, target) for url, target in leads if url and target is not None)


def _target(url: str, address: str, site_url: str) -> str | None:
    """Where in the site a link leads, as in `"/facts/#x"`; None for one to another site.

    "" for one that means to stay in this one, but leads out of the folder it stands in.
    """
    if url.startswith("#"):
        return address + url
    try:
        whole = urljoin(site_url + address.removeprefix("/"), url)
    except ValueError:  # no address at all, such as http://[
        return ""
    if whole.startswith(site_url):
        return "/" + unquote(whole.removeprefix(site_url))
    parts = urlsplit(url)
    return None if parts.scheme or parts.netloc else ""


def _is_there(target: str, pages: Mapping[str, bytes], html: Mapping[str, InspectedPage]) -> bool:
    path = routes.output_path(target)
    if not target.startswith("/") or path not in pages:
        return False
    id = target.partition("#")[2]
    return not id or path not in html or id in html[path].ids


def rooted_links(page: ParsedPage) -> Iterator[str]:
    """Links are relative, so that the site works in any folder; on 404.html they are not."""
    for url in page.urls:
        if url.startswith("/") and url[1:2] != "/" and page.address != routes.NOT_FOUND:
            yield f"the link '{url}' works only at the top of a host; make it relative"
        if page.address == routes.NOT_FOUND and not url.startswith(("/", "#", "data:", "http")):
            yield f"the link '{url}' leads elsewhere from a deeper address; begin it with '/'"


def anchors(page: ParsedPage, promised: tuple[str, ...]) -> Iterator[str]:
    """Every anchor that readers are promised stands on its page, and no id stands there twice."""
    times = Counter(page.ids)
    for id in promised:
        if id not in times:
            yield f"the anchor '#{id}' is missing; its template must give it"
    for id, count in times.items():
        if count > 1:
            yield f"the id '{id}' stands here {count} times"
        if not id or any(character.isspace() for character in id):
            yield f"'{id}' is no id; an id has no spaces"


def names(page: ParsedPage) -> Iterator[str]:
    """Pictures have words; what is named or described by other elements names those there are."""
    ids = set(page.ids)
    for image in page.all("img"):
        if "alt" not in image.attributes:
            yield f"the image '{image.get('src')}' has no alt text; say what it shows"
    for drawing in page.all("svg"):
        named = drawing.get("aria-labelledby") or drawing.get("aria-label")
        if drawing.get("role") == "img" and not named:
            yield "a drawing has no name; point aria-labelledby at its title"
    for frame in page.all("iframe"):
        if not frame.get("title"):
            yield "a frame has no title; say what it shows"
    for id in page.named:
        if id not in ids:
            yield f"a name or description is taken from '#{id}', which is not on this page"


def headings(page: ParsedPage) -> Iterator[str]:
    """A page has one first-level heading, and no level is left out on the way down."""
    firsts = len(page.all("h1"))
    if firsts != 1:
        yield f"this page has {firsts} headings of the first level; give it one"
    level = 0
    for heading in page.headings:
        now = int(heading.tag[1])
        if now > level + 1:
            words = " ".join(heading.text.split())
            yield f"the heading '{words}' is of level {now} and follows one of level {level}"
        if not heading.text.strip():
            yield f"a heading of level {now} has no words"
        level = now


CHECKS: tuple[Callable[[ParsedPage], Iterator[str]], ...] = (rooted_links, names, headings)
