from datastory.forms import Track, bump, canvas, down, is_narrow, shape, texts

TRACKS = ("shenzhen", "tokyo", "sanjose", "beijing", "seoul", "shanghai")
LOOKS = {"shenzhen": "accent", "tokyo": "second"}
WITHOUT_GUANGZHOU = ("2017", "2018", "2019")
BREAKS = {("2017", "2018"), ("2024", "2025")}  # papers were added, then deals


def chart(facts, width):
    return narrow(facts) if is_narrow(width) else wide(facts, width)


def tracks(facts):
    return [
        Track(
            facts.rows(f"rank_{name}"),
            LOOKS.get(name, "context"),
            WITHOUT_GUANGZHOU if name == "shenzhen" else (),
        )
        for name in TRACKS
    ]


def ranks(tracks):
    return sorted({row["value"] for track in tracks for row in track.rows})


def wide(facts, width):
    lines = tracks(facts)
    first, step, top = 42, 53.5, 20
    places = {str(2017 + i): first + step * i for i in range(9)}
    last = places["2025"]
    rungs = {rank: top + 55 * (rank - 1) for rank in ranks(lines)}
    foot = rungs[8] + 22
    names = [(last + 18, rungs[track.rows[-1]["value"]], track.rows[-1]["label"]) for track in lines]
    return canvas(
        width,
        foot + 62,
        shape(f"M{last - 24},0H{width}V{foot + 11}H{last - 24}Z", "band"),
        shape("".join(f"M{first - 24},{y}H{last}" for y in rungs.values()), "grid"),
        bump(lines, places, down([1, 8], [rungs[1], rungs[8]]), BREAKS),
        texts(((first - 42, y, str(rank)) for rank, y in rungs.items()), align="left"),
        texts(((x, foot, year) for year, x in places.items() if year != "2025"), align="center"),
        texts([(last, foot, "2025")], "strong", align="center"),
        texts(names[:1], "text-accent"),
        texts(names[1:2], "text-second"),
        texts(names[2:], "ink"),
        texts([(places["2021"] - 20, rungs[2] + 21, "Guangzhou joins the cluster")], "accent-quiet"),
        shape(
            f"M{first - 24},{foot + 17}H{first + 24}M{first + 30},{foot + 17}H{last - 30}"
            f"M{last - 24},{foot + 17}H{last + 24}",
            "rule",
        ),
        texts([(first, foot + 33, "patents")], align="center"),
        texts([((first + last) / 2, foot + 33, "counted: patents and papers")], align="center"),
        texts([(last - 24, foot + 33, "patents, papers and"), (last - 24, foot + 51, "venture-capital deals")], "strong"),
    )


def narrow(facts):
    lines = tracks(facts)
    first, step, top = 26, 20.6, 28
    places = {str(2017 + i): first + step * i for i in range(9)}
    last = places["2025"]
    rungs = {rank: top + 24.5 * (rank - 1) for rank in ranks(lines)}
    foot = rungs[8] + 17
    names = [(last + 10, rungs[track.rows[-1]["value"]], track.rows[-1]["label"]) for track in lines]
    return canvas(
        320,
        foot + 34,
        shape(f"M{last - 9},0H320V{foot + 10}H{last - 9}Z", "band"),
        shape("".join(f"M{first - 8},{y}H{last}" for y in rungs.values()), "grid"),
        bump(lines, places, down([1, 8], [rungs[1], rungs[8]]), BREAKS),
        texts((first - 18, y, str(rank)) for rank, y in rungs.items()),
        texts(((places[year], foot, year) for year in ("2017", "2020")), align="center"),
        texts([(last, foot, "2025")], "strong", align="center"),
        texts([(314, 12, names[0][2])], "text-accent", align="right"),
        texts(names[1:2], "text-second"),
        texts([(x, y, name.replace("–", "–\n")) for x, y, name in names[2:3]], "ink", lineBreak="\n", dy=-9),
        texts(names[3:], "ink"),
        texts([(places["2021"] - 16, rungs[2] + 14, "Guangzhou joins")], "accent-quiet"),
        shape(f"M{first - 8},{foot + 11}h15M{first + 12},{foot + 11}H{last - 13}M{last - 9},{foot + 11}h17", "rule"),
        texts([(first - 8, foot + 24, "patents"), (first + 62, foot + 24, "patents + papers")]),
        texts([(last - 9, foot + 24, "+ venture deals")], "strong"),
    )
