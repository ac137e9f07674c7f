from datastory.forms import canvas, is_narrow, paired_dots, texts

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
        subject["said"] = f"{subject['value']:.1f}, {place.text}"
        rival["said"] = f"{rival['label']} {rival['value']:.1f}"
        heads.append((0, STEP * i + 10, place.label))
        layers.append(paired_dots(subject, rival, most, span, STEP * i + 50, width))
    return canvas(width, STEP * 3 - 16, *layers, texts(heads, "strong"))
