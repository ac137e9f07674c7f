"""A port whose figures move, rank, rival and lie ahead: for tables of sentences about them."""

from __future__ import annotations

from datastory.checking.checks import check
from datastory.model import Story
from datastory.parsing.story import read_story

DATA = """\
site:
  title: A port
  description: What moves through it.
  url: https://example.org/port/
  author: The desk
  published: 2026-02-01
sources:
  office:
    title: Harbour report
    publisher: The harbour office
    published: 2025-03
facts:
  passengers:
    what: Ferry passengers
    source: office
    quote: The ferries carried 41,000 passengers in 2022, 38,500 in 2023 and 45,200 in 2024
    values:
      2022: 41,000 passengers
      2023: 38,500 passengers
      2024: 45,200 passengers
  growth:
    what: Growth of ferry traffic over the year before
    when: 2024
    formula: "{passengers.2024} / {passengers.2023} - 1"
    show: 1%
  carried_more:
    what: The ferries carried more people than the year before
    formula: "{passengers.2024} > {passengers.2023}"
    words: [rose, were up]
  catch:
    what: Fish landed
    when: 2024
    source: office
    quote: In 2024 North Quay landed 310 tonnes of fish and South Quay 275 tonnes
    values:
      north: {value: 310 tonnes, label: North Quay}
      south: {value: 275 tonnes, label: South Quay}
  jobless:
    what: Unemployment rate
    source: office
    quote: Unemployment was 5.2% in 2023 and 4.6% in 2024
    values:
      2023: 5.2%
      2024: 4.6%
  jobless_fall:
    what: Change of the unemployment rate over the year
    when: 2024
    formula: "{jobless.2024} - {jobless.2023}"
    show: 0.1 percentage points
  cut:
    what: Fall of the port’s emissions
    value: 8%
    when: 2024
    source: office
    quote: Emissions fell by 8% in 2024
  dip:
    what: Change in harbour dues
    value: −0.3%
    when: 2024
    source: office
    quote: Harbour dues changed by −0.3% in 2024
  fare:
    what: Ferry fare for a single trip
    value: £12
    when: 2024
    source: office
    quote: In 2024 a single trip cost £12
  pay:
    what: Pay of a docker a month
    value: £2,900
    when: 2024
    source: office
    quote: A docker earned £2,900 a month in 2024
  yes:
    what: Share of voters in favour of the new quay
    value: 57%
    when: June 2024
    source: office
    quote: In June 2024, 57% were in favour and 38% against
  no:
    what: Share of voters against the new quay
    value: 38%
    when: June 2024
    source: office
    quote: In June 2024, 57% were in favour and 38% against
  rank:
    what: Rank of the port by traffic
    source: office
    quote: It was third in 2023 and second in 2024
    values:
      2023: third
      2024: second
  dredging:
    what: Cost of the dredging that is planned
    value: £90 million
    when: 2030
    source: office
    quote: The dredging planned for 2030 will cost £90 million
  scrapped:
    what: Ships scrapped
    value: 7 ships
    when: 2024
    source: office
    quote: In 2024, 7 ships were scrapped
  bought:
    what: Ships bought
    value: 11 ships
    when: 2024
    source: office
    quote: In 2024 the line bought 11 ships
  multiple:
    what: Traffic of the port as a multiple of its neighbour’s
    value: "5.55"
    when: 2024
    source: office
    quote: In 2024 traffic was 5.55 times that of its neighbour
"""
CHAPTER = "---\ntitle: The port\n---\n\n{}\n"


def told(words: str, title: str = "The port") -> list[str]:
    """What is said about words in a chapter of that title, without the places."""
    chapter = CHAPTER.replace("The port", title).format(words)
    story, problems = read_story({"data.yaml": DATA, "content/01-port.md": chapter})
    assert not problems, problems
    return [problem.message for problem in check(story)]


def story() -> Story:
    return read_story({"data.yaml": DATA})[0]
