from datastory.forms import Track, bump, canvas, down, is_narrow, shape, texts

NAMES = ("shenzhen", "tokyo", "sanjose", "beijing", "seoul", "shanghai")
LOOKS = {"shenzhen": "accent", "tokyo": "second"}
YEARS = tuple(str(year) for year in range(2017, 2026))
WITHOUT_GUANGZHOU = ("2017", "2018", "2019")
BREAKS = {("2017", "2018"), ("2024", "2025")}  # papers were added, then deals


def chart(facts, width):
    tracks = tracks_of(facts, NAMES)
    return narrow(tracks, width) if is_narrow(width) else wide(tracks, width)


def tracks_of(facts, names):
    return [
        Track(
            facts.rows(f"rank_{name}"),
            LOOKS.get(name, "context"),
            WITHOUT_GUANGZHOU if name == "shenzhen" else (),
        )
        for name in names
    ]


def wide(tracks, width):
    x, y, names = frame(tracks, left=42, step=53.5, top=20, rung=55, gap=15)
    first, last, foot = x["2017"], x["2025"], y[8] + 22
    brackets = foot + 17
    return canvas(
        width,
        foot + 62,
        shape(f"M{last - 24},0H{width}V{foot + 11}H{last - 24}Z", "band"),
        *lines(tracks, x, y, first - 24),
        texts((0, height, str(rank)) for rank, height in y.items()),
        texts(((x[year], foot, year) for year in YEARS[:-1]), align="center"),
        texts([(last, foot, "2025")], "strong", align="center"),
        texts(names[:1], "text-accent"),
        texts(names[1:2], "text-second"),
        texts(names[2:]),
        texts([(x["2021"] - 20, y[2] + 21, "Guangzhou joins the cluster")], "accent-quiet"),
        shape(f"M{first - 24},{brackets}h48m6,0H{last - 30}m6,0h48", "rule"),
        texts([(first, foot + 33, "patents")], align="center"),
        texts([((first + last) / 2, foot + 33, "counted: patents and papers")], align="center"),
        texts([(last - 24, foot + 33, "patents, papers and")], "strong"),
        texts([(last - 24, foot + 51, "venture-capital deals")], "strong"),
    )


def narrow(tracks, width):
    x, y, names = frame(tracks, left=26, step=20.6, top=28, rung=24.5, gap=10)
    first, last, foot = x["2017"], x["2025"], y[8] + 17
    across, height, third = names[2]
    third = third.replace("–", "–\n")
    return canvas(
        width,
        foot + 34,
        shape(f"M{last - 9},0H{width}V{foot + 10}H{last - 9}Z", "band"),
        *lines(tracks, x, y, first - 8),
        texts((first - 18, height, str(rank)) for rank, height in y.items()),
        texts(((x[year], foot, year) for year in ("2017", "2020")), align="center"),
        texts([(last, foot, "2025")], "strong", align="center"),
        texts([(width - 6, 12, names[0][2])], "text-accent", align="right"),
        texts(names[1:2], "text-second"),
        texts([(across, height, third)], lineBreak="\n", dy=-9 if "\n" in third else 0),
        texts(names[3:]),
        texts([(x["2021"] - 16, y[2] + 14, "Guangzhou joins")], "accent-quiet"),
        shape(f"M{first - 8},{foot + 11}h15m5,0H{last - 13}m4,0h17", "rule"),
        texts([(first - 8, foot + 24, "patents"), (first + 46, foot + 24, "patents + papers")]),
        texts([(last - 9, foot + 24, "+ venture deals")], "strong"),
    )


def frame(tracks, *, left, step, top, rung, gap):
    """Where years and ranks stand, and the names at their ranks of 2025."""
    x = {year: left + step * i for i, year in enumerate(YEARS)}
    ranks = sorted({row["value"] for track in tracks for row in track.rows})
    y = {rank: top + rung * (rank - 1) for rank in ranks}
    last = [track.rows[-1] for track in tracks]
    return x, y, [(x["2025"] + gap, y[row["value"]], row["label"]) for row in last]


def lines(tracks, x, y, left):
    grid = "".join(f"M{left},{height}H{x['2025']}" for height in y.values())
    ranks = (min(y), max(y))
    scale = down(ranks, [y[rank] for rank in ranks])
    return shape(grid, "grid"), bump(tracks, x, scale, BREAKS)


def card(facts, width):
    """Subject and rival alone, at the first and the last edition and in between."""
    tracks = tracks_of(facts, NAMES[:2])
    x, y, names = frame(tracks, left=6, step=16, top=16, rung=38, gap=12)
    across, top, subject = names[0]
    subject = subject.replace("–", "–\n", 1)
    up = -9 if "\n" in subject else 0
    return canvas(
        width,
        82,
        *lines(tracks, x, y, x["2017"]),
        texts([(across, top, subject)], "text-accent", lineBreak="\n", dy=up),
        texts(names[1:], "text-second"),
        texts([(0, 75, "2017")]),
        texts([(x["2025"], 75, "2025")], "strong", align="center"),
    )
