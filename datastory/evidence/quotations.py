"""Quotations: found in the kept document once what printing changes has been folded away.

White space, dashes, quotation marks, ligatures and hyphenated line ends do not count; all else
does. The ends of a quotation may cut no word, and no number or what belongs to it, in two; and no
sentence, where that turns what it says.
"""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from ..numbers.languages.english import reading, tokens
from ..numbers.quantity import Figure
from ..problem import Refused
from . import out_of_context

# Stands for a hyphen at the end of a line, which may be the writer's ("sci-tech") or the printer's,
# and for the dash before an item of a list ("- 14 members"), which is no minus.
LINE_HYPHEN = "\u00ad"
LIST_DASHES, LIST_NUMBER = (*"-–—‒―−",), re.compile(r"\W?\.?\d")
MINUS = "−"
_DASHES = "-‐‑‒–—―−﹣－"
_SAME = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("“”„‟«»″＂「」『』〝〞", '"'),
        **dict.fromkeys("‘’‚‛′´`", "'"),
        "…": "...",
        **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
# What a copy of "km²" or of "firms³" says, digits that are set high behind a letter.
_HIGH = re.compile(r"(?<=[^\W\d_])[⁰¹²³⁴-⁹]+")
_LOW = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SIGN = re.compile(r"(^|[(\[\"'])-(?=\.?\d)")
FAR = 600  # characters; no further does a sentence reach
SENTENCE_END = re.compile(r"[.!?]['\")\]]*(?=\s+[^\sa-z]|$)\s*|[。！？；]")
_INNER, _OUTER = 24, 40  # characters; further from an end nothing belongs to a number there


class Folded(Struct, frozen=True):
    """The text of a document, folded once.

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

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Where the paragraph that holds this offset begins and ends; a blank line parts two."""
        here = max(bisect.bisect_right(self.starts, offset) - 1, 0)
        first, last = here, here + 1
        while first > 0 and self.lines[first] - self.lines[first - 1] < 2:
            first -= 1
        while last < len(self.lines) and self.lines[last] - self.lines[last - 1] < 2:
            last += 1
        end = self.starts[last] if last < len(self.starts) else len(self.folded)
        return self.starts[first], end


class Found(Struct, frozen=True):
    """The line of the text, from 1, where a quotation begins, and the sentence around it."""

    line: int
    before: str
    after: str


def fold_document(text: str) -> Folded:
    """Folds the text of a document."""
    parts: list[str] = []
    starts, lines = [0], [1]
    length, number, last = 0, 1, ""
    text = unicodedata.normalize("NFC", text)
    for number, line in enumerate(text.split("\n"), start=1):
        begun = False
        words = line.split()
        if len(words) > 1 and words[0] in LIST_DASHES and LIST_NUMBER.match(words[1]):
            parts.append(LINE_HYPHEN)
            starts.append(length)
            lines.append(number)
            length, last, begun, words = length + 1, "-", True, words[1:]
        for token in words:
            joint = _joint(last, token, not begun)
            if joint == LINE_HYPHEN and parts[-1].endswith("-"):
                parts[-1] = parts[-1][:-1]
                length -= 1
            plain = token.isascii() and "`" not in token  # most are, and are quickly done
            word = token if plain else token.translate(_SAME)
            word = word if plain else _HIGH.sub(lambda high: high[0].translate(_LOW), word)
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
    hyphens = tuple(offset - number for number, offset in enumerate(offsets))
    return Folded(folded, tuple(starts), tuple(lines), bare, hyphens)


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
    return fold_document(text).folded.replace(LINE_HYPHEN, "-")


def locate(quotation: str, document: Folded) -> Found | Refused:
    """Where the quotation stands in the document, whole; or what it cuts, or how far it agrees.

    `"after 'the money went' the source says 'to schools', not 'to roads'"`
    """
    turned = ""
    for start, end in _places(quotation, document, whole=True):
        if _cut(document.folded, start, end):
            continue
        before, after = _around(document, start, end)
        reason = out_of_context.cut_off(before, after)
        if not reason:
            return Found(document.line(start), before, after)
        turned = turned or reason
    if turned:
        return Refused(turned)
    for place in _places(quotation, document):
        cut = _cut(document.folded, *place)
        return Refused(f"it begins or ends inside '{cut}'; quote all of that")
    return Refused(_difference(quotation, document))


def _around(document: Folded, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence before and behind `folded[start:end]`."""
    low, high = document.paragraph(start)[0], document.paragraph(max(end - 1, start))[1]
    item = _item(document.folded, max(low, start - FAR), start)
    before = document.folded[item:start].replace(LINE_HYPHEN, "")
    items = _items(document.folded, end, min(high, end + FAR))
    after = document.folded[end : next(items, min(high, end + FAR))].replace(LINE_HYPHEN, "")
    ended = [match.end() for match in SENTENCE_END.finditer(before)]
    stop = SENTENCE_END.search(document.folded[end - 1 : end] + after) if end > start else None
    behind = after if stop is None else after[: max(stop.end() - 1, 0)]
    return before[ended[-1] if ended else 0 :].lstrip(), behind.rstrip()


def _items(folded: str, low: int, high: int) -> Iterator[int]:
    """Where the items of a list begin in `folded[low:high]`."""
    at = folded.find(LINE_HYPHEN, low, high)
    while at >= 0:
        if LIST_NUMBER.match(folded, at + 1):
            yield at
        at = folded.find(LINE_HYPHEN, at + 1, high)


def _item(folded: str, low: int, start: int) -> int:
    """Where the item of a list begins that leads to `start`, with what leads to the list itself."""
    last = max(_items(folded, low, start), default=low)
    return low if last == low or folded[last - 1] == ":" else last


def _difference(quotation: str, document: Folded) -> str:
    """How far a quotation that does not stand in the document agrees with it."""
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


def _places(quotation: str, document: Folded, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Where the quotation stands in `document.folded`; if `whole`, not where it cuts a word."""
    wanted = fold_document(quotation).folded.strip(f"- {LINE_HYPHEN}")
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
    whole = [f for f in reading.find_numbers(folded[begin:end]) if begin + f.end > inner[0]]
    whole = [f for f in whole if begin + f.start < inner[1]]
    alone = reading.find_numbers(folded[inner[0] : inner[1]])
    for figure, same in itertools.zip_longest(whole, alone):
        if figure is None or same is None or _said(figure) != _said(same):
            text = folded[max(0, at - 16) : at + 16] if figure is None else figure.text
            return text.replace(LINE_HYPHEN, "")
    return ""


def _said(figure: Figure) -> object:
    quantity = figure.quantity
    return figure.text if quantity is None else (quantity.value, quantity.unit, quantity.qualifier)


def _inside_word(folded: str, at: int) -> bool:
    before, after = folded[at - 1 : at] if at else "", folded[at : at + 1]
    if not before or not after:
        return False
    if LINE_HYPHEN in (before, after):
        hyphen = at - 1 if before == LINE_HYPHEN else at
        beside = folded[max(0, hyphen - 1) : hyphen], folded[hyphen + 1 : hyphen + 2]
        return all(letter.isalpha() for letter in beside)  # not of the dash before "14 members"
    if "'" in (before, after):
        outer = slice(at - 2, at - 1) if before == "'" else slice(at + 1, at + 2)
        return folded[outer].isalpha() and (after if before == "'" else before).isalpha()
    spaced = not _unspaced(before) and not _unspaced(after)
    return before.isalnum() and after.isalnum() and spaced
