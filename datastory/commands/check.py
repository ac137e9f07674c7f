"""Checks everything, the built pages included, and writes nothing."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from .. import report, sarif
from ..checking import due
from ..disk import files
from ..inspecting import external_links
from ..pipeline import BuildResult
from ..problem import Problem
from ..releases import promises
from .common import day, made


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if options.released and result.release:
        release = result.release
        problems = problems + list(promises.unreleased(release.now, release.released))
    if options.external and result.release:
        problems = problems + follow(result, options.root / files.CACHE)
    if options.due:
        problems = problems + list(due.late(result.story, day(options)))
    if options.format == "sarif":
        report.say(report.as_json(sarif.log(problems, report.from_here(options.root))))
    elif not problems:
        report.say(report.result(result.story, result.pages, None))
    return report.print_problems(problems, result.texts)


def follow(result: BuildResult, folder: Path) -> list[Problem]:
    """Asks other hosts for what the story links to, and says what could not be checked."""
    addresses = external_links.links(result.story, result.pages)
    today = datetime.date.today()
    answers = external_links.follow(addresses, result.story.site.url, folder, today)
    report.say(external_links.summary(addresses, answers))
    return external_links.dead(addresses, answers)
