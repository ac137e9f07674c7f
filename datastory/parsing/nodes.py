"""What a YAML file says, as values that know their places."""

from __future__ import annotations

from msgspec import Struct

from ..problem import Location
from .yaml_offsets import Folded


class Scalar(Struct, frozen=True, tag=True):
    """`folded` tells where its characters stand, when the text is not on one line as it is."""

    text: str
    where: Location
    folded: Folded | None = None

    def at(self, offset: int) -> Location:
        """The place of the character at `offset` of the text."""
        if self.folded:
            return self.folded.at(self.text, offset)
        return Location(self.where.path, self.where.line, self.where.column + offset)


class Sequence(Struct, frozen=True, tag=True):
    items: tuple[Node, ...]
    where: Location


class Mapping(Struct, frozen=True, tag=True):
    """`items` in the order of the file; keys keep their own places."""

    items: dict[str, Node]
    keys: dict[str, Location]
    where: Location


Node = Scalar | Sequence | Mapping


def text_of(node: Node | None) -> str:
    """The text of a plain value; "" of a list, a mapping, or nothing."""
    return node.text if isinstance(node, Scalar) else ""


def scalar(node: Node | None) -> Scalar | None:
    return node if isinstance(node, Scalar) else None


def listed(node: Node | None) -> tuple[Scalar, ...]:
    """The plain values in a list."""
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(item for item in items if isinstance(item, Scalar))
