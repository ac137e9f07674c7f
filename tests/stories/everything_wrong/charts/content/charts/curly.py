import altair as alt


def chart(facts):
    return alt.Chart(“rd”)
