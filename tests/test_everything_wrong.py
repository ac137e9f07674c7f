"""Every message that readers and checks can give, shown once: tests/stories/everything_wrong/.

`UPDATE=1` writes what is said now to each story's expected.txt, for a reader to judge.
"""

import ast
import datetime
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from datastory.charts import transforms
from datastory.command_line import main

HERE = Path(__file__).parent
STORIES = sorted(path for path in (HERE / "stories" / "everything_wrong").iterdir())
ENGINE = HERE.parent / "datastory"
# Rooms that say what is wrong, and make no `Problem` of it themselves.
REASONS = {"adjoining", "chart_facts", "codeblocks", "transforms", "formulas", "mathematics",
           "quotations", "statements", "values"}  # fmt: skip
# Rooms whose messages are about something else than the author's words, and the tests with them.
ELSEWHERE = {
    "commands": "test_command.py",
    **dict.fromkeys(
        (
            "chart_words",
            "drawn_marks",
            "drawn_words",
            "legible",
            "unmeasured",
            "row_facts",
            "trends",
        ),
        "test_readback.py",
    ),
    "typesetter": "test_templates.py",
    "template_text": "test_templates.py",
    "share_images": "test_templates.py",
    "cells": "test_cells.py",
    "binding": "test_binding.py",
    "data_edits": "test_data_edits.py",
    "story_from_files": "test_story_from_files.py",
    "source_draft": "test_drafting.py",
    "edition_parity": "test_languages.py",
    "translations": "test_languages.py",
    "fetching": "test_keeping.py",
    "editions": "test_editions.py",
    "effects": "test_updating.py",
    "files": "test_files.py",
    "heads": "test_inspect_pages.py",
    "pages": "test_inspect_pages.py",
    "phrases_file": "test_phrases.py",
    "pictures": "test_inspect_pictures.py",
    "keeping": "test_keeping.py",
    "labels": "test_labels.py",
    "ledger": "test_ledger.py",
    "live_pages": "test_preview.py",
    "chart_style": "test_chart_style.py",
    "new": "test_new.py",
    "external_links": "test_external_links.py",
    "preview": "test_preview.py",
    "published": "test_verify.py",
    "report": "test_report.py",
    "sarif": "test_sarif.py",  # rules, not messages
    "revisions": "test_changes.py",
    "site_folder": "test_site_folder.py",
    "stray_files": "test_stray_files.py",
    "templates": "test_templates.py",
    "source_update": "test_updating.py",
}
# What needs a file too large or too slow to keep, another command, or no file at all.
EXCUSED = {
    "test_checks.py": ("find a source that says them",),
    "test_markup.py": ("this file has more than", "without an empty one", "nested too deeply here",
                       "at most 1,000 footnotes", "a paragraph has at most",
                       "would not stand on the page"),
    "test_drawing.py": ("GiB of memory; show less",),
    "test_process_pool.py": ("still running after", "still being drawn after", "was killed, twice",
                        "this chart crashes what", "this chart ends the process",
                        "no process can be started", "neither this folder nor one"),
    "test_ledger.py": ("write this heading's id",),
    "test_languages.py": ("no grammar reads", "is listed twice", "is missing in this list"),
    "test_lived_editions.py": ("needs words here, as it is gone",),
    "test_values.py": ("as a newspaper would print",),
}  # fmt: skip
# Texts in these rooms that tell of no problem.
NO_MESSAGES = {"lower end", "upper end", "half the width", "{}: {} of the interval",
               '<figure class="code"><figcaption>{}</figcaption>{}</figure>',
               "percentage points", "nested too deeply", "{}: {}; {}",
               "in kept documents", "in kept tables", "read by us",
               "\rdrawing charts: {} of {}"}  # fmt: skip
# Nor do these, with which a page says what a chart computes.
NO_MESSAGES |= {
    words
    for table in (transforms.COMPOSITE, transforms.STEPS, transforms.OPERATIONS)
    for words in table.values()
}


def sentences(path: Path) -> Iterator[str]:
    """Every text of two words or more in a room's code, `{}` for what is filled in.

    Not its docstrings, what it compares with, patterns, names of steps that are timed, and what
    only describes a type.
    """
    skipped: set[int] = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                skipped.add(id(node.value))
            case (
                ast.Compare()
                | ast.Call(
                    func=ast.Name(id="Meta" | "_like" | "timer")
                    | ast.Attribute(attr="compile" | "timer")
                )
            ):
                skipped |= {id(part) for part in ast.walk(node)}
            case ast.JoinedStr():
                skipped |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        said = [part.value if isinstance(part, ast.Constant) else "{}" for part in parts]
        text = "".join(part for part in said if isinstance(part, str))
        if id(node) not in skipped and re.search(r"[A-Za-z]{2}\W* \W*[A-Za-z]{2}", text):
            yield text


TODAY = datetime.date(2026, 3, 1)


def rooms() -> Iterator[Path]:
    for path in sorted(ENGINE.rglob("*.py")):
        makes = re.search(r"^from \.+problem import .*\b(Problem|did_you_mean)\b",
                          path.read_text(encoding="utf-8"), re.MULTILINE)  # fmt: skip
        if (makes or path.stem in REASONS | {"problem"}) and not (
            ELSEWHERE.keys() & {path.stem, path.parent.name}
        ):
            yield path


def told(story: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    root = shutil.copytree(story, folder / story.name)
    assert main(["check", "--released", "--due", "--root", str(root)], today=TODAY) == 1
    assert not (root / "site").exists()
    return capsys.readouterr().err


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_everything_wrong_is_told(
    story: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = told(story, tmp_path, capsys)
    expected = story / "expected.txt"
    if "UPDATE" in os.environ:
        expected.write_text(said, encoding="utf-8")
    assert said.splitlines() == expected.read_text(encoding="utf-8").splitlines()


def test_every_message_is_shown() -> None:
    shown = "\n".join((story / "expected.txt").read_text(encoding="utf-8") for story in STORIES)
    excused = [words for fragments in EXCUSED.values() for words in fragments]
    missing = []
    for room in rooms():
        for text in dict.fromkeys(sentences(room)):
            pattern = ".*".join(map(re.escape, text.split("{}")))
            plain = text.replace("{}", "1,000")
            if not re.search(pattern, shown) and not any(words in plain for words in excused):
                missing += [f"{room.stem}: {text}"] if text not in NO_MESSAGES else []
    assert missing == []


def test_what_is_excused_is_tried_elsewhere() -> None:
    for name, fragments in EXCUSED.items():
        tried = (HERE / name).read_text(encoding="utf-8")
        assert [words for words in fragments if words not in tried] == []
    for room, name in ELSEWHERE.items():
        there = any(ENGINE.rglob(f"{room}.py")) or (ENGINE / room).is_dir()
        assert there and (HERE / name).exists(), room


def test_a_new_message_would_be_missed(tmp_path: Path) -> None:
    room = tmp_path / "room.py"
    room.write_text('def rule(a):\n    """Not this one."""\n    return f"{a} is new here"\n')
    assert list(sentences(room)) == ["{} is new here"]
