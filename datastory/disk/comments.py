"""Whether a YAML file says the same as before, and only its comments changed."""

from __future__ import annotations

import re

from ..lazy_imports import yaml

COMMENT = re.compile(r"[ \t]*(#[^\n]*)?")  # a line that is one, or blank


def only_comments_changed(before: bytes, after: bytes) -> bool:
    """`(b"a: 1\\n", b"# one\\na: 1\\n")` -> True.

    Comments count where they have a line of their own. False as well where a new one holds a letter
    that is refused because it cannot be seen, and where YAML cannot read the file.
    """
    try:
        old, new = before.decode(), after.decode()
    except UnicodeDecodeError:
        return False
    if _bare(old) != _bare(new) or not new.replace("\n", "").replace("\t", "").isprintable():
        return False
    try:
        return _said(old) == _said(new)
    except yaml.YAMLError:
        return False


def _bare(text: str) -> list[str]:
    return [line for line in text.split("\n") if not COMMENT.fullmatch(line)]


def _said(text: str) -> list[tuple[object, ...]]:
    """The document's values in order; a line in one of them that looks like a comment is none."""
    return [
        (type(event).__name__, *(getattr(event, of, None) for of in ("value", "tag", "anchor")))
        for event in yaml.parse(text, Loader=yaml.CSafeLoader)
    ]
