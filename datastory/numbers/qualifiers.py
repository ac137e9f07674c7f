"""The words beside a number that say on which side of it the truth lies."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The directions. "400+" is plus: some read it as over and some as at least.
OVER, AT_LEAST, PLUS, ABOUT = "over", "at least", "plus", "about"
NEARLY, UP_TO, UNDER = "nearly", "up to", "under"
UPWARD, DOWNWARD = frozenset({OVER, AT_LEAST, PLUS}), frozenset({NEARLY, UNDER, UP_TO})
# What may be said of each: never bolder, never turned. Of an exact number any may be true.
CAUTIOUS = {
    "": frozenset({"", ABOUT}) | UPWARD | DOWNWARD,
    OVER: UPWARD,
    PLUS: UPWARD,
    AT_LEAST: UPWARD - {OVER},
    ABOUT: frozenset({ABOUT}),
    NEARLY: DOWNWARD | {ABOUT},
    UNDER: DOWNWARD - {NEARLY},
    UP_TO: frozenset({UP_TO}),
}


def phrases(table: Mapping[str, str]) -> dict[str, str]:
    """By phrase its direction, of a table that has the phrases of each: `{"over": "超过, 超"}`."""
    return {phrase: name for name, listed in table.items() for phrase in listed.split(", ")}


BEFORE = phrases(
    {
        OVER: "over, more than, greater than, higher than, larger than, above, exceed, exceeds, "
        "exceeded, exceeding, in excess of, upward of, upwards of, north of, beyond, surpassed, "
        "surpasses, surpassing, topped, topping",
        AT_LEAST: "at least, at the least, at the very least, no fewer than, no less than, "
        "no lower than, not fewer than, not less than, not lower than, never less than, "
        "never fewer than, not under, not below, never below, never under, minimum, minimum of, "
        "a minimum, a minimum of",
        UP_TO: "up to, at most, at the most, at the very most, no more than, no greater than, "
        "no higher than, no larger than, not more than, not greater than, not higher than, "
        "never more than, not over, not above, never over, never above, maximum, maximum of, "
        "a maximum, a maximum of, as many as, as much as, as high as",
        NEARLY: "nearly, almost, close to, very close to, near to, close on, approaching, "
        "not quite, just short of, just under, just below, just less than, just shy of, "
        "slightly under, slightly below, slightly less than, a little under, a little less than, "
        "only just under",
        UNDER: "under, less than, fewer than, lower than, smaller than, below, south of, short of",
        ABOUT: "about, around, approximately, approx, approx., roughly, some, circa, c., ca, ca., "
        "estimated, an estimated, in the region of, in the order of, of the order of, "
        "on the order of",
        # Ends like a qualifier, but is none.
        "": "add up to, adds up to, added up to, adding up to",
    }
)
SIGNS = phrases(
    {
        OVER: ">, 超过, 超過, 超, 逾, 突破, 高于, 高於, 多于, 多於",
        AT_LEAST: "≥, 至少, 不低于, 不低於, 不少于, 不少於, 최소",
        UP_TO: "≤, 不超过, 不超過, 至多, 最多, 최대",
        NEARLY: "接近, 将近, 將近, 近, ほぼ",
        UNDER: "<, 不到, 不足, 低于, 低於, 少于, 少於, 未满",
        ABOUT: "~, ≈, ∼, ～, 大约, 大約, 约, 約, およそ, 약",
    }
)
_AFTER = {
    PLUS: r"\s?\+(?!\s*\d)|[-‑]plus\b|\s+plus\b(?=\s*(?:[.,;:)]|$))",
    AT_LEAST: r"\s+or (?:more|over|above|upwards?|higher|greater)\b"
    r"|\s+and (?:above|over|upwards?)\b|\s+at (?:the (?:very )?)?least\b|\s+minimum\b|以上|이상",
    UP_TO: r"\s+or (?:less|fewer|under|below|lower)\b|\s+at (?:the (?:very )?)?most\b"
    r"|\s+max(?:imum)?\b|以下|이하",
    ABOUT: r"[-‑]odd\b|\s+or (?:so|thereabouts)\b|\s+more or less\b|左右|前后|안팎",
    OVER: r"[余餘多]|여(?=\s)",
    UNDER: "未満|미만",
}
AFTER = re.compile("|".join(f"({pattern})" for pattern in _AFTER.values()), re.I)
DIRECTIONS = tuple(_AFTER)
# "300 firms or more": the words between are not known.
LATE = re.compile(r"(?:\s+[A-Za-z-]+){1,4}?\s+or\s+(more|less|fewer|so)\b")
LAST_WORDS = tuple({phrase.rpartition(" ")[2] for phrase in BEFORE})
WORDS = re.compile(r"(?:[A-Za-z.]+\s+){1,5}$")


def before(text: str, start: int) -> tuple[str, int]:
    """The qualifier that ends at `start`, and where it begins: `("", start)` if there is none."""
    offset = max(0, start - 48)
    window = text[offset:start]
    bare = window.removesuffix(" ")
    for length in range(min(len(bare), 4), 0, -1):
        if bare[-length:] in SIGNS:
            return SIGNS[bare[-length:]], offset + len(bare) - length
    if not window[-1:].isspace() or not bare.lower().rstrip().endswith(LAST_WORDS):
        return "", start
    words = WORDS.search(window)
    for word in re.finditer(r"\S+", words[0]) if words else ():
        begin = start - len(words[0]) + word.start() if words else start
        phrase = " ".join(text[begin:start].lower().split())
        if phrase in BEFORE and text[begin - 1 : begin] not in ("-", "‑"):
            return BEFORE[phrase], begin if BEFORE[phrase] else start
    return "", start


def after(text: str, end: int) -> tuple[str, int]:
    """The qualifier that begins at `end`, and where it ends: `("", end)` if there is none."""
    match = AFTER.match(text, end)
    return (DIRECTIONS[(match.lastindex or 1) - 1], match.end()) if match else ("", end)


def late(text: str, end: int) -> str:
    """The qualifier some words after `end`: "or more" in "300 firms or more"."""
    match = LATE.match(text, end) if " or " in text[end : end + 60] else None
    return {"more": AT_LEAST, "so": ABOUT}.get(match[1], UP_TO) if match else ""
