"""Whether a quotation is honest: no "not" before it and no "except" behind it is left out."""

from __future__ import annotations

import re

# "No. 3" counts, and "not only" and "no doubt" deny nothing.
DENIALS = re.compile(
    r"\b(?:not|never|neither|nor|cannot|without|hardly|scarcely|barely|denied|denies|false that"
    r"|untrue that|no(?!\.\s?\d)|n['’]t|\w+n['’]t|fail(?:s|ed|ing)? to|instead of|rather than)\b"
    r"(?!\s+(?:only|just|merely|least|doubt)\b)",
    re.I,
)
CLAUSE = re.compile(
    r"[;:,]\s|\s-|-\s|[.!?]\s|\b(?:but|and|while|whereas|although|though|which)\b", re.I
)
EXCEPTIONS = re.compile(
    r"[\s,;:(\-]*\b(?:but|except(?:ing)?|excluding|excludes|only|apart from|other than|unless|minus"
    r"|without|not|instead|if|less)\b",
    re.I,
)
SHOWN = 40  # characters of what is left out


def cut_off(before: str, after: str) -> str:
    """Why the sentence around a quotation turns what it says, or "".

    `before` and `after` are the rest of that sentence:
    `("Visits did not ", "; they fell")` -> "it begins after 'did not'; …".
    """
    clause = _last_clause(before)
    if denial := DENIALS.search(clause):
        words = clause[denial.start() :].strip()[-SHOWN:]
        return f"it begins behind '{words}', which turns it; quote the whole sentence"
    if exception := EXCEPTIONS.match(after):
        rest = " ".join(after[: exception.end()].strip(" ,;:(-").split())
        return f"it stops before '{rest}', which limits it; quote the whole sentence"
    return ""


def _last_clause(text: str) -> str:
    parts = list(CLAUSE.finditer(text))
    return text[parts[-1].end() :] if parts else text
