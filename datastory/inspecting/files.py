"""Checks on files: their names and weights, share images, the feed and the sitemap."""

from __future__ import annotations

import functools
import gzip
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

from ..cache import cached
from ..model import Story
from ..problem import Location, Problem
from ..site import routes
from .html_page import InspectedPage, ParsedPage
from .pictures import figures_in_pictures, pictures

CARD_BYTES = 300 * 1024  # what hosts of links agree to fetch
REFUSED = re.compile(r'["<>|*?:\\\x00-\x1f]')  # uploading a site with such a name fails
TEXT = (".html", ".js", ".svg")  # what hosts compress, of what pages load
CSS_URL = re.compile(r"""url\(["']?([^"')]+)""")
ATOM, URLS = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEED, SITEMAP = routes.output_path(routes.FEED), routes.output_path(routes.SITEMAP)


def inspect(
    story: Story, pages: Mapping[str, bytes], inspected: Mapping[str, InspectedPage]
) -> list[Problem]:
    listed = frozenset(
        routes.permalink(routes.address(path), story.site.url)
        for path, page in inspected.items()
        if page.open
    )
    return [
        *file_names(pages),
        *pictures(pages),
        *figures_in_pictures(pages, story.site.names),
        *cards(pages, inspected),
        *weights(story, pages, inspected),
        *feed(pages.get(FEED)),
        *sitemap(pages.get(SITEMAP), listed),
    ]


def file_names(pages: Mapping[str, bytes]) -> Iterator[Problem]:
    """A host of static pages takes every file, and knows its kind by its ending."""
    for path in pages:
        name = path.rpartition("/")[2]
        if REFUSED.search(path):
            message = "a file's name may not hold any of \" < > | * ? : \\; hosts refuse it"
            yield Problem(Location(path), message)
        elif any(part.startswith(".") for part in path.split("/")):
            yield Problem(Location(path), "hosts drop files whose name begins with a dot")
        elif "." not in name:
            yield Problem(Location(path), "a file needs an ending, by which hosts know its kind")


def cards(pages: Mapping[str, bytes], inspected: Mapping[str, InspectedPage]) -> Iterator[Problem]:
    """A share image is a PNG of the size that is shown, and light enough to be fetched."""
    for path in sorted({page.image for page in inspected.values()} & pages.keys()):
        image, where = pages[path], Location(path)
        size = int.from_bytes(image[16:20], "big"), int.from_bytes(image[20:24], "big")
        if not image.startswith(b"\x89PNG\r\n\x1a\n"):
            yield Problem(where, "a share image must be a PNG")
        elif size != routes.CARD_SIZE:
            yield Problem(where, f"a share image is 1200 × 630, not {size[0]} × {size[1]}")
        if len(image) > CARD_BYTES:
            message = f"a share image of {_kib(len(image))} is not fetched; keep it under 300 KiB"
            yield Problem(where, message)


def weights(
    story: Story, pages: Mapping[str, bytes], inspected: Mapping[str, InspectedPage]
) -> Iterator[Problem]:
    """Pages, their HTML and their scripts stay within `site.budgets`, as sent: compressed."""
    for path, page in inspected.items():
        html = (path, pages[path])
        files = [(name, pages[name]) for name in page.loaded if name in pages]
        scripts = [(path, page.scripts.encode())]
        scripts += [file for file in files if file[0].endswith(".js")]
        for kind, what, parts in (
            ("html", "the HTML of this page", [html]),
            ("script", "the script of this page", scripts),
            ("page", "this page with all it loads", [html, *files]),
        ):
            budget = story.site.budgets[kind]
            if (weight := _weight(parts, budget)) > budget:
                message = f"{what} weighs {_kib(weight)}, more than the {_kib(budget)} that "
                message += f"site.budgets allows ({kind}); make it lighter, or allow more"
                yield Problem(Location(path), message)


def _weight(parts: list[tuple[str, bytes]], budget: int) -> int:
    """Bytes sent; not compressed where that is not needed to stay within the budget."""
    plain = sum(len(data) for _, data in parts)
    if plain <= budget:
        return plain
    return sum(_packed(part[1]) if part[0].endswith(TEXT) else len(part[1]) for part in parts)


@cached(lambda data: data)
def _packed(data: bytes) -> int:
    return len(gzip.compress(data, mtime=0))


def loaded(page: ParsedPage) -> tuple[str, ...]:
    """The paths of all files that a page loads, those named in its styles among them.

    What stands in the page itself, as its faces do, is loaded with it.
    """
    urls = {*page.loaded, *(url for style in page.all("style") for url in _css_urls(style.text))}
    urls = {url for url in urls if not url.startswith("data:")}
    return tuple(sorted({unquote(routes.output_path(urljoin(page.address, url))) for url in urls}))


@functools.lru_cache(maxsize=16)
def _css_urls(css: str) -> tuple[str, ...]:
    """Most pages share their style."""
    return tuple(CSS_URL.findall(css))


def _kib(size: int) -> str:
    return f"{size / 1024:.1f} KiB".replace(".0 ", " ")


@cached(lambda data: data)
def feed(data: bytes | None) -> list[Problem]:
    """The feed can be read, and each entry has what readers of feeds need."""
    root, problems = _xml(FEED, data)
    return problems if root is None else [Problem(Location(FEED), said) for said in _entries(root)]


def _entries(root: ElementTree.Element) -> Iterator[str]:
    ids = []
    for entry in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            if not (entry.findtext(f"{ATOM}{name}") or "").strip():
                what = "the feed" if entry is root else "an entry of the feed"
                yield f"{what} has no <{name}>"
        ids.append(entry.findtext(f"{ATOM}id"))
    if len(set(ids)) != len(ids):
        yield "two entries of the feed have the same <id>"


@cached(lambda data, found: (data, sorted(found)))
def sitemap(data: bytes | None, found: frozenset[str]) -> list[Problem]:
    """The sitemap lists pages that are there and may be found, each once, and all of them."""
    root, problems = _xml(SITEMAP, data)
    if root is None:
        return problems
    listed = Counter((loc.text or "").strip() for loc in root.iter(f"{URLS}loc"))
    said = [f"'{url}' is no page of this site that may be found" for url in listed.keys() - found]
    said += [f"'{url}' is listed twice" for url in found if listed[url] > 1]
    said += [f"'{url}' is not listed" for url in found - listed.keys()]
    return [Problem(Location(SITEMAP), one) for one in said]


def _xml(path: str, data: bytes | None) -> tuple[ElementTree.Element | None, list[Problem]]:
    if data is None:
        return None, [Problem(Location(path), "this file is missing")]
    try:
        return ElementTree.fromstring(data), []
    except ElementTree.ParseError as error:
        line, column = error.position
        return None, [Problem(Location(path, line, column + 1), f"this is no XML: {error}")]
