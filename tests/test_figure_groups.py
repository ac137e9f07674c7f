"""All figures: in groups by the chapter that first needs them, each once; series in small."""

from __future__ import annotations

import re

import pytest
from minimal import STORY, story
from msgspec.structs import replace
from test_render import made

from datastory.model import Story
from datastory.pages import figure_groups as figure_groups_module
from datastory.pages.figure_groups import (
    HEIGHT,
    Group,
    figure_groups,
    homes,
    sparkline,
    titles,
)


def page() -> str:
    return made()["facts/index.html"]


def groups_of(told: Story) -> tuple[Group, ...]:
    return figure_groups(told, homes(told, {}), titles(told))


def test_each_figure_stands_once_in_the_group_of_its_chapter() -> None:
    told = story(STORY)
    groups = groups_of(told)
    ids = [fact.id for group in groups for entry in group.entries for fact in entry.facts]
    assert sorted(ids) == sorted(told.facts)
    stated = {use.target for chapter in told.chapters for use in chapter.body.uses}
    by_id = {fact.id: group for group in groups for each in group.entries for fact in each.facts}
    for id in stated & told.facts.keys():
        assert by_id[id].address.startswith("/#"), id
    for group in groups:
        if not group.address:
            assert not stated & {fact.id for each in group.entries for fact in each.facts}


def test_the_points_of_a_series_are_one_entry() -> None:
    told = story(STORY)
    entries = [each for group in groups_of(told) for each in group.entries]
    (series,) = [each for each in entries if each.id == "rd"]
    assert [fact.id for fact in series.facts] == ["rd.2020", "rd.2024"]
    assert series.sparkline is not None and series.sparkline.end is not None


def test_points_of_tables_are_listed_as_far_as_the_page_bears(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = story(STORY)
    series = {id: replace(each, table=True) for id, each in told.series.items()}
    for most, listed in ((2, True), (1, False)):
        monkeypatch.setattr(figure_groups_module, "MOST_CELLS", most)
        groups = groups_of(replace(told, series=series))
        entries = {each.id: each.listed for group in groups for each in group.entries}
        assert entries["rd"] is listed and all(entries[id] for id in entries if id != "rd")


def test_a_line_over_time_is_as_high_as_its_values() -> None:
    told = story(STORY)
    line = sparkline([told.facts["rd.2020"], told.facts["rd.2024"]])
    assert line is not None
    first, last = (HEIGHT - 2 - float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", line.path))
    values = [told.facts[id].quantity for id in ("rd.2020", "rd.2024")]
    assert values[0] is not None and values[1] is not None
    wanted = float(values[0].value / values[1].value)
    assert first / last == pytest.approx(wanted, abs=0.02)


def test_one_value_has_no_sparkline() -> None:
    assert sparkline([story(STORY).facts["rd.2020"]]) is None


def test_the_page_holds_every_figure_and_its_evidence() -> None:
    html = page()
    for id, fact in story(STORY).facts.items():
        (item,) = re.findall(rf'<li id="{re.escape(id)}">(.*?)</li>', html, re.DOTALL)
        assert fact.text in item and f'class="evidence {fact.evidence}"' in item
    assert '<input type="search"' in html and "hidden>" in html
