"""Whether anything changed since the last build, told before any slow import.

The digest covers every byte that a build reads: the story, the engine, the templates; and the
libraries by their versions. Only of comments in data.yaml nothing depends but the lines that
messages name, and after a build that succeeded there are none. The site is recognised by its files'
names, sizes and times.
"""

from __future__ import annotations

import contextlib
import json
import os
from _blake2 import blake2b
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .. import cache_file
from ..problem import CONTROL
from .comments import only_comments_changed
from .engine import add, version

RECORD, DATA = "built.json", "data.yaml"


class Inputs(NamedTuple):
    """What a build reads: `data` is data.yaml, `rest` the hexadecimal digest of all else."""

    rest: str
    data: bytes


def inputs_of(tree: Mapping[str, bytes], url: str) -> Inputs:
    """What a build reads: files of the story by path, engine, address."""
    made = blake2b(f"{version()}\0{url}".encode(), digest_size=20)
    for name, data in tree.items():
        add(made, name, b"" if name == DATA else data)
    return Inputs(made.hexdigest(), tree.get(DATA, b""))


def same_result(cache: Path, inputs: Inputs, out: Path) -> str | None:
    """What the last build said, if it would say and make the same again, and its site stands.

    Nothing where a build that was killed left something, which the next one clears away.
    """
    folder, name = os.path.split(os.path.abspath(out))
    if any(os.path.exists(os.path.join(folder, f".{name}.{left}")) for left in ("new", "old")):
        return None
    if (known := cache_file.read(cache / RECORD, inputs.rest)) is None:
        return None
    try:
        place, site, result, digest, length = json.loads(known.head)
        data = inputs.data if digest == _digest(inputs.data) else known.part(0, length)
    except (ValueError, TypeError, RecursionError):  # others may write there as well
        return None
    if place != os.path.abspath(out) or site != _site(out) or digest != _digest(data):
        return None
    if data != inputs.data:
        if not only_comments_changed(data, inputs.data):
            return None
        record(cache, inputs, out, result)
    return CONTROL.sub(" ", str(result))


def record(cache: Path, inputs: Inputs, out: Path, result: str) -> None:
    """Keeps what was built for the next build."""
    data = inputs.data
    built = [os.path.abspath(out), _site(out), result, _digest(data), len(data)]
    cache_file.write(cache / RECORD, inputs.rest, json.dumps(built).encode(), data)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=20).hexdigest()


def _site(out: Path) -> str:
    made = blake2b(digest_size=20)
    with contextlib.suppress(OSError):  # it is being changed, or may not be read
        for folder, folders, names in os.walk(out):
            folders.sort()
            for name in sorted(names):
                state = os.stat(os.path.join(folder, name))
                said = f"{folder}/{name}\0{state.st_size}\0{state.st_mtime_ns}\0"
                made.update(os.fsencode(said))
        return made.hexdigest()
    return ""
