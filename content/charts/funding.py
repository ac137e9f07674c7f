from datastory.forms import canvas, is_narrow, outlines, rows_of_units, texts, units


def chart(facts, width):
    across = 11 if is_narrow(width) else 15
    pitch = (width + 2) / across
    square = facts["square_yuan"].value
    whole, firms, share = facts["funding"], facts["funding_firms"], facts["funding_share"]
    count = whole.value / square
    sizes = {"across": across, "size": round(pitch - 2, 2), "pitch": round(pitch, 2)}
    foot = rows_of_units(count, across) * pitch + 10
    return canvas(
        width,
        foot + 12,
        outlines(whole, square, "outline", **sizes),
        units(firms, square, "units-accent", **sizes),
        texts([(0, foot, f"{share.text}: to firms")], "text-accent"),
        texts([(width, foot, "the rest: not stated")], align="right"),
    )


def card(facts, width):
    square = facts["square_yuan"].value
    whole, firms, share = facts["funding"], facts["funding_firms"], facts["funding_share"]
    sizes = {"across": 22, "size": 12.6, "pitch": 14.6}
    return canvas(
        width,
        52,
        outlines(whole, square, "outline", **sizes),
        units(firms, square, "units-accent", **sizes),
        texts([(0, 44, f"{share.text}: to firms")], "text-accent"),
    )
