"""Where the marks of a drawing can be pointed at, and which facts they state there.

That those of each honest chart lie in its drawing is held in test_readback.py.
"""

from __future__ import annotations

import pytest
from drawn import bars, code, drawing

from datastory.model import MarkArea


def stated(areas: tuple[MarkArea, ...]) -> list[tuple[str, ...]]:
    return [area.facts for area in areas]


@pytest.mark.parametrize(
    ("chart", "facts"),
    [
        (bars('x="value:Q", y="key:N"'), [("rd.2020",), ("rd.2024",)]),
        (
            code(
                'rows = alt.Data(values=facts.rows("rd"))\n'
                'bars = alt.Chart(rows).encode(x="value:Q", y="key:N")\n'
                'return bars.mark_bar() + bars.mark_text().encode(text="text:N")'
            ),
            [("rd.2020",), ("rd.2024",)],
        ),
        (
            code(
                'rows = alt.Data(values=facts.rows("rd"))\n'
                'lines = alt.Chart(rows).encode(y="value:Q", x="key:N")\n'
                "return lines.mark_line() + lines.mark_point()"
            ),
            [("rd.2020",), ("rd.2024",)],
        ),
        (
            code(
                'rows = alt.Data(values=facts.rows("rd"))\n'
                'return alt.Chart(rows).mark_text().encode(text="text:N", y="key:N")'
            ),
            [("rd.2020",), ("rd.2024",)],
        ),
    ],
    ids=["bars", "bars with labels", "a line with points", "texts alone"],
)
def test_each_fact_has_one_area(chart: dict[str, str], facts: list[tuple[str, ...]]) -> None:
    drawn = drawing(chart)
    assert stated(drawn.wide_marks) == stated(drawn.narrow_marks) == facts


def test_a_bars_area_is_the_bar() -> None:
    """Bars begin at one side, and their lengths are as their facts."""
    drawn = drawing(bars('x="value:Q", y="key:N"'))
    short, long = drawn.wide_marks
    assert short.x == long.x and short.y < long.y
    assert long.width / short.width == pytest.approx(1.2, abs=0.05)
