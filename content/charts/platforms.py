from decimal import Decimal

from datastory.forms import (
    canvas,
    is_narrow,
    rows_of_units,
    shape,
    share_bar,
    texts,
    thickness,
    units,
)

DOTS = {"across": 50, "size": 4.6, "pitch": 6.2, "form": "dots"}


def chart(facts, width):
    kinds = list(facts["named"].values())
    whole, named = facts["platforms"], facts["named_sum"]
    narrow = is_narrow(width)
    left = 0 if narrow else 270
    edge = width if narrow else left - 16
    layers, y = [], 0.0
    for kind in kinds:
        said = kind.text if kind.qualifier else kind.number
        middle = y + 9
        dots = y + 21 if narrow else y + 6
        layers += [
            texts([(0, middle, kind.label)]),
            texts([(edge, middle, said)], "strong", align="right"),
            units(kind, Decimal(1), "units-accent", x=left, y=dots, **DOTS),
        ]
        height = rows_of_units(kind.value, DOTS["across"]) * DOTS["pitch"]
        y = dots + height + 10 if narrow else y + max(28, height + 16)
    layers.append(shape(f"M0,{y}H{width}", "grid"))
    y += 8
    bar = y + 22
    middle = bar + thickness(width) / 2
    end = (width - 26) * float(named.value / whole.value)
    layers += [
        texts([(0, y + 10, whole.label)]),
        texts([(width, y + 10, whole.text)], "strong", align="right"),
        share_bar(named.row(), whole.row(), width, bar, open=True),
        texts([(end + 7, middle, "kind not stated in the source")]),
        texts([(0, bar + thickness(width) + 12, f"{named.text} named by kind")], "text-accent"),
    ]
    return canvas(width, bar + thickness(width) + 24, *layers)


def card(facts, width):
    whole, named = facts["platforms"], facts["named_sum"]
    return canvas(
        width,
        76,
        texts([(0, 10, whole.label)]),
        texts([(width, 10, whole.text)], "strong", align="right"),
        share_bar(named.row(), whole.row(), width, 24, open=True),
        texts([(0, 62, f"{named.text} named by kind")], "text-accent"),
    )
