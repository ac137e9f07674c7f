"""Reads a published site back, and compares it with this build."""

from __future__ import annotations

import argparse

from .. import report
from ..inspecting import published
from ..problem import Problem
from .common import made


def run(options: argparse.Namespace) -> list[Problem]:
    """Reads a published site back, once the story that it should say builds."""
    result = made(options)
    problems = result.problems or published.verify(options.address, result.pages)
    if not problems:
        report.say(f"{options.address}: all {len(result.pages)} files are as in this build")
    return report.print_problems(problems, result.texts)
