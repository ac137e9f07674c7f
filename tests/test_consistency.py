"""Stories whose figures cannot be true together, and stories whose figures can."""

import pytest
from minimal import DATA, STORY, told

FACTS = """\
  jobless:
    what: Unemployment rate
    source: figures
    quote: rates of 3.4% and 4.1%
    values: {2023: 3.4%, 2024: 4.1%}
  closed:
    what: Firms that closed
    source: figures
    quote: 9 firms and 12 firms closed
    values: {2023: 9 firms, 2024: 12 firms}
  opened:
    what: Firms that opened
    source: figures
    quote: 31 firms and 40 firms opened
    values: {2023: 31 firms, 2024: 40 firms}
  money:
    what: Money for schools
    source: figures
    quote: 151.08 million yuan, then 245.31 million yuan
    values: {2020: 151.08 million yuan, 2024: 245.31 million yuan}
  people:
    what: People of the town
    source: figures
    quote: 40,000 people
    value: 40,000 people
    when: 2024
  votes:
    what: Votes
    source: figures
    quote: 500 votes, 300 votes, 200 votes
    values:
      lake: {value: 500 votes, label: Lake}
      hill: {value: 300 votes, label: Hill}
      mill: {value: 200 votes, label: Mill}
"""


def said(lines: str) -> list[str]:
    """The problems of a story with further facts; any quotation may be left out."""
    source = "  figures: {title: Figures}\nfacts:\n"
    data = DATA.replace("facts:\n", source, 1) + FACTS + lines
    return told({"data.yaml": data} | {k: v for k, v in STORY.items() if k != "data.yaml"})


def fact(id: str, **keys: str) -> str:
    """A fact of one line; one with a value has a quotation that says it."""
    if "value" in keys:
        quote = f"the town had {keys['value']} there"
        keys |= {"source": "figures", "quote": quote}
    return f"  {id}: {{{', '.join(f'{key}: {text!r}' for key, text in keys.items())}}}\n"


def two(one: str, other: str, **keys: str) -> str:
    """Two facts of one meaning."""
    shared = {"what": "Visits to the library", "when": "2024"}
    return fact("one", value=one, **shared) + fact("other", **{"value": other, **shared, **keys})


def share(value: str, what: str = "Share of homes with a garden") -> str:
    return fact("x", what=what, value=value, when="2024")


def derived(formula: str, show: str = "1%", what: str = "Growth of money") -> str:
    return fact("x", what=what, formula=formula, show=show)


def claim(formula: str, words: str, what: str = "A claim") -> str:
    return f"  x: {{what: {what}, formula: '{formula}', words: [{words}]}}\n"


def ranking(lake: str, hill: str, mill: str, id: str = "votes_rank") -> str:
    points = f"{{lake: {lake}, hill: {hill}, mill: {mill}}}"
    return (
        f"  {id}: {{what: Rank by votes, source: figures, "
        f"quote: 'the ranks are {lake}, {hill}, {mill}', "
        f"values: {points}}}\n"
    )


def scale(mean: str, n: str = "n = 25", what: str = "Mean score", ends: str = "1 to 7") -> str:
    """A mean, how many were asked, and the ends of a scale in whole numbers."""
    return (
        fact("x", what=what, value=mean, when="2024")
        + fact("n", what="People asked", value=n, when="2024")
        + fact("scale", what="Scale of the score, in whole numbers", value=ends, when="2024")
    )


def with_total(formula: str, total: str = "50", name: str = "Total", show: str = "1") -> str:
    """A series whose last row is named as a total, and a formula over it."""
    points = f"{{lake: '30', hill: '20', w: {{value: '{total}', label: {name}}}}}"
    quote = f"trees: 30 and 20, {total}"
    return (
        f"  trees: {{what: Trees by place, source: figures, quote: '{quote}', values: {points}}}\n"
    ) + fact("x", what="What is computed of trees", formula=formula, show=show)


def breakdown(what: str, *values: str, total: str = "", of: str = "Total pupils") -> str:
    """A series by school, and a total where one is given."""
    points = ", ".join(f"p{n}: {value}" for n, value in enumerate(values))
    lines = f"  pupils: {{what: {what}, when: 2024, source: figures, quote: 'in the schools "
    lines += f"were {', '.join(values)}', values: {{{points}}}}}\n"
    return lines + (fact("all", what=of, value=total, when="2024") if total else "")


SHOWN = "has more figures than what it is computed from"
WRONG = [
    # Two facts of one meaning
    (two("500 visits", "510 visits"), "'one' says 500 visits of the same thing and time"),
    (two("500 visits", "5,000 visits"), "'one' says 500 visits"),
    (two("1.2 million visits", "1.3 million visits"), "or say why in 'also'"),
    (two("1.2 million visits", "1,260,000 visits"), "and this 1,260,000 visits"),
    (two("48%", "49%"), "'one' says 48%"),
    (two("4.1 Mt", "4,300 kt"), "'one' says 4.1 Mt"),
    (two("5 km", "5.6 km"), "'one' says 5 km"),
    (two("second", "third"), "'one' says second"),
    (two("500 visits", "510 visits", what="visits to the LIBRARY"), "'one' says 500"),
    (fact("x", what="Money for schools", value="246 million yuan", when="2024"), "'money.2024'"),
    (
        fact("x", what="Firms that closed", formula="{closed.2023} + 4", when="2024"),
        "'closed.2024' says 12 firms",
    ),
    # Shares
    (share("104%"), "104% is more than the whole: a share is from 0% to 100%"),
    (share("100.1%"), "more than the whole"),
    (share("-4%"), "less than none"),
    (share("250%", "Percentage of people who vote"), "more than the whole"),
    (share("101%", "Proportion of firms with debts"), "more than the whole"),
    (
        share("60%") + fact("y", what="Share of homes with a pond", value="50%", when="2024")
        + fact("z", what="Both", formula="{x} + {y}"),
        "110% is more than the whole: a share is from 0% to 100%; 60% + 50% is 110%",
    ),
    (
        derived("{closed.2024} / {closed.2023}", "1%", "Share of firms that closed"),
        "133% is more than the whole",
    ),
    # Counts
    (fact("x", what="Firms with debts", value="12.5 firms", when="2024"), "12.5 firms is no whole"),
    (fact("x", what="Deaths", value="3.2 deaths", when="2024"), "no whole number"),
    (fact("x", what="People here", value="-3 people", when="2024"), "-3 people is negative"),
    (fact("x", what="Loans", value="0.5 loans", when="2024"), "no whole number"),
    (fact("x", what="Homes", value="minus 20 homes", when="2024"), "is negative"),
    (fact("x", what="New jobs", value="10.25 new jobs", when="2024"), "no whole number"),
    # Ranks
    (ranking("first", "third", "second"), "'votes_rank.mill' is second with 200 votes"),
    (ranking("second", "first", "third"), "'votes_rank.hill' is first with 300 votes"),
    (ranking("second", "third", "first", "rank_votes"), "'rank_votes.mill' is first"),
    (ranking("1", "3", "2"), "is 2 with 200 votes, and this 3 with 300 votes"),
    # Parts and their total
    (
        breakdown("Pupils", "300 pupils", "250 pupils", total="500 pupils"),
        "300 pupils + 250 pupils is 550, more than 500 pupils, which 'all' says is all of it",
    ),
    (
        breakdown("Pupils", "300 pupils", "250 pupils", total="540 pupils", of="Pupils in all"),
        "is 550, more than 540 pupils",
    ),
    (
        breakdown("Breakdown of pupils", "300 pupils", "150 pupils", total="500 pupils"),
        "is 450, less than 500 pupils, which 'all' says is all of it",
    ),
    (
        breakdown("Breakdown of pupils by school", "60%", "30%"),
        "60% + 30% is 90%: a breakdown is 100%",
    ),
    (breakdown("Composition of the pupils", "60%", "30%", "12%"), "is 102%: a breakdown is 100%"),
    (with_total("sum({trees.*})"), "{trees.*} holds {trees.w}, the sum of the others"),
    (with_total("mean({trees.*})"), "take it away, as in sum({trees.*}) - {trees.w}"),
    (with_total("max({trees.*}) + 1", name="All places"), "holds {trees.w}, the sum"),
    (with_total("{trees.hill} / count({ trees.* })", show="0.1"), "holds {trees.w}, the sum"),
    # Means of whole numbers
    (scale("3.47"), "no 25 whole numbers have the mean 3.47: 86 / 25 is 3.440, 87 / 25 is 3.480"),
    (scale("5.19", "n = 28"), "no 28 whole numbers have the mean 5.19"),
    (scale("7.52"), "7.52 lies outside of its scale, 1 to 7"),
    (scale("3.15", "17 people", "Average score"), "no 17 whole numbers have the mean 3.15"),
    # Growth
    (
        derived("{money.2020} / {money.2024} - 1"),
        "this takes 2024 for the earlier time; growth is  {money.2024} / {money.2020} - 1",
    ),
    (derived("({money.2020} / {money.2024}) - 1"), "this takes 2024 for the earlier time"),
    (derived("{closed.2023} / {closed.2024} - 1", what="Rise of closures"), "this takes 2024"),
    (derived("{closed.2023} - {closed.2024}", "1", "Increase of closures"), "this takes 2024"),
    (
        derived("{jobless.2024} / {jobless.2023} - 1", "1%", "Rise of the unemployment rate"),
        "from 3.4% to 4.1% is a rise in percentage points: {jobless.2024} - {jobless.2023}",
    ),
    (
        derived("{closed.2024} / {opened.2023}", "1%", "Closed among opened"),
        "this divides a figure of 2024 by one of 2023; take both of one time",
    ),
    (derived("{money.2024} / {rd.2020}", "0.1", "Schools to research"), "this divides a figure"),
    (
        derived("{closed.2023} / {opened.2024}", "1%", "Closed in 2023 among opened"),
        "or name both in 'what'",
    ),
    # Per head
    (derived("{money.2024} / {rd.2024} - 1", "1%", "Money per head"), "says per head, and nothing"),
    (derived("{money.2024} - {money.2020}", "1 yuan", "Money a head"), "says per head"),
    (derived("{money.2024} * 2", "1 yuan", "Money per person"), "says per head, and nothing"),
    # Of what a change is
    (derived("{money.2024} / {money.2020} - 1", "1%", "Growth of money for roads"),
        "is of another thing than"),
    (derived("{money.2024} - {money.2020}", "1 million yuan", "More money for hospitals"),
        "is of another thing than"),
    # Words of claims
    (claim("{money.2024} > {money.2020}", "grew, fell"), "'fell' is not what this compares"),
    (claim("{money.2024} > {money.2020}", "shrank"), "'shrank' is not what this compares"),
    (claim("{money.2020} < {money.2024}", "declined"), "'declined' is not what this compares"),
    (claim("{money.2020} > {rd.2020}", "a record"), "'record' wants all points compared"),
    (claim("{closed.2023} < {closed.2024}", "collapsed"), "'collapsed' is not what this compares"),
    (claim("{opened.2024} < {money_low}", "grew"), "there is no fact 'money_low'"),
    (claim("{opened.2024} > {opened.2023}", "the highest ever"), "'highest' wants all points"),
    (claim("{opened.2024} > {opened.2023}", "soared to a record"), "'record' wants all points"),
    (claim("{opened.2024} > {opened.2023}", "doubled"), "'doubled' wants a factor in the formula"),
    (claim("{opened.2024} > {opened.2023}", "tripled"), "{a.y} >= 3 * {a.x}"),
    (claim("{opened.2023} < {opened.2024}", "up, twice"), "'twice' wants a factor"),
    (claim("{votes.lake} > {votes.hill}", "won the most votes"), "'most' wants all points"),
    (claim("{votes.lake} > {votes.hill}", "a majority"), "'majority' wants all points"),
    # Precision
    (derived("{money.2024} / {money.2020} - 1", "0.0001%"), f"62.3709% {SHOWN}; show 5 or fewer"),
    (derived("{money.2024} / 7", "0.00001 million yuan", "A part"), SHOWN),
    (derived("{jobless.2024} / {jobless.2023}", "0.0001", "Ratio of both rates"), SHOWN),
    (derived("{rd.2024} / {rd.2020} / 7", "0.00001", "A ratio"), SHOWN),
    # Claims that are not true, with their arithmetic
    (claim("{closed.2024} + 1 < {closed.2023}", "fewer"), "it compares 13 firms with 9 firms"),
    (claim("sum({votes.*}) == 1100", "all"), "it compares 1,000 votes with 1,100 votes"),
    (claim("{jobless.2024} - {jobless.2023} > 0.01", "up"), "it compares 0.7 percentage points"),
    # Formulas
    (derived("0.95", what="A share"), "this reads no fact"),
    (derived("{rd.2024} * 0 + 3", "1"), "this gives the same without {rd.2024}"),
    (derived("{closed.2024} + {jobless.2024}", "1"), "firms and % cannot be added"),
    (derived("{closed.2024} + {money.2024}", "1"), "firms and yuan cannot be added"),
    (derived("{closed.2024} / {opened.2024}", "1 percentage point"), "no percentage points"),
    (derived("{closed.2024} / {people}", "0.1 per 1,000", "Closed"), "multiply by 1000"),
]  # fmt: skip
RIGHT = [
    with_total("sum({trees.*}) - {trees.w}"),
    with_total("{trees.lake} / {trees.w}", show="1%"),
    with_total("min({trees.*})"),
    with_total("sum({trees.*})", name="Wood"),
    with_total("sum({trees.*})", total="60"),
    with_total("sum({trees.lake}, {trees.hill})"),
    two("500 visits", "500 visits"),
    two("1.2 million visits", "1,234,567 visits"),
    two("1.2 million visits", "1.23 million visits"),
    two("500 visits", "510 visits", when="2025"),
    two("500 visits", "510 visits", what="Visits to the museum"),
    two("500 visits", "510 visits", label="By day"),
    two("500 visits", "510 visits", also="The town counts staff as well."),
    two("over 500 visits", "510 visits"),
    two("about 500 visits", "510 visits"),
    two("4.1 Mt", "4,100 kt"),
    two("$5 million", "34 million yuan"),
    two("second", "2nd"),
    two("48%", "48.3%"),
    fact("x", what="Money for schools", value="245 million yuan", when="2024"),
    fact("x", what="Firms that closed", formula="{closed.2023} + 3", when="2024"),
    fact("x", what="Votes", value="1,000 votes", when="2024"),
    share("100%"),
    share("0%"),
    share("99.9%"),
    share("over 75%"),
    share("104%", "Growth of homes with a garden"),
    share("120%", "Rise of the share of homes"),
    share("-4%", "Change in the share of homes with a garden"),
    share("130%", "Share price compared with last year"),
    share("180%", "Debt to income"),
    share("60%") + fact("y", what="Share of homes with a pond", value="40%", when="2024")
    + fact("z", what="Both", formula="{x} + {y}"),
    derived("{closed.2024} / {opened.2024}", "1%", "Share of openings that closings undo"),
    fact("x", what="Firms with debts", value="12 firms", when="2024"),
    fact("x", what="Average number of firms a street", value="12.5 firms", when="2024"),
    fact("x", what="Deaths per day", value="3.2 deaths", when="2024"),
    fact("x", what="Deaths", value="3.2 thousand deaths", when="2024"),
    fact("x", what="Change in the number of people", value="-3 people", when="2024"),
    fact("x", what="Net gain of jobs", value="-20 jobs", when="2024"),
    fact("x", what="Length of the road", value="12.5 km", when="2024"),
    fact("x", what="Temperature", value="-3 °C", when="2024"),
    fact("x", what="Estimated deaths", value="3.5 deaths", when="2024"),
    ranking("first", "second", "third"),
    ranking("third", "second", "first", "speed_rank"),
    ranking("third", "second", "first"),
    ranking("first", "second", "second"),
    ranking("2", "4", "9"),
    breakdown("Pupils", "300 pupils", "250 pupils", total="550 pupils"),
    breakdown("Pupils", "300 pupils", "250 pupils", total="700 pupils"),  # of other schools too
    breakdown("Pupils", "1.2 thousand pupils", "1.3 thousand pupils", total="2,600 pupils"),
    breakdown("Breakdown of pupils", "300 pupils", "200 pupils", total="500 pupils"),
    breakdown("Breakdown of pupils", "about 300 pupils", "150 pupils", total="500 pupils"),
    breakdown("Pupils", "300 pupils", "250 pupils", total="500 places", of="Total places"),
    breakdown("Breakdown of pupils by school", "60%", "39.6%"),
    breakdown("Composition of the pupils", "33.3%", "33.3%", "33.3%"),
    breakdown("Share who like school", "60%", "30%", "12%"),
    scale("3.48"),
    scale("3.5", "n = 26"),
    scale("3.47", "n = 2,500"),
    scale("3.47", what="Median score"),
    scale("3.47", "n = 25", "Score of the mean"),
    derived("{money.2024} / {money.2020} - 1"),
    derived("{money.2024} / {money.2020} - 1", "1%", "Growth of money for the schools of the town"),
    derived("{money.2024} / {money.2020} - 1", "1%", "Growth of funds of schools"),
    derived("{money.2024} - {money.2020}", "1 million yuan", "More money for schools than before"),
    derived("{money.2020} / {money.2024}", "0.01", "Spending of 2020 as a part of that of 2024"),
    derived("{money.2020} / {money.2024} - 1", "1%", "Distance of 2020 from 2024"),
    derived("{jobless.2024} - {jobless.2023}", "0.1 percentage points", "Rise of the rate"),
    derived("{jobless.2024} / {jobless.2023} - 1", "1%", "Rise of the rate in per cent"),
    derived("{closed.2024} / {opened.2024}", "1%", "Closed among opened"),
    derived("{closed.2024} / {opened.2023}", "1%", "Closed in 2024 for each opened in 2023"),
    derived("{money.2024} / {people}", "1 yuan per person", "Money per head"),
    derived("1000 * {closed.2024} / {people}", "0.01 per 1,000", "Closed"),
    derived("{money.2024} / {money.2020} - 1", "0.01%"),
    derived("{money.2024} / {money.2020} - 1", "0.1%"),
    derived("{closed.2024} / {opened.2024}", "0.1%", "Closed among opened"),
    derived("{money.2024} / 4", "0.0001 million yuan", "A part of it"),
    derived("mean({votes.*})", "0.1 votes", "Votes on average"),
    claim("{money.2024} > {money.2020}", "grew, was up, rose"),
    claim("{money.2020} < {money.2024}", "grew"),
    claim("{closed.2024} > {closed.2023}", "more firms closed and not fewer"),
    claim("{opened.2024} > {closed.2024}", "more opened than fell"),
    claim("{votes.hill} < {votes.lake}", "fell behind"),
    claim("{votes.lake} == max({votes.*})", "won the most votes"),
    claim("{opened.2024} == max({opened.*})", "a record, the highest"),
    claim("{votes.lake} >= 0.5 * sum({votes.*})", "a majority"),
    claim("{money.2024} < 2 * {money.2020}", "has not doubled"),
    claim("{opened.2024} + {closed.2024} > 50", "at least that"),
    claim("{jobless.2024} - {jobless.2023} > 0.005", "up"),
    claim("sum({votes.*}) == 1000", "all"),
]  # fmt: skip


def test_the_tables_are_long_enough() -> None:
    assert len({lines for lines, _ in WRONG}) >= 60
    assert len(set(RIGHT)) >= 60


@pytest.mark.parametrize(("lines", "problem"), WRONG)
def test_figures_that_cannot_be_true_together_are_told(lines: str, problem: str) -> None:
    told = said(lines)
    assert len(told) == 1 and problem in told[0], told
    assert told[0].startswith("data.yaml:")


@pytest.mark.parametrize("lines", RIGHT)
def test_figures_that_can_be_true_together_are_let_be(lines: str) -> None:
    assert said(lines) == []
