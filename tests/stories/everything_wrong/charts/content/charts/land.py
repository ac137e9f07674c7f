import altair as alt


def chart(facts):
    facts.geo("land.json")
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_bar().encode(x="value:Q", y="key:N")
