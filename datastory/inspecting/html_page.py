"""A page's HTML as its elements, read as browsers read it (only importer of selectolax)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from ..problem import Problem

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
WITH_TEXT = HEADINGS | {"title", "script", "style"}
LOADED = {"stylesheet", "preload", "modulepreload", "icon", "apple-touch-icon", "manifest"}
# Most elements of a page are shapes in drawings; nothing is asked about them.
KEPT = WITH_TEXT | {"a", "html", "iframe", "img", "link", "meta", "source", "svg"}
REFERENCES = {"aria-labelledby", "aria-describedby"}


class Element(NamedTuple):
    """`text` only for titles, headings, scripts, styles; an attribute without a value has None."""

    tag: str
    attributes: Mapping[str, str | None]
    text: str

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute) or ""


class ParsedPage(Struct, frozen=True):
    """A page as it was rendered; everything in the order of the page.

    `metas` are contents by name or property. `urls` are all addresses it holds, each once, `loaded`
    those that a browser fetches without being asked. `named` are the ids that labels refer to, and
    `styled` the tags with a style attribute.
    """

    address: str
    site_url: str
    html: bytes
    elements: Mapping[str, tuple[Element, ...]]
    headings: tuple[Element, ...]
    ids: tuple[str, ...]
    metas: Mapping[str, str]
    urls: tuple[str, ...]
    loaded: tuple[str, ...]
    named: tuple[str, ...]
    styled: tuple[str, ...]

    def all(self, tag: str) -> tuple[Element, ...]:
        return self.elements.get(tag, ())

    @property
    def hidden(self) -> bool:
        """The page asks to be left out of indexes."""
        return "noindex" in self.metas.get("robots", "")

    @property
    def refresh(self) -> str:
        """Where `<meta http-equiv="refresh">` leads; "" without one."""
        return self.metas.get("refresh", "").partition("=")[2].strip()


class InspectedPage(Struct, frozen=True):
    """A page that was inspected: what is wrong with it, and what others need to know of it.

    `leads` are its links with where in the site they lead, "" for out of its folder. `loaded` are
    the paths of the files it loads, `scripts` what stands in it, `image` is its card. It is `open`
    where it may be found by search.
    """

    problems: tuple[Problem, ...]
    ids: frozenset[str]
    leads: tuple[tuple[str, str], ...]
    loaded: tuple[str, ...]
    scripts: str
    image: str
    open: bool


def parse(address: str, html: bytes, site_url: str) -> ParsedPage:
    """`html` as it was rendered for `address` of the site at `site_url`."""
    found: dict[str, list[Element]] = {}
    headings, ids, named, styled = [], [], [], []
    root = LexborHTMLParser(html).root
    for node in root.traverse() if root else ():
        attributes = node.attributes
        if "id" in attributes:
            ids.append(attributes["id"] or "")
        if "style" in attributes:
            styled.append(node.tag or "")
        if not REFERENCES.isdisjoint(attributes):
            for name in REFERENCES & attributes.keys():
                named += (attributes[name] or "").split()
        if (tag := node.tag or "") in KEPT:
            element = Element(tag, attributes, node.text() if tag in WITH_TEXT else "")
            found.setdefault(tag, []).append(element)
            if tag in HEADINGS:
                headings.append(element)
    elements = {tag: tuple(made) for tag, made in found.items()}
    metas = {_meta_name(meta): meta.get("content") for meta in reversed(found.get("meta", []))}
    loaded = tuple(dict.fromkeys(url for made in found.values() for url in _loads(made)))
    links = (link.get("href") for tag in ("a", "link") for link in elements.get(tag, ()))
    shown = filter(None, (metas.get("og:url"), metas.get("og:image")))
    return ParsedPage(
        address, site_url, html, elements, tuple(headings), tuple(ids), metas,
        urls=tuple(dict.fromkeys((*links, *loaded, *shown))),
        loaded=loaded,
        named=tuple(dict.fromkeys(named)),
        styled=tuple(dict.fromkeys(styled)),
    )  # fmt: skip


def _meta_name(meta: Element) -> str:
    return meta.get("property") or meta.get("name") or meta.get("http-equiv").lower()


def _loads(elements: list[Element]) -> Iterator[str]:
    """What browsers fetch for elements of one tag without being asked."""
    tag = elements[0].tag
    for element in elements if tag != "a" else ():
        if tag == "link" and LOADED & set(element.get("rel").split()):
            yield element.get("href")
        if "src" in element.attributes:
            yield element.get("src")
        if srcset := element.get("srcset"):
            yield from (part.split()[0] for part in srcset.split(",") if part.strip())
