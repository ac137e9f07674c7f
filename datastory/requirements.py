"""What a new story installs: this engine, pinned to its origin, and the locked libraries."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from . import __version__
from .disk import engine
from .disk.revisions import published_commit

PIN = re.compile(r"^[\w.-]+(?:\[[\w,-]+\])?==[^\s\\]+(?: ; [^\\\n]+)?", re.MULTILINE)
HEAD = """\
# The engine that builds this story, and all that it needs, as they were when the story was begun.
# To take a newer engine, change its line and leave out the others once; `pip freeze` lists them.
"""
UNKNOWN = """\
# It was installed from a folder that has no public address. Where no index of packages has it, name
# its repository instead: datastory @ git+https://HOST/OWNER/REPOSITORY@COMMIT
"""


def requirements() -> str:
    """The text of a story's requirements.txt."""
    origin = _installed() if engine.INSTALLED else _checked_out(engine.FOLDER)
    libraries = PIN.findall((engine.FOLDER / "requirements.txt").read_text("utf-8"))
    known = "" if origin else UNKNOWN
    pins = [origin or f"datastory=={__version__}", *(library.strip() for library in libraries)]
    return HEAD + known + "\n".join(pins) + "\n"


def _installed() -> str:
    """The engine's pin, by what the installer recorded of its origin (PEP 610); "" if unknown."""
    recorded = metadata.distribution("datastory").read_text("direct_url.json")
    return f"datastory=={__version__}" if recorded is None else of_origin(json.loads(recorded))


def of_origin(origin: dict[str, Any]) -> str:
    """`{"url": "https://host/o/r", "vcs_info": {"vcs": "git", "commit_id": "1a2b"}}` ->
    `"datastory @ git+https://host/o/r@1a2b"`; "" where only this machine has it."""
    url = _public(str(origin["url"]))
    if not url:
        return _checked_out(Path(unquote(urlsplit(origin["url"]).path)))
    pin, fragment = f"datastory @ {url}", []
    if source := origin.get("vcs_info"):
        pin = f"datastory @ {source['vcs']}+{url}@{source['commit_id']}"
    elif digest := origin.get("archive_info", {}).get("hashes", {}).get("sha256"):
        fragment.append(f"sha256={digest}")
    if folder := origin.get("subdirectory"):
        fragment.append(f"subdirectory={folder}")
    return "#".join(filter(None, (pin, "&".join(fragment))))


def _checked_out(folder: Path) -> str:
    """The pin of the commit that is checked out in a folder, where others can fetch it; or ""."""
    address, commit = published_commit(folder)
    url = _public(address)
    return f"datastory @ git+{url}@{commit}" if url else ""


def _public(address: str) -> str:
    """The https address of a repository or file, without who asks for it; "" where it has none.

    `"git@github.com:owner/story.git"` -> `"https://github.com/owner/story.git"`
    """
    if shell := re.fullmatch(r"(?:ssh://)?git@([\w.-]+)[:/]([^:]+)", address):
        return f"https://{shell[1]}/{shell[2]}"
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        return ""
    host = parts.netloc.rpartition("@")[2]  # a token may stand before it
    return urlunsplit(("https", host, parts.path, parts.query, ""))
