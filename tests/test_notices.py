"""Corrections name the point; what changed together is one; words have notices."""

import re

import minimal
import pytest
import released

from datastory.model import Story
from datastory.site import references

WAS = "values: {2020: 9 million yuan, 2024: 11 million yuan}"
TOGETHER = f"    history: [{{{WAS}, until: 2026-02-28, kind: revision, note: Restated.}}]\n"
NOTICE = "{date: 2026-02-14, text: We named the wrong town., anchor: research}"


def together() -> dict[str, str]:
    return minimal.data("    values:\n", f"{TOGETHER}    values:\n")


def noticed(notice: str = NOTICE) -> dict[str, str]:
    return minimal.data("  author: The desk\n", f"  author: The desk\n  notices: [{notice}]\n")


def main(story: Story, path: str) -> str:
    """What a page says, tags left out."""
    page = released.pages(story)[path].decode()
    inner = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", "", inner).split())


def test_points_that_changed_together_are_one_entry() -> None:
    story = minimal.story(together())
    (entry,) = references.changes(story)
    assert [one.change.value for one in (entry, *entry.together)] == [
        "9 million yuan", "11 million yuan",
    ]  # fmt: skip
    told = (
        "Revised by the source: Spending on research 2 points, until 28 February 2026. 2020: "
        "9 million yuan, then 10 million yuan; 2024: 11 million yuan, then 12 million yuan. "
        "Restated."
    )
    for path in ("corrections/index.html", "facts/rd/index.html"):
        assert told in main(story, path), main(story, path)
    feed = released.pages(story)["feed.xml"].decode()
    assert feed.count("Revised by the source") == 1
    assert feed.count("/facts/rd/history/2026-02-28/") == 1


def test_at_a_figure_only_its_own_change_is_told() -> None:
    story = minimal.story(together())
    page = main(story, "facts/rd.2020/index.html")
    assert "It was 9 million yuan until 28 February 2026; then 10 million yuan." in page
    assert "11 million" not in page


def test_of_many_points_three_are_told_and_the_others_counted() -> None:
    keys = range(2001, 2020)
    values = "".join(f"      {key}: 10 million yuan\n" for key in keys)
    was = ", ".join(f"{key}: 9 million yuan" for key in keys)
    files = minimal.data("    values:\n", f"    values:\n{values}")
    entry = f"    history: [{{values: {{{was}}}, until: 2026-02-28, kind: revision}}]\n"
    files["data.yaml"] = files["data.yaml"].replace("    values:\n", f"{entry}    values:\n", 1)
    page = main(minimal.story(files), "corrections/index.html")
    assert "19 points, until 28 February 2026. 2001: 9 million yuan, then" in page
    assert "2003: 9 million yuan, then 10 million yuan; and 16 more." in page
    assert "2004" not in page


def test_a_correction_names_its_point() -> None:
    entry = "{value: 11 million yuan, until: 2026-02-28, kind: correction}"
    point = f"2024: {{value: 12 million yuan, history: [{entry}]}}"
    story = minimal.story(minimal.data("2024: 12 million yuan", point))
    assert "Corrected: Spending on research, 2024 It was 11" in main(
        story, "corrections/index.html"
    )
    assert "Corrected: Spending on research, 2024</title>" in (
        released.pages(story)["feed.xml"].decode()
    )


def test_corrected_words_stand_with_the_figures_and_in_the_feed() -> None:
    story = minimal.story(noticed())
    page = released.pages(story)["corrections/index.html"].decode()
    assert "We named the wrong town." in page
    assert '<a href="../#research">Where it stands</a>' in page
    feed = released.pages(story)["feed.xml"].decode()
    assert (
        "We named the wrong town." in feed and 'href="https://example.org/town/#research"' in feed
    )
    assert references.corrected(story) == "2026-02-14"
    both = noticed()["data.yaml"].replace("    values:\n", f"{TOGETHER}    values:\n")
    page = main(minimal.story({"data.yaml": both}), "corrections/index.html")
    assert page.index("28 February 2026 Revised") < page.index("14 February 2026 Corrected words")


@pytest.mark.parametrize(
    ("notice", "problem"),
    [
        (NOTICE.replace("wrong town", "12 towns"), "data.yaml:6:51: '12' is bound to no fact"),
        (NOTICE.replace("2026-02-14", "May"), "date: 'May' is not a day"),
        (NOTICE.replace("date", "day"), "a notice has no key 'day'"),
        (NOTICE.replace("research", "no where"), "anchor: 'no where' is not an anchor"),
        ("{date: 2026-02-14}", "a notice needs 'text'"),
    ],
)
def test_a_notice_is_read_like_all_words(notice: str, problem: str) -> None:
    told = minimal.told(noticed(notice))
    assert any(problem in one for one in told), told


def test_an_entry_for_other_points_says_nothing_of_this_one() -> None:
    files = minimal.data("    values:\n", TOGETHER.replace("2020: 9 million yuan, ", "")
                         + "    values:\n")  # fmt: skip
    story = minimal.story(files)
    assert story.facts["rd.2020"].history == ()
    assert [one.value for one in story.facts["rd.2024"].history] == ["11 million yuan"]
