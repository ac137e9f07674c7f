"""The words for readers in one language, by key: what templates/words/LANGUAGE.yaml holds."""

from __future__ import annotations

import re

from markupsafe import Markup, escape
from msgspec import Struct

FOLDER = "templates/words/"
# `{name}` stands for a value; `<name>words</name>` is a link to the address that the value is.
HOLE = re.compile(r"\{(\w+)\}|<(\w+)>(.*?)</\2>", re.DOTALL)
# The keys that the engine asks for itself; templates ask for others.
ASKED = (
    "locale",
    "name", "sentence", "quoted", "join.comma", "join.semicolon", "join.space",
    "join.colon", "join.headline", "join.figure", "join.range", "date.day", "date.month",
    "date.months", "count.chapter.other", "count.chart.other", "count.figure.other",
    "count.minute.other", "count.source.other", "count.other_source.other", "story.opening",
    "copy.link", "figure.named", "figure.true", "figure.dated", "figure.about", "evidence.document",
    "evidence.cell", "evidence.excerpt", "evidence.reading", "evidence.formula",
    "evidence.assumed", "evidence.with_place", "evidence.from_source", "evidence.alone",
    "evidence.conversion", "place.line", "place.page", "place.under", "place.sheet",
    "place.table", "formula.**", "formula.*", "formula./", "formula.-", "formula.+", "formula.>=",
    "formula.<=", "formula.==", "formula.!=", "formula.>", "formula.<", "formula.min",
    "formula.max", "formula.sum", "formula.median", "formula.mean", "formula.quantile",
    "formula.sd", "formula.count", "formula.rank", "formula.abs", "formula.round", "formula.sqrt",
    "formula.log", "formula.exp", "change.update", "change.revision", "change.correction",
    "change.clarification", "change.note_of_correction", "change.note_of_clarification",
    "change.was", "change.whole", "change.named", "credit.whole",
    "credit.own", "credit.frame", "credit.frame_own", "credit.more", "credit.calculation",
    "chart.named", "facts.title", "facts.description", "facts.whole", "facts.described",
    "facts.from", "series.listed", "sources.title", "sources.description", "corrections.title",
    "corrections.description", "not_found.headline", "not_found.description", "gone.headline",
    "gone.description", "gone.moved", "gone.note", "share.link", "share.picture", "share.frame",
    "share.data", "cite.whole", "cite.part", "cite.by", "cite.genre", "cite.dated", "twin.figure",
    "twin.dated", "twin.author", "twin.published", "twin.corrected", "table.what", "table.when",
    "table.value",
    "machines.data", "machines.story", "machines.table", "machines.feed_name",
    "machines.story_about", "machines.data_about", "machines.table_about", "machines.feed_about",
    "machines.files", "machines.data_of_charts", "machines.cite", "machines.chart",
    "machines.kept", "machines.excerpt", "steps.aggregated", "steps.box_plot",
    "steps.confidence_intervals", "steps.counted_in_bins", "steps.counts",
    "steps.counts_of_kinds", "steps.density", "steps.error_band", "steps.error_bars",
    "steps.extremes", "steps.greatest_values", "steps.grouped_by_time", "steps.least_values",
    "steps.means", "steps.medians", "steps.quantiles", "steps.quartiles", "steps.regression",
    "steps.running_computation", "steps.shares_of_a_whole", "steps.smoothed_by_loess",
    "steps.stacked", "steps.standard_deviations", "steps.standard_errors", "steps.sums",
    "steps.variances", "column.id", "column.what", "column.label", "column.text", "column.value",
    "column.unit", "column.qualifier", "column.when", "column.evidence", "column.source",
    "column.quote", "column.reading", "column.formula", "column.assumed", "column.url",
    "count.point.other", "change.points", "change.point", "change.more", "change.notice",
    "edition.named", "edition.kept", "edition.that_day", "edition.newest", "edition.newest_of",
    "credit.source", "credit.assumption", "chart.computed", "facts.unused", "cite.edition",
)  # fmt: skip


class Phrases(Struct, frozen=True):
    """`said` has the phrases by their keys: `{"count.chart.one": "{n} chart", …}`."""

    language: str = "en"
    said: dict[str, str] = {}

    def say(self, key: str, **values: object) -> str:
        """`("credit.own", story="Rank")` -> `"From “Rank”"`, as plain text.

        Raises KeyError where the language has no such phrase, or the phrase asks for another value.
        """
        return _plain(self.said[key], values)

    def html(self, key: str, **values: object) -> Markup:
        """The same as HTML: values are escaped, and links lead to the addresses given.

        `("404.ways", story=Markup("<a>…</a>"), facts="facts/")`
        """
        phrase = str(escape(self.said[key])).replace("&lt;", "<").replace("&gt;", ">")
        return Markup(HOLE.sub(lambda hole: _filled(hole, values), phrase))

    def count(self, number: int, thing: str, **values: object) -> str:
        """`(1, "chart")` -> `"1 chart"`, `(2, "chart")` -> `"2 charts"`."""
        plural = f"count.{thing}.one" if number == 1 else ""
        key = plural if plural in self.said else f"count.{thing}.other"
        return self.say(key, n=number, **values)

    def join(self, words: list[str], key: str = "comma") -> str:
        """`["a", "b"]` -> `"a, b"`; `key` names the sign between them: "comma", "semicolon"."""
        return self.say(f"join.{key}").join(words)

    def sentence(self, words: str) -> str:
        """`"All figures"` -> `"All figures."`, with one full stop."""
        return self.say("sentence", words=words.rstrip(".。"))


def _plain(phrase: str, values: dict[str, object]) -> str:
    return HOLE.sub(
        lambda hole: str(values[hole[1]]) if hole[1] else _plain(hole[3], values), phrase
    )


def _filled(hole: re.Match[str], values: dict[str, object]) -> str:
    name, link, words = hole.groups()
    if name:
        return str(escape(values[name]))
    inside = HOLE.sub(lambda inner: _filled(inner, values), words)
    return f'<a href="{escape(values[link])}">{inside}</a>'
