"""The line of sources below a chart's own picture."""

from __future__ import annotations

from ..model import Story
from ..site import references


def credit(story: Story, facts: tuple[str, ...]) -> str:
    """`("rd.2024", …)` -> `"Source: Shenzhen bureau; WIPO. From “The city behind first place”"`."""
    said = story.site.phrases
    named = references.credit((story.facts[id] for id in facts), story).words(said)
    key = "credit.whole" if named else "credit.own"
    return said.say(key, sources=named, story=story.site.title.text)
