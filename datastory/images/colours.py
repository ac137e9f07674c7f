"""Colours of a drawing: names of the palette in a page, real ones in a picture."""

from __future__ import annotations

import re

COLOUR = re.compile(r"var\(--([\w-]+)\)")
MIXTURE = re.compile(r"color-mix\(in srgb,var\(--([\w-]+)\) (\d+)%,var\(--([\w-]+)\)\)")


def coloured(text: str, colours: dict[str, str]) -> str:
    """`fill="var(--ink)"` -> `fill="#1b1a18"`; a mixture becomes the colour it is."""
    text = MIXTURE.sub(lambda match: _mixed(match[1], match[2], match[3], colours), text)
    return COLOUR.sub(lambda match: colours.get(match[1], match[0]), text)


def _mixed(high: str, part: str, low: str, colours: dict[str, str]) -> str:
    ends = [colours.get(name, "#000000").lstrip("#") for name in (high, low)]
    share = int(part) / 100
    one, other = ([int(end[i : i + 2], 16) for i in (0, 2, 4)] for end in ends)
    mixed = (round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True))
    return "#" + "".join(f"{each:02x}" for each in mixed)
