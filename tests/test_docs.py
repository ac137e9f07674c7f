"""What README.md and CONTRIBUTING.md show is true: commands run, examples are applied and build."""

from __future__ import annotations

import inspect
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import running
from drawn import ROOT

from datastory.checking import checks, structure
from datastory.command_line import COMMANDS
from datastory.new import STARTER, new

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)


def part(title: str, text: str = README) -> str:
    """What stands under a bold or `##` title, up to the next."""
    rest = rf"^(?:\*\*|## ){title}\.?(?:\*\*|$)(.*?)(?=^\*\*|^## |\Z)"
    found = re.search(rest, text, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def blocks(text: str, language: str) -> list[str]:
    """Fenced code of one language, as somebody would copy it."""
    return [
        "".join(line[len(indent) :] for line in code.splitlines(keepends=True))
        for indent, named, code in BLOCK.findall(text)
        if named == language
    ]


def shown(text: str) -> list[str]:
    """Every command that a text shows, in fences or between backticks; each once."""
    lines = [line for _, _, code in BLOCK.findall(text) for line in code.splitlines()]
    lines += re.findall(r"`([^`\n]+)`", BLOCK.sub("", text))
    commands = (re.split(r"\s+#|\s+>>", line.strip())[0] for line in lines)
    names = r"(make(?!\()|python|\. \.venv|\.venv/bin/|rm|mv|git)(\b|(?<=/))"
    return sorted({line for line in commands if re.match(names, line) and line != "python"})


def run(command: str, folder: Path) -> tuple[int, str]:
    """A line that begins with `python`, as typed in the folder of build.py."""
    words = shlex.split(command)
    assert words[:2] == ["python", "build.py"], command
    code, out, err = running.run(*words[2:], cwd=folder)
    return code, out + err


def build(folder: Path) -> tuple[int, str]:
    return run("python build.py --root my-story", folder)


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, changed in changes:
        assert old in text, (file, old)
        text = text.replace(old, changed)
    file.write_text(text, "utf-8")


# Commands

# In the order in which somebody would type them, each with its exit code. They run in a folder
# with the small story in my-story; those that name no --root get it.
TYPED = {
    "python build.py new my-story": 0,
    "python build.py": 0,
    "python build.py check": 0,
    "python build.py check --due": 0,
    "python build.py check --external": 0,
    "python build.py check --format sarif": 0,
    "python build.py check --released": 1,  # nothing is released yet
    "python build.py facts": 0,
    "python build.py fix": 0,
    "python build.py update report new.txt": 0,
    "python build.py fix --root my-story": 0,
    "python build.py keep report": 1,  # this source has no url
    "python build.py bind": 0,
    "python build.py release": 0,
    "python build.py release --root my-story": 0,
    "python build.py diff": 0,
    "python build.py diff main": 0,
    "python build.py preview story.html": 0,
    "python build.py print pictures": 0,
    "python build.py new our-story --from my-story/seeds/report.txt --article article.md": 0,
    "python build.py draft report": 0,  # and builds fail from here on, at each todo
}
SERVED = {"python build.py serve", "python build.py serve --root my-story"}
MADE = {
    "make", "make audit", "make bench", "make busy", "make coverage", "make serve", "make shots",
    "make test",
}  # fmt: skip
# Those that test something else here, or a test of their own below.
ELSEWHERE = {
    ". .venv/bin/activate",
    ".venv/bin/python -m bench.serve",
    ".venv/bin/python -m pytest tests/test_values.py",
    "make fuzz",
    "python build.py verify https://example.org/",  # tests/test_verify.py
    "make truth",
    "python tools/schema.py",
}


def test_every_command_that_is_shown_is_tried_here() -> None:
    commands = shown(README) + shown(CONTRIBUTING)
    assert set(commands) == {*TYPED, *SERVED, *MADE, *ELSEWHERE}


def test_the_commands_do_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    root = tmp_path / "my-story"
    shutil.copy(STARTER / "seeds" / "report.txt", tmp_path / "new.txt")
    (tmp_path / "article.md").write_text("# A full house\n\nIn 2025 it had 52,300 visits.\n")
    for command, code in TYPED.items():
        if command == "python build.py check --external":
            continue  # tests/test_external_links.py: it would ask other hosts
        if command.endswith("diff main"):
            git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
            subprocess.run([*git, "init", "-q", "-b", "main"], cwd=root, check=True)
            subprocess.run([*git, "add", "."], cwd=root, check=True)
            subprocess.run([*git, "commit", "-q", "-m", "x"], cwd=root, check=True)
        more = "" if "my-story" in command else " --root my-story"
        assert run(command + more, tmp_path)[0] == code, run(command + more, tmp_path)
    assert (root / "site" / "index.html").is_file()
    assert (root / "published.json").is_file()
    assert (tmp_path / "story.html").read_text("utf-8").startswith("<!doctype html>")


def test_who_forgot_to_activate_is_told_so() -> None:
    bare = [sys.executable, "-S", str(ROOT / "build.py"), "check"]  # without installed packages
    done = subprocess.run(bare, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr == (
        "msgspec is not installed here: type make once, then . .venv/bin/activate\n"
    )


def test_serve_prints_its_address_and_ends(tmp_path: Path) -> None:
    assert new(tmp_path / "my-story") == []
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", "my-story", "--port", "0"]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    assert serving.stdout
    assert serving.stdout.readline().startswith("http://127.0.0.1:")
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=120) == 0
    serving.stdout.close()


def test_every_target_of_make_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = {"make", *(f"make {name}" for name in re.findall(r"^(\w+):", makefile, re.M))}
    assert targets >= MADE
    first = re.search(r"^([a-z]\w*):", makefile, re.M)
    assert first and first[1] == "build"
    for command in sorted(MADE):
        tried = subprocess.run([*command.split(), "-n"], cwd=ROOT, capture_output=True)
        assert tried.returncode == 0, tried.stderr


def test_every_file_and_module_that_is_named_is_there() -> None:
    named = re.findall(r"\b(?:tests|bench|tools|datastory)/[\w/]+\.\w+", README + CONTRIBUTING)
    assert [name for name in named if not (ROOT / name).is_file()] == []
    missing = [name for name in re.findall(PLACE, CONTRIBUTING) if not place(name)]
    assert missing == []
    assert (ROOT / "bench" / "serve.py").is_file()
    for name in re.findall(r"\]\(([^):]+)\)|(?:src|href)=\"([^\":]+)\"", BLOCK.sub("", README)):
        target = "".join(name)
        assert target.startswith("#") or (ROOT / target).is_file(), target


PLACE = r"`((?:\w+/)*\w+\.(?:py|yaml|txt)|(?:\w+/)+)`"


def place(name: str) -> Path | None:
    """`"numbers/units.py"` and `"tests/small.py"` -> where they are; those of the engine first."""
    return next((path for path in (ROOT / "datastory" / name, ROOT / name) if path.exists()), None)


def test_what_the_table_of_new_things_names_stands_where_it_says() -> None:
    rows = re.findall(r"^\| (?!a new|---)(.*?) \| (.*) \|$", CONTRIBUTING, re.MULTILINE)
    assert len(rows) > 20
    things = [thing for thing, _ in rows]
    assert [thing for thing in things if things.count(thing) > 1] == []
    for thing, goes in rows:
        places = [place(name) for name in re.findall(PLACE, goes)]
        assert places and None not in places, (thing, goes)
        files = [p for path in places for p in (path.rglob("*.py") if path.is_dir() else [path])]
        text = "".join(path.read_text("utf-8") for path in files)
        for name in re.findall(r"`([A-Z_]{4,}|\w+\(\))`", goes):
            assert re.search(rf"\b{name.removesuffix('()')}\b", text), (thing, name)


def test_the_table_names_every_command_and_the_text_every_option() -> None:
    table = part("The command")
    told = set(re.findall(r"^\| `python build.py (\w+)", table, re.MULTILINE))
    assert told | {"build"} == set(COMMANDS)
    modules = {path.stem for path in (ROOT / "datastory" / "commands").glob("*.py")}
    assert modules - {"__init__", "common"} == set(COMMANDS)
    for name in sorted(told):
        for option in re.findall(r"--[a-z]+", run(f"python build.py {name} --help", ROOT)[1]):
            assert option in table or option == "--help", (name, option)


# "How it works"


def test_the_sentence_says_its_facts_and_fails_without_its_link(tmp_path: Path) -> None:
    works = part("How it works")
    (sentence,) = blocks(works, "markdown")
    (message,) = blocks(works, "")
    chapter = tmp_path / "my-story" / message.partition(":")[0]
    assert new(tmp_path / "my-story") == []
    lines = chapter.read_text("utf-8").splitlines(keepends=True)
    assert lines[13].startswith("The library counted")
    front = "".join(lines[:13])
    place = "![](chart:visits)\n"
    chapter.write_text(f"{front}{sentence}\n{place}", "utf-8")
    assert build(tmp_path)[0] == 0
    bare = re.sub(r"\[([^]]*\d[^]]*)\]\([^)]*\)", r"\1", sentence)
    chapter.write_text(f"{front}{bare}\n{place}", "utf-8")
    assert build(tmp_path) == (1, message)


# "Write with it", one example after the other, on one story


def tell_your_own_story(folder: Path) -> None:
    told = part("Tell your own story")
    first, second = blocks(told, "sh")[0].splitlines()
    assert run(first, folder)[0] == 0
    assert second in SERVED
    assert build(folder)[0] == 0


def change_a_number(folder: Path) -> None:
    told = part("Change a number")
    root = folder / "my-story"
    (figure,) = re.findall(r"\d\d,\d{3} visits", told)
    for file in (root / "seeds" / "report.txt", root / "data.yaml"):
        edit(file, ("52,300 visits", figure))
    code, problems = build(folder)
    assert code == 1
    assert len(problems.splitlines()) == 4
    assert all("does not say" in problem for problem in problems.splitlines())
    assert run(blocks(told, "sh")[0].strip(), folder)[0] == 0
    assert build(folder)[0] == 0
    assert f"[{figure}](fact:visits.2025)" in (root / "content" / "01-visits.md").read_text("utf-8")


def add_a_fact(folder: Path) -> None:
    data = folder / "my-story" / "data.yaml"
    told = part("Add a fact")
    (fact,) = blocks(told, "yaml")
    assert data.read_text("utf-8").index("\nfacts:") > 0
    formula, show = re.findall(r"`((?:formula|show): [^`]+)`", told)
    computed = f"  load:\n    what: Visits for each of the staff\n    {formula}\n    {show}\n"
    data.write_text(data.read_text("utf-8") + fact + computed, "utf-8")
    assert build(folder)[0] == 0
    listed = run("python build.py facts --root my-story", folder)[1]
    assert "\nstaff  14  [document: report, line " in listed
    assert "\nload  3,793 visits  [formula: {visits.2025} / {staff}]" in listed


def write_a_chapter(folder: Path) -> None:
    told = part("Write a chapter")
    (name,) = re.findall(r"`(content/[^`]+)`", told)
    (chapter,) = blocks(told, "markdown")
    (folder / "my-story" / name).write_text(chapter, "utf-8")
    assert build(folder)[0] == 0
    page = (folder / "my-story" / "site" / "index.html").read_text("utf-8")
    assert 'id="staff"' in page
    assert "Who does the work" in page


def add_a_chart(folder: Path) -> None:
    told = part("Add a chart")
    code, words = re.findall(r"`(content/charts/[^`]+)`", told)
    (place,) = re.findall(r"`(!\[\]\(chart:\w+\))`", told)
    (folder / "my-story" / code).write_text(blocks(told, "python")[0], "utf-8")
    (folder / "my-story" / words).write_text(blocks(told, "markdown")[0], "utf-8")
    assert build(folder)[0] == 1  # it is shown nowhere yet
    chapter = folder / "my-story" / "content" / "03-staff.md"
    chapter.write_text(f"{chapter.read_text('utf-8')}\n{place}\n", "utf-8")
    good = (
        "my-story/site: 61 files, 3 chapters, 2 charts; 13 facts: 6 in kept documents, 4 in kept "
        "tables, 3 computed\n"
    )
    assert build(folder) == (0, good)


def correct_a_published_figure(folder: Path) -> None:
    (release,) = blocks(part("Correct a published figure"), "sh")
    root = folder / "my-story"
    assert run(release.strip(), folder)[0] == 0
    for file in (root / "seeds" / "report.txt", root / "data.yaml"):
        edit(file, ("53,100 visits", "53,000 visits"))
    run("python build.py fix --root my-story", folder)
    code, problem = build(folder)
    assert code == 1
    at, _, entry = problem.strip().rpartition(":  ")
    lines = (root / "data.yaml").read_text("utf-8").split("\n")
    line = int(at.split(":")[1]) - 1
    lines[line] = lines[line][: -len(lines[line].lstrip())] + entry
    (root / "data.yaml").write_text("\n".join(lines), "utf-8")
    assert build(folder)[0] == 0
    corrections = (root / "site" / "corrections" / "index.html").read_text("utf-8")
    assert "53,100 visits" in corrections
    assert run(release.strip(), folder)[0] == 0
    assert run("python build.py check --released --root my-story", folder)[0] == 0


def test_the_examples_do_what_they_say(tmp_path: Path) -> None:
    tell_your_own_story(tmp_path)
    change_a_number(tmp_path)
    add_a_fact(tmp_path)
    write_a_chapter(tmp_path)
    add_a_chart(tmp_path)
    correct_a_published_figure(tmp_path)


@pytest.mark.parametrize(
    "title",
    ["Tell your own story", "Change a number", "Add a fact", "Write a chapter", "Add a chart",
     "Correct a published figure"],
)  # fmt: skip
def test_an_example_has_under_ten_lines_to_type(title: str) -> None:
    typed = [line for _, _, code in BLOCK.findall(part(title)) for line in code.splitlines()]
    assert 0 < len(typed) < 10


# "Publish it"


def test_the_steps_publish_a_new_story(tmp_path: Path) -> None:
    steps = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    (made, recorded), elsewhere = blocks(steps, "sh")[:2], blocks(steps, "sh")[2]
    assert made == "datastory new my-story\n" and recorded == "python build.py release\n"
    assert new(tmp_path / "my-story") == []
    edit(
        tmp_path / "my-story" / "data.yaml",
        ("https://example.org/ ", "https://owner.github.io/repository/ "),
    )
    for command in (recorded, "python build.py check --released", "python build.py"):
        code, told = run(f"{command.strip()} --root my-story", tmp_path)
        assert code == 0, told
    page = (tmp_path / "my-story" / "site" / "index.html").read_text("utf-8")
    assert "The library that filled up" in page and "https://owner.github.io/repository/" in page
    # Another address, such as a domain of one's own, is no broken promise.
    assert elsewhere == "python build.py --url https://data.example.org/\n"
    code, told = run(
        "python build.py check --released --root my-story --url https://data.example.org/", tmp_path
    )
    assert code == 0, told
    assert run(f"{elsewhere.strip()} --root my-story", tmp_path)[0] == 0


def test_no_step_deletes_a_file() -> None:
    for text in (README, *(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))):
        assert not re.search(r"\b(rm|mv|git rm|git clean)\b -?", text)


@pytest.mark.parametrize("root", [ROOT, ROOT / "datastory" / "starter"], ids=["this", "new"])
def test_the_workflow_does_what_the_steps_say(root: Path) -> None:
    told = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    workflow = (root / ".github" / "workflows" / "pages.yml").read_text("utf-8")
    assert "“GitHub Actions”" in told and "Settings, Pages, Source: GitHub Actions" in workflow
    assert "push to `main`" in told and "branches: [main]" in workflow
    assert "the deploy stops and says so" in " ".join(told.split())
    assert "build.py check --released" in workflow
    assert "the story as one file" in told and "archive: false" in workflow
    assert "summary what changes for readers" in told and "GITHUB_STEP_SUMMARY" in workflow
    assert "A file named CNAME is not" in " ".join(told.split())
    assert "CNAME" not in workflow


# CONTRIBUTING


def test_the_check_that_is_shown_is_one_of_the_checks() -> None:
    (code,) = blocks(part("Add a check", CONTRIBUTING), "python")
    assert code == inspect.getsource(structure.chapters)
    assert structure.chapters in checks.OF_WORDS


def test_the_drawing_of_the_rooms_is_the_import_contract() -> None:
    way, rooms = blocks(part("The way through the code", CONTRIBUTING), "")
    drawn = [set(line.split()) for line in rooms.splitlines()]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract, _ = settings["tool"]["importlinter"]["contracts"]
    assert drawn == [set(line.split(" | ")) for line in contract["layers"]]
    assert {line.split()[0] for line in way.splitlines()} <= set().union(*drawn)
