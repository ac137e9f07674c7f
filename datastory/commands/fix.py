"""Rewrites linked words that no longer say their fact."""

from __future__ import annotations

import argparse

from .. import report
from ..checking import fixing
from ..problem import Problem
from .common import made, make, write_texts


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    fixes, texts = fixing.fix(result.story, result.texts)
    for other in result.translations:
        more, changed = fixing.fix(other, result.texts)
        fixes, texts = fixes + more, texts | changed
    unwritten = write_texts(options, texts)
    report.say(report.as_json(fixes) if options.format == "json" else fixing.as_text(fixes))
    result = make(options.root, options.url) if texts else result
    return report.print_problems(unwritten + result.problems, result.texts)
