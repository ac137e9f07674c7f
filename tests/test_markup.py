import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datastory.model import HOLE, Prose
from datastory.parsing.markup import lettered, read_body, read_inline
from datastory.parsing.nodes import Mapping
from datastory.parsing.prose_builder import Gathering
from datastory.parsing.yaml_file import read_yaml
from datastory.problem import Location, Problem, collect


def body(text: str) -> Prose:
    prose, problems = read_body(text, "a.md", "a")
    assert not problems, problems
    return prose


def problems(text: str) -> list[str]:
    return [str(problem).removeprefix("a.md:") for problem in read_body(text, "a.md", "a")[1]]


def inline(text: str) -> tuple[Prose, list[Problem]]:
    """A title, as it is written in quotes in line 1 from column 9 on."""
    node, _ = read_yaml(f'title: "{text}"', "a.md")
    assert isinstance(node, Mapping)
    return collect(read_inline(node.items["title"]))


def uses(prose: Prose) -> list[tuple[str, str, str, str]]:
    return [
        (use.kind, use.target, use.words, f"{use.where.line}:{use.where.column}")
        for use in prose.uses
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Words.", "<p>Words.</p>"),
        ("*a* **b** _c_ __d__ ***e***", "<p><em>a</em> <strong>b</strong> <em>c</em> "
         "<strong>d</strong> <em><strong>e</strong></em></p>"),
        ("*a **b** c_d_e **f** g", "<p>*a <strong>b</strong> c_d_e <strong>f</strong> g</p>"),
        ("*a **b *c* d_e_f** g_h_i **j**", "<p>*a <strong>b <em>c</em> d_e_f</strong> g_h_i "
         "<strong>j</strong></p>"),
        ("~~*a **b** c~d~e_f **g**~~", "<p><del>*a <strong>b</strong> c<sub>d</sub>e_f "
         "<strong>g</strong></del></p>"),
        ("snake_case_name _a_b_", "<p>snake_case_name <em>a_b</em></p>"),
        (r"\_a\_ \*b\* \[c\] \# \\ \-5 \+5 \.5 \-[d]", r"<p>_a_ *b* [c] # \ -5 +5 .5 -[d]</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("- a\n- b\n    - c", "<ul>\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("> 1. a\n> 2. b", "<blockquote>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</blockquote>"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("[a](https://b.c/d?e=f&g=h)", '<p><a href="https://b.c/d?e=f&amp;g=h">a</a></p>'),
        ("[a](https://b.c/?d=e&amp;f)", '<p><a href="https://b.c/?d=e&amp;f">a</a></p>'),
        ("[a][b] [b]\n\n[b]: https://b.c 'D e'", '<p><a href="https://b.c" title="D e">a</a> '
         '<a href="https://b.c" title="D e">b</a></p>'),
        ("<https://b.c/12?d&e>", '<p><a href="https://b.c/12?d&amp;e">https://b.c/12?d&amp;e</a></p>'),
        ("![a b](c.png)", '<p><img alt="a b" src="c.png"></p>'),
        ("| a | b |\n|---|--:|\n| c | d |",
         "<table>\n<thead>\n<tr>\n<th>a</th>\n<th class=\"right\">b</th>\n</tr>\n</thead>\n"
         "<tbody>\n<tr>\n<td>c</td>\n<td class=\"right\">d</td>\n</tr>\n</tbody>\n</table>"),
        ("`a *b* & <c> &lt;`", "<p><code>a *b* &amp; &lt;c&gt; &amp;lt;</code></p>"),
        ("    a & <b> 12", "<pre><code>a &amp; &lt;b&gt; 12\n</code></pre>"),
        ("```\na\tb 1. 2\n```\n\n\tc", "<pre><code>a   b 1. 2\n</code></pre>\n<pre><code>c\n"
         "</code></pre>"),
        ("a\tb\n\n- c\n\t- d", "<p>a b</p>\n<ul>\n<li>c<ul>\n<li>d</li>\n</ul>\n</li>\n</ul>"),
        ("```py\na & <b> 12\n```", '<pre><code class="language-py">a &amp; &lt;b&gt; 12\n'
         "</code></pre>"),
        # Nothing acts
        ("<script>a</script> <!-- b --> <i onclick=c>d</i>", "<p>&lt;script&gt;a&lt;/script&gt;  "
         "&lt;i onclick=c&gt;d&lt;/i&gt;</p>"),
        ("<div>\n\na\n\n</div>", "<p>&lt;div&gt;</p>\n<p>a</p>\n<p>&lt;/div&gt;</p>"),
        ("{{ a }} {% b %} {# c #}", "<p>{{ a }} {% b %} {# c #}</p>"),
        ('a href="b" "c"', "<p>a href=&quot;b&quot; &quot;c&quot;</p>"),
        ("a {: onclick=b} {.c}", "<p>a {: onclick=b} {.c}</p>"),
        ("<hole>0</hole>", "<p>&lt;hole&gt;0&lt;/hole&gt;</p>"),
        ("<a@b.c>", '<p><a href="mailto:a@b.c">a@b.c</a></p>'),
        ('[a](https://b.c "d&quot; onclick=e")', '<p><a href="https://b.c" title="d&quot; '
         'onclick=e">a</a></p>'),
        ('![a" onerror="b](c.png)', '<p><img alt="a&quot; onerror=&quot;b" src="c.png"></p>'),
        # Entities
        ("R&D R&amp;D &eacute;&nbsp;&#8212; &nosuch; &", "<p>R&amp;D R&amp;D é\xa0— &amp;nosuch; "
         "&amp;</p>"),
        ("&lt;b&gt; &#42;a&#42; &#91;a&#93;(b)", "<p>&lt;b&gt; *a* [a](b)</p>"),
    ],
)  # fmt: skip
def test_markdown_becomes_html(text: str, html: str) -> None:
    prose, _ = read_body(text, "a.md", "a")
    assert prose.html == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("全镇有学校。\n2024年新建。", "全镇有学校。2024年新建。"),
        ("全镇有\n学校", "全镇有学校"),
        ("由WIPO\n公布", "由WIPO公布"),
        ("数据。\n*重点*\n如此", "数据。<em>重点</em>如此"),
        ("“引语”\n一词，\n`a\nb`", "“引语”一词，<code>a\nb</code>"),
        ("Words\nand words.", "Words\nand words."),
        ("The word for it is 人才\nin Chinese.", "The word for it is 人才\nin Chinese."),
        (
            "The words for it are 高层次\n人才 in Chinese.",
            "The words for it are 高层次人才 in Chinese.",
        ),
    ],
)
def test_line_ends_are_no_spaces_among_letters_that_are_written_without(
    text: str, html: str
) -> None:
    assert body(text).html == f"<p>{html}</p>"
    assert body(text).text == re.sub("<[^>]*>", "", html.replace("\n", " "))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain & simple <b>", "Plain &amp; simple &lt;b&gt;"),
        ("# No heading", "# No heading"),
        ("- no list, 1. no list", "- no list, 1. no list"),
        ("    no code", "    no code"),
        ("[no]: definition", "[no]: definition"),
        ("*a* `b` [c](https://d.e)", '<em>a</em> <code>b</code> <a href="https://d.e">c</a>'),
        ("*a **b** c_d_e **f** g", "*a <strong>b</strong> c_d_e <strong>f</strong> g"),
        (r"two\n\nlines *a*", "two  lines <em>a</em>"),
        ("", ""),
    ],
)
def test_a_title_is_one_line_of_words(text: str, html: str) -> None:
    assert inline(text)[0].html == html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[12%](fact:a)", [("fact", "a", "12%", "1:2")]),
        ("a [$12](fact:a) b", [("fact", "a", "$12", "1:4")]),
        ("[](fact:a)", [("fact", "a", "", "1:4")]),
        ("**[12](fact:a)**", [("fact", "a", "12", "1:4")]),
        ("[**12**](fact:a)", [("fact", "a", "12", "1:4")]),
        ("[12 million\nyuan](fact:a)", [("fact", "a", "12 million yuan", "1:2")]),
        ("[12\xa0%](fact:a)", [("fact", "a", "12 %", "1:2")]),
        ("[R&amp;D](fact:a)", [("fact", "a", "R&D", "1:2")]),
        ("[first](plain:)", [("plain", "", "first", "1:2")]),
        ("a\n\n- b\n- [12](fact:a)", [("fact", "a", "12", "4:4")]),
        ("> a\n> [12](fact:a)", [("fact", "a", "12", "2:4")]),
        ("| a |\n|---|\n| [12](fact:a) |", [("fact", "a", "12", "3:4")]),
        ("[12][b]\n\n[b]: fact:a", [("fact", "a", "12", "1:2")]),
        ("[12][]\n\n[12]: fact:a", [("fact", "a", "12", "1:2")]),
        ("[12]( fact:a )", [("fact", "a", "12", "1:2")]),
        ("[12](<fact:a>)", [("fact", "a", "12", "1:2")]),
        ("a\n\n![](chart:b)\n\nc", [("chart", "b", "", "3:5")]),
        ("## A {#b}", [("anchor", "b", "A", "1:4")]),
        ("## [12](fact:a) b", [("fact", "a", "12", "1:5"), ("anchor", "12-b", "12 b", "1:5")]),
        ("a[^1]\n\n[^1]: b [12](fact:a)", [("fact", "a", "12", "3:10")]),
        ("`[12](fact:a)`", []),
        ("\\[12](fact:a)", []),
    ],
)
def test_uses_are_found_with_their_places(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    prose, _ = read_body(text, "a.md", "a")
    assert uses(prose) == expected
    assert [int(hole) for hole in HOLE.findall(prose.html)] == list(range(len(expected)))


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("## A b\n\n### C {#d}", [(2, "a-b", "A b", False, "1:4"), (3, "d", "C", True, "3:5")]),
        ("## É & 5 ##", [(2, "e-5", "É & 5", False, "1:4")]),
        ("A\n---", [(2, "a", "A", False, "1:1")]),
        ("## *A* `b` [c](https://d.e) {#f}", [(2, "f", "A b c", True, "1:5")]),
        ("> ## A", [(2, "a", "A", False, "1:6")]),
        ("## A {#b c}", [(2, "b c", "A", True, "1:4")]),
        ("## A &amp; B", [(2, "a-b", "A & B", False, "1:4")]),
    ],
)
def test_headings_have_levels_and_ids(
    text: str, headings: list[tuple[int, str, str, bool, str]]
) -> None:
    found = [
        (each.level, each.id, each.text, each.explicit, f"{each.where.line}:{each.where.column}")
        for each in body(text).headings
    ]
    assert found == headings


def test_links_and_images_are_listed() -> None:
    prose = body('[a *b*](https://c.d "e")\n![f](g.png) <https://h.i>')
    assert [(link.kind, link.target, link.text, str(link.where)) for link in prose.links] == [
        ("link", "https://c.d", "a b", "a.md:1:2"),
        ("image", "g.png", "f", "a.md:2:3"),
        ("link", "https://h.i", "https://h.i", "a.md:2:13"),
    ]


def test_the_words_alone_are_kept_for_feeds() -> None:
    prose = body("## A\n\nb *c* [12%](fact:d) `e<` [f](https://g.h)\n\n- i\n- j[^1]\n\n[^1]: k")
    assert prose.text == "A b c 12% e< f i j k"


def test_footnotes_of_chapters_do_not_meet_on_a_page() -> None:
    html = body("a[^1] b[^1]\n\n[^1]: c").html
    assert re.findall(r'(?:id|href)="([^"]*)"', html) == [
        "a-fnref-1", "#a-fn-1", "a-fnref2-1", "#a-fn-1", "a-fn-1", "#a-fnref-1", "#a-fnref2-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")],
)
def test_footnotes_count_in_letters(number: int, letters: str) -> None:
    assert lettered(number) == letters


def test_the_mark_of_a_footnote_reads_as_no_power_or_figures_note() -> None:
    html = body("[six days](plain:)[^1], [12](plain:)[^x]\n\n[^1]: b\n\n[^x]: a").html
    assert re.findall(r'class="footnote-ref"[^>]*>([^<]*)<', html) == ["[a]", "[b]"]
    assert '<ol type="a">' in html


LINK = (
    "this link is not read: write [words](fact:id), closed, with no space between the brackets, "
    "and none in another"
)
ALONE = "a chart stands on a line of its own, with an empty line before and after"
CHART_WORDS = "a chart's words stand in its own .md file; write ![](chart:name) alone"
VANISHED = (
    "these words would not stand on the page; write them as a paragraph of their own, with an "
    "empty line before and after"
)
PLAIN = "write a word that is no figure as in [first](plain:)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Links
        ("a [12%(fact:b) c", [f"1:8: {LINK}"]),
        ("a [12%](fact:b c", [f"1:7: {LINK}"]),
        ("a [12%] (fact:b) c", [f"1:10: {LINK}"]),
        ("a 12%](fact:b) c", [f"1:6: {LINK}"]),
        ("a [b](https://c.d e", [f"1:5: {LINK}"]),
        ("a ![b](c.png d", [f"1:3: {LINK}"]),
        ("[[12](fact:a)](fact:b)", [f"1:3: {LINK}"]),
        ("[a [12](fact:a)](https://b.c)", [f"1:7: {LINK}"]),
        ("[a][b]", ["1:3: this link has no definition; write [words](address)"]),
        ("[12](Fact:b)", ["1:6: write it fact:b, in small letters and without spaces"]),
        ("[12](fact: b)", ["1:6: write it fact:b, in small letters and without spaces"]),
        ("[12](fact:\xa0b)", ["1:6: write it fact:b, in small letters and without spaces"]),
        ("[first](PLAIN:)", ["1:9: write it plain:, in small letters and without spaces"]),
        ("[first](plain:b)", [f"1:2: {PLAIN}"]),
        ("a [](plain:)", [f"1:6: {PLAIN}"]),
        ('[12](fact:a "b")', ["1:14: a figure's link has no title; its note tells all"]),
        ("[12][b]\n\n[b]: fact:a 'c'", ["3:14: a figure's link has no title; its note tells all"]),
        ("[![12](b.png)](fact:a)", ["1:16: a figure is said in words; take the image out of its "
         "link"]),
        # Charts
        ("a ![](chart:b)", [f"1:7: {ALONE}"]),
        ("![](chart:a)\n![](chart:b)", [f"1:5: {ALONE}", f"2:5: {ALONE}"]),
        ("- ![](chart:b)", [f"1:7: {ALONE}"]),
        ("[a](chart:b)", [f"1:2: {ALONE}"]),
        ("![12 b](chart:c)", [f"1:3: {CHART_WORDS}"]),
        ("![](chart:c 'd')", [f"1:14: {CHART_WORDS}"]),
        # Notes, code, ids
        ("a [^b] c", ["1:3: there is no such footnote; below, add its words as in [^name]: words"]),
        ("a [^12]\n\n[^1]: b", [
            "1:3: there is no such footnote; below, add its words as in [^name]: words",
            "3:1: nothing refers to this footnote; write [^1] in the text, or delete it",
        ]),
        ("a\n\n```\nb", ["3:1: a block of code is closed by a line of the same marks as opened "
         "it"]),
        ("~~~ c\nb\n```", [
            "1:1: a block of code is closed by a line of the same marks as opened it",
            "3:1: a block of code is closed by a line of the same marks as opened it",
        ]),
        ("a\t\tb\t```", ["1:6: a block of code is closed by a line of the same marks as opened "
         "it"]),
        ("|\n\t```\n\na", ["2:2: a block of code is closed by a line of the same marks as opened "
                           "it"]),
        ("-\n> ~~~\n\na", ["2:3: a block of code is closed by a line of the same marks as opened "
                           "it"]),
        ("```a}\nb\n```\nc\n```\nd", [
            "1:4: behind the language 'a}' is not known; title=\"…\" and hl_lines=\"1 3-4\" are",
            "5:1: a block of code is closed by a line of the same marks as opened it",
        ]),
        ("- a\n  ```", ["2:3: a block of code is closed by a line of the same marks as opened it"]),
        ("## A {#b} c", ["1:6: an id stands at the end of a heading, as in: ## Words {#id}"]),
        ("a {#b}", ["1:3: an id stands at the end of a heading, as in: ## Words {#id}"]),
        ("a[^b]\n\n[^b]: c\n\n    ```js title=\"d\"\n    e\n\n     f\n    ```\n[^b]: g", [
            "10:1: [^b] is defined twice (first in line 3); keep one",
            f"5:8: {VANISHED}", f"6:5: {VANISHED}", f"8:6: {VANISHED}",
        ]),
        ("a[^b]\n\n[^b]: c\n\n        d e\n\n        _f_\n[^b]: g", [
            "8:1: [^b] is defined twice (first in line 3); keep one",
            f"5:9: {VANISHED}", f"7:9: {VANISHED}",
        ]),
        # Characters
        ("a 1\u200b2 b\xad", [
            "1:4: an invisible character stands here (U+200B); delete it and type the words again",
            "1:8: an invisible character stands here (U+00AD); delete it and type the words again",
        ]),
        ("tw\u200delve", ["1:3: an invisible character stands here (U+200D); delete it and type "
         "the words again"]),
        ("a &#xF0000; &#xE002;0&#xE003; &#8238; &#1;", [
            "1:3: this entity is no visible character; delete it",
            "1:13: this entity is no visible character; delete it",
            "1:22: this entity is no visible character; delete it",
            "1:31: this entity is no visible character; delete it",
            "1:39: this entity is no visible character; delete it",
        ]),
        ("\U000f0001 \ue002" "0\ue003", [
            "1:1: an invisible character stands here (U+F0001); delete it and type the words again",
            "1:3: an invisible character stands here (U+E002); delete it and type the words again",
            "1:5: an invisible character stands here (U+E003); delete it and type the words again",
        ]),
        # Lines without a word
        ("&a \n\n:  ```",
         ["3:4: a block of code is closed by a line of the same marks as opened it"]),
        ("a\n\n. . . ~~~\n\nb",
         ["3:7: a block of code is closed by a line of the same marks as opened it"]),
        ("a\n\n[][]\n\nb", ["3:2: this link has no definition; write [words](address)"]),
        ("a\n\n| - | - |\n\nb", ["3:1: this table is not read: its second line is |---|---|, as "
                                     "many as its head has cells"]),
        ("a\n\n[]()\n\nb", ["3:5: nobody sees a link without words; write them in its square "
                                "brackets"]),
        ("a\n\n[ ] .", ["3:1: a task is an item of a list: - [x] words"]),
        ("| a | b |\n|---|---|\n| – | . |\n\n***\n\n- .\n- ?\n\n…  \na", []),
        ("a\nb\n===", ["3:1: these signs underline no heading; write ## Words"]),
        ("a\n\n====\n\nb", ["3:1: these signs underline no heading; write ## Words"]),
        # More than anybody writes
        ("a" * 20_001, ["1:1: a paragraph has at most 20,000 characters; split it"]),
        ("a\n\n" + "[" * 3000, ["3:3001: brackets are opened here and not closed"]),
        ("[a](b " * 3000, ["1:2: brackets are opened here and not closed"]),
        ("a\n" * 1001, ["1001:1: more than 1,000 lines without an empty one; split them"]),
        ("a[^1]\n\n" * 1001, ["2001:1: a file has at most 1,000 footnotes; split it"]),
        ("- " * 2000 + "a", ["1:1: lists, quotes or emphasis are nested too deeply here"]),
        ("a " * 140_000, ["1:262139: this file has more than 131,070 words; split it",
                          "1:1: a paragraph has at most 20,000 characters; split it"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(text: str, told: list[str]) -> None:
    assert problems(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "family 👨\u200d👩\u200d👧 ❤️ é e\u0301 नमस्ते 中文 \xa0 \u202f",
        "a ](b) [c] (d) [e](f) {g} ` ~~ #h",
        "plain: it is, fact: it is not, as a chart: none",
    ],
)
def test_words_that_only_look_wrong_are_no_problem(text: str) -> None:
    assert problems(text) == [] or "](b" in text


@pytest.mark.parametrize(
    "text",
    [
        "Words and 771, 772 more\nand 773\n   and 774.",
        "*771* **772** _773_ __774__ ***775*** *a **776** b 777*",
        "*a\n771* b **772\n773** c_d 774",
        "(771) “772” '773' [774] /775/ 776–777 778-779",
        "−771 -772 +773 $774 €775 ~776 .777 US$778 a−779",
        "- 771\n- a\n    - 772 b\n\n        773\n* c\n\n  774\n+ 775",
        "1. 771\n2. a 772\n\n    773\n",
        "> 771\n> a 772\n>\n> - 773\n> > 774",
        "| 771 | a *772* |\n|:---|---:|\n| 773 | [774](https://b.c) `770` 776 |\n"
        "| a \\| 777 | 778 |",
        "771 | 772\n--- | ---\n773 | 774",
        "## 771 a {#b}\n\n### *772* b 773\n\nc 774\n---\n\n#### d 775 ####",
        "a[^1] 771[^b]\n\n[^1]: 772 c\n    773 d\n\n    774\n\n[^b]: 775",
        "[771](https://b.c) [a 772 *773*](https://b.c) 774 [775][d]\n\n[d]: https://b.c",
        '[a](https://b.c "771 b") ![772 c](d.png "773") 774',
        "[a][b] 771\n\n[b]: https://b.c/772 '773 c'",
        "`a` 771 `b 770` c 772 ``d`` 773",
        "```\n770\n```\n\n771\n\n    770\n\n772",
        "a\\*771 \\_772 \\[773\\] \\\\774 \\-775 \\+776 \\.777",
        "R&amp;D 771 &eacute;772 &lt;773&gt; & 774 &nosuch; 775",
        "<b>771</b> <!-- 770 --> <a href=773> <https://b.c/770> 774",
        "a  \n771 b\\\n772",
        "投入771亿元，772 H773 a774b 775km ７７６ x\u0301777",
        "[12%](fact:a) 771 [](fact:b) 772 [first](plain:) 773\n774",
        "\t\n\n a\t771\tb 772",
        "{{ 771 }} {% 772 %} 773",
        "1. a 771\n2) b 772\n\nb\n773) c\n774. d",
    ],
)
def test_every_number_has_its_place_whatever_it_stands_in(text: str) -> None:
    prose, _ = read_body(text, "a.md", "a")
    found = {
        match[0]: run.at(match.start())
        for run in prose.runs
        for match in re.finditer(r"[7７][7７][1-9６]", run.text)
    }
    written = {
        match[0]: Location("a.md", number, match.start() + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for match in re.finditer(r"[7７][7７][1-9６]", line)
        if f"/{match[0]} " not in line
    }
    assert found == written


@pytest.mark.parametrize(
    "text",
    [
        "771 and 772",
        "*771* and [772](https://a.b 'c 773')",
        "[12](fact:a) 771 `770` 772",
        "R&amp;D 771 −772 $773",
    ],
)
def test_every_number_of_a_title_has_its_place(text: str) -> None:
    prose, _ = inline(text)
    for run in prose.runs:
        for match in re.finditer(r"77[1-9]", run.text):
            assert run.at(match.start()) == Location("a.md", 1, 9 + text.index(match[0]))
    assert sum(run.text.count("77") for run in prose.runs) == len(re.findall(r"77[1-9]", text))


class Seen(HTMLParser):
    """What a reader of the page is shown, but for code: text and the words of attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.code = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.code += tag in ("code", "pre")
        self.words += [value or "" for name, value in attrs if name in ("alt", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in ("code", "pre")

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.words.append(data)


def test_words_that_the_library_loses_are_told() -> None:
    places = [Location("a.md", 1, 1), Location("a.md", 2, 1), Location("a.md", 2, 5)]
    gathering = Gathering(places, "a")
    tree = Element("p")
    tree.text = "\U000f0000came through"
    gathering.look(tree)
    assert [str(problem) for problem in gathering.lost(set())] == [
        "a.md:2:1: these words would not stand on the page; write them as a paragraph of their "
        "own, with an empty line before and after"
    ]
    assert not list(gathering.lost({2}))


PIECES = st.sampled_from(
    ["#", "## ", "*", "**", "_", "__", "`", "```", "\n```\n", "~~~\n", "[", "]", "(", ")", "](",
     "!", "![", "](fact:a)", "](https://b.c)", '](https://b.c "', "'", '"', '")', "][", "[^", "]: ",
     "\n[^1]: ", "[^1]", "\n[b]: https://c.d ", "[b]", "\n", "\n\n", "\n    ", "\n- ", "\n1. ",
     "\n> ", "|", "\n|---|---|\n", "---", "===", "\\", "&", "&amp;", "&lt;", "&#50;", "<", ">",
     "<b>", "<!--", "-->", "<https://e.f>", "{#g}", "{", "}", "$", "-", "−", ".", ",", " ", "  \n",
     "\t", "h", "é", "中", "fact:a", "![](chart:b)", "(plain:)", ":"]
)  # fmt: skip
SOUP = st.lists(PIECES | st.just(0), max_size=25).map(
    lambda parts: "".join(str(7000 + i) if part == 0 else str(part) for i, part in enumerate(parts))
)


@given(SOUP)
def test_no_number_is_shown_that_is_not_seen(text: str) -> None:
    """Whatever the Markdown: a number on the page is in a run, at its place, or in a use."""
    prose, problems = read_body(text, "a.md", "a")
    assert all(problem.where.line for problem in problems)
    shown = " ".join(Seen(prose.html).words)
    runs = "\n".join(run.text for run in prose.runs)
    lines = text.split("\n")
    for number in re.findall(r"70\d\d", shown):
        assert number in runs, (text, prose.html)
    if any(problem.message.startswith("a block of code") for problem in problems):
        return
    for run in prose.runs:
        for match in re.finditer(r"70\d\d", run.text):
            where = run.at(match.start())
            if "\n[^1]:" not in text:
                assert lines[where.line - 1].startswith(match[0], where.column - 1), text
