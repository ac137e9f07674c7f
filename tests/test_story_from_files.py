"""`new --from --article`: a story from what a desk has; most figures bound, and none wrong."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from desks import DESKS, Given
from kept_files import docx, heading, paragraph, pdf, table

from datastory.command_line import main
from datastory.drafting.article import Article, read_article
from datastory.drafting.story_from_files import Desk, desk_story
from datastory.model import Fact, Story
from datastory.parsing.story import read_story
from datastory.problem import Refused

TODAY = datetime.date(2026, 3, 1)
TODO = re.compile(r"^ +todo: .*\n", re.M)
LEAST = 0.8  # of the figures that a source says


def drafted(given: Given) -> tuple[Desk, Story]:
    desk, problems = desk_story(given.sources, given.article, TODAY)
    assert desk is not None and problems == []
    texts = {
        path: data.decode() for path, data in desk.files.items() if not path.startswith("seeds/")
    }
    story, problems = read_story(texts, files=desk.files)
    assert problems == []
    return desk, story


def proof(fact: Fact) -> str:
    return f"{fact.quote} | {fact.place.name if fact.place else ''}"


def shares(given: Given) -> tuple[int, int, int, list[str]]:
    """How many of an article's figures are bound right, wrong and not; the figures that were read.

    A figure that no source says is right where it is bound to nothing, and is not counted.
    """
    desk, story = drafted(given)
    found = [one for one in desk.bound if one.where.startswith("content/")]
    right = wrong = unsure = 0
    for one, (_, expected) in zip(found, given.figures, strict=False):
        if not one.fact:
            unsure += expected is not None
        elif expected is not None and expected in proof(story.facts[one.fact]):
            right += 1
        else:
            wrong += 1
    return right, wrong, unsure, [one.words for one in found]


@pytest.mark.parametrize("name", DESKS)
def test_most_figures_of_an_article_are_bound_and_none_wrong(name: str) -> None:
    right, wrong, unsure, read = shares(DESKS[name])
    said = f"{name}: {right} right, {wrong} wrong, {unsure} unsure"
    assert read == [words for words, _ in DESKS[name].figures], said
    assert wrong == 0, said


def test_of_all_articles_four_figures_in_five_are_bound() -> None:
    counted = {name: shares(given)[:3] for name, given in DESKS.items()}
    right = sum(each[0] for each in counted.values())
    whole = sum(sum(each) for each in counted.values())
    said = ", ".join(f"{name} {a}/{a + b + c} ({b} wrong)" for name, (a, b, c) in counted.items())
    assert right >= LEAST * whole, f"{right} of {whole}: {said}"


@pytest.mark.parametrize("name", DESKS)
def test_the_command_writes_a_story_that_wants_nothing_but_its_author(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Its todos and the figures that are listed are all that keeps it from being built."""
    given = DESKS[name]
    for file, data in (*given.sources, given.article):
        (tmp_path / file).write_bytes(data)
    story = tmp_path / "story"
    sources = [str(tmp_path / file) for file, _ in given.sources]
    article = str(tmp_path / given.article[0])
    assert main(["new", str(story), "--from", *sources, "--article", article], today=TODAY) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{story}: a story. See it with: ")
    assert {"build.py", "requirements.txt", "data.schema.json"} <= {
        path.name for path in story.iterdir()
    }
    assert main(["check", "--root", str(story)], today=TODAY) == 1
    told = capsys.readouterr().err.splitlines()
    todos = [line for line in told if "to do for '" in line]
    unbound = [line.partition(": ")[0] for line in told if line not in todos]
    assert [place for place in unbound if f"{place}: " not in said] == []
    data = (story / "data.yaml").read_text()
    assert len(todos) == len(TODO.findall(data))
    (story / "data.yaml").write_text(TODO.sub("", data))
    for place in sorted(unbound, reverse=True):  # an author would write something else there
        path, line, column = place.split(":")
        lines = (story / path).read_text().split("\n")
        row, at = lines[int(line) - 1], int(column) - 1
        word = re.match(r"[^\s.,]+(?:[.,]\d+)*(?: (?:euros|kWh|times|million))*%?", row[at:])
        assert word
        lines[int(line) - 1] = f"{row[:at]}some{row[at + len(word[0]) :]}"
        (story / path).write_text("\n".join(lines))
    assert main(["--root", str(story)], today=TODAY) == 0, capsys.readouterr().err
    assert (story / "site/index.html").exists()


def test_without_an_article_there_is_a_chapter_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Visits 2025.csv"
    file.write_text("Year,Visits\n2024,44900\n2025,52300\n")
    assert main(["new", str(tmp_path / "story"), "--from", str(file)], today=TODAY) == 0
    assert capsys.readouterr().out.endswith("\n1 fact drafted\n")
    data = (tmp_path / "story/data.yaml").read_text()
    assert "  visits-2025:\n    title: Visits 2025\n    file: seeds/visits-2025.csv\n" in data
    (tmp_path / "story/data.yaml").write_text(TODO.sub("", data))
    assert main(["check", "--root", str(tmp_path / "story")], today=TODAY) == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.zip", b"PK", "this is no source; keep it as one of .txt"),
        ("a.pdf", pdf([[]]), "this is a PDF of pictures: it holds no text"),
        ("a.csv", b"", "this holds no rows"),
    ],
)
def test_a_file_that_is_no_source_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["new", str(tmp_path / "story"), "--from", str(tmp_path / name)]) == 1
    assert f"{name}: {said}" in capsys.readouterr().err
    assert not (tmp_path / "story").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", pdf([["A"]]), "is no article; name a .md, a .html or a .docx"),
        ("a.md", b"\n", "holds no text"),
        ("a.docx", b"PK", "is no Word document that can be read"),
        ("a.md", "é".encode("latin-1"), "is not in UTF-8"),
    ],
)
def test_what_is_no_article_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["new", str(tmp_path / "story"), "--article", str(tmp_path / name)]) == 1
    assert said in capsys.readouterr().err
    assert main(["new", str(tmp_path / "story"), "--article", str(tmp_path / "none.md")]) == 1
    assert "none.md: this vanished meanwhile" in capsys.readouterr().err
    assert not (tmp_path / "story").exists()


WORDS = "Some words."
ARTICLES = [
    ("md", WORDS, "", [("The story", WORDS)]),
    ("md", f"# A\n\n{WORDS}", "A", [("A", WORDS)]),
    ("md", f"A\n=\n\n{WORDS}\n\nB\n--\n\nMore.", "A", [("A", WORDS), ("B", "More.")]),
    ("md", f"---\ntitle: 'A: b'\n---\n## B\n\n{WORDS}\n\n### C\n\nMore.", "A: b",
     [("B", f"{WORDS}\n\n## C\n\nMore.")]),
    ("md", f"# A\n\n{WORDS}\n\n# B\n\n```\n# no heading\n```", "",
     [("A", WORDS), ("B", "```\n# no heading\n```")]),
    ("html", f"<title>T</title><nav>Menu</nav><p>{WORDS}</p><h2>B</h2><p>More.</p>", "T",
     [("T", WORDS), ("B", "More.")]),
    ("html", "<main><h1>A</h1><p>It is <b>so</b>.</p><p hidden>No.</p></main><footer>F</footer>",
     "A", [("A", "It is **so**.")]),
    ("html", "<article><h1>A</h1><table><tr><th>B</th><th>C</th></tr><tr><td>d</td><td>e</td></tr>"
     "</table><ul><li>f</li></ul></article>", "A",
     [("A", "| B | C |\n| --- | --- |\n| d | e |\n\n- f")]),
    ("docx", docx(heading("A"), paragraph(WORDS), table(["B", "C"], ["d", "e"])), "A",
     [("A", f"{WORDS}\n\n| B | C |\n| --- | --- |\n| d | e |")]),
]  # fmt: skip


@pytest.mark.parametrize(("ending", "data", "title", "sections"), ARTICLES)
def test_an_article_is_split_at_its_headings(
    ending: str, data: str | bytes, title: str, sections: list[tuple[str, str]]
) -> None:
    made = read_article(data.encode() if isinstance(data, str) else data, ending)
    assert isinstance(made, Article)
    assert (made.title, [(one.title, one.body) for one in made.sections]) == (title, sections)


def test_pictures_are_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = read_article(f"# A\n\n![A map](map.png)\n\n{WORDS}".encode(), "md")
    assert not isinstance(made, Refused)
    assert (made.pictures, made.sections[0].body) == (1, WORDS)
    (tmp_path / "a.md").write_text(f"# A\n\n![A map](map.png)\n\n{WORDS}")
    assert main(["new", str(tmp_path / "story"), "--article", str(tmp_path / "a.md")]) == 0
    assert "1 picture was left out" in capsys.readouterr().out


def test_files_of_one_name_are_two_sources() -> None:
    desk, problems = desk_story([("a/b.txt", b"12 firms."), ("c/b.txt", b"13 firms.")], None, TODAY)
    assert desk and not problems
    assert {"seeds/b.txt", "seeds/b-2.txt"} <= desk.files.keys()
