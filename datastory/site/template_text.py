"""Templates, styles and scripts state nothing: what they write on pages, no fact would prove."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from ..cache import cached
from ..numbers.statements import figures
from ..problem import Location, Problem
from .templates import STATIC, TEMPLATES

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNSHOWN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.I)
TAG = re.compile(r"<[^>]*>")
SAYS = re.compile(
    r"\s(?:alt|title|aria-label|aria-description|placeholder|label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
ENTITY = re.compile(r"&#?\w+;")
# What names a licence or the page that is missing: "CC BY-SA 4.0", "404".
NAMES = re.compile(r"\bCC[\s-]BY(?:[\s-][A-Z]{2})*[\s-]\d\.\d|(?<=>)\s*404\s*(?=<)")
READ = (".html", ".css", ".js")
FILLED = "\ufffc"  # where Jinja fills something in
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CONTENT = re.compile(r"(?<![\w-])content\s*:(?P<value>[^;}]*)", re.I)
STRING = re.compile(r"\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'", re.DOTALL)
RULE = re.compile(r"(?P<selectors>[^{};]+)\{(?P<declared>[^{}]*)\}")
FIGURE = re.compile(r"(?:^|[\s>+~,(])data(?=[\s,.:\[)>+~]|$)")
HIDES = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+%?(?![\d.])"
    r"|font-size\s*:\s*0*\.?0+[a-z%]*(?![\d.])|color\s*:\s*transparent|text-indent\s*:\s*-\d{3,}"
    r"|transform\s*:\s*scale\(\s*0|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.I,
)
WRITES = re.compile(
    r"(?:(?:textContent|innerText|innerHTML|outerHTML|nodeValue)\s*\+?=(?!=)"
    r"|\b(?:append|prepend|before|after|replaceWith|insertAdjacent\w+|createTextNode|write)\()"
    r"[^;\n]*?(?P<said>\"[^\"\n]*\d[^\"\n]*\"|'[^'\n]*\d[^'\n]*'|`[^`]*\d[^`]*`)"
)


def unproved_text(files: Mapping[str, bytes], names: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Each figure that a template writes, each word that a style does, and figures that one hides.

    `files` are those of the story by path, of which templates, styles and scripts are read; `names`
    are the story's, as "Error 404", which state no figure.
    """
    for path, data in files.items():
        copied = path.startswith(TEMPLATES + STATIC) and path.endswith(".html")
        if path.startswith(TEMPLATES) and path.endswith(READ) and not copied:
            yield from _unproved(path, data, names)


@cached(lambda *asked: asked)  # most builds change none
def _unproved(path: str, data: bytes, names: tuple[str, ...]) -> list[Problem]:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return []  # told where it is read
    first = Location(path, 1, 1)
    if path.endswith(".css"):
        found = _styled(JINJA.sub(_blank, text))
    elif path.endswith(".js"):
        found = _written(text)
    else:
        found = _figures(text, names)
    return [Problem(first.after(text[:at]), said, words) for at, words, said in found]


def _figures(text: str, names: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Offset, words and message of each figure in the words of a template."""
    bare = NAMES.sub(_blank, UNSHOWN.sub(_blank, JINJA.sub(_blank, text)))
    pieces = [(match.start(i), match[i]) for tag in TAG.finditer(bare)
              for match in SAYS.finditer(bare, tag.start(), tag.end())
              for i in (1, 2) if match[i]]  # fmt: skip
    tags = [tag.span() for tag in TAG.finditer(bare)]
    between = zip((0, *(end for _, end in tags)), (*(at for at, _ in tags), None), strict=True)
    pieces += [(start, bare[start:end]) for start, end in between]
    for start, piece in pieces:
        shown = ENTITY.sub(lambda one: html.unescape(one[0]).ljust(len(one[0])), piece)
        for one in figures(shown, names):
            if one.core.kind == "ordinal":
                continue  # "Read this first"
            message = f"a template states '{one.text}', which no fact proves; say it in a chapter, "
            message += "or, if it is a name, add it to site.names"
            yield start + one.start, one.text, message


def _styled(text: str) -> Iterator[tuple[int, str, str]]:
    css = COMMENT.sub(_blank, text)
    for match in CONTENT.finditer(css):
        for string in STRING.finditer(match["value"]):
            words = string[1] or string[2] or ""
            if re.search(r"[^\W_]", words):
                message = f"a style writes '{words}' on pages, which no fact proves; write it in "
                message += "a chapter, or in a template"
                yield match.start("value") + string.start(), words, message
    for rule in RULE.finditer(css):
        hides = HIDES.search(rule["declared"])
        if hides and FIGURE.search(rule["selectors"].strip()):
            message = f"this hides figures of the text ('{hides[0]}'); let readers see them"
            yield rule.start("declared") + hides.start(), hides[0], message


def _written(text: str) -> Iterator[tuple[int, str, str]]:
    for match in WRITES.finditer(COMMENT.sub(_blank, text)):
        message = f"a script writes {match['said']} on pages, which no fact proves; say it in a "
        yield match.start("said"), match["said"], f"{message}chapter"


def _blank(match: re.Match[str]) -> str:
    """As long, on as many lines, and without words."""
    first = FILLED if match[0].startswith("{{") else " "
    return first + re.sub(r"[^\n]", " ", match[0][1:])
