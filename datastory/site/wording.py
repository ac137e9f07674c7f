"""What readers are told about a fact, in words: dates, evidence, formulas, reading time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from math import ceil

from markupsafe import Markup, escape

from ..evidence.proof import Cell
from ..model import Fact, Series, Site, Source, Story
from ..numbers import line_breaks
from ..numbers.languages import grammar
from ..numbers.statements import converted, numbers
from ..phrases import Phrases
from .references import Changed

EVIDENCE = ("document", "cell", "excerpt", "reading", "formula", "assumed")  # in this order
LETTERS_A_MINUTE = 400  # Chinese, read silently
WORDS_A_MINUTE = 230
MOST_CHANGES = 3  # of points that changed together, told one by one

TOGETHER = Markup('<span class="nb">%s</span>')
_DATE = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_LICENSE = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")
# Between two words; scripts that are written without spaces may be cut between any two letters.
_WIDE = r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_LETTER = re.compile(_WIDE)
_NARROW = rf"(?:(?!{_WIDE})[^\s，、；：。！？（）《》“”])*"
_WITH_DIGITS = re.compile(rf"{_NARROW}\d{_NARROW}")
_GAP = re.compile(rf"\s+|(?<={_WIDE})(?={_WIDE}|[，、；：。！？（《“])")
_PLACE = re.compile(
    r"under ‘(?P<under>.*)’|(?P<kind>line|page|sheet|table) (?P<which>[^,]*)(?P<rest>.*)", re.DOTALL
)
_INPUT = re.compile(r"\{([^{}]*)\}")
_OPERATORS = (
    "**", "*", "/", "-", "+", ">=", "<=", "==", "!=", ">", "<", "min", "max", "sum", "median",
    "mean", "quantile", "sd", "count", "rank", "abs", "round", "sqrt", "log", "exp",
)  # fmt: skip
_OPERATOR = re.compile(r"\s*(" + "|".join(map(re.escape, _OPERATORS)) + r")\s*")


def date_words(date: str, phrases: Phrases) -> str:
    """`"2025-12-18"` -> `"18 December 2025"`, `"2025-12"` -> `"December 2025"`.

    Else as its language says it: `"2024"`, in Chinese `"2024年"`; `"plan of 2022"`, `"2022年规划"`.
    """
    match = _DATE.fullmatch(date)
    if not match or not 1 <= int(match[2]) <= 12:
        return grammar(phrases.language).date(date)
    month = phrases.say("date.months").split(", ")[int(match[2]) - 1]
    if not match[3]:
        return phrases.say("date.month", month=month, year=match[1])
    return phrases.say("date.day", day=int(match[3]), month=month, year=match[1])


def moment(day: str) -> str:
    """`"2026-01-05"` -> `"2026-01-05T00:00:00Z"`, for formats that know no days; "" stays."""
    return f"{day}T00:00:00Z" if day else ""


def exact(fact: Fact) -> str:
    """The value as a decimal string in base units: `"245310000000"`; a claim's is `"true"`."""
    return decimal(fact.quantity.value) if fact.quantity else "true"


def together(text: str, most: int = line_breaks.MOST) -> Markup:
    """What a fact says, so that no line ends between its number and its unit.

    It stands in an element whose words stay on one line; more than `most` characters may break, but
    not within a number with its unit.
    """
    if len(text) <= most:
        return escape(text)
    whole, at = Markup(), 0
    for start, end in line_breaks.spans(text, most, alone=True):
        whole += escape(text[at:start]) + TOGETHER % text[start:end]
        at = end
    return Markup('<span class="long">%s</span>') % (whole + escape(text[at:]))


def figure(fact: Fact, words: str = "") -> Markup:
    """A figure as an element of the page."""
    return Markup('<data value="%s">%s</data>') % (exact(fact), together(words or fact.text))


def decimal(value: Decimal) -> str:
    """A value in full, without zeros at its end: `"245310000000"`, `"0.5"`."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def formula_words(fact: Fact, story: Story) -> tuple[str | Fact | Series, ...]:
    """`"{rd.2024} / {rd.2020} - 1"` -> `(rd.2024, " ÷ ", rd.2020, " − 1")`.

    For `{rd.*}` there is the series.
    """
    assert fact.formula
    return tuple(
        story.series.get(part.strip().removesuffix(".*")) or story.facts[part.strip()]
        if index % 2
        else _OPERATOR.sub(lambda sign: story.site.phrases.say(f"formula.{sign[1]}"), part)
        for index, part in enumerate(_INPUT.split(fact.formula.text))
        if part
    )


def reading_minutes(story: Story) -> int:
    """Words, and letters of scripts without spaces, which are counted one by one."""
    text = " ".join(chapter.body.text for chapter in story.chapters)
    letters = len(_LETTER.findall(text))
    words = len(_LETTER.sub(" ", text).split()) if letters else len(text.split())
    return max(1, ceil(words / WORDS_A_MINUTE + letters / LETTERS_A_MINUTE))


def license_url(name: str) -> str:
    """`"CC-BY-4.0"` -> its deed; "" for a licence that has no well-known page."""
    match = _LICENSE.fullmatch(name)
    return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/" if match else ""


def count(number: int, thing: str) -> str:
    """For authors: `(1, "chart")` -> `"1 chart"`, `(2, "address")` -> `"2 addresses"`."""
    if number == 1:
        return f"1 {thing}"
    if thing.endswith("ry"):
        return f"{number} {thing[:-1]}ies"
    return f"{number} {thing}{'es' if thing.endswith('s') else 's'}"


def citation(words: str, url: str, site: Site, edition: str = "", edition_url: str = "") -> str:
    """`The desk: “R&D: 12 yuan”, in “Title”, The publisher, 5 January 2026, https://…`

    The title itself is cited without the "in"; what a story does not name is left out. The last
    edition and its address, which does not change, stand behind it.
    """
    title, said = site.title.text, site.phrases
    by = said.say("cite.by", author=site.author) if site.author else ""
    printed = "" if site.publisher == site.author else site.publisher
    dated = ""
    if edition:
        dated = said.say("cite.edition", date=date_words(edition, said), address=edition_url)
    listed = (printed, date_words(site.published, said), url, dated)
    rest = said.join([part for part in listed if part])
    key = "cite.whole" if words == title else "cite.part"
    return said.say(key, by=by, title=title, part=words, rest=rest)


def meaning(fact: Fact, story: Story) -> str:
    """`"Tokyo: Share of the world’s papers, 2025"`: what a figure says, away from its series."""
    said, words = story.site.phrases, fact.what.text
    if told_apart(fact.series, story):
        words = said.say("figure.named", name=fact.name, words=words)
    when = date_words(fact.when, said)
    return words if not when or when in words else said.say("figure.dated", words=words, date=when)


def told_apart(series: str, story: Story) -> bool:
    """Whether labels name the points of a series, and not their dates."""
    return bool(series) and story.series[series].labelled


def keys(series: Series, story: Story) -> str:
    """`"2019 to 2024"`: the first and the last point of a series, as its table calls them."""
    first, last = (point_name(story.facts[series.points[at]], story.site.phrases) for at in (0, -1))
    return first if first == last else story.site.phrases.say("join.range", first=first, last=last)


def point_name(fact: Fact, phrases: Phrases) -> str:
    """What the table of its series calls a point: its label, or its date or key."""
    return fact.label.text or date_words(fact.when or fact.key, phrases)


def as_found(fact: Fact, phrases: Phrases) -> str:
    """What the source has for a point: the text of its cell and its flag, or the words quoted."""
    proof = fact.proof
    if isinstance(proof, Cell):
        return proof.text
    return fact.quote or phrases.say(f"evidence.{fact.evidence}")


def capital(words: str) -> str:
    """`"quoted, under ‘Method’"` -> `"Quoted, under ‘Method’"`"""
    return words[:1].upper() + words[1:]


def evidence(fact: Fact, phrases: Phrases) -> str:
    """`"quoted from the kept document, page 12"`: what proves a figure, and its place."""
    words = phrases.say(f"evidence.{fact.evidence}")
    if not (fact.place and fact.place.name):
        return words
    return phrases.say("evidence.with_place", evidence=words, place=place_words(fact, phrases))


def place_words(fact: Fact, phrases: Phrases) -> str:
    """`"line 14"`, `"page 12"`, `"under ‘Method’"`, `"sheet T20-1, Year 2024, GDP"`; or ""."""
    name = fact.place.name if fact.place else ""
    if not (named := _PLACE.fullmatch(name)):
        return name
    if named["under"]:
        return phrases.say("place.under", words=named["under"])
    where = phrases.say(f"place.{named['kind']}", words=named["which"])
    return phrases.join([where, *named["rest"].split(", ")[1:]])


def conversion(fact: Fact, phrases: Phrases) -> str:
    """`"4,100 kt is 4.1 Mt."`, where the quotation says the value in another unit; else ""."""
    said = converted(fact.quote, fact.quantity) if fact.quote and fact.quantity else ""
    return phrases.say("evidence.conversion", said=said, value=fact.text) if said else ""


def proof(fact: Fact, site: Site, sources: Mapping[str, Source]) -> str:
    """`"Quoted from the kept document, line 14: News report."`, `"Computed here."`"""
    said = site.phrases
    words = capital(evidence(fact, said))
    if not fact.source:
        return said.say("evidence.alone", evidence=words)
    return said.say("evidence.from_source", evidence=words, source=sources[fact.source].title)


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The text if it fits; else as many of its words as do, and "…".

    It is cut between words, and neither in a number nor beside one: "grew to 52,300 visits" never
    ends in "grew to 5…", "grew to 52,300…" or "grew to…". Where no words fit, "…" stands alone.
    """
    if fits(text):
        return text
    figures = [(each.start, each.end) for each in numbers(text)]
    figures += [each.span() for each in _WITH_DIGITS.finditer(text)]
    for gap in reversed(list(_GAP.finditer(text))):
        if any(start <= gap.end() and gap.start() <= end for start, end in figures):
            continue
        words = text[: gap.start()].rstrip(" ,;:–—(“‘，、；：（《")
        if words and fits(f"{words}…"):
            return f"{words}…"
    return "…"


def told_change(entry: Changed, story: Story) -> str:
    """`"Corrected: Spending on research, 2024. It was 44 until 1 March 2026; then 40."`"""
    phrases = story.site.phrases
    kind, words = phrases.say(f"change.{entry.change.kind}"), changed(entry, phrases)
    return phrases.say("change.whole", kind=kind, what=change_name(entry, story), words=words)


def change_name(entry: Changed, story: Story) -> str:
    """What changed: the point of a series, or the series where several did."""
    return entry.fact.what.text if entry.together else meaning(entry.fact, story)


def changed(entry: Changed, phrases: Phrases) -> str:
    """`"It was 44 until 1 March 2026; then 40. We misread the table."`

    Of several points: `"60 points, until 1 March 2026. January 2024: 9, then 8; and 59 more."`
    """
    change, points = entry.change, (entry, *entry.together)
    day = date_words(change.until, phrases)
    if not entry.together:
        said = phrases.say("change.was", old=change.value, date=day, new=_became(entry))
    else:
        shown = points if len(points) <= MOST_CHANGES + 1 else points[:MOST_CHANGES]
        each = [
            phrases.say(
                "change.point", name=point_name(one.fact, phrases), old=one.change.value,
                new=_became(one),
            )
            for one in shown
        ]  # fmt: skip
        more = len(points) - len(shown)
        each += [phrases.say("change.more", n=more)] if more else []
        said = phrases.say(
            "change.points", count=phrases.count(len(points), "point"), date=day,
            points=phrases.join(each, "semicolon"),
        )  # fmt: skip
    return phrases.join([words for words in (said, change.note) if words], "space")


def _became(entry: Changed) -> str:
    """What a figure said next."""
    later = [one for one in entry.fact.history if one.until > entry.change.until]
    return min(later, key=lambda one: one.until).value if later else entry.fact.text
