from datastory.forms import across, bars, canvas, rest_bars, texts, thickness

STEP = 68


def chart(facts, width):
    thick, right = thickness(width) + 2, width - 46
    totals, patents, papers = facts["total_2023"], facts["patents_2023"], facts["papers_2023"]
    most = float(max(total.value for total in totals.values()))
    x = across([0, most], [0, right])
    layers = []
    for i, (key, look) in enumerate((("tokyo", "second"), ("shenzhen", "accent"))):
        y = STEP * i + 20
        total, first = totals[key].row(), {**patents[key].row(), "look": look, "y": y + thick / 2}
        ends = [right * row["value"] / most for row in (first, total)]
        rest = {**total, "part": first["value"], "look": f"outline-{look}", "y": first["y"]}
        layers += [
            bars([first], x, 0, thick),
            rest_bars([rest], x, thick),
            texts([(0, y - 11, total["label"])], f"text-{look}"),
            texts([(7, y + thick / 2, f"patents {first['value']:.1f}")], "on-mark"),
            texts([(ends[1] + 7, y + thick / 2, f"{total['value']:.1f}")], "strong"),
            texts([(ends[1], y + thick + 11, f"papers {papers[key].value:.1f}")], align="right"),
        ]
    return canvas(width, STEP * 2, *layers)


def card(facts, width):
    right, thick, layers = width - 42, 34, []
    totals, patents = facts["total_2023"], facts["patents_2023"]
    most = float(max(total.value for total in totals.values()))
    for i, (key, look) in enumerate((("tokyo", "second"), ("shenzhen", "accent"))):
        y, total = 4 + 42 * i, totals[key].row()
        first = {**patents[key].row(), "look": look, "y": y + thick / 2}
        ends = [right * row["value"] / most for row in (first, total)]
        rest = {**total, "part": first["value"], "look": f"outline-{look}", "y": first["y"]}
        x = across([0, most], [0, right])
        layers += [
            bars([first], x, 0, thick),
            rest_bars([rest], x, thick),
            texts([(7, y + thick / 2, total["label"])], "on-mark"),
            texts([(ends[1] + 7, y + thick / 2, total["number"])], "strong"),
        ]
    return canvas(width, 84, *layers)
