"""Charts as authors write them: honest ones, which are drawn, and ones that mislead.

Each is the body of a `chart(facts)` with `alt` at hand, maybe with other words around it.
"""

from __future__ import annotations

DATA = """\
site:
  title: A town that counts
  description: What the town counts.
  url: https://example.org/town/
  author: The desk
  published: 2026-01-05
sources:
  report: {title: Annual report, publisher: The town, published: 2025-12}
facts:
  visits:
    what: Visits to the library
    source: report
    values:
      2021: {value: "41,200 visits", quote: "41,200 visits in 2021"}
      2022: {value: "44,900 visits", quote: "44,900 visits in 2022"}
      2023: {value: "48,100 visits", quote: "48,100 visits in 2023"}
      2024: {value: "50,600 visits", quote: "50,600 visits in 2024"}
      2025: {value: "52,300 visits", quote: "52,300 visits in 2025"}
  loans:
    what: Loans of the library
    source: report
    values:
      2021: {value: "30,500 loans", quote: "30,500 loans in 2021"}
      2022: {value: "29,100 loans", quote: "29,100 loans in 2022"}
      2023: {value: "27,800 loans", quote: "27,800 loans in 2023"}
      2024: {value: "26,400 loans", quote: "26,400 loans in 2024"}
      2025: {value: "25,000 loans", quote: "25,000 loans in 2025"}
  budget:
    what: Budget of the town
    source: report
    values:
      2023: {value: 41.2 million yuan, quote: "41.2 million yuan in 2023"}
      2024: {value: 44.8 million yuan, quote: "44.8 million yuan in 2024"}
      2025: {value: 52.5 million yuan, quote: "52.5 million yuan in 2025"}
  towns:
    what: Little giants
    source: report
    when: 2024
    values:
      millbrook: {value: "1,333 firms", label: Millbrook, quote: "Millbrook: 1,333 firms in 2024"}
      ashford: {value: "1,210 firms", label: Ashford, quote: "Ashford: 1,210 firms in 2024"}
      bexley: {value: "632 firms", label: Bexley, quote: "Bexley: 632 firms in 2024"}
  firms: {what: Little giants of all towns, value: "3,175 firms", when: 2024,
    source: report, quote: "3,175 firms in 2024"}
  favour: {what: Share in favour, label: In favour, value: 48%, when: 2024, source: report,
    quote: "48% were in favour in 2024"}
  against: {what: Share against, label: Against, value: 41%, when: 2024, source: report,
    quote: "41% were against in 2024"}
  silent: {what: Share without an answer, label: No answer, value: 11%, when: 2024,
    source: report, quote: "11% gave no answer in 2024"}
  jobless:
    what: Unemployment rate
    source: report
    values:
      2023: {value: 5.2%, quote: "5.2% in 2023"}
      2024: {value: 6.0%, quote: "6.0% in 2024"}
      2025: {value: 6.1%, quote: "6.1% in 2025"}
  rank:
    what: Rank of the town
    source: report
    values:
      2023: {value: third, quote: "third in 2023"}
      2024: {value: second, quote: "second in 2024"}
      2025: {value: first, quote: "first in 2025"}
  month:
    what: Visits to the museum
    source: report
    values:
      2024-01: {value: "1,120 visits", quote: "1,120 visits in January 2024"}
      2024-02: {value: "1,250 visits", quote: "1,250 visits in February 2024"}
      2024-03: {value: "1,610 visits", quote: "1,610 visits in March 2024"}
      2024-04: {value: "1,480 visits", quote: "1,480 visits in April 2024"}
      2024-05: {value: "1,730 visits", quote: "1,730 visits in May 2024"}
      2024-06: {value: "1,905 visits", quote: "1,905 visits in June 2024"}
  low: {what: Low estimate of the fish, value: "18,000 fish", when: 2024, source: report,
    quote: "18,000 fish in 2024"}
  mid: {what: Estimate of the fish, value: "21,000 fish", when: 2024, source: report,
    quote: "21,000 fish in 2024"}
  high: {what: High estimate of the fish, value: "25,000 fish", when: 2024, source: report,
    quote: "25,000 fish in 2024"}
  plan: {what: Budget that the plan foresees, value: 60 million yuan, when: 2026, source: report,
    quote: "60 million yuan in 2026"}
  books: {what: Share spent on books, value: over 75%, when: 2024, source: report,
    quote: "over 75% in 2024"}
  spent: {what: Share spent on rent, value: 15%, when: 2024, source: report, quote: "15% in 2024"}
  growth: {what: Growth of the budget, formula: "{budget.2025} / {budget.2024} - 1", show: 1%}
  fever: {what: Warmest day, value: 38.4 °C, when: 2024, source: report, quote: "38.4 °C in 2024"}
"""
ROWS = "rows = alt.Data(values=facts.rows({ids}))\n"
WORDS = {"title": "What the town counts", "alt": "A chart of what the town counts", "note": ""}


def plain(ids: str, rest: str, before: str = "") -> str:
    """A chart of `facts.rows(ids)`: `plain('"visits"', 'mark_line().encode(…)')`."""
    return f"{before}{ROWS.format(ids=ids)}return alt.Chart(rows).{rest}"


def of(values: str, rest: str) -> str:
    """A chart of rows that an author makes."""
    return f"rows = alt.Data(values={values})\nreturn alt.Chart(rows).{rest}"


LINE = 'mark_line().encode(x="key:O", y="value:Q")'
BARS = 'mark_bar().encode(x="value:Q", y=alt.Y("label:N", sort=None))'
YEARS = 'mark_bar().encode(x="key:O", y="value:Q")'
V_LINE = 'mark_line().encode(x="key:O", y=alt.Y("v:Q"{more}))'

# Name -> body, or body and words around the chart.
HONEST: dict[str, str | tuple[str, dict[str, str]]] = {
    "bars of years": plain('"visits"', YEARS),
    "bars of towns": plain('"towns"', BARS),
    "a line of years": plain('"visits"', LINE),
    "a line with points": plain('"visits"', 'mark_line(point=True).encode(x="key:T", y="value:Q")'),
    "a line of dates": plain('"month"', 'mark_line().encode(x="key:T", y="value:Q")'),
    "an area": plain('"visits"', 'mark_area().encode(x="key:T", y="value:Q")'),
    "points": plain('"visits"', 'mark_point().encode(x="key:O", y="value:Q")'),
    "points without a zero": plain(
        '"visits"',
        'mark_line(point=True).encode(x="key:O", y=alt.Y("value:Q", scale=alt.Scale(zero=False)))',
    ),
    "ticks": plain('"towns"', 'mark_tick(thickness=3).encode(x="value:Q", y="label:N")'),
    "millions named by themselves": plain('"budget"', YEARS),
    "millions that an author names": of(
        '[{**r, "v": r["value"] / 1e6} for r in facts.rows("budget")]',
        V_LINE.format(more=', title="million yuan"'),
    ),
    "millions named in the subtitle": (
        of(
            '[{**r, "v": r["value"] / 1e6} for r in facts.rows("budget")]',
            V_LINE.format(more=", title=None"),
        ),
        {"subtitle": '"Budget, [million yuan](plain:)"'},
    ),
    "a percentage": plain('"jobless"', LINE),
    "a percentage as a ratio": of(
        '[{**r, "v": r["value"] / 100} for r in facts.rows("jobless")]',
        V_LINE.format(more=', axis=alt.Axis(format=".1%")'),
    ),
    "exact values": of(
        '[{"v": facts["favour"].value, "k": "In favour"}]', 'mark_bar().encode(x="v:Q", y="k:N")'
    ),
    "three series": plain(
        '"visits", "loans"',
        'mark_line().encode(x="key:T", y="value:Q", color="series:N")',
    ).replace(
        'facts.rows("visits", "loans")',
        '[{**r, "series": s} for s in ("visits", "loans") for r in facts.rows(s)]',
    ),
    "an annotation": (
        ROWS.format(ids='"visits"') + f"line = alt.Chart(rows).{LINE}\n"
        'said = alt.Chart(alt.Data(values=[{**facts["visits.2023"].row(), "t": "new hall"}]))\n'
        'return line + said.mark_text(dy=-12).encode(x="key:O", y="value:Q", text="t:N")'
    ),
    "labels at bars": (
        ROWS.format(ids='"towns"') + f"bars = alt.Chart(rows).{BARS}\n"
        'return bars + bars.mark_text(align="left", dx=4).encode(text="number:N")'
    ),
    "labels with a format": (
        ROWS.format(ids='"towns"') + f"bars = alt.Chart(rows).{BARS}\n"
        'return bars + bars.mark_text(align="left", dx=4).encode(text=alt.Text("value:Q", '
        'format=","))'
    ),
    "a label that rounds": (
        ROWS.format(ids='"towns"') + f"bars = alt.Chart(rows).{BARS}\n"
        'note = alt.Chart(alt.Data(values=[{"t": "over 1,300"}])).mark_text()\n'
        'return bars + note.encode(text="t:N", y=alt.value(95), x=alt.value(110))'
    ),
    "columns of panels": plain(
        '"visits", "loans"',
        'mark_bar().encode(x="key:O", y="value:Q", column="series:N")',
    ).replace(
        'facts.rows("visits", "loans")',
        '[{**r, "series": s} for s in ("visits", "loans") for r in facts.rows(s)[-2:]]',
    ),
    "rows of panels": plain(
        '"visits", "loans"', 'mark_line().encode(x="key:O", y="value:Q", row="series:N")'
    ).replace(
        'facts.rows("visits", "loans")',
        '[{**r, "series": s} for s in ("visits", "loans") for r in facts.rows(s)]',
    ),
    "a facet": plain('"towns"', 'mark_bar().encode(x="value:Q").facet(row="label:N")'),
    "colour by name": plain(
        '"towns"', 'mark_bar().encode(x="value:Q", y="label:N", color="label:N")'
    ),
    "size by value": plain(
        '"towns"', 'mark_point(filled=True).encode(x="label:N", size="value:Q")'
    ),
    "a heat map": plain(
        '"visits", "loans"',
        'mark_rect().encode(x="key:O", y="series:N", color="value:Q")',
    ).replace(
        'facts.rows("visits", "loans")',
        '[{**r, "series": s} for s in ("visits", "loans") for r in facts.rows(s)]',
    ),
    "a heat map with a legend": plain(
        '"visits"', 'mark_rect().encode(x="key:O", color=alt.Color("value:Q", title="visits"))'
    ),
    "a pie of shares": plain(
        '"favour", "against", "silent"', 'mark_arc().encode(theta="value:Q", color="label:N")'
    ),
    "a pie of a known whole": plain(
        '"towns"',
        'mark_arc().encode(theta="value:Q", color="label:N")',
        'facts["firms"]\n',
    ),
    "a stack of shares": plain(
        '"favour", "against", "silent"', 'mark_bar().encode(x="value:Q", color="label:N")'
    ),
    "a stack with its whole": plain(
        '"towns"', 'mark_bar().encode(x="value:Q", color="label:N")', 'facts["firms"]\n'
    ),
    "a stack stretched to the whole": plain(
        '"towns"',
        'mark_bar().encode(x=alt.X("value:Q", stack="normalize", title=None), color="label:N")',
        'facts["firms"]\n',
    ),
    "a range": of(
        '[{"key": "2024", "a": facts["low"].value, "b": facts["high"].value}]',
        'mark_bar().encode(x=alt.X("a:Q", title="fish"), x2="b:Q", y="key:O")',
    ),
    "an estimate with its range": (
        'row = {"key": "2024", "m": facts["mid"].value, "a": facts["low"].value, '
        '"b": facts["high"].value}\n'
        "chart = alt.Chart(alt.Data(values=[row]))\n"
        'return chart.mark_rule().encode(x=alt.X("a:Q", title="fish"), x2="b:Q", y="key:O") + '
        'chart.mark_point().encode(x="m:Q", y="key:O")'
    ),
    "error bars from facts": of(
        '[{"key": "2024", "a": facts["low"].value, "b": facts["high"].value}]',
        'mark_errorbar().encode(y=alt.Y("a:Q", title="fish"), y2="b:Q", x="key:O")',
    ),
    "ranks downwards": plain(
        '"rank"',
        'mark_line(point=True).encode(x="key:O", y=alt.Y("value:Q", '
        "scale=alt.Scale(reverse=True)))",
    ),
    "a reversed axis that is named": (
        plain(
            '"visits"',
            'mark_line().encode(x="key:O", y=alt.Y("value:Q", sort="descending"))',
        ),
        {"note": "The axis is reversed."},
    ),
    "a log scale that is named": (
        plain(
            '"towns"',
            'mark_point().encode(x=alt.X("value:Q", scale=alt.Scale(type="log")), y="label:N")',
        ),
        {"subtitle": "Firms, on a logarithmic scale"},
    ),
    "two axes that are named": (
        'a = alt.Chart(alt.Data(values=facts.rows("budget"))).mark_bar()'
        '.encode(x="key:O", y=alt.Y("value:Q"))\n'
        'b = alt.Chart(alt.Data(values=facts.rows("jobless"))).mark_line()'
        '.encode(x="key:O", y=alt.Y("value:Q"))\n'
        'return alt.layer(a, b).resolve_scale(y="independent")',
        {"subtitle": '"Bars: budget, left axis. Line: unemployment, right axis"'},
    ),
    "steps": plain(
        '"visits"', 'mark_line(interpolate="step-after").encode(x="key:T", y="value:Q")'
    ),
    "a line that bends through its points": plain(
        '"visits"', 'mark_line(interpolate="monotone").encode(x="key:T", y="value:Q")'
    ),
    "a smoothed line that is named": (
        plain('"visits"', 'mark_line(interpolate="basis").encode(x="key:T", y="value:Q")'),
        {"note": "The line is smoothed."},
    ),
    "a legend in columns": plain(
        '"month"', 'mark_bar().encode(x="value:Q", y="key:O", color="key:N")'
    ),
    "a histogram": plain(
        '"month"', 'mark_bar().encode(x=alt.X("value:Q", bin=True, title="visits"), y="count()")'
    ),
    "a box plot": plain('"month"', 'mark_boxplot().encode(x=alt.X("value:Q", title="visits"))'),
    "a line of the mean": (
        ROWS.format(ids='"month"')
        + 'points = alt.Chart(rows).mark_point().encode(x="key:T", y="value:Q")\n'
        'return points + alt.Chart(rows).mark_rule().encode(y="mean(value):Q")'
    ),
    "a trend line": (
        ROWS.format(ids='"month"')
        + 'points = alt.Chart(rows).mark_point().encode(x="value:Q", y="value:Q")\n'
        'return points + points.transform_regression("value", "value").mark_line()'
    )
    .replace('x="value:Q", y="value:Q"', 'x=alt.X("i:Q", scale=None, axis=None), y="value:Q"')
    .replace(
        'facts.rows("month")', '[{**r, "i": 40 * n} for n, r in enumerate(facts.rows("month"))]'
    )
    .replace('"value", "value"', '"i", "value"'),
    "a running mean": plain(
        '"month"',
        'transform_window(m="mean(value)", frame=[-1, 1]).mark_line()'
        '.encode(x="key:T", y=alt.Y("m:Q", title="visits"))',
    ),
    "a density": plain(
        '"month"',
        'transform_density("value", as_=["value", "density"]).mark_area()'
        '.encode(x=alt.X("value:Q", title="visits"), y=alt.Y("density:Q", title=None))',
    ),
    "quarters": plain(
        '"month"',
        'mark_bar().encode(x=alt.X("yearquarter(key):T", title=None), '
        'y=alt.Y("sum(value):Q", title="visits"))',
    ),
    "months": plain(
        '"month"',
        'mark_line().encode(x=alt.X("key:T", axis=alt.Axis(format="%b", tickCount="month")), '
        'y="value:Q")',
    ),
    "a filter": plain('"visits"', f"transform_filter(\"datum.key >= '2023'\").{LINE}"),
    "folded": of(
        '[{"key": k, "visits": facts["visits"][k].value, "loans": facts["loans"][k].value}'
        ' for k in ("2024", "2025")]',
        'transform_fold(["visits", "loans"], ["kind", "v"]).mark_bar()'
        '.encode(x=alt.X("v:Q", title="visits, loans"), y="key:O", yOffset="kind:N", '
        'color="kind:N")',
    ),
    "grouped bars": plain(
        '"visits", "loans"',
        'mark_bar().encode(x="key:O", xOffset="series:N", y="value:Q", color="series:N")',
    ).replace(
        'facts.rows("visits", "loans")',
        '[{**r, "series": s} for s in ("visits", "loans") for r in facts.rows(s)[-2:]]',
    ),
    "side by side": (
        'one = alt.Chart(alt.Data(values=facts.rows("visits"))).mark_bar()'
        '.encode(x="value:Q", y="key:O")\n'
        'two = alt.Chart(alt.Data(values=facts.rows("loans"))).mark_bar()'
        '.encode(x="value:Q", y="key:O")\n'
        "return alt.vconcat(one, two)"
    ),
    "a slope": plain(
        '"jobless"',
        'mark_line(point=True).encode(x="key:O", y=alt.Y("value:Q", scale=alt.Scale(zero=False)))',
    ).replace('facts.rows("jobless")', 'facts.rows("jobless.2023", "jobless.2025")'),
    "lollipops": (
        ROWS.format(ids='"towns"') + 'base = alt.Chart(rows).encode(x="value:Q", y="label:N")\n'
        "return base.mark_rule() + base.mark_point(filled=True, size=80)"
    ),
    "a zero line": (
        ROWS.format(ids='"visits"')
        + "rule = alt.Chart(alt.Data(values=[{}])).mark_rule().encode(y=alt.datum(0))\n"
        f"return alt.Chart(rows).{LINE} + rule"
    ),
    "a line at a fact": (
        ROWS.format(ids='"visits"')
        + 'rule = alt.Chart(alt.Data(values=[facts["visits.2023"].row()])).mark_rule()'
        '.encode(y="value:Q")\n'
        f"return alt.Chart(rows).{LINE} + rule"
    ),
    "a dated event": (
        ROWS.format(ids='"visits"')
        + 'rule = alt.Chart(alt.Data(values=[{"d": "2023"}])).mark_rule().encode(x="d:T")\n'
        'return alt.Chart(rows).mark_line().encode(x="key:T", y="value:Q") + rule'
    ),
    "dates of Python": (
        "import datetime\n"
        'rows = [{**r, "d": datetime.date(int(r["key"]), 1, 1)} for r in facts.rows("visits")]\n'
        'return alt.Chart(alt.Data(values=rows)).mark_line().encode(x="d:T", y="value:Q")'
    ),
    "moments of Python": (
        "import datetime\n"
        'rows = [{**r, "d": datetime.datetime(int(r["key"]), 1, 1)} for r in facts.rows("visits")]'
        '\nreturn alt.Chart(alt.Data(values=rows)).mark_line().encode(x="d:T", y="value:Q")'
    ),
    "a name with a dot": of(
        '[{"a.b": r["value"], "key": r["key"]} for r in facts.rows("visits")]',
        'mark_line().encode(x="key:O", y=alt.Y("a\\\\.b:Q", title="visits"))',
    ),
    "a gap that the note owns to": (
        of(
            '[{**r, "value": None if r["key"] == "2023" else r["value"]} '
            'for r in facts.rows("visits")]',
            LINE,
        ),
        {"note": "No data for 2023."},
    ),
    "a plan that is named": (
        plain('"budget", "plan"', 'mark_bar().encode(x="value:Q", y="t:N")').replace(
            'facts.rows("budget", "plan")',
            '[{**r, "t": r["key"] or "2026"} for r in facts.rows("budget", "plan")]',
        ),
        {"note": "The last bar is planned."},
    ),
    "a plan that looks unlike": plain(
        '"budget", "plan"',
        'mark_bar().encode(x="value:Q", y="t:N", opacity=alt.condition("datum.t == \'2026\'", '
        "alt.value(0.4), alt.value(1)))",
    ).replace(
        'facts.rows("budget", "plan")',
        '[{**r, "t": r["key"] or "2026"} for r in facts.rows("budget", "plan")]',
    ),
    "a share of over": (
        plain('"books", "spent"', 'mark_bar().encode(x="value:Q", y="what:N")').replace(
            'facts.rows("books", "spent")',
            '[{**r, "what": facts[r["id"]].what.split()[-1]} for r in '
            'facts.rows("books", "spent")]',
        ),
        {"note": "The share of books is the least it can be: at least so much."},
    ),
    "the newest year first": plain(
        '"visits"', 'mark_bar().encode(x="value:Q", y=alt.Y("key:O", sort="descending"))'
    ),
    "bars below zero": (
        'rows = [{"v": facts["growth"].value, "k": "Budget"}]\n'
        "return alt.Chart(alt.Data(values=rows)).mark_bar()"
        '.encode(x=alt.X("v:Q", title="%"), y="k:N")'
    ),
    "a domain that holds more": plain(
        '"jobless"',
        'mark_bar().encode(x="key:O", y=alt.Y("value:Q", scale=alt.Scale(domain=[0, 100])))',
    ),
    "a zero that Vega keeps": plain(
        '"visits"',
        'mark_bar().encode(x="key:O", y=alt.Y("value:Q", scale=alt.Scale(zero=False)))',
    ),
    "ticks at chosen places": plain(
        '"towns"',
        'mark_bar().encode(x=alt.X("value:Q", axis=alt.Axis(values=[0, 1300])), y="label:N")',
    ),
    "thousands by SI": plain(
        '"visits"',
        'mark_line().encode(x="key:O", y=alt.Y("value:Q", axis=alt.Axis(format="~s")))',
    ),
    "no axes at all": plain(
        '"visits"', 'mark_line().encode(x=alt.X("key:O", axis=None), y=alt.Y("value:Q", axis=None))'
    ),
    "a colour of the palette": plain(
        '"towns"', 'mark_bar(color="var(--second)").encode(x="value:Q", y="label:N")'
    ),
    "one bar in another colour": plain(
        '"towns"',
        'mark_bar().encode(x="value:Q", y="label:N", color=alt.condition('
        '"datum.key == \'millbrook\'", alt.value("var(--accent)"), alt.value("var(--mark)")))',
    ),
    "a tooltip": plain('"towns"', 'mark_bar().encode(x="value:Q", y="label:N", tooltip="text:N")'),
    "a degree": plain('"fever"', 'mark_bar().encode(x="value:Q", y="when:N")'),
    "a title that tells the trend": (
        plain('"visits"', LINE),
        {"title": "Visits rise every year", "alt": "A line that rises"},
    ),
    "a title that tells who leads": (
        plain('"towns"', BARS),
        {"title": "Millbrook leads in little giants"},
    ),
    "a note that names its source": (plain('"towns"', BARS), {"note": "Source: The town."}),
    "twelve ordered names below each other": plain(
        '"month"', 'mark_bar().encode(x="value:Q", y="key:O")'
    ),
    "a quarter's key": of(
        '[{"q": "Q1 2024", "v": facts["month.2024-03"].value}]',
        'mark_bar().encode(x=alt.X("v:Q", title="visits"), y="q:N")',
    ),
    "units that are counted": (
        "from decimal import Decimal\n"
        "from datastory.forms import canvas, units\n"
        'return canvas(320, 200, units(facts["towns.bexley"], Decimal(1), "units-accent", '
        "across=60, size=4, pitch=5))"
    ),
    "words at a place": (
        ROWS.format(ids='"visits"')
        + 'said = alt.Chart(alt.Data(values=[{"t": "the new hall opens"}])).mark_text()\n'
        f'return alt.Chart(rows).{LINE} + said.encode(text="t:N", x=alt.value(110), '
        "y=alt.value(150))"
    ),
}

SWAP = (
    'rows = facts.rows("towns")\n'
    'rows[0]["value"], rows[1]["value"] = rows[1]["value"], rows[0]["value"]\n'
    f"return alt.Chart(alt.Data(values=rows)).{BARS}"
)
# Name -> (body or body and words, a part of what is said of it).
MISLEADING: dict[str, tuple[str | tuple[str, dict[str, str]], str]] = {
    "a mistyped field": (plain('"visits"', LINE.replace("value", "valeu")), "did you mean 'value'"),
    "a mistyped key": (plain('"visits"', YEARS.replace("key", "kye")), "did you mean 'key'"),
    "the same row twice": (plain('"visits", "visits.2023"', YEARS), "no fact that this chart read"),
    "the same point twice": (
        plain('"visits", "visits.2023"', 'mark_point().encode(x="key:O", y="value:Q")'),
        "drawn twice",
    ),
    "bars on a log scale": (
        plain(
            '"towns"',
            'mark_bar().encode(x=alt.X("value:Q", scale=alt.Scale(type="log")), y="label:N")',
        ),
        "no mark was drawn",
    ),
    "a null in a line": (
        of(
            '[{**r, "value": None if r["key"] == "2023" else r["value"]} '
            'for r in facts.rows("visits")]',
            LINE,
        ),
        "there is a gap",
    ),
    "a null in bars": (
        of(
            '[{**r, "value": None if r["key"] == "2023" else r["value"]} '
            'for r in facts.rows("visits")]',
            YEARS,
        ),
        "row 3 has no 'value'",
    ),
    "not a number": (
        of('[{**r, "value": float("nan")} for r in facts.rows("visits")]', LINE),
        "value",
    ),
    "infinity": (of('[{**r, "value": float("inf")} for r in facts.rows("visits")]', LINE), "value"),
    "text as numbers": (
        of('[{**r, "v": r["number"]} for r in facts.rows("visits")]', V_LINE.format(more="")),
        "plot 'value'",
    ),
    "the words of a fact as numbers": (
        plain('"visits"', LINE.replace("value", "text")),
        "text where a number is due",
    ),
    "no rows": (of("[]", LINE), "nothing is drawn"),
    "no rows behind a filter": (
        plain('"visits"', f"transform_filter(\"datum.key > '2030'\").{LINE}"),
        "nothing",
    ),
    "percents a hundred times": (
        plain('"favour"', 'mark_bar().encode(x=alt.X("value:Q", axis=alt.Axis(format="%")))'),
        "the tick",
    ),
    "a percentage in dollars": (
        (
            ROWS.format(ids='"favour"')
            + 'bars = alt.Chart(rows).mark_bar().encode(x="value:Q", y="label:N")\n'
            'return bars + bars.mark_text(dx=20).encode(text=alt.Text("value:Q", format="$.0f"))'
        ),
        "'$48'",
    ),
    "dollar ticks of a percentage": (
        plain('"favour"', 'mark_bar().encode(x=alt.X("value:Q", axis=alt.Axis(format="$.0f")))'),
        "in dollars",
    ),
    "a path where a name was meant": (
        of(
            '[{"a.b": r["value"], "a": {"b": 82407}, "key": r["key"]} '
            'for r in facts.rows("visits")]',
            'mark_line().encode(x="key:O", y="a.b:Q")',
        ),
        "82407",
    ),
    "a scale lost in words": (
        (
            ROWS.format(ids='"budget"')
            + 'said = alt.Chart(alt.Data(values=[{"t": "41 yuan for all"}])).mark_text()\n'
            f'return alt.Chart(rows).{LINE} + said.encode(text="t:N")'
        ),
        "'41 yuan",
    ),
    "a bare number without a scale": (
        (
            'rows = alt.Data(values=facts.rows("budget"))\n'
            'bars = alt.Chart(rows).mark_bar().encode(x=alt.X("value:Q", axis=None), y="key:O")\n'
            'return bars + bars.mark_text(dx=20).encode(text="number:N")'
        ),
        "name the unit and its scale",
    ),
    "three powers in one field": (
        of(
            '[{"k": r["label"] or r["key"], "v": r["value"] / (100 if r["id"] == "favour" '
            'else 1)} for r in facts.rows("favour", "jobless")]',
            'mark_bar().encode(x="v:Q", y="k:N")',
        ),
        "no one power of ten",
    ),
    "one bar ten times as long": (
        of(
            '[{**r, "value": r["value"] * (10 if r["key"] == "bexley" else 1)} '
            'for r in facts.rows("towns")]',
            BARS,
        ),
        "6320 is plotted for 'towns.bexley'",
    ),
    "one bar a thousand times as short": (
        of(
            '[{**r, "value": r["value"] / (1000 if r["key"] == "bexley" else 1)} '
            'for r in facts.rows("towns")]',
            BARS,
        ),
        "no one power of ten",
    ),
    "values exchanged": (SWAP, "1210 is plotted for 'towns.millbrook'"),
    "labels exchanged": (
        SWAP.replace('["value"]', '["label"]'),
        "keep key, label and value of a fact in one row",
    ),
    "values exchanged in rows of one's own": (
        of(
            '[{"k": "Millbrook", "v": facts["towns.ashford"].value}, '
            '{"k": "Ashford", "v": facts["towns.millbrook"].value}]',
            'mark_bar().encode(x="v:Q", y="k:N")',
        ),
        "keep key, label and value",
    ),
    "every year one later": (
        of(
            '[{**r, "y": str(int(r["key"]) + 1)} for r in facts.rows("visits")]',
            'mark_line().encode(x="y:O", y="value:Q")',
        ),
        "'2022' stands beside 41200",
    ),
    "every date one year later": (
        of(
            '[{**r, "y": str(int(r["key"]) + 1)} for r in facts.rows("visits")]',
            'mark_line().encode(x="y:T", y="value:Q")',
        ),
        "'2022' stands beside 41200",
    ),
    "months moved on": (
        of(
            '[{**r, "d": f"2024-{i + 2:02}"} for i, r in enumerate(facts.rows("month"))]',
            'mark_line().encode(x="d:T", y="value:Q")',
        ),
        "2024-02",
    ),
    "years exchanged between shares": (
        of(
            '[{"y": "2023", "v": facts["jobless.2025"].value}, '
            '{"y": "2025", "v": facts["jobless.2023"].value}]',
            'mark_line().encode(x="y:O", y=alt.Y("v:Q", title="%"))',
        ),
        "stands beside",
    ),
    "bars drawn as paths": (
        'facts.rows("towns")\n'
        "rows = alt.Data(values=[{}])\n"
        'a = alt.Chart(rows).mark_point(shape="M0,0h300v20h-300z", size=4, filled=True)\n'
        "return a.encode(x=alt.value(0), y=alt.value(20))",
        "a shape that is long or large",
    ),
    "bars drawn as thick rules": (
        'facts.rows("towns")\n'
        'rows = alt.Data(values=[{"a": 0, "b": 200, "y": 10}])\n'
        "return alt.Chart(rows).mark_rule(strokeWidth=18).encode("
        'x=alt.X("a:Q", scale=None), x2="b:Q", y=alt.Y("y:Q", scale=None))',
        "a shape that is long or large",
    ),
    "more units than the fact says": (
        "from decimal import Decimal\n"
        "from types import SimpleNamespace\n"
        "from datastory.forms import canvas, units\n"
        'fact = SimpleNamespace(id="towns.bexley", value=facts["towns.bexley"].value * 2)\n'
        'return canvas(320, 200, units(fact, Decimal(1), "units-accent", across=60, size=4, '
        "pitch=5))",
        "a shape that is long or large",
    ),
    "units of another worth": (
        "from decimal import Decimal\n"
        "from datastory.forms import canvas, units\n"
        'return canvas(320, 200, units(facts["towns.bexley"], Decimal(7), "units-accent", '
        "across=60, size=4, pitch=5))",
        "a shape that is long or large",
    ),
    "a line in units": (
        of(
            '[{"x": 0, "y": 100}, {"x": 100, "y": 0}]',
            'mark_line().encode(x=alt.X("x:Q", scale=None), y=alt.Y("y:Q", scale=None))',
        ),
        "in units that no fact measures",
    ),
    "bars in units": (
        of(
            '[{"k": "a", "p": 30}, {"k": "b", "p": 200}]',
            'mark_bar().encode(x=alt.X("p:Q", scale=None, axis=None), y="k:N")',
        ),
        "in units that no fact measures",
    ),
    "thickness in units": (
        of(
            '[{**r, "w": 40 if r["key"] == "bexley" else 3} for r in facts.rows("towns")]',
            'mark_bar().encode(x="value:Q", y="label:N", size=alt.Size("w:Q", scale=None))',
        ),
        "'size' without a scale",
    ),
    "line width in units": (
        of(
            '[{**r, "w": i * 5} for i, r in enumerate(facts.rows("visits"))]',
            'mark_trail().encode(x="key:O", y="value:Q", size=alt.Size("w:Q", scale=None))',
        ),
        "'size' without a scale",
    ),
    "three names of one beginning": (
        of(
            '[{**r, "n": "Households of the towns east of the river " + r["label"]} '
            'for r in facts.rows("towns")]',
            'mark_bar().encode(x="value:Q", y=alt.Y("n:N", axis=alt.Axis(labelLimit=180)))',
        ),
        "cut to the same",
    ),
    "twenty-four names side by side": (
        of(
            '[{**r, "n": f"{r[\'label\']} {c}"} for r in facts.rows("towns") for c in "abcdefgh"]',
            'mark_bar().encode(x="n:N", y="value:Q")',
        ),
        "there is no room",
    ),
    "black marks": (
        plain('"towns"', 'mark_bar(color="black").encode(x="value:Q", y="label:N")'),
        "the colour 'black'",
    ),
    "a scheme of colours": (
        plain(
            '"visits"',
            'mark_rect().encode(x="key:O", color=alt.Color("value:Q", '
            'scale=alt.Scale(scheme="viridis")))',
        ),
        "is not from templates/palette.json",
    ),
    "bars that burst the frame": (
        plain(
            '"jobless"',
            'mark_bar().encode(x="key:O", y=alt.Y("value:Q", scale=alt.Scale(domain=[0, 1])))',
        ),
        "outside the frame",
    ),
    "bars cut below": (
        plain(
            '"visits"',
            'mark_bar(clip=True).encode(x="key:O", y=alt.Y("value:Q", '
            "scale=alt.Scale(domain=[40000, 53000])))",
        ),
        "a bar starts at zero",
    ),
    "bars without a zero": (
        plain(
            '"visits"',
            'mark_bar().encode(x="key:O", y=alt.Y("value:Q", stack=None, '
            "scale=alt.Scale(zero=False)))",
        ),
        "a bar starts at zero",
    ),
    "an area without a zero": (
        plain(
            '"visits"',
            'mark_area().encode(x="key:T", y=alt.Y("value:Q", scale=alt.Scale(domainMin=40000)))',
        ),
        "a bar starts at zero",
    ),
    "a line cut at its frame": (
        plain(
            '"visits"',
            'mark_line(clip=True).encode(x="key:O", y=alt.Y("value:Q", '
            "scale=alt.Scale(domain=[0, 45000])))",
        ),
        "outside the frame",
    ),
    "billions over millions": (
        of(
            '[{**r, "v": r["value"] / 1e6} for r in facts.rows("budget")]',
            V_LINE.format(more=', title="Billion yuan"'),
        ),
        "‘Billion yuan’",
    ),
    "billions over base units": (
        plain('"budget"', V_LINE.format(more=', title="billion yuan"').replace("v:Q", "value:Q")),
        "‘billion yuan’",
    ),
    "dollars over yuan": (
        of(
            '[{**r, "v": r["value"] / 1e6} for r in facts.rows("budget")]',
            V_LINE.format(more=', title="million dollars"'),
        ),
        "write their unit",
    ),
    "per cent over counts": (
        plain(
            '"towns"',
            'mark_bar().encode(x=alt.X("value:Q", title="% of firms"), y="label:N")',
        ),
        "write their unit",
    ),
    "a title of something else": (
        plain(
            '"towns"',
            'mark_bar().encode(x=alt.X("value:Q", axis=alt.Axis(labels=False), '
            'title="criminals"), y="label:N")',
        ),
        "speak of 'criminals'",
    ),
    "a legend in millions": (
        of(
            '[{**r, "v": r["value"] / 1000} for r in facts.rows("towns")]',
            'mark_point(filled=True).encode(x="label:N", size=alt.Size("v:Q", '
            'title="million firms"))',
        ),
        "‘million firms’",
    ),
    "a reversed axis": (
        plain('"visits"', 'mark_line().encode(x="key:O", y=alt.Y("value:Q", sort="descending"))'),
        "values grow downwards",
    ),
    "a reversed domain": (
        plain(
            '"visits"',
            'mark_line().encode(x="key:O", y=alt.Y("value:Q", scale=alt.Scale(domain=[60000, 0])))',
        ),
        "values grow downwards",
    ),
    "time backwards": (
        plain('"visits"', 'mark_line().encode(x=alt.X("key:O", sort="descending"), y="value:Q")'),
        "time runs from right to left",
    ),
    "dates backwards": (
        plain(
            '"month"',
            'mark_line().encode(x=alt.X("key:T", scale=alt.Scale(reverse=True)), y="value:Q")',
        ),
        "values grow to the left",
    ),
    "a log scale": (
        plain(
            '"towns"',
            'mark_point().encode(x=alt.X("value:Q", scale=alt.Scale(type="log")), y="label:N")',
        ),
        "the scale is logarithmic",
    ),
    "a root scale": (
        plain(
            '"towns"',
            'mark_point().encode(x=alt.X("value:Q", scale=alt.Scale(type="sqrt")), y="label:N")',
        ),
        "the scale is bent",
    ),
    "a power scale": (
        plain(
            '"towns"',
            'mark_bar().encode(x=alt.X("value:Q", scale=alt.Scale(type="pow", exponent=8)), '
            'y="label:N")',
        ),
        "a bar needs a zero",
    ),
    "a broken scale": (
        plain(
            '"visits"',
            'mark_line().encode(x="key:O", y=alt.Y("value:Q", '
            "scale=alt.Scale(domain=[0, 40000, 60000], range=[240, 230, 0])))",
        ),
        "the scale is broken",
    ),
    "two axes": (
        (
            'a = alt.Chart(alt.Data(values=facts.rows("budget"))).mark_bar()'
            '.encode(x="key:O", y=alt.Y("value:Q"))\n'
            'b = alt.Chart(alt.Data(values=facts.rows("jobless"))).mark_line()'
            '.encode(x="key:O", y=alt.Y("value:Q"))\n'
            'return alt.layer(a, b).resolve_scale(y="independent")'
        ),
        "two scales share one frame",
    ),
    "two units on one axis": (
        plain('"towns", "visits"', 'mark_bar().encode(x="value:Q", y="id:N")'),
        "counted in different units",
    ),
    "per cent and yuan on one axis": (
        plain('"budget", "jobless"', 'mark_line().encode(x="key:O", y="value:Q", detail="id:N")'),
        "counted in different units",
    ),
    "areas without a zero": (
        plain(
            '"towns"',
            'mark_point(filled=True).encode(size=alt.Size("value:Q", legend=None, '
            'scale=alt.Scale(domain=[600, 1333], range=[1, 900])), x="label:N")',
        ),
        "the areas of",
    ),
    "radii for areas": (
        plain(
            '"towns"',
            'mark_arc().encode(radius=alt.Radius("value:Q", scale=alt.Scale(type="linear", '
            'zero=False)), theta=alt.value(1), color=alt.Color("label:N", legend=None))',
        ),
        "the areas of",
    ),
    "a pie of no whole": (
        plain('"towns"', 'mark_arc().encode(theta="value:Q", color="label:N")'),
        "are cut to",
    ),
    "a pie of shares that lack some": (
        plain('"favour", "against"', 'mark_arc().encode(theta="value:Q", color="label:N")'),
        "are cut to 89",
    ),
    "a stack of years": (
        plain('"visits"', 'mark_bar().encode(x="value:Q", color="key:N")'),
        "are stacked to",
    ),
    "a stack stretched without a whole": (
        plain(
            '"towns"', 'mark_bar().encode(x=alt.X("value:Q", stack="normalize"), color="label:N")'
        ),
        "are stacked to",
    ),
    "an invented curve": (
        plain(
            '"visits"',
            'mark_line(interpolate="cardinal", tension=-3).encode(x="key:O", y="value:Q")',
        ),  # fmt: skip
        "draws a curve where no fact is",
    ),
    "another fact's words at a mark": (
        (
            'rows = facts.rows("towns")\n'
            'rows[0]["t"], rows[1]["t"], rows[2]["t"] = (rows[i]["text"] for i in (1, 0, 2))\n'
            'bars = alt.Chart(alt.Data(values=rows)).mark_bar().encode(x="value:Q", y="label:N")\n'
            'return bars + bars.mark_text(dx=30).encode(text="t:N")'
        ),
        "is written at the mark of",
    ),
    "another town's name at a bar": (
        (
            'bars = alt.Chart(alt.Data(values=facts.rows("towns"))).mark_bar()'
            '.encode(x="value:Q", y=alt.Y("label:N", axis=None))\n'
            'said = [{"y": "Millbrook", "t": "Ashford"}, {"y": "Ashford", "t": "Millbrook"}]\n'
            'return bars + alt.Chart(alt.Data(values=said)).mark_text().encode(y="y:N", text="t:N")'
        ),
        "is written where 'Millbrook' stands",
    ),
    "names by hand at the wrong bars": (
        "from datastory.forms import canvas, labelled_bars, texts\n"
        'rows = [{**r, "name": "", "said": r["number"], "look": "accent"} '
        'for r in facts.rows("towns")]\n'
        "return canvas(320, 120, labelled_bars(rows, 320), "
        'texts([(20, 18, "Ashford"), (20, 54, "Millbrook"), (20, 90, "Bexley")], "on-mark"))',
        "stands beside the bar of",
    ),
    "vague millions": (
        (
            ROWS.format(ids='"towns"')
            + 'said = alt.Chart(alt.Data(values=[{"t": "millions of firms"}])).mark_text()\n'
            f'return alt.Chart(rows).{BARS} + said.encode(text="t:N")'
        ),
        "says no definite number",
    ),
    "a multiple nobody says": (
        (
            ROWS.format(ids='"towns"')
            + 'said = alt.Chart(alt.Data(values=[{"t": "×3"}])).mark_text()\n'
            f'return alt.Chart(rows).{BARS} + said.encode(text="t:N")'
        ),
        "'×3' is written",
    ),
    "an arrow the wrong way": (
        (
            ROWS.format(ids='"visits"')
            + 'said = alt.Chart(alt.Data(values=[{"t": "↓ falling"}])).mark_text()\n'
            f'return alt.Chart(rows).{LINE} + said.encode(text="t:N")'
        ),
        "nothing in it goes that way",
    ),
    "a tooltip that lies": (
        of(
            '[{**r, "tip": "9,999 firms"} for r in facts.rows("towns")]',
            'mark_bar().encode(x="value:Q", y="label:N", tooltip="tip:N")',
        ),
        "'9,999'",
    ),
    "a description that lies": (
        plain('"towns"', f'{BARS}.properties(description="Bexley has 9,999 firms")'),
        "'9,999'",
    ),
    "a column that nobody draws": (
        of('[{**r, "secret": 9999} for r in facts.rows("towns")]', BARS),
        "'secret' holds 9999",
    ),
    "one name in two colours": (
        (
            'rows = alt.Data(values=facts.rows("towns"))\n'
            'names = ["Millbrook", "Ashford", "Bexley"]\n'
            'inks = ["var(--accent)", "var(--second)", "var(--mark)"]\n'
            'bars = alt.Chart(rows).mark_bar().encode(x="value:Q", y=alt.Y("label:N", axis=None), '
            'color=alt.Color("label:N", legend=None, scale=alt.Scale(domain=names, range=inks)))\n'
            'keys = alt.Chart(rows).mark_point(filled=True).encode(y="label:N", '
            'color=alt.Color("label:N", legend=None, '
            "scale=alt.Scale(domain=names, range=inks[::-1])))\n"
            'return alt.vconcat(bars, keys).resolve_scale(color="independent")'
        ),
        "has two colours",
    ),
    "names that leave no room": (
        'one = alt.Chart(alt.Data(values=facts.rows("month"))).mark_bar()'
        '.encode(x="value:Q", y="key:O")\n'
        "return alt.hconcat(*[one] * 5)",
        "the plot is only",
    ),
    "ten names in nine colours": (
        of(
            '[{**r, "n": c} for r in facts.rows("visits")[:1] for c in "abcdefghij"]',
            'mark_point().encode(y="n:N", x="value:Q", color="n:N")',
        ),
        "share 9 colours",
    ),
    "a plan as if it had been": (
        plain('"budget", "plan"', 'mark_bar().encode(x="value:Q", y="t:N")').replace(
            'facts.rows("budget", "plan")',
            '[{**r, "t": r["key"] or "2026"} for r in facts.rows("budget", "plan")]',
        ),
        "is planned or expected",
    ),
    "over as if it were exactly": (
        plain('"books", "spent"', 'mark_bar().encode(x="value:Q", y="id:N")'),
        "is no exact figure",
    ),
    "a title against the trend": (
        (plain('"visits"', LINE), {"title": "Visits fall"}),
        "'fall' is not what the chart draws",
    ),
    "an alternative against the trend": (
        (plain('"loans"', LINE), {"alt": "A line that rises"}),
        "'rises' is not what the chart draws",
    ),
    "a title with another leader": (
        (plain('"towns"', BARS), {"title": "Ashford leads"}),
        "say who leads",
    ),
    "a subtitle in another unit": (
        (plain('"budget"', YEARS), {"subtitle": "Dollars per head"}),
        "the subtitle names",
    ),
    "a source that proves nothing": (
        (plain('"towns"', BARS), {"note": "Source: World Bank."}),
        "'World Bank' as a source",
    ),
    "a date format that lies": (
        plain(
            '"month"',
            'mark_line().encode(x=alt.X("key:T", axis=alt.Axis(format="2019")), y="value:Q")',
        ),
        "the label '2019'",
    ),
    "ticks that say the same": (
        plain(
            '"jobless"',
            'mark_line().encode(x="key:O", y=alt.Y("value:Q", axis=alt.Axis(format=".0f", '
            'values=[5.6, 5.8, 6, 6.2]), title="%", scale=alt.Scale(zero=False)))',
        ),
        "two ticks of one axis say",
    ),
    "texts over each other": (
        (
            ROWS.format(ids='"towns"') + f"bars = alt.Chart(rows).{BARS}\n"
            'one = alt.Chart(alt.Data(values=[{"t": "a long remark", "u": "another remark"}]))\n'
            "place = dict(x=alt.value(100), y=alt.value(20))\n"
            'return bars + one.mark_text().encode(text="t:N", **place) + '
            'one.mark_text().encode(text="u:N", **place)'
        ),
        "overlap",
    ),
    "points moved up": (
        plain('"visits"', 'mark_point(yOffset=-40).encode(x="key:O", y="value:Q")'),
        "reads as",
    ),
    "bars of two measures": (
        (
            'one = alt.Chart(alt.Data(values=facts.rows("towns.millbrook"))).mark_bar()'
            '.encode(x=alt.X("value:Q", axis=None), y="label:N")\n'
            'two = alt.Chart(alt.Data(values=facts.rows("towns.bexley"))).mark_bar()'
            '.encode(x=alt.X("value:Q", axis=None), y="label:N")\n'
            'return alt.layer(one, two).resolve_scale(x="independent")'
        ),
        "have different measures",
    ),
    "months that all say the year": (
        plain(
            '"month"',
            'mark_line().encode(x=alt.X("key:T", axis=alt.Axis(format="%Y", tickCount="month")), '
            'y="value:Q")',
        ),
        "two ticks say '2024'",
    ),
    "years with a comma": (
        of(
            '[{**r, "y": int(r["key"])} for r in facts.rows("visits")]',
            'mark_bar().encode(y=alt.Y("y:O", axis=alt.Axis(format=",", formatType="number")), '
            'x="value:Q")',
        ),
        "the label '2,021' stands at '2021'",
    ),
    "a name cut in its number": (
        of(
            '[{**r, "n": f"{r[\'label\']}: {r[\'text\']}"} for r in facts.rows("towns")]',
            'mark_bar().encode(x="value:Q", y=alt.Y("n:N", axis=alt.Axis(labelLimit=78)))',
        ),
        "inside or at a number",
    ),
    "derived beside measured": (
        of(
            '[{"v": facts["growth"].value, "k": "Budget"}, '
            '{"v": facts["jobless.2025"].value, "k": "Unemployed"}]',
            'mark_bar().encode(x=alt.X("v:Q", title="%"), y="k:N")',
        ),
        "is worked out from other facts",
    ),
    "a dot without its escape": (
        of(
            '[{"a.b": r["value"], "key": r["key"]} for r in facts.rows("visits")]',
            'mark_line().encode(x="key:O", y="a.b:Q")',
        ),
        "for a name with a dot",
    ),
    "words for dates": (
        of(
            '[{**r, "d": "spring"} for r in facts.rows("visits")]',
            'mark_line().encode(x="d:T", y="value:Q")',
        ),
        "is no date that Vega reads",
    ),
    "calculation": (
        plain('"visits"', f'transform_calculate(value="datum.value * 2").{LINE}'),
        "`calculate`",
    ),
    "arithmetic in labels": (
        plain(
            '"visits"',
            'mark_line().encode(x="key:O", y=alt.Y("value:Q", '
            'axis=alt.Axis(labelExpr="datum.value * 2")))',
        ),
        "`labelExpr`",
    ),
    "invented values": (
        plain(
            '"visits"',
            'transform_impute("value", key="key", value=0).mark_line()'
            '.encode(x="key:O", y="value:Q")',
        ),
        "`impute`",
    ),
    "a mean that is lettered": (
        (
            ROWS.format(ids='"month"')
            + 'return alt.Chart(rows).mark_text().encode(text=alt.Text("mean(value):Q", '
            'format=",.1f"))'
        ),
        "is written in the chart",
    ),
}
