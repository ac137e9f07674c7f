"""A small story to start from, copied into a folder of its own."""

from __future__ import annotations

from pathlib import Path

from .disk import files
from .parsing.schema import schema_text
from .problem import Location, Problem

STARTER = Path(__file__).resolve().parent / "starter"
IGNORED = b"""\
.cache/
/site/*
!/site/.gitignore
"""


def new(folder: Path) -> list[Problem]:
    """Writes the starter, with the schema that lets editors complete its data.yaml.

    What a build makes is kept out of git.
    """
    where = Location(str(folder))
    try:
        if folder.exists() and not folder.is_dir():
            return [Problem(where, "this is a file; name a folder that is not there yet")]
        if folder.is_dir() and any(folder.iterdir()):
            return [Problem(where, "this folder is not empty; name one that is not there yet")]
    except OSError as error:
        return [Problem(where, files.said(error))]
    story, problems = files.read_tree(STARTER, STARTER)
    beside = {"data.schema.json": schema_text().encode(), ".gitignore": IGNORED}
    for path, data in (story | beside).items():
        if not problems:  # where one cannot be written, none can
            problems = files.write_file(folder / path, data)
    return problems
