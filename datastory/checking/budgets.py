"""How much weak evidence a story may have, as its author decided."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Story
from ..problem import Problem
from ..site.wording import count
from ..story_prose import proses

NAMED = 5  # of those that are too many, in a message
# By kind: what is counted, what is said of it, and how there can be less of it.
WEAK = {
    "excerpt": ("fact", "quoted from sources that are not kept", "keep those sources in seeds/"),
    "reading": ("fact", "read by us", "quote words that say the value as a number"),
    "assumed": ("fact", "assumed", "find a source that says them"),
    "names": ("entry", "in site.names", "take out those that no words need"),
    "plain": ("wording", "marked plain:", "bind those that count something to facts"),
}


def weak_evidence(story: Story) -> Iterator[Problem]:
    """There are at most as many weakly proved facts, names and plain words as `site.budgets` says.

    The message names those that stand last, as they are likely to be new.
    """
    for limit in story.site.limits:
        found = _found(story, limit.kind)
        if len(found) <= limit.most:
            continue
        thing, what, advice = WEAK[limit.kind]
        verb = "is" if len(found) == 1 else "are"
        named = ", ".join(f"'{name}'" for name in found[-NAMED:])
        last = f"the last are {named}" if len(found) > NAMED else named
        message = (
            f"{count(len(found), thing)} {verb} {what}, and at most {limit.most} may be: {last}; "
            f"{advice}, or allow more ({limit.kind})"
        )
        yield Problem(limit.where, message, str(limit.most))


def _found(story: Story, kind: str) -> list[str]:
    if kind == "names":
        return list(story.site.names)
    if kind == "plain":
        return [use.words for one in proses(story) for use in one.uses if use.kind == "plain"]
    return [fact.id for fact in story.facts.values() if fact.evidence == kind]
