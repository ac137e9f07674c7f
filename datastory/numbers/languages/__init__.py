"""The languages of stories, each a module with its `GRAMMAR`, loaded when it is first asked for."""

from __future__ import annotations

import functools
import importlib

from .grammar import Grammar

# By code, the module of the language beside this one.
LANGUAGES = {"en": ".english", "zh": ".chinese.grammar"}


@functools.cache
def grammar(code: str) -> Grammar:
    """`"zh"` -> Chinese; KeyError for a code that is not among `LANGUAGES`."""
    module = importlib.import_module(LANGUAGES[code], __name__)
    found: Grammar = module.GRAMMAR
    return found
