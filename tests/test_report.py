import sys
from pathlib import Path

import pytest
from minimal import story

from datastory.problem import Location, Problem, did_you_mean
from datastory.report import BOLD, DIM, PLAIN, RED, from_here, pointed, print_problems, result

AT = Location("a.md", 2, 7)
TEXTS = {"a.md": "One\nIt is 12 now\n"}


@pytest.mark.parametrize(
    ("where", "printed"),
    [
        (Location("a.md", 2, 7), "a.md:2:7"),
        (Location("a.md"), "a.md"),
        (Location("content/a b.md", 10, 1), "content/a b.md:10:1"),
    ],
)
def test_a_place_is_printed_as_editors_read_it(where: Location, printed: str) -> None:
    assert str(where) == printed
    assert str(Problem(where, "wrong")) == f"{printed}: wrong"


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("rd.2042", ["rd.2020", "rd.2024", "x"], "; did you mean 'rd.2024'?"),
        ("titel", ["title", "summary"], "; did you mean 'title'?"),
        ("nothing", ["title", "summary"], ""),
        ("a", [], ""),
    ],
)
def test_what_was_meant_is_guessed_when_near(word: str, known: list[str], meant: str) -> None:
    assert did_you_mean(word, known) == meant


def test_problems_are_printed_sorted_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [
        Problem(Location("b.md", 1, 1), "z"),
        Problem(Location("a.md", 10, 1), "y"),
        Problem(Location("a.md", 9, 12), "x"),
        Problem(Location("a.md", 9, 2), "x"),
        Problem(Location("a.md", 9, 2), "x", "other words"),
        Problem(Location("a.md"), "w"),
    ]
    ordered = print_problems(problems, {})
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "", ["a.md: w", "a.md:9:2: x", "a.md:9:12: x", "a.md:10:1: y", "b.md:1:1: z"],
    )  # fmt: skip
    assert [str(problem) for problem in ordered] == err.splitlines()


def test_nothing_is_printed_where_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert print_problems([], {}) == [] and capsys.readouterr() == ("", "")


@pytest.mark.parametrize("message", ["a\nb", "a\x1b[2Jb", "a\u2028b", "a\u202eb", "a\r\n\tb"])
def test_no_message_acts_on_the_terminal(message: str) -> None:
    printed = str(Problem(Location("x\ny.md", 1, 1), message))
    assert printed in ("x y.md:1:1: a b", "x y.md:1:1: a [2Jb")


def test_on_a_terminal_the_line_is_shown_with_carets_under_the_words() -> None:
    assert pointed(Problem(AT, "wrong", "12"), TEXTS) == [
        f"{BOLD}a.md:2:7{PLAIN}: wrong",
        f"{DIM}     2 |{PLAIN} It is 12 now",
        f"{DIM}       |{PLAIN}       {RED}^^{PLAIN}",
    ]


@pytest.mark.parametrize(
    ("line", "column", "words", "shown", "carets"),
    [
        ("It is 12", 7, "13", "It is 12", "      ^"),  # the words are elsewhere
        ("It is 12", 7, "", "It is 12", "      ^"),
        ("\tIt is 12", 8, "12", "·It is 12", "       ^^"),
        ("中文 12", 4, "12", "中文 12", "     ^^"),  # as wide as two
        ("a\x1b[2J 12", 7, "12", "a·[2J 12", "      ^^"),
        ("It", 9, "", "It", "  ^"),
        ("", 1, "", "", "^"),
    ],
)
def test_carets_stand_under_the_words(
    line: str, column: int, words: str, shown: str, carets: str
) -> None:
    _, text, under = pointed(Problem(Location("a.md", 1, column), "wrong", words), {"a.md": line})
    assert text == f"{DIM}     1 |{PLAIN} {shown}"
    blank = carets.rstrip("^")
    assert under == f"{DIM}       |{PLAIN} {blank}{RED}{carets.strip()}{PLAIN}"


def test_a_place_that_is_no_line_has_no_line() -> None:
    for where in (Location("a.md"), Location("b.md", 1, 1), Location("a.md", 99, 1)):
        assert pointed(Problem(where, "wrong"), TEXTS) == [f"{BOLD}{where}{PLAIN}: wrong"]


@pytest.mark.parametrize(("plain", "vivid"), [(False, True), (True, False)])
def test_colour_is_for_terminals_that_want_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, plain: bool, vivid: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1") if plain else monkeypatch.delenv("NO_COLOR", raising=False)
    print_problems([Problem(AT, "wrong", "12")], TEXTS)
    assert ("\x1b[" in capsys.readouterr().err) == vivid


def test_the_result_is_one_line() -> None:
    counts = "2 files, 1 chapter, 1 chart; 5 facts: 3 in kept documents, 2 computed"
    pages = {"index.html": b"", "data.json": b""}
    assert result(story({}), pages, Path("site")) == f"site: {counts}"
    assert result(story({}), pages, None) == f"good: {counts}"


@pytest.mark.parametrize(
    ("root", "printed"),
    [(".", "a.md:2:7"), ("my story", "my story/a.md:2:7"), ("..", "../a.md:2:7")],
)
def test_a_path_opens_from_the_folder_where_the_preview_was_started(
    root: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_problems([Problem(AT, "wrong")], TEXTS, from_here(Path(root)))
    assert capsys.readouterr().err == f"{printed}: wrong\n"
    assert pointed(Problem(AT, "wrong"), TEXTS, from_here(Path(root)))[0] == (
        f"{BOLD}{printed}{PLAIN}: wrong"
    )
