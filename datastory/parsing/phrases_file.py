"""templates/words/: the words for readers, one file a language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..cache import cached
from ..lazy_imports import Lazy
from ..numbers.languages import LANGUAGES
from ..numbers.statements import figures
from ..phrases import ASKED, FOLDER, HOLE, Phrases
from ..problem import Location, Problem, did_you_mean
from .nodes import Mapping as Keys
from .nodes import Node, Scalar

if TYPE_CHECKING:
    from . import yaml_file
else:
    yaml_file = Lazy("datastory.parsing.yaml_file")  # 17 ms, and its answer is cached


FIRST = "en"  # the language whose file others are translated from
SAID = re.compile(
    r"""\bsay\(\s*"([\w.]+)"(?!\s*~)(?:\s+if\s+(?:[^"()]|"[^"]*"|\([^()]*\))*?\s+else\s+"([\w.]+)")?"""
)


def read_phrases(files: Mapping[str, bytes], language: str) -> tuple[Phrases, list[Problem]]:
    """The words of one language, and each that is missing: one that a template or the engine says.

    `files` hold `templates/words/LANGUAGE.yaml` and the templates by path. Where they hold no words
    at all, as in tests of what is read before them, there are none, and no problem.
    """
    return _read({path: files[path] for path in files if _holds_words(path)}, language)


def _holds_words(path: str) -> bool:
    """Whether a file says words to readers: `"templates/words/en.yaml"`, `"templates/fact.html"`"""
    return path.startswith(FOLDER) or (path.startswith("templates/") and path.endswith(".html"))


@cached(lambda *asked: asked)
def _read(files: Mapping[str, bytes], language: str) -> tuple[Phrases, list[Problem]]:
    path, first = (f"{FOLDER}{name}.yaml" for name in (language, FIRST))
    if path not in files:
        message = (
            f"this file is missing; it holds the words for readers in '{language}': copy "
            f"{first}, and translate what stands behind the colons"
        )
        none = not any(at.startswith(FOLDER) for at in files)
        return Phrases(language), [] if none else [Problem(Location(path), message)]
    said, problems = _leaves(files[path], path)
    phrases = Phrases(language, {key: leaf.text for key, leaf in said.items()})
    if problems:
        return phrases, problems
    model = _leaves(files[first], first)[0] if first in files else {}
    found = [*_compared(said, model, _asked(files), path), *_figures(said, language)]
    return phrases, found


def _figures(said: Mapping[str, Scalar], language: str) -> Iterator[Problem]:
    """Words for readers state no figures; those of dates are numbers of months and days."""
    for key, leaf in said.items() if language in LANGUAGES else ():
        bare = HOLE.sub(lambda hole: hole[3] or " ", leaf.text)
        for one in () if key.startswith("date.") else figures(bare, (), language):
            if one.core.kind != "ordinal":
                message = f"these words state '{one.text}', which no fact proves; take it out"
                yield Problem(leaf.where, message, one.text)


def _asked(files: Mapping[str, bytes]) -> dict[str, Location]:
    """The keys that the engine and the templates ask for; of a template's, where it does."""
    asked = dict.fromkeys(ASKED, Location(""))
    for path, data in files.items():
        if path.startswith("templates/") and path.endswith(".html"):
            text = data.decode(errors="replace")
            for found in SAID.finditer(text):
                for key in filter(None, found.groups()):
                    asked.setdefault(key, Location(path, text.count("\n", 0, found.start()) + 1, 1))
    return asked


def _compared(
    said: Mapping[str, Scalar],
    model: Mapping[str, Scalar],
    asked: Mapping[str, Location],
    path: str,
) -> Iterator[Problem]:
    """Every key that is asked for is there, and none wants a value of its own.

    A story's own templates may leave out what the English file has.
    """
    every = {**dict.fromkeys(model, Location("")), **asked}
    for key, where in every.items():
        if key.endswith(".one"):
            continue  # not every language has it
        if key not in said and key in model:
            yield Problem(Location(path), f"'{key}' is missing; translate “{model[key].text}”")
        elif key not in said and where.path:
            message = f"{path} has no words '{key}'{did_you_mean(key, said)}"
            yield Problem(where, message, key)
        elif key not in said:
            message = f"'{key}' is missing; copy it from the {path} that came with the generator"
            yield Problem(Location(path), message)
    for key, leaf in said.items():
        wanted = _values(model[key].text) if key in model else _values(leaf.text)
        if key not in model and key not in asked and not key.endswith(".one"):
            yield Problem(leaf.where, f"no page says '{key}'{did_you_mean(key, asked)}", leaf.text)
        for name in sorted(_values(leaf.text) - wanted):
            message = f"'{key}' is given no value '{name}'{did_you_mean(name, wanted)}"
            yield Problem(leaf.where, message, leaf.text)


def _values(phrase: str) -> frozenset[str]:
    """`"Read <story>{title}</story>"` -> `{"story", "title"}`"""
    found: set[str] = set()
    for name, link, words in HOLE.findall(phrase):
        found |= {name or link, *(_values(words) if link else ())}
    return frozenset(found)


@cached(lambda *asked: asked)
def _leaves(data: bytes, path: str) -> tuple[dict[str, Scalar], list[Problem]]:
    """`"count:\n  chart: {other: …}"` -> `{"count.chart.other": …}`"""
    try:
        node, problems = yaml_file.read_yaml(data.decode(), path)
    except UnicodeDecodeError:
        message = "this file is not in UTF-8; save it again with the encoding UTF-8"
        return {}, [Problem(Location(path), message)]
    if not isinstance(node, Keys):
        message = "this file must hold keys, as in 'name: English'"
        return {}, problems or [Problem(Location(path), message)]
    return dict(_flat(node, "")), problems


def _flat(node: Node, key: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, Keys):
        for name, each in node.items.items():
            yield from _flat(each, f"{key}.{name}" if key else name)
