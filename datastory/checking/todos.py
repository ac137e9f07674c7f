"""What was drafted has been read by an author."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Story
from ..problem import Location, Problem


def todos_done(story: Story) -> Iterator[Problem]:
    """No fact bears a `todo`: whoever has read it against its source takes the line away."""
    told: set[Location] = set()  # points of a series share its line
    for fact in story.facts.values():
        if fact.todo and fact.todo_at not in told:
            told.add(fact.todo_at)
            message = f"to do for '{fact.series or fact.id}': {fact.todo.rstrip('.')}"
            yield Problem(fact.todo_at, f"{message}; then take this line away", fact.todo)
