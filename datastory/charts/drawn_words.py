"""Whether the words in a drawing say what its marks are: labels, ticks, titles, legends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from msgspec.structs import replace

from ..numbers.hanzi import HAN
from ..numbers.languages import grammar
from ..numbers.languages.english.reading import find_numbers
from ..numbers.quantity import Figure
from ..numbers.statements import figures, misstatement
from ..numbers.units import units_agree
from .chart_facts import ChartFact
from .drawn import Drawn
from .fact_index import siblings
from .row_facts import MONTHS, YEAR
from .scene import Guide, Mark, Scale, Text
from .transforms import Unproved
from .trends import contrary_trend, is_change, trends
from .word_patterns import pattern

SI = {"k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "m": -3, "µ": -6, "μ": -6}
TICK = re.compile(
    r"(?P<before>[^\d.,−-]*)(?P<sign>[-−–]?)(?P<cash>[^\d.,−-]*)"
    r"(?P<digits>\d[\d,\u2009\u202f ]*(?:\.\d+)?|\.\d+)"
    r"(?P<si>[kMGTPmµμ](?![A-Za-z]))?\s*(?P<after>.*)"
)
PIECES = re.compile(r"[,;:()\[\]/|，；：、（）]|\s[–—-]\s|\bin\b|\bof\b", re.I)
VAGUE = re.compile(r"\b(?:tens|dozens|hundreds|thousands|millions|billions|trillions)\b", re.I)
AXIS_ROLES = ("axis-label", "legend-label")
TIMES = re.compile(r"(?<!\w)[×x]\s?\d")


# Titles of axes that say nothing of what is counted.
GENERIC = frozenset((
    "value", "values", "number", "numbers", "count", "counts", "amount", "total", "share", "shares",
    "rate", "percent", "percentage", "index", "score", "level", "measure", "ratio", "frequency",
    "density", "year", "years", "date", "time", "month", "quarter", "rank", "place", "cumulative",
    "average", "mean", "median", "with", "from", "than", "that", "this", "each", "binned",
    "records", "sum", "least", "greatest", "deviation", "interval",
))  # fmt: skip


def missaid(drawn: Drawn) -> Iterator[Unproved]:
    """Words of a drawing that no fact says."""
    for text in drawn.scene.texts:
        if text.shown and (text.guide is None or text.role not in AXIS_ROLES):
            id = drawn.fields(text.row).get("id")  # of a row of facts.rows, which it need not state
            own = drawn.rows.of_row(text.row) or [fact for fact in drawn.facts if fact.id == id]
            yield from unsaid(" ".join(line.strip() for line in text.lines), own, drawn)


def misplaced(drawn: Drawn) -> Iterator[Unproved]:
    """Ticks that say another value, unit or time than stands there; words at another's mark."""
    yield from _guides(drawn)
    yield from _beside(drawn)


def unsaid(words: str, own: Sequence[ChartFact], drawn: Drawn) -> Iterator[Unproved]:
    """Figures and trends in words of a chart that no fact says; at a mark, none of its `own`."""
    pieces = {piece.strip() for piece in PIECES.split(words)}
    for figure in figures(words, drawn.names, drawn.language):
        if figure.quantity is None and not re.search(r"\d", figure.text):
            if VAGUE.search(figure.text):
                message = f"'{figure.text}' says no definite number; write what a fact says"
                yield Unproved(message, figure.text)
            continue  # the unit of an axis: "million yuan"
        if figure.text in pieces and pattern("scale", drawn.language).match(figure.text):
            continue  # of another language, which reads it as a number: 万, 百万吨
        if not any(states_in_chart(figure.text, fact, drawn) for fact in drawn.facts):
            yield _no_fact(figure, drawn)
        elif own and not any(states_in_chart(figure.text, fact, drawn) for fact in own):
            yield Unproved(
                f"'{figure.text}' is written at the mark of '{own[0].id}', which says "
                f"{own[0].text}; write the words of the same fact",
                figure.text,
            )
    yield from _trend(words, drawn)
    if match := TIMES.search(words):
        times = match[0]
        if not any(pattern("times", drawn.language).search(f.text) for f in drawn.facts):
            message = f"'{times}' is written in the chart, but no fact that it read says so"
            yield Unproved(message, times)


def _trend(words: str, drawn: Drawn) -> Iterator[Unproved]:
    """An arrow or a word of rise and fall goes the way that something drawn goes."""
    facts = drawn.facts
    word = contrary_trend(words, facts, drawn.language)
    arrow = re.search("[↑▲⬆↗⇧↓▼⬇↘⇩]", words)
    if not word and arrow and not any(trends(facts)):
        word = "" if any(is_change(fact, drawn.language) for fact in facts) else arrow[0]
    if word:
        message = f"'{word}' is written in the chart, but nothing in it goes that way"
        yield Unproved(f"{message}; leave it out, or say what it shows", word)


def _no_fact(figure: Figure, drawn: Drawn) -> Unproved:
    """What is wrong with a figure: no fact says it, or only with a scale that no words name."""
    message = f"'{figure.text}' is written in the chart, but no fact that it read says so"
    every = frozenset(
        {3, 6, 9, 12} | {by.adjusted() for by in grammar(drawn.language).scales.values()}
    )
    near = [f for f in drawn.facts if states_in_chart(figure.text, f, drawn, every, "%")]
    if near:
        fact = near[0]
        message += f": '{fact.id}' says {fact.text}; name the unit and its scale in the subtitle"
    return Unproved(message, figure.text)


def states_in_chart(
    words: str,
    fact: ChartFact,
    drawn: Drawn,
    powers: frozenset[int] | None = None,
    around: str = "",
) -> bool:
    """Whether words of a drawing state the fact.

    As in prose, but scale and % may stand once around it: "245.31" states 245.31 billion yuan
    under the title "Spending, billion yuan". Other `powers` of ten than the words name, and other
    words `around`, may be tried.
    """
    figure = next(iter(grammar(drawn.language).read(words)), None)
    quantity = figure.quantity if figure else None
    bare = quantity is None or not (
        quantity.unit or (figure and figure.core.scale != 1) or re.search(r"[%‰]", words)
    )
    if not bare:
        return misstatement(words, fact.quantity, drawn.language) is None
    for power in (0, *(drawn.powers if powers is None else powers)):
        shifted = replace(
            fact.quantity,
            value=fact.quantity.value.scaleb(-power),
            step=fact.quantity.step.scaleb(-power),
        )
        if misstatement(words, shifted, drawn.language) is None:
            return True
    said = pattern("percentage", drawn.language).search(f"{drawn.words} {around}")
    percent = fact.unit == "%" and said
    return bool(percent) and misstatement(f"{words}%", fact.quantity, drawn.language) is None


def _guides(drawn: Drawn) -> Iterator[Unproved]:
    """What axes and legends say stands where they say it."""
    for index, guide in enumerate(drawn.scene.guides):
        labels = [t for t in drawn.scene.texts if t.guide == index and t.role in AXIS_ROLES]
        if guide.scale is None or not labels:
            if guide.title and (strange := _strange_title(guide.title, drawn)):
                yield _speaks_of(guide.title, strange)
            continue
        if not guide.scale.continuous:
            yield from _hidden_names(guide, labels)
            for label in labels:
                if not drawn.index.called(str(label.tick)):
                    yield from unsaid(label.words, (), drawn)
        elif guide.scale.timed:
            yield from _times(labels, drawn.language)
        else:
            yield from _ticks(drawn, guide, guide.scale, labels)


def _hidden_names(guide: Guide, labels: Sequence[Text]) -> Iterator[Unproved]:
    """Names on an axis are all there; of years, every other may stand for itself."""
    hidden = [label for label in labels if not label.shown]
    if hidden and not all(YEAR.match(str(label.tick)) for label in labels):
        name = hidden[0].words
        yield Unproved(
            f"there is no room for {len(hidden)} of {len(labels)} names on the axis, such as "
            f"'{name}'; put them on y, one below the other",
            name,
        )
    for label in labels:
        said, meant = label.words, str(label.tick)
        if re.findall(r"\d+", said) != re.findall(r"\d+", meant) and re.search(r"\d", said):
            yield Unproved(f"the label '{said}' stands at '{meant}'; leave its format out", said)


def _times(labels: Sequence[Text], by: str) -> Iterator[Unproved]:
    """A tick of time names its own year and month."""
    shown: set[str] = set()
    for label in labels:
        if not label.shown or not isinstance(label.tick, float):
            continue
        said = label.words
        when = datetime.fromtimestamp(label.tick / 1000, UTC)
        year, named = YEAR.search(said), _month(said, by)
        if (year and int(year[0]) != when.year) or (named and named != when.month):
            message = (
                f"the label '{said}' stands at {when:%Y-%m-%d}; leave the format out, or mend it"
            )
            yield Unproved(message, said)
            return
        if said in shown and year:
            message = f"two ticks say '{said}'; name the months too, or set tickCount='year'"
            yield Unproved(message, said)
            return
        shown.add(said)


def _month(said: str, by: str) -> int:
    """The month that a label names: `"Mar 2024"` and `"2024年3月"` -> 3; 0 for none."""
    if numbered := pattern("month", by).search(said):
        return int(numbered["month"])
    word = re.search(r"[A-Za-z]{3,}", said)
    short = word[0][:3].lower() if word else ""
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _ticks(drawn: Drawn, guide: Guide, scale: Scale, labels: Sequence[Text]) -> Iterator[Unproved]:
    """Ticks, with the title of their axis, say the values that stand there, and their unit."""
    power, facts = _field_of(drawn, scale)
    whole = any(view.stretched for view in drawn.views) and scale.domain[-1:] == (1.0,)
    units = {"%"} if whole else {fact.unit for fact in facts}
    power = 2 if whole else power
    if not facts and not power and not drawn.rows.powers:
        return
    said_power, said_unit = unit_said(guide.title)
    own = {said_power} if said_power is not None else {0, *drawn.powers}
    if said_unit and units and not any(units_agree(said_unit, unit) for unit in units):
        yield Unproved(
            f"the axis or legend is titled '{guide.title}', but its facts are in "
            f"{_unit_words(facts)}; write their unit",
            guide.title,
        )
        return
    if strange := _strange_title(guide.title, drawn):
        yield _speaks_of(guide.title, strange)
        return
    read_as: list[tuple[Text, Decimal, Decimal]] = []
    for label in labels:
        said, tick = label.words, tick_value(label.words)
        if tick is None or not label.shown or not isinstance(label.tick, float):
            continue
        value, step, unit = tick
        if unit and units and not any(units_agree(unit, other) for other in units):
            yield Unproved(
                f"the tick '{said}' is in {unit}, but the facts are in {_unit_words(facts)}; mend "
                "the format of the axis",
                said,
            )
            return
        read_as.append((label, value, step))
    for power_said in own:
        if all(_fits(label, value, step, power_said, power) for label, value, step in read_as):
            break
    else:
        label, value, _ = read_as[-1]
        true = Decimal(str(label.tick)).scaleb(power)
        said = label.words
        fact = next(iter(facts), None)
        yield Unproved(
            f"the tick '{said}'{f' under ‘{guide.title}’' if guide.title else ''} stands where the "
            f"value is {_plain(true)}{f' ({fact.id} says {fact.text})' if fact else ''}; let the "
            "title of the axis name the scale that is drawn, such as 'million yuan'",
            guide.title or said,
        )
        return
    written = [label.words for label, _, _ in read_as]
    if twice := next((said for said in written if written.count(said) > 1), ""):
        message = f"two ticks of one axis say '{twice}'; let the format show more digits"
        yield Unproved(message, twice)


def _speaks_of(title: str, strange: str) -> Unproved:
    return Unproved(
        f"the axis or legend is titled '{title}', but neither its facts nor the words around the "
        f"chart speak of '{strange}'; use a word of theirs",
        title,
    )


def _strange_title(title: str, drawn: Drawn) -> str:
    """The first telling word of a title of which none stands in the facts or around the chart."""
    telling = [
        word
        for word in re.findall(r"[^\W\d_]{4,}", title)
        if word.lower() not in GENERIC and unit_said(word) == (None, "")
    ]
    around = [drawn.words, *(f"{f.what} {f.label} {f.unit} {f.text} {f.id}" for f in drawn.facts)]
    said = " ".join(around).lower()
    if telling and not any(_told_of(word.lower(), said) for word in telling):
        return str(telling[0])
    return ""


def _told_of(word: str, said: str) -> bool:
    """Whether the stem of a word stands among these; of Han, which has none, any two letters."""
    if HAN.search(word):
        return any(word[at : at + 2] in said for at in range(len(word) - 1))
    return word[: max(4, len(word) - 2)] in said


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _fits(label: Text, value: Decimal, step: Decimal, said: int, power: int) -> bool:
    true = Decimal(str(label.tick)).scaleb(power)
    off = abs(value.scaleb(said) - true)
    return off <= step.scaleb(said) / 2 + abs(true) * Decimal("1e-9")


def _unit_words(facts: Sequence[ChartFact]) -> str:
    return ", ".join(sorted({fact.unit for fact in facts}))


def _field_of(drawn: Drawn, scale: Scale) -> tuple[int, list[ChartFact]]:
    """The power of ten of what stands on a scale, and the facts that do."""
    power, facts = 0, {}
    for mark in drawn.scene.marks:
        for used, field in mark.channels.values():
            if used is None or used.name != scale.name or used.domain != scale.domain:
                continue
            power = drawn.rows.power(field) or power
            for _, each in drawn.stated(mark, field):
                power, facts[each.fact.id] = each.power, each.fact
    return power, list(facts.values())


def tick_value(said: str) -> tuple[Decimal, Decimal, str] | None:
    """Number, step and unit of a tick: `"$1.5k"` -> 1500, 100, "dollars"; None where none is."""
    match = TICK.fullmatch(said.strip())
    if not match:
        return None
    digits = re.sub(r"[,\s\u2009\u202f]", "", match["digits"])
    value = Decimal(digits)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    power = SI.get(match["si"] or "", 0)
    unit = ""
    figure = next(iter(find_numbers(re.sub(r"^[-−–]", "", said.strip()))), None)
    if figure and figure.quantity:
        unit = figure.quantity.unit
        if figure.core.scale != 1 and not match["si"]:
            power = figure.core.scale.adjusted()
    if "%" in match["after"]:
        unit = "%"
    sign = -1 if match["sign"] else 1
    return sign * value.scaleb(power), step.scaleb(power), unit


def unit_said(title: str) -> tuple[int | None, str]:
    """The power of ten and the unit that words name: `"Spending, billion yuan"` -> 9, "yuan".

    (None, "") where they name none.
    """
    for piece in [title, *PIECES.split(title)]:
        piece = piece.strip()
        for spelt in (piece, piece[:1].lower() + piece[1:], piece.lower()):
            if not spelt:
                continue
            figure = next(iter(find_numbers(f"2 {spelt}")), None)
            if figure is None or figure.start or figure.quantity is None:
                continue
            power = (figure.quantity.value / 2).adjusted() if figure.quantity.value else 0
            if figure.core.scale != 1 or power:
                return power, figure.quantity.unit
            if figure.quantity.unit:
                return 0, figure.quantity.unit
    if match := re.search(r"([$£€¥])\s?(bn|m|tn|k)\b", title):
        return {"bn": 9, "m": 6, "tn": 12, "k": 3}[match[2]], ""
    return None, ""


def _beside(drawn: Drawn) -> Iterator[Unproved]:
    """Words that stand by hand on the line of one bar do not belong to another bar."""
    lines = list(_bar_lines(drawn))
    own = {fact.id: fact for *_, facts in lines for fact in facts}
    if not lines:
        return
    for text in drawn.scene.texts:
        if text.role != "mark" or not text.shown or drawn.rows.of_row(text.row):
            continue
        words = text.words.strip()
        here = [
            fact
            for axis, low, high, view, facts in lines
            if axis in text.placed and low <= _local(drawn, text, view, axis) <= high
            for fact in facts
        ]
        if not here:
            continue
        named = drawn.index.called(words)
        if not named:
            found = figures(words, (), drawn.language)
            if len(found) != 1 or found[0].quantity is None:
                continue
            said = found[0].text
            named = frozenset(f.id for f in drawn.facts if states_in_chart(said, f, drawn))
        elsewhere = [own[id] for id in named if id in own]
        if not elsewhere or len(elsewhere) != len(named) or named & {fact.id for fact in here}:
            continue
        if all(siblings(here[0], fact) for fact in elsewhere):
            yield Unproved(
                f"'{words}' stands beside the bar of '{here[0].id}' ({here[0].text}), but belongs "
                f"to '{elsewhere[0].id}'; write each fact's own words at its mark",
                words,
            )
            return


def _bar_lines(
    drawn: Drawn,
) -> Iterator[tuple[str, float, float, int, list[ChartFact]]]:
    """For every bar: the axis across it, where it begins and ends there, its view, its facts."""
    for mark in drawn.scene.marks:
        if mark.kind != "rect":
            continue
        across = _across(mark)
        for item in mark.items:
            facts = drawn.rows.of_row(item.row)
            low = item.at.get(across) if across else None
            if facts and low is not None and across:
                size = item.at.get("height" if across == "y" else "width", 0)
                yield across, low, low + size, mark.view, facts


def _across(mark: Mark) -> str:
    for axis, other in (("x", "y"), ("y", "x")):
        scale, _ = mark.channel(axis)
        if scale is not None and scale.continuous and f"{axis}2" in mark.channels:
            return other
    return ""


def _local(drawn: Drawn, text: Text, view: int, axis: str) -> float:
    frame = drawn.scene.views[view]
    return text.y - frame.y if axis == "y" else text.x - frame.x
