"""Tells what changes for readers since a revision, or since the last release."""

from __future__ import annotations

import argparse

from .. import report
from ..checking import unproved
from ..disk import revisions
from ..pipeline import BuildResult
from ..problem import Location, Problem
from ..releases import changes, changes_text, ledger
from .common import made, make


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if result.release:
        old, unknown = before(options, result)
        problems = problems + unknown
        if old:
            words = unproved.of_all((result.story, *result.translations))
            found = changes.compare(
                old, result.release.now, result.story, result.drawings, words, result.translations
            )
            since = f"since {options.revision or 'the last release'}"
            if options.format == "json":
                report.say(report.as_json(found))
            else:
                report.say(changes_text.written(found, since, options.format))
    return report.print_problems(problems, result.texts)


def before(
    options: argparse.Namespace, result: BuildResult
) -> tuple[changes.Side | None, list[Problem]]:
    """What readers had at a revision, built as it would be today; or at the last release."""
    if options.revision is None and result.release:
        if result.release.released.addresses:
            return changes.Side(result.release.released), []
        message = "nothing is released yet; name a revision to compare with: build.py diff main"
        return None, [Problem(Location(ledger.PUBLISHED), message)]
    then, unread = revisions.read_revision(options.root, options.revision, options.files)
    if unread:
        return None, unread
    old = make(options.root, options.url, then)
    if old.release is None:
        first = f"the story did not build at {options.revision}: {min(old.problems)}"
        return None, [Problem(Location("."), first)]
    words = unproved.of_all((old.story, *old.translations))
    return changes.Side(old.release.now, old.story, old.drawings, words, old.translations), []
