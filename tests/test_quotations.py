"""Quotations are found after folding, whole, and nothing else is found."""

import re
import textwrap
import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from datastory.evidence.quotations import Folded, Found, fold, fold_document, locate
from datastory.problem import Refused

PROSE = (Path(__file__).parent / "data" / "prose.txt").read_text(encoding="utf-8")
REPORT = """The "city—cluster" rose from 151.08 billion yuan in 2020
to 245.31 billion yuan in 2024, over 75% of its 43 billion yuan going to sci-tech
firms; more than 300 labs filed 12,345 appli-
cations, a change of −0.42, between 5 and 7 million people, at the town's ratio of 3.42."""


def find(quotation: str, document: Folded) -> int | None:
    """The line of the document on which the quotation begins, if it stands there."""
    stands = locate(quotation, document)
    return stands.line if isinstance(stands, Found) else None


def missing(quotation: str, document: Folded) -> str | None:
    stands = locate(quotation, document)
    return stands.message if isinstance(stands, Refused) else None


def found(quotation: str, document: str) -> bool:
    return find(quotation, fold_document(document)) is not None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  a\t b\n\n c ", "a b c"),
        ("a\u00a0b\u202fc", "a b c"),
        ("“a” ‘b’ «c»", '"a" \'b\' "c"'),
        ("a—b – c ‐ d", "a-b-c-d"),
        ("a change of −0.42 (-5)", "a change of −0.42 (−5)"),
        ("2020–2024", "2020-2024"),
        ("appli-\ncations", "appli-cations"),
        ("深圳\n市 2024 年", "深圳市2024年"),
        ("서울의 VC", "서울의 VC"),
        ("e\u0301te\u0301", "été"),
        ("a\u200bb\ufeff", "ab"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("quotation", "line"),
    [
        ("rose from 151.08 billion yuan in 2020 to 245.31 billion yuan", 1),
        ("to  245.31 billion\n  yuan in 2024", 2),
        ("The ‘city", None),
        ("The “city–cluster” rose", 1),
        ("applications", 3),
        ("12,345 applications, a change of -0.42", 3),
        ("12,345 appli-cations", 3),
        ("sci–tech\nfirms", 2),
        ("over 75% of its 43 billion yuan", 2),
        ("between 5 and 7 million people", 4),
        ("ratio of 3.42.", 4),
        # ends that cut a word, a number, or what belongs to it
        ("rose from 151.08", None),
        ("rose from 151.08 billion", None),
        ("51.08 billion yuan in 2020", None),
        ("to 245.31 billion yuan in 202", None),
        ("75% of its 43 billion yuan", None),
        ("over 75", None),
        ("over 75% of its 43 billion", None),
        ("filed 12,34", None),
        ("filed 12", None),
        ("345 applications", None),
        ("300 labs filed", None),
        ("than 300 labs filed", None),
        ("0.42, between", None),
        ("between 5", None),
        ("7 million people", 4),
        ("the town", None),
        ("town's", 4),
        ("ratio of 3", None),
        ("ratio of 3.4", None),
        ("cations, a change", None),
        ("ose from", None),
        ("The \"cit", None),
        # not there
        ("", None),
        (" - ", None),
        ("rose from 151.09 billion yuan", None),
        ("Rose from", None),
        ("applic-ations", None),
        ("sci tech firms", None),
        ("scitech firms", None),
        ("2020 to 245.31 billion yuan in 2024 over", None),
    ],
)  # fmt: skip
def test_a_quotation_stands_in_the_document_or_not(quotation: str, line: int | None) -> None:
    assert find(quotation, fold_document(REPORT)) == line
    assert (missing(quotation, fold_document(REPORT)) is None) == (line is not None)


@pytest.mark.parametrize(
    ("quotation", "reason"),
    [
        ("filed 12,34", "it begins or ends inside '12,345'; quote all of that"),
        ("75% of its", "it begins or ends inside 'over 75%'; quote all of that"),
        ("ose from", "it begins or ends inside 'rose'; quote all of that"),
        (
            "rose from 151.08 billion dollars",
            "after 'rose from 151.08 billion' the source says 'yuan in 2020', not 'dollars'",
        ),
        ("filed 12,345 appli-\ncation forms", "after 'filed 12,345' the source says "
         "'applications, a change', not 'appli- cation forms'"),
        ("the town's ratio of 3.42. And more", "after 'town's ratio of 3.42.' the source ends, not "
         "'And more'"),
        ("nothing of the kind", "not even its first words are there; copy it from there, word for "
         "word"),
    ],
)  # fmt: skip
def test_what_is_missing_says_how_far_it_agrees(quotation: str, reason: str) -> None:
    assert missing(quotation, fold_document(REPORT)) == reason


def test_a_hyphen_at_a_lines_end_is_the_writers_or_the_printers() -> None:
    text = "a sci-\ntech seed fund and appli-\ncations for a high-\u00ad\ntech prize"
    document = fold_document(text)
    assert find("a sci-tech seed fund and applications", document) == 1
    assert find("scitech seed", document) == 1  # it may have been the printer's
    assert find("appli-\ncations", fold_document("many applications")) == 1
    assert find("2020-2024", fold_document("from 2020-\n2024 on")) == 1
    assert find("20202024", fold_document("from 2020-\n2024 on")) is None


def test_the_first_whole_place_counts() -> None:
    document = fold_document("112 firms\n12 firms\n")
    assert find("12 firms", document) == 2


def test_chinese_needs_no_spaces() -> None:
    document = fold_document("2024年深圳R&D经费\n投入 2236.61亿元，连续")
    assert find("深圳R&D经费投入2236.61亿元", document) == 1
    assert find("2236.61亿元", document) == 2
    assert find("236.61亿元", document) is None
    assert find("2236.61", document) is None
    assert find("亿元", document) is None


WORDS = PROSE.split()


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, str, int]:
    """A stretch of the prose, a quotation from its middle, and where that begins in it."""
    start = draw(st.integers(0, len(WORDS) - 80))
    first, last = draw(st.integers(0, 40)), draw(st.integers(4, 30))
    words = WORDS[start : start + 80]
    return " ".join(words), " ".join(words[first : first + last]), first


@settings(deadline=None)
@given(passages(), st.integers(12, 90), st.integers(12, 90))
def test_a_rewrapped_document_is_still_found(
    passage: tuple[str, str, int], width: int, other: int
) -> None:
    text, quotation, _ = passage
    assume(found(quotation, text))  # its ends may cut a number: "over [75%]"
    wrapped = "\n".join(textwrap.wrap(text, width, break_long_words=False))
    assert found(quotation, wrapped)
    assert found("\n".join(textwrap.wrap(quotation, other, break_long_words=False)), wrapped)


@settings(deadline=None)
@given(passages(), st.data())
def test_a_document_hyphenated_anywhere_is_still_found(
    passage: tuple[str, str, int], data: st.DataObject
) -> None:
    text, quotation, _ = passage
    assume(found(quotation, text))
    inside = [m.start() for m in re.finditer(r"(?<=[a-z]{2})(?=[a-z]{2})", text)]
    places = data.draw(st.sets(st.sampled_from(inside), max_size=6))
    hyphenated = "".join(("-\n" if i in places else "") + c for i, c in enumerate(text))
    assert found(quotation, hyphenated)


@settings(deadline=None)
@given(passages(), st.data())
def test_a_changed_quotation_is_not_found(
    passage: tuple[str, str, int], data: st.DataObject
) -> None:
    text, quotation, _ = passage
    places = [i for i, character in enumerate(quotation) if character.isalnum()]
    at = data.draw(st.sampled_from(places))
    new = data.draw(st.sampled_from("abcdeXYZ0123456789"))
    changed = quotation[:at] + new + quotation[at + 1 :]
    assume(fold(changed) not in fold(text))
    assert not found(changed, text)


@settings(deadline=None)
@given(passages(), st.data())
def test_a_quotation_that_cuts_a_word_is_not_found(
    passage: tuple[str, str, int], data: st.DataObject
) -> None:
    text, quotation, _ = passage
    cut = data.draw(st.integers(1, len(quotation) - 1))
    assume(quotation[cut - 1].isalnum() and quotation[cut].isalnum())
    assume(text.count(quotation[cut:]) == 1)
    assert not found(quotation[cut:], text)


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_text_breaks_folding(document: str, quotation: str) -> None:
    fold(document)
    found(quotation, document)
    missing(quotation, fold_document(document))


@pytest.mark.parametrize(
    ("quotation", "document"),
    [
        ("a" * 1000, "a" * 50_000),
        ("a-" * 500 + "b", "a-\n" * 20_000),
        ("1" * 1000, "1" * 50_000),
        ("a " * 500 + "b", "a " * 30_000),
        ("-" * 1000, "-" * 50_000),
    ],
)
def test_a_long_document_is_searched_at_once(quotation: str, document: str) -> None:
    start = time.process_time()
    found(quotation, document)
    assert time.process_time() - start < 3


CLUB = """The club has:
- 14 members
– 15 boats, but three leak
- $16 a day
- −17 °C outside
- .5 per cent

It does not have:
- 20 horses

A cold day brought
-18 °C and a range from 21
– 22 degrees."""


@pytest.mark.parametrize(
    ("quotation", "line"),
    [
        ("14 members", 2),
        ("- 14 members", 2),
        ("The club has: - 14 members", 1),
        ("14 members - 15 boats, but three leak", 2),
        ("15 boats, but three leak", 3),
        ("$16 a day", 4),
        ("−17 °C outside", 5),
        ("- -17 °C outside", 5),
        (".5 per cent", 6),
        ("-18 °C and a range", 12),
        ("from 21 – 22 degrees", 12),
    ],
)
def test_the_dash_of_a_list_is_no_minus(quotation: str, line: int) -> None:
    assert find(quotation, fold_document(CLUB)) == line


@pytest.mark.parametrize(
    ("quotation", "message"),
    [
        ("15 boats", "it stops before 'but', which limits it; quote the whole sentence"),
        ("20 horses", "it begins behind 'not have:', which turns it; quote the whole sentence"),
        ("17 °C outside", "it begins or ends inside '−17 °C'; quote all of that"),
        ("18 °C and a range", "it begins or ends inside '−18 °C'; quote all of that"),
        ("14 member", "it begins or ends inside 'members15'; quote all of that"),
    ],
)
def test_a_list_is_quoted_honestly(quotation: str, message: str) -> None:
    assert missing(quotation, fold_document(CLUB)) == message
