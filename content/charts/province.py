from datastory.forms import canvas, is_narrow, share_bar, texts, thickness

YEARS = ("2021", "2022", "2023", "2024")
LEFT, TOP = 44, 24


def chart(facts, width):
    shares = facts["province"]
    step = 36 if is_narrow(width) else 38
    layers = [
        texts([(LEFT, 9, "Shenzhen")], "text-accent"),
        texts([(width, 9, "all of Guangdong")], align="right"),
    ]
    for i, year in enumerate(YEARS):
        y = TOP + step * i
        middle = y + thickness(width) / 2
        layers.append(texts([(0, middle, year)]))
        if year in shares:
            row = shares[year].row()
            end = LEFT + (width - 1 - LEFT) * row["value"] / 100
            layers.append(share_bar(row, None, width, y, left=LEFT))
            layers.append(texts([(end + 7, middle, row["text"])], "strong"))
        else:
            layers.append(texts([(LEFT, middle, "not found")]))
    return canvas(width, TOP + step * 4 - 12, *layers)


def card(facts, width):
    share = facts["province"]["2024"].row()
    return canvas(
        width,
        48,
        texts([(0, 10, f"Shenzhen {share['text']}")], "text-accent"),
        texts([(width, 10, "all of Guangdong")], align="right"),
        share_bar(share, None, width, 24),
    )
