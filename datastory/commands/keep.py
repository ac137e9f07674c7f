"""Keeps a source: the document goes into seeds/."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import report
from ..disk import files
from ..drafting import fetching, keeping
from ..model import Source
from ..parsing.story import DATA
from ..problem import Problem, Refused
from .common import bytes_of, day, source_of, write_texts


def run(options: argparse.Namespace) -> list[Problem]:
    """Keeps a source. What else is wrong with the story is left to `check`."""
    texts, story, source, problems = source_of(options)
    if source is None:
        return report.print_problems(problems, texts)
    found = found_for(source, options.file, story.site.url)
    if isinstance(found, Refused):
        return report.print_problems([Problem(source.url_at, found.message, source.url)], texts)
    kept = keeping.keeping(source, found, options.files, texts[DATA], day(options))
    if isinstance(kept, Problem):
        return report.print_problems([kept], texts)
    problems = files.write_file(options.root / kept.path, kept.data) if kept.data else []
    problems = problems or write_texts(options, {DATA: kept.text})
    if not problems:
        report.say(kept.line)
    return report.print_problems(problems, texts)


def found_for(source: Source, file: Path | None, site_url: str) -> fetching.Fetched | Refused:
    """The document of a source: a file of this machine, or what its address holds."""
    if file is None and not source.url:
        message = f"the source '{source.id}' has no url; name a file: keep {source.id} FILE"
        return Refused(message)
    if file is None:
        return fetching.fetch(source.url, site_url, files.LARGEST)
    data = bytes_of(file)
    if isinstance(data, Refused):
        return Refused(f"{file}: {data.message}")
    return fetching.Fetched(data, "", "", file.name)
