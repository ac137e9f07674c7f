"""A story as it stood at a git revision. Only this room asks git."""

from __future__ import annotations

import os
import subprocess
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from ..problem import Location, Problem
from .files import plain_line_ends
from .stray_files import READ

LINK, TEMPLATES = b"120000", "templates/"
# In a hook, git names its own repository by these; they would lead away from the story's. From
# `git rev-parse --local-env-vars`, without the settings, which may be what lets git read here.
ELSEWHERE = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
}  # fmt: skip


def read_revision(
    root: Path, revision: str, today: Mapping[str, bytes]
) -> tuple[dict[str, bytes], list[Problem]]:
    """The story's files at `revision` by their path, as `read_tree` gives those of `today`.

    Templates are today's: old ones may ask for what the engine no longer tells them.
    """
    where = Location(".")
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options",
                      f"{revision}^{{commit}}").strip().decode()  # fmt: skip
        listed = _git(root, "ls-tree", "-r", "-z", commit)
    except FileNotFoundError:
        return {}, [Problem(where, "git is not installed, so no revision can be read")]
    except subprocess.CalledProcessError as error:
        return {}, [Problem(where, _reason(revision, error))]
    entries = [entry.partition(b"\t") for entry in listed.split(b"\0") if entry]
    kept = {
        unicodedata.normalize("NFC", path.decode(errors="replace")): info.split()[2]
        for info, _, path in entries
        if info.split()[1] == b"blob" and info.split()[0] != LINK
    }
    ids = {path: id for path, id in kept.items() if _is_storys(path)}
    contents = zip(ids, _contents(root, list(ids.values())), strict=True)
    files = {path: plain_line_ends(path, data) for path, data in contents}
    if "data.yaml" not in files:
        return {}, [Problem(where, f"there was no data.yaml here at {revision}")]
    return files | {path: data for path, data in today.items() if path.startswith(TEMPLATES)}, []


def published_commit(folder: Path) -> tuple[str, str]:
    """The address that a repository is fetched from, and the commit that stands in `folder`.

    Both "" where there is no repository, or where only this machine has the commit.
    """
    try:
        commit = _git(folder, "rev-parse", "--verify", "HEAD").strip().decode()
        if not _git(folder, "branch", "--remotes", "--contains", commit).strip():
            return "", ""
        return _git(folder, "remote", "get-url", "origin").strip().decode(), commit
    except (OSError, subprocess.CalledProcessError):
        return "", ""


def _is_storys(path: str) -> bool:
    parts = path.split("/")
    hidden = any(part.startswith((".", "__pycache__")) for part in parts)
    return parts[0] in READ and not path.startswith(TEMPLATES) and not hidden


def _contents(root: Path, ids: list[bytes]) -> list[bytes]:
    """What git keeps under each id: `id SP type SP size LF bytes LF` comes back for each."""
    answer = _git(root, "cat-file", "--batch", given=b"".join(id + b"\n" for id in ids))
    contents, at = [], 0
    for _ in ids:
        end = answer.index(b"\n", at)
        size = int(answer[at:end].split()[2])
        contents.append(answer[end + 1 : end + 1 + size])
        at = end + size + 2
    return contents


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {name: text for name, text in os.environ.items() if name not in ELSEWHERE}
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        input=given,
        capture_output=True,
        check=True,
        env=environment | {"LC_ALL": "C"},
    )
    return done.stdout


def _reason(revision: str, error: subprocess.CalledProcessError) -> str:
    told = error.stderr.decode(errors="replace")
    if "not a git repository" in told:
        return "this folder is in no git repository, so it has no revisions"
    if told:
        return f"git could not read '{revision}': {' '.join(told.split())}"
    return f"git knows no revision '{revision}' here; in a shallow copy, fetch it first"
