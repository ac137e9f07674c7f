"""What a chart file is given: the facts it asks for, each remembered."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..evidence.cells import address_key
from ..model import Fact, Series
from ..numbers.quantity import Quantity
from ..problem import did_you_mean
from . import CHARTS

GEO = f"{CHARTS}geo/"


class Unknown(BaseException):
    """A chart asked for something that the story does not hold.

    No chart shall catch this with other errors: it would be drawn without what it asked for, and
    stay so when that comes.
    """


class ChartFact(Struct, frozen=True):
    """A fact as chart files see it. `number` is `text` without words: "245.31".

    `value` is in base units, a percentage its percent (48); `derived` is true of a formula.
    """

    id: str
    key: str
    value: Decimal
    text: str
    number: str
    unit: str
    label: str
    what: str
    when: str
    qualifier: str
    derived: bool
    quantity: Quantity

    @property
    def series(self) -> str:
        """The id of the series that it is a point of; "" of a fact that stands alone."""
        return self.id.removesuffix(f".{self.key}") if self.key else ""

    def row(self) -> dict[str, Any]:
        """One row of data for Altair; `value` becomes a plain number.

        Its key is written as its table has it, "Blue whale", and not as addresses have it.
        """
        named = self.key != self.label and self.key == address_key(self.label)
        whole = self.value == self.value.to_integral_value()
        return {
            "id": self.id,
            "key": self.label if named else self.key,
            "value": int(self.value) if whole else float(self.value),
            "text": self.text,
            "number": self.number,
            "label": self.label,
            "when": self.when,
            "derived": self.derived,
        }


class Facts:
    """`facts["rd.2024"]` is a fact, `facts["rd"]` a series by key; `read` lists what was taken.

    One of the `unread` was `missed` when it was asked for, and what is wrong with it has been told.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        series: Mapping[str, Series],
        files: Mapping[str, bytes],
        unread: Collection[str] = (),
    ) -> None:
        self._facts, self._series, self._files, self._unread = facts, series, files, unread
        self.missed = False
        self.read: dict[str, ChartFact] = {}

    def __getitem__(self, id: str) -> Any:
        """The fact, or for a series a dict of its points. (`Any`: the id decides which.)"""
        if id in self._series:
            points = [self._fact(point) for point in self._series[id].points]
            return {point.key: point for point in points}
        return self._fact(id)

    def rows(self, *ids: str) -> list[dict[str, Any]]:
        """`facts.rows("rd", "loans")` -> a dict for each fact and each point of a series.

        A row of an estimate has the ends of its interval too, as "low" and "high", and their ids.
        """
        rows = []
        for id in ids:
            found = self[id]
            for fact in found.values() if id in self._series else [found]:
                rows.append(fact.row() | self._interval(fact.id))
        return rows

    def _interval(self, id: str) -> dict[str, Any]:
        """The ends of an estimate's interval, `{"low": 10.1, "low_id": "rate.low", …}`, or none."""
        if not {f"{id}.low", f"{id}.high"} <= self._facts.keys():
            return {}
        ends = {end: self._fact(f"{id}.{end}").row() for end in ("low", "high")}
        values = {end: row["value"] for end, row in ends.items()}
        return values | {f"{end}_id": row["id"] for end, row in ends.items()}

    def table(self, *ids: str) -> list[dict[str, Any]]:
        """`facts.table("deaths", "population")` -> one dict for each key that all series have.

        Beside `key`, `label` and `when` it holds the value of each series under its id, and under
        `ID_id`, `ID_text` and `ID_derived` the point's own id, words and whether it is computed.
        """
        series = {id: self[id] for id in ids}
        for id in ids:
            if id not in self._series:
                raise Unknown(f"'{id}' is one fact; a table is made of series")
        rows = []
        for key in next(iter(series.values()), {}):
            if all(key in points for points in series.values()):
                found = {id: points[key].row() for id, points in series.items()}
                first = found[ids[0]]
                row = {name: first[name] for name in ("key", "label", "when")}
                for id, one in found.items():
                    row |= {id: one["value"], f"{id}_id": one["id"], f"{id}_text": one["text"],
                            f"{id}_derived": one["derived"]}  # fmt: skip
                rows.append(row)
        return rows

    def geo(self, name: str) -> Any:
        """`facts.geo("land.json")` -> what content/charts/geo/land.json holds."""
        try:
            return json.loads(self._files[GEO + name])
        except KeyError:
            known = [path.removeprefix(GEO) for path in self._files if path.startswith(GEO)]
            message = f"there is no file {GEO}{name}{did_you_mean(name, known)}"
            raise Unknown(message) from None

    def _fact(self, id: str) -> ChartFact:
        fact = self._facts.get(id)
        if fact is None:
            self.missed = self.missed or id in self._unread
            near = did_you_mean(str(id), (*self._facts, *self._series))
            raise Unknown(f"there is no fact '{id}'{near}")
        if fact.quantity is None:
            raise Unknown(f"'{id}' is a claim; it has no value to draw")
        self.read[id] = seen(fact, fact.quantity)
        return self.read[id]


def seen(fact: Fact, quantity: Quantity) -> ChartFact:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", fact.text)
    return ChartFact(
        id=fact.id,
        key=fact.key,
        value=quantity.value,
        text=fact.text,
        number=digits[0] if digits else f"{quantity.value.normalize():f}",
        unit=quantity.unit,
        label=fact.label.text,
        what=fact.what.text,
        when=fact.when,
        qualifier=quantity.qualifier,
        derived=fact.evidence == "formula",
        quantity=quantity,
    )
