"""`build.py fix`: linked words that no longer say their fact are rewritten so that they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..model import Story, Use
from ..numbers.languages import grammar
from ..numbers.quantity import Quantity
from ..numbers.rewriting import rewritten
from ..numbers.statements import misstatement, only_figure
from ..problem import Refused
from ..story_prose import proses


class Fix(Struct, frozen=True):
    """`new` is "" where the words could not be rewritten surely, and stay as they are."""

    where: str
    fact: str
    old: str
    new: str


def fix(story: Story, texts: Mapping[str, str]) -> tuple[tuple[Fix, ...], dict[str, str]]:
    """All stale words with what became of them, and the new text of each file that changes."""
    fixes: list[Fix] = []
    lines = {path: text.split("\n") for path, text in texts.items()}
    # From the end of a line to its start, so that earlier columns stay true.
    for use, quantity in sorted(_stale(story), key=lambda stale: stale[0].where, reverse=True):
        where = use.where
        written = lines[where.path][where.line - 1] if where.line else ""
        before, after = written[: where.column - 1], written[where.column - 1 :]
        there = after.startswith(use.words)
        new = _rewritten(use.words, quantity, story.site.language) if there else None
        if new is not None:
            lines[where.path][where.line - 1] = before + new + after.removeprefix(use.words)
        fixes.append(Fix(str(use.where), use.target, use.words, new or ""))
    joined = {path: "\n".join(lines[path]) for path in lines}
    changed = {path: text for path, text in joined.items() if text != texts[path]}
    return tuple(fixes[::-1]), changed


def _rewritten(words: str, fact: Quantity, language: str) -> str | None:
    """The words so that they say the fact, as the language has it; None where that is unsure."""
    by = grammar(language)
    if by.rewritten is None:
        return rewritten(words, fact)
    found = only_figure(words, language)
    new = "" if isinstance(found, Refused) else by.rewritten(words, found, fact)
    return new if new and misstatement(new, fact, language) is None else None


def as_text(fixes: Sequence[Fix]) -> str:
    if not fixes:
        return "every linked word says its fact"
    return "\n".join(
        f"{fix.where}: '{fix.old}' -> '{fix.new}'"
        if fix.new
        else f"{fix.where}: '{fix.old}' does not say {fix.fact}; rewrite it by hand"
        for fix in fixes
    )


def _stale(story: Story) -> Iterator[tuple[Use, Quantity]]:
    """Linked words that do not say their fact, with its value."""
    for use in (use for prose in proses(story) for use in prose.uses if use.kind == "fact"):
        fact = story.facts.get(use.target)
        quantity = fact.quantity if fact else None
        if quantity and use.words and misstatement(use.words, quantity, story.site.language):
            yield use, quantity
