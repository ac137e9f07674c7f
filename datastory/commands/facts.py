"""Lists every fact, its proof and its uses."""

from __future__ import annotations

import argparse

from .. import report
from ..checking import listing
from ..evidence.kept import shelf
from ..problem import Problem
from .common import made


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    listed = listing.list_facts(
        result.story, result.drawings, shelf(options.files), result.translations
    )
    report.say(report.as_json(listed) if options.format == "json" else listing.as_text(listed))
    return report.print_problems(result.problems, result.texts)
