"""docs/: every example is applied to a new story, or tried as it is shown; nothing is left out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from test_docs import BLOCK, blocks, part

import datastory.forms
from datastory.charts.chart_facts import ChartFact, Facts
from datastory.command_line import COMMANDS, main, usage
from datastory.new import new
from datastory.parsing.formulas import FUNCTIONS
from datastory.parsing.schema import KEYS
from datastory.report import PROVED

ROOT = Path(__file__).resolve().parent.parent
DOCS = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
WRONG = ROOT / "tests" / "stories" / "everything_wrong"
STORIES = ("charts", "data", "evidence", "forms", "publishing", "words")
FORMS = ROOT / "docs" / "forms"  # tables and geographic data of docs/forms.md, and its pictures
SECTION = re.compile(r"^(\w+):\n(.*?)(?=^\w|\Z)", re.MULTILINE | re.DOTALL)


def merged(data: str, more: str) -> str:
    """data.yaml with the entries of another one's sections at the end of its own."""
    sections = dict(SECTION.findall(data))
    for name, entries in SECTION.findall(more):
        sections[name] = sections.get(name, "").rstrip() + "\n" + entries.rstrip() + "\n"
    return "".join(f"{name}:\n{entries}" for name, entries in sections.items())


def examples(page: str) -> list[tuple[str, str, str]]:
    """Language, file and code of each block; the file is the one named in the line above it."""
    found = re.findall(r"(?:^In `([^`]+)`:\n)?^( *)```(\w*)\n(.*?)^ *```$", DOCS[page], re.M | re.S)
    return [(language, file, code) for file, _, language, code in found]


def story(page: str, folder: Path) -> Path:
    """A new story with all that a page adds to it."""
    root = folder / page
    assert new(root) == []
    data = (root / "data.yaml").read_text("utf-8")
    for language, file, code in examples(page):
        if language == "yaml" and not file:
            data = merged(data, code)
        elif file.startswith(("content/", "seeds/")):
            (root / file).write_text(code, "utf-8")
    (root / "data.yaml").write_text(data, "utf-8")
    for kept in FORMS.glob("*.*") if page == "forms" else ():
        folder = {".csv": root / "seeds", ".json": root / "content" / "charts" / "geo"}
        if into := folder.get(kept.suffix):
            into.mkdir(exist_ok=True)
            shutil.copy(kept, into)
    return root


def rows(page: str, head: str) -> list[list[str]]:
    """The cells of a table by the words of its head, without backticks around them."""
    lines = DOCS[page].splitlines()
    found: list[list[str]] = []
    for number, line in enumerate(lines):
        if line == head:
            for row in lines[number + 2 :]:
                if not row.startswith("|"):
                    break
                found.append([cell.strip() for cell in row.strip("|").split("|")])
    assert found, head
    return found


@pytest.mark.parametrize("page", [page for page in STORIES if page != "forms"])
def test_a_story_with_all_examples_of_a_page_builds(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = story(page, tmp_path)
    code = main(["check", "--root", str(root)])
    assert (capsys.readouterr().err.splitlines(), code) == ([], 0)


def test_every_form_draws_the_picture_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And its story with all examples builds, as those of other pages do.

    `UPDATE=1 python -m pytest tests/test_reference.py` draws the pictures anew.
    """
    root = story("forms", tmp_path)
    code = main(["--root", str(root)])
    assert (capsys.readouterr().err.splitlines(), code) == ([], 0)
    shown = re.findall(r"^!\[[^]]+\]\(forms/(\w+)\.svg\)$", DOCS["forms"], re.MULTILINE)
    assert shown == [
        Path(file).stem for language, file, _ in examples("forms") if language == "python"
    ]
    for name in shown:
        made = (root / "site" / "charts" / name / "chart-outlined.svg").read_bytes()
        if os.environ.get("UPDATE"):
            (FORMS / f"{name}.svg").write_bytes(made)
        assert (FORMS / f"{name}.svg").read_bytes() == made, name
    assert sorted(path.stem for path in FORMS.glob("*.svg")) == sorted(shown)


def test_every_block_is_tried() -> None:
    """Here, or in the tests of what it shows."""
    known = {"yaml", "markdown", "python", "csv", "sh"}
    for page in DOCS:
        for language, file, code in examples(page):
            assert language in known or (page, language) == ("messages", ""), (page, code)
            if language in ("markdown", "python", "csv"):
                assert file, (page, code)
        assert len(examples(page)) == len(BLOCK.findall(DOCS[page])), page


@pytest.mark.parametrize("page", ["words"])
def test_sentences_are_good_or_refused_as_the_tables_say(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = rows(page, "| sentence | build |")
    assert {verdict for _, verdict in table} == {"good", "refused"} and len(table) > 12
    root = story(page, tmp_path)
    chapter = root / "content" / "04-sentences.md"
    front = "---\ntitle: Sentences\n---\n\n"
    chapter.write_text(front + "\n\n".join(sentence for sentence, _ in table) + "\n", "utf-8")
    main(["check", "--root", str(root)])
    told = capsys.readouterr().err.splitlines()
    refused = {int(line.split(":")[1]) for line in told if line.startswith("content/04-")}
    assert len(told) and all(line.startswith("content/04-sentences.md:") for line in told), told
    verdicts = ["refused" if 5 + 2 * i in refused else "good" for i in range(len(table))]
    assert list(zip([row[0] for row in table], verdicts, strict=True)) == [
        (sentence, verdict) for sentence, verdict in table
    ], told


def test_every_function_of_formulas_is_shown_and_computes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = rows("data", "| function | gives | for instance |")
    shown = [name for names, _, _ in table for name in re.findall(r"`(\w+)`", names)]
    assert sorted(shown) == sorted(FUNCTIONS.split())
    root = story("data", tmp_path)
    data = (root / "data.yaml").read_text("utf-8")
    facts = "".join(
        f"  tried_{names.split('`')[1]}:\n    what: As tried here\n    formula: {example[1:-1]!r}\n"
        "    show: 0.01\n"
        for names, _, example in table
    )
    (root / "data.yaml").write_text(merged(data, f"facts:\n{facts}"), "utf-8")
    code = main(["check", "--root", str(root)])
    assert (capsys.readouterr().err.splitlines(), code) == ([], 0)


def test_every_message_that_is_shown_is_one_that_is_given() -> None:
    told = {
        line
        for file in WRONG.glob("*/expected.txt")
        for line in file.read_text("utf-8").splitlines()
    }
    shown = [line for block in blocks(DOCS["messages"], "") for line in block.splitlines()]
    assert len(shown) > 12 and [line for line in shown if line not in told] == []


def test_every_title_of_a_message_is_part_of_one() -> None:
    files = [*(ROOT / "datastory").rglob("*.py"), *WRONG.glob("*/expected.txt")]
    given = "\n".join(path.read_text("utf-8") for path in files).replace("'", "’")
    titles = re.findall(r"^\*\*(.+?)\.\*\*", DOCS["messages"], re.MULTILINE)
    assert len(titles) > 15
    for title in titles:
        for words in re.findall("“([^”]+)”", title):
            for piece in filter(None, re.split(r"[….]|'over'", words)):
                assert piece.strip() in given, words


def test_every_command_that_is_shown_is_one() -> None:
    for page, text in DOCS.items():
        for code in blocks(text, "sh"):
            for line in code.splitlines():
                words = shlex.split(line)
                words = words[2:] if words[0] == "python" else words[1:]
                usage("datastory").parse_args(words)
        assert "docs.rs" not in text, page


# Nothing is left out


def named(page: str) -> set[str]:
    """All that stands between backticks."""
    return set(re.findall(r"`([^`\n]+)`", DOCS[page]))


def test_every_key_of_data_yaml_stands_in_the_reference() -> None:
    told = "\n".join(DOCS[page] for page in ("data", "evidence", "publishing"))
    for shape, keys in KEYS.items():
        for key in keys:
            assert re.search(rf"`{key}\b|\b{key}`|\b{key}:|^{key}:", told, re.M), (
                f"{key} of {shape}: docs/data.md, evidence.md or publishing.md explains it"
            )


def test_every_kind_of_evidence_stands_in_the_reference() -> None:
    assert [row[0].strip("`") for row in rows("evidence", "| evidence | means |")] == [
        "document", "cell", "excerpt", "reading", "formula", "assumed",
    ]  # fmt: skip
    assert set(PROVED) <= named("evidence")


def test_every_command_and_option_stands_in_the_reference() -> None:
    text = DOCS["command"]
    for command in COMMANDS:
        assert re.search(rf"`{command}\b", text), command
        with pytest.raises(SystemExit):
            usage("x").parse_args([command, "--help"])
    for option in ("--root", "--out", "--url", "--version", "--help", "--format"):
        assert f"`{option}" in text, option


def test_every_option_of_a_command_stands_in_the_reference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            usage("x").parse_args([command, "--help"])
        for option in re.findall(r"--[a-z]+", capsys.readouterr().out):
            assert option in DOCS["command"], (command, option)


def test_every_form_and_all_that_facts_give_stand_in_the_reference() -> None:
    table = rows("charts", "| form | draws |")
    shown = [name for names, _ in table for name in re.findall(r"`(\w+)`", names)]
    assert sorted(shown) == sorted(datastory.forms.__all__)
    for field in ChartFact.__struct_fields__:
        assert field in named("charts"), field
    given = {name for name in vars(Facts) if not name.startswith("_")} - {"read", "missed"}
    asked = "\n".join(row[0] for row in rows("charts", "| asked | given |"))
    assert {f"facts.{name}(" for name in given} <= set(re.findall(r"facts\.\w+\(", asked))


def test_readme_leads_to_every_page_and_every_link_leads_somewhere() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in DOCS:
        assert f"(docs/{page}.md)" in readme, page
    for text in DOCS.values():
        for target in re.findall(r"\]\(([\w./-]+\.md)\)", BLOCK.sub("", text)):
            assert (ROOT / "docs" / target).is_file(), target


def test_what_is_shown_for_other_tools_is_theirs() -> None:
    (config,) = blocks(part("Before a commit", DOCS["command"]), "yaml")
    (repository,) = yaml.safe_load(config)["repos"]
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [one["id"] for one in repository["hooks"]] == [hook["id"]]
