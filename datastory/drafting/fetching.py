"""One document from another host: asked for once, by name, within limits of time and size."""

from __future__ import annotations

import http.client
import time
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from msgspec import Struct

from ..http_client import AGENT, TIMEOUT, ascii_address, no_such_host, robots
from ..problem import Refused

MIB = 1024 * 1024
PIECE = 64 * 1024  # bytes that are read at a time
LONGEST = 120.0  # seconds for all of a document
BY_HAND = "save it with a browser, and name the file behind the source"
WHY = {
    401: "the host wants a password (401)",
    403: "the host refuses programs (403)",
    404: "the host knows no such page (404)",
    410: "the page is gone for good (410)",
    429: "the host asks us to wait (429); try again later",
}


class Fetched(Struct, frozen=True):
    """The bytes of a document, its type as "text/html", its encoding if told, where it came from.

    `address` is that of the last of all redirects.
    """

    data: bytes
    kind: str
    encoding: str
    address: str


class _WithinTheWeb(HTTPRedirectHandler):
    """Redirects lead to http and https alone, ten at most."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> Request | None:
        if reason := _leaves_the_web(newurl):
            raise URLError(reason)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(
    url: str, site_url: str, largest: int, timeout: float = TIMEOUT, longest: float = LONGEST
) -> Fetched | Refused:
    """The document at an address, of at most `largest` bytes; or why there is none, in one line.

    `site_url` tells the host who asks; `timeout` and `longest` are in seconds.
    """
    agent = f"{AGENT} (keeps a source of {site_url})"
    if not robots(url, agent).can_fetch(AGENT, url):
        return Refused(f"the host wants no programs there (robots.txt); {BY_HAND}")
    request = Request(ascii_address(url), headers={"User-Agent": agent, "Accept": "*/*"})
    try:
        with build_opener(_WithinTheWeb).open(request, timeout=timeout) as answer:
            data = _read(answer, largest, time.monotonic() + longest)
            if isinstance(data, Refused):
                return data
            headers: http.client.HTTPMessage = answer.headers
            promised = headers.get("Content-Length", "")
            if not data or (promised.isdigit() and len(data) < int(promised)):
                return Refused("it broke off in the middle; try again" if data else "it is empty")
            kind = headers.get_content_type() if headers.get("Content-Type") else ""
            return Fetched(data, kind, headers.get_content_charset() or "", answer.geturl())
    except HTTPError as error:
        error.close()
        on = error.headers.get("Location", "") if 300 <= error.code < 400 else ""
        said = WHY.get(error.code, f"the host answers {error.code}")
        if on:
            said = _leaves_the_web(on) or "it leads on and on, and never to a document"
        return Refused(said if error.code == 429 else f"{said}; {BY_HAND}")
    except URLError as error:
        return Refused(_unreached(error.reason, url, timeout))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Refused(_unreached(error, url, timeout))


def _leaves_the_web(address: str) -> str:
    if urlsplit(address).scheme in ("http", "https", ""):
        return ""
    return f"it leads on to {address}, which is no page of the web"


def _read(answer: http.client.HTTPResponse, largest: int, until: float) -> bytes | Refused:
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(PIECE):  # what is there, so that a host that drips ends in time
        size += len(part)
        if size > largest:
            return Refused(f"it is larger than {largest // MIB or 1} MiB; keep a part of it")
        if time.monotonic() > until:
            return Refused(f"it did not come whole in time; {BY_HAND}")
        parts.append(part)
    return b"".join(parts)


def _unreached(reason: object, url: str, timeout: float) -> str:
    if no_such_host(reason):
        return f"there is no host {urlsplit(url).hostname}, or no network here"
    if isinstance(reason, TimeoutError):
        return f"no answer within {timeout:.0f} seconds; {BY_HAND}"
    return f"{str(reason) or type(reason).__name__}; {BY_HAND}"
