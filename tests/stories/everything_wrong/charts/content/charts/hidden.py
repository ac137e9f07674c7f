import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows, title="A\x01chart").mark_bar().encode(x="value:Q", y="key:N")
