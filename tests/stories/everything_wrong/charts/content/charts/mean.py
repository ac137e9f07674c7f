import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).transform_calculate(v="datum.value * 2").mark_bar().encode(x="v:Q")
