"""`bind` in Chinese: in an edition, whose main edition tells which facts a chapter states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bilingual import BOTH, ZH_CHAPTER, ZH_DATA, tree
from minimal import FIRST

from datastory.command_line import main
from datastory.disk import files
from datastory.drafting.binding import Bound, bind
from datastory.parsing.story import read_editions, read_story

MAIN = """\
---
title: Research
summary: Where the money goes.
---

The town spent [12 million yuan](fact:rd.2024) on research, up by [20%](fact:growth), and
[over 75%](fact:share) went to schools. It came [second](fact:rank). In all, [12](fact:firms) firms
closed.

![](chart:rd)
"""
FACTS = """\
  rank: {what: Rank by research, value: second, when: 2024, source: report, quote: second by research in 2024}
  firms: {what: Firms that closed, value: "12", when: 2024, source: report, quote: 12 firms closed in 2024}
  grants: {what: Grants for research, value: 9 million yuan, when: 2024, source: report, quote: grants of 9 million yuan in 2024}
"""  # noqa: E501
REPORT = "\nIt was second by research in 2024, 12 firms closed in 2024, with grants of 9 million yuan in 2024.\n"  # noqa: E501
WORDS = """\
facts:
  rank:
    what: 研究支出的排名
  firms:
    what: 关闭的企业
  grants:
    what: 研究补助
"""
FILES = BOTH | {
    FIRST: MAIN,
    "data.yaml": BOTH["data.yaml"] + FACTS,
    "seeds/report.txt": BOTH["seeds/report.txt"] + REPORT,
    ZH_DATA: BOTH[ZH_DATA].replace("facts:\n", WORDS),
}
LINK = re.compile(r"\[[^\[\]]*\]\(fact:[^)]*\)")


def chapter(body: str) -> str:
    return BOTH[ZH_CHAPTER].replace("全镇的研究支出为[1200万元](fact:rd.2024)。", body)


def found_in(body: str) -> tuple[list[Bound], str]:
    changed = FILES | {ZH_CHAPTER: chapter(body)}
    texts, _ = files.decode(tree(dict(changed)))
    story, problems = read_story(texts, files=tree(dict(changed)))
    (edition,), found = read_editions(story, texts, tree(dict(changed)))
    assert [*problems, *found] == []
    bound, edited = bind(edition, texts, tree(dict(changed)), main=story)
    return list(bound), edited.get(ZH_CHAPTER, texts[ZH_CHAPTER])


BOUND = [
    ("研究支出为1200万元。", "研究支出为[1200万元](fact:rd.2024)。"),
    ("研究支出达0.12亿元。", "研究支出达[0.12亿元](fact:rd.2024)。"),
    ("2024年，研究花了一千二百万元。", "2024年，研究花了[一千二百万元](fact:rd.2024)。"),
    ("研究支出增长20%。", "研究支出增长[20%](fact:growth)。"),
    ("研究支出增长了两成。", "研究支出增长了[两成](fact:growth)。"),
    ("学校所占的比例超过75%。", "学校所占的比例[超过75%](fact:share)。"),
    ("学校占了超过百分之七十五。", "学校占了[超过百分之七十五](fact:share)。"),
    ("按研究支出排名第二。", "按研究支出排名[第二](fact:rank)。"),
    ("关闭的企业有12家。", "关闭的企业有[12](fact:firms)家。"),
    ("支出1200万元，增长20%。", "支出[1200万元](fact:rd.2024)，增长[20%](fact:growth)。"),
]
OPEN = [
    ("ten times too small", "研究支出为120万元。", "120万元", "no fact says it"),
    ("ten thousand times too large", "研究支出为1200亿元。", "1200亿元", "no fact says it"),
    ("another year", "2020年研究支出为1200万元。", "1200万元", "names another time"),
    ("another way", "研究支出下降到1200万元。", "1200万元", "'下降' turns the series"),
    ("every month", "每月研究支出1200万元。", "1200万元", "'每月' is not what"),
    ("a change of a level", "研究支出增长1200万元。", "1200万元", "'增长' makes a change"),
    ("a count of a rank", "全镇有2个研究所。", "2", ""),
    ("a fact that the main chapter leaves out", "补助900万元。", "900万元", "no fact says it"),
    ("nothing near", "那里有12棵树。", "12", "nothing in the sentence says that it is"),
]


@pytest.mark.parametrize(("draft", "linked"), BOUND)
def test_what_is_sure_is_linked(draft: str, linked: str) -> None:
    _, text = found_in(draft)
    assert linked in text


@pytest.mark.parametrize(
    ("draft", "words", "reason"), [row[1:] for row in OPEN], ids=[row[0] for row in OPEN]
)
def test_what_is_not_sure_is_listed_with_its_reason(draft: str, words: str, reason: str) -> None:
    found, text = found_in(draft)
    (one,) = [each for each in found if words in each.words]
    assert not one.fact and one.reason and reason in one.reason
    assert text == chapter(draft)


def test_the_command_binds_all_editions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = FILES | {
        FIRST: MAIN.replace("[12 million yuan](fact:rd.2024)", "12 million yuan"),
        ZH_CHAPTER: chapter(
            "研究支出为1200万元，增长[20%](fact:growth)，学校占[超过75%](fact:share)；排名[第二](fact:rank)，"
            "关闭了[12](fact:firms)家企业。"
        ),
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert main(["bind", "--root", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert f"{FIRST}:6:17: [12 million yuan](fact:rd.2024)" in said
    assert f"{ZH_CHAPTER}:6:7: [1200万元](fact:rd.2024)" in said
    assert "2 of 2 figures bound" in said
    assert "[1200万元](fact:rd.2024)" in (tmp_path / ZH_CHAPTER).read_text("utf-8")
    assert main(["check", "--root", str(tmp_path)]) == 0
