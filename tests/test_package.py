"""The wheel, installed as somebody would: a story of its own, in a folder that has nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from datastory import __version__, requirements
from datastory.command_line import main
from datastory.new import STARTER, starter

ROOT = Path(__file__).resolve().parent.parent
GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the wheel, and what the tests' has.

    The test's own libraries are found by a .pth file, since nothing may be fetched.
    """
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (folder / "dist").iterdir()
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    install = ["install", "--quiet", "--offline", "--no-index", "--no-deps", "--python"]
    uv = Path(sysconfig.get_path("scripts"), "uv")
    subprocess.run([uv, "pip", *install, python, wheel], check=True)
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (site / "tests.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return python.parent


def ran(command: list[object], folder: Path) -> tuple[int, str, str]:
    """Exit code, what was printed and what was wrong, without this repository on any path."""
    away = ("PYTHONPATH", "SITE_URL", "VIRTUAL_ENV")
    environment = {name: text for name, text in os.environ.items() if name not in away}
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=environment, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def made(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new story, built; tests change a copy of it."""
    folder = tmp_path_factory.mktemp("made")
    assert ran([installed / "datastory", "new", "story"], folder)[0] == 0
    assert ran([installed / "datastory"], folder / "story")[0] == 0
    return folder / "story"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_command_makes_a_story_and_builds_it_in_an_empty_folder(
    installed: Path, tmp_path: Path
) -> None:
    datastory, story = installed / "datastory", tmp_path / "my-story"
    assert ran([datastory, "--version"], tmp_path) == (0, f"datastory {__version__}\n", "")
    see = "my-story: a story. See it with: datastory serve --root my-story\n"
    assert ran([datastory, "new", "my-story"], tmp_path) == (0, see, "")
    assert set(os.listdir(tmp_path)) == {"my-story"}

    code, line, wrong = ran([datastory], story)
    assert (code, wrong) == (0, "") and line.startswith("site: ")
    first = contents(story / "site")
    written = os.stat(story / "site" / "index.html").st_mtime_ns
    assert ran([datastory], story) == (0, line, "")
    assert os.stat(story / "site" / "index.html").st_mtime_ns == written  # nothing had changed

    for name in ("re", "types", "numbers"):  # a file of the author's is not taken for Python's own
        (story / f"{name}.py").write_text("raise SystemExit('taken for Python’s own')\n", "utf-8")
    code, good, wrong = ran([installed / "python", story / "build.py", "check"], tmp_path)
    assert (code, wrong) == (0, "") and good.startswith("good: ")
    assert main(["--root", str(story), "--out", str(tmp_path / "here")]) == 0
    assert contents(tmp_path / "here") == first  # as this repository builds it


def test_a_storys_own_template_takes_the_place_of_one(
    installed: Path, made: Path, tmp_path: Path
) -> None:
    datastory, story = installed / "datastory", shutil.copytree(made, tmp_path / "story")
    before = contents(story / "site")
    (package,) = installed.parent.glob("lib/python*/site-packages/datastory")
    own = story / "templates" / "404.html"
    own.parent.mkdir()
    text = (package / "templates" / "404.html").read_text("utf-8")
    own.write_text(text.replace("{% block main %}", "{% block main %}<p>Ours.</p>", 1), "utf-8")
    assert "Ours." in own.read_text("utf-8")
    assert ran([datastory], story)[0] == 0
    after = contents(story / "site")
    assert {path for path in after if after[path] != before.get(path)} == {"404.html"}
    assert b"<p>Ours.</p>" in after["404.html"]


def test_an_engine_that_was_installed_anew_builds_anew(
    installed: Path, made: Path, tmp_path: Path
) -> None:
    datastory, story = installed / "datastory", shutil.copytree(made, tmp_path / "story")
    (package,) = installed.parent.glob("lib/python*/site-packages/datastory")
    for changed in ("templates/404.html", "report.py"):
        known = (story / ".cache" / "built.json").read_bytes()
        text = (package / changed).read_text("utf-8")
        fresh = package / f"{changed}.new"  # the file may be a link to the installer's cache
        fresh.write_text(f"{text}\n", "utf-8")
        os.replace(fresh, package / changed)
        assert ran([datastory], story)[0] == 0
        assert (story / ".cache" / "built.json").read_bytes() != known, changed


def test_a_folder_without_a_story_is_told(installed: Path, tmp_path: Path) -> None:
    code, printed, wrong = ran([installed / "datastory"], tmp_path)
    assert (code, printed) == (1, "") and "Traceback" not in wrong
    assert "data.yaml: this file is missing" in wrong and "the command new" in wrong
    assert ran([installed / "datastory", "new", "."], tmp_path)[0] == 0  # as it says


def test_a_library_that_is_missing_is_named_with_what_to_do(
    installed: Path, tmp_path: Path
) -> None:
    (package,) = installed.parent.glob("lib/python*/site-packages/datastory")
    bare = f"import sys; sys.path.append({str(package.parent)!r}); from datastory import launcher"
    command = [installed / "python", "-S", "-c", f"{bare}; sys.argv[1:] = ['new', 'story']; "
               "launcher.command()"]  # fmt: skip
    told = "msgspec is not installed here: pip install -r requirements.txt\n"
    assert ran(command, tmp_path) == (1, "", told)


def test_the_wheel_asks_for_what_is_locked() -> None:
    pins = requirements.PIN.findall((ROOT / "requirements.txt").read_text("utf-8"))
    assert len(pins) > 20 and all(str(Requirement(pin).specifier).startswith("==") for pin in pins)


# What a new story installs


@pytest.mark.parametrize(
    ("origin", "pin"),
    [
        (
            {"url": "https://host.org/o/r.git", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}},
            "datastory @ git+https://host.org/o/r.git@1a2b",
        ),
        (
            {"url": "ssh://git@host.org/o/r", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}},
            "datastory @ git+https://host.org/o/r@1a2b",
        ),
        (  # who asks for it is nobody else's business
            {
                "url": "https://me:token@host.org/o/r",
                "vcs_info": {"vcs": "git", "commit_id": "1a2b"},
                "subdirectory": "engine",
            },
            "datastory @ git+https://host.org/o/r@1a2b#subdirectory=engine",
        ),
        (
            {
                "url": "https://host.org/datastory-0.1.0-py3-none-any.whl",
                "archive_info": {"hashes": {"sha256": "00ff"}},
            },
            "datastory @ https://host.org/datastory-0.1.0-py3-none-any.whl#sha256=00ff",
        ),
        ({"url": "file:///nowhere/datastory-0.1.0-py3-none-any.whl", "archive_info": {}}, ""),
        ({"url": "file:///nowhere/at%20all", "dir_info": {}}, ""),
    ],
)
def test_an_engine_is_pinned_to_its_origin(origin: dict[str, object], pin: str) -> None:
    assert requirements.of_origin(origin) == pin
    assert not pin or Requirement(pin).name == "datastory"


@pytest.mark.parametrize(
    ("address", "pinned"),
    [
        ("git@host.org:o/r.git", "datastory @ git+https://host.org/o/r.git@{}"),
        ("https://me:token@host.org/o/r", "datastory @ git+https://host.org/o/r@{}"),
        ("../elsewhere", ""),
    ],
)
def test_an_engine_of_a_clone_is_pinned_to_its_commit_once_it_is_pushed(
    tmp_path: Path, address: str, pinned: str
) -> None:
    there, clone = tmp_path / "there", tmp_path / "a clone"
    subprocess.run([*GIT, "init", "-q", "--bare", there], check=True)
    subprocess.run([*GIT, "init", "-q", "-b", "main", clone], check=True)
    origin = {"url": clone.as_uri(), "dir_info": {}}

    def git(*arguments: object) -> str:
        command = [*GIT, "-C", str(clone), *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    assert requirements.of_origin(origin) == ""
    git("commit", "-q", "--allow-empty", "-m", "x")
    git("remote", "add", "origin", there)
    assert requirements.of_origin(origin) == ""  # nobody else has it
    git("push", "-q", "origin", "main")
    git("remote", "set-url", "origin", address)
    assert requirements.of_origin(origin) == pinned.format(git("rev-parse", "HEAD"))


def test_a_new_story_pins_the_engine_and_every_library(installed: Path, tmp_path: Path) -> None:
    (info,) = installed.parent.glob("lib/python*/site-packages/datastory-*.dist-info")
    recorded = (info / "direct_url.json").read_text("utf-8")
    fetched = {"url": "https://host.org/o/r", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}}
    known: dict[str, str | None] = {
        f"datastory=={__version__}": recorded,  # a wheel on this disk
        "datastory @ git+https://host.org/o/r@1a2b": json.dumps(fetched),
    }
    for number, (pin, origin) in enumerate(known.items()):
        (info / "direct_url.json").unlink()
        (info / "direct_url.json").write_text(str(origin), "utf-8")
        story = tmp_path / f"story-{number}"
        assert ran([installed / "datastory", "new", story], tmp_path)[0] == 0
        text = (story / "requirements.txt").read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        asked = [Requirement(line) for line in lines]
        assert lines[0] == pin and all(one.url or one.specifier for one in asked)
        assert {"altair", "jinja2", "pyyaml"} < {one.name for one in asked}
        assert ("no public address" in text) == ("==" in pin)
    (info / "direct_url.json").write_text(recorded, "utf-8")


def test_the_build_file_has_three_lines() -> None:
    assert len((STARTER / "build.py").read_text("utf-8").splitlines()) == 3


def test_nothing_that_a_build_left_is_part_of_a_new_story(tmp_path: Path) -> None:
    assert not [path for path in starter() if "__pycache__" in path or "site/" in path]


def test_the_repository_and_its_starter_share_their_settings() -> None:
    for path in (".vscode/tasks.json", ".vscode/settings.json", ".vscode/extensions.json",
                 ".github/problem-matcher.json"):  # fmt: skip
        assert (ROOT / path).read_bytes() == (STARTER / path).read_bytes(), path


def test_a_new_story_is_a_repository_that_git_keeps_whole(tmp_path: Path) -> None:
    for path, data in starter().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    subprocess.run([*GIT, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*GIT, "add", "."], cwd=tmp_path, check=True, capture_output=True)
    kept = subprocess.run([*GIT, "ls-files"], cwd=tmp_path, capture_output=True, text=True)
    assert set(kept.stdout.splitlines()) == set(starter())
    shutil.rmtree(tmp_path / ".git")
