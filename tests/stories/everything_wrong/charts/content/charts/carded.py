import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_bar().encode(x="value:Q", y="key:N")


def card(facts):
    rows = alt.Data(values=facts.rows("rd"))
    return alt.Chart(rows).mark_text(fontSize=4).encode(x="value:Q", text="number:N")
