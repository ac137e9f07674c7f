from datastory.forms import canvas, labelled_bars


def rows(facts):
    return [
        {
            **row,
            "name": row["label"],
            "said": row["number"],
            "look": "accent" if row["key"] == "shenzhen" else "context",
        }
        for row in facts.rows("giants")
    ]


def chart(facts, width):
    return canvas(width, 114, labelled_bars(rows(facts), width))


def card(facts, width):
    return canvas(width, 84, labelled_bars(rows(facts), width, step=28))
