"""Links to other hosts, against hosts of this machine that answer in several ways."""

from __future__ import annotations

import datetime
import functools
import json
import socket
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread
from typing import Any

import minimal
import pytest
import released
from test_changes import write

from datastory import cache_file, http_client
from datastory.command_line import main
from datastory.inspecting import external_links
from datastory.inspecting.external_links import Answer
from datastory.problem import Location
from tools.served import Server

SITE = "https://example.org/town/"
TODAY = datetime.date(2026, 3, 1)
STATUS = {"/missing": 404, "/gone": 410, "/closed": 403, "/broken": 500, "/busy": 429}


class Host:
    """A host that notes who asked what, and how many at a time."""

    def __init__(self, robots: str = "") -> None:
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str | None] = set()
        self.now = self.most = 0
        host = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.now += 1
                host.most = max(host.most, host.now)
                host.asked.append((self.command, self.path))
                host.agents.add(self.headers["User-Agent"])
                time.sleep(0.01)  # another that came too early would be seen; none has to come
                host.now -= 1  # before the answer: who has it may ask again at once
                self.send_response(self.status())
                if self.path == "/moved":
                    self.send_header("Location", "/page")
                self.end_headers()
                self.wfile.write(robots.encode() if self.path == "/robots.txt" else b"")

            do_HEAD = do_GET

            def status(self) -> int:
                if self.path == "/robots.txt":
                    return 200 if robots else 404
                if self.path == "/moved":
                    return 301
                if self.path == "/get-only":
                    return 405 if self.command == "HEAD" else 200
                return STATUS.get(self.path, 200)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self.server = Server(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    yield host
    host.end()


def follow(urls: list[str], cache: Path, today: datetime.date = TODAY) -> dict[str, Answer]:
    return external_links.follow(urls, SITE, cache, today, pause=0)


@pytest.mark.parametrize(
    ("path", "state", "why", "methods"),
    [
        ("/page", "there", "", ["HEAD"]),
        ("/ö?q=a b", "there", "", ["HEAD"]),
        ("/moved", "there", "", None),
        ("/get-only", "there", "", ["HEAD", "GET"]),
        ("/missing", "dead", "the host knows no such page (404)", ["HEAD", "GET"]),
        ("/gone", "dead", "the page is gone for good (410)", ["HEAD", "GET"]),
        ("/closed", "unsure", "it answers 403", ["HEAD", "GET"]),
        ("/broken", "unsure", "it answers 500", ["HEAD", "GET"]),
        ("/busy", "unsure", "the host asks us to wait (429)", ["HEAD"]),
    ],
)
def test_a_host_answers(
    host: Host, tmp_path: Path, path: str, state: str, why: str, methods: list[str] | None
) -> None:
    url = host.url + path
    assert follow([url], tmp_path) == {url: Answer(state, why)}
    assert methods in (None, [method for method, path in host.asked if path != "/robots.txt"])
    assert host.agents == {f"datastory (checks links of {SITE})"}


def test_a_host_gets_one_request_at_a_time(host: Host, tmp_path: Path) -> None:
    urls = [f"{host.url}/{n}" for n in range(6)]
    assert set(follow(urls, tmp_path).values()) == {external_links.THERE}
    assert host.most == 1
    assert host.asked[0] == ("GET", "/robots.txt")
    assert len(host.asked) == 7


def test_a_host_that_asks_to_wait_is_asked_no_more(host: Host, tmp_path: Path) -> None:
    urls = [f"{host.url}/busy", f"{host.url}/page"]
    assert set(follow(urls, tmp_path).values()) == {external_links.WAIT}
    assert ("HEAD", "/page") not in host.asked


def test_between_two_requests_is_a_pause(host: Host, tmp_path: Path) -> None:
    began = time.monotonic()
    external_links.follow(
        [f"{host.url}/1", f"{host.url}/get-only"], SITE, tmp_path, TODAY, pause=0.1
    )
    assert time.monotonic() - began >= 0.3


def test_hosts_that_want_no_programs_are_left_alone(tmp_path: Path) -> None:
    host = Host("User-agent: *\nDisallow: /private/\n")
    private, public = f"{host.url}/private/x", f"{host.url}/public"
    answers = follow([private, public], tmp_path)
    host.end()
    assert answers[private].why == "the host wants no programs there (robots.txt)"
    assert answers[public] == external_links.THERE
    assert ("HEAD", "/private/x") not in host.asked


def test_good_answers_are_kept_for_some_days(host: Host, tmp_path: Path) -> None:
    urls = [f"{host.url}/page", f"{host.url}/missing"]
    first = follow(urls, tmp_path)
    host.asked.clear()
    assert follow(urls, tmp_path, TODAY + datetime.timedelta(days=6)) == first
    assert {path for _, path in host.asked} == {"/robots.txt", "/missing"}
    follow(urls, tmp_path, TODAY + datetime.timedelta(days=7))
    assert ("HEAD", "/page") in host.asked


@pytest.mark.parametrize("kept", ["{", "[]", '{"a": 1}', '{"a": "soon"}'])
def test_a_damaged_cache_is_as_good_as_none(host: Host, tmp_path: Path, kept: str) -> None:
    cache_file.write(tmp_path / "links.json", external_links.AGENT, kept.encode())
    url = f"{host.url}/page"
    assert follow([url], tmp_path) == {url: external_links.THERE}
    known = cache_file.read(tmp_path / "links.json", external_links.AGENT)
    assert known and json.loads(known.head) == {url: "2026-03-01"}


@pytest.mark.parametrize(
    ("error", "alone", "state", "why"),
    [
        (socket.EAI_NONAME, False, "dead", "there is no host nowhere.example"),
        (socket.EAI_NONAME, True, "unsure", "there is no host nowhere.example, or no network here"),
        (socket.EAI_AGAIN, False, "unsure", f"[Errno {socket.EAI_AGAIN}] not found"),
    ],
)
def test_a_host_that_is_not_found(
    host: Host,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: int,
    alone: bool,
    state: str,
    why: str,
) -> None:
    find = socket.getaddrinfo

    def finds(name: str, *more: Any, **named: Any) -> Any:
        if name == "nowhere.example":
            raise socket.gaierror(error, "not found")
        return find(name, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", finds)
    nowhere, there = "https://nowhere.example/x", [] if alone else [f"{host.url}/page"]
    assert follow([nowhere, *there], tmp_path)[nowhere] == Answer(state, why)


def test_a_host_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_client, "TIMEOUT", 0.2)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # nobody else can have this port, and nobody listens
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        (closed,) = follow([url], tmp_path).values()
        assert closed.state == "unsure" and "refused" in closed.why
        deaf.listen()
        assert follow([url], tmp_path)[url] == Answer("unsure", "no answer within 0 seconds")


def test_links_are_told_where_they_were_written() -> None:
    changed = minimal.body("See [it](https://a.example/x#part) and [it](https://a.example/x).")
    changed |= {
        "data.yaml": minimal.DATA.replace(
            "    file: seeds", "    url: https://b.example/\n    file: seeds"
        ).replace("  author:", "  repository: https://git.example/town\n  author:")
    }
    story = minimal.story(changed)
    assert external_links.links(story, released.pages(story)) == {
        "https://b.example/": Location("data.yaml", 13, 10),
        "https://a.example/x": Location(minimal.FIRST, 6, 6),
        "https://git.example/town": Location("data.yaml", 2, 3),
    }


def test_the_command_fails_for_dead_links_alone(
    host: Host,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(external_links, "follow", functools.partial(external_links.follow, pause=0))
    root = tmp_path / "town"
    words = f"See [it]({host.url}/gone), [it]({host.url}/closed), [it]({host.url}/page)."
    write(root, minimal.STORY | minimal.body(words))

    def check(*more: str) -> tuple[int, str, str]:
        code = main(["check", *more, "--root", str(root)])
        return (code, *capsys.readouterr())

    assert check()[0] == 0
    assert host.asked == []
    code, said, problems = check("--external")
    assert (code, problems) == (
        1,
        f"content/01-research.md:6:6: the link {host.url}/gone is dead: the page is gone for good "
        "(410); mend or remove it\n",
    )
    column = words.index("[it]", 10) + 2  # in the brackets
    closed = f"{minimal.FIRST}:6:{column}: {host.url}/closed could not be checked: it answers 403"
    assert said.splitlines() == [closed, "outside links: 1 there, 1 dead, 1 could not be checked"]
    write(root, minimal.body(words.replace("gone", "there")))
    code, said, problems = check("--external")
    assert (code, problems) == (0, "")
    assert said.splitlines()[-2:] == [
        "outside links: 2 there, 0 dead, 1 could not be checked",
        "good: 40 files, 1 chapter, 1 chart; 5 facts: 3 in kept documents, 2 computed",
    ]
