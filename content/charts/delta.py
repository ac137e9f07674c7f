import altair as alt

from datastory.forms import View, canvas, is_narrow, land, points, shape, texts

CITIES = ("Shenzhen", "Hong Kong", "Guangzhou")
# Where a name stands, seen from its city: across, down, and which end of it.
NAMES = {
    "Shenzhen": (-12, -9, "right"),
    "Hong Kong": (12, 9, "left"),
    "Guangzhou": (11, -10, "left"),
    "Dongguan": (9, 0, "left"),
    "Macau": (-9, 0, "right"),
}


def chart(facts, width):
    if is_narrow(width):
        view = View(width, 274, (113.675, 22.7), 8300)
    else:
        view = View(width, 420, (113.72, 22.68), 14200)
    return canvas(width, view.height, *layers(facts, view, NAMES), *scale_bar(view))


def card(facts, _):
    view = View(168, 136, (114.09, 22.68), 4900)
    return canvas(168, view.height, *layers(facts, view, CITIES))


def layers(facts, view, names):
    places = {name: facts.geo("places.json")[name] for name in names}
    others = [place for name, place in places.items() if name not in CITIES]
    made = [
        land(facts.geo("estuary.json"), view),
        points(others, "context", view),
        points([places[name] for name in CITIES], "accent", view),
    ]
    for name, place in places.items():
        dx, dy, align = NAMES[name]
        x, y = view.place(*place)
        styles = ("text-accent",) if name in CITIES else ("ink",)
        made.append(texts([(x + dx, y + dy, name)], *styles, "halo", align=align))
    return made


def scale_bar(view):
    length = view.kilometres(50)
    left, y = view.width - length - 44, view.height - 14
    kilometres = alt.X(
        datum=0,
        type="quantitative",
        scale=alt.Scale(domain=[0, 50], range=[left, left + length], nice=False),
        axis=alt.Axis(
            values=[50], orient="top", offset=8 - y, format="d", grid=False, zindex=1, title=None
        ),
    )
    ticks = alt.Chart(alt.InlineData(values=[{}])).mark_point(opacity=0).encode(x=kilometres)
    unit = texts([(left + length + 4, y - 20, "km")])
    return shape(f"M{left},{y - 4}v8M{left},{y}h{length}m0,-4v8", "rule"), ticks, unit
