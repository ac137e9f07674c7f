"""A quotation is whole where it matters, and the value is the one of its own time and name."""

import pytest
from minimal import DATA, STORY, told

from datastory.evidence import out_of_context

REPORT = """\
Spending grew from 151.08 billion yuan in 2020 to 245.31 billion yuan in 2024.

Library visits did not reach 52,300 in 2024; they came to 49,800. It was open on 300 days, except
in June. No. 3 in the ranking spent 12 million yuan. Not only did 40 firms open, 31 stayed.

The unemployment rate was 4.1% in 2024, against 3.4% in 2023. Staff fell by 8% to 4,600 in 2024,
from 5,000 in 2023. In 2024, 12 firms closed and 40 firms opened. In 2023, 9 firms closed.

By the end of 2024 Shenzhen had 1,333 little giants, Beijing 1,210 and Shanghai 1,032. There were
88 in Osaka, 77 in Kyoto. Sales came to 12 tonnes, up from 10 tonnes in 2023.

In 2023 the survey reached 1,180 homes. Staff was 410 in 2023. In 2015 prices it cost 55 yuan. The
hall, founded in 1910, seats 620 people. In 2020 it had 70 rooms, and has 95 now. It lost 66 birds
at the end of May 2022. In the 2025 report it says that 230 of them died. Rent was 640 yuan in 2015
prices. In the 2000s there were 17 mills.

The plan foresees 300 billion yuan by 2027. Between 2020 and 2024 buses rose from 1,200 to 1,850.
"""
START = DATA.count("\n") + 1


def problems(lines: str) -> list[str]:
    """What is told of a fact `x`, whose keys these are; lines are counted from its first on."""
    text = DATA + f"  x:\n    what: X\n    source: other\n{lines}"
    other = "title: Other, publisher: The town, published: 2025-03, file: seeds/other.txt"
    text = text.replace("facts:\n", f"  other: {{{other}}}\nfacts:\n", 1)
    first = START + 1
    found = []
    for line in told({"data.yaml": text, "seeds/other.txt": REPORT} | {
        path: words for path, words in STORY.items() if path != "data.yaml"
    }):  # fmt: skip
        _, number, rest = line.split(":", 2)
        found.append(f"{int(number) - first}:{rest}")
    return found


def fact(value: str, when: str, quote: str) -> str:
    when = f"    when: {when}\n" if when else ""
    return f"    value: {value}\n{when}    quote: >-\n      {quote}\n"


RD = "grew from 151.08 billion yuan in 2020 to 245.31 billion yuan in 2024"
JOBS = "The unemployment rate was 4.1% in 2024, against 3.4% in 2023"
STAFF = "Staff fell by 8% to 4,600 in 2024, from 5,000 in 2023"
FIRMS = "In 2024, 12 firms closed and 40 firms opened. In 2023, 9 firms closed"


@pytest.mark.parametrize(
    ("value", "when", "quote"),
    [
        ("151.08 billion yuan", "2020", RD),
        ("245.31 billion yuan", "2024", RD),
        ("245.31 billion yuan", "end of 2024", RD),
        ("245.31 billion yuan", "2024-12", RD),
        ("4.1%", "2024", JOBS),
        ("3.4%", "2023", JOBS),
        ("8%", "2024", STAFF),
        ("4,600", "2024", STAFF),
        ("5,000", "2023", STAFF),
        ("12 firms", "2024", FIRMS),
        ("40 firms", "2024", FIRMS),
        ("9 firms", "2023", FIRMS),
        ("12 tonnes", "2024", "Sales came to 12 tonnes, up from 10 tonnes in 2023"),
        ("10 tonnes", "2023", "Sales came to 12 tonnes, up from 10 tonnes in 2023"),
        ("300 billion yuan", "2027", "The plan foresees 300 billion yuan by 2027"),
        ("300 billion yuan", "plan of 2024", "The plan foresees 300 billion yuan by 2027"),
        ("1,850", "2024", "Between 2020 and 2024 buses rose from 1,200 to 1,850"),
        ("1,200", "2020", "Between 2020 and 2024 buses rose from 1,200 to 1,850"),
        ("49,800", "2024", "Library visits did not reach 52,300 in 2024; they came to 49,800"),
        ("12 million yuan", "2024", "3 in the ranking spent 12 million yuan"),
        ("40 firms", "2024", "Not only did 40 firms open, 31 stayed"),
        ("300 days", "2024", "It was open on 300 days, except in June"),
        ("12 firms", "", "12 firms closed"),
        ("1,180 homes", "2023", "the survey reached 1,180 homes"),
        ("1,180 homes", "2022/23", "the survey reached 1,180 homes"),
        ("410", "2023", "Staff was 410"),
        ("55 yuan", "2024", "it cost 55 yuan"),
        ("620 people", "2024", "seats 620 people"),
        ("95", "2024", "and has 95 now"),
        ("66 birds", "2022-05", "It lost 66 birds"),
        ("230", "2024", "it says that 230 of them died"),
        ("640 yuan", "2024", "Rent was 640 yuan"),
        ("17 mills", "2004", "there were 17 mills"),
    ],
)
def test_a_value_that_stands_with_its_time_is_proved(value: str, when: str, quote: str) -> None:
    assert problems(fact(value, when, quote)) == []


@pytest.mark.parametrize(
    ("value", "when", "quote", "expected"),
    [
        ("151.08 billion yuan", "2024", RD, "stands with 2020, not with 2024"),
        ("245.31 billion yuan", "2020", RD, "stands with 2024, not with 2020"),
        ("151.08 billion yuan", "2021", RD, "stands with 2020, not with 2021"),
        ("3.4%", "2024", JOBS, "stands with 2023, not with 2024"),
        ("4.1%", "2023", JOBS, "stands with 2024, not with 2023"),
        ("4,600", "2023", STAFF, "stands with 2024, not with 2023"),
        ("5,000", "2024", STAFF, "stands with 2023, not with 2024"),
        ("9 firms", "2024", FIRMS, "stands with 2023, not with 2024"),
        ("12 firms", "2023", FIRMS, "stands with 2024, not with 2023"),
        ("40 firms", "2023", FIRMS, "stands with 2024, not with 2023"),
        ("300 billion yuan", "2026", "The plan foresees 300 billion yuan by 2027",
         "stands with 2027, not with 2026"),
        ("12 firms", "2031", "12 firms closed", "published in 2025 and names no 2031"),
        ("1,180 homes", "2024", "the survey reached 1,180 homes", "stands with 2023, not with 2"),
        ("410", "2024", "Staff was 410", "stands with 2023, not with 2024; quote that too"),
        ("70 rooms", "2024", "it had 70 rooms", "stands with 2020, not with 2024"),
        ("66 birds", "2024", "It lost 66 birds", "stands with 2022, not with 2024"),
        ("52,300", "2024", "Library visits did not reach 52,300 in 2024; they came to 49,800",
         "the quotation denies it: 'not reach 52,300'"),
        ("52,300", "2024", "reach 52,300 in 2024", "it begins behind 'not'"),
        ("52,300", "2024", "52,300 in 2024; they came to 49,800", "it begins behind 'not reach'"),
        ("300 days", "2024", "It was open on 300 days", "it stops before 'except'"),
        ("88", "", "88", "quote the words around the number too"),
    ],
)  # fmt: skip
def test_a_value_of_another_time_is_refused(
    value: str, when: str, quote: str, expected: str
) -> None:
    told = problems(fact(value, when, quote))
    assert any(expected in line for line in told), told


GIANTS = "Shenzhen had 1,333 little giants, Beijing 1,210 and Shanghai 1,032"


@pytest.mark.parametrize(
    ("quote", "labels", "expected"),
    [
        (GIANTS, {"1,333": "Shenzhen", "1,210": "Beijing", "1,032": "Shanghai"}, []),
        (GIANTS, {"1,333": "Beijing", "1,210": "Shenzhen"},
         ["1,333 stands with Shenzhen, not with Beijing",
          "1,210 stands with Beijing, not with Shenzhen"]),
        (GIANTS, {"1,032": "Beijing", "1,210": "Shanghai"},
         ["1,032 stands with Shanghai, not with Beijing",
          "1,210 stands with Beijing, not with Shanghai"]),
        ("There were 88 in Osaka, 77 in Kyoto", {"88": "Osaka", "77": "Kyoto"}, []),
        ("There were 88 in Osaka, 77 in Kyoto", {"77": "Osaka", "88": "Kyoto"},
         ["77 stands with Kyoto, not with Osaka", "88 stands with Osaka, not with Kyoto"]),
    ],
)  # fmt: skip
def test_a_value_stands_with_its_own_name(
    quote: str, labels: dict[str, str], expected: list[str]
) -> None:
    points = "".join(
        f'      p{n}: {{value: "{value}", label: {label}}}\n'
        for n, (value, label) in enumerate(labels.items())
    )
    told = problems(f"    quote: {quote}\n    values:\n{points}")
    assert [line for line in told if "stands with" in line] == told
    assert len(told) == len({line.partition(": ")[2] for line in told})
    assert all(any(words in line for line in told) for words in expected)
    assert bool(told) == bool(expected)


@pytest.mark.parametrize(
    ("value", "quote", "refused"),
    [
        ("over 75%", "grew from 151.08 billion yuan in 2020", True),
        ("151.08 million yuan", "grew from 151.08 billion yuan in 2020", False),
        ("first", "No. 3 in the ranking spent 12 million yuan", False),
        ("40", "In 2024, 12 firms closed", True),
        ("12", "In 2024, 12 firms closed", False),
    ],
)
def test_a_reading_keeps_the_digits(value: str, quote: str, refused: bool) -> None:
    told = problems(fact(value, "", quote) + "    reading: Read by us.\n")
    assert any("other digits than" in line for line in told) == refused, told


@pytest.mark.parametrize(
    ("value", "quote", "refused"),
    [
        ("12 million dollars", "3 in the ranking spent 12 million yuan", True),
        ("12 kilometres", "Sales came to 12 tonnes", True),
        ("4.1 percentage points", "The unemployment rate was 4.1% in 2024", True),
        ("12 kg", "Sales came to 12 tonnes", True),
        ("12,000 kg", "Sales came to 12 tonnes", False),
        ("12 yuan", "3 in the ranking spent 12 million yuan", False),
        ("88 kilometres", "There were 88 in Osaka", False),
        ("40 kilometres", "In 2024, 12 firms closed and 40 firms opened", False),
    ],
)
def test_a_reading_supplies_a_unit_only_where_there_is_none(
    value: str, quote: str, refused: bool
) -> None:
    told = problems(fact(value, "", quote) + "    reading: Read by us.\n")
    assert any("a reading supplies a unit only" in line for line in told) == refused, told


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("Nobody counted", "", "it begins behind 'Nobody counted', which turns it"),
        ("If", ", we would hire", "it begins behind 'If', which turns it"),
        ("We asked whether", "", "it begins behind 'whether', which turns it"),
        ("We deny that", "", "it begins behind 'deny that', which turns it"),
        ("Critics doubt that", "", "it begins behind 'doubt that', which turns it"),
        ("Far from having", ", it has 3", "it begins behind 'Far from having', which turns it"),
        ("It lacks", "", "it begins behind 'lacks', which turns it"),
        ("It was wrongly said that", "", "it begins behind 'wrongly said that', which turns it"),
        ("The claim that", " is wrong.", "it stops before 'is wrong', which turns it"),
        ("That", " turned out to be a myth.", "it stops before 'turned out to be a myth', which"),
        ("", " (except in May)", "it stops before 'except', which limits it"),
        ("If approved,", "", "it begins behind 'If approved,', which limits it"),
        ("Excluding part-timers,", "", "it begins behind 'Excluding part-timers,', which limits"),
        ("Apart from Osaka,", "", "it begins behind 'Apart from Osaka,', which limits it"),
        ("All but", "", "it begins behind 'All but', which turns it"),
        ("Of the 400 members, *all but*", "", "it begins behind 'all but*', which turns it"),
        ("All schools but", "", "it begins behind 'All schools but', which turns it"),
        ("Every ward was open, except for", "", "it begins behind 'except for', which turns it"),
        ("", " more than in 2023.", "it stops before 'more than', of which it is a part"),
        ("", " points higher than before", "it stops before 'points higher than', of which it is"),
        ("There is no doubt that", "", ""),
        ("", " more than a decade ago.", ""),
        ("", " and better than before.", ""),
        ("", ", more than in 2023.", ""),
        ("As approved,", "", ""),
        ("They planned more, but", "", ""),
        ("All of them voted, and then", "", ""),
        ("Not only", "", ""),
        ("Even if it rained,", "", ""),
        ("For lack of rain", "", ""),
        ("What is wrong is that", "", ""),
        ("", " is wrongly spelt", ""),
        ("The report says that", ", as planned.", ""),
        ("Costs did not fall; ", ". But costs rose.", ""),
    ],
)
def test_the_rest_of_the_sentence_is_looked_at(before: str, after: str, reason: str) -> None:
    said = out_of_context.cut_off(f"{before} ", after)
    assert said.startswith(reason) and bool(said) == bool(reason)
