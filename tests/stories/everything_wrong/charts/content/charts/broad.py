import altair as alt


def chart(facts, width):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows, width=2000).mark_bar().encode(x="value:Q", y="key:N")
