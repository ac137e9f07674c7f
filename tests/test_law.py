"""Nothing that was typed vanishes: each word outside comments is on the page, once and in order, or
a problem names its line.

`make fuzz` tries many more documents than `make test` does.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from datastory.parsing.markup import read_body

# Where a line can begin, and what can stand around a word in it; W is a word of its own each time.
BEGINNINGS = st.sampled_from(
    ["", "", "", "- ", "  - ", "    - ", "      - ", "* ", "+ ", "1. ", "1) ", "2. ", "   1. ",
     "7. ",
     "> ", "> > ", "> - ", ">   - ", "- > ", ">", "- - ", "## ", "### ", "#", "  ", "    ", "   ",
     "\t", "- [x] ", "- [ ] ", "| ", "|", "[^n]: ", "[^m]: ", "    > ", "  > ", "  1. ", "-",
     "> ## ", "- ## ", "<!-- C -->", "  <!-- C --> ", "---", "- ---", "===", "***"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["W", "W", "W W", "**W**", "*W W*", "~~W~~", "W~W~", "W^W^", "`W`", "``W `W``", "[W](#x)",
     "[W *W*](#x 'W')", "![W](a.png)", "W[^n]", "W[^m]", "W[^n]: W", "[W][n]", "[n]", "$x$ W",
     "W  ", "W\\", "<b>W</b>", "W<br>W", "^[W]", "W | W", "W | W | W", "| W |", "**W", "W**", "`W",
     "[W", "W]", "W](#x)", "<!-- C --> W", "W <!-- C", "C --> W", "\\*W\\*", "W&amp;W",
     "<https://a.org/>W", "<a@b.org> W", "W_W_W", "_W_", "W: W", "(W)", "\"W\"", "{W}", "W \\| W",
     "|W", "~W", "^W^", "[ ] W", "[x]", "1. W", "- W", "costs $5", "[^W]", "[W]: #x", "[[W]]",
     "==W=="]
)  # fmt: skip
LINES = st.tuples(BEGINNINGS, st.lists(WORDS, max_size=3).map(" ".join)).map("".join)
WHOLE = st.sampled_from(
    ["", "", "", "", "```", "```js", "~~~", "  ```", "    ```", "> ```", "- ```", "|---|---|",
     "|---|", "|:-:|--:|", "W | W\n--- | ---\nW | W", "| W | W |\n|---|---|\n| W | W |",
     "```\nW\n  W\n```", "- W\n\n  ```\n  W\n  ```", "> ~~~\n> W\n> ~~~", "[n]: #x",
     "[n]: <#x> 'W'",
     "[^n]: W\n\n    W", "[^n]: W\n  W", "[^n]: W\n\n        W\n        W",
     "[^n]: W\n\n    ```js title=\"W\"\n    W\n\n    W\n    ```",
     "```js title=\"W\" hl_lines=\"1\"",
     "<!-- C\n\nC -->", "<!--", "-->", "$$\nx\n$$", "W\n---", "W\n===",
     "![](chart:c)", "- W\n  - W\n    - W", "1. W\n\n   W\n2. W", "\\", "    W\n\n    W"]
)  # fmt: skip
DOCUMENTS = st.lists(LINES | WHOLE, min_size=1, max_size=12).map("\n".join)
WORD = re.compile(r"q[a-p]+q")


def numbered(text: str) -> str:
    """Each W becomes a word of its own: qaq, qbq, … (and what stands in comments no word)."""
    count = 0

    def word(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return "q" + "".join(chr(97 + int(digit, 16)) for digit in f"{count:x}") + "q"

    return re.sub("W", word, text)


class Page(HTMLParser):
    """The words that readers of a page meet, in order; those of footnotes and titles apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.aside: list[str] = []
        self.notes = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.notes += tag == "div" and said.get("class") == "footnote"
        for name in ("alt", "title"):
            self.aside += WORD.findall(said.get(name) or "")

    def handle_data(self, data: str) -> None:
        (self.aside if self.notes else self.words).extend(WORD.findall(data))


@given(DOCUMENTS)
# Of a footnote that is defined twice one goes, with the code in it.
@example("[^n]: \n  ```\n- W\n\n  ```\n  W\n  ```\n[^n]: ")
@example('W[^n]\n\n[^n]: W\n\n    ```js title="W"\n    W\n\n    W\n    ```\n[^n]: W')
@example("W[^n]\n\n[^n]: W\n\n        W\n\n        W W\n\n[^n]: W")
@example("W[^n] [W][n]\n\n[^n]: [n]: #x\n\n  - W")
@example("W[^n] [W][n]\n\n[^n]: W\n\n  [n]: #x\n\n  - W")
@example("W[^n] [W][n]\n\n- [^n]: [n]: #x\n\n\n      W")
@example("W[^n]\n\n[^n]: [^m]: [n]: #x\n\n    W")
@example("[^n]: [^m]: [n]: #x")
@example("[^n]: [^m]: [^W]: W")
# Between signs that open nothing, no letters go.
@example("*****W** W_W_W **W**")
@example("*W **W *W* W_W_W** W_W_W **W** W")
def test_each_word_is_on_the_page_once_and_in_order_or_told(text: str) -> None:
    text = numbered(text)
    prose, problems = read_body(text, "a.md", "a")
    page = Page(prose.html)
    told = {problem.where.line for problem in problems}
    for problem in problems:
        told |= {int(line) for line in re.findall("first in line (.+?)\\)", problem.message)}
    hidden = "".join(re.findall(r"<!--.*?-->", text, re.DOTALL))
    for number, line in enumerate(text.split("\n"), 1):
        for word in WORD.findall(line):
            if word in hidden or number in told:
                continue
            once = page.words.count(word) == 1 or word in page.aside
            assert once, (word, number, text, prose.html, problems)
    if not problems:
        typed = WORD.findall(text)
        order = [typed.index(word) for word in page.words]
        assert order == sorted(order), (text, prose.html)
        assert {*WORD.findall(prose.markdown)} == {*page.words, *page.aside}, text
