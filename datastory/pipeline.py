"""The way from a story's files to its pages, step by step. Nothing here touches the disk."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from msgspec.structs import replace

from .cards import share_images
from .charts.drawings import draw
from .charts.unlettered import unlettered
from .checking.checks import check
from .disk import files
from .exports.exports import export
from .inspecting.pages import inspect
from .model import Drawing, Story
from .pages.render import render
from .parsing.story import read_story
from .problem import Problem
from .releases import editions, ledger, promises
from .site import letters
from .site.templates import broken, fault


class BuildResult(NamedTuple):
    """What a build makes of a story's folder; `release` is None where a problem came before."""

    texts: Mapping[str, str]  # by path, for messages that show a line
    story: Story
    drawings: Mapping[str, Drawing]
    release: promises.Release | None
    problems: list[Problem]

    @property
    def pages(self) -> Mapping[str, bytes]:
        return self.release.pages if self.release else {}


def build(
    tree: Mapping[str, bytes],
    url: str = "",
    unreadable: Sequence[Problem] = (),
    today: datetime.date | None = None,
) -> BuildResult:
    """All of a build but reading and writing: the pages, or problems.

    `tree` holds the files of the story and the templates by path, `unreadable` what is wrong with
    those that could not be read. `url` replaces `site.url`. A proposed entry of a history bears
    the date `today`; no page shows it.
    """
    return inspected(draft(tree, url, unreadable, today))


def draft(
    tree: Mapping[str, bytes],
    url: str = "",
    unreadable: Sequence[Problem] = (),
    today: datetime.date | None = None,
    edition: str = "",
) -> BuildResult:
    """As `build`, before the pages are inspected: a preview shows them a moment earlier.

    `edition` is the day of an edition that is being made, whose address its pages name already.
    """
    texts, undecoded = files.decode(tree)
    story, unparsed = read_story(texts, url, tree)
    tree = {**tree, **letters.webfonts(story, tree)}
    released, damaged = ledger.read(tree.get(ledger.PUBLISHED))
    story = replace(story, editions=editions.days(released, tree, edition))
    with ThreadPoolExecutor(1) as apart:  # it waits most of the time, for who lays out the charts
        charts = apart.submit(draw, story, tree)
        problems = [*unreadable, *undecoded, *unparsed, *damaged, *check(story), *broken(tree)]
        problems += unlettered(story, tree)
        figures = {} if problems else share_images.of_figures(story, tree)
        drawings, undrawn = charts.result()
    problems += undrawn
    if problems:
        return BuildResult(texts, story, drawings, None, problems)
    try:
        pages = render(story, drawings, tree)
        pages |= export(story, drawings, released.feed) | figures
        pages |= share_images.of_story(story, drawings, tree)
    except Exception as error:
        if (wrong := fault(error, tree)) is None:
            raise
        return BuildResult(texts, story, drawings, None, [wrong])
    day = (today or datetime.date.today()).isoformat()
    release = promises.enforce(story, pages, released, tree, day)
    return BuildResult(texts, story, drawings, release, release.problems)


def inspected(result: BuildResult) -> BuildResult:
    """With the problems that the built pages have."""
    found = inspect(result.story, result.pages) if result.release else []
    return result._replace(problems=result.problems + found)
