import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_image(url="data:,").encode(x="value:Q")
