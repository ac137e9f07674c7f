import pytest
from minimal import DATA, STORY, data, story, told

from datastory.model import Fact

Q = "    source: report\n    quote: over 75% of it went to schools\n"


def fact(lines: str) -> Fact:
    """A fact `x` at the end of data.yaml, its keys given from line 36 on."""
    return story({"data.yaml": f"{DATA}  x:\n{lines}"}).facts["x"]


def problems(lines: str) -> list[str]:
    """The problems of what is put at the end of data.yaml, from line 35 on."""
    return [line.removeprefix("data.yaml:") for line in told({"data.yaml": DATA + lines})]


def test_the_small_story_has_no_problem() -> None:
    assert told({}) == []


def test_points_of_a_series_stand_as_facts_in_the_order_of_the_file() -> None:
    read = story({})
    assert list(read.facts) == ["rd.2020", "rd.2024", "share", "growth", "rose"]
    assert read.series["rd"].points == ("rd.2020", "rd.2024")
    point = read.facts["rd.2024"]
    assert (point.series, point.key, point.when, point.text) == (
        "rd", "2024", "2024", "12 million yuan",
    )  # fmt: skip
    assert point.what.text == read.series["rd"].what.text == "Spending on research"
    assert point.source == "report" and point.quote.startswith("rose from 10 million")


def test_a_point_says_itself_what_differs_from_its_series() -> None:
    points = (
        "      2024: {value: over 75%, what: Another, source: report, when: end of 2024,\n"
        "             quote: over 75% of it went to schools, label: Short, note: More}\n"
        '      sum: {formula: "{rd.2020} * 2", when: always}\n'
        '      "2021": {value: over 75%, quote: "over 75% of it", reading: As it is.}\n'
    )
    text = data("      2024: 12 million yuan\n", points)["data.yaml"].partition("  growth:")[0]
    read = story({"data.yaml": text})
    own = read.facts["rd.2024"]
    assert (own.what.text, own.when, own.name) == ("Another", "end of 2024", "Short")
    assert own.note is not None and own.note.text == "More"
    computed = read.facts["rd.sum"]
    assert (computed.text, computed.source, computed.quote) == ("20,000,000 yuan", "", "")
    assert computed.evidence == "formula"
    assert read.facts["rd.2021"].evidence == "reading"


@pytest.mark.parametrize(
    ("change", "evidence"),
    [
        ({}, "document"),
        (data("    file: seeds/report.txt\n", ""), "excerpt"),
        (data("    value: over 75%\n", "    value: over 75%\n    reading: As said.\n"), "reading"),
    ],
)
def test_evidence_is_named(change: dict[str, str], evidence: str) -> None:
    assert story(change).facts["share"].evidence == evidence


@pytest.mark.parametrize(
    ("lines", "text", "exact"),
    [
        ('formula: "{rd.2024} - {rd.2020}"', "2,000,000 yuan", "2000000"),
        ('formula: "{rd.2024} - {rd.2020}"\n    show: 1 million yuan', "2 million yuan", "2000000"),
        ('formula: "{rd.2024} / {rd.2020}"', "1.2", "1.2"),
        ('formula: "{rd.2024} / {rd.2020} - 1"\n    show: 0.1%', "20.0%", "20"),
        ('formula: "{rd.2020} / {rd.2024}"\n    show: 1%', "83%", "83.33333333"),
        ('formula: "{growth} * 2"\n    show: 1%', "40%", "40"),
        ('formula: "{share} * {rd.2024}"\n    show: 1 million yuan', "about 9 million yuan",
         "9000000"),
        ('formula: "{rd.2024} / {rd.2020} - {share}"\n    show: 1 percentage points',
         "about 45 percentage points", "45"),
        ('formula: "1000 * {rd.2024} / {rd.2020}"\n    show: 1 per 1,000', "1,200 per 1,000",
         "1200"),
        ('formula: "sum({rd.*}) / count({rd.*})"', "11,000,000 yuan", "11000000"),
        ('formula: >-\n      {rd.2024}\n      + {rd.2020}', "22,000,000 yuan", "22000000"),
    ],
)  # fmt: skip
def test_a_derived_fact_is_computed_and_shown(lines: str, text: str, exact: str) -> None:
    made = fact(f"    what: X\n    {lines}\n")
    assert made.formula is not None and made.quantity is not None
    assert made.text == text and str(made.formula.exact).startswith(exact)
    assert made.evidence == "formula" and made.claim is False


def test_a_claim_is_true_and_has_no_quantity() -> None:
    claim = story({}).facts["rose"]
    assert (claim.claim, claim.text, claim.words) == (True, "true", ("grew",))


def test_history_is_read() -> None:
    made = fact(
        f"    what: X\n    value: over 75%\n{Q}    history:\n      - value: over 70%\n"
        "        until: 2026-03-01\n        kind: correction\n        note: Misread.\n"
    )
    (change,) = made.history
    assert (change.value, change.until, change.kind, change.note) == (
        "over 70%", "2026-03-01", "correction", "Misread.",
    )  # fmt: skip
    assert str(change.where) == "data.yaml:41:9"


VALUE = f"  x:\n    what: X\n    value: over 75%\n{Q}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (VALUE, []),
        # Names
        ("  x z:\n    what: X\n    value: over 75%\n" + Q, ["35:3: the name 'x z': at most 80 "
         "letters, digits, - and _; it becomes an address and lasts"]),
        (f"  {'x' * 81}:\n    what: X\n", [f"35:3: the name '{'x' * 81}': at most 80 letters, "
         "digits, - and _; it becomes an address and lasts"]),
        ("  x:\n    what: X\n    values: {a.b: over 75%}\n" + Q, ["37:14: the name 'a.b': at most "
         "80 letters, digits, - and _; it becomes an address and lasts"]),
        ('  "x\\n":\n    what: X\n', ["35:4: the name 'x ': at most 80 letters, digits, - and _; "
         "it becomes an address and lasts"]),
        # Keys
        ("  x:\n", ["35:5: the fact 'x' needs keys, as in 'value: words'"]),
        ("  x: 12\n", ["35:6: the fact 'x' needs keys, as in 'value: words'"]),
        ("  x:\n    value:over 75%\n", ["36:5: the fact 'x' needs keys, as in 'value: words'; put "
         "a plain space behind the colon"]),
        ("  x:\n    what: X\n", [
            "35:3: 'x' needs 'quote' (or a 'formula')",
            "35:3: 'x' needs 'source' (or a 'formula')",
            "35:3: 'x' needs 'value' (or a 'formula')",
        ]),
        ("  x:\n    wath: X\n    value: over 75%\n" + Q, [
            "35:3: 'x' needs 'what': say what is counted, for readers",
            "36:5: the fact 'x' has no key 'wath'; did you mean 'what'?",
        ]),
        (VALUE + "    unit: yuan\n", ["40:5: the fact 'x' has no key 'unit'"]),
        (VALUE + "    label:\n", ["40:11: 'label' has no value; write one behind the colon (in "
         "quotes if it holds a '#')"]),
        (VALUE + "    note: [a]\n", ["40:11: note: plain words, with no keys or list below"]),
        (VALUE + "    label: a 12\n    note: >-\n      b\n      13\n", [
            "40:14: '12' is bound to no fact; write [12](fact:id)",
            "43:7: '13' is bound to no fact; write [13](fact:id)",
        ]),
        (VALUE + "    show: 1\n    agrees: share\n    words: [a]\n", [
            "40:11: 'x' is not computed, so 'show' must go",
            "41:13: 'x' is not computed, so 'agrees' must go",
        ]),
        ('  x:\n    what: X\n    formula: "{growth}"\n    value: 20%\n    reading: Y.\n' + Q, [
            "38:12: 'x' is computed, so 'value' must go (or 'formula')",
            "39:14: 'x' is computed, so 'reading' must go (or 'formula')",
            "40:13: 'x' is computed, so 'source' must go (or 'formula')",
            "41:12: 'x' is computed, so 'quote' must go (or 'formula')",
        ]),
        # Sources, dates
        ("  x:\n    what: X\n    value: over 75%\n    source: reprot\n    quote: over 75%\n",
         ["38:13: there is no source 'reprot'; did you mean 'report'?"]),
        (VALUE + "    when: 77 million years\n", ["40:11: 'when' says a time, as in 2024, 2025-12 "
         "or end of 2024, and no other number"]),
        (VALUE + "    when: early 2025 to 3 March 2025\n", []),
        # Series
        ("  x:\n    what: X\n    values: 12\n" + Q, ["37:13: the values of 'x': one name a line, "
         "with a colon behind it and what it names after that"]),
        ("  x:\n    what: X\n    values: {}\n" + Q, ["37:13: the series 'x' has no values"]),
        ("  x:\n    what: X\n    value: 3\n    values: {2021: over 75%}\n" + Q,
         ["37:12: 'x' has 'values', so 'value' must go"]),
        ("  x:\n    what: X\n    values: {2020: {valu: 1}, 2021: over 75%}\n" + Q, [
            "37:14: 'x.2020' needs 'value' (or a 'formula')",
            "37:21: 'x.2020' has no key 'valu'; did you mean 'value'?",
        ]),
        # Formulas
        ('  x:\n    what: X\n    formula: "{rd.2042} / 2"\n', ["37:16: there is no fact 'rd.2042'; "
         "did you mean 'rd.2024'?"]),
        ('  x:\n    what: X\n    formula: >-\n      {rd.2024} /\n      {rd.2042}\n', ["39:8: there "
         "is no fact 'rd.2042'; did you mean 'rd.2024'?"]),
        ('  x:\n    what: X\n    formula: "sum({rd}) / 2"\n', ["37:20: 'rd' is a series; name one "
         "of its points (rd.2020, rd.2024 …), or all: {rd.*}"]),
        ('  x:\n    what: X\n    formula: "{rd.*} / 2"\n', ["37:15: this is one value for each "
         "point; say the sum, mean or max of them"]),
        ('  x:\n    what: X\n    formula: "sum({dr.*})"\n', ["37:20: there is no fact 'dr.*'; did "
         "you mean 'rd.*'?"]),
        ('  x:\n    what: X\n    formula: "0.95"\n    show: 1%\n', ["37:15: this reads no fact: "
         "write {id}, or give the number as a value"]),
        ('  x:\n    what: X\n    formula: "{rd.2020} * 0 + 7"\n', ["37:15: this gives the same "
         "without {rd.2020}, so it proves nothing of it"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} / {rd.2020} - 1"\n    show: 1 percentage point'
         '\n', ["38:11: a ratio is no percentage points, which part two percentages; show it as "
                "0.1%"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} / {rd.2020}"\n    show: 1 per 1,000\n',
         ["38:11: multiply by 1000 in the formula to show it per 1,000"]),
        ('  x:\n    what: X\n    formula: "{rose} / 2"\n', ["37:16: 'rose' is a claim, true or "
         "false; a formula needs numbers"]),
        ('  x:\n    what: X\n    formula: "{} / 2"\n', ["37:16: there is no fact ''"]),
        ('  x:\n    what: X\n    formula: "{x} / 2"\n', ["37:15: a formula cannot need its own "
         "result: x → x"]),
        ('  a:\n    what: X\n    formula: "{b} + 1"\n  b:\n    what: X\n    formula: "{a} + 1"\n'
         '  c:\n    what: X\n    formula: "{a} + 1"\n', ["37:15: a formula cannot need its own "
         "result: a → b → a"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} × 2"\n', ["37:25: write * for ×"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} / 7"\n', ["37:15: 'x' has no end of decimals; "
         "say how to round it, as in show: 0.1%"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} / 7"\n    show: 1%\n', ["38:11: the formula's "
         "result is in yuan, not in %"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} / 7"\n    show: 1 dollar\n', ["38:11: the "
         "formula's result is in yuan, not in dollars"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} < {rd.2020}"\n', ["37:15: this is not true: "
         "12 million yuan < 10 million yuan"]),
        # Agreement
        ('  x:\n    what: X\n    formula: "{growth}"\n    agrees: grwth\n', ["38:13: 'grwth' is no "
         "figure to agree with; did you mean 'growth'?"]),
        ('  x:\n    what: X\n    formula: "{growth}"\n    agrees: rose\n', ["38:13: 'rose' is no "
         "figure to agree with"]),
        ('  x:\n    what: X\n    formula: "{growth}"\n    agrees: rd\n', ["38:13: 'rd' is no "
         "figure to agree with"]),
        ('  x:\n    what: X\n    formula: "{rd.2024} / {rd.2020} - 1"\n    show: 1%\n'
         "    agrees: growth\n", []),
        ('  x:\n    what: X\n    formula: "{rd.2024} / {rd.2020} - 0.99"\n    show: 1%\n'
         "    agrees: growth\n", ["37:15: the formula gives 21%, but 'growth' says 20%"]),
        ('  x:\n    what: X\n    formula: "{rd.2024}"\n    agrees: growth\n', ["37:15: the formula "
         "gives 12,000,000 yuan, but 'growth' says 20%"]),
        # History
        (VALUE + "    history: x\n", ["40:14: history: a list of entries, each beginning with "
         "'- value:'"]),
        (VALUE + "    history:\n      - x\n", ["41:9: an entry of history needs keys, as in "
         "'value: words'"]),
        (VALUE + "    history:\n      - value: 70%\n        until: 2026-02-30\n"
         "        kind: correct\n        why: x\n", [
             "42:16: until: '2026-02-30' is not a day, as in 2026-01-05",
             "43:15: kind: 'correct' is not update or revision or correction or clarification; did "
             "you mean 'correction'?",
             "44:9: an entry of history has no key 'why'",
         ]),
        (VALUE + "    history:\n      - until: 2026-02-03\n        kind: update\n",
         ["41:9: an entry of history needs 'value'"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_fact_is_told_at_its_place(lines: str, expected: list[str]) -> None:
    assert problems(lines) == expected


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("    value: none at all\n" + Q, "37:12"),
        ("    value: “over 75%”\n" + Q, "37:12"),
        ('    value: "5 and 6"\n' + Q, "37:13"),
        ('    formula: "{growth}"\n    show: nicely\n', "38:11"),
        ('    formula: "{growth}"\n    show: 0%\n', "38:11"),
        ("    value: over 75%\n" + Q + "    history:\n      - value: none at all\n"
         "        until: 2026-02-03\n        kind: update\n", "41:16"),
    ],
)  # fmt: skip
def test_what_the_number_grammar_refuses_is_told_at_its_place(lines: str, place: str) -> None:
    (problem,) = problems(f"  x:\n    what: X\n{lines}")
    assert problem.startswith(f"{place}: ")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("      2024: 12 million yuan", "      2024: nothing", ["20:13"]),
        ("    source: report\n    quote: rose", "    quote: rose", ["18:7", "19:7"]),
        ('    formula: "{rd.2024} / {rd.2020} - 1"', '    formula: "{rd.2024} /"', ["29:15"]),
        ("facts:\n", "facts: [\n", ["13:8"]),
    ],
)
def test_a_fact_that_cannot_be_read_is_not_missed_again(
    old: str, new: str, expected: list[str]
) -> None:
    """Neither by formulas over it nor by words that state it."""
    lines = told(data(old, new))
    assert [line.partition(": ")[0] for line in lines] == [f"data.yaml:{at}" for at in expected]


def test_chains_of_formulas_are_read_however_long() -> None:
    lines = '  a0:\n    what: A\n    formula: "{growth} + 0"\n    show: 1%\n'
    lines += "".join(
        f'  a{i + 1}:\n    what: A\n    formula: "{{a{i}}} + 0"\n    show: 1%\n'
        for i in range(1500)
    )
    assert story({"data.yaml": DATA + lines}).facts["a1500"].text == "20%"


@pytest.mark.parametrize(("show", "text"), [("", "2 pounds"), ("\n    show: £1", "£2")])
def test_a_difference_of_sums_is_in_their_currency(show: str, text: str) -> None:
    pounds = {
        path: words.replace("10 million yuan", "£10").replace("12 million yuan", "£12")
        for path, words in STORY.items()
    }
    growth = '{rd.2024} / {rd.2020} - 1"\n    show: 1%'
    changed = pounds["data.yaml"].replace(growth, f'{{rd.2024}} - {{rd.2020}}"{show}')
    assert story(pounds | {"data.yaml": changed}).facts["growth"].text == text
