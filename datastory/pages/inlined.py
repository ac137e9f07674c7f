"""What stands inside of every page and is requested by none: its style, its script, its faces."""

from __future__ import annotations

import functools
import re
from base64 import b64encode
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import escape

from ..cache import current, digest, once
from ..site.policy import hashed
from ..site.templates import STATIC, TEMPLATES

ENDINGS = (".css", ".js", ".woff2")  # of static files that stand in pages
# Further styles and scripts, by name, that only the pages of these templates hold.
FURTHER = {"story": ("marks", "tables"), "chart": ("marks", "share", "tables"), "embed": ("marks",),
           "facts": ("figures", "tables"), "series": ("figures", "tables")}  # fmt: skip


class Inlined(NamedTuple):
    """A style, a script, and the policy that allows them, as HTML."""

    style: str
    script: str
    policy: str


HOLES = Inlined("\ue010", "\ue011", "\ue012")  # no author's text has these
PLACES = {hole.encode(): place for place, hole in enumerate(HOLES)}
LEAD, SIZE = HOLES.style.encode()[:1], len(HOLES.style.encode())


def inlined(tokens: str, kind: str, templates: Mapping[str, bytes]) -> Inlined:
    """What the pages of a kind, as "fact", have inside: their template's own, else the site's.

    `tokens` are the rules that come first.
    """
    style, script = (
        "".join(_own(templates, name, ending) for name in FURTHER.get(kind, ()))
        + (_own(templates, kind, ending) or _joined(templates, ending))
        for ending in (".css", ".js")
    )
    style, script = _small(tokens) + _small(style), _unspaced(script)
    policy = (
        "default-src 'none'; connect-src 'self'; img-src 'self' data:; font-src data:; "
        f"style-src {hashed(style)}; script-src {hashed(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    return Inlined(style, script, str(escape(policy)))


def with_inlined(page: bytes, inside: Inlined) -> bytes:
    """A page that was made with `HOLES`, whole. `once` knows it by what it is made of.

    One byte is looked for: replacing three words takes ten times as long, and pages are long.
    """
    parts: list[bytes] = []
    begin, at = 0, page.find(LEAD)
    while at >= 0:
        if (hole := page[at : at + SIZE]) in PLACES:
            parts += page[begin:at], inside[PLACES[hole]].encode()
            begin = at + SIZE
        at = page.find(LEAD, at + 1)
    whole = b"".join([*parts, page[begin:]])
    return current().name(whole, digest(once(page), once(inside)))


def is_inlined(path: str) -> bool:
    """Whether pages have the file inside: `"templates/static/css/base.css"`."""
    return path.startswith(TEMPLATES + STATIC) and path.endswith(ENDINGS)


def embedded(path: str, templates: Mapping[str, bytes]) -> str:
    """A static font file as a `data:` URL; "" where there is none."""
    return _as_data(templates.get(f"{TEMPLATES}{STATIC}{path}", b""))


@functools.lru_cache(maxsize=16)  # all kinds of pages ask for the same few faces
def _as_data(font: bytes) -> str:
    return f"data:font/woff2;base64,{b64encode(font).decode()}" if font else ""


def _own(templates: Mapping[str, bytes], name: str, ending: str) -> str:
    """The style or the script that stands among the templates under a name; "" if there is none."""
    return templates.get(f"{TEMPLATES}{name}{ending}", b"").decode()


def _joined(templates: Mapping[str, bytes], ending: str) -> str:
    """The static files whose names end so, in order of their names."""
    paths = sorted(path for path in templates if is_inlined(path) and path.endswith(ending))
    return "".join(templates[path].decode() for path in paths).strip()


def _unspaced(script: str) -> str:
    """The script without indents and comment lines, which would weigh on every page."""
    return re.sub(r"^\s*(?://.*\n\s*)*", "", script, flags=re.M).strip()


def _small(css: str) -> str:
    """The style without comments and white space around punctuation, for the page's weight."""
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).strip()
