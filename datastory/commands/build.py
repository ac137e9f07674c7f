"""Builds the site, and records what it was built from."""

from __future__ import annotations

import argparse

from .. import report
from ..disk import files, last_build
from ..disk.site_folder import write_tree
from ..problem import Problem
from .common import made


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems or report.unable()
    with options.timer("site written"):
        problems = problems or write_tree(options.out, result.pages, options.root)
    if not problems:
        line = report.result(result.story, result.pages, options.out)
        last_build.record(options.root / files.CACHE, options.inputs, options.out, line)
        report.say(line)
    return report.print_problems(problems, result.texts)
