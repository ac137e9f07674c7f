"""The live preview: the built pages from memory, to this machine only, patched as files change.

A browser asks for pages and keeps one stream open, on which it hears of every build, and gets the
sections of its page that changed. Where more did, the page's own script (live/live.js) fetches the
page again and changes what differs.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import socket
import time
import traceback
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import Application, RequestHandler

from .. import report
from ..disk.files import said
from ..pipeline import BuildResult
from ..problem import Location, Problem
from .live_pages import Live, changed_sections
from .watching import watch

STREAM = "/-/live"
# Seconds: in which the browser alone is busy, before pages are inspected; after which a connection
# that asks nothing is closed; and between two tries to take a connection where there is no room.
PAUSE, IDLE, AGAIN = 0.15, 60, 0.5
YIELD = 0.003  # in which a build waits while browsers are told of its first page
MOST = 1 << 20  # bytes of a request that are held


class Local(RequestHandler):
    """Answers a browser that asked for this machine by its own name, and nobody else."""

    live: Live

    def initialize(self, live: Live) -> None:
        self.live = live

    def prepare(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        if refused := self.live.refusal(self.request.headers.get("Host", "")):
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(refused)


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
        """What becomes of the page at `?page=`, by the sections that are others, or by none where
        more is; and the news of each build.
        """
        self.set_header("Content-Type", "text/event-stream")
        address, seen, shown = self.get_query_argument("page", "/"), 0, b""
        # It ends when the browser goes, or the preview does.
        with contextlib.suppress(StreamClosedError, asyncio.CancelledError):
            while True:
                seen = await self.live.build_after(seen)
                page = self.live.built(address)
                if page != shown:
                    sections = json.dumps(changed_sections(shown, page))
                    self.write(f"event: page\ndata: {sections}\n\n")
                self.write(f"retry: 500\ndata: {self.live.news}\n\n")
                await self.flush()
                shown = page


def application(live: Live) -> Application:
    shared = {"live": live}
    return Application(
        [(STREAM, Stream, shared), (".*", Page, shared)], log_function=lambda _: None
    )


First = Callable[[str, bytes], None]  # gets a page before the others are made, with its path


def serve(
    draft: Callable[[First], BuildResult],
    inspected: Callable[[BuildResult], BuildResult],
    root: Path,
    fallback: Path,
    port: int,
    browser: bool,
) -> list[Problem]:
    """Builds and serves until the process ends. A problem where there is no such folder or port.

    What `draft` makes is shown at once, and of that first what it gives to its argument; what
    `inspected` finds in it a moment later.
    """
    if not root.is_dir():
        return [Problem(Location(str(root)), "there is no such folder")]
    listening = socket.socket()  # tornado's own way leaves one open where the port is taken
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen()
    except OSError as error:
        listening.close()
        message = f"{(error.strerror or str(error)).lower()}; choose another with --port N"
        return [Problem(Location(f"port {port}"), message)]
    listening.setblocking(False)
    port = listening.getsockname()[1]
    live = Live(port)
    changed = asyncio.Event()
    changed.set()

    async def run() -> None:
        if browser:
            webbrowser.open(f"http://127.0.0.1:{port}/")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch(root, fallback, changed))  # first, so that it misses nothing
            tasks.create_task(_accept(listening, live))
            tasks.create_task(
                _keep_building(live, draft, inspected, changed, report.from_here(root))
            )

    report.say(f"http://127.0.0.1:{port}/  (Ctrl-C ends the preview)")
    asyncio.run(run())
    return []


async def _accept(listening: socket.socket, live: Live) -> None:
    """Answers who comes. Where no descriptor is left, they wait until there is one.

    A request of a browser's has no body; one that has is refused before it is read.
    """
    server = HTTPServer(application(live), max_body_size=0, idle_connection_timeout=IDLE)
    loop = asyncio.get_running_loop()
    while True:
        try:
            connection, address = await loop.sock_accept(listening)
        except OSError:
            await asyncio.sleep(AGAIN)
            continue
        server.handle_stream(IOStream(connection, max_buffer_size=MOST), address)


async def _keep_building(
    live: Live,
    draft: Callable[[First], BuildResult],
    inspected: Callable[[BuildResult], BuildResult],
    changed: asyncio.Event,
    folder: str,
) -> None:
    """Builds whenever something `changed`. Paths are printed as they open from the current folder:
    terminals make a link of a path that they find, and of the address of the preview.
    """
    loop = asyncio.get_running_loop()

    def first(path: str, page: bytes) -> None:
        asyncio.run_coroutine_threadsafe(live.first(path, page), loop)
        time.sleep(YIELD)

    while True:
        await changed.wait()
        changed.clear()
        began = time.monotonic()
        made = await asyncio.to_thread(_tried, functools.partial(draft, first))
        took = (time.monotonic() - began) * 1000
        if isinstance(made, BuildResult):
            if not made.problems:
                await live.show(made)
                await asyncio.sleep(PAUSE)
            if changed.is_set():
                continue  # a newer save; and of half a save nothing is told
            made = await asyncio.to_thread(_tried, functools.partial(inspected, made))
        if not isinstance(made, BuildResult):
            await live.broke(f"The build broke ({_told(made)}); the terminal shows where.")
            continue
        report.print_problems(made.problems, made.texts, folder)
        if not made.problems:
            report.say(f"{report.result(made.story, made.pages, None)} ({took:.0f} ms)")
        await live.judge(made)


def _tried(step: Callable[[], BuildResult]) -> BuildResult | BaseException:
    """What it makes, or what it raised: no fault of the builder's ends the preview.

    A value, since some would end the task that waits for it, or everything, if they were raised.
    """
    try:
        return step()
    except BaseException as error:
        return error


def _told(error: BaseException) -> str:
    """The words of an error; a fault of the engine is printed with its whole traceback."""
    if isinstance(error, OSError):
        report.print_problems([Problem(Location("."), said(error))], {})
    else:
        report.complain("".join(traceback.format_exception(error)).rstrip())
    return str(error)
