"""Shows the site live while it is written."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys

from .. import cache, pipeline, report
from ..charts import process_pool
from ..disk import engine, files
from ..pipeline import BuildResult
from ..preview import preview
from ..problem import Problem
from .common import draft


def run(options: argparse.Namespace) -> list[Problem]:
    for asked in (signal.SIGINT, signal.SIGTERM):  # what it keeps is whole at any moment
        signal.signal(asked, lambda *_: os._exit(0))

    def inspected(result: BuildResult) -> BuildResult:
        result = pipeline.inspected(result)
        cache.current().save()  # each time, as the preview may be ended at any moment
        # Not while a build is waited for. What the first one left stays, and is looked at no more.
        gc.collect()
        if not gc.get_freeze_count():
            gc.freeze()
        return result

    def drafted(first: preview.First) -> BuildResult:
        return draft(options.root, options.url, first=first)

    sys.setswitchinterval(0.001)  # seconds: a browser is answered while a build goes on
    with process_pool.pool({}, options.root / files.CACHE):  # one start of them for all drawings
        problems = preview.serve(
            drafted, inspected, options.root, engine.FOLDER, options.port, options.open
        )
    return report.print_problems(problems, {})
