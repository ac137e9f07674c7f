from decimal import Decimal

from datastory.forms import Ladder, canvas, is_narrow, ladder, length, squares, texts

CLASSES = ("guidance", "angel")  # funds that Chinese reports size by class only


def chart(facts, width):
    narrow = is_narrow(width)
    # What a one stands for in the numbers as they are printed: a billion, in Chinese 亿.
    loans = facts["loans"]
    one = loans.value / Decimal(loans.number.replace(",", ""))
    rungs = [rung / float(one) for rung in (10**12, 10**11, 10**10, 10**9)]
    scale = Ladder(rungs=rungs, decade=120 if narrow else 92, largest=80)
    rows = [
        {**row, "value": row["value"] / float(one), "look": look}
        for ids, look in ((("loans", "pledged"), "outline"), (("fund",), "accent"))
        for row in facts.rows(*ids)
    ]
    numbers, names = [], []
    for row in rows:
        said = f"about {row['number']}" if row["key"] in CLASSES else row["number"]
        y = scale.height(row["value"])
        numbers.append((93, y - 7, said) if narrow else (180, y, said))
        names.append((93, y + 8, row["label"]) if narrow else (188, y, row["label"]))
    return canvas(
        width,
        scale.height(rungs[-1]) + 14,
        ladder(rows, scale, 42),
        texts(numbers, "strong", align="left" if narrow else "right"),
        texts(names),
        left=length(f"{rungs[0]:,.0f}") + 4,  # room for the names of the rungs
    )


def card(facts, width):
    """The two squares that the title compares."""
    loans, fund = (facts[id].row() for id in ("loans", "fund.guidance"))
    most, side = loans["value"], 80
    layers = []
    for x, row, look, said in (
        (40, loans, "outline", loans["number"]),
        (212, fund, "accent", f"about {fund['number']}"),
    ):
        half = side / 2 * (row["value"] / most) ** 0.5
        layers += [
            squares([row], [0, most], side, x, 42, look),
            texts([(x + half + 8, 33, said)], "strong"),
            texts([(x + half + 8, 51, row["label"].replace(" guidance", ""))]),
        ]
    return canvas(width, 84, *layers)
