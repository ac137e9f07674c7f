"""No file is left out, doubled or half merged without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from minimal import CHAPTER, CODE, DATA, FIRST, STORY, WORDS

from datastory.disk import files


def told(root: Path, more: dict[str, str]) -> list[str]:
    for path, text in (STORY | more).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return [str(problem) for problem in files.read_tree(root, root)[1]]


COPY = "this looks like a copy of {}; keep one of them, and move the other out of this folder"
MERGED = "two versions of this file could not be merged; keep one, and delete this"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("content/01-research copy.md", COPY.format("01-research.md")),
        ("content/01-research copy 2.md", COPY.format("01-research.md")),
        ("content/01-research - Copy.md", COPY.format("01-research.md")),
        ("content/01-research (1).md", COPY.format("01-research.md")),
        ("content/01-research(2).md", COPY.format("01-research.md")),
        ("content/Copy of 01-research.md", COPY.format("01-research.md")),
        ("content/01-research.md~", COPY.format("01-research.md")),
        ("content/01-research.md.bak", COPY.format("01-research.md")),
        ("content/01-research.md.orig", COPY.format("01-research.md")),
        ("content/charts/rd copy.py", COPY.format("rd.py")),
        ("content/charts/rd (1).md", COPY.format("rd.md")),
        ("content/01-research (Ann's conflicted copy 2026-01-01).md", MERGED),
        ("content/01-research.sync-conflict-20260101-120000-ABC.md", MERGED),
        ("data (1).yaml", COPY.format("data.yaml")),
        ("data copy.yaml", COPY.format("data.yaml")),
        ("data.yaml.orig", COPY.format("data.yaml")),
        ("data.yml", "this is not read; its name is data.yaml, so rename it or move it away"),
        ("Data.yaml", "this is not read; its name is data.yaml, so rename it or move it away"),
        ("Content/01-a.md", "this is not read; its name is content, so rename it or move it away"),
        ("content/03-more.markdown", "this is not read: a chapter's file ends in .md; rename it "
         "03-more.md, or move it away"),
        ("content/03-MORE.MD", "this is not read: a chapter's file ends in .md; rename it "
         "03-MORE.md, or move it away"),
        ("content/03-more.docx", "this is not read: a chapter's file ends in .md; rename it "
         "03-more.md, or move it away"),
        ("content/part/03-x.md", "chapters stand in content/ itself; move it there, or out of "
         "content/"),
        ("content/charts/more.MD", "this is not read; rename it more.md"),
        ("content/charts/more.PY", "this is not read; rename it more.py"),
    ],
)  # fmt: skip
def test_a_file_whose_name_is_nearly_right_is_told(tmp_path: Path, path: str, reason: str) -> None:
    where = path.partition("/")[0] if path.startswith("Content") else path
    assert told(tmp_path, {path: ""}) == [f"{where}: {reason}"]


def test_a_chart_in_a_folder_is_told(tmp_path: Path) -> None:
    more = {"content/charts/part/a.py": CODE, "content/charts/part/a.md": WORDS}
    reason = "charts stand in content/charts/ itself; move it there"
    assert sorted(told(tmp_path, more)) == [f"{path}: {reason}" for path in sorted(more)]


@pytest.mark.parametrize(
    "path",
    [
        "content/02-copy.md", "content/02-the copy desk.md", "content/02-part (two).md",
        "content/house.jpg", "content/house copy.jpg", "content/charts/geo/LICENSE.md",
        "content/charts/geo/map.json", "content/charts/_helper.py", "content/charts/notes.txt",
        "content/01-research-2.md", "seeds/report (1).txt", "README.md", "datasets.yml",
        "content/03-conflict.md", "data.json",
    ],
)  # fmt: skip
def test_other_files_may_stand_there(tmp_path: Path, path: str) -> None:
    assert told(tmp_path, {path: ""}) == []


CONFLICT = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> branch\n"


@pytest.mark.parametrize(
    "path", [FIRST, "data.yaml", "content/charts/rd.md", "content/charts/rd.py",
             "seeds/report.txt", "published.json", "templates/base.html"],
)  # fmt: skip
def test_a_merge_that_was_not_finished_is_told_in_every_file(tmp_path: Path, path: str) -> None:
    reason = "a merge was not finished here; keep one of the versions, and delete these signs"
    text = f"{STORY.get(path, '')}{CONFLICT}"
    line = text.split("\n").index("<<<<<<< HEAD") + 1
    assert told(tmp_path, {path: text}) == [f"{path}:{line}:1: {reason}",
                                           f"{path}:{line + 4}:1: {reason}"]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "data", "line"),
    [
        (FIRST, b"\xef\xbb\xbf<<<<<<< HEAD\na", 1),
        (FIRST, b"a\r<<<<<<< HEAD\rb", 2),
        (FIRST, b"a\r\n>>>>>>> b\r\n", 2),
        (FIRST, b"a\n||||||| base\n", 2),
        (FIRST, b"- a\n  <<<<<<< HEAD\n", 2),
        (FIRST, b"> a\n> >>>>>>> branch\n", 2),
        ("seeds/report.txt", "a\n<<<<<<< HEAD\nb".encode("utf-16"), 2),
        ("seeds/loans.csv", b"a,b\n=======\n>>>>>>> branch\n", 3),
        ("content/charts/_helper.py", b"a = 1\n<<<<<<< HEAD\n", 2),
        ("content/charts/geo/town.json", b"{\n<<<<<<< HEAD\n}", 2),
        ("content/map.svg", b"<svg>\n<<<<<<< HEAD\n</svg>", 2),
        ("editions/2026-01-05.html", b"a\n<<<<<<< HEAD\n", 2),
        ("templates/static/style.css", b"a {}\n<<<<<<< HEAD\n", 2),
    ],
)
def test_what_is_left_of_a_merge_is_told_however_its_lines_end(
    tmp_path: Path, path: str, data: bytes, line: int
) -> None:
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(data)
    found = [str(problem) for problem in files.read_tree(tmp_path, tmp_path)[1]]
    assert [one for one in found if "a merge was not finished here" in one] == [
        f"{path}:{line}:1: a merge was not finished here; keep one of the versions, and delete "
        "these signs"
    ]


def test_lines_and_quotes_are_no_merge(tmp_path: Path) -> None:
    words = "A\n=======\n\n> > > > > > > b\n\n<<<<<<<< c\n"
    assert told(tmp_path, {FIRST: CHAPTER + words, "data.yaml": DATA}) == []
