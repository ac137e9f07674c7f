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
from .checking.checks import check, check_edition
from .disk import files
from .exports.exports import export
from .inspecting.pages import inspect
from .model import Drawing, Story
from .pages.render import render
from .parsing.story import read_editions, read_story
from .problem import Problem
from .releases import editions, ledger, promises
from .site import letters, routes
from .site.chart_style import with_faces_of
from .site.templates import broken, fault
from .timing import Timer, untimed


class BuildResult(NamedTuple):
    """What a build makes of a story's folder; `release` is None where a problem came before."""

    texts: Mapping[str, str]  # by path, for messages that show a line
    story: Story
    drawings: Mapping[str, Drawing]
    release: promises.Release | None
    problems: list[Problem]
    translations: tuple[Story, ...] = ()  # the story in other languages

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
    timer: Timer = untimed,
) -> BuildResult:
    """As `build`, before the pages are inspected: a preview shows them a moment earlier.

    `edition` is the day of an edition that is being made, whose address its pages name already.
    """
    with timer("facts and chapters read"):
        texts, undecoded = files.decode(tree)
        story, unparsed = read_story(texts, url, tree)
        translations, untold = read_editions(story, texts, tree)
        tree = {**tree, **letters.webfonts(story, tree)}
        released, damaged = ledger.read(tree.get(ledger.PUBLISHED))
        story = replace(story, editions=editions.days(released, tree, edition))
    stories = (story, *translations)
    trees = [with_faces_of(one.site.language, tree) for one in stories]
    with ThreadPoolExecutor(1) as apart:  # it waits most of the time, for who lays out the charts
        all_charts = [
            apart.submit(draw, one, own, timer)
            for one, own in zip(stories[: 1 if untold else None], trees, strict=False)
        ]
        with timer("checked"):
            problems = [*unreadable, *undecoded, *unparsed, *damaged, *check(story), *broken(tree)]
            problems += [*untold, *unlettered(story, trees[0])]
            for other, own in (
                zip(translations, trees[1:], strict=True) if story.unread is not None else ()
            ):
                problems += [*check_edition(other, story), *unlettered(other, own)]
        with timer("cards of figures"):
            cards = [
                {} if problems else share_images.of_figures(one, own)
                for one, own in zip(stories, trees, strict=True)
            ]
        with timer("charts waited for"):
            (drawings, undrawn), *others = [charts.result() for charts in all_charts]
    problems += undrawn
    problems += [problem for _, found in others for problem in found]
    if problems:
        return BuildResult(texts, story, drawings, None, problems, translations)
    try:
        with timer("pages made"):
            pages = _pages(story, drawings, trees[0], released.feed) | cards[0]
        with timer("editions in other languages made"):
            for other, (drawn, _), own, made in zip(
                translations, others, trees[1:], cards[1:], strict=True
            ):
                feed = f"{released.feed}/{other.site.language}" if released.feed else ""
                pages |= _beside(other.site.folder, _pages(other, drawn, own, feed) | made)
    except Exception as error:
        if (wrong := fault(error, tree)) is None:
            raise
        return BuildResult(texts, story, drawings, None, [wrong], translations)
    with timer("held to what is released"):
        day = (today or datetime.date.today()).isoformat()
        release = promises.enforce(story, pages, released, tree, day, translations)
    return BuildResult(texts, story, drawings, release, release.problems, translations)


def _pages(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes], feed: str
) -> dict[str, bytes]:
    """All of an edition but the cards of its figures; `feed` is its name in the ledger, or ""."""
    pages = render(story, drawings, tree) | export(story, drawings, feed)
    return pages | share_images.of_story(story, drawings, tree)


def _beside(folder: str, pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages of an edition in its folder of the site.

    What is there once for all of them stands at the top: fonts, pictures, sitemap, robots.txt, and
    404.html, which hosts look for nowhere else.
    """
    shared = tuple(map(routes.output_path, (routes.NOT_FOUND, routes.SITEMAP, routes.ROBOTS)))
    return {
        f"{folder}{path}": data
        for path, data in pages.items()
        if not path.startswith(("static/", "content/", *shared))
    }


def inspected(result: BuildResult, timer: Timer = untimed) -> BuildResult:
    """With the problems that the built pages have."""
    with timer("pages inspected"):
        found = inspect(result.story, result.pages, result.translations) if result.release else []
    return result._replace(problems=result.problems + found)
