"""Every address of the site.

An address begins at the site's own root: `/`, `/facts/rd.2024/`, `/#chart-rd`. Where the site
stands (at `/`, under `/repo/`, on a disk) is only known to `permalink` and `rooted`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from ..model import Fact

STORY = "/"
FACTS = "/facts/"
CHARTS = "/charts/"
SOURCES = "/sources/"
CORRECTIONS = "/corrections/"
EDITIONS = "/v/"
NOT_FOUND = "/404.html"
DATA = "/data.json"
FACTS_TABLE = "/facts.csv"
DATA_PACKAGE = "/datapackage.json"
BIBTEX = "/cite.bib"
CSL = "/cite.json"
FEED = "/feed.xml"
SITEMAP = "/sitemap.xml"
TWIN = "/index.md"
LLMS = "/llms.txt"
ROBOTS = "/robots.txt"
CARD, CARD_SIZE = "/card.png", (1200, 630)  # pixels
PICTURE_WIDTH = 1200  # pixels, of a chart's
OUTLINED = "chart-outlined.svg"  # of a chart, its words as outlines


def fact(id: str, file: str = "") -> str:
    """The page of a figure, or of a series with its points; or a file beside it."""
    return f"{FACTS}{id}/{file}"


def figure(fact: Fact) -> str:
    """Where a figure stands: its own page, or its place on the page of its series."""
    return FACTS + (f"{fact.id}/" if fact.paged else f"{fact.series}/#{fact.key}")


def chart(name: str, file: str = "") -> str:
    """`("rd")` -> `"/charts/rd/"`; `("rd", "data.csv")` -> `"/charts/rd/data.csv"`."""
    return f"{CHARTS}{name}/{file}"


def embed(name: str) -> str:
    return f"/embed/{name}/"


def oembed(name: str) -> str:
    return f"/oembed/{name}.json"


def edition(day: str) -> str:
    """The story as it was released on a day: `"2026-01-05"` -> `"/v/2026-01-05/"`."""
    return f"{EDITIONS}{day}/"


def static(path: str) -> str:
    return f"/static/{path}"


def chapter_in_story(slug: str) -> str:
    return f"{STORY}#{slug}"


def chart_in_story(name: str) -> str:
    return f"{STORY}#chart-{name}"


def fact_in_story(id: str) -> str:
    """A figure's first statement, or its note where the text does not state it."""
    return f"{STORY}#fact-{id}"


def note(id: str) -> str:
    return f"{STORY}#note-{id}"


def source(id: str) -> str:
    return f"{SOURCES}#source-{id}"


def pages(facts: Iterable[str], series: Iterable[str], charts: Iterable[str]) -> tuple[str, ...]:
    """The addresses of all pages that people read, the story first; 404 is not among them."""
    return (
        STORY,
        FACTS,
        *map(fact, facts),
        *map(fact, series),
        *map(chart, charts),
        SOURCES,
        CORRECTIONS,
    )


def folder(language: str, languages: Sequence[str]) -> str:
    """`("zh", ("en", "zh"))` -> `"zh/"`; "" for the first, whose edition is the main one."""
    return "" if language in languages[:1] else f"{language}/"


def in_edition(address: str, folder: str) -> str:
    """`("/facts/rd/", "zh/")` -> `"/zh/facts/rd/"`: the same page of another edition."""
    return f"/{folder}{address.removeprefix('/')}"


def out_of_edition(address: str, folder: str) -> str:
    """`("/zh/facts/rd/", "zh/")` -> `"/facts/rd/"`: as the edition itself calls its page."""
    return STORY + address.removeprefix(in_edition(STORY, folder))


def output_path(address: str) -> str:
    """`"/facts/rd/"` -> `"facts/rd/index.html"`; `"/data.json"` -> `"data.json"`."""
    path = address.partition("#")[0].partition("?")[0].removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def address(output: str) -> str:
    """What `output_path` was made from: `"facts/rd/index.html"` -> `"/facts/rd/"`."""
    folder, _, file = output.rpartition("/")
    return f"/{folder}/".replace("//", "/") if file == "index.html" else f"/{output}"


def relative_url(target: str, base: str) -> str:
    """How a page at `base` links to `target`.

    It holds that `urljoin(base, relative_url(target, base)) == target`.
    `("/facts/rd/", "/charts/rd/")` -> `"../../facts/rd/"`; `("/#a", "/")` -> `"#a"`.
    """
    path, mark, rest = _split(target)
    here = _split(base)[0]
    if path == here and mark == "#":
        return mark + rest
    steps, goal = here.split("/")[1:-1], path.split("/")[1:]
    shared = 0
    while shared < min(len(steps), len(goal) - 1) and steps[shared] == goal[shared]:
        shared += 1
    relative = "../" * (len(steps) - shared) + "/".join(goal[shared:])
    first = relative.partition("/")[0]
    if not relative or ":" in first or relative.startswith("/"):
        relative = f"./{relative}"
    return relative + mark + rest


def permalink(address: str, site_url: str) -> str:
    """The public address, for canonical links, feeds and citations; `site_url` ends with "/"."""
    return site_url + address.removeprefix("/")


def rooted(address: str, site_url: str) -> str:
    """A link that works at any depth, as 404.html needs it: `"/repo/facts/"`."""
    return urlsplit(site_url).path.rstrip("/") + address


NEVER = "1970-01-01"  # the day of a draft, which has none yet, where a format must have one


def feed_tag(site_url: str, published: str) -> str:
    """How the ids of the feed begin: `"tag:a.example,2026-01-05:/repo"` (RFC 4151).

    An id is for ever, so a release puts the tag into the ledger, which then holds it.
    """
    host = urlsplit(site_url).hostname
    return f"tag:{host},{published or NEVER}:{rooted('', site_url)}"


def _split(address: str) -> tuple[str, str, str]:
    """`"/a/?q#b"` -> `("/a/", "?", "q#b")`."""
    ends = [at for at in (address.find("?"), address.find("#")) if at >= 0]
    end = min(ends, default=len(address))
    return address[:end], address[end : end + 1], address[end + 1 :]
