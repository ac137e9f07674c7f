"""A small story to start from, in a folder of its own that needs nothing but the engine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .disk import files
from .parsing.schema import schema_text
from .problem import Location, Problem
from .requirements import requirements

TEACHES = ("data.yaml", "content/", "seeds/")  # what in the starter is its own small story
BESIDE = {".git", ".cache"}  # what may stand in the folder already: of git, of a build that failed
STARTER = Path(__file__).resolve().parent / "starter"


def new(folder: Path, story: Mapping[str, bytes] | None = None) -> list[Problem]:
    """Writes the starter, with the schemas by which editors complete the data.yaml of each edition.

    `story` are the files of another story, by path, that stands in place of the starter's own.
    """
    where = Location(str(folder))
    try:
        if folder.exists() and not folder.is_dir():
            return [Problem(where, "this is a file; name a folder that is not there yet")]
        if folder.is_dir() and {path.name for path in folder.iterdir()} - BESIDE:
            return [Problem(where, "this folder is not empty; name one that is not there yet")]
    except OSError as error:
        return [Problem(where, files.said(error))]
    problems: list[Problem] = []
    tree = starter()
    if story is not None:
        tree = {path: data for path, data in tree.items() if not path.startswith(TEACHES)}
    for path, data in (tree | dict(story or {})).items():
        if not problems:  # where one cannot be written, none can
            problems = files.write_file(folder / path, data)
    return problems


def starter() -> dict[str, bytes]:
    """Every file of a new story by its path."""
    made = {
        "data.schema.json": schema_text(),
        "edition.schema.json": schema_text(edition=True),
        "requirements.txt": requirements(),
    }
    tree = {path: text.encode() for path, text in made.items()}
    for at, folders, names in os.walk(STARTER):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            path = Path(at, name)
            tree[path.relative_to(STARTER).as_posix()] = path.read_bytes()
    return tree
