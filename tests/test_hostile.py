"""Content cannot act: whatever words an author pastes, the pages stay built as they were."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import released
import yaml
from minimal import DATA, FIRST, STORY, story

PAYLOADS = [
    '"><script>alert(x)</script><img src=x onerror=alert(x)>',
    "' onmouseover='alert(x)' style='color:red",
    "</script></style></title></textarea>--><svg onload=alert(x)>",
    "{{ site.title }} {% raw %} ${x} <%= x %>",
    "]]> <? x ?> &x; &lt;script&gt; %3Cscript%3E",
    "=HYPERLINK(x) +x @x \\u003cscript\\u003e",
    "`<script>` *<b>* [<i>](https://a.org/?<u>)",
]
PLAIN = "harmless words"


class Built(HTMLParser):
    """How a page is built: its elements with the names of their attributes, and its addresses."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.addresses: list[str] = []
        self.scripts: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *sorted(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "script":
            self.scripts.append(dict(attrs).get("type") or "")

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))


def typed(words: str) -> str:
    """In Markdown, where HTML and template code are refused: with signs that make it words."""
    return re.sub(r"(?<![`?])<(?=[a-z/%])|\{", r"\\\g<0>", words)


def texts(plain: str) -> dict[str, str]:
    """The small story with the same words wherever an author may write freely."""
    words = typed(plain)
    data = yaml.safe_load(DATA)
    site, report, facts = data["site"], data["sources"]["report"], data["facts"]
    site |= {key: words for key in ("title", "description")}
    site |= {key: plain for key in ("author", "publisher", "license")}
    site |= {"names": [plain], "repository": "https://example.org/town"}
    report |= {"title": plain, "publisher": plain, "url": "https://example.org/?a&b"}
    facts["share"] |= {
        "what": words, "label": words, "note": words, "when": plain, "reading": plain,
        "quote": f"over 75% of it went to schools {plain}",
        "history": [{"value": "over 70%", "until": "2026-03-01", "kind": "correction",
                     "note": plain}],
    }  # fmt: skip
    facts["rose"] |= {"what": f"rose {words}", "words": [plain]}
    facts["rd"] |= {"label": words}
    front = yaml.safe_dump({"title": words, "summary": words}, width=1000)
    chart = {"title": words, "alt": words, "subtitle": words}
    body = (
        f"{words}\n\n## Head {words} {{#head}}\n\n- {words}[^1]\n\n| a | b |\n|---|---|\n"
        f"| {words.replace('|', '')} | [rose](fact:rose) |\n\n> {words}\n\n[^1]: {words}\n\n"
        f"![](chart:rd)\n\n[over 75%](fact:share) [link](https://a.org 'title')\n"
    )
    return {
        "data.yaml": yaml.safe_dump(data, allow_unicode=True, sort_keys=False),
        FIRST: f"---\n{front}---\n\n{body}",
        "content/charts/rd.md": f"---\n{yaml.safe_dump(chart, width=1000)}---\n\n{words}\n",
        "seeds/report.txt": f"{STORY['seeds/report.txt'].rstrip()[:-1]} {plain}",
    }


def pages(words: str) -> dict[str, bytes]:
    return released.pages(story(texts(words)))


@pytest.mark.parametrize("words", PAYLOADS)
def test_pages_are_built_alike_whatever_the_words(words: str) -> None:
    marked = "`" in words
    plain, hostile = pages("`a` *a* [a](https://a.org/)" if marked else PLAIN), pages(words)
    assert plain.keys() == hostile.keys()
    for path in plain:
        if not path.endswith(".html"):
            continue
        expected, built = Built(plain[path]), Built(hostile[path])
        assert built.elements == expected.elements, path
        assert built.scripts == expected.scripts
        for address in built.addresses:
            assert re.match(r"(https?:|mailto:|#|\.{0,2}/?[\w.#?-])", address), address
            assert not re.match(r"(?!https?:|mailto:)[\w+.-]+:", address), address


@pytest.mark.parametrize("words", PAYLOADS)
def test_exports_stay_what_they_are(words: str) -> None:
    for path, page in pages(words).items():
        if path.endswith(".json"):
            json.loads(page)
        elif path.endswith((".xml", ".svg")):
            ElementTree.fromstring(page)
        elif path.endswith(".csv"):
            for row in csv.reader(io.StringIO(page.decode())):
                assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row), row
        elif path.endswith(".html"):
            for script in re.findall(rb"<script[^>]*ld\+json[^>]*>(.*?)</script>", page, re.S):
                json.loads(script)


def test_every_page_forbids_what_is_not_its_own() -> None:
    for path, page in pages(PAYLOADS[0]).items():
        if path.endswith(".html"):
            found = re.search(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
            assert found, path
            policy = found[1].decode()
            assert "default-src &#39;none&#39;" in policy or "default-src 'none'" in policy
            assert "unsafe" not in policy and "*" not in policy.replace("https://*", "*")
