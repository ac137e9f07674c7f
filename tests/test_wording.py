from decimal import Decimal

import pytest
from bilingual import templates
from minimal import data, story
from msgspec.structs import replace

from datastory.model import Fact
from datastory.parsing.phrases_file import read_phrases
from datastory.site import references, wording


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025-12-18", "18 December 2025"),
        ("2025-12-08", "8 December 2025"),
        ("2025-12", "December 2025"),
        ("2025", "2025"),
        ("2020 to 2024", "2020 to 2024"),
        ("", ""),
        ("2025-13", "2025-13"),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(date: str, words: str) -> None:
    assert wording.date_words(date, story({}).site.phrases) == words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025-12-08", "2025年12月8日"),
        ("2025", "2025年"),
        ("2020 to 2024", "2020年至2024年"),
        ("December 2025", "2025年12月"),
        ("plan of 2022", "2022年规划"),
        ("2025 edition", "2025年版"),
        ("as reported in December 2025", "据2025年12月报道"),
        ("", ""),
    ],
)
def test_dates_are_said_in_the_language_of_the_edition(date: str, words: str) -> None:
    phrases, _ = read_phrases(templates(), "zh")
    assert wording.date_words(date, phrases) == words


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("{rd.2024} / {rd.2020} - 1", "A\u00a0÷ B\u00a0− 1"),
        ("({rd.2024}/{rd.2020}) ** (1 / 4)", "(A\u00a0÷ B) to the power of (1\u00a0÷ 4)"),
        ("{rd.2024} >= {rd.2020}", "A is at least B"),
        ("max({rd.2024}, {rd.2020}) * 2", "the greatest of (A, B)\u00a0× 2"),
    ],
)
def test_formulas_are_said_in_words(formula: str, words: str) -> None:
    told = story({})
    fact = told.facts["growth"]
    assert fact.formula
    fact = replace(fact, proof=replace(fact.proof, text=formula))
    names = {"rd.2024": "A", "rd.2020": "B"}
    parts = wording.formula_words(fact, told)
    assert "".join(names[part.id] if isinstance(part, Fact) else part for part in parts) == words


@pytest.mark.parametrize(
    ("value", "exact"),
    [("12.90%", "12.9"), ("245.31 billion yuan", "245310000000"), ("100", "100"), ("0.5", "0.5")],
)
def test_values_are_exact_decimal_strings(value: str, exact: str) -> None:
    told = story(data("value: over 75%", f"value: {value}"))
    assert wording.exact(told.facts["share"]) == exact
    assert Decimal(wording.exact(told.facts["share"])) == told.facts["share"].quantity.value


def test_a_claim_is_true() -> None:
    assert wording.exact(story({}).facts["rose"]) == "true"


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("MIT", ""),
    ],
)
def test_well_known_licences_have_a_page(name: str, url: str) -> None:
    assert wording.license_url(name) == url


def test_sources_of_most_facts_come_first() -> None:
    two = data(
        "sources:\n",
        "sources:\n  other:\n    title: Another report\n    publisher: The county\n",
    )
    two["data.yaml"] = two["data.yaml"].replace(
        "when: 2024\n    source: report", "when: 2024\n    source: other"
    )
    told = story(two)
    facts = [told.facts[id] for id in ("share", "growth")]
    assert [source.id for source in references.sources_of(facts, told)] == ["report", "other"]
    facts = facts[:1]
    assert [source.id for source in references.sources_of(facts, told)] == ["other"]


def test_a_fact_knows_where_it_is_used_and_what_rests_on_it() -> None:
    told = story({})
    used = references.used_in(told, {})
    assert [place.address for place in used["rd.2024"]] == ["/#research"]
    assert used["share"] == ()
    readers = references.derived_from(told)["rd.2024"]
    assert readers == ("growth", "rose")


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("visits grew to 52,300 in the town", 40, "visits grew to 52,300 in the town"),
        ("visits grew to 52,300 in the town", 30, "visits grew to 52,300 in the…"),
        ("visits grew to 52,300 in the town", 22, "visits grew…"),
        ("visits grew to 52,300 in the town", 17, "visits grew…"),
        ("it cost 52 million yuan a year, they said", 37, "it cost 52 million yuan a year, they…"),
        ("it cost 52 million yuan a year", 24, "it…"),
        ("it cost 52 million yuan a year", 12, "it…"),
        ("nearly five of the towns agreed", 24, "nearly five of the…"),
        ("almost all towns grew by three quarters", 35, "almost all towns grew…"),
        ("it fell to −0.42 points", 14, "it fell…"),
        ("the plan of 2024 was kept", 18, "the plan…"),
        ("towns, which grew", 8, "towns…"),
        ("52,300 visits to the library", 9, "…"),
        ("深圳的研究投入增长很快", 8, "深圳的研究投入…"),
        ("深圳的研究投入，增长很快", 8, "深圳的研究投入…"),
        ("深圳的研究投入，增长很快", 9, "深圳的研究投入…"),
        ("深圳的研究投入达2453.1亿元，增长很快", 14, "深圳的研究投入…"),
        ("深圳的研究投入达2453.1亿元，增长很快", 20, "深圳的研究投入达2453.1亿元，增长…"),
        ("其中七成五来自企业，三分之二来自高校", 13, "其中七成五来自企业…"),
        ("它（在全国）很快", 3, "它…"),
        ("Donaudampfschifffahrtsgesellschaft", 8, "…"),
    ],
)
def test_words_are_cut_between_words_and_never_in_a_number_or_beside_one(
    text: str, most: int, cut: str
) -> None:
    assert wording.shortened(text, lambda words: len(words) <= most) == cut
