"""A country in figures of many kinds, for sentences in all places where words may stand."""

from __future__ import annotations

import json

from datastory.checking.checks import check
from datastory.parsing.story import read_story

DATA = """\
site:
  title: Norland in figures
  description: What Norland sells, earns and heals.
  url: https://example.org/norland/
  author: The desk
  published: 2026-02-01
sources:
  bureau:
    title: Yearbook
    publisher: The bureau of statistics
    published: 2025-03
facts:
  exports:
    what: Exports of Norland
    source: bureau
    quote: >-
      Exports were £48.2 billion in 2021, £50.9 billion in 2022, £55.4 billion in 2023 and
      £53.7 billion in 2024
    values:
      2021: £48.2 billion
      2022: £50.9 billion
      2023: £55.4 billion
      2024: £53.7 billion
  exports_growth:
    what: Growth of exports, 2021 to 2024
    formula: "{exports.2024} / {exports.2021} - 1"
    show: 0.1%
  exports_change:
    what: Change of exports over the year
    when: 2024
    formula: "{exports.2024} / {exports.2023} - 1"
    show: 0.1%
  exports_rose:
    what: Exports rose
    formula: "{exports.2024} > {exports.2021}"
    words: [grew, climbed]
  inflation:
    what: Inflation rate
    source: bureau
    quote: Inflation was 6.8% in 2023 and 2.5% in 2024
    values:
      2023: 6.8%
      2024: 2.5%
  gdp_change:
    what: Change of gross domestic product on the quarter
    value: −0.3%
    when: 2024-Q3
    source: bureau
    quote: Gross domestic product changed by −0.3% in the third quarter of 2024
  beds:
    what: Beds in hospital
    when: 2024
    source: bureau
    quote: In 2024 Northgate had 1,240 beds, Mercy Hospital 860 and St Anne’s 415
    values:
      northgate: {value: "1,240 beds", label: Northgate}
      mercy: {value: 860 beds, label: Mercy Hospital}
      anne: {value: 415 beds, label: St Anne’s}
  schools:
    what: Primary schools
    when: 2024
    source: bureau
    quote: In 2024 there were 31 primary schools in Ashford, 24 in Bexley and 18 in Corby
    values:
      ashford: {value: "31", label: Ashford}
      bexley: {value: "24", label: Bexley}
      corby: {value: "18", label: Corby}
  turnout:
    what: Turnout at the election
    value: 61.4%
    when: July 2024
    source: bureau
    quote: Turnout at the election of July 2024 was 61.4%
  backed:
    what: Share of voters who backed the bridge
    value: 52%
    when: July 2024
    source: bureau
    quote: In July 2024, 52% of voters backed the bridge and 39% opposed it
  opposed:
    what: Share of voters who opposed the bridge
    value: 39%
    when: July 2024
    source: bureau
    quote: In July 2024, 52% of voters backed the bridge and 39% opposed it
  satisfied:
    what: Share of patients who were satisfied
    value: 75%
    when: 2024
    source: bureau
    quote: In 2024, 75% of patients were satisfied
  wage:
    what: Median pay of a nurse
    value: £640 a week
    when: 2024
    source: bureau
    quote: The median pay of a nurse was £640 a week in 2024
  milk:
    what: Price of a litre of milk
    value: 30.1p
    when: 2024
    source: bureau
    quote: In 2024 a litre of milk cost 30.1p
  heat:
    what: Highest temperature of the summer
    value: 40.3 °C
    when: 2022
    source: bureau
    quote: The highest temperature of the summer of 2022 was 40.3 °C
  deaths:
    what: Deaths on the roads
    source: bureau
    quote: 214 people died on the roads in 2023 and 188 in 2024
    values:
      2023: "214"
      2024: "188"
  asthma:
    what: Asthma admissions of children
    value: 12.3 (95% CI 10.1 to 14.5) per 100,000
    when: 2024
    source: bureau
    quote: Asthma admissions of children were 12.3 (95% CI 10.1 to 14.5) per 100,000 in 2024
  rank:
    what: Rank of Norland among exporters
    source: bureau
    quote: Norland was fifth in 2023 and third in 2024
    values:
      2023: fifth
      2024: third
  bigger:
    what: Exports as a multiple of those of Sudland
    value: "5.55"
    when: 2024
    source: bureau
    quote: In 2024 exports were 5.55 times those of Sudland
  plan:
    what: Spending on the bridge that is foreseen
    value: £9 billion
    when: 2031
    source: bureau
    quote: The bridge is foreseen to cost £9 billion by 2031
  tourists:
    what: Tourists
    value: 1.2 million tourists
    when: March 2024
    source: bureau
    quote: In March 2024, 1.2 million tourists came
  women:
    what: Women to men among students
    value: "3:2"
    when: 2024
    source: bureau
    quote: In 2024 the ratio of women to men was 3:2
  debt:
    what: Debt of the state
    value: £250 billion
    when: 2024
    source: bureau
    quote: The debt of the state was £250 billion in 2024
  sample:
    what: Patients in the trial
    value: "1,204"
    when: 2024
    source: bureau
    quote: The trial of 2024 had 1,204 patients
  pvalue:
    what: Significance of the difference in the trial
    value: p < 0.001
    when: 2024
    source: bureau
    quote: The difference was significant in 2024 (p < 0.001)
  cells:
    what: Cells in a sample
    value: 3.2 × 10^6
    when: 2024
    source: bureau
    quote: The sample of 2024 held 3.2 × 10^6 cells
  low:
    what: Lowest number of nurses foreseen
    value: 3 million
    when: 2024
    source: bureau
    quote: Between 3 million and 5 million nurses are needed in 2024
  high:
    what: Highest number of nurses foreseen
    value: 5 million
    when: 2024
    source: bureau
    quote: Between 3 million and 5 million nurses are needed in 2024
  pmin:
    what: Lower share of rain
    value: 15%
    when: 2024
    source: bureau
    quote: From 15% to 23% of days saw rain in 2024
  pmax:
    what: Upper share of rain
    value: 23%
    when: 2024
    source: bureau
    quote: From 15% to 23% of days saw rain in 2024
  emissions_cut:
    what: Cut in emissions
    value: 14%
    when: 2024
    source: bureau
    quote: Emissions were cut by 14% in 2024
  sudland:
    what: Exports of Sudland
    value: £9.7 billion
    when: 2024
    source: bureau
    quote: Exports of Sudland were £9.7 billion in 2024
"""
CHAPTER = "---\ntitle: Norland\n---\n\n{}\n"
DRAWING = """\
import altair as alt


def chart(facts):
    rows = alt.Data(values=facts.rows("beds"))
    return alt.Chart(rows).mark_bar().encode(x="value:Q", y="label:N")
"""


def told(words: str) -> list[str]:
    """What is said about words of a chapter, or of a chart: "title: Northgate is large"."""
    place, colon, rest = words.partition(": ")
    if not colon or place not in ("title", "alt", "subtitle", "note"):
        texts = {"data.yaml": DATA, "content/01-country.md": CHAPTER.format(words)}
    else:
        front = {"title": "Norland", "alt": "Bar chart of hospitals", "subtitle": "Hospitals"}
        front |= {place: rest} if place != "note" else {}
        lines = "".join(f"{key}: {json.dumps(text)}\n" for key, text in front.items())
        texts = {
            "data.yaml": DATA,
            "content/01-country.md": CHAPTER.format("![](chart:beds)"),
            "content/charts/beds.py": DRAWING,
            "content/charts/beds.md": f"---\n{lines}---\n\n{rest if place == 'note' else ''}\n",
        }
    story, problems = read_story(texts)
    return [problem.message for problem in [*problems, *check(story)]]
