"""Everything that Markdown may hold, once on a page: whole and readable in every width and colour.

The two stories of the other browser tests hold little of it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import eventually, lettered, listen, measure, sized, window
from playwright.sync_api import Browser, Page
from sites import Site, standing
from test_pages import AXE, DARK, FORCED, FORCED_DARK, LIGHT, axe

SMALL = Path(__file__).resolve().parent.parent / "stories" / "small"
CHAPTER = r"""---
title: Elements
---

Water is H~2~O, an area is a km^2^, and ~~the old word~~ the new word stands here[^long].
Inline $\frac{a + b}{\sqrt{x^2 + y^2}}$ beside words, and `a < b` as code, and <mail@example.org>.

$$
\sum_{i=0}^{n} \frac{x_i^{a}}{(a + b) \cdot \left( y_i - \bar{y} \right)} + \int_a^b f(x)\,dx
+ \alpha\beta\gamma\delta\epsilon\zeta\eta\theta\iota\kappa\lambda\mu\nu\xi\pi\rho\sigma\tau
$$

## Tasks and lists {#tasks}

- [x] Ask the library
- [ ] Ask [the town](https://town.example/)
  - [ ] its archive
  - its press office
    1. the *desk*
    2. the **head**

> A quotation with a list:
>
> - of books
> - and ~~newspapers~~ magazines

## Tables and code {#code}

| Left | Centre | Books lent |
|:---|:---:|---:|
| Millbrook | in town | [1.5 million](fact:loans.2024) |
| Ashford | beyond | [1.1 million](fact:ashford) |
| `code | in a cell` | H~2~O | $x^2$ |

| Wide | Table | Of | More | Columns | Than | A phone | Has room | For its | Words |
|---|---|---|---|---|---|---|---|---|---|
| readers | newspapers | magazines | recordings | manuscripts | maps | prints | scores | films | a |

```python title="a_long_name.py" hl_lines="2"
def lent(books: list[str]) -> None:
    print("A line that is longer than a phone is wide, and may not push the page sideways", books)
```

    indented, without a language

- A block in a list:

  ```js
  const much = "of what it takes to be wider than the column of a phone or even of a desk's screen";
  ```

---

Spaces at the end of a line  
break it, and a footnote[^other] may stand again[^long].

[^long]: A note of some paragraphs, with `code` and [a link](https://a.example/).

    Its next paragraph.

[^other]: Another.
"""
WHAT = ["sub", "sup", "del", "math", "math[display]", "input[type=checkbox]", "blockquote li",
        "td.right", "td.center", "figure figcaption", "pre mark", "pre code", "ol ol, ul ol", "hr",
        ".footnote li", "p code", "br"]  # fmt: skip
# Scrolled sideways, so that the page is not: readers of the keyboard have to get there too.
SCROLLED = """[...document.querySelectorAll("#elements *")].filter((e) => e.clientWidth
  && e.scrollWidth > e.clientWidth && /auto|scroll/.test(getComputedStyle(e).overflowX))"""
OUTSIDE = """[...document.querySelectorAll("#elements :is(p, li, td, th, pre, math, figcaption)")]
  .filter((e) => !e.closest("table, pre, math[display]") && e.getBoundingClientRect().right
    > document.querySelector("#elements").getBoundingClientRect().right + 1)
  .map((e) => e.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def elements(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("elements")
    root = shutil.copytree(SMALL, folder / "story", ignore=shutil.ignore_patterns(".cache", "site"))
    (root / "content" / "03-elements.md").write_text(CHAPTER, "utf-8")
    with standing(root, folder / "site") as site:
        yield site


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    context = window(browser, reduced_motion="reduce", bypass_csp=True)
    yield context.new_page()
    context.close()


def test_all_of_them_are_on_the_page(screen: Page, elements: Site) -> None:
    wrong = listen(screen, elements.url)
    screen.goto(elements.url)
    here = screen.locator("#elements")
    assert [what for what in WHAT if not here.locator(what).count()] == []
    assert here.locator("mjx-container, .katex").count() == 0  # by the browser itself
    assert [mark for mark in ("~~", "$$", "[x]", "[^", ":---", "```") if mark in
            here.inner_text()] == []  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_they_have_room(screen: Page, elements: Site, width: int) -> None:
    screen.goto(elements.url)
    sized(screen, width, 800)
    lettered(screen)
    wrong = measure(screen, "sideways") + measure(screen, "targets") + screen.evaluate(OUTSIDE)
    assert not wrong, "\n".join(wrong)
    reached = f"{SCROLLED}.filter((e) => e.tabIndex < 0).map((e) => e.outerHTML.slice(0, 90))"
    assert eventually(screen, lambda: screen.evaluate(reached), []) == []
    if width < 400:
        assert screen.evaluate(f"{SCROLLED}.length") >= 3


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("colours", [LIGHT, DARK, FORCED, FORCED_DARK], ids=repr)
def test_they_have_no_barriers(
    screen: Page, elements: Site, width: int, colours: dict[str, str]
) -> None:
    screen.goto(elements.url)
    sized(screen, width, 800)
    screen.emulate_media(**colours)  # type: ignore[arg-type]
    screen.evaluate(AXE)
    assert axe(screen, []) == []
