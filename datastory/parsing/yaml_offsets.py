"""Where the characters of a folded, quoted or indented YAML value stand in the file."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from ..problem import Location

WHITE = " \t\n"
BLOCK_HEADER = re.compile(r"[^\n]*\n?")
SKIPPED = {'"': re.compile(r"(?:[ \t\n]|\\[nt \n])*"), "": re.compile(r"[ \t\n]*")}
ESCAPED = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
    "": re.compile(r".", re.DOTALL),
}


class Folded(Struct, frozen=True):
    """A value as it is written in the file: from `start` on, quotation marks and all.

    `style` is the quotation mark, "|" or ">", or "" for a plain value.
    """

    written: str
    style: str
    start: Location

    def at(self, text: str, offset: int) -> Location:
        """The place of the character at `offset` of the value `text` that this reads as."""
        offsets = _offsets(self.written, self.style, text)
        return self.start.after(self.written[: offsets[min(offset, len(text))]])


@functools.lru_cache(maxsize=256)
def _offsets(written: str, style: str, text: str) -> list[int]:
    """For each character of `text`, and its end, where it stands in `written`.

    YAML folds white space, so the two are compared word by word: white space in either is passed
    over, and a character that is written as an escape is as long as the escape.
    """
    skipped = SKIPPED.get(style, SKIPPED[""])
    escaped = ESCAPED.get(style, ESCAPED[""])
    at = 1 if style in ("'", '"') else 0
    if style in ("|", ">") and (header := BLOCK_HEADER.match(written)):
        at = header.end()
    offsets = []
    for character in text:
        if character not in WHITE:
            if space := skipped.match(written, at):
                at = space.end()
            offsets.append(at)
            if token := escaped.match(written, at):
                at = token.end()
        else:
            offsets.append(at)
    return [*offsets, at]
