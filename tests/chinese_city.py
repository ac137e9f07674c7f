"""A city of made-up figures with Chinese words: for tables of sentences about them."""

from __future__ import annotations

from msgspec.structs import replace

from datastory.checking.sentences.rules import sentences_agree
from datastory.model import Story
from datastory.numbers.languages import grammar
from datastory.parsing.story import read_story

DATA = """\
site:
  title: A city
  description: What it spends.
  url: https://example.org/city/
  author: The desk
  published: 2026-02-01
sources:
  bureau:
    title: 海城市统计年鉴
    publisher: 海城市统计局
    published: 2025-03
facts:
  rd:
    what: 海城全社会研发投入
    source: bureau
    quote: grew from 151.08 billion yuan in 2020 to 245.31 billion yuan in 2024
    values:
      2020: 151.08 billion yuan
      2024: 245.31 billion yuan
  growth:
    what: 海城研发投入年均增长率
    when: 2020 to 2024
    formula: ({rd.2024} / {rd.2020}) ** (1 / 4) - 1
    show: 0.1%
  added:
    what: 海城研发投入的增量
    formula: "{rd.2024} - {rd.2020}"
    show: 0.1 billion yuan
  jobless:
    what: 海城失业率
    source: bureau
    quote: fell from 5.2% in 2023 to 4.6% in 2024
    values: {2023: 5.2%, 2024: 4.6%}
  jobless_change:
    what: 海城失业率的下降
    when: 2024
    formula: "{jobless.2023} - {jobless.2024}"
    show: 0.1 percentage points
  gdp_growth:
    what: 海城地区生产总值比上年增长
    when: 2024
    value: 5.8%
    source: bureau
    quote: GDP grew 5.8% year on year
  share:
    what: 企业投入占海城研发投入的比重
    when: 2024
    value: 93.5%
    source: bureau
    quote: 93.5% came from enterprises
  women:
    what: 女性科研人员占比
    when: 2024
    value: 38%
    source: bureau
    quote: 38% of researchers were women
  firms:
    what: 海城国家高新技术企业数量
    when: 2024
    value: 25,000
    source: bureau
    quote: had 25,000 high-tech enterprises in 2024
  experts:
    what: 海城高层次人才
    when: 2024
    value: 26,500
    source: bureau
    quote: 26,500 high-level experts
  exports:
    what: 海城出口总额
    when: 2024
    value: 2.81 trillion yuan
    source: bureau
    quote: exports of 2.81 trillion yuan in 2024
  target:
    what: 2030年海城研发投入目标
    when: 2030
    value: 400 billion yuan
    source: bureau
    quote: a target of 400 billion yuan in 2030
  rank:
    what: 海城创新集群排名
    source: bureau
    quote: moved from fourth in 2023 to second in 2024
    values: {2023: fourth, 2024: second}
  cities:
    what: 专利申请量
    when: 2024
    source: bureau
    quote: Haicheng filed 4,200 patents, Jiangzhou 3,100 and Shanyang 900
    values:
      haicheng: {value: "4,200", label: 海城}
      jiangzhou: {value: "3,100", label: 江州}
      shanyang: {value: "900", label: 山阳}
  north:
    what: 北岭集群的名次
    label: 北岭集群
    source: bureau
    quote: Beiling was first in 2023 and first in 2024
    values: {2023: first, 2024: first}
  south:
    what: 南湾集群的名次
    label: 南湾集群
    source: bureau
    quote: Nanwan was second in 2023 and sixth in 2024
    values: {2023: second, 2024: sixth}
  income:
    what: 海城居民人均可支配收入
    when: 2024
    value: 82,000 yuan per person
    source: bureau
    quote: 82,000 yuan per person in 2024
"""
CHAPTER = "---\ntitle: {}\nsummary: 概要。\n---\n\n{}\n"


def told(words: str, title: str = "城市") -> list[str]:
    """What the Chinese rules say about words in a chapter, without the places."""
    story = city({"content/01-city.md": CHAPTER.format(title, words)})
    return [problem.message for problem in sentences_agree(story)]


def city(files: dict[str, str]) -> Story:
    """The story of the city as an edition in Chinese has it, with these files of content."""
    story, problems = read_story({"data.yaml": DATA, **files})
    assert not problems, problems
    facts = {
        id: replace(fact, text=grammar("zh").written(fact.quantity)) if fact.quantity else fact
        for id, fact in story.facts.items()
    }
    return replace(story, site=replace(story.site, language="zh"), facts=facts)
