"""Bars: Millbrook then and now, and its neighbour."""

import altair as alt


def chart(facts):
    rows = [
        {**row, "name": f"{row['label']} {row['when']}"} for row in facts.rows("loans", "ashford")
    ]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("value:Q").axis(None),
            y=alt.Y("name:N").sort(None).title(None),
        )
    )
