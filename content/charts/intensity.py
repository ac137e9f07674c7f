from datastory.forms import canvas, labelled_bars

LOOKS = {"shenzhen": "accent", "china": "outline"}


def rows(facts):
    return [
        {
            **row,
            "name": row["label"],
            "said": row["number"],
            "look": LOOKS.get(row["key"], "context"),
        }
        for row in facts.rows("intensity")
    ]


def chart(facts, width):
    return canvas(width, 152, labelled_bars(rows(facts), width))


def card(facts, width):
    return canvas(width, 72, labelled_bars(rows(facts)[:2], width))
