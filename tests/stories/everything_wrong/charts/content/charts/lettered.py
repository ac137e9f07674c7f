import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    title = alt.Title("A chart", font="Georgia")
    return alt.Chart(rows, title=title).mark_bar().encode(x="value:Q", y="key:N")
