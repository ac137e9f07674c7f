"""The small story of tests/stories/, built once for all tests that read what came out."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from datastory.cards import share_images as cards
from datastory.charts import pictures
from datastory.charts.charts import draw
from datastory.checking.checks import check
from datastory.disk import files
from datastory.exports.machine_files import export
from datastory.model import Drawing, Story
from datastory.pages.render import render
from datastory.parsing.story import read_story

HERE = Path(__file__).resolve().parent
ROOT = HERE / "stories" / "small"


@dataclass(frozen=True)
class Built:
    story: Story
    drawings: dict[str, Drawing]
    tree: dict[str, bytes]
    site: dict[str, bytes]


@functools.cache
def built() -> Built:
    tree, unreadable = files.read_tree(ROOT, HERE.parent)
    texts, undecoded = files.decode(tree)
    story, unparsed = read_story(texts, files=tree)
    drawings, undrawn = draw(story, tree)
    assert unreadable + undecoded + unparsed + check(story) + undrawn == []
    site = render(story, drawings, tree) | export(story, drawings)
    site |= shared(story, drawings, tree)
    return Built(story, drawings, tree, site)


def shared(
    story: Story, drawings: dict[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The pictures of the charts, and the cards of the story, its figures and its series."""
    figures = cards.of_figures(story, tree)
    made = [cards.pictured(card, figures.look) for card in figures.new.values()]
    of_story = cards.of_story(story, drawings, tree) | pictures.files_of(story, drawings, tree)
    return cards.with_pictures(figures, made) | of_story


def rendered(story: Story) -> dict[str, bytes]:
    """The pages of a story that differs from the small one in its words."""
    return render(story, built().drawings, built().tree)
