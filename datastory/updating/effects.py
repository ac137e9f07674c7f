"""What a new edition of a source changes for readers, in the order in which it matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from ..model import Drawing, Fact, Story
from ..problem import Problem
from ..site import references
from ..site.wording import count
from .source_update import ChangedValue, Unsure, Update

MOST = 3  # points of a series that are told one by one


class Effects(Struct, frozen=True):
    """`fell` are claims that no longer hold, `misled` the places whose words say something else,
    `charts` the titles of those that are drawn otherwise, `touched` conclusions, `added` points.
    """

    figures: tuple[str, ...]
    fell: tuple[str, ...]
    misled: tuple[str, ...]
    charts: tuple[str, ...]
    touched: tuple[str, ...]
    added: tuple[str, ...]
    unsure: tuple[str, ...]
    stale: tuple[str, ...]  # what the source's own entry says of the edition before


def effects(
    old: Story,
    drawn: Mapping[str, Drawing],
    made: Update,
    drawings: Mapping[str, Drawing],
    problems: Sequence[Problem],
    source: str,
) -> Effects:
    """`drawn` are the charts as they were, `problems` what is wrong with the story as it is now."""
    new = made.story
    fallen = [
        fact
        for fact in new.facts.values()
        if fact.formula and fact.formula.exact is False and _held(old.facts.get(fact.id))
    ]
    unsure = [new.facts[one.fact] for one in made.unsure if one.fact in new.facts]
    listed = {fact.proof.where for fact in (*fallen, *unsure)} | {one.value_at for one in unsure}
    looks = [
        old.charts[name].title.text
        for name, drawing in drawings.items()
        if name in drawn and name in old.charts and drawing.svg != drawn[name].svg
    ]
    changed = [one.fact.id for one in made.changed]
    return Effects(
        figures=tuple(_figures(made.changed)),
        fell=tuple(f"{fact.id}: {fact.what.text}" for fact in fallen),
        misled=tuple(str(problem) for problem in problems if problem.where not in listed),
        charts=tuple(looks),
        touched=tuple(_touched(changed, fallen, new, drawings)),
        added=tuple(_added(made.added)),
        unsure=tuple(map(_doubt, made.unsure)),
        stale=tuple(_stale(old, new, source)),
    )


def _held(fact: Fact | None) -> bool:
    return fact is not None and fact.formula is not None and fact.formula.exact is True


def _figures(changed: Sequence[ChangedValue]) -> Iterator[str]:
    """A line for each figure, and one for a whole series of them."""
    by_series = groupby(changed, key=lambda one: (one.fact.series or one.fact.id, one.kind or ""))
    for (id, kind), group in by_series:
        points = list(group)
        how = {"revision": "revised", "update": "updated", "": "computed anew"}[kind]
        if len(points) > MOST:
            first, last = points[0].fact.key, points[-1].fact.key
            yield f"{id}: {count(len(points), 'point')} {how}, {first} to {last}"
        else:
            yield from (f"{one.fact.id}: {one.old} → {one.fact.text} ({how})" for one in points)


def _touched(
    changed: Sequence[str], fallen: Sequence[Fact], story: Story, drawings: Mapping[str, Drawing]
) -> Iterator[str]:
    """The conclusions that rest on what changed: titles, summaries, the opening, turned claims."""
    site = story.site
    places = [("the story's title", site.title), ("its description", site.description)]
    for one in story.chapters:
        places.append((f"the title of #{one.slug}", one.title))
        places.append((f"the summary of #{one.slug}", one.summary))
    places += [(f"the title of the chart {one.name}", one.title) for one in story.charts.values()]
    for name, prose in places:
        if ids := [id for id in references.stated(prose) if id in changed]:
            yield f"{name} ({', '.join(dict.fromkeys(ids))})"
    opening = drawings.get(site.opening)
    if opening and any(id in opening.facts for id in changed):
        yield f"the opening chart {site.opening}"
    for fact in fallen:
        yield f"the claim {fact.id}, which turned"


def _added(added: Sequence[Fact]) -> Iterator[str]:
    for id, group in groupby(added, key=lambda fact: fact.series or fact.id):
        points = list(group)
        if len(points) > MOST:
            yield f"{id}: {count(len(points), 'point')}, {points[0].key} to {points[-1].key}"
        else:
            yield from (f"{fact.id}: {fact.text}" for fact in points)


def _doubt(one: Unsure) -> str:
    may = "".join(f"\n      perhaps: {words}" for words in one.candidates)
    return f"{one.where}: {one.fact}: {one.why}{may}"


def _stale(old: Story, new: Story, source: str) -> Iterator[str]:
    before, now = old.sources[source], new.sources.get(source)
    for key in ("published", "next"):
        said = getattr(before, key)
        if said and now and getattr(now, key) == said:
            yield f"{key}: {said}"


def as_text(found: Effects, source: str) -> str:
    """For a terminal: what fell first, what was added last, and then what is left to do."""
    changed = "; ".join(found.figures) or "no figure changed"
    lines = [f"{source}: {changed}"]
    parts = (
        ("Claims that no longer hold", found.fell),
        ("Words that say something else now", found.misled),
        ("Charts that look different", found.charts),
        ("Substantial: conclusions that rest on what changed", found.touched),
        ("Points added", found.added),
        ("Not sure, and left as it was", found.unsure),
        (f"Still of the edition before, at the source '{source}'", found.stale),
    )
    for title, said in parts:
        if said:
            lines += ["", f"{title}:", *(f"    {line}" for line in said)]
    return "\n".join(lines)
