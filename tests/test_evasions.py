"""Ways to bring a number onto a page past the checks: each is refused, bound or harmless.

What the contract exempts is noted with it: code, list numbers, addresses, dates and names; and
what is said about a proof and not in the story: `reading`, and titles and publishers of sources.
"""

import pytest
from minimal import DATA, FIRST, body, data, front, told


def places(changed: dict[str, str], path: str = FIRST) -> list[str]:
    """Where the problems stand, which are all in one file."""
    lines = told(changed)
    assert all(line.startswith(f"{path}:") for line in lines), lines
    return sorted({line.removeprefix(f"{path}:").partition(": ")[0] for line in lines})


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        # Characters that look like other things
        ("&#50;&#48; of them", ["6:1"]),
        ("&#x32;", ["6:1"]),
        ("&frac12;", ["6:1"]),
        ("&#8546; &#9315;", ["6:1", "6:9"]),
        ("a\n1&#50;3", ["7:1"]),
        ("1\u200b2", ["6:1", "6:2", "6:3"]),
        ("1\xad2", ["6:1", "6:2", "6:3"]),
        ("1\u20602", ["6:1", "6:2", "6:3"]),
        ("a \u202e21\u202c", ["6:3", "6:4", "6:6"]),
        ("se\u200bven", ["6:3"]),
        ("se\xadven", ["6:3"]),
        ("１２ of them", ["6:1"]),
        ("٣ ४ ๓", ["6:1", "6:3", "6:5"]),
        ("𝟏𝟐 of them", ["6:1"]),
        ("Ⅻ ① ⒓ ½", ["6:1", "6:3", "6:5", "6:7"]),
        # Split by markup
        ("1*2*3", ["6:1"]),
        ("**1**2", ["6:3"]),
        ("sev*en* things", ["6:1"]),
        ("1`2`3", ["6:1", "6:5"]),
        ("1<b>a</b>b 2", ["6:1", "6:12", "6:2"]),
        ("1<!-- -->b 2", ["6:1", "6:12"]),
        ("1<!-- -->2", ["6:1"]),
        ("1\\\n2", ["6:1", "7:1"]),
        ("1  \n2", ["6:1", "7:1"]),
        ("[1](https://a.org)2", ["6:2"]),
        ("1[2](fact:growth)", ["6:1", "6:3"]),
        ("[2](fact:growth)0%", ["6:17", "6:2"]),
        # Where no text seems to be
        ("<!-- 12", ["6:1", "6:6"]),
        ("<p title=12>", ["6:1", "6:10"]),
        ("<script>a 12</script>", ["6:1", "6:11"]),
        ("a ![b 12](c.png)", ["6:7"]),
        ("![b](c.png 'd 12')", ["6:15"]),
        ("[a](https://b.org 'c 12')", ["6:22"]),
        ("[a][b]\n\n[b]: https://b.org 'c 12'", ["8:23"]),
        ("[a][b]\n\n[b]: https://b.org\n    'c 12'", ["9:8"]),
        ("a[^1]\n\n[^1]: b 12", ["8:9"]),
        ("a[^1]\n\n[^1]: b\n\n    12", ["10:5"]),
        ("a [^12]", ["6:3", "6:5"]),
        ("*[a]: 12\n\na", ["6:1", "6:7"]),
        ("a\n: 12", ["7:1", "7:3"]),
        ("| 12 |\n|---|\n| a |", ["6:3"]),
        ("| a |\n|---|\n| 12 |", ["8:3"]),
        ("> 12", ["6:3"]),
        ("12) a", ["6:1"]),
        ("a\n12. b", ["7:1"]),
        ("## 12 of them {#a}", ["6:4"]),
        ("12 of them\n---", ["6:1"]),
        ("```\ncode\n``` \n\n12", ["10:1"]),
        ("```12", ["6:1"]),
        ("{{ 12 }}", ["6:1", "6:4"]),
        ("a {: title=12}", ["6:12", "6:3"]),
        ("$12$", ["6:2"]),
        ("https://a.org 12", ["6:15"]),
        ("[12](https://a.org)", ["6:2"]),
        ("[12](#research)", ["6:2"]),
        ("[https://12 million](https://a.org)", ["6:13"]),
        # Links that only look like proof
        ("[12](plain:)", ["6:2"]),
        ("[½](plain:)", ["6:2"]),
        ("[first](plain:12)", ["6:2"]),
        ("[12](fact:)", ["6:2"]),
        ("[12](fact:rd)", ["6:2"]),
        ("[12](fact:rose)", ["6:2"]),
        ("[twelve](fact:rose)", ["6:2"]),
        ("[12](fakt:share)", ["6:2"]),
        ("[12](share)", ["6:2"]),
        ("[12][share]\n\n[share]: fact:rose", ["6:2"]),
        ("[[12](fact:share)](fact:growth)", ["6:3"]),
        ("[![12](a.png)](fact:growth)", ["6:16"]),
        ("![12](fact:growth)", ["6:3"]),
        ("![20%](chart:rd)", ["6:3", "8:5"]),
        ("[20%](chart:rd)", ["6:2"]),
        ("[20% and 5](fact:growth)", ["6:2"]),
        ("[20%](fact:growth 'of 12')", ["6:20"]),
        ("[2\n0%](fact:growth)", ["6:2"]),
        ("[2*0*%](fact:growth) [30%](fact:growth)", ["6:23"]),
        # A number that goes on outside its link
        ("[20%](fact:growth)5", ["6:19"]),
        ("−[20%](fact:growth)", ["6:1"]),
        ("[12](fact:rd.2024) million", ["6:2", "6:20"]),
        ("[12](fact:rd.2024) *million*", ["6:2", "6:21"]),
        ("$[12 million](fact:rd.2024)", ["6:1"]),
    ],
)  # fmt: skip
def test_numbers_in_a_chapter_are_refused(words: str, refused: list[str]) -> None:
    assert places(body(words)) == refused


@pytest.mark.parametrize(
    "words",
    [
        # Bound
        "[20%](fact:growth)",
        "[2&#48;%](fact:growth)",
        "[2*0*%](fact:growth)",
        "[12\nmillion yuan](fact:rd.2024)",
        "*[12 million yuan](fact:rd.2024)* and **[](fact:growth)**",
        "[20%][a]\n\n[a]: fact:growth",
        # Code
        "`12` and ``13``\n\n    14\n\n```\n15\n```",
        # Numbers of lists and notes
        "7. a\n8. b",
        "a[^12]\n\n[^12]: b",
        # Addresses, ids
        "<https://a.org/12> [a](https://a.org/12) [https://a.org/12](https://a.org/12)",
        "## A {#part-2}",
        # Comments
        "a <!-- 12 -->",
        # Dates, versions, names
        "On 3 March 2025, at 17:30, H200 ran version 3.11.",
    ],
)
def test_what_is_bound_or_exempt_passes(words: str) -> None:
    assert told(body(words)) == []


@pytest.mark.parametrize(
    ("changed", "path", "refused"),
    [
        (front("title: A 12"), FIRST, ["2:10"]),
        (front("title: A\nsummary: b &#50;"), FIRST, ["3:12"]),
        (front("title: A\nsummary: '[12](plain:)'"), FIRST, ["3:12"]),
        (data("A town that spends", "12 towns"), "data.yaml", ["2:10"]),
        (data("What the town spends, and on what.", "On 12."), "data.yaml", ["3:19"]),
        (data("what: Share of the money", "what: Share of 12"), "data.yaml", ["22:20"]),
        (data("    value: over 75%", "    value: over 75%\n    label: 12 things"), "data.yaml",
         ["24:12"]),
        (data("    value: over 75%", "    value: over 75%\n    note: \"12\"\n"), "data.yaml",
         ["24:12"]),
        (data("    when: 2024", "    when: 12 of them"), "data.yaml", ["24:11"]),
        ({"content/charts/rd.md": "---\ntitle: A 12\nalt: B\n---\n"}, "content/charts/rd.md",
         ["2:10"]),
        ({"content/charts/rd.md": "---\ntitle: A\nalt: B 12\nsubtitle: 13\n---\n\n14\n"},
         "content/charts/rd.md", ["3:8", "4:11", "7:1"]),
        ({"data.yaml": DATA.replace("words: [grew]", "words: [grew by 12]"),
          FIRST: "---\ntitle: A\n---\n\n[grew by 12](fact:rose)\n\n![](chart:rd)\n"}, FIRST,
         ["5:2"]),
        ({"data.yaml": DATA.replace("on research rose", "on research rose 12-fold"),
          FIRST: "---\ntitle: A\n---\n\n[12-fold](fact:rose)\n\n![](chart:rd)\n"}, None, ["5:2"]),
    ],
)  # fmt: skip
def test_numbers_elsewhere_are_refused(
    changed: dict[str, str], path: str | None, refused: list[str]
) -> None:
    if path is None:
        assert any(line.startswith(f"{FIRST}:{refused[0]}: ") for line in told(changed))
    else:
        assert places(changed, path) == refused


@pytest.mark.parametrize(
    "changed",
    [
        data("title: Annual report", "title: Annual report 12"),
        data("    value: over 75%", "    value: over 75%\n    reading: The 3rd bar of 12."),
        data("words: [grew]", "words: [grew by 12]"),
    ],
)
def test_titles_readings_and_words_of_claims_may_hold_numbers(changed: dict[str, str]) -> None:
    assert told(changed) == []


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (data("publisher: The town", "publisher: Town 12"), "Town 12"),
        (data("  author: The desk", "  author: Desk 12"), "Desk 12"),
    ],
)
def test_a_publisher_or_author_holds_a_number_as_a_name_alone(
    changed: dict[str, str], name: str
) -> None:
    (line,) = told(changed)
    assert f'add that to site.names: ["{name}"]' in line
    named = changed["data.yaml"].replace("site:\n", f'site:\n  names: ["{name}"]\n', 1)
    assert told({"data.yaml": named}) == []


def test_problems_are_told_in_one_line_whatever_they_quote() -> None:
    lines = told(body("[1\n2](fact:growth) 1\n2 3 [x\ny](fact:rose)"))
    assert len(lines) >= 3 and not any("\n" in line for line in lines)
