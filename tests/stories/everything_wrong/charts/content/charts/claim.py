import altair as alt


def chart(facts):
    return facts["rose"]
