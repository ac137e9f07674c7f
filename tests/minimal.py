"""A story as small as one can be that has everything once, as texts by path.

Tests change one file of it, so that every problem printed is the changed file's.
"""

from __future__ import annotations

from pathlib import Path

from datastory.checking.checks import check
from datastory.model import Story
from datastory.parsing.story import read_story

DATA = """\
site:
  title: A town that spends
  description: What the town spends, and on what.
  url: https://example.org/town/
  author: The desk
  published: 2026-01-05
sources:
  report:
    title: Annual report
    publisher: The town
    published: 2025-12
    file: seeds/report.txt
facts:
  rd:
    what: Spending on research
    source: report
    quote: rose from 10 million yuan in 2020 to 12 million yuan in 2024
    values:
      2020: 10 million yuan
      2024: 12 million yuan
  share:
    what: Share of the money that went to schools
    value: over 75%
    when: 2024
    source: report
    quote: over 75% of it went to schools
  growth:
    what: Growth of spending on research
    formula: "{rd.2024} / {rd.2020} - 1"
    show: 1%
  rose:
    what: Spending on research rose
    formula: "{rd.2024} > {rd.2020}"
    words: [grew]
"""
CHAPTER = """\
---
title: Research
summary: Where the money goes.
---

The town spent [12 million yuan](fact:rd.2024) on research.

![](chart:rd)
"""
REPORT = """\
Spending on research rose from 10 million yuan in 2020
to 12 million yuan in 2024, and over 75% of it went to schools.
"""
WORDS = """\
---
title: Spending grows
alt: Bar chart of spending, which grows
---

From the town's report.
"""
CODE = """\
import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_bar().encode(x="value:Q", y="key:N")
"""
FIRST = "content/01-research.md"
_ROOT = Path(__file__).resolve().parent.parent
PHRASES = {
    path.relative_to(_ROOT).as_posix(): path.read_bytes()
    for ending in ("html", "yaml")
    for path in (_ROOT / "templates").rglob(f"*.{ending}")
}  # the words for readers, and the templates that ask for them
STORY = {
    "data.yaml": DATA,
    FIRST: CHAPTER,
    "seeds/report.txt": REPORT,
    "content/charts/rd.md": WORDS,
    "content/charts/rd.py": CODE,
}


def story(changed: dict[str, str]) -> Story:
    """The story with some of its files changed; it must have no problems of shape."""
    read, problems = read_story(STORY | changed, files=PHRASES)
    assert not problems, told(changed)
    return read


def told(changed: dict[str, str]) -> list[str]:
    """Every problem of the story with some files changed, as printed: sorted, each once."""
    read, problems = read_story(STORY | changed, files=PHRASES)
    return [str(problem) for problem in sorted({*problems, *check(read)})]


def body(words: str) -> dict[str, str]:
    """The story with other words in its chapter; they begin in line 6."""
    front = CHAPTER.partition("The town")[0]
    return {FIRST: f"{front}{words}\n\n![](chart:rd)\n"}


def front(lines: str, words: str = "Words.") -> dict[str, str]:
    """The story with another front matter in its chapter; it begins in line 2."""
    return {FIRST: f"---\n{lines}\n---\n\n{words}\n\n![](chart:rd)\n"}


def data(old: str, new: str) -> dict[str, str]:
    """The story with a part of its data.yaml, which must be there once, replaced."""
    assert DATA.count(old) == 1, (old, DATA.count(old))
    return {"data.yaml": DATA.replace(old, new)}
