import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_bar().encode(x="value:Q").transform_filter("datum.value >")
