"""This repository's own story: its charts are proved, light, with share images; it can be cited.

Whoever puts another story here deletes this file.

How charts look to readers is measured on the built pages, in tests/browser/.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from statistics import median

import pytest
import yaml
from drawn import ROOT
from running import found_again

from datastory.charts.chart_code import rules
from datastory.commands import common
from datastory.model import Drawing
from datastory.parsing.story import read_story


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    with found_again(ROOT):
        made = common.make(ROOT)
    assert not made.problems and made.drawings.keys() == made.story.charts.keys()
    return dict(made.drawings)


def test_there_are_enough(drawings: dict[str, Drawing]) -> None:
    folder = Path(ROOT / "content/charts")
    assert len(drawings) == len(list(folder.glob("[!_]*.py"))) >= 12


def test_drawings_are_light(drawings: dict[str, Drawing]) -> None:
    sizes = [
        len(gzip.compress(svg.encode()))
        for drawing in drawings.values()
        for svg in (drawing.wide, drawing.narrow)
    ]
    assert median(sizes) <= 2.5 * 1024
    assert max(sizes) <= 3 * 1024
    assert sum(sizes) <= 36 * 1024


def test_share_images_are_made_for_it() -> None:
    charts = (ROOT / "content/charts").glob("[!_]*.py")
    assert [path.name for path in charts if "\ndef card(" not in path.read_text()] == []


def test_specifications_open_in_the_editor(drawings: dict[str, Drawing]) -> None:
    for name, drawing in drawings.items():
        assert "var(" not in drawing.spec, name
        assert rules().is_valid(json.loads(drawing.spec)), name


def test_the_repository_can_be_cited_as_its_story() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    story, _ = read_story({"data.yaml": (ROOT / "data.yaml").read_text("utf-8")})
    site = story.site
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert cited["cff-version"] == "1.2.0"
    assert cited["title"] == site.title.text
    assert cited["authors"] == [{"name": site.author}]
    assert cited["url"] == site.url
    assert cited["repository-code"] == site.repository
    assert cited["license"] == site.license
    assert str(cited["date-released"]) == site.published
