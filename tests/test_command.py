"""`python build.py` as its users meet it: arguments, exit codes, what goes to which stream."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from minimal import CHAPTER, FIRST, STORY

from datastory.command_line import main

HERE = Path(__file__).resolve().parent.parent
COUNTS = "1 chapter, 1 chart; 5 facts: 3 in kept documents, 2 computed\n"
WRONG = {
    FIRST: CHAPTER.replace("The town spent", "All twelve spent")
    .replace("12 million", "13 million")
    .replace("on research.", "in 3 years."),
    "data.yaml": STORY["data.yaml"].replace("over 75%\n    when", "over 74%\n    when"),
}
TOLD = [
    f"{FIRST}:6:5: 'twelve' is bound to no fact; write [twelve](fact:id)",
    f"{FIRST}:6:19: '13 million yuan' does not say 12 million yuan",
    f"{FIRST}:6:53: '3 years' is bound to no fact; write [3 years](fact:id)",
    "data.yaml:26:12: the quotation does not say over 74%; it says 'over 75%'",
]
Run = Callable[..., tuple[int, str, str]]


def lay(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def held(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the caches, by path."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in named.items() if ".cache" not in Path(name).parts}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small story with its site, built and released once; tests change a copy of it."""
    root = tmp_path_factory.mktemp("built") / "story"
    lay(root, STORY)
    assert main(["release", "--root", str(root)]) == 0
    assert main(["--root", str(root)]) == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Iterator[Path]:
    copy = shutil.copytree(built, tmp_path / "story")
    yield copy
    assert [path.name for path in copy.iterdir() if path.name.startswith(".site")] == []


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command here: its exit code, standard output and standard error."""

    def command(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return (code, *capsys.readouterr())

    return command


def apart(*arguments: object, cwd: Path, **environ: str) -> tuple[int, str, str]:
    """The same in a process of its own, as from a shell."""
    done = subprocess.run(
        [sys.executable, HERE / "build.py", *map(str, arguments)],
        cwd=cwd, env=os.environ | environ, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_a_build_says_in_a_line_what_it_made(root: Path, run: Run) -> None:
    code, out, err = run("build", "--root", root)
    assert (code, err) == (0, "")
    assert out.startswith(f"{root}/site: ") and out.endswith(f" files, {COUNTS}")
    assert b"12 million yuan" in held(root / "site")["index.html"]


def test_a_second_build_changes_nothing(root: Path, run: Run) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}

    once, before = run("--root", root), times()
    assert once[0] == 0 and run("--root", root) == once and times() == before


@pytest.mark.parametrize("command", [[], ["build"], ["check"], ["check", "--released"], ["release"],
                                     ["facts"], ["diff"], ["preview", "whole.html"],
                                     ["print", "pictures"]])  # fmt: skip
def test_problems_are_all_told_in_order_and_nothing_is_written(
    root: Path, run: Run, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    lay(root, WRONG)
    before = held(root.parent)
    code, out, err = run(*command, "--root", root)
    assert (code, err.splitlines()) == (1, TOLD)
    assert (out != "") == (command == ["facts"])
    assert held(root.parent) == before


def test_a_profile_tells_the_steps_of_a_build_and_of_one_that_has_nothing_to_do(
    root: Path, run: Run
) -> None:
    code, out, _ = run("build", "--root", root, "--profile")
    first, head, *steps = out.splitlines()
    assert code == 0 and "facts" in first and head.split() == ["seconds", "processor"]
    named = [line.split("  ")[0] for line in steps]
    assert {"facts and chapters read", "pages made", "site written"} < set(named)
    assert all(float(line.split()[-1]) >= 0 for line in steps)
    data = root / "data.yaml"
    for text in (data.read_text("utf-8"), f"# a comment\n{data.read_text('utf-8')}"):
        data.write_text(text, "utf-8")
        code, out, _ = run("--profile", "--root", root)
        assert code == 0 and out.splitlines()[0] == first
        assert "pages made" not in out and "compared with the last build" in out


def test_check_writes_no_site(root: Path, run: Run) -> None:
    shutil.rmtree(root / "site")
    for command in (["check"], ["check", "--released"]):
        code, out, err = run(*command, "--root", root)
        assert (code, err) == (0, "") and out.startswith("good: ") and out.endswith(COUNTS)
    assert not (root / "site").exists()


def test_what_is_not_released_is_told_where_that_matters(root: Path, run: Run) -> None:
    (root / "published.json").unlink()
    assert run("check", "--root", root)[0] == 0
    code, out, err = run("check", "--released", "--root", root)
    assert (code, out) == (1, "") and err.startswith("published.json: not released yet: ")
    code, out, err = run("release", "--root", root)
    assert (code, err) == (0, "") and out.endswith("; commit both\n")
    assert run("check", "--released", "--root", root)[0] == 0


def test_facts_are_listed_as_text_and_as_json(root: Path, run: Run) -> None:
    code, out, err = run("facts", "--root", root)
    assert (code, err) == (0, "")
    assert "share  over 75%  [document: report, line 2]  Share of the money that went to" in out
    code, out, err = run("facts", "--format", "json", "--root", root)
    listed = json.loads(out)
    assert (code, err) == (0, "")
    assert [fact["id"] for fact in listed["facts"]] == [
        "rd.2020", "rd.2024", "share", "growth", "rose",
    ]  # fmt: skip
    assert f"{FIRST}:6:17" in listed["facts"][1]["uses"]
    lay(root, {FIRST: f"{CHAPTER}\nIts [first](plain:) year.\n"})
    assert run("facts", "--root", root)[1].endswith(
        f"\n\nWords marked as no figure:\n    {FIRST}:10:6  first  (Its first year.)\n"
    )
    lay(root, {FIRST: f"{CHAPTER}\nIts `13 yuan` and\n\n```\na\nb = 14\n```\n\n    15\n"})
    assert run("facts", "--root", root)[1].endswith(
        "\n\nFigures shown as code, which nothing proves:\n"
        f"    {FIRST}:10:6  13 yuan  (Its 13 yuan and)\n"
        f"    {FIRST}:14:5  14  (b = 14)\n    {FIRST}:17:5  15  (15)\n"
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_fix_rewrites_and_tells_what_is_left(root: Path, run: Run, form: str) -> None:
    lay(root, {FIRST: WRONG[FIRST]})
    code, out, err = run("fix", "--format", form, "--root", root)
    old, new = "13 million yuan", "12 million yuan"
    if form == "text":
        assert out == f"{FIRST}:6:19: '{old}' -> '{new}'\n"
    else:
        assert json.loads(out) == [
            {"where": f"{FIRST}:6:19", "fact": "rd.2024", "old": old, "new": new}
        ]
    assert (code, err.splitlines()) == (1, [TOLD[0], TOLD[2]])
    assert (root / FIRST).read_text() == WRONG[FIRST].replace(old, new)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", "\nAddress /#schools: new\n"),
        ("json", '"address": "/#schools",\n   "how": "new"'),
        ("markdown", "\n| /\\#schools | new |  |\n"),
    ],
)
def test_diff_tells_what_changes_for_readers(
    root: Path, run: Run, form: str, expected: str
) -> None:
    assert expected not in run("diff", "--format", form, "--root", root)[1]
    lay(root, {FIRST: f"{CHAPTER}\n## Schools {{#schools}}\n\nWords.\n"})
    code, out, err = run("diff", "--format", form, "--root", root)
    assert (code, err) == (0, "") and expected in out


def test_a_diff_needs_something_to_compare_with(root: Path, run: Run) -> None:
    (root / "published.json").unlink()
    code, out, err = run("diff", "--root", root)
    assert (code, out) == (1, "") and err.startswith("published.json: nothing is released yet;")


def test_preview_is_one_file(root: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("preview", tmp_path / "whole.html", "--root", root)
    assert (code, err) == (0, "") and out.startswith(f"{tmp_path}/whole.html: the whole story, ")
    assert "noindex" in (tmp_path / "whole.html").read_text()


def test_print_draws_each_chart_as_pdf_and_png(root: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("print", tmp_path / "print", "--root", root)
    assert (code, err) == (0, "")
    assert out == f"{tmp_path}/print: 1 chart, each as PDF and as PNG\n"
    assert {path.name for path in (tmp_path / "print" / "charts").iterdir()} == {"rd.pdf", "rd.png"}


def test_the_site_goes_where_out_says(root: Path, run: Run) -> None:
    out = root.parent / "elsewhere" / "site"
    assert run("--out", out, "--root", root)[0] == 0
    assert held(out) == held(root / "site")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--root", "nowhere"], "nowhere: there is no such folder"),
        (["--root", "story", "--out", "story/content/site"], "content/site: this folder belongs "
         "to the story; build into one of its own, such as site/"),
        (["--root", "story", "--out", "story"], ".: the story itself is in this folder; build "
         "into one of its own, such as site/"),
        (["--root", "story", "--out", "story/theirs"], "theirs: this folder was not made by a "
         "build, so it is not replaced; empty it, or build elsewhere with --out"),
        (["--root", "story", "--url", "javascript:x"], "data.yaml:2:3: url: 'javascript:x' is not "
         "the address of a site, as in https://owner.github.io/story/"),
    ],
)  # fmt: skip
def test_surroundings_that_will_not_do_are_problems(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    monkeypatch.chdir(root.parent)
    lay(root, {"theirs/precious.txt": "precious"})
    before = held(root)
    code, out, err = run(*arguments)
    assert (code, out) == (1, "") and expected in err.splitlines()
    assert held(root) == before


def test_the_address_is_the_options_else_the_environments(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def address() -> str:
        return json.loads((root / "site" / "data.json").read_bytes())["site"]["url"]

    monkeypatch.setenv("SITE_URL", "https://c.org")
    assert run("--root", root)[0] == 0 and address() == "https://c.org/"
    assert run("--root", root, "--url", "https://a.org/b")[0] == 0
    assert address() == "https://a.org/b/"
    monkeypatch.delenv("SITE_URL")
    assert run("--root", root)[0] == 0 and address() == "https://example.org/town/"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld"], "invalid choice: 'biuld'"),
        (["--rot=x"], "unrecognized arguments: --rot=x"),
        (["--root"], "expected one argument"),
        (["facts", "--format", "xml"], "invalid choice: 'xml'"),
        (["facts", "--format", "markdown"], "invalid choice: 'markdown'"),
        (["preview"], "required: FILE"),
        (["print"], "required: DIR"),
        (["new"], "required: DIR"),
        (["build", "--released"], "unrecognized arguments: --released"),
        (["serve", "--port", "99999"], "invalid port value: '99999'"),
    ],
)
def test_wrong_usage_is_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (2, "") and message in err and "usage: build.py" in err


def test_from_a_shell(root: Path, tmp_path: Path) -> None:
    """Relative folders, the environment, and each of the exit codes."""
    code, out, err = apart("--root", "story", cwd=tmp_path, SITE_URL="https://c.org")
    assert (code, err) == (0, "") and out.startswith("story/site: ") and out.endswith(COUNTS)
    assert b"https://c.org/facts/" in (root / "site" / "data.json").read_bytes()
    before = held(root / "site")
    lay(root, WRONG)
    code, out, err = apart("--root", "story", cwd=tmp_path, LC_ALL="C")
    assert (code, out, err.splitlines()) == (1, "", TOLD)
    assert held(root / "site") == before
    code, out, err = apart("biuld", cwd=tmp_path)
    assert (code, out) == (2, "") and "invalid choice: 'biuld'" in err


def test_ctrl_c_ends_a_build_at_once_and_without_a_word(root: Path) -> None:
    """Those who draw for it as well; a terminal tells them all."""
    os.mkfifo(root / "drawing")
    code = f"alive = open({str(root / 'drawing')!r}, 'wb', 0)\nalive.write(b'!')\n"
    lay(root, {f"content/charts/{name}.md": STORY["content/charts/rd.md"] for name in "abcdef"})
    lay(root, {f"content/charts/{name}.py": STORY["content/charts/rd.py"] for name in "bcdef"})
    lay(root, {"content/charts/a.py": f"import time\n\n{code}time.sleep(99)\n"})
    before = held(root / "site")
    script = (
        f"import os, runpy, sys\nsys.argv[1:] = ['--root', {str(root)!r}]\n"
        "os.cpu_count = lambda: 2\n"
        f"runpy.run_path({str(HERE / 'build.py')!r}, run_name='__main__')\n"
    )
    command = [sys.executable, "-c", script]
    process = subprocess.Popen(
        command, cwd=HERE, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with open(root / "drawing", "rb", 0) as alive:
        assert alive.read(1) == b"!"
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=120) == (b"", b"")
        assert process.returncode == -signal.SIGINT
    (root / "drawing").unlink()
    assert held(root / "site") == before
