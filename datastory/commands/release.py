"""Records the current addresses and figures, and keeps the story as it is on this day."""

from __future__ import annotations

import argparse

from .. import report
from ..disk import files
from ..pipeline import BuildResult
from ..preview import single
from ..problem import Problem
from ..releases import editions, ledger, promises
from ..site.wording import count
from .common import day, drafted, made


def run(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = [*result.problems, *promises.unwritten(result.story)]
    for other in result.translations:
        problems += promises.unwritten(other)
    if result.release and not problems:
        now = result.release.now
        path, page = edition(options, result)
        if page:
            today = day(options).isoformat()
            problems = [*editions.out_of_order(result.release.released, today)]
            problems = problems or files.write_file(options.root / path, page)
            now = ledger.with_edition(now, today, editions.digest(page))
        whole = ledger.released_with(result.release.released, now)
        written = ledger.written(whole)
        problems = problems or files.write_file(options.root / ledger.PUBLISHED, written)
        if not problems:
            held = (now.addresses, "address"), (now.facts, "figure"), (now.charts, "chart")
            counts = ", ".join(count(len(those), thing) for those, thing in held)
            again = " (in place of that of earlier today)" if path in options.files else ""
            written_too = (
                f"; the story as {path}{again}; commit both" if page else "; commit this file"
            )
            report.say(f"{ledger.PUBLISHED}: {counts}{written_too}")
    return report.print_problems(problems, result.texts)


def edition(options: argparse.Namespace, result: BuildResult) -> tuple[str, bytes]:
    """The path and the page of today's edition; no bytes where the last one says all that.

    Its pages name their own address before it is released. Of the editions of one day the last
    one stands, as no date in a story is finer than a day.
    """
    today, url = day(options).isoformat(), result.story.site.url
    released = result.release.released.editions if result.release else {}
    same = editions.digest(single.single(result.pages, url).encode())
    if released and released[max(released)] == same:
        return editions.file(max(released)), b""
    dated = drafted(options, options.files, today)
    return editions.file(today), single.single(dated.pages, url).encode()
