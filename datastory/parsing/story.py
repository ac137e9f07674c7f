"""The story's files, as text by path, to one `Story`; or all that is wrong with their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..cache import FEW, cached
from ..evidence.kept import FOLDER, Kept, shelf
from ..lazy_imports import Lazy
from ..model import Story
from ..problem import Problem, collect
from .chapters import read_chapters
from .markup import worded
from .phrases_file import read_phrases

if TYPE_CHECKING:
    from . import data_file, translations
else:
    data_file = Lazy("datastory.parsing.data_file")  # 55 ms, with all that reads YAML
    translations = Lazy("datastory.parsing.translations")


DATA, CHARTS = "data.yaml", "content/charts/"
CHAPTER = re.compile(r"content/[^/]+\.md")


def read_story(
    texts: Mapping[str, str], url: str = "", files: Mapping[str, bytes] | None = None
) -> tuple[Story, list[Problem]]:
    """`{"data.yaml": …, "content/01-first.md": …, "seeds/report.txt": …}` -> the story.

    `url` replaces the address in data.yaml. `files` are the story's own as bytes, of which kept
    documents are read; those that are texts may stand among `texts`. With problems, what could not
    be read is left out of the story, so that the rest can still be checked.
    """
    words = {path: text for path, text in texts.items() if CHAPTER.fullmatch(path)}
    kept = {path: text.encode() for path, text in texts.items() if path.startswith(FOLDER)}
    rest = {path: text for path, text in texts.items() if path == DATA or path.startswith(CHARTS)}
    story, problems = _read_frame(rest, url, shelf(kept | dict(files or {})))
    chapters, found = read_chapters(words)
    chapters = tuple(worded(chapter, story.facts) for chapter in chapters)
    phrases, unsaid = read_phrases(files or {}, story.site.language)
    site = replace(story.site, phrases=phrases)
    facts = story.facts
    if true := phrases.said.get("figure.true", ""):
        facts = {id: replace(fact, text=true) if fact.claim else fact for id, fact in facts.items()}
    return replace(story, site=site, facts=facts, chapters=chapters), problems + found + unsaid


def read_editions(
    story: Story, texts: Mapping[str, str], files: Mapping[str, bytes]
) -> tuple[tuple[Story, ...], list[Problem]]:
    """The other editions of a story, in the order of `site.languages`, and what is wrong there."""
    if not story.site.languages:
        return (), []
    editions, problems = [], []
    for language in story.site.languages[1:]:
        phrases, unsaid = read_phrases(files, language)
        folder = f"content/{language}/"
        words = {path: text for path, text in texts.items() if path.startswith(folder)}
        edition, found = collect(translations.read_edition(story, language, words, phrases))
        editions.append(edition)
        problems += unsaid + found
    return tuple(editions), problems


# Most saves change the words of a chapter alone.
@cached(lambda texts, url, kept: (texts, url, {path: one.key for path, one in kept.items()}), FEW)
def _read_frame(
    texts: Mapping[str, str], url: str, kept: Mapping[str, Kept]
) -> tuple[Story, list[Problem]]:
    return collect(data_file.read_frame(texts, url, kept))
