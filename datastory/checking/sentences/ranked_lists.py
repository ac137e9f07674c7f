"""A numbered list below "The ranking:" gives each of its lines a rank, which a fact must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Story
from ...problem import Problem
from ...story_prose import linked_runs

# What makes ranks of the numbers below it, at the end of the line that leads to a list.
RANKED = re.compile(
    r"\b(?:rank(?:ings?|s|ed)?|league\s+tables?|standings|leaderboard"
    r"|(?:descending|ascending)\s+order|in\s+order\s+of\s+[a-z]+"
    r"|from\s+(?:the\s+)?[a-z]+est\s+to\s+(?:the\s+)?[a-z]+est)"
    r"(?:,?\s+(?:of|in|for|by|on|at|from|among|as|since)\b[^:;.]*|,[^:;.]*|\s+\([^)]*\))?"
    r"(?:\s+(?:is|are|was|were|reads|ran|runs|stands|stood))?\s*:\s*$",
    re.I,
)
# "How we made the ranking:" leads to steps.
STEPS = re.compile(r"\b(?:how|why|steps?|notes?|method|rules?|limits?|sources?|criteria)\b", re.I)


def numbered_lists_rank(story: Story) -> Iterator[Problem]:
    """Below a line that announces a ranking, each line of a numbered list states a fact."""
    if story.site.language != "en":
        return
    for run, uses in linked_runs(story):
        ranks = run.numbered and RANKED.search(run.lead) and not STEPS.search(run.lead)
        if ranks and not any(use.kind == "fact" for _, use in uses):
            lead = " ".join(run.lead.split())
            message = f"its number ranks this line, as '{lead}' leads to it, and no fact says "
            message += "so; state its rank or its figure in the line, or begin the lines with -"
            yield Problem(run.at(0), message, " ".join(run.text.split())[:40])
