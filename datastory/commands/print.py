"""Draws the charts for print."""

from __future__ import annotations

import argparse

from .. import report
from ..charts import outlines
from ..disk import files
from ..problem import Problem
from ..site import routes
from ..site.chart_style import load_style
from ..site.wording import count
from .common import made


def run(options: argparse.Namespace) -> list[Problem]:
    """Each chart of each edition as a PDF and as a wide PNG, by its address: `zh/charts/rd.pdf`."""
    result = made(options)
    problems, texts = result.problems, result.texts
    style, _ = load_style(options.files)
    drawn = {
        folder: data.decode()
        for path, data in result.pages.items()
        for folder, _, name in (path.rpartition("/"),)
        if name == routes.OUTLINED
    }
    for folder, svg in drawn.items() if not problems else ():
        for kind, picture in (("pdf", outlines.as_pdf(svg)), ("png", outlines.as_png(svg, style))):
            problems = problems or files.write_file(options.folder / f"{folder}.{kind}", picture)
    if not problems:
        report.say(f"{options.folder}: {count(len(drawn), 'chart')}, each as PDF and as PNG")
    return report.print_problems(problems, texts)
