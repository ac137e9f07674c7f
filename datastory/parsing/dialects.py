"""Marks of other Markdown dialects, each refused by name with what to write instead.

They would stand on the page as they were typed: here they are no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = "write the words themselves"
QUOTE = "write a quote: > **Note.** Words"
LOOKS = "looks stand in templates/; write the words alone"
LINK = "write [words](https://…)"
PICTURE = "write ![what it shows](picture.png)"
TABLE = "write | a | b |, below it |---|---|, and below that the rows"
COMMENT = "a comment is written <!-- … -->"
LIST = "write 1. words"

# Where a line's words begin, in quotes and lists too.
BEGIN = r"(?P<begin>^[ >]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+[ >]*)*)"
# Name, pattern, and what to write. Of two that begin at one place the first is told.
DIALECTS = [
    (name, re.compile(pattern, re.MULTILINE), instead)
    for name, pattern, instead in (
        ("a shortcode of Hugo or Quarto", r"\{\{[<%][^\n]*?[>%]\}\}",
         f"{WORDS}, or ![what it shows](picture.png)"),
        ("a comment of a template",
         r"\{\{[-~]?[ ]*(?:!|/\*)[^{}]*?\}\}|\{#[^{}\n]*#\}|<%#[^%]*%>", COMMENT),
        ("a variable of a template", r"\{\{[^\n]*?\}\}", f"{WORDS}; a figure is [](fact:id)"),
        ("a variable of a template",
         r"\$\{[A-Za-z_][\w.]*\}|\{(?:props|this|page|site|post|data)\.[A-Za-z_][\w.]*\}",
         f"{WORDS}; a figure is [](fact:id)"),
        ("a tag of Jekyll (Liquid)", r"\{%[^\n]*?%\}", WORDS),
        ("a tag of a template (ERB)", r"<%[-=*_~+]*[ \n][^%]*?%>", WORDS),
        ("a comment of MDX", r"\{/\*[^{}]*?\*/\}", COMMENT),
        ("a comment of CSS or JavaScript", r"(?<![\w*/])/\*+[ \n][^/]*?[ \n]\*+/", COMMENT),
        ("a comment behind a backslash", r"\\<!--",
         "take the backslash away, or show it as `code`"),
        ("a comment that is misspelt", r"(?!<!--)<[ ]?![ ]?[–—-]", COMMENT),
        ("a comment of LaTeX", r"(?<![^\n]\n)^%+[ ]+(?=[A-Za-z])", COMMENT),
        ("a comment of Obsidian", r"%%(?=[^\s%])[^%]*?(?<=\S)%%|%%[ \n][^%]*?[ \n]%%", COMMENT),
        ("a comment in a link's address", r"^ {0,3}\[(?:/{2,}|comment|_|#)\]: *[#<(]", COMMENT),
        ("a table of contents", r"^[ >]*(?:(?i:\[TOC\]|\[\[_?TOC_?\]\])|\{:toc[^}]*\}|\{toc\})",
         "the page lists its chapters by itself; take this line out"),
        ("a comment of AsciiDoc", r"^[ >]*(?://[ ]*(?=[^\s/])|/{4,}[ ]*$)", COMMENT),
        ("a mark of CriticMarkup or Djot",
         r"\{(?:\+\+|--|~~|==|>>)[^{}]*?(?:\+\+|--|~~|==|<<)\}"
         r"|\{(?P<djot>[-+=_*~^])[^\s{}](?:[^{}\n]*[^\s{}])?(?P=djot)\}",
         "write the words as they shall be"),
        ("a block of kramdown", r"\{::[^{}\n]*\}", WORDS),
        ("a list of attributes (Jekyll, MkDocs, Quarto)",
         r"\{:[^{}\n]*\}|\{ ?\.[A-Za-z][^{}\n]*\}|\{ ?#[\w:-]+ +[^{}\n]*[.=][^{}\n]*\}"
         r"|\{ ?[A-Za-z][\w-]*=[^{}\n]*\}|\{=[a-z]+\}|\{-\}[ ]*$",
         f"{LOOKS} (a heading's own address is ## Words {{#id}})"),
        ("a macro of Confluence",
         r"^[ >]*\{[a-z]+(?::[^{}\n]*)?\}[ ]*$"
         r"|\{(?P<macro>[a-z]+)(?::[^{}\n]*)?\}[^{}\n]+\{(?P=macro)\}", WORDS),
        ("a link of a wiki",
         r"\[https?://[^\s\[\]]+[ ][^\[\]\n]+\](?![(\[:])"
         r"|\[[^\[\]|\n]+\|(?:https?://|mailto:)[^\[\]\s]+\](?![(\[:])"
         r"|<https?://[^\s<>|]+\|[^<>\n]+>", LINK),
        ("a link of Textile", r"\"[^\"\n]+\":https?://[^\s<>]+", LINK),
        ("an address of this kind", r"<(?!https?:|mailto:)[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]+>", LINK),
        ("a link or macro of AsciiDoc",
         r"(?<![\w:/])(?:link|xref|image|video|include|footnote|kbd|stem)::?[^\s\[\]]*"
         r"\[(?!\^)[^\]\n]*\](?!\()"
         r"|(?<![(<\[\w\]])https?://[^\s\[\]()<>]+\[[^\]\n]+\](?!\()", LINK),
        ("an include (Marked, VitePress, R Markdown)",
         BEGIN + r"(?:!{1,3}include\b|@import[ ]+[\"']|@include[ ]+\S"
         r"|<<<[ ]+@|<<[\[({]|\{![^{}\n]+!\})",
         "write the words themselves, or each part as a chapter of its own"),
        ("an embed of HackMD, Hashnode or DEV",
         r"(?<![\w)\]])[@%]\[(?!\^)[^\[\]\n]+\](?:\([^()\n]*\)|(?![(\[]))"
         r"|(?<![\w)\]])![A-Za-z]+\[[^\[\]\n]*\]\([^()\n]*\)",
         f"{LINK}, or {PICTURE.removeprefix('write ')}"),
        ("a shortcode of WordPress",
         r"\[/?[a-z][a-z0-9_-]*(?:[ ]+[a-z][\w-]*=(?:\"[^\"\]\n]*\"|'[^'\]\n]*'|“[^”\]\n]*”))+"
         r"[ ]*/?\](?![(\[:])"
         r"|\[/(?:caption|embed|gallery|video|audio|playlist|sourcecode|code|quote)\](?![(\[:])"
         r"|\[(?:youtube|vimeo|embed|video|audio|tweet|soundcloud)"
         r"(?:[ ]+https?:|=)[^\]\n]*\](?![(\[:])"
         r"|\[(?:gallery|playlist|contact-form)\](?![(\[:])",
         f"{WORDS}, or ![what it shows](picture.png)"),
        ("a block of AsciiDoc",
         r"^\|={3,}[ ]*$|^\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|(?:source|quote|verse)"
         r"[^\]\n]*)\][ ]*(?=\n)", QUOTE),
        ("a picture of Textile or Jira",
         r"(?<![\w!])![^\s!]+\.(?:png|jpe?g|gif|svg|webp)!", PICTURE),
        ("a size of a picture (Obsidian, MkDocs)",
         r"!\[[^\[\]|\n]*\|[ ]*\d+(?:x\d+)?[ ]*\](?=\()"
         r"|!\[[^\[\]\n]*\]\([^()\n]*[ ]=\d*x\d*\)", f"{PICTURE}; it is as wide as the text"),
        ("a mark of a forum (BBCode)",
         r"\[(?P<code>b|i|u|s|url|img|quote|code|color|size|list|center)(?:=[^\]\n]*)?\]"
         r"[^\[\]]+\[/(?P=code)\]", "write *words* or **words**, [words](https://…), > a quote"),
        ("bold or italics of a wiki",
         r"(?<!')(?P<quotes>'{2,3})(?=[^\s'])[^'\n]*?(?<=[^\s'])(?P=quotes)(?!')"
         r"|(?<![\w:/.])//(?=[^\s/])[^/\n]*?(?<=[^\s/:])//(?![\w/])",
         "write **words** or *words*"),
        ("a head of a table of Jira", r"^\|\|[^|\n]+(?:\|\|[^|\n]+)*\|\|[ ]*$", TABLE),
        ("a row of a table (Creole, MultiMarkdown)",
         r"^[ >]*\|=[^=|\n][^|\n]*\|.*$|(?<=\|)[ ]*\^\^[ ]*(?=\|)", TABLE),
        ("a tag (Obsidian, Notion)", r"^[ ]*#(?=[^\W\d])[\w/-]+",
         "write ## Words for a heading, and \\# for the sign itself"),
        ("front matter in TOML (Hugo)", r"^\+{3,}[ ]*$",
         "it stands at the top of the file, as YAML between lines of ---"),
        ("a keyword of Org", r"^[ ]*#\+[A-Za-z_]+:?(?=[ \n]|$)", WORDS),
        ("an admonition of MkDocs",
         BEGIN + r"(?:!!!|\?\?\?\+?)(?:[ ]+[\w\"]|[a-z-]+(?=[ ]*(?:\"|\n[ >]*[ ]{4})))", QUOTE),
        ("a note of Docsify", BEGIN + r"[!?]>[ ]", QUOTE),
        ("a line in the middle (Marked)", r"^[ ]*->[ ]*(?=\S)[^\n]*(?<=\S)[ ]*<-[ ]*$", LOOKS),
        ("a spoiler (Reddit, Discord)",
         r">!(?=\S)[^\n]*?(?<=\S)!<|^[ ]*>[ ]?![ ]+(?=\S)"
         r"|(?<![|\w])(?<!^)\|\|(?=[^\s|])[^|\n]*(?<=[^\s|])\|\|(?![|\w])",
         "write the words; everybody may read them"),
        ("a tab of MkDocs", BEGIN + r"===[!+]?[ ]+[\"']", "write a heading: ### Words"),
        ("a snippet of MkDocs", BEGIN + r"(?:--8<--|-{2,}8<-{2,})", WORDS),
        ("a block of PyMdown", BEGIN + r"/{3,}(?:[ ]+[a-z]|[ ]*$)", WORDS),
        ("a callout of GitHub or Obsidian",
         r"^[ ]*(?:(?:[-*+]|\d{1,9}[.)])[ ]+)*>[ >]*\[![\w|-]+\][+-]?", QUOTE),
        ("a box of Quarto, Pandoc or Docusaurus", BEGIN + r":{3,}.*$", QUOTE),
        ("a note in the line (Pandoc, Obsidian)", r"\^\[(?!\^)[^\]\n]*\]",
         "write [^name] here, and below [^name]: words"),
        ("an embed of Obsidian", r"!\[\[[^\[\]\n]+\]\]", PICTURE),
        ("a wiki link (Obsidian)", r"\[\[[^\[\]\n]+\]\]", "write [words](#chapter)"),
        ("a citation of Pandoc or Quarto", r"\[[^\[\]\n]*?(?<![\w.])-?@[\w{][^\[\]\n]*\](?![(\[])",
         "write a footnote [^name], or [words](https://…)"),
        ("a reference of Quarto", r"(?<![\w@.])@(?:fig|tbl|sec|eq|lst|thm|exm)-[\w-]+",
         "write [words](#chart-NAME)"),
        ("a highlight (Obsidian, MkDocs)",
         r"(?<![\w=])==(?=[^\s=])[^\n]*?(?<=[^\s=])==(?![\w=])"
         r"|(?<![\w:])::(?=[^\s:])[^:\n]*?(?<=[^\s:])::(?![\w:])", "write *words* or **words**"),
        ("a strike by one sign (GitHub)",
         r"(?<![\w~])~(?=[^\s~])[^~\n]*[ ][^~\n]*(?<=[^\s~])~(?![\w~])",
         "write ~~words~~, or \\~ for the sign; what is lowered, as in H~2~O, has no spaces"),
        ("a raised word with spaces",
         r"(?<![\w^\[])\^(?=[^\s^])[^\^\n]*[ ][^\^\n]*(?<=[^\s^])\^(?![\w^])",
         "write 10^6^, without spaces, or \\^ for the sign"),
        ("an insertion of MkDocs", r"(?<![\w^])\^\^(?=[^\s^])[^\n]*?(?<=[^\s^])\^\^(?!\w)",
         "write the words as they shall be"),
        ("a key of MkDocs", r"(?<![\w+])\+\+(?=\w)[^\n]*?(?<=\w)\+\+(?![\w+])", "write **Ctrl**"),
        ("an abbreviation of MkDocs or kramdown", r"^[ ]{0,3}\*\[[^\]\n]+\]:",
         "say once in the text what it stands for"),
        ("a definition list (MkDocs, Pandoc)",
         r"(?<=\S\n)(?:[ >]*\n)?[ >]{0,3}(?::[ ]{1,3}(?=\S)|~[ ]{1,3}(?=[^\s\d]))"
         r"(?![^\n]*\{#)(?![^\n]*\n\n?\|)",
         "write a list: - **Word**: what it means"),
        ("a caption of a table (Pandoc, Quarto)", r"^[ >]{0,3}:[ ]{1,3}(?=[^\s`])",
         "say what a table shows in the text above it"),
        ("a directive (Docusaurus, remark)", r"(?<![\w:]):{1,2}[a-z][a-z-]*\[[^\]\n]+\]", WORDS),
        ("a role of MyST or Sphinx",
         r"(?<![\w:])(?::[a-z][\w:.-]*:|\{[a-z][\w:.-]*\})(?=`)", WORDS),
        ("a directive of Sphinx", BEGIN + r"\.\.[ ]+[\w-]+::", WORDS),
        ("a comment of Sphinx", BEGIN + r"\.\.[ ]+(?=\S)", COMMENT),
        ("an icon by its name (GitHub, MkDocs)",
         r"(?<![\w:/.])(?::\+1:|:-1:|:[a-z][a-z0-9_+-]*[a-z0-9]:)(?![\w:/])",
         "write the sign itself, as in 🙂"),
        ("a block's id of Obsidian", r"(?<=\S )\^[A-Za-z][\w-]*[ ]*$",
         "a heading has an address of its own: ## Words {#id}"),
        ("a field of Obsidian (Dataview)", 
         r"^[ >]*(?:[-*+] )?[A-Za-z][\w -]*::[ ](?=\S)|[\[(][\w -]+:: [^\])\n]*[\])]",
         "write it as a sentence"),
        ("a command of LaTeX",
         r"\\(?:textbf|textit|texttt|emph|cite[pt]?|(?:eq|page)?ref|footnote|begin|end|(?:sub)*section\*?|"
         r"newpage|clearpage|pagebreak|href|url|input|include|item|noindent|[vh]space|label|(?:La)?TeX|"
         r"(?:index|caption|includegraphics|textsc|underline)(?=[\[{]))"
         r"(?![A-Za-z])(?:\[[^\]\n]*\])?(?:\{[^}\n]*\})?",
         "write Markdown; mathematics stands between dollars, as in $x^2$"),
        ("a reference of R Markdown", r"\\@ref\([^()\n]*\)|^\(ref:[\w-]+\)",
         "write [words](#chart-NAME)"),
        ("mathematics in brackets (LaTeX)",
         r"\\\([ ][^\n]*?[ ]\\\)|\\\[\s[^\]]*?\s\\\]"
         r"|\\\([^\n^_{}=\\]*(?:[\^_{}=]|\\(?!\)))[^\n]*?\\\)"
         r"|\\\[[^\]^_{}=\\]*(?:[\^_{}=]|\\(?!\]))[^\]]*?\\\]",
         "write it between dollars, as in $x^2$"),
        ("a module of MDX", 
         r"^(?:import\s[^\n]+\sfrom\s+['\"]|export\s+(?:const|default|function)\b)",
         "a chart is placed by ![](chart:name)"),
        ("a heading of a wiki or AsciiDoc",
         r"^={2,6}[ ]?[^=\s\n][^=\n]*(?:={2,6})?[ ]*$|^=[ ](?=[A-Z][a-z])",
         "write ## Words"),
        ("a block of Textile", r"^(?:bq|bc|pre)\.{1,2} (?=\S)", QUOTE),
        ("a heading of Textile", r"^h[1-6]\. ", "write ## Words"),
        ("a table drawn with lines (Pandoc, Sphinx)",
         r"^[ >]*\+[-=:]{2,}(?:\+[-=:]*)*\+[ ]*$|^[ ]*-{2,}(?:[ ]+-{2,})+[ ]*$"
         r"|^[ ]*={2,}(?:[ ]+={2,})+[ ]*$",
         TABLE),
        ("a numbered example of Pandoc", r"^[ >]*\(@[\w-]*\)[ ]", LIST),
        ("a block of lines (Pandoc)", r"^[ >]*\|[ ][^|\n]*\n[ >]*\|[ ][^|\n]*$",
         "end each line with two spaces"),
        ("a task of Obsidian",
         r"^[ >]*(?:[-*+]|\d+[.)])[ ]+"
         r"\[(?:[xX ]\](?=[^\s(\[:])|[-/<>!?*~+.]\](?=[ ])|[xX ]\](?=[ ]*$))"
         r"|^[ >]*(?:[-*+][ ]+)?\[\][ ]*(?=[^\s(\[:])|^[ >]*[-*+]\[[ xX]\][ ]*(?=\w)",
         "write - [x] words, or - [ ] words"),
        ("a list numbered by itself", r"^[ >]*#\.[ ]", LIST),
        ("a list counted by letters (Pandoc)",
         r"^[ >]*(?:\(?[ai][.)]|\(?A\)|A\.[ ])[ ]+(?=\S)[^\n]*\n(?:[ >]*\n)?"
         r"[ >]*\(?(?:b[.)]|ii[.)]|B\)|B\.[ ])[ ]+(?=\S)", LIST),
        ("an end of a block (kramdown)", r"^[ ]*\^[ ]*$",
         "an empty line ends a paragraph, and a line of words a list"),
    )
]  # fmt: skip

TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[A-Za-z][\w.:-]*)(?P<rest>(?:[\s/][^<>]*)?)>|<(?P<other>[!?%][A-Za-z%=\[][^>\n]*>)"
)
TAGS = {
    "br": "end the line with two spaces, or begin a new paragraph (a cell is one line)",
    "b": "write **words**", "strong": "write **words**", "i": "write *words*",
    "em": "write *words*", "u": "write *words*", "mark": "write *words*", "s": "write ~~words~~",
    "del": "write ~~words~~", "strike": "write ~~words~~", "ins": WORDS,
    "sub": "write H~2~O", "sup": "write 10^6^, and a footnote as [^name]",
    "code": "write `code`", "kbd": "write `code`", "samp": "write `code`",
    "pre": "write ``` above and below", "a": "write [words](address)",
    "img": PICTURE, "hr": "write ---", "p": WORDS,
    "blockquote": "write > words", "q": "write quotation marks",
    "details": "write a heading: ### Words", "summary": "write a heading: ### Words",
    "ul": "write - words", "ol": "write 1. words", "li": "write - words",
    **dict.fromkeys(("table", "thead", "tbody", "tr", "td", "th", "caption"),
                    TABLE),
    **{f"h{level}": "write ## Words" for level in range(1, 7)},
}  # fmt: skip
OTHER_TAGS = frozenset(
    re.findall(
        r"\w+",
        "abbr address area article aside audio base bdi bdo body button canvas center cite col "
        "colgroup data datalist dd dfn dialog div dl dt embed fieldset figcaption figure font "
        "footer form frame frameset head header hgroup html iframe input label legend link main "
        "map math menu meta meter nav noscript object optgroup option output param picture "
        "progress rp rt ruby script search section select slot small source span style svg "
        "template textarea time title tr track tt var video wbr",
    )
)
ADDRESS = re.compile(r"\]\([^()\n]*\)|\{#[^\s}-][^}#\n]*\}")


def marks_of_dialects(text: str) -> Iterator[tuple[int, str, str]]:
    """The offset, the message and the words of each, in a text whose code is blank."""
    addresses = [found.span() for found in ADDRESS.finditer(text)]
    taken: list[tuple[int, int]] = []

    def within(spans: list[tuple[int, int]], offset: int) -> bool:
        return any(begin <= offset < end for begin, end in spans)

    for name, pattern, instead in DIALECTS:
        for found in pattern.finditer(text):
            start = found.start() + len(found[0]) - len(found[0].lstrip(" >\n"))
            if "begin" in pattern.groupindex:
                start = found.end("begin")
            if "callout" in name:
                start = text.index("[!", found.start())
            if text[start - 1 : start] == "\\" or within(taken, start):
                continue
            anywhere = text.startswith(("{{", "{%"), start) or (
                name.startswith("a list of attributes") and text.startswith("{#", start)
            )
            if anywhere or not within(addresses, start):
                taken.append((start, found.end()))
                words = found[0][start - found.start() :].split("\n")[0]
                yield start, f"{name} is not read here; {instead}", words
    for tag in TAG.finditer(text):
        if text[tag.start() - 1 : tag.start()] == "\\":
            continue
        hidden = within(addresses, tag.start()) or within(taken, tag.start())
        if (instead := _instead_of(tag)) and not hidden:
            yield tag.start(), f"HTML is not read here; {instead}", tag[0].split("\n")[0]


def _instead_of(tag: re.Match[str]) -> str:
    if tag["other"]:
        return WORDS
    name = tag["name"].lower()
    if ":" in name:
        return ""  # an address
    if name in TAGS:
        return "" if tag["slash"] and name not in ("br", "p") else TAGS[name]
    if name in OTHER_TAGS:
        return "" if tag["slash"] else f"{WORDS}; looks stand in templates/"
    is_component = "=" in tag["rest"] or tag["slash"]
    is_component = is_component or (tag["name"][0].isupper() and tag["rest"].strip())
    return f"{WORDS}; a chart is placed by ![](chart:name)" if is_component else ""
