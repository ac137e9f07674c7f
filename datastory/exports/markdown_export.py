"""The story as Markdown, for readers and programs that want words only: index.md and llms.txt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from ..cache import cached, digest, shared
from ..model import (
    ADDRESS_CLOSE,
    ADDRESS_OPEN,
    HOLE,
    Chapter,
    Chart,
    Drawing,
    Fact,
    Prose,
    Story,
    Use,
)
from ..site import references, routes, wording

# What Markdown might take for one of its signs.
SIGNS = re.compile(r"([\\`*_\[\]<>~|$^]|&(?=#?\w+;))")
START = re.compile(r"^(\s*\d*)([-+=#.)])")  # of a line that is a list or a heading
ADDRESS = re.compile(f"{ADDRESS_OPEN}([^{ADDRESS_CLOSE}]*){ADDRESS_CLOSE}")


def twin(story: Story, drawings: Mapping[str, Drawing]) -> str:
    """The whole story: its words with every figure linked, its charts as tables, its sources."""
    site = story.site
    made = _Twin(story, drawings)
    blocks = [
        f"# {_plain(site.title.text)}",
        begun(made.inline(site.description)),
        _byline(story),
        *([made.chart(story.charts[site.opening])] if site.opening in drawings else []),
    ]
    others = replace(story, chapters=())
    rest = digest(shared(others, drawings))
    blocks += [_chapter(chapter, others, drawings, rest) for chapter in story.chapters]
    blocks += ["## All figures", "\n".join(map(made.figure, story.facts.values()))]
    blocks += ["## Sources", "\n".join(map(made.source, story.sources))]
    changed = references.changes(story)
    if changed:
        lines = [
            f"- {wording.CHANGES[entry.change.kind]}: {_plain(entry.fact.what.text)}. "
            f"{_plain(wording.changed(entry.fact, entry.change))}"
            for entry in changed
        ]
        blocks += ["## Corrections", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


@cached(lambda chapter, story, drawings, rest: (chapter, rest))
def _chapter(
    chapter: Chapter, story: Story, drawings: Mapping[str, Drawing], rest: bytes
) -> str:  # fmt: skip
    """No other chapter shows in it, so `story` comes without; `rest` is the digest of both."""
    made = _Twin(story, drawings)
    said = f"## {made.inline(chapter.title)}", made.inline(chapter.summary), made.body(chapter.body)
    return "\n\n".join(filter(None, said))


def llms(story: Story) -> str:
    """What there is to fetch, for language models."""
    site = story.site
    files = (
        (routes.TWIN, "The story", "all its words, figures, tables and sources in Markdown"),
        (routes.DATA, "Data", "every figure with its value, evidence, quotation and page, as JSON"),
        (routes.FACTS_TABLE, "Table", "the same as CSV"),
        (routes.FEED, "Feed", "new charts and corrections"),
    )
    listed = "\n".join(f"- [{name}]({_link(at)}): {about}" for at, name, about in files)
    charts = "\n".join(
        f"- [{_plain(chart.title.text)}]({_link(routes.chart(name, 'data.csv'))}): "
        f"{_plain(chart.alt.text)}"
        for name, chart in story.charts.items()
    )
    title, about = _plain(site.title.text), begun(_plain(site.description.text))
    parts = [f"# {title}", f"> {about}", "## Files", listed]
    parts += ["## Data of the charts", charts] if charts else []
    cite = _plain(wording.citation(site.title.text, site.url, site))
    cite = cite.replace(_plain(site.url), f"<{site.url}>")
    return "\n\n".join([*parts, f"Cite as: {cite}"]) + "\n"


class _Twin(Struct, frozen=True):
    story: Story
    drawings: Mapping[str, Drawing]

    def inline(self, prose: Prose) -> str:
        return " ".join(self.body(prose).split())

    def body(self, prose: Prose) -> str:
        """The Markdown as it was typed; figures link to their pages, charts are tables."""
        filled = HOLE.sub(lambda hole: self._place(prose.uses[int(hole[1])]), prose.markdown)
        return ADDRESS.sub(lambda address: self._address(address[1]), filled)

    def chart(self, chart: Chart) -> str:
        title = f"**Chart: [{_plain(chart.title.text)}]({_link(routes.chart(chart.name))})**"
        facts = [self.story.facts[id] for id in self.drawings[chart.name].facts]
        rows = "\n".join(
            f"| {_plain(fact.name)} | {_plain(fact.when)} | {self._linked(fact, fact.text)} |"
            for fact in facts
        )
        table = f"| What | When | Value |\n|---|---|---|\n{rows}" if rows else ""
        subtitle, alt, note = map(self.inline, (chart.subtitle, chart.alt, chart.note))
        return "\n\n".join(filter(None, (title, subtitle, alt, table, note)))

    def figure(self, fact: Fact) -> str:
        when = f", {wording.date_words(fact.when)}" if fact.when else ""
        shown = _plain(fact.text)
        how = wording.proof(fact, self.story.sources)
        quote = f" “{_plain(fact.quote)}”" if fact.quote else ""
        formula = f" `{fact.formula.text}`" if fact.formula else ""
        page = f"[{fact.id}]({_link(routes.figure(fact))})"
        return f"- {page}: {_plain(fact.what.text)}{when}: {shown}. {how}{quote}{formula}"

    def source(self, id: str) -> str:
        source = self.story.sources[id]
        title = f"[{_plain(source.title)}]({source.url})" if source.url else _plain(source.title)
        when = wording.date_words(source.published)
        kept = "kept document" if source.file else "quoted, not kept"
        return f"- {', '.join(filter(None, (title, _plain(source.publisher), when, kept)))}"

    def _place(self, use: Use) -> str:
        match use.kind:
            case "fact":
                return self._linked(self.story.facts[use.target], use.words)
            case "chart" if use.target in self.drawings:
                return self.chart(self.story.charts[use.target])
            case "anchor" | "chart":
                return ""
        return _plain(use.words)

    def _linked(self, fact: Fact, words: str) -> str:
        return f"[{_plain(words)}]({_link(routes.figure(fact))})"

    def _address(self, target: str) -> str:
        """Where a link in the story's words leads from here."""
        scheme, _, name = target.partition(":")
        if scheme == "fact" and name in self.story.facts:
            return _link(routes.fact(name))
        if scheme == "plain":
            return "#"
        return _link(urljoin(routes.STORY, target))


def _byline(story: Story) -> str:
    site = story.site
    by = f"By {_plain(site.author)}. " if site.author else ""
    published = f"Published {wording.date_words(site.published)}. " if site.published else ""
    corrected = references.corrected(story)
    changed = f"Corrected {wording.date_words(corrected)}. " if corrected else ""
    return f"{by}{published}{changed}<{site.url}>"


def _link(address: str) -> str:
    return routes.relative_url(address, routes.TWIN)


def escaped(text: str) -> str:
    r"""`"a*b"` -> `"a\*b"`: words that Markdown shall leave alone."""
    return SIGNS.sub(r"\\\1", text)


def begun(text: str) -> str:
    r"""`"1. A"` -> `"1\. A"`: words that begin a line."""
    return START.sub(lambda match: f"{match[1]}\\{match[2]}", text)


def _plain(text: str) -> str:
    return " ".join(escaped(text).split())
