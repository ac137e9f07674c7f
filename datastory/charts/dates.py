"""Dates on axes, legends and marks in the form of a language; English is Vega's own."""

from __future__ import annotations

import re
from typing import Any

Spec = dict[str, Any]

# By the parts that a format names: year, month and day.
FORMS = {
    "zh": {
        "Y": "%Y", "m": "%-m月", "d": "%-d日", "Ym": "%Y年%-m月", "md": "%-m月%-d日",
        "Ymd": "%Y年%-m月%-d日",
    },
}  # fmt: skip
# What ticks say where nobody gave them a format, by what they stand at the beginning of.
TICKS = {
    "zh": {
        "year": "%Y", "quarter": "%-m月", "month": "%-m月", "week": "%-m月%-d日",
        "date": "%-m月%-d日", "day": "%-m月%-d日", "hours": "%H:%M", "minutes": "%H:%M",
        "seconds": "%H:%M:%S", "milliseconds": "%H:%M:%S",
    },
}  # fmt: skip
# Of Vega's days and months: d3's names, with months as numbers.
LOCALES = {
    "zh": {
        "dateTime": "%Y年%-m月%-d日 %H:%M", "date": "%Y年%-m月%-d日", "time": "%H:%M:%S",
        "periods": ["上午", "下午"],
        "days": [f"星期{day}" for day in "日一二三四五六"],
        "shortDays": [f"周{day}" for day in "日一二三四五六"],
        "months": [f"{month}月" for month in range(1, 13)],
        "shortMonths": [f"{month}月" for month in range(1, 13)],
    },
}  # fmt: skip
# The first of a year says the year too.
MONTHS_AND_YEARS = {
    "en": ("%b %Y", "%b"),
    "zh": ("%Y年%-m月", "%-m月"),
}
SPELT = re.compile(r"%-?[bB]")
PARTS = {"Y": re.compile("%-?[Yy]"), "m": re.compile("%-?[bBm]"), "d": re.compile("%-?[de]")}
TIME = re.compile("%-?[HIMSLpaAjUWVq]")
UNITS = {"Y": "year", "m": "month", "d": "date"}


def months_and_years(language: str) -> str:
    """The expression that letters a tick of months: January, and the first one, with its year."""
    long, short = MONTHS_AND_YEARS.get(language, MONTHS_AND_YEARS["en"])
    first = "month(datum.value) == 0 || datum.index == 0"
    return f"timeFormat(datum.value, {first} ? '{long}' : '{short}')"


def dated(node: Any, language: str) -> Any:
    """A specification with its formats of dates in the language: "%b %Y" is "%Y年%-m月".

    Only those that spell the month are changed; "%Y-%m-%d" says the same in every language.
    """
    if language not in FORMS:
        return node
    if isinstance(node, list):
        return [dated(each, language) for each in node]
    if not isinstance(node, dict):
        return node
    made = {
        name: each if name in ("datasets", "values") else dated(each, language)
        for name, each in node.items()
    }
    said = made.get("format")
    if isinstance(said, str) and SPELT.search(said) and not TIME.search(said):
        made["format"] = FORMS[language][_parts(said)]
    return made


def _parts(said: str) -> str:
    return "".join(part for part, pattern in PARTS.items() if pattern.search(said))


def tick_formats(unit: str, language: str) -> Any:
    """The formats of ticks that have none, where a channel puts dates into a unit or none.

    `("yearmonth", "zh")` -> "%Y年%-m月"; None where Vega's own do.
    """
    if language not in FORMS:
        return None
    if not unit:
        return TICKS[language]
    parts = "".join(part for part, name in UNITS.items() if name in unit)
    rest = re.sub("utc|year|month|date", "", unit)
    return FORMS[language].get(parts) if parts != "Y" and not rest else None
