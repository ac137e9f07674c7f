"""Two years of a living story: 24 monthly editions of one table, each revising earlier months."""

import datetime
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from test_editions import Place

DATA = """\
site:
  title: A library that is used
  description: Visits to the library of a town, month by month.
  url: https://example.org/library/
  published: 2024-01-20
sources:
  counts: {title: Monthly counts, publisher: The town, file: seeds/counts.csv, next: 2024-02}
facts:
  visits:
    what: Visits to the library
    source: counts
    cells: {key: Month, column: Visits, in: visits, rows: 12}
  all:
    what: Visits from January to March 2023
    formula: sum({visits.2023-01}, {visits.2023-02}, {visits.2023-03})
    show: 1 visit
  rose:
    what: Visits rose
    formula: "{visits.2023-12} > {visits.2023-01}"
    words: [rose]
"""
CHAPTER = """\
---
title: Visits
summary: How many come.
---

In January 2023 the library counted [900 visits](fact:visits.2023-01), and in December 2023 it
counted [1,120 visits](fact:visits.2023-12). Visits [rose](fact:rose).

From January to March 2023 it counted [2,760 visits](fact:all) in all.
"""


def month(number: int) -> str:
    """`0` -> `"2023-01"`"""
    return f"{2023 + number // 12}-{number % 12 + 1:02}"


def edition(number: int) -> str:
    """The table as it is published the `number`th time: a month more, earlier ones revised."""
    lines = ["Month,Visits"]
    for at in range(12 + number):
        age = 12 + number - at  # editions since a month was counted first
        revised = sum(range(1, 4)) if age > 3 else sum(range(1, age))
        drift = number if at % 5 == 0 else 0  # some are revised each time
        lines.append(f"{month(at)},{900 + 20 * at + revised + drift}")
    return "\n".join(lines) + "\n"


class Links(HTMLParser):
    def __init__(self, address: str, page: str) -> None:
        super().__init__()
        self.address, self.found, self.ids = address, set[str](), set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.ids.add(said.get("id") or "")
        href = said.get("href") or ""
        if tag == "a" and href and not re.match(r"\w+:", href):
            self.found.add(unquote(urljoin(self.address, href)))


def dead(site: Path) -> list[str]:
    """The links within a site that lead nowhere."""
    pages = {
        "/" + path.relative_to(site).as_posix().removesuffix("index.html"): path
        for path in site.rglob("*.html")
    }
    read = {address: Links(address, path.read_text()) for address, path in pages.items()}
    return [
        f"{address} -> {link}"
        for address, page in read.items()
        if address != "/404.html"
        for link in page.found
        for path, _, id in [link.partition("#")]
        if not (site / path.lstrip("/")).exists()
        or (id and path in read and id not in read[path].ids)
    ]


def test_a_story_lives_through_two_years_of_editions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path / "library")
    for path in ("content/01-research.md", "seeds/report.txt"):
        place.file(path).unlink()
    for path, text in (("data.yaml", DATA), ("content/01-visits.md", CHAPTER)):
        place.file(path).write_text(text)
    place.file("seeds/counts.csv").write_text(edition(0))
    new, told = tmp_path / "new.csv", []
    start = datetime.date(2024, 1, 20)
    place.run("fix", today=start)
    assert place.run("release", today=start) == 0, capsys.readouterr().err
    for number in range(1, 25):
        day = datetime.date.fromisoformat(f"{month(12 + number)}-20")
        new.write_text(edition(number))
        capsys.readouterr()
        place.run("update", "counts", str(new), today=day)
        told.append(capsys.readouterr().out)
        if place.run("check", today=day):  # words that say an old figure
            assert place.run("fix", today=day) == 0, capsys.readouterr().err
        assert place.run("release", today=day) == 0, capsys.readouterr().err
    # One paragraph of what changed each month, however many points were revised.
    assert len(told) == 24
    for number, words in enumerate(told, 1):
        first, *rest = words.split("\n")
        assert re.match(r"counts: visits: \d+ points revised, 2023-01 to \d{4}-\d\d", first), words
        assert f"    visits.{month(11 + number)}: " in "\n".join(rest)
        assert "Claims that no longer hold" not in words
    assert place.file("data.yaml").read_text().count("kind: revision") == 24
    # No stale word, every claim right, every address alive.
    assert place.run("check", "--released", today=day) == 0
    assert place.run("build", today=day) == 0
    page = place.page("index.html")
    january, december = (int(edition(24).splitlines()[at].split(",")[1]) for at in (1, 12))
    assert f">{january:,} visits</data>" in page and f">{december:,} visits</data>" in page
    assert dead(place.file("site")) == []
    assert len(list(place.file("site/v").iterdir())) == 25
    (then,) = re.findall(r"2023-01,(\d+)", edition(0))
    assert then != str(january)
    assert f">{then} visits</data>" in place.page("v/2024-01-20/index.html")
    assert "Read the newest version of 20 January 2026" in place.page("v/2024-01-20/index.html")
    assert place.page("corrections/index.html").count("Revised by the source") == 24
    assert (
        place.page("feed.xml").count("<title>Revised by the source: Visits to the library<") == 24
    )
