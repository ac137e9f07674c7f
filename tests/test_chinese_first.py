"""A story whose own language is Chinese is written, mended and released as an English one."""

from __future__ import annotations

import functools

import bilingual
import chinese_first
import pytest

from datastory import pipeline
from datastory.checking import fixing
from datastory.disk import files
from datastory.drafting import binding
from datastory.numbers.languages import grammar
from datastory.numbers.values import parse_value
from datastory.parsing.story import read_story
from datastory.problem import Refused
from datastory.releases import ledger, promises

ALONE = chinese_first.ALONE


@functools.cache
def released() -> bytes:
    release = pipeline.build(bilingual.tree_of(ALONE)).release
    assert release
    return ledger.written(ledger.released_with(ledger.Ledger(), release.now))


def told(changed: dict[str, str]) -> list[str]:
    story = bilingual.tree_of(ALONE | changed) | {ledger.PUBLISHED: released()}
    return [str(problem) for problem in pipeline.build(story).problems]


def edited(path: str, *edits: tuple[str, str]) -> dict[str, str]:
    text = ALONE[path]
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return {path: text}


RESTATED = edited("data.yaml", ("2.5万家", "2.6万家")) | edited(
    "seeds/report.txt", ("2.5万家", "2.6万家")
)
MENDED = edited(chinese_first.FIRST, ("2.5万家", "2.6万家"))


def test_the_entry_for_a_changed_figure_has_words_of_the_story() -> None:
    (problem,) = told(RESTATED | MENDED)
    assert "'firms' was released as 2.5万家 and now says 2.6万家" in problem
    entry = problem.rpartition(":  ")[2]
    assert "note: 我们更正了这个数字。" in entry.replace('"', "")
    data = RESTATED["data.yaml"].replace(
        "    value: 2.6万家\n", f"    value: 2.6万家\n    {entry}\n"
    )
    assert told(RESTATED | MENDED | {"data.yaml": data}) == []


def test_the_entry_for_a_figure_that_is_gone_has_words_of_the_story() -> None:
    data = edited("data.yaml", ("  firms:", "  shops:"))["data.yaml"]
    chapter = edited(chinese_first.FIRST, ("fact:firms", "fact:added"), ("2.5万家", ""))
    gone = [one for one in told({"data.yaml": data} | chapter) if "'firms'" in one]
    assert gone and all("gone: 已撤回。" in one.replace('"', "") for one in gone)


def test_fix_writes_chinese() -> None:
    texts, _ = files.decode(bilingual.tree_of(ALONE | RESTATED))
    story, problems = read_story(texts, files=bilingual.tree_of(RESTATED))
    fixes, changed = fixing.fix(story, texts)
    assert [(fix.old, fix.new) for fix in fixes] == [("2.5万家", "2.6万家")]
    assert changed == MENDED and problems == []


@pytest.mark.parametrize(
    ("linked", "fact", "said"),
    [
        ("2.3倍", "2.4", "2.4倍"),
        ("两倍", "3 times", "3倍"),
        ("三成", "40%", "40%"),
        ("七成五", "80%", "80%"),
        ("超过600家", "over 700", "超过700家"),
        ("600多", "over 700", "超过700"),
        ("2453.1亿元", "250 billion yuan", "2500亿元"),
        ("410万人次", "4.2 million", "420万人次"),
        ("第三位", "fourth", "第四位"),
        ("三分之一", "1/4", "四分之一"),
        ("增长5.8%", "6.1%", "增长6.1%"),
    ],
)
def test_words_are_rewritten_with_their_counters(linked: str, fact: str, said: str) -> None:
    by, quantity = grammar("zh"), parse_value(fact)
    assert not isinstance(quantity, Refused) and by.rewritten
    assert by.rewritten(linked, next(iter(by.read(linked))), quantity) == said


def test_bind_links_every_figure_of_the_story() -> None:
    chapter = ALONE[chinese_first.FIRST]
    bare = chapter.replace("[1200万元](fact:rd.2024)", "1200万元").replace(
        "[2.5万家](fact:firms)", "2.5万家"
    )
    tree = bilingual.tree_of(ALONE | {chinese_first.FIRST: bare})
    texts, _ = files.decode(tree)
    story, _ = read_story(texts, files=tree)
    bound, changed = binding.bind(story, texts, tree)
    assert [(one.words, one.fact) for one in bound] == [
        ("1200万元", "rd.2024"),
        ("2.5万", "firms"),
    ]
    assert changed == {
        chinese_first.FIRST: chapter.replace("[2.5万家](fact:firms)", "[2.5万](fact:firms)家")
    }


def test_a_heading_and_a_file_in_chinese_have_an_anchor_of_their_own() -> None:
    """Punycode, as keys of tables have: a browser's address may be copied and typed."""
    chapter = ALONE[chinese_first.FIRST].replace("## 学校 {#schools}", "## 2024年的学校")
    market = "---\ntitle: 市场\n---\n\n## 医院\n\n文字。\n"
    files = ALONE | {chinese_first.FIRST: chapter, "content/02-市场.md": market}
    result = pipeline.build(bilingual.tree_of(files))
    assert result.problems == []
    page = result.pages["index.html"].decode()
    for id in ("xn-2024-o88gl0nppu190a", "xn-mesr1n", "xn-ekrs67m"):
        assert f' id="{id}"' in page
    asked = [problem.message.rpartition(": ")[2] for problem in promises.unwritten(result.story)]
    assert asked == ["{#xn-2024-o88gl0nppu190a}", "{#xn-ekrs67m}"]
