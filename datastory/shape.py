"""The shape of data.yaml and of front matter: the keys, and what each holds.

`fields` checks a mapping against one of these types and reports every key that does not fit.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from .problem import Problem, did_you_mean
from .yamlfile import Mapping, Node, Scalar, Sequence

Text = Annotated[str, Meta(min_length=1)]
Name = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$",
        description="letters, digits, - and _; it becomes an address and lasts",
    ),
]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a day: 2026-01-05")]
Date = Annotated[
    str,
    Meta(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="a year, a month or a day: 2025, 2025-12 or 2025-12-18",
    ),
]
Web = Annotated[str, Meta(pattern=r"^https?://\S+$", description="an address: https://…")]


class SiteShape(Struct, forbid_unknown_fields=True):
    title: Text
    description: Text
    url: Web
    repository: Web = ""
    language: Literal["en"] = "en"
    author: Text = ""
    publisher: Text = ""
    license: Text = ""
    published: Day = ""
    opening: Name = ""
    names: list[Text] = []
    budgets: dict[str, Text] = {}


class SourceShape(Struct, forbid_unknown_fields=True):
    title: Text
    publisher: Text = ""
    published: Date = ""
    url: Web = ""
    file: Text = ""


class ChangeShape(Struct, forbid_unknown_fields=True):
    value: Text
    until: Day
    kind: Literal["update", "revision", "correction", "clarification"]
    note: Text = ""


class PointShape(Struct, forbid_unknown_fields=True):
    value: Text = ""
    what: Text = ""
    label: Text = ""
    note: Text = ""
    when: Text = ""
    source: Name = ""
    quote: Text = ""
    reading: Text = ""
    formula: Text = ""
    show: Text = ""
    agrees: Text = ""
    words: list[Text] = []
    history: list[ChangeShape] = []


class FactShape(PointShape, forbid_unknown_fields=True):
    values: dict[Name, str | PointShape] = {}


class GoneShape(Struct, forbid_unknown_fields=True):
    gone: Text
    on: Day


class DataShape(Struct, forbid_unknown_fields=True):
    site: SiteShape
    sources: dict[Name, SourceShape] = {}
    facts: dict[Name, FactShape] = {}
    moved: dict[Text, str | GoneShape] = {}


class ChapterShape(Struct, forbid_unknown_fields=True):
    title: Text
    summary: Text = ""
    id: Name = ""


class ChartShape(Struct, forbid_unknown_fields=True):
    title: Text
    alt: Text
    subtitle: Text = ""


def fields(node: Node, shape: type[Struct], what: str, problems: list[Problem]) -> dict[str, Node]:
    """The values of a mapping that fit `shape`, by key; all that does not fit is a problem.

    `what` names the mapping in messages: "site", "the fact 'rd'".
    """
    if not isinstance(node, Mapping):
        keys = ", ".join(field.name for field in msgspec.structs.fields(shape))
        problems.append(Problem(node.where, f"{what} needs keys such as {keys}"))
        return {}
    known = {field.name: field for field in msgspec.structs.fields(shape)}
    for key, where in node.keys.items():
        if key not in known:
            message = f"{what} has no key '{key}'{did_you_mean(key, known)}"
            problems.append(Problem(where, message, key))
    for key, field in known.items():
        if field.required and key not in node.items:
            problems.append(Problem(node.where, f"{what} needs '{key}'"))
    return {
        key: value
        for key, value in node.items.items()
        if key in known and _fits(value, known[key].type, key, problems)
    }


def names(node: Node | None, what: str, problems: list[Problem]) -> dict[str, Node]:
    """A mapping of the author's own names (ids, years) to values."""
    if node is None:
        return {}
    if not isinstance(node, Mapping):
        problems.append(Problem(node.where, f"{what} is a list of names, each with its keys below"))
        return {}
    for key, where in node.keys.items():
        _fits(Scalar(key, where), Name, f"the name '{key}'", problems)
    return node.items


def _fits(node: Node, kind: Any, key: str, problems: list[Problem]) -> bool:
    """Leaves are checked here; what has keys of its own is checked when it is read."""
    if _has_keys(kind):
        return True
    if isinstance(node, Scalar) and node.text == "":
        problems.append(Problem(node.where, f"'{key}' has no value; write one or delete the key"))
        return False
    try:
        msgspec.convert(_plain(node), kind)
    except msgspec.ValidationError as error:
        problems.append(Problem(node.where, f"{key}: {_advice(node, kind, error)}", _words(node)))
        return False
    return True


def _has_keys(kind: Any) -> bool:
    made = str(kind)
    return "Shape" in made or made.startswith("dict")


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.items.items()}


def _words(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _advice(node: Node, kind: Any, error: msgspec.ValidationError) -> str:
    description = next(
        (meta.description for meta in getattr(kind, "__metadata__", ()) if meta.description), None
    )
    if isinstance(node, Scalar) and description:
        return f"'{node.text}' is not {description}" if kind is not Name else description
    if isinstance(node, Scalar) and hasattr(kind, "__args__") and "Literal" in str(kind):
        choices = [str(choice) for choice in kind.__args__]
        return f"one of {', '.join(choices)}{did_you_mean(node.text, choices)}"
    if "list" in str(kind):
        return "a list: one line each, beginning with '- ', or words in [ ]"
    return "plain words, with no keys or list below" if not isinstance(node, Scalar) else str(error)
