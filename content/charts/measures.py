from datastory.forms import across, canvas, dots, is_narrow, paired_dots, shape, texts

LEADERS = {"patents": "tokyo", "papers": "beijing", "deals": "sanjose"}
STEP = 98


def chart(facts, width):
    span = (1, width - (20 if is_narrow(width) else 60))
    shares = {measure: facts[measure] for measure in LEADERS}
    most = max(float(shares[measure][leader].value) for measure, leader in LEADERS.items())
    layers, heads = [], []
    for i, (measure, leader) in enumerate(LEADERS.items()):
        place = facts["place"][measure]
        subject, rival = shares[measure]["shenzhen"].row(), shares[measure][leader].row()
        name = "" if i else f"{subject['label']} "
        subject["said"] = f"{name}{subject['value']:.1f}, {place.text}"
        rival["said"] = f"{rival['label']} {rival['value']:.1f}"
        heads.append((0, STEP * i + 10, place.label))
        layers.append(paired_dots(subject, rival, most, span, STEP * i + 50, width))
    return canvas(width, STEP * 3 - 16, *layers, texts(heads, "strong"))


def card(facts, width):
    layers, heads = [], []
    most = float(facts["patents"]["tokyo"].value)
    for i, (measure, leader) in enumerate(LEADERS.items()):
        subject, rival = (facts[measure][key].row() for key in ("shenzhen", leader))
        y = 15 + 27 * i
        x = across([0, most], [64, 270])
        places = [64 + 206 * row["value"] / most for row in (subject, rival)]
        heads.append((0, y, measure.capitalize()))
        layers += [
            shape(f"M{places[0]},{y}H{places[1]}", "line-context"),
            dots([rival], x, y, "context"),
            dots([subject], x, y, "accent"),
            texts([(places[0] - 10, y, f"{subject['value']:.1f}")], "text-accent", align="right"),
            texts([(places[1] + 9, y, f"{rival['value']:.1f}")]),
        ]
    return canvas(width, 84, *layers, texts(heads, "strong"))
