"""`keep`: documents come into seeds/, from hosts of this machine or from files, and stay there."""

from __future__ import annotations

import datetime
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from kept_files import docx, ods, paragraph, pdf, xlsx
from minimal import DATA, STORY

from datastory.command_line import main
from datastory.drafting import fetching
from datastory.drafting.fetching import Fetched
from datastory.drafting.keeping import ending
from datastory.problem import Refused
from tools.served import Server

TODAY = datetime.date(2026, 3, 1)
PAGE = b"<!doctype html><title>A</title><p>The town has 12 firms.</p>"
LATIN = "<p>Das Café hat 12 Plätze.</p>".encode("latin-1")
# By path: the type, the bytes.
HELD = {
    "/page": ("text/html; charset=utf-8", PAGE),
    "/latin": ("text/html; charset=ISO-8859-1", LATIN),
    "/rates.csv": ("text/plain", b"Year,Rate\n2024,12\n"),
    "/report": ("application/octet-stream", pdf([["The town has 12 firms."]])),
    "/picture": ("image/png", b"\x89PNG"),
    "/scan": ("application/pdf", pdf([[]])),
    "/large": ("text/plain", b"x" * 5000),
    "/inside/page": ("text/html", PAGE),
    "/cut": ("text/plain", b"The town has"),
    "/drip": ("text/plain", b"T"),
}
STATUS = {"/missing": 404, "/closed": 403, "/busy": 429, "/broken": 500}
AWAY = {"/moved": "/page", "/round": "/round", "/out": "ftp://example.org/a", "/disk": "file:///a"}


class Host:
    """A host with documents, redirects and refusals; /slow and /drip wait for the test's end."""

    def __init__(self) -> None:
        self.over = Event()
        self.agents: list[str | None] = []
        host = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.agents.append(self.headers["User-Agent"])
                kind, data = HELD.get(self.path, ("text/plain", b""))
                if self.path == "/robots.txt":
                    data = b"User-agent: *\nDisallow: /inside/\n"
                if self.path == "/slow":
                    host.over.wait()
                self.send_response(301 if self.path in AWAY else STATUS.get(self.path, 200))
                if self.path in AWAY:
                    self.send_header("Location", AWAY[self.path])
                self.send_header("Content-Type", kind)
                self.send_header(
                    "Content-Length", str(len(data) + (self.path in ("/cut", "/drip")) * 9)
                )
                self.end_headers()
                self.wfile.write(data)
                if self.path == "/drip":
                    self.wfile.flush()
                    host.over.wait()

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

        self.server = Server(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setenv("no_proxy", "*")
    made = Host()
    yield made
    made.over.set()
    made.server.shutdown()
    made.server.server_close()


def story(folder: Path, url: str, ends: str = "\n") -> Path:
    """The minimal story with a source that is not kept yet, in a file with comments of its own."""
    more = f"  page:   # not kept yet\n    title: 'A page'\n    url: {url}\n"
    data = DATA.replace("facts:\n", f"{more}\n# All of them.\nfacts:\n")
    for path, text in (STORY | {"data.yaml": data}).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.replace("\n", ends).encode())
    return folder


def keep(folder: Path, *words: str) -> int:
    return main(["keep", *words, "--root", str(folder)], today=TODAY)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("path", "name", "more"),
    [
        ("/page", "page.html", ""),
        ("/moved", "page.html", ""),
        ("/rates.csv", "page.csv", ""),
        ("/report", "page.pdf", ""),
        ("/latin", "page.html", "    encoding: iso-8859-1\n"),
    ],
)
def test_a_document_is_fetched_and_named_in_data(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    host: Host,
    path: str,
    name: str,
    more: str,
    ends: str,
) -> None:
    root = story(tmp_path, host.url + path, ends)
    before = (root / "data.yaml").read_bytes()
    assert keep(root, "page") == 0
    assert capsys.readouterr().out == f"seeds/{name}: kept, 1 KiB\n"
    assert (root / "seeds" / name).read_bytes() == HELD[AWAY.get(path, path)][1]
    url = f"    url: {host.url}{path}\n"
    added = f"{url}    file: seeds/{name}\n    retrieved: 2026-03-01\n{more}"
    old, new = (text.replace("\n", ends).encode() for text in (url, added))
    assert before.count(old) == 1
    assert (root / "data.yaml").read_bytes() == before.replace(old, new)
    assert host.agents[-1] == "datastory (keeps a source of https://example.org/town/)"
    assert main(["check", "--root", str(root)], today=TODAY) == 0


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/missing", "the host knows no such page (404)"),
        ("/closed", "the host refuses programs (403); save it with a browser"),
        ("/busy", "the host asks us to wait (429); try again later"),
        ("/broken", "the host answers 500"),
        ("/inside/page", "the host wants no programs there (robots.txt)"),
        ("/out", "it leads on to ftp://example.org/a, which is no page of the web"),
        ("/disk", "it leads on to file:///a, which is no page of the web"),
        ("/round", "it leads on and on"),
        ("/empty", "it is empty"),
        ("/cut", "it broke off in the middle"),
        ("/picture", "'page' is image/png; keep it as one of .txt .md .html"),
        ("/scan", "'page' is a PDF of pictures: it holds no text"),
    ],
)
def test_what_cannot_be_kept_is_told_in_one_line_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: Host, path: str, said: str
) -> None:
    root = story(tmp_path, host.url + path)
    before = {file: file.read_bytes() for file in root.rglob("*.*") if file.is_file()}
    assert keep(root, "page") == 1
    told = capsys.readouterr()
    assert told.out == "" and said in told.err and told.err.count("\n") == 1
    assert told.err.startswith("data.yaml:1")
    after = {file: file.read_bytes() for file in root.rglob("*.*") if file.is_file()}
    assert {file: after.get(file) for file in before} == before
    assert sorted(path.name for path in (root / "seeds").iterdir()) == ["report.txt"]


def test_size_and_time_have_limits(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    site = "https://example.org/"
    large = fetching.fetch(f"{host.url}/large", site, largest=4999)
    assert isinstance(large, Refused) and "larger than" in large.message
    assert isinstance(fetching.fetch(f"{host.url}/large", site, largest=5000), Fetched)
    slow = fetching.fetch(f"{host.url}/slow", site, largest=5000, timeout=0.2)
    assert isinstance(slow, Refused) and "no answer within" in slow.message
    late = fetching.fetch(f"{host.url}/large", site, largest=5000, longest=-1)
    assert isinstance(late, Refused) and "did not come whole in time" in late.message

    drip = fetching.fetch(f"{host.url}/drip", site, largest=5000, timeout=60, longest=-1)
    assert isinstance(drip, Refused) and "did not come whole in time" in drip.message

    def finds_none(*asked: object, **more: object) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "not found")

    monkeypatch.setattr(socket, "getaddrinfo", finds_none)  # with and without a network
    nowhere = fetching.fetch("http://nowhere.invalid/a", site, largest=5000)
    assert isinstance(nowhere, Refused) and "there is no host nowhere.invalid" in nowhere.message


def test_a_file_is_kept_under_the_name_of_its_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = story(tmp_path / "story", "https://example.org/a")
    mine = tmp_path / "My Table.CSV"
    mine.write_bytes(b"Year,Rate\n2024,12\n")
    assert keep(root, "page", str(mine)) == 0
    assert (root / "seeds/page.csv").read_bytes() == mine.read_bytes()
    assert keep(root, "page", str(mine)) == 0
    assert "seeds/page.csv: kept already, and the same" in capsys.readouterr().out
    data = (root / "data.yaml").read_text()
    mine.write_bytes(b"Year,Rate\n2024,13\n")
    assert keep(root, "page", str(mine)) == 1
    said = "seeds/page.csv is there and differs, and is left as it is; to put a new edition in its"
    assert said in capsys.readouterr().err
    assert (root / "data.yaml").read_text() == data
    assert (root / "seeds/page.csv").read_bytes() == b"Year,Rate\n2024,12\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pgae",), "data.yaml: there is no source 'pgae'; did you mean 'page'?\n"),
        (("zebra",), "data.yaml: there is no source 'zebra'; write it there first\n"),
        (("report",), "the source 'report' has no url; name a file: keep report FILE"),
        (("page", "nowhere.txt"), "nowhere.txt: this vanished meanwhile"),
    ],
)
def test_a_source_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    root = story(tmp_path, "https://example.org/a")
    assert keep(root, *words) == 1
    assert said in capsys.readouterr().err


def test_data_that_cannot_be_read_is_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = story(tmp_path, "https://example.org/a")
    (root / "data.yaml").write_text("site: [\n")
    assert keep(root, "page") == 1
    assert "data.yaml:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("data", "kind", "address", "expected"),
    [
        (pdf([["A"]]), "text/html", "https://a.org/b.html", "pdf"),
        (docx(paragraph("A")), "application/octet-stream", "https://a.org/get?id=1", "docx"),
        (xlsx({"S": [["A"]]}), "", "https://a.org/b", "xlsx"),
        (ods({"S": [["A"]]}), "application/zip", "https://a.org/b", "ods"),
        (b"a,b", "text/plain", "https://a.org/b.csv?x=1", "csv"),
        (b"{}", "application/json; x", "https://a.org/b", ""),
        (b"{}", "application/json", "https://a.org/b.html", "json"),
        (b"words", "text/plain", "https://a.org/b.php", "txt"),
        (PAGE, "application/xhtml+xml", "https://a.org/", "html"),
        (b"PK\x03\x04 a zip of something", "application/zip", "https://a.org/b.zip", ""),
        (PAGE, "", "page.htm", "html"),
    ],
)
def test_the_kind_of_a_document_is_told(
    data: bytes, kind: str, address: str, expected: str
) -> None:
    assert ending(Fetched(data, kind, "", address)) == expected
