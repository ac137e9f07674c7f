"""Copies of this project that may be changed and built: as it is, and ten times as long."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ENGINE = ("build.py", "requirements.txt", "data.yaml", "datastory", "templates", "content", "seeds")
CHAPTER = "content/03-spending.md"
SENTENCE = "But an average hides its last step."
OPENING = "rank"  # the chart that no chapter places
NUMBER = "1,210"  # a figure from an excerpt; it may be changed where it is written
# Lets a copy of a chart read the copies of its facts under the names that its code knows.
AGAIN = """\
class Again:
    def __init__(self, facts, mark):
        self.facts, self.mark, self.geo = facts, mark, facts.geo

    def name(self, id):
        head, dot, point = id.partition(".")
        return f"{head}{self.mark}{dot}{point}"

    def __getitem__(self, id):
        return self.facts[self.name(id)]

    def rows(self, *ids):
        rows = self.facts.rows(*map(self.name, ids))
        return [{**row, "id": row["id"].replace(self.mark, "")} for row in rows]


def again(facts, mark):
    return facts if isinstance(facts, Again) else Again(facts, mark)
"""
COPIED = """

from _again import again

first_chart, first_card = chart, card


def chart(facts, width):
    return first_chart(again(facts, "{mark}"), width)


def card(facts, width):
    return first_card(again(facts, "{mark}"), width)
"""


def once(folder: Path, languages: bool = False) -> Path:
    """The project itself, engine included, so that nobody's work on it disturbs the clock.

    In its main language alone, as the peers tell it, or in all of its `languages`.
    """
    folder.mkdir(parents=True)
    for name in ENGINE:
        if (HERE / name).is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(HERE / name, folder / name, ignore=skipped)
        else:
            shutil.copy(HERE / name, folder)
    if not languages:
        data = folder / "data.yaml"
        one, found = re.subn(r"^  languages: .*\n", "", data.read_text("utf-8"), flags=re.M)
        assert found == 1, "data.yaml no longer names the languages of the story"
        data.write_text(one, "utf-8")
        shutil.rmtree(folder / "content/zh")
    return folder


def ten_times(folder: Path) -> Path:
    """The project with ten times its chapters, facts and charts (its opening once).

    All ids of a copy are its own.
    """
    once(folder)
    data = (folder / "data.yaml").read_text("utf-8")
    head, facts = data.split("\nfacts:\n")
    head = re.sub(r"(?m)^  budgets: .*\n", "", head)
    head = head.replace("\nsite:\n", "\nsite:\n  budgets: {page: 9 MiB, html: 9 MiB}\n")
    copies = [facts]
    (folder / "content/charts/_again.py").write_text(AGAIN, "utf-8")
    chapters = sorted((folder / "content").glob("*.md"))
    charts = sorted((folder / "content/charts").glob("*.md"))
    for n in range(1, 10):
        mark = f"_part{n}"
        copies.append(re.sub(r"^  ([a-z]\w*)", rf"  \1{mark}", marked(facts, mark), flags=re.M))
        for path in chapters:
            number, slug = path.stem.split("-", 1)
            copy = path.with_name(f"{int(number) + n * len(chapters):02}-{slug}-part{n}.md")
            copy.write_text(marked(path.read_text("utf-8"), mark), "utf-8")
        for path in charts:
            if path.stem == OPENING:  # it fits its own wide column alone
                continue
            copy = path.with_stem(f"{path.stem}{mark}")
            copy.write_text(marked(path.read_text("utf-8"), mark), "utf-8")
            code = path.with_suffix(".py").read_text("utf-8") + COPIED.format(mark=mark)
            copy.with_suffix(".py").write_text(code, "utf-8")
    (folder / "data.yaml").write_text(f"{head}\nfacts:\n" + "\n".join(copies), "utf-8")
    return folder


def marked(text: str, mark: str) -> str:
    """Facts, charts and anchors under the names of a copy: "(chart:rd)" -> "(chart:rd_part1)"."""
    named = r"(\(fact:|\(chart:|agrees: |\{#|\{(?=[\w.]+\}))([a-z]\w*)"
    return re.sub(named, rf"\1\2{mark}", text)


def change_word(file: Path, n: int) -> None:
    """Writes the n-th variant of a sentence over the one before it."""
    text = file.read_text("utf-8")
    pattern = re.escape(SENTENCE[:-1]) + r"( x\w)?\."
    changed, found = re.subn(pattern, f"{SENTENCE[:-1]} x{chr(97 + n)}.", text)
    assert found == 1, f"{file} no longer holds '{SENTENCE}'"
    file.write_text(changed, "utf-8")


def add_comment(root: Path) -> None:
    """At the end of data.yaml, where it says nothing."""
    with (root / "data.yaml").open("a", encoding="utf-8") as data:
        data.write("# Read again.\n")


def change_fact(root: Path, n: int) -> None:
    """Raises a figure, where it is defined, quoted and stated."""
    new, places = f"{NUMBER[:-1]}{(n + 1) % 10}", 0
    for file in (root / "data.yaml", *(root / "content").rglob("*.md")):
        text, found = re.subn(NUMBER[:-1] + r"\d", new, file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        places += found
    assert places, f"the story no longer says {NUMBER}"
