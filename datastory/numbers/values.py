"""Values of data.yaml: text to exact quantities, and computed values to text."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..problem import Refused
from .languages.english.number_words import SCALES
from .languages.english.reading import find_numbers
from .qualifiers import PLUS
from .quantity import Figure, Quantity
from .units import MONEY, PERCENT, called, parts, plural, singular

MOST_CHARACTERS = 200
WIDE = Context(prec=150)  # a formula's result may have a hundred digits before it is rounded
SCALE_WORDS = {value: word for word, value in SCALES.items()}
UNIT_WORDS = re.compile(r"[^\W\d][^\d<>{}\[\]|;:!?]*")
# What statistics offices set behind a value: "13.3 p" is provisional, "13.3*" has a note.
FLAG = re.compile(r"([(\[])?(?:[bcdefinprsuz]{1,2}|[ABEPRUX])(?(1)[)\]])|[*†‡§]{1,3}")
LATE_QUALIFIER = re.compile(r"\s+or\s+(?:more|less|fewer|so)$")


def parse_value(text: str) -> Quantity | Refused:
    """`"over 75%"` -> its quantity; or what is wrong with it, in a writer's words."""
    words = " ".join(text.split())
    if not words:
        return Refused("write a value as a newspaper would print it, such as 245.31 billion yuan")
    if len(words) > MOST_CHARACTERS:
        return Refused("this is too long for a value; write one number and its unit")
    figures = find_numbers(words)
    if not figures:
        return Refused(f"'{words}' holds no number; write one, such as 245.31 billion yuan")
    if len(figures) > 1:
        said = " and ".join(f"'{figure.text}'" for figure in figures[:3])
        return Refused(f"'{words}' holds more than one number: {said}; give each a fact of its own")
    figure = figures[0]
    if figure.quantity is None:
        return Refused(unreadable(words))
    before, rest = words[: figure.start].strip(), words[figure.end :].strip(" -")
    if not re.fullmatch(r"(?:an?|the|[pn]\s?=?)?", before, re.I):  # also p < 0.001, n = 1,204
        return Refused(
            f"'{before}' before the number is not understood; write over, about or up to"
        )
    if FLAG.fullmatch(rest):
        rest = ""
    if rest and not UNIT_WORDS.fullmatch(rest):
        return Refused(
            f"'{rest}' behind the number is not understood; write its unit: 43 billion yuan"
        )
    unit = _unit(words, figure, figure.quantity, rest)
    span = figure.core.start, figure.core.end
    return replace(figure.quantity, unit=unit, text=words, span=span)


def unreadable(words: str) -> str:
    """What to do about a number that cannot be read."""
    if re.search(r"\d,\d|(?<![\d.])\d{1,3}\.\d{3}(?![\d.])", words):
        return f"'{words}' can be read in two ways; write thousands as 1,234 and decimals as 1.2"
    if re.search(r"\d", words):
        return f"'{words}' is no number that can be read; write it as 1,234 or 1.2 million"
    return f"'{words}' says no definite number; write one, such as 1.2 million"


def _unit(words: str, figure: Figure, quantity: Quantity, rest: str) -> str:
    """The unit of a value: a known one, or the words that stand behind the number."""
    if quantity.unit:
        if quantity.unit != PERCENT and not parts(quantity.unit)[0]:  # a rate: what it counts
            above = words[figure.core.end : figure.end].rpartition(" per ")[0].strip()
            return f"{above} {quantity.unit} {rest}".strip()
        per = re.match(r"(?:per|an?)\s+(\w[\w-]*)", rest)
        if per and quantity.unit != PERCENT:
            return f"{quantity.unit} per {per[1]}"
        return quantity.unit
    if figure.core.kind in ("ordinal", "fraction", "multiple"):
        return ""
    rest = LATE_QUALIFIER.sub("", rest)
    return plural(rest) if abs(quantity.value) == 1 else rest


class Form(Struct, frozen=True):
    """How a computed value is printed: `0.1 billion yuan` is step 0.1, scale "billion", "yuan".

    `sign` is the currency sign in front of the number, as in `£1 million`, or "".
    """

    step: Decimal
    scale: str
    unit: str
    sign: str = ""


def parse_form(text: str) -> Form | Refused:
    """`"0.1 billion yuan"` -> its form; or what is wrong with it, in a writer's words."""
    quantity = parse_value(text)
    if isinstance(quantity, Refused):
        return quantity
    scale = quantity.scale
    step = quantity.value / scale
    known = scale == 1 or scale in SCALE_WORDS
    if not known or quantity.qualifier or step <= 0 or step.normalize().as_tuple().digits != (1,):
        return Refused(
            f"'{text.strip()}' is no precision; write 1, 0.1, 0.01 or 10, as in 0.1 billion yuan"
        )
    if quantity.unit == "¥":
        return Refused("¥ may be yuan or yen; write the word")
    return Form(step, SCALE_WORDS.get(scale, ""), quantity.unit, _sign(quantity))


def form_of(quantity: Quantity) -> Form:
    """The form in which a written value is printed: of "245.31 billion yuan" 0.01 billion yuan."""
    named = quantity.scale if quantity.scale in SCALE_WORDS else Decimal(1)
    return Form(quantity.step / named, SCALE_WORDS.get(named, ""), quantity.unit, _sign(quantity))


def _sign(quantity: Quantity) -> str:
    """The currency sign with which a sum is written: of "£1 million" "£", of "US$5" "US$"."""
    match = SIGN.search(quantity.text)
    return match[0] if match and quantity.unit in MONEY else ""


SIGN = re.compile(r"(?<![A-Za-z])[A-Z]{0,3}[$€£₹₩₽¥](?=\d)")


def shown(value: Decimal, form: Form, qualifier: str = "") -> Quantity:
    """`value` (base units, a percentage as its percent) rounded and printed as `form` says.

    Halves are rounded away from zero, as newspapers do. The text is read back as the same quantity:
    `0.129...` times 100 at `0.1%` is "12.9%".
    """
    scale = SCALES.get(form.scale, Decimal(1))
    steps = WIDE.divide(value, scale * form.step).quantize(Decimal(1), ROUND_HALF_UP, WIDE)
    printed = WIDE.multiply(steps, form.step)
    printed = printed if printed else abs(printed)  # −0.01% is 0.0%, and its value 0
    digits = f"{printed:,f}".replace("-", "−")
    one = digits.lstrip("−") == "1" and not form.scale
    unit = called(singular(form.unit) if one else form.unit)
    number = f"{digits} {form.scale}".strip()
    plus = "+" if qualifier == PLUS else ""
    words = f"{number}{plus} {unit}".strip().replace(f" {PERCENT}", PERCENT)
    if form.sign:
        minus = "−" if digits.startswith("−") else ""
        words = f"{minus}{form.sign}{number.removeprefix('−')}{plus}"
    text = words if qualifier in ("", PLUS) else f"{qualifier} {words}"
    start = len(text) - len(words)
    span = start + words.find(digits.lstrip("−")), start + len(form.sign) + len(number)
    exact, step = WIDE.multiply(printed, scale), min(form.step, Decimal(1)) * scale
    return Quantity(exact, form.unit, qualifier, step, text, span=span, scale=scale)
