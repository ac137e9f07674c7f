"""Links figures of the chapters to the facts that are surely theirs."""

from __future__ import annotations

import argparse

from .. import report
from ..disk import files
from ..drafting import binding
from ..parsing.story import read_editions, read_story
from ..problem import Problem
from .common import write_texts


def run(options: argparse.Namespace) -> list[Problem]:
    """Binds figures; those that are not sure fail the command, and are listed with their reason."""
    texts, unread = files.decode(options.files)
    story, problems = read_story(texts, options.url, options.files)
    problems = [*options.unreadable, *unread, *problems]
    if problems:  # facts may be missing, and another may look like the only one
        return report.print_problems(problems, texts)
    found, changed = binding.bind(story, texts, options.files, options.dry_run)
    for n in range(len(story.site.languages[1:])):
        main, _ = read_story(texts | changed, options.url, options.files)
        other = read_editions(main, texts | changed, options.files)[0][n]
        more, edited = binding.bind(other, texts | changed, options.files, options.dry_run, main)
        found, changed = found + more, changed | edited
    unwritten = [] if options.dry_run else write_texts(options, changed)
    as_text = binding.as_text(found, options.dry_run)
    report.say(report.as_json(found) if options.format == "json" else as_text)
    report.print_problems(unwritten, texts)
    return unwritten + binding.unbound(found)
