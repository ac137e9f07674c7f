from datastory.forms import canvas, is_narrow, labelled_bars, labelled_columns, texts


def rows(facts):
    made = []
    for row in facts.rows("rd"):
        said, look = row["number"], "accent"
        if row["derived"]:
            said, look = f"{said}, derived", "derived"
        made.append({**row, "name": row["key"], "said": said, "look": look})
    return made


def chart(facts, width):
    growth = facts["rd_growth_year.2024"]
    note = f"up {growth.text}, the slowest of these years"
    if is_narrow(width):
        bars = labelled_bars(rows(facts), width)
        return canvas(width, 200, bars, texts([(43, 192, note)]))
    columns = labelled_columns(rows(facts), width, 300)
    return canvas(width, 334, columns, texts([(width, 320, note)], align="right"))


def card(facts, width):
    first, *_, last = rows(facts)
    return canvas(width, 72, labelled_bars([first, last], width))
