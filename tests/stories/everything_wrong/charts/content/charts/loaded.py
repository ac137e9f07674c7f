import altair as alt


def chart(facts):
    return alt.Chart("data.csv").mark_bar().encode(x="value:Q")
