from datastory.forms import canvas, is_narrow, labelled_bars, labelled_columns, texts


def chart(facts, width):
    growth = facts["rd_growth_year.2024"]
    rows = [
        {**row, "name": row["key"], "said": row["number"], "look": "accent"}
        for row in facts.rows("rd")
    ]
    for row in rows:
        if row["derived"]:
            row |= {"look": "derived", "said": f"{row['number']}, derived"}
    note = f"up {growth.text}, the slowest of these years"
    if is_narrow(width):
        return canvas(width, 200, labelled_bars(rows, width), texts([(43, 192, note)]))
    columns = labelled_columns(rows, width, 300)
    return canvas(width, 334, columns, texts([(width, 320, note)], align="right"))
