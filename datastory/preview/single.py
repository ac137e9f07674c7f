"""The story as one file that opens alone: by mail, from disk, or attached to a pull request."""

from __future__ import annotations

import base64
import html
import itertools
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from ..site import policy, routes
from .live_pages import KINDS

STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
SCRIPT = re.compile(r"<script(?![^>]*json)[^>]*>(.*?)</script>", re.DOTALL)
CSS_URL = re.compile(r"""url\((["']?)([^"')]+)\1\)""")
NOINDEX = '</title>\n<meta name="robots" content="noindex">'

Attributes = dict[str, str]


def single(pages: Mapping[str, bytes], site_url: str) -> str:
    """The story's page with its styles, fonts, images and scripts inside.

    Links to other pages lead to the public site. Search engines are asked to leave it out.
    """
    page = pages[routes.output_path(routes.STORY)].decode()
    page = _each_tag(page, lambda tag, said: _alone(tag, said, pages, site_url))
    page = STYLE.sub(lambda style: _with_files(style[0], pages), page)
    page = page.replace("</title>", NOINDEX, 1)
    return policy.with_rules(page, _rules(page))


def _rules(page: str) -> dict[str, str]:
    """The content security policy of a page that holds all it needs and loads nothing."""
    found = {"style-src": STYLE.findall(page), "script-src": SCRIPT.findall(page)}
    inside = {name: " ".join(map(policy.hashed, texts)) for name, texts in found.items() if texts}
    embedded = {"default-src": "'none'", "img-src": "data:", "font-src": "data:"}
    return embedded | inside | {"base-uri": "'none'", "form-action": "'none'"}


def _alone(tag: str, said: Attributes, pages: Mapping[str, bytes], site_url: str) -> str | None:
    """What stands in place of a tag in a page that stands alone; None leaves the tag as it is."""
    rel = said.get("rel", "").split()
    if tag == "link" and "preload" in rel or tag == "meta" and said.get("name") == "robots":
        return ""
    if tag == "link" and "stylesheet" in rel:
        return f"<style>{_text(said['href'], pages)}</style>"
    if tag == "script" and "src" in said:
        return f"<script>{_text(said['src'], pages)}"
    changed = {
        name: _embedded(value, pages)
        if name == "src" or name == "href" and "icon" in rel
        else _outward(value, site_url)
        for name, value in said.items()
        if name in ("src", "href")
    }
    if changed.items() <= said.items():
        return None
    written = "".join(f' {name}="{html.escape(text)}"' for name, text in (said | changed).items())
    return f"<{tag}{written}>"


def _with_files(css: str, pages: Mapping[str, bytes]) -> str:
    return CSS_URL.sub(lambda url: f"url({_embedded(url[2], pages)})", css)


def _embedded(link: str, pages: Mapping[str, bytes]) -> str:
    """A file of the site as an address that holds it; what is no such file stays as it is."""
    path = _path(link)
    kind = KINDS.get(PurePosixPath(path).suffix, "")
    if path not in pages or not kind.startswith(("font/", "image/")):
        return link
    return f"data:{kind};base64,{base64.b64encode(pages[path]).decode()}"


def _outward(link: str, site_url: str) -> str:
    """`"facts/rd/"` -> `"https://…/facts/rd/"`; a link within the story stays one."""
    address = urljoin(routes.STORY, link)
    if urlsplit(address).scheme or link.startswith("#"):
        return link
    path, mark, anchor = address.partition("#")
    return mark + anchor if mark and path == routes.STORY else routes.permalink(address, site_url)


def _text(link: str, pages: Mapping[str, bytes]) -> str:
    return pages[_path(link)].decode()


def _path(link: str) -> str:
    return routes.output_path(unquote(urljoin(routes.STORY, link)))


def _each_tag(page: str, rewrite: Callable[[str, Attributes], str | None]) -> str:
    """The page with tags replaced where `rewrite` gives another text, and all else as it was."""
    starts = [0, *itertools.accumulate(len(line) + 1 for line in page.split("\n"))]
    pieces: list[str] = []
    done = 0

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            nonlocal done
            line, column = self.getpos()
            start = starts[line - 1] + column
            text = rewrite(tag, {name: value or "" for name, value in attrs})
            if text is not None:
                pieces.extend((page[done:start], text))
                done = start + len(self.get_starttag_text() or "")

    Tags(convert_charrefs=False).feed(page)
    return "".join([*pieces, page[done:]])
