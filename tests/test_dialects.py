"""Marks that other tools read are refused by name, and say what to write instead."""

from __future__ import annotations

import pytest

from datastory.parsing.dialects import DIALECTS
from datastory.parsing.markup import read_body


def told(text: str) -> list[str]:
    return [str(each).removeprefix("a.md:") for each in read_body(text, "a.md", "a")[1]]


REFUSED = [
    # Hugo, Jekyll
    ('{{< figure src="a.png" >}}', "1:1: a shortcode of Hugo or Quarto"),
    ("a {{% note %}} b", "1:3: a shortcode of Hugo or Quarto"),
    ("a {{ page.title }} b", "1:3: a variable of a template"),
    ("{% include a.html %}", "1:1: a tag of Jekyll"),
    ("a\n{: .lead }", "2:1: a list of attributes"),
    ("## A {: #b .c}", "1:6: a list of attributes"),
    ("{::comment}\na\n{:/comment}", "1:1: a block of kramdown"),
    ("- TOC\n{:toc}", "2:1: a table of contents"),
    ("a\n\n*[HTML]: words", "3:1: an abbreviation"),
    # MkDocs
    ("!!! note\n    a", "1:1: an admonition of MkDocs"),
    ('??? tip "a"\n    b', "1:1: an admonition of MkDocs"),
    ("???+ tip\n    b", "1:1: an admonition of MkDocs"),
    ('=== "Tab"\n\n    a', "1:1: a tab of MkDocs"),
    ("[TOC]", "1:1: a table of contents"),
    ('--8<-- "a.md"', "1:1: a snippet of MkDocs"),
    ("[a](https://b.c){ .md-button }", "1:17: a list of attributes"),
    ("a :material-check: b", "1:3: an icon by its name"),
    ("a ++ctrl+alt++ b", "1:3: a key of MkDocs"),
    ("a ^^b c^^", "1:3: an insertion of MkDocs"),
    ("a {--b--}{++c++}", "1:3: a mark of CriticMarkup"),
    ("/// caption\na\n///", "1:1: a block of PyMdown"),
    ("Word\n:   What it means", "2:1: a definition list"),
    # Quarto, Pandoc
    ("::: {.callout-note}\na\n:::", "1:1: a box of Quarto"),
    ("a ^[note] b", "1:3: a note in the line"),
    ("a [@smith2020, p. b]", "1:3: a citation of Pandoc"),
    ("see @fig-map there", "1:5: a reference of Quarto"),
    ("[a]{.smallcaps}", "1:4: a list of attributes"),
    ("![a](b.png){width=half}", "1:12: a list of attributes"),
    ("```{python}\na\n```", "1:4: code is only shown here"),
    ("```{.js}\na\n```", "1:4: code is only shown here"),
    ("\\newpage", "1:1: a command of LaTeX"),
    ("as \\citep{smith} says", "1:4: a command of LaTeX"),
    ("(@) example", "1:1: a numbered example of Pandoc"),
    ("+---+---+\n| a | b |\n+---+---+", "1:1: a table drawn with lines"),
    ("a      b\n---- ----\nc      d", "2:1: a table drawn with lines"),
    # Obsidian
    ("a [[Page]] b", "1:3: a wiki link"),
    ("a [[Page|words]] b", "1:3: a wiki link"),
    ("![[a.png]]", "1:1: an embed of Obsidian"),
    ("a ==b c== d", "1:3: a highlight"),
    ("a %%b%% c", "1:3: a comment of Obsidian"),
    ("%%\na\n%%", "1:1: a comment of Obsidian"),
    ("> [!NOTE]\n> a", "1:3: a callout of GitHub or Obsidian"),
    ("> [!info]- Title\n> a", "1:3: a callout of GitHub or Obsidian"),
    ("a ^block-id", "1:3: a block's id of Obsidian"),
    ("status:: done", "1:1: a field of Obsidian"),
    ("```dataview\na\n```", "1:4: code is only shown here"),
    # GitHub, Docusaurus, MyST, Sphinx
    ("a :tada: b", "1:3: an icon by its name"),
    ("```mermaid\na\n```", "1:4: code is only shown here"),
    ("```math\na\n```", "1:4: mathematics is written $$"),
    (":::tip\na\n:::", "1:1: a box of Quarto, Pandoc or Docusaurus"),
    ("import A from './a'", "1:1: a module of MDX"),
    ("<Chart data={a} />", "1:1: HTML is not read here"),
    ("```{note}\na\n```", "1:4: code is only shown here"),
    ("a {ref}`b`", "1:3: a role of MyST or Sphinx"),
    ("a :ref:`b`", "1:3: a role of MyST or Sphinx"),
    (".. note:: a", "1:1: a directive of Sphinx"),
    # LaTeX, wikis
    ("\\textbf{a}", "1:1: a command of LaTeX"),
    ("a \\(x^2\\) b", "1:3: mathematics in brackets"),
    ("\\[\nx^2\n\\]", "1:1: mathematics in brackets"),
    ("== Heading ==", "1:1: a heading of a wiki"),
    ("h2. Heading", "1:1: a heading of Textile"),
    ("{info}", "1:1: a macro of Confluence"),
    ("[//]: # (a comment)", "1:1: a comment in a link's address"),
    ("{# a comment #}", "1:1: a comment of a template"),
    ("#. a", "1:1: a list numbered by itself"),
    # HTML
    ("a<br>b", "1:2: HTML is not read here; end the line with two spaces"),
    ("a<br/>b", "1:2: HTML is not read here"),
    ("| a |\n|---|\n| b<br>c |", "3:4: HTML is not read here"),
    ("<details>\n\na\n\n</details>", "1:1: HTML is not read here; write a heading"),
    ("H<sub>a</sub>O", "1:2: HTML is not read here; write H~2~O"),
    ("<kbd>a</kbd>", "1:1: HTML is not read here; write `code`"),
    ('<img src="a.png">', "1:1: HTML is not read here; write ![what it shows](picture.png)"),
    ("- [-] half", "1:1: a task of Obsidian"),
    ("- [x]done", "1:1: a task of Obsidian"),
    ("a\n- [ ]", "2:1: a task of Obsidian"),
    # LaTeX, AsciiDoc, Pandoc
    ("a \\( x \\) b", "1:3: mathematics in brackets"),
    ("\\[ x \\]", "1:1: mathematics in brackets"),
    ("[toc]", "1:1: a table of contents"),
    ("// a secret", "1:1: a comment of AsciiDoc"),
    ("| a line\n| and one", "1:1: a block of lines"),
    ('<div class="a">b</div>', "1:1: HTML is not read here"),
    ("<script>a</script>", "1:1: HTML is not read here"),
    ("<!DOCTYPE html>", "1:1: HTML is not read here"),
    ("<?php a ?>", "1:1: HTML is not read here"),
    # Templates, and comments of other languages, which nobody shall read
    ("a ${name} b", "1:3: a variable of a template"),
    ("a {props.name} b", "1:3: a variable of a template"),
    ("a <%= name %> b", "1:3: a tag of a template"),
    ("a {/* a secret */} b", "1:3: a comment of MDX"),
    ("{/*\na secret\n*/}", "1:1: a comment of MDX"),
    ("/* a secret */", "1:1: a comment of CSS or JavaScript"),
    ("% a secret", "1:1: a comment of LaTeX"),
    # Wikis, Textile, Jira, AsciiDoc, Org, forums
    ("a '''b''' c", "1:3: bold or italics of a wiki"),
    ("a ''b c'' d", "1:3: bold or italics of a wiki"),
    ("a [https://b.org words] c", "1:3: a link of a wiki"),
    ("a [words|https://b.org] c", "1:3: a link of a wiki"),
    ("a <https://b.org|words> c", "1:3: a link of a wiki"),
    ('a "words":https://b.org c', "1:3: a link of Textile"),
    ("bq. a", "1:1: a block of Textile"),
    ("!a.png!", "1:1: a picture of Textile"),
    ("{code}a{code}", "1:1: a macro of Confluence"),
    ("a {color:red}b{color}", "1:3: a macro of Confluence"),
    ("||a||b||", "1:1: a head of a table of Jira"),
    ("= Heading", "1:1: a heading of a wiki"),
    ("image::a.png[]", "1:1: a link or macro of AsciiDoc"),
    ("a https://b.org[words] c", "1:3: a link or macro of AsciiDoc"),
    ("|===\n|a |b\n|===", "1:1: a block of AsciiDoc"),
    ("[NOTE]\n====\na\n====", "1:1: a block of AsciiDoc"),
    ("#+TITLE: a", "1:1: a keyword of Org"),
    ("a [b]c[/b]", "1:3: a mark of a forum"),
    ("[url=https://b.org]c[/url]", "1:1: a mark of a forum"),
    # Code in a line that others run
    ("a `r nrow(cars)` b", "1:3: code is only shown here, not run"),
    ("a `{python} rows` b", "1:3: code is only shown here, not run"),
    ("a `= this.file.name` b", "1:3: code is only shown here, not run"),
    # Sizes of pictures
    ("![a](b.png){ width=50% }", "1:12: a list of attributes"),
    ("![a|100](b.png)", "1:1: a size of a picture"),
    ("![a](b.png =100x20)", "1:1: a size of a picture"),
    # Within lists, quotes and addresses
    ("1. > [!TIP]\n   > a", "1:6: a callout of GitHub or Obsidian"),
    ('- !!! note "a"\n      b', "1:3: an admonition of MkDocs"),
    ("- a\n- ::: tip\n  b", "2:3: a box of Quarto, Pandoc or Docusaurus"),
    ("> === \"A\"", "1:3: a tab of MkDocs"),
    ('[a]({{< ref "b.md" >}})', "1:5: a shortcode of Hugo or Quarto"),
    ("[a]({{ site.url }}/b)", "1:5: a variable of a template"),
    ("[a]({% link b.md %})", "1:5: a tag of Jekyll"),
    # Without the space that their tools do without
    ("!!!note\n    a", "1:1: an admonition of MkDocs"),
    ('???tip "a"\n    b', "1:1: an admonition of MkDocs"),
    ("a\n\n:   What it means", "3:1: a definition list"),
    ("a\n  ~ what it means", "2:3: a definition list"),
    ("-[ ] a", "1:1: a task of Obsidian"),
    ("- []a", "1:1: a task of Obsidian"),
    ("[] a", "1:1: a task of Obsidian"),
    # Comments of other tools, and such as are misspelt
    ("a <!— a secret —> b", "1:3: a comment that is misspelt"),
    ("<!- a secret ->", "1:1: a comment that is misspelt"),
    ("< !-- a secret -->", "1:1: a comment that is misspelt"),
    ("a\\<!-- a secret -->", "1:2: a comment behind a backslash"),
    ("{{!-- a secret --}}", "1:1: a comment of a template"),
    ("{{/* a secret */}}", "1:1: a comment of a template"),
    ("{#a secret#}", "1:1: a comment of a template"),
    ("{#- a secret -#}", "1:1: a comment of a template"),
    ("<%# a secret %>", "1:1: a comment of a template"),
    ("//a secret", "1:1: a comment of AsciiDoc"),
    ("////\na secret\n////", "1:1: a comment of AsciiDoc"),
    (".. a secret", "1:1: a comment of Sphinx"),
    # Obsidian, Notion, Reddit, Discord, Bear
    ("<%* tp.a %>", "1:1: a tag of a template"),
    ("#a/b c", "1:1: a tag (Obsidian, Notion)"),
    ("a ::b:: c", "1:3: a highlight"),
    ("a >!b!< c", "1:4: a spoiler"),
    (">! a", "1:2: a spoiler"),
    ("a ||b c|| d", "1:3: a spoiler"),
    # GitHub, MultiMarkdown, Creole, DokuWiki
    ("a ~b c~ d", "1:3: a strike by one sign"),
    ("a ^b c^ d", "1:3: a raised word with spaces"),
    ("| a | b |\n|---|---|\n| ^^ | c |", "3:3: a row of a table (Creole, MultiMarkdown)"),
    ("|=a|=b|\n|c|d|", "1:1: a row of a table (Creole, MultiMarkdown)"),
    ("a //b// c", "1:3: bold or italics of a wiki"),
    ("a <ftp://b.org> c", "1:3: an address of this kind"),
    ("a <tel:b> c", "1:3: an address of this kind"),
    # Includes and embeds
    ("!include a.md", "1:1: an include"),
    ('@import "a.md"', "1:1: an include"),
    ("<<< @/a.js", "1:1: an include"),
    ("{!a.md!}", "1:1: an include"),
    ("@[youtube](a)", "1:1: an embed of HackMD, Hashnode or DEV"),
    ("%[https://a.org]", "1:1: an embed of HackMD, Hashnode or DEV"),
    ("!youtube[a](b)", "1:1: an embed of HackMD, Hashnode or DEV"),
    ("a :abbr[b] c", "1:3: a directive (Docusaurus, remark)"),
    # WordPress
    ('[gallery ids="a,b"]', "1:1: a shortcode of WordPress"),
    ('[caption id="a"]b[/caption]', "1:1: a shortcode of WordPress"),
    ("[embed]https://a.org[/embed]", "1:21: a shortcode of WordPress"),
    ("[youtube https://a.org/b]", "1:1: a shortcode of WordPress"),
    # Pandoc, R Markdown, kramdown, Djot, LaTeX, Hugo, Docsify
    ("a. b\nb. c", "1:1: a list counted by letters"),
    ("(i) b\n\n(ii) c", "1:1: a list counted by letters"),
    (": Caption\n\n| a |\n|---|\n| b |", "1:1: a caption of a table"),
    ("| a |\n|---|\n| b |\n\n: Caption {#tbl-a}", "5:1: a caption of a table"),
    ("`a`{=html}", "1:4: a list of attributes"),
    ("## A {-}", "1:6: a list of attributes"),
    ("a \\@ref(fig:b) c", "1:3: a reference of R Markdown"),
    ("(ref:a) b", "1:1: a reference of R Markdown"),
    ("a\n^\nb", "2:1: an end of a block"),
    ("a {-b-} c", "1:3: a mark of CriticMarkup"),
    ("\\index{a}b", "1:1: a command of LaTeX"),
    ("\\includegraphics[a]{b.png}", "1:1: a command of LaTeX"),
    ("-> a <-", "1:1: a line in the middle"),
    ("!> a", "1:1: a note of Docsify"),
    ('+++\ntitle = "a"\n+++', "1:1: front matter in TOML"),
    # HTML with an address in it, and such as browsers do not know
    ('<a href="https://a.org">b</a>', "1:1: HTML is not read here; write [words](address)"),
    ('<iframe src="https://a.org"></iframe>', "1:1: HTML is not read here"),
    ('<script src="https://a.org/b.js"></script>', "1:1: HTML is not read here"),
    ("<a-b>c</a-b>", "1:7: HTML is not read here"),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_a_mark_of_another_dialect_is_refused_by_name(text: str, expected: str) -> None:
    lines = told(text)
    assert any(line.startswith(expected) for line in lines), lines
    assert told(f"```\n{text.replace('`', '')}\n```") == []
    if "```" not in text:
        assert any(line.startswith("2" + expected[1:]) for line in told(f"\n{text}")) or (
            expected[0] != "1"
        )


def test_each_dialect_has_its_case() -> None:
    tried = [expected.partition(" ")[2] for _, expected in REFUSED]
    names = [name for name, _, _ in DIALECTS]
    assert [name for name in names if not any(map(name.startswith, tried))] == []


@pytest.mark.parametrize(
    "text",
    [
        "At 10:30:15, a ratio of 2:1:1, or http://a.b:80/c:d:e.",
        "He said: it :) is; C++ and D++, a == b == c, 50 %% of it, x^2 and y^2.",
        "Sets {a, b} and {c}, a ## b, a | b, [sic], [a] and [b], @name and a@b.c.",
        "a < b and c > d, <name>, <3, ->, <-, <=, a<5",
        "Wow!!! note it. ::: no. It ends: words\nof more.",
        "Costs $5 and $6, US$7 to US$8, $9m–$10m, [$12](fact:a) and [$14](fact:b), 5$ or 6$.",
        "A path C:\\new\\page, a \\* star, \\[a\\] and \\(b\\), \\{\\{a}}, \\<b>.",
        "> Note: a quote\n> [words](#a)",
        "[words](https://a.org/{id}/?a={b}&c=[d]) ![a](b.png)",
        "Use `r`, `r a`, `python build.py`, `= a` and `this.name`.",
        "Use `{{ a }}`, `<br>`, `[[a]]`, `:tada:` and ``==b==``.",
        "    {{ a }} <br>",
        "-- dash -- and --- dash, 1 -- 2, + and -- and ++.",
        "Footnote[^a].\n\n[^a]: Words: more.",
        "See the footnote:[^a]\n\n[^a]: Words.",
        "It's 'so', rock 'n' roll, '90s and ''; a/b, 1/*, */2 and a = b, {a = b}.",
        'In [a | b] and [https://a.b], (https://a.b), <https://a.b>, "so": https://a.b',
        "100 % of it,\n% and more; footnote: a[b], Wow! It is a.png! So.",
        "- [x](#a) and\n- [x][a] and\n- [*] a\\\n\n[a]: #b".replace("[*]", "*so*"),
        "| a |\n|---|\n| b |\n\nA / or // b, https://a.b//c",
        "Yes, really:\n: no",
        "Up to ~5 km, ~6 km and ~7 km; (~a) ^ b; x^2^ and H~2~O; a || b; a //",
        "A \\#tag, C#, F# and a #tag; 50%[^a] of it.\n\n[^a]: Words.",
        "A. Smith met\nB. Jones; a. and b. were\ni.e. c, e.g.\nd.",
        "Wow![x](#a), [video shows a], [audio] and [a b=c]",
        "He said:[^a] so; {a-b}, {a}; <name> and <Name>; 'a::b' and a -> b <- c.",
        "C:\\site\\index.html and D:\\caption\\a; about\n~ 5 km",
        "Words. // more, and/or, https://a.b//c//d and a//b",
        "<https://a.org/b:c> and <mailto:a@b.org>",
    ],
)
def test_words_that_look_like_it_stand_as_they_are(text: str) -> None:
    found = [line for line in told(text) if " is not read here" in line]
    assert found == [] or text.endswith(": no")
