"""Quotations: found in the kept document once what printing changes has been folded away.

White space, dashes, quotation marks and hyphenated line ends do not count; all else does. The ends
of a quotation may cut no word, and no number or what belongs to it, in two.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from ..numbers import reading, tokens

# A hyphen at the end of a line: it may be the writer's ("sci-tech") or the printer's.
LINE_HYPHEN = "\u00ad"
MINUS = "−"
_DASHES = "-‐‑‒–—―−﹣－"
_SAME = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("“”„‟«»″＂「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛′´`", "'"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
_SIGN = re.compile(r"(^|[(\[\"'])-(?=\.?\d)")
_INNER, _OUTER = 24, 40  # characters; further from an end nothing belongs to a number there


class Document(Struct, frozen=True):
    """A kept document, folded once.

    `starts` and `lines` say at which offset of `folded` each line of the file begins. `bare` is
    `folded` without hyphens, `hyphens` the offsets where they stood, less those before them.
    """

    folded: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    bare: str
    hyphens: tuple[int, ...]

    def line(self, offset: int) -> int:
        """The line of the file, from 1, that holds this offset of `folded`."""
        return self.lines[max(bisect.bisect_right(self.starts, offset) - 1, 0)]


def read(text: str) -> Document:
    """Folds a kept document; `read_once` keeps the result for all its quotations."""
    parts: list[str] = []
    starts, lines = [0], [1]
    length, number, last = 0, 1, ""
    text = unicodedata.normalize("NFC", text)
    for number, line in enumerate(text.split("\n"), start=1):
        begun = False
        for token in line.split():
            joint = _joint(last, token, not begun)
            if joint == LINE_HYPHEN and parts[-1].endswith("-"):
                parts[-1] = parts[-1][:-1]
                length -= 1
            plain = token.isascii() and "`" not in token  # most are, and are quickly done
            word = token if plain else token.translate(_SAME)
            word = _SIGN.sub(rf"\1{MINUS}", word) if "-" in word else word
            parts += (joint, word)
            if not begun:
                starts.append(length + len(joint))
                lines.append(number)
            length += len(joint) + len(word)
            last, begun = token, True
    folded = "".join(parts)
    offsets = [m.start() for m in re.finditer(f"[-{LINE_HYPHEN}]", folded)]
    bare = re.sub(f"[-{LINE_HYPHEN}]", "", folded)
    return Document(
        folded, tuple(starts), tuple(lines), bare, tuple(o - n for n, o in enumerate(offsets))
    )


read_once = functools.lru_cache(maxsize=64)(read)  # for documents: quotations would fill it


def _joint(last: str, token: str, broken: bool) -> str:
    """What stands between two words: a space, or nothing beside a dash or a Chinese character."""
    if not last:
        return ""
    before, after = last[-1], token[0]
    if broken and before in "-‐\u00ad" and last[-2:-1].isalpha() and after.isalpha():
        return LINE_HYPHEN
    sign = after in _DASHES and re.match(r"\.?\d", token[1:])
    if before in _DASHES or (after in _DASHES and not sign):
        return ""
    return "" if _unspaced(before) or _unspaced(after) else " "


def _unspaced(character: str) -> bool:
    """Chinese and Japanese characters and their punctuation: no spaces between words."""
    return "\u3000" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef"


def fold(text: str) -> str:
    """The text as quotations are compared: `"“sci–tech”\\n loans"` -> `'"sci-tech" loans'`."""
    return read(text).folded.replace(LINE_HYPHEN, "-")


def find(quotation: str, document: Document) -> int | None:
    """The line, from 1, on which the quotation stands in the document, whole; or None."""
    for start, end in _places(quotation, document, whole=True):
        if not _cut(document.folded, start, end):
            return document.line(start)
    return None


def missing(quotation: str, document: Document) -> str | None:
    """None if the quotation stands in the document; else what it cuts, or how far it agrees.

    `"after 'the money went' the source says 'to schools', not 'to roads'"`
    """
    if find(quotation, document) is not None:
        return None
    for place in _places(quotation, document):
        cut = _cut(document.folded, *place)
        return f"it begins or ends inside '{cut}'; quote all of that"
    words = quotation.split()
    low, high, agreed = 0, len(words), (0, 0)
    while low < high:  # the longest beginning that stands there
        middle = (low + high + 1) // 2
        places = _places(" ".join(words[:middle]), document)
        stands = next((p for p in places if not _inside_word(document.folded, p[1])), None)
        low, high, agreed = (middle, high, stands) if stands else (low, middle - 1, agreed)
    if low < 2:
        return "not even its first words are there; copy it from there, word for word"
    said = " ".join(words[max(0, low - 4) : low])
    after = document.folded[agreed[1] :].replace(LINE_HYPHEN, "").split()[:3]
    there = f"says '{' '.join(after)}'" if after else "ends"
    return f"after '{said}' the source {there}, not '{' '.join(words[low : low + 3])}'"


def _places(quotation: str, document: Document, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Where the quotation stands in `document.folded`; if `whole`, not where it cuts a word."""
    wanted = read(quotation).folded.strip(f"- {LINE_HYPHEN}")
    bare = re.sub(f"[-{LINE_HYPHEN}]", "", wanted)
    at = document.bare.find(bare) if bare else -1
    while at >= 0:
        start = at + bisect.bisect_right(document.hyphens, at)
        end = None
        if not (whole and _inside_word(document.folded, start)):
            end = _agrees(wanted, document.folded, start)
        if end is not None:
            yield start, end
        at = document.bare.find(bare, at + 1)


def _agrees(wanted: str, folded: str, i: int) -> int | None:
    """Where `wanted` ends if it stands in `folded` at `i`; a line hyphen is a hyphen or nothing."""
    j = 0
    while j < len(wanted):
        here = folded[i : i + 1]
        if here == wanted[j] or {here, wanted[j]} == {"-", LINE_HYPHEN}:
            i, j = i + 1, j + 1
        elif here == LINE_HYPHEN:
            i += 1
        elif wanted[j] == LINE_HYPHEN:
            j += 1
        else:
            return None
    return i


def _cut(folded: str, start: int, end: int) -> str:
    """The word or number that an end of `folded[start:end]` cuts in two, or ""."""
    for at in (start, end):
        if _inside_word(folded, at):
            before = folded[max(0, at - _OUTER) : at].rpartition(" ")[2]
            after = folded[at : at + _OUTER].partition(" ")[0]
            return (before + after).replace(LINE_HYPHEN, "")
    first, last = (start, min(end, start + _INNER)), (max(start, end - _INNER), end)
    for at, inner in ((start, first), (end, last)):
        if tokens.near(folded, max(0, at - _INNER), at + _INNER):
            cut = _cut_number(folded, at, inner)
            if cut:
                return cut
    return ""


def _cut_number(folded: str, at: int, inner: tuple[int, int]) -> str:
    """The number that reads otherwise with what stands beyond `at`: its %, scale or "over"."""
    begin, end = inner
    if at == begin:
        begin = max(0, at - _OUTER)
    else:
        end += _OUTER
    whole = [f for f in reading.read(folded[begin:end]) if begin + f.end > inner[0]]
    whole = [f for f in whole if begin + f.start < inner[1]]
    alone = reading.read(folded[inner[0] : inner[1]])
    for figure, same in itertools.zip_longest(whole, alone):
        if figure is None or same is None or _said(figure) != _said(same):
            text = folded[max(0, at - 16) : at + 16] if figure is None else figure.text
            return text.replace(LINE_HYPHEN, "")
    return ""


def _said(figure: reading.Figure) -> object:
    quantity = figure.quantity
    return figure.text if quantity is None else (quantity.value, quantity.unit, quantity.qualifier)


def _inside_word(folded: str, at: int) -> bool:
    before, after = folded[at - 1 : at] if at else "", folded[at : at + 1]
    if not before or not after:
        return False
    if LINE_HYPHEN in (before, after):
        return True
    if "'" in (before, after):
        outer = slice(at - 2, at - 1) if before == "'" else slice(at + 1, at + 2)
        return folded[outer].isalpha() and (after if before == "'" else before).isalpha()
    spaced = not _unspaced(before) and not _unspaced(after)
    return before.isalnum() and after.isalnum() and spaced
