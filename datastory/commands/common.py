"""What commands have in common: a story is read, built, and written back where it changed."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .. import cache, pipeline
from ..charts import process_pool
from ..disk import engine, files
from ..model import Source, Story
from ..parsing.story import DATA, read_story
from ..pipeline import BuildResult
from ..problem import Location, Problem, Refused, did_you_mean
from ..timing import Timer, untimed


def make(root: Path, url: str = "", tree: Mapping[str, bytes] | None = None) -> BuildResult:
    """All of a build but the writing: of the story in a folder, or of the files in `tree`."""
    return pipeline.inspected(draft(root, url, tree))


def draft(
    root: Path,
    url: str = "",
    tree: Mapping[str, bytes] | None = None,
    unreadable: Sequence[Problem] = (),
    today: datetime.date | None = None,
    edition: str = "",
    timer: Timer = untimed,
    first: Callable[[str, bytes], None] = lambda path, page: None,
) -> BuildResult:
    """As `make`, before the pages are inspected; the other arguments are of `pipeline.draft`."""
    answers = cache.of(root / files.ANSWERS, engine.version())
    answers.begin()
    if tree is None:
        tree, unreadable = files.read_tree(root, engine.FOLDER)
    tree = answers.same(tree)
    with process_pool.pool(tree, root / files.CACHE):
        return pipeline.draft(tree, url, unreadable, today, edition, timer, first)


def made(options: argparse.Namespace) -> BuildResult:
    """What becomes of the files that were read with the command line."""
    return pipeline.inspected(drafted(options, options.files), options.timer)


def drafted(
    options: argparse.Namespace, tree: Mapping[str, bytes], edition: str = ""
) -> BuildResult:
    """As `made`, of other files in their place, and before the pages are inspected."""
    url, unreadable, today = options.url, options.unreadable, options.today
    return draft(options.root, url, tree, unreadable, today, edition, options.timer)


def day(options: argparse.Namespace) -> datetime.date:
    """The date, for which a test may have another stand in."""
    today: datetime.date | None = options.today
    return today or datetime.date.today()


def write_texts(options: argparse.Namespace, texts: Mapping[str, str]) -> list[Problem]:
    """Writes those of the story's files, by path, that changed; their line ends stay."""
    encoded = {path: files.encode(text, options.files[path]) for path, text in texts.items()}
    return [
        problem
        for path, data in encoded.items()
        if data != options.files[path]
        for problem in files.write_file(options.root / path, data)
    ]


def source_of(
    options: argparse.Namespace,
) -> tuple[Mapping[str, str], Story, Source | None, list[Problem]]:
    """The texts, the story without its drawings, and the source that is named; or why not."""
    texts, unread = files.decode(options.files)
    story, problems = read_story(texts, options.url, options.files)
    if story.unread is None or unread or options.unreadable:
        return texts, story, None, [*options.unreadable, *unread, *problems]
    source = story.sources.get(options.source)
    near = did_you_mean(options.source, story.sources) or "; write it there first"
    message = f"there is no source '{options.source}'{near}"
    return texts, story, source, [] if source else [Problem(Location(DATA), message)]


def bytes_of(file: Path) -> bytes | Refused:
    """What a file of this machine holds, if it is no larger than a source may be."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Refused(files.said(error))
    if len(data) > files.LARGEST:
        return Refused(f"larger than {files.LARGEST // files.MIB} MiB; keep a part of it")
    return data
