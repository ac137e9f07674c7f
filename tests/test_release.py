"""The commands that keep a promise: release, check --released, build, diff."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import minimal
import pytest
import running
from test_changes import git, write


def run(root: Path, *arguments: str) -> tuple[int, str, str]:
    return running.run(*arguments, "--root", root)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story in a repository, released and committed; each test leaves it as it was."""
    root = tmp_path_factory.mktemp("town")
    write(root, minimal.STORY)
    git(root, "init", "-q", "-b", "main")
    code, _, told = run(root, "check", "--released")
    assert code == 1
    assert told.startswith("published.json: not released yet: the figures rd.2020, rd.2024, share")
    code, said, told = run(root, "release")
    assert (code, told) == (0, "")
    assert said.startswith("published.json: ")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Released")
    return root


def test_what_is_released_may_be_deployed_and_is_released_once(released: Path) -> None:
    before = (released / "published.json").read_bytes()
    assert run(released, "check", "--released")[0] == 0
    assert run(released, "release")[0] == 0
    assert (released / "published.json").read_bytes() == before
    assert run(released, "diff")[1] == "Nothing changes since the last release\n"


def test_a_changed_figure_stops_the_build_until_it_is_told_and_released(released: Path) -> None:
    data, ledger = released / "data.yaml", released / "published.json"
    recorded = ledger.read_bytes()
    data.write_text(minimal.DATA.replace("value: over 75%", "value: more than 75%"))
    code, _, told = run(released, "build")
    assert code == 1
    assert told.startswith("data.yaml:23:12: 'share' was released as over 75% and now says more")
    assert not (released / "site").exists()
    assert run(released, "release")[0] == 1
    assert ledger.read_bytes() == recorded
    code, said, _ = run(released, "diff", "--format", "markdown")
    assert code == 1  # the entry is still missing
    assert "| `share`<br>Share of the money that went to schools | over 75% |" in said

    entry = told.rpartition(":  ")[2]
    line = "    value: more than 75%\n"
    data.write_text(data.read_text().replace(line, f"{line}    {entry}"))
    assert run(released, "build")[0] == 0
    assert "more than 75%" in (released / "site/facts/share/index.html").read_text()
    code, _, told = run(released, "check", "--released")
    assert code == 1
    assert told == (
        "published.json: not released yet: the figures share. Run  python build.py release  and "
        "commit this file\n"
    )
    code, said, _ = run(released, "diff", "HEAD")
    assert code == 0
    assert said.splitlines()[2] == "share: over 75% → more than 75%"
    assert run(released, "release")[0] == 0
    assert run(released, "check", "--released")[0] == 0
    git(released, "checkout", "-q", ".")


def test_a_release_asks_for_what_would_not_last(released: Path) -> None:
    chapter = released / minimal.FIRST
    ledger = (released / "published.json").read_bytes()
    chapter.write_text(f"{minimal.CHAPTER}\n## What it buys\n\nBooks.\n")
    assert run(released, "check")[0] == 0
    code, _, told = run(released, "release")
    assert code == 1
    assert told.endswith("so that its address outlives its words: {#what-it-buys}\n")
    assert (released / "published.json").read_bytes() == ledger
    git(released, "checkout", "-q", ".")


def test_ids_of_the_feed_last_when_the_story_moves(released: Path) -> None:
    def ids() -> list[str]:
        assert run(released, "build")[0] == 0
        feed = ElementTree.parse(released / "site/feed.xml")
        return [element.text or "" for element in feed.iter("{http://www.w3.org/2005/Atom}id")]

    before = ids()
    assert before[0] == "tag:example.org,2026-01-05:/town/feed.xml"
    data = released / "data.yaml"
    moved = minimal.DATA.replace("https://example.org/town/", "https://other.example/")
    data.write_text(moved.replace("published: 2026-01-05", "published: 2026-02-07"))
    assert ids() == before
    assert run(released, "release")[0] == 0 and ids() == before
    (released / "published.json").unlink()
    assert ids()[0] == "tag:other.example,2026-02-07:/feed.xml"
    shutil.rmtree(released / "site")
    git(released, "checkout", "-q", ".")


@pytest.mark.parametrize("damaged", ["{\n", "", "{}"])
def test_a_damaged_ledger_stops_the_build(released: Path, damaged: str) -> None:
    (released / "published.json").write_text(damaged)
    for command in ("check", "release"):
        code, _, told = run(released, command)
        assert code == 1
        assert re.match(r"published.json(:\d:1)?: this is no (JSON|ledger) ", told)
    assert (released / "published.json").read_text() == damaged
    git(released, "checkout", "-q", ".")


def test_a_revision_that_is_none_is_told(released: Path) -> None:
    code, said, told = run(released, "diff", "nowhere")
    assert (code, said) == (1, "")
    assert told == ".: git knows no revision 'nowhere' here; in a shallow copy, fetch it first\n"
