"""How the story is cited: BibTeX, CSL, and the tags that reference managers read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..model import Site
from ..site import routes

MONTHS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    # BibTeX counts braces, whatever stands before them.
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
}  # fmt: skip


def bibtex(site: Site, edition: str = "") -> str:
    """One `@techreport`, or `@misc` where nobody is named as its institution, which a report needs.

    Names and titles in double braces stay as they are written. Of a released story the address is
    that of its last `edition`, a day, which does not change.
    """
    year, month, day = _date(site)
    fields = {
        "title": f"{{{_tex(site.title.text)}}}",
        "author": f"{{{_tex(site.author)}}}" if site.author else "",
        "institution": _tex(site.publisher),
        "type": site.phrases.say("cite.genre"),
        "year": year,
        "month": month and MONTHS[int(month) - 1],
        "day": day.lstrip("0"),
        "language": site.language,
        "note": site.phrases.say("cite.dated", date=edition) if edition else "",
        "url": _url(site, edition).replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    kind = "techreport" if site.publisher else "misc"
    return f"@{kind}{{{key(site)},\n{''.join(lines)}}}\n"


def csl(site: Site, edition: str = "") -> list[dict[str, Any]]:
    """CSL-JSON, as citation processors and Zotero read it."""
    cited = {
        "id": key(site),
        "type": "report",
        "genre": site.phrases.say("cite.genre"),
        "title": site.title.text,
        "author": [{"literal": site.author}] if site.author else [],
        "issued": {"date-parts": [[int(part) for part in _date(site)]]} if site.published else {},
        "publisher": site.publisher,
        "language": site.language,
        "version": edition,
        "URL": _url(site, edition),
    }
    return [{name: value for name, value in cited.items() if value}]


def tags(title: str, address: str, site: Site) -> Iterator[tuple[str, str]]:
    """Highwire tags for the page at `address`; an institution makes it a report, not an article."""
    yield "citation_title", title
    if site.author:
        yield "citation_author", site.author
    if site.published:
        yield "citation_publication_date", site.published.replace("-", "/")
    if site.publisher:
        yield "citation_technical_report_institution", site.publisher
    yield "citation_public_url", routes.permalink(address, site.url)
    yield "citation_language", site.language


def key(site: Site) -> str:
    """`"The city behind first place"`, 2026 -> `"city-behind-first-2026"`.

    A title in other letters than Latin is called by the story's address: `"shenzhen-zh-2026"`.
    """
    telling = _telling(site.title.text)
    if not any(re.search("[a-z]{2}", word) for word in telling):
        host, _, path = site.url.partition("//")[2].partition("/")
        telling = _telling(path) or _telling(host)
    return "-".join(filter(None, (*telling, _date(site)[0]))) or "story"


def _telling(text: str) -> list[str]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return [word for word in words if word not in ("a", "an", "the")][:3]


def _url(site: Site, edition: str) -> str:
    return routes.permalink(routes.edition(edition), site.url) if edition else site.url


def _date(site: Site) -> tuple[str, str, str]:
    year, month, day = (*site.published.split("-"), "", "", "")[:3]
    return year, month, day


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in text)
