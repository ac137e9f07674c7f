"""`diff` over a story in two languages, whichever is the main one."""

from __future__ import annotations

import functools

import bilingual
import chinese_first
import pytest

from datastory import pipeline
from datastory.commands import diff
from datastory.releases import changes, changes_text, ledger
from datastory.releases.changes import ChangedAddress, ChangedSentence

Files = dict[str, str]
STORIES = {"en": bilingual.BOTH, "zh": chinese_first.BOTH}
ALONE = {
    main: {path: text for path, text in files.items() if not path.startswith(f"content/{code}/")}
    | {"data.yaml": files["data.yaml"].replace(f"  languages: [{main}, {code}]\n", "")}
    for main, code, files in (("en", "zh", STORIES["en"]), ("zh", "en", STORIES["zh"]))
}
SCHOOLS = "\n## Schools {#schools}\n\nWords.\n", "\n## 学校 {#schools}\n\n文字。\n"


@functools.cache
def _built(files: tuple[tuple[str, str], ...], published: bytes) -> pipeline.BuildResult:
    tree = bilingual.tree_of(dict(files))
    result = pipeline.build(tree | ({ledger.PUBLISHED: published} if published else {}))
    assert result.release and result.problems == [], result.problems
    return result


def built(files: Files, published: bytes = b"") -> pipeline.BuildResult:
    return _built(tuple(files.items()), published)


def compared(old: Files, new: Files, ledger_only: bool = False) -> changes.Changes:
    was = built(old)
    assert was.release
    now = built(new, ledger.written(was.release.now))
    assert now.release
    before, after = diff.state(was, was.release), diff.state(now, now.release)
    return changes.compare(before.ledger if ledger_only else before, after)


def edited(files: Files, *edits: tuple[str, str, str]) -> Files:
    made = dict(files)
    for path, old, new in edits:
        assert old in made[path], old
        made[path] = made[path].replace(old, new, 1)
    return made


@pytest.mark.parametrize("main", STORIES)
def test_nothing_changes_where_nothing_changed(main: str) -> None:
    assert compared(STORIES[main], STORIES[main]) == changes.Changes((), (), (), ())


@pytest.mark.parametrize("ledger_only", [False, True])
@pytest.mark.parametrize("main", STORIES)
def test_a_new_edition_is_one_address(main: str, ledger_only: bool) -> None:
    found = compared(ALONE[main], STORIES[main], ledger_only)
    base = "/zh/" if main == "en" else "/en/"
    assert found.addresses == (ChangedAddress(base, "new", ""),)
    assert found.figures == () and found.charts == ()
    assert f"Address {base}: new" in changes_text.written(found, "since main", "text")


@pytest.mark.parametrize(("lead", "how"), [("/", "moved"), ("", "gone")])
def test_an_edition_that_is_gone_is_one_address(lead: str, how: str) -> None:
    entry = '"/zh/": /' if lead else '"/zh/": {gone: We tell it in English alone., on: 2026-03-01}'
    alone = ALONE["en"] | {"data.yaml": ALONE["en"]["data.yaml"] + f"moved:\n  {entry}\n"}
    found = compared(STORIES["en"], alone)
    assert found.addresses == (ChangedAddress("/zh/", how, lead),)


def test_a_figure_that_is_renamed_takes_its_addresses_in_all_editions_along() -> None:
    edits = [("data.yaml", "  share:", "  school_share:"),
             (bilingual.ZH_DATA, "  share:", "  school_share:")]  # fmt: skip
    new = edited(STORIES["en"], *edits)
    new["data.yaml"] += 'moved:\n  "/facts/share/": /facts/school_share/\n'
    found = compared(STORIES["en"], new)
    assert found.addresses == (ChangedAddress("/facts/share/", "moved", "/facts/school_share/"),)
    assert {figure.id for figure in found.figures} == {"school_share", "share"}


def test_an_anchor_of_both_editions_is_told_once() -> None:
    old, path = STORIES["en"], "content/01-research.md"
    both = old | {path: old[path] + SCHOOLS[0],
                  bilingual.ZH_CHAPTER: old[bilingual.ZH_CHAPTER] + SCHOOLS[1]}  # fmt: skip
    assert compared(old, both).addresses == (ChangedAddress("/#schools", "new", ""),)


def test_a_chapter_with_another_anchor_is_the_same_chapter_in_each_edition() -> None:
    old = STORIES["en"]
    names = {"content/01-research.md": "content/01-spending.md",
             bilingual.ZH_CHAPTER: "content/zh/01-spending.md"}  # fmt: skip
    new = {names.get(path, path): text for path, text in old.items()}
    new["data.yaml"] += 'moved:\n  "#research": "#spending"\n'
    found = compared(old, new)
    assert [one.slug for one in found.chapters] == ["spending"]
    assert found.sentences == ()


@pytest.mark.parametrize(
    ("main", "edit", "sentence"),
    [
        ("en", (bilingual.ZH_CHAPTER, "全镇的", "镇里的"), ChangedSentence(
            "zh: Chapter #research", "全镇的研究支出为1200万元。", "镇里的研究支出为1200万元。")),
        ("en", (bilingual.ZH_CHART, "支出在增长\nalt", "支出增长了\nalt"), ChangedSentence(
            "zh: Chart rd", "支出在增长", "支出增长了")),
        ("en", (bilingual.ZH_DATA, "一座花钱的城镇", "花钱的城镇"), ChangedSentence(
            "zh: Opening", "一座花钱的城镇", "花钱的城镇")),
        ("en", (bilingual.ZH_DATA, "研究支出的增长", "研究支出的增幅"), ChangedSentence(
            "zh: Figure growth", "研究支出的增长", "研究支出的增幅")),
        ("zh", (chinese_first.FIRST, "镇上有", "全镇有"), ChangedSentence(
            "Chapter #research", "镇上有2.5万家企业，支出多了200万元。",
            "全镇有2.5万家企业，支出多了200万元。")),
        ("zh", ("content/en/01-research.md", "The town has", "This town has"), ChangedSentence(
            "en: Chapter #research",
            "The town has 25,000 firms, and spending rose by 2.0 million yuan.",
            "This town has 25,000 firms, and spending rose by 2.0 million yuan.")),
    ],
)  # fmt: skip
def test_a_changed_sentence_of_any_edition_is_told(
    main: str, edit: tuple[str, str, str], sentence: ChangedSentence
) -> None:
    assert compared(STORIES[main], edited(STORIES[main], edit)).sentences == (sentence,)


def test_a_corrected_figure_is_told_with_its_sentences_in_all_editions() -> None:
    entry = "history: [{value: 12 million yuan, until: 2026-03-01, kind: revision}]"
    new = edited(
        STORIES["en"],
        ("data.yaml", "2024: 12 million yuan", f"2024: {{value: 13 million yuan, {entry}}}"),
        ("data.yaml", "12 million yuan in 2024", "13 million yuan in 2024"),
        ("seeds/report.txt", "12 million", "13 million"),
        ("content/01-research.md", "12 million", "13 million"),
        (bilingual.ZH_CHAPTER, "1200万元", "1300万元"),
    )
    found = compared(STORIES["en"], new)
    assert [(one.id, one.old, one.new) for one in found.figures] == [
        ("rd.2024", "12 million yuan", "13 million yuan"), ("growth", "20%", "30%"),
    ]  # fmt: skip
    assert found.sentences and [one.place for one in found.sentences] == [
        "Chapter #research", "zh: Chapter #research",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind", "told"),
    [
        ("[三番五次](plain:)地说。", "plain", "三番五次"),
        ("这是全国最高的。", "trend", "最高"),
        ("企业越来越多。", "trend", "越来越多"),
    ],
)
def test_words_that_no_check_proves_are_told_in_every_edition(
    words: str, kind: str, told: str
) -> None:
    for main, path in (("en", bilingual.ZH_CHAPTER), ("zh", chinese_first.FIRST)):
        new = STORIES[main] | {path: f"{STORIES[main][path]}\n{words}\n"}
        found = compared(STORIES[main], new).unproved
        assert [(one.kind, one.words) for one in found] == [(kind, told)]
        assert found[0].sentence == words.replace("[", "").replace("](plain:)", "")
        assert found[0].place.startswith(path)
