"""Begins a story."""

from __future__ import annotations

import argparse

from .. import report
from ..drafting import story_from_files
from ..new import new as new_story
from ..problem import Location, Problem, Refused
from .common import bytes_of, day


def run(options: argparse.Namespace) -> list[Problem]:
    """Writes a story to start from: the starter's, or one of the files that are named."""
    named = [*options.sources, *filter(None, [options.article])]
    read = {file: bytes_of(file) for file in named}
    unread = [
        Problem(Location(str(f)), d.message) for f, d in read.items() if isinstance(d, Refused)
    ]
    if unread:
        return report.print_problems(unread, {})
    held = {file: data for file, data in read.items() if isinstance(data, bytes)}
    story, said = None, ""
    if named:
        sources = [(file.name, held[file]) for file in options.sources]
        article = (options.article.name, held[options.article]) if options.article else None
        made, problems = story_from_files.desk_story(sources, article, day(options))
        if made is None or problems:
            return report.print_problems(problems, {})
        story, said = made.files, f"\n{story_from_files.as_text(made)}"
    problems = new_story(options.folder, story)
    if not problems:
        command = "python build.py" if options.program == "build.py" else options.program
        report.say(
            f"{options.folder}: a story. See it with: {command} serve --root {options.folder}{said}"
        )
    return report.print_problems(problems, {})
