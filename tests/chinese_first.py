"""A town's story whose own language is Chinese, alone and with an edition in English."""

from __future__ import annotations

DATA = """\
site:
  title: 一座花钱的城镇
  description: 城镇花了多少钱，花在哪里。
  url: https://example.org/town/
  language: zh
  languages: [zh, en]
  author: 数据组
  license: CC-BY-4.0
  published: 2026-01-05
sources:
  report:
    title: 年度报告
    publisher: 镇政府
    published: 2025-12
    file: seeds/report.txt
facts:
  rd:
    what: 研究支出
    source: report
    quote: 研究支出从2020年的1000万元增长到2024年的1200万元
    values:
      2020: 1000万元
      2024: 1200万元
  share:
    what: 学校所占的支出比例
    value: 超过75%
    when: 2024
    source: report
    quote: 其中超过75%用于学校
  firms:
    what: 镇上的企业
    label: 企业
    note: 年底的数目。
    value: 2.5万家
    when: 2024
    source: report
    quote: 镇上有2.5万家企业
  growth:
    what: 研究支出的增长
    formula: "{rd.2024} / {rd.2020} - 1"
    show: 1%
  added:
    what: 研究支出的增量
    formula: "{rd.2024} - {rd.2020}"
    show: 0.1 million yuan
  rose:
    what: 研究支出增加
    formula: "{rd.2024} > {rd.2020}"
    words: [增加]
"""
REPORT = (
    "研究支出从2020年的1000万元增长到2024年的1200万元，其中超过75%用于学校。镇上有2.5万家企业。\n"
)
CHAPTER = """\
---
title: 研究
summary: 钱花到哪里去了。
---

全镇的研究支出为[1200万元](fact:rd.2024)，比过去[增加](fact:rose)，增幅为[20%](fact:growth)。

![](chart:rd)

## 学校 {#schools}

其中[](fact:share)用于学校。镇上有[2.5万家](fact:firms)企业，支出多了[](fact:added)。
"""
WORDS = """\
---
title: 支出在增长
alt: 条形图，支出在增长
---

数字来自城镇的报告。
"""
CODE = """\
import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_bar().encode(x="value:Q", y="key:N")
"""
ENGLISH_DATA = """\
site:
  title: A town that spends
  description: What the town spends, and on what.
  author: The desk
facts:
  rd:
    what: Spending on research
  share:
    what: Share of the money that went to schools
  firms:
    what: Firms in the town
    label: Firms
    note: The number at the end of the year.
  growth:
    what: Growth of spending on research
  added:
    what: Increase of spending on research
  rose:
    what: Spending on research rose
    words: [grew]
sources:
  report:
    title: Annual report
    publisher: The town
"""
ENGLISH_CHAPTER = """\
---
title: Research
summary: Where the money goes.
---

The town spent [12 million yuan](fact:rd.2024) on research, which [grew](fact:rose) by
[20%](fact:growth).

![](chart:rd)

## Schools {#schools}

Of it, [](fact:share) went to schools. The town has [25,000](fact:firms) firms, and spending rose by
[](fact:added).
"""
ENGLISH_WORDS = """\
---
title: Spending grows
alt: Bar chart of spending, which grows
---

From the town's report.
"""
FIRST = "content/01-research.md"
ALONE = {
    "data.yaml": DATA.replace("  languages: [zh, en]\n", ""),
    FIRST: CHAPTER,
    "content/charts/rd.md": WORDS,
    "content/charts/rd.py": CODE,
    "seeds/report.txt": REPORT,
}
BOTH = ALONE | {
    "data.yaml": DATA,
    "content/en/data.yaml": ENGLISH_DATA,
    "content/en/01-research.md": ENGLISH_CHAPTER,
    "content/en/charts/rd.md": ENGLISH_WORDS,
}
