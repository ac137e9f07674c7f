#!/usr/bin/env python3
"""Builds a data story: facts, words and charts in; a static site, or nothing but problems, out."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Ctrl-C ends a command at once and without a word, at any moment: so this stands before what
    # takes a while to import, as `signal` itself does. A preview is meant to be ended: all is well.
    import _signal

    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    if sys.argv[1:2] == ["serve"]:
        _signal.signal(_signal.SIGINT, lambda *_: os._exit(0))
    for _number in range(3):  # a closed one would be given to the first file that is opened
        try:
            os.fstat(_number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stdout, sys.stderr = sys.stdout or os.fdopen(1, "w"), sys.stderr or os.fdopen(2, "w")
    if sys.flags.safe_path:  # as with -I: not even this folder is searched
        sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))

import argparse
import functools
import gc
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from datastory import report
from datastory.disk import files, freshness

if TYPE_CHECKING:
    from datastory.made import Made
    from datastory.problem import Problem
    from datastory.releases.changes import Side

HERE = Path(__file__).resolve().parent
CACHE = ".cache/answers"


def make(root: Path, url: str = "", tree: dict[str, bytes] | None = None) -> Made:
    """Read, parse, check, draw, render, inspect: all of a build but the writing."""
    return inspected(draft(root, url, tree))


def inspected(made: Made) -> Made:
    from datastory.inspecting.inspect_pages import inspect

    found = inspect(made.story, made.pages) if made.kept else []
    return made._replace(problems=made.problems + found)


def draft(root: Path, url: str = "", tree: dict[str, bytes] | None = None) -> Made:
    """All up to the pages; a preview shows them before they are inspected."""
    from datastory import cache
    from datastory.charts import workers

    cache.of(root / CACHE, freshness.version(HERE)).begin()
    unreadable: list[Problem] = []
    if tree is None:
        tree, unreadable = files.read_tree(root, HERE)
    with workers.at_hand(tree, root / ".cache"):  # first, as what follows is slow to import too
        return drafted(tree, url, unreadable)


def drafted(tree: dict[str, bytes], url: str, unreadable: list[Problem]) -> Made:
    # Imported here, since none of it is needed where nothing has changed.
    from concurrent.futures import ThreadPoolExecutor

    from datastory.charts import gallery
    from datastory.charts.unlettered import unlettered
    from datastory.checking.checks import check
    from datastory.machines.exports import export
    from datastory.made import Made
    from datastory.parsing.story import read_story
    from datastory.releases import ledger
    from datastory.releases.promises import keep
    from datastory.rendering import letters
    from datastory.rendering.render import render
    from datastory.rendering.templates import broken, fault

    texts, undecoded = files.decode(tree)
    story, unparsed = read_story(texts, url, tree)
    tree = {**tree, **letters.webfonts(story, tree)}
    released, damaged = ledger.read(tree.get(ledger.PUBLISHED))
    with ThreadPoolExecutor(1) as apart:  # it waits most of the time, for who lays out the charts
        charts = apart.submit(gallery.draw, story, tree)
        problems = [*unreadable, *undecoded, *unparsed, *damaged, *check(story), *broken(tree)]
        problems += unlettered(story, tree)
        figures = {} if problems else gallery.cards_of_figures(story, tree)
        drawings, undrawn = charts.result()
    problems += undrawn
    if problems:
        return Made(texts, story, drawings, None, problems)
    try:
        exports = export(story, drawings, released.feed)
        pages = render(story, drawings, tree) | exports | figures
        pages |= gallery.card_of_story(story, drawings, tree)
        pages |= gallery.pictures(story, drawings, tree)
        kept = keep(story, pages, released, tree, today())
    except Exception as error:
        if (wrong := fault(error, tree)) is None:
            raise
        return Made(texts, story, drawings, None, [wrong])
    return Made(texts, story, drawings, kept, kept.problems)


def today() -> str:
    """The day that a proposed entry bears; no page shows it."""
    import datetime

    return datetime.date.today().isoformat()


def build(options: argparse.Namespace) -> list[Problem]:
    """build the site (without a command, this)"""
    tree, unreadable = files.read_tree(options.root, HERE)
    cache, inputs = options.root / ".cache", freshness.digest(tree, HERE, options.url)
    if not unreadable and (result := freshness.last_result(cache, inputs, options.out)):
        report.say(result)
        return []
    from datastory.disk.sitefolder import write_tree

    made = make(options.root, options.url, tree)
    problems = unreadable + made.problems
    problems = problems or report.unable()
    problems = problems or write_tree(options.out, made.pages, options.root)
    if not problems:
        result = report.result(made.story, made.pages, options.out)
        freshness.remember(cache, inputs, options.out, result)
        report.say(result)
    return report.told(problems, made.texts)


def check_only(options: argparse.Namespace) -> list[Problem]:
    """check everything, the built pages included, and write nothing"""
    from datastory.releases import promises

    made = make(options.root, options.url)
    problems = made.problems
    if options.released and made.kept:
        problems = problems + list(promises.unreleased(made.kept.now, made.kept.released))
    if options.external and made.kept:
        problems = problems + follow(made, options.root / ".cache")
    if not problems:
        report.say(report.result(made.story, made.pages, None))
    return report.told(problems, made.texts)


def follow(made: Made, cache: Path) -> list[Problem]:
    """Asks other hosts for what the story links to, and says what could not be checked."""
    import datetime

    from datastory.inspecting import outside

    addresses = outside.links(made.story, made.pages)
    answers = outside.follow(addresses, made.story.site.url, cache, datetime.date.today())
    report.say(outside.told(addresses, answers))
    return outside.dead(addresses, answers)


def release(options: argparse.Namespace) -> list[Problem]:
    """record the current addresses and figures in published.json"""
    from datastory.releases import ledger, promises

    made = make(options.root, options.url)
    problems = made.problems + list(promises.unwritten(made.story))
    if made.kept and not problems:
        whole = ledger.released_with(made.kept.released, made.kept.now)
        problems = files.write_file(options.root / ledger.PUBLISHED, ledger.written(whole))
    if made.kept and not problems:
        now = made.kept.now
        counts = f"{len(now.addresses)} addresses, {len(now.facts)} figures"
        report.say(f"{ledger.PUBLISHED}: {counts}, {len(now.charts)} charts; commit this file")
    return report.told(problems, made.texts)


def facts(options: argparse.Namespace) -> list[Problem]:
    """list every fact, its proof and its uses, and figures of sources that none captures"""
    from datastory.checking import listing
    from datastory.evidence.kept import shelf

    tree, _ = files.read_tree(options.root, HERE)  # what is wrong with it `make` tells
    made = make(options.root, options.url)
    listed = listing.list_facts(made.story, made.drawings, shelf(tree))
    report.say(report.as_json(listed) if options.format == "json" else listing.as_text(listed))
    return report.told(made.problems, made.texts)


def fix(options: argparse.Namespace) -> list[Problem]:
    """rewrite linked words that no longer say their fact"""
    from datastory.checking import fixing

    tree, unreadable = files.read_tree(options.root, HERE)
    made = make(options.root, options.url, tree)
    fixes, texts = fixing.fix(made.story, made.texts)
    problems = unreadable + [
        problem
        for path, text in texts.items()
        for problem in files.write_file(options.root / path, files.encode(text, tree[path]))
    ]
    report.say(report.as_json(fixes) if options.format == "json" else fixing.as_text(fixes))
    made = make(options.root, options.url) if texts else made
    return report.told(problems + made.problems, made.texts)


def diff(options: argparse.Namespace) -> list[Problem]:
    """tell what changes for readers since a git revision, or since the last release"""
    from datastory.releases import changes, changes_told

    tree, unreadable = files.read_tree(options.root, HERE)
    made = make(options.root, options.url, tree)
    problems = unreadable + made.problems
    if made.kept:
        old, unknown = before(options, made, tree)
        problems = problems + unknown
        if old:
            found = changes.compare(old, made.kept.now, made.story, made.drawings)
            since = f"since {options.revision or 'the last release'}"
            if options.format == "json":
                report.say(report.as_json(found))
            else:
                report.say(changes_told.told(found, since, options.format))
    return report.told(problems, made.texts)


def before(
    options: argparse.Namespace, made: Made, tree: dict[str, bytes]
) -> tuple[Side | None, list[Problem]]:
    """What readers had at a revision, built as it would be today; or at the last release."""
    from datastory.disk import revisions
    from datastory.problem import Location, Problem
    from datastory.releases import changes, ledger

    if options.revision is None and made.kept:
        if made.kept.released.addresses:
            return changes.Side(made.kept.released), []
        message = "nothing is released yet; name a revision to compare with: build.py diff main"
        return None, [Problem(Location(ledger.PUBLISHED), message)]
    then, unread = revisions.read_revision(options.root, options.revision, tree)
    if unread:
        return None, unread
    old = make(options.root, options.url, then)
    if old.kept is None:
        first = f"the story did not build at {options.revision}: {min(old.problems)}"
        return None, [Problem(Location("."), first)]
    return changes.Side(old.kept.now, old.story, old.drawings), []


def serve(options: argparse.Namespace) -> list[Problem]:
    """show the site live on this machine while you write"""
    from datastory import cache
    from datastory.charts import workers
    from datastory.preview import preview  # its server takes a tenth of a second to import

    gc.enable()  # this one builds again and again
    for asked in (signal.SIGINT, signal.SIGTERM):  # what it keeps is whole at any moment
        signal.signal(asked, lambda *_: os._exit(0))
    made = functools.partial(draft, options.root, options.url)

    def judged(made: Made) -> Made:
        made = inspected(made)
        cache.current().save()  # each time, as the preview may be ended at any moment
        return made

    with workers.at_hand({}, options.root / ".cache"):  # one start of them for all drawings
        problems = preview.serve(made, judged, options.root, HERE, options.port, options.open)
    return report.told(problems, {})


def preview_file(options: argparse.Namespace) -> list[Problem]:
    """write the story as one HTML file, everything inside"""
    from datastory.preview import single

    made = make(options.root, options.url)
    problems = made.problems
    if not problems:
        page = single.single(made.pages, made.story.site.url).encode()
        problems = files.write_file(options.file, page)
    if not problems:
        report.say(f"{options.file}: the whole story, {len(page) // 1024} KiB")
    return report.told(problems, made.texts)


def new(options: argparse.Namespace) -> list[Problem]:
    """write a small story to start from into an empty folder"""
    from datastory.new import new as new_story

    problems = new_story(options.folder)
    if not problems:
        report.say(
            f"{options.folder}: a story. See it with: python build.py serve --root {options.folder}"
        )
    return report.told(problems, {})


COMMANDS = {
    "build": build,
    "check": check_only,
    "facts": facts,
    "fix": fix,
    "diff": diff,
    "release": release,
    "serve": serve,
    "preview": preview_file,
    "new": new,
}


def port(text: str) -> int:
    """A port that can be listened on; 0 lets the system choose one."""
    if not 0 <= int(text) <= 65535:
        raise ValueError
    return int(text)


def usage() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--root", type=Path, metavar="DIR", help="the story's folder")
    common.add_argument("--out", type=Path, metavar="DIR", help="where the site goes (ROOT/site)")
    common.add_argument("--url", help="the site's public address, instead of site.url")
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__, parents=[common])
    commands = parser.add_subparsers(prog=parser.prog, dest="command", metavar="COMMAND")
    for name, run in COMMANDS.items():
        commands.add_parser(name, help=run.__doc__, parents=[common])
    which = commands.choices
    which["check"].add_argument(
        "--released", action="store_true", help="fail if the ledger lacks an address or figure"
    )
    which["check"].add_argument(
        "--external", action="store_true", help="also follow links to other hosts"
    )
    for name in ("facts", "fix"):
        which[name].add_argument("--format", choices=("text", "json"), default="text")
    which["diff"].add_argument("revision", nargs="?", metavar="REV", help="a git revision")
    which["diff"].add_argument("--format", choices=("text", "json", "markdown"), default="text")
    which["serve"].add_argument("--port", type=port, default=8000, metavar="N")
    which["serve"].add_argument("--open", action="store_true", help="open a browser")
    which["preview"].add_argument("file", type=Path, metavar="FILE")
    which["new"].add_argument("folder", type=Path, metavar="DIR")
    return parser


def main(arguments: Sequence[str]) -> int:
    options = usage().parse_args(arguments)
    options.root = getattr(options, "root", HERE)
    options.out = getattr(options, "out", options.root / "site")
    options.url = getattr(options, "url", os.environ.get("SITE_URL", ""))
    command = COMMANDS[options.command or "build"]
    missing = [] if command is new else files.no_folder(options.root)
    failed = report.told(missing, {}) or command(options)
    save()
    return 1 if failed else 0


def save() -> None:
    """Keeps answers for the next build: last, since on a small disk the site comes first.

    Where nothing had changed, none was asked for, and the cache is not even imported.
    """
    if cache := sys.modules.get("datastory.cache"):
        cache.current().save()


if __name__ == "__main__":
    gc.disable()  # a build leaves hardly any garbage, and looking for it takes up to a tenth of it
    try:
        code = main(sys.argv[1:])
        gc.freeze()  # or Python would look through all it holds before it lets go of it
        sys.exit(code)
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("datastory"):
            raise
        sys.exit(f"{missing.name} is not installed here: type make once, then . .venv/bin/activate")
