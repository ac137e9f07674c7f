"""How other hosts are asked: by which name, for how long, and what is the matter with them."""

from __future__ import annotations

import contextlib
import http.client
import socket
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen
from urllib.robotparser import RobotFileParser

AGENT = "datastory"
TIMEOUT = 20.0  # seconds without an answer
NO_HOST = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def robots(address: str, agent: str) -> RobotFileParser:
    """The rules for programs of the host of an address; none where it does not answer."""
    rules = RobotFileParser()
    rules.parse(_robots(urljoin(address, "/robots.txt"), agent).splitlines())
    return rules


def _robots(url: str, agent: str) -> str:
    with contextlib.suppress(OSError, ValueError, http.client.HTTPException):
        request = Request(ascii_address(url), headers={"User-Agent": agent})
        with urlopen(request, timeout=TIMEOUT) as answered:
            return str(answered.read(500_000).decode("utf-8", "replace"))
    return ""


def ascii_address(url: str) -> str:
    """An address as it is sent: `"https://müller.example/ö"` -> `"https://xn--…/%C3%B6"`."""
    parts = urlsplit(url)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    return quote(parts._replace(netloc=host).geturl(), safe="%/:=&?~#+!$,;'@()*[]")


def no_such_host(reason: object) -> bool:
    return isinstance(reason, socket.gaierror) and reason.errno in NO_HOST
