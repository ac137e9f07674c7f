import pytest
from minimal import CHAPTER, DATA, FIRST, STORY, data, front, story, told

from datastory.parsing.story import read_story


def problems(old: str, new: str) -> list[str]:
    return [line.removeprefix("data.yaml:") for line in told(data(old, new))]


def test_a_story_is_read_whole() -> None:
    read = story({})
    site = read.site
    assert (site.title.text, site.url) == ("A town that spends", "https://example.org/town/")
    assert (site.author, site.publisher, site.language) == ("The desk", "The desk", "en")
    assert list(read.sources) == ["report"] and read.sources["report"].file == "seeds/report.txt"
    assert [chapter.slug for chapter in read.chapters] == ["research"]
    assert list(read.charts) == ["rd"]
    assert read.unread == frozenset()


@pytest.mark.parametrize(
    ("written", "given", "read"),
    [
        ("https://a.org", "", "https://a.org/"),
        ("https://a.org/b", "", "https://a.org/b/"),
        ("https://a.org/b/", "http://localhost:8000/c", "http://localhost:8000/c/"),
    ],
)
def test_the_sites_address_ends_with_a_slash_and_may_be_given(
    written: str, given: str, read: str
) -> None:
    changed = data("https://example.org/town/", written)
    made, found = read_story(STORY | changed, given)
    assert (made.site.url, found) == (read, [])


def test_an_address_that_is_given_is_checked_too() -> None:
    _, found = read_story(STORY, "javascript:alert(1)")
    assert [str(problem) for problem in found] == [
        "data.yaml:2:3: url: 'javascript:alert(1)' is not the address of a site, as in "
        "https://owner.github.io/story/"
    ]


def test_words_that_are_left_out_are_the_facts_own() -> None:
    read = story(
        front("title: On [](fact:rd.2024) and [](fact:growth)", "It spent [](fact:share).\n")
        | {"data.yaml": DATA.replace("What the town spends, and", '"[](fact:rd.2020), and"  #')}
    )
    (chapter,) = read.chapters
    assert chapter.title.text == "On 12 million yuan and 20%"
    assert chapter.body.text == "It spent over 75%."
    assert [use.words for use in chapter.title.uses] == ["12 million yuan", "20%"]
    assert read.site.description.text == "10 million yuan, and"


def test_the_order_of_files_changes_nothing() -> None:
    texts = STORY | {"content/00-a.md": "---\ntitle: A\n---\n", "content/02-b.md": CHAPTER}
    backwards = dict(reversed(texts.items()))
    assert read_story(texts) == read_story(backwards)


EMPTY = "data.yaml:1:1: this file is empty; it needs 'site:' and 'facts:'"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"data.yaml": ""}, [EMPTY]),
        ({"data.yaml": "# x"}, [EMPTY]),
        ({"data.yaml": "- x"}, ["data.yaml:1:1: data.yaml needs keys, as in 'site: words'"]),
        ({"data.yaml": "words"}, ["data.yaml:1:1: data.yaml needs keys, as in 'site: words'"]),
        ({"data.yaml": DATA.replace("site:", "sitte:")}, [
            "data.yaml:1:1: data.yaml has no key 'sitte'; did you mean 'site'?",
            "data.yaml:1:1: data.yaml needs 'site'",
        ]),
        ({"data.yaml": DATA.replace("facts:", "\tfacts:")}, ["data.yaml:13:1: a tab stands here; "
                                                            "indent with spaces"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_data_yaml_as_a_whole(
    changed: dict[str, str], expected: list[str]
) -> None:
    assert told(changed) == expected


def test_a_story_without_data_yaml_says_so() -> None:
    _, found = read_story({FIRST: CHAPTER})
    assert [str(problem) for problem in found] == [
        "data.yaml: this file is missing; it holds the story's facts (the command new begins a "
        "story)"
    ]


ADDRESS = "is not the address of a site, as in https://owner.github.io/story/"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  title: A town that spends\n", "", ["2:3: site needs 'title'"]),
        ("A town that spends", "12 towns", ["2:10: '12' is bound to no fact; write [12](fact:id)"]),
        ("What the town spends, and", "“13”", ["3:17: '13' is bound to no fact; write "
                                              "[13](fact:id)"]),
        ("  author: The desk", "  autor: The desk", ["5:3: site has no key 'autor'; did you mean "
                                                    "'author'?"]),
        ("  author: The desk", "  language: de", ["5:13: no grammar reads 'de'; there are en "
                                                  "and zh"]),
        ("  author: The desk", "  opening: rdd", ["5:12: there is no chart 'rdd'; did you mean "
                                                  "'rd'?"]),
        ("  author: The desk", "  names: words", ["5:10: names: a list: one line each, beginning "
                                                  "with '- ', or words in [ ]"]),
        ("  author: The desk", "  names: [a, {b: c}, '']", [
            "5:14: names: plain words, with no keys or list below",
            "5:22: 'names' has no value; write one behind the colon (in quotes if it holds a '#')",
        ]),
        ("  author: The desk", "  budgets: {pag: 10 KiB, page: 10 kilos}", [
            "5:13: there is no budget 'pag'; did you mean 'page'?",
            "5:32: write a size such as 100 KiB",
        ]),
        ("  author: The desk", "  budgets: {weight: 1, excerpt: 1 KiB, reading: -1, page: 95}", [
            "5:13: there is no budget 'weight'; there are page, html, script, excerpt, reading, "
            "assumed, names, plain",
            "5:33: write a number such as 95: at most so many",
            "5:49: write a number such as 95: at most so many",
            "5:59: write a size such as 100 KiB",
        ]),
        ("  author: The desk", "  budgets: 10 KiB", ["5:12: budgets: one name a line, with a colon "
                                                     "behind it and what it names after that"]),
        ("2026-01-05", "2026-13-45", ["6:14: published: '2026-13-45' is not a day, as in "
                                      "2026-01-05"]),
        ("2026-01-05", "5 January 2026", ["6:14: published: '5 January 2026' is not a day, as in "
                                          "2026-01-05"]),
        ("https://example.org/town/", "example.org", [f"4:8: url: 'example.org' {ADDRESS}"]),
        ("https://example.org/town/", "https://", [f"4:8: url: 'https://' {ADDRESS}"]),
        ("https://example.org/town/", '"https://["', [f"4:9: url: 'https://[' {ADDRESS}"]),
        ("https://example.org/town/", '"https://a.org/?b#c"', ["4:9: url: 'https://a.org/?b#c' "
                                                               f"{ADDRESS}"]),
        ("https://example.org/town/", "'https://a\"onload=b'", ["4:9: url: 'https://a\"onload=b' "
                                                                f"{ADDRESS}"]),
        ("  author: The desk", "  repository: javascript:alert(1)", ["5:15: repository: "
         "'javascript:alert(1)' is not an address, as in https://…"]),
        # Sources
        ("2025-12\n", "2025-13\n", ["11:16: published: '2025-13' is not a year, a month or a day, "
                                    "as in 2025, 2025-12 or 2025-12-18"]),
        ("2025-12\n", "２０２５\n", ["11:16: published: '２０２５' is not a year, a month or a "
                                    "day, as in 2025, 2025-12 or 2025-12-18"]),
        ("    publisher: The town", "    url: 'data:text/html,x'", ["10:11: url: "
         "'data:text/html,x' is not an address, as in https://…"]),
        ("seeds/report.txt", "seeds/reprot.txt", ["12:11: there is no file seeds/reprot.txt; did "
                                                  "you mean 'seeds/report.txt'?"]),
        ("seeds/report.txt", "../../etc/passwd", ["12:11: a kept document lies in seeds/; move it "
                                                  "there"]),
        ("seeds/report.txt", "seeds/../../etc/passwd", ["12:11: there is no file "
                                                        "seeds/../../etc/passwd"]),
        ("seeds/report.txt", "/etc/passwd", ["12:11: a kept document lies in seeds/; move it "
                                             "there"]),
        # Moved
        ("sources:\n", "moved: x\nsources:\n", ['7:8: moved: a list of old addresses, as in  '
                                                '"/charts/old/": "/charts/new/"']),
        ("sources:\n", "moved:\n  /a/: [b]\n  /c/: {gone: d}\nsources:\n", [
            "8:8: the entry '/a/' needs keys, as in 'gone: words'",
            "9:8: the entry '/c/' needs 'on'",
        ]),
        ("sources:\n", "moved:\n  /a/: {gone: b, on: 2026-05-01}\nsources:\n", []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_site_and_sources(old: str, new: str, expected: list[str]) -> None:
    assert problems(old, new) == expected
