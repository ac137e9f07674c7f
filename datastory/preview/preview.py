"""The live preview: the built pages from memory, to this machine only, patched as files change.

A browser asks for pages and keeps one stream open, on which it hears of every build; then the
page's own script (live/live.js) fetches the page again and changes what differs.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
import traceback
import webbrowser
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, RequestHandler

from .. import report
from ..made import Made
from ..problem import Location, Problem
from .live_pages import Live
from .watching import watch

STREAM = "/-/live"
PAUSE = 0.15  # seconds in which the browser alone is busy, before pages are inspected


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
    draft: Callable[[], Made],
    inspected: Callable[[Made], Made],
    root: Path,
    fallback: Path,
    port: int,
    browser: bool,
) -> list[Problem]:
    """Builds and serves until interrupted. A problem where there is no such folder or port.

    What `draft` makes is shown at once, what `inspected` finds in it a moment later.
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
    live = Live(frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost")))
    changed = asyncio.Event()
    changed.set()

    async def run() -> None:
        HTTPServer(application(live)).add_socket(listening)
        if browser:
            webbrowser.open(f"http://127.0.0.1:{port}/")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch(root, fallback, changed))
            tasks.create_task(_keep_building(live, draft, inspected, changed))

    with contextlib.suppress(KeyboardInterrupt):
        print(f"http://127.0.0.1:{port}/  (Ctrl-C ends the preview)", flush=True)
        asyncio.run(run())
    return []


async def _keep_building(
    live: Live,
    draft: Callable[[], Made],
    inspected: Callable[[Made], Made],
    changed: asyncio.Event,
) -> None:
    while True:
        await changed.wait()
        changed.clear()
        began = time.monotonic()
        try:
            made = await asyncio.to_thread(draft)
            took = (time.monotonic() - began) * 1000
            if not made.problems:
                await live.show(made)
                await asyncio.sleep(PAUSE)
            if changed.is_set():
                continue  # a newer save; and of half a save nothing is told
            made = await asyncio.to_thread(inspected, made)
        except Exception as error:
            # A fault of a template, or of the builder itself, ends a build but not the preview.
            traceback.print_exc()
            await live.tell(f"The build broke ({error}); the terminal shows where.")
            continue
        report.told(made.problems, made.texts)
        if not made.problems:
            print(f"{report.result(made.story, made.pages, None)} ({took:.0f} ms)", flush=True)
        await live.judge(made)
