"""A comment in data.yaml changes nothing that is built, so nothing is built."""

from pathlib import Path

import minimal
import pytest
import released

from datastory.disk import last_build
from datastory.disk.comments import only_comments_changed

BEFORE = "a: 1 # of old\nb: |\n  first\n  # no comment\n  last\nc: [x,\n  y]\nd: 'long\n  text'\n"


@pytest.mark.parametrize(
    "after",
    [
        BEFORE,
        "# a comment\n" + BEFORE,
        BEFORE + "\n\n  # 一个评论 \n#\n",
        BEFORE.replace("c: [x,\n", "c: [x,\n# within\n\n"),
    ],
)
def test_comments_and_blank_lines_change_nothing(after: str) -> None:
    assert only_comments_changed(BEFORE.encode(), after.encode())


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.replace("1", "2", 1),
        BEFORE.replace("  # no comment\n", ""),
        BEFORE.replace("  last", "  # in a text\n  last"),
        BEFORE.replace("  last", "\n  last"),
        BEFORE.replace("  text'", "  # in a text\n  text'"),
        BEFORE.replace("# of old", "# of new"),
        BEFORE + "# in\u200bvisible\n",
        BEFORE + "e: 2\n",
        BEFORE.replace("d: ", "#d: "),
        BEFORE + "#\x00\n",
        BEFORE.replace("c: [x,", "c:\n# tab\n\t[x,"),
    ],
)
def test_whatever_else_changes_is_built(after: str) -> None:
    assert not only_comments_changed(BEFORE.encode(), after.encode())


def test_what_is_no_text_is_built() -> None:
    assert not only_comments_changed(BEFORE.encode(), BEFORE.encode() + b"# \xff\n")
    assert not only_comments_changed(b"\xff", BEFORE.encode())


def test_a_comment_changes_no_byte_of_the_site() -> None:
    lines = minimal.STORY["data.yaml"].splitlines(keepends=True)
    commented = "".join(f"# of line {n}\n{line}" for n, line in enumerate(lines))
    changed = {"data.yaml": commented}
    assert released.pages(minimal.story(changed)) == released.pages(minimal.story({}))


def test_the_record_is_of_the_newest_comments(tmp_path: Path) -> None:
    out, first = tmp_path / "site", last_build.Inputs("rest", BEFORE.encode())
    out.mkdir()
    last_build.record(tmp_path, first, out, "site: 5 files")
    for added in ("# one\n", "# two\n# three\n", ""):
        now = first._replace(data=added.encode() + first.data)
        assert last_build.same_result(tmp_path, now, out) == "site: 5 files"
        kept = (tmp_path / last_build.RECORD).read_bytes()
        assert kept.endswith(now.data)
    assert last_build.same_result(tmp_path, first._replace(rest="other"), out) is None
    assert last_build.same_result(tmp_path, first._replace(data=b"a: 2\n"), out) is None
