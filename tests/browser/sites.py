"""A built story, and the addresses of its kinds of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from running import found_again

from datastory.commands import common
from datastory.model import Story
from datastory.site import routes
from tools.served import REPOSITORY, served

PUBLIC = f"https://example.org{REPOSITORY}"


@dataclass(frozen=True)
class Site:
    """A built story: in a `folder`, and served at `url` and under a repository's name."""

    story: Story
    pages: dict[str, bytes]
    folder: Path
    url: str

    def kinds(self) -> dict[str, str]:
        """One address of every kind of page that this story has."""
        point = next((fact for fact in self.story.facts.values() if fact.series), None)
        plain = next(fact for fact in self.story.facts.values() if not fact.series)
        claim = next((fact for fact in self.story.facts.values() if fact.claim), None)
        chart = next(iter(self.story.charts))
        kinds = {
            "story": routes.STORY,
            "facts": routes.FACTS,
            "fact": routes.fact(plain.id),
            "series": routes.fact(point.series) if point else "",
            "claim": routes.fact(claim.id) if claim else "",
            "chart": routes.chart(chart),
            "sources": routes.SOURCES,
            "corrections": routes.CORRECTIONS,
            "embed": routes.embed(chart),
            "404": f"{REPOSITORY}no/such/page/",  # its links begin where the site publicly stands
        }
        return {kind: address for kind, address in kinds.items() if address}

    def at(self, address: str) -> str:
        """Where the browser finds an address of the site."""
        return self.url + address.removeprefix("/")


@contextmanager
def standing(root: Path, out: Path) -> Iterator[Site]:
    """A story's site, written into the folder `out` and served."""
    with found_again(root):
        made = common.make(root, PUBLIC)
    assert made.pages, [f"{problem.where.path}: {problem.message}" for problem in made.problems]
    for path, data in made.pages.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)
    with served(made.pages) as url:
        yield Site(made.story, made.pages, out, url)
