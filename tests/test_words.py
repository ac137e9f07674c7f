"""What an editor typed and did not find on the page, found there by mistake, or found raw."""

from __future__ import annotations

import pytest
import released
import small
from kept_files import pdf
from minimal import CHAPTER, DATA, FIRST, PHRASES, STORY, WORDS, body, data, story, told

from datastory.checking.checks import check
from datastory.exports import markdown_export
from datastory.parsing.markup import read_body
from datastory.parsing.story import read_story


def html(words: str) -> str:
    prose, problems = read_body(words, "a.md", "a")
    assert not problems, problems
    return prose.html


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[x] a\n\n[x]: <https://a.example/>", '<a href="https://a.example/">x</a> a'),
        ("- a\n\n  ```js\n  b\n  ```\n- c", '<pre><code class="language-js">b\n</code></pre>'),
        ("- a\n  ```js\n  b\n  ```", '<pre><code class="language-js">b\n</code></pre>'),
        ("> ```\n> b\n> ```", "<blockquote>\n<pre><code>b\n</code></pre>\n</blockquote>"),
        (" ```js\n b\n ```", '<pre><code class="language-js">b\n</code></pre>'),
        ("   ```js\n   b\n   ```", '<pre><code class="language-js">b\n</code></pre>'),
        ('```js hl_lines="1"\nb\n```', '<code class="language-js"><mark>b</mark>\n</code>'),
        ('```python title="x"\nb\n```', "<figcaption>x</figcaption>"),
        ("- a\n  - b\n    - c\n- d", "<ul>\n<li>a<ul>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>"),
        ("1. a\n   - b\n2. c", "<ol>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>"),
        ("a:\n- b\n- c", "<p>a:</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>"),
        ("a:\n1. b\n2. c", "<p>a:</p>\n<ol>\n<li>b</li>\n<li>c</li>\n</ol>"),
        ("a\n| b | c |\n|---|--:|\n| d | e |", '<p>a</p>\n<table>'),
        ("| b | c |\n|---|--:|\n| d | e |", '<td class="right">e</td>'),
        ("~~struck~~", "<del>struck</del>"),
        ("- [x] done", '<label><input checked disabled type="checkbox">done</label>'),
        ("- [ ] to do", '<label><input disabled type="checkbox">to do</label>'),
        ("a $x^2$ b", "<math><msup><mi>x</mi><mn>2</mn></msup></math>"),
        ("$$\n\\frac{a}{b}\n$$", '<math display="block"><mfrac><mi>a</mi><mi>b</mi></mfrac>'),
        ("H~2~O and x^2^", "H<sub>2</sub>O and x<sup>2</sup>"),
        ("<a@b.org>", '<a href="mailto:a@b.org">a@b.org</a>'),
        ("7. a\n8. b", '<ol start="7">'),
        ("a[^1] [b]\n\n[^1]: c\n\n    [b]: #d\n\n    - e", "<p>c</p>\n<ul>\n<li>e</li>\n</ul>\n"),
        ("1. a\n\nb\n\n2. c", '<ol start="2">\n<li>c</li>\n</ol>'),
        ("1. a\n1. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("a\n17. b", "<p>a\n17. b</p>"),
        ("17\\. b", "<p>17. b</p>"),
        ("costs $5 and $6 or $7m", "<p>costs $5 and $6 or $7m</p>"),
        ("## About C#", ">About C#"),
        ("a\\\nb", "a<br>\nb"),
        ("a[^1]: b\n\n[^1]: c", 'href="#a-fn-1">[a]</a></sup>: b'),
    ],
)  # fmt: skip
def test_it_is_read(words: str, expected: str) -> None:
    assert expected in html(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("| a | b |\n|---|---|\n| c | d | e |", "8:3: this row has 3 cells, the head of its table "
         "2; the last would be left out"),
        ("a\n\n[^1]: b", "8:1: nothing refers to this footnote; write [^1] in the text, or delete "
         "it"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", "10:1: [^1] is defined twice (first in line 8); keep one"),
        ("a[^1]\n\n[^1]:", "8:1: this footnote has no words; write them behind the colon"),
        ("a[^1] [b]\n\n[^1]: [b]: #research\n\n    c", "8:1: this footnote has no words; write "
         "them behind the colon"),
        ("52300. Visits were counted.", "6:1: this reads as a list that begins with 52300; a list "
         "begins with 1, a figure is linked to its fact, and in a sentence a full stop behind a "
         "number is written 52300\\."),
        ("1. a\n3. b", "7:1: this stands on the page as 2., for lists count up by one; write 2."),
        ("```js linenums=\"1\"\na\n```", "6:7: behind the language 'linenums=\"1\"' is not known; "
         "title=\"…\" and hl_lines=\"1 3-4\" are"),
        ("$n = 52300$", "6:6: '52300' in mathematics is a figure; write it behind the mathematics "
         "and link it: $n$ = [52300](fact:id)"),
        ("a <!-- b", "6:3: this comment is not closed; end it with -->"),
        ("<!-- a <!-- b --> c -->", "6:1: another comment begins in this one, and its --> ends "
         "both; end this one before it"),
        ("<!-- a\n\nb\n\n<!-- c -->", "6:1: another comment begins in this one, and its --> ends "
         "both; end this one before it"),
        ("<!-- a --!>\n\nb -->", "6:8: a comment ends with -->"),
        ("$a<!-- b -->$", "6:3: a comment is no part of mathematics; take it out"),
        ("a $$$$ b", "6:5: between these dollars stands no mathematics; for the sign write \\$"),
        ("a $$ $$ b", "6:5: between these dollars stands no mathematics; for the sign write \\$"),
        ("$`a`$", "6:2: mathematics stands between dollars alone, as in $x^2$"),
        ('```js title="a <!-- b -->"\na\n```', "6:16: a comment in the title of code would be "
         "printed; take it out"),
        ("a[^b c]\n\n[^b c]: d", "8:1: a footnote's name has no spaces; write hyphens, as in "
         "[^long-name]"),
        ("[a] (https://a.org)", "6:3: this link is not read: write [words](fact:id), closed, with "
         "no space between the brackets, and none in another"),
        ("a ** b ** c", "6:3: these stars open or close nothing; write **words**, or \\*\\* for "
         "the signs"),
        ("a ~~ b ~~ c", "6:3: these signs open or close nothing; write ~~words~~, or \\~\\~ for "
         "the signs"),
        ("|a|b|\n|c|d|", "6:1: this table is not read: its second line is |---|---|, as many as "
         "its head has cells"),
        ("|-----\n| a | b", "6:1: this table is not read: its second line is |---|---|, as many as "
         "its head has cells"),
        ("a [](https://a.org/) b", "6:6: nobody sees a link without words; write them in its "
         "square brackets"),
        ("a [ ](#research) b", "6:5: nobody sees a link without words; write them in its "
         "square brackets"),
        ("a [b][] c", "6:5: this link has no definition; write [words](address)"),
    ],
)  # fmt: skip
def test_it_is_told_at_its_line(words: str, expected: str) -> None:
    assert f"{FIRST}:{expected}" in told(body(words))


COMMENT = "<!-- TODO may we print this? -->"


def test_a_comment_is_for_authors() -> None:
    changed = body(f"A {COMMENT} b.\n\n{COMMENT}\n\n| a |\n|---|\n{COMMENT}\n| b {COMMENT} |")
    changed[FIRST] = changed[FIRST].replace("title: ", f"title: {COMMENT} ")
    changed |= data("What the town spends, and on what.", f"What {COMMENT} it spends.")
    changed["content/charts/rd.md"] = STORY["content/charts/rd.md"] + f"\n{COMMENT}\n"
    made = story(changed)
    shown = [markdown_export.story_markdown(made, {})] + [
        text
        for prose in (made.site.description, made.chapters[0].title, made.chapters[0].body,
                      made.charts["rd"].note)
        for text in (prose.html, prose.text, prose.markdown)
    ]  # fmt: skip
    assert not [text for text in shown if "TODO" in text or "<!--" in text]


def test_a_comment_is_on_no_page() -> None:
    assert not [path for path, page in small.built().site.items() if b"<!--" in page]


def test_a_heading_is_named_without_its_footnote() -> None:
    prose, _ = read_body("## Heading[^1]\n\n[^1]: words", "a.md", "a")
    assert [(heading.id, heading.text) for heading in prose.headings] == [("heading", "Heading")]
    assert prose.uses[0].words == "Heading"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d", "\u00ad", "\u2060"])
def test_a_quotation_may_hold_the_joiners_of_its_source(joiner: str) -> None:
    quote = f"over 75% of it went to sch{joiner}ools"
    changed = data("quote: over 75% of it went to schools", f"quote: {quote}")
    changed["seeds/report.txt"] = STORY["seeds/report.txt"].replace("schools", f"sch{joiner}ools")
    assert told(changed) == []
    assert told(changed | {"seeds/report.txt": STORY["seeds/report.txt"]}) == []
    assert told(body(f"a sch{joiner}ool"))


def test_persian_is_written_with_joiners() -> None:
    assert told(body("می\u200cخواهم")) == []


@pytest.mark.parametrize(("quote", "value"), [("2023,41200", "41200"), ("2023,41200,7", "7")])
def test_a_row_of_cells_holds_its_numbers(quote: str, value: str) -> None:
    changed = data("value: over 75%", f"value: {value}")
    changed["data.yaml"] = changed["data.yaml"].replace(
        "quote: over 75% of it went to schools", f'quote: "{quote}"'
    )
    changed["seeds/report.txt"] = STORY["seeds/report.txt"] + f"{quote}\n"
    assert told(changed) == []


def test_a_quotation_stands_in_a_kept_pdf() -> None:
    source = "  copied: {title: A copy, file: seeds/copy.pdf}\nfacts:\n"
    fact = "  n: {what: Visits, source: copied, quote: 'counted 52,300 visits', value: 52300}\n"
    texts = STORY | {"data.yaml": DATA.replace("facts:\n", source + fact, 1)}
    kept = {"seeds/copy.pdf": pdf([["The library counted", "52,300 visits."]])}
    read, problems = read_story(texts, files=PHRASES | kept)
    assert [str(problem) for problem in [*problems, *check(read)]] == []


SAID = """\
    label: Schools
    note: A note.
    reading: As it says.
    history:
      - {value: over 70%, until: 2026-03-01, kind: correction, note: Misread.}
    quote: over 75% of it"""
FULL = DATA.replace("    quote: over 75% of it", SAID).replace(
    "author: The desk", "author: The desk\n  publisher: The press\n  license: CC-BY-4.0"
)
COMMENT = " <!-- SECRET -->"


@pytest.mark.parametrize(
    "words", ["The desk", "The press", "CC-BY-4.0", "Annual report", "publisher: The town",
              "As it says.", "Misread.", "when: 2024", "over 75% of it went to schools"]
)  # fmt: skip
def test_a_comment_of_markdown_in_plain_words_is_refused(words: str) -> None:
    assert told({"data.yaml": FULL}) == []
    (message,) = told({"data.yaml": FULL.replace(words, words + COMMENT)})
    assert message.endswith(": <!-- would be printed here; a comment in this file begins with #")


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("data.yaml", FULL, "A town that spends"),
        ("data.yaml", FULL, "and on what."),
        ("data.yaml", FULL, "Spending on research"),
        ("data.yaml", FULL, "label: Schools"),
        ("data.yaml", FULL, "A note."),
        ("data.yaml", FULL, "author: The desk  #"),
        (FIRST, CHAPTER, "title: Research"),
        (FIRST, CHAPTER, "the money goes."),
        (FIRST, CHAPTER, "on research."),
        ("content/charts/rd.md", WORDS, "title: Spending grows"),
        ("content/charts/rd.md", WORDS, "which grows"),
        ("content/charts/rd.md", WORDS, "From the town's report."),
    ],
)  # fmt: skip
def test_a_comment_is_on_no_page_and_in_no_export(path: str, text: str, words: str) -> None:
    """An author's, in prose of any file; and one of YAML."""
    changed = text.replace(words, words + COMMENT, 1)
    if words.endswith("#"):
        changed = text.replace(words.removesuffix("  #"), f"{words} SECRET", 1)
    assert changed != text
    pages = released.pages(story({"data.yaml": FULL} | {path: changed}))
    assert [name for name, data in pages.items() if b"SECRET" in data or b"lt;!--" in data] == []
    assert b"over 75%" in pages["index.md"] or b"12 million" in pages["index.md"]
