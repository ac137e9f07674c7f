"""Starts the command: how it ends on Ctrl-C, and what it prints to, before anything slow."""

from __future__ import annotations

import _signal  # `signal` itself takes a while to import
import gc
import os
import sys

REINSTALL = "pip install -r requirements.txt"


def command() -> None:
    """The command `datastory` of the installed package: for the story in the current folder."""
    run(".", "datastory")


def run(root: str | os.PathLike[str], program: str = "build.py") -> None:
    """Runs the command that was typed, for the story in `root` where no `--root` is given.

    `root` is a folder or, for a script in it that imports nothing else, its `__file__`.
    """
    endings()
    streams()
    root = root if os.path.isdir(root) else os.path.dirname(os.path.abspath(root))
    search_last(root)
    gc.disable()  # a build leaves hardly any garbage, and looking for it takes up to a tenth of it
    try:
        from .command_line import main  # inside `try`, which says what is not installed

        code = main(sys.argv[1:], root, program=program)
        gc.freeze()  # or Python would look through all it holds before it lets go of it
        sys.exit(code)
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("datastory"):
            raise
        here = os.path.isfile(os.path.join(os.path.dirname(__file__), "..", "Makefile"))
        to_do = "type make once, then . .venv/bin/activate" if here else REINSTALL
        sys.exit(f"{missing.name} is not installed here: {to_do}")


def endings() -> None:
    """Ctrl-C ends a command at once, silently, at any moment; a preview with exit code 0.

    A preview is meant to be ended that way.
    """
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    if sys.argv[1:2] == ["serve"]:
        _signal.signal(_signal.SIGINT, lambda *_: os._exit(0))


def search_last(root: str | os.PathLike[str]) -> None:
    """No file that stands beside build.py is taken for a module of Python or of a library.

    Python looks into that folder first, and a `numbers.py` there would be its own.
    """
    if sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(root):
        sys.path.append(sys.path.pop(0))


def streams() -> None:
    """Opens closed standard streams: their numbers would be given to the first file opened."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stdout, sys.stderr = sys.stdout or os.fdopen(1, "w"), sys.stderr or os.fdopen(2, "w")
