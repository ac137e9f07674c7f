"""Visits by year, as bars.

`facts` holds the figures of data.yaml, and every number that is drawn must be one of them:
compute in formulas there, not here. `width` is the column's, in pixels; the chart is drawn twice,
for a wide screen and for a narrow one.
"""

import altair as alt


def chart(facts, width):
    rows = facts.rows("visits")  # a row a year: key, value, text (as written), label and more
    years = alt.Y("key:O", title=None)
    amount = alt.X("value:Q", axis=None)
    bars = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x=amount, y=years)
    return (bars + bars.mark_text(align="left", dx=4).encode(text="text:N")).properties(width=width)
