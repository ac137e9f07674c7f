"""What YAML's reader stumbles over, in the words of somebody who has to mend the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from ..problem import Location, Problem

MAX_DEPTH = 20
TOO_DEEP = "nested too deeply"
NO_BREAK = re.compile("[\xa0\u2000-\u200a\u202f\u205f\u3000]")
NO_BREAK_VALUE = re.compile(f"[^:]*:(?={NO_BREAK.pattern})")
NO_BREAK_HERE = "a no-break space stands here, which is no space to YAML; type a plain one"
HASH = "'#' begins a comment, so the rest of this line is not read; put the whole value in quotes"
CURLY = re.compile(r"[:\[{]\s*[“”„‘’]")
FIRST_KEY = re.compile(r"\s+[\w.\"'-]+")
BLOCK_WORDS = re.compile(r"[^:]+:\s*[|>](?![-+0-9]*\s*(?:#|$))")
BRACKETED = re.compile(r"[^:]+:\s*[\[{]")
BEGINNING = re.compile("not allowed in this|cannot start any token|alphabetic or numeric")
OPENED = re.compile(r"[^:]+:\s*[\"'].*|\s*-\s*[\"'].*")


def syntax_problem(
    error: yaml.MarkedYAMLError, lines: Sequence[str], place: Callable[[int, int], Location]
) -> Problem:
    """The problem at its cause: a quotation mark or bracket that was opened, or the line itself."""
    mark = error.problem_mark or error.context_mark
    problem, context = str(error.problem), str(error.context)
    opened = "found unexpected end of stream" in problem or "flow" in context
    if error.context_mark and opened:
        mark = error.context_mark
    if mark is None:
        return Problem(place(0, 0), f"this cannot be read as YAML ({problem})")
    number, column = mark.line, mark.column
    while number > 0 and (number >= len(lines) or not lines[number].strip()):
        number -= 1  # the end of the file says nothing; the last words do
        column = len(lines[number])
    line = lines[number]
    where = place(number, min(column, len(line)))
    for cause in (number, number - 1):  # without its value a key swallows the next line
        if cause >= 0 and (key := NO_BREAK_VALUE.match(lines[cause])):
            return Problem(place(cause, key.end()), NO_BREAK_HERE)
    if (bracket := BRACKETED.match(line)) and problem != TOO_DEEP:
        where = place(number, bracket.end() - 1)
    if NO_BREAK.search(line[: len(line) - len(line.lstrip())] + line[column:][:2]):
        return Problem(where, NO_BREAK_HERE)
    return Problem(where, _advice(problem, context, line, column))


def _advice(problem: str, context: str, line: str, column: int) -> str:
    value = line.split(":", 1)[-1].lstrip()
    if problem == TOO_DEEP:
        return f"lists and keys are nested more than {MAX_DEPTH} deep here; nothing needs that"
    if "\t" in line[: max(column, 1)] and not line[:column].strip():
        return "a tab stands here; indent with spaces"
    if CURLY.search(line) and "quoted scalar" not in context:
        return "curly quotation marks do not quote in YAML; put straight ones around the value"
    if "escape" in problem:
        return "in double quotes \\ begins an escape; write \\\\, or use single quotes"
    if "quoted scalar" in context:
        return "a quotation mark is opened here and not closed"
    if "mapping values are not allowed" in problem and FIRST_KEY.fullmatch(line[:column]):
        return "this line is indented too far, or the one above lacks its quotes"
    if "mapping values are not allowed" in problem:
        return "a second colon stands in this line; put the value in quotes"
    if value.startswith(("[", "{")) and not set("]}") & set(value):
        return "a bracket is opened here and not closed; close it, or put the value in quotes"
    if value.startswith(("[", "{")) or "flow" in context:
        return "a value that begins with a bracket must stand in quotes"
    if BLOCK_WORDS.match(line):
        return "a value that begins with > or | must stand in quotes"
    if "could not find expected ':'" in problem:
        return "a key without a colon; is a colon or an indentation missing here or above?"
    if BEGINNING.search(problem):
        return "a value cannot begin with this character; put the value in quotes"
    if OPENED.match(line):
        return "more follows the closing quotation mark; quote the whole value, in the other marks"
    if "block" in context or "document start" in problem:
        return "this line does not fit those above; keys that belong together begin in one column"
    return f"this cannot be read as YAML ({problem}); check quotes and indentation"
