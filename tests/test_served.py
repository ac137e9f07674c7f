"""The server of the browser tests: it answers as a host does, and says nothing of who goes away."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import urllib.request

import pytest

from tools import served
from tools.served import REPOSITORY

PAGES = {"index.html": b"Words", "404.html": b"No such page", "large.bin": b"x" * 50_000_000}
GONE = struct.pack("ii", 1, 0)  # SO_LINGER: who closes is gone at once, whatever is still to come


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Released once for each error that the server has dealt with."""
    count, handle = threading.Semaphore(0), served.Server.handle_error

    def counted(server: served.Server, request: object, address: object) -> None:
        handle(server, request, address)
        count.release()

    monkeypatch.setattr(served.Server, "handle_error", counted)
    return count


@pytest.mark.parametrize("gone", ["before it asks", "while it is answered"])
def test_a_browser_that_goes_away_is_no_word(
    gone: str, handled: threading.Semaphore, capfd: pytest.CaptureFixture[str]
) -> None:
    with served.served(PAGES) as url:
        address = "127.0.0.1", int(url.split(":")[2].strip("/"))
        with socket.create_connection(address, timeout=120) as browser:
            if gone == "while it is answered":
                browser.sendall(b"GET /large.bin HTTP/1.1\r\nHost: here\r\n\r\n")
                assert browser.recv(12) == b"HTTP/1.1 200"
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, GONE)
        assert handled.acquire(timeout=120)
        with urllib.request.urlopen(url, timeout=120) as answer:  # others are answered
            assert gzip.decompress(answer.read()) == b"Words"
        with urllib.request.urlopen(url + REPOSITORY.strip("/") + "/", timeout=120) as answer:
            assert answer.status == 200
    assert capfd.readouterr() == ("", "")


def test_a_mistake_of_the_server_is_told(
    handled: threading.Semaphore, capfd: pytest.CaptureFixture[str]
) -> None:
    with served.served({"index.html": b"Words"}) as url:  # without its 404 page
        with pytest.raises(OSError):
            urllib.request.urlopen(url + "nothing/", timeout=120)
        assert handled.acquire(timeout=120)
    assert "KeyError: '404.html'" in capfd.readouterr().err
