"""What an editor gets wrong in the story that `new` writes, and the whole of what is said then."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import ROOT

from datastory.commands import common
from datastory.disk import files
from datastory.new import STARTER

DATA, VISITS, VISITORS = "data.yaml", "content/01-visits.md", "content/02-visitors.md"
WORDS, CODE = "content/charts/visits.md", "content/charts/visits.py"
STORY = files.read_tree(STARTER, ROOT)[0]
AUTHORS = {path: data for path, data in STORY.items() if not path.startswith("templates/")}
NO_BREAK = "\u00a0"
UNREAD = (
    "this link is not read: write [words](fact:id), closed, with no space between the brackets, "
    "and none in another"
)
UNBOUND = "'52,300' is bound to no fact, and visits.2025 says it: write [52,300](fact:visits.2025)"
COLON = "a second colon stands in this line; put the value in quotes"
BRACKET = "a value that begins with a bracket must stand in quotes"
CURLY = "curly quotation marks do not quote in YAML; put straight ones around the value"
TAB = "a tab stands here; indent with spaces"
SPACE = "a no-break space stands here, which is no space to YAML; type a plain one"
PICTURE = "the name of a picture has no spaces here; rename the file, and write the new name"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what is drawn, which is the same in most cases."""
    return tmp_path_factory.mktemp("story")


def told(root: Path, changed: dict[str, bytes]) -> list[str]:
    made = common.make(root, tree=STORY | changed)
    return [str(problem) for problem in sorted(set(made.problems))]


def slip(path: str, old: str, new: str) -> dict[str, bytes]:
    """The last `old` of a file, which must be there, as an editor mistypes it."""
    text = STORY[path].decode()
    assert old in text, (path, old)
    before, _, after = text.rpartition(old)
    return {path: f"{before}{new}{after}".encode()}


MISTAKES = [
    # A typo in an id or a key
    (VISITS, "fact:visits.2025", "fact:visit.2025",
     [f"{VISITS}:14:22: there is no fact 'visit.2025'; did you mean 'visits.2025'?"]),
    (VISITS, "fact:visits.2025", "fact:visits",
     [f"{VISITS}:14:22: 'visits' is a series; state one of its points: visits.2023, visits.2024, "
      "visits.2025 …"]),
    # Addresses of files, as other tools have them, at their place
    (VISITS, "in 2025. Visits", "in [2025](02-visitors.md). Visits",
     [f"{VISITS}:14:59: '/02-visitors.md' is nowhere in this story; did you mean '/#visitors'?"]),
    (VISITS, "in 2025. Visits", "in [2025](../content/02-visitors.md). Visits",
     [f"{VISITS}:14:59: '/content/02-visitors.md' is nowhere in this story"]),
    (VISITS, "in 2025. Visits", "in [2025](Who%20comes.md). Visits",
     [f"{VISITS}:14:59: '/Who comes.md' is nowhere in this story"]),
    (VISITS, "chart:visits", "chart:visit",
     [f"{VISITS}:17:5: there is no chart 'visit'; did you mean 'visits'?",
      f"{WORDS}: this chart is shown nowhere; place it with ![](chart:visits)"]),
    (VISITS, "(fact:growth)", "(growth)",
     [f"{VISITS}:15:77: '27%' is bound to no fact, and growth says it: write [27%](fact:growth)",
      f"{VISITS}:15:77: a figure is linked as in [words](fact:growth)"]),
    (VISITS, "(fact:growth)", "(fact growth)",
     [f"{VISITS}:15:77: '27%' is bound to no fact, and growth says it: write [27%](fact:growth)",
      f"{VISITS}:15:77: a colon is missing here: fact:growth"]),
    (VISITS, "(fact:growth)", "(Fact: growth)",
     [f"{VISITS}:15:82: write it fact:growth, in small letters and without spaces"]),
    (DATA, "{visits.2025} / ", "{visit.2025} / ",
     [f"{DATA}:75:16: there is no fact 'visit.2025'; did you mean 'visits.2025'?"]),
    (DATA, "    source: report\n    quote: over", "    source: reprot\n    quote: over",
     [f"{DATA}:47:13: there is no source 'reprot'; did you mean 'report'?"]),
    # Smart quotes
    (DATA, "title: The library that filled up", "title: “The library”: it filled up",
     [f"{DATA}:7:23: {CURLY}"]),
    (VISITS, "title: More visitors", "title: “More visitors”: more",
     [f"{VISITS}:10:23: {CURLY}"]),
    (DATA, '"{visits.2025} / {visits.2023} - 1"', "“{visits.2025} / {visits.2023} - 1”",
     [f"{DATA}:75:14: a formula has no quotation marks; delete these"]),
    (CODE, '"visits"', "“visits”",
     [f"{CODE}:12:23: curly quotation marks do not quote in Python; type straight ones"]),
    (DATA, "title: The library that filled up", "title: ‘The library’ that filled up", []),
    # A tab in YAML
    (DATA, "    what: Share", "\twhat: Share", [f"{DATA}:44:1: {TAB}"]),
    (VISITS, "summary: What", "\tsummary: What", [f"{VISITS}:11:1: {TAB}"]),
    (DATA, "    what: Share", "    what:\tShare", []),
    # A colon or a bracket in a title
    (VISITS, "title: More visitors", "title: Visits: more", [f"{VISITS}:10:14: {COLON}"]),
    (WORDS, "title: Visits grew", "title: Visits: they grew", [f"{WORDS}:4:14: {COLON}"]),
    (DATA, "title: The library that", "title: The library: it", [f"{DATA}:7:21: {COLON}"]),
    (VISITS, "title: More visitors", "title: [27%](fact:growth) more visitors",
     [f"{VISITS}:10:8: {BRACKET}"]),
    (VISITS, "title: More visitors", "title: [Draft more visitors",
     [f"{VISITS}:10:8: a bracket is opened here and not closed; close it, or put the value in "
      "quotes"]),
    (VISITS, "title: More visitors", 'title: "More visitors" come',
     [f"{VISITS}:10:24: more follows the closing quotation mark; quote the whole value, in the "
      "other marks"]),
    (VISITS, "title: More visitors every year", "title: More visitors #news",
     [f"{VISITS}:10:21: '#' begins a comment, so the rest of this line is not read; put the whole "
      "value in quotes"]),
    # A bracket, a quotation mark or a line that is missing
    (VISITS, "(fact:visits.2025)", "(fact:visits.2025",
     [f"{VISITS}:14:22: {UNBOUND}", f"{VISITS}:14:35: {UNREAD}"]),
    (VISITS, "[52,300 visits]", "[52,300 visits",
     [f"{VISITS}:14:22: {UNBOUND}", f"{VISITS}:14:36: {UNREAD}"]),
    (VISITS, "[52,300 visits]", "52,300 visits]",
     [f"{VISITS}:14:21: {UNBOUND}", f"{VISITS}:14:34: {UNREAD}"]),
    (VISITS, "(fact:visits.2025)", "fact:visits.2025)",
     [f"{VISITS}:14:22: {UNBOUND}", f"{VISITS}:14:36: {UNREAD}"]),
    (DATA, "words: [rose, were up]", "words: [rose, were up",
     [f"{DATA}:82:12: a bracket is opened here and not closed; close it, or put the value in "
      "quotes"]),
    (DATA, '{visits.2024}"', "{visits.2024}",
     [f"{DATA}:81:14: a quotation mark is opened here and not closed"]),
    (DATA, "{visits.2025} / ", "{visits.2025 / ",
     [f"{DATA}:75:16: write facts in braces: {{visits.2025}}"]),
    (VISITS, "doors.\n---\n", "doors.\n\n",
     [f"{VISITS}:1:1: the front matter is not closed; add a line '---' after its last key"]),
    (VISITORS, "---\n#", "\n#",
     [f"{VISITORS}:1:1: the file must begin with a line '---', then 'title: …', then '---' again"]),
    # A pasted no-break space, or one that cannot be seen at all
    (DATA, "    what: Share", f"    what:{NO_BREAK}Share", [f"{DATA}:44:10: {SPACE}"]),
    (VISITS, "title: More", f"title:{NO_BREAK}More", [f"{VISITS}:10:7: {SPACE}"]),
    (VISITS, "52,300 visits](", f"52,300{NO_BREAK}visits](", []),
    (VISITS, "[52,300 visits]", f"[52{NO_BREAK}300 visits]", []),
    (VISITS, "(fact:growth)", f"(fact:{NO_BREAK}growth)",
     [f"{VISITS}:15:82: write it fact:growth, in small letters and without spaces"]),
    (VISITS, "Visits [rose]", "Vis\u200bits [rose]",
     [f"{VISITS}:14:67: an invisible character stands here (U+200B); delete it and type the words "
      "again"]),
    (DATA, "over 60% of our", f"over{NO_BREAK}60% of our", []),
    # A number formatted another way
    (VISITS, "[52,300 visits]", "[52.300 visits]",
     [f"{VISITS}:14:22: '52.300' does not say 52,300 visits; a point begins decimals, and "
      "thousands take a comma: 52,300 visits"]),
    (VISITS, "[52,300 visits]", "[52,3 thousand visits]",
     [f"{VISITS}:14:22: '52,3 thousand visits' holds more than one number, and each is linked to "
      "its own fact; the fact says 52,300 visits"]),
    (VISITS, "[27%]", "[0.27]",
     [f"{VISITS}:15:77: '0.27' is no percentage; put the % inside the link: the fact says 27%"]),
    (VISITORS, "[More than 60%]", "[60%]",
     [f"{VISITORS}:9:2: '60%' loses 'over': the fact says over 60%"]),
    *((VISITS, "[52,300 visits]", form, []) for form in (
        "[52300 visits]", "[52 300 visits]", "[52'300 visits]", "[52.3k visits]",
        "[52.3 thousand visits]", "[52,000 visits]", "[fifty-two thousand visits]")),
    *((VISITS, "[27%]", form, []) for form in ("[27 %]", "[27 percent]", "[27 per cent]")),
    # A picture whose name has spaces, or that is not there
    *((VISITORS, "a week.", f"a week.\n\n![The house]({name})", [f"{VISITORS}:12:3: {PICTURE}"])
      for name in ("the house.png", "the%20house.png", "<the house.png>")),
    (VISITORS, "a week.", "a week.\n\n![The house](content/house.png)",
     [f"{VISITORS}:12:3: a picture is named from content/ on; write house.png"]),
    (VISITORS, "a week.", "a week.\n\n![](house.png)",
     [f"{VISITORS}:12:5: say in the brackets what the picture shows, for those who cannot see it"]),
    (VISITORS, "a week.", "a week.\n\n![The house](house.png)",
     [f"{VISITORS}:12:3: '/content/house.png' is nowhere in this story"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "expected"), MISTAKES)
def test_a_mistake_is_told_with_what_to_do(
    root: Path, path: str, old: str, new: str, expected: list[str]
) -> None:
    assert told(root, slip(path, old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\n", b"\r\n"), (b"\n", b"\r")],
    ids=["Windows line ends", "old Macintosh line ends"],
)
def test_line_ends_are_all_the_same(root: Path, old: bytes, new: bytes) -> None:
    changed = {path: data.replace(old, new) for path, data in AUTHORS.items()}
    assert told(root, changed) == []
    pages, before = (common.make(root, tree=STORY | one).pages for one in (changed, {}))
    assert pages["index.html"] == before["index.html"]


def test_a_problem_has_its_place_behind_windows_line_ends_and_a_byte_order_mark(root: Path) -> None:
    (wrong,) = slip(VISITS, "fact:growth", "fact:growht").values()
    marked = b"\xef\xbb\xbf" + wrong.replace(b"\n", b"\r\n")
    said = f"{VISITS}:15:77: there is no fact 'growht'; did you mean 'growth'?"
    assert told(root, {VISITS: marked}) == [said]


def test_a_byte_order_mark_is_no_word(root: Path) -> None:
    marked = {path: b"\xef\xbb\xbf" + data for path, data in AUTHORS.items()}
    assert told(root, marked) == []


@pytest.mark.parametrize(
    ("saved", "place"),
    [
        (STORY[VISITORS].decode().encode("utf-16"), "1:1"),
        (STORY[VISITORS].replace(b"A young house", b"A \x93young\x94 house"), "5:12"),
    ],
    ids=["UTF-16", "Windows-1252"],
)
def test_another_encoding_is_told(root: Path, saved: bytes, place: str) -> None:
    said = "this file is not in UTF-8; save it again with the encoding UTF-8"
    assert told(root, {VISITORS: saved}) == [f"{VISITORS}:{place}: {said}"]


@pytest.mark.parametrize("path", [DATA, VISITS, WORDS, CODE])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_file_that_is_not_read_is_told_and_not_missed(
    root: Path, path: str, encoding: str
) -> None:
    said = "this file is not in UTF-8; save it again with the encoding UTF-8"
    saved = STORY[path].decode().encode(encoding)
    assert told(root, {path: saved}) == [f"{path}:1:1: {said}"]


def test_points_of_a_table_that_is_not_read_are_not_missed(root: Path) -> None:
    assert told(root, {"seeds/loans.csv": b"\0"}) == [
        f"{DATA}:28:11: seeds/loans.csv is no text; save it as a text, or name its encoding: utf-16"
    ]
