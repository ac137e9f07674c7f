from datastory.forms import canvas, is_narrow, rows_of_units, texts, units

SQUARES = {"across": 63, "size": 4.2, "pitch": 5}


def chart(facts, width):
    square = facts["square_people"].value
    narrow = is_narrow(width)
    left = 0 if narrow else 600 - 315
    edge = 315 if narrow else left - 16
    layers, y = [], 0.0
    for i, group in enumerate([facts["talent"], *facts["talent_group"].values()]):
        count = group.value / square
        squares = y + 21 if narrow else y + 6
        layers += [
            texts([(0, y + 10, group.label)], "quiet" if i else "strong"),
            texts([(edge, y + 10, group.text)], "strong", align="right"),
            units(
                group,
                square,
                "units-context" if i else "units-accent",
                x=left,
                y=squares,
                **SQUARES,
            ),
        ]
        y = max(squares + rows_of_units(count, SQUARES["across"]) * SQUARES["pitch"] + 12, y + 30)
    return canvas(width, y - 10, *layers)


def card(facts, width):
    square, sizes = facts["square_people"].value, {"across": 160, "size": 1.6, "pitch": 2}
    first = next(iter(facts["talent_group"].values()))
    layers = []
    for y, group, look in ((0, facts["talent"], "accent"), (44, first, "context")):
        layers += [
            texts([(0, y + 10, group.label)], "quiet" if y else "strong"),
            texts([(width, y + 10, group.text)], "strong", align="right"),
            units(group, square, f"units-{look}", x=0, y=y + 22, **sizes),
        ]
    return canvas(width, 76, *layers)
