"""The number grammar: text to exact quantities and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_SIMPLE = re.compile(
    r"(?P<qualifier>over|more than|at least|about|nearly|almost|up to|under)?\s*"
    r"(?P<digits>-?\d[\d,]*(?:\.\d+)?)\s*(?P<scale>thousand|million|billion|trillion)?"
    r"\s*(?P<unit>%|[^\d\s][^\d]*)?$"
)
_POWER = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


@dataclass(frozen=True)
class Quantity:
    """One number as written.

    `value` is in base units ("245.31 billion yuan" is 245310000000; a percentage is its percent),
    `step` the size of the last place written (10000000 there), `qualifier` "" or a direction.
    """

    value: Decimal
    unit: str
    qualifier: str
    step: Decimal
    text: str


def parse_value(text: str) -> Quantity | str:
    """`"over 75%"` -> its quantity; or a message for the writer."""
    match = _SIMPLE.match(text.strip())
    if match is None:
        return f"'{text}' is not a number"
    power = Decimal(10) ** _POWER.get(match["scale"] or "", 0)
    digits = Decimal(match["digits"].replace(",", ""))
    step = Decimal(1).scaleb(int(digits.as_tuple().exponent)) * power
    return Quantity(digits * power, match["unit"] or "", match["qualifier"] or "", step, text)


@dataclass(frozen=True)
class Form:
    """How a computed value is printed, as in `show: 0.1 billion yuan`."""

    step: Decimal  # in units of the scale
    scale: str  # "billion", or ""
    unit: str


def parse_form(text: str) -> Form | str:
    match = _SIMPLE.match(text.strip())
    if match is None:
        return f"'{text}' is not a form such as 0.1%, 1 or 0.1 billion yuan"
    return Form(Decimal(match["digits"]), match["scale"] or "", match["unit"] or "")


def shown(value: Decimal, form: Form, qualifier: str = "") -> Quantity:
    power = Decimal(10) ** _POWER.get(form.scale, 0)
    digits = (value / power / form.step).quantize(Decimal(1), ROUND_HALF_UP) * form.step
    tail = form.unit if form.unit == "%" else f" {form.unit}".rstrip()
    text = " ".join(filter(None, (qualifier, f"{digits:,}", form.scale))) + tail
    return Quantity(digits * power, form.unit, qualifier, form.step * power, text)
