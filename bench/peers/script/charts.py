"""The charts of the script, and of all that draw with Vega-Lite in the reader's browser."""

from typing import Any

import altair as alt


def drawn(said: dict[str, Any]) -> alt.TopLevelMixin:
    rows = alt.Data(values=said["rows"])
    x, y, label = alt.X("x:Q"), alt.Y("y:Q"), "label:N"
    if said["form"] == "lines":
        x, y = x.axis(format="d"), y.scale(reverse=True)
        return whole(alt.Chart(rows).mark_line(point=True).encode(x, y, color=label), said)
    if said["form"] == "dots":
        dots = alt.Chart(rows).encode(x.scale(zero=False), y.scale(zero=False))
        return whole(dots.mark_point() + dots.mark_text(dy=-10).encode(text=label), said)
    bars = alt.Chart(rows).encode(x, alt.Y(label, sort=None, title=None))
    return whole(bars.mark_bar() + bars.mark_text(align="left", dx=4).encode(text="said:N"), said)


def whole(chart: Any, said: dict[str, Any]) -> alt.TopLevelMixin:
    made: alt.TopLevelMixin = chart.properties(width="container", description=said["alt"])
    return made
