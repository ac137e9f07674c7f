"""Checks on authors' pictures: each is of the kind that its name says, and no SVG can act or load.

An SVG that is opened by itself is a document of the site's own host, which no policy holds. So it
may hold drawings alone: the elements that are listed here, and no address but a place in itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree import ElementTree
from xml.parsers import expat

from ..cache import cached
from ..numbers.statements import figures
from ..problem import Location, Problem

CONTENT = "content/"
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
# Elements of SVG 1.1 and 2 that draw, or say what is drawn; no scripts, no animation, no HTML.
DRAWING = {
    "a", "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix",
    "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB",
    "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology",
    "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence",
    "filter", "g", "image", "line", "linearGradient", "marker", "mask", "metadata", "path",
    "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg",
    "switch", "symbol", "text", "textPath", "title", "tspan", "use",
}  # fmt: skip
# What drawing programs note for themselves, in names of their own, which browsers pass over.
NOTES = (
    "http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/ns", "http://www.figma.com/figma/ns",
    "http://www.serif.com/",
)  # fmt: skip
DOCTYPE = "http://www.w3.org/"  # of SVG, as matplotlib and Graphviz write it
HERE = re.compile(r"\s*#")
EMBEDDED = re.compile(r"\s*data:image/(png|jpe?g|gif|webp|avif)[;,]", re.I)
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.S)  # of CSS
RULE = re.compile(r"@(?!(?:media|keyframes|font-face|supports)\b)[\w-]*", re.I)  # @import
HELD = r"\s*[\"']?\s*(?:#|data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/|application/[\w-]*font))"
LOAD = re.compile(
    rf"\b(url|src)\((?!{HELD})|\b(image|image-set|cross-fade|expression)\("
    r"|(-moz-binding|behavior)\s*:", re.I
)  # fmt: skip
WORDS = ("aria-", "data-", "id", "class", "lang")  # attributes that no style is read from
KINDS: Mapping[str, tuple[str, Callable[[bytes], bool]]] = {
    ".png": ("PNG", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("JPEG", lambda data: data.startswith(b"\xff\xd8\xff")),
    ".jpeg": ("JPEG", lambda data: data.startswith(b"\xff\xd8\xff")),
    ".gif": ("GIF", lambda data: data.startswith((b"GIF87a", b"GIF89a"))),
    ".webp": ("WebP", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP"),
    ".avif": ("AVIF", lambda data: data[4:8] == b"ftyp" and b"avi" in data[8:40]),
}
# How a whole picture ends; what follows is another file in the same clothes, such as a program.
ENDS = {".png": b"IEND\xaeB`\x82", ".gif": b";"}
LETTERED = {f"{{{SVG}}}{name}" for name in ("text", "title", "desc")}
NO_SVG = "this is no SVG in UTF-8; save it again, or as PNG"


def pictures(pages: Mapping[str, bytes]) -> Iterator[Problem]:
    """Pictures in content/ are what they are called, and do nothing but show."""
    seen: dict[str, str] = {}
    for path in sorted(pages):
        if path.startswith(CONTENT):
            first = seen.setdefault(path.casefold(), path)
            message = _wrong(path, pages[path])
            if first != path:
                message = f"its name differs from {first} only in case, and many disks hold only "
                message += "one of them; rename one"
            if message:
                yield Problem(Location(path), message)


@cached(lambda *asked: asked)
def _wrong(path: str, data: bytes) -> str:
    ending = path[path.rfind(".") :].lower()
    if ending == ".svg":
        found = _acting(data)
        why = "which can act or load from elsewhere; save it without or as PNG"
        return f"a picture may not hold '{found}', {why}" if found not in ("", NO_SVG) else found
    kind, is_one = KINDS.get(ending, ("", bool))
    if kind and not is_one(data):
        other = next((name for name, fits in KINDS.values() if fits(data)), "no picture known here")
        return f"this is no {kind}, as its name says, but {other}; save it again under its own name"
    if kind and not data.rstrip(b"\0\r\n").endswith(ENDS.get(ending, b"")):
        return f"something else follows this {kind}, or its end is missing; save it again"
    return ""


def figures_in_pictures(pages: Mapping[str, bytes], names: Sequence[str]) -> Iterator[Problem]:
    """The words of an SVG in content/ hold no figure, since nothing there binds it to a fact."""
    for path, data in pages.items():
        if not (path.startswith(CONTENT) and path.lower().endswith(".svg")) or _acting(data):
            continue  # `pictures` tells of one that is none, or acts
        for element in ElementTree.fromstring(data).iter():
            if element.tag not in LETTERED:
                continue
            words = " ".join("".join(element.itertext()).split())
            for figure in figures(words, names):
                message = (
                    f"'{figure.text}' is written in this picture, where nothing proves it; draw a "
                    "chart of the fact, or write the words without it"
                )
                yield Problem(Location(path), message)


class _Found(Exception):
    """What a picture may not hold."""


def _acting(data: bytes) -> str:
    """The first thing in an SVG that can act; "" where there is none, NO_SVG where it is not one.

    It is read by expat as a stream: no entity is made, nothing is fetched, no depth is too deep.
    """
    reader = expat.ParserCreate("utf-8", namespace_separator=" ")
    styles: list[list[str]] = []  # the text of style elements that are open
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not names and (space, local) != (SVG, "svg"):
            raise _Found(NO_SVG)
        names.append(local)
        if space == SVG and local not in DRAWING or space != SVG and not space.startswith(NOTES):
            raise _Found(local)
        if space == SVG:
            for key, value in attributes.items():
                _attribute(local, key, value)
        if local == "style":
            styles.append([])

    def end(name: str) -> None:
        if names.pop() == "style":
            _css("".join(styles.pop()))

    def text(words: str) -> None:
        if styles:
            styles[-1].append(words)

    def doctype(name: str, system: str | None, public: str | None, inside: int) -> None:
        known = (system or DOCTYPE).startswith(DOCTYPE) and "SVG" in (public or "SVG")
        if name != "svg" or inside or not known:
            raise _Found("<!doctype")

    def program(target: str, _: str) -> None:
        raise _Found(f"<?{target}")

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler, reader.StartDoctypeDeclHandler = text, doctype
    reader.ProcessingInstructionHandler = program
    try:
        data.decode()
        reader.Parse(data, True)
    except _Found as found:
        return str(found)
    except (ValueError, expat.ExpatError):
        return NO_SVG
    return ""


def _attribute(element: str, name: str, value: str) -> None:
    space, _, local = name.rpartition(" ")
    if local.lower().startswith("on"):
        raise _Found(local.lower())
    known = space in ("", XML, XLINK) or space.startswith(NOTES)
    if not known or (space == XML and local == "base"):
        raise _Found(local)
    if local.lower() in ("href", "src"):
        shown = element == "image" and EMBEDDED.match(value)
        if not HERE.match(value) and not shown:
            raise _Found(local)
    elif not space and not local.startswith(WORDS):
        _css(value, local)


def _css(text: str, name: str = "") -> None:
    """Styles may name places in the picture and pictures that they hold, and take in nothing."""

    def sign(match: re.Match[str]) -> str:
        number = int(match[1], 16) if match[1] else 0
        return chr(number) if 0 < number < 0x110000 else match[2] or ""

    plain = ESCAPE.sub(sign, text)
    if found := LOAD.search(plain) or (RULE.search(plain) if name in ("", "style") else None):
        raise _Found(found[0])
