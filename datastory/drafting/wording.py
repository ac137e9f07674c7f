"""What a drafted fact is called: its `what` from the sentence around the figure, its id from that.

"Spending on research rose to 12 million yuan in 2024" -> "Spending on research". Where no pattern
fits, the clause itself stands, with "…" in the figure's place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from ..checking.sentences.time_expressions import times
from ..checking.sentences.vocabulary import DOWN_VERBS, UP_VERBS, alternatives, words_of
from ..numbers.quantity import Figure, Quantity
from ..numbers.statements import figures
from ..numbers.units import KNOWN, PERCENT, POINTS
from .prose import blanked

ANY_YEAR = "2000"  # in which "last year" is a time
LONGEST = 110  # characters of a `what`
HERE, OTHER = "¤", "◊"
TIMED = (
    r"(?:,?\s*\(?\b(?:(?:up\s+)?(?:in|during|for|by|at|of|since|from|until|to|between|on|as\s+of"
    r"|throughout)\s+)?(?:the\s+)?(?:(?:end|start|beginning|middle|whole|year|course)\s+(?:of\s+)?)?"
    r"(?:the\s+)?(?:fiscal\s+)?(?:year\s+)?)$"
)
OTHERS = re.compile(
    rf"\s*\b(?:from|to|by|of|than|against|compared with|or|and|up from|down from)?\s*{OTHER}"
    r"(?:\s+(?:a|the)?\s*year (?:earlier|before))?"
)
TREND = f"{UP_VERBS}, {DOWN_VERBS}"
GREW = re.compile(rf"\b(?:{alternatives(UP_VERBS)})\b", re.I)
IS = (
    r"(?:was|were|is|are|stood at|stands at|reached|reaches|totalled|totaled|came to|comes to"
    r"|amounted to|amounts to|hit|averaged|equalled|remained at|remained|stayed at|numbered"
    r"|has been|had been|have been|has reached|had reached|will be|will reach|is expected to be"
    r"|is expected to reach|was estimated at|is estimated at|went to)"
)
HEDGE = r"(?:only |just |still |already |now |also |then |well |a record )?"
# "90 calls, and 80 a year earlier": the second counts what the first does.
COORDINATE = re.compile(
    rf"^(?P<first>[^{OTHER}]*){OTHER}(?P<rest>[^{OTHER}{HERE}]*?),? "
    rf"(?:and|after|against|up from|down from|compared with|versus) {HERE}$"
)
THERE = re.compile(
    r"^(?:.*?\b)?[Tt]here (?:were|was|are|is|have been|had been|has been) "
    rf"{HEDGE}{HERE} (?P<np>.+)$"
)
LEVEL = re.compile(rf"^(?P<subject>.+?),? {IS} {HEDGE}(?:at |to )?{HERE}(?P<rest>.*)$")
MOVED = re.compile(
    rf"^(?P<subject>.+?) (?:{alternatives(TREND)}|moved|went|changed|came)(?: \w+ly)?"
    rf"(?: (?:by )?{OTHER})?,? (?:from|to|at) {HEDGE}{HERE}"
)
MOVED_FROM = re.compile(
    rf"^(?P<subject>.+?) (?:{alternatives(TREND)})\b[^{HERE}]* (?:to|from) {OTHER}[^{HERE}]*{HERE}"
)
CHANGED = re.compile(
    rf"^(?P<subject>.+?) (?P<verb>{alternatives(TREND)})(?: \w+ly)?(?: by)? {HEDGE}{HERE}"
    r"(?P<rest>.*)$"
)
NOUN_OF = re.compile(
    rf"^(?P<subject>.+?) (?:has|had|have|with) (?:an?|the|its) (?P<noun>[\w -]+?) of {HERE}$"
)
OF_NOUN = re.compile(
    rf"^.*?\b(?:an?|the|its|their) (?P<noun>[a-z][\w-]*(?: \w+)?) of {HERE}(?P<rest>.*)$"
)
SHARE = re.compile(rf"^(?P<before>.*?)\s*{HERE} of (?P<rest>.+)$")
COUNT_FIRST = re.compile(rf"^(?:\w+ly |In all,? |In total,? )?{HERE} (?P<rest>.+)$")
COUNTED = re.compile(rf"^(?P<subject>.+?) (?P<verb>[a-z]+) {HEDGE}{HERE} (?P<noun>.+)$")
MEASURED = re.compile(
    rf"^(?P<subject>.+?) (?P<verb>[a-z]+) {HEDGE}{HERE}"
    r"(?P<rest>(?: (?:on|for|in|to|at|of|from|a|per) .+)?)$"
)
KEYED = re.compile(rf"^(?P<key>[^{HERE}]+?)(?::| –| —| -) ?{HERE}.*$")
VERB = (
    r"(?:was|were|is|are|had|has|have|went|goes|go|came|come|said|say|says|used|use|live|lived|own"
    r"|owned|work|works|worked|closed|opened|visited|bought|sold|died|voted|took|take|made|received"
    r"|paid|cost|left|joined|reported|chose|wanted|supported|needed|belong|belongs|belonged"
    rf"|{alternatives(TREND)})"
)
CLAUSED = re.compile(rf"^(?P<np>(?:[\w’'-]+ ){{1,6}}?)(?P<vp>{VERB}\b.*)$")
PEOPLE = re.compile(
    r"\b(?:people|visitors|residents|workers|staff|employees|students|pupils|children|adults|women"
    r"|men|voters|patients|users|readers|members|passengers|scientists|teachers|nurses|doctors"
    r"|tourists|commuters|respondents|households|drivers|volunteers|farmers)\s*$"
)
BESIDE = re.compile(
    r"[,(] ?(?:or )?(?P<way>up|down|a rise of|an increase of|a fall of|a drop of)? ?(?:by )?"
    rf"(?:about |nearly )?{HERE}(?: (?P<more>more|higher|fewer|less|lower)\b)?"
)
UPWARDS = frozenset(("up", "a rise of", "an increase of", "more", "higher"))
# Words with which no name of a thing begins.
UNNAMED = re.compile(
    r"(?:Were|Was|Are|Is|More|Fewer|Less|Higher|Lower|Than|That|Who|And|Or|By|To|From|Up|Down|Had"
    r"|Has|Have|[A-Z]\w+ed|Did|Does|…)\b(?!.*\s\w+\s\w+\s\w+)"
)
PRONOUN = words_of("it they he she we this that these those there which who")
CUT = re.compile(
    r";\s|[.:]\s|\s[–—]\s|,\s(?:while|whereas|and|but|or|which|who|of which|up|down|compared|after"
    rf"|with|from)\b|\s(?:while|whereas|but)\s|\)|\(|,\s(?=[^{HERE}]*$)"
)
AND = re.compile(r",?\s(?:and|but|or)\s")
LEADING = re.compile(
    r"^(?:and|but|or|of which|with|while|whereas|which|who|up|down|about|that)\s+", re.I
)
TRAILING = re.compile(
    r"[\s,;:.–—-]+$|\s(?:that|who|which|in|of|to|at|by|for|from|on|and|or|the|a|an|with|than|up|down|about|over)$",
    re.I,
)
ADVERB = re.compile(
    r"^(?:[A-Z]\w+ly|Meanwhile|However|Overall|In all|In total|Of these|Today|Now),? "
)
MARKED = re.compile(r"[\[\]*_`<>\\{}|^~$]")
SMALL = words_of("""
the a an of in on at by for to from with and or but that which who was were is are be been has had
have its their his her per all as than it they this these those what share total number people
""")
MOST_WORDS = 5


def wordings(
    text: str, figure: Figure, every: Sequence[Figure], heading: str = ""
) -> Iterator[str]:
    """What the figure of a sentence counts, in words without a number; the most telling first.

    `heading` stands above the sentence, and says what "it" is.
    """
    found = []
    sentence = _marked(text, figure, every)
    quantity = figure.quantity
    if quantity is not None:
        clause = _clause(sentence)
        found += [_compared(sentence, quantity), _named(clause, quantity)]
        found += [_named(AND.split(clause)[0], quantity), gapped(clause)]
    found.append(gapped(sentence))
    if heading:
        found = [f"{heading}: {_lower(one)}" if one and _vague(one) else one for one in found]
    for words in dict.fromkeys(map(_tidy, found)):
        if words and not figures(words) and _telling(words):
            yield words


def _vague(words: str) -> bool:
    """Whether words begin with "it" or a gap, and so do not say of what they are."""
    return words.split()[0].lower() in PRONOUN | {"…"}


def _telling(words: str) -> bool:
    """Whether words name something: not a verb or an adverb alone."""
    return bool(re.search(r"[^\W\d_]{3}", words)) and not UNNAMED.match(words)


def _compared(marked: str, quantity: Quantity) -> str:
    """ "Emissions were 4.1 Mt, down 12% from 2019" -> "Fall of emissions", for the 12%."""
    match = BESIDE.search(marked)
    if not match or not (match["way"] or match["more"]):
        return ""
    clauses = CUT.split(marked[: match.start()].rstrip(" ,("))
    before = clauses[-1] if OTHER in clauses[-1] else ""
    head, _, tail = before.rpartition(OTHER)
    what = _named(f"{head}{HERE}{tail}", replace(quantity, unit="")) if head or tail else ""
    if not what or what.startswith("What "):
        return ""
    up = (match["way"] or match["more"]).lower() in UPWARDS
    return f"{'Rise' if up else 'Fall'} of {_lower(what)}"


def identifier(what: str, taken: Collection[str]) -> str:
    """An id from the first telling words: `"Spending on research"` -> `"spending_research"`."""
    plain = unicodedata.normalize("NFKD", what).encode("ascii", "ignore").decode().lower()
    every = re.findall(r"[a-z0-9]+", plain)
    words = [word for word in every if word not in SMALL] or every or ["figure"]
    return free("_".join(words[:MOST_WORDS])[:60].strip("_"), taken, "_")


def free(name: str, taken: Collection[str], joint: str) -> str:
    """A name that is not taken: `("rd", {"rd"}, "-")` -> `"rd-2"`."""
    made, more = name, 1
    while made in taken:
        more += 1
        made = f"{name}{joint}{more}"
    return made


def _marked(text: str, figure: Figure, every: Sequence[Figure]) -> str:
    """The sentence with signs for its figures, and without its times."""
    spans = []
    for time in times(blanked(text, every), ANY_YEAR):
        before = re.search(TIMED, text[: time.start], re.I)
        end = time.end + (text[time.end : time.end + 1] == ")")
        spans.append((before.start() if before else time.start, end))
    return " ".join(marked(text, figure, every, spans).split())


def marked(
    text: str, figure: Figure, every: Sequence[Figure], cut: Iterable[tuple[int, int]]
) -> str:
    """The sentence with signs for its figures, and without the spans that are to be `cut`.

    Of spans that overlap each other or a figure, the first is taken.
    """
    edits = [(one.start, one.end, HERE if one.start == figure.start else OTHER) for one in every]
    for start, end in cut:
        if not any(a < end and start < b for a, b, _ in edits):
            edits.append((start, end, ""))
    for start, end, sign in sorted(edits, reverse=True):
        text = f"{text[:start]}{sign}{text[end:]}"
    return text


def _clause(sentence: str) -> str:
    """The clause of a sentence that holds the figure."""
    at = sentence.index(HERE)
    cuts = [match.end() for match in CUT.finditer(sentence, 0, at)]
    cut = CUT.search(sentence, at)
    clause = sentence[cuts[-1] if cuts else 0 : cut.start() if cut else len(sentence)]
    if len(clause.replace(HERE, "").split()) < 2 and cuts:
        clause = sentence[: cut.start() if cut else len(sentence)]
    for match in AND.finditer(clause):  # "12 firms closed and 40 opened"
        alone = not re.search(r"[^\W\d_]", clause[match.end() :])
        if match.end() <= clause.index(HERE) and OTHER in clause[: match.start()] and not alone:
            clause = clause[match.end() :]
            break
        if match.start() > clause.index(HERE) and OTHER in clause[match.end() :]:
            clause = clause[: match.start()]
            break
    return ADVERB.sub("", LEADING.sub("", clause.strip(" ,")))


def _named(clause: str, quantity: Quantity) -> str:
    """The words of the first pattern that fits, or ""."""
    clause = clause.strip(" .!?,")
    bare = OTHERS.sub("", clause)
    relative = quantity.unit in (PERCENT, POINTS)
    if match := KEYED.match(bare):
        return match["key"]
    if match := THERE.match(bare):
        return match["np"]
    if match := COORDINATE.match(clause):
        return _named(f"{match['first']}{HERE}{match['rest']}", quantity)
    if match := NOUN_OF.match(bare):
        return f"{match['noun']} of {_lower(match['subject'])}"
    for pattern in (MOVED, MOVED_FROM):
        if match := pattern.match(clause):
            return _subject(match["subject"])
    if match := CHANGED.match(bare):
        kind = "Rise" if GREW.fullmatch(match["verb"]) else "Fall"
        return f"{kind} of {_lower(_subject(match['subject']))}"
    if match := LEVEL.match(bare):
        return _subject(match["subject"]) + _tail(match["rest"])
    if (match := SHARE.match(bare)) and (relative or not quantity.unit):
        return f"Share of {_relative(match['rest'], match['before'])}"
    if match := COUNT_FIRST.match(bare):
        return _relative(match["rest"], "")
    if match := OF_NOUN.match(bare):
        return f"{match['noun']}{match['rest']}"
    if quantity.unit in KNOWN and (match := MEASURED.match(bare)):
        return f"What {_lower(match['subject'])} {match['verb']}{match['rest']}"
    if match := COUNTED.match(bare):
        return f"{match['noun']} that {_lower(match['subject'])} {match['verb']}"
    return ""


def _subject(words: str) -> str:
    return "" if words.lower() in PRONOUN else words


def _tail(rest: str) -> str:
    """ "a week", "per head" behind the number belong to what is counted."""
    return rest if re.match(r" (?:an?|per|each|every) ", rest) else ""


def _relative(rest: str, before: str) -> str:
    """ "households own a car" -> "households that own a car"."""
    if match := CLAUSED.match(rest):
        who = "who" if PEOPLE.search(match["np"].strip()) else "that"
        return f"{match['np']}{who} {match['vp']}"
    if len(before.split()) > 1 and OTHER not in before:
        noun, _, tail = re.sub(
            r" (?=(?:on|in|for|to|with|from|at|by) )", "\0", rest, count=1
        ).partition("\0")
        return f"{noun} that {_lower(before)} {tail}"
    return rest


def gapped(clause: str) -> str:
    return re.sub(f"[{HERE}{OTHER}]", "…", clause)


def _lower(words: str) -> str:
    """ "The town" -> "the town"; names keep their capital."""
    first = words.partition(" ")[0]
    common = first.lower() in SMALL or first.lower() in PRONOUN
    return words[:1].lower() + words[1:] if common else words


def _tidy(words: str) -> str:
    words = re.sub(r"\s+([,;:.!?])", r"\1", " ".join(MARKED.sub("", words).split()))
    words = gapped(words)
    while (cut := TRAILING.sub("", words)) != words:
        words = cut
    if len(words) > LONGEST:
        words = words[: words.rfind(" ", 0, LONGEST)].rstrip(" ,;:") + " …"
    return words[:1].upper() + words[1:]
