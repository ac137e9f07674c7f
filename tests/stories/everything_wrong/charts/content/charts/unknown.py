import altair as alt


def chart(facts):
    return facts["rd.2042"]
