"""A site whose pages arrive in parts, as over a slow line."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from queue import Queue

from datastory.site import routes
from tools.served import Quiet, answering

# Where a line cuts a page here: behind what is drawn as a whole.
ENDS = re.compile(rb"</(?:h1|h2|p|figcaption|svg|div|details|figure|header|li|[uo]l|table|nav)>")
LEAST, MOST = 300, 30  # bytes of a part, and parts of a page, whose last is all the rest


def parts(page: bytes) -> list[bytes]:
    """A page cut into parts, each of which ends with an element."""
    cuts = [0]
    for end in ENDS.finditer(page, page.index(b"<main")):
        if end.end() - cuts[-1] > LEAST and len(cuts) < MOST:
            cuts.append(end.end())
    return [page[start:end] for start, end in pairwise([*cuts, len(page)])]


@contextmanager
def served_in_parts(pages: Mapping[str, bytes]) -> Iterator[tuple[str, Callable[[], bool]]]:
    """The address of `pages`, and what sends the next part of the page that is being loaded.

    That returns once the part is sent, and False when none was left.
    """
    asked: Queue[None] = Queue()
    sent: Queue[bool] = Queue()

    class Answer(Quiet):
        def do_GET(self) -> None:
            body = pages.get(name := routes.output_path(self.path), b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", mimetypes.guess_type(name)[0] or "text/plain")
            self.end_headers()
            if not name.endswith(".html"):
                self.wfile.write(body)
                return
            first, *rest = parts(body)
            self.wfile.write(first)
            for part in rest:
                asked.get()
                self.wfile.write(part)
                sent.put(True)
            asked.get()
            sent.put(False)

    def send_next() -> bool:
        asked.put(None)
        return sent.get()

    with answering(Answer) as address:
        yield address, send_next
