"""A language is a module: a third one, German, is added by its name alone."""

from collections.abc import Iterator

import pytest
from test_statements import quantity

from datastory.numbers import languages
from datastory.numbers.languages import grammar
from datastory.numbers.statements import figures, says


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    languages.LANGUAGES["de"] = "german"
    yield
    del languages.LANGUAGES["de"]


@pytest.mark.parametrize(
    ("fact", "printed"),
    [
        ("245.31 billion yuan", "245,31 Milliarden Yuan"),
        ("1,234.5", "1.234,5"),
        ("over 75%", "über 75 Prozent"),
        ("1.5 million euros", "1,5 Millionen Euro"),
        ("0.1 percentage points", "0,1 Prozentpunkte"),
        ("nearly 12,345 km", "fast 12.345 Kilometer"),
    ],
)
def test_a_value_is_printed_and_read_back(fact: str, printed: str) -> None:
    assert grammar("de").written(quantity(fact)) == printed
    assert says(printed, quantity(fact), "de") is None


@pytest.mark.parametrize(
    ("words", "fact", "message"),
    [
        ("1.234", "1,234", None),
        ("1.234", "1.234", "'1.234' does not say 1,234"),
        ("12,9 Prozent", "12.9%", None),
        ("129 Prozent", "12.9%", "'129 Prozent' does not say 12,9 Prozent"),
        ("zweite", "second", None),
        ("dritte", "second", "'dritte' does not say 2"),
        ("75 Prozent", "over 75%", "'75 Prozent' loses 'über': the fact says über 75 Prozent"),
        ("245,31", "245.31 billion yuan",
         "'245,31' does not say 245,31 Milliarden Yuan; put the scale inside the link"),
    ],
)  # fmt: skip
def test_linked_words_are_judged(words: str, fact: str, message: str | None) -> None:
    assert says(words, quantity(fact), "de") == message


def test_prose_and_dates() -> None:
    text = "Am 3. März 2024 zählte die Stadt zwölf Werke und rund 17,6 Millionen Menschen."
    assert [f.text for f in figures(text, (), "de")] == ["zwölf", "rund 17,6 Millionen"]
    assert grammar("de").date("2024-03-05") == "5. März 2024"


def test_a_language_that_is_none_is_told() -> None:
    with pytest.raises(KeyError):
        grammar("xx")
