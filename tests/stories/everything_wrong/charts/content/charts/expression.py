import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_bar().encode(x=alt.X("value:Q").axis(labelExpr="datum.value"))
