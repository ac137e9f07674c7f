"""The live preview: the built pages from memory, to this machine only, patched as files change.

A browser asks for pages and keeps one stream open, on which it hears of every build; then the
page's own script (live/live.js) fetches the page again and changes what differs.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import time
import traceback
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, RequestHandler

from . import policy, report, routes
from .model import Story
from .problem import Location, Problem
from .watching import watch

STREAM = "/-/live"
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
HEAD_ENDS = re.compile("</head>|<body|$")
UNBUILT = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not built yet</title>'
    '<link rel="icon" href="data:,"></head>'
    "<body><p>Nothing has been built yet.</p></body></html>"
)


class Made(Protocol):
    """What the pipe gives: pages, or problems."""

    @property
    def texts(self) -> Mapping[str, str]: ...
    @property
    def story(self) -> Story: ...
    @property
    def pages(self) -> Mapping[str, bytes]: ...
    @property
    def problems(self) -> list[Problem]: ...


@dataclass
class Live:
    """What browsers are shown: the last good pages, and the news of the last build."""

    hosts: frozenset[str]
    pages: Mapping[str, bytes] = field(default_factory=dict)
    base: str = ""  # the path under which the site will stand; 404.html links by it
    news: str = ""
    build: int = 0
    told: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def tell(self, title: str, found: Iterable[Mapping[str, object]] = ()) -> None:
        """Problems under a title; without a title there are none."""
        self.news = json.dumps({"title": title, "found": list(found)})
        self.build += 1
        async with self.told:
            self.told.notify_all()

    async def build_after(self, seen: int) -> int:
        """The number of the newest build, once there is one after `seen`."""
        async with self.told:
            await self.told.wait_for(lambda: self.build > seen)
        return self.build

    async def show(self, made: Made) -> None:
        if not made.problems:
            self.pages = made.pages
            self.base = urlsplit(made.story.site.url).path.rstrip("/")
            return await self.tell("")
        problems = sorted(set(made.problems))
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        beneath = "This is the last good page." if self.pages else "Nothing has been built yet."
        await self.tell(f"{count}. {beneath}", (_pointed(one, made.texts) for one in problems))

    def page(self, address: str) -> tuple[int, str, bytes]:
        """Status, content type and bytes of what stands at an address; for 301, the new address."""
        if address == self.base or address.startswith(f"{self.base}/"):
            address = address[len(self.base) :] or "/"
        path = routes.output_path(address)
        if path not in self.pages and f"{path}/index.html" in self.pages:
            return 301, "", f"{quote(address)}/".encode()
        status = 200 if path in self.pages or not self.pages else 404
        path = path if path in self.pages else "404.html"
        data = self.pages.get(path, UNBUILT.encode())
        kind = KINDS.get(PurePosixPath(path).suffix, "application/octet-stream")
        return status, kind, with_script(data.decode()).encode() if path.endswith(".html") else data


def with_script(page: str) -> str:
    """The page, with the script that keeps it live, and a policy that allows this one more."""
    rules = policy.rules_of(page)
    scripts = rules.get("script-src", "").replace("'none'", "")
    more = {
        "script-src": f"{scripts} {policy.hashed(SCRIPT)}".strip(),
        "connect-src": "'self'",
    }
    page = policy.with_rules(page, rules | more)
    return HEAD_ENDS.sub(lambda end: f"<script>{SCRIPT}</script>{end[0]}", page, count=1)


def _pointed(problem: Problem, texts: Mapping[str, str]) -> dict[str, object]:
    """The problem for the page: where, what, and its line before, in and after the words."""
    where = problem.where
    lines = texts.get(where.path, "").split("\n")
    said: dict[str, object] = {"where": str(where), "message": problem.message}
    if 0 < where.line <= len(lines):
        line, start = lines[where.line - 1], max(where.column - 1, 0)
        end = start + (len(problem.words) if line.startswith(problem.words, start) else 1)
        said["line"] = line[:start], line[start:end], line[end:]
    return said


class Local(RequestHandler):
    """Answers a browser that asked for this machine by its own name, and nobody else.

    A foreign page may let its own name lead to 127.0.0.1; its requests carry that name.
    """

    live: Live

    def initialize(self, live: Live) -> None:
        self.live = live

    def prepare(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        if self.request.headers.get("Host") not in self.live.hosts:
            self.set_status(403)
            self.finish("The preview answers at its own address only.\n")


class Page(Local):
    def get(self) -> None:
        status, kind, data = self.live.page(unquote(self.request.path))
        if status == 301:
            self.redirect(data.decode(), permanent=True)
            return
        self.set_status(status)
        self.set_header("Content-Type", kind)
        self.finish(data)

    head = get


class Stream(Local):
    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream")
        seen = 0
        # It ends when the browser goes, or the preview does.
        with contextlib.suppress(StreamClosedError, asyncio.CancelledError):
            while True:
                seen = await self.live.build_after(seen)
                self.write(f"retry: 500\ndata: {self.live.news}\n\n")
                await self.flush()


def application(live: Live) -> Application:
    shared = {"live": live}
    return Application(
        [(STREAM, Stream, shared), (".*", Page, shared)], log_function=lambda _: None
    )


def serve(
    make: Callable[[], Made], root: Path, fallback: Path, port: int, browser: bool
) -> list[Problem]:
    """Builds and serves until interrupted. A problem where there is no such folder or port."""
    if not root.is_dir():
        return [Problem(Location(str(root)), "there is no such folder")]
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()
    except OSError as error:
        listening.close()
        message = f"{(error.strerror or str(error)).lower()}; choose another with --port N"
        return [Problem(Location(f"port {port}"), message)]
    listening.setblocking(False)
    try:
        asyncio.run(_serve(listening, make, root, fallback, browser))
    except KeyboardInterrupt:
        print()
    return []


async def _serve(
    listening: socket.socket, make: Callable[[], Made], root: Path, fallback: Path, browser: bool
) -> None:
    port = listening.getsockname()[1]
    live = Live(frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost")))
    HTTPServer(application(live)).add_socket(listening)
    print(f"http://127.0.0.1:{port}/  (Ctrl-C ends the preview)", flush=True)
    if browser:
        webbrowser.open(f"http://127.0.0.1:{port}/")
    changed = asyncio.Event()
    changed.set()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(watch(root, fallback, changed))
        tasks.create_task(_keep_building(live, make, changed))


async def _keep_building(live: Live, make: Callable[[], Made], changed: asyncio.Event) -> None:
    while True:
        await changed.wait()
        changed.clear()
        began = time.monotonic()
        try:
            made = await asyncio.to_thread(make)
        except Exception as error:
            # A fault of a template, or of the builder itself, ends a build but not the preview.
            traceback.print_exc()
            await live.tell(f"The build broke ({error}); the terminal shows where.")
            continue
        if made.problems and changed.is_set():
            continue  # half of a save: what is wrong may be mended already
        report.told(made.problems, made.texts)
        if not made.problems:
            took = (time.monotonic() - began) * 1000
            print(f"{report.result(made.story, made.pages, None)} ({took:.0f} ms)", flush=True)
        await live.show(made)
