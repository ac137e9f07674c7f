"""`labels` of an edition's chart: what its code letters, and the words for it in the language."""

from __future__ import annotations

import re

from ..model import Label
from ..problem import Checked, Problem
from .nodes import Node, text_of
from .shape import keyed

HOLE = re.compile(r"\{([1-9]?)\}")  # where the words take what the code fills in


def read_labels(node: Node | None) -> Checked[tuple[Label, ...]]:
    """`{"patents {}": "专利 {}"}` -> what the code letters, and what an edition letters there."""
    labels = []
    advice = "labels: one a line, what the chart's code letters and the words for it here"
    for text, where, given in (yield from keyed(node, advice)):
        words = text_of(given)
        if not words.strip():
            message = f"'{text}' needs its words in this language behind the colon"
            yield Problem(where, message, text)
            words = text  # no second problem for the same label
        elif (holes := text.count("{}")) != len(HOLE.findall(words)):
            many = f"{{}} {holes} times" if holes != 1 else "{} once"
            message = f"'{text}' has {many if holes else 'no {}'}; its words need as many of them"
            yield Problem(given.where, message, words)
            words = text
        elif not re.search(r"[^\W\d_]", text):
            label = "a label is for words that the code of a chart letters"
            yield Problem(where, f"'{text}' holds no word; {label}", text)
            continue
        labels.append(Label(text, words, where))
    return tuple(labels)
