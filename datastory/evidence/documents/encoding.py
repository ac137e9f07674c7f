"""Bytes of a kept file to text: UTF-8, UTF-16 with its mark, or what `encoding` names."""

from __future__ import annotations

import codecs

from ...problem import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes, encoding: str) -> str | Refused:
    """The text with "\\n" as line ends, without a byte order mark.

    A byte order mark says more than `encoding`.
    """
    name = encoding or "utf-8"
    for mark, marked in MARKS:
        if data.startswith(mark):
            data, name = data.removeprefix(mark), marked
    try:
        text = data.decode(name)
    except LookupError:
        return Refused(f"cannot be read: there is no encoding '{encoding}'; latin-1 is one")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        said = encoding or "UTF-8"
        return Refused(
            f"is not in {said} (line {line}); name what it is in, as in encoding: windows-1252"
        )
    if "\0" in text:
        return Refused("is no text; save it as a text, or name its encoding: utf-16")
    return text.replace("\r\n", "\n").replace("\r", "\n")
