"""Facts drafted from sentences in Chinese: what they are called, and when they hold."""

from __future__ import annotations

import datetime

import chinese_first
import pytest

from datastory.disk import files
from datastory.drafting import source_draft
from datastory.drafting.story_from_files import desk_story
from datastory.parsing.story import read_story
from datastory.problem import Refused

ROWS: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("2024年，全镇地区生产总值3.6亿元，同比增长5.8%。", [
        ("全镇地区生产总值", "3.6亿元", "2024"), ("全镇地区生产总值的增长率", "5.8%", "2024")]),
    ("2024年末，常住人口12.4万人，比上年末增加0.3万人。", [
        ("常住人口", "12.4万", "2024"), ("常住人口的增量", "0.3万", "2024")]),
    ("共有小学15所，在校学生8600人。", [("小学", '"15"', ""), ("在校学生", '"8600"', "")]),
    ("2023年居民失业率为4.6%，下降0.6个百分点。", [
        ("居民失业率", "4.6%", "2023"), ("居民失业率的降幅", "0.6个百分点", "2023")]),
    ("2023年城镇化率为71.4%，比上年末提高0.6个百分点。", [
        ("城镇化率", "71.4%", "2023"), ("城镇化率的增幅", "0.6个百分点", "2023")]),
    ("2024年第一产业增加值86.3亿元，增长2.1%。", [
        ("第一产业增加值", "86.3亿元", "2024"), ("第一产业增加值的增长率", "2.1%", "2024")]),
    ("2024年专利授权量1.9万件，居全省第三位。", [
        ("专利授权量", "1.9万", "2024"), ("专利授权量在全省的排名", "第三", "2024")]),
    ("全市共有普通高校7所。", [("全市普通高校", '"7"', "")]),
    ("2020年至2024年，工业产值年均增长7.2%。", [
        ("工业产值的年均增长率", "7.2%", "2020 to 2024")]),
    ("2024年一季度出口1200万美元。", [("出口", "1200万美元", "2024-Q1")]),
    ("2024年，服务业增加值2.1亿元，占地区生产总值的58%。", [
        ("服务业增加值", "2.1亿元", "2024"),
        ("服务业增加值占地区生产总值的比重", "58%", "2024")]),
    ("“十四五”期间，一方面修路，另一方面建桥。", []),
    ("第三批名单于2024年3月5日公布。", []),
    ("2024年，该镇在全省排名第三。", [("该镇在全省排名", "第三", "2024")]),
]  # fmt: skip


def drafted(sentence: str) -> list[tuple[str, str, str]]:
    """(what, value, when) of the facts that are drafted from a source with one sentence."""
    source = "  bulletin:\n    title: 公报\n    publisher: 镇统计局\n    file: seeds/new.txt\n"
    data = chinese_first.ALONE["data.yaml"].replace("facts:\n", f"{source}facts:\n", 1)
    tree = chinese_first.ALONE | {"data.yaml": data, "seeds/new.txt": f"{sentence}\n"}
    tree_of = {path: text.encode() for path, text in tree.items()}
    texts, _ = files.decode(tree_of)
    story, _ = read_story(texts, files=tree_of)
    made = source_draft.draft(story.sources["bulletin"], story, tree_of, texts["data.yaml"])
    if isinstance(made, Refused):
        return []
    new = made.text[len(data) - 1 :]
    entries = [entry for entry in new.split("\n\n") if "what:" in entry]
    found = []
    for entry in entries:
        keys = dict(line.strip().split(": ", 1) for line in entry.splitlines() if ": " in line)
        assert keys["quote"].strip('"') in sentence and keys["todo"]
        found.append((keys["what"], keys["value"], keys.get("when", "").strip('"')))
    return found


@pytest.mark.parametrize(("sentence", "facts"), ROWS, ids=[row[0][:12] for row in ROWS])
def test_a_figure_is_called_by_the_words_around_it(
    sentence: str, facts: list[tuple[str, str, str]]
) -> None:
    assert drafted(sentence) == facts


def test_both_ends_of_a_change_are_levels_of_one_series() -> None:
    files_ = [("公报.txt", "旅客吞吐量从2020年的410万人次增长到2024年的960万人次。\n".encode())]
    made, problems = desk_story(files_, None, datetime.date(2026, 3, 1))
    assert made is not None and problems == []
    data = made.files["data.yaml"].decode()
    assert "  language: zh\n" in data and made.facts == 1
    assert "    what: 旅客吞吐量\n" in data
    assert "    values:\n      2020: 410万\n      2024: 960万\n" in data


def test_an_article_in_chinese_becomes_a_story_in_chinese() -> None:
    said = "2024年，全镇地区生产总值3.6亿元，同比增长5.8%。常住人口12.4万人。"
    article = f"# 一座小镇的账本\n\n这座小镇靠工业为生。{said}\n"
    files_ = [("公报.txt", f"{said}\n".encode())]
    made, problems = desk_story(files_, ("article.md", article.encode()), datetime.date(2026, 3, 1))
    assert made is not None and problems == []
    data = made.files["data.yaml"].decode()
    assert "  language: zh\n" in data and "  description: 这座小镇靠工业为生。\n" in data
    assert made.facts == 3
    assert [one.fact for one in made.bound] == ["figure", "figure_2", "figure_3"]
    story = made.files["content/01-story.md"].decode()
    assert "[3.6亿元](fact:figure)" in story and "[5.8%](fact:figure_2)" in story
