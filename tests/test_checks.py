import re
from pathlib import Path

import pytest
from minimal import CHAPTER, CODE, DATA, FIRST, STORY, WORDS, body, data, front, story, told
from msgspec.structs import replace

from datastory.checking.budgets import weak_evidence
from datastory.checking.checks import AROUND_DATA, AROUND_WORDS, OF_DATA, OF_WORDS, check
from datastory.evidence.proof import Assumed
from datastory.numbers.adjoining import REACH, adjoining
from datastory.numbers.quantity import Quantity
from datastory.numbers.statements import only_figure
from datastory.numbers.values import parse_value
from datastory.problem import Refused

ONE_TWO = (
    "  one:\n    what: X\n    value: {}\n    source: report\n    quote: 1 and 2 and two\n"
    "    reading: As said.\n"
)


def problems(words: str) -> list[str]:
    """The problems of other words in the chapter, which begin in line 6."""
    return [line.removeprefix(f"{FIRST}:") for line in told(body(words))]


def test_every_check_states_its_rule_and_passes_a_good_story() -> None:
    for one in (*OF_DATA, *OF_WORDS, *AROUND_WORDS, *AROUND_DATA):
        assert one.__doc__ and list(one(story({}))) == []


# Quotations


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("quote: over 75% of it went", "quote: over 75% of it goes", [
            "data.yaml:26:12: this quotation does not stand in seeds/report.txt: after 'over "
            "75% of it' the source says 'went to schools.', not 'goes to schools'",
        ]),
        ("quote: rose from 10 million", "quote: >\n      rose from  10\n      million", []),
    ],
)  # fmt: skip
def test_a_quotation_stands_in_its_document(old: str, new: str, expected: list[str]) -> None:
    assert told(data(old, new)) == expected


def test_a_quotation_says_its_value() -> None:
    (problem,) = told(data("value: over 75%", "value: over 74%"))
    assert problem.startswith("data.yaml:26:12: ")
    (problem,) = told(data("value: over 75%", "value: over 74%\n    reading: As we count."))
    assert "other digits than over 74%" in problem
    (problem,) = told(data("value: over 75%", "value: over 75 yuan\n    reading: As we count."))
    assert "a reading supplies a unit only where the quotation has none" in problem
    assert told(data("value: over 75%", "value: over 75 schools\n    reading: As we count.")) == []


# Claims, plain words, charts


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It [rose](fact:rose) and [grew](fact:rose), [Spending on research](fact:rose).", []),
        ("It [fell](fact:rose).", ["6:5: the claim 'rose' is worded 'Spending on research rose', "
         "'grew'; use these, or add yours to its 'words'"]),
        ("It [ros](fact:rose).", ["6:5: the claim 'rose' is worded 'Spending on research rose', "
         "'grew'; use these, or add yours to its 'words'"]),
        ("It [](fact:rose).", ["6:7: the claim 'rose' is worded 'Spending on research rose', "
         "'grew'; use these, or add yours to its 'words'"]),
        ("It [rose by 5](fact:rose).", ["6:5: the words of a claim hold no number; link the number "
         "to its own fact"]),
        ("It [doubled](fact:rose).", ["6:5: the words of a claim hold no number; link the number "
         "to its own fact"]),
        ("At [first](plain:).", []),
        ("At [1st](plain:).", ["6:5: digits are a figure; link them to a fact: [1st](fact:id)"]),
        ("[½](plain:) [x²](plain:) [Ⅻ](plain:) [٣](plain:)", [
            "6:2: digits are a figure; link them to a fact: [½](fact:id)",
            "6:14: digits are a figure; link them to a fact: [x²](fact:id)",
            "6:27: digits are a figure; link them to a fact: [Ⅻ](fact:id)",
            "6:39: digits are a figure; link them to a fact: [٣](fact:id)",
        ]),
        ("[12 million](fact:rd.2042)", ["6:2: there is no fact 'rd.2042'; did you mean "
                                        "'rd.2024'?"]),
        ("[12 million](fact:rd)", ["6:2: 'rd' is a series; state one of its points: rd.2020, "
                                   "rd.2024 …"]),
        ("[12 million](fact:)", ["6:2: there is no fact ''"]),
        ("![](chart:rdd)", ["6:5: there is no chart 'rdd'; did you mean 'rd'?"]),
    ],
)  # fmt: skip
def test_uses_say_what_they_link_to(words: str, expected: list[str]) -> None:
    assert problems(words) == expected


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("[13 million yuan](fact:rd.2024)", ["6:2"]),
        ("[75%](fact:share)", ["6:2"]),
        ("[under 75%](fact:share)", ["6:2"]),
        ("[20](fact:growth)%", ["6:2", "6:18"]),
        ("[12](fact:rd.2024) million\nyuan", ["6:2", "6:20"]),
        ("[12](fact:rd.2024)\nmillion yuan", ["6:2", "7:1"]),
        ("−[20%](fact:growth)", ["6:1"]),
        ("a $[12 million](fact:rd.2024)", ["6:3"]),
        ("5[20%](fact:growth)6", ["6:1", "6:20"]),
    ],
)
def test_what_the_number_grammar_refuses_is_told_at_its_place(
    words: str, places: list[str]
) -> None:
    assert [line.partition(": ")[0] for line in problems(words)] == places


# Figures


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("It spent 12 of it,\nand 13.", [
            "6:10: '12' is bound to no fact; write [12](fact:id)",
            "7:5: '13' is bound to no fact; write [13](fact:id)",
        ]),
        ("It spent 20%.", ["6:10: '20%' is bound to no fact, and growth says it: write "
                           "[20%](fact:growth)"]),
        ("Twelve of them.", ["6:1: 'Twelve' is bound to no fact; write [Twelve](fact:id)"]),
        ("A first one.", ["6:3: 'first' is bound to no fact; write [first](fact:id); if it is no "
                          "figure, write [first](plain:)"]),
        ("It plays Maroon 6 now.", ["6:17: '6' is bound to no fact; write [6](fact:id); if it is "
                                   'part of a name, add it to site.names: ["Maroon 6"]']),
        ("In 2024, on 3 March, in the 1990s, with H200 and `12`.", []),
    ],
)  # fmt: skip
def test_every_figure_is_bound(words: str, expected: list[str]) -> None:
    assert problems(words) == expected


def test_names_are_no_figures() -> None:
    plan = body("The 14th Plan.")
    assert len(told(plan)) == 1
    assert told(plan | data("  author: The desk", "  names: [14th Plan]")) == []


@pytest.mark.parametrize("key", ["what", "label", "note"])
def test_the_words_of_a_point_are_its_own_to_check(key: str) -> None:
    own = f"      2024: {{value: 12 million yuan, {key}: Spent on 99 things}}"
    (problem,) = told(data("      2024: 12 million yuan", own))
    assert problem.startswith("data.yaml:20:") and "'99" in problem


def test_shared_words_of_a_series_are_checked_once_and_when_no_point_shows_them() -> None:
    changed = data("    what: Spending on research\n", "    what: Spending on 99 things\n")
    assert len(told(changed)) == 1
    text = changed["data.yaml"]
    for year, value in (("2020", "10"), ("2024", "12")):
        own = f"{{value: {value} million yuan, what: Spending}}"
        text = text.replace(f"{year}: {value} million yuan\n", f"{year}: {own}\n", 1)
    assert len(told({"data.yaml": text})) == 1


def facts(left: str, right: str) -> dict[str, str]:
    other = ONE_TWO.format(right).replace("one:", "two:")
    return {
        "data.yaml": DATA + ONE_TWO.format(left) + other,
        "seeds/report.txt": STORY["seeds/report.txt"] + "1 and 2 and two",
    }


@pytest.mark.parametrize(
    ("words", "left", "right", "expected"),
    [
        ("[1](fact:one)[2](fact:two)", "1", "2", ["6:15: side by side these read as '12'; put "
                                                  "words between them"]),
        ("[1](fact:one),[200](fact:two)", "1", "200", ["6:16: side by side these read as '1,200'; "
                                                       "put words between them"]),
        ("[1](fact:one).[2](fact:two)", "1", "2", ["6:16: side by side these read as '1.2'; put "
                                                   "words between them"]),
        ("*[1](fact:one)*[2](fact:two)", "1", "2", ["6:17: side by side these read as '12'; put "
                                                    "words between them"]),
        ("[two](fact:one) [hundred](plain:)", "two", "2", ["6:18: side by side these read as 'two "
                                                         "hundred'; put words between them"]),
        ("[two](plain:) [hundred](plain:)", "1", "2", ["6:16: side by side these read as 'two "
                                                       "hundred'; put words between them"]),
        ("[1](fact:one) and [2](fact:two), [1](fact:one)\n\n[2](fact:two)", "1", "2", []),
        ("- [1](fact:one)\n- [2](fact:two)", "1", "2", []),
    ],
)  # fmt: skip
def test_figures_do_not_run_together(
    words: str, left: str, right: str, expected: list[str]
) -> None:
    lines = told(body(words) | facts(left, right))
    assert lines == [f"{FIRST}:{line}" for line in expected]


# Words beside a link


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("over [12 million yuan](fact:rd.2024)", ["6:1: it is not 'over 12 million yuan': the "
         "fact says exactly 12 million yuan; reword it, with 'over' inside the link, or, if that "
         "is no part of the number, write [over](plain:)"]),
        ("It rose: more\nthan *[20%](fact:growth)*", ["6:10: it is not 'more than 20%': the fact "
         "says exactly 20%; reword it, with 'more than' inside the link, or, if that is no part "
         "of the number, write [more than](plain:)"]),
        ("over [75%](fact:share)", ["6:1: 'over' belongs to the number; put it inside the link",
                                    "6:7: '75%' loses 'over': the fact says over 75%"]),
        ("over [](fact:share)", ["6:1: 'over over 75%' says two things about its number; say one; "
         "reword it, with 'over' inside the link, or, if that is no part of the number, write "
         "[over](plain:)"]),
        ("not [more than 75%](fact:share)", ["6:1: 'not more than 75%' turns the fact, which says "
         "over 75%; reword it, with 'not' inside the link"]),
        ("[over 75%](fact:share) or less", ["6:24: 'over 75% or less' says two things about its "
         "number; say one; reword it, with 'or less' inside the link"]),
        ("[12 million yuan](fact:rd.2020)-plus", ["6:2: '12 million yuan' does not say 10 million "
                                                  "yuan"]),
        ("[12 million](fact:rd.2024) dollars", ["6:28: '12 million dollars' is not in yuan: the "
         "fact says 12 million yuan; reword it, with 'dollars' inside the link"]),
        ("[12 million](fact:rd.2024) yen a year or more", ["6:28: '12 million yen' "
         "is not in yuan: the fact says 12 million yuan; reword it, with 'yen a year or more' "
         "inside the link", "6:32: 'a year' is not what 12 million yuan is counted by: 'Spending "
         "on research'; leave it out, or say it in the fact's 'what', or write [a year](plain:)"]),
        ("It grew [over](plain:) [20%](fact:growth).", []),
        ("over the [20%](fact:growth), over, [20%](fact:growth), over `x` [20%](fact:growth)", []),
        ("at least [20%](fact:growth), about [20%](fact:growth), [20%](fact:growth) or more", []),
        ("It is over.\n\n[12 million](fact:rd.2024) yuan", []),
        ("a [third](plain:) came in", []),
    ],
)  # fmt: skip
def test_what_stands_beside_a_link_belongs_to_its_number(words: str, expected: list[str]) -> None:
    assert problems(words) == expected


def test_a_part_beside_an_article_is_not_taken_for_a_rank() -> None:
    third = parse_value("third")
    assert isinstance(third, Quantity)
    assert adjoining("a ", "third", " of them", third) is None


def test_words_beside_the_numbers_of_plain_prose_are_seldom_taken_for_theirs() -> None:
    """As if every number of the corpus were linked, by itself, to a fact that says just that."""
    prose = (Path(__file__).parent / "data" / "prose.txt").read_text(encoding="utf-8")
    pieces = re.split(r"\[([^\]]*)\]", prose)
    refused = []
    for i in range(1, len(pieces), 2):
        said = only_figure(pieces[i])
        if not isinstance(said, Refused) and said.quantity:
            before, after = pieces[i - 1][-REACH:], pieces[i + 1][:REACH]
            counted = replace(said.quantity, counted=after)  # the noun, as in a fact's `what`
            found = adjoining(before, pieces[i], after, counted)
            refused += [found.words] if found and found.reason else []
    assert refused == ["above", "more than", "just under"]


# Layout


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("## A\n\n### B\n\n## C\n\n### B2\n\n#### D", []),
        ("# A", ["6:3: headings in a chapter begin with '##'"]),
        ("### A", ["6:5: this heading skips a level; use '##'"]),
        ("## A\n\n#### B", ["8:6: this heading skips a level; use '###'"]),
        ("A\n===", ["6:1: headings in a chapter begin with '##'"]),
        ("## A\n\n## A", ["8:4: the anchor '#a' is taken; give another: {#words}"]),
        ("## A {#b}\n\n## C {#b}", ["8:4: the anchor '#b' is taken; give another: {#words}"]),
        ("## Research", ["6:4: the anchor '#research' is taken; give another: {#words}"]),
        ("## Main", ["6:4: the anchor '#main' is taken; give another: {#words}"]),
        ("## A {#research-title}", ["6:4: the anchor '#research-title' is taken; give another: "
                                    "{#words}"]),
        ("## A {#chart-rd}", ["6:4: the anchor '#chart-rd' is taken; give another: {#words}"]),
        ("## A {#fact-share}", ["6:4: the anchor '#fact-share' is taken; give another: {#words}"]),
        ("## A {#b c}", ["6:4: 'b c' is no anchor; give one that begins with a letter: {#words}"]),
        ("## A {#\"><script>}", ["6:4: '\"><script>' is no anchor; give one that begins with a "
                                 "letter: {#words}"]),
        ("## …", ["6:4: '' is no anchor; give one that begins with a letter: {#words}"]),
        ("![](chart:rd)", ["8:5: the chart 'rd' is placed twice"]),
    ],
)  # fmt: skip
def test_headings_and_charts_stand_in_order(words: str, expected: list[str]) -> None:
    assert problems(words) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({FIRST: CHAPTER.replace("![](chart:rd)", "")}, [
            "content/charts/rd.md: this chart is shown nowhere; place it with ![](chart:rd)",
        ]),
        (data("  author: The desk", "  opening: rd"), [f"{FIRST}:8:5: the chart 'rd' is placed "
                                                       "twice"]),
        (data("  author: The desk", "  opening: rd") | {FIRST: "---\ntitle: A\n---\n"}, []),
        ({"content/02-research.md": "---\ntitle: A\n---\n"}, ["content/02-research.md:1:1: the "
         "anchor '#research' is taken; give another: id: words"]),
        ({"content/01-2024.md": "---\ntitle: A\n---\n"}, ["content/01-2024.md:1:1: '2024' is no "
         "anchor; give one that begins with a letter: id: words"]),
        (front("title: A\nsummary: '![](chart:rd)'"), [f"{FIRST}:3:15: a chart stands in a "
                                                       "chapter, not in other words"]),
        (data("what: Share of the money", "what: '[a](https://b.c) ![](chart:rd)'  #"), [
            "data.yaml:22:33: a chart stands on a line of its own, with an empty line before and "
            "after",
        ]),
        ({"content/charts/RD.md": WORDS, "content/charts/RD.py": CODE}, [
            "content/charts/RD.md: this chart is shown nowhere; place it with ![](chart:RD)",
            "content/charts/rd.md: 'rd' and 'RD' are one address where case does not count; rename "
            "one",
        ]),
    ],
)  # fmt: skip
def test_charts_and_chapters_have_their_places(
    changed: dict[str, str], expected: list[str]
) -> None:
    assert told(changed) == expected


def test_a_story_has_chapters() -> None:
    empty = replace(story({}), chapters=(), charts={})
    assert [str(problem) for problem in check(empty)] == [
        "content: a story needs a chapter: content/01-name.md"
    ]


PLACES = "links go to https://, mailto: or a place in this story, as in #chapter"
NO_ADDRESS = "this is no address; write it as in https://example.org/page or mailto:a@b.org"
NO_SPACES = "an address has no spaces; write %20 for each"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://x.org", ""),
        ("http://x.org:8080/a?b=c&d#e", ""),
        ("https://x.org/é/中", ""),
        ("mailto:desk@x.org", ""),
        ("#research", ""),
        ("/facts/share/", ""),
        ("facts/share/", ""),
        ("javascript:alert(1)", PLACES),
        ("JaVaScRiPt:x", PLACES),
        ("java&#115;cript:x", PLACES),
        ("javascript&colon;x", PLACES),
        ("java&Tab;script:x", PLACES),
        ("java&NewLine;script:x", PLACES),
        ("java\\script:x", PLACES),
        ("vbscript:x", PLACES),
        ("data:text/html,x", PLACES),
        ("blob:https://x.org", PLACES),
        ("file:///etc/passwd", PLACES),
        ("//x.org", PLACES),
        ("\\\\\\\\x.org", PLACES),
        ("/\\\\x.org", PLACES),
        ("java\tscript:x", NO_SPACES),
        ("a b", NO_SPACES),
        ("<a b>", NO_SPACES),
        ("HTTPS://x.org", NO_ADDRESS),
        ("https:x.org", NO_ADDRESS),
        ("https:/x.org", NO_ADDRESS),
        ("https://", NO_ADDRESS),
        ("https://[", NO_ADDRESS),
        ("https://ex℀mple.org", NO_ADDRESS),
        ("https://a@x.org", NO_ADDRESS),
        ("https://x.org/<b>", NO_ADDRESS),
        ("mailto:desk", NO_ADDRESS),
        ("www.x.org", "write https:// in front: https://www.x.org"),
        ("fakt:share", f"{PLACES}; did you mean 'fact'?"),
        ("facts:share", f"{PLACES}; did you mean 'fact'?"),
        ("share", "a figure is linked as in [words](fact:share)"),
        ("fact", "a figure is linked as in [words](fact:id)"),
        ("plain", "a figure is linked as in [words](fact:id)"),
        ("", "this link leads nowhere; write its address in the round brackets"),
    ],
)
def test_links_go_where_they_may(target: str, expected: str) -> None:
    assert problems(f"[a]({target})") == ([f"6:2: {expected}"] if expected else [])


NAMED = "a picture lies in content/, and is named from there: ![what it shows](name.png)"
CHART = (
    "a {} in a picture proves nothing; draw it from facts, in content/charts/, and place it by "
    "![](chart:name)"
)
SPACES = "the name of a picture has no spaces here; rename the file, and write the new name"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("![a](b.png)", ""),
        ("![a](b/c-d_é.JPEG)", ""),
        ("![a](b c.png)", SPACES),
        ("![a](b%20c.png)", SPACES),
        ("![a](../b.png)", NAMED),
        ("![a](b/../../c.png)", NAMED),
        ("![a](/etc/b.png)", NAMED),
        ("![a](b.exe)", NAMED),
        ("![a](b.png?c)", NAMED),
        ("![a](https://b.c/d.png)", NAMED),
        ("![a](//b.c/d.png)", NAMED),
        ("![a](data:image/png;base64,b)", NAMED),
        ("![a](javascript:b.png)", NAMED),
        ("![A map](b.png)", ""),
        ("![A bar chart of towns](b.png)", CHART.format("bar chart")),
        ("![Graph of the rain](b.png)", CHART.format("graph")),
        ("![a](fact:share)", "a figure is linked without the '!', as in [words](fact:id)"),
    ],
)
def test_pictures_are_the_storys_own(image: str, expected: str) -> None:
    assert problems(image) == ([f"6:3: {expected}"] if expected else [])


def test_a_picture_has_words() -> None:
    assert problems("![](b.png)") == [
        "6:5: say in the brackets what the picture shows, for those who cannot see it"
    ]


# Weak evidence

PLAIN = DATA.replace("A town that spends", '"[A](plain:) [town](plain:) that spends"')
LOOSE = data("    file: seeds/report.txt\n", "")["data.yaml"]  # its source is not kept


@pytest.mark.parametrize(
    ("budgets", "changed", "expected"),
    [
        ("excerpt: 3", LOOSE, []),
        ("excerpt: 0", DATA, []),
        ("excerpt: 2", LOOSE, ["5:22: 3 facts are quoted from sources that are not kept, and at "
                               "most 2 may be: 'rd.2020', 'rd.2024', 'share'; keep those sources "
                               "in seeds/, or allow more (excerpt)"]),
        ("reading: 0", DATA.replace("    quote: over 75%", "    reading: So.\n    quote: over 75%"),
         ["5:22: 1 fact is read by us, and at most 0 may be: 'share'; quote words that say the "
          "value as a number, or allow more (reading)"]),
        ("names: 1, page: 90 KiB", DATA.replace("sources:", "  names: [G7, G20]\nsources:"),
         ["5:20: 2 entries are in site.names, and at most 1 may be: 'G7', 'G20'; take out those "
          "that no words need, or allow more (names)"]),
        ("plain: 1", PLAIN,
         ["5:20: 2 wordings are marked plain:, and at most 1 may be: 'A', 'town'; bind those that "
          "count something to facts, or allow more (plain)"]),
        ("plain: 2", PLAIN, []),
    ],
)  # fmt: skip
def test_there_is_no_more_weak_evidence_than_its_author_allows(
    budgets: str, changed: str, expected: list[str]
) -> None:
    allowed = changed.replace("  author: The desk\n", f"  budgets: {{{budgets}}}\n")
    assert told({"data.yaml": allowed}) == [f"data.yaml:{line}" for line in expected]


def test_premises_of_the_author_can_be_held_down() -> None:
    told = story(data("  author: The desk\n", "  author: The desk\n  budgets: {assumed: 0}\n"))
    fact = told.facts["share"]
    assumed = replace(fact, proof=Assumed("As we think.", fact.where))
    (problem,) = weak_evidence(replace(told, facts={**told.facts, "share": assumed}))
    assert problem.message == (
        "1 fact is assumed, and at most 0 may be: 'share'; find a source that says them, or allow "
        "more (assumed)"
    )


def test_of_many_too_many_the_last_are_named() -> None:
    names = ", ".join(f"G{i}" for i in range(7))
    changed = DATA.replace("  author: The desk\n", f"  names: [{names}]\n  budgets: {{names: 6}}\n")
    (problem,) = told({"data.yaml": changed})
    assert "7 entries are in site.names, and at most 6 may be: the last are 'G2', " in problem
