"""Characters that nobody sees, and that change what a page says: refused wherever words stand."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..problem import Checked, Location, Problem

# Control characters, soft hyphens, spaces without width, marks that turn the direction of what
# follows ("12" would show as "21"), line ends that editors do not count, private and lost
# characters; and what joins or varies characters, where it stands in a word and not in a symbol.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff9-\uffff\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
    "|(?<=\\w)[\u034f\u180b-\u180d\ufe00-\ufe0f]"
    # Persian and the scripts of India are written with these between letters.
    "|(?<=[0-9A-Za-z\u00c0-\u058f])[\u200c\u200d]|[\u200c\u200d](?=[0-9A-Za-z\u00c0-\u058f])"
)


def without_invisible(text: str, place: Callable[[int, int], Location]) -> Checked[str]:
    """The text with a space for each invisible character, every one of which is a problem.

    `place` tells the location of a line and a column of `text`, both from 0.
    """
    if not INVISIBLE.search(text):
        return text
    for number, line in enumerate(text.split("\n")):
        for found in INVISIBLE.finditer(line):
            yield Problem(place(number, found.start()), unseen(found[0]))
    return INVISIBLE.sub(" ", text)


def unseen(character: str) -> str:
    """What to do about an invisible character."""
    name = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return f"a character was lost here ({name}); type it again and save the file in UTF-8"
    return f"an invisible character stands here ({name}); delete it and type the words again"
