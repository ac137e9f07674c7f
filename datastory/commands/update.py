"""Puts a new edition of a source in place, and tells what it changes."""

from __future__ import annotations

import argparse

from .. import report
from ..disk import files
from ..evidence.documents import ending
from ..model import Source
from ..parsing.story import DATA
from ..pipeline import BuildResult
from ..problem import Location, Problem, Refused, did_you_mean
from ..updating import effects, source_update
from .common import day, drafted
from .keep import found_for


def run(options: argparse.Namespace) -> list[Problem]:
    """Puts a new edition of a source in place, and tells what of the story that changes."""
    before = drafted(options, options.files)
    source = before.story.sources.get(options.source)
    if before.problems:
        message = "mend these first: a new edition is put into a story that builds"
        return report.print_problems(
            [*before.problems, Problem(Location(DATA), message)], before.texts
        )
    found = new_edition(options, before, source)
    if isinstance(found, Problem) or source is None or before.release is None:
        return report.print_problems([found] if isinstance(found, Problem) else [], before.texts)
    if found == options.files[source.file]:
        report.say(f"{source.file}: this edition is in place already")
        return []
    released, today = before.release.released, day(options).isoformat()
    made = source_update.update(
        before.story, before.texts, options.files, source, found, released, today
    )
    if isinstance(made, Problem):
        return report.print_problems([made], before.texts)
    files_now = {source.file: found, DATA: files.encode(made.text, options.files[DATA])}
    after = drafted(options, options.files | files_now)
    problems = [
        problem
        for path, data in files_now.items()
        for problem in files.write_file(options.root / path, data)
    ]
    if not problems:
        what = effects.effects(
            before.story, before.drawings, made, after.drawings, after.problems, source.id
        )
        as_json = options.format == "json"
        report.say(report.as_json(what) if as_json else effects.as_text(what, source.id))
    return report.print_problems(problems or after.problems, after.texts)


def new_edition(
    options: argparse.Namespace, result: BuildResult, source: Source | None
) -> bytes | Problem:
    """The bytes of the file that shall take the place of a source's kept one."""
    if source is None:
        near = did_you_mean(options.source, result.story.sources)
        return Problem(Location(DATA), f"there is no source '{options.source}'{near}")
    if not source.file:
        message = f"'{source.id}' is not kept; keep it first: build.py keep {source.id} FILE"
        return Problem(source.where, message, source.id)
    if ending(str(options.file)) != ending(source.file):
        message = f"{options.file} is of another kind than {source.file}; save it as that, or "
        message += "change 'file' at the source and keep it anew"
        return Problem(source.where, message, source.id)
    found = found_for(source, options.file, result.story.site.url)
    if isinstance(found, Refused):
        return Problem(Location(str(options.file)), found.message.partition(": ")[2])
    return found.data
