"""Where readers meet a change: at the figure, on its page, in the list, in the byline."""

import re

import minimal
import pytest
import released
from test_ledger import restated

from datastory.site import references

KIND = "{value: 12 million yuan, until: 2026-02-28, kind: %s, note: The report erred.}"
DOUBLE = """\
  double:
    what: Twice the growth
    formula: "{growth} * 2"
    show: 1%
"""


def corrected(kind: str = "correction") -> dict[str, str]:
    """The spending of 2024 was 12 million yuan until a day, and is 13 million since."""
    point = f"2024: {{value: 13 million yuan, history: [{KIND % kind}]}}"
    files = restated()
    data = files["data.yaml"].replace("2024: 13 million yuan", point)
    return files | {"data.yaml": data.replace("  rose:\n", f"{DOUBLE}  rose:\n")}


def words(changed: dict[str, str], path: str) -> str:
    """What a page says, tags left out."""
    page = released.pages(minimal.story(changed))[path].decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]*>", "", main).split())


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "facts/rd.2024/index.html",
        "facts/growth/index.html",
        "facts/double/index.html",
        "corrections/index.html",
    ],
)
def test_a_correction_is_told(path: str) -> None:
    told = words(corrected(), path)
    assert "12 million yuan" in told
    assert "13 million yuan" in told
    assert "The report erred." in told


def test_a_figure_that_does_not_rest_on_it_says_nothing_of_it() -> None:
    assert "The report erred." not in words(corrected(), "facts/share/index.html")
    assert "The report erred." not in words(corrected(), "facts/rd.2020/index.html")


def test_the_note_of_a_figure_tells_its_history() -> None:
    page = released.pages(minimal.story(corrected()))["index.html"].decode()
    for id, told in (("rd.2024", True), ("growth", True), ("double", True), ("share", False)):
        note = page[page.index(f'<li id="note-{id}">') :].partition("</li>")[0]
        assert ("The report erred." in note) is told, id


def test_the_byline_tells_the_day_of_a_correction_only() -> None:
    byline = '<time datetime="2026-02-28">28 February 2026</time></a>'
    for kind in ("correction", "update", "revision", "clarification"):
        page = released.pages(minimal.story(corrected(kind)))["index.html"].decode()
        head = page[page.index("By The desk.") :].partition("</p>")[0]
        assert (f"Corrected {byline}" in head) is (kind == "correction")


def test_a_derived_figure_inherits_step_by_step_each_entry_once() -> None:
    formula = '    formula: "{growth} * 2"\n'
    own = f"{formula}    history: [{{value: 39%, until: 2026-03-01, kind: update}}]\n"
    files = corrected()
    files["data.yaml"] = files["data.yaml"].replace(formula, own)
    story = minimal.story(files)
    entries = references.changes_of(story.facts["double"], story)
    assert [(entry.fact.id, entry.change.value) for entry in entries] == [
        ("double", "39%"),
        ("rd.2024", "12 million yuan"),
    ]
    third = (
        files["data.yaml"]
        + '  triple:\n    what: x\n    formula: "{double} * 3 / 2"\n    show: 1%\n'
    )
    story = minimal.story(files | {"data.yaml": third})
    entries = references.changes_of(story.facts["triple"], story)
    assert [entry.fact.id for entry in entries] == ["double", "rd.2024"]


def test_feed_and_structured_data_tell_it_too() -> None:
    pages = released.pages(minimal.story(corrected()))
    assert b"The report erred." in pages["feed.xml"]
    data = re.search(rb'<script type="application/ld\+json">(.*?)</script>', pages["index.html"])
    assert data and b"The report erred." in data[1]
