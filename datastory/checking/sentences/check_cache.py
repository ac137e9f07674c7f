"""Checks of sentences that found nothing wrong are not run again while their input is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...cache import current, digest, shared
from ...model import Story
from ...problem import Problem


def context(story: Story) -> bytes:
    """Digest of all that a rule knows of a story beside the sentence that it looks at."""
    site = story.site.language, story.site.published
    return digest(*shared(story.facts, story.series, story.sources), *site)


def unless_known(asked: bytes, found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that a check finds, which is not run where it once found none for `asked`.

    So `asked` is the digest of all that it looks at, but not of the places that it tells.
    """
    if not current().get(asked, bool):
        problems = list(found)
        if not problems:
            current().put(asked, True, bool)
        yield from problems
