"""Words around and in a chart that tell something of its drawing, by language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct


class ChartWords(Struct, frozen=True):
    """Each a part of a regular expression in which capitals count as small letters; "" for none.

    `rises`, `falls`: words of a trend. `change`: in what a fact is about, that it is a difference
    in time. `plan`: there too, that it is a plan; `planned`, `inexact`, `derived`: in the words
    around a chart, that something in it is one, no exact figure, or worked out. `log`, `root`,
    `reversed`, `broken`, `double`, `smooth`: what owns to such an axis, or to such lines. `gap`:
    that values are missing. `percentage`: that bare numbers are per cents. `times`: in what a fact
    says, that it is a multiple. `leads`: `who` is first. `source`: what stands before the name of a
    source. `month`: a label of a month by its number, as `month`. `scale`: a scale that stands
    alone, as `scale`, whose power of ten is in `scales`.
    """

    rises: str = ""
    falls: str = ""
    change: str = ""
    plan: str = ""
    planned: str = ""
    inexact: str = ""
    derived: str = ""
    log: str = ""
    root: str = ""
    reversed: str = ""
    broken: str = ""
    double: str = ""
    smooth: str = ""
    gap: str = ""
    percentage: str = ""
    times: str = ""
    leads: str = ""
    source: str = ""
    month: str = ""
    scale: str = ""
    scales: Mapping[str, int] = MappingProxyType({})


ENGLISH_CHART_WORDS = ChartWords(
    rises=(
        r"\b(?:ris(?:e|es|en|ing)|rose|grow(?:s|n|ing)?|grew|increas(?:e|es|ed|ing)"
        r"|climb(?:s|ed|ing)?|up|upward|upwards|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)"
        r"|jump(?:s|ed|ing)?|gain(?:s|ed)?|higher|rally|rallied|expand(?:s|ed|ing)?)\b|[↑▲⬆↗⇧]"
    ),
    falls=(
        r"\b(?:fall(?:s|en|ing)?|fell|declin(?:e|es|ed|ing)|drop(?:s|ped|ping)?"
        r"|shr(?:ink|inks|ank|unk)|sank|sinks?|down|downward|downwards|decreas(?:e|es|ed|ing)"
        r"|plung(?:e|es|ed|ing)|slid(?:e|es|ing)?|slump(?:s|ed)?|lower|dwindl(?:e|es|ed)"
        r"|collaps(?:e|es|ed))\b|[↓▼⬇↘⇩]"
    ),
    change=r"\b(?:growth|change|rise|fall|increase|decrease|decline|difference)\b",
    plan=(
        r"\b(?:plan(?:s|ned)?|target(?:s|ed)?|goals?|forecasts?|foreseen|projected|projections?"
        r"|expected|scenario|budgeted)\b"
    ),
    planned=r"\b(?:plan|target|goal|forecast|foreseen|project|expect|scenario|budget)",
    inexact=(
        r"\b(?:over|more than|at least|about|around|nearly|almost|up to|under|less than|fewer"
        r"|exceed\w*|above|below|roughly|some|or more|open|approximate\w*|estimate\w*|least"
        r"|most|rounded|minimum|maximum|circa)\b|\d\+|[≈~><≥≤]|-plus\b"
    ),
    derived=(
        r"\b(?:deriv|comput|calculat|worked out|estimate|implied|imply|our own|sum\b|total|growth"
        r"|share|ratio|average|mean|difference|added|index|per )"
    ),
    log=(
        r"\blog(?:arithm\w*)?\b|\btenfold\b|\bten times\b|\bpowers? of ten\b|\badds a nought\b"
        r"|\bdoubl(?:es|ing)\b|\border of magnitude\b"
    ),
    root=(
        r"\b(?:square|cube)?[- ]?root\b|\bpower scale\b|\bnot linear\b|\bnon-?linear\b|\bsymlog\b"
        r"|\blog(?:arithm\w*)?\b"
    ),
    reversed=(
        r"\brevers|\binvert|\bupside down\b|\bat the top\b|\bon top\b|\branks?\b|\branking\b"
        r"|\bplace[sd]?\b|\bposition|\bdownwards?\b|\bdepth\b|\bfrom right to left\b"
        r"|\bnewest first\b|\bbackwards?\b"
    ),
    broken=r"\bbroken\b|\bbreak\b|\bcut (?:axis|scale)\b|\bpiecewise\b",
    double=(
        r"\b(?:left|right)(?:-hand)? (?:axis|scale)\b|\b(?:two|second|other) (?:axes|axis|scales?)"
        r"\b|\bscales? differs?\b|\bdifferent scales?\b|\beach (?:has|on|with) its own scale\b"
        r"|\bindexed?\b"
    ),
    smooth=r"\bsmooth|\bcurves? (?:is|are) (?:drawn|fitted)\b|\btrend(?:s|line)?\b|\bfitted\b",
    gap=(
        r"\bgaps?\b|\bno (?:data|figures?|values?|counts?)\b|\bmissing\b|\bunknown\b|\bn/a\b"
        r"|\bnot (?:known|stated|published|measured|available|counted|reported|recorded|surveyed)\b"
    ),
    percentage=r"%|\bper[\s-]?cent\b|\bpercentages?\b|\bshares?\b|\brates?\b",
    times=r"times|fold|×|x\b",
    leads=(
        r"(?P<who>[^.,;:]{2,60}?)\s+(?:leads?|led|is (?:ahead|first|largest|biggest|highest"
        r"|the largest|the highest|the biggest|top)|was (?:ahead|first|largest|the largest)"
        r"|comes? first|came first|tops?|topped|has the most|had the most)\b"
    ),
    source=r"\bSources?:",
)
