"""Share images: their form, their words, and that none is drawn without need."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image
from small import built, shared

from datastory import cache
from datastory.cards import share_images as cards
from datastory.cards.frame import BELOW, BESIDE, beside, scale
from datastory.cards.picture import Card, laid_out
from datastory.cards.typesetter import Typesetter
from datastory.charts.charts import draw
from datastory.charts.pictures import files_of
from datastory.model import Drawing, Story
from datastory.site import chart_style as look
from datastory.site.chart_style import size

PAPER = (251, 250, 247)
ONE_CHART = "charts/loans/card.png"
SERIF = "story-serif-400"


def drawn(story: Story) -> dict[str, bytes]:
    return shared(story, built().drawings, built().tree)


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Card]]:
    """Every card that is drawn, by who remembers none; those of the small story are not counted."""
    built()
    seen: list[Card] = []
    picture = cards.picture

    def counted(card: Card, typesetter: Typesetter, look: look.ChartStyle) -> bytes:
        seen.append(card)
        return picture(card, typesetter, look)

    monkeypatch.setattr(cards, "picture", counted)
    with cache.using(cache.Cache()):
        yield seen


def picture(path: str) -> Image.Image:
    return Image.open(BytesIO(built().site[path]))


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of what stands on the paper."""
    flat = image.convert("L").point(lambda light: 255 if light < 150 else 0)
    box = flat.getbbox()
    assert box
    return box


def test_every_page_that_is_shared_has_a_card() -> None:
    story = built().story
    expected = {"card.png", ONE_CHART}
    expected |= {f"facts/{id}/card.png" for id in (*story.facts, *story.series)}
    assert {path for path in built().site if path.endswith("card.png")} == expected


def test_a_card_is_what_every_service_takes() -> None:
    cards = [path for path in built().site if path.endswith("card.png")]
    assert cards
    for path in cards:
        image = picture(path)
        assert (image.format, image.size) == ("PNG", (1200, 630)), path
        assert "transparency" not in image.info, path
        assert image.mode == "P", path
        assert len(built().site[path]) <= 100 * 1024, path
        corner = image.convert("RGB").getpixel((5, 5))
        assert isinstance(corner, tuple), path
        assert all(abs(a - b) <= 6 for a, b in zip(corner, PAPER, strict=True)), path
        left, top, right, bottom = ink(image)
        assert left > 40 and top > 40 and right < 1160 and bottom < 590, path


def test_the_figure_is_the_largest_thing_on_its_card() -> None:
    left, top, right, bottom = ink(picture("facts/visitors/card.png").crop((0, 0, 1200, 260)))
    assert bottom - top > 120
    assert right - left > 600


def test_nothing_is_drawn_again_that_has_not_changed(count: list[Card]) -> None:
    story = built().story
    first = drawn(story)
    # That of a chart may come from another process, which was asked for it before.
    own = [card for card in count if not card.address.startswith("/charts/")]
    kept = [path for path in first if path.endswith("card.png") and not path.startswith("charts/")]
    assert len(own) == len(kept)
    many = len(count)
    assert drawn(story) == first
    assert len(count) == many
    changed = replace(story.facts["ashford"], text="1.3 million books")
    again = drawn(replace(story, facts={**story.facts, "ashford": changed}))
    assert len(count) == many + 1
    assert {path for path in first if again[path] != first[path]} == {"facts/ashford/card.png"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("over 75 billion yuan", ("over", "75", "billion yuan")),
        ("12.9%", ("", "12.9%", "")),
        ("more than 300", ("more than", "300", "")),
        ("second-highest", ("", "second-highest", "")),
        ("$1,200", ("", "$1,200", "")),
        ("474,000 person-years", ("", "474,000", "person-years")),
        ("0.09 percentage points", ("", "0.09", "percentage points")),
    ],
)
def test_a_figure_is_its_number_and_the_words_around_it(
    text: str, parts: tuple[str, str, str], count: list[Card]
) -> None:
    story = built().story
    fact = replace(story.facts["ashford"], text=text)
    drawn(replace(story, facts={**story.facts, "ashford": fact}))
    (card,) = (card for card in count if card.address.endswith("/ashford/card.png"))
    assert card.value == parts


def test_a_card_has_room_for_a_few_rows_and_one_publisher(count: list[Card]) -> None:
    story = built().story
    point, other = story.facts["loans.2020"], story.facts["loans.2024"]
    other = replace(other, proof=replace(other.proof, source="gazette"))
    points = [
        replace(point, id=f"loans.{year}", when=str(year), text=f"{year} books")
        for year in range(2018, 2024)
    ]
    facts = {fact.id: fact for fact in (*points, other)}
    loans = replace(story.series["loans"], points=tuple(facts))
    drawn(replace(story, facts=story.facts | facts, series={"loans": loans}))
    (card,) = (card for card in count if card.address == "/facts/loans/card.png")
    assert card == Card(
        "/facts/loans/card.png",
        "Books lent by the Millbrook library",
        "Millbrook library and 1 other source",
        "The library that lends more",
        rows=(
            ("2018", "2018 books"), ("…", ""), ("2022", "2022 books"), ("2023", "2023 books"),
            ("2024", "1.5 million books"),
        ),
    )  # fmt: skip


def test_the_parts_of_a_figure_stand_on_one_line_in_order(typesetter: Typesetter) -> None:
    card = Card("/a/", "Meaning", "", "", value=("over", "75", "billion yuan"))
    lines = [line for line in laid_out(card, typesetter) if line.face == SERIF]
    assert [line.words.strip() for line in lines] == ["over", "7", "5", "billion yuan"]
    assert len({line.y for line in lines}) == 1
    ends = [line.x + typesetter.width(line.words, line.face, line.size) for line in lines]
    assert all(end <= line.x + 1 for end, line in zip(ends, lines[1:], strict=False))
    assert ends[-1] <= 1136


def test_a_long_figure_is_as_large_as_there_is_room(typesetter: Typesetter) -> None:
    card = Card("/a/", "Meaning", "", "", value=("", "1,234,567,890", "person-years of work"))
    *_, last = (line for line in laid_out(card, typesetter) if line.face == SERIF)
    assert 1100 <= last.x + typesetter.width(last.words, SERIF, last.size) <= 1136


def test_a_chart_s_card_says_what_is_measured_and_who_proves_it(typesetter: Typesetter) -> None:
    story, drawing = built().story, built().drawings["loans"]
    card = cards.of_chart(story.charts["loans"], drawing, story)
    *_, first, name, last = laid_out(card, typesetter)
    assert (first.words, name.words) == ("Books lent, million", "The library that lends more")
    assert last.words == "Millbrook library and 1 other source"
    assert first.y == name.y < last.y < 590
    lines = [line for line in laid_out(replace(card, measured=""), typesetter) if line.size == 28]
    assert [line.words for line in lines] == [last.words, name.words]


def test_a_chart_s_card_is_drawn_again_when_its_source_has_another_date() -> None:
    """Which stands on the card, and nowhere in the chart's drawings."""
    story = built().story
    ashford = story.facts["ashford"]
    facts = {
        **story.facts,
        "ashford": replace(ashford, proof=replace(ashford.proof, source="report")),
    }
    seen = []
    for published in ("2025-12", "2026-03"):
        source = replace(story.sources["report"], published=published)
        sources = {**story.sources, "report": source}
        told = replace(story, facts=facts, sources=sources)
        drawings, problems = draw(told, built().tree)
        assert problems == []
        seen.append((drawings["loans"].svg, files_of(told, drawings, built().tree)[ONE_CHART]))
    assert seen[0][0] == seen[1][0] and seen[0][1] != seen[1][1]


@pytest.mark.parametrize(
    ("size", "side", "pixels"),
    [((320, 80), False, 1072 / 320), ((320, 274), True, 440 / 274), ((160, 130), True, 540 / 160)],
)
def test_a_drawing_stands_where_it_is_largest(
    size: tuple[float, float], side: bool, pixels: float
) -> None:
    assert beside(size) == side
    assert scale(size) == pytest.approx(pixels)
    box = BESIDE if side else BELOW
    assert size[0] * scale(size) <= box[0] + 1e-6 and size[1] * scale(size) <= box[1] + 1e-6


CARD = """

def card(facts, width):
    rows = alt.Data(values=facts.rows("loans"))
    bars = alt.Chart(rows).mark_bar().encode(y=alt.Y("key:N").title(None))
    return bars.encode(x=alt.X("value:Q").axis(None)).properties(height=HEIGHT)
"""


def redrawn(height: int) -> tuple[dict[str, Drawing], list[str]]:
    chart = built().story.charts["loans"]
    chart = replace(chart, code=chart.code + CARD.replace("HEIGHT", str(height)))
    tree = {**built().tree, chart.code_path: chart.code.encode()}
    drawings, problems = draw(replace(built().story, charts={"loans": chart}), tree)
    return drawings, [problem.message for problem in problems]


def test_an_author_may_draw_less_for_the_card() -> None:
    drawings, problems = redrawn(70)
    assert problems == []
    assert size(drawings["loans"].simplest)[1] < size(built().drawings["loans"].simplest)[1]
    made = files_of(built().story, {"loans": drawings["loans"]}, built().tree)
    assert made[ONE_CHART] != built().site[ONE_CHART]


def test_a_drawing_too_small_to_read_is_refused() -> None:
    drawings, problems = redrawn(700)
    assert drawings == {}
    assert problems == [
        "the smallest text of the card would be 8 pixels on the share image; it needs 42 to be "
        "read, so show less or less high"
    ]


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(look.load_style(built().tree)[0].faces)


@given(words=st.lists(st.text("abcdefgimw", min_size=1, max_size=12), min_size=1, max_size=30))
def test_no_line_is_wider_than_its_place(typesetter: Typesetter, words: list[str]) -> None:
    fit = typesetter.fitted(" ".join(words), SERIF, (72, 54), 1072, 2)
    assert 1 <= len(fit.lines) <= 2 and 54 <= fit.size <= 72
    assert all(typesetter.width(line, SERIF, fit.size) <= 1072 for line in fit.lines)
    whole = " ".join(fit.lines)
    assert whole == " ".join(words) or whole.endswith("…")


def test_lines_are_about_even(typesetter: Typesetter) -> None:
    title = "Second place became first in the year the count changed"
    fit = typesetter.fitted(title, SERIF, (72, 54), 1072, 2)
    assert fit.lines == ("Second place became first in", "the year the count changed")
