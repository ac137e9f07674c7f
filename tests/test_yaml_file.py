import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from datastory.parsing.characters import INVISIBLE
from datastory.parsing.nodes import Mapping, Node, Scalar, Sequence
from datastory.parsing.yaml_file import read_yaml

OPEN = "a bracket is opened here and not closed; close it, or put the value in quotes"


def problems(text: str) -> list[str]:
    return [str(problem) for problem in read_yaml(text, "a.yaml")[1]]


def plain(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.items.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if node else None


def value(text: str) -> Scalar:
    node, found = read_yaml(text, "a.yaml")
    assert isinstance(node, Mapping) and not found, found
    scalar = next(iter(node.items.values()))
    assert isinstance(scalar, Scalar)
    return scalar


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a: 1", {"a": "1"}),
        ("a: 1.10\nb: 2025-12-18\nc: 12,345", {"a": "1.10", "b": "2025-12-18", "c": "12,345"}),
        ('a: "no"\nb: \'012\'\nc: "1:30"', {"a": "no", "b": "012", "c": "1:30"}),
        ("on: 2026-05-01\nno: b\n2020: c\n1:30: d",
         {"on": "2026-05-01", "no": "b", "2020": "c", "1:30": "d"}),
        ("a: [b, c]\nd: {e: f}", {"a": ["b", "c"], "d": {"e": "f"}}),
        ("a:\n  - b\n  - c: d", {"a": ["b", {"c": "d"}]}),
        ("a: >-\n  folded\n  lines", {"a": "folded lines"}),
        ("a: |\n  kept\n  lines\n", {"a": "kept\nlines\n"}),
        ("a: b # a comment", {"a": "b"}),
        ("a:", {"a": ""}),
        ("a:\tb", {"a": "b"}),
        ("", None),
        ("# nothing", None),
    ],
)  # fmt: skip
def test_values_stay_the_text_that_was_written(text: str, read: object) -> None:
    node, found = read_yaml(text, "a.yaml")
    assert (plain(node), found) == (read, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # What another reader of YAML would turn into something else
        ("a: no", ['1:4: YAML reads no as a yes or no; write it in quotes: "no"']),
        ("a: On", ['1:4: YAML reads On as a yes or no; write it in quotes: "On"']),
        ("a: [y]", ['1:5: YAML reads y as a yes or no; write it in quotes: "y"']),
        ("a: ~", ['1:4: YAML reads ~ as nothing at all; write it in quotes: "~"']),
        ("a: 012", ['1:4: YAML reads 012 as a number in another base; write it in quotes: "012"']),
        ("a: 0x1F", ['1:4: YAML reads 0x1F as a number in another base; write it in quotes: '
                     '"0x1F"']),
        ("a: 1:30", ['1:4: YAML reads 1:30 as a time in base sixty; write it in quotes: "1:30"']),
        ("a: .inf", ['1:4: YAML reads .inf as a number without a value; write it in quotes: '
                     '".inf"']),
        # Keys
        ("a: 1\nb: 2\na: 3", ["3:1: the key 'a' stands here twice (first in line 1)"]),
        ("[a]: 1", ["1:1: a key must be plain words; put quotes around the whole value"]),
        ("? {a: b}\n: 1", ["1:3: a key must be plain words; put quotes around the whole value"]),
        ("a: [b,\n", [f"1:4: {OPEN}"]),
        ("a:\n  b: >x", ["2:7: a value that begins with > or | must stand in quotes"]),
        # What nobody needs
        ("a: &b c", ["1:4: anchors with & are not read here; put the value in quotes"]),
        ("a: *b", ["1:4: references with * are not read here; write the value again, or put it in "
                   "quotes"]),
        ("a: !b c", ["1:4: tags with ! are not read here; put the value in quotes"]),
        ("a: 1\n---\nb: 2", ["2:1: a second document begins here; keep to one"]),
        # Slips
        ("a: [12.5%](fact:x) up", ["1:4: a value that begins with a bracket must stand in quotes"]),
        ("a: {x", [f"1:4: {OPEN}"]),
        ("a: [x", [f"1:4: {OPEN}"]),
        ("a: b: c", ["1:5: a second colon stands in this line; put the value in quotes"]),
        ("a: “b: c”", ["1:6: curly quotation marks do not quote in YAML; put straight ones around "
                       "the value"]),
        ('a: "b', ["1:4: a quotation mark is opened here and not closed"]),
        ("a: b\nc: 'd\ne: f\n", ["2:4: a quotation mark is opened here and not closed"]),
        ("a: 'it's'", ["1:8: more follows the closing quotation mark; quote the whole value, in "
                       "the other marks"]),
        ('a: "b" c', ["1:8: more follows the closing quotation mark; quote the whole value, in "
                      "the other marks"]),
        ("\ta: b", ["1:1: a tab stands here; indent with spaces"]),
        ("a:\n\tb: c", ["2:1: a tab stands here; indent with spaces"]),
        ("a: b\n  c: d", ["2:4: this line is indented too far, or the one above lacks its quotes"]),
        (" a: b\nc: d", ["2:1: this line does not fit those above; keys that belong together "
                         "begin in one column"]),
        ("a:\n    b: c\n  d: e", ["3:3: this line does not fit those above; keys that belong "
                                  "together begin in one column"]),
        ("a: b\nc\nd: e", ["3:1: a key without a colon; is a colon or an indentation missing here "
                           "or above?"]),
        ("a: @b", ["1:4: a value cannot begin with this character; put the value in quotes"]),
        ("a: `b`", ["1:4: a value cannot begin with this character; put the value in quotes"]),
        ("a: %b", ["1:4: a value cannot begin with this character; put the value in quotes"]),
        ("a: *", ["1:5: a value cannot begin with this character; put the value in quotes"]),
        ("a: - b", ["1:4: a value cannot begin with this character; put the value in quotes"]),
        ("a: > b", ["1:6: a value that begins with > or | must stand in quotes"]),
        ("a: We are #1 here", ["1:10: '#' begins a comment, so the rest of this line is not read; "
                               "put the whole value in quotes"]),
        ('a: "\\q"', ["1:5: in double quotes \\ begins an escape; write \\\\, or use single "
                      "quotes"]),
        # Characters that nobody sees
        ("a\xa0: b", ["1:1: a no-break space stands here, which is no space to YAML; type a plain "
                      "one"]),
        ("a: 'b'\xa0c", ["1:7: a no-break space stands here, which is no space to YAML; type a "
                         "plain one"]),
        ("a: b\n\xa0c: d", ["2:1: a no-break space stands here, which is no space to YAML; type a "
                            "plain one"]),
        ("a:\n  b: c\n\xa0\xa0d: e", ["3:1: a no-break space stands here, which is no space to "
                                     "YAML; type a plain one"]),
        ("a: b\x07c\u200bd", [
            "1:5: an invisible character stands here (U+0007); delete it and type the words again",
            "1:7: an invisible character stands here (U+200B); delete it and type the words again",
        ]),
        ("a: b\u2028c\nd: \u202e12", [
            "1:5: an invisible character stands here (U+2028); delete it and type the words again",
            "2:4: an invisible character stands here (U+202E); delete it and type the words again",
        ]),
        ("a: Sp\ufffdt", ["1:6: a character was lost here (U+FFFD); type it again and save the "
                          "file in UTF-8"]),
        ('a: "\\u202e12"', ["1:4: an invisible character stands here (U+202E); delete it and type "
                            "the words again"]),
        # More than anybody writes
        ("a: " + "[" * 100_000, ["1:23: lists and keys are nested more than 20 deep here; nothing "
                                 "needs that"]),
        ("a: " + "{b: " * 10_000, ["1:80: lists and keys are nested more than 20 deep here; "
                                   "nothing needs that"]),
        ("- " * 10_000, ["1:41: lists and keys are nested more than 20 deep here; nothing needs "
                         "that"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(text: str, told: list[str]) -> None:
    assert problems(text) == [f"a.yaml:{line}" for line in told]


def test_lines_are_counted_from_where_the_text_stands_in_its_file() -> None:
    assert str(read_yaml("a: 1\na: 2", "b.md", 3)[1][0]).startswith("b.md:4:1: ")


@pytest.mark.parametrize(
    "text",
    [
        "a: some words and 12 more",
        "a: 'some words and 12 more'",
        'a: "some words and 12 more"',
        "a:\n  some words\n  and 12 more",
        "a: some\n  words\n\n  and 12 more",
        "a: 'some words''\n  and 12 more'",
        'a: "some \\"words\\"\n  and 12 more"',
        'a: "some \\u4e2d\\x41 words \\\n  and 12 more"',
        'a: "some\\n words\\t and 12 more"',
        "a: |\n  some words\n\n    and 12 more\n",
        "a: >-\n    some words\n    and 12 more",
        "a: >2 # a comment\n   some words\n  and 12 more\n",
        "a: some 中 words and 12 more",
    ],
)
def test_every_word_of_a_value_has_its_place(text: str) -> None:
    scalar = value(text)
    lines = text.split("\n")
    for word in ("some", "and", "12", "more"):
        where = scalar.at(scalar.text.index(word))
        assert lines[where.line - 1][where.column - 1 :].startswith(word)
    assert scalar.where == scalar.at(0)


STYLES = st.sampled_from([None, "'", '"', "|", ">"])
VISIBLE = st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])
WORDS = st.text(VISIBLE, max_size=60).filter(lambda words: not INVISIBLE.search(words))


@given(WORDS | st.lists(WORDS, max_size=8).map(" \n ".join), STYLES, st.integers(10, 80))
def test_a_place_is_where_the_character_is(words: str, style: str | None, width: int) -> None:
    text = yaml.dump({"a": words}, default_style=style, width=width, allow_unicode=True)
    node, _ = read_yaml(text, "a.yaml")
    assert isinstance(node, Mapping)
    scalar = next(iter(node.items.values()))
    assert isinstance(scalar, Scalar) and scalar.text == words
    lines = text.split("\n")
    for offset, character in enumerate(words):
        where = scalar.at(offset)
        found = lines[where.line - 1][where.column - 1 :]
        if not character.isspace() and not found.startswith(("\\", "''")):
            assert found.startswith(character), (text, offset)
