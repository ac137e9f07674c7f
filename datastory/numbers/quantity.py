"""A number in a text, and what it says: the values that all languages are read into."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

MOST_DIGITS = 24  # within the 28 that Decimal keeps exactly
PRECISE = Context(prec=28)
ONE = Decimal(1)
Kind = Literal[
    "digits", "words", "ordinal", "fraction", "multiple", "ratio",
    "vague", "unreadable", "disguised",
]  # fmt: skip


class BareNumber(Struct, frozen=True):
    """A bare number at `text[head:end]`; `start` is behind its article ("a hundred").

    `scale` is what the written digits were multiplied by. A vague or unreadable number, such as
    "hundreds" or "1,2", has no value; nor has a disguised one, such as "hundered".
    """

    head: int
    start: int
    end: int
    kind: Kind
    value: Decimal | None
    step: Decimal = Decimal(1)
    scale: Decimal = Decimal(1)


class Quantity(Struct, frozen=True):
    """One number as written.

    `value` is in base units ("245.31 billion yuan" is 245310000000; a percentage is its percent).
    `unit` is "", or a known unit in its one spelling ("yuan", "%", "percentage points"), or, in
    data.yaml, the words as written. `qualifier` is "" or a direction: over, at least, plus
    ("400+", which is either of them), about, nearly, up to, under. `step` is the size of the last
    place written, 10000000 in the example. `counted` are the words of a fact without a unit that
    say what it counts ("Years of growth"): a known unit among them may stand beside its number.
    `text[slice(*span)]` is the bare number ("245.31 billion"), of this `kind`, whose
    written digits were multiplied by `scale`.
    """

    value: Decimal
    unit: str
    qualifier: str
    step: Decimal
    text: str
    counted: str = ""
    span: tuple[int, int] = (0, 0)
    scale: Decimal = Decimal(1)
    kind: Kind = "digits"

    def printed(self, text: str) -> Quantity:
        """The same in other words, in which its number stands as it is."""
        number = self.text[slice(*self.span)]
        start = max(text.find(number), 0)
        return replace(self, text=text, span=(start, start + len(number)))


class Figure(Struct, frozen=True):
    """A number in a text, at `text[start:end]`: qualifier, sign, currency, number, scale, unit.

    `core` is the number itself, with the scale it was multiplied by. `quantity` is None where the
    words give no value, as in "hundreds" or "1,2".
    """

    start: int
    end: int
    text: str
    quantity: Quantity | None
    core: BareNumber


class Disguise(Struct, frozen=True):
    """An amount at `text[start:end]` that no reader reads; `vague` where plain words say it."""

    start: int
    end: int
    vague: bool


def two_figures(value: Decimal) -> Decimal:
    """The place of the second figure: 10 for 245, 0.1 for 9.7, 0.01 for a third."""
    return ONE.scaleb(value.adjusted() - 1) if value else ONE
