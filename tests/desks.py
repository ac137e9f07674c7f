"""Articles with what their desks had: sources of several kinds, all of them invented here.

Beside each stand its figures in order, each with what proves it: words of the quotation, or the
place of the cell. None marks a figure that no source says, which must be bound to nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from kept_files import docx, heading, paragraph, pdf, table, xlsx

Figures = list[tuple[str, str | None]]


class Given(NamedTuple):
    """An article with its sources, each a file's name and bytes, and its figures in order."""

    article: tuple[str, bytes]
    sources: list[tuple[str, bytes]]
    figures: Figures


# A short piece of news, from a press release

RELEASE = """\
FIRE SERVICE OF HARROW COUNTY
Press release, 14 January 2026

The fire service answered 8,412 calls in 2025, compared with 7,950 calls in 2024. Of these, 1,306
were fires; 2,118 were road accidents. False alarms made up 31% of all calls in 2025.

Seven people died in fires in the county last year, two fewer than in 2024. Firefighters rescued
154 people from burning buildings in 2025.

The average time from a call to the arrival of the first engine was 8.4 minutes in 2025, down from
9.1 minutes in 2024. The service employs 412 full-time firefighters and 260 volunteers.

The county council has approved a budget of £38.6 million for the service in 2026. It will buy four
new engines at a cost of £1.9 million.
"""
NEWS = """\
# Fire crews in Harrow answer more calls than ever

Fire crews in Harrow County were called out 8,412 times in 2025, the county's fire service said on
Wednesday. That compares with 7,950 calls a year earlier.

Just over 1,300 of the calls were fires. Road accidents accounted for 2,118, and 31% of all calls
were false alarms. Firefighters rescued 154 people from burning buildings.

Engines now arrive sooner: it took 8.4 minutes on average in 2025 from a call to the arrival of the
first engine, against 9.1 minutes in 2024.

The service has 412 full-time firefighters and 260 volunteers. Its budget for 2026 is £38.6 million,
of which £1.9 million will pay for four new engines.

The neighbouring county of Wick, which is half as large, counted 3,700 calls.
"""
NEWS_FIGURES: Figures = [
    ("8,412 times", "answered 8,412 calls"),
    ("7,950", "7,950 calls in 2024"),
    ("over 1,300", "1,306"),
    ("2,118", "2,118 were road accidents"),
    ("31%", "31% of all calls"),
    ("154", "154 people"),
    ("8.4 minutes", "8.4 minutes"),
    ("first", "the first engine"),
    ("9.1 minutes", "9.1 minutes"),
    ("412", "412 full-time firefighters"),
    ("260", "260 volunteers"),
    ("£38.6 million", "£38.6 million"),
    ("£1.9 million", "£1.9 million"),
    ("four", "four new engines"),
    ("half", None),
    ("3,700", None),
]

# A statistics release with its table

HOMES_CSV = """\
Region,Year,Homes started,Homes completed,"Median price (thousand euros)"
North,2023,4210,3980,214
North,2024,3875,4105,221
North,2025,4460,3790,229.5
South,2023,7120,6890,305
South,2024,6540,7015,318
South,2025,6985,6430,326
Coast,2023,2905,2610,402
Coast,2024,2480,2750,417
Coast,2025,2195,2360,438
"""
HOMES_NOTE = """\
Housing bulletin 2025: summary

Builders started 13,640 homes in 2025, an increase of 5.8% on 2024. They completed 12,580 homes in
2025, which is 9.3% fewer than in 2024.

The number of building permits rose to 15,210 in 2025, from 14,320 in 2024.

Rents rose by 3.9% in 2025. Some 62% of households own the home in which they live.

The vacancy rate stood at 2.7% at the end of 2025.
"""
HOMES = """\
---
title: Fewer homes on the coast
---

Builders began work on 13,640 homes in 2025, the housing bulletin says, 5.8% more than in 2024. But
only 12,580 homes were completed in 2025.

## Permits and rents

Authorities issued 15,210 building permits in 2025; in 2024 there had been 14,320 permits. Rents
rose by 3.9% in 2025. At the end of 2025 the vacancy rate was 2.7%, and 62% of households own their
home.

## Region by region

On the Coast, 2,195 homes were started in 2025. In the North there were 4,460, and in the South
6,985 homes started in 2025.

| Region | Homes completed in 2025 | Median price in 2025 |
|---|---|---|
| North | 3,790 | 229,500 euros |
| South | 6,430 | 326,000 euros |
| Coast | 2,360 | 438,000 euros |

The median price on the Coast was 417,000 euros in 2024. The national bank expects a rise of 4% in
the coming year.
"""
HOMES_FIGURES: Figures = [
    ("13,640", "started 13,640 homes"),
    ("5.8%", "an increase of 5.8%"),
    ("12,580", "12,580 homes"),
    ("15,210", "15,210 in 2025"),
    ("14,320", "14,320 in 2024"),
    ("3.9%", "Rents rose by 3.9%"),
    ("2.7%", "2.7% at the end of 2025"),
    ("62%", "62% of households"),
    ("2,195", "Year 2025, Region Coast, Homes started"),
    ("4,460", "Year 2025, Region North, Homes started"),
    ("6,985", "Year 2025, Region South, Homes started"),
    ("3,790", "Year 2025, Region North, Homes completed"),
    ("229,500 euros", "Year 2025, Region North, Median price"),
    ("6,430", "Year 2025, Region South, Homes completed"),
    ("326,000 euros", "Year 2025, Region South, Median price"),
    ("2,360", "Year 2025, Region Coast, Homes completed"),
    ("438,000 euros", "Year 2025, Region Coast, Median price"),
    ("417,000 euros", "Year 2024, Region Coast, Median price"),
    ("4%", None),
]

# A report on a page of the web

WATER = """\
<!doctype html><html><head><meta charset="utf-8"><title>State of the river 2024</title>
<style>.off { display: none }</style></head><body>
<nav><a href="/">Home</a> 12 reports</nav>
<main><h1>State of the river 2024</h1>
<p>The river authority took 1,840 samples at 46 stations in 2024. In 78% of the samples the water
was of good quality, up from 71% in 2019.</p>
<h2>Nitrate</h2>
<p>The mean concentration of nitrate was 5.2&nbsp;mg/l in 2024. In 2010 it had been 8.8&nbsp;mg/l.
Farms cause 64% of the nitrate that reaches the river.</p>
<p class="off">Draft figure: 99% of all wells.</p>
<h2>Fish</h2>
<p>Anglers and scientists counted 31 species of fish in 2024. Salmon returned: 1,275 salmon passed
the weir at Alden in 2024.</p>
<table><caption>Length of river by quality</caption>
<tr><th>Quality</th><th>2019 (km)</th><th>2024 (km)</th></tr>
<tr><td>Good</td><td>212</td><td>268</td></tr>
<tr><td>Moderate</td><td>140</td><td>97</td></tr>
<tr><td>Poor</td><td>58</td><td>45</td></tr></table>
<h2>Money</h2>
<p>Cleaning the river has cost 212 million euros since 2010. The treatment plant at Alden was
extended for 46.5 million euros.</p></main></body></html>
"""
RIVER = """\
<html><head><title>The river comes back</title></head><body><header>The Gazette</header>
<article><h1>The river comes back</h1>
<p>Fish are back in the river. In 2024 anglers and scientists counted 31 species, and 1,275 salmon
passed the weir at Alden.</p>
<h2>Cleaner water</h2>
<p>The authority took 1,840 samples in 2024. The water was of good quality in 78% of these samples;
in 2019 it had been 71%.</p>
<p>Nitrate has fallen to 5.2&nbsp;mg/l in 2024, from 8.8&nbsp;mg/l in 2010. Farms are behind 64% of
the nitrate in the river.</p>
<ul><li>In 2024, 268 km of the river were of good quality.</li>
<li>45 km were still of poor quality in 2024.</li></ul>
<h2>The bill</h2>
<p>The clean-up has cost 212 million euros since 2010. For <b>46.5 million euros</b> the treatment
plant at Alden was extended. A swim in the river costs 3 euros.</p></article>
<footer>Page 14</footer></body></html>
"""
RIVER_FIGURES: Figures = [
    ("31", "31 species of fish"),
    ("1,275", "1,275 salmon"),
    ("1,840", "1,840 samples"),
    ("78%", "78% of the samples"),
    ("71%", "71% in 2019"),
    ("5.2 mg/l", "5.2 mg/l in 2024"),
    ("8.8 mg/l", "8.8 mg/l"),
    ("64%", "64% of the nitrate"),
    ("268 km", "Quality Good, 2024 (km)"),
    ("45 km", "Quality Poor, 2024 (km)"),
    ("212 million euros", "212 million euros"),
    ("46.5 million euros", "46.5 million euros"),
    ("3 euros", None),
]

# A feature in Word, from a report in Word and a workbook

LIBRARIES = docx(
    heading("Public libraries of Norland: review of 2025"),
    paragraph("In 2025 the libraries of Norland had 3.42 million visits, 6.5% more than in 2024."),
    paragraph("They lent 5.1 million books and 840,000 audiobooks in 2025."),
    heading("Staff"),
    paragraph("The libraries employ 1,120 people. Volunteers gave 96,000 hours of work in 2025."),
    paragraph(
        "Opening hours were extended: 58 libraries open on Sundays, compared with 41 in 2023."
    ),
    heading("Readers"),
    paragraph("Nearly half of the members are younger than 30, and 57% of them are women."),
    table(["Library", "Members", "Events"], ["Central", "48,300", "612"],
          ["Harbour", "21,750", "344"], ["Hillside", "9,860", "127"]),
)  # fmt: skip
BUDGET = xlsx({
    "Budget": [
        ["Norland libraries", None, None],
        ["Item", "2024 (million euros)", "2025 (million euros)"],
        ["Staff", 41.2, 43.8],
        ["Books and media", 12.6, 12.1],
        ["Buildings", 9.4, 15.7],
    ],
})  # fmt: skip
FEATURE = docx(
    heading("Open on Sunday"),
    paragraph("On a Sunday in March the Central library is full before noon."),
    paragraph(
        "Norland's libraries had 3.42 million visits in 2025, and that is 6.5% more visits than in "
        "2024. They lent 5.1 million books and 840,000 audiobooks in 2025."
    ),
    paragraph("Today 58 libraries open on Sundays. In 2023 there were only 41."),
    paragraph(
        "The Central library has 48,300 members and held 612 events. The Harbour library has "
        "21,750 members. Among the members, 57% are women."
    ),
    paragraph(
        "Behind the counters work 1,120 people, and volunteers gave 96,000 hours of work in 2025."
    ),
    paragraph(
        "In 2025, 43.8 million euros of the budget went to staff and 12.1 million euros to books "
        "and media. For buildings the libraries spent 15.7 million euros in 2025, against 9.4 "
        "million euros in 2024."
    ),
    paragraph("A ticket for the tram costs 2.80 euros."),
)
FEATURE_FIGURES: Figures = [
    ("3.42 million", "3.42 million visits"),
    ("6.5%", "6.5% more than in 2024"),
    ("5.1 million", "5.1 million books"),
    ("840,000", "840,000 audiobooks"),
    ("58", "58 libraries open on Sundays"),
    ("41", "41 in 2023"),
    ("48,300", "Library Central, Members"),
    ("612", "Library Central, Events"),
    ("21,750", "Library Harbour, Members"),
    ("57%", "57% of them are women"),
    ("1,120", "employ 1,120 people"),
    ("96,000 hours", "96,000 hours of work"),
    ("43.8 million euros", "Item Staff, 2025"),
    ("12.1 million euros", "Item Books and media, 2025"),
    ("15.7 million euros", "Item Buildings, 2025"),
    ("9.4 million euros", "Item Buildings, 2024"),
    ("2.80 euros", None),
]

# A blog post, from a PDF and a file of JSON

SOLAR = pdf([
    [
        "Solar power in Westmark",
        "",
        "At the end of 2025 there were 214,600 solar roofs in Westmark. Their capacity",
        "was 2.9 GW. In 2020 there had been 61,000 roofs.",
        "",
        "Solar power met 11.4% of the demand for electricity in 2025. On 21 June 2025 it",
        "met 58% of it at noon.",
    ],
    [
        "A roof costs 9,800 euros on average, and it pays for itself in 12 years. The",
        "state paid 96 million euros in subsidies in 2025; it will pay 40 million euros",
        "in 2026.",
        "",
        "The industry employs 7,300 people, of whom 2,150 are electricians. More than 400",
        "firms install roofs.",
    ],
])  # fmt: skip
PLANTS = b"""{"plants": [
 {"plant": "Dunes", "capacity (MW)": 184, "output (GWh)": 201.5},
 {"plant": "Old Quarry", "capacity (MW)": 96, "output (GWh)": 98.2},
 {"plant": "Meadow", "capacity (MW)": 42, "output (GWh)": 44.7}]}
"""
BLOG = """\
---
title: "What the roofs of Westmark can do"
date: 2026-02-11
---

I counted the roofs in my street and then looked up the rest. By the end of 2025, **214,600** roofs
in Westmark were solar roofs; in 2020 it was 61,000 roofs. Their capacity is 2.9 GW.

That is no small thing: solar power met 11.4% of the demand for electricity in 2025.

The cost
--------

A roof costs about 9,800 euros on average and pays for itself in 12 years. The state paid 96 million
euros in subsidies in 2025. In 2026 it will pay 40 million euros.

Who does the work
-----------------

The industry employs 7,300 people; 2,150 of them are electricians. There are more than 400 firms
that install roofs.

- Dunes has a capacity of 184 MW and an output of 201.5 GWh.
- Old Quarry has a capacity of 96 MW.
- Meadow, the smallest, had an output of 44.7 GWh.

My own roof made 4,100 kWh.
"""
BLOG_FIGURES: Figures = [
    ("214,600", "214,600 solar roofs"),
    ("61,000", "61,000 roofs"),
    ("2.9 GW", "2.9 GW"),
    ("11.4%", "11.4% of the demand"),
    ("about 9,800 euros", "9,800 euros"),
    ("12 years", "12 years"),
    ("96 million euros", "96 million euros"),
    ("40 million euros", "40 million euros"),
    ("7,300", "7,300 people"),
    ("2,150", "2,150 are electricians"),
    ("more than 400", "400"),
    ("184 MW", "plant Dunes, capacity"),
    ("201.5 GWh", "plant Dunes, output"),
    ("96 MW", "plant Old Quarry, capacity"),
    ("44.7 GWh", "plant Meadow, output"),
    ("4,100 kWh", None),
]

# A port's year, with a neighbour that the source does not speak of

PORT = """\
Annual report of the Port of Tarn, 2025

The port handled 48.2 million tonnes of cargo in 2025, 3.1% less than in 2024 (49.7 million tonnes).
Container traffic rose by 4.4% to 2.31 million TEU. Imports came to 27.9 million tonnes and exports
to 20.3 million tonnes.

In total 9,840 ships called at the port in 2025. Of these, 412 were cruise ships, which brought
1.04 million passengers. In 2024, 388 cruise ships had called.

The port authority employed 1,560 people at the end of 2025, 45 more than a year before. It made a
profit of 61.5 million euros and invested 88 million euros, mostly in shore power. Three of its five
terminals now have shore power.

Emissions of carbon dioxide fell to 312,000 tonnes in 2025 from 351,000 tonnes in 2023. The
authority plans to halve them by 2035.

There were 14 accidents at work in 2025 and 19 in 2024.
"""
BOXES = """\
# Fewer tonnes, more boxes

The port of Tarn moved 48.2 million tonnes of cargo last year, 3.1% less than the year before. But
container traffic grew: it rose by 4.4% to 2.31 million TEU.

The port imported 27.9 million tonnes and exported 20.3 million tonnes. Of the 9,840 ships that
called in 2025, 412 were cruise ships; in 2024 it had been 388. They brought 1.04 million passengers
to the city.

## Money and people

The authority employs 1,560 people, 45 more than a year earlier. Its profit was 61.5 million euros
in 2025, and it invested 88 million euros.

## Clean air

Emissions of carbon dioxide fell from 351,000 tonnes in 2023 to 312,000 tonnes in 2025. Accidents at
work went down as well, from 19 in 2024 to 14 in 2025.

The neighbouring port of Selm handled 14 million tonnes, had 19 accidents and a profit of 45 million
euros. In 2024 its exports came to 412 cars a day and 3.1% of its ships were cruise ships.
"""
BOXES_FIGURES: Figures = [
    ("48.2 million tonnes", "48.2 million tonnes of cargo"),
    ("3.1%", "3.1% less than in 2024"),
    ("4.4%", "rose by 4.4%"),
    ("2.31 million", "2.31 million TEU"),
    ("27.9 million tonnes", "27.9 million tonnes"),
    ("20.3 million tonnes", "exports to 20.3 million tonnes"),
    ("9,840", "9,840 ships"),
    ("412", "412 were cruise ships"),
    ("388", "388 cruise ships"),
    ("1.04 million", "1.04 million passengers"),
    ("1,560", "1,560 people"),
    ("45", "45 more than a year before"),
    ("61.5 million euros", "profit of 61.5 million euros"),
    ("88 million euros", "invested 88 million euros"),
    ("351,000 tonnes", "from 351,000 tonnes"),
    ("312,000 tonnes", "fell to 312,000 tonnes"),
    ("19", "19 in 2024"),
    ("14", "14 accidents"),
    ("14 million tonnes", None),
    ("19", None),
    ("45 million euros", None),
    ("412", None),
    ("3.1%", None),
]

# Schools, from a workbook and a note, with figures of a region that no source says

SCHOOLS = xlsx({
    "Schools": [
        ["School", "District", "Pupils 2024", "Pupils 2025", "Teachers", "Share of girls (%)"],
        ["Elm", "East", 412, 430, 31, 51.2],
        ["Oak", "East", 655, 640, 44, 48.8],
        ["Pine", "West", 388, 402, 29, 50.5],
        ["Ash", "West", 720, 745, 52, 47.1],
        ["Birch", "North", 531, 531, 38, 52.3],
    ],
})  # fmt: skip
SCHOOLS_NOTE = """\
City of Lorn: school statistics 2025

The five schools of Lorn had 2,748 pupils in 2025, up from 2,706 in 2024. They have 194 teachers, so
that one teacher has 14.2 pupils on average. The city spends 9,300 euros a year on each pupil.

Girls are 49.8% of all pupils. 12% of pupils do not speak the language of instruction at home.
In 2025 the city renovated 18 classrooms for 2.4 million euros. It plans to build a sixth school by
2028; it will cost 21 million euros.
"""
PUPILS = """\
---
title: Room for more pupils
---

Lorn's schools are growing. They had 2,748 pupils in 2025, after 2,706 in 2024.

There are 194 teachers in all, and one teacher has 14.2 pupils on average. The city spends 9,300
euros a year on each pupil.

## School by school

Ash is the largest school, with 745 pupils in 2025 and 52 teachers. Oak lost some: it had 640 pupils
in 2025, down from 655 in 2024. At Elm 430 pupils are taught by 31 teachers. Birch has 531 pupils.

Girls make up 49.8% of the pupils. At Birch the share of girls is 52.3%, at Ash 47.1%.

## Building

The city renovated 18 classrooms in 2025 and paid 2.4 million euros for it. A sixth school will cost
21 million euros. In the whole region, 31 schools have 18 empty classrooms, and 52 teachers are
missing. Nurseries took in 402 children; 12% of them walk to school.
"""
PUPILS_FIGURES: Figures = [
    ("2,748", "2,748 pupils in 2025"),
    ("2,706", "2,706 in 2024"),
    ("194", "194 teachers"),
    ("14.2", "14.2 pupils on average"),
    ("9,300 euros", "9,300 euros a year"),
    ("745", "School Ash, Pupils 2025"),
    ("52", "School Ash, Teachers"),
    ("640", "School Oak, Pupils 2025"),
    ("655", "School Oak, Pupils 2024"),
    ("430", "School Elm, Pupils 2025"),
    ("31", "School Elm, Teachers"),
    ("531", "School Birch, Pupils 2025"),
    ("49.8%", "Girls are 49.8%"),
    ("52.3%", "School Birch, Share of girls"),
    ("47.1%", "School Ash, Share of girls"),
    ("18", "renovated 18 classrooms"),
    ("2.4 million euros", "2.4 million euros"),
    ("sixth", "a sixth school"),
    ("21 million euros", "21 million euros"),
    ("31", None),
    ("18", None),
    ("52", None),
    ("402", None),
    ("12%", None),
]

DESKS = {
    "news": Given(("news.md", NEWS.encode()), [("release.txt", RELEASE.encode())], NEWS_FIGURES),
    "statistics": Given(
        ("homes.md", HOMES.encode()),
        [("homes-by-region.csv", HOMES_CSV.encode()), ("bulletin.txt", HOMES_NOTE.encode())],
        HOMES_FIGURES,
    ),
    "report": Given(
        ("river.html", RIVER.encode()), [("state-of-the-river.html", WATER.encode())], RIVER_FIGURES
    ),
    "feature": Given(
        ("feature.docx", FEATURE),
        [("libraries-2025.docx", LIBRARIES), ("budget.xlsx", BUDGET)],
        FEATURE_FIGURES,
    ),
    "blog": Given(
        ("roofs.md", BLOG.encode()), [("solar.pdf", SOLAR), ("plants.json", PLANTS)], BLOG_FIGURES
    ),
    "port": Given(("boxes.md", BOXES.encode()), [("port.txt", PORT.encode())], BOXES_FIGURES),
    "schools": Given(
        ("pupils.md", PUPILS.encode()),
        [("schools.xlsx", SCHOOLS), ("statistics.txt", SCHOOLS_NOTE.encode())],
        PUPILS_FIGURES,
    ),
}
