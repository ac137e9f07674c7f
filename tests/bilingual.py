"""The town's story in English and in Chinese: as small as one in two languages can be."""

from __future__ import annotations

import functools
from pathlib import Path

from minimal import DATA, STORY

from datastory.disk import files

ENGINE = Path(__file__).resolve().parent.parent
CHINESE_DATA = """\
site:
  title: 一座花钱的城镇
  description: 城镇花了多少钱，花在哪里。
  author: 数据组
facts:
  rd:
    what: 研究支出
  share:
    what: 学校所占的支出比例
  growth:
    what: 研究支出的增长
  rose:
    what: 研究支出增加
    words: [增加]
sources:
  report:
    title: 年度报告
    publisher: 镇政府
"""
CHINESE_CHAPTER = """\
---
title: 研究
summary: 钱花到哪里去了。
---

全镇的研究支出为[1200万元](fact:rd.2024)。

![](chart:rd)
"""
CHINESE_WORDS = """\
---
title: 支出在增长
alt: 条形图，支出在增长
---

数字来自城镇的报告。
"""
ZH_DATA, ZH_CHAPTER, ZH_CHART = (
    "content/zh/data.yaml", "content/zh/01-research.md", "content/zh/charts/rd.md",
)  # fmt: skip
BOTH = STORY | {
    "data.yaml": DATA.replace("  author:", "  languages: [en, zh]\n  author:"),
    ZH_DATA: CHINESE_DATA,
    ZH_CHAPTER: CHINESE_CHAPTER,
    ZH_CHART: CHINESE_WORDS,
}


@functools.cache
def templates() -> dict[str, bytes]:
    tree, _ = files.read_tree(ENGINE, ENGINE)
    return {path: data for path, data in tree.items() if path.startswith("templates/")}


def tree(changed: dict[str, str | None]) -> dict[str, bytes]:
    """The files of the town's story in two languages, some changed or left out."""
    return tree_of({path: text for path, text in (BOTH | changed).items() if text is not None})


def tree_of(story: dict[str, str]) -> dict[str, bytes]:
    """The files of a story, with the templates."""
    return templates() | {path: text.encode() for path, text in story.items()}
