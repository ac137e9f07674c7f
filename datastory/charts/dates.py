"""Dates on axes, legends and marks in the form of a language; English is Vega's own."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from ..numbers.languages import grammar
from .specification import Spec, copied, objects

SPELT = re.compile(r"%-?[bB]")
PARTS = {"Y": re.compile("%-?[Yy]"), "m": re.compile("%-?[bBm]"), "d": re.compile("%-?[de]")}
TIME = re.compile("%-?[HIMSLpaAjUWVq]")
UNITS = {"Y": "year", "m": "month", "d": "date"}


def months_and_years(language: str) -> str:
    """The expression that letters a tick of months: January, and the first one, with its year."""
    long, short = grammar(language).charts.months
    first = "month(datum.value) == 0 || datum.index == 0"
    return f"timeFormat(datum.value, {first} ? '{long}' : '{short}')"


def dated(spec: Spec, language: str) -> Spec:
    """A copy of a specification with its formats of dates in the language: "%b %Y" is "%Y年%-m月".

    Only those that spell the month are changed; "%Y-%m-%d" says the same in every language.
    """
    copy, forms = copied(spec), grammar(language).charts.dates
    if forms is None:
        return copy
    for _, node in chain(objects(copy), objects(copy.get("config"))):
        said = node.get("format")
        if isinstance(said, str) and SPELT.search(said) and not TIME.search(said):
            node["format"] = forms[_parts(said)]
    return copy


def _parts(said: str) -> str:
    return "".join(part for part, pattern in PARTS.items() if pattern.search(said))


def tick_formats(unit: str, language: str) -> Any:
    """The formats of ticks that have none, where a channel puts dates into a unit or none.

    `("yearmonth", "zh")` -> "%Y年%-m月"; None where Vega's own do.
    """
    forms = grammar(language).charts
    if forms.dates is None or forms.ticks is None:
        return None
    if not unit:
        return dict(forms.ticks)
    parts = "".join(part for part, name in UNITS.items() if name in unit)
    rest = re.sub("utc|year|month|date", "", unit)
    return forms.dates.get(parts) if parts != "Y" and not rest else None
