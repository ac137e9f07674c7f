"""Places in Markdown: a mark before every word, and what each mark stands for.

Python-Markdown's tree knows no positions. So every word of the source gets a mark in front, one
character of a private plane whose number is an index of places; the text is converted, and the
marks are read back from the tree. Words, places and bindings thus come from one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..problem import Location, Problem
from .blocks import Line, Piece
from .spans import FILLER

FIRST_MARK, MOST_MARKS = 0xF0000, 0x10FFFE - 0xF0000
MARK = re.compile("[\U000f0000-\U0010ffff]")
ENTITY = re.compile(r"&#?\w{1,30};")
MOST_LINES, MOST_NOTES = 1000, 1000

TOKEN = re.compile(
    r"""(?x)
    (?P<note>\[\^[^\[\]]+\](?![(:])          # the place of a footnote in the text
      | (?:(?<=\S)|(?<=\S\ ))\[\^[^\[\]]+\](?=:))
    | (?<=\])\[[^\[\]^]*\](?!\()             # the name of a link's address
    | ^\[[\ xX]\](?=\ )                       # the sign of a task
    | (?P<whole>
        \{\#[^}]*\}                          # a heading's id
        | <https?://[^<>\s]*>                # an address in angle brackets
        | <[^\s<>@]+@[^\s<>@]+>              # a mail address in such
        | &\#?\w{1,30};                      # an entity
        | [\ue100-\uf8ff]                    # mathematics
      )
    | (?P<after>^\ {0,3}\#{1,6}\ *(?=[^\s\w\#*_`\[{\\]))
    | (?P<word>
        (?<![\w$€£¥\\~])(?!~~)[-+−–~.$€£¥₩₹]+(?=[\d\[])  # a sign before a number
        | (?<=\))(?=[%‰°+])                  # one behind a link
        | (?<!\w)_*(?=[^\W_])                # a word
        | (?<=\S[ ])(?=`{3,}|~{3,}|\]\()     # signs of a line of their own, joined to it
        | (?<=[^\W\d_])(?=\d)                # a number behind letters
      )
    """
)

RULE = re.compile(r"[\s>]*(?:[-*_+#\s]|\d+[.)])*")
UNDERLINE = re.compile(r"=+\s*")
LINE_END = re.compile(r"(?<=\S)(?=\s*$)")
CODE_TOKEN = re.compile(r"(?=\S)")  # of a line of code only its beginning has a mark

Places = Callable[[int, int], Location]


def bare(text: str) -> str:
    return MARK.sub("", text)


def place_of(mark: str, places: Sequence[Location]) -> Location:
    return places[ord(mark) - FIRST_MARK]


def marked(
    lines: Sequence[Line], place: Places
) -> tuple[str, list[tuple[int, int]], list[Problem]]:
    """The lines as one text with its marks, and the line and column that each mark stands for.

    `place` tells the location of a line and a column of the file, both from 0.
    """
    places: list[tuple[int, int]] = []
    piece = Piece(0, 0, "")

    def mark(match: re.Match[str]) -> str:
        if len(places) == MOST_MARKS or (match.re is TOKEN and match.lastgroup is None):
            return match[0]
        after = match.lastgroup == "after" or match[0].startswith("_")
        column = piece.column + (match.end() if after else match.start())
        places.append((piece.number, column))
        sign = chr(FIRST_MARK + len(places) - 1)
        return match[0] + sign if after else sign + match[0]

    texts = []
    for i, line in enumerate(lines):
        piece = line.piece
        match line.kind:
            case "words":
                words = TOKEN.sub(mark, piece.text)
                if not MARK.search(words) and _has_signs(i, lines):
                    words = LINE_END.sub(mark, words, count=1)
            case "code":
                words = CODE_TOKEN.sub(mark, piece.text, count=1)
            case "fence":
                words = piece.text
        texts.append(line.prefix + words.replace(FILLER, ""))
    problems = []
    if len(places) == MOST_MARKS:
        message = f"this file has more than {MOST_MARKS:,} words; split it"
        problems.append(Problem(place(*places[-1]), message))
    if too_long := _too_long(texts, lines, place):
        return "", places, [*problems, too_long]
    return "\n".join(texts), places, problems


def _has_signs(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line without words says something, and a mark at its end changes nothing.

    So what is wrong with it has a place. A row of a table, a rule and the line below a heading
    would be none any more.
    """
    text = lines[i].piece.text.replace(FILLER, "")
    above, before, after = (
        lines[j].piece.text.strip() if 0 <= j < len(lines) else "" for j in (i - 2, i - 1, i + 1)
    )
    if UNDERLINE.fullmatch(text):
        return bool(above or not before)
    return not RULE.fullmatch(text) and ("|" not in text or not (before or after))


def _too_long(texts: Sequence[str], lines: Sequence[Line], place: Places) -> Problem | None:
    """The Markdown library's time grows with the square of what is refused here."""
    together = notes = 0
    for line, text in zip(lines, texts, strict=True):
        together = together + 1 if text.strip() else 0
        notes += text.count("[^")
        if together > MOST_LINES:
            message = f"more than {MOST_LINES:,} lines without an empty one; split them"
            return Problem(place(line.piece.number, 0), message)
        if notes > MOST_NOTES:
            message = f"a file has at most {MOST_NOTES:,} footnotes; split it"
            return Problem(place(line.piece.number, 0), message)
    return None
