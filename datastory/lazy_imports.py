"""What is slow to import, and not needed by most builds: imported when it is first used.

The milliseconds are of processor time, after all else that a build imports.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any


class Lazy:
    """A module by its whole name, imported when something of it is first used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(importlib.import_module(self._name), attribute)


if TYPE_CHECKING:
    import difflib as difflib

    import altair as altair
    import jsonschema_rs as jsonschema_rs
    import markdownify as markdownify
    import math_core as math_core
    import msgspec as msgspec
    import resvg as resvg
    import uharfbuzz as uharfbuzz
    import vl_convert as vl_convert
    import yaml as yaml
    from altair.utils import schemapi as schemapi
    from fontTools import subset as subset
    from fontTools import ttLib as ttLib
    from PIL import Image as Image
    from PIL import ImageColor as ImageColor
    from PIL import ImageDraw as ImageDraw
    from PIL import ImageFont as ImageFont
    from pymdownx import betterem as betterem
    from pymdownx import caret as caret
    from pymdownx import superfences as superfences
    from pymdownx import tasklist as tasklist
    from pymdownx import tilde as tilde
else:
    difflib = Lazy("difflib")  # 1, of the 50 in which nothing to do is found: advice on problems
    msgspec = Lazy("msgspec")  # 30, of the same: answers as JSON
    yaml = Lazy("yaml")  # 22, of the same: a comment that was added
    altair = Lazy("altair")  # 380: charts, in the processes that draw them
    schemapi = Lazy("altair.utils.schemapi")
    jsonschema_rs = Lazy("jsonschema_rs")  # 22: the rules of Vega-Lite
    vl_convert = Lazy("vl_convert")  # 4, and 300 to start: Vega
    resvg = Lazy("resvg")  # 45: pictures of charts
    uharfbuzz = Lazy("uharfbuzz")  # 21: charts for print, as outlines
    Image = Lazy("PIL.Image")  # 25, with the three below: cards
    ImageColor = Lazy("PIL.ImageColor")
    ImageDraw = Lazy("PIL.ImageDraw")
    ImageFont = Lazy("PIL.ImageFont")
    ttLib = Lazy("fontTools.ttLib")  # 13: stories with letters that the faces at hand lack
    subset = Lazy("fontTools.subset")  # 380: the same
    markdownify = Lazy("markdownify")  # 360: articles in HTML
    math_core = Lazy("math_core")  # 1: mathematics
    superfences = Lazy("pymdownx.superfences")  # 49: code; the next four for their own marks
    betterem = Lazy("pymdownx.betterem")  # 40, with the two below
    tilde = Lazy("pymdownx.tilde")
    caret = Lazy("pymdownx.caret")
    tasklist = Lazy("pymdownx.tasklist")  # 2
