"""What a preview shows: the last good pages, with the script that keeps them live, and the news."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

from msgspec import Struct, field

from ..pipeline import BuildResult
from ..problem import in_order
from ..site import policy, routes
from ..site.wording import count

LIVE = Path(__file__).resolve().parent / "live"
SCRIPT = "".join((LIVE / name).read_text("utf-8") for name in ("idiomorph.js", "live.js"))
UTF8 = "; charset=utf-8"
KINDS = {
    ".html": "text/html" + UTF8, ".md": "text/markdown" + UTF8, ".csv": "text/csv" + UTF8,
    ".txt": "text/plain" + UTF8, ".bib": "text/plain" + UTF8, ".css": "text/css",
    ".js": "text/javascript", ".json": "application/json", ".xml": "application/xml",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg",
    ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".woff2": "font/woff2",
}  # fmt: skip
NAMES = ("127.0.0.1", "localhost")
HEAD_ENDS = re.compile("</head>|<body|$")
UNBUILT = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Not built yet</title>'
    b'<link rel="icon" href="data:,"></head>'
    b"<body><p>Nothing has been built yet.</p></body></html>"
)
SECTION, SECTION_ENDS = b"<section", b"</section>"


class Live(Struct):
    """What browsers are shown: the newest pages, or else the last `good` ones, and the news of the
    last build."""

    port: int
    pages: Mapping[str, bytes] = {}
    good: Mapping[str, bytes] = {}
    base: str = ""  # the path under which the site will stand; 404.html links by it
    news: str = json.dumps({"title": "", "found": []})
    build: int = 0
    told: asyncio.Condition = field(default_factory=asyncio.Condition)

    def refusal(self, host: str) -> str:
        """Why a request to a host, as `localhost:9000`, is not answered, or "".

        A foreign page may let its own name lead to 127.0.0.1; its requests carry that name.
        """
        name, _, port = host.partition(":")
        if name in NAMES and (port or "80") == str(self.port):
            return ""
        other = port if name in NAMES and port.isascii() and port.isdigit() else "N"
        return (
            f"The preview answers at http://127.0.0.1:{self.port}/ only. To reach it at another "
            f"port, through a tunnel as well, type that port in both places:\n"
            f"python build.py serve --port {other}\n"
            f"ssh -L {other}:127.0.0.1:{other} HOST\n"
        )

    async def broke(self, title: str, found: Iterable[Mapping[str, object]] = ()) -> None:
        """Problems under a title; the last good pages are shown again."""
        self.pages = self.good
        await self._tell(title, found)

    async def _tell(self, title: str, found: Iterable[Mapping[str, object]] = ()) -> None:
        self.news = json.dumps({"title": title, "found": list(found)})
        await self._announce()

    async def _announce(self) -> None:
        self.build += 1
        async with self.told:
            self.told.notify_all()

    async def build_after(self, seen: int) -> int:
        """The number of the newest build, once there is one after `seen`."""
        async with self.told:
            await self.told.wait_for(lambda: self.build > seen)
        return self.build

    async def first(self, path: str, page: bytes) -> None:
        """The story's page, before the others are made; what was told of the last ones stays."""
        self.pages = {**self.pages, path: page}
        await self._announce()

    async def show(self, made: BuildResult) -> None:
        """Pages before they are inspected; what was told of the last ones stays."""
        self.pages = self.good = made.pages
        self.base = urlsplit(made.story.site.url).path.rstrip("/")
        await self._announce()

    async def judge(self, made: BuildResult) -> None:
        """What is wrong, if anything."""
        if not made.problems:
            return await self._tell("")
        problems = in_order(made.problems)
        beneath = "Beneath is the last good page." if self.good else "Nothing has been built yet."
        found = [
            {"where": str(one.where), "message": one.message, "line": one.line(made.texts)}
            for one in problems
        ]
        await self.broke(f"{count(len(problems), 'problem')}. {beneath}", found)

    def page(self, address: str) -> tuple[int, str, bytes]:
        """Status, content type and bytes of what stands at an address; for 301, the new address."""
        path = self._path(address)
        if path not in self.pages and f"{path}/index.html" in self.pages:
            return 301, "", f"{quote(address)}/".encode()
        status = 200 if path in self.pages or not self.pages else 404
        path = path if path in self.pages else "404.html"
        kind = KINDS.get(PurePosixPath(path).suffix, "application/octet-stream")
        data = self.built(address)
        return status, kind, with_script(data) if path.endswith(".html") else data

    def built(self, address: str) -> bytes:
        """What was built for an address, without the preview's own script."""
        path = self._path(address)
        return self.pages.get(path if path in self.pages else "404.html", UNBUILT)

    def _path(self, address: str) -> str:
        if address == self.base or address.startswith(f"{self.base}/"):
            address = address[len(self.base) :] or "/"
        return routes.output_path(address)


def with_script(data: bytes) -> bytes:
    """The page, with the script that keeps it live, and a policy that allows this one more."""
    page = data.decode()
    rules = policy.rules_of(page)
    scripts = rules.get("script-src", "").replace("'none'", "")
    more = {
        "script-src": f"{scripts} {policy.hashed(SCRIPT)}".strip(),
        "connect-src": "'self'",
    }
    page = policy.with_rules(page, rules | more)
    return HEAD_ENDS.sub(lambda end: f"<script>{SCRIPT}</script>{end[0]}", page, count=1).encode()


def changed_sections(old: bytes, new: bytes) -> list[str]:
    """The sections in which alone a page differs from what it was, each whole and with its id.

    `<p>a</p><section id="b">c</section>` -> `['<section id="b">d</section>']`; none where it
    differs anywhere else, or where one section stands in another.
    """
    (before, was), (after, now) = _sections(old), _sections(new)
    if before != after:
        return []
    return [one.decode() for last, one in zip(was, now, strict=True) if last != one]


def _sections(page: bytes) -> tuple[list[bytes], list[bytes]]:
    """What stands between a page's sections that bear an id, with their first tags; and each."""
    between: list[bytes] = []
    found: list[bytes] = []
    done = begin = 0
    while (begin := page.find(SECTION, begin)) >= 0:
        tag_ends, end = page.find(b">", begin), page.find(SECTION_ENDS, begin)
        inner = page.find(SECTION, tag_ends, end)
        if tag_ends >= 0 and end >= 0 and inner < 0 and b' id="' in page[begin:tag_ends]:
            between.append(page[done:tag_ends])
            done = end + len(SECTION_ENDS)
            found.append(page[begin:done])
        begin = max(tag_ends, begin + 1)
    return [*between, page[done:]], found
