"""No line ends between a number and its unit: in prose, at figures, in tables, on cards."""

import pytest
from minimal import DATA, PHRASES, REPORT
from small import built
from test_cards import SERIF

from datastory.cards.typesetter import Typesetter
from datastory.checking.checks import check
from datastory.numbers import line_breaks
from datastory.pages.render import render
from datastory.parsing.story import read_story
from datastory.site import chart_style
from datastory.site.wording import together


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Spending rose to 12 million yuan in 2024", ["12 million yuan"]),
        ("over 12 million", ["12 million"]),
        ("from $5 billion to 12 per cent", ["$5 billion", "12 per cent"]),
        ("two thirds of 5 km", ["two thirds", "5 km"]),
        ("12 in 2024", []),
        ("52,300 visits", []),  # no unit that is known: the word may be anything
        ("a sum of 123,456,789 million pounds per acre", ["123,456,789 million pounds"]),
        ("words alone", []),
    ],
)
def test_a_number_stays_with_its_unit(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in line_breaks.spans(text)] == words
    assert " ".join(line_breaks.words(text)) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("12 million yuan", "12 million yuan"),
        ("about 245.31 billion yuan per person",
         '<span class="long">about <span class="nb">245.31 billion yuan</span> per person</span>'),
        ("12,345 very long words of a table",
         '<span class="long"><span class="nb">12,345 very</span> long words of a table</span>'),
        ("a < b", "a &lt; b"),
    ],
)  # fmt: skip
def test_what_is_short_stays_on_one_line(text: str, html: str) -> None:
    assert str(together(text)) == html


@pytest.mark.parametrize(
    ("sentence", "html"),
    [
        ("It spent [12](fact:firms) firms on it.",
         '<span class="nb"><a class="fig"{}><data value="12">12</data></a> firms</span> on it.'),
        ("It had [12 firms](fact:firms) in it.",
         '<a class="fig"{}><data value="12">12 firms</data></a> in it.'),
        ("Of all, [12](fact:firms) were firms.",
         '<a class="fig"{}><data value="12">12</data></a> were firms.'),
    ],
)  # fmt: skip
def test_prose_keeps_a_unit_behind_a_link(sentence: str, html: str) -> None:
    facts = DATA + (
        "  firms:\n    what: Firms\n    value: 12 firms\n    source: report\n"
        "    quote: There were 12 firms\n"
    )
    chapter = f"---\ntitle: Firms\nsummary: How many.\n---\n\n{sentence}\n"
    texts = {"data.yaml": facts, "content/01-firms.md": chapter}
    report = f"{REPORT}\nThere were 12 firms.\n".encode()
    story, problems = read_story(texts, files=PHRASES | {"seeds/report.txt": report})
    assert [*problems, *check(story)] == []
    page = render(story, {}, built().tree)["index.html"].decode()
    place = ' id="fact-firms" href="#note-firms" data-n="1"'
    assert html.format(place) in page


@pytest.mark.parametrize("width", range(300, 900, 100))
def test_a_card_keeps_a_number_with_its_unit(width: int) -> None:
    setter = Typesetter(chart_style.load_style(built().tree)[0].faces)
    words = "The town spent 12 million yuan on schools and 45 million yuan on roads in 2024"
    lines = setter.fitted(words, SERIF, (60, 20), width, 9).lines
    assert " ".join(lines) == words
    for number in ("12 million yuan", "45 million yuan"):
        assert any(number in line for line in lines)
