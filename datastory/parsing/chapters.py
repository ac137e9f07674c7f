"""content/: chapters and the words of charts, front matter and all."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from ..cache import cached
from ..lazy_imports import Lazy
from ..model import Chapter, Chart
from ..problem import Checked, Location, Problem, collect
from .labels import read_labels
from .markup import read_body, read_inline
from .nodes import Node, Scalar
from .prose_builder import anchor

if TYPE_CHECKING:
    from . import shape, yaml_file
else:
    shape = Lazy("datastory.parsing.shape")  # 21 ms, and most saves change the words below
    yaml_file = Lazy("datastory.parsing.yaml_file")


What = Literal["a chapter", "a chart"]
Said = dict[str, Node]
FENCE = re.compile(r"---[ \t]*")


def front_matter(
    text: str, path: str, what: What, edition: bool = False
) -> Checked[tuple[Said, str]]:
    """The YAML between the `---` lines, and the text with those lines made empty.

    Line numbers of what follows thus stay the file's. Where the lines are not found, it is taken
    to end with the first paragraph: what were said of that would hide the one thing to mend.
    """
    lines = text.split("\n")
    message = "the file must begin with a line '---', then 'title: …', then '---' again"
    if FENCE.fullmatch(lines[0]):
        for end, line in enumerate(lines[1:], 1):
            if FENCE.fullmatch(line):
                said, problems = _said("\n".join(lines[1:end]), path, what, edition)
                yield from problems
                return said, "\n" * (end + 1) + "\n".join(lines[end + 1 :])
        message = "the front matter is not closed; add a line '---' after its last key"
    yield Problem(Location(path, 1, 1), message)
    return {}, _second_paragraph(lines)


@cached(lambda *asked: asked)  # most saves change the words below
def _said(head: str, path: str, what: What, edition: bool) -> tuple[Said, list[Problem]]:
    node, problems = yaml_file.read_yaml(f"{head}\n", path, 2)
    if node is None:
        empty = Problem(Location(path, 1, 1), "the front matter is empty; add 'title:'")
        return {}, problems or [empty]
    keys: type[Struct] = shape.ChapterShape if what == "a chapter" else shape.ChartShape
    if what == "a chart" and edition:
        keys = shape.EditionChartShape
    said, found = collect(shape.fields(node, keys, what))
    return said, problems + found


def _second_paragraph(lines: Sequence[str]) -> str:
    """The text from there on; the lines before are made empty."""
    end = next((i for i, line in enumerate(lines) if i and not line.strip()), len(lines))
    return "\n" * end + "\n".join(lines[end:])


def read_chapters(texts: Mapping[str, str]) -> tuple[tuple[Chapter, ...], list[Problem]]:
    """`{"content/01-first.md": text, …}` -> the chapters, in the order of their file names."""
    read = [_chapter(path, texts[path]) for path in sorted(texts)]
    problems = [problem for _, found in read for problem in found]
    return tuple(chapter for chapter, _ in read), problems


@cached(lambda *asked: asked)
def _chapter(path: str, text: str) -> tuple[Chapter, list[Problem]]:
    return collect(_read_chapter(path, text))


def _read_chapter(path: str, text: str) -> Checked[Chapter]:
    said, body = yield from front_matter(text, path, "a chapter")
    own = said.get("id")
    named = re.sub(r"^[0-9]+[-_. ]*", "", PurePosixPath(path).stem)
    name = own.text if isinstance(own, Scalar) else anchor(named)
    if not name:
        message = "name the file NN-words.md; the words become the chapter's address"
        yield Problem(Location(path), message)
    prose, found = read_body(body, path, name)
    yield from found
    title = yield from read_inline(said.get("title"))
    summary = yield from read_inline(said.get("summary"))
    return Chapter(path, name, title, summary, prose)


def read_charts(
    texts: Mapping[str, str],
) -> tuple[dict[str, Chart], frozenset[str], list[Problem]]:
    """Every `content/charts/NAME.py` with its words `NAME.md`, by name.

    Files whose name begins with an underscore are helpers. In the middle, the names of those of
    which only one half is there.
    """
    charts: dict[str, Chart] = {}
    halves: set[str] = set()
    problems: list[Problem] = []
    paths = [PurePosixPath(path) for path in sorted(texts) if path.count("/") == 2]
    names = [path.stem for path in paths if path.suffix in (".py", ".md")]
    for name in dict.fromkeys(name for name in names if not name.startswith("_")):
        pair = code, words = f"content/charts/{name}.py", f"content/charts/{name}.md"
        if missing := [path for path in pair if path not in texts]:
            there = words if code in missing else code
            message = f"a chart needs two files; {missing[0]} is missing"
            problems.append(Problem(Location(there), message))
            halves.add(name)
            continue
        charts[name], found = read_chart(name, texts[code], words, texts[words])
        problems += found
    return charts, frozenset(halves), problems


@cached(lambda *asked: asked)
def read_chart(
    name: str, code: str, path: str, words: str, edition: bool = False
) -> tuple[Chart, list[Problem]]:
    """A chart with its code and with its words, which stand at `path`.

    Those of an edition may have `labels`, for what the code letters.
    """
    return collect(_read_chart(name, code, path, words, edition))


def _read_chart(name: str, code: str, path: str, words: str, edition: bool) -> Checked[Chart]:
    said, body = yield from front_matter(words, path, "a chart", edition)
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        message = "a chart's file name is an address; use letters, digits, - and _ only"
        yield Problem(Location(path), message, name)
    note, found = read_body(body, path, f"chart-{name}")
    yield from found
    return Chart(
        name=name,
        title=(yield from read_inline(said.get("title"))),
        subtitle=(yield from read_inline(said.get("subtitle"))),
        alt=(yield from read_inline(said.get("alt"))),
        note=note,
        code=code,
        code_path=f"content/charts/{name}.py",
        words_path=path,
        labels=(yield from read_labels(said.get("labels"))),
    )
