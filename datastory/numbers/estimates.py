"""Values with their interval: `12.3 (95% CI 10.1 to 14.5) per 100,000`, `98.6 ± 12.1`, ranges."""

from __future__ import annotations

import re

from msgspec import Struct

_NUMBER = (
    r"(?:[^\s\d()\[\]]{0,4}\s?)?[-−–]?\d[\d,.]*(?:\s?%|\s(?:thousand|million|billion|trillion)\b)?"
)
_LINK = r"\s*(?:to|–|—|-|,|;|and)\s*"
_LEVEL = r"\d{2}(?:\.\d+)?\s?%\s*"
_KIND = r"(?:CI|CrI|UI|PI|confidence interval|credible interval|uncertainty interval)"
IN_BRACKETS = re.compile(
    rf"(?P<value>.*?\d.*?)\s*[(\[]\s*(?:(?:{_LEVEL})?{_KIND}\s*[:,=]?\s*)?"
    rf"(?P<low>{_NUMBER}){_LINK}(?P<high>{_NUMBER})\s*[)\]]\s*(?P<unit>.*)"
)
ERROR = re.compile(r"(?P<value>\S*\d[\d,.]*)\s*±\s*(?P<error>\d[\d,.]*)\s*(?P<unit>.*)")
RANGE = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:–|—)\s*|\s+to\s+)(?P<high>{_NUMBER})(?:\s+(?P<unit>.*))?"
)
TO_ONE = re.compile(r"(?:[1-9]\d*\.\d+|[2-9]|[1-9]\d+) to 1")  # a ratio: "1.5 to 1"
SCALED = re.compile(r"%|thousand|million|billion|trillion|\$|€|£|¥")
# "95% CI": how sure an interval is, and no figure.
LEVEL = re.compile(
    rf"(?<![\d.]){_LEVEL}(?=(?:CI|CrI|UI|PI|confidence|credible|uncertainty|prediction)\b)"
)


class Estimate(Struct, frozen=True):
    """The parts of an estimate, each a value as data.yaml writes them, or "".

    `value` is the estimate itself, "" of a range; `error` what stands behind ±, and then there are
    no `low` and `high`.
    """

    value: str
    low: str = ""
    high: str = ""
    error: str = ""


def parse_estimate(text: str) -> Estimate | None:
    """`"12.3 (95% CI 10.1 to 14.5) per 100,000"` -> 12.3, 10.1 and 14.5, each per 100,000.

    None of a text that is no estimate with an interval.
    """
    words = " ".join(text.split())
    if match := IN_BRACKETS.fullmatch(words):
        unit = match["unit"] or _tail(match["value"])
        value = f"{match['value']} {match['unit']}".strip()
        return Estimate(value, _with(match["low"], unit), _with(match["high"], unit))
    if match := ERROR.fullmatch(words):
        unit = match["unit"]
        return Estimate(_with(match["value"], unit), error=_with(match["error"], unit))
    if (match := RANGE.fullmatch(words)) and not TO_ONE.fullmatch(words):
        unit = match["unit"] or _tail(match["high"])
        high = f"{match['high']} {match['unit'] or ''}".strip()
        return Estimate("", _with(match["low"], unit), high)
    return None


def _tail(value: str) -> str:
    """What stands behind the digits of a value: `"12.3 million yuan"` -> "million yuan"."""
    digits = re.search(r"\d[\d,.]*", value)
    return value[digits.end() :].strip() if digits else ""


def _with(number: str, unit: str) -> str:
    """A number with the unit that all share, unless it has one of its own."""
    if not unit or SCALED.search(number):
        return number
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}"
