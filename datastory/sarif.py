"""Problems in SARIF 2.1.0 (OASIS), the form in which code hosts and editors read findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from . import __version__
from .problem import CONTROL, Problem, in_order

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
RULES = {  # by where the problem stands, what has to hold there; the first that fits is taken
    "data.yaml": ("facts", "Every fact is well-formed and has its proof"),
    "published.json": ("ledger", "What was released stands, or says why it does not"),
    "content/charts/": ("charts", "Every chart shows what its facts say"),
    "content/": ("words", "Every sentence says what its facts say"),
    "seeds/": ("sources", "Every kept source can be read"),
    "templates/": ("templates", "Every template can be filled"),
    "": ("site", "Every page is whole"),
}
LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def log(problems: Iterable[Problem], folder: str = "") -> dict[str, Any]:
    """A SARIF log of one run, ready for JSON.

    `folder`, as `report.from_here` gives it, stands before each path: code hosts want paths
    from the root of the repository, where they run checks. Columns count characters from 1.
    """
    rules = [{"id": name, "shortDescription": {"text": rule}} for name, rule in RULES.values()]
    driver = {"name": "datastory", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, folder) for problem in in_order(problems)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, folder: str) -> dict[str, Any]:
    index, name = next(
        (index, name)
        for index, (path, (name, _)) in enumerate(RULES.items())
        if problem.where.path.startswith(path)
    )
    path = quote(f"{folder}{problem.where.path}")
    place: dict[str, Any] = {"artifactLocation": {"uri": path}}
    if line := problem.where.line:
        column = max(problem.where.column, 1)
        place["region"] = {"startLine": line, "startColumn": column}
        if problem.words and "\n" not in problem.words:
            place["region"]["endColumn"] = column + len(problem.words)
    # A link to a fact in the message would be read as a link of the log's own (SARIF 3.11.6).
    message = LINK.sub(r"\\[", CONTROL.sub(" ", problem.message))
    return {
        "ruleId": name,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }
