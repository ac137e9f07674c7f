import altair as alt


def chart(facts):
    rows = facts.table("rd", "rd.2024")
    return alt.Chart(alt.Data(values=rows)).mark_point().encode(x="rd:Q", y="share:Q")
