"""How other hosts are asked: by which name, for how long, and what is the matter with them."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen
from urllib.robotparser import RobotFileParser

from msgspec import Struct

AGENT = "datastory"
TIMEOUT = 20.0  # seconds without an answer
TOO_MANY = 429  # requests: the host asks to wait
NO_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


class Answer(Struct, frozen=True):
    """`status` is 0 where nobody answered, for the `reason` that `urllib` gives."""

    status: int
    body: bytes = b""
    reason: object = None

    @property
    def why(self) -> str:
        """Why nobody answered, in the system's words."""
        return str(self.reason) or type(self.reason).__name__


def ask(method: str, url: str, headers: Mapping[str, str], most: int | None = None) -> Answer:
    """What stands at an address, followed through redirects; at most so many bytes are read."""
    try:
        request = Request(ascii_address(url), headers=dict(headers), method=method)
        with urlopen(request, timeout=TIMEOUT) as answered:
            return Answer(answered.status, answered.read(most))
    except HTTPError as error:
        error.close()
        return Answer(error.code)
    except URLError as error:
        return Answer(0, reason=error.reason)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(0, reason=error)


def robots(address: str, agent: str) -> RobotFileParser:
    """The rules for programs of the host of an address; none where it does not answer."""
    answer = ask("GET", urljoin(address, "/robots.txt"), {"User-Agent": agent}, 500_000)
    rules = RobotFileParser()
    rules.parse(answer.body.decode("utf-8", "replace").splitlines())
    return rules


def ascii_address(url: str) -> str:
    """An address as it is sent: `"https://müller.example/ö"` -> `"https://xn--…/%C3%B6"`."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    return quote(parts._replace(netloc=host).geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def no_such_host(reason: object) -> bool:
    return isinstance(reason, socket.gaierror) and reason.errno in NO_HOST
