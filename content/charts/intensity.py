from datastory.forms import canvas, labelled_bars

LOOKS = {"shenzhen": "accent", "china": "outline"}


def chart(facts, width):
    rows = [
        {
            **row,
            "name": row["label"],
            "said": row["number"],
            "look": LOOKS.get(row["key"], "context"),
        }
        for row in facts.rows("intensity")
    ]
    return canvas(width, 152, labelled_bars(rows, width))
