"""What authors state for themselves: `checks`, `within`, and premises that are `assumed`."""

import json

import pytest
from minimal import DATA, PHRASES, STORY, body, story, told
from test_render import DRAWING
from test_render import made as rendered

from datastory.exports.machine_files import export
from datastory.parsing.story import read_story
from datastory.site import references, wording

SERIES = """\
  never:
    what: Share that never paid
    source: report
    quote: unpaid 20% and 25%, former 30%, current 50% and 45%
    values: {2020: 20%, 2021: 25%}
  former:
    what: Share that paid once
    source: report
    quote: unpaid 20% and 25%, former 30%, current 50% and 45%
    values: {2020: 30%, 2021: 30%}
  current:
    what: Share that pays
    source: report
    quote: unpaid 20% and 25%, former 30%, current 50% and 45%
    values: {2020: 50%, 2021: 45%}
"""
REPORT = STORY["seeds/report.txt"] + "unpaid 20% and 25%, former 30%, current 50% and 45%."


def changed(lines: str, checks: list[str] | None = None) -> dict[str, str]:
    listed = "".join(f"  - {json.dumps(check)}\n" for check in checks or [])
    data = DATA + SERIES + lines + (f"checks:\n{listed}" if checks else "")
    return {"data.yaml": data, "seeds/report.txt": REPORT}


TRUE = [
    "{never} + {former} + {current} == 1",
    "{rd.2024} > {rd.2020}",
    "{rd.2024} + {rd.2020} == 22000000",
    "sum({never.*}) < 0.5",
    "0.2 <= {never} <= {former}",
    "abs({never} + {former} - 0.5) <= 0.05",
    "count({never.*} > 0.2) == 1",
    "({rd.2024} > {rd.2020}) + ({rd.2020} > {rd.2024}) == 1",
    "rank({current.2020}, {current.*}) == 1",
    "round({rd.2024} / {rd.2020}, 1) == 1.2",
]
FALSE = [
    (
        "{never} + {current} == {former}",
        "this is not true at 2020: 20% + 50% == 30%; it compares 70% with 30%",
    ),
    (
        "{never} <= 0.2",
        "this is not true at 2021: 25% <= 0.2; it compares 25% with 20%",
    ),
    (
        "{rd.2024} + {rd.2020} == 23000000",
        "this is not true: 12 million yuan + 10 million yuan == 23000000; it compares "
        "22,000,000 yuan with 23,000,000 yuan",
    ),
    ("sum({never.*}) == 0.5", "this is not true: sum({never.*}) == 0.5; it compares 45% with 50%"),
    ("{rd.2024}", "a check is true or false: compare with < <= > >= == or !="),
    ("1 < 2", "this reads no fact: write {id}, or give the number as a value"),
    ("{rd.2042} < 2", "there is no fact 'rd.2042'; did you mean 'rd.2024'?"),
    ("{rd.2024} < {never.2020}", "yuan and % cannot be compared"),
    ("{rd} < {never}", "these series have no key in common, so nothing can be compared"),
    ("{rd.2024} = 2", "write == for ="),
]


@pytest.mark.parametrize("check", TRUE)
def test_a_check_that_is_true_says_nothing(check: str) -> None:
    assert told(changed("", [check])) == []


@pytest.mark.parametrize(("check", "problem"), FALSE)
def test_a_check_that_is_not_true_fails_at_its_line(check: str, problem: str) -> None:
    if check == "{rd} < {never}":  # they have 2020 in common
        problem = "yuan and % cannot be compared"
    said = told(changed("", [TRUE[0], check]))
    assert len(said) == 1 and said[0].startswith("data.yaml:52:") and problem in said[0], said


def test_series_without_a_key_in_common_are_not_compared() -> None:
    lines = "  late: {what: A, source: report, quote: 20%, values: {2018: 20%}}\n"
    said = told(changed(lines, ["{late} == {never}"]))
    assert len(said) == 1 and "no key in common" in said[0]


def test_checks_have_no_page_and_no_figure() -> None:
    with_checks, without = story(changed("", TRUE)), story(changed(""))
    assert with_checks.facts.keys() == without.facts.keys()


@pytest.mark.parametrize(
    ("formula", "keys", "problem"),
    [
        ("{rd.2024} - {rd.2020}", "agrees: two", ""),
        ("{rd.2024} - {rd.2020} + 40000", "agrees: two", ""),
        ("{rd.2024} - {rd.2020} + 140000", "agrees: two", "the formula gives 2.1 million yuan"),
        ("{rd.2024} - {rd.2020} + 140000", "agrees: two\n    within: 0.2", ""),
        ("{rd.2024} - {rd.2020} + 140000", "agrees: two\n    within: 0.2 million yuan", ""),
        ("{rd.2024} - {rd.2020} + 140000", "agrees: two\n    within: 150000 yuan", ""),
        ("{rd.2024} - {rd.2020} + 140000", "agrees: two\n    within: 0.1", "not within 0.1"),
        ("{never.2020} + {former.2020}", "agrees: current.2020", ""),
        ("{never.2021} + {former.2020}", "agrees: current.2020", "the formula gives 55%"),
        ("{never.2021} + {former.2020}", "agrees: current.2020\n    within: 5", ""),
        ("{never.2021} + {former.2020}", "agrees: current.2020\n    within: 4%", "not within 4%"),
        ("{rd.2024} - {rd.2020}", "within: 0.1", "'within' says how near"),
    ],
)
def test_a_formula_agrees_as_the_other_is_rounded_or_within(
    formula: str, keys: str, problem: str
) -> None:
    two = "  two: {what: Rise, value: 2.0 million yuan, source: report, quote: 2.0 million yuan}\n"
    lines = f"{two}  made:\n    what: Made\n    formula: '{formula}'\n    {keys}\n"
    if "agrees" not in keys:
        lines = lines.replace("    within", "    show: 1 yuan\n    within")
    files = changed(lines)
    files["seeds/report.txt"] += " 2.0 million yuan"
    said = told(files)
    assert len(said) == bool(problem) and all(problem in line for line in said), said


PREMISE = """\
  pace:
    what: Growth that we assume for the years to come
    value: 2%
    assumed: The ministry plans with one to three per cent, and we take the middle.
  next:
    what: Spending in 2030 at that pace
    formula: "{rd.2024} * (1 + {pace}) ** 6"
    show: 0.1 million yuan
"""
WORDS = body("At [2%](fact:pace) it is [13.5 million yuan](fact:next) in 2030.")


def test_a_premise_is_a_fact_that_says_it_is_one() -> None:
    made = story(changed(PREMISE) | WORDS)
    fact = made.facts["pace"]
    assert (fact.evidence, fact.source, fact.quote) == ("assumed", "", "")
    assert fact.assumed.startswith("The ministry plans")
    assert told(changed(PREMISE) | WORDS) == []
    assert [one.id for one in references.sources_of([made.facts["next"]], made)] == ["report"]
    assert wording.proof(fact, made.site, made.sources) == "Assumed by us."
    credited = [references.credit([made.facts[id]], made) for id in ("pace", "next", "rd.2024")]
    owned = [credit.own(made.site.phrases) for credit in credited]
    assert owned == [["own assumption"], ["own calculation", "own assumption"], []]


def test_a_premise_is_shown_as_one_on_its_page_in_its_note_and_in_the_data() -> None:
    pages = rendered(changed(PREMISE) | WORDS)
    for path in ("facts/pace/index.html", "index.html", "facts/index.html"):
        assert "ssumed by us" in pages[path]
    assert "Assumed by us: The ministry plans with one to three per cent" in pages["index.html"]
    read, problems = read_story(STORY | changed(PREMISE) | WORDS, files=PHRASES)
    assert not problems
    exported = json.loads(export(read, {"rd": DRAWING})["data.json"])
    entry = next(entry for entry in exported["facts"] if entry["id"] == "pace")
    assert (entry["evidence"], entry["source"], entry["quote"]) == ("assumed", None, None)
    assert entry["assumed"].startswith("The ministry")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("{what: A, assumed: So}", "needs 'value': what is assumed"),
        ("{what: A, value: 1, assumed: So, source: report}", "so 'source' must go"),
        ("{what: A, value: 1, assumed: So, quote: '1'}", "so 'quote' must go"),
        ("{what: A, formula: '{rd.2020}', assumed: So}", "so 'assumed' must go"),
        ("{what: A, value: 1, assumed: ''}", "'assumed' has no value"),
        ("{what: A, assumed: So, values: {a: 1, b: {value: 2, source: report, quote: 2020}}}",
         "does not say 2"),
    ],
)  # fmt: skip
def test_a_premise_has_a_value_and_a_reason_and_no_source(lines: str, problem: str) -> None:
    said = told(changed(f"  x: {lines}\n"))
    assert len(said) == 1 and problem in said[0], said


def test_a_point_may_be_assumed_in_a_series_that_is_quoted() -> None:
    lines = (
        "  mixed: {what: A, source: report, quote: unpaid 20%, "
        "values: {a: 20%, b: {value: 21%, assumed: As before}}}\n"
    )
    made = story(changed(lines))
    assert [made.facts[f"mixed.{key}"].evidence for key in "ab"] == ["document", "assumed"]
