import pytest
from minimal import CODE, FIRST, WORDS, front, story, told

from datastory.parsing.chapters import front_matter, read_chapters, read_charts
from datastory.parsing.nodes import Scalar
from datastory.problem import Location, collect

CHART = "content/charts/rd.md"
PLACED = "\n\n![](chart:rd)\n"


def test_lines_behind_the_front_matter_keep_their_numbers() -> None:
    (said, body), problems = collect(
        front_matter("---\ntitle: A\n---\nwords\n", "a.md", "a chapter")
    )
    assert said == {"title": Scalar("A", Location("a.md", 2, 8))}
    assert (body, problems) == ("\n\n\nwords\n", [])


def test_chapters_stand_in_the_order_of_their_names() -> None:
    texts = {f"content/{name}.md": "---\ntitle: A\n---\n" for name in ("10-b", "02-a", "x", "1c")}
    chapters, problems = read_chapters(texts)
    assert [chapter.path[8:-3] for chapter in chapters] == ["02-a", "10-b", "1c", "x"]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "lines", "slug"),
    [
        ("01-what-it-costs", "title: A", "what-it-costs"),
        ("01 What It Costs", "title: A", "what-it-costs"),
        ("1_é", "title: A", "e"),
        ("words", "title: A", "words"),
        ("01-words", "title: A\nid: other", "other"),
    ],
)
def test_a_chapters_anchor_is_its_id_or_its_files_name(name: str, lines: str, slug: str) -> None:
    (chapter,), problems = read_chapters({f"content/{name}.md": f"---\n{lines}\n---\n"})
    assert (chapter.slug, problems) == (slug, [])


def test_a_chart_has_code_and_words() -> None:
    read = story({CHART: WORDS.replace("alt:", "subtitle: Millions\nalt:")})
    chart = read.charts["rd"]
    assert (chart.name, chart.code, chart.code_path) == ("rd", CODE, "content/charts/rd.py")
    assert (chart.title.text, chart.alt.text) == (
        "Spending grows", "Bar chart of spending, which grows",
    )  # fmt: skip
    assert chart.subtitle.text == "Millions"
    assert chart.note.text == "From the town's report."
    assert not story({CHART: WORDS.partition("From")[0]}).charts["rd"].note


def test_helpers_and_data_of_charts_are_no_charts() -> None:
    charts, halves, problems = read_charts(
        {
            "content/charts/_look.py": "",
            "content/charts/geo/LICENSE.md": "",
            "content/charts/notes.txt": "",
            CHART: WORDS,
            "content/charts/rd.py": CODE,
        }
    )
    assert (list(charts), halves, problems) == (["rd"], frozenset(), [])


TITLE = "content/01-research.md:1:1: a chapter needs 'title'"
BEGIN = "the file must begin with a line '---', then 'title: …', then '---' again"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [f"1:1: {BEGIN}"]),
        ("Words.", [f"1:1: {BEGIN}"]),
        ("\n---\ntitle: A\n---\n", [f"1:1: {BEGIN}"]),
        ("—\ntitle: A\n—\n", [f"1:1: {BEGIN}"]),
        ("---\ntitle: A\n\nWords.", ["1:1: the front matter is not closed; add a line '---' after "
                                     "its last key"]),
        ("---\n---\n", ["1:1: the front matter is empty; add 'title:'"]),
        ("---\n# title: A\n---\n", ["1:1: the front matter is empty; add 'title:'"]),
        ("---\nsummary: B\n---\n", ["2:1: a chapter needs 'title'"]),
        ("---\ntitel: A\n---\n", [
            "2:1: a chapter has no key 'titel'; did you mean 'title'?",
            "2:1: a chapter needs 'title'",
        ]),
        ("---\ntitle:\n---\n", ["2:7: 'title' has no value; write one behind the colon (in quotes "
                                "if it holds a '#')"]),
        ("---\ntitle:A\n---\n", ["2:1: a chapter needs keys, as in 'title: words'; put a plain "
                                 "space behind the colon"]),
        ("---\ntitle:\xa0A\n---\n", ["2:1: a chapter needs keys, as in 'title: words'; put a plain "
                                     "space behind the colon"]),
        ("---\n- title\n---\n", ["2:1: a chapter needs keys, as in 'title: words'"]),
        ("---\ntitle: [a, b]\n---\n", ["2:8: title: plain words, with no keys or list below"]),
        ("---\ntitle: A\nid: 2nd\n---\n", ["3:5: id: '2nd' is not an anchor: a letter, then "
                                           "letters, digits, - and _"]),
        ("---\ntitle: A\nid: note-a\n---\n", ["1:1: the anchor '#note-a' is taken; give another: "
                                              "id: words"]),
        ("---\ntitle: A 12\nsummary: B [14](fact:growth) 13\n---\n", [
            "2:10: '12' is bound to no fact; write [12](fact:id)",
            "3:13: '14' is no percentage; put the % inside the link: the fact says 20%",
            "3:30: '13' is bound to no fact; write [13](fact:id)",
        ]),
        ("---\ntitle: A\nsummary: >\n  B\n  and\n  12 more\n---\n", [
            "6:3: '12' is bound to no fact; write [12](fact:id)",
        ]),
        ("---\ntitle: A\nsummary: \"B\n  and [b](https://c.d)\n  12 more\"\n---\n", [
            "5:3: '12' is bound to no fact; write [12](fact:id)",
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_chapter_is_told_at_its_place(text: str, expected: list[str]) -> None:
    lines = told({FIRST: text + PLACED})
    assert lines == [f"{FIRST}:{line}" for line in expected]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"content/charts/map.py": CODE}, ["content/charts/map.py: a chart needs two files; "
                                           "content/charts/map.md is missing"]),
        ({"content/charts/map.md": WORDS}, ["content/charts/map.md: a chart needs two files; "
                                            "content/charts/map.py is missing"]),
        ({"content/charts/a b.py": CODE, "content/charts/a b.md": WORDS}, [
            "content/charts/a b.md: a chart's file name is an address; use letters, digits, - and "
            "_ only",
            "content/charts/a b.md: this chart is shown nowhere; place it with ![](chart:a b)",
        ]),
        ({CHART: ""}, [f"{CHART}:1:1: {BEGIN}"]),
        ({CHART: "---\ntitle: A\n---\n"}, [f"{CHART}:2:1: a chart needs 'alt'"]),
        ({CHART: "---\ntitle: A 12\nalt: B: c\nsubtitle: d\n---\n13\n"}, [
            f"{CHART}:3:7: a second colon stands in this line; put the value in quotes",
            f"{CHART}:6:1: '13' is bound to no fact; write [13](fact:id)",
        ]),
        ({CHART: "---\ntitle: A 12\nalt: B 13\nsubtitle: 14 d\n---\n\n15\n\n- 16\n"}, [
            f"{CHART}:2:10: '12' is bound to no fact; write [12](fact:id)",
            f"{CHART}:3:8: '13' is bound to no fact; write [13](fact:id)",
            f"{CHART}:4:11: '14' is bound to no fact; write [14](fact:id)",
            f"{CHART}:7:1: '15' is bound to no fact; write [15](fact:id)",
            f"{CHART}:9:3: '16' is bound to no fact; write [16](fact:id)",
        ]),
        ({CHART: WORDS + "\n## A\n\n![](chart:rd)\n"}, [
            f"{CHART}:8:4: headings stand in chapters only; write plain words",
            f"{CHART}:10:5: a chart stands in a chapter, not in other words",
        ]),
        (front("title: A", "![](chart:map)") | {"content/charts/map.py": CODE}, [
            "content/charts/map.py: a chart needs two files; content/charts/map.md is missing",
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_chart_is_told_at_its_place(
    changed: dict[str, str], expected: list[str]
) -> None:
    assert told(changed) == expected
