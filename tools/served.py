"""A built site, served as a host of static files serves it: compressed, and with its 404 page."""

from __future__ import annotations

import gzip
import mimetypes
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from datastory.site import routes

REPOSITORY = "/some-repo/"  # the site stands at the host's root and, as project pages do, here
PACKED = ("text/", "application/json", "application/xml", "image/svg+xml")


class Server(ThreadingHTTPServer):
    """Says nothing of a browser that goes away in the middle of an answer, as browsers do."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Quiet(BaseHTTPRequestHandler):
    """Says nothing of what is asked: the output belongs to the tests and the tables."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def answering(answers: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server on this machine, such as "http://127.0.0.1:8123/"."""
    server = Server(("127.0.0.1", 0), answers)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def served(pages: Mapping[str, bytes]) -> Iterator[str]:
    """The address of `pages`, which are read at each request."""

    class Answer(Quiet):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            name = routes.output_path(path.replace(REPOSITORY, "/", 1))
            found = name in pages
            name = name if found else routes.output_path(routes.NOT_FOUND)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            body = pages[name]
            self.send_response(200 if found else 404)
            if kind.startswith(PACKED):
                body = gzip.compress(body, 9)
                self.send_header("Content-Encoding", "gzip")
                kind += "; charset=utf-8"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with answering(Answer) as address:
        yield address
