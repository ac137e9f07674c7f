"""Two sources that differ: which differences are let be, and where readers meet them."""

import json

import minimal
import pytest
import released

from datastory.checking.listing import as_text, list_facts

YEARBOOK = """\
  yearbook:
    title: Yearbook
    published: 2025-12
    file: seeds/yearbook.txt
facts:
"""
SEED = (
    "Spending came to {0} in 2024. In 2020 it was 9 million yuan. Of the rest {1} went to schools."
)
AT = "    quote: over 75% of it went to schools\n"


def story(also: str, keys: str = "", said: str = "12.1 million yuan") -> dict[str, str]:
    """The minimal story with what another source says of the spending of 2024."""
    point = f"2024: {{value: 12 million yuan, also: [{also}]{keys}}}"
    data = minimal.DATA.replace("facts:\n", YEARBOOK, 1)
    data = data.replace("2024: 12 million yuan", point)
    return {"data.yaml": data, "seeds/yearbook.txt": SEED.format(said, "78%")}


def other(value: str = "12.1 million yuan", quote: str = "", source: str = "yearbook") -> str:
    quote = quote or f"Spending came to {value} in 2024"
    return f"{{source: {source}, value: {value}, quote: {quote}}}"


def told(also: str, keys: str = "", said: str = "12.1 million yuan") -> list[str]:
    return minimal.told(story(also, keys, said))


CHOSEN = ", note: The report counts schools too."
NEAR = [
    (other(), CHOSEN, "12.1 million yuan"),
    (other(), ", tolerance: 1%", "12.1 million yuan"),
    (other(), ", tolerance: 0.1 million yuan", "12.1 million yuan"),
    (other(), f", tolerance: 0.1%{CHOSEN}", "12.1 million yuan"),
    (other("12 million yuan"), "", "12 million yuan"),
    (other("12.3 million yuan"), "", "12.3 million yuan"),  # which rounds to 12
    (other("about 13 million yuan"), "", "about 13 million yuan"),
    (other("12000 thousand yuan"), "", "12000 thousand yuan"),
    (f"{other()}, {other()}", ", tolerance: 1%", "12.1 million yuan"),
]
FAR = [
    (other("13 million yuan"), "", "13 million yuan", "'yearbook' says 13 million yuan, and this"),
    (other("13 million yuan"), "", "13 million yuan", "say in 'note' why this one was chosen"),
    (
        other("12.3 million yuan"), ", tolerance: 1%", "12.3 million yuan",
        "this fact 12 million yuan, beyond the tolerance of 1%",
    ),
    (other("11 million yuan"), ", tolerance: 0.9 million yuan", "11 million yuan", "beyond the"),
    (other("12.1 million dollars"), "", "12.1 million dollars", "is no yuan, as"),
    (other(), ", tolerance: some", "12.1 million yuan", "as in 1% or 0.5 million yuan"),
    (other(), ", tolerance: -1%", "12.1 million yuan", "as in 1% or 0.5 million yuan"),
    (other(), ", tolerance: 1 km", "12.1 million yuan", "the value is in yuan, and this in"),
    (other(source="year"), CHOSEN, "12.1 million yuan", "no source 'year'; did you mean"),
    (other(value="many"), CHOSEN, "12.1 million yuan", "many"),
    (other("12.1 million yuan"), CHOSEN, "14 million yuan", "does not stand in seeds/yearbook.txt"),
    (
        other("12.2 million yuan", "Spending came to 12.1 million yuan in 2024"), CHOSEN,
        "12.1 million yuan", "the quotation does not say 12.2 million yuan",
    ),
    (
        other("9 million yuan", "In 2020 it was 9 million yuan"), CHOSEN, "12.1 million yuan",
        "stands with 2020, not with 2024",
    ),
    ("{source: yearbook, value: 12.1 million yuan}", CHOSEN, "1", "needs 'quote'"),
    (other().replace("quote", "words"), CHOSEN, "1", "has no key 'words'"),
]  # fmt: skip


@pytest.mark.parametrize(("also", "keys", "said"), NEAR)
def test_a_difference_that_is_small_or_owned_to_is_let_be(also: str, keys: str, said: str) -> None:
    assert told(also, keys, said) == []


@pytest.mark.parametrize(("also", "keys", "said", "problem"), FAR)
def test_a_difference_or_a_proof_that_does_not_hold_is_told(
    also: str, keys: str, said: str, problem: str
) -> None:
    problems = told(also, keys, said)
    assert any(problem in one for one in problems), problems
    assert all(one.startswith("data.yaml:") for one in problems)


def share(value: str, keys: str) -> list[str]:
    entry = f"{{source: yearbook, value: {value}, quote: 'Of the rest {value} went to schools'}}"
    files = story(other("12 million yuan"), said="12 million yuan")
    assert files["data.yaml"].count(AT) == 1
    line = f"    value: 75%\n    when: 2024\n    source: report\n{AT}    also: [{entry}]\n{keys}"
    before, _, after = files["data.yaml"].partition("    value: over 75%\n")
    files["data.yaml"] = before + line + after.partition(AT)[2]
    report = minimal.REPORT.replace("over 75%", "75%")
    files["data.yaml"] = files["data.yaml"].replace("quote: over 75%", "quote: 75%")
    return minimal.told(files | {"seeds/report.txt": report.replace("and 75%", "and\n75%")})


def test_percentages_are_apart_by_points() -> None:
    assert share("78%", "    tolerance: 3 percentage points\n") == []
    (beyond,) = share("78%", "    tolerance: 2 percentage points\n")
    assert "'yearbook' says 78%, and this fact 75%, beyond the tolerance" in beyond
    (unsure,) = share("78%", "    tolerance: 5%\n")
    assert "of a percentage, say by how many percentage points" in unsure


def test_a_tolerance_of_nothing_is_told() -> None:
    data = minimal.DATA.replace(AT, f"{AT}    tolerance: 1%\n")
    (problem,) = minimal.told({"data.yaml": data})
    assert "'tolerance' is how far from the value the sources in 'also' may be" in problem


def test_two_facts_may_differ_where_one_says_what_the_other_source_says() -> None:
    second = (
        "  spent:\n    what: Spending on research\n    value: 12.1 million yuan\n    when: 2024\n"
        "    source: yearbook\n    quote: Spending came to 12.1 million yuan in 2024\n"
    )
    files = story(other(), CHOSEN)
    assert minimal.told(files | {"data.yaml": files["data.yaml"] + second}) == []


def test_readers_and_programs_meet_it() -> None:
    read = minimal.story(story(other(), CHOSEN))
    pages = released.pages(read)
    page = pages["facts/rd.2024/index.html"].decode()
    assert "What other sources say" in page
    assert "“Spending came to 12.1 million yuan in 2024”" in page
    assert page.count("The report counts schools too.") == 1
    assert "What other sources say" not in pages["facts/rd.2020/index.html"].decode()
    assert "Compared with 1 figure" in pages["sources/index.html"].decode()
    facts = {fact["id"]: fact for fact in json.loads(pages["data.json"])["facts"]}
    assert "also" not in facts["rd.2020"]
    assert facts["rd.2024"]["also"] == [
        {
            "source": "yearbook",
            "text": "12.1 million yuan",
            "value": "12100000",
            "unit": "yuan",
            "qualifier": None,
            "quote": "Spending came to 12.1 million yuan in 2024",
            "evidence": "document",
            "place": "line 1",
        }
    ]
    listed = as_text(list_facts(read, released.drawings(read), {}))
    assert "\n    also: 12.1 million yuan (yearbook)\n" in listed
