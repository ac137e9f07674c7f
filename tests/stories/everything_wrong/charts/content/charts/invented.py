import altair as alt


def chart(facts):
    rows = alt.Data(values=[{"a": 3, "b": "7 labs"}])
    return alt.Chart(rows).mark_bar().encode(x="a:Q", y="b:N")
