"""The command: its arguments, and its end where nothing changed since the last build.

That end needs the standard library alone; what each command does stands in `commands/NAME.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__, report
from .disk import engine, files, last_build
from .timing import Clock, untimed

if TYPE_CHECKING:
    import datetime

COMMANDS = {
    "build": "build the site (without a command, this)",
    "check": "check everything, the built pages included, and write nothing",
    "facts": "list every fact, its proof and its uses, and figures of sources that none captures",
    "fix": "rewrite linked words that no longer say their fact",
    "keep": "keep a source: fetch its url, or take a file, into seeds/",
    "draft": "append a fact to data.yaml for each figure of a kept source that none captures",
    "bind": "link each figure of the chapters whose fact is sure, and list the others",
    "update": "put a new edition of a source in place, and tell what it changes",
    "diff": "tell what changes for readers since a git revision, or since the last release",
    "release": "record the current addresses and figures in published.json",
    "verify": "read a published site back, and tell what of it is other than this build",
    "serve": "show the site live on this machine while you write",
    "preview": "write the story as one HTML file, everything inside",
    "print": "draw each chart for print, as PDF and as a PNG of 2400 pixels, into a folder",
    "new": "write a small story to start from into an empty folder",
}
ABOUT = "Builds a data story: facts, words and charts in; a static site, or only problems, out."


def main(
    arguments: Sequence[str],
    root: str | os.PathLike[str] = ".",
    today: datetime.date | None = None,
    program: str = "build.py",
) -> int:
    """The exit code of a command.

    `root` is the story's folder where none is named; `today`, if given, stands in for the date;
    `program` is what was typed to get here.
    """
    options = usage(program).parse_args(arguments)
    options.root = getattr(options, "root", Path(root))
    options.out = getattr(options, "out", options.root / "site")
    options.url = getattr(options, "url", os.environ.get("SITE_URL", ""))
    options.command, options.today = options.command or "build", today
    options.program, options.profile = program, getattr(options, "profile", False)
    options.timer = Clock() if options.profile else untimed
    failed = _run(options)
    if isinstance(options.timer, Clock):
        report.say(options.timer.table())
    return failed


def _run(options: argparse.Namespace) -> int:
    """The exit code. Where nothing changed, the line of the last build is printed again."""
    missing = [] if options.command == "new" else files.no_folder(options.root)
    if report.print_problems(missing, {}):
        return 1
    options.files, options.unreadable = {}, []
    if options.command not in ("new", "serve"):
        with options.timer("files read"):
            options.files, options.unreadable = files.read_tree(options.root, engine.FOLDER)
    if options.command == "build":
        with options.timer("compared with the last build"):
            options.inputs = last_build.inputs_of(options.files, options.url)
            cache = options.root / files.CACHE
            built = last_build.same_result(cache, options.inputs, options.out)
        if built and not options.unreadable:
            report.say(built)
            return 0
    return changed(options)


def changed(options: argparse.Namespace) -> int:
    """Runs a command that has something to do: the one place where the engine is imported.

    Processes that draw charts start before that, as theirs takes as long. Answers are saved for
    the next build last: on a small disk the site comes first.
    """
    with options.timer("engine imported"):
        from . import compiled_patterns  # 2 ms, of which nothing to do needs none

    with compiled_patterns.kept():
        return _changed(options)


def _changed(options: argparse.Namespace) -> int:
    with options.timer("engine imported"):
        from . import cache  # 50 ms with msgspec, for the same reason
        from .charts import process_pool  # 60 ms

    with options.timer("cache read"):
        kept = cache.of(options.root / files.ANSWERS, engine.version())
    with process_pool.pool(options.files, options.root / files.CACHE):
        with options.timer("engine imported"):
            command = importlib.import_module(f"{__package__}.commands.{options.command}")
        failed = command.run(options)
    with options.timer("cache saved"):
        kept.save()
    return 1 if failed else 0


def port(text: str) -> int:
    """A port that can be listened on; 0 lets the system choose one."""
    if not 0 <= int(text) <= 65535:
        raise ValueError
    return int(text)


def lines(prog: str) -> argparse.HelpFormatter:
    """As argparse writes help. It would import `shutil`, 3 of 55 ms, to ask for the same width."""
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isascii() and columns.isdigit() else 0
    if sys.__stdout__:
        with contextlib.suppress(ValueError, OSError):  # closed, or no terminal
            width = width or os.get_terminal_size(sys.__stdout__.fileno()).columns
    return argparse.HelpFormatter(prog, width=(width or 80) - 2)


class Parser(argparse.ArgumentParser):
    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=lines, **more)


def usage(program: str) -> argparse.ArgumentParser:
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--root", type=Path, metavar="DIR", help="the story's folder")
    common.add_argument("--out", type=Path, metavar="DIR", help="where the site goes (ROOT/site)")
    common.add_argument("--url", help="the site's public address, instead of site.url")
    profile = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    profile.add_argument("--profile", action="store_true", help="tell how long each step took")
    parser = Parser(prog=program, description=ABOUT, parents=[common, profile])
    parser.add_argument("--version", action="version", version=f"datastory {__version__}")
    commands = parser.add_subparsers(prog=parser.prog, dest="command", metavar="COMMAND")
    for name, words in COMMANDS.items():
        timed = [profile] if name in ("build", "check") else []
        commands.add_parser(name, help=words, parents=[common, *timed])
    which = commands.choices
    which["check"].add_argument(
        "--released", action="store_true", help="fail if the ledger lacks an address or figure"
    )
    which["check"].add_argument(
        "--external", action="store_true", help="also follow links to other hosts"
    )
    which["check"].add_argument(
        "--due", action="store_true", help="fail if a source was due to be published again"
    )
    which["check"].add_argument(
        "--format", choices=("text", "sarif"), default="text", help="sarif: for code hosts"
    )
    which["bind"].add_argument("--dry-run", action="store_true", help="write nothing")
    for name in ("facts", "fix", "bind", "update"):
        which[name].add_argument("--format", choices=("text", "json"), default="text")
    for name in ("keep", "draft", "update"):
        which[name].add_argument("source", metavar="SOURCE", help="its id in data.yaml")
    which["keep"].add_argument("file", nargs="?", type=Path, metavar="FILE")
    which["update"].add_argument("file", type=Path, metavar="FILE", help="the new edition")
    which["verify"].add_argument("address", metavar="URL", help="where the site is published")
    which["diff"].add_argument("revision", nargs="?", metavar="REV", help="a git revision")
    which["diff"].add_argument("--format", choices=("text", "json", "markdown"), default="text")
    which["serve"].add_argument("--port", type=port, default=8000, metavar="N")
    which["serve"].add_argument("--open", action="store_true", help="open a browser")
    which["preview"].add_argument("file", type=Path, metavar="FILE")
    which["print"].add_argument("folder", type=Path, metavar="DIR")
    which["new"].add_argument("folder", type=Path, metavar="DIR")
    which["new"].add_argument(
        "--from",
        dest="sources",
        nargs="+",
        type=Path,
        metavar="FILE",
        default=[],
        help="files that become its kept sources, drafted as facts",
    )
    which["new"].add_argument(
        "--article",
        type=Path,
        metavar="FILE",
        help="a .md, .html or .docx that becomes its chapters",
    )
    return parser
