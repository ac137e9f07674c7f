#!/usr/bin/env python3
"""Builds a data story: facts, words and charts in; a static site, or nothing but problems, out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from datastory import drawing, exports, files, inspect_pages, report
from datastory.checks import check
from datastory.model import Story
from datastory.problem import Problem
from datastory.render import render
from datastory.story import read_story

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Made:
    """What the pipe made of a story's folder; `pages` is empty where there are problems."""

    texts: dict[str, str]
    story: Story
    pages: dict[str, bytes]
    problems: list[Problem]


def make(root: Path, url: str = "") -> Made:
    """Read, parse, check, draw, render, inspect: all of a build but the writing."""
    tree, unreadable = files.read_tree(root, HERE)
    texts, undecoded = files.decode(tree)
    story, unparsed = read_story(texts, url)
    drawings, undrawn = drawing.draw_all(story, tree, root / ".cache" / "charts")
    problems = unreadable + undecoded + unparsed + check(story) + undrawn
    if problems:
        return Made(texts, story, {}, problems)
    pages = render(story, drawings, tree) | exports.export(story, drawings)
    return Made(texts, story, pages, inspect_pages.inspect(story, pages))


def build(options: argparse.Namespace) -> list[Problem]:
    """build the site (without a command, this)"""
    made = make(options.root, options.url)
    problems = made.problems or files.write_tree(options.out, made.pages)
    if not problems:
        print(report.result(made.story, made.pages, options.out))
    return report.told(problems, made.texts)


def check_only(options: argparse.Namespace) -> list[Problem]:
    """check everything, the built pages included, and write nothing"""
    made = make(options.root, options.url)
    if not made.problems:
        print(report.result(made.story, made.pages, None))
    return report.told(made.problems, made.texts)


COMMANDS = {"build": build, "check": check_only}


def usage() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--root", type=Path, metavar="DIR", help="the story's folder")
    common.add_argument("--out", type=Path, metavar="DIR", help="where the site goes (ROOT/site)")
    common.add_argument("--url", help="the site's public address, instead of site.url")
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__, parents=[common])
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, run in COMMANDS.items():
        commands.add_parser(name, help=run.__doc__, parents=[common])
    return parser


def main(arguments: Sequence[str]) -> int:
    options = usage().parse_args(arguments)
    options.root = getattr(options, "root", HERE)
    options.out = getattr(options, "out", options.root / "site")
    options.url = getattr(options, "url", os.environ.get("SITE_URL", ""))
    return 1 if COMMANDS[options.command or "build"](options) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
