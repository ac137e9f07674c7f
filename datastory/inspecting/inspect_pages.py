"""Checks on what was rendered: each page by itself, and what pages say of one another."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from ..model import Story
from ..problem import Location, Problem, did_you_mean
from ..releases import ledger
from ..rendering import routes
from ..words import proses
from . import inspect_files, inspect_heads
from .elements import Element, Seen, see

PICTURES = "/content/"  # where authors' pictures stand, and what their names are relative to


class Site(Struct, frozen=True):
    """All that was rendered; `written` are the places of the author's own links, by target."""

    url: str
    pages: Mapping[str, bytes]
    seen: Mapping[str, Seen]  # by address
    ids: Mapping[str, frozenset[str]]  # by address
    promised: Mapping[str, tuple[str, ...]]  # anchors by address
    written: Mapping[str, Location]


def inspect(story: Story, pages: Mapping[str, bytes]) -> list[Problem]:
    """All problems of a site's pages and files, which are given by output path."""
    html = {routes.address(path): page for path, page in pages.items() if path.endswith(".html")}
    seen = {address: see(address, page) for address, page in html.items()}
    site = Site(
        url=story.site.url,
        pages=pages,
        seen=seen,
        ids={address: frozenset(page.ids) for address, page in seen.items()},
        promised=ledger.promised(story),
        written={
            urljoin(PICTURES if link.kind == "image" else routes.STORY, link.target): link.where
            for prose in proses(story)
            for link in prose.links
        },
    )
    problems = list(_dead_links(site))
    for check in CHECKS:
        problems += [problem for page in seen.values() for problem in check(page, site)]
    problems += inspect_heads.inspect(story.site.url, seen)
    return problems + inspect_files.inspect(story, pages, seen)


def _dead_links(site: Site) -> Iterator[Problem]:
    """Links, and this site's addresses wherever they stand, lead to something that is there."""
    for page in site.seen.values():
        for url in filter(None, (*page.urls, page.refresh)):
            target = _target(url, page.address, site.url)
            if target is None or _is_there(target, site):
                continue
            if where := site.written.get(target) if target else None:
                hint = did_you_mean(target, _addresses(site))
                yield Problem(where, f"'{target}' is nowhere in this story{hint}", url)
            else:
                yield Problem(_at(page), f"the link '{url}' leads nowhere", url)


@functools.lru_cache(maxsize=1 << 15)  # pages hold the same links after every save
def _target(url: str, address: str, site_url: str) -> str | None:
    """Where in the site a link leads, as in `"/facts/#x"`; None for one to another site.

    "" for one that means to stay in this one, but leads out of the folder it stands in.
    """
    if url.startswith("#"):
        return address + url
    try:
        whole, parts = urljoin(site_url + address.removeprefix("/"), url), urlsplit(url)
    except ValueError:  # no address at all, such as http://[
        return ""
    if whole.startswith(site_url):
        return "/" + unquote(whole.removeprefix(site_url))
    return None if parts.scheme or parts.netloc else ""


def _is_there(target: str, site: Site) -> bool:
    path = routes.output_path(target)
    id = target.partition("#")[2]
    if not target.startswith("/") or path not in site.pages:
        return False
    return not id or not path.endswith(".html") or id in site.ids[routes.address(path)]


def _addresses(site: Site) -> list[str]:
    anchors = [f"{page}#{id}" for page, ids in site.promised.items() for id in ids]
    return [*map(routes.address, site.pages), *anchors]


def rooted_links(page: Seen, site: Site) -> Iterator[Problem]:
    """Links are relative, so that the site works in any folder; on 404.html they are not."""
    for url in page.urls:
        if url.startswith("/") and url[1:2] != "/" and page.address != routes.NOT_FOUND:
            message = f"the link '{url}' works only at the top of a host; make it relative"
            yield Problem(_at(page), message)
        if page.address == routes.NOT_FOUND and not url.startswith(("/", "#", "data:", "http")):
            message = f"the link '{url}' leads elsewhere from a deeper address; begin it with '/'"
            yield Problem(_at(page), message)


def anchors(page: Seen, site: Site) -> Iterator[Problem]:
    """Every anchor that readers are promised stands on its page, and no id stands there twice."""
    for id in site.promised.get(page.address, ()):
        if id not in site.ids[page.address]:
            yield Problem(_at(page), f"the anchor '#{id}' is missing; its template must give it")
    for id, times in Counter(page.ids).items():
        if times > 1:
            yield Problem(_at(page), f"the id '{id}' stands here {times} times")
        if not id or any(character.isspace() for character in id):
            yield Problem(_at(page), f"'{id}' is no id; an id has no spaces")


def names(page: Seen, site: Site) -> Iterator[Problem]:
    """Pictures have words; what is named or described by other elements names those there are."""
    for image in page.all("img"):
        if "alt" not in image.attributes:
            source = image.get("src")
            yield Problem(_at(page), f"the image '{source}' has no alt text; say what it shows")
    for drawing in page.all("svg"):
        if drawing.get("role") == "img" and not _name(drawing):
            yield Problem(_at(page), "a drawing has no name; point aria-labelledby at its title")
    for frame in page.all("iframe"):
        if not frame.get("title"):
            yield Problem(_at(page), "a frame has no title; say what it shows")
    for id in page.named:
        if id not in site.ids[page.address]:
            message = f"a name or description is taken from '#{id}', which is not on this page"
            yield Problem(_at(page), message)


def _name(element: Element) -> str:
    return element.get("aria-labelledby") or element.get("aria-label")


def headings(page: Seen, site: Site) -> Iterator[Problem]:
    """A page has one first-level heading, and no level is left out on the way down."""
    firsts = len(page.all("h1"))
    if firsts != 1:
        yield Problem(_at(page), f"this page has {firsts} headings of the first level; give it one")
    level = 0
    for heading in page.headings:
        now = int(heading.tag[1])
        if now > level + 1:
            words = " ".join(heading.text.split())
            message = f"the heading '{words}' is of level {now} and follows one of level {level}"
            yield Problem(_at(page), message, words)
        if not heading.text.strip():
            yield Problem(_at(page), f"a heading of level {now} has no words")
        level = now


def _at(page: Seen) -> Location:
    return Location(routes.output_path(page.address))


CHECKS: tuple[Callable[[Seen, Site], Iterator[Problem]], ...] = (
    rooted_links,
    anchors,
    names,
    headings,
)
