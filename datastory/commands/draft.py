"""Appends the facts of a kept source to data.yaml."""

from __future__ import annotations

import argparse

from .. import report
from ..drafting import source_draft
from ..parsing.story import DATA
from ..problem import Problem, Refused
from .common import source_of, write_texts


def run(options: argparse.Namespace) -> list[Problem]:
    """Drafts the facts of a kept source. What else is wrong with the story is left to `check`."""
    texts, story, source, problems = source_of(options)
    if source is None:
        return report.print_problems(problems, texts)
    drafted = source_draft.draft(source, story, options.files, texts[DATA])
    if isinstance(drafted, Refused):
        return report.print_problems([Problem(source.where, drafted.message, source.id)], texts)
    problems = write_texts(options, {DATA: drafted.text})
    if not problems:
        report.say(source_draft.as_text(source.id, drafted))
    return report.print_problems(problems, texts)
