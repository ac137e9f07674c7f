"""`build.py verify URL`: a published site read back, and what of it is other than in a build."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote, urlsplit

from .. import http_client
from ..http_client import AGENT, TOO_MANY, Answer
from ..problem import Location, Problem
from ..site import routes

PAUSE = 0.05  # seconds between two requests, which are made one after the other
READ = (".html", ".json", ".csv", ".xml", ".txt", ".md", ".svg", ".bib")
MOST = 20  # files that are told one by one

Ask = Callable[[str, str], Answer]  # by a method and an address


def ask(method: str, address: str) -> Answer:
    """What a host has at an address now, and not what stands in a cache on the way."""
    agent = f"{AGENT} (reads a published story back)"
    return http_client.ask(method, address, {"User-Agent": agent, "Cache-Control": "no-cache"})


def verify(
    url: str, pages: Mapping[str, bytes], asked: Ask = ask, pause: float = PAUSE
) -> list[Problem]:
    """What differs at `url` from the files of a build, by their output paths: figures come first.

    Words and data are read and compared; of pictures it is only asked whether they are there.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        return [Problem(Location(url), "this is no address of a site; write it as https://…/")]
    base = url.rstrip("/") + "/"
    missing: list[Problem] = []
    other: list[Problem] = []
    figures: list[Problem] = []
    data = routes.output_path(routes.DATA)
    for path in sorted(pages, key=lambda path: (path != data, path)):
        where = base + quote(routes.address(path).removeprefix("/"))
        answer = asked("GET" if path.endswith(READ) else "HEAD", where)
        if answer.status in (0, TOO_MANY):
            wait = "the host asks us to wait (429)"
            why = wait if answer.status else answer.why
            return [*figures, Problem(Location(where), f"this could not be read: {why}")]
        if answer.status != 200:
            message = f"this is missing there (the host answers {answer.status})"
            missing.append(Problem(Location(where), message))
        elif path.endswith(READ) and answer.body != pages[path]:
            if path == data:
                figures = list(_figures(base, pages[path], answer.body))
            other.append(Problem(Location(where), "this is another there than in this build"))
        time.sleep(pause)
    return [*figures, *_shown(missing, "are missing there", base),
            *_shown(other, "are others there", base)]  # fmt: skip


def _shown(problems: Sequence[Problem], what: str, base: str) -> Iterator[Problem]:
    yield from problems[:MOST]
    if more := len(problems[MOST:]):
        yield Problem(Location(base), f"{more} more files {what}")


def _figures(base: str, ours: bytes, theirs: bytes) -> Iterator[Problem]:
    """The figures that data.json says otherwise, has not, or has and should not."""
    here, there = _texts(ours), _texts(theirs)
    for id, text in here.items():
        where = Location(base + routes.fact(id).removeprefix("/"))
        if id not in there:
            yield Problem(where, f"'{id}' is not there; in this build it says {text}")
        elif there[id] != text:
            yield Problem(where, f"'{id}' says {there[id]} there, and {text} in this build")
    for id in there.keys() - here.keys():
        where = Location(base + routes.fact(id).removeprefix("/"))
        yield Problem(where, f"'{id}' says {there[id]} there, and is not in this build")


def _texts(data: bytes) -> dict[str, str]:
    """What each figure says, by its id; nothing where the file is none of ours."""
    try:
        facts = json.loads(data)["facts"]
        return {str(fact["id"]): str(fact["text"]) for fact in facts}
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
