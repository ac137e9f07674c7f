"""Places in Markdown: a mark before every word, and what each mark stands for.

Python-Markdown's tree knows no positions. So every word of the source gets a mark in front, one
character of a private plane whose number is an index of places; the text is converted, and the
marks are read back from the tree. Words, places and bindings thus come from one pass.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..problem import Location, Problem
from .characters import without_invisible

FIRST_MARK, MOST_MARKS = 0xF0000, 0x10FFFE - 0xF0000
MARK = re.compile("[\U000f0000-\U0010ffff]")
ENTITY = re.compile(r"&#?\w{1,30};")
MOST_LINES, MOST_NOTES = 1000, 1000

TOKEN = re.compile(
    r"""(?x)
    ^[ >*+\-]*\d+\.(?=\s)                   # the number of a list item
    | (?P<fence>^(?:`{3,}|~{3,})\ *[\w\#.+-]*\ *$)
    | ^\ {0,3}\[\^[^\]\s]*\]:               # the name of a footnote
    | (?P<note>\[\^[^\]\s]*\](?!\())        # its place in the text
    | (?P<whole>
        \{\#[^}]*\}                         # a heading's id
        | <https?://[^<>\s]*>               # an address in angle brackets
        | &\#?\w{1,30};                     # an entity
        | (?<=[\t\ >])(?:`{3,}|~{3,})\ *$   # what opens no block of code, for it is indented
      )
    | (?P<after>^\#{1,6}\ *(?=[^\s\w\#*_`\[{\\]))
    | (?P<word>
        (?<![\w$€£¥\\])[-+−–~.$€£¥₩₹]+(?=[\d\[])  # a sign before a number
        | (?<=\))(?=[%‰°+])                 # one behind a link
        | (?<!\w)_*(?=[^\W_])               # a word
        | (?<=[^\W\d_])(?=\d)               # a number behind letters
      )
    """
)

# What the library takes for the opening of a block of code; what it does not is words.
FENCE = re.compile(r"(~{3,}|`{3,}) *(?:\{.*\}|\.?[\w#.+-]* *(?:hl_lines=([\"']).*?\2 *)?)$")
UNCLOSED_FENCE = "a block of code is closed by a line of the same marks as opened it"

Places = Callable[[int, int], Location]


def bare(text: str) -> str:
    return MARK.sub("", text)


def place_of(mark: str, places: list[Location]) -> Location:
    return places[ord(mark) - FIRST_MARK]


def marked(text: str, place: Places, problems: list[Problem]) -> tuple[str, list[Location]]:
    """The text with its marks, and the location that each of them stands for.

    `place` tells the location of a line and a column of `text`, both from 0.
    """
    places: list[Location] = []
    number = 0

    def mark(match: re.Match[str]) -> str:
        if match.lastgroup is None or match["fence"] or len(places) == MOST_MARKS:
            return match[0]
        after = match["after"] is not None or match[0].startswith("_")
        places.append(place(number, match.end() if after else match.start()))
        sign = chr(FIRST_MARK + len(places) - 1)
        return match[0] + sign if after else sign + match[0]

    lines = without_invisible(text, place, problems).split("\n")
    code, unclosed = _code(lines)
    for number in unclosed:
        problems.append(Problem(place(number, 0), UNCLOSED_FENCE, lines[number]))
        lines[number] = ""
    for number, line in enumerate(lines):
        if "\t" in line and number not in code and not line.startswith(("\t", "    ")):
            lines[number] = line.replace("\t", " ")  # so that columns stay the file's
    for number in range(len(lines)):
        if number not in code:
            lines[number] = TOKEN.sub(mark, lines[number])
    if len(places) == MOST_MARKS:
        message = f"this file has more than {MOST_MARKS:,} words; split it"
        problems.append(Problem(places[-1], message))
    if too_long := _too_long(lines, place):
        problems.append(too_long)
        return "", places
    return "\n".join(lines), places


def _code(lines: list[str]) -> tuple[set[int], list[int]]:
    """The lines that are fenced as code, and those that open a block which no line closes."""
    code: set[int] = set()
    unclosed = []
    closes = ""
    last = {line.rstrip(" "): number for number, line in enumerate(lines)}
    for number, line in enumerate(lines):
        opening = FENCE.match(line)
        if closes:
            code.add(number)
            closes = "" if line.rstrip(" ") == closes else closes
        elif opening and last.get(opening[1], 0) > number:
            closes = opening[1]
        elif opening:
            unclosed.append(number)
    return code, unclosed


def _too_long(lines: list[str], place: Places) -> Problem | None:
    """The Markdown library's time grows with the square of what is refused here."""
    together = notes = 0
    for number, line in enumerate(lines):
        together = together + 1 if line.strip() else 0
        notes += line.count("[^")
        if together > MOST_LINES:
            message = f"more than {MOST_LINES:,} lines without an empty one; split them"
            return Problem(place(number, 0), message)
        if notes > MOST_NOTES:
            message = f"a file has at most {MOST_NOTES:,} footnotes; split it"
            return Problem(place(number, 0), message)
    return None
