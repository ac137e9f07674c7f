"""`verify`: a site that is published is read back from a server of this machine."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from test_editions import Place

from datastory.http_client import Answer
from datastory.inspecting import published
from datastory.inspecting.published import verify


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("published") / "town")
    assert place.run("release") == 0 and place.run("build") == 0
    return place


@pytest.fixture
def site(built: Place) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=str(built.file("site")))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def test_a_site_as_it_was_built_is_good(
    built: Place, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.run("verify", site) == 0
    said = capsys.readouterr()
    assert said.err == ""
    files = [path for path in built.file("site").rglob("*") if path.is_file()]
    count = sum(1 for path in files if not path.name.startswith("."))
    assert said.out == f"{site}: all {count} files are as in this build\n"


def test_what_is_missing_or_says_something_else_is_told(
    built: Place, site: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changes = {
        "data.json": ("over 75%", "over 74%"),
        "facts/share/index.html": ("over 75%", "over 74%"),
    }
    before = {
        path: built.file(f"site/{path}").read_bytes() for path in (*changes, "card.png", "feed.xml")
    }
    try:
        for path, (old, new) in changes.items():
            built.file(f"site/{path}").write_bytes(before[path].replace(old.encode(), new.encode()))
        for path in ("card.png", "feed.xml"):
            built.file(f"site/{path}").unlink()
        assert built.run("verify", f"{site}/") == 1
    finally:
        for path, data in before.items():
            built.file(f"site/{path}").write_bytes(data)
    assert capsys.readouterr().err.splitlines() == [
        f"{site}/card.png: this is missing there (the host answers 404)",
        f"{site}/data.json: this is another there than in this build",
        f"{site}/facts/share/: 'share' says over 74% there, and over 75% in this build",
        f"{site}/facts/share/: this is another there than in this build",
        f"{site}/feed.xml: this is missing there (the host answers 404)",
    ]


def test_a_host_that_does_not_answer_is_told_once(
    built: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert built.run("verify", "http://127.0.0.1:9/") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("http://127.0.0.1:9/data.json: this could not be read: ")
    assert built.run("verify", "town") == 1
    assert capsys.readouterr().err == (
        "town: this is no address of a site; write it as https://…/\n"
    )


PAGES = {"data.json": b'{"facts": []}', "index.html": b"A", "card.png": b"P"}


def told(answers: dict[str, Answer], pages: dict[str, bytes] = PAGES) -> list[str]:
    """What is told of a site that answers so; all else is there, as it was built."""

    def asked(method: str, address: str) -> Answer:
        path = address.removeprefix("https://a.example/") or "index.html"
        assert method == ("HEAD" if path.endswith(".png") else "GET")
        return answers.get(path, Answer(200, pages[path]))

    return [str(problem) for problem in verify("https://a.example/", pages, asked, 0)]


def test_each_kind_of_answer() -> None:
    assert told({}) == []
    assert told({"card.png": Answer(200, b"other bytes")}) == []
    wait = Answer(429)
    assert told({"index.html": wait}) == [
        "https://a.example/: this could not be read: the host asks us to wait (429)"
    ]
    assert told({"data.json": Answer(200, b"<html>")}) == [
        "https://a.example/data.json: this is another there than in this build"
    ]
    extra = Answer(200, b'{"facts": [{"id": "rd", "text": "12"}]}')
    assert told({"data.json": extra})[0] == (
        "https://a.example/facts/rd/: 'rd' says 12 there, and is not in this build"
    )
    pages = {f"{number}.txt": b"" for number in range(30)}
    lines = told({path: Answer(404) for path in pages}, pages)
    assert len(lines) == published.MOST + 1
    assert lines[-1] == "https://a.example/: 10 more files are missing there"
