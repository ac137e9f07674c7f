"""Chart files run in processes of their own; whatever these do, a build ends, and names them."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from drawn import PATH, ROOT, code, drawing, look, told, tree
from minimal import CODE, WORDS, story
from pytest import CaptureFixture

from datastory import cache
from datastory.cards.share_images import of_chart
from datastory.charts import pictures, process_pool
from datastory.charts.charts import draw as draw_all
from datastory.charts.worker_process import HELD, LENGTH, Shared
from datastory.images import font_folder

SIX: dict[str, str] = {}
for name in "abcdef":
    SIX |= {f"content/charts/{name}.md": WORDS, f"content/charts/{name}.py": CODE}
ROWS = "alt.Data(values=facts.rows('rd'))"
BARS = f"return alt.Chart({ROWS}).mark_bar().encode(x='value:Q', y='key:N')"


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """No test finds what another drew."""
    with cache.using(cache.Cache()):
        yield


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Processes of the test's own, as many as two cores have."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with process_pool.using(process_pool.Pool(None)):
        yield


@pytest.fixture(scope="module")
def lasting() -> Iterator[process_pool.Pool]:
    """A pool with one process, for calls that leave it as it was."""
    pool = process_pool.Pool(None)
    yield pool
    pool.end()


@pytest.fixture
def one(lasting: process_pool.Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool, "_pool", lasting)


EXIT = (
    "this chart ends the process that draws it (exit code {}); "
    "a chart file returns a chart, and ends nothing"
)
CRASH = "this chart crashes what draws it ({}); change what it asks of its libraries"
KILLED = "what draws this chart was killed, twice; is there memory enough? build again"
ENDS = {
    "ends well": ("import os", "os._exit(0)", "5:5", EXIT.format(0)),
    "ends": ("import os", "os._exit(3)", "5:5", EXIT.format(3)),
    "leaves another": (
        "import os, time", "if os.fork():\n    os._exit(3)\ntime.sleep(3)", "6:9", EXIT.format(3),
    ),
    "closes all": ("import os", "os.closerange(0, 999)", "4:1", EXIT.format(1)),
    "aborts": ("import os", "os.abort()", "5:1", CRASH.format("SIGABRT")),
    "crashes": ("import ctypes", "ctypes.string_at(0)", "5:1", CRASH.format("SIGSEGV")),
    "is killed": ("import os", "os.kill(os.getpid(), 9)", "4:1", KILLED),
}  # fmt: skip
HANGS = {
    "loops": ("import time", "while True:\n    pass"),
    "loops on": (
        "import time",
        "while True:\n    try:\n        1 / 0\n    except BaseException:\n        pass",
    ),
    "sleeps": ("import time", "time.sleep(99)"),
    "never comes out of a library": ("import re", "re.match('(a+)+$', 'a' * 40 + 'b')"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS)
def test_a_chart_that_ends_its_process_is_named(name: str) -> None:
    head, body, place, message = ENDS[name]
    (problem,) = told(code(body, head))
    if name == "closes all":  # what it was asked through, too: of two threads one sees it first
        problem = problem.replace("exit code 0", "exit code 1")
    assert problem == f"{PATH}:{place}: {message}"
    assert told({}) == []


@pytest.mark.parametrize("name", HANGS)
def test_a_chart_that_never_ends_is_ended(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    head, body = HANGS[name]
    with monkeypatch.context() as patch:
        patch.setattr(process_pool, "LONGEST", 2.0)  # many times what all but the chart's own takes
        (problem,) = told(code(body, head))
    where, _, message = problem.partition(": ")
    assert where.startswith(PATH + ":") and 5 <= int(where.split(":")[1]) <= 9
    assert message == "the chart was still running after 2 seconds; let its loops come to an end"
    assert told({}) == []


def test_a_drawing_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool, "LONGEST", 3.0)
    ticks = "x=alt.X('value:Q', axis=alt.Axis(tickCount=10**9))"
    assert told(code(BARS.replace("x='value:Q'", ticks))) == [
        f"{PATH}:4:1: the chart was still being drawn after 3 seconds; show less"
    ]


def test_the_other_charts_are_drawn(fresh: None) -> None:
    ends = "import os\n\nos._exit(1)\n"
    files = SIX | {"content/charts/b.py": ends, "content/charts/e.py": ends}
    drawings, problems = draw_all(story(files), tree(files))
    assert set(drawings) == {"rd", *"acdf"}
    assert [str(one).split(":")[0] for one in problems] == [f"content/charts/{n}.py" for n in "be"]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
@pytest.mark.parametrize("when", ["starting", "drawing"])
def test_a_process_that_is_ended_from_outside_is_replaced(
    end: signal.Signals, when: str, tmp_path: Path, fresh: None
) -> None:
    """The first that comes to a chart is ended there; or before it is ready."""
    os.mkfifo(tmp_path / "here")
    once = tmp_path / "once"
    if when == "drawing":
        body = f"if not os.path.exists({str(once)!r}):\n"
        body += f"    open({str(once)!r}, 'w').close()\n"
        body += f"    open({str(tmp_path / 'here')!r}, 'w').write(str(os.getpid()))\n"
        body += "    time.sleep(99)\n" + BARS
        files = code(body, "import altair as alt, os, time")

        def ended() -> None:
            os.kill(int((tmp_path / "here").read_text()), end)

        threading.Thread(target=ended).start()
        assert told(files) == []
    else:
        pool = process_pool.start(1)
        while not pool.processes():
            time.sleep(0.01)  # or the thread that starts it could not run
        for process in pool.processes():
            os.kill(process, end)
        assert told({}) == []


def test_where_no_process_starts_that_is_the_problem(
    monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    _, problems = draw_all(story(SIX), tree(SIX))
    assert [str(one) for one in problems] == [
        "content/charts: no process can be started to draw charts: No such file or directory; "
        "make room for it, build again"
    ]


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ("import sys; sys.exit(7)", "it ended with exit code 7"),
        ("import time; time.sleep(99)", "it was not ready after 0.5 seconds"),
    ],
)
def test_what_ends_or_hangs_as_it_starts_is_the_problem(
    monkeypatch: pytest.MonkeyPatch, fresh: None, run: str, why: str
) -> None:
    monkeypatch.setattr(process_pool, "RUN", run)
    monkeypatch.setattr(process_pool, "STARTING", 0.5 if "sleep" in run else 40)
    _, problems = draw_all(story(SIX), tree(SIX))
    assert [str(one) for one in problems] == [
        f"content/charts: no process can be started to draw charts: {why}; make room for it, "
        "build again"
    ]


def test_a_process_ends_silently_where_what_it_is_sent_breaks_off(tmp_path: Path) -> None:
    ours, theirs = socket.socketpair()
    report, told = os.pipe()
    numbers = [str(theirs.fileno()), str(told)]
    with subprocess.Popen(
        [sys.executable, "-c", process_pool.RUN, *numbers, process_pool.ENGINE, *sys.path],
        pass_fds=(theirs.fileno(), told), stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        theirs.close()
        ours.recv(LENGTH.size)  # it is ready
        ours.sendall(LENGTH.pack(100) + b"half")
        ours.shutdown(socket.SHUT_WR)
        assert process.communicate(timeout=100)[1] == b""
    assert process.returncode == 0
    ours.close()
    os.close(report)
    os.close(told)


def test_what_a_chart_prints_is_kept_out_of_the_output(
    capfd: CaptureFixture[str], fresh: None
) -> None:
    body = f"print('here')\nos.system('echo there')\n{BARS}"
    assert told(code(body, "import altair as alt, os")) == []
    out, err = capfd.readouterr()
    assert out == "" and "here" in err and "there" in err


def test_processes_draw_what_one_draws(fresh: None) -> None:
    drawings, problems = draw_all(story(SIX), tree(SIX))
    assert not problems and set(drawings) == {"rd", *"abcdef"}
    assert drawings["rd"] == drawing({})
    assert drawings["a"].wide == drawings["rd"].wide.replace("chart-rd", "chart-a")
    read, style = story(SIX), Shared(look())
    for name, drawn in drawings.items():
        card = of_chart(read.charts[name], drawn, read)
        assert pictures.pictures(card, drawn.svg, style) == pictures.of(
            read.charts[name], drawn, read, style
        )


def test_what_an_ended_process_had_begun_is_made_here(fresh: None) -> None:
    process_pool.prefetch("five", _five_elsewhere, os.getpid())
    assert process_pool.result("five", _five_elsewhere, os.getpid()) == 5


def _five_elsewhere(here: int) -> int:
    if os.getpid() != here:
        os._exit(1)
    return 5


def test_an_error_in_another_process_is_one_here(one: None) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        process_pool.submit(divmod, 1, 0).result()
    assert "worker_process.py" in raised.value.__notes__[0]


def test_only_a_first_build_has_processes_at_once(fresh: None) -> None:
    cache.current().put(cache.digest("asked"), "answer", str)
    with process_pool.pool(tree(SIX)):
        assert process_pool.start(0).processes() == []
    cache.use(cache.Cache())
    with process_pool.pool(tree(SIX)):
        assert (
            process_pool.submit(str, 5).result() == "5"
            and len(process_pool.start(0).processes()) == 1
        )


def test_what_draws_ends_with_its_build(tmp_path: Path) -> None:
    """Nobody else ends it where the build was killed."""
    os.mkfifo(tmp_path / "alive")
    chart = f"import time\n\nalive = open({str(tmp_path / 'alive')!r}, 'wb', 0)\n"
    chart += "alive.write(b'!')\ntime.sleep(60)\n"
    files = SIX | {PATH: chart}
    script = (
        f"import os, sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
        "from datastory.charts.charts import draw as draw_all\n"
        "from drawn import tree\nfrom minimal import story\n"
        f"draw_all(story({files!r}), tree({files!r}))\n"
    )
    folder = tmp_path / "temporary"
    folder.mkdir()
    build = subprocess.Popen(
        [sys.executable, "-c", script], stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(folder)},
    )  # fmt: skip
    with open(tmp_path / "alive", "rb", 0) as alive:
        assert alive.read(1) == b"!"
        build.kill()
        build.wait()
        ended, _, _ = select.select([alive], [], [], 120)  # readable at its end
        assert ended and alive.read() == b""
    assert list(folder.iterdir()) == []


def test_nothing_is_left_elsewhere_by_a_chart_that_ends_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be kept in the cache."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    names = f"str(os.listdir({str(tmp_path)!r}))"
    ends = f"import os\n\nopen({str(tmp_path / 'file')!r}, 'a').write({names})\nos._exit(1)\n"
    files = SIX | {"content/charts/b.py": ends, PATH: f"{CODE}{'# the first' * 99}\n"}
    with process_pool.using(process_pool.Pool(tmp_path / "file")):
        draw_all(story(files), tree(files))
    assert "datastory-faces-" in (tmp_path / "file").read_text()
    ended = time.monotonic() + 120  # they end by themselves, each in its own time
    while len(os.listdir(tmp_path)) > 1 and time.monotonic() < ended:
        time.sleep(0.01)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_where_faces_can_stand_nowhere_that_is_the_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that may write nothing."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(
        process_pool, "RUN", f"import tempfile; tempfile.tempdir = '/x'; {process_pool.RUN}"
    )
    with process_pool.using(process_pool.Pool(tmp_path / "file")):
        _, problems = draw_all(story(SIX), tree(SIX))
    assert {str(one) for one in problems} == {
        ".cache: neither this folder nor one for temporary files can be written, and charts are "
        "measured with fonts that stand in one of them; make room, or change its permissions"
    }


FACES = (("a.ttf", b"A"), ("b.ttf", b"B"))


def spoil_none(made: Path) -> None:
    """As it was."""


@pytest.mark.parametrize(
    "spoil",
    [
        spoil_none,
        lambda made: (made / "a.ttf").write_bytes(b"C"),
        lambda made: (made / "c.ttf").write_bytes(b"C"),
        lambda made: (made / "a.ttf").unlink(),
        lambda made: (
            (made / "a.ttf").rename(made.parent.parent / "a"),
            (made / "a.ttf").symlink_to(made.parent.parent / "a"),
        ),
        lambda made: ((made / "a.ttf").unlink(), os.mkfifo(made / "a.ttf")),
        lambda made: (shutil.rmtree(made), made.write_bytes(b"C"), made.unlink()),
    ],
    ids=["nothing", "other bytes", "one more", "one less", "a link", "a pipe", "gone"],
)
def test_faces_stand_in_the_cache_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    made = font_folder.folder.__wrapped__(FACES, tmp_path / ".cache")
    spoil(made)
    assert font_folder.folder.__wrapped__(FACES, tmp_path / ".cache") == made
    assert {path.name: path.read_bytes() for path in made.iterdir()} == dict(FACES)
    assert list((tmp_path / ".cache").iterdir()) == [made]


def test_what_a_killed_process_began_to_write_is_swept_away(tmp_path: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    for left in (f"{ended.pid}", "nobody", f"{os.getppid()}"):
        (tmp_path / f"faces-abc.{left}.new").mkdir()
        (tmp_path / f"faces-abc.{left}.new" / "a.ttf").write_bytes(b"A")
    made = font_folder.folder.__wrapped__(FACES, tmp_path)
    alive = tmp_path / f"faces-abc.{os.getppid()}.new"
    assert set(tmp_path.iterdir()) == {made, alive}


def test_faces_stand_elsewhere_where_there_is_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").symlink_to(tmp_path)  # which leads elsewhere, as one from an archive may
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = font_folder.folder.__wrapped__(FACES, tmp_path / "file")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == dict(FACES)
    font_folder.forget(os.getpid())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(OSError), contextlib.ExitStack():
        font_folder.folder.__wrapped__(FACES, tmp_path / "file")


def test_what_calls_share_is_sent_to_a_process_once(one: None) -> None:
    shared = Shared("x" * 1000)
    first, second = process_pool.submit(_named, shared), process_pool.submit(_named, shared)
    assert first.result() == second.result() != id(shared)


def test_what_is_written_otherwise_once_it_was_read_is_found(one: None) -> None:
    """Names of fields become one text as they are read, and `pickle` writes one text once."""
    places = [SimpleNamespace(), SimpleNamespace()]
    for place in places:
        vars(place)["".join(("li", "ne"))] = 1
    shared = Shared(places)
    assert pickle.dumps(pickle.loads(shared.data), pickle.HIGHEST_PROTOCOL) != shared.data
    assert process_pool.submit(_value, shared).result() == places


def test_a_process_lets_go_what_it_was_sent_long_ago_and_is_sent_it_again(one: None) -> None:
    many = [Shared(i) for i in range(2 * HELD)]
    for each in (*many, *many[::-1], *many):
        assert process_pool.submit(_value, each).result() == each.value


def test_calls_begin_by_their_rank(one: None, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "go")
    held = process_pool.submit(Path.read_text, tmp_path / "go")
    late = process_pool.submit(time.monotonic, rank=process_pool.LAST)
    soon = process_pool.submit(time.monotonic, rank=process_pool.NEXT)
    first = process_pool.submit(time.monotonic)
    (tmp_path / "go").write_text("!")
    assert held.result() == "!" and first.result() < soon.result() < late.result()


@pytest.mark.parametrize("running", [False, True])
def test_parts_are_made_here_and_elsewhere(running: bool, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("one" if running else "fresh")
    if running:
        process_pool.submit(str, 5).result()
    parts = process_pool.Parts(_times, range(10 * process_pool.PART + 3), 7)
    assert not parts.done() or running
    assert parts.make() or running
    assert parts.values() == [7 * i for i in range(10 * process_pool.PART + 3)]
    assert not parts.make() and parts.done()
    assert process_pool.Parts(_times, [], 7).done()
    assert process_pool.Parts(_times, [], 7).values() == []


def test_parts_that_an_ended_process_had_begun_are_made_here(fresh: None) -> None:
    process_pool.submit(str, 5).result()
    parts = process_pool.Parts(_ended_elsewhere, [3, 4], os.getpid())
    assert parts.values() == [3, 4]


def _named(shared: Shared[str]) -> int:
    return id(shared)


def _value(shared: Shared[Any]) -> Any:
    return shared.value


def _times(thing: int, common: int) -> int:
    return thing * common


def _ended_elsewhere(thing: int, process: int) -> int:
    if os.getpid() != process:
        os._exit(1)
    return thing
