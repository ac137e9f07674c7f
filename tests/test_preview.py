from __future__ import annotations

import asyncio
import contextlib
import errno
import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from saving import saved
from tornado.httpserver import HTTPServer

from datastory.preview import preview, watching
from datastory.preview.live_pages import SCRIPT, Live, changed_sections, with_script
from datastory.preview.preview import application
from datastory.preview.watching import watch
from datastory.site import policy

HERE = Path(__file__).resolve().parent.parent
POLICY = "default-src 'none'; style-src 'sha256-AAA='; script-src 'sha256-BBB='"
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">\n'
    f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    "<title>A page</title></head><body>Words</body></html>"
)
PAGES = {
    "index.html": PAGE.encode(),
    "404.html": PAGE.replace("Words", "No such page").encode(),
    "facts/rd.2024/index.html": PAGE.encode(),
    "data.json": b"{}",
    "static/fonts/a.woff2": b"wOF2",
    "charts/déjà vu/chart.svg": b"<svg/>",
}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a preview of PAGES, which will stand under /repo/."""
    loop, listening = asyncio.new_event_loop(), socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)
    number: int = listening.getsockname()[1]
    live = Live(number, PAGES, base="/repo")

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = HTTPServer(application(live))
        server.add_socket(listening)
        loop.run_forever()
        server.stop()
        loop.run_until_complete(server.close_all_connections())
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield number
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


def asked(
    port: int, path: str, method: str = "GET", host: str | None = None
) -> tuple[int, http.client.HTTPResponse, bytes]:
    """One request, its path sent byte for byte as given."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    with contextlib.closing(connection):
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", f"127.0.0.1:{port}" if host is None else host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer, answer.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/?a=b", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/repo/", "text/html; charset=utf-8"),
        ("/repo/data.json", "application/json"),
        ("/facts/rd.2024/", "text/html; charset=utf-8"),
        ("/static/fonts/a.woff2?v=1", "font/woff2"),
        ("/charts/d%C3%A9j%C3%A0%20vu/chart.svg", "image/svg+xml"),
    ],
)
def test_a_page_is_served_as_what_it_is(port: int, path: str, kind: str) -> None:
    status, answer, _ = asked(port, path)
    assert (status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/../build.py", "/..%2fbuild.py", "/%2e%2e/build.py", "/static/../../build.py",
        "/static/..%5c..%5cbuild.py", "//etc/passwd", "/etc/passwd", "/.%00/", "/%00",
        "/index.html/..", "/facts/../index.html", "/build.py", "/data.yaml", "/.git/config",
        "/repo/../data.json", "/%ff%fe", "/index.html%00.png", "file:///etc/passwd", "*",
        "http://127.0.0.1/etc/passwd", "/-/live/", "/INDEX.HTML", "/a" * 5000,
    ],
)  # fmt: skip
def test_no_trick_of_a_path_reaches_the_disk(port: int, path: str) -> None:
    status, _, body = asked(port, path)
    assert status == 404
    assert b"No such page" in body


def test_a_folder_without_its_slash_leads_to_it_as_on_github_pages(port: int) -> None:
    status, answer, _ = asked(port, "/facts/rd.2024")
    assert (status, answer.headers["Location"]) == (301, "/facts/rd.2024/")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "evil.example:{}", "0.0.0.0:{}", ""])
@pytest.mark.parametrize("path", ["/", "/data.json", preview.STREAM])
def test_another_name_of_this_machine_gets_nothing(port: int, host: str, path: str) -> None:
    status, answer, body = asked(port, path, host=host.format(port))
    assert status == 403
    assert body.decode().startswith(f"The preview answers at http://127.0.0.1:{port}/ only. ")
    assert answer.headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    ("host", "typed"), [("localhost:9000", "9000"), ("127.0.0.1:80", "80"), ("box:9000", "N")]
)
def test_another_port_is_told_what_to_type(port: int, host: str, typed: str) -> None:
    """As behind a tunnel."""
    _, answer, body = asked(port, "/", host=host)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert body.decode() == (
        f"The preview answers at http://127.0.0.1:{port}/ only. To reach it at another port, "
        "through a tunnel as well, type that port in both places:\n"
        f"python build.py serve --port {typed}\nssh -L {typed}:127.0.0.1:{typed} HOST\n"
    )


def test_a_browser_leaves_out_port_80() -> None:
    assert not any(Live(80).refusal(host) for host in ("127.0.0.1", "localhost", "localhost:80"))
    assert all(Live(80).refusal(host) for host in ("", "evil.example", "localhost:8000", ":80"))
    assert Live(8000).refusal("localhost")


@pytest.mark.parametrize("said", ["Content-Length: 1000000000", "Transfer-Encoding: chunked"])
def test_what_is_sent_is_refused_before_it_is_read(tmp_path: Path, said: str) -> None:
    with serving(tmp_path) as (port, _):
        with socket.create_connection(("127.0.0.1", port), timeout=120) as raw:
            head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{said}\r\n\r\n"
            raw.sendall(f"{head}3b9aca00\r\n".encode())  # a chunk as long as that
            assert raw.recv(100).split()[1] in (b"400", b"405", b"413")
        assert asked(port, "/")[0] == 200


@contextlib.contextmanager
def serving(
    root: Path, *arguments: str, **options: Any
) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """`build.py serve` in a process of its own, once it has told its port."""
    command = [sys.executable, HERE / "build.py", "serve", "--port", "0", "--root", root]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*command, *arguments], **pipes, **options) as process:
        try:
            assert process.stdout
            yield int(re.findall(r":(\d+)/", process.stdout.readline())[0]), process
        finally:
            process.kill()


def test_used_up_descriptors_are_waited_for(tmp_path: Path) -> None:
    """Neither in a loop, nor with a message for each round of it."""

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    shutil.copytree(HERE / "tests" / "stories" / "small", tmp_path / "story")
    with serving(tmp_path / "story", preexec_fn=few) as (port, process):
        assert process.stdout and "good: " in process.stdout.readline()
        many = [socket.create_connection(("127.0.0.1", port), timeout=120) for _ in range(80)]
        used = [_processor_time(process.pid)]
        with socket.create_connection(("127.0.0.1", port), timeout=1) as late:
            late.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            with pytest.raises(TimeoutError):
                late.recv(1)
            used.append(_processor_time(process.pid))
            for one in many:
                one.close()
            late.settimeout(120)
            assert late.recv(12) == b"HTTP/1.1 200"
        assert used[1] - used[0] < 0.5
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=120)[1] == ""


def _processor_time(process: int) -> float:
    """Seconds that it has used."""
    spent = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", ["at its address", "in a drawing", "after a build"])
def test_one_ctrl_c_ends_it_at_once_and_without_a_word(
    tmp_path: Path, moment: str, end: signal.Signals
) -> None:
    root = shutil.copytree(HERE / "tests" / "stories" / "small", tmp_path / "story")
    os.mkfifo(tmp_path / "drawing")
    if moment == "in a drawing":
        chart = root / "content" / "charts" / "loans.py"
        waits = f"import time\n\nopen({str(tmp_path / 'drawing')!r}, 'w').close()\ntime.sleep(99)\n"
        chart.write_text(waits + chart.read_text("utf-8"), "utf-8")
    with serving(root) as (_, process):
        if moment == "in a drawing":
            (tmp_path / "drawing").read_bytes()
        elif moment == "after a build":
            assert process.stdout and "good: " in process.stdout.readline()
        process.send_signal(end)
        printed, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "") and "Traceback" not in printed


@pytest.mark.parametrize("moment", ["http://", "good: "])
def test_ctrl_c_under_make_is_as_quiet(tmp_path: Path, moment: str) -> None:
    """A terminal tells all that runs in it, make too; once a line that begins so is printed."""
    root = shutil.copytree(HERE / "tests" / "stories" / "small", tmp_path / "story")
    command = [sys.executable, str(HERE / "build.py"), "serve", "--root", str(root), "--port", "0"]
    (root / "build.py").write_text(f"import os\n\nos.execv({command[0]!r}, {command!r})\n")
    make = ["make", "--file", HERE / "Makefile", "--old-file", "run", f"PY={sys.executable}"]
    # Under `make test` it would be a make within a make, which tells of the folders it enters.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    with subprocess.Popen(
        [*make, "serve"], cwd=root, start_new_session=True, env=alone,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout and process.stderr
        assert any(line.startswith(moment) for line in process.stdout)
        os.killpg(process.pid, signal.SIGINT)
        printed, errors = process.stdout.read(), process.stderr.read()
        process.wait(120)
    assert all(line.startswith("good: ") for line in printed.splitlines())
    assert errors in ("", "make: *** wait: No child processes.  Stop.\n")  # if make was very late


def test_a_request_without_a_host_gets_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=120) as raw:
        raw.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert raw.recv(100).split(b"\r\n")[0].split()[1] in (b"400", b"403")


def test_it_listens_on_one_address_of_this_machine(tmp_path: Path) -> None:
    """Whoever listens on all addresses would answer at 127.0.0.2 too."""
    command = [sys.executable, HERE / "build.py", "serve", "--port", "0", "--root", tmp_path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        number = int(serving.stdout.readline().split("/")[2].partition(":")[2])
        try:
            assert asked(number, "/")[0] == 200
            with pytest.raises(OSError), socket.create_connection(("127.0.0.2", number), 5):
                pass
        finally:
            serving.kill()


def test_localhost_is_answered(port: int) -> None:
    assert asked(port, "/", host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", preview.STREAM])
def test_a_preview_is_only_read(port: int, method: str, path: str) -> None:
    assert asked(port, path, method)[0] == 405


def test_head_is_get_without_a_body(port: int) -> None:
    status, answer, body = asked(port, "/data.json", "HEAD")
    assert (status, answer.headers["Content-Length"], body) == (200, "2", b"")


def test_the_live_script_is_allowed_and_nothing_else_is() -> None:
    rules = policy.rules_of(with_script(PAGE.encode()).decode())
    assert rules == {
        "default-src": "'none'",
        "style-src": "'sha256-AAA='",
        "script-src": f"'sha256-BBB=' {policy.hashed(SCRIPT)}",
        "connect-src": "'self'",
    }
    assert with_script(PAGE.encode()).decode().count(f"<script>{SCRIPT}</script></head>") == 1


def test_a_page_without_a_head_gets_the_script_too() -> None:
    assert SCRIPT.encode() in with_script(b"<!doctype html><p>Moved.")
    assert "</script" not in SCRIPT


@pytest.mark.parametrize(
    "save",
    [
        lambda root: (root / "data.yaml").write_text("b"),
        lambda root: (root / "content" / "01-a.md").write_text("b"),
        lambda root: (root / "content" / "02-b.md").write_text("new"),
        lambda root: (root / "content" / "01-a.md").unlink(),
        lambda root: ((root / "new").write_text("b"), (root / "new").replace(root / "data.yaml")),
        lambda root: (
            (root / "content" / "4913~").write_text("b"),
            (root / "content" / "4913~").replace(root / "content" / "01-a.md"),
        ),
        lambda root: (root / "content" / "charts").mkdir(),
        lambda root: (root / "seeds").mkdir(),
        lambda root: (root / "fallback" / "templates" / "story.html").write_text("b"),
    ],
    ids=[
        "data", "chapter", "new", "deleted", "data renamed", "chapter renamed",
        "folder", "top folder", "templates",
    ],
)  # fmt: skip
def test_every_way_of_saving_is_heard(tmp_path: Path, save: Callable[[Path], object]) -> None:
    _folder(tmp_path)
    assert _heard(tmp_path, save) == [True]


def test_what_is_not_the_story_is_not_heard(tmp_path: Path) -> None:
    _folder(tmp_path)
    for name in ("site", ".cache"):
        (tmp_path / name).mkdir()

    def save(root: Path) -> None:
        (root / "site" / "index.html").write_text("b")
        (root / ".cache" / "a").write_text("b")
        (root / "notes.txt").write_text("b")

    assert _heard(tmp_path, save, within=3) == [False]


def test_a_folder_that_was_replaced_is_still_heard(tmp_path: Path) -> None:
    """As when another branch is checked out."""
    _folder(tmp_path)

    def replace(root: Path) -> None:
        (root / "content" / "01-a.md").unlink()
        (root / "content").rmdir()
        (root / "content").mkdir()

    def save(root: Path) -> None:
        (root / "content" / "01-a.md").write_text("b")

    assert _heard(tmp_path, replace, save) == [True, True]


def test_a_root_that_was_replaced_is_still_heard(tmp_path: Path) -> None:
    """As a folder that is fetched anew, or a link to the newest."""
    root = tmp_path / "story"

    def make() -> None:
        _folder(root)

    def replace(_: Path) -> None:
        shutil.rmtree(root)
        make()

    def save(_: Path) -> None:
        (root / "content" / "01-a.md").write_text("b")

    make()
    assert _heard(root, replace, save, shutil.rmtree, lambda _: make(), save) == [True] * 5
    elsewhere = tmp_path / "elsewhere"
    _folder(elsewhere)
    (tmp_path / "link").symlink_to(root)

    def relink(link: Path) -> None:
        link.unlink()
        link.symlink_to(elsewhere)

    def save_there(_: Path) -> None:
        (elsewhere / "content" / "01-a.md").write_text("b")

    assert _heard(tmp_path / "link", save, relink, save_there) == [True] * 3


def test_where_the_system_tells_nothing_saves_are_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where 128 others watch something."""

    def none_left() -> Any:
        raise OSError(errno.EMFILE, "Inotify instance limit reached")

    monkeypatch.setattr(watching, "Observer", none_left)
    _folder(tmp_path)

    def save(root: Path) -> None:
        (root / "content" / "01-a.md").write_text("new")

    assert _heard(tmp_path, save, lambda root: (root / "data.yaml").unlink()) == [True, True]
    assert capsys.readouterr().err == (
        "the system does not tell of saves here (inotify instance limit reached): the preview "
        "looks for them itself, every 0.3 seconds\n"
    )


def test_a_folder_that_may_not_be_entered_ends_nothing(tmp_path: Path) -> None:
    _folder(tmp_path)
    (tmp_path / "content").chmod(0)
    try:
        assert _heard(tmp_path, lambda root: (root / "data.yaml").write_text("b")) == [True]
    finally:
        (tmp_path / "content").chmod(0o700)


def test_the_command_tells_every_build_on_the_stream(tmp_path: Path) -> None:
    """As `build.py serve`, from the first build over a mistake and a broken template to Ctrl-C."""
    root = shutil.copytree(HERE / "tests" / "stories" / "small", tmp_path / "story")
    shutil.copytree(HERE / "templates", root / "templates")
    chapter, template = root / "content" / "01-lending.md", root / "templates" / "404.html"
    words = chapter.read_text("utf-8")
    process = subprocess.Popen(
        [sys.executable, HERE / "build.py", "serve", "--port", "0", "--open", "--root", root],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"BROWSER": "echo open %s"},
    )  # fmt: skip
    try:
        assert process.stdout
        port = int(re.findall(r":(\d+)/", process.stdout.readline())[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        with contextlib.closing(connection):
            connection.request("GET", preview.STREAM)
            stream = connection.getresponse()

            def heard(title: str) -> list[dict[str, object]]:
                """What was found by the next build that is told under a title."""
                for line in stream:
                    news = json.loads(line[6:]) if line.startswith(b"data: ") else ""
                    if isinstance(news, dict) and news["title"] == title:  # no sections of the page
                        found: list[dict[str, object]] = news["found"]
                        return found
                raise AssertionError(title)

            heard("")
            saved(chapter, f"{words}\n99 more\n")
            line = words.count("\n") + 2
            assert heard("1 problem. Beneath is the last good page.") == [
                {
                    "where": f"content/01-lending.md:{line}:1",
                    "message": "'99' is bound to no fact; write [99](fact:id)",
                    "line": ["", "99", " more"],
                }
            ]
            saved(chapter, words.replace("leave the house", "leave our house"))
            heard("")
            assert b"leave our house" in asked(port, "/")[2]
            saved(template, "{{ 1 / 0 }}")
            (found,) = heard("1 problem. Beneath is the last good page.")
            assert found["where"] == "templates/404.html:1:1" and found["line"] is None
        process.send_signal(signal.SIGINT)
        assert process.stderr  # what was read ahead of the first line is not lost, as it would be
        printed, errors = process.stdout.read(), process.stderr.read()  # by `communicate`
        assert process.wait(120) == 0
    finally:
        process.kill()
        process.communicate()
    opened, *good = sorted(printed.splitlines(), reverse=True)  # the browser has its own time
    assert opened == f"open http://127.0.0.1:{port}/"
    built = r"good: \d+ files, 2 chapters, 1 chart; 7 facts: [a-z0-9 ,]+ \(\d+ ms\)"
    assert good and all(re.fullmatch(built, line) for line in good), printed
    assert f"{os.path.relpath(root)}/content/01-lending.md:{line}:1: '99' is bound" in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [
        ('<section id="b">c</section>', '<section id="b">d</section>', "b"),
        ('<section class="x" id="b">c</section>', '<section class="x" id="b"></section>', "b"),
        ('<section id="b"></section>', '<section id="b"><p>c</p></section>', "b"),
        ('<section id="b">aa</section>', '<section id="b">aaaa</section>', "b"),
        ('<section id="b">三百</section>', '<section id="b">三千</section>', "b"),
        ('<section id="b">c</section>', '<section id="b">c</section>', ""),
        # The first of two, and both; with the words between them, the page itself is another.
        ('<section id="b">c</section>d<section id="e">f</section>',
         '<section id="b">g</section>d<section id="e">f</section>', "b"),
        ('<section id="b">c</section>d<section id="e">f</section>',
         '<section id="b">g</section>d<section id="e">h</section>', "be"),
        ('<section id="b">c</section>d<section id="e">f</section>',
         '<section id="b">g</section>i<section id="e">h</section>', ""),
        ('<section id="b">c</section>', '<section id="d">c</section>', ""),
        ('<section id="b">c</section>', '<section id="b" class="x">c</section>', ""),
        ('<section id="b">c</section>', "", ""),
        ("", '<section id="b">c</section>', ""),
        ('<section id="b">c</section>!', '<section id="b">d</section>?', ""),
        ("<p>c</p>", "<p>d</p>", ""),
        ("<section>c</section>", "<section>d</section>", ""),  # which one is it
        # In a section that holds another, and in that.
        ('<section id="b">c<section id="e">f</section></section>',
         '<section id="b">d<section id="e">f</section></section>', ""),
        ('<section id="b">c<section id="e">f</section></section>',
         '<section id="b">c<section id="e">g</section></section>', "e"),
        ('<section id="b">c</section>', '<section id="b">c<section>d</section></section>', ""),
    ],
)  # fmt: skip
def test_the_sections_that_changed_are_sent(old: str, new: str, sent: str) -> None:
    before, behind = "<!doctype html><p>Ü</p>", '<section id="z">y</section></html>'
    sections = changed_sections(
        f"{before}{old}{behind}".encode(), f"{before}{new}{behind}".encode()
    )
    assert "".join(re.findall('<section[^>]* id="(.)', "".join(sections))) == sent
    for section in sections:
        assert section in new and section not in old and section.endswith("</section>")


def test_where_nothing_can_be_served_a_problem_says_why(tmp_path: Path) -> None:
    def never(*made: object) -> Any:
        raise AssertionError

    def told(root: Path, port: int) -> list[str]:
        return [str(one) for one in preview.serve(never, never, root, HERE, port, False)]

    assert told(tmp_path / "none", 0) == [f"{tmp_path}/none: there is no such folder"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = f"port {port}: address already in use; choose another with --port N"
        assert told(tmp_path, port) == [message]


@pytest.mark.parametrize(
    ("error", "told", "printed"),
    [
        (ValueError("ours"), "ours", "ValueError: ours"),
        (GeneratorExit("ours"), "ours", "GeneratorExit: ours"),
        (KeyboardInterrupt("ours"), "ours", "KeyboardInterrupt: ours"),
        (asyncio.CancelledError("ours"), "ours", "CancelledError: ours"),
        (SystemExit("ours"), "ours", "SystemExit: ours"),
        (StopIteration("ours"), "ours", "StopIteration: ours"),
        (
            OSError(errno.EMFILE, "Too many open files"), "[Errno 24] Too many open files",
            ".: too many files are open; close other programs, and build again",
        ),
    ],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_a_fault_of_the_builder_ends_a_build_and_not_the_preview(
    capsys: pytest.CaptureFixture[str], error: BaseException, told: str, printed: str
) -> None:
    """In a thread of its own: in this one, the loop of the browser tests may be running."""

    def faulty(*given: object) -> Any:
        raise error

    async def told_twice() -> list[str]:
        live, changed, news = Live(0), asyncio.Event(), []
        building = asyncio.create_task(preview._keep_building(live, faulty, faulty, changed, ""))
        for seen in range(2):
            changed.set()
            await live.build_after(seen)
            news.append(live.news)
        building.cancel()
        return news

    with ThreadPoolExecutor(1) as apart:
        news = apart.submit(asyncio.run, told_twice()).result()
    broke = {"title": f"The build broke ({told}); the terminal shows where.", "found": []}
    assert [json.loads(one) for one in news] == [broke, broke]
    errors = capsys.readouterr().err
    assert errors.count(printed) == 2 and ("Traceback" in errors) != isinstance(error, OSError)


def _folder(root: Path) -> None:
    for path in ("data.yaml", "content/01-a.md", "fallback/templates/story.html"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("a")


def _heard(root: Path, *saves: Callable[[Path], object], within: float = 60) -> list[bool]:
    """Whether each save was heard, `within` so many seconds.

    In a thread of its own: in this one, the loop of the browser tests may be running.
    """
    with ThreadPoolExecutor() as pool:
        return pool.submit(asyncio.run, _hear(root, saves, within)).result()


async def _hear(
    root: Path, saves: tuple[Callable[[Path], object], ...], within: float
) -> list[bool]:
    changed = asyncio.Event()
    watching = asyncio.create_task(watch(root, root / "fallback", changed))
    heard = []
    for save in saves:
        await asyncio.sleep(0.3)  # the end of the last save is not taken for this one
        changed.clear()
        save(root)
        try:
            await asyncio.wait_for(changed.wait(), within)
            heard.append(True)
        except TimeoutError:
            heard.append(False)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    return heard
