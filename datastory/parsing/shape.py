"""The shape of data.yaml and of front matter: the keys, and what each holds.

`fields` checks a mapping against one of these types and reports every key that does not fit.
"""

from __future__ import annotations

import datetime
import functools
from typing import Annotated, Any, get_args

import msgspec
from msgspec import Meta, Struct

from ..model import Kind
from ..problem import Checked, Location, Problem, did_you_mean
from .nodes import Mapping, Node, Scalar, Sequence, listed, text_of

Text = Annotated[str, Meta(min_length=1)]
Prose = Annotated[str, Meta(min_length=1, extra={"read": "as Markdown in a line"})]


def _like(pattern: str, description: str) -> Meta:
    """Words of a pattern, as schema and messages describe them to a writer."""
    return Meta(pattern=pattern, description=description)


NAME = "at most 80 letters, digits, - and _; it becomes an address and lasts"
Name = Annotated[str, _like("^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$", NAME)]
ANCHOR = "an anchor: a letter, then letters, digits, - and _"
Anchor = Annotated[str, _like("^[A-Za-z][A-Za-z0-9_-]{0,79}$", ANCHOR)]
Day = Annotated[str, _like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day, as in 2026-01-05")]
DATE = "a year, a month or a day, as in 2025, 2025-12 or 2025-12-18"
Date = Annotated[str, _like("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", DATE)]
HOST = r"""^https?://[^\s/?#@:<>"'\\^`{|}\[\]]+(:[0-9]{1,5})?"""
Web = Annotated[str, _like(HOST + r"""([/?#][^\s<>"'\\^`{|}]*)?$""", "an address, as in https://…")]
ROOT = "the address of a site, as in https://owner.github.io/story/"
Root = Annotated[str, _like(r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?$", ROOT)]
COMMENT = "<!--"  # of Markdown; plain text knows none


class NoticeShape(Struct, forbid_unknown_fields=True):
    date: Day
    text: Text
    anchor: Anchor = ""


class SiteShape(Struct, forbid_unknown_fields=True):
    title: Prose
    description: Prose
    url: Root
    repository: Web = ""
    language: Text = "en"
    languages: list[Text] = []
    author: Text = ""
    publisher: Text = ""
    license: Text = ""
    published: Day = ""
    opening: Name = ""
    names: list[Text] = []
    budgets: dict[str, Text] = {}
    notices: list[NoticeShape] = []


class TableShape(Struct, forbid_unknown_fields=True):
    sheet: Text = ""
    number: Text = ""
    pointer: Text = ""
    header: Text = ""


class SourceShape(Struct, forbid_unknown_fields=True):
    title: Text
    publisher: Text = ""
    published: Date = ""
    url: Web = ""
    file: Text = ""
    table: TableShape | None = None
    encoding: Text = ""
    retrieved: Day = ""
    next: Date = ""


class ChangeShape(Struct, forbid_unknown_fields=True, kw_only=True):
    value: Text = ""
    until: Day
    kind: Kind
    values: dict[Name, Text] = {}
    note: Text = ""


class AlsoShape(Struct, forbid_unknown_fields=True):
    source: Name
    value: Text
    quote: Text


class CellShape(Struct, forbid_unknown_fields=True):
    row: dict[str, str]
    column: Text
    in_: Text = msgspec.field(default="", name="in")


class CellsShape(Struct, forbid_unknown_fields=True):
    key: Text
    column: Text
    in_: Text = msgspec.field(default="", name="in")
    where: dict[str, str] = {}
    rows: Text = ""


class PointShape(Struct, forbid_unknown_fields=True):
    value: Text = ""
    what: Prose = ""
    label: Prose = ""
    note: Prose = ""
    when: Text = ""
    source: Name = ""
    quote: Text = ""
    reading: Text = ""
    cell: str | CellShape = ""
    assumed: Text = ""
    formula: Text = ""
    show: Text = ""
    agrees: Text = ""
    within: Text = ""
    also: str | list[AlsoShape] = ""
    tolerance: Text = ""
    words: list[Text] = []
    todo: Text = ""
    history: list[ChangeShape] = []


class FactShape(PointShape, forbid_unknown_fields=True):
    cells: CellsShape | None = None
    values: dict[Name, str | PointShape] = {}


class GoneShape(Struct, forbid_unknown_fields=True):
    gone: Text
    on: Day


class DataShape(Struct, forbid_unknown_fields=True):
    site: SiteShape
    sources: dict[Name, SourceShape] = {}
    facts: dict[Name, FactShape] = {}
    checks: list[Text] = []
    moved: dict[Text, str | GoneShape] = {}


class EditionNoticeShape(Struct, forbid_unknown_fields=True):
    date: Day
    text: Text


class EditionSiteShape(Struct, forbid_unknown_fields=True):
    title: Text
    description: Text
    author: Text = ""
    publisher: Text = ""
    names: list[Text] = []
    notices: list[EditionNoticeShape] = []


class EditionSourceShape(Struct, forbid_unknown_fields=True):
    title: Text = ""
    publisher: Text = ""


class EditionChangeShape(Struct, forbid_unknown_fields=True):
    until: Day
    note: Text


class EditionFactShape(Struct, forbid_unknown_fields=True):
    what: Text = ""
    label: Text = ""
    note: Text = ""
    text: Text = ""
    words: list[Text] = []
    reading: Text = ""
    also: Text = ""
    assumed: Text = ""
    when: Text = ""
    history: list[EditionChangeShape] = []


class EditionShape(Struct, forbid_unknown_fields=True):
    """content/zh/data.yaml: the words of data.yaml in another language, and no value."""

    site: EditionSiteShape
    sources: dict[Name, EditionSourceShape] = {}
    facts: dict[Text, EditionFactShape] = {}
    moved: dict[Text, Text] = {}


class ChapterShape(Struct, forbid_unknown_fields=True):
    title: Prose
    summary: Prose = ""
    id: Anchor = ""


class ChartShape(Struct, forbid_unknown_fields=True):
    title: Prose
    alt: Prose
    subtitle: Prose = ""


class EditionChartShape(ChartShape, forbid_unknown_fields=True):
    labels: dict[str, Text] = {}


def fields(node: Node, shape: type[Struct], what: str) -> Checked[dict[str, Node]]:
    """The values of a mapping that fit `shape`, by key; all that does not fit is a problem.

    `what` names the mapping in messages: "site", "the fact 'rd'".
    """
    known = _known(shape)
    if not isinstance(node, Mapping):
        looks_like_a_key = "; put a plain space behind the colon" if ":" in text_of(node) else ""
        message = f"{what} needs keys, as in '{next(iter(known))}: words'{looks_like_a_key}"
        yield Problem(node.where, message, text_of(node))
        return {}
    for key, where in node.keys.items():
        if key not in known:
            message = f"{what} has no key '{key}'{did_you_mean(key, known)}"
            yield Problem(where, message, key)
    for key, field in known.items():
        if field.required and key not in node.items:
            yield Problem(node.where, f"{what} needs '{key}'")
    fitting = {}
    for key, value in node.items.items():
        if key in known and (yield from _fits(value, known[key].type, key)):
            fitting[key] = value
    return fitting


def scalars(said: dict[str, Node]) -> dict[str, str]:
    """The plain values of what `fields` gives, by key; lists and mappings are left out."""
    return {key: value.text for key, value in said.items() if isinstance(value, Scalar)}


def names(node: Node | None, what: str) -> Checked[list[tuple[str, Location, Node]]]:
    """The author's own names (ids, years), places and values; those that fit no address go."""
    named = []
    advice = f"{what}: one name a line, with a colon behind it and what it names after that"
    for key, where, value in (yield from keyed(node, advice)):
        if (yield from _fits(Scalar(key, where), Name, f"the name '{key}'")):
            named.append((key, where, value))
    return named


def keyed(node: Node | None, advice: str) -> Checked[list[tuple[str, Location, Node]]]:
    """The keys of a mapping, with their places and values; anything else is a problem, as below."""
    if isinstance(node, Mapping):
        return [(key, where, node.items[key]) for key, where in node.keys.items()]
    if node:
        yield Problem(node.where, advice, text_of(node))
    return []


def entries(node: Node | None, advice: str) -> Checked[tuple[Node, ...]]:
    """The entries of a list; anything else is a problem, with advice how to write one."""
    if isinstance(node, Sequence):
        return node.items
    if node:
        yield Problem(node.where, advice)
    return ()


def items(node: Node | None) -> tuple[str, ...]:
    """The texts of the plain values in a list."""
    return tuple(item.text for item in listed(node))


@functools.cache  # msgspec reads the annotations anew each time
def _known(shape: type[Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(shape)}


def _fits(node: Node, kind: Any, key: str) -> Checked[bool]:
    """Leaves are checked here; what has keys of its own is checked when it is read."""
    if _has_keys(kind):
        return True
    if isinstance(node, Sequence) and "list" in str(kind):
        fit = True
        for item in node.items:
            fit &= yield from _fits(item, Text, key)
        return fit
    if isinstance(node, Scalar) and not node.text.strip():
        message = f"'{key}' has no value; write one behind the colon (in quotes if it holds a '#')"
        yield Problem(node.where, message)
        return False
    if kind is Text and COMMENT in text_of(node):
        message = f"{key}: {COMMENT} would be printed here; a comment in this file begins with #"
        yield Problem(node.where, message, COMMENT)
        return False
    try:
        msgspec.convert(_plain(node), kind)
        if kind in (Day, Date):
            datetime.date.fromisoformat((text_of(node) + "-01-01")[:10])
        # The patterns' $ lets a line end through.
        if kind not in (Text, Prose) and "\n" in text_of(node):
            raise ValueError
    except ValueError:
        yield Problem(node.where, f"{key}: {_advice(node, kind)}", text_of(node))
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


def _advice(node: Node, kind: Any) -> str:
    if "list" in str(kind):
        return "a list: one line each, beginning with '- ', or words in [ ]"
    if not isinstance(node, Scalar):
        return "plain words, with no keys or list below"
    described = [meta.description for meta in getattr(kind, "__metadata__", ()) if meta.description]
    if kind is Name:
        return str(described[0])
    if described:
        return f"'{node.text}' is not {described[0]}"
    choices = [str(choice) for choice in get_args(kind)]
    return f"'{node.text}' is not {' or '.join(choices)}{did_you_mean(node.text, choices)}"
