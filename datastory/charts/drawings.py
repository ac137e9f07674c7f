"""All drawings and share images of a story, remembered while what they show does not change.

What makes them is slow to import, and is imported only where something is made.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from .. import cache
from ..cache import cached, digest, shared
from ..model import Drawing, Site, Story
from ..problem import Problem
from ..site.templates import TEMPLATES, among
from . import CHARTS


def draw(story: Story, tree: Mapping[str, bytes]) -> tuple[dict[str, Drawing], list[Problem]]:
    """Every chart of the story, and what is wrong with those that cannot be drawn.

    `tree` holds the story's files and its templates, by path.
    """
    story, tree = replace(story, chapters=()), among(tree, CHARTS, TEMPLATES)
    asked = digest(__name__, shared(story, tree))
    if known := cache.current().get(asked, dict[str, Drawing]):
        return known[0], []
    from .drawing import draw_all

    drawings, problems = draw_all(story, tree)
    if not problems:  # some are of the machine, and gone with the next build
        cache.current().put(asked, drawings, dict[str, Drawing])
    return drawings, problems


def cards_of_figures(story: Story, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The card of every figure and series, by its output path."""
    bare = replace(story, chapters=(), charts={})  # none shows a chart, or the words of a chapter
    return _cards_of_figures(bare, among(tree, TEMPLATES))


@cached(lambda *asked: shared(*asked))
def _cards_of_figures(story: Story, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    from ..cards.share_images import of_figures

    return of_figures(story, tree)


def pictures(
    story: Story, drawings: dict[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Of every chart the one to download and the card, by output path."""
    return _pictures(replace(story, chapters=()), drawings, among(tree, TEMPLATES))


@cached(lambda *asked: shared(*asked))
def _pictures(
    story: Story, drawings: dict[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    from ..cards.share_images import of_charts

    return of_charts(story, drawings, tree)


def card_of_story(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The card of the story, which shows its opening, by its output path."""
    opening = drawings.get(story.site.opening)
    return _card_of_story(story.site, opening.simplest if opening else "", among(tree, TEMPLATES))


@cached(lambda site, opening, tree: (site, opening, shared(tree)))
def _card_of_story(site: Site, opening: str, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    from ..cards.share_images import of_story

    return of_story(site, opening, tree)
