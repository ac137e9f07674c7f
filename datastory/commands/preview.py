"""Writes the story as one HTML file."""

from __future__ import annotations

import argparse

from .. import report
from ..disk import files
from ..preview import single
from ..problem import Problem
from .common import made


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if not problems:
        page = single.single(result.pages, result.story.site.url).encode()
        problems = files.write_file(options.file, page)
        if not problems:
            report.say(f"{options.file}: the whole story, {len(page) // 1024} KiB")
    return report.print_problems(problems, result.texts)
