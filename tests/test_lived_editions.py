"""An edition of a story that has lived: changes, notices and old addresses in its own words."""

from __future__ import annotations

import functools
import re

import bilingual
import chinese_first
import pytest
from test_pages_in_languages import HAN, LATIN, SAME, said

from datastory import pipeline
from datastory.releases import ledger

# By the main language: the story, the folder of its edition, and what both say of its life.
ENGLISH = bilingual.BOTH
CHINESE = chinese_first.BOTH
WHY = {"en": "We misread the table.", "zh": "我们看错了表。"}
NOTICE = {"en": "We named the wrong town.", "zh": "我们写错了镇名。"}
GONE = {"en": "The source withdrew it.", "zh": "来源撤回了。"}
STORIES = {"en": ENGLISH, "zh": CHINESE}
WAS = {"en": "over 70%", "zh": "超过70%"}
MONEY = "content/charts/money"


def other(main: str) -> str:
    return "zh" if main == "en" else "en"


def with_lines(text: str, line: str, more: str) -> str:
    """A text with lines behind the first that is this one."""
    assert f"{line}\n" in text, line
    return text.replace(f"{line}\n", f"{line}\n{more}", 1)


def lived(main: str, words: str = "") -> dict[str, str]:
    """The story with a corrected share, a notice and a chart that is gone; `words` is what of the
    edition's has none: "history", "notices" or "moved"."""
    code, share = other(main), "  share:"
    files = dict(STORIES[main])
    path = f"content/{code}/data.yaml"
    history = f'    history: [{{value: {WAS[main]}, until: 2026-03-01, kind: correction, '
    data = with_lines(files["data.yaml"], share, f"{history}note: {WHY[main]}}}]\n")
    notice = f"  notices: [{{date: 2026-02-14, text: {NOTICE[main]}, anchor: research}}]\n"
    data = with_lines(data, "site:", notice)
    data += f'moved:\n  "/charts/money/": {{gone: {GONE[main]}, on: 2026-03-01}}\n'
    data += '  "/facts/shares/": /facts/share/\n  "#schooling": "#research"\n'
    own = files[path]
    if words != "history":
        own = with_lines(own, share, f"    history: [{{until: 2026-03-01, note: {WHY[code]}}}]\n")
    if words != "notices":
        own = with_lines(own, "site:", f"  notices: [{{date: 2026-02-14, text: {NOTICE[code]}}}]\n")
    if words != "moved":
        own += f'moved:\n  "/charts/money/": {GONE[code]}\n'
    return files | {"data.yaml": data, path: own}


@functools.cache
def released(main: str) -> bytes:
    """The ledger of the story as it was: with a chart, a figure and an anchor more."""
    result = pipeline.build(bilingual.tree_of(STORIES[main]))
    assert result.release and not result.problems
    now = ledger.written(ledger.released_with(ledger.Ledger(), result.release.now)).decode()
    base = f"/{other(main)}"
    addresses = ["/charts/money/", "/charts/money/chart.svg", "/embed/money/", "/facts/shares/",
                 "/facts/shares/card.png"]  # fmt: skip
    more = ",\n".join(f'    "{at}",\n    "{base}{at}"' for at in addresses)
    now = now.replace('  "addresses": [\n', f'  "addresses": [\n{more},\n')
    for page in ("/", f"{base}/"):
        now = now.replace(f'    "{page}": [\n', f'    "{page}": [\n      "schooling",\n')
    return re.sub('"(?:超过|over )75%"', f'"{WAS[main]}"', now).encode()


def build(main: str, files: dict[str, str]) -> pipeline.BuildResult:
    return pipeline.build(bilingual.tree_of(files) | {ledger.PUBLISHED: released(main)})


@functools.cache
def built(main: str) -> pipeline.BuildResult:
    result = build(main, lived(main))
    assert [str(problem) for problem in result.problems] == []
    return result


def page(main: str, code: str, path: str) -> str:
    return built(main).pages[path if code == main else f"{code}/{path}"].decode()


BOTH = [(main, code) for main in STORIES for code in ("en", "zh")]


@pytest.mark.parametrize(("main", "code"), BOTH)
def test_every_page_of_a_story_that_has_lived_is_in_its_language(main: str, code: str) -> None:
    base, checked = f"{other(main)}/", 0
    for path, data in built(main).pages.items():
        if not path.endswith(".html") or path.startswith(base) != (code != main):
            continue
        words = said(data.decode())
        checked += 1
        if code == "zh":
            assert set(LATIN.findall(words)) <= SAME, path
        else:
            assert not HAN.search(words), path
    assert checked >= 15


@pytest.mark.parametrize(("main", "code"), BOTH)
def test_changes_and_notices_are_told_in_the_words_of_the_edition(main: str, code: str) -> None:
    for path in ("corrections/index.html", "facts/share/index.html", "feed.xml"):
        assert WHY[code] in page(main, code, path), path
        assert WAS[code] in page(main, code, path), path
        assert WHY[other(code)] not in page(main, code, path), path
    for path in ("corrections/index.html", "feed.xml"):
        assert NOTICE[code] in page(main, code, path), path
        assert NOTICE[other(code)] not in page(main, code, path), path
    assert 'href="../#research"' in page(main, code, "corrections/index.html")


@pytest.mark.parametrize(("main", "code"), BOTH)
def test_old_addresses_lead_on_in_every_edition(main: str, code: str) -> None:
    gone = page(main, code, "charts/money/index.html")
    assert GONE[code] in gone and f'<html lang="{code}' in gone
    moved = page(main, code, "facts/shares/index.html")
    assert 'location.replace("../share/"' in moved and f'<html lang="{code}' in moved
    base = "https://example.org/town/" + ("" if code == main else f"{code}/")
    assert f'<link rel="canonical" href="{base}facts/share/">' in moved
    assert '<span id="schooling"></span>' in page(main, code, "index.html")


@pytest.mark.parametrize("main", STORIES)
@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("history", "'share' needs the note of 2026-03-01 here; it is “{WHY}”:  "
                    "history: [{{until: 2026-03-01, note: …}}]"),
        ("notices", "the notice of 2026-02-14 needs its words here; it is “{NOTICE}”:  "
                    "notices: [{{date: 2026-02-14, text: …}}]"),
        ("moved", "moved: '/charts/money/' needs words here, as it is gone; it is “{GONE}”"),
    ],
)  # fmt: skip
def test_what_has_no_words_in_an_edition_is_told(main: str, words: str, message: str) -> None:
    found = build(main, lived(main, words)).problems
    expected = message.format(WHY=WHY[main], NOTICE=NOTICE[main], GONE=GONE[main])
    path = f"content/{other(main)}/data.yaml"
    assert [problem.message for problem in found] == [expected]
    assert found[0].where.path == path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("until: 2026-03-01", "until: 2026-03-02", "'share' has no entry of history with a note "
         "until 2026-03-02 in data.yaml; did you mean '2026-03-01'?"),
        ("date: 2026-02-14", "date: 2026-02-15",
         "site.notices of data.yaml has no notice of 2026-02-15"),
        ('"/charts/money/":', '"/charts/mony/":', "moved: of data.yaml does not say that "
         "'/charts/mony/' is gone; did you mean '/charts/money/'?"),
        ("note: 我们看错了表。", "", "an entry of history needs 'note'"),
        ("note: 我们看错了表。", "value: 3, note: 我们", "an entry of history has no key 'value'"),
        ("我们写错了镇名。", "我们把12个镇写错了。", "'12' is bound to no fact"),
        ("what: 学校所占的支出比例", "what: 学校所占的支出比例\n    note: 见报告。",
         "'share' has no 'note' in data.yaml; take it out here, or write it there"),
    ],
)  # fmt: skip
def test_words_of_a_life_that_was_another_are_told(old: str, new: str, message: str) -> None:
    files = lived("en")
    assert old in files[bilingual.ZH_DATA]
    files[bilingual.ZH_DATA] = files[bilingual.ZH_DATA].replace(old, new)
    found = [problem.message for problem in build("en", files).problems]
    assert any(one.startswith(message) for one in found), found


def test_an_entry_of_a_series_has_words_for_all_its_points() -> None:
    files = dict(ENGLISH)
    entry = ("    history: [{values: {2020: 9 million yuan, 2024: 11 million yuan}, "
             "until: 2026-02-28, kind: revision, note: Restated.}]\n")  # fmt: skip
    files["data.yaml"] = with_lines(files["data.yaml"], "  rd:", entry)
    lacking = pipeline.build(bilingual.tree_of(files)).problems
    assert [re.sub(":  .*", "", str(one)) for one in lacking] == [
        f"{bilingual.ZH_DATA}:6:3: 'rd' needs the note of 2026-02-28 here; it is “Restated.”"
    ]
    words = "    history: [{until: 2026-02-28, note: 来源作了修订。}]\n"
    files[bilingual.ZH_DATA] = with_lines(files[bilingual.ZH_DATA], "  rd:", words)
    result = pipeline.build(bilingual.tree_of(files))
    assert result.problems == []
    told = said(result.pages["zh/corrections/index.html"].decode())
    assert "来源作了修订。" in told and "900万元" in told and "Restated" not in told


@pytest.mark.parametrize(("main", "when", "printed", "strange", "own"), [
    ("zh", "2024年上半年", "first half of 2024", "2024学年", "school year 2024"),
    ("en", "first half of 2024", "2024年上半年", "school year 2024", "2024学年"),
])  # fmt: skip
def test_a_time_is_said_in_the_words_of_the_edition(
    main: str, when: str, printed: str, strange: str, own: str
) -> None:
    files = dict(STORIES[main])
    path = f"content/{other(main)}/data.yaml"
    share = files["data.yaml"]
    assert "    when: 2024\n" in share
    files["data.yaml"] = share.replace("    when: 2024\n", f"    when: {when}\n", 1)
    result = pipeline.build(bilingual.tree_of(files))
    assert result.problems == []
    told = said(result.pages[f"{other(main)}/facts/share/index.html"].decode())
    assert printed in told and when not in told
    files["data.yaml"] = share.replace("    when: 2024\n", f"    when: {strange}\n", 1)
    lacking = pipeline.build(bilingual.tree_of(files)).problems
    message = f"'share' needs 'when' here; it is “{strange}”"
    assert [problem.message for problem in lacking] == [message]
    files[path] = with_lines(files[path], "  share:", f"    when: {own}\n")
    result = pipeline.build(bilingual.tree_of(files))
    assert result.problems == []
    assert own in said(result.pages[f"{other(main)}/facts/share/index.html"].decode())
