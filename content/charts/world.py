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
# Where its number stands, seen from the city: across, down.
BESIDE = {
    "Shenzhen": (-12, 6), "Tokyo": (12, 3), "San Jose": (-11, -5), "Beijing": (-11, -3),
    "Seoul": (1, -12), "Shanghai": (12, 5), "New York City": (-11, 8), "London": (11, -6),
    "Boston": (-9, -11), "Los Angeles": (-13, 8),
}  # fmt: skip
STEP = 22


def chart(facts, width):
    wide = not is_narrow(width)
    height = 142 if wide else 76
    rows = ranked(facts)
    numbers, names = [], []
    for i, row in enumerate(rows):
        column, line = divmod(i, 5) if wide else ((1, i - 5) if i > 5 else (0, i))
        x, y = column * (300 if wide else 180), height + 24 + STEP * line
        numbers.append((x + 16, y, str(row["value"])))
        names.append((x + 23, y, row["label"]))
    return canvas(
        width,
        height + STEP * (5 if wide else 6) + 14,
        *strip(facts, rows, width, height),
        texts(numbers[1:], "strong", align="right"),
        texts(names[1:], "ink"),
        texts(numbers[:1], "text-accent", align="right"),
        texts(names[:1], "text-accent"),
    )


def card(facts, width):
    return canvas(width, 76, *strip(facts, ranked(facts), width, 76))


def ranked(facts):
    return [{**row, "city": CITY[row["id"]]} for row in facts.rows(*CITY)]


def strip(facts, rows, width, height):
    view = View(width, height, (145, 39), width * 0.1793)
    places = facts.geo("places.json")
    further = 1 if is_narrow(width) else 1.15
    numbers = []
    for row in rows:
        x, y = view.place(*places[row["city"]])
        across, down = BESIDE[row["city"]]
        numbers.append((x + across * further, y + down * further, str(row["value"])))
    return (
        land(facts.geo("pacific.json"), view),
        *(
            points([places[row["city"]] for row in some], look, view, [row["id"] for row in some])
            for some, look in ((rows[:1], "accent"), (rows[1:], "context"))
        ),
        texts(numbers[1:], "strong", "halo", align="center"),
        texts(numbers[:1], "text-accent", "halo", align="center"),
    )
