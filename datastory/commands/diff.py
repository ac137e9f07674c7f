"""Tells what changes for readers since a revision, or since the last release."""

from __future__ import annotations

import argparse

from .. import report
from ..checking import unproved
from ..disk import revisions
from ..pipeline import BuildResult
from ..problem import Location, Problem
from ..releases import changes, changes_text, ledger, promises
from .common import made, make


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if result.release:
        old, unknown = before(options, result.release.released)
        problems = problems + unknown
        if old:
            found = changes.compare(old, state(result, result.release))
            since = f"since {options.revision or 'the last release'}"
            if options.format == "json":
                report.say(report.as_json(found))
            else:
                report.say(changes_text.written(found, since, options.format))
    return report.print_problems(problems, result.texts)


def before(
    options: argparse.Namespace, released: ledger.Ledger
) -> tuple[changes.State | ledger.Ledger | None, list[Problem]]:
    """What readers had at a revision, built as it would be today; or at the last release."""
    if options.revision is None:
        if released.addresses:
            return released, []
        message = "nothing is released yet; name a revision to compare with: build.py diff main"
        return None, [Problem(Location(ledger.PUBLISHED), message)]
    then, unread = revisions.read_revision(options.root, options.revision, options.files)
    if unread:
        return None, unread
    old = make(options.root, options.url, then)
    if old.release is None:
        first = f"the story did not build at {options.revision}: {min(old.problems)}"
        return None, [Problem(Location("."), first)]
    return state(old, old.release), []


def state(result: BuildResult, release: promises.Release) -> changes.State:
    words = unproved.of_all((result.story, *result.translations))
    return changes.State(release.now, result.story, result.drawings, words, result.translations)
