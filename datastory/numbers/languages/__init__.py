"""The languages of stories, each a module with its `GRAMMAR`, loaded when it is first asked for."""

from __future__ import annotations

import functools
import importlib

from ..hanzi import HAN
from .grammar import Grammar

# By code, the module of the language beside this one.
LANGUAGES = {"en": ".english.grammar", "zh": ".chinese.grammar"}


@functools.cache
def grammar(code: str) -> Grammar:
    """`"zh"` -> Chinese; KeyError for a code that is not among `LANGUAGES`."""
    module = importlib.import_module(LANGUAGES[code], __name__)
    found: Grammar = module.GRAMMAR
    return found


def language_of(text: str) -> str:
    """ "zh" where most letters of a text are Chinese, else "en", as which all others are read."""
    letters = [letter for letter in text if letter.isalpha()]
    return "zh" if len(letters) < 2 * sum(1 for each in letters if HAN.match(each)) else "en"
