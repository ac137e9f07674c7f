"""`.txt` and `.md`: the file as it is, line by line."""

from __future__ import annotations

from ...problem import Refused
from .document import Document
from .encoding import decoded


def read(data: bytes, encoding: str) -> Document | Refused:
    text = decoded(data, encoding)
    return text if isinstance(text, Refused) else Document("a text", text)
