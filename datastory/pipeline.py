"""The way from a story's files to its pages, step by step. Nothing here touches the disk."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from .cards import share_images
from .cards.frame import Card
from .cards.share_images import FigureCards
from .charts import pictures
from .charts.charts import draw
from .charts.missing_glyphs import unlettered
from .charts.process_pool import Parts
from .checking.checks import check, check_edition
from .checking.structure import SHOWN_NOWHERE
from .disk import files
from .exports.machine_files import export
from .inspecting.pages import each_page, inspect
from .model import Drawing, Story
from .pages.render import render
from .parsing.story import CHAPTER, read_editions, read_story
from .problem import Problem
from .releases import editions, ledger, promises
from .site import font_subsets, routes
from .site.chart_style import ChartStyle, with_faces_of
from .site.template_text import unproved_text
from .site.templates import broken, fault
from .timing import Timer, untimed

HOME = routes.output_path(routes.STORY)


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
    first: Callable[[str, bytes], None] = lambda path, page: None,
) -> BuildResult:
    """As `build`, before the pages are inspected: a preview shows them a moment earlier.

    `edition` is the day of an edition that is being made, whose address its pages name already.
    `first` gets the story's page, in each language, as soon as nothing is wrong with what stands
    there: its path in the site, and what it holds.
    """
    with timer("facts and chapters read"):
        texts, undecoded = files.decode(tree)
        story, unparsed = read_story(texts, url, tree)
        translations, untold = read_editions(story, texts, tree)
        tree = {**tree, **font_subsets.webfonts(story, tree)}
        released, damaged = ledger.parse_ledger(tree.get(ledger.PUBLISHED))
        story = replace(story, editions=editions.days(released, tree, edition))
    stories = (story, *translations)
    tree = with_faces_of([one.site.language for one in stories], tree)
    figure_cards: dict[int, tuple[FigureCards, Parts[Card, ChartStyle, bytes]]] = {}  # by edition

    def cards(edition: int) -> tuple[FigureCards, Parts[Card, ChartStyle, bytes]]:
        if edition not in figure_cards:
            all_cards = share_images.of_figures(stories[edition], tree)
            parts = Parts(share_images.pictured, [*all_cards.new.values()], all_cards.look)
            figure_cards[edition] = all_cards, parts
        return figure_cards[edition]

    sound = False  # once all checks have found nothing

    def spare(edition: int) -> bool:
        """Makes some cards, where something else is waited for; False if there are none."""
        return sound and cards(edition)[1].make()

    with ThreadPoolExecutor(len(stories)) as apart:  # they wait for who lays out the charts
        all_charts = [
            apart.submit(draw, one, tree, timer, partial(spare, i))
            for i, one in enumerate(stories[: 1 if untold else None])
        ]
        with timer("checked"):
            unread = [*unreadable, *undecoded]
            problems = [*unread, *damaged, *broken(tree), *unproved_text(tree, story.site.names)]
            problems += without_consequences([*unparsed, *check(story)], unread)
            problems += [*untold, *unlettered(story, tree)]
            for other in translations if story.unread is not None else ():
                problems += [*check_edition(other, story), *unlettered(other, tree)]
        sound = not problems
        pages: dict[str, bytes] = {}
        drawings: list[Mapping[str, Drawing]] = []
        try:
            for one, charts in zip(stories, all_charts, strict=False):
                with timer("charts waited for"):
                    drawn, undrawn = charts.result()
                drawings.append(drawn)
                problems += undrawn
                with timer("pages made"):
                    pages |= {} if problems else _edition(one, drawn, tree, released.feed, first)
                with timer("pictures of charts"):
                    pages |= {} if problems else _pictures(one, drawn, tree)
        except Exception as error:
            if (wrong := fault(error, tree)) is None:
                raise
            return BuildResult(texts, story, drawings[0], None, [*problems, wrong], translations)
        if problems:
            return BuildResult(texts, story, drawings[0], None, problems, translations)
        every = [cards(i) for i in range(len(stories))]
        with timer("pages inspected while cards of figures are waited for"):
            inspected_pages = each_page(story, pages, translations)
            while not all(part.done() for _, part in every) and next(inspected_pages, None):
                pass
        with timer("cards of figures"):
            for one, (all_cards, part) in zip(stories, every, strict=True):
                made = share_images.with_pictures(all_cards, part.values())
                pages |= {f"{one.site.folder}{path}": data for path, data in made.items()}
    with timer("held to what is released"):
        day = (today or datetime.date.today()).isoformat()
        release = promises.enforce(story, pages, released, tree, day, translations)
    return BuildResult(texts, story, drawings[0], release, release.problems, translations)


def without_consequences(problems: Sequence[Problem], unread: Sequence[Problem]) -> list[Problem]:
    """The problems but for those that say no more than that a file is missing which is `unread`.

    It is there, and what is wrong with it is told. A chapter that is unread may place any chart.
    """
    paths = {problem.where.path for problem in unread}
    chapter = any(CHAPTER.fullmatch(path) for path in paths)
    return [
        problem
        for problem in problems
        if problem.where.line
        or not (
            problem.where.path in paths
            or any(path in problem.message for path in paths)
            or (chapter and problem.message.startswith(SHOWN_NOWHERE))
        )
    ]


def _edition(
    story: Story,
    drawings: Mapping[str, Drawing],
    tree: Mapping[str, bytes],
    feed: str,
    first: Callable[[str, bytes], None],
) -> dict[str, bytes]:
    """All of an edition but its pictures; `feed` is the story's name in the ledger.

    In another language it stands in its own folder of the site. What is there once for all of them
    stands at the top: fonts, pictures, sitemap, robots.txt, and 404.html, which hosts look for
    nowhere else.
    """
    folder = story.site.folder
    if folder and feed:
        feed = f"{feed}/{story.site.language}"
    pages = render(story, drawings, tree, partial(first, f"{folder}{HOME}"))
    pages |= export(story, drawings, feed)
    if not folder:
        return pages
    shared = tuple(map(routes.output_path, (routes.NOT_FOUND, routes.SITEMAP, routes.ROBOTS)))
    return {
        f"{folder}{path}": data
        for path, data in pages.items()
        if not path.startswith(("static/", "content/", *shared))
    }


def _pictures(
    story: Story, drawings: Mapping[str, Drawing], tree: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Those of an edition's charts and of its story."""
    made = pictures.files_of(story, drawings, tree) | share_images.of_story(story, drawings, tree)
    return {f"{story.site.folder}{path}": data for path, data in made.items()}


def inspected(result: BuildResult, timer: Timer = untimed) -> BuildResult:
    """With the problems that the built pages have."""
    with timer("pages inspected"):
        found = inspect(result.story, result.pages, result.translations) if result.release else []
    return result._replace(problems=result.problems + found)
