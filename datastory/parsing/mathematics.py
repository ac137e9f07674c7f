"""`$x^2$` to MathML; and which of its numbers are figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from ..lazy_imports import math_core
from ..problem import Refused

RELATION = re.compile(r"[=<>≤≥≠≈∼~≃≅≡∝→⩽⩾≪≫:,;]|:=")
UNEQUAL = set("<>≤≥≠⩽⩾≪≫")
SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts"}
NO_VARIABLE = re.compile(r"[%$€£¥₩₹°‰\W\d_]*|\w{2,}")
STYLE = re.compile(r' (?:style|class)="[^"]*"')
ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;)\w+;")
DEFINES = re.compile(r"\\(?:re|provide)?newcommand|\\def\b|\\(?:tag|label|eq?ref|color|colorbox)\b")
COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%")


def to_mathml(latex: str, display: bool) -> str | Refused:
    r"""`x^2` -> `<math><msup><mi>x</mi><mn>2</mn></msup></math>`; or why not, and where in it."""
    if not latex.strip():
        return Refused("between these dollars stands no mathematics; for the sign write \\$")
    if latex[0] == latex[-1] == "`":
        return Refused("mathematics stands between dollars alone, as in $x^2$", 0)
    if "<!--" in latex:
        return Refused("a comment is no part of mathematics; take it out", latex.index("<!--"))
    if comment := COMMENT.search(latex):
        return Refused("in mathematics a percent sign is written \\%", comment.end() - 1)
    if defines := DEFINES.search(latex):
        message = f"{defines[0]} is not read in mathematics; write the formula"
        return Refused(message, defines.start())
    converter = math_core.LatexToMathML(fancy_error=False)
    try:
        made = converter.convert_with_local_state(latex, displaystyle=display)
    except math_core.LatexError as error:
        at, _, reason = str(error).partition(":")
        offset = len(latex.encode()[: int(at)].decode(errors="ignore")) if at.isdigit() else 0
        message = f"this mathematics is not read: {reason.strip()}"
        return Refused(message, min(offset, len(latex)))
    return STYLE.sub("", ENTITY.sub("", made))


def figure(mathml: str) -> str:
    """The first number that is a figure, or "": one that stands alone on its side of a relation.

    In `2x + 1` and `x^2` numbers are notation; `n = 52` says a figure, and `52` is one.
    """
    root = ElementTree.fromstring(mathml)
    for side, unequal in _sides(list(_parts(root))):
        numbers = "".join(number for part in side for number in _numbers(part))
        variable = any(_variable(leaf) for part in side for leaf in part.iter())
        if numbers and not variable and not (unequal and numbers == "0"):
            return "".join("".join(part.itertext()) for part in side).strip()
    return ""


def _parts(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """What stands side by side, rows of a table one after the other."""
    for child in element:
        if child.tag in ("math", "mrow", "mtable", "mtr", "mtd", "mstyle", "mpadded"):
            yield from _parts(child)
        else:
            yield child


def _sides(
    parts: list[ElementTree.Element],
) -> Iterator[tuple[list[ElementTree.Element], bool]]:
    side: list[ElementTree.Element] = []
    unequal = False
    for part in parts:
        sign = (part.text or "").strip()
        inside_number = sign in (",", ":") and side and side[-1].tag == "mn"
        if part.tag == "mo" and RELATION.fullmatch(sign) and not inside_number:
            yield side, unequal or sign in UNEQUAL
            side, unequal = [], sign in UNEQUAL
        else:
            side.append(part)
    yield side, unequal


def _numbers(element: ElementTree.Element) -> Iterator[str]:
    """The numbers of an element that are no index and no exponent."""
    if element.tag == "mn" or (element.tag == "mtext" and re.search(r"\d", element.text or "")):
        yield element.text or ""
    children = list(element)[:1] if element.tag in SCRIPTS else list(element)
    for child in children:
        yield from _numbers(child)


def _variable(leaf: ElementTree.Element) -> bool:
    return leaf.tag == "mi" and not NO_VARIABLE.fullmatch(leaf.text or "")
