"""Whatever an author's files hold, problems come out, each at a place that is there.

`make fuzz` tries many more cases than `make test` does; what it finds becomes a table test.
"""

import faulthandler
import json
import re
import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import released
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from minimal import DATA, FIRST, PHRASES, STORY, body

from datastory.checking.checks import check
from datastory.disk.files import decode
from datastory.inspecting.pages import inspect
from datastory.parsing.story import read_story
from datastory.problem import Problem

NASTY = st.sampled_from(
    ["\t", "\n", "\n\n", " ", "  ", ":", ": ", "- ", "#", " #x", '"', "'", "“", "[", "]", "{", "}",
     "{rd.2024}", "|", "|\n", ">-\n  ", "&a ", "*a", "!x ", "%", "@", "`", "---", "...", "? ", ",",
     "\xa0", "\u2028", "\u202e", "\x00", "\ufeff", "\U000f0000", "\ue002", "é", "中", "٣", "½", "²",
     "9" * 50, "1e9999", "-", "−", "over ", " million", " yuan", "no", "~", "012", "1:30", "true",
     "[12](fact:rd.2024)", "[x](fact:rose)", "![](chart:rd)", "[a](b)", "<b>", "&amp;", "&#50;",
     "```", "**", "_", "|---|", "\\", "$", "fact:", "values:", "formula: ", "history:", "site:",
     "2024", "over 75%", "rd", "1", "0", "** 9", "/ 0", "\r", "\x85", "((((", "}{", "<!--"]
)  # fmt: skip
EDIT = st.tuples(st.integers(0, 1500), st.integers(0, 30), NASTY)


def mutated(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, length, put in edits:
        at %= len(text) + 1
        text = text[:at] + put + text[at + length :]
    return text


LONGEST = 10  # seconds of work; a case takes a hundredth of one


def problems(changed: dict[str, str]) -> list[Problem]:
    """All problems, within bounded time; each names a file and a place in it, in one line.

    A story without problems makes pages.
    """
    began = time.process_time()
    faulthandler.dump_traceback_later(30 * LONGEST, exit=True)
    texts = STORY | changed
    story, found = read_story(texts, files=PHRASES)
    found += check(story)
    if not found and story.series:
        assert all(str(problem) for problem in inspect(story, released.pages(story)))
    faulthandler.cancel_dump_traceback_later()
    assert time.process_time() - began < LONGEST
    for problem in found:
        where = problem.where
        assert problem.message and re.fullmatch(r"[^\n]+", str(problem))
        assert where.path in texts or where.path == "content"
        lines = re.split("\n", texts.get(where.path, ""))
        assert where.line <= len(lines)
        if where.line:
            line = lines[where.line - 1]
            assert where.column >= 1
            assert where.column <= len(line) + 1 or "\t" in line, problem
    return found


@given(st.lists(EDIT, min_size=1, max_size=4))
@example([(0, 0, "\ufeff")])
@example([(12, 0, "|\n")])
def test_any_data_yaml(edits: list[tuple[int, int, str]]) -> None:
    problems({"data.yaml": mutated(DATA, edits)})


TEXT = st.lists(NASTY | st.text(max_size=5), max_size=8).map("".join)
SHAPE = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["value", "what", "label", "note", "when", "source", "quote", "reading", "formula", "show",
     "agrees", "words", "history", "values"]
)  # fmt: skip
FACT = st.dictionaries(KEYS, SHAPE | st.sampled_from(["report", "rose", "share", "{rd.2024}"]))


@given(st.dictionaries(st.sampled_from(["rd", "x", "rose", "a b", "1"]), FACT | SHAPE, max_size=4))
def test_any_facts(facts: dict[str, object]) -> None:
    whole = yaml.safe_load(DATA)
    whole["facts"] |= facts
    problems({"data.yaml": yaml.safe_dump(whole, allow_unicode=True)})


@given(st.dictionaries(st.sampled_from(["site", "sources", "facts", "moved", "x"]), SHAPE | FACT))
def test_any_shape(data: dict[str, object]) -> None:
    problems({"data.yaml": yaml.safe_dump(yaml.safe_load(DATA) | data, allow_unicode=True)})


@given(TEXT, TEXT)
@example("", "é>-\n  ```")
@example("fact:>-\n  ](", "")
@example("", "$$$$")
def test_any_front_matter(front: str, words: str) -> None:
    problems({FIRST: f"---\n{front}\n---\n{words}"})
    problems({FIRST: f"---\ntitle: {front}\nsummary: {words}\n---\n![](chart:rd)\n"})


@given(st.lists(EDIT, min_size=1, max_size=6))
def test_any_chapter(edits: list[tuple[int, int, str]]) -> None:
    problems({FIRST: mutated(STORY[FIRST] + WORDS, edits)})


NUMBERS = st.lists(
    st.sampled_from(
        ["1", "12", "3.5", "1,200", "24 000", "0", "007", "1.2.3", "9" * 60, "½", "²", "٣", "-",
         "–", "−", "/", ".", ",", ":", "%", "percent", "a", "an", "of", "and", "in", "out of",
         "one", "two", "six", "twelve", "twenty", "hundred", "thousand", "million", "bn", "k",
         "first", "2nd", "third", "half", "halves", "quarter", "quarters", "dozen", "twice",
         "over", "about", "more than", "at least", "to", "from", "or more", "+", "plus", "yuan",
         "$", "€", "US$", "km", "m2", "per", "year", "years", "2024", "1990s", "2024–25",
         "3 May", "May", "H200"]
    ),
    max_size=12,
)  # fmt: skip


@given(NUMBERS, st.sampled_from([" ", "", "-", "\n"]))
def test_any_number(words: list[str], between: str) -> None:
    said = between.join(words)
    problems(body(f"It is {said} today, or [{said}](fact:rd.2024)."))
    whole = yaml.safe_load(DATA)
    whole["facts"]["share"] |= {"value": said, "quote": f"it was {said} of it"}
    problems({"data.yaml": yaml.safe_dump(whole, allow_unicode=True, width=10_000)})


FORMULA = st.lists(
    st.sampled_from(
        [
            "{rd.2024}",
            "{rd.2020}",
            "{rd}",
            "{share}",
            "{growth}",
            "{x}",
            "{rose}",
            "{}",
            "0",
            "1",
            "1.5",
            "1e999",
            "9" * 40,
            "(",
            ")",
            "+",
            "-",
            "*",
            "/",
            "**",
            "%",
            "//",
            "<",
            ">",
            "==",
            "<=",
            "!=",
            ",",
            "min(",
            "max(",
            "sum(",
            "round(",
            "abs(",
            "and",
            "not",
            "if",
            "lambda:",
            "[",
            "]",
            "'a'",
            "x",
            ".",
            "\\",
            "{rd.2024",
            "__import__('os')",
            "**-1",
            "** 0.5",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(FORMULA, st.sampled_from(["0.1%", "1", "1.00", "1 billion yuan", "%", "x", "0", "-1%"]))
@example("9 ** 9 ** 9 ** 9", "1")
@example("(" * 2000 + "1" + ")" * 2000, "1")
@example("-" * 5000 + "1", "1")
@example("{} {} {} [", "0.1%")
def test_any_formula(formula: str, show: str) -> None:
    whole = yaml.safe_load(DATA)
    whole["facts"]["growth"] |= {"formula": formula, "show": show}
    whole["facts"]["rose"]["formula"] = formula
    problems({"data.yaml": yaml.safe_dump(whole, width=10_000)})


LEDGER = released.release().decode()
JSON = st.sampled_from(
    ['"', "{", "}", "[", "]", ",", ":", "null", "0", "-1", '"a"', "true", "\n", "\\u0000", "\\",
     "#", "/", "//", "..", "rd", "1999", '"value"', '"history": []', "\x00", "é", "[" * 5000, " "]
)  # fmt: skip


def held(published: str) -> None:
    began = time.process_time()
    for problem in released.kept({}, published.encode()).problems:
        assert re.fullmatch(r"[^\n]+", str(problem))
    assert time.process_time() - began < LONGEST


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), JSON), max_size=3))
def test_any_ledger(edits: list[tuple[int, int, str]]) -> None:
    held(mutated(LEDGER, edits))


def parts(whole: Any) -> Iterator[tuple[Any, Any]]:
    """Every part of a tree of JSON, as what holds it and its key or index there."""
    for key in list(whole) if isinstance(whole, dict) else range(len(whole)):
        yield whole, key
        if isinstance(whole[key], dict | list):
            yield from parts(whole[key])


@given(st.lists(st.integers(0, 10_000), max_size=3), SHAPE | st.sampled_from([None, 0, -1.5, {}]))
def test_any_shape_of_a_ledger(places: list[int], put: object) -> None:
    whole = json.loads(LEDGER)
    for place in places:
        every = list(parts(whole))
        holder, key = every[place % len(every)]
        holder[key] = deepcopy(put)
    held(json.dumps(whole))


WORDS = """
## Two {#two}

- [10 million](fact:rd.2020) or *[more](plain:)*[^1], `code 5`,
  over the line
- > quoted 2024

| a | b |
|---|--:|
| [20%](fact:growth) | ![picture](a.png "title") |

[^1]: A note, [rose](fact:rose), <https://a.org>, [b][b].

[b]: https://b.org "B"

```py
code 12
```
"""


@given(TEXT)
def test_any_words(words: str) -> None:
    problems({FIRST: f"---\ntitle: T\n---\n\n{words}\n\n![](chart:rd)\n"})


@given(TEXT, TEXT)
@example("fact:>-\n  ```", "")
@example("", "&a \n\n:  ```")
def test_any_chart(front: str, words: str) -> None:
    problems({"content/charts/rd.md": f"---\ntitle: {front}\nalt: A\n---\n{words}"})


@given(st.dictionaries(st.sampled_from(list(STORY)), st.binary(max_size=60)))
def test_any_bytes(files: dict[str, bytes]) -> None:
    texts, undecoded = decode({path: text.encode() for path, text in STORY.items()} | files)
    story, found = read_story(texts, files=PHRASES)
    assert all(str(problem) for problem in undecoded + found + check(story))
