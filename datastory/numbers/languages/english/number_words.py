"""Number words and scales, with their values."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINAL_ONES = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", *(f"{one}th" for one in ONES[13:]),
)  # fmt: skip
ORDINAL_TENS = tuple(f"{ten[:-1]}ieth" for ten in TENS)


def _powers(**powers: int) -> dict[str, Decimal]:
    return {word: Decimal(10) ** power for word, power in powers.items()}


SCALES = _powers(thousand=3, million=6, billion=9, trillion=12)
# All that a number can be counted in: "two dozen", "5 crore".
COUNTS = _powers(hundred=2) | {"dozen": Decimal(12)} | SCALES
COUNTS |= _powers(lakh=5, crore=7, quadrillion=15, quintillion=18)
SHORT_SCALES = _powers(k=3, K=3, m=6, M=6, mn=6, mln=6, Mio=6, b=9, B=9, bn=9, Bn=9, bln=9)
SHORT_SCALES |= _powers(tn=12, Tn=12, trn=12, mil=6, bil=9)

CARDINALS = {word: Decimal(n) for n, word in enumerate(ONES)}
CARDINALS |= {word: Decimal(n * 10) for n, word in enumerate(TENS, start=2)}
CARDINALS["fourty"] = Decimal(40)  # a common slip; read, so that it cannot pass unseen
ORDINALS = {word: Decimal(n) for n, word in enumerate(ORDINAL_ONES)}
ORDINALS |= {word: Decimal(n * 10) for n, word in enumerate(ORDINAL_TENS, start=2)}
ORDINALS |= {f"{word}th": value for word, value in COUNTS.items() if word != "dozen"}
# What a denominator divides by; "second" divides nothing.
PARTS = {f"{word}s": value for word, value in ORDINALS.items() if value > 2}
PARTS |= {"halves": Decimal(2), "quarters": Decimal(4)}
VAGUE = frozenset({"tens", *(f"{word}s" for word in COUNTS)})


def _multiples() -> Iterable[tuple[str, Decimal]]:
    yield from (("twice", Decimal(2)), ("thrice", Decimal(3)))
    yield from ((word, Decimal("0.5")) for word in ("halve", "halved", "halving"))
    stems = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}
    for stem, times in stems.items():
        for ending in ("e", "ed", "es", "ing"):
            yield stem + ending, Decimal(times)
    for word, value in (*CARDINALS.items(), *COUNTS.items()):
        if value > 1:
            yield f"{word}fold", value


MULTIPLES = dict(_multiples())
