import json
import re

import minimal
import pytest
import released
from hypothesis import given
from hypothesis import strategies as st

from datastory.releases import ledger, promises
from datastory.releases.ledger import Entry, Ledger, ReleasedChart, ReleasedFact

REPORT, DATA = minimal.REPORT, minimal.DATA
KINDS = (
    "correction (we were wrong), revision (the source restated it), update (a new period) or "
    "clarification (other words)"
)
GONE = "was released and is gone; bring it back, or say where it went:  "
OR = " or, if nothing took its place,  "


def restated(data: str = DATA) -> dict[str, str]:
    """The spending of 2024 turns out to be 13 million yuan."""
    return minimal.body("The town spent [13 million yuan](fact:rd.2024).") | {
        "data.yaml": data.replace("2024: 12 million", "2024: 13 million").replace("to 12", "to 13"),
        "seeds/report.txt": REPORT.replace("12", "13"),
    }


def with_history(*entries: str, id: str = "share", value: str = "over 75%") -> str:
    lines = "".join(f"      - {entry}\n" for entry in entries)
    old = f"    value: {value}\n"
    return DATA.replace(old, f"{old}    history:\n{lines}")


# The file


def test_the_ledger_is_sorted_and_a_line_for_each_thing() -> None:
    text = released.release().decode()
    assert json.loads(text) == json.loads(json.dumps(json.loads(text), sort_keys=True))
    assert '    "/facts/rd.2024/",\n' in text
    assert re.search(r'"text": "over 75%",\n\s+"unit": "%",\n\s+"value": "75",', text)
    assert text.endswith("}\n")
    assert "/static/" not in text


def test_it_holds_every_address_anchor_figure_and_chart() -> None:
    held, problems = ledger.parse_ledger(released.release())
    assert not problems
    assert {"/", "/facts/rd/", "/facts/rd.2024/", "/charts/rd/chart.png", "/feed.xml"} <= set(
        held.addresses
    )
    assert held.anchors["/sources/"] == ("source-report",)
    assert {"research", "chart-rd", "fact-rd.2024", "note-share"} <= set(held.anchors["/"])
    assert held.charts["rd"].title == "Spending grows"
    assert held.facts["rd.2024"] == ReleasedFact(
        "12000000", "yuan", "12 million yuan", "Spending on research"
    )
    assert held.facts["rose"].text == "true"


NAMES = st.text("abc/.#-", max_size=6)
ENTRIES = st.builds(Entry, NAMES, NAMES, NAMES, NAMES)
FIGURES = st.builds(ReleasedFact, NAMES, NAMES, st.text(max_size=9), NAMES, st.tuples(ENTRIES))
LEDGERS = st.builds(
    Ledger,
    st.lists(NAMES, min_size=1).map(tuple),
    st.dictionaries(NAMES, st.lists(NAMES).map(tuple)),
    st.dictionaries(NAMES, st.builds(ReleasedChart, NAMES, NAMES)),
    st.dictionaries(NAMES, FIGURES),
    st.dictionaries(NAMES, NAMES),
    st.dictionaries(NAMES, NAMES),
    NAMES,
)


@given(LEDGERS)
def test_what_is_written_is_read(made: Ledger) -> None:
    assert ledger.parse_ledger(ledger.written(made)) == (made, [])


@given(LEDGERS, LEDGERS)
def test_a_release_never_forgets(before: Ledger, now: Ledger) -> None:
    after = ledger.released_with(before, now)
    assert before.everything() | now.everything() == after.everything()
    assert before.facts.keys() | now.facts.keys() == after.facts.keys()
    assert now.facts.items() <= after.facts.items()
    assert ledger.released_with(after, now) == after


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "published.json:1:1: this is no JSON (Expecting value); only  build.py release"),
        (b"\n", "published.json:2:1: this is no JSON (Expecting value)"),
        (b"{}", "published.json: this is no ledger ('addresses' is missing); only"),
        (b'{"addresses": ["/"]}', "published.json: this is no ledger ('anchors' is missing)"),
        (ledger.written(Ledger()), "published.json: this is no ledger (it holds no address)"),
        (b"null", "published.json: this is no ledger (Expected `object`, got `null`)"),
        (b"{", "published.json:1:2: this is no JSON (Expecting property name"),
        (b"[]", "published.json: this is no ledger (Expected `object`, got `array`)"),
        (b'{"facts": 3}', "published.json: this is no ledger (Expected `object`, got `int`"),
        (b'{"fact": {}}', "published.json: this is no ledger (Object contains unknown field"),
        (b"\xff", "published.json: this is no ledger ("),
        (b"[" * 100_000, "published.json: this is no ledger ("),
        (b"{\n<<<<<<< main\n", "published.json:2:1: two versions were merged here; take either"),
    ],
)
def test_a_damaged_ledger_is_a_problem_that_says_what_to_do(data: bytes, message: str) -> None:
    held, problems = ledger.parse_ledger(data)
    assert held == Ledger()
    assert [str(problem)[: len(message)] for problem in problems] == [message]
    assert "build.py release" in str(problems[0])


def test_no_file_is_a_first_release_and_an_older_ledger_has_no_feed() -> None:
    assert ledger.parse_ledger(None) == (Ledger(), [])
    older = json.loads(released.release())
    del older["feed"]
    held, problems = ledger.parse_ledger(json.dumps(older).encode())
    assert problems == [] and held.feed == ""
    assert ledger.released_with(held, held).feed == ""


@given(st.binary(max_size=40))
def test_no_bytes_are_a_traceback(data: bytes) -> None:
    ledger.parse_ledger(data)


@given(LEDGERS)
def test_no_ledger_is_a_traceback(made: Ledger) -> None:
    story = minimal.story({})
    now, _ = ledger.parse_ledger(released.release())
    facts = made.facts | {"share": next(iter(made.facts.values()), now.facts["share"])}
    known = ledger.released_with(made, Ledger(facts=facts))
    for problem in promises.check(story, now, known, {}, released.TODAY):
        assert problem.where.path == "data.yaml"
    list(promises.unreleased(now, known))


# Figures


def test_a_released_story_that_did_not_change_is_kept() -> None:
    assert released.told({}) == []
    assert released.told(restated(), published=b"") == []


def pasted(told: str) -> str:
    """The YAML at the end of a problem."""
    return told.rpartition(":  ")[2]


def test_a_point_that_changed_asks_for_an_entry_in_its_line() -> None:
    assert released.told(restated()) == [
        "data.yaml:20:13: 'rd.2024' was released as 12 million yuan and now says 13 million yuan; "
        f"tell readers, with the kind that is true ({KINDS}):  "
        "2024: {value: 13 million yuan, history: [{value: 12 million yuan, until: 2026-03-01, "
        "kind: correction, note: We corrected this figure.}]}"
    ]


def test_the_entry_as_printed_is_enough_for_a_point() -> None:
    (told,) = released.told(restated())
    line = "      2024: 13 million yuan\n"
    data = restated()["data.yaml"]
    assert line in data
    assert released.told(restated(data.replace(line, f"      {pasted(told)}\n"))) == []


def test_wording_alone_asks_for_an_entry_and_it_is_enough_as_printed() -> None:
    changed = DATA.replace("value: over 75%", "value: more than 75%")
    (told,) = released.told({"data.yaml": changed})
    assert told == (
        "data.yaml:23:12: 'share' was released as over 75% and now says more than 75%; "
        f"tell readers, with the kind that is true ({KINDS}):  history: "
        "[{value: over 75%, until: 2026-03-01, kind: clarification, "
        "note: We reworded this figure.}]"
    )
    line = "    value: more than 75%\n"
    assert released.told({"data.yaml": changed.replace(line, f"{line}    {pasted(told)}\n")}) == []


def test_a_fact_in_braces_takes_the_same_entry() -> None:
    block = DATA[DATA.index("  share:") : DATA.index("  growth:")]
    keys = ", ".join(line.strip() for line in block.splitlines()[1:])
    braced = DATA.replace(block, f"  share: {{{keys}}}\n")
    braced = braced.replace("value: over", "value: more than")
    (told,) = released.told({"data.yaml": braced})
    assert pasted(told).startswith("history: [{value: over 75%, until: 2026-03-01, kind:")
    mended = braced.replace("value: more than 75%", f"value: more than 75%, {pasted(told)}")
    assert released.told({"data.yaml": mended}) == []


@pytest.mark.parametrize("value", ["1,200 yuan", "400+", "12", "-3%", "€5 million"])
def test_a_printed_entry_is_yaml_whatever_the_value(value: str) -> None:
    held, _ = ledger.parse_ledger(released.release())
    figure = ReleasedFact("1", "", value, "Share of the money that went to schools")
    published = ledger.written(ledger.released_with(held, Ledger(facts={"share": figure})))
    (told,) = released.told({}, published)
    data = DATA.replace("    value: over 75%\n", f"    value: over 75%\n    {pasted(told)}\n")
    assert released.told({"data.yaml": data}, published) == []


@pytest.mark.parametrize(
    "entry",
    [
        "{value: over 75%, until: 2026-03-01, kind: clarification}",
        "{value: over 75 per cent, until: 2026-03-01, kind: clarification}",
    ],
)
def test_an_entry_with_the_released_value_explains_the_change(entry: str) -> None:
    data = with_history(entry).replace("value: over 75%\n", "value: more than 75%\n")
    assert released.told({"data.yaml": data}) == []


@pytest.mark.parametrize("value", ["75%", "over 74%", "over 75", "at least 75%"])
def test_an_entry_with_another_value_explains_nothing(value: str) -> None:
    entry = f"{{value: {value}, until: 2026-03-01, kind: clarification}}"
    data = with_history(entry).replace("value: over 75%\n", "value: more than 75%\n")
    (told,) = released.told({"data.yaml": data})
    assert "was released as over 75%" in told
    whole = re.sub(r"    history:\n.*\n", f"    {pasted(told)}\n", data)
    assert released.told({"data.yaml": whole}) == []


def test_a_claim_that_became_a_figure_is_not_explained_by_a_number() -> None:
    claim = """  rose:
    what: Spending on research rose
    formula: "{rd.2024} > {rd.2020}"
    words: [grew]
"""
    entry = "history: [{value: 5%, until: 2026-03-01, kind: correction}]"
    figure = """  rose:
    what: Spending on research rose
    formula: "{rd.2024} / {rd.2020} - 1"
    show: 1%
"""
    assert claim in DATA
    data = DATA.replace(claim, f"{figure}    {entry}\n")
    (told,) = released.told({"data.yaml": data})
    assert "'rose' was released as true and now says 20%" in told


def test_an_entry_of_an_earlier_change_explains_no_later_one() -> None:
    first = "{value: over 75%, until: 2026-02-01, kind: clarification}"
    second = "{value: more than 75%, until: 2026-03-01, kind: clarification}"
    once = with_history(first).replace("value: over 75%\n", "value: more than 75%\n")
    published = released.release({"data.yaml": once})
    back_and_on = once.replace("value: more than 75%\n", "value: above 75%\n")
    (told,) = released.told({"data.yaml": back_and_on}, published)
    assert "was released as more than 75%" in told
    explained = back_and_on.replace(f"- {first}\n", f"- {first}\n      - {second}\n")
    assert released.told({"data.yaml": explained}, published) == []


def test_a_derived_figure_inherits_the_change_of_its_input() -> None:
    entry = "{value: 12 million yuan, until: 2026-03-01, kind: revision}"
    data = DATA.replace(
        "      2024: 12 million yuan\n",
        f"      2024: {{value: 12 million yuan, history: [{entry}]}}\n",
    ).replace("2024: {value: 12", "2024: {value: 13")
    kept = released.kept(restated(data))
    assert kept.now.facts["growth"].text == "30%"
    assert kept.released.facts["growth"].text == "20%"
    assert kept.problems == []


def test_a_derived_figure_of_a_derived_one_inherits_too() -> None:
    double = '  double:\n    what: Doubled\n    formula: "{growth} * 2"\n    show: 1%\n'
    twice = DATA.replace("  rose:\n", f"{double}  rose:\n")
    (told,) = released.told(restated(twice), released.release({"data.yaml": twice}))
    assert told.startswith("data.yaml:20:13: 'rd.2024' was released as")


def test_a_derived_figure_inherits_through_one_that_is_new() -> None:
    entry = "{value: 12 million yuan, until: 2026-03-01, kind: revision}"
    ratio = "  ratio:\n    what: Ratio\n    formula: '{rd.2024} / {rd.2020}'\n    show: 0.1\n"
    data = DATA.replace(
        "      2024: 12 million yuan\n",
        f"      2024: {{value: 13 million yuan, history: [{entry}]}}\n",
    )
    by_ratio = data.replace("{rd.2024} / {rd.2020} - 1", "{ratio} - 1")
    assert by_ratio != data
    kept = released.kept(restated(by_ratio.replace("  growth:\n", f"{ratio}  growth:\n")))
    assert kept.now.facts["growth"].text == "30%"
    assert kept.problems == []


def test_a_derived_figure_whose_own_formula_changed_needs_its_own_entry() -> None:
    (told,) = released.told({"data.yaml": DATA.replace("show: 1%", "show: 0.1%")})
    assert told.startswith("data.yaml:29:15: 'growth' was released as 20% and now says 20.0%")
    mended = DATA.replace("show: 1%\n", f"show: 0.1%\n    {pasted(told)}\n")
    assert released.told({"data.yaml": mended}) == []


# History


ENTRY = '{value: over 70%, until: 2026-02-01, kind: correction, note: "Misread: a table."}'


def test_released_history_stands() -> None:
    published = released.release({"data.yaml": with_history(ENTRY)})
    more = "{value: over 75%, until: 2026-02-02, kind: update}"
    assert released.told({"data.yaml": with_history(ENTRY)}, published) == []
    assert released.told({"data.yaml": with_history(more, ENTRY)}, published) == []


@pytest.mark.parametrize(
    "data",
    [DATA, with_history(ENTRY.replace("70", "60")), with_history(ENTRY.replace("Misread", "Read"))],
)
def test_released_history_that_is_gone_or_changed_is_a_problem(data: str) -> None:
    published = released.release({"data.yaml": with_history(ENTRY)})
    (told,) = released.told({"data.yaml": data}, published)
    assert told.startswith(
        "data.yaml:21:3: an entry of the history of 'share' was released, and is gone or changed; "
        f"put it back:  history: [{ENTRY}"
    )
    without = re.sub(r"    history:\n.*\n", "", data)
    mended = without.replace("value: over 75%\n", f"value: over 75%\n    {pasted(told)}\n")
    assert released.told({"data.yaml": mended}, published) == []


# What is gone


def test_a_figure_that_is_gone_asks_for_one_entry_and_it_is_enough_as_printed() -> None:
    renamed = DATA.replace("  share:", "  school_share:")
    (told,) = released.told({"data.yaml": renamed})
    assert told == (
        f"data.yaml: the figure 'share' (over 75%) {GONE}"
        f'moved: {{"/facts/share/": "/facts/school_share/"}}{OR}'
        'moved: {"/facts/share/": {gone: It was withdrawn., on: 2026-03-01}}'
    )
    for moved in told.partition(GONE)[2].split(OR):
        assert released.told({"data.yaml": f"{renamed}{moved}\n"}) == []


def test_a_series_that_is_gone_needs_one_entry_for_all_its_points() -> None:
    data = DATA.replace("  rd:", "  research:").replace("{rd.", "{research.")
    files = minimal.body("The town spent [12 million yuan](fact:research.2024).")
    (told,) = released.told(files | {"data.yaml": data})
    assert told.startswith(f"data.yaml: the address '/facts/rd/' {GONE}moved: {{")
    entry = 'moved: {"/facts/rd/": "/facts/research/"}'
    assert released.told(files | {"data.yaml": f"{data}{entry}\n"}) == []


def test_a_chart_that_is_gone_needs_one_entry_for_all_that_belongs_to_it() -> None:
    published = released.release(released.TWO_CHARTS)
    (told,) = released.told({}, published)
    assert told == (
        f"data.yaml: the chart 'Spending grows' {GONE}"
        'moved: {"/charts/money/": {gone: It was withdrawn., on: 2026-03-01}}'
    )
    entry = '  "/charts/money/": "/charts/rd/"'
    assert released.told({"data.yaml": f"{DATA}moved:\n{entry}\n"}, published) == []


def test_an_anchor_that_is_gone_asks_for_an_entry_beside_those_that_are_there() -> None:
    moved = f"{DATA}moved:\n  /legacy/: /facts/\n"
    files = {
        minimal.FIRST: minimal.CHAPTER.replace("summary:", "id: research-money\nsummary:"),
        "data.yaml": moved,
    }
    (told,) = released.told(files)
    line = len(moved.splitlines())
    assert told == (
        f"data.yaml:{line}:3: the anchor '#research' {GONE}"
        f'"#research": "#research-money"{OR}'
        '"#research": {gone: It was withdrawn., on: 2026-03-01}'
    )
    for entry in told.partition(GONE)[2].split(OR):
        assert released.told(files | {"data.yaml": f"{moved}  {entry}\n"}) == []


def test_an_address_that_is_gone_is_named() -> None:
    held, _ = ledger.parse_ledger(released.release())
    published = ledger.written(ledger.released_with(held, Ledger(addresses=("/content/map.png",))))
    assert released.told({}, published) == [
        f"data.yaml: the address '/content/map.png' {GONE}"
        'moved: {"/content/map.png": {gone: It was withdrawn., on: 2026-03-01}}'
    ]
    gone = '{gone: "The town asked.", on: 2026-03-01}'
    data = f'{DATA}moved:\n  "/content/map.png": {gone}\n'
    assert released.told({"data.yaml": data}, published) == []


def test_an_entry_stays_needed_after_the_next_release() -> None:
    renamed = DATA.replace("  share:", "  school_share:")
    moved = {"data.yaml": f'{renamed}moved:\n  "/facts/share/": "/facts/school_share/"\n'}
    kept = released.kept(moved)
    assert kept.problems == []
    assert kept.now.moved["/facts/share/"] == "/facts/school_share/"
    again = ledger.written(ledger.released_with(kept.released, kept.now))
    assert released.told(moved, again) == []
    (told,) = released.told({"data.yaml": renamed}, again)
    assert told.startswith("data.yaml: the figure 'share' (over 75%) was released and is gone;")


# Before a deploy, and before a release


def unreleased(changed: dict[str, str], published: bytes | None = None) -> list[str]:
    kept = released.kept(changed, published)
    assert kept.problems == []
    return [str(problem) for problem in promises.unreleased(kept.now, kept.released)]


def test_what_is_all_released_may_be_deployed() -> None:
    assert unreleased({}) == []
    reworded = minimal.data("what: Share of the money", "what: Share of all the money")
    assert unreleased(reworded) == []


def test_what_the_ledger_lacks_may_not_be_deployed() -> None:
    point = minimal.data("      2024: 12", "      2019: {value: 10 million yuan}\n      2024: 12")
    assert unreleased(point) == [
        "published.json: not released yet: the figures rd.2019; the addresses "
        "/#fact-rd.2019, /#note-rd.2019, /facts/rd.2019/. "
        "Run  python build.py release  and commit this file"
    ]


def test_a_figure_that_changed_with_its_entry_waits_for_a_release_too() -> None:
    entry = "{value: over 75%, until: 2026-03-01, kind: clarification}"
    data = with_history(entry).replace("value: over 75%\n", "value: more than 75%\n")
    (told,) = unreleased({"data.yaml": data})
    assert told.startswith("published.json: not released yet: the figures share. Run")


def test_without_a_ledger_nothing_is_released() -> None:
    (told,) = unreleased({}, published=b"")
    assert told.startswith(
        "published.json: not released yet: the figures rd.2020, rd.2024, share and 2 more; the add"
    )


def test_a_release_asks_for_headings_ids() -> None:
    story = minimal.story(minimal.body("## What it buys\n\nBooks.\n\n## And lends {#lends}"))
    assert [str(problem) for problem in promises.unwritten(story)] == [
        "content/01-research.md:6:4: write this heading's id down, so that its address outlives "
        "its words: {#what-it-buys}"
    ]
    written = minimal.body("## What it buys {#what-it-buys}\n\nBooks.")
    assert list(promises.unwritten(minimal.story(written))) == []
