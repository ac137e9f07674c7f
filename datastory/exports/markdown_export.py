"""The story as Markdown, for readers and programs that want words only: index.md and llms.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from msgspec import Struct
from msgspec.structs import replace

from ..cache import cached, once, shared
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


def story_markdown(story: Story, drawings: Mapping[str, Drawing]) -> str:
    """The whole story: its words with every figure linked, its charts as tables, its sources."""
    others = replace(story, chapters=())
    rest = shared(others, drawings)
    before, after = _around(others, drawings, rest)
    chapters = [_chapter(chapter, others, drawings, rest) for chapter in story.chapters]
    return "\n\n".join([*before, *chapters, *after]) + "\n"


# Most saves change a chapter alone. `rest` are the digests of the drawings and of the story, which
# has no chapters here.
@cached(lambda story, drawings, rest: rest)
def _around(
    story: Story, drawings: Mapping[str, Drawing], rest: tuple[bytes, ...]
) -> tuple[list[str], list[str]]:
    """What stands before the chapters, and what behind them."""
    site = story.site
    made, said = _Markdown(story, drawings), site.phrases
    before = [
        f"# {_plain(site.title.text)}",
        begun(made.inline(site.description)),
        _byline(story),
        *([made.chart(story.charts[site.opening])] if site.opening in drawings else []),
    ]
    after = [f"## {said.say('facts.title')}", "\n".join(made.figures())]
    after += [f"## {said.say('sources.title')}", "\n".join(map(made.source, story.sources))]
    changed = references.changes(story)
    if changed:
        lines = [f"- {_plain(wording.told_change(entry, story))}" for entry in changed]
        after += [f"## {said.say('corrections.title')}", "\n".join(lines)]
    return before, after


@cached(lambda chapter, story, drawings, rest: (once(chapter), rest))
def _chapter(
    chapter: Chapter, story: Story, drawings: Mapping[str, Drawing], rest: tuple[bytes, ...]
) -> str:
    """One chapter as Markdown."""
    made = _Markdown(story, drawings)
    said = f"## {made.inline(chapter.title)}", made.inline(chapter.summary), made.body(chapter.body)
    return "\n\n".join(filter(None, said))


def llms(story: Story) -> str:
    """llms.txt: the addresses that a language model may fetch, and what stands there."""
    site = story.site
    said = site.phrases
    files = (
        (routes.TWIN, "machines.story", "machines.story_about"),
        (routes.DATA, "machines.data", "machines.data_about"),
        (routes.FACTS_TABLE, "machines.table", "machines.table_about"),
        (routes.FEED, "machines.feed_name", "machines.feed_about"),
    )

    def line(name: str, address: str, about: str) -> str:
        return "- " + said.say("join.colon", name=f"[{name}]({_link(address)})", words=about)

    listed = "\n".join(line(said.say(name), at, said.say(about)) for at, name, about in files)
    charts = "\n".join(
        line(_plain(one.title.text), routes.chart(name, "data.csv"), _plain(one.alt.text))
        for name, one in story.charts.items()
    )
    title, about = _plain(site.title.text), begun(_plain(site.description.text))
    parts = [f"# {title}", f"> {about}", f"## {said.say('machines.files')}", listed]
    parts += [f"## {said.say('machines.data_of_charts')}", charts] if charts else []
    day = story.editions[-1] if story.editions else ""
    urls = [site.url, routes.permalink(routes.edition(day), site.url)]
    marks = ["\ue000", "\ue001"]  # addresses are written as they are, all else as plain words
    cite = _plain(wording.citation(site.title.text, marks[0], site, day, marks[1]))
    for mark, url in zip(marks, urls, strict=True):
        cite = cite.replace(mark, f"<{url}>")
    return "\n\n".join([*parts, said.say("machines.cite", citation=cite)]) + "\n"


class _Markdown(Struct, frozen=True):
    story: Story
    drawings: Mapping[str, Drawing]

    def figures(self) -> Iterator[str]:
        """A line a figure; of a series of cells one for all its points, which its page holds."""
        told: set[str] = set()
        for fact in self.story.facts.values():
            series = self.story.series.get(fact.series)
            if series is None or not series.table:
                yield self.figure(fact)
            elif series.id not in told:
                told.add(series.id)
                yield f"- [{_plain(series.what.text)}]({_link(routes.fact(series.id))})"

    def inline(self, prose: Prose) -> str:
        return " ".join(self.body(prose).split())

    def body(self, prose: Prose) -> str:
        """The Markdown as it was typed; figures link to their pages, charts are tables."""
        filled = HOLE.sub(lambda hole: self._place(prose.uses[int(hole[1])]), prose.markdown)
        return ADDRESS.sub(lambda address: self._address(address[1]), filled)

    def chart(self, chart: Chart) -> str:
        said = self.story.site.phrases
        linked = f"[{_plain(chart.title.text)}]({_link(routes.chart(chart.name))})"
        title = f"**{said.say('machines.chart', name=linked)}**"
        facts = [self.story.facts[id] for id in self.drawings[chart.name].facts]
        rows = "\n".join(
            f"| {_plain(fact.name)} | {_plain(wording.date_words(fact.when, said))} "
            f"| {self._linked(fact, fact.text)} |"
            for fact in facts
        )
        heads = " | ".join(said.say(f"table.{name}") for name in ("what", "when", "value"))
        table = f"| {heads} |\n|---|---|---|\n{rows}" if rows else ""
        subtitle, alt, note = map(self.inline, (chart.subtitle, chart.alt, chart.note))
        return "\n\n".join(filter(None, (title, subtitle, alt, table, note)))

    def figure(self, fact: Fact) -> str:
        said = self.story.site.phrases
        when = wording.date_words(fact.when, said)
        shown = _plain(fact.text)
        how = wording.proof(fact, self.story.site, self.story.sources)
        quote = f" {said.say('quoted', words=_plain(fact.quote))}" if fact.quote else ""
        formula = f" `{fact.formula.text}`" if fact.formula else ""
        page = f"[{fact.id}]({_link(routes.figure(fact))})"
        key, what = "twin.dated" if when else "twin.figure", _plain(fact.what.text)
        line = said.say(key, page=page, what=what, date=when, value=shown, proof=how)
        return f"- {line}{quote}{formula}"

    def source(self, id: str) -> str:
        source = self.story.sources[id]
        title = f"[{_plain(source.title)}]({source.url})" if source.url else _plain(source.title)
        said = self.story.site.phrases
        when = wording.date_words(source.published, said)
        kept = said.say("machines.kept" if source.file else "machines.excerpt")
        parts = [part for part in (title, _plain(source.publisher), when, kept) if part]
        return f"- {said.join(parts)}"

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
    said, corrected = site.phrases, references.corrected(story)
    published, changed = (wording.date_words(day, said) for day in (site.published, corrected))
    parts = [
        said.say("twin.author", author=_plain(site.author)) if site.author else "",
        said.say("twin.published", date=published) if published else "",
        said.say("twin.corrected", date=changed) if changed else "",
        f"<{site.url}>",
    ]
    return said.join([part for part in parts if part], "space")


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
