"""The command run in this process, where its imports and what draws charts are there already.

Of what was kept it finds what a process of its own would: the story's `.cache/`.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from datastory import cache
from datastory.command_line import main
from datastory.disk import engine, files


def run(*arguments: object, cwd: Path | str = ".") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command, as typed in a folder."""
    cache.use(cache.Cache())
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:  # of what is no use of the command, and of --help
            code = int(ended.code or 0)
    return code, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def found_again(root: Path) -> Iterator[None]:
    """Context manager: inside, a build of the story in `root` finds what its last build kept."""
    with cache.using(cache.Cache(root / files.ANSWERS, engine.version())):
        yield
