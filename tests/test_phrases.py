"""The words for readers: complete in each language, and asked for by key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import small
from markupsafe import Markup
from msgspec.structs import replace

from datastory.evidence.proof import Place
from datastory.parsing.phrases_file import read_phrases
from datastory.phrases import ASKED, FOLDER, Phrases
from datastory.site import wording

ROOT = Path(__file__).resolve().parent.parent
TREE = {
    str(path.relative_to(ROOT)): path.read_bytes()
    for path in (ROOT / "templates").rglob("*")
    if path.suffix in (".html", ".yaml")
}
LANGUAGES = sorted(path.stem for path in (ROOT / FOLDER).glob("*.yaml"))
SAID = Phrases(
    "en",
    {
        "ways": "Read <story>{title}</story>, or <facts>all figures</facts>.",
        "count.chart.one": "{n} chart",
        "count.chart.other": "{n} charts",
        "count.day.other": "{n}天",
        "join.comma": ", ",
        "sentence": "{words}.",
        "date.months": "Jan, Feb, Mar",
        "date.month": "{month} {year}",
        "date.day": "{day} {month} {year}",
    },
)
ENGLISH, FRENCH = f"{FOLDER}en.yaml", f"{FOLDER}fr.yaml"


def told(language: str, changed: dict[str, str]) -> list[str]:
    """The problems of the words of a language, with some files changed or added."""
    files = TREE | {path: text.encode() for path, text in changed.items()}
    return [str(one) for one in read_phrases(files, language)[1]]


def english(*changes: tuple[str, str]) -> str:
    """The English words with some parts, each of which stands there once, replaced."""
    text = TREE[ENGLISH].decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def line(words: str) -> int:
    """The line of the English file that begins with these words."""
    return TREE[ENGLISH].decode().partition(words)[0].count("\n") + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words(language: str) -> None:
    assert told(language, {}) == []


def engine() -> str:
    """All code of the engine but the list of keys itself."""
    code = "".join(path.read_text() for path in (ROOT / "datastory").rglob("*.py"))
    before, _, after = code.partition("ASKED = (")
    return before + after.partition("# fmt: skip")[2]


def test_each_key_that_the_engine_lists_is_asked_for_in_it() -> None:
    code = engine()
    found = {
        key
        for key in ASKED
        if f'"{key}"' in code
        or f"'{key}'" in code
        or f'f"{key.partition(".")[0]}.{{' in code  # one of a kind, named by a value
    }
    assert sorted(set(ASKED) - found) == []


def test_the_engine_lists_each_key_that_it_asks_for() -> None:
    """Else a story whose own words lack one is not told of it, and its build breaks."""
    code = engine()
    files = {"chart.png", "chart.svg"}  # names of files too
    english = read_phrases(TREE, "en")[0].said
    asked = {key for key in english if f'"{key}"' in code and not key.endswith(".one")} - files
    counted = re.findall(r'(?:said|phrases)\.count\((?:[^()"]|\([^()]*\))*"(\w+)"', code)
    asked |= {f"count.{thing}.other" for thing in counted}
    assert len(counted) > 4 and sorted(asked - set(ASKED)) == []


def test_words_that_only_the_engine_asks_for_are_missed() -> None:
    text = english(("  unused: Not in the story itself\n", ""))
    assert told("en", {ENGLISH: text}) == [
        f"{ENGLISH}: 'facts.unused' is missing; copy it from the {ENGLISH} that came with the "
        "generator"
    ]


@pytest.mark.parametrize(
    ("language", "changed", "problems"),
    [
        ("fr", {FRENCH: english()}, []),
        (
            "en",
            {ENGLISH: english(('  here: "{chapter}', '  hear: "{chapter}'))},
            [
                f"templates/chapter.html:3:1: {ENGLISH} has no words 'story.here'; did you mean "
                "'story.hear'?",
            ],
        ),
        (
            "en",
            {ENGLISH: english(("  genre: Data story\n", ""))},
            [
                f"{ENGLISH}: 'cite.genre' is missing; copy it from the {ENGLISH} that came with "
                "the generator"
            ],
        ),
        (
            "fr",
            {},
            [
                f"{FRENCH}: this file is missing; it holds the words for readers in 'fr': copy "
                f"{ENGLISH}, and translate what stands behind the colons"
            ],
        ),
        (
            "fr",
            {
                FRENCH: english(
                    ("  close: Close\n", ""), ('charts: {license}."', 'charts: {deed}."')
                )
            },
            [
                f"{FRENCH}: 'copy.close' is missing; translate “Close”",
                f"{FRENCH}:{line('  license: ')}:13: 'footer.license' is given no value 'deed'",
            ],
        ),
        (
            "fr",
            {FRENCH: english(("  close: ", "  colse: Close\n  close: "))},
            [
                f"{FRENCH}:{line('  close: ')}:10: no page says 'copy.colse'; did you mean "
                "'copy.close'?"
            ],
        ),
        ("fr", {FRENCH: "- a\n"}, [f"{FRENCH}: this file must hold keys, as in 'name: English'"]),
        (
            "en",
            {ENGLISH: english(("  close: Close\n", "  close: Close 999 notes\n"))},
            [
                f"{ENGLISH}:{line('  close: ')}:10: these words state '999', which no fact proves; "
                "take it out"
            ],
        ),
        (
            "en",
            {"templates/own.html": '{{ say("own.words") }}'},
            [f"templates/own.html:1:1: {ENGLISH} has no words 'own.words'"],
        ),
        (
            "en",
            {
                "templates/own.html": '{{ say("own.words" if kind == "a" else "own.others") }}',
                ENGLISH: f"{english()}own: {{words: A, others: B}}\n",
            },
            [],
        ),
    ],
)
def test_what_is_missing_or_nobody_says_is_told(
    language: str, changed: dict[str, str], problems: list[str]
) -> None:
    assert told(language, changed) == problems


def test_a_phrase_is_filled_as_text_and_as_html() -> None:
    values = {"story": "a/?b&c", "title": "R&D", "facts": "f/"}
    assert SAID.say("ways", **values) == "Read R&D, or all figures."
    assert SAID.html("ways", **values) == Markup(
        'Read <a href="a/?b&amp;c">R&amp;D</a>, or <a href="f/">all figures</a>.'
    )
    assert SAID.html("ways", **{**values, "title": Markup("<b>R</b>")}) == Markup(
        'Read <a href="a/?b&amp;c"><b>R</b></a>, or <a href="f/">all figures</a>.'
    )
    with pytest.raises(KeyError):
        SAID.say("no.such")


@pytest.mark.parametrize(
    ("number", "thing", "words"),
    [
        (1, "chart", "1 chart"),
        (2, "chart", "2 charts"),
        (0, "chart", "0 charts"),
        (1, "day", "1天"),
    ],
)
def test_a_count_has_the_plural_of_its_language(number: int, thing: str, words: str) -> None:
    assert SAID.count(number, thing) == words


def test_words_are_joined_and_ended_once() -> None:
    assert SAID.join(["a", "b"]) == "a, b"
    assert [SAID.sentence(words) for words in ("a", "a.")] == ["a.", "a."]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("line 14", "line 14"),
        ("under ‘Method, in short’", "under ‘Method, in short’"),
        ("sheet T20-1, Year 2024, GDP", "sheet T20-1, Year 2024, GDP"),
        ("row 3", "row 3"),
    ],
)
def test_places_in_documents_are_said_in_the_language_of_the_page(place: str, words: str) -> None:
    story = small.built().story
    fact = next(fact for fact in story.facts.values() if fact.place)
    proof = replace(fact.proof, place=Place(place))
    assert wording.place_words(replace(fact, proof=proof), story.site.phrases) == words
