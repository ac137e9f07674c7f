"""`build.py check --due`: sources of which a new edition was due."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..model import Story
from ..problem import Problem


def late(story: Story, today: datetime.date) -> Iterator[Problem]:
    """The time in a source's `next` is not past: the year, the month or the day that it names."""
    for source in story.sources.values():
        if source.next and today.isoformat()[: len(source.next)] > source.next:
            message = (
                f"'{source.id}' was due {_in_words(source.next)}; put its new edition in place with"
                f"  build.py update {source.id} FILE  and say in 'next' when it is due again"
            )
            yield Problem(source.next_at, message, source.next)


def _in_words(date: str) -> str:
    """`"2026-11"` -> `"in November 2026"`, `"2026-11-03"` -> `"on 3 November 2026"`."""
    if len(date) == 4:
        return f"in {date}"
    day = datetime.date.fromisoformat(f"{date}-01"[:10])
    return f"on {day.day} {day:%B %Y}" if len(date) == 10 else f"in {day:%B %Y}"
