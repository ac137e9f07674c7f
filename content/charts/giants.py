from datastory.forms import canvas, labelled_bars


def chart(facts, width):
    rows = [
        {
            **row,
            "name": row["label"],
            "said": row["number"],
            "look": "accent" if row["key"] == "shenzhen" else "context",
        }
        for row in facts.rows("giants")
    ]
    return canvas(width, 114, labelled_bars(rows, width))
