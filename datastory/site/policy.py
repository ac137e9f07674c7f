"""A page's Content-Security-Policy: read, and changed where a page is not served as built."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping

META = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)')


def hashed(text: str) -> str:
    """The words by which a policy allows one inline style or script: `'sha256-…'`."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules_of(page: str) -> dict[str, str]:
    """`{"default-src": "'none'", "img-src": "'self' data:"}`; empty where a page has no policy."""
    found = META.search(page)
    rules = html.unescape(found[2]).split(";") if found else []
    pairs = (rule.strip().partition(" ") for rule in rules if rule.strip())
    return {name: value for name, _, value in pairs}


def with_rules(page: str, rules: Mapping[str, str]) -> str:
    """The page with `rules` in place of its own; a page without a policy stays without one."""
    text = html.escape("; ".join(f"{name} {value}" for name, value in rules.items()))
    return META.sub(lambda meta: meta[1] + text + meta[3], page, count=1)
