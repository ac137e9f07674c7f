"""One set of numbers in two languages: content/zh/ is read, held to the main edition, and built."""

from __future__ import annotations

import functools
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bilingual import (
    BOTH,
    CHINESE_CHAPTER,
    CHINESE_DATA,
    CHINESE_WORDS,
    ZH_CHAPTER,
    ZH_CHART,
    ZH_DATA,
    templates,
    tree,
)
from minimal import CHAPTER, DATA, FIRST
from msgspec.structs import replace

from datastory import pipeline
from datastory.checking import fixing
from datastory.checking.checks import check, check_edition
from datastory.checking.edition_parity import labels_agree
from datastory.disk import files
from datastory.disk.stray_files import strays
from datastory.model import Label
from datastory.parsing.story import read_editions, read_story
from datastory.problem import Location
from datastory.releases import changes, ledger
from datastory.site import wording


@functools.cache
def built() -> pipeline.BuildResult:
    result = pipeline.build(tree({}))
    assert [str(problem) for problem in result.problems] == []
    return result


def told(changed: dict[str, str | None]) -> list[str]:
    """All problems of the files and of the words, of both editions."""
    texts, _ = files.decode(tree(changed))
    story, problems = read_story(texts, files=templates())
    editions, found = read_editions(story, texts, templates())
    problems += [*found, *check(story)]
    for edition in editions:
        problems += check_edition(edition, story)
    return [str(problem) for problem in sorted(set(problems))]


def chinese(old: str, new: str, text: str = CHINESE_CHAPTER) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


STATES = "[1200万元](fact:rd.2024)"
EXAMPLES: list[tuple[str, dict[str, str | None], list[str]]] = [
    ("nothing is wrong", {}, []),
    ("another form", {ZH_CHAPTER: chinese("[1200万元]", "[0.12亿元]")}, []),
    ("the fact's own form", {ZH_CHAPTER: chinese("[1200万元]", "[]")}, []),
    ("a claim", {
        FIRST: CHAPTER.replace("on research.", "on research, which [rose](fact:rose)."),
        "data.yaml": BOTH["data.yaml"].replace("words: [grew]", "words: [grew, rose]"),
        ZH_CHAPTER: chinese("。\n\n!", "，比过去[增加](fact:rose)。\n\n!"),
    }, []),
    ("ten thousand times too small", {ZH_CHAPTER: chinese("1200万元", "1200元")}, [
        f"{ZH_CHAPTER}:6:10: '1200元' does not say 1200万元; put the scale inside the link"]),
    ("a figure that is bound to nothing", {ZH_CHAPTER: chinese("全镇", "全镇35万人")}, [
        f"{ZH_CHAPTER}:6:3: "]),
    ("a sentence that turns its figure", {
        ZH_CHAPTER: chinese("研究支出为", "研究支出下降到")}, [
        f"{ZH_CHAPTER}:6:8: '下降' turns the series: it was 1000万元 in 2020, then 1200万元"]),
    ("another year than the figure's", {ZH_CHAPTER: chinese("全镇的", "2020年全镇的")}, [
        f"{ZH_CHAPTER}:6:1: '2020年' is not the time of 1200万元"]),
    ("a month for a year", {ZH_CHAPTER: chinese("全镇的", "全镇每月的")}, [
        f"{ZH_CHAPTER}:6:3: '每月' is not what 1200万元 is counted by"]),
    ("the words of a chart turn a figure", {
        ZH_CHART: chinese("支出在增长", "支出跌至[1200万元](fact:rd.2024)", CHINESE_WORDS.replace(
            "，支出在增长", ""))}, [
        f"{ZH_CHART}:2:10: '跌' "]),
    ("the description turns a figure", {
        ZH_DATA: chinese("花在哪里。", "如今降到[1200万元](fact:rd.2024)。", CHINESE_DATA)}, [
        f"{ZH_DATA}:3:26: '降' "]),
    ("a true sentence", {ZH_CHAPTER: chinese("研究支出为", "研究支出2024年增至")}, []),
    ("plain words that count", {ZH_CHAPTER: chinese("。\n\n!", "，是[三百](plain:)的事。\n\n!")}, [
        f"{ZH_CHAPTER}:6:34: '三百' counts, so it is no plain word"]),
    ("a source with a figure in its name", {ZH_DATA: chinese(
        "    publisher: 镇政府\n", "    publisher: 三百家联合会\n", CHINESE_DATA)}, [
        f"{ZH_DATA}:16:3: '三百' stands in a name"]),
    ("no file of words", {ZH_DATA: None}, [
        f"{ZH_DATA}: this file is missing; it holds the words of data.yaml in this language"]),
    ("no words for a fact", {ZH_DATA: chinese("  share:\n    what: 学校所占的支出比例\n", "",
                                             CHINESE_DATA)}, [
        f"{ZH_DATA}: 'share' needs 'what' here; it is “Share of the money that went to schools”"]),
    ("no words of a claim", {ZH_DATA: chinese("    words: [增加]\n", "", CHINESE_DATA)}, [
        f"{ZH_DATA}:12:3: 'rose' needs 'words' here; it is “grew”"]),
    ("words for a fact that there is not", {ZH_DATA: chinese("  share:", "  shares:",
                                                            CHINESE_DATA)}, [
        f"{ZH_DATA}: 'share' needs 'what' here; it is “Share of the money that went to schools”",
        f"{ZH_DATA}:8:3: there is no fact 'shares'; did you mean 'share'?"]),
    ("a list of facts", {ZH_DATA: CHINESE_DATA.partition("facts:")[0] + "facts: [支出]\n"}, [
        *(f"{ZH_DATA}: '{id}' needs" for id in ("growth", "rd", "rose", "rose", "share")),
        f"{ZH_DATA}:5:8: facts: the words of each fact, by its id:  rd: {{what: …}}"]),
    ("a value of its own", {ZH_DATA: chinese("    what: 研究支出\n",
                                            "    what: 研究支出\n    value: 3\n", CHINESE_DATA)}, [
        f"{ZH_DATA}:8:5: the fact 'rd' has no key 'value'"]),
    ("a form that is another quantity", {ZH_DATA: chinese(
        "学校所占的支出比例\n", "学校所占的支出比例\n    text: 超过57%\n", CHINESE_DATA)}, [
        f"{ZH_DATA}:10:11: text: "]),
    ("another form of the same", {ZH_DATA: chinese(
        "支出比例\n", "支出比例\n    text: 超过百分之七十五\n", CHINESE_DATA)}, []),
    ("a source that there is not", {ZH_DATA: chinese("  report:", "  reports:", CHINESE_DATA)}, [
        f"{ZH_DATA}:16:3: there is no source 'reports'; did you mean 'report'?"]),
    ("a name of another world", {ZH_DATA: chinese(
        "publisher: 镇政府", "publisher: 《21世纪镇报》和36镇报", CHINESE_DATA).replace(
        "  author:", "  names: [36镇]\n  author:")}, []),
    ("no chapter", {ZH_CHAPTER: None}, [
        f"{ZH_CHAPTER}: this file is missing; it holds the words of {FIRST} here"]),
    ("a chapter too much", {"content/zh/02-more.md": CHINESE_CHAPTER}, [
        "content/zh/02-more.md: there is no chapter content/02-more.md"]),
    ("no words of a chart", {ZH_CHART: None}, [
        f"{ZH_CHART}: this file is missing; it holds the words of content/charts/rd.md here"]),
    ("words of a chart that there is not", {"content/zh/charts/no.md": CHINESE_WORDS}, [
        "content/zh/charts/no.md: there is no chart 'no' in content/charts/"]),
    ("a fact less", {ZH_CHAPTER: chinese(f"为{STATES}", "不少")}, [
        f"{FIRST}:6:17: the fact 'rd.2024' is stated here, and not in {ZH_CHAPTER}; so do it there "
        "too"]),
    ("a fact more", {ZH_CHAPTER: chinese("。\n\n!", "，此前为[1000万元](fact:rd.2020)。\n\n!")}, [
        f"{ZH_CHAPTER}:6:36: the fact 'rd.2020' is stated here, and not in {FIRST}; take it out, "
        "or do it there too"]),
    ("a heading less", {FIRST: f"{CHAPTER}\n## Schools {{#schools}}\n\nWords.\n"}, [
        f"{FIRST}:10:4: this heading has none beside it in {ZH_CHAPTER}; write one with "
        "{#schools}"]),
    ("a heading with another anchor", {
        FIRST: f"{CHAPTER}\n## Schools {{#schools}}\n\nWords.\n",
        ZH_CHAPTER: f"{CHINESE_CHAPTER}\n## 学校 {{#xuexiao}}\n\n文字。\n"}, [
        f"{ZH_CHAPTER}:10:4: this heading has not the anchor of {FIRST}; write it down: "
        "{#schools}"]),
    ("the same headings", {
        FIRST: f"{CHAPTER}\n## Schools {{#schools}}\n\nWords.\n",
        ZH_CHAPTER: f"{CHINESE_CHAPTER}\n## 学校 {{#schools}}\n\n文字。\n"}, []),
    ("a language that nobody reads", {"data.yaml": DATA.replace(
        "  author:", "  languages: [en, fr]\n  author:")}, [
        "data.yaml:5:19: no grammar reads 'fr'; there are en and zh"]),
    ("a language twice", {"data.yaml": DATA.replace(
        "  author:", "  languages: [en, zh, zh]\n  author:")}, [
        "data.yaml:5:23: 'zh' is listed twice"]),
    ("a list without the main language", {"data.yaml": DATA.replace(
        "  author:", "  languages: [zh]\n  author:")}, [
        "data.yaml:5:14: the main edition's language, 'en', is missing in this list"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words", "contrary"),
    [
        ("up {}, the slowest of these years", "增长{}，这几年里最快", True),
        ("up {}, the slowest of these years", "增长{}，这几年里最慢", False),
        ("the largest of all", "最小的一个", True),
        ("the largest of all", "规模居首", False),
        ("fell by {}", "上升{}", True),
        ("fell by {}", "下降{}", False),
        ("growth of {}", "增长{}", False),
        ("schools", "学校", False),
        ("largest and smallest", "最大和最小", False),
    ],
)
def test_labels_of_an_edition_do_not_say_the_contrary(
    text: str, words: str, contrary: bool
) -> None:
    texts, _ = files.decode(tree({}))
    story, _ = read_story(texts, files=templates())
    (edition,), _ = read_editions(story, texts, templates())
    label = Label(text, words, Location(ZH_CHART, 5, 3))
    charts = {"rd": replace(edition.charts["rd"], labels=(label,))}
    found = [str(one) for one in labels_agree(story, replace(edition, charts=charts))]
    told = f"{ZH_CHART}:5:3: '{words}' says the contrary of '{text}', which the chart letters"
    assert found == ([f"{told}; say the same"] if contrary else [])


@pytest.mark.parametrize(
    ("changed", "problems"), [row[1:] for row in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)
def test_an_edition_is_held_to_the_main_one(
    changed: dict[str, str | None], problems: list[str]
) -> None:
    found = told(changed)
    assert len(found) == len(problems), found
    for problem, expected in zip(found, problems, strict=True):
        assert problem.startswith(expected)


def test_each_page_and_export_of_the_main_edition_has_one_in_the_other() -> None:
    pages = built().pages
    beside = {path.removeprefix("zh/") for path in pages if path.startswith("zh/")}
    main = {path for path in pages if not path.startswith(("zh/", "static/", "content/"))}
    assert main - {"404.html", "sitemap.xml", "robots.txt"} == beside


PAGES = ("index.html", "facts/index.html", "facts/rd.2024/index.html", "charts/rd/index.html",
         "sources/index.html", "corrections/index.html")  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_editions_name_each_other(path: str) -> None:
    pages = built().pages
    address = path.removesuffix("index.html")
    there = {"en": f"https://example.org/town/{address}",
             "zh": f"https://example.org/town/zh/{address}"}  # fmt: skip
    there["x-default"] = there["en"]
    for folder, language, other in (("", "en", "zh"), ("zh/", "zh", "en")):
        page = pages[folder + path].decode()
        assert dict(re.findall(r'hreflang="([\w-]+)" href="(https:[^"]+)"', page)) == there
        assert f'<html lang="{language}"' in page
        assert f'rel="canonical" href="{there[language]}"' in page
        link = re.search(rf'<a href="([^"]+)" hreflang="{other}" lang="{other}">(\w+)</a>', page)
        assert link and urljoin(there[language], link[1]) == there[other]
        assert link[2] == {"en": "English", "zh": "中文"}[other]


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_one_language_stands_in_the_other(path: str) -> None:
    """But the name of the other language, quotations as their source has them, and formats."""
    pages = built().pages
    assert not re.search("[\u3400-\u9fff]", _words(pages[path]).replace("中文", ""))
    left = set(re.findall(r"[A-Za-z]{2,}", _words(pages[f"zh/{path}"])))
    assert left <= {"English", "BibTeX", "CSL", "JSON", "CSV", "Markdown", "PNG", "SVG", "Vega",
                    "Lite", "theme", "dark", "auto"}  # fmt: skip


def _words(page: bytes) -> str:
    """What a reader reads, charts and their axes too, without addresses and quoted words."""
    body = page.decode().partition("<body")[2].partition(">")[2]
    body = re.sub(r"<(script|style|blockquote|mark|textarea)\b.*?</\1>", " ", body, flags=re.DOTALL)
    body = re.sub(r"<p>(?:The whole sentence there|原文整句).*?</p>", " ", body, flags=re.DOTALL)
    return re.sub(r"https?://\S+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_values_are_the_same_and_are_printed_in_the_way_of_each_language() -> None:
    main, other = (json.loads(built().pages[f"{at}data.json"]) for at in ("", "zh/"))
    values = [[(fact["id"], fact["value"], fact["unit"], fact["quote"]) for fact in one["facts"]]
              for one in (main, other)]  # fmt: skip
    assert values[0] == values[1]
    texts = [{fact["id"]: fact["text"] for fact in one["facts"]} for one in (main, other)]
    assert texts[0]["rd.2024"] == "12 million yuan"
    assert texts[1] == {"rd.2020": "1000万元", "rd.2024": "1200万元", "share": "超过75%",
                        "growth": "20%", "rose": "成立"}  # fmt: skip


def test_an_axis_is_in_the_units_of_the_language() -> None:
    drawing = built().pages["zh/charts/rd/chart.svg"].decode()
    assert "万元" in drawing and "1200" in drawing and "yuan" not in drawing


def test_the_sitemap_has_all_editions_with_their_alternates() -> None:
    pages = built().pages["sitemap.xml"].decode()
    addresses = re.findall(r"<loc>https://example.org/town/([^<]*)</loc>", pages)
    main = [address for address in addresses if not address.startswith("zh/")]
    assert sorted(addresses) == sorted(main + [f"zh/{address}" for address in main])
    assert pages.count('hreflang="x-default"') == len(addresses)


def test_the_ledger_holds_the_addresses_and_anchors_of_all_editions() -> None:
    release = built().release
    assert release
    everything = release.now.everything()
    assert {"/zh/", "/zh/facts/rd.2024/", "/zh/#research", "/zh/#fact-rd.2024", "/zh/#chart-rd",
            "/zh/charts/rd/data.csv"} <= everything  # fmt: skip
    before = ledger.written(ledger.released_with(ledger.Ledger(), release.now))
    changed = tree({"data.yaml": DATA}) | {ledger.PUBLISHED: before}
    gone = [str(one) for one in pipeline.build(
        {path: data for path, data in changed.items() if not path.startswith("content/zh/")}
    ).problems]  # fmt: skip
    assert any("'/zh/' was released and is gone" in problem for problem in gone), gone


def test_words_of_an_edition_are_mended_in_its_own_way() -> None:
    texts, _ = files.decode(tree({ZH_CHAPTER: chinese("1200万元", "1300万元")}))
    story, _ = read_story(texts, files=templates())
    (edition,), _ = read_editions(story, texts, templates())
    fixes, mended = fixing.fix(edition, texts)
    assert [(fix.old, fix.new) for fix in fixes] == [("1300万元", "1200万元")]
    assert mended == {ZH_CHAPTER: CHINESE_CHAPTER}


def test_sentences_of_both_editions_are_told_by_diff() -> None:
    result = built()
    texts, _ = files.decode(tree({ZH_CHAPTER: chinese("全镇的", "全镇今年的")}))
    story, _ = read_story(texts, files=templates())
    editions, _ = read_editions(story, texts, templates())
    assert result.release
    now, drawings = result.release.now, result.drawings
    found = changes.compare(
        changes.State(now, result.story, drawings, (), result.translations),
        changes.State(now, story, drawings, (), editions),
    )
    assert found.sentences == (
        changes.ChangedSentence(
            "zh: Chapter #research", "全镇的研究支出为1200万元。", "全镇今年的研究支出为1200万元。"
        ),
    )


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("  languages: [en, zh]\n", []),
        ("  languages:\n    - en\n    - zh\n", []),
        (
            "",
            [
                "content/zh/01-a.md: site.languages in data.yaml does not list 'zh'; add it there, "
                "as in [en, zh], or move this out of content/",
                "content/zh/charts/rd.md: site.languages in data.yaml does not list 'zh'; add it "
                "there, as in [en, zh], or move this out of content/",
            ],
        ),
    ],
)
def test_a_folder_of_words_is_read_where_its_language_is_listed(
    listed: str, said: list[str], tmp_path: Path
) -> None:
    files_ = {
        "data.yaml": f"site:\n  title: A\n{listed}".encode(),
        "content/zh/01-a.md": b"",
        "content/zh/charts/rd.md": b"",
    }
    assert [str(problem) for problem in strays(str(tmp_path), files_)] == said


def test_chinese_is_read_by_letters() -> None:
    result = built()
    chapter = result.translations[0].chapters[0]
    long = replace(chapter, body=replace(chapter.body, text="字" * 4001))
    assert wording.reading_minutes(replace(result.translations[0], chapters=(long,))) == 11
