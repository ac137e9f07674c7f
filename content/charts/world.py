from datastory.forms import View, canvas, is_narrow, land, points, texts

CITY = {  # the city that stands for a cluster on the map
    "rank_shenzhen.2025": "Shenzhen",
    "rank_tokyo.2025": "Tokyo",
    "rank_sanjose.2025": "San Jose",
    "rank_beijing.2025": "Beijing",
    "rank_seoul.2025": "Seoul",
    "rank_shanghai.2025": "Shanghai",
    "rank_newyork": "New York City",
    "rank_london": "London",
    "rank_boston": "Boston",
    "rank_losangeles": "Los Angeles",
}
# Where the number stands, seen from the city: across, down, and which end of it.
NARROW = {
    "Shenzhen": (0, 14, "center"), "Tokyo": (8, 3, "left"), "San Jose": (-8, -5, "right"),
    "Beijing": (-8, -3, "right"), "Seoul": (0, -12, "center"), "Shanghai": (9, 5, "left"),
    "New York City": (-7, 8, "right"), "London": (8, -6, "left"), "Boston": (3, -12, "left"),
    "Los Angeles": (-7, 7, "right"),
}  # fmt: skip
WIDE = {
    "Shenzhen": (0, 19, "center"), "Tokyo": (11, 0, "left"), "San Jose": (-10, -8, "right"),
    "Beijing": (-10, -3, "right"), "Seoul": (2, -14, "center"), "Shanghai": (11, 7, "left"),
    "New York City": (-9, 10, "right"), "London": (10, -8, "left"), "Boston": (-8, -9, "right"),
    "Los Angeles": (-9, 9, "right"),
}  # fmt: skip


def chart(facts, width):
    narrow = is_narrow(width)
    height = 76 if narrow else 142
    view = View(width, height, (145, 39), 57.4 if narrow else 107.6)
    places = facts.geo("places.json")
    rows = [{**facts[id].row(), "city": city} for id, city in CITY.items()]
    layers = [
        land(facts.geo("pacific.json"), view),
        points([places[row["city"]] for row in rows[1:]], "context", view),
        points([places[rows[0]["city"]]], "accent", view),
    ]
    for row in rows:
        x, y = view.place(*places[row["city"]])
        dx, dy, align = (NARROW if narrow else WIDE)[row["city"]]
        style = "text-accent" if row is rows[0] else "strong"
        said = str(row["value"]) if narrow else f"{row['value']} {row['label']}"
        layers.append(texts([(x + dx, y + dy, said)], style, "halo", align=align))
    if not narrow:
        return canvas(width, height, *layers)
    top, step = height + 24, 22
    for i, row in enumerate(rows):
        x, y = (0, top + step * i) if i < 6 else (178, top + step * (i - 5))
        style = "text-accent" if not i else "ink"
        layers.append(texts([(x + 18, y, row["label"])], style))
        layers.append(texts([(x + 11, y, str(row["value"]))], "text-accent" if not i else "strong", align="right"))
    return canvas(width, top + step * 6 - 8, *layers)
