"""What the code of a chart letters itself, in the language of an edition: `labels` of its words."""

from __future__ import annotations

import ast
import contextlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..model import Chart, Label
from ..numbers.hanzi import HAN
from ..parsing.labels import HOLE
from ..problem import Location, Problem, did_you_mean
from .chart_code import leaves, nodes
from .chart_facts import GEO, ChartFact
from .scene import Scene

Spec = dict[str, Any]

# Letters of one script side by side; Han is written without spaces, so beside others too.
WORD = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+")
QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
# Properties of a specification whose text is no letter of the drawing.
NAMES = frozenset((
    "$schema", "aggregate", "as", "config", "field", "groupby", "href", "id", "mark", "name",
    "style", "timeUnit", "type", "url",
))  # fmt: skip
EXPRESSIONS = frozenset(("filter", "test"))
GUIDES = ("axis", "legend", "header")


def labelled(spec: Spec, labels: Sequence[Label]) -> Spec:
    """The specification with every text that a label names in the label's words.

    `{"text": "patents 5.2"}` with the label `patents {}: 专利 {}` -> `{"text": "专利 5.2"}`.
    """
    if not labels:
        return spec
    said: Spec = _said(spec, "", labels)
    return said


def used_by(spec: Mapping[str, Any], labels: Sequence[Label]) -> Iterator[Label]:
    """The labels that name a text of a specification, as it was before."""
    texts = {leaf for leaf in leaves(spec) if isinstance(leaf, str)}
    quoted = [match[1] or match[2] or "" for text in texts for match in QUOTED.finditer(text)]
    for text in [*texts, *quoted]:
        if label := _named(text, labels):
            yield label


def _said(node: Any, key: str, labels: Sequence[Label]) -> Any:
    if isinstance(node, str):
        if key in EXPRESSIONS:
            return QUOTED.sub(lambda match: _requoted(match, labels), node)
        return node if key in NAMES else words_of(node, labels)
    if isinstance(node, list):
        return [_said(each, key, labels) for each in node]
    if not isinstance(node, dict) or key == "config":
        return node
    said = {name: _said(each, name, labels) for name, each in node.items()}
    title = _title_of_field(node, labels)
    return {**said, "title": title} if title else said


def _requoted(match: re.Match[str], labels: Sequence[Label]) -> str:
    inner = match[1] if match[1] is not None else match[2]
    return f"{match[0][0]}{words_of(inner, labels)}{match[0][0]}"


def _title_of_field(node: Mapping[str, Any], labels: Sequence[Label]) -> str:
    """The title of an axis or legend that has none but the name of its field."""
    field = node.get("field")
    guides = [node.get(guide, {}) for guide in GUIDES]
    if not isinstance(field, str) or "title" in node or "aggregate" in node:
        return ""
    if any(guide is None or "title" in guide for guide in guides if not isinstance(guide, str)):
        return ""
    return words_of(field, labels) if any(label.text == field for label in labels) else ""


def words_of(text: str, labels: Sequence[Label]) -> str:
    """`("patents 5.2", [patents {}: 专利 {}])` -> `"专利 5.2"`; what no label names stays."""
    label = _named(text, labels)
    match = label and _pattern(label.text).fullmatch(_folded(text))
    if not label or not match:
        return text
    filled = iter(match.groups())

    def value(hole: re.Match[str]) -> str:
        return match.groups()[int(hole[1]) - 1] if hole[1] else next(filled)

    return HOLE.sub(value, label.words)


def _named(text: str, labels: Sequence[Label]) -> Label | None:
    """Of the labels that name a text, that with the most letters of its own."""
    folded = _folded(text)
    fitting = [label for label in labels if _pattern(label.text).fullmatch(folded)]
    return max(fitting, key=lambda label: len(label.text.replace("{}", "")), default=None)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _pattern(text: str) -> re.Pattern[str]:
    pieces = (re.escape(piece) for piece in _folded(text).split("{}"))
    return re.compile("(.+?)".join(pieces))


def unlabelled(
    chart: Chart,
    files: Mapping[str, bytes],
    facts: Sequence[ChartFact],
    scenes: Iterable[Scene],
    used: Collection[Label],
) -> Iterator[Problem]:
    """Words of the main edition that are lettered in an edition's drawing, and idle labels.

    Those are words that stand in the chart's code, its helpers or content/charts/geo/, or are
    keys of its facts, and neither in the words of its facts nor in its labels. `scenes` are what
    was drawn, `used` the labels that named something there.
    """
    own = _words(" ".join(label.words for label in chart.labels))
    own |= _words(" ".join(f"{fact.label} {fact.what} {fact.text}" for fact in facts))
    templates = list(_templates(chart.code_path, files))
    main = _words(" ".join(text for text, _ in templates)) - own
    main |= _words(" ".join(fact.key for fact in facts)) - own
    main |= _words(" ".join(_names_of_places(files))) - own
    asked: set[str] = set()
    for scene in scenes:
        for text in scene.texts:
            words = _folded(text.words)
            if text.shown and _words(words) & main:
                template, where = _written(words, templates) or (words, None)
                if template not in asked:
                    asked.add(template)
                    yield Problem(_labels_of(chart), _asking(words, template, where, chart))
    for label in chart.labels:
        if label not in used:
            near = did_you_mean(label.text, [text for text, _ in templates])
            advice = near or "; leave this label out"
            yield Problem(label.where, f"the chart letters no '{label.text}'{advice}", label.text)


def _asking(words: str, template: str, where: Location | None, chart: Chart) -> str:
    at = f"{where.path}:{where.line}" if where else chart.code_path
    key = json.dumps(template, ensure_ascii=False)
    return (
        f"'{words}' is lettered as {at} writes it; say it in this language:  "
        f"labels:  then below it, indented,  {key}: …"
    )


def _labels_of(chart: Chart) -> Location:
    first = min((label.where.line for label in chart.labels), default=None)
    return Location(chart.words_path, first - 1, 1) if first else Location(chart.words_path, 1, 1)


def _words(text: str) -> set[str]:
    """Words of more than one letter, or of Han; in lower case."""
    return {word.lower() for word in WORD.findall(text) if len(word) > 1 or HAN.match(word)}


def _written(words: str, templates: Sequence[tuple[str, Location]]) -> tuple[str, Location] | None:
    """The text of the code, `{}` where it fills something in, that gives these words."""
    fitting = [
        each for each in templates if WORD.search(each[0]) and _pattern(each[0]).fullmatch(words)
    ]
    return max(fitting, key=lambda each: len(each[0].replace("{}", "")), default=None)


def _templates(path: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, Location]]:
    """Every text in the code of a chart and of its helpers: `f"patents {n}"` is "patents {}"."""
    for name, node in nodes(path, files):
        text = _text(node)
        if text and isinstance(node, ast.expr):
            yield text, Location(name, node.lineno, node.col_offset + 1)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(value) or "{}" for value in node.values)
    return ""


def _names_of_places(files: Mapping[str, bytes]) -> Iterator[str]:
    for path, data in files.items():
        if path.startswith(GEO):
            with contextlib.suppress(ValueError):
                yield from _strings(json.loads(data))


def _strings(node: Any) -> Iterator[str]:
    """Texts and keys of what JSON holds."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            if not isinstance(value, float | int):
                yield from _strings(value)
    elif isinstance(node, str):
        yield node
